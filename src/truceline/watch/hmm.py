"""Hidden Markov model with negative binomial counts: EM, smoothing, forward filter, most likely path.

States are ordered by rate; 0 is the quietest. Missing values carry no information. Source of the algorithms: Baum,
Petrie, Soules and Weiss 1970; Viterbi 1967; Zucchini, MacDonald and Langrock 2016, ch. 2-5.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, IntArray, check_counts, check_exposure, fit_size, log_pmf
from truceline.watch.fast import kernel


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """rates: counts per unit of exposure, rising. sizes: of the negative binomial (inf: Poisson). moves: transition
    probabilities, row = from. first: probabilities of the first state. loglik, rounds: of the fit, if one was made."""

    rates: tuple[float, ...]
    sizes: tuple[float, ...]
    moves: tuple[tuple[float, ...], ...]
    first: tuple[float, ...]
    loglik: float | None = None
    rounds: int = 0
    notes: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the model makes of a series. path: most likely states; after: P(state | all); so_far: P(state | up to then);
    both of shape (n, states)."""

    path: IntArray
    after: FloatArray
    so_far: FloatArray
    loglik: float


def _forward_backward(logb: Any, moves: Any, first: Any) -> Any:
    n, k = logb.shape
    so_far = np.empty((n, k))
    scale = np.empty(n)
    after = np.empty((n, k))
    pairs = np.zeros((k, k))
    b = np.empty((n, k))
    loglik = 0.0
    for t in range(n):
        top = logb[t, 0]
        for j in range(1, k):
            top = max(top, logb[t, j])
        total = 0.0
        for j in range(k):
            b[t, j] = math.exp(logb[t, j] - top)
            p = 0.0
            if t == 0:
                p = first[j]
            else:
                for i in range(k):
                    p += so_far[t - 1, i] * moves[i, j]
            so_far[t, j] = p * b[t, j]
            total += so_far[t, j]
        for j in range(k):
            so_far[t, j] /= total
        scale[t] = total
        loglik += math.log(total) + top
    back = np.ones(k)
    new = np.ones(k)
    for j in range(k):
        after[n - 1, j] = so_far[n - 1, j]
    for t in range(n - 2, -1, -1):
        for i in range(k):
            s = 0.0
            for j in range(k):
                flow = moves[i, j] * b[t + 1, j] * back[j] / scale[t + 1]
                s += flow
                pairs[i, j] += so_far[t, i] * flow
            new[i] = s
        for i in range(k):
            back[i] = new[i]
            after[t, i] = so_far[t, i] * back[i]
    return so_far, after, pairs, loglik


def _viterbi(logb: Any, logmoves: Any, logfirst: Any) -> Any:
    n, k = logb.shape
    best = np.empty(k)
    new = np.empty(k)
    came = np.zeros((n, k), dtype=np.int64)
    for j in range(k):
        best[j] = logfirst[j] + logb[0, j]
    for t in range(1, n):
        for j in range(k):
            top = best[0] + logmoves[0, j]
            arg = 0
            for i in range(1, k):
                v = best[i] + logmoves[i, j]
                if v > top:
                    top = v
                    arg = i
            came[t, j] = arg
            new[j] = top + logb[t, j]
        for j in range(k):
            best[j] = new[j]
    path = np.zeros(n, dtype=np.int64)
    for j in range(1, k):
        if best[j] > best[path[n - 1]]:
            path[n - 1] = j
    for t in range(n - 1, 0, -1):
        path[t - 1] = came[t, path[t]]
    return path


forward_backward = kernel(_forward_backward)
viterbi = kernel(_viterbi)


def log_emissions(x: FloatArray, exposure: FloatArray, model: Model) -> FloatArray:
    """Log probability of each value in each state, shape (n, states)."""
    return np.stack([log_pmf(x, r * exposure, s) for r, s in zip(model.rates, model.sizes, strict=True)], axis=1)


