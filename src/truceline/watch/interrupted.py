"""Before and after a ceasefire or an amendment: interrupted time series, always as a curve over the reporting ratio.

1. The counts are regressed (quasi-Poisson or negative binomial) on level, slope, seasons and the step at the date.
2. Standard errors allow for overdispersion, and for correlation in time where asked (HAC).
3. If reporting changed at the date by a ratio rho (share reported after over share before), the rate ratio of what
   happened is the rate ratio of what was reported divided by rho. rho is not in the counts. So the effect is a curve
   over rho, and with rho known only between two bounds it is an interval: the union over them.
4. Days just before the date may differ already (anticipation): they are left out where asked, never moved to a side.
5. Placebo dates before the date show how large an effect the method finds where nothing was agreed.

Sources: Lopez Bernal, Cummins, Gasparrini 2017; Newey and West 1987; Manski 2003 (partial identification).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, check_counts, check_exposure
from truceline.watch.effect import CurvePoint, Effect
from truceline.watch.glm import Fit, hac, regress, regress_nb

Law = Literal["poisson", "quasi_poisson", "negative_binomial"]


class Design(msgspec.Struct, frozen=True, kw_only=True):
    """law. slope: a linear trend. slope_change: another trend after the date. harmonics: pairs of sine and cosine of
    the season, with period `season` steps. hac_lags: None for model-based errors, -1 for the usual number of lags.
    anticipation: steps before the date left out. level: of the interval."""

    law: Law = "quasi_poisson"
    slope: bool = True
    slope_change: bool = False
    harmonics: int = 0
    season: float = 365.25
    hac_lags: int | None = None
    anticipation: int = 0
    level: float = 0.95


def effect(
    values: Any,
    at: int,
    design: Design = Design(),
    *,
    exposure: Any = None,
    times: Any = None,
    ratios: Sequence[float] = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0),
    reporting: tuple[float, float] | None = None,
    placebos: int = 0,
) -> Effect:
    """Effect of what came into force at step `at` (its first step).

    exposure: person-time, population or days watched. times: time of each step for slope and season (default 0, 1, ..).
    ratios: reporting ratios of the curve. reporting: bounds between which the ratio is known to lie. placebos: number
    of dates before `at` tried alike. Raises InputError where too little stands before or after.
    """
    x = check_counts(values, least=8)
    e = check_exposure(exposure, x.size)
    t = np.arange(x.size, dtype=np.float64) if times is None else np.asarray(times, dtype=np.float64)
    _enough(x, at, design)
    fit, cov, matrix, keep = _fit(x, e, t, at, design)
    i = matrix.shape[1] - 1 - (1 if design.slope_change else 0)
    beta, se = float(fit.coef[i]), math.sqrt(max(float(cov[i, i]), 0.0))
    student = fit.dof if design.law == "quasi_poisson" and design.hac_lags is None else None
    z = _normal_quantile(0.5 + design.level / 2)
    curve = tuple(_point(beta, se, z, r) for r in sorted(set(ratios)))
    slope = None
    if design.slope_change:
        b, s = float(fit.coef[-1]), math.sqrt(max(float(cov[-1, -1]), 0.0))
        slope = (math.exp(b), math.exp(b - z * s), math.exp(b + z * s), _two_sided(b / s if s else 0.0, student))
    band = None
    if reporting is not None:
        low, high = sorted(reporting)
        if low <= 0:
            raise InputError("a reporting ratio that cannot be", expected="above 0", got=str(low))
        band = (math.exp(beta - z * se) / high, math.exp(beta + z * se) / low)
    return Effect(
        at=at,
        ratio=math.exp(beta),
        low=math.exp(beta - z * se),
        high=math.exp(beta + z * se),
        p=_two_sided(beta / se if se else 0.0, student),
        dispersion=fit.dispersion,
        size=None if math.isinf(fit.size) else fit.size,
        slope_change=slope,
        curve=curve,
        reporting=reporting,
        band=band,
        no_effect_at=math.exp(beta),
        placebos=_placebos(x, e, t, at, design, placebos),
        fitted=tuple(float(v) for v in _spread(fit.mu, keep)),
        counterfactual=tuple(float(v) for v in _without(fit, matrix, e[keep], keep, i, design)),
        level=design.level,
        notes=_notes(x, at, design),
    )


def _enough(x: FloatArray, at: int, design: Design) -> None:
    if not 0 < at < x.size:
        raise InputError("the date lies outside the series", expected=f"a step in 1..{x.size - 1}", got=str(at))
    before = int(np.count_nonzero(~np.isnan(x[: max(0, at - design.anticipation)])))
    after = int(np.count_nonzero(~np.isnan(x[at:])))
    need = 3 + 2 * design.harmonics
    if before < need or after < (3 if design.slope_change else 2):
        raise InputError(
            "too little before or after the date", expected=f"{need} and 2 known steps", got=f"{before} and {after}"
        )


def _fit(
    x: FloatArray, e: FloatArray, t: FloatArray, at: int, d: Design
) -> tuple[Fit, FloatArray, FloatArray, np.ndarray[Any, np.dtype[np.bool_]]]:
    keep = ~np.isnan(x)
    keep[max(0, at - d.anticipation) : at] = False
    columns = [np.ones(x.size)]
    if d.slope:
        columns.append(t - t[0])
    for h in range(1, d.harmonics + 1):
        columns += [np.sin(2 * np.pi * h * t / d.season), np.cos(2 * np.pi * h * t / d.season)]
    after = (np.arange(x.size) >= at).astype(float)
    columns.append(after)
    if d.slope_change:
        columns.append(after * (t - t[at]))
    matrix = np.stack(columns, axis=1)[keep]
    y, off = x[keep], np.log(e[keep])
    if d.law == "negative_binomial":
        fit = regress_nb(y, matrix, offset=off)
    else:
        fit = regress(y, matrix, offset=off)
    if d.hac_lags is not None:
        return fit, hac(fit, y, matrix, lags=None if d.hac_lags < 0 else d.hac_lags), matrix, keep
    scale = fit.dispersion if d.law == "quasi_poisson" and not math.isnan(fit.dispersion) else 1.0
    return fit, fit.cov * scale, matrix, keep


def _point(beta: float, se: float, z: float, r: float) -> CurvePoint:
    if r <= 0:
        raise InputError("a reporting ratio that cannot be", expected="above 0", got=str(r))
    b = beta - math.log(r)
    return CurvePoint(reporting=r, ratio=math.exp(b), low=math.exp(b - z * se), high=math.exp(b + z * se))


def _placebos(
    x: FloatArray, e: FloatArray, t: FloatArray, at: int, d: Design, n: int
) -> tuple[tuple[int, float, float, float], ...]:
    """(step, ratio, low, high) of dates spread over the middle of the time before `at`, fitted on that time alone."""
    out = []
    z = _normal_quantile(0.5 + d.level / 2)
    for step in np.unique(np.linspace(at * 0.25, at * 0.75, n).astype(int)) if n else ():
        try:
            _enough(x[:at], int(step), d)
        except InputError:
            continue
        fit, cov, matrix, _ = _fit(x[:at], e[:at], t[:at], int(step), d)
        i = matrix.shape[1] - 1 - (1 if d.slope_change else 0)
        b, s = float(fit.coef[i]), math.sqrt(max(float(cov[i, i]), 0.0))
        out.append((int(step), math.exp(b), math.exp(b - z * s), math.exp(b + z * s)))
    return tuple(out)


def _without(
    fit: Fit, matrix: FloatArray, e: FloatArray, keep: np.ndarray[Any, np.dtype[np.bool_]], i: int, d: Design
) -> FloatArray:
    """Fitted means had the step not come (reporting as before)."""
    m = matrix.copy()
    m[:, i:] = 0.0
    return _spread(np.exp(m @ fit.coef) * e, keep)


def _spread(values: FloatArray, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> FloatArray:
    out = np.full(keep.size, np.nan)
    out[keep] = values
    return out


def _notes(x: FloatArray, at: int, d: Design) -> tuple[str, ...]:
    notes = ["the ratio is of what was reported; of what happened only if reporting stayed as it was"]
    missing = int(np.count_nonzero(np.isnan(x)))
    if missing:
        notes.append(f"{missing} steps are unknown and left out")
    if d.anticipation:
        notes.append(f"{d.anticipation} steps before the date are left out")
    if np.nansum(x[at:]) == 0:
        notes.append("nothing was reported after the date: the ratio is at the edge of what can be estimated")
    return tuple(notes)


def _normal_quantile(p: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(p))


def _two_sided(z: float, dof: int | None = None) -> float:
    """P of a larger departure: normal, or Student with `dof` (quasi-Poisson)."""
    from scipy.special import ndtr, stdtr

    return float(2 * ndtr(-abs(z))) if not dof else float(2 * stdtr(dof, -abs(z)))
