"""A source that contradicts itself: totals of one speaker for one unit, area and period that differ between its documents.

Rules.
 K1. Totals of different documents are compared, where origin, unit, area and period are the same. A rate is no total, nor
     how many times one thing was done.
 K2. The figures are the numbers as written, beside their bounds: "over 15,800" and "over 23,000" could both be so, and
     are told all the same. `rounding` marks differences of no more than ROUNDING of the larger one.
 K3. A comparison without a period of its own ("in the previous two-week period") stands for the period reckoned from the
     report that makes it (claims/totals.py), and the words say so.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from truceline.claims.claim import Claim
from truceline.values.count import Count

ROUNDING = 0.02


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Figures for the same thing. figures: the differing numbers, smallest first; claims: ids, in the order of figures."""

    speaker: str
    unit: str
    area: str = ""
    earliest: int
    latest: int
    figures: tuple[int | float, ...]
    claims: tuple[str, ...]
    rounding: bool


def figure(count: Count) -> int | float | None:
    """The number as written, whatever bounds it."""
    return next((x for x in (count.best, count.low, count.high) if x is not None), None)


def contradictions(claims: Iterable[Claim]) -> list[Contradiction]:
    """Totals that contradict each other (K1, K2), in order of period."""
    told: dict[tuple[str, str, str, int, int], dict[int | float, Claim]] = {}
    for c in claims:
        w = c.when
        if (
            c.act != "counts"
            or c.polarity != "holds"
            or w is None
            or w.earliest is None
            or w.latest is None
            or not c.says
        ):
            continue
        area = " ".join(sorted(p.id or p.name.lower() for p in c.where))
        for n in c.counts:
            x = figure(n)
            if x is not None and "_per_" not in n.what and n.what != "times":
                key = (c.says[0].id or c.says[0].name, n.what, area, w.earliest, w.latest)
                told.setdefault(key, {}).setdefault(x, c)
    out = []
    for (speaker, unit, area, lo, hi), found in sorted(told.items(), key=lambda x: (x[0][3], x[0])):
        if len({c.document for c in found.values()}) < 2 or len(found) < 2:
            continue
        numbers = tuple(sorted(found))
        out.append(
            Contradiction(
                speaker=speaker, unit=unit, area=area, earliest=lo, latest=hi, figures=numbers,
                claims=tuple(found[n].id for n in numbers), rounding=numbers[-1] - numbers[0] <= ROUNDING * numbers[-1],
            )
        )  # fmt: skip
    return out