def decode(values: Any, model: Model, exposure: Any = None) -> Reading:
    """Path, smoothed and filtered probabilities of a series under a model."""
    x = check_counts(values)
    logb = log_emissions(x, check_exposure(exposure, x.size), model)
    moves, first = np.array(model.moves), np.array(model.first)
    so_far, after, _, loglik = forward_backward(logb, moves, first)
    with np.errstate(divide="ignore"):
        path = viterbi(logb, np.log(moves), np.log(first))
    return Reading(path=path, after=after, so_far=so_far, loglik=float(loglik))


def start_model(x: FloatArray, exposure: FloatArray, *, times: float = 20.0, stay: float = 0.995) -> Model:
    """A first guess: the quiet rate from the lower 95 in 100 of the days, the flare at `times` that rate."""
    seen = ~np.isnan(x)
    rate = x[seen] / exposure[seen]
    cut = np.quantile(rate, 0.95)
    quiet = float(x[seen][rate <= cut].sum() / exposure[seen][rate <= cut].sum())
    quiet = max(quiet, 0.5 / float(exposure[seen].sum()))
    return Model(
        rates=(quiet, times * quiet),
        sizes=(1.0, 1.0),
        moves=((stay, 1 - stay), (0.1, 0.9)),
        first=(0.95, 0.05),
    )


def fit(
    values: Any,
    exposure: Any = None,
    *,
    start: Model | None = None,
    rounds: int = 200,
    tolerance: float = 1e-6,
    sizes: str = "free",
    prior: FloatArray | None = None,
) -> Model:
    """Fit rates, sizes and moves by EM (Baum-Welch) from a starting model.

    sizes: `free`, `shared` over states, or `fixed` as in the start. prior: pseudo-counts added to the expected moves.
    Raises InputError for bad counts or fewer than 10 values.
    """
    x = check_counts(values, least=10)
    e = check_exposure(exposure, x.size)
    if sizes not in ("free", "shared", "fixed"):
        raise InputError("not a way to treat sizes", expected="free, shared, fixed", got=sizes)
    model = start or start_model(x, e)
    if not np.nansum(x):
        return msgspec.structs.replace(model, notes=("all values are 0: the starting model stands",))
    k = len(model.rates)
    pseudo = np.full((k, k), 0.01) if prior is None else prior
    last = -math.inf
    done = 0
    for done in range(1, rounds + 1):  # noqa: B007
        logb = log_emissions(x, e, model)
        _, after, pairs, loglik = forward_backward(logb, np.array(model.moves), np.array(model.first))
        model = _maximise(x, e, model, after, pairs + pseudo, sizes)
        if abs(loglik - last) < tolerance * (1 + abs(loglik)):
            break
        last = float(loglik)
    return msgspec.structs.replace(model, loglik=float(loglik), rounds=done)


def _maximise(x: FloatArray, e: FloatArray, model: Model, after: FloatArray, pairs: FloatArray, sizes: str) -> Model:
    k = len(model.rates)
    seen = ~np.isnan(x)
    weight = after * seen[:, None]
    y = np.where(seen, x, 0.0)
    base = weight.T @ e
    rates = np.where(base > 1e-9, (weight.T @ y) / np.maximum(base, 1e-12), np.array(model.rates))
    rates = np.maximum(rates, 1e-9)
    new = list(model.sizes)
    if sizes == "free":
        new = [fit_size(x, rates[j] * e, weight[:, j]) for j in range(k)]
    elif sizes == "shared":
        both = np.concatenate([x] * k)
        mean = np.concatenate([rates[j] * e for j in range(k)])
        new = [fit_size(both, mean, weight.T.ravel())] * k
    moves = pairs / pairs.sum(axis=1, keepdims=True)
    order = np.argsort(rates, kind="stable")
    moves = moves[np.ix_(order, order)]
    first = after[0][order]
    return Model(
        rates=tuple(float(v) for v in rates[order]),
        sizes=tuple(float(new[j]) for j in order),
        moves=tuple(tuple(float(v) for v in row) for row in moves),
        first=tuple(float(v) for v in first / first.sum()),
        notes=model.notes,
    )
