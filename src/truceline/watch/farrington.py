"""Farrington's outbreak rule: the original (1996) and the flexible form (Noufaily et al. 2013).

A quasi-Poisson regression over the same weeks of past years gives the mean of this week; a week above the upper bound
of the prediction is an alarm. Sources: Farrington, Andrews, Beale and Catchpole 1996 (JRSS A 159); Noufaily, Enki,
Farrington, Garthwaite, Andrews, Charlett 2013 (Statistics in Medicine 32).
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
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
    the windows). skip: last steps left out of the reference (flexible). method: of the bound (flexible).
    working_dispersion: the standard error of a reweighted fit from working residuals, as R surveillance 1.20 does in
    its flexible form; needed only to reproduce its figures."""

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
    working_dispersion: bool = False

    @property
    def flexible(self) -> bool:
        """Whether recent steps and seasonal blocks are treated as in the flexible form."""
        return self.skip is not None or self.periods > 1


ORIGINAL = Settings()
FLEXIBLE = Settings(weight_limit=2.58, periods=10, skip=26, trend_p=1.0, two_sided=False, method="nb_plugin")
FLEXIBLE_DELTA = Settings(weight_limit=2.58, alpha=0.05, skip=3, two_sided=False, working_dispersion=True)


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
    values: Any,
    steps: Sequence[int],
    settings: Settings = ORIGINAL,
    *,
    population: Any = None,
    dates: Sequence[dt.date] | None = None,
) -> list[Bound]:
    """Judge the steps (0-based positions in values). population: offset on the log scale, if given. dates: of the steps.

    A step without enough past is returned with the reason and no bound. Raises InputError for settings that cannot be.
    """
    y = check_counts(values)
    _check(settings)
    pop = None if population is None else np.asarray(population, dtype=np.float64)
    if pop is not None and (pop.shape != y.shape or np.any(pop <= 0)):
        raise InputError("population must be positive, one per step", got=str(pop.shape))
    if dates is not None and len(dates) != y.size:
        raise InputError("dates of another length", expected=str(y.size), got=str(len(dates)))
    return [_judge(y, int(k), settings, pop, dates) for k in steps]


def _check(s: Settings) -> None:
    if s.b < 1 or s.w < 0 or s.freq < 1 or not 0 < s.alpha < 1 or s.periods < 1:
        raise InputError("settings that cannot be", expected="b >= 1, w >= 0, freq >= 1, 0 < alpha < 1, periods >= 1")
    if s.power not in ("2/3", "1/2", "none") or s.method not in ("delta", "nb_plugin", "muan"):
        raise InputError("not a form of the bound", expected="2/3, 1/2, none; delta, nb_plugin, muan", got=s.power)
    if s.periods > 1 and (s.freq - 2 * s.w - 1) < s.periods - 1:
        raise InputError("too many seasonal blocks", expected=f"at most {s.freq - 2 * s.w}", got=str(s.periods))


def _judge(y: FloatArray, k: int, s: Settings, pop: FloatArray | None, dates: Sequence[dt.date] | None) -> Bound:
    if not 0 <= k < y.size:
        raise InputError("a step outside the series", expected=f"0..{y.size - 1}", got=str(k))
    now = float(y[k])
    if math.isnan(now):
        return Bound(step=k, observed=now, why="nothing is known of this step")
    oldest = _years_back(k, s.b, s, dates)
    if oldest is None or oldest - s.w < 0:
        return Bound(step=k, observed=now, why=f"fewer than {s.b} years before it")
    at, block = reference(k, s, dates)
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
        alarm=enough and now > upper and now > 0,
        enough=enough,
        trend=trended,
        why="" if enough else f"fewer than {cases} cases in {span} steps",
    )


