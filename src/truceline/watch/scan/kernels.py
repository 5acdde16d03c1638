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
    order: Any,
    starts: Any,
    ends: Any,
    num: Any,
    den: Any,
    cases: Any,
    n: Any,
    code: Any,
    least: Any,
    best: Any,
    at: Any,
) -> Any:
    """Windows that end with the last step. num, den, cases: (sites, windows), cumulated backwards from the last step,
    column w = the last w + 1 steps. best, at (sequences,): largest statistic and its position * windows + window."""
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
        new = False
        for p in range(starts[q], starts[q + 1]):
            s = order[p]
            if cases[s, windows - 1] > 0:
                new = True
                for w in range(windows):
                    a[w] += num[s, w]
                    b[w] += den[s, w]
                    c[w] += cases[s, w]
            else:
                for w in range(windows):
                    a[w] += num[s, w]
                    b[w] += den[s, w]
            if not new or not ends[p]:
                continue
            new = False
            for w in range(windows):
                if c[w] < least:
                    continue
                x = a[w]
                m = b[w]
                if code == 2:
                    v = x * x / (2.0 * m) if x > 0 and m > 0 else -1.0
                elif x <= m:
                    v = -1.0
                elif code == 1:
                    v = x * math.log(x / m) - (x - m) if m > 0 else math.inf
                else:
                    v = x * math.log(x / m)
                    if v > best[q] and x < n:
                        v += (n - x) * math.log((n - x) / (n - m))
                if v > best[q]:
                    best[q] = v
                    at[q] = p * windows + w
        top = max(top, best[q])
    return top


def _retrospective(
    order: Any, starts: Any, ends: Any, num: Any, den: Any, cases: Any, n: Any, code: Any, least: Any, shortest: Any,
    longest: Any, best: Any, at: Any
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
                        v = x * math.log(x / m) - (x - m) if m > 0 else math.inf
                    else:
                        v = x * math.log(x / m)
                        if v > best[q] and x < n:
                            v += (n - x) * math.log((n - x) / (n - m))
                    if v > best[q]:
                        best[q] = v
                        at[q] = (p * steps + first) * steps + last
            for t in range(steps):
                fresh[t] = 0.0
            new = False
        top = max(top, best[q])
    return top


def _tally(sites: Any, steps: Any, weights: Any, out: Any) -> Any:
    """Sum weights into out[site, step]."""
    for i in range(sites.size):
        out[sites[i], steps[i]] += weights[i]
    return 0


prospective = kernel(_prospective)
retrospective = kernel(_retrospective)
tally = kernel(_tally)
