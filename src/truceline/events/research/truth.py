"""Truth from sources that err: the vote, and the confusion of each source (Dawid and Skene 1979). Copiers: `copying.py`.

A research tool. What it gives is a property of a model and a set of answers, not of the world, and never a verdict.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """One row an answer: item, source and value as numbers from 0. items, sources, values: how many of each."""

    item: Ints
    source: Ints
    value: Ints
    items: int
    sources: int
    values: int


class Reliability(msgspec.Struct, frozen=True, kw_only=True):
    """belief: (items, values) probabilities. confusion: (sources, truth, said). rounds: iterations used."""

    belief: Floats
    confusion: Floats
    rounds: int


def vote(answers: Answers, weight: Floats | None = None) -> Ints:
    """The value with the most (weighted) answers of each item; the lowest of equals."""
    return np.asarray(_tally(answers, weight).argmax(1), np.int64)


def _tally(answers: Answers, weight: Floats | None = None) -> Floats:
    flat = np.bincount(
        answers.item * answers.values + answers.value, weights=weight, minlength=answers.items * answers.values
    )
    return flat.reshape(answers.items, answers.values).astype(np.float64)


def dawid_skene(
    answers: Answers,
    *,
    rounds: int = 100,
    near: float = 1e-6,
    smooth: float = 0.01,
    own: float = 0.0,
    weight: Floats | None = None,
) -> Reliability:
    """Expectation and maximisation over the confusion of each source, with a Dirichlet prior (maximum a posteriori).

    smooth: prior count of each cell; own: more on the diagonal. weight: of each answer (for discounted copies). Starts
    from the vote and ends when beliefs move by less than `near`.
    """
    k = answers.values
    w = np.ones(len(answers.item)) if weight is None else weight
    belief = _tally(answers, w) + 1e-12
    belief /= belief.sum(1, keepdims=True)
    cell = answers.source * k + answers.value
    confusion = np.zeros((answers.sources, k, k))
    done = 0
    while done < rounds:
        done += 1
        for truth in range(k):
            mass = np.bincount(cell, weights=belief[answers.item, truth] * w, minlength=answers.sources * k)
            confusion[:, truth, :] = mass.reshape(answers.sources, k)
        confusion += smooth + own * np.eye(k)
        confusion /= confusion.sum(2, keepdims=True)
        prior = belief.sum(0) + smooth
        log = np.log(confusion)
        score = np.tile(np.log(prior / prior.sum()), (answers.items, 1))
        for truth in range(k):
            score[:, truth] += np.bincount(
                answers.item, weights=log[answers.source, truth, answers.value] * w, minlength=answers.items
            )
        score -= score.max(1, keepdims=True)
        fresh = np.exp(score)
        fresh /= fresh.sum(1, keepdims=True)
        moved = float(np.abs(fresh - belief).max())
        belief = fresh
        if moved < near:
            break
    return Reliability(belief=belief, confusion=confusion, rounds=done)
