"""Candidates and scores of pairs, compiled (numba): the same numbers as `pairs.score_plain`.

One pass for each pair of precision classes over a grid whose cells are as wide as their joint reach, each cell in order
of time, so that only the nine cells around are looked at through a sliding window. Coordinates are float32 columns in
the order of the pass; the levels of all columns are packed into one 64-bit word a report. A first run counts neighbours
(crowding), a second scores.
"""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from truceline.events.pairs import (
    CROWD_BINS,
    CROWD_STEP,
    KM_DEGREE,
    NAME_LEVELS,
    PLACE_BINS,
    ROOT,
    TEXT_LEVELS,
    TIME_BINS,
    Edges,
    Layout,
    PairModel,
    Reports,
    plane,
)

njit: Any = numba.njit
TURN = np.float32(360 * KM_DEGREE)
HALF = np.float32(0.5)


class Pass:
    """One pair of classes: the rows of both, sorted by cell and then time, and where each cell begins."""

    def __init__(
        self, a: tuple[Any, ...], b: tuple[Any, ...], same: bool, gate: float, rows_across: int, cls: tuple[int, int]
    ) -> None:
        self.a, self.b, self.same, self.gate, self.stride, self.cls = a, b, same, gate, rows_across, cls


def passes(reports: Reports, layout: Layout) -> list[Pass]:
    """Grids of every pair of precision classes. The grid closes round the globe."""
    x, y, cos = plane(reports)
    placed = reports.cls >= 0
    if not placed.any():
        return []
    least = max(float(cos[placed].min()), 0.05)
    out = []
    rows = [np.flatnonzero(reports.cls == c) for c in range(len(layout.radii_km))]
    for a in range(len(rows)):
        for b in range(a, len(rows)):
            if not len(rows[a]) or not len(rows[b]):
                continue
            gate = float(np.float32(layout.radii_km[a]) + np.float32(layout.radii_km[b]))
            across = max(3, int(360 * KM_DEGREE / (gate / least * 1.0001)))
            wide = 360 * KM_DEGREE / across
            sides = []
            for c in (a,) if a == b else (a, b):
                r = rows[c]
                cx = np.minimum(((x[r] + np.float32(180 * KM_DEGREE)) / np.float32(wide)).astype(np.int64), across - 1)
                cy = ((y[r] + np.float32(90 * KM_DEGREE)) / np.float32(gate)).astype(np.int64) + 1
                sides.append(_cells(cy * across + cx, r))
            out.append(Pass(sides[0], sides[-1], a == b, gate, across, (a, b)))
    return out


