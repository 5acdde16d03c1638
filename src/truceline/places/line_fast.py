"""Nearest edge of a line for many events, compiled (numba).

Edges stand in blocks of 16 with a box; a block is looked at only where its box may be nearer than the best so far. The
planar scale at the latitude halfway to a vertex is a series of third order about the event's own latitude.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from truceline.places.geodesy import E2, A

jit = numba.njit(cache=True, nogil=True, error_model="numpy")
SIZE = 16
D = np.pi / 180


@jit  # type: ignore[untyped-decorator]
def _scales(lat: Any) -> Any:
    """Metres per degree of longitude and latitude."""
    s = np.sin(lat * D)
    w = 1 - E2 * s * s
    r = np.sqrt(w)
    return D * A / r * np.sqrt(1 - s * s), D * A * (1 - E2) / (w * r)


@jit  # type: ignore[untyped-decorator]
def nearest_edges(a: Any, b: Any, box: Any, lon: Any, lat: Any) -> Any:
    """Least planar distance in metres, parameter on the edge and edge, for each event.

    a, b: ends of edges (n, 2). box: (blocks, 4) of west, south, east, north of each SIZE edges.
    """
    n = len(lon)
    distance, along, which = np.empty(n), np.empty(n), np.empty(n, np.int32)
    bound = np.empty(len(box))
    for i in range(n):
        x, y = lon[i], lat[i]
        kx, ky = _scales(y)
        ex, ey = _scales(y + 1)
        wx, wy = _scales(y - 1)
        dx1, dx2 = (ex - wx) / 4, (ex + wx - 2 * kx) / 8  # series in half the difference of latitude
        dy1, dy2 = (ey - wy) / 4, (ey + wy - 2 * ky) / 8
        guess, nearest = 0, np.inf
        for k in range(len(box)):
            ox = max(box[k, 0] - x, 0.0, x - box[k, 2])
            oy = max(box[k, 1] - y, 0.0, y - box[k, 3])
            reach = max(abs(box[k, 1] - y), abs(box[k, 3] - y))
            low = max(kx - abs(dx1) * reach - abs(dx2) * reach * reach, 0.0) * 0.99
            bound[k] = (ox * low) ** 2 + (oy * ky * 0.98) ** 2
            if bound[k] < nearest:
                guess, nearest = k, bound[k]
        least, best_t, best = np.inf, 0.0, 0
        for j in range(-1, len(box)):
            k = guess if j < 0 else j
            if j == guess or bound[k] > least:
                continue
            for e in range(k * SIZE, min(k * SIZE + SIZE, len(a))):
                va, vb = a[e, 1] - y, b[e, 1] - y
                ax = (a[e, 0] - x) * (kx + dx1 * va + dx2 * va * va)
                ay = va * (ky + dy1 * va + dy2 * va * va)
                ux = (b[e, 0] - x) * (kx + dx1 * vb + dx2 * vb * vb) - ax
                uy = vb * (ky + dy1 * vb + dy2 * vb * vb) - ay
                m = ux * ux + uy * uy
                t = min(max(-(ax * ux + ay * uy) / m, 0.0), 1.0) if m > 0 else 0.0
                px, py = ax + t * ux, ay + t * uy
                d = px * px + py * py
                if d < least or (d == least and e < best):
                    least, best_t, best = d, t, e
        distance[i], along[i], which[i] = np.sqrt(least), best_t, best
    return distance, along, which


def blocks(a: Any, b: Any) -> Any:
    """The boxes of each SIZE edges."""
    at = np.arange(0, len(a), SIZE)
    low, high = np.minimum(a, b), np.maximum(a, b)
    return np.hstack((np.minimum.reduceat(low, at), np.maximum.reduceat(high, at)))
