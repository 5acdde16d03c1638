"""Numbers of victims that belong to an incident told here: they give it its counts, and no support that it happened.

A claim of casualties is a state, not an event. It belongs to an incident where it gives its day and a place that fits, or
where it stands in a text that tells the incident and contradicts neither its day nor its place; if several incidents fit
so, those of its own text; if still several, none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from truceline.claims.claim import Claim
from truceline.events.facts import Facts, metres
from truceline.events.likeness import Why, same_district
from truceline.events.reach import FAR, Places
from truceline.values.time import DAY

SHORT = 3 * DAY


class Tolls(msgspec.Struct, frozen=True, kw_only=True):
    """of: event number -> its numbers of victims, with why. held: ids of the claims that found an incident."""

    of: Mapping[int, Sequence[tuple[Facts, int, tuple[Why, ...]]]]
    held: frozenset[str]


def gives_toll(claim: Claim) -> bool:
    """Whether a claim tells, as a fact and not as a total by period, how many were killed, wounded or missing."""
    plain = claim.act in ("asserts", "admits", "accuses") and claim.polarity == "holds" and not claim.conditional
    return claim.kind == "casualties" and plain and bool(claim.counts)


def tolls(groups: Sequence[Sequence[Facts]], counters: Sequence[Facts]) -> Tolls:
    """The incident to which each number of victims belongs."""
    of: dict[int, list[tuple[Facts, int, tuple[Why, ...]]]] = {}
    held: set[str] = set()
    incidents = [(n, g) for n, g in enumerate(groups) if g[0].cls == "incident"]
    told = _Told([g for _, g in incidents])
    for f in counters:
        fits = told.fits(f)
        if len(fits) == 1:
            n, why = fits[0]
            of.setdefault(incidents[n][0], []).append((f, 0, (Why("toll", 0, why),)))
            held.add(f.claim.id)
    return Tolls(of=of, held=frozenset(held))


class _Told:
    """The incidents, with what finds the few that a number of victims could belong to."""

    def __init__(self, incidents: Sequence[Sequence[Facts]]) -> None:
        self.incidents, self.places = incidents, Places(incidents)
        self.of_document: dict[str, list[int]] = {}
        self.lo, self.hi = np.full(len(incidents), FAR), np.full(len(incidents), -FAR)
        for n, g in enumerate(incidents):
            for d in {x.claim.document for x in g}:
                self.of_document.setdefault(d, []).append(n)
            for x in filter(_dated, g):
                self.lo[n], self.hi[n] = min(self.lo[n], x.lo), max(self.hi[n], x.hi)

    def fits(self, f: Facts) -> list[tuple[int, str]]:
        """The incidents it may belong to, and why; those of its own text alone, if any of them fits."""
        own = self.of_document.get(f.claim.document, [])
        found = [(n, why) for n in own if (why := _fits(f, self.incidents[n], own=True)) is not None]
        if found or not (f.timed and f.width is not None and f.width <= SHORT):
            return found
        near = (self.lo < f.hi) & (f.lo < self.hi) & self.places.near(f.points)
        rest = set(np.flatnonzero(near).tolist()) - set(own)
        return [(n, why) for n in sorted(rest) if (why := _fits(f, self.incidents[n], own=False)) is not None]


def _fits(f: Facts, g: Sequence[Facts], *, own: bool) -> str | None:
    """Why it belongs to an event, of its own text or another; None where it does not."""
    day = f.timed and f.width is not None and f.width <= SHORT and any(_meet(f, x) for x in g if _dated(x))
    if f.timed and not day:
        return None
    place = any(_near(f, x) for x in g)
    if f.points and any(x.points for x in g) and not place:
        return None
    if own and (day or not f.timed):
        return "told in the same text" + (", of the same day" if day else "")
    return "of the same day and place" if day and place else None


def _dated(x: Facts) -> bool:
    return x.timed and not x.plan and x.width is not None and x.width <= SHORT


def _meet(f: Facts, x: Facts) -> bool:
    return (
        f.lo is not None and x.hi is not None and f.lo < x.hi and x.lo is not None and f.hi is not None and x.lo < f.hi
    )


def _near(f: Facts, x: Facts) -> bool:
    for p in f.points:
        for q in x.points:
            d = metres(p, q)
            if (p.id is not None and p.id == q.id) or same_district(p, q):
                return True
            if d is not None and d <= p.radius + q.radius + 1_000.0:
                return True
    return False