def _cells(key: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[Any, ...]:
    low = int(key.min())
    span = int(key.max()) - low + 1
    if span <= 8_000_000:
        order, keys, starts = _count_sort((key - low).astype(np.int32), span)
        return keys + low, starts, rows[order].astype(np.int32)
    order = np.argsort(key, kind="stable")
    keys, first = np.unique(key[order], return_index=True)
    return keys, np.append(first, len(key)).astype(np.int64), rows[order].astype(np.int32)


@njit(cache=True, nogil=True)
def _count_sort(key: Any, span: int) -> Any:
    count = np.zeros(span + 1, np.int32)
    for k in key:
        count[k + 1] += 1
    cells = 0
    for c in range(span):
        if count[c + 1] > 0:
            cells += 1
        count[c + 1] += count[c]
    keys = np.empty(cells, np.int64)
    starts = np.empty(cells + 1, np.int64)
    n = 0
    for c in range(span):
        if count[c + 1] > count[c]:
            keys[n] = c
            starts[n] = count[c]
            n += 1
    starts[n] = len(key)
    order = np.empty(len(key), np.int32)
    for i in range(len(key)):
        order[count[key[i]]] = i
        count[key[i]] += 1
    return order, keys, starts


@njit(cache=True, nogil=True)
def _find(keys: Any, k: int) -> int:
    lo, hi = 0, len(keys)
    while lo < hi:
        mid = (lo + hi) >> 1
        if keys[mid] < k:
            lo = mid + 1
        else:
            hi = mid
    return lo


@njit(cache=True, nogil=True)
def _alike(a: Any, b: Any) -> int:
    x = a ^ b
    x |= x >> np.uint64(1)
    x |= x >> np.uint64(2)
    x &= np.uint64(0x1111111111111111)
    n = 16
    while x:
        x &= x - np.uint64(1)
        n -= 1
    return n


@njit(cache=True, nogil=True, inline="always")
def _pair(
    pa: Any,
    pb: Any,
    na: Any,
    nb: Any,
    ra: Any,
    sa: Any,
    sb: Any,
    share: int,
    dt: int,
    place: Any,
    w: Any,
    off: Any,
    size: Any,
    shift: Any,
    mask: Any,
    tb: Any,
    extra: Any,
) -> int:
    """Score of one pair without crowding. off: offsets of the columns, then of name and text (extra)."""
    s = w[place + ROOT_TABLE[min(share, 255)]] + w[tb + min(dt * TIME_BINS // (extra[2] + 1), TIME_BINS - 1)]
    a0 = (pa >> shift[0]) & mask[0]
    b0 = (pb >> shift[0]) & mask[0]
    agree = 1 if (a0 == b0 and a0 > 0) else 0
    if a0 > 0 and b0 > 0:
        s += w[off[0] + min(a0, b0) * size[0] + max(a0, b0)]
    for c in range(1, len(off)):
        a = (pa >> shift[c]) & mask[c]
        b = (pb >> shift[c]) & mask[c]
        if a > 0 and b > 0:
            s += w[off[c] + agree * size[c] * size[c] + min(a, b) * size[c] + max(a, b)]
    if extra[0] >= 0 and na >= 0 and nb >= 0:
        s += w[extra[0] + agree * NAME_LEVELS + (ra if na == nb else 1)]
    if extra[1] >= 0 and sa != 0 and sb != 0:
        s += w[extra[1] + agree * TEXT_LEVELS + 1 + _alike(sa, sb)]
    return s  # type: ignore[no-any-return]


ROOT_TABLE = ROOT.astype(np.int32)


@njit(cache=True, nogil=True)
def _scan(
    a_keys: Any,
    a_starts: Any,
    a_rows: Any,
    b_keys: Any,
    b_starts: Any,
    b_rows: Any,
    same: bool,
    gate: Any,
    across: int,
    win: int,
    X: Any,
    Y: Any,
    C: Any,
    T: Any,
    P: Any,
    N: Any,
    Rr: Any,
    S: Any,
    mode: int,
    crowd: Any,
    D: Any,
    w: Any,
    base: int,
    floor: int,
    place: int,
    off: Any,
    size: Any,
    shift: Any,
    mask: Any,
    tb: int,
    extra: Any,
    oi: Any,
    oj: Any,
    ow: Any,
    n: int,
    every: Any,
    least: int,
) -> int:
    """mode 0: count neighbours; 1: score and keep those above the floor; 2: keep a sample of all (hash below `every`)."""
    gate2 = gate * gate
    scale = np.float32(256) / np.float32(1)
    bx = X[b_rows]
    by = Y[b_rows]
    bc = C[b_rows]
    bt = T[b_rows]
    bp = P[b_rows] if mode == 1 else P[:0]
    cap = len(oi)
    nk = len(b_keys)
    for c in range(len(a_keys)):
        key = a_keys[c]
        s, e = a_starts[c], a_starts[c + 1]
        col = key % across
        row = key - col
        for step in range(9):
            dy, dx = step // 3 - 1, step % 3 - 1
            cx = col + dx
            if cx < 0:
                cx += across
            elif cx >= across:
                cx -= across
            k2 = row + dy * across + cx
            if same and k2 < key:
                continue
            p = _find(b_keys, k2)
            if p >= nk or b_keys[p] != k2:
                continue
            s2, e2 = b_starts[p], b_starts[p + 1]
            own = same and k2 == key
            lo = s2
            for q in range(s, e):
                i = a_rows[q]
                t = T[i]
                if own:
                    m = q + 1
                else:
                    while lo < e2 and bt[lo] < t - win:
                        lo += 1
                    m = lo
                x = X[i]
                y = Y[i]
                co = C[i]
                while m < e2:
                    dt = bt[m] - t
                    if dt > win:
                        break
                    ex = abs(bx[m] - x)
                    if ex > TURN * HALF:
                        ex = abs(TURN - ex)
                    ex = ex * ((bc[m] + co) * HALF)
                    ey = by[m] - y
                    d2 = ex * ex + ey * ey
                    if d2 <= gate2 and abs(dt) >= least:
                        j = b_rows[m]
                        if mode == 0:
                            crowd[i] += 1
                            crowd[j] += 1
                        elif mode == 1:
                            share = int(d2 / gate2 * scale)
                            v = (
                                base
                                + D[i]
                                + D[j]
                                + _pair(
                                    P[i],
                                    bp[m],
                                    N[i],
                                    N[j],
                                    Rr[i],
                                    S[i],
                                    S[j],
                                    share,
                                    abs(dt),
                                    place,
                                    w,
                                    off,
                                    size,
                                    shift,
                                    mask,
                                    tb,
                                    extra,
                                )
                            )
                            if v >= floor:
                                if n < cap:
                                    oi[n] = min(i, j)
                                    oj[n] = max(i, j)
                                    ow[n] = v
                                n += 1
                        else:
                            h = (np.uint64(min(i, j)) * np.uint64(0x9E3779B97F4A7C15)) ^ (
                                np.uint64(max(i, j)) * np.uint64(0xC2B2AE3D27D4EB4F)
                            )
                            h ^= h >> np.uint64(29)
                            h *= np.uint64(0xBF58476D1CE4E5B9)
                            if (h >> np.uint64(40)) < every:
                                if n < cap:
                                    oi[n] = min(i, j)
                                    oj[n] = max(i, j)
                                n += 1
                    m += 1
    return n


class Kernel:
    """Reports laid out for the passes; counts, scores and samples. Holds the grids for later look-ups."""

    def __init__(self, reports: Reports, layout: Layout) -> None:
        self.reports, self.layout = reports, layout
        self.x, self.y, self.cos = plane(reports)
        start = int(reports.t.min()) if len(reports.t) else 0
        self.start = start
        self.t = reports.t - start
        self.packed, self.shift, self.mask = pack(reports, layout)
        self.grids = passes(reports, layout)
        self.none = np.zeros(1, np.int32)
        self.crowd: NDArray[np.int32] = self._crowd()

    def _crowd(self) -> NDArray[np.int32]:
        crowd = np.zeros(len(self.t), np.int32)
        self._run(0, crowd=crowd)
        return crowd

    def _run(
        self,
        mode: int,
        *,
        crowd: Any = None,
        model: PairModel | None = None,
        cap: int = 1,
        every: int = 0,
        least: int = 0,
    ) -> tuple[Any, Any, Any, int]:
        at = self.layout.offsets()
        off = np.array([at[f"column {n}"] for n, _ in self.layout.columns], np.int64)
        size = np.array([s for _, s in self.layout.columns], np.int64)
        extra = np.array(
            [at["name"] if self.layout.names else -1, at["text"] if self.layout.text else -1, self.layout.window_s],
            np.int64,
        )
        w = np.asarray(model.weights, np.int32) if model is not None else self.none
        d = crowd_weights(self.reports, self.crowd, model) if model is not None else self.none
        while True:
            oi, oj = np.empty(cap, np.int32), np.empty(cap, np.int32)
            ow = np.empty(cap if mode == 1 else 1, np.int32)
            n = 0
            for g in self.grids:
                place = at["place"] + (g.cls[0] * len(self.layout.radii_km) + g.cls[1]) * PLACE_BINS
                n = _scan(
                    *g.a, *g.b, g.same, np.float32(g.gate), g.stride, self.layout.window_s + least, self.x, self.y, self.cos, self.t,
                    self.packed, self.reports.name, self.reports.rare, self.reports.sig, mode,
                    crowd if crowd is not None else self.none, d, w, 0 if model is None else model.base,
                    0 if model is None else model.floor, place, off, size, self.shift, self.mask, at["time"], extra,
                    oi, oj, ow, n, np.uint64(every), least,
                )  # fmt: skip
            if n <= cap:
                return oi[:n], oj[:n], ow[:n], n
            cap = n

    def score(self, model: PairModel) -> Edges:
        """Pairs above the floor."""
        total = int(self.crowd.sum()) // 2
        i, j, w, _ = self._run(1, model=model, cap=max(1, min(total, 6 * len(self.t))))
        return Edges(i, j, w, self.crowd)

    def sample(self, most: int, *, apart: bool = False) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """About `most` of the candidate pairs, chosen by a hash of their rows, in canonical order.

        apart: pairs as near in place, but more than the window and up to twice the window apart in time: what unrelated
        reports of the same places look like.
        """
        total = max(1, int(self.crowd.sum()) // 2)
        share = min(1.0, most / total)
        least = self.layout.window_s + 1 if apart else 0
        i, j, _, _ = self._run(2, cap=int(total * share * 1.3) + 1000, every=int(share * (1 << 24)), least=least)
        order = np.lexsort((j, i))
        return i[order].astype(np.int64), j[order].astype(np.int64)


def pack(reports: Reports, layout: Layout) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """All columns' levels in one 64-bit word a report, with the shift and mask of each column."""
    shifts, masks, at = [], [], 0
    word = np.zeros(len(reports.t), np.int64)
    for c, (_, levels) in enumerate(layout.columns):
        bits = max(1, int(levels - 1).bit_length())
        word |= reports.levels[:, c] << at
        shifts.append(at)
        masks.append((1 << bits) - 1)
        at += bits
    if at > 62:
        raise OverflowError("the columns' levels do not fit 62 bits: use fewer levels")
    return word, np.array(shifts, np.int64), np.array(masks, np.int64)


def crowd_weights(reports: Reports, crowd: NDArray[np.int32], model: PairModel) -> NDArray[np.int32]:
    """What crowding adds, a report."""
    at = model.layout.offsets()["crowd"]
    cell = at + np.maximum(reports.cls, 0) * CROWD_BINS + CROWD_STEP[np.minimum(crowd, len(CROWD_STEP) - 1)]
    return np.asarray(model.weights, np.int32)[cell]


def score_fast(reports: Reports, model: PairModel) -> Edges:
    """Candidate pairs above the floor."""
    return Kernel(reports, model.layout).score(model)


@njit(cache=True, nogil=True)
def _near(
    keys: Any,
    starts: Any,
    rows: Any,
    cell: int,
    across: int,
    x: Any,
    y: Any,
    c: Any,
    t: int,
    win: int,
    gate: Any,
    X: Any,
    Y: Any,
    C: Any,
    T: Any,
    out: Any,
    n: int,
) -> int:
    col = cell % across
    gate2 = gate * gate
    for step in range(9):
        cx = col + step % 3 - 1
        if cx < 0:
            cx += across
        elif cx >= across:
            cx -= across
        k = cell - col + (step // 3 - 1) * across + cx
        p = _find(keys, k)
        if p >= len(keys) or keys[p] != k:
            continue
        lo, hi = starts[p], starts[p + 1]
        while lo < hi:
            mid = (lo + hi) >> 1
            if T[rows[mid]] < t - win:
                lo = mid + 1
            else:
                hi = mid
        m = lo
        while m < starts[p + 1]:
            j = rows[m]
            if T[j] - t > win:
                break
            ex = abs(X[j] - x)
            if ex > TURN * HALF:
                ex = abs(TURN - ex)
            ex = ex * ((C[j] + c) * HALF)
            ey = Y[j] - y
            if ex * ex + ey * ey <= gate2:
                if n < len(out):
                    out[n] = j
                n += 1
            m += 1
    return n


def around(kernel: Kernel, lon: float, lat: float, t: int, cls: int) -> NDArray[np.int64]:
    """Rows of the kernel within the window and reach of a point of a precision class."""
    x, y = np.float32(lon * KM_DEGREE), np.float32(lat * KM_DEGREE)
    c = np.cos(np.radians(np.array([lat]))).astype(np.float32)[0]
    out = np.empty(4096, np.int64)
    while True:
        n = 0
        for g in kernel.grids:
            if cls not in g.cls:
                continue
            side = g.b if g.cls[0] == cls else g.a
            wide = np.float32(360 * KM_DEGREE / g.stride)
            cx = min(int((x + np.float32(180 * KM_DEGREE)) / wide), g.stride - 1)
            cy = int((y + np.float32(90 * KM_DEGREE)) / np.float32(g.gate)) + 1
            n = _near(
                *side,
                cy * g.stride + cx,
                g.stride,
                x,
                y,
                c,
                t - kernel.start,
                kernel.layout.window_s,
                np.float32(g.gate),
                kernel.x,
                kernel.y,
                kernel.cos,
                kernel.t,
                out,
                n,
            )
        if n <= len(out):
            return out[:n]
        out = np.empty(n, np.int64)
