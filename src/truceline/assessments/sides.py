"""Inside, outside or undetermined: one zone for all incidents at once (rule J4).

The plain form is `locate_where`, one incident at a time. Here points well inside or well outside an edge, with the
uncertainty of both, are told by the zone-at-time kernel; only those in the band between by `locate_where`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.assessments.incidents import Incidents, Longs
from truceline.places.kernel import OPEN_END, OPEN_START, ZoneTable, pairs
from truceline.places.zone import Zone, locate_where
from truceline.values.place import Where

Bytes = npt.NDArray[np.uint8]
_BAND = 1.05
METRES = 110_500.0
"""Length of a degree of latitude, never overstated."""


def side_of(drawings: Sequence[Zone], inc: Incidents, known: int | None = None) -> Bytes:
    """0 outside, 1 undetermined, 2 inside of one zone for every incident, by all its drawings (rule J4)."""
    drawings = [z for z in drawings if known is None or z.known_from is None or z.known_from <= known]
    n = len(inc)
    if len({(z.id, z.per) for z in drawings}) < len(drawings) or any(
        z.geometry["type"] not in ("Polygon", "MultiPolygon") for z in drawings
    ):
        return _one_by_one(drawings, inc, known)
    seen = np.zeros(n, np.uint8)
    inside = np.full(n, 255, np.uint8)
    for z in drawings:
        lo = OPEN_START if z.valid_from is None else z.valid_from
        hi = OPEN_END if z.valid_to is None else z.valid_to
        held = (inc.lo >= lo) & (inc.lo < hi)
        side = _drawing(z, inc, held)
        first = held & (seen == 0)
        inside = np.where(first, side, np.where(held & (inside != side), np.uint8(1), inside)).astype(np.uint8)
        seen |= held
    return np.where(seen == 0, np.uint8(1), inside).astype(np.uint8)


class Bands(msgspec.Struct, frozen=True):
    """Shapes about one drawing for one radius, degrees: beyond `outer` a point is outside, within `inner` inside; within
    `near_outer` and not within `near_inner` it is undetermined. Between them only `locate` tells."""

    outer: Any
    inner: Any
    near_outer: Any
    near_inner: Any


def bands(z: Zone, radius_m: float) -> Bands:
    """The bands of a drawing. Distances are taken in a plane that never overstates them, widened by a twentieth."""
    import shapely.affinity

    from truceline.places.footprint import shape_of

    shape = shape_of(z.geometry)
    margin = radius_m + (z.uncertainty_m or 0.0)
    south, north = sorted((abs(shape.bounds[1]), abs(shape.bounds[3])))
    reach = margin / METRES + 0.1
    narrow = np.cos(np.radians(min(north + reach, 89.0)))
    wide = 1.0 if shape.bounds[1] < 0 < shape.bounds[3] else np.cos(np.radians(max(south - reach, 0.0)))
    flat = shapely.affinity.scale(shape, narrow, 1.0, origin=(0, 0))
    far, near = margin / METRES * _BAND, margin / 111_700.0 / _BAND * narrow / wide
    made = [flat.buffer(far), flat.buffer(-far), flat.buffer(near), flat.buffer(-near)]
    return Bands(*(shapely.affinity.scale(m, 1 / narrow, 1.0, origin=(0, 0)) for m in made))


def _drawing(z: Zone, inc: Incidents, held: npt.NDArray[np.bool_]) -> Bytes:
    """One drawing: by the kernel where its bands tell, by `locate` between them."""
    out = np.zeros(len(inc), np.uint8)
    if z.uncertainty_m is None:
        return np.where(held, np.uint8(1), out).astype(np.uint8)
    out[np.isnan(inc.radius) & held] = 1
    for radius in np.unique(inc.radius[~np.isnan(inc.radius)]):
        mine = np.flatnonzero((inc.radius == radius) & held)
        b = bands(z, float(radius))
        in_outer, in_inner, in_near, in_core = (
            _within(s, inc, mine) for s in (b.outer, b.inner, b.near_outer, b.near_inner)
        )
        out[mine[in_inner]] = 2
        between = in_outer & ~in_inner
        out[mine[between]] = 1
        for k in mine[between & ~(in_near & ~in_core)]:
            out[k] = _SIDE[_told(z, inc, int(k))]
    return out


def _within(shape: Any, inc: Incidents, rows: Longs) -> npt.NDArray[np.bool_]:
    """Which of these rows lie in a shape."""
    out = np.zeros(len(rows), bool)
    if shape.is_empty or not len(rows):
        return out
    west, south, east, north = shape.bounds
    lon, lat = inc.lon[rows], inc.lat[rows]
    boxed = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    table = ZoneTable(np.array([shape], object), np.array([OPEN_START]), np.array([OPEN_END]))
    got = pairs(lon[boxed], lat[boxed], inc.lo[rows][boxed], table)
    out[boxed[got.event]] = True
    return out


_SIDE = {"outside": 0, "undetermined": 1, "inside": 2}


def _told(z: Zone, inc: Incidents, k: int) -> str:
    radius = None if np.isnan(inc.radius[k]) else float(inc.radius[k])
    return locate_where(z, Where(name="", lat=float(inc.lat[k]), lon=float(inc.lon[k]), radius_m=radius)).state


def _one_by_one(drawings: Sequence[Zone], inc: Incidents, known: int | None) -> Bytes:
    """Lines, roads and drawings replaced by later ones: each incident by itself."""
    from truceline.places.zone import zones_at

    out = np.ones(len(inc), np.uint8)
    for k in range(len(inc)):
        held = zones_at(drawings, int(inc.lo[k]), known=known)
        states = {_told(z, inc, k) for z in held}
        out[k] = _SIDE[next(iter(states))] if len(states) == 1 else 1
    return out
