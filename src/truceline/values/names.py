"""Names found in a text: all names at once, in any script, in linear time (Aho and Corasick 1975).

The text is folded (values/folding.py) with a map back to code points. A name matches whole words only; the longest
match that begins first wins; marks of punctuation other than dashes, quotes and the points of abbreviations part
words so that no name reaches over them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from truceline.values.folding import _fold_word, cyrillic_spellings, fold_word, spellings

_APOSTROPHES = "'\u2019\u02bc\u2018`\u00b4\u02b9\u055a"
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SEP = rf"[^\w{_MARKS}]|_"
_INNER = rf"(?:[^\W_]|[{_MARKS}]|(?<=[^\W_])[{_APOSTROPHES}](?=[^\W_])(?![sS](?![^\W_])))"
_SPOT = re.compile(
    rf"(?P<apo>(?<=[^\W_])[{_APOSTROPHES}](?=[^\W_]))"
    rf"|(?P<word>(?:[^\W\x00-\x7f]|[{_MARKS}]){_INNER}*)"
    rf"|(?:{_SEP}){{2,}}|[^\w \-{_MARKS}]|_"
)
_HARD = re.compile(r"[,;:()\[\]{}!?\u2026\u0589\u060c\u061b\u061f\u3002|\u2022=<>]|\n\s*\n")
_SOFT = frozenset(
    [" ", "  ", ".", ". ", ".\n", "\n", "'", "' ", " '", '"', '" ', ' "', "/", "%", "“", "”", "’"]
)  # of those most met
_SHORT = re.compile(r"(?:^|[\W_])[^\W\d_]{1,2}$")
_ASCII = {c: chr(c).lower() for c in range(128)} | {ord("-"): " "}
_CYRILLIC = re.compile("[\u0400-\u052f]")
BREAK = "|"
_SHORT_TEXT = 200  # code points
_MOST_KNOWN = 4096
_BROKEN = f" {BREAK} "


class Hit(msgspec.Struct, frozen=True):
    """A name in a text: code points [start, end), the keys it may stand for (sorted), and the words as written.

    Where a case ending follows the name, it is inside; a possessive 's is not.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    form: str


class Folded(msgspec.Struct, frozen=True):
    """A folded text, its words between single spaces, and the way back to the original's code points."""

    text: str
    at: array[int]
    begins: array[int]
    ends: array[int]

    def start(self, i: int) -> int:
        """Original offset of the word that begins at folded offset i."""
        k = bisect_right(self.at, i) - 1
        return self.begins[k] if self.ends[k] >= 0 else self.begins[k] + i - self.at[k]

    def end(self, i: int) -> int:
        """Original offset just after the word whose last folded character is i."""
        k = bisect_right(self.at, i) - 1
        return self.ends[k] if self.ends[k] >= 0 else self.begins[k] + i - self.at[k] + 1


def fold(text: str) -> str:
    """The key of a name: `fold("Xankəndi") == fold("Khankandi")`, `fold("Стёпа-Керт’s")` has single spaces."""
    return " ".join(fold_text(text).text.replace(BREAK, " ").split())


def fold_text(text: str) -> Folded:
    """Fold a text of any length; linear in it."""
    return _folded_short(text) if len(text) <= _SHORT_TEXT else _folded_long(text)


def _folded(text: str) -> Folded:
    parts = [" "]
    at, begins, ends = array("q", [0]), array("q", [0]), array("q", [0])
    size, space = 1, True
    for piece, begin, end in _pieces(text):
        if space and piece[0] == " ":
            piece, begin = piece[1:], begin + 1
            if not piece or piece[0] == BREAK:
                continue
        parts.append(piece)
        at.append(size)
        begins.append(begin)
        ends.append(end)
        size += len(piece)
        space = piece[-1] == " "
    return Folded("".join(parts), at, begins, ends)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """The pieces of a folded text in order, none empty, each with where it begins in the original and where it ends, -1 if
    it goes character by character."""
    pos = 0
    for m in _SPOT.finditer(text):
        s, e = m.span()
        if s < pos:
            continue
        group = m.lastgroup
        if group == "word":
            while s > pos and text[s - 1].isalnum():
                s -= 1
        if s > pos:
            yield text[pos:s].translate(_ASCII), pos, -1
        if group == "word":
            word = fold_word(text[s:e]) if e - s <= 64 else _fold_word(text[s:e])
            if word:
                yield word, s, e
        elif group == "apo":
            if text[e] in "sS" and (e + 1 == len(text) or not text[e + 1].isalnum()):
                yield " ", s, e
        else:
            yield (_BROKEN if _parts(text, s, e) else " "), s, e
        pos = e
    if pos < len(text):
        yield text[pos:].translate(_ASCII), pos, -1
    yield " ", len(text), len(text)


