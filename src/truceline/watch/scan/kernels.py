"""The scan itself, as kernels: the largest statistic over all zones and windows.

What is scanned are two additive arrays per site and step: `num` (cases, or cases minus baseline) and `den` (expected
cases, or information). A zone and window has their sums. Statistics by code: 0 conditional Poisson (N fixed), 1
expectation-based Poisson, 2 score. Adding a site without cases never raises any of them, so only zones that end at a
site with cases (`hot`) are looked at; the same holds for windows that begin and end on steps without cases.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from truceline.watch.fast import kernel


def _prospective(
    order: Any, starts: Any, ends: Any, num: Any, den: Any, cases: Any, n: Any, code: Any, least: Any, each: Any,
    best: Any, at: Any
) -> Any:  # fmt: skip
    """Windows that end with the last step. num, den, cases: (sites, windows), cumulated backwards from the last step,
    column w = the last w + 1 steps. each: the largest of every sequence is wanted (else only the largest of all).
    best, at (sequences,): largest statistic and its position * windows + window.

    A zone is weighed only in windows that hold a case of a site added since the last zone weighed. No logarithm is taken
    where n (x - m)^2 / (m (n - m)), an upper bound of the statistic, is below the best so far.
    """
    sequences = starts.size - 1
    windows = num.shape[1]
    a = np.zeros(windows)
    b = np.zeros(windows)
    c = np.zeros(windows)
    top = -1.0
    for q in range(sequences):
        for w in range(windows):
            a[w] = 0.0
            b[w] = 0.0
            c[w] = 0.0
        best[q] = -1.0
        at[q] = -1
        first = windows
        bound = -1.0 if each else top
        for p in range(starts[q], starts[q + 1]):
            s = order[p]
            if cases[s, windows - 1] > 0:
                for w in range(windows):
                    a[w] += num[s, w]
                    b[w] += den[s, w]
                    c[w] += cases[s, w]
                w = 0
                while cases[s, w] <= 0:
                    w += 1
                first = min(first, w)
            elif code == 2:
                for w in range(windows):
                    a[w] += num[s, w]
                    b[w] += den[s, w]
            else:
                for w in range(windows):
                    b[w] += den[s, w]
            if first == windows or not ends[p]:
                continue
            for w in range(first, windows):
                x = a[w]
                m = b[w]
                if c[w] < least or (code < 2 and x <= m) or (w > first and c[w] == c[w - 1]):
                    continue
                if code == 2:
                    v = x * x / (2.0 * m) if x > 0 and m > 0 else -1.0
                elif code == 1:
                    if (x - m) * (x - m) <= bound * m:
                        continue
                    v = x * math.log(x / m) - (x - m) if m > 0 else math.inf
                else:
                    if n * (x - m) * (x - m) <= bound * m * (n - m):
                        continue
                    v = x * math.log(x / m)
                    if x < n:
                        v += (n - x) * math.log((n - x) / (n - m))
                if v > best[q]:
                    best[q] = v
                    at[q] = p * windows + w
                    bound = max(bound, v)
            first = windows
        top = max(top, best[q])
    return top


def _separable(
    order: Any, starts: Any, ends: Any, num: Any, weight: Any, scale: Any, n: Any, least: Any, each: Any, best: Any,
    at: Any
) -> Any:  # fmt: skip
    """`_prospective` of the conditional Poisson statistic where what is expected is weight of the site times scale of the
    window, as in a permutation scan: one sum of cases per window, one of weights per zone.

    The bound that rarely lets anything pass is tried first, on all windows in a row without a branch.
    """
    windows = num.shape[1]
    a = np.zeros(windows)
    early = np.full(num.shape[0], windows)
    for s in range(num.shape[0]):
        for w in range(windows):
            if num[s, w] > 0:
                early[s] = w
                break
    top = -1.0
    for q in range(starts.size - 1):
        for w in range(windows):
            a[w] = 0.0
        held = 0.0
        best[q] = -1.0
        at[q] = -1
        first = windows
        bound = -1.0 if each else top
        for p in range(starts[q], starts[q + 1]):
            s = order[p]
            held += weight[s]
            if early[s] < windows:
                for w in range(windows):
                    a[w] += num[s, w]
                first = min(first, early[s])
            if first == windows or not ends[p]:
                continue
            passing = 0
            for w in range(first, windows):
                m = held * scale[w]
                d = a[w] - m
                passing += n * d * abs(d) > bound * m * (n - m)
            for w in range(first, windows if passing else first):
                x = a[w]
                m = held * scale[w]
                d = x - m
                if n * d * abs(d) <= bound * m * (n - m):
                    continue
                if x < least or d <= 0 or (w > first and x == a[w - 1]):
                    continue
                v = x * math.log(x / m)
                if x < n:
                    v += (n - x) * math.log((n - x) / (n - m))
                if v > best[q]:
                    best[q] = v
                    at[q] = p * windows + w
                    bound = max(bound, v)
            first = windows
        top = max(top, best[q])
    return top


def _retrospective(
    order: Any, starts: Any, ends: Any, num: Any, den: Any, cases: Any, n: Any, code: Any, least: Any, shortest: Any,
    longest: Any, each: Any, best: Any, at: Any
) -> Any:  # fmt: skip
    """All windows of shortest..longest steps. num, den, cases: (sites, steps). at: (position * steps + first) * steps +
    last."""
    sequences = starts.size - 1
    steps = num.shape[1]
    a = np.zeros(steps)
    b = np.zeros(steps)
    c = np.zeros(steps)
    fresh = np.zeros(steps)
    cum_b = np.zeros(steps + 1)
    top = -1.0
    for q in range(sequences):
        for t in range(steps):
            a[t] = 0.0
            b[t] = 0.0
            c[t] = 0.0
            fresh[t] = 0.0
        best[q] = -1.0
        at[q] = -1
        new = False
        bound = -1.0 if each else top
        for p in range(starts[q], starts[q + 1]):
            s = order[p]
            for t in range(steps):
                a[t] += num[s, t]
                b[t] += den[s, t]
                if cases[s, t] > 0:
                    c[t] += cases[s, t]
                    fresh[t] = 1.0
                    new = True
            if not new or not ends[p]:
                continue
            for t in range(steps):
                cum_b[t + 1] = cum_b[t] + b[t]
            for first in range(steps):
                if c[first] <= 0 and shortest <= 1:
                    continue
                x = 0.0
                k = 0.0
                seen = False
                for last in range(first, min(steps, first + longest)):
                    x += a[last]
                    k += c[last]
                    if fresh[last] > 0:
                        seen = True
                    if not seen or k < least or last - first + 1 < shortest:
                        continue
                    if c[last] <= 0 and last - first + 1 > shortest:
                        continue
                    m = cum_b[last + 1] - cum_b[first]
                    if code == 2:
                        v = x * x / (2.0 * m) if x > 0 and m > 0 else -1.0
                    elif x <= m:
                        continue
                    elif code == 1:
                        if (x - m) * (x - m) <= bound * m:
                            continue
                        v = x * math.log(x / m) - (x - m) if m > 0 else math.inf
                    else:
                        if n * (x - m) * (x - m) <= bound * m * (n - m):
                            continue
                        v = x * math.log(x / m)
                        if x < n:
                            v += (n - x) * math.log((n - x) / (n - m))
                    if v > best[q]:
                        best[q] = v
                        bound = max(bound, v)
                        at[q] = (p * steps + first) * steps + last
            for t in range(steps):
                fresh[t] = 0.0
            new = False
        top = max(top, best[q])
    return top


def _statistic(x: Any, m: Any, n: float, code: int) -> Any:
    """The statistic of whole arrays; -1 where there is no excess."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if code == 2:
            return np.where((x > 0) & (m > 0), x * x / (2.0 * m), -1.0)
        over = x > m
        if code == 1:
            return np.where(over, x * np.log(x / m) - (x - m), -1.0)
        rest = np.where(x < n, (n - x) * np.log((n - x) / (n - m)), 0.0)
        return np.where(over, x * np.log(x / m) + rest, -1.0)


