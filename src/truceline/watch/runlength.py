"""Exact run lengths of cumulative-sum rules by Markov chain, and thresholds from the false-alarm rate asked.

A cumulative sum S = max(0, S + x - k) of counts with k on a lattice (k = p/q) moves on whole multiples of 1/q, so the
chain has finitely many states and the mean run length solves one linear system: exact, not approximated (Brook and
Evans 1972; Hawkins 1992). An alarm is raised when S >= h.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import FloatArray, pmf, tail

MAX_STATES = 4000


def on_lattice(k: float, denominator: int = 50) -> Fraction:
    """The reference value as a fraction with a small denominator (never 0)."""
    f = Fraction(k).limit_denominator(denominator)
    return f if f > 0 else Fraction(1, denominator)


def _chain(
    k: Fraction, h: Fraction, mean: float, size: float, downward: bool, cap: int | None = None
) -> tuple[Any, int]:
    """Transition matrix (sparse) among the states below h (in units of 1/q) and q."""
    from scipy.sparse import csc_array

    q = k.denominator * h.denominator // math.gcd(k.denominator, h.denominator)
    step, states = int(k * q), math.ceil(h * q)
    if states > MAX_STATES:
        raise InputError(
            "the run-length chain is too large",
            expected=f"at most {MAX_STATES} states",
            got=str(states),
            do="round the reference value to a smaller denominator",
        )
    states = max(states, 1)
    s = np.arange(states)
    most = (states + step) // q + 2 if not downward else step // q + 2
    p = pmf(most, mean, size)
    if cap is not None and cap <= most:
        p = p[: cap + 1]
        p[cap] = tail(cap, mean, size)
        most = cap
    rows, columns, values = [], [], []
    for x in range(most + 1):
        new = np.maximum(0, s + x * q - step if not downward else s + step - x * q)
        ok = new < states
        rows.append(s[ok])
        columns.append(new[ok])
        values.append(np.full(int(ok.sum()), p[x]))
    if downward:  # counts beyond `most` only send the sum to 0
        rows.append(s)
        columns.append(np.zeros_like(s))
        values.append(np.full(states, max(0.0, 1.0 - float(p.sum()))))
    at = (np.concatenate(rows), np.concatenate(columns))
    moves = csc_array((np.concatenate(values), at), shape=(states, states))
    return moves, q


def run_length(
    k: float | Fraction,
    h: float | Fraction,
    mean: float,
    size: float = math.inf,
    *,
    start: float | Fraction = 0,
    downward: bool = False,
    cap: int | None = None,
) -> float:
    """Mean number of steps until the cumulative sum reaches h, from S = start (h/2: fast initial response).

    k, h: reference value and limit in counts. mean, size: law of the counts (size inf: Poisson). downward: the sum of
    k - x, for a fall. cap: counts above it are taken as it (one day alone then says only so much). Infinite where the limit cannot be reached.
    """
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import spsolve

    kf = k if isinstance(k, Fraction) else Fraction(k).limit_denominator(1000)
    hf = h if isinstance(h, Fraction) else Fraction(h).limit_denominator(1000)
    if hf <= 0 or mean < 0:
        raise InputError("run lengths need a limit above 0 and a mean of at least 0", got=f"h={h}, mean={mean}")
    moves, q = _chain(kf, hf, mean, size, downward, cap)
    n = moves.shape[0]
    at = min(int(Fraction(start).limit_denominator(1000) * q), n - 1)
    reached = 1.0 - np.asarray(moves.sum(axis=1)).ravel()
    if np.all(reached <= 1e-15):
        return math.inf
    lengths = np.atleast_1d(spsolve((eye_array(n, format="csc") - moves).tocsc(), np.ones(n)))
    value = float(lengths[at])
    return value if value > 0 else math.inf


def run_length_law(
    k: Fraction, h: Fraction, mean: float, size: float = math.inf, *, upto: int, start: float = 0
) -> FloatArray:
    """P(run length = 1..upto)."""
    moves, q = _chain(k, h, mean, size, False)
    state = np.zeros(moves.shape[0])
    state[min(int(Fraction(start).limit_denominator(1000) * q), state.size - 1)] = 1.0
    out = np.empty(upto)
    left = 1.0
    for t in range(upto):
        state = state @ moves
        now = float(state.sum())
        out[t] = left - now
        left = now
    return out


def limit_for(
    k: Fraction,
    mean: float,
    size: float = math.inf,
    *,
    run_length_days: float,
    downward: bool = False,
    cap: int | None = None,
) -> tuple[Fraction, float]:
    """The smallest limit on the lattice whose mean run length under the baseline is at least the one asked.

    Returns (h, the exact mean run length). The lattice is 1/denominator of k.
    """
    if run_length_days <= 1:
        raise InputError("a false-alarm rate that cannot be", expected="more than 1 day to a false alarm")
    unit = Fraction(1, k.denominator)

    def at(n: int) -> float:
        return run_length(k, n * unit, mean, size, downward=downward, cap=cap)

    low, high, below = 0, max(1, k.denominator), 0.0
    while (above := math.log(at(high))) < math.log(run_length_days):
        low, below, high = high, above, high * 2
        if high > MAX_STATES:
            raise InputError(
                "no limit reaches the run length asked",
                got=f"{math.exp(below):.0f} days at h = {float(low * unit):.2f}",
                do="ask for more frequent false alarms, or watch for a larger change",
            )
    goal, halve = math.log(run_length_days), False
    while high - low > 1:
        share = 0.5 if halve or above <= below else (goal - below) / (above - below)
        mid = min(high - 1, max(low + 1, low + round(share * (high - low))))
        value = math.log(at(mid))
        if value >= goal:
            high, above = mid, value
        else:
            low, below = mid, value
        halve = not halve
    h = high * unit
    return h, at(high)
