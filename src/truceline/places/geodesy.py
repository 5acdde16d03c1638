"""Lengths and areas on the WGS 84 ellipsoid.

Edges are straight in longitude and latitude (RFC 7946, section 3.1.1), so that inside and outside mean the same here, in
the kernels and in any tool that reads the same file. Lengths are geodesic (Karney 2013, as PROJ computes them); the fast
planar form says how far it may be off (`planar_error_m`).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import msgspec

A = 6_378_137.0  # semi-major axis, metres
F = 1 / 298.257223563  # flattening
E2 = F * (2 - F)


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Metres per degree of latitude and of longitude at a latitude (ellipsoidal radii of curvature)."""
    s = math.sin(math.radians(lat))
    w = 1 - E2 * s * s
    meridian = A * (1 - E2) / (w * math.sqrt(w))
    normal = A / math.sqrt(w)
    return math.radians(meridian), math.radians(normal * math.cos(math.radians(lat)))


def planar_error_m(distance_m: float, lat: float) -> float:
    """Upper bound of the error of the planar distance (mid-latitude form) at this length and latitude, metres.

    The mid-latitude form neglects terms of the order (d/R)^2 (1 + tan^2 lat) relative to d; the bound is that term
    with a factor of 1/6, which holds in the tests for d <= 200 km and |lat| <= 75.
    """
    t = math.tan(math.radians(lat))
    return abs(distance_m) * (distance_m / A) ** 2 * (1 + t * t) / 6 + 1e-3


@lru_cache(maxsize=1)
def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Geodesic distance in metres."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[2])


