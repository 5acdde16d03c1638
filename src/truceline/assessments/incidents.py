"""Incidents as columns, for terms that look at many of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.places.zone import RADIUS_OF_PRECISION
from truceline.terms.ground import Ground
from truceline.terms.item import Item

Longs = npt.NDArray[np.int64]


class Incidents(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents as columns, sorted by `lo`. lo, hi: microseconds, [lo, hi). lon, lat: degrees, NaN without a point.

    radius: metres, NaN where not known. code, agents, topics: positions in `codes` (types), `agent_sets` and
    `topic_sets`. place: position in `places` of the place as told. order: positions in the input.
    """

    lo: Longs
    hi: Longs
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]
    code: npt.NDArray[np.int32]
    agents: npt.NDArray[np.int32]
    topics: npt.NDArray[np.int32]
    codes: tuple[str | None, ...]
    agent_sets: tuple[tuple[str, ...], ...]
    topic_sets: tuple[frozenset[str], ...]
    order: Longs

    def __len__(self) -> int:
        return len(self.lo)


def columns(items: Sequence[Item], ground: Ground) -> tuple[Incidents, tuple[int, ...]]:
    """Columns of the items that have one place with a point and both ends of their time; and positions of the others."""
    rows, rest = [], []
    for n, i in enumerate(items):
        lo, hi = ground.widened(i.when)
        w = i.where[0] if len(i.where) == 1 else None
        plain = w is not None and w.lat is not None and w.role in ("at", "within") and w.id not in ground.zones
        if lo is None or hi is None or not plain or w is None or w.lat is None or w.lon is None:
            rest.append(n)
            continue
        radius = w.radius_m if w.radius_m is not None else RADIUS_OF_PRECISION.get(w.precision, float("nan"))
        rows.append((lo, hi, w.lon, w.lat, radius, i.acting_code, i.agents, i.topics, n))
    rows.sort(key=lambda r: (r[0], r[8]))
    codes = _Intern()
    agents = _Intern()
    topics = _Intern()
    code = np.array([codes(r[5]) for r in rows], np.int32)
    who = np.array([agents(r[6]) for r in rows], np.int32)
    what = np.array([topics(r[7]) for r in rows], np.int32)

    def column(k: int, kind: Any) -> Any:
        return np.array([r[k] for r in rows], kind)

    return (
        Incidents(
            lo=column(0, np.int64), hi=column(1, np.int64), lon=column(2, np.float64), lat=column(3, np.float64),
            radius=column(4, np.float64), code=code, agents=who, topics=what, codes=tuple(codes.keys),
            agent_sets=tuple(agents.keys), topic_sets=tuple(topics.keys), order=column(8, np.int64),
        ),
        tuple(rest),
    )  # fmt: skip


class _Intern:
    """Each distinct thing gets the next number."""

    def __init__(self) -> None:
        self.keys: list[Any] = []
        self._at: dict[Any, int] = {}

    def __call__(self, key: Any) -> int:
        n = self._at.get(key)
        if n is None:
            n = self._at[key] = len(self.keys)
            self.keys.append(key)
        return n
