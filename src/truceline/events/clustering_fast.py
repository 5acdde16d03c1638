"""Correlation clustering of large sets, compiled (numba): the same groups as `clustering.contract`.

Sums between groups can only rise above zero along pairs above zero, so each component of such pairs is contracted by
itself: small ones on a dense matrix, large ones with a heap. A component of more than `limit` reports is first cut by
raising, in steps, the score that holds it together; the rule looks at the component alone and not at arrival.
"""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

import heapq
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

njit: Any = numba.njit
DENSE = 80
STEP = 500


@njit(cache=True, nogil=True)
def _root(head: Any, i: int) -> int:
    while head[i] != i:
        head[i] = head[head[i]]
        i = head[i]
    return i


@njit(cache=True, nogil=True)
def components(n: int, ei: Any, ej: Any, w: Any, bias: int, limit: int) -> Any:
    """Least node of the component of each node; components above `limit` are cut by raising the threshold."""
    need = np.zeros(n, np.int32)
    head = np.arange(n).astype(np.int32)
    while True:
        for e in range(len(ei)):
            i, j = ei[e], ej[e]
            if w[e] + bias > max(need[i], need[j]):
                a, b = _root(head, i), _root(head, j)
                if a < b:
                    head[b] = a
                elif b < a:
                    head[a] = b
        size = np.zeros(n, np.int32)
        for i in range(n):
            head[i] = _root(head, i)
            size[head[i]] += 1
        large = False
        for i in range(n):
            if size[head[i]] > limit and need[i] < 1_000_000:
                large = True
        if not large:
            return head
        again = np.empty(n, np.int32)
        for i in range(n):
            again[i] = i if size[head[i]] > limit else head[i]
        for i in range(n):
            if size[head[i]] > limit:
                need[i] += STEP
        head = again


@njit(cache=True, nogil=True)
def _dense(k: int, m: int, li: Any, lj: Any, lw: Any, absent: int, bias: int, mat: Any, lab: Any, alive: Any) -> None:
    for a in range(k):
        lab[a] = a
        alive[a] = True
        for b in range(k):
            mat[a, b] = absent
    for e in range(m):
        mat[li[e], lj[e]] = lw[e] + bias
        mat[lj[e], li[e]] = lw[e] + bias
    while True:
        best, bi, bj = 0, -1, -1
        for a in range(k):
            if alive[a]:
                for b in range(a + 1, k):
                    if alive[b] and mat[a, b] > best:
                        best, bi, bj = mat[a, b], a, b
        if bi < 0:
            break
        alive[bj] = False
        for c in range(k):
            if alive[c] and c != bi:
                mat[bi, c] += mat[bj, c]
                mat[c, bi] = mat[bi, c]
            if lab[c] == bj:
                lab[c] = bi


@njit(cache=True, nogil=True)
def _sparse(k: int, m: int, li: Any, lj: Any, lw: Any, absent: int, bias: int, lab: Any) -> None:
    size = np.ones(k, np.int64)
    head = np.arange(k)
    A, B = np.empty(m, np.int64), np.empty(m, np.int64)
    W, S = np.empty(m, np.int64), np.ones(m, np.int64)
    dead = np.zeros(m, np.bool_)
    nxt = np.full(2 * m, -1, np.int64)
    first = np.full(k, -1, np.int64)
    cap = 16
    while cap < m * 8:
        cap *= 2
    keys, at = np.full(cap, -1, np.int64), np.zeros(cap, np.int32)
    heap = [(np.int64(0), np.int64(0), np.int64(0), np.int64(0))]
    heap.pop()
    for e in range(m):
        i, j = min(li[e], lj[e]), max(li[e], lj[e])
        A[e], B[e], W[e] = i, j, lw[e] + bias
        nxt[2 * e], first[i] = first[i], 2 * e
        nxt[2 * e + 1], first[j] = first[j], 2 * e + 1
        h = _slot(keys, np.int64(i) * k + j)
        keys[h], at[h] = np.int64(i) * k + j, e
        if W[e] > 0:
            heap.append((-W[e], np.int64(i), np.int64(j), np.int64(e)))
    heapq.heapify(heap)
    used = m
    while len(heap) > 0:
        v, i, j, e = heapq.heappop(heap)  # type: ignore[assignment]
        if dead[e] or A[e] != i or B[e] != j or W[e] + absent * (size[i] * size[j] - S[e]) != -v:
            continue
        dead[e] = True
        head[j] = i
        size[i] += size[j]
        p = first[j]
        while p != -1:
            f, q = p >> 1, nxt[p]
            if not dead[f]:
                other = A[f] + B[f] - j
                lo, hi = min(i, other), max(i, other)
                if used * 2 > cap:
                    keys, at, cap, used = _grow(keys, at, A, B, dead, k, first)
                h = _slot(keys, lo * k + hi)
                if keys[h] != -1 and not dead[at[h]] and A[at[h]] == lo and B[at[h]] == hi:
                    g = at[h]
                    W[g] += W[f]
                    S[g] += S[f]
                    dead[f] = True
                else:
                    used += keys[h] == -1
                    keys[h], at[h] = lo * k + hi, f
                    A[f], B[f] = lo, hi
                    nxt[p], first[i] = first[i], p
            p = q
        p, prev = first[i], np.int64(-1)
        while p != -1:
            f, q = p >> 1, nxt[p]
            if dead[f]:
                if prev == -1:
                    first[i] = q
                else:
                    nxt[prev] = q
            else:
                prev = p
                value = W[f] + absent * (size[A[f]] * size[B[f]] - S[f])
                if value > 0:
                    heapq.heappush(heap, (-value, A[f], B[f], np.int64(f)))
            p = q
    for a in range(k):
        lab[a] = _root(head, a)


