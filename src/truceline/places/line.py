"""The line of contact: side, signed distance, chainage, sector, depth; and what passed between two versions of it.

Chainage runs along the line as drawn, metres from its first vertex. Left and right are of the direction of drawing;
which party holds which side is the case's to say. Distances are positive to the left, negative to the right, so that
a reversed line turns every sign and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.places.footprint import paths_of
from truceline.places.geodesy import E2, A, nearest_on_path, path_lengths_m
from truceline.places.zone import Zone, zones_at

Side = Literal["left", "right", "undetermined"]
DEPTH_BANDS_M: tuple[float, ...] = (2_000.0, 5_000.0, 15_000.0)  # reach of small arms, mortars, field artillery
PIECE_M = 4_000.0


class OnLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a footprint lies with regard to one drawing of a line.

    side: left or right only where footprint and line together cannot put it on the other. distance_m: geodesic, positive
    left. chainage_m: of the nearest point. sector: of the line's own; None where it has none there. band: 0 for the
    first depth band, len(bands) beyond the last. margin_m: footprint and line together; absent where not known.
    beyond_end: the nearest point is an end of the line, so that side and distance are of its continuation only.
    """

    zone: str
    per: str
    side: Side
    distance_m: float
    chainage_m: float
    sector: str | None = None
    band: int
    margin_m: float | None = None
    beyond_end: bool = False


class Chain(msgspec.Struct, frozen=True):
    """A line as drawn, all its parts after one another. path: arrays (n, 2); start: chainage where each part begins."""

    paths: tuple[Any, ...]
    edges: tuple[Any, ...]
    start: tuple[float, ...]
    length_m: float


def chain(zone: Zone) -> Chain:
    """Parts, lengths of edges (metres) and starts of a line."""
    paths = tuple(paths_of(zone.geometry))
    edges = tuple(path_lengths_m(p) for p in paths)
    sums = [float(e.sum()) for e in edges]
    start = tuple(float(s) for s in np.concatenate(([0.0], np.cumsum(sums)[:-1])))
    return Chain(paths, edges, start, float(sum(sums)))


def stretch_of(c: Chain, start_m: float, end_m: float) -> list[tuple[float, float]]:
    """Longitude and latitude along a line between two chainages, both ends included; metres."""
    out: list[tuple[float, float]] = []
    for path, edges, begin in zip(c.paths, c.edges, c.start, strict=True):
        at = begin + np.concatenate(([0.0], np.cumsum(edges)))
        low, high = max(start_m, float(at[0])), min(end_m, float(at[-1]))
        if low > high:
            continue
        inner = at[(at > low) & (at < high)]
        wanted = np.concatenate(([low], inner, [high]))
        lon, lat = np.interp(wanted, at, path[:, 0]), np.interp(wanted, at, path[:, 1])
        out += [(round(float(x), 6), round(float(y), 6)) for x, y in zip(lon, lat, strict=True)]
    return out


def on_line(
    zone: Zone, lat: float, lon: float, radius_m: float | None = 0.0, *, bands: Sequence[float] = DEPTH_BANDS_M
) -> OnLine:
    """Side, signed geodesic distance, chainage, sector and depth band of a footprint."""
    c = chain(zone)
    found = [nearest_on_path(p, lat, lon) for p in c.paths]
    part = min(range(len(found)), key=lambda i: found[i].distance_m)
    n = found[part]
    chainage = c.start[part] + float(c.edges[part][: n.segment].sum()) + n.t * float(c.edges[part][n.segment])
    margin = None if radius_m is None or zone.uncertainty_m is None else radius_m + zone.uncertainty_m
    sure = margin is not None and n.distance_m > margin and n.left is not None
    at_start, at_end = n.segment == 0 and n.t <= 0, n.segment == len(c.paths[part]) - 2 and n.t >= 1
    return OnLine(
        zone=zone.id,
        per=zone.per,
        side=("left" if n.left else "right") if sure else "undetermined",
        distance_m=round(n.distance_m if n.left else -n.distance_m, 4),
        chainage_m=round(chainage, 4),
        sector=sector_at(zone, chainage),
        band=int(np.searchsorted(np.asarray(bands), n.distance_m, "right")),
        margin_m=margin,
        beyond_end=at_start or at_end,
    )


def sector_at(zone: Zone, chainage_m: float) -> str | None:
    """The sector of the line's own that holds this chainage; of two that meet there, the later one."""
    held = [(a, name) for name, (a, b) in zone.sectors.items() if a <= chainage_m <= b]
    return max(held)[1] if held else None


