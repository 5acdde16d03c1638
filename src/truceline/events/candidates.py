"""Pairs worth comparing: of one class, within reach of each other in time and place, each widened by its own doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from truceline.events.facts import Facts
from truceline.events.model import FusionModel
from truceline.events.scoring import Ints, numbered
from truceline.values.time import DAY

BLOCK = 1 << 20  # pairs looked at in one go
LONG = 40 * DAY
DEGREE_M = 111_000.0


def candidates(facts: Sequence[Facts], model: FusionModel) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) of positions in `facts`, each once."""
    i, j = candidate_pairs(facts, model)
    return zip(i.tolist(), j.tolist(), strict=True)


def candidate_pairs(facts: Sequence[Facts], model: FusionModel) -> tuple[Ints, Ints]:
    """The same as two arrays of positions.

    Claims of up to 40 days are swept by time; longer or open ones are compared with claims of the same place, the same
    document's words or the same stretch only, so that an interval of a century does not meet everything.
    """
    found: list[tuple[Ints, Ints]] = []
    places, first = numbered(f.points for f in facts)
    for cls in ("incident", "measure", "meeting", "contact"):
        mine = [i for i, f in enumerate(facts) if f.cls == cls]
        short = [i for i in mine if (w := facts[i].width) is not None and w <= LONG and not facts[i].extended]
        held = set(short)
        for i, j in _sweep(short, facts, model):
            near = _within(i, j, cls, places, [facts[n] for n in first], model)
            found.append((i[near], j[near]))
        long = list(_long([i for i in mine if i not in held], facts))
        found.append((np.array([p[0] for p in long], np.int64), np.array([p[1] for p in long], np.int64)))
    i, j = (np.concatenate([p[k] for p in found]) for k in (0, 1))
    return np.minimum(i, j), np.maximum(i, j)


def _sweep(ids: Sequence[int], facts: Sequence[Facts], model: FusionModel) -> Iterator[tuple[Ints, Ints]]:
    """Pairs that a time within reach joins, in blocks."""
    order = np.array(sorted(ids, key=lambda i: (facts[i].lo or 0, i)), np.int64)
    starts = np.array([facts[i].lo or 0 for i in order.tolist()], np.int64)
    ends = np.array([facts[i].hi or 0 for i in order.tolist()], np.int64)
    stop = np.searchsorted(starts, ends + (model.gap_hard + 1), side="left")
    many = np.maximum(0, stop - np.arange(1, len(order) + 1))
    total = np.cumsum(many)
    at = 0
    while at < len(order):
        upto = max(at + 1, int(np.searchsorted(total, (total[at - 1] if at else 0) + BLOCK, side="right")))
        n = many[at:upto]
        left = np.repeat(np.arange(at, upto), n)
        step = np.arange(len(left)) - np.repeat(np.cumsum(n) - n, n)
        yield order[left], order[left + 1 + step]
        at = upto


def _within(i: Ints, j: Ints, cls: str, places: Ints, alike: Sequence[Facts], model: FusionModel) -> Any:
    """Which pairs may be at one place; worked out once for each two sets of points that meet."""
    if cls in ("meeting", "contact"):
        return np.ones(len(i), np.bool_)
    keys, back = np.unique(places[i] * len(alike) + places[j], return_inverse=True)
    near = [_reach(alike[k // len(alike)], alike[k % len(alike)], model) for k in keys.tolist()]
    return np.array(near, np.bool_)[back]


def _reach(a: Facts, b: Facts, model: FusionModel) -> bool:
    """False only where no two of their points can be one: a cheap bound on latitude before the full comparison."""
    if not a.points or not b.points:
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
