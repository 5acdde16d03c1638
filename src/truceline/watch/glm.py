"""Log-linear regression of counts: Poisson, quasi-Poisson and negative binomial by iterated weighted least squares.

Source: McCullagh and Nelder 1989, ch. 2 and 6; robust (HAC) covariance: Newey and West 1987.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np

from truceline.watch.counts import FloatArray, fit_size

ROUNDS = 100


class Fit(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """coef: on the log scale. cov: without dispersion. mu: fitted means. hat: leverages. dispersion: Pearson chi-square
    over residual degrees of freedom (NaN where there are none). size: of the negative binomial, inf for Poisson.
    converged: whether the deviance settled. dof: residual degrees of freedom."""

    coef: FloatArray
    cov: FloatArray
    mu: FloatArray
    hat: FloatArray
    dispersion: float
    size: float
    converged: bool
    dof: int

    def se(self, dispersion: float = 1.0) -> FloatArray:
        """Standard errors under a dispersion."""
        return np.sqrt(np.maximum(np.diag(self.cov) * dispersion, 0.0))


def regress(
    y: FloatArray,
    design: FloatArray,
    *,
    offset: FloatArray | None = None,
    weights: FloatArray | None = None,
    size: float = math.inf,
    tolerance: float = 1e-8,
) -> Fit:
    """Fit log E(y) = design @ coef + offset. weights: prior weights. Started as usual from y + 0.1.

    Columns that add nothing to those before them get coefficient NaN-free zero weight through the pseudo-inverse.
    """
    off = np.zeros_like(y) if offset is None else offset
    w0 = np.ones_like(y) if weights is None else weights
    mu = y + 0.1
    eta = np.log(mu)
    last, converged = math.inf, False
    coef = np.zeros(design.shape[1])
    inverse: FloatArray = np.zeros((design.shape[1],) * 2)
    for _ in range(ROUNDS):
        w = w0 * mu / (1.0 + mu / size)
        z = eta - off + (y - mu) / mu
        inverse = np.asarray(np.linalg.pinv(design.T @ (design * w[:, None]), hermitian=True), dtype=np.float64)
        coef = inverse @ (design.T @ (w * z))
        eta = np.clip(design @ coef + off, -30.0, 30.0)
        mu = np.exp(eta)
        now = deviance(y, mu, w0, size)
        if abs(now - last) / (abs(now) + 0.1) < tolerance:
            converged = True
            break
        last = now
    w = w0 * mu / (1.0 + mu / size)
    inverse = np.asarray(np.linalg.pinv(design.T @ (design * w[:, None]), hermitian=True), dtype=np.float64)
    hat = np.einsum("ij,jk,ik->i", design, inverse, design) * w
    used = int(np.count_nonzero(w0 > 0))
    dof = used - int(np.linalg.matrix_rank(design))
    chi = float(np.sum(w0 * (y - mu) ** 2 / (mu * (1.0 + mu / size))))
    return Fit(
        coef=coef,
        cov=inverse,
        mu=mu,
        hat=hat,
        dispersion=chi / dof if dof > 0 else math.nan,
        size=size,
        converged=converged,
        dof=dof,
    )


def regress_nb(
    y: FloatArray,
    design: FloatArray,
    *,
    offset: FloatArray | None = None,
    weights: FloatArray | None = None,
    rounds: int = 30,
) -> Fit:
    """Negative binomial regression: coefficients and size by turns until the size settles."""
    fit = regress(y, design, offset=offset, weights=weights)
    size = math.inf
    for _ in range(rounds):
        new = fit_size(y, fit.mu, weights)
        done = (math.isinf(new) and math.isinf(size)) or abs(math.log(new / size)) < 1e-5 if size != math.inf else False
        size = new
        fit = regress(y, design, offset=offset, weights=weights, size=size)
        if done or math.isinf(size):
            break
    return fit


def deviance(y: FloatArray, mu: FloatArray, weights: FloatArray, size: float = math.inf) -> float:
    """Twice the log-likelihood lost against a perfect fit."""
    from scipy.special import xlogy

    if math.isinf(size):
        parts = xlogy(y, y / mu) - (y - mu)
    else:
        parts = xlogy(y, y / mu) - (y + size) * np.log((y + size) / (mu + size))
    return float(2.0 * np.sum(weights * parts))


def hac(
    fit: Fit, y: FloatArray, design: FloatArray, *, lags: int | None = None, small_sample: bool = True
) -> FloatArray:
    """Covariance of the coefficients robust to unequal variance and to correlation up to `lags` steps (Bartlett).

    lags: by default floor(4 (n/100)^(2/9)). small_sample: multiplied by n / (n - p).
    """
    n, p = design.shape
    m = int(4 * (n / 100) ** (2 / 9)) if lags is None else lags
    score = design * ((y - fit.mu) / (1.0 + fit.mu / fit.size))[:, None]
    middle = score.T @ score
    for lag in range(1, min(m, n - 1) + 1):
        part = score[lag:].T @ score[:-lag]
        middle += (1.0 - lag / (m + 1.0)) * (part + part.T)
    cov = fit.cov @ middle @ fit.cov
    return cov * (n / (n - p)) if small_sample and n > p else cov
