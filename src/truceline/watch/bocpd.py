"""Bayesian online change-point detection for counts: Poisson rate with a Gamma prior, constant hazard.

Source: Adams and MacKay 2007. The predictive law is negative binomial.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, check_counts, check_exposure


class Online(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """rate: posterior mean of the rate a step. run: most likely run length. above: P(rate > limit | up to then)."""

    rate: FloatArray
    run: FloatArray
    above: FloatArray


def online(
    values: Any, *, hazard: float = 1 / 365, shape: float = 0.5, mean: float | None = None, limit: float | None = None,
    exposure: Any = None, longest: int = 400,
) -> Online:  # fmt: skip
    """Run the filter. mean: of the prior rate (default: of the first 60 known values). limit: rate asked about
    (default 8 times the prior mean). longest: run lengths kept; what is longer is pooled in the last."""
    from scipy.special import gammaincc, gammaln

    if not 0 < hazard < 1 or shape <= 0:
        raise InputError("a prior that cannot be", expected="0 < hazard < 1, shape > 0", got=f"{hazard}, {shape}")
    x = check_counts(values)
    e = check_exposure(exposure, x.size)
    known = x[~np.isnan(x)][:60]
    m0 = max(mean or float(known.mean()), 0.5 / max(known.size, 1))
    top = limit or 8.0 * m0
    a, b, logp = np.array([shape]), np.array([shape / m0]), np.array([0.0])
    rate, run, above = np.empty(x.size), np.empty(x.size), np.empty(x.size)
    for t, v in enumerate(x):
        if not math.isnan(v):
            q = b / (b + e[t])
            grow = logp + gammaln(a + v) - gammaln(a) - gammaln(v + 1) + a * np.log(q) + v * np.log1p(-q)
            top_log = grow.max()
            new = top_log + math.log(float(np.exp(grow - top_log).sum())) + math.log(hazard)
            logp = np.concatenate([[new], grow + math.log1p(-hazard)])
            a, b = np.concatenate([[shape], a + v]), np.concatenate([[shape / m0], b + e[t]])
            if a.size > longest:
                logp[-2] = np.logaddexp(logp[-2], logp[-1])
                logp, a, b = logp[:-1], np.append(a[:-2], a[-1]), np.append(b[:-2], b[-1])
            logp -= np.logaddexp.reduce(logp)
        p = np.exp(logp)
        rate[t], run[t] = float(p @ (a / b)), float(np.argmax(p))
        above[t] = float(p @ gammaincc(a, top * b))
    return Online(rate=rate, run=run, above=above)
