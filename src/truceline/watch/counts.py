"""Counts: what is accepted as one, and the Poisson and negative binomial laws.

The negative binomial is written by mean and size: variance = mean + mean^2 / size. An infinite size is Poisson.
A missing value (NaN) carries no information: its log probability is 0 under every law.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from truceline.values.errors import InputError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
SMALLEST_SIZE, LARGEST_SIZE = 0.01, 1e7


def check_counts(values: npt.ArrayLike, *, where: str = "series", whole: bool = True, least: int = 1) -> FloatArray:
    """The values as floats, NaN for missing. Raises InputError for negative, infinite, fractional or too few values.

    whole: refuse fractions. least: how many values must be there (not missing).
    """
    try:
        x = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as e:
        raise InputError("not a series of numbers", where=where, expected="whole numbers, NaN for missing") from e
    if x.ndim != 1:
        raise InputError("not a series", where=where, expected="one dimension", got=f"{x.ndim}")
    seen = x[~np.isnan(x)]
    if seen.size < least:
        raise InputError(
            "too few values",
            where=where,
            expected=f"at least {least} that are not missing",
            got=f"{seen.size} of {x.size}",
            do="give a longer period, or say which reporter was watching",
        )
    for bad, what, do in (
        (np.isinf(seen), "an infinite count", "correct the value"),
        (seen < 0, "a negative count", "correct it, or give it as missing (NaN)"),
        (whole & (seen != np.floor(seen)), "a fractional count", "give whole counts; put rates into exposure"),
    ):
        if np.any(bad):
            at = int(np.flatnonzero(~np.isnan(x))[np.argmax(bad)])
            raise InputError(what, where=f"{where}, position {at}", expected="0, 1, 2, ...", got=f"{x[at]:g}", do=do)
    return x


def check_exposure(exposure: npt.ArrayLike | None, n: int, *, where: str = "exposure") -> FloatArray:
    """Exposure (days times share watched) of each value, ones where none is given. Raises InputError if not positive."""
    if exposure is None:
        return np.ones(n)
    e = np.asarray(exposure, dtype=np.float64)
    if e.shape != (n,):
        raise InputError("exposure of another length", where=where, expected=f"{n} values", got=f"{e.shape}")
    if not np.all(np.isfinite(e)) or np.any(e <= 0):
        raise InputError(
            "exposure must be positive",
            where=where,
            got=f"{e.min():g}",
            do="give an unwatched day as missing, not as 0",
        )
    return e


def log_pmf(x: FloatArray, mean: FloatArray | float, size: float = math.inf) -> FloatArray:
    """Log probability of counts under the negative binomial (Poisson where size is infinite); 0 for missing."""
    from scipy.special import gammaln, xlogy

    missing = np.isnan(x)
    y = np.where(missing, 0.0, x)
    mu = np.maximum(np.asarray(mean, dtype=np.float64), 1e-12)
    if size >= LARGEST_SIZE:
        out = xlogy(y, mu) - mu - gammaln(y + 1)
    else:
        out = (
            gammaln(y + size) - gammaln(size) - gammaln(y + 1) - size * np.log1p(mu / size) + xlogy(y, mu / (mu + size))
        )
    result: FloatArray = np.where(missing, 0.0, out)
    return result


def pmf(upto: int, mean: float, size: float = math.inf) -> FloatArray:
    """Probabilities of 0..upto."""
    return np.exp(log_pmf(np.arange(upto + 1, dtype=np.float64), mean, size))


def tail(x: int, mean: float, size: float = math.inf) -> float:
    """P(X >= x)."""
    from scipy.stats import nbinom, poisson

    if x <= 0:
        return 1.0
    if size >= LARGEST_SIZE:
        return float(poisson.sf(x - 1, mean))
    return float(nbinom.sf(x - 1, size, size / (size + mean)))


def quantile(p: float, mean: float, size: float = math.inf) -> int:
    """Smallest x with P(X <= x) >= p."""
    from scipy.stats import nbinom, poisson

    law = poisson(mean) if size >= LARGEST_SIZE else nbinom(size, size / (size + mean))
    return int(law.ppf(p))


def fit_size(x: FloatArray, mean: FloatArray | float, weights: FloatArray | None = None) -> float:
    """The size that maximises the (weighted) likelihood given the means; infinite where the data are not overdispersed.

    Bounded in [0.01, 1e7]; searched on the log scale (Brent).
    """
    from scipy.optimize import minimize_scalar

    mu = np.broadcast_to(np.asarray(mean, dtype=np.float64), x.shape)
    w = np.ones_like(x) if weights is None else weights
    keep = ~np.isnan(x) & (w > 1e-12)
    pairs, where = np.unique(np.stack([x[keep], mu[keep]]), axis=1, return_inverse=True)
    total = np.bincount(where.ravel(), w[keep], minlength=pairs.shape[1])
    if total.size == 0:
        return math.inf

    def loss(log_size: float) -> float:
        return -float(total @ log_pmf(pairs[0], pairs[1], math.exp(log_size)))

    low, high = math.log(SMALLEST_SIZE), math.log(1e5)
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-4})
    poisson = -float(total @ log_pmf(pairs[0], pairs[1]))
    return math.inf if poisson <= float(found.fun) + 1e-9 else math.exp(float(found.x))


def fit_counts(
    x: FloatArray, exposure: FloatArray | None = None, weights: FloatArray | None = None
) -> tuple[float, float]:
    """(rate per unit of exposure, size) of counts, weighted; the rate is total over exposure."""
    e = np.ones_like(x) if exposure is None else exposure
    w = np.ones_like(x) if weights is None else weights
    keep = ~np.isnan(x)
    base = float(np.sum(w[keep] * e[keep]))
    rate = float(np.sum(w[keep] * x[keep])) / base if base > 0 else 0.0
    return rate, fit_size(x, np.maximum(rate, 1e-12) * e, w)