@njit(cache=True, nogil=True)
def _slot(keys: Any, key: int) -> int:
    mask = len(keys) - 1
    h = ((key * np.int64(0x9E3779B97F4A7C1)) >> np.int64(17)) & mask
    while keys[h] != -1 and keys[h] != key:
        h = (h + 1) & mask
    return h  # type: ignore[return-value]


@njit(cache=True, nogil=True)
def _grow(keys: Any, at: Any, A: Any, B: Any, dead: Any, k: int, first: Any) -> Any:
    cap = len(keys) * 2
    fresh, place = np.full(cap, -1, np.int64), np.zeros(cap, np.int32)
    used = 0
    for e in range(len(A)):
        if not dead[e]:
            h = _slot(fresh, A[e] * k + B[e])
            fresh[h], place[h] = A[e] * k + B[e], e
            used += 1
    return fresh, place, cap, used


@njit(cache=True, nogil=True)
def _run(n: int, ei: Any, ej: Any, w: Any, absent: int, bias: int, limit: int) -> Any:
    comp = components(n, ei, ej, w, bias, limit)
    start = np.zeros(n + 1, np.int32)
    for i in range(n):
        start[comp[i] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    nodes, local, fill = np.empty(n, np.int32), np.empty(n, np.int32), np.zeros(n, np.int32)
    for i in range(n):
        c = comp[i]
        local[i] = fill[c]
        nodes[start[c] + fill[c]] = i
        fill[c] += 1
    estart = np.zeros(n + 1, np.int32)
    for e in range(len(ei)):
        if comp[ei[e]] == comp[ej[e]]:
            estart[comp[ei[e]] + 1] += 1
    for i in range(n):
        estart[i + 1] += estart[i]
    m = estart[n]
    li, lj, lw = np.empty(m, np.int32), np.empty(m, np.int32), np.empty(m, np.int32)
    efill = np.zeros(n, np.int32)
    for e in range(len(ei)):
        c = comp[ei[e]]
        if c == comp[ej[e]]:
            p = estart[c] + efill[c]
            efill[c] += 1
            li[p], lj[p], lw[p] = local[ei[e]], local[ej[e]], w[e]
    mat = np.empty((DENSE, DENSE), np.int64)
    lab, alive = np.empty(n, np.int64), np.empty(DENSE, np.bool_)
    out = np.arange(n).astype(np.int32)
    for c in range(n):
        k = start[c + 1] - start[c]
        if k < 2:
            continue
        a, b = estart[c], estart[c + 1]
        if k <= DENSE:
            _dense(k, b - a, li[a:b], lj[a:b], lw[a:b], absent, bias, mat, lab, alive)
        else:
            _sparse(k, b - a, li[a:b], lj[a:b], lw[a:b], absent, bias, lab)
        for q in range(k):
            out[nodes[start[c] + q]] = nodes[start[c] + lab[q]]
    return out


def contract_fast(
    n: int,
    i: NDArray[np.int32],
    j: NDArray[np.int32],
    w: NDArray[np.int32],
    absent: int,
    *,
    bias: int = 0,
    limit: int = 5000,
) -> NDArray[np.int32]:
    """Group of each of n reports, as the least row of the group. Rows must be in canonical order; see `contract`."""
    groups: NDArray[np.int32] = _run(n, i, j, w, absent, bias, limit)
    return groups