# One text is folded once though many indexes look through it.
_folded_short = lru_cache(maxsize=4096)(_folded)
_folded_long = lru_cache(maxsize=2)(_folded)


def _parts(text: str, s: int, e: int) -> bool:
    """Whether the separators text[s:e] part words: not spaces, dashes, quotes, or the point of a short word."""
    run = text[s:e]
    if run not in _SOFT and _HARD.search(run):
        return True
    return run[0] == "." and not _SHORT.search(text[max(0, s - 3) : s])


class NameIndex:
    """Names to find. entries: (name, key); a name may have several keys and a key several names.

    forms: gives further written forms of a name (a language's case forms). endings: folded case endings that may
    follow a name inside its word. capitals: a name that begins with a capital is matched only where the text has one
    (a text all in capitals passes). variants: also find the other romanisations of a name and its Cyrillic reading.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, str]],
        *,
        forms: Callable[[str], Iterable[str]] | None = None,
        endings: Collection[str] = (),
        capitals: bool = True,
        variants: bool = True,
    ) -> None:
        self._endings = frozenset(endings)
        self._longest = max(map(len, self._endings), default=0)
        self._capitals = capitals
        keys: dict[str, dict[tuple[str, bool, bool], None]] = {}
        for name, key in entries:
            cap = _capital(name)
            written = (name, *forms(name)) if forms else (name,)
            for w in written:
                others = spellings(w) if variants else ()
                for k in (_key(w), *map(_key, others)):
                    if k:
                        keys.setdefault(k, {})[key, cap, False] = None
                if variants:
                    for k in cyrillic_spellings(w):
                        keys.setdefault(k, {})[key, cap, True] = None
        self._values = [tuple(v) for v in keys.values()]
        self._size = len(keys)
        self._known: dict[str, tuple[Hit, ...]] = {}  # names of short texts: the same are asked for again and again
        self._automaton = self._build(keys)

    def __len__(self) -> int:
        return self._size

    def _build(self, keys: Iterable[str]) -> Any:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        close = "" if self._endings else " "
        for i, k in enumerate(keys):
            automaton.add_word(f" {k}{close}", (i, len(k)))
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[Hit]:
        """All names of a text, in order, without overlaps: first begun, then longest, wins."""
        if not self._size:
            return []
        if len(text) > _SHORT_TEXT:
            return self._find(text)
        hits = self._known.get(text)
        if hits is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            hits = self._known[text] = tuple(self._find(text))
        return list(hits)

    def _find(self, text: str) -> list[Hit]:
        folded = fold_text(text)
        found = [h for end, (i, n) in self._automaton.iter(folded.text) if (h := self._hit(text, folded, end, i, n))]
        found.sort(key=lambda h: (h.start, -h.end))
        out: list[Hit] = []
        for h in found:
            if out and h.start < out[-1].end:
                if h.start == out[-1].start and h.end == out[-1].end:
                    out[-1] = Hit(h.start, h.end, tuple(sorted({*out[-1].keys, *h.keys})), h.form)
                continue
            out.append(h)
        return out

    def _hit(self, text: str, folded: Folded, end: int, i: int, size: int) -> Hit | None:
        last = end if self._endings else end - 1
        begin = last - size + 1
        if self._endings:
            after = folded.text.find(" ", last + 1, last + 2 + self._longest)
            if after < 0 or (after > last + 1 and folded.text[last + 1 : after] not in self._endings):
                return None
            last = after - 1
        s, e = folded.start(begin), folded.end(last)
        form = text[s:e]
        values = self._values[i]
        if len(values) == 1 and not values[0][2]:  # the usual case
            key, cap, _ = values[0]
            return None if cap and self._capitals and _lower(form) else Hit(s, e, (key,), form)
        lower = self._capitals and _lower(form)
        cyrillic = None
        keys = set()
        for key, cap, only_cyrillic in values:
            if cap and lower:
                continue
            if only_cyrillic:
                if cyrillic is None:
                    cyrillic = bool(_CYRILLIC.search(form))
                if not cyrillic:
                    continue
            keys.add(key)
        return Hit(s, e, tuple(sorted(keys)), form) if keys else None


def _key(name: str) -> str:
    return fold_text(name).text.strip(_BROKEN)


def _capital(name: str) -> bool:
    return next((c.isupper() for c in name if c.isalnum()), False)


def _lower(form: str) -> bool:
    return form[0].islower() if form[:1].isalnum() else next((c.islower() for c in form if c.isalnum()), False)
