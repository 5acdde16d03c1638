"""The walk over the segment tree, compiled (numba). `roads_plain` is the same in plain Python."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

jit = numba.njit(cache=True, nogil=True)


@jit  # type: ignore[untyped-decorator]
def _spread(spans: Any, leaves: Any) -> Any:
    """Nodes of a bottom-up segment tree that each span falls into: tree node's start in `item`, and `item`."""
    count = np.zeros(2 * leaves + 1, np.int64)
    for pass_ in range(2):
        if pass_ == 1:
            start = np.zeros(2 * leaves + 1, np.int64)
            for i in range(2 * leaves):
                start[i + 1] = start[i] + count[i]
            item = np.empty(start[-1], np.int64)
            count[:] = 0
        for s in range(len(spans)):
            low, high = spans[s, 2] + leaves, spans[s, 3] + leaves
            while low < high:
                if low & 1:
                    if pass_ == 1:
                        item[start[low] + count[low]] = s
                    count[low] += 1
                    low += 1
                if high & 1:
                    high -= 1
                    if pass_ == 1:
                        item[start[high] + count[high]] = s
                    count[high] += 1
                low >>= 1
                high >>= 1
    return start, item


@jit  # type: ignore[untyped-decorator]
def _find(parent: Any, x: Any) -> Any:
    while parent[x] != x:
        x = parent[x]
    return x


@jit  # type: ignore[untyped-decorator]
def _walk(nodes: Any, spans: Any, periods: Any, leaves: Any, ask: Any) -> Any:
    out = np.zeros((periods, len(ask)), np.bool_)
    start, item = _spread(spans, leaves)
    parent = np.arange(nodes)
    size = np.ones(nodes, np.int64)
    undo = np.empty(nodes + 1, np.int64)
    depth = 0
    stack = np.empty((128, 2), np.int64)  # tree node, undo depth to return to (-1: enter)
    stack[0, 0], stack[0, 1] = 1, -1
    top = 1
    while top > 0:
        top -= 1
        node, back = stack[top, 0], stack[top, 1]
        if back >= 0:
            while depth > back:
                depth -= 1
                a = undo[depth]
                size[parent[a]] -= size[a]
                parent[a] = a
            continue
        stack[top, 0], stack[top, 1] = node, depth
        top += 1
        for k in range(start[node], start[node + 1]):
            a, b = _find(parent, spans[item[k], 0]), _find(parent, spans[item[k], 1])
            if a != b:
                if size[a] > size[b]:
                    a, b = b, a
                parent[a] = b
                size[b] += size[a]
                undo[depth] = a
                depth += 1
        if node >= leaves:
            if node - leaves < periods:
                for q in range(len(ask)):
                    out[node - leaves, q] = _find(parent, ask[q, 0]) == _find(parent, ask[q, 1])
        else:
            for child in (2 * node + 1, 2 * node):
                stack[top, 0], stack[top, 1] = child, -1
                top += 1
    return out


def walk(nodes: int, spans: Any, periods: int, ask: Any) -> Any:
    """Whether each pair is joined in each period. spans: (n, 4) of node, node, first period, after the last."""
    if periods <= 0 or len(ask) == 0:
        return np.zeros((max(periods, 0), len(ask)), bool)
    leaves = 1 << max(periods - 1, 0).bit_length()
    return _walk(
        nodes,
        np.ascontiguousarray(spans, np.int64).reshape(-1, 4),
        periods,
        leaves,
        np.ascontiguousarray(ask, np.int64),
    )
