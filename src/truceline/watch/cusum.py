"""Cumulative sums of counts, Poisson or negative binomial, with reset; and the generalised likelihood ratio.

S = max(0, S + x - k), alarm when S >= h, then S starts again and, where asked, the baseline is taken anew. For both
laws the log-likelihood ratio of a rise of the mean to `times` its baseline is linear in the count, so k is the same
rule in units of counts. k lies on a lattice, so the run length under the baseline is exact (see runlength). Sources:
Page 1954; Lucas 1985 (fast initial response); Hawkins and Olwell 1998; Rossi, Lampugnani and Marchi 1999; Hoehle and
Paul 2008 (likelihood ratio for the negative binomial).
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, check_counts, check_exposure, log_pmf
from truceline.watch.runlength import limit_for, on_lattice, run_length


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A cumulative sum ready to run: k and h in counts, the baseline law, and the exact mean run lengths in steps.

    run_length: under the baseline, to a false alarm. delay: under the rise it was made for. start: S after a reset
    (h/2: fast initial response)."""

    k: Fraction
    h: Fraction
    mean: float
    size: float
    times: float
    run_length: float
    delay: float
    start: Fraction = Fraction(0)
    cap: int | None = None


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """at: step of the alarm. since: step after which S last stood at 0. value: S. observed, expected: over since..at."""

    at: int
    since: int
    value: float
    observed: float
    expected: float
    rule: Rule


def reference_value(mean: float, times: float, size: float = math.inf) -> float:
    """k of the likelihood ratio between `mean` and `times * mean`, in counts a step.

    Poisson: mean (times - 1) / log times. Negative binomial: size log((size + m1)/(size + m0)) over
    log(m1 (size + m0) / (m0 (size + m1))).
    """
    if mean <= 0 or times <= 0 or times == 1:
        raise InputError(
            "a change that cannot be watched for", expected="mean > 0, times > 0 and not 1", got=f"{times}"
        )
    up = times * mean
    if math.isinf(size):
        return (up - mean) / math.log(times)
    return size * math.log((size + up) / (size + mean)) / math.log(times * (size + mean) / (size + up))


def make_rule(
    mean: float,
    size: float = math.inf,
    *,
    times: float = 5.0,
    run_length_days: float = 730.0,
    denominator: int = 20,
    fast_start: bool = False,
    limit: float | None = None,
    cap: int | None = None,
) -> Rule:
    """The rule that watches for a rise to `times` the mean at a mean of at least `run_length_days` to a false alarm.

    limit: a limit h given in counts instead of a run length. The exact run length reached is in the rule.
    """
    k = on_lattice(
        reference_value(mean, times, size),
        min(100, max(denominator, math.ceil(4 / mean))) if mean < 0.2 else denominator,
    )
    if limit is None:
        h, length = limit_for(k, mean, size, run_length_days=run_length_days, cap=cap)
    else:
        h = Fraction(math.ceil(limit * k.denominator - 1e-9), k.denominator)
        length = run_length(k, h, mean, size, cap=cap)
    start = h / 2 if fast_start else Fraction(0)
    if fast_start:
        length = run_length(k, h, mean, size, start=start, cap=cap)
    delay = run_length(k, h, times * mean, size, start=start, cap=cap)
    return Rule(k=k, h=h, mean=mean, size=size, times=times, run_length=length, delay=delay, start=start, cap=cap)


def run(values: Any, rule: Rule, *, reset: bool = True) -> tuple[FloatArray, list[Signal]]:
    """S after each step, and the alarms. Missing steps leave S as it is. reset: S starts again after an alarm."""
    x = check_counts(values)
    k, h = float(rule.k), float(rule.h) - 1e-9
    s, since, seen, total = float(rule.start), 0, 0, 0.0
    path = np.empty(x.size)
    out: list[Signal] = []
    for t, v in enumerate(x):
        if not math.isnan(v):
            if s <= 0:
                since, seen, total = t, 0, 0.0
            s = max(0.0, s + (float(v) if rule.cap is None else min(float(v), rule.cap)) - k)
            seen += 1
            total += float(v)
        path[t] = s
        if s >= h and not math.isnan(v):
            out.append(Signal(at=t, since=since, value=s, observed=total, expected=seen * rule.mean, rule=rule))
            if reset:
                s, since, seen, total = float(rule.start), t + 1, 0, 0.0
    return path, out


