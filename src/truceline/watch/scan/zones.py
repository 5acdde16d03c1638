"""Zones to scan: circles around sites, and stretches of a line.

A family of zones is a set of sequences of sites: each sequence grows by one site at a time, and a zone may end where
`ends` is true. Circles grow outwards from each site; stretches grow along the line from each site, within a band of
depth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.values.errors import InputError
from truceline.watch.counts import BoolArray, FloatArray, IntArray

EARTH_KM = 6371.0088
Int32 = npt.NDArray[np.int32]


class Zones(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """order: sites of all sequences, one after the other. starts: where each begins, and the total at the end. ends:
    whether a zone may end at a position. reach: kilometres from the sequence's start to the position. kind: circle or
    stretch. begin, band: chainage of each sequence's first site, and its depth (km from, to), stretches only."""

    order: Int32
    starts: IntArray
    ends: BoolArray
    reach: FloatArray
    kind: str = "circle"
    begin: tuple[float, ...] = ()
    band: tuple[tuple[float, float], ...] = ()

    def sites(self, at: int) -> Int32:
        """Sites of the zone that ends at a position."""
        return self.order[self.starts[self.sequence(at)] : at + 1]

    def sequence(self, at: int) -> int:
        """The sequence of a position."""
        return int(np.searchsorted(self.starts, at, side="right")) - 1


def great_circle_km(
    lat: FloatArray, lon: FloatArray, lat0: float, lon0: float, earth_km: float = EARTH_KM
) -> FloatArray:
    """Great-circle distances from a point (haversine), kilometres."""
    a, b = np.radians(lat), np.radians(lat0)
    h = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lon - lon0) / 2) ** 2
    return np.asarray(2 * earth_km * np.arcsin(np.sqrt(np.minimum(1.0, h))))


def circles(
    first: Any,
    second: Any,
    *,
    max_km: float = math.inf,
    max_share: float = 0.5,
    weight: Any = None,
    cartesian: bool = False,
    earth_km: float = EARTH_KM,
    centres: Sequence[tuple[float, float]] | None = None,
) -> Zones:
    """Circles around every site (or every centre given), up to a radius and a share of the weight (population, cases).

    first, second: latitude and longitude in degrees, or x and y in kilometres where `cartesian`. Sites at the same
    distance enter together; sites at one point are one. max_share: of the total weight, 0..1.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if a.ndim != 1 or a.shape != b.shape or a.size == 0 or not np.all(np.isfinite(a + b)):
        raise InputError("sites without coordinates", expected="one pair of finite numbers per site", got=str(a.shape))
    if not cartesian and (np.any(np.abs(a) > 90) or np.any(np.abs(b) > 360)):
        raise InputError(
            "not latitudes and longitudes", expected="degrees", do="say that they are kilometres (cartesian)"
        )
    if not 0 < max_share <= 1 or max_km < 0:
        raise InputError("limits of circles that cannot be", expected="0 < share <= 1, radius >= 0")
    w = np.ones(a.size) if weight is None else np.asarray(weight, dtype=np.float64)
    limit = max_share * float(w.sum()) + 1e-9
    order, ends, reach, starts = [], [], [], [0]
    for y, x in centres if centres is not None else zip(a, b, strict=True):
        d = np.hypot(a - y, b - x) if cartesian else great_circle_km(a, b, float(y), float(x), earth_km)
        near = np.flatnonzero(d <= max_km + 1e-12)
        near = near[np.lexsort((near, np.round(d[near], 9)))]
        if near.size == 0:
            continue
        far = np.round(d[near], 9)
        last = np.append(far[1:] != far[:-1], True)
        fits = np.cumsum(w[near]) <= limit
        group_fits = np.zeros(near.size, dtype=bool)
        group_fits[last] = fits[last]
        keep = int(np.flatnonzero(group_fits)[-1]) + 1 if group_fits.any() else 0
        if keep == 0:
            continue
        order.append(near[:keep])
        ends.append(group_fits[:keep])
        reach.append(d[near][:keep])
        starts.append(starts[-1] + keep)
    if not order:
        raise InputError("no circle is small enough", do="raise max_share or max_km: each site alone is too large")
    return Zones(
        order=np.concatenate(order).astype(np.int32),
        starts=np.array(starts, dtype=np.int64),
        ends=np.concatenate(ends),
        reach=np.concatenate(reach),
    )


def stretches(
    chainage_km: Any,
    depth_km: Any = None,
    *,
    max_km: float = math.inf,
    max_share: float = 0.5,
    weight: Any = None,
    bands: Sequence[tuple[float, float]] = ((0.0, math.inf),),
) -> Zones:
    """Stretches of a line: all runs of neighbouring sites between two chainages, within each band of depth.

    chainage_km: along the line. depth_km: distance from the line (absolute), needed for bands. Sites at the same
    chainage enter together.
    """
    s = np.asarray(chainage_km, dtype=np.float64)
    if s.ndim != 1 or s.size == 0 or not np.all(np.isfinite(s)):
        raise InputError("sites without chainage", expected="one finite number of kilometres per site")
    depth = np.zeros(s.size) if depth_km is None else np.abs(np.asarray(depth_km, dtype=np.float64))
    w = np.ones(s.size) if weight is None else np.asarray(weight, dtype=np.float64)
    limit = max_share * float(w.sum()) + 1e-9
    order, ends, reach, starts, begin, band = [], [], [], [0], [], []
    for low, high in bands:
        inside = np.flatnonzero((depth >= low) & (depth < high))
        inside = inside[np.argsort(s[inside], kind="stable")]
        at = s[inside]
        total = np.concatenate([[0.0], np.cumsum(w[inside])])
        for i in range(inside.size):
            if i and at[i] == at[i - 1]:
                continue
            j = int(min(np.searchsorted(at, at[i] + max_km, side="right"), inside.size))
            last = np.append(at[i + 1 : j] != at[i : j - 1], True)
            fits = (total[i + 1 : j + 1] - total[i] <= limit) & last
            if not fits.any():
                continue
            keep = int(np.flatnonzero(fits)[-1]) + 1
            order.append(inside[i : i + keep])
            ends.append(fits[:keep])
            reach.append(at[i : i + keep] - at[i])
            starts.append(starts[-1] + keep)
            begin.append(float(at[i]))
            band.append((float(low), float(high)))
    if not order:
        raise InputError("no stretch is small enough", do="raise max_share or max_km, or widen the bands")
    return Zones(
        order=np.concatenate(order).astype(np.int32),
        starts=np.array(starts, dtype=np.int64),
        ends=np.concatenate(ends),
        reach=np.concatenate(reach),
        kind="stretch",
        begin=tuple(begin),
        band=tuple(band),
    )
