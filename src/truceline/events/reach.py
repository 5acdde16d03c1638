"""Which events a claim could lie at: a quick first choice by place, which never leaves out one that a full test would take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.events.candidates import DEGREE_M
from truceline.events.facts import Facts, Point

Bools = NDArray[np.bool_]
FAR = 1 << 62  # an open end of time
SLACK_M = 1_000.0


class Places:
    """The places of events: what they are called or lie in, and the stretch of latitude that each reaches over."""

    def __init__(self, groups: Sequence[Iterable[Facts]]) -> None:
        self.n = len(groups)
        self.told = np.zeros(self.n, np.bool_)
        self.south, self.north = np.full(self.n, np.inf), np.full(self.n, -np.inf)
        self.named: dict[str, list[int]] = {}
        for n, g in enumerate(groups):
            points = {p for f in g for p in f.points}
            self.told[n] = bool(points)
            for key in {k for p in points for k in _keys(p)}:
                self.named.setdefault(key, []).append(n)
            for p in points:
                if p.lat is not None:
                    reach = (p.radius + SLACK_M) / DEGREE_M
                    self.south[n], self.north[n] = min(self.south[n], p.lat - reach), max(self.north[n], p.lat + reach)

    def near(self, points: Iterable[Point]) -> Bools:
        """Which events may lie at one of these points: of one name, id or district, or within reach by latitude."""
        out = np.zeros(self.n, np.bool_)
        for p in points:
            for key in _keys(p):
                out[self.named.get(key, [])] = True
            if p.lat is not None:
                reach = p.radius / DEGREE_M
                out |= (self.south <= p.lat + reach) & (p.lat - reach <= self.north)
        return out


def _keys(p: Point) -> Iterator[str]:
    if p.id is not None:
        yield p.id
    if p.district is not None:
        yield p.district
    if p.name:
        yield f"name:{p.name}"
