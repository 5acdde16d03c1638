"""Numbers of victims that belong to an incident told here: they give it its counts, and no support that it happened.

A claim of casualties is a state, not an event. It belongs to an incident where it gives its day and a place that fits, or
where it stands in a text that tells the incident and contradicts neither its day nor its place; if several incidents fit
so, those of its own text; if still several, none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from truceline.claims.claim import Claim
from truceline.events.facts import Facts, metres
from truceline.events.likeness import Why, same_district
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
    incidents = [n for n, g in enumerate(groups) if g[0].cls == "incident"]
    for f in counters:
        fits = [(n, own, why) for n in incidents if (found := _fits(f, groups[n])) is not None for own, why in (found,)]
        if any(own for _, own, _ in fits):
            fits = [x for x in fits if x[1]]
        if len(fits) == 1:
            n, _, why = fits[0]
            of.setdefault(n, []).append((f, 0, (Why("toll", 0, why),)))
            held.add(f.claim.id)
    return Tolls(of=of, held=frozenset(held))


def _fits(f: Facts, g: Sequence[Facts]) -> tuple[bool, str] | None:
    """Whether it stands in a text of the event, and why it belongs to it; None where it does not."""
    timed = [x for x in g if x.timed and not x.plan and x.width is not None and x.width <= SHORT]
    day = f.timed and f.width is not None and f.width <= SHORT and any(_meet(f, x) for x in timed)
    place = any(_near(f, x) for x in g)
    own = f.claim.document in {x.claim.document for x in g}
    if (f.timed and not day) or (f.points and any(x.points for x in g) and not place):
        return None
    if own and (day or not f.timed):
        return own, "told in the same text" + (", of the same day" if day else "")
    return (own, "of the same day and place") if day and place else None


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
