"""Numbers in bulletins and what they count. No number is made up: "at least 5" has low 5 and nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

from truceline.claims.bulletin_lexicon import Lexicon
from truceline.claims.bulletin_names import WORD
from truceline.values.count import Count

_DIGITS = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|(?<![\w.,:/])\d+(?:[.,]\d+)?(?![\d:])(?!-(?:c[ıiuü]|րդ|й|я|го|му|ый|ая)\b)"
)
_REACH = 4  # words between a number and what it counts


class Number(NamedTuple):
    """A number in the text [start, end) with its bounds."""

    start: int
    end: int
    low: int | float | None
    best: int | float | None
    high: int | float | None


def numbers_in(low: str, lexicon: Lexicon, taken: list[tuple[int, int]]) -> list[Number]:
    """The numbers of a sentence that stand in no date and no name."""
    found: list[tuple[int, int, int | float]] = []

    def free(a: int, b: int) -> bool:
        return all(y <= a or b <= x for x, y in taken)

    for m in _DIGITS.finditer(low):
        if free(*m.span()) and not lexicon.numbered.search(low[max(0, m.start() - 16) : m.start()]):
            text = m.group().replace("\u00a0", "").replace(" ", "").replace(",", ".")
            found.append((*m.span(), float(text) if "." in text else int(text)))
    words = list(WORD.finditer(low))
    i = 0
    while i < len(words):
        v = _word(words[i].group(), lexicon)
        if v is None or not free(*words[i].span()):
            i += 1
            continue
        j = i + 1
        if v >= 10 and v % 10 == 0 and j < len(words) and 0 < (_word(words[j].group(), lexicon) or 0) < min(v, 10):
            v += _word(words[j].group(), lexicon) or 0
            j += 1
        found.append((words[i].start(), words[j - 1].end(), v))
        i = j
    out = [_bounded(low, lexicon, *_scaled(low, lexicon, *f)) for f in sorted(found)]
    for p, least in lexicon.dozens:
        out += [Number(*m.span(), least, None, None) for m in p.finditer(low) if free(*m.span())]
    return out


def _scaled(low: str, lexicon: Lexicon, a: int, b: int, value: int | float) -> tuple[int, int, int | float]:
    """ "40 thousand": the word of scale after a number belongs to it."""
    w = WORD.match(low, b + 1) if low[b : b + 1].isspace() else None
    for word, times in lexicon.scales:
        if w is not None and (w.group() == word or (len(word) > 4 and w.group().startswith(word))):
            v = value * times
            return a, w.end(), int(v) if v == int(v) else v
    return a, b, value


def _word(word: str, lexicon: Lexicon) -> int | None:
    for w, n in lexicon.numbers:
        if word == w:
            return n
    return None


def _bounded(low: str, lexicon: Lexicon, a: int, b: int, value: int | float) -> Number:
    left, right = low[max(0, a - 24) : a], low[b : b + 24]
    if lexicon.at_least.search(left + "#" + right):
        return Number(a, b, value, None, None)
    if lexicon.at_most.search(left + "#" + right):
        return Number(a, b, None, None, value)
    if lexicon.about.search(left + "#" + right):
        return Number(a, b, None, value, None)
    return Number(a, b, value, value, value)


def counts_in(low: str, lexicon: Lexicon, numbers: list[Number], kind: str) -> tuple[Count, ...]:
    """The counts that belong to a claim of a kind: by the noun after the number, the harm by the word nearest to it."""
    out: list[Count] = []
    for n in numbers:
        what = _unit(low, lexicon, n)
        if what == "persons" and kind in ("casualties", "persons_held", "exchange"):
            what = _harm(low, lexicon, n, kind) or what
        if what is None and kind == "casualties":
            what = _harm(low, lexicon, n, kind)
        if what is None or not _fits(kind, what):
            continue
        out.append(Count(what=what, low=n.low, best=n.best, high=n.high, text=low[n.start : n.end]))
    return tuple(out)


def _unit(low: str, lexicon: Lexicon, n: Number) -> str | None:
    right = low[n.end : n.end + 70]
    stop = re.search(r"[;։,]|\.\s", right)
    right = right[: stop.start()] if stop else right
    words = list(WORD.finditer(right))[:_REACH]
    for w in words:
        for what, p in lexicon.units:
            if p.match(w.group()):
                return what
        if w.group().isdigit():
            return None
    return None


def _harm(low: str, lexicon: Lexicon, n: Number, kind: str) -> str | None:
    best: tuple[int, str] | None = None
    for what, p in lexicon.harms:
        for m in p.finditer(low):
            gap = m.start() - n.end if m.start() >= n.end else n.start - m.end()
            between = low[min(n.end, m.end()) : max(n.start, m.start())]
            gap += 60 * bool(re.search(r"[,;]|\d", between))
            if best is None or gap < best[0]:
                best = (gap, what)
    if best is None:
        return None
    if kind == "exchange" and best[1] in ("killed", "missing"):
        return "bodies"
    return best[1]


_OF_KIND = {
    "violation": {"times", "violations", "shots", "cases", "incidents", "explosions", "tanks", "vehicles"},
    "violence": {"times", "shots", "shells", "cases", "explosions", "rockets", "drones", "incidents", "violations"},
    "casualties": {"killed", "wounded", "missing", "captured", "persons"},
    "exchange": {"prisoners", "bodies", "persons", "captured"},
    "persons_held": {"prisoners", "captured", "detained", "persons"},
    "return": {"persons", "families"},
    "movement": {"vehicles", "convoys", "persons", "tonnes"},
    "deployment": {"posts", "persons", "vehicles"},
    "reconstruction": {"hectares", "km", "explosive_items", "houses"},
    "damage": {"houses", "vehicles", "tanks", "drones"},
}


def _fits(kind: str, what: str) -> bool:
    return what in _OF_KIND.get(kind, set())