def bearing_deg(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Azimuth at the first point towards the second, degrees clockwise from north, 0-360."""
    return float(_geod().inv(lon1, lat1, lon2, lat2)[0]) % 360.0


def destination(lat: float, lon: float, bearing: float, metres: float) -> tuple[float, float]:
    """Latitude and longitude of the point that lies so far on that azimuth."""
    x, y, _ = _geod().fwd(lon, lat, bearing, metres)
    return float(y), float(x)


class Nearest(msgspec.Struct, frozen=True, kw_only=True):
    """The nearest point of a path. distance_m: geodesic. segment, t: it is at vertex `segment` + t of that edge (0-1).

    lat, lon: the point. left: the query lies to the left of the path's direction, by the planar cross product with the
    edge (None: exactly on it).
    """

    distance_m: float
    segment: int
    t: float
    lat: float
    lon: float
    left: bool | None


def nearest_on_path(path: Any, lat: float, lon: float) -> Nearest:
    """The nearest point of a polyline, exact to well under a millimetre.

    path: array (n, 2) of longitude, latitude, n >= 1. Candidates come from the plane tangent at the query; each that
    the plane cannot rule out is refined on the ellipsoid by bracketing the geodesic distance along the edge.
    """
    import numpy as np

    p = np.asarray(path, dtype=np.float64)
    if len(p) == 1:
        d = distance_m(lat, lon, float(p[0, 1]), float(p[0, 0]))
        return Nearest(distance_m=d, segment=0, t=0.0, lat=float(p[0, 1]), lon=float(p[0, 0]), left=None)
    a, b = p[:-1], p[1:]
    d2, t = _planar(a, b, lat, lon)
    best = float(np.sqrt(d2.min()))
    # the tangent plane may misjudge the order by its own relative error (curvature and convergence over the distance)
    slack = best * 0.002 + 10.0 + 2 * planar_error_m(best, lat)
    near = np.flatnonzero(d2 <= (best + slack) ** 2)
    if len(near) > 64:
        near = near[np.argsort(d2[near], kind="stable")[:64]]
    found = min(((*_refine(a[i], b[i], lat, lon, float(t[i])), int(i)) for i in near), key=lambda r: r[0])
    d, tt, seg = found
    q = a[seg] + tt * (b[seg] - a[seg])
    return Nearest(distance_m=d, segment=seg, t=tt, lat=float(q[1]), lon=float(q[0]), left=_side(p, seg, tt, lat, lon))


def _planar(a: Any, b: Any, lat: float, lon: float) -> tuple[Any, Any]:
    """Squared distances (m2) to edges and the parameters of their nearest points, in the plane of the query."""
    import numpy as np

    def plane(v: Any) -> tuple[Any, Any]:
        mid = np.radians((v[:, 1] + lat) / 2)
        w = 1 - E2 * np.sin(mid) ** 2
        kx = np.radians(A / np.sqrt(w) * np.cos(mid))
        ky = np.radians(A * (1 - E2) / (w * np.sqrt(w)))
        return (v[:, 0] - lon) * kx, (v[:, 1] - lat) * ky

    ax, ay = plane(a)
    bx, by = plane(b)
    ux, uy = bx - ax, by - ay
    n = ux * ux + uy * uy
    t = np.where(n > 0, -(ax * ux + ay * uy) / np.where(n > 0, n, 1), 0.0).clip(0, 1)
    return (ax + t * ux) ** 2 + (ay + t * uy) ** 2, t


def _refine(a: Any, b: Any, lat: float, lon: float, t0: float) -> tuple[float, float]:
    """Least geodesic distance (m) to one edge, and its parameter, from a planar start."""
    import numpy as np

    lo, hi = max(0.0, t0 - 0.25), min(1.0, t0 + 0.25)
    best = (math.inf, t0)
    for _ in range(40):
        t = np.linspace(lo, hi, 9)
        x, y = a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
        d = _geod().inv(np.full(9, lon), np.full(9, lat), x, y)[2]
        i = int(np.argmin(d))
        if d[i] < best[0]:
            best = (float(d[i]), float(t[i]))
        step = (hi - lo) / 8
        at_edge = (i == 0 and lo > 0) or (i == 8 and hi < 1)
        half = 2 * step if at_edge else step
        lo, hi = max(0.0, float(t[i]) - half), min(1.0, float(t[i]) + half)
        if not at_edge and float(np.ptp(d)) < 1e-5:
            break
    return best


def _side(p: Any, seg: int, t: float, lat: float, lon: float) -> bool | None:
    """Left of the path: by the edge, or at a vertex by the edge of the two that the query is farther off in angle."""
    edges = [seg]
    if t <= 0 and seg > 0:
        edges = [seg - 1, seg]
    elif t >= 1 and seg < len(p) - 2:
        edges = [seg, seg + 1]
    best = 0.0
    for e in edges:
        ux, uy = float(p[e + 1, 0] - p[e, 0]), float(p[e + 1, 1] - p[e, 1])
        k = math.cos(math.radians(lat))
        cross = (ux * (lat - float(p[e, 1])) - uy * (lon - float(p[e, 0]))) * k
        length = math.hypot(ux * k, uy)
        value = cross / length if length > 0 else 0.0
        if abs(value) > abs(best):
            best = value
    return None if best == 0 else best > 0


def path_lengths_m(path: Any) -> Any:
    """Length of each edge of a polyline in metres (n - 1,), along the straight line in longitude and latitude.

    Edges longer than 20 km are measured in pieces, so that the sum is that of the drawn line and not of the geodesic
    between its ends.
    """
    import numpy as np

    p = np.asarray(path, dtype=np.float64)
    a, b = p[:-1], p[1:]
    straight = np.asarray(_geod().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2], dtype=np.float64)
    for i in np.flatnonzero(straight > 20_000):
        n = int(straight[i] // 10_000) + 2
        q = a[i] + np.linspace(0, 1, n)[:, None] * (b[i] - a[i])
        straight[i] = float(np.sum(_geod().inv(q[:-1, 0], q[:-1, 1], q[1:, 0], q[1:, 1])[2]))
    return straight


def area_m2(shape: Any) -> float:
    """Area on the ellipsoid of a shapely polygon or several, square metres, holes taken out.

    Edges longer than 0.05 degree are cut first, so that the area is that of the edges drawn straight in longitude and
    latitude.
    """
    import shapely

    total = 0.0
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        dense = shapely.orient_polygons(shapely.segmentize(part, 0.05))
        total += abs(float(_geod().geometry_area_perimeter(dense)[0]))
    return total