def reversed_line(zone: Zone) -> Zone:
    """The same line drawn the other way: chainage from the other end, left and right exchanged."""
    g = zone.geometry
    c = g["coordinates"]
    turned = c[::-1] if g["type"] == "LineString" else [part[::-1] for part in c[::-1]]
    length = chain(zone).length_m
    sectors = {n: (max(length - b, 0.0), max(length - a, 0.0)) for n, (a, b) in zone.sectors.items()}
    shape = {"type": g["type"], "coordinates": turned}
    return msgspec.structs.replace(zone, geometry=shape, sectors=sectors, left=zone.right, right=zone.left)


class Signed(msgspec.Struct, frozen=True):
    """Columns for many events. distance_m: positive left, NaN where no line held; chainage_m; version: position of the
    line in the sequence given, -1 for none."""

    distance_m: npt.NDArray[np.float64]
    chainage_m: npt.NDArray[np.float64]
    version: npt.NDArray[np.int32]


def line_of_the_day(versions: Sequence[Zone], lon: Any, lat: Any, us: Any, *, fast: bool | None = None) -> Signed:
    """Signed planar distance and chainage of many events to the line that held at their moment.

    versions: lines that do not hold at one time (one id and source). Distances are planar about each event's own
    latitude: off by less than `geodesy.planar_error_m` (a millimetre at 10 km, 10 m at 200 km and 45 degrees) and, as
    edges are cut to 4 km, 0.32 m times the tangent of the latitude.
    fast: compiled or plain form; None: compiled where numba is installed.
    """
    from truceline.places.kernel import have_fast

    lon, lat = np.ascontiguousarray(lon, np.float64), np.ascontiguousarray(lat, np.float64)
    us = np.asarray(us, np.int64)
    fast = have_fast() if fast is None else fast
    distance, chainage = np.full(len(us), np.nan), np.full(len(us), np.nan)
    which = np.full(len(us), -1, np.int32)
    order = None if np.all(us[1:] >= us[:-1]) else np.argsort(us, kind="stable")
    t = us if order is None else us[order]
    for v, zone in enumerate(versions):
        low = 0 if zone.valid_from is None else int(np.searchsorted(t, zone.valid_from, "left"))
        high = len(t) if zone.valid_to is None else int(np.searchsorted(t, zone.valid_to, "left"))
        own = np.arange(low, high) if order is None else order[low:high]
        own = own[np.isfinite(lon[own]) & np.isfinite(lat[own])]
        if len(own):
            distance[own], chainage[own] = _signed(zone, lon[own], lat[own], fast)
            which[own] = v
    return Signed(distance, chainage, which)


def _signed(zone: Zone, lon: Any, lat: Any, fast: bool) -> tuple[Any, Any]:
    """Signed distance and chainage of events to one line."""
    c = _cut(chain(zone))
    a, b = np.concatenate([p[:-1] for p in c.paths]), np.concatenate([p[1:] for p in c.paths])
    length = np.concatenate(c.edges)
    begin = np.concatenate(
        [s + np.concatenate(([0.0], np.cumsum(e)[:-1])) for s, e in zip(c.start, c.edges, strict=True)]
    )
    first = np.concatenate([np.arange(len(e)) == 0 for e in c.edges])
    if fast:
        from truceline.places.line_fast import blocks, nearest_edges

        d, t, k = nearest_edges(a, b, blocks(a, b), lon, lat)
    else:
        d, t, k = (np.empty(len(lon)), np.empty(len(lon)), np.empty(len(lon), np.int64))
        for own in _leaves(lon, lat, np.arange(len(lon))):
            x, y = lon[own], lat[own]
            near = _candidates(a, b, x, y)
            d[own], t[own], kk = _nearest(a[near], b[near], x, y)
            k[own] = near[kk]
    sign = np.where(_left(a, b, first, k, t, lon, lat), 1.0, -1.0)
    return d * sign, begin[k] + t * length[k]


def _cut(c: Chain) -> Chain:
    """The chain with long edges in equal pieces of PIECE_M at most: a straight edge bends in the plane of an event."""
    paths, edges = [], []
    for p, e in zip(c.paths, c.edges, strict=True):
        n = np.maximum(np.ceil(e / PIECE_M), 1).astype(np.int64)
        i = np.repeat(np.arange(len(e)), n)
        f = (np.arange(len(i)) - np.repeat(np.cumsum(n) - n, n)) / n[i]
        paths.append(np.vstack((p[i] + f[:, None] * (p[i + 1] - p[i]), p[-1:])))
        edges.append(np.repeat(e / n, n))
    return Chain(tuple(paths), tuple(edges), c.start, c.length_m)


