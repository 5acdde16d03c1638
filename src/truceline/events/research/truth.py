"""Truth from dependent sources: worker confusion (Dawid and Skene 1979) and detection of copiers by shared errors.

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


class CopyPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two sources of which one copies: probability, items in common, and shared wrong values."""

    a: int
    b: int
    probability: float
    common: int
    shared_errors: int


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


def accu_copy(
    answers: Answers, *, wrong: int | None = None, copied: float = 0.8, prior: float = 0.1, rounds: int = 12
) -> tuple[Reliability, tuple[CopyPair, ...]]:
    """Accuracy of each source with copiers discounted: Dong, Berti-Equille and Srivastava (2009), section 3 and 4.

    wrong: number of wrong values an item can take (n of the paper; default values - 1). copied: share of a copier's
    answers that are copied (c). prior: that two sources depend on one another. Sharing a wrong value is rare among
    independent sources and common among copiers; sharing a right one says little. Starts both from equal trust and from
    distrust of large agreeing blocks, and keeps the likelier, since a bad source with many copiers can outvote the rest.
    """
    best: tuple[float, Reliability, tuple[CopyPair, ...]] | None = None
    table = _table(answers)
    n = wrong if wrong is not None else max(1, answers.values - 1)
    for start in (np.full(answers.sources, 0.8), _independent_start(table)):
        belief, pairs, accuracy = _iterate(answers, table, start, n, copied, prior, rounds)
        fit = _fit(answers, belief, accuracy, pairs, n, copied)
        if best is None or fit > best[0]:
            k = answers.values
            confusion = np.repeat((1 - accuracy)[:, None, None] / max(1, k - 1), k, 1).repeat(k, 2)
            confusion[:, np.arange(k), np.arange(k)] = accuracy[:, None]
            best = (fit, Reliability(belief=belief, confusion=confusion, rounds=rounds), pairs)
    assert best is not None
    return best[1], best[2]


def _table(answers: Answers) -> Ints:
    table = np.full((answers.sources, answers.items), -1, np.int64)
    table[answers.source, answers.item] = answers.value
    return table


def _independent_start(table: Ints) -> Floats:
    """Trust in each source from agreement with others, with sources that agree far more than most counted as one."""
    s = len(table)
    agree = np.zeros((s, s))
    for a in range(s):
        both = (table[a] >= 0) & (table >= 0)
        agree[a] = ((table == table[a]) & both).sum(1) / np.maximum(both.sum(1), 1)
    off = agree[~np.eye(s, dtype=bool)]
    middle = float(np.median(off)) if len(off) else 0.0
    spread = 1.4826 * float(np.median(np.abs(off - middle))) + 0.02 if len(off) else 1.0
    block = np.array([(agree[a] > middle + 4 * spread).sum() for a in range(s)])
    return np.where(block > 1, 0.8 / np.maximum(block, 1), 0.8)


def _iterate(
    answers: Answers, table: Ints, accuracy: Floats, n: int, copied: float, prior: float, rounds: int
) -> tuple[Floats, tuple[CopyPair, ...], Floats]:
    s = answers.sources
    belief = _believe(answers, accuracy, np.ones(s), n)
    pairs: tuple[CopyPair, ...] = ()
    for _ in range(rounds):
        depends, pairs = _dependence(table, belief, accuracy, n, copied, prior)
        free = _independence(depends, accuracy, copied)
        belief = _believe(answers, accuracy, free, n)
        right = belief[answers.item, answers.value]
        many = np.bincount(answers.source, minlength=s)
        accuracy = np.clip((np.bincount(answers.source, weights=right, minlength=s) + 1) / (many + 2), 0.02, 0.98)
    return belief, pairs, accuracy


def _believe(answers: Answers, accuracy: Floats, free: Floats, n: int) -> Floats:
    """Belief in each value: sum over its sources of ln(n A / (1 - A)), each by how independent it is (section 4.2)."""
    trust = np.log(n * accuracy / (1 - accuracy)) * free
    score = _tally(answers, trust[answers.source])
    seen = _tally(answers) > 0
    score -= score.max(1, keepdims=True)
    out = np.exp(score) * np.where(seen, 1.0, 0.1)
    return np.asarray(out / out.sum(1, keepdims=True), np.float64)


def _dependence(
    table: Ints, belief: Floats, accuracy: Floats, n: int, copied: float, prior: float
) -> tuple[Floats, tuple[CopyPair, ...]]:
    """Probability that two sources depend on one another, from right values shared, wrong ones shared, and differences."""
    s = len(table)
    depends = np.zeros((s, s))
    pairs = []
    items = np.arange(table.shape[1])
    for a in range(s):
        for b in range(a + 1, s):
            both = (table[a] >= 0) & (table[b] >= 0)
            if not both.any():
                continue
            same = both & (table[a] == table[b])
            sure = belief[items[same], table[a][same]]
            right, wrong = float(sure.sum()), float((1 - sure).sum())
            differ = float(both.sum() - same.sum())
            x, y = accuracy[a], accuracy[b]
            alone_right, alone_wrong = x * y, (1 - x) * (1 - y) / n
            apart = max(1e-9, 1 - alone_right - alone_wrong)
            each = []
            for z in (x, y):  # a copies b, b copies a: the copied answer is as right as the original
                r, f = z * copied + alone_right * (1 - copied), (1 - z) * copied + alone_wrong * (1 - copied)
                each.append(
                    right * np.log(r / alone_right)
                    + wrong * np.log(f / alone_wrong)
                    + differ * np.log(max(1e-9, (1 - copied) * apart) / apart)
                )
            odds = np.logaddexp(each[0], each[1]) + np.log(prior / 2 / (1 - prior))
            p = float(1 / (1 + np.exp(-np.clip(odds, -500, 500))))
            depends[a, b] = depends[b, a] = p
            if p >= 0.5:
                pairs.append(CopyPair(a=a, b=b, probability=p, common=int(both.sum()), shared_errors=round(wrong)))
    return depends, tuple(pairs)


def _independence(depends: Floats, accuracy: Floats, copied: float) -> Floats:
    """How much of each source's voice is its own: sources in order of accuracy, each discounted for those before it."""
    order = np.argsort(-accuracy, kind="stable")
    free = np.ones(len(accuracy))
    for rank, a in enumerate(order):
        before = order[:rank]
        free[a] = float(np.prod(1 - copied * depends[a, before]))
    return free


def _fit(
    answers: Answers, belief: Floats, accuracy: Floats, pairs: tuple[CopyPair, ...], n: int, copied: float
) -> float:
    """Log likelihood of all answers given the best values: each source's own, but of a block of copiers the first's own
    and the others' as copied from it (with the share `copied`) or their own."""
    head = np.arange(answers.sources)
    for p in pairs:
        head[head == head[p.b]] = head[p.a]
    table = _table(answers)
    right = belief.argmax(1)[answers.item] == answers.value
    a = accuracy[answers.source]
    own = np.where(right, a, (1 - a) / n)
    said_first = table[head[answers.source], answers.item]
    copier = (head[answers.source] != answers.source) & (said_first >= 0)
    mixed = np.where(copier, copied * (said_first == answers.value) + (1 - copied) * own, own)
    return float(np.log(np.maximum(mixed, 1e-12)).sum())