class Glr(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """value: of the statistic at each step. since: its most likely change point. times: rise estimated there."""

    value: FloatArray
    since: FloatArray
    times: FloatArray


def glr(
    values: Any, mean: Any, size: float = math.inf, *, window: int = 60, exposure: Any = None, least_times: float = 1.0
) -> Glr:
    """Generalised likelihood ratio for a rise of unknown size, begun at most `window` steps ago.

    mean: baseline per unit of exposure, a number or one per step. The rise is fitted by its Poisson form (total over
    expected) and the ratio is that of the law given. least_times: smallest rise looked for.
    """
    x = check_counts(values)
    m = np.broadcast_to(np.asarray(mean, dtype=np.float64), x.shape) * check_exposure(exposure, x.size)
    seen = ~np.isnan(x)
    y = np.where(seen, x, 0.0)
    base = np.where(seen, m, 0.0)
    n = x.size
    best, since, times = np.zeros(n), np.arange(n, dtype=np.float64), np.ones(n)
    cx, cm = np.concatenate([[0.0], np.cumsum(y)]), np.concatenate([[0.0], np.cumsum(base)])
    for t in range(n):
        low = max(0, t - window + 1)
        total, expected = cx[t + 1] - cx[low : t + 1], cm[t + 1] - cm[low : t + 1]
        ratio = np.maximum(total / np.maximum(expected, 1e-12), least_times)
        if math.isinf(size):
            value = total * np.log(ratio) - (ratio - 1) * expected
        else:
            value = np.array([_nb_gain(x[s : t + 1], m[s : t + 1], r, size) for s, r in enumerate(ratio, start=low)])
        i = int(np.argmax(value))
        if value[i] > 0:
            best[t], since[t], times[t] = value[i], low + i, ratio[i]
    return Glr(value=best, since=since, times=times)


def _nb_gain(x: FloatArray, mean: FloatArray, times: float, size: float) -> float:
    if times <= 1:
        return 0.0
    return float(np.sum(log_pmf(x, times * mean, size) - log_pmf(x, mean, size)))


def glr_limit(
    mean: float, size: float, *, run_length_days: float, window: int = 60, years: int = 60, seed: int = 0
) -> tuple[float, float]:
    """(limit, its standard error) of the ratio for a mean run length asked, by simulation of quiet years.

    With rare alarms the run length is near geometric: the limit is the quantile of monthly maxima that is exceeded
    once in `run_length_days`.
    """
    rng = np.random.default_rng(seed)
    n, block = int(years * 365), 30
    x = (
        rng.poisson(mean, n).astype(float)
        if math.isinf(size)
        else rng.negative_binomial(size, size / (size + mean), n).astype(float)
    )
    value = glr(x, mean, size, window=window).value
    top = value[: n // block * block].reshape(-1, block).max(axis=1)
    p = 1 - math.exp(-block / run_length_days)
    limit = float(np.quantile(top, 1 - p))
    spread = math.sqrt(p * (1 - p) / top.size)
    low, high = np.quantile(top, [max(0.0, 1 - p - spread), min(1.0, 1 - p + spread)])
    return limit, float(high - low) / 2


def fall_rule(
    mean: float, size: float = math.inf, *, share: float = 0.3, run_length_days: float = 730.0, denominator: int = 10
) -> Rule:
    """The rule that watches for a fall to `share` of the mean: the sum of k - x."""
    if not 0 < share < 1:
        raise InputError("a fall that cannot be watched for", expected="a share between 0 and 1", got=f"{share}")
    k = on_lattice(reference_value(mean, share, size), denominator)
    h, length = limit_for(k, mean, size, run_length_days=run_length_days, downward=True)
    delay = run_length(k, h, share * mean, size, downward=True)
    return Rule(k=k, h=h, mean=mean, size=size, times=share, run_length=length, delay=delay)


def run_fall(values: Any, rule: Rule) -> Signal | None:
    """The first alarm of a rule for a fall, or None."""
    x = check_counts(values, least=0)
    k, h = float(rule.k), float(rule.h) - 1e-9
    s, since, seen, total = 0.0, 0, 0, 0.0
    for t, v in enumerate(x):
        if math.isnan(v):
            continue
        if s <= 0:
            since, seen, total = t, 0, 0.0
        s = max(0.0, s + k - float(v))
        seen += 1
        total += float(v)
        if s >= h:
            return Signal(at=t, since=since, value=s, observed=total, expected=seen * rule.mean, rule=rule)
    return None
