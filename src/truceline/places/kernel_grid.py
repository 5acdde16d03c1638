"""Compiled building of the grid under the zone-at-time kernel. Numba functions over plain arrays.

The box of all zones, with an empty cell more on each side, is cut into nx by ny cells. Each row of cells has SUB
strips; for each zone and strip the edges that meet it are kept. A zone's cells are kept as runs in each row: cells
that an edge meets (boundary) and cells wholly inside. Strips and cells are widened by a hair, so that rounding can only
turn an inside cell into a boundary one.

grid: x0, y0, cells per degree in x and y, nx, ny. strips are numbered upwards over all rows; `first[z]` is a zone's
lowest strip, a multiple of SUB, `base[z] + strip` is the place of its list in `start`.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

jit = numba.njit(cache=True, nogil=True, error_model="numpy")
HAIR = 1e-9  # of a cell
SUB = 2


@jit  # type: ignore[untyped-decorator]
def count_strip_edges(edge: Any, zone_edge: Any, grid: Any, base: Any, lists: Any) -> Any:
    """How many edges each list holds, shifted by one, ready for a running sum."""
    y0, sy = grid[1], grid[3] * SUB
    count = np.zeros(lists + 1, np.int64)
    for z in range(len(zone_edge) - 1):
        for e in range(zone_edge[z], zone_edge[z + 1]):
            a = np.int64(np.floor((edge[1, e] - y0) * sy - HAIR))
            b = np.int64(np.floor((edge[3, e] - y0) * sy + HAIR))
            for r in range(a, b + 1):
                count[base[z] + r + 1] += 1
    return count


@jit  # type: ignore[untyped-decorator]
def fill_strip_edges(edge: Any, zone_edge: Any, grid: Any, base: Any, start: Any) -> Any:
    """The edges of each list, (n, 4): x and y of the lower end, x and y of the upper."""
    y0, sy = grid[1], grid[3] * SUB
    out = np.empty((start[-1], 4), np.float64)
    at = start[:-1].copy()
    for z in range(len(zone_edge) - 1):
        for e in range(zone_edge[z], zone_edge[z + 1]):
            a = np.int64(np.floor((edge[1, e] - y0) * sy - HAIR))
            b = np.int64(np.floor((edge[3, e] - y0) * sy + HAIR))
            for r in range(a, b + 1):
                k = at[base[z] + r]
                at[base[z] + r] = k + 1
                for c in range(4):
                    out[k, c] = edge[c, e]
    return out


@jit  # type: ignore[untyped-decorator]
def _odd_crossings(x: Any, y: Any, rows: Any, a: Any, b: Any) -> Any:
    """Parity of a point that no edge comes near."""
    odd = False
    for e in range(a, b):
        if rows[e, 1] <= y < rows[e, 3]:
            dx, dy = rows[e, 2] - rows[e, 0], rows[e, 3] - rows[e, 1]
            if dx * (y - rows[e, 1]) - (x - rows[e, 0]) * dy > 0:
                odd = not odd
    return odd


@jit  # type: ignore[untyped-decorator]
def _mark_row(mark: Any, rows: Any, a: Any, b: Any, low: Any, high: Any, grid: Any, left: Any, right: Any) -> None:
    """Adds +1 and -1 where the stretch of each edge between two latitudes begins and ends, in cells."""
    x0, sx = grid[0], grid[2]
    for e in range(a, b):
        xa, ya, xb, yb = rows[e, 0], rows[e, 1], rows[e, 2], rows[e, 3]
        if yb > ya:
            f = min(1.0, max(0.0, (low - ya) / (yb - ya)))
            g = max(0.0, min(1.0, (high - ya) / (yb - ya)))
            xa, xb = xa + f * (xb - xa), xa + g * (xb - xa)
        i = max(np.int64(np.floor((min(xa, xb) - x0) * sx - HAIR)), left)
        j = min(np.int64(np.floor((max(xa, xb) - x0) * sx + HAIR)), right)
        if i <= j:
            mark[i] += 1
            mark[j + 1] -= 1


@jit  # type: ignore[untyped-decorator]
def make_runs(rows: Any, start: Any, grid: Any, first: Any, last: Any, base: Any, bounds: Any) -> Any:
    """Runs of cells: (n, 3) int32 of row, first and last column; whether an edge meets them; their start by zone."""
    x0, y0, sx, sy, nx = grid[0], grid[1], grid[2], grid[3], np.int64(grid[4])
    run_start = np.zeros(len(first) + 1, np.int64)
    out = np.empty((4096, 3), np.int32)
    edged = np.empty(4096, np.bool_)
    n = 0
    mark = np.zeros(nx + 2, np.int32)
    for z in range(len(first)):
        for row in range(first[z] // SUB, (last[z] + SUB) // SUB):
            left: Any = max(np.int64(np.floor((bounds[z, 0] - x0) * sx - HAIR)), 0)
            right: Any = min(np.int64(np.floor((bounds[z, 2] - x0) * sx + HAIR)), nx - 1)
            mark[left : right + 2] = 0
            for strip in range(row * SUB, row * SUB + SUB):
                if first[z] <= strip <= last[z]:
                    low, high = y0 + (strip - HAIR) / (sy * SUB), y0 + (strip + 1 + HAIR) / (sy * SUB)
                    s = base[z] + strip
                    _mark_row(mark, rows, start[s], start[s + 1], low, high, grid, left, right)
            strip = row * SUB + SUB // 2
            y = y0 + (strip + 0.5) / (sy * SUB)
            held = first[z] <= strip <= last[z]
            s = base[z] + strip
            depth: Any = 0
            c: Any = left
            while c <= right:
                depth += mark[c]
                here = depth > 0
                begin = c
                while c + 1 <= right and (depth + mark[c + 1] > 0) == here:
                    c += 1
                    depth += mark[c]
                if here or (held and _odd_crossings(x0 + (begin + 0.5) / sx, y, rows, start[s], start[s + 1])):
                    if n == len(out):
                        out = np.concatenate((out, np.empty_like(out)))
                        edged = np.concatenate((edged, np.empty_like(edged)))
                    out[n, 0], out[n, 1], out[n, 2], edged[n] = row, begin, c, here
                    n += 1
                c += 1
        run_start[z + 1] = n
    return out[:n].copy(), edged[:n].copy(), run_start


@jit  # type: ignore[untyped-decorator]
def make_cells(active: Any, whole: Any, runs: Any, edged: Any, run_start: Any, grid: Any, kind: Any) -> Any:
    """The table of one slab: `cell` (ny * nx,) int32 -> place in `entry`, 0 for none; `entry`, of the type of the array
    `kind` (int16 where the zones are few enough: half to read); longest answer.

    An entry: how many zones cover the cell all through the slab, how many cover it for a part, how many have an edge in
    it; then these zones in this order.
    """
    nx = np.int64(grid[4])
    cells = nx * np.int64(grid[5])
    count = np.zeros((cells, 3), np.int32)
    total = 0
    for i in range(len(active)):
        z = active[i]
        for k in range(run_start[z], run_start[z + 1]):
            group = 2 if edged[k] else (0 if whole[i] else 1)
            total += runs[k, 2] - runs[k, 1] + 1
            row = runs[k, 0] * nx
            for c in range(row + runs[k, 1], row + runs[k, 2] + 1):
                count[c, group] += 1
    used = 0
    for c in range(cells):
        used += (count[c, 0] | count[c, 1] | count[c, 2]) != 0
    entry = np.empty(1 + 3 * used + total, kind.dtype)
    cell = np.zeros(cells, np.int32)
    p, longest = 1, 0
    for c in range(cells):
        a, b, d = count[c, 0], count[c, 1], count[c, 2]
        if a | b | d:
            cell[c] = p
            entry[p], entry[p + 1], entry[p + 2] = a, b, d
            p += 3 + a + b + d
            longest = max(longest, a + b + d)
            count[c, 0], count[c, 1], count[c, 2] = p - b - d - a, p - b - d, p - d
    for i in range(len(active)):
        z = active[i]
        for k in range(run_start[z], run_start[z + 1]):
            group = 2 if edged[k] else (0 if whole[i] else 1)
            row = runs[k, 0] * nx
            for c in range(row + runs[k, 1], row + runs[k, 2] + 1):
                entry[count[c, group]] = z
                count[c, group] += 1
    return cell, entry, longest
