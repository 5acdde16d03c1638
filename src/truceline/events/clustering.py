"""Correlation clustering by greedy additive edge contraction (Keuper et al. 2015, section 3; Bansal et al. 2004).

Groups are joined in the order of the greatest sum of pair scores between them, while that sum is above zero. A pair
that was never a candidate counts as `absent`. Unlike connected components, one lucky pair cannot chain two events.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence


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
    near: list[dict[int, list[int]]] = [{} for _ in range(n)]  # neighbour -> [sum of scores, pairs seen]
    for (i, j), w in edges.items():
        near[i][j] = near[j][i] = [w * size[i] * size[j], size[i] * size[j]]
    heap: list[tuple[int, int, int]] = []

    def value(i: int, j: int) -> int:
        w, seen = near[i][j]
        return w + absent * (size[i] * size[j] - seen)

    def merge(i: int, j: int) -> None:
        i, j = (i, j) if i < j else (j, i)
        near[i].pop(j, None)
        near[j].pop(i, None)
        for k, (w, seen) in near[j].items():
            del near[k][j]
            if k in near[i]:
                joint = near[i][k]
                joint[0] += w
                joint[1] += seen
            else:
                near[i][k] = near[k][i] = [w, seen]
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
        for j in near[i]:
            if i < j and (v := value(i, j)) > 0:
                heap.append((-v, i, j))
    heapq.heapify(heap)
    while heap:
        v, i, j = heapq.heappop(heap)
        if head[i] != i or head[j] != j or j not in near[i] or value(i, j) != -v:
            continue
        merge(i, j)
        for k in near[i]:
            if (v := value(i, k)) > 0:
                heapq.heappush(heap, (-v, min(i, k), max(i, k)))
    return [root(i) for i in range(n)]