def reference(k: int, s: Settings, dates: Sequence[dt.date] | None = None) -> tuple[IntArray, IntArray]:
    """Reference steps before k, oldest first, and their seasonal block (0 = the windows; 1.. = blocks between them).

    With dates (one per step, weekly), the step a year back is the one of the same weekday nearest the same date.
    """
    centres = [k, *(c for i in range(1, s.b + 1) if (c := _years_back(k, i, s, dates)) is not None)]
    block: dict[int, int] = {}
    if s.flexible:
        block.update(dict.fromkeys(range(k - s.w, k), 0))
    for later, centre in itertools.pairwise(centres):
        block.update(dict.fromkeys(range(centre - s.w, centre + s.w + 1), 0))
        if s.periods == 1:
            continue
        length, rest = divmod(later - centre - 2 * s.w - 1, s.periods - 1)
        first = centre + s.w + 1
        for p in range(1, s.periods):
            n = length + (1 if p <= rest else 0)
            block.update(dict.fromkeys(range(first, first + n), p))
            first += n
    limit = k - (s.w if s.skip is None else s.skip) if s.flexible else k
    steps = sorted(j for j in block if 0 <= j < limit)
    return np.array(steps, dtype=np.int64), np.array([block[j] for j in steps], dtype=np.int64)


def _years_back(k: int, years: int, s: Settings, dates: Sequence[dt.date] | None) -> int | None:
    if dates is None:
        back = k - s.freq * years
        return back if back >= 0 else None
    now = dates[k]
    try:
        then = now.replace(year=now.year - years)
    except ValueError:  # 29 February
        then = now.replace(year=now.year - years, month=3, day=1)
    if s.freq == 52:
        then += dt.timedelta(days=(now.weekday() - then.weekday() + 3) % 7 - 3)
    at = bisect.bisect_left(dates, then)
    return at if at < k and dates[at] == then else None


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
        fit, phi, spread = _reweighted(y[at], design, s, offset)
        if not fit.converged:
            continue
        row = np.concatenate([[1.0], [(k - middle) / s.freq] if trended else [], np.zeros(len(kinds))])
        expected = math.exp(min(30.0, float(row @ fit.coef) + here))
        if trended and not _keep_trend(fit, spread, expected, y[at], s):
            continue
        se = expected * math.sqrt(max(0.0, float(row @ fit.cov @ row)) * (spread if s.flexible else phi))
        return expected, se, phi, trended
    return None


def _keep_trend(fit: Fit, spread: float, expected: float, reference_values: FloatArray, s: Settings) -> bool:
    from scipy.stats import t

    se = math.sqrt(max(fit.cov[1, 1] * spread, 0.0)) if fit.dof > 0 else math.inf
    p = float(2 * t.sf(abs(fit.coef[1]) / se, fit.dof)) if se > 0 and fit.dof > 0 else 1.0
    significant = p < s.trend_p or s.trend_p >= 1.0
    return s.b >= 3 and significant and expected <= float(reference_values.max())


def _reweighted(y: FloatArray, design: FloatArray, s: Settings, offset: FloatArray | None) -> tuple[Fit, float, float]:
    """(fit, dispersion at least 1, dispersion behind the standard errors)."""
    fit = regress(y, design, offset=offset)
    phi = max(fit.dispersion, 1.0) if fit.dof > 0 else 1.0
    if not s.reweight or not fit.converged or fit.dof <= 0:
        return fit, phi, fit.dispersion if fit.dof > 0 else 1.0
    spread = np.sqrt(phi * np.maximum(1.0 - fit.hat, 1e-12))
    residual = 1.5 * (y ** (2 / 3) * fit.mu ** (-1 / 6) - np.sqrt(fit.mu)) / spread
    raw = np.where(residual > s.weight_limit, np.maximum(residual, 1e-12) ** -2.0, 1.0)
    weights = raw * (y.size / raw.sum())
    fit = regress(y, design, offset=offset, weights=weights)
    phi = max(fit.dispersion, 1.0)
    if s.working_dispersion:
        return fit, phi, float(np.sum(weights * ((y - fit.mu) / fit.mu) ** 2) / fit.dof)
    return fit, phi, fit.dispersion


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
