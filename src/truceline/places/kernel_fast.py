"""Zone at time, compiled (numba): a grid with inside cells, rays cast on the cell's row only, slabs of time.

A slab's table holds only the zones that hold in it, those that hold all through it apart, so that most events are
answered by copying a short list. Where an edge meets the event's cell, a ray runs east over the edges of that zone in
that row. The sign that decides an edge is filtered by its rounding error; what the filter cannot decide is computed in
double-double arithmetic, as GEOS does it (Shewchuk 1997; JTS `CGAlgorithmsDD`), so that both say the same to the bit.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numba
import numpy as np

from truceline.places.kernel import Floats, Longs, Pairs, ZoneTable
from truceline.places.kernel_grid import HAIR, SUB, count_strip_edges, fill_strip_edges, make_cells, make_runs

jit = numba.njit(cache=True, nogil=True, error_model="numpy")
BLOCK = 2048
CHUNK = 1 << 22
FILTER = 1e-15


@jit  # type: ignore[untyped-decorator]
def _two_diff(a: Any, b: Any) -> Any:
    s = a - b
    bb = a - s
    return s, (a - (s + bb)) + (bb - b)


@jit  # type: ignore[untyped-decorator]
def _two_product(a: Any, b: Any) -> Any:
    p = a * b
    c = 134217729.0 * a
    ah = c - (c - a)
    al = a - ah
    c = 134217729.0 * b
    bh = c - (c - b)
    bl = b - bh
    return p, al * bl - (((p - ah * bh) - al * bh) - ah * bl)


@jit  # type: ignore[untyped-decorator]
def _orientation(xa: Any, ya: Any, xb: Any, yb: Any, x: Any, y: Any) -> Any:
    """Sign of (b - a) x (p - a), from products of exact differences in double-double."""
    d1, e1 = _two_diff(xb, xa)
    d2, e2 = _two_diff(y, ya)
    d3, e3 = _two_diff(x, xa)
    d4, e4 = _two_diff(yb, ya)
    p, pe = _two_product(d1, d2)
    pe += d1 * e2 + e1 * d2 + e1 * e2
    q, qe = _two_product(d3, d4)
    qe += d3 * e4 + e3 * d4 + e3 * e4
    s, t = _two_diff(p, q)
    r = s + (t + (pe - qe))
    return 1 if r > 0 else (-1 if r < 0 else 0)


@jit  # type: ignore[untyped-decorator]
def covers(x: Any, y: Any, rows: Any, a: Any, b: Any) -> Any:
    """Whether the ray east from a point crosses the edges a..b an odd number of times, or the point is on one."""
    odd = 0
    doubtful = 0
    for e in range(a, b):
        xa, ya, xb, yb = rows[e, 0], rows[e, 1], rows[e, 2], rows[e, 3]
        left, right = (xb - xa) * (y - ya), (x - xa) * (yb - ya)
        det = left - right
        odd ^= (ya <= y) & (y < yb) & (det > 0)
        doubtful |= (ya <= y) & (y <= yb) & (abs(det) <= FILTER * (abs(left) + abs(right)))
    if not doubtful:
        return odd == 1
    odd = 0
    for e in range(a, b):
        xa, ya, xb, yb = rows[e, 0], rows[e, 1], rows[e, 2], rows[e, 3]
        if ya <= y <= yb:
            sign = _orientation(xa, ya, xb, yb, x, y)
            if sign == 0 and min(xa, xb) <= x <= max(xa, xb):
                return True
            if y < yb and sign > 0:
                odd ^= 1
    return odd == 1


@jit  # type: ignore[untyped-decorator]
def _ascending(us: Any) -> Any:
    bad = 0
    for i in range(1, len(us)):
        bad |= us[i] < us[i - 1]
    return bad == 0


@jit  # type: ignore[untyped-decorator]
def _answer(
    lon: Any, lat: Any, us: Any, first: Any, last: Any, grid: Any, cell: Any, entry: Any,
    rows: Any, list_start: Any, base: Any, start: Any, end: Any, longest: Any, event: Any, zone: Any, k: Any,
) -> Any:  # fmt: skip
    """Answers events first..last of one slab from position k on; gives the next event and position.

    Stops before a block that might not fit. Three passes a block: cells, those with an entry, their answers. What is no
    number or outside the box falls into the empty cells round it.
    """
    x0, y0, sx, sy = grid[0], grid[1], grid[2], grid[3]
    top, right = grid[5] - 1, grid[4] - 1
    nx = np.int32(grid[4])
    place = np.empty(BLOCK, np.int32)
    some = np.empty(BLOCK + 1, np.int32)
    while first < last:
        n = min(BLOCK, last - first)
        if k + n * longest > len(event):
            break
        for i in range(n):
            x, y = (lon[first + i] - x0) * sx, (lat[first + i] - y0) * sy
            x, y = x if x > 0 else 0.0, y if y > 0 else 0.0
            x, y = x if x < right else right, y if y < top else top
            place[i] = np.int32(y) * nx + np.int32(x)
        m = 0
        for i in range(n):
            p = cell[place[i]]
            place[m] = p
            some[m] = i
            m += p != 0
        for j in range(m):
            i = first + some[j]
            p = place[j]
            a = p + 3
            b = a + entry[p]
            for q in range(a, b):
                event[k] = i
                zone[k] = entry[q]
                k += 1
            timed, edged = entry[p + 1], entry[p + 2]
            if timed + edged == 0:
                continue
            t = us[i]
            for q in range(b, b + timed):
                z = entry[q]
                event[k] = i
                zone[k] = z
                k += (start[z] <= t) & (t < end[z])
            b += timed
            if edged == 0:
                continue
            strip = np.int64((lat[i] - y0) * (sy * SUB))
            for q in range(b, b + edged):
                z = entry[q]
                if (start[z] <= t) & (t < end[z]):
                    s = base[z] + strip
                    if covers(lon[i], lat[i], rows, list_start[s], list_start[s + 1]):
                        event[k] = i
                        zone[k] = z
                        k += 1
        first += n
    return first, k


class Slab(msgspec.Struct, frozen=True):
    """The table of one stretch of time. cell, entry, longest: as `make_cells` says."""

    cell: Any
    entry: Any
    longest: int


class Index:
    """The grid of a table of zones; slabs are made when events come to them, and the last ones kept."""

    def __init__(self, zones: ZoneTable, grid: Any, cuts: Longs, keep: int) -> None:
        self.zones, self.grid, self.cuts, self.keep = zones, grid, cuts, keep
        self.slabs: dict[int, Slab] = {}
        edge, zone_edge, bounds = _edges(zones.shapes)
        with np.errstate(invalid="ignore"):
            strips = np.floor((bounds[:, [1, 3]] - grid[1]) * grid[3] * SUB + np.array([-HAIR, HAIR]))
        strips[np.isnan(bounds[:, 0])] = (0, -1)
        first, last = strips[:, 0].astype(np.int64), strips[:, 1].astype(np.int64)
        # room for the strips of the zone's own cells that it does not reach, so that any strip of them has a list
        first, last = first - first % SUB, last + (-last - 1) % SUB
        room = np.concatenate(([0], np.cumsum(last - first + 1)))
        self.base = room[:-1] - first
        count = count_strip_edges(edge, zone_edge, grid, self.base, int(room[-1]))
        self.list_start = np.cumsum(count)
        self.rows = fill_strip_edges(edge, zone_edge, grid, self.base, self.list_start)
        self.runs, self.edged, self.run_start = make_runs(
            self.rows, self.list_start, grid, first, last, self.base, bounds
        )

    @classmethod
    def build(
        cls, zones: ZoneTable, *, events: int | None = None, cells: int | None = None, slabs: int | None = None
    ) -> Index:
        """An index sized for so many events (None: many). cells, slabs: sizes to use instead."""
        import shapely

        # a table that stays in the processor's second cache is worth more than fewer edges where zones are few
        many = (events is None or events > 3_000_000) and len(zones) > 256
        cells = cells or (1 << 18 if many else 1 << 17)
        slabs = slabs or (48 if many else 24)
        box = shapely.total_bounds(zones.shapes) if len(zones) else np.full(4, np.nan)
        if np.isnan(box[0]):
            box = np.array([0.0, 0.0, 1.0, 1.0])
        width, height = max(box[2] - box[0], 1e-9), max(box[3] - box[1], 1e-9)
        ratio = width * np.cos(np.radians((box[1] + box[3]) / 2)) / height
        nx = int(np.clip(np.sqrt(cells * ratio), 1, cells))
        ny = int(np.clip(cells // nx, 1, cells))
        hair = 1e-6
        sx, sy = nx / (width * (1 + 2 * hair)), ny / (height * (1 + 2 * hair))
        x0, y0 = box[0] - hair * width - 1 / sx, box[1] - hair * height - 1 / sy
        grid = np.array([x0, y0, sx, sy, nx + 2, ny + 2], dtype=np.float64)
        return cls(zones, grid, _cuts(zones, slabs), keep=4 * slabs)

    def slab(self, i: int) -> Slab:
        """The table of slab i, from cuts[i - 1] (open for 0) to cuts[i] (open for the last)."""
        if i not in self.slabs:
            low = self.cuts[i - 1] if i > 0 else np.iinfo(np.int64).min
            high = self.cuts[i] if i < len(self.cuts) else np.iinfo(np.int64).max
            active = np.flatnonzero((self.zones.start < high) & (self.zones.end > low)).astype(np.int64)
            whole = (self.zones.start[active] <= low) & (self.zones.end[active] >= high)
            kind = np.empty(0, np.int16 if len(self.zones) <= np.iinfo(np.int16).max else np.int32)
            cell, entry, longest = make_cells(active, whole, self.runs, self.edged, self.run_start, self.grid, kind)
            while len(self.slabs) >= self.keep:
                del self.slabs[next(iter(self.slabs))]
            self.slabs[i] = Slab(cell, entry, int(longest))
        return self.slabs[i]

    def pairs(self, lon: Any, lat: Any, us: Any) -> Pairs:
        """All pairs of event and zone; events in any order."""
        lon, lat, us = (np.ascontiguousarray(c) for c in (lon, lat, us))
        order = None
        if not _ascending(us):
            order = np.argsort(us, kind="stable")
            lon, lat, us = lon[order], lat[order], us[order]
        found = Pairs(*self._ordered(lon, lat, us))
        if order is None:
            return found
        event = order[found.event].astype(np.int32)
        again = np.argsort(event, kind="stable")
        return Pairs(event[again], found.zone[again])

    def _ordered(self, lon: Floats, lat: Floats, us: Longs) -> tuple[Any, Any]:
        """The columns of answers. They are made for the ratio of the events so far, and made anew where that fails;
        what is not written to is never given memory by the system."""
        edges = np.concatenate(([0], np.searchsorted(us, self.cuts, "left"), [len(us)]))
        size = min(CHUNK, max(4 * len(us), 1 << 12))
        event, zone, k = np.empty(size, np.int32), np.empty(size, np.int32), 0
        for i in np.flatnonzero(edges[1:] > edges[:-1]):
            table = self.slab(int(i))
            at, last = int(edges[i]), int(edges[i + 1])
            while at < last:
                at, k = _answer(
                    lon, lat, us, at, last, self.grid, table.cell, table.entry, self.rows, self.list_start,
                    self.base, self.zones.start, self.zones.end, table.longest, event, zone, k,
                )  # fmt: skip
                if at < last:
                    wanted = int(1.15 * k * len(us) / max(at, 1))
                    event, zone = _larger(event, zone, k, max(wanted, size + CHUNK, k + 2 * BLOCK * table.longest))
                    size = len(event)
        return event[:k], zone[:k]


def _larger(event: Any, zone: Any, k: int, size: int) -> tuple[Any, Any]:
    """Columns of another size with the same first k answers."""
    out = np.empty(size, np.int32), np.empty(size, np.int32)
    out[0][:k], out[1][:k] = event[:k], zone[:k]
    return out


def _cuts(zones: ZoneTable, slabs: int) -> Longs:
    """Instants between slabs: even in time over the span in which zones begin and end."""
    ends = np.concatenate((zones.start, zones.end))
    ends = ends[(ends > np.iinfo(np.int64).min) & (ends < np.iinfo(np.int64).max)]
    if not len(ends) or slabs < 2:
        return np.empty(0, np.int64)
    low, high = int(ends.min()), int(ends.max())
    step = max((high - low) // slabs, 1)
    return np.unique(np.arange(low, high + 1, step, dtype=np.int64)[: slabs + 1])


def _edges(shapes: Any) -> tuple[Any, Any, Any]:
    """Edges (4, n) with the lower end first, where each zone's begin (zones + 1,), and bounds (zones, 4)."""
    import shapely

    parts, part_zone = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    zone_of = part_zone[ring_part[ring]] if len(ring) else np.empty(0, np.int64)
    same = ring[1:] == ring[:-1]
    a, b = coords[:-1][same], coords[1:][same]
    owner = zone_of[:-1][same]
    up = (a[:, 1] < b[:, 1]) | ((a[:, 1] == b[:, 1]) & (a[:, 0] <= b[:, 0]))
    low, high = np.where(up[:, None], a, b), np.where(up[:, None], b, a)
    edge = np.ascontiguousarray(np.vstack((low.T, high.T)))
    zone_edge = np.searchsorted(owner, np.arange(len(shapes) + 1), "left").astype(np.int64)
    return edge, zone_edge, shapely.bounds(shapes)
