"""Frame: a text with its words, sentences, quotations and names found once, as the rules of reading use it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeVar

from truceline.claims.attribution import Attribution
from truceline.claims.languages.english_kinds import RULES
from truceline.claims.sentences import Sentence, Word, lower, sentences_of, words_of
from truceline.claims.speech import attributions, quoted_words

if TYPE_CHECKING:
    from truceline.claims.entity import Entity
    from truceline.claims.kit import Kit


_MONTH_OF_MAY = re.compile(
    r"(?:(?<=\d )|(?<=\d-)|(?<=(?:st|nd|rd|th) )|(?<=\b(?:in|of|by|or) )|(?<=\b(?:mid|and|the) )|(?<=\bmid-)|(?<=\b(?:late|last|this|next|from) )|(?<=\b(?:since|until|early) ))May\b|\bMay(?= \d)"
)


def lowered(text: str) -> str:
    """The text in lower case, code point for code point, line breaks as spaces. The month of May keeps its capital: it is no
    modal verb."""
    low = lower(text).replace("\n", " ").replace("\t", " ").replace("\u00a0", " ").replace("’", "'")
    months = [m.start() for m in _MONTH_OF_MAY.finditer(text)] if "May" in text else []
    for i in months:
        low = f"{low[:i]}M{low[i + 1 :]}"
    return low


_PARTING = frozenset({",", "and", ";", "after", "while", "but", "that", "which", "who"})


@dataclass
class Frame:
    """What the rules work on. Positions of words are indexes into `words`; text offsets are code points."""

    text: str
    low: str
    words: list[Word]
    sentences: list[Sentence]
    quoted: bytearray
    speech: list[Attribution]
    starts: list[int] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    begins: frozenset[int] = frozenset()
    place_words: frozenset[int] = frozenset()
    told: list[int] = field(default_factory=list)

    @cached_property
    def marks(self) -> list[int]:
        """How many marks and words that part clauses stand before each word."""
        return list(accumulate((w.low in _PARTING for w in self.words), initial=0))

    def word_at(self, offset: int) -> int:
        """Index of the first word that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def telling(self, first: int, last: int) -> list[int]:
        """Words among [first, last) that may tell a kind of claim: those that a rule begins with."""
        return self.told[bisect_left(self.told, first) : bisect_left(self.told, last)]

    def entities_in(self, first: int, last: int) -> list[Entity]:
        """Entities wholly among words [first, last)."""
        i = bisect_left(self.entities, first, key=lambda e: e.first)
        out = []
        while i < len(self.entities) and self.entities[i].first < last:
            if self.entities[i].last <= last:
                out.append(self.entities[i])
            i += 1
        return out


class _Placed(Protocol):
    @property
    def first(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def _first(x: _Placed) -> int:
    return x.first


def within(items: list[P], first: int, last: int) -> list[P]:
    """Those of a list in order of their first word that begin among words [first, last)."""
    return items[bisect_left(items, first, key=_first) : bisect_left(items, last, key=_first)]


def frame_of(text: str, kit: Kit) -> Frame:
    """The frame of a text."""
    from truceline.claims.who import find_entities

    words = words_of(text)
    sentences = sentences_of(text, words)
    quoted = quoted_words(words, sentences)
    speech = attributions(text, words, sentences, quoted)
    frame = Frame(
        text,
        lowered(text),
        words,
        sentences,
        quoted,
        speech,
        [w.start for w in words],
        begins=frozenset(s.first for s in sentences),
        told=[i for i, w in enumerate(words) if w.low.removesuffix("'s") in RULES],
    )
    frame.entities = find_entities(frame, kit)
    return frame
