"""Pairs worth comparing: of one class, within reach of each other in time and place, each widened by its own doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from truceline.events.facts import Facts
from truceline.events.model import FusionModel
from truceline.values.time import DAY

LONG = 40 * DAY
DEGREE_M = 111_000.0


def candidates(facts: Sequence[Facts], model: FusionModel) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) of positions in `facts`, each once.

    Claims of up to 40 days are swept by time; longer or open ones are compared with claims of the same place, the same
    document's words or the same stretch only, so that an interval of a century does not meet everything.
    """
    for cls in ("incident", "measure", "meeting", "contact"):
        mine = [i for i, f in enumerate(facts) if f.cls == cls]
        short = [i for i in mine if (w := facts[i].width) is not None and w <= LONG and not facts[i].extended]
        held = set(short)
        yield from _sweep([i for i in mine if i in held], facts, model)
        yield from _long([i for i in mine if i not in held], facts)


def _sweep(ids: Sequence[int], facts: Sequence[Facts], model: FusionModel) -> Iterator[tuple[int, int]]:
    order = sorted(ids, key=lambda i: (facts[i].lo or 0, i))
    starts = [facts[i].lo or 0 for i in order]
    for n, i in enumerate(order):
        f = facts[i]
        stop = bisect_left(starts, (f.hi or 0) + model.gap_hard + 1)
        for m in range(n + 1, stop):
            j = order[m]
            if _reach(f, facts[j], model):
                yield (i, j) if i < j else (j, i)


def _reach(a: Facts, b: Facts, model: FusionModel) -> bool:
    """False only where no two of their points can be one: a cheap bound on latitude before the full comparison."""
    if not a.points or not b.points or a.cls in ("meeting", "contact"):
        return True
    for p in a.points:
        for q in b.points:
            if p.lat is None or q.lat is None:
                return True
            wide = max(p.radius, q.radius, 50_000.0) if p.area or q.area else p.radius + q.radius + 1_000.0
            if abs(p.lat - q.lat) * DEGREE_M <= wide + model.beyond_km:
                return True
    return False


def _long(ids: Sequence[int], facts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    rows: dict[tuple[object, ...], list[int]] = {}
    for i in ids:
        f = facts[i]
        keys: set[tuple[object, ...]] = (
            {("start", (f.lo or 0) // (4 * DAY) + k) for k in (0, 1)} if f.lo is not None else set()
        )
        keys |= {("place", p.id or p.name) for p in f.points if p.id or p.name}
        for k in keys:
            rows.setdefault(k, []).append(i)
    seen: set[tuple[int, int]] = set()
    for row in rows.values():
        for n, i in enumerate(row):
            for j in row[n + 1 : n + 200]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j
