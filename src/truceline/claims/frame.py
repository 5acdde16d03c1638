"""Frame: a text with its words, sentences, quotations and names found once, as the rules of reading use it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeVar

from truceline.claims.attribution import Attribution
from truceline.claims.gates import Held
from truceline.claims.languages.english_kinds import RULES
from truceline.claims.sentences import Sentence, Word, lower, sentences_of, words_of
from truceline.claims.speech import attributions, quoted_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from truceline.claims.entity import Entity
    from truceline.claims.kit import Kit


_MONTH_OF_MAY = re.compile(
    r"(?:(?<=\d )|(?<=\d-)|(?<=(?:st|nd|rd|th) )|(?<=\b(?:in|of|by|or) )|(?<=\b(?:mid|and|the) )|(?<=\bmid-)|(?<=\b(?:late|last|this|next|from) )|(?<=\b(?:since|until|early) ))May\b|\bMay(?= \d)"
)
_MAY = re.compile("May")


def lowered(text: str) -> str:
    """The text in lower case, code point for code point, line breaks as spaces. The month of May keeps its capital: it is no
    modal verb."""
    low = lower(text).replace("\n", " ").replace("\t", " ").replace("\u00a0", " ").replace("’", "'")
    months = [m.start() for m in _MAY.finditer(text) if _MONTH_OF_MAY.match(text, m.start())]
    return "M".join([low[i:j] for i, j in zip([0, *[m + 1 for m in months]], [*months, len(low)], strict=True)])


_PARTING = frozenset({",", "and", ";", "after", "while", "but", "that", "which", "who"})


class _Placed(Protocol):
    @property
    def first(self) -> int: ...


P = TypeVar("P", bound=_Placed)


class InOrder(list[P]):
    """A list, not to be changed, in order of the first words of what is in it."""

    def __init__(self, items: Iterable[P] = ()) -> None:
        super().__init__(items)
        self.firsts = [x.first for x in self]

    def within(self, first: int, last: int) -> list[P]:
        """Those that begin among words [first, last)."""
        return self[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]


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
    entities: InOrder[Entity] = field(default_factory=lambda: InOrder())
    begins: frozenset[int] = frozenset()
    place_words: frozenset[int] = frozenset()
    told: list[int] = field(default_factory=list)

    @cached_property
    def held(self) -> Held:
        """The gates of patterns that are open in stretches of `low`, and of what is made of its words."""
        return Held(self.low.replace("May", "may"))

    @cached_property
    def after_people(self) -> frozenset[int]:
        """Words that stand just behind a people-word."""
        return frozenset(e.last for e in self.entities if e.form == "people")

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
        return [e for e in self.entities.within(first, last) if e.last <= last]


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
        told=[i for i, w in enumerate(words) if (low := w.low) in RULES or (low[-2:] == "'s" and low[:-2] in RULES)],
    )
    frame.entities = InOrder(find_entities(frame, kit))
    return frame
