"""Farrington's outbreak rule: the original (1996) and the flexible form (Noufaily et al. 2013).

A quasi-Poisson regression over the same weeks of past years gives the mean of this week; a week above the upper bound
of the prediction is an alarm. Sources: Farrington, Andrews, Beale and Catchpole 1996 (JRSS A 159); Noufaily, Enki,
Farrington, Garthwaite, Andrews, Charlett 2013 (Statistics in Medicine 32).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, IntArray, check_counts
from truceline.watch.glm import Fit, regress

Power = Literal["2/3", "1/2", "none"]
Method = Literal["delta", "nb_plugin", "muan"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """freq: steps a year. b: years back. w: half width of each year's window. reweight: down-weight past outbreaks
    with Anscombe residuals above `weight_limit`. alpha: of the bound, two-sided in the original form, one-sided in the
    flexible one. trend: allow a linear trend; it is kept where its p-value is below `trend_p`, at least 3 years are
    used and the prediction stays below the largest reference count. power: transformation. limit54: (cases, steps):
    no alarm with fewer cases in the last steps, this one included. periods: seasonal blocks a year (flexible; 1: only
    the windows). skip: last steps left out of the reference (flexible). method: of the bound (flexible)."""

    freq: int = 52
    b: int = 5
    w: int = 3
    reweight: bool = True
    weight_limit: float = 1.0
    alpha: float = 0.01
    two_sided: bool = True
    trend: bool = True
    trend_p: float = 0.05
    power: Power = "2/3"
    limit54: tuple[int, int] = (5, 4)
    periods: int = 1
    skip: int | None = None
    method: Method = "delta"


ORIGINAL = Settings()
FLEXIBLE = Settings(weight_limit=2.58, periods=10, skip=26, trend_p=1.0, two_sided=False, method="nb_plugin")


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """One step judged. expected, upper: mean and bound (NaN where not enough is known). alarm: observed > upper with
    enough cases. enough: limit54 was met. trend: whether the trend was kept. score: exceedance (observed - expected) /
    (upper - expected). why: of a step that could not be judged."""

    step: int
    observed: float
    expected: float = math.nan
    upper: float = math.nan
    dispersion: float = math.nan
    score: float = math.nan
    alarm: bool = False
    enough: bool = True
    trend: bool = False
    why: str = ""


def farrington(
    values: Any, steps: Sequence[int], settings: Settings = ORIGINAL, *, population: Any = None
) -> list[Bound]:
    """Judge the steps (0-based positions in values). population: offset on the log scale, if given.

    A step without enough past is returned with the reason and no bound. Raises InputError for settings that cannot be.
    """
    y = check_counts(values)
    _check(settings)
    pop = None if population is None else np.asarray(population, dtype=np.float64)
    if pop is not None and (pop.shape != y.shape or np.any(pop <= 0)):
        raise InputError("population must be positive, one per step", got=str(pop.shape))
    return [_judge(y, int(k), settings, pop) for k in steps]


def _check(s: Settings) -> None:
    if s.b < 1 or s.w < 0 or s.freq < 1 or not 0 < s.alpha < 1 or s.periods < 1:
        raise InputError("settings that cannot be", expected="b >= 1, w >= 0, freq >= 1, 0 < alpha < 1, periods >= 1")
    if s.power not in ("2/3", "1/2", "none") or s.method not in ("delta", "nb_plugin", "muan"):
        raise InputError("not a form of the bound", expected="2/3, 1/2, none; delta, nb_plugin, muan", got=s.power)
    if s.periods > 1 and (s.freq - 2 * s.w - 1) < s.periods - 1:
        raise InputError("too many seasonal blocks", expected=f"at most {s.freq - 2 * s.w}", got=str(s.periods))


def _judge(y: FloatArray, k: int, s: Settings, pop: FloatArray | None) -> Bound:
    if not 0 <= k < y.size:
        raise InputError("a step outside the series", expected=f"0..{y.size - 1}", got=str(k))
    now = float(y[k])
    if math.isnan(now):
        return Bound(step=k, observed=now, why="nothing is known of this step")
    if k - s.freq * s.b - s.w < 0:
        return Bound(step=k, observed=now, why=f"fewer than {s.b} years before it")
    at, block = reference(k, s)
    keep = ~np.isnan(y[at])
    at, block = at[keep], block[keep]
    if at.size < 3:
        return Bound(step=k, observed=now, why="too few reference values")
    found = _model(y, at, block, k, s, pop)
    if found is None:
        return Bound(step=k, observed=now, why="the regression did not settle")
    expected, se, phi, trended = found
    upper = _upper(expected, se, phi, s)
    cases, span = s.limit54
    enough = float(np.nansum(y[max(0, k - span + 1) : k + 1])) >= cases
    score = (now - expected) / (upper - expected) if enough and upper > expected else 0.0
    return Bound(
        step=k,
        observed=now,
        expected=expected,
        upper=upper if enough else math.nan,
        dispersion=phi,
        score=score,
        alarm=enough and now > upper,
        enough=enough,
        trend=trended,
        why="" if enough else f"fewer than {cases} cases in {span} steps",
    )


def reference(k: int, s: Settings) -> tuple[IntArray, IntArray]:
    """Reference steps before k, oldest first, and their seasonal block (0 = the windows; 1.. = blocks between them)."""
    block: dict[int, int] = {}
    for year in range(1, s.b + 1):
        centre = k - s.freq * year
        for j in range(centre - s.w, centre + s.w + 1):
            block[j] = 0
        if s.periods > 1:
            between = s.freq - 2 * s.w - 1
            length, rest = divmod(between, s.periods - 1)
            first = centre + s.w + 1
            for p in range(1, s.periods):
                n = length + (1 if p <= rest else 0)
                for j in range(first, first + n):
                    block[j] = p
                first += n
    skip = s.w if s.skip is None else s.skip
    if s.periods > 1:
        for j in range(k - s.w, k):
            block[j] = 0
    limit = k - skip if (s.periods > 1 or s.skip is not None) else k
    steps = sorted(j for j in block if 0 <= j < limit)
    return np.array(steps, dtype=np.int64), np.array([block[j] for j in steps], dtype=np.int64)


def _model(
    y: FloatArray, at: IntArray, block: IntArray, k: int, s: Settings, pop: FloatArray | None
) -> tuple[float, float, float, bool] | None:
    """(expected, its standard error, dispersion, trend kept) at step k."""
    kinds = [p for p in range(1, s.periods) if np.any(block == p)]
    dummies = np.stack([(block == p).astype(float) for p in kinds], axis=1) if kinds else np.zeros((at.size, 0))
    offset = None if pop is None else np.log(pop[at])
    here = 0.0 if pop is None else math.log(pop[k])
    middle = float(at.mean())
    for trended in (True, False) if s.trend else (False,):
        time = ((at - middle) / s.freq)[:, None] if trended else np.zeros((at.size, 0))
        design = np.concatenate([np.ones((at.size, 1)), time, dummies], axis=1)
        fit, phi = _reweighted(y[at], design, s, offset)
        if not fit.converged:
            continue
        row = np.concatenate([[1.0], [(k - middle) / s.freq] if trended else [], np.zeros(len(kinds))])
        expected = math.exp(min(30.0, float(row @ fit.coef) + here))
        if trended and not _keep_trend(fit, expected, y[at], s):
            continue
        se = expected * math.sqrt(max(0.0, float(row @ fit.cov @ row)) * phi)
        return expected, se, phi, trended
    return None


def _keep_trend(fit: Fit, expected: float, reference_values: FloatArray, s: Settings) -> bool:
    from scipy.stats import t

    se = math.sqrt(max(fit.cov[1, 1] * fit.dispersion, 0.0)) if fit.dof > 0 else math.inf
    p = float(2 * t.sf(abs(fit.coef[1]) / se, fit.dof)) if se > 0 and fit.dof > 0 else 1.0
    significant = p < s.trend_p or s.trend_p >= 1.0
    return s.b >= 3 and significant and expected <= float(reference_values.max())


def _reweighted(y: FloatArray, design: FloatArray, s: Settings, offset: FloatArray | None) -> tuple[Fit, float]:
    fit = regress(y, design, offset=offset)
    phi = max(fit.dispersion, 1.0) if fit.dof > 0 else 1.0
    if not s.reweight or not fit.converged:
        return fit, phi
    spread = np.sqrt(phi * np.maximum(1.0 - fit.hat, 1e-12))
    residual = 1.5 * (y ** (2 / 3) * fit.mu ** (-1 / 6) - np.sqrt(fit.mu)) / spread
    raw = np.where(residual > s.weight_limit, np.maximum(residual, 1e-12) ** -2.0, 1.0)
    fit = regress(y, design, offset=offset, weights=raw * (y.size / raw.sum()))
    return fit, (max(fit.dispersion, 1.0) if fit.dof > 0 else 1.0)


def _upper(mean: float, se: float, phi: float, s: Settings) -> float:
    from scipy.stats import nbinom, norm, poisson

    z = float(norm.ppf(1 - s.alpha / 2 if s.two_sided else 1 - s.alpha))
    if s.method == "delta":
        tau = phi + se**2 / mean
        if s.power == "none":
            return mean + z * math.sqrt(mean * tau)
        if s.power == "1/2":
            return (math.sqrt(mean) + z * math.sqrt(tau) / 2) ** 2
        return float((mean ** (2 / 3) + z * math.sqrt(4 / 9 * mean ** (1 / 3) * tau)) ** 1.5)
    centre = mean if s.method == "nb_plugin" else mean * math.exp(z * se / mean)
    if phi > 1.0:
        return float(nbinom.ppf(1 - s.alpha, centre / (phi - 1.0), 1.0 / phi))
    return float(poisson.ppf(1 - s.alpha, centre))
