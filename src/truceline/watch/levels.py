"""Levels of fire: a hidden Markov model whose states are multiples of one slowly changing quiet rate.

State 0 is quiet; states 1, 2, ... are flare-ups at `levels[i]` times the quiet rate, so that a skirmish and a war are
both told from quiet, and halved reporting halves every state alike. The quiet rate (local, shrunk towards the whole)
and the dispersion (variance over mean, the same in all states) are estimated by EM. The fixed-rate burst model of
Kleinberg (2003) is the special case of one multiple, a constant rate and a fixed price for going up.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, IntArray
from truceline.watch.hmm import forward_backward, viterbi


class Levels(msgspec.Struct, frozen=True, kw_only=True):
    """levels: multiples of the quiet rate, first 1. onsets_a_year: flare-ups expected a year. mean_days: mean length of
    one. window_days: the quiet rate is local to so many days on both sides (0: constant). shrink_days: weight of the
    whole in it. dispersion: variance over mean, or None to estimate it (at least `least_dispersion`)."""

    levels: tuple[float, ...] = (1.0, 15.0, 150.0, 1500.0)
    onsets_a_year: float = 1.0
    mean_days: float = 5.0
    window_days: int = 365
    shrink_days: float = 365.0
    dispersion: float | None = None
    least_dispersion: float = 1.5
    rounds: int = 12


BURST = Levels(levels=(1.0, 20.0), dispersion=2.0, window_days=0, onsets_a_year=0.0)


class Reading(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """quiet: rate a day of each step. flare: P(not quiet | all). so_far: P(not quiet | up to then). path: most likely
    states. dispersion: as used. evidence: log-likelihood ratio of flare against quiet, step by step."""

    quiet: FloatArray
    flare: FloatArray
    so_far: FloatArray
    path: IntArray
    dispersion: float
    evidence: FloatArray
    loglik: float


def read_levels(
    x: FloatArray, exposure: FloatArray, lengths: IntArray, settings: Levels = Levels(), *, before: bool = False
) -> Reading:
    """Read counts under the model. exposure: days watched of each step; lengths: days of each step.

    before: the quiet rate of a step from the steps before it only (for judging forward in time).
    Raises InputError for settings that cannot be.
    """
    s = settings
    if len(s.levels) < 2 or s.levels[0] != 1 or any(b <= a for a, b in zip(s.levels, s.levels[1:], strict=False)):
        raise InputError("levels that cannot be", expected="1 and rising multiples", got=str(s.levels))
    moves, first = _moves(x, lengths, s)
    step = float(np.median(lengths))
    seen = ~np.isnan(x)
    spread = s.dispersion or max(2.0, s.least_dispersion)
    weight = np.where(seen & (x <= np.quantile(x[seen], 0.98)), 1.0, 0.0)
    quiet = _quiet_rate(x, exposure, weight, s, step, before)
    for _ in range(s.rounds):
        logb = _emissions(x, quiet * exposure, spread, s.levels)
        so_far, after, _, loglik = forward_backward(logb, moves, first)
        old, weight = quiet, after[:, 0] * seen
        quiet = _quiet_rate(x, exposure, weight, s, step, before)
        if s.dispersion is None:
            spread = max(s.least_dispersion, _dispersion(x, quiet * exposure, weight))
        if float(np.max(np.abs(np.log(quiet / old)))) < 1e-4:
            break
    logb = _emissions(x, quiet * exposure, spread, s.levels)
    so_far, after, _, loglik = forward_backward(logb, moves, first)
    with np.errstate(divide="ignore"):
        path = viterbi(logb, np.log(moves), np.log(first))
    flare = np.logaddexp.reduce(logb[:, 1:], axis=1) - math.log(len(s.levels) - 1)
    return Reading(
        quiet=quiet,
        flare=1.0 - after[:, 0],
        so_far=1.0 - so_far[:, 0],
        path=path,
        dispersion=spread,
        evidence=flare - logb[:, 0],
        loglik=float(loglik),
    )


def _moves(x: FloatArray, lengths: IntArray, s: Levels) -> tuple[FloatArray, FloatArray]:
    k = len(s.levels)
    if s.onsets_a_year <= 0:  # the burst model: going up costs log n, the rest nothing
        up = 1.0 / max(2, int(np.count_nonzero(~np.isnan(x))))
        moves = np.ones((k, k))
        moves[0, 1:] = up
        return moves, np.array([1.0] + [up] * (k - 1))
    step = float(np.median(lengths))
    up = min(0.5, s.onsets_a_year * step / 365.25)
    down = min(0.9, step / s.mean_days)
    moves = np.full((k, k), 0.1 * (1 - down) / max(1, k - 2))
    moves[0, :], moves[:, 0] = up / (k - 1), down
    for i in range(k):
        moves[i, i] = 0.0
        moves[i, i] = 1.0 - moves[i].sum()
    first = np.full(k, min(0.5, up * s.mean_days / step) / (k - 1))
    first[0] = 1.0 - first[1:].sum()
    return moves, first


def _quiet_rate(
    x: FloatArray, exposure: FloatArray, weight: FloatArray, s: Levels, step: float, before: bool
) -> FloatArray:
    y = np.where(np.isnan(x), 0.0, x) * weight
    base = exposure * weight
    whole = max(float(y.sum()) / max(float(base.sum()), 1e-9), 0.5 / float(exposure.sum()))
    if s.window_days <= 0:
        return np.full(x.size, whole)
    n, half = x.size, max(1, round(s.window_days / step))
    cy, cb = np.concatenate([[0.0], np.cumsum(y)]), np.concatenate([[0.0], np.cumsum(base)])
    at = np.arange(n)
    low, high = np.maximum(0, at - half), at if before else np.minimum(n, at + half + 1)
    if before:
        whole_then = (cy[:-1] + 0.5) / (cb[:-1] + 0.5 / whole)
        return np.asarray((cy[high] - cy[low] + s.shrink_days * whole_then) / (cb[high] - cb[low] + s.shrink_days))
    return np.asarray((cy[high] - cy[low] + s.shrink_days * whole) / (cb[high] - cb[low] + s.shrink_days))


def _emissions(x: FloatArray, mean: FloatArray, spread: float, levels: tuple[float, ...]) -> FloatArray:
    """Log probabilities (n, states); variance = spread * mean in every state, so the size grows with the mean."""
    from scipy.special import gammaln, xlogy

    seen = ~np.isnan(x)
    y = np.where(seen, x, 0.0)
    out = np.zeros((x.size, len(levels)))
    for j, m in enumerate(levels):
        mu = np.maximum(mean * m, 1e-12)
        if spread <= 1.0 + 1e-9:
            logp = xlogy(y, mu) - mu - gammaln(y + 1)
        else:
            r = mu / (spread - 1.0)
            logp = gammaln(y + r) - gammaln(r) - gammaln(y + 1) - r * math.log(spread) + y * math.log1p(-1.0 / spread)
        out[:, j] = np.where(seen, logp, 0.0)
    return out


def _dispersion(x: FloatArray, mean: FloatArray, weight: FloatArray) -> float:
    from scipy.optimize import minimize_scalar

    keep = weight > 0.01
    y, m, w = x[keep], mean[keep], weight[keep]

    def loss(log_extra: float) -> float:
        return -float(w @ _emissions(y, m, 1.0 + math.exp(log_extra), (1.0,))[:, 0])

    found = minimize_scalar(loss, bounds=(-5.0, 3.0), method="bounded", options={"xatol": 1e-2})
    return 1.0 + math.exp(float(found.x))


def filter_levels(
    x: FloatArray, exposure: FloatArray, lengths: IntArray, settings: Levels, *, rebuild: int = 30, least: int = 60
) -> FloatArray:
    """P(not quiet | values up to then), the model of each block of steps fitted to the steps before it alone.

    NaN is not given: before `least` known steps the probability is 0 (nothing is claimed).
    """
    out = np.zeros(x.size)
    moves, first = _moves(x, lengths, settings)
    state = first
    for start in range(0, x.size, rebuild):
        stop = min(x.size, start + rebuild)
        past = x[:start]
        if np.count_nonzero(~np.isnan(past)) < least:
            continue
        short = msgspec.structs.replace(settings, rounds=4)
        known = read_levels(past, exposure[:start], lengths[:start], short)
        logb = _emissions(x[start:stop], known.quiet[-1] * exposure[start:stop], known.dispersion, settings.levels)
        so_far, _, _, _ = forward_backward(logb, moves, state @ moves)
        out[start:stop] = 1.0 - so_far[:, 0]
        state = so_far[-1]
    return out
