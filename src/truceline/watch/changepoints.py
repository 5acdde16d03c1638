"""Change points of a series: exact penalised segmentation (PELT) with Poisson, negative binomial or normal cost.

Source: Killick, Fearnhead, Eckley 2012. Metrics after van den Burg and Williams 2020 (cover, F1 with a margin).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, check_counts, check_exposure, fit_size
from truceline.watch.fast import kernel

Cost = Literal["poisson", "negative_binomial", "normal_mean"]


def _pelt(x: Any, e: Any, code: Any, size: Any, penalty: Any, least: Any) -> Any:
    """Last change point before each position, under segment costs from running sums. code: 0 Poisson, 1 negative
    binomial, 2 squared error."""
    n = x.size
    cx = np.zeros(n + 1)
    ce = np.zeros(n + 1)
    cq = np.zeros(n + 1)
    for t in range(n):
        cx[t + 1] = cx[t] + x[t]
        ce[t + 1] = ce[t] + e[t]
        cq[t + 1] = cq[t] + x[t] * x[t]
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=np.int64)
    live = np.zeros(n + 1, dtype=np.int64)
    cost = np.zeros(n + 1)
    count = 1
    for t in range(least, n + 1):
        top = np.inf
        arg = 0
        for i in range(count):
            s = live[i]
            if t - s < least:
                cost[i] = np.inf
                continue
            total = cx[t] - cx[s]
            base = ce[t] - ce[s]
            if base <= 0:
                c = 0.0
            elif code == 2:
                c = (cq[t] - cq[s]) - total * total / base
            elif total <= 0:
                c = 0.0
            elif code == 0:
                c = -2.0 * total * math.log(total / base)
            else:
                m = total / base
                c = -2.0 * (total * math.log(m / (m + size)) + base * size * math.log(size / (m + size)))
            cost[i] = best[s] + c
            if cost[i] + penalty < top:
                top = cost[i] + penalty
                arg = s
        best[t] = top
        last[t] = arg
        kept = 0
        for i in range(count):
            if cost[i] == np.inf or cost[i] <= top:
                live[kept] = live[i]
                kept += 1
        live[kept] = t - least + 1
        count = kept + 1
    return last


pelt_kernel = kernel(_pelt)


def pelt(
    values: Any, *, cost: Cost = "poisson", penalty: float | None = None, exposure: Any = None, size: float | None = None,
    least: int = 1, whole: bool = True,
) -> list[int]:  # fmt: skip
    """Positions at which a new segment begins (never 0). penalty: per change; by default 2 log n for counts and
    2 var log n for squared error. size: of the negative binomial, by default fitted to the whole. Missing values carry
    no weight. least: shortest segment."""
    x = check_counts(values, whole=whole) if cost != "normal_mean" else _numbers(values)
    e = check_exposure(exposure, x.size)
    seen = ~np.isnan(x)
    if not 1 <= least <= x.size:
        raise InputError("a shortest segment that cannot be", expected=f"1..{x.size}", got=str(least))
    n = int(seen.sum())
    if penalty is None:
        spread = float(np.var(x[seen])) if cost == "normal_mean" else 1.0
        penalty = 2.0 * math.log(max(n, 2)) * spread
    if cost == "negative_binomial" and size is None:
        size = min(fit_size(x, float(np.nansum(x) / e[seen].sum()) * e), 1e6)
    code = {"poisson": 0, "negative_binomial": 1, "normal_mean": 2}[cost]
    last = pelt_kernel(
        np.where(seen, x, 0.0), np.where(seen, e, 0.0), code, float(size or 1.0), float(penalty), int(least)
    )
    out: list[int] = []
    t = x.size
    while (t := int(last[t])) > 0:
        out.append(t)
    return out[::-1]


def binary_segmentation(values: Any, *, penalty: float | None = None) -> list[int]:
    """Change points of the mean by greedy splitting with squared error."""
    x = _numbers(values)
    price = 2.0 * float(np.nanvar(x)) * math.log(max(x.size, 2)) if penalty is None else penalty
    cx, cq = (np.concatenate([[0.0], np.cumsum(v)]) for v in (np.nan_to_num(x), np.nan_to_num(x) ** 2))
    cn = np.concatenate([[0.0], np.cumsum(~np.isnan(x))])

    def loss(a: int, z: Any) -> Any:
        n = np.maximum(cn[z] - cn[a], 1e-12)
        return cq[z] - cq[a] - (cx[z] - cx[a]) ** 2 / n

    found: list[int] = []
    todo = [(0, x.size)]
    while todo:
        a, z = todo.pop()
        if z - a < 2:
            continue
        cut = np.arange(a + 1, z)
        gain = loss(a, z) - loss(a, cut) - _right(loss, cut, z)
        i = int(np.argmax(gain))
        if gain[i] > price:
            found.append(int(cut[i]))
            todo += [(a, int(cut[i])), (int(cut[i]), z)]
    return sorted(found)


def _right(loss: Any, cuts: Any, z: int) -> FloatArray:
    return np.array([loss(int(c), z) for c in cuts])


def _numbers(values: Any) -> FloatArray:
    x = np.asarray(values, dtype=np.float64)
    if x.ndim != 1 or np.count_nonzero(~np.isnan(x)) == 0:
        raise InputError("not a series of numbers", expected="one dimension, at least one value")
    return x


def f1_margin(annotations: Iterable[Sequence[int]], found: Sequence[int], margin: int = 5) -> float:
    """F1 over annotators: precision against the union of their marks, recall averaged; 0 counts as a mark of all."""
    marks = [{0, *a} for a in annotations]
    x = {0, *found}
    union = set().union(*marks)
    p = len(_hits(union, x, margin)) / len(x)
    r = sum(len(_hits(a, x, margin)) / len(a) for a in marks) / len(marks)
    return 2 * p * r / (p + r) if p + r else 0.0


def _hits(truth: set[int], found: set[int], margin: int) -> set[int]:
    """True marks that are found within the margin, each found mark used once."""
    left, out = set(found), set()
    for t in sorted(truth):
        near = [(abs(t - f), f) for f in left if abs(t - f) <= margin]
        if near:
            left.discard(min(near)[1])
            out.add(t)
    return out


def cover(annotations: Iterable[Sequence[int]], found: Sequence[int], n: int) -> float:
    """Mean over annotators of how well their segments are covered by the best found segment (Jaccard), by length."""
    mine = _segments(found, n)
    marks = list(annotations)
    total = 0.0
    for a in marks:
        for lo, hi in _segments(a, n):
            best = max(max(0, min(hi, z) - max(lo, b)) / (max(hi, z) - min(lo, b)) for b, z in mine)
            total += (hi - lo) * best / n
    return total / len(marks)


def _segments(points: Sequence[int], n: int) -> list[tuple[int, int]]:
    cuts = [0, *sorted({p for p in points if 0 < p < n}), n]
    return list(itertools.pairwise(cuts))