def _leaves(x: Any, y: Any, own: Any, size: int = 256) -> list[Any]:
    """Events in groups that lie close together: halved at the median of the wider side."""
    if len(own) <= size:
        return [own]
    wide = np.ptp(x[own]) * np.cos(np.radians(y[own[0]])) > np.ptp(y[own])
    order = own[np.argpartition(x[own] if wide else y[own], len(own) // 2)]
    return _leaves(x, y, order[: len(own) // 2], size) + _leaves(x, y, order[len(own) // 2 :], size)


def _metres(lat: Any) -> tuple[Any, Any]:
    s2 = np.sin(np.radians(lat)) ** 2
    w = 1 - E2 * s2
    return np.radians(A / np.sqrt(w)) * np.sqrt(1 - s2), np.radians(A * (1 - E2) / (w * np.sqrt(w)))


def _candidates(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Edges that may be nearest to some event of a group, by the triangle inequality from the group's middle.

    The planar scale changes over the group and along the edges; 2 % and 50 m are allowed for it.
    """
    mx, my = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    kx, ky = _metres(my)
    d = _to_edges(a, b, np.array([mx]), np.array([my]))[0][:, 0]
    half = float(np.hypot((x.max() - x.min()) / 2 * kx, (y.max() - y.min()) / 2 * ky))
    return np.flatnonzero(d <= (d.min() + 2 * half) * 1.02 + 50.0)


def _to_edges(a: Any, b: Any, x: Any, y: Any) -> tuple[Any, Any]:
    """Planar distances (edges, events) in metres and the parameters of the nearest points, scale at mid-latitude."""
    kx1, ky1 = _metres((a[:, 1:2] + y[None, :]) / 2)
    kx2, ky2 = _metres((b[:, 1:2] + y[None, :]) / 2)
    ax, ay = (a[:, 0:1] - x) * kx1, (a[:, 1:2] - y) * ky1
    ux, uy = (b[:, 0:1] - x) * kx2 - ax, (b[:, 1:2] - y) * ky2 - ay
    n = ux * ux + uy * uy
    t = (-(ax * ux + ay * uy) / np.where(n > 0, n, 1)).clip(0, 1)
    return np.hypot(ax + t * ux, ay + t * uy), t


def _nearest(a: Any, b: Any, x: Any, y: Any) -> tuple[Any, Any, Any]:
    """Least distance, its parameter and its edge, for each event; large cells in pieces."""
    piece = max(1, 2_000_000 // max(len(a), 1))
    if len(x) > piece:
        parts = [_nearest(a, b, x[i : i + piece], y[i : i + piece]) for i in range(0, len(x), piece)]
        return tuple(np.concatenate(c) for c in zip(*parts, strict=True))  # type: ignore[return-value]
    d, t = _to_edges(a, b, x, y)
    k = np.argmin(d, axis=0)
    j = np.arange(len(x))
    return d[k, j], t[k, j], k


def _left(a: Any, b: Any, first: Any, k: Any, t: Any, x: Any, y: Any) -> Any:
    """Whether an event lies left of the line; at a vertex by the edge of the two that it is farther off in angle."""
    value = _cross(a[k], b[k], x, y)
    last = np.concatenate((first[1:], [True]))
    for at, neighbour, ends in ((t <= 0, k - 1, first), (t >= 1, k + 1, last)):
        i = np.flatnonzero(at & ~ends[k])
        other = _cross(a[neighbour[i]], b[neighbour[i]], x[i], y[i])
        value[i] = np.where(np.abs(other) > np.abs(value[i]), other, value[i])
    return value > 0


def _cross(a: Any, b: Any, x: Any, y: Any) -> Any:
    """Sine-scaled offset of events from edges: positive left."""
    k = np.cos(np.radians(y))
    ux, uy = (b[:, 0] - a[:, 0]) * k, b[:, 1] - a[:, 1]
    n = np.hypot(ux, uy)
    return (ux * (y - a[:, 1]) - uy * (x - a[:, 0]) * k) / np.where(n > 0, n, 1)


def lines_at(zones: Sequence[Zone], zone_id: str, us: int, *, known: int | None = None) -> tuple[Zone, ...]:
    """The drawings of one line that hold or may hold at an instant, one or more a source."""
    return tuple(z for z in zones_at(zones, us, known=known) if z.id == zone_id and z.kind in ("line", "road"))
