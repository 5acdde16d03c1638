"""One more report into many: what it changes, and the same groups as a run over all.

The model's weights, name counts and points that stand for "unknown" are fixed. A new report changes the crowding of its
neighbours, so the pairs of those whose level changes are scored again; then every component of pairs above zero that
held or now holds one of them is grouped anew, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.events.clustering_fast import contract_fast
from truceline.events.pairs import CROWD_STEP, PairModel, Reports, canonical_order, level_rows
from truceline.events.pairs_fast import Kernel, around

Ints = NDArray[np.int64]
LIMIT = 5000


class Index:
    """Reports with their pairs and groups, to which reports can be added. `group` gives the least row of each group."""

    def __init__(self, reports: Reports, model: PairModel) -> None:
        self.model, self.n = model, len(reports.t)
        self.kernel = Kernel(reports, model.layout)
        edges = self.kernel.score(model)
        self.rows = Growing(reports)
        self.crowd = np.append(edges.crowd, np.zeros(1024, np.int32))
        groups = contract_fast(self.n, edges.i, edges.j, edges.w, model.absent, bias=model.bias, limit=LIMIT)
        self.group = np.append(groups, np.arange(self.n, self.n + 1024, dtype=np.int32))
        self.first, self.near, self.weight = _csr(self.n, edges)
        self.anew: dict[int, dict[int, int]] = {}

    def edges(self, row: int) -> dict[int, int]:
        """Neighbour -> score of all pairs of a row above the floor."""
        found = self.anew.get(row)
        if found is not None:
            return found
        a, b = self.first[row], self.first[row + 1]
        return dict(zip(self.near[a:b].tolist(), self.weight[a:b].tolist(), strict=True))

    def add(self, one: Reports) -> tuple[int, ...]:
        """Adds one report (a Reports of one row, made with the same names and hubs); returns the rows whose group changed."""
        r = self.rows.append(one)
        self.crowd, self.group = _room(self.crowd, r), _room(self.group, r)
        self.group[r] = r
        near = self._around(r)
        before = CROWD_STEP[np.minimum(self.crowd[near], len(CROWD_STEP) - 1)]
        self.crowd[near] += 1
        self.crowd[r] = len(near)
        after = CROWD_STEP[np.minimum(self.crowd[near], len(CROWD_STEP) - 1)]
        touched = [r, *near[before != after].tolist()]
        reach = self._closure(touched[1:])
        fresh = {x: self._score(x, near if x == r else self._around(x)) for x in touched}
        for x, mine in fresh.items():
            for y in self.edges(x) if x != r else {}:
                if y not in mine and y not in fresh:
                    self._own(y).pop(x, None)
            for y, w in mine.items():
                if y not in fresh:
                    self._own(y)[x] = w
        self.anew.update(fresh)
        return self._regroup(self._closure([*reach, r]))

    def _own(self, row: int) -> dict[int, int]:
        if row not in self.anew:
            self.anew[row] = self.edges(row)
        return self.anew[row]

    def _around(self, r: int) -> Ints:
        rows = self.rows
        if rows.cls[r] < 0:
            return np.zeros(0, np.int64)
        near = around(self.kernel, rows.lon[r], rows.lat[r], int(rows.t[r]), int(rows.cls[r]))
        added = np.arange(self.n, rows.n)
        if len(added):
            added = added[(rows.cls[added] >= 0) & (np.abs(rows.t[added] - rows.t[r]) <= self.model.layout.window_s)]
            near = np.concatenate([near, rows.within(added, r, self.model.layout)])
        return near[near != r]  # type: ignore[no-any-return]

    def _score(self, r: int, near: Ints) -> dict[int, int]:
        if not len(near):
            return {}
        part = self.rows.take(np.append(near, r))
        i, j = np.full(len(near), len(near)), np.arange(len(near))
        crowd = self.crowd[np.append(near, r)]
        weights = self._weights()
        w = self.model.base + weights[level_rows(part, i, j, crowd, self.model.layout)].sum(1)
        keep = w >= self.model.floor
        return dict(zip(near[keep].tolist(), w[keep].tolist(), strict=True))

    def _weights(self) -> Ints:
        if not hasattr(self, "_flat"):
            self._flat = np.append(np.asarray(self.model.weights, np.int64), 0)
        return self._flat

    def _closure(self, start: Iterable[int]) -> list[int]:
        seen = set(start)
        stack = list(seen)
        while stack:
            x = stack.pop()
            for y, w in self.edges(x).items():
                if w + self.model.bias > 0 and y not in seen:
                    seen.add(y)
                    stack.append(y)
        return list(seen)

    def _regroup(self, rows: list[int]) -> tuple[int, ...]:
        r = np.array(sorted(rows), np.int64)
        part = self.rows.take(r)
        order = canonical_order(part.t, part.lat, part.lon, part.cls, part.levels, part.name, part.sig)
        r = r[order]
        at = {x: n for n, x in enumerate(r.tolist())}
        pairs = [(at[x], at[y], w) for x in at for y, w in self.edges(x).items() if y in at and at[x] < at[y]]
        e = np.array(pairs, np.int32).reshape(-1, 3)
        i, j, w = (np.ascontiguousarray(e[:, c]) for c in range(3))
        heads = contract_fast(len(r), i, j, w, self.model.absent, bias=self.model.bias, limit=LIMIT)
        fresh = r[heads].astype(np.int32)
        changed = r[fresh != self.group[r]]
        self.group[r] = fresh
        return tuple(changed.tolist())


class Growing:
    """Columns of reports with room at the end."""

    def __init__(self, reports: Reports, room: int = 1024) -> None:
        self.n = len(reports.t)
        self.parts = [_room(np.asarray(p), self.n + room) for p in reports]

    lon = property(lambda self: self.parts[0])
    lat = property(lambda self: self.parts[1])
    t = property(lambda self: self.parts[2])
    cls = property(lambda self: self.parts[3])

    def append(self, one: Reports) -> int:
        """Row of the report added."""
        r = self.n
        self.parts = [_room(p, r) for p in self.parts]
        for p, v in zip(self.parts, one, strict=True):
            p[r] = v[0]
        self.n += 1
        return r

    def take(self, rows: Ints) -> Reports:
        """Those rows as reports."""
        return Reports(*(p[rows] for p in self.parts))

    def within(self, rows: Ints, r: int, layout: Any) -> Ints:
        """Of these rows, those within reach of row r."""
        from truceline.events.pairs import squares

        if not len(rows):
            return rows
        part = self.take(np.append(rows, r))
        d2, gate2 = squares(part, np.arange(len(rows)), np.full(len(rows), len(rows)), layout)
        return rows[d2 <= gate2]


def _room(a: Any, row: int) -> Any:
    if row < len(a):
        return a
    more = np.zeros((row + 1024 - len(a), *a.shape[1:]), a.dtype)
    return np.concatenate([a, more])


def _csr(n: int, edges: Any) -> tuple[Ints, NDArray[np.int32], NDArray[np.int32]]:
    ends = np.concatenate([edges.i, edges.j])
    order = np.argsort(ends, kind="stable")
    first = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(ends, minlength=n), out=first[1:])
    return first, np.concatenate([edges.j, edges.i])[order], np.concatenate([edges.w, edges.w])[order]
