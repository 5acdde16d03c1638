"""The walk over the segment tree, plain Python. `roads_fast` is the same, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np


def walk(nodes: int, spans: Any, periods: int, ask: Any) -> Any:
    """Whether each pair is joined in each period. spans: (n, 4) of node, node, first period, after the last."""
    out = np.zeros((periods, len(ask)), bool)
    tree: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for a, b, low, high in np.asarray(spans).tolist():
        _place(tree, 0, periods, low, high, (a, b))
    parent = list(range(nodes))
    size = [1] * nodes

    def find(x: int) -> int:
        while parent[x] != x:
            x = parent[x]
        return x

    def visit(low: int, high: int) -> None:
        undo = []
        for a, b in tree.get((low, high), ()):
            a, b = find(a), find(b)
            if a != b:
                if size[a] > size[b]:
                    a, b = b, a
                parent[a] = b
                size[b] += size[a]
                undo.append((a, b))
        if high - low == 1:
            out[low] = [find(int(a)) == find(int(b)) for a, b in ask]
        elif high > low:
            mid = (low + high) // 2
            visit(low, mid)
            visit(mid, high)
        for a, b in reversed(undo):
            parent[a] = a
            size[b] -= size[a]

    if periods:
        visit(0, periods)
    return out


def _place(tree: Any, low: int, high: int, a: int, b: int, edge: tuple[int, int]) -> None:
    if a <= low and high <= b:
        tree.setdefault((low, high), []).append(edge)
    elif a < high and low < b:
        mid = (low + high) // 2
        _place(tree, low, mid, a, b, edge)
        _place(tree, mid, high, a, b, edge)
