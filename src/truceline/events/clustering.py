"""Correlation clustering by greedy additive edge contraction (Keuper et al. 2015, section 3; Bansal et al. 2004).

Groups are joined in the order of the greatest sum of pair scores between them, while that sum is above zero. A pair
that was never a candidate counts as `absent`. Unlike connected components, one lucky pair cannot chain two events.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def joinable(n: int, i: Any, j: Any, w: Any, absent: int, together: Iterable[tuple[int, int]] = ()) -> Any:
    """Which pairs can bear on the result: those within one component of pairs above zero, or put together by a person.

    Sums between groups rise above zero along pairs above zero only, as long as a pair that was never seen adds nothing.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if absent > 0 or not len(i):
        return np.ones(len(i), np.bool_)
    up = np.flatnonzero(w > 0)
    joined = np.array(list(together), np.int64).reshape(-1, 2)
    a, b = np.concatenate([i[up], joined[:, 0]]), np.concatenate([j[up], joined[:, 1]])
    part = connected_components(coo_array((np.ones(len(a), np.int8), (a, b)), shape=(n, n)), directed=False)[1]
    return part[i] == part[j]


def contract(
    n: int,
    edges: Mapping[tuple[int, int], int],
    absent: int,
    *,
    together: Iterable[tuple[int, int]] = (),
    sizes: Sequence[int] | None = None,
) -> list[int]:
    """Group of each of n nodes, as the least node of the group.

    edges: (i < j) -> integer score. together: pairs that a person has said are one, joined first. sizes: how many
    claims a node stands for (default 1). Nodes must be in an order that means something: equal sums are taken in it.
    The result does not depend on the order of `edges`.
    """
    size = list(sizes) if sizes is not None else [1] * n
    head = list(range(n))
    # neighbour -> sum of (score - absent) over the pairs seen; with `absent` for every pair, the sum of the two groups
    near: list[dict[int, int]] = [{} for _ in range(n)]
    for (i, j), w in edges.items():
        near[i][j] = near[j][i] = (w - absent) * size[i] * size[j]
    heap: list[tuple[int, int, int]] = []

    def merge(i: int, j: int) -> None:
        i, j = (i, j) if i < j else (j, i)
        mine = near[i]
        mine.pop(j, None)
        near[j].pop(i, None)
        for k, s in near[j].items():
            theirs = near[k]
            del theirs[j]
            mine[k] = theirs[i] = mine.get(k, 0) + s
        near[j] = {}
        size[i] += size[j]
        head[j] = i

    def root(i: int) -> int:
        while head[i] != i:
            head[i] = head[head[i]]
            i = head[i]
        return i

    for a, b in sorted((min(p), max(p)) for p in together):
        x, y = root(a), root(b)
        if x != y:
            merge(x, y)
    for i in range(n):
        each = absent * size[i]
        heap += [(-v, i, j) for j, s in near[i].items() if i < j and (v := s + each * size[j]) > 0]
    heapq.heapify(heap)
    while heap:
        v, i, j = heapq.heappop(heap)
        if head[i] != i or head[j] != j or j not in near[i] or near[i][j] + absent * size[i] * size[j] != -v:
            continue
        merge(i, j)
        each = absent * size[i]
        for k, s in near[i].items():
            if (w := s + each * size[k]) > 0:
                heapq.heappush(heap, (-w, i, k) if i < k else (-w, k, i))
    return [root(i) for i in range(n)]