def prospective_arrays(
    order: Any, starts: Any, ends: Any, num: Any, den: Any, cases: Any, n: Any, code: Any, least: Any, each: Any,
    best: Any, at: Any
) -> Any:  # fmt: skip
    """The prospective scan in whole-array operations: running sums over all sequences at once."""
    windows = num.shape[1]
    sequence = np.repeat(np.arange(starts.size - 1), np.diff(starts))

    def sums(values: Any) -> Any:
        total = np.cumsum(values[order], axis=0)
        before = np.concatenate([np.zeros((1, windows)), total])[starts[:-1]]
        return total - before[sequence]

    value = _statistic(sums(num), sums(den), n, code)
    value[(sums(cases) < least) | ~ends[:, None]] = -1.0
    row, column = value.max(axis=1), value.argmax(axis=1)
    top = np.maximum.reduceat(row, starts[:-1])
    first = np.flatnonzero(row == top[sequence])
    seen, where = np.unique(sequence[first], return_index=True)
    best[:] = top
    at[:] = -1
    at[seen] = first[where] * windows + column[first[where]]
    return float(top.max())


def separable_arrays(
    order: Any, starts: Any, ends: Any, num: Any, weight: Any, scale: Any, n: Any, least: Any, each: Any, best: Any,
    at: Any
) -> Any:  # fmt: skip
    """The same in whole-array operations."""
    den = np.outer(weight, scale)
    return prospective_arrays(order, starts, ends, num, den, num, n, 0, least, each, best, at)


def retrospective_arrays(
    order: Any, starts: Any, ends: Any, num: Any, den: Any, cases: Any, n: Any, code: Any, least: Any, shortest: Any,
    longest: Any, each: Any, best: Any, at: Any
) -> Any:  # fmt: skip
    """The retrospective scan in whole-array operations, sequence by sequence and window length by window length."""
    steps = num.shape[1]
    zero = np.zeros((num.shape[0], 1))
    a, b, c = (np.concatenate([zero, np.cumsum(v, axis=1)], axis=1) for v in (num, den, cases))
    for q in range(starts.size - 1):
        part = slice(int(starts[q]), int(starts[q + 1]))
        x, m, k = (np.cumsum(v[order[part]], axis=0) for v in (a, b, c))
        best[q], at[q] = -1.0, -1
        for width in range(shortest, longest + 1):
            value = _statistic(x[:, width:] - x[:, :-width], m[:, width:] - m[:, :-width], n, code)
            value[(k[:, width:] - k[:, :-width] < least) | ~ends[part][:, None]] = -1.0
            i = int(value.argmax())
            p, first = divmod(i, value.shape[1])
            if value.flat[i] > best[q]:
                best[q] = value.flat[i]
                at[q] = ((int(starts[q]) + p) * steps + first) * steps + first + width - 1
    return float(best.max())


prospective = kernel(_prospective, prospective_arrays)
separable = kernel(_separable, separable_arrays)
retrospective = kernel(_retrospective, retrospective_arrays)
