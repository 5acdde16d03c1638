"""Which words are a claim's own: where its span begins, and the clause beyond which it borrows no day and no place.

P1. A span begins not after the word that denies the claim or the number that counts it.
P2. Where one clause tells a deed and the next, after a comma or "that", a plan or the contrary ("was not shelled on Monday, and
    that Y was preparing to ..."), neither has its times, places and counts from the other.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from truceline.claims.acts import Standing
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.values.count import Count

_NO = re.compile(r"\b(?:no|none|not|never|neither|nor|nobody|nothing|without|fail(?:s|ed)?|cannot)\b|\bno one\b|n't\b")
_FARTHEST = 120  # characters before the rest of a claim


def leading(frame: Frame, clause: int, start: int, counts: Iterable[Count], *, negative: bool) -> int:
    """The code point at which a claim begins whose other words begin at `start`, in a clause that begins at word `clause`.

    negative: it is said not to be so, by a word that has to stand in the span.
    """
    begin = min(start, frame.words[clause].start)
    begin = max(begin, start - _FARTHEST)
    out = start
    for c in counts:
        k = frame.text.rfind(c.text, begin, start + len(c.text)) if c.text else -1
        out = min(out, k) if k >= 0 else out
    if negative:
        found = [m.start() for m in _NO.finditer(frame.low, begin, start)]
        out = min(out, found[-1]) if found else out
    return out


_PLANNED = frozenset(["plans", "expects", "undertakes"])
_JOINS = frozenset(["and", "but", "while", "whereas"])


def clauses(
    frame: Frame, stands: Sequence[tuple[Trigger, Standing]], first: int, last: int
) -> dict[int, tuple[int, int]]:
    """The words [lo, hi) of its clause for the first word of each trigger in content [first, last) (P2)."""
    cuts = [first]
    for (a, one), (b, other) in pairwise(stands):
        alike = (one.act in _PLANNED) == (other.act in _PLANNED) and one.polarity == other.polarity
        cuts += [] if alike else _cut(frame, a.last, b.first)
    cuts.append(last)
    out = {}
    for t, _ in stands:
        k = max(i for i, c in enumerate(cuts[:-1]) if c <= max(t.first, first))
        out[t.first] = cuts[k], max(cuts[k + 1], t.last)
    return out


def _cut(frame: Frame, start: int, end: int) -> list[int]:
    """The word between two deeds at which another clause begins; none where they share one."""
    low = [w.low for w in frame.words[start : end + 1]]
    for k in range(len(low) - 2, -1, -1):
        if low[k] == ";" or (low[k] in _JOINS and (low[k + 1] == "that" or (k and low[k - 1] == ","))):
            return [start + k]
    return []
