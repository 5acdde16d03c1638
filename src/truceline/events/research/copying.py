"""Truth among copiers, as in Dong, Berti-Equille and Srivastava (2009), "Integrating conflicting data": DEPEN and ACCU.

For two sources and the items that both give: kt share the value taken as true, kf share another, kd differ. With error
rate e (or accuracies A), n wrong values an item can take, and c the share of a copier's values that it copies:

    independent    Pr(true) = (1-e)^2    Pr(same false) = e^2/n    Pr(differ) = the rest, Pd
    dependent      Pr(true) = (1-e)c + (1-e)^2 (1-c)    Pr(same false) = ec + (e^2/n)(1-c)    Pr(differ) = Pd (1-c)

and by Bayes with the prior `independent` (alpha) of being independent. ACCU takes each source's own accuracy, tells the two
directions of copying apart, and starts and ends with them (section 4). In counting votes for a value, its sources are taken
one after another, each next the one that depends most on those before it, and counts for the product of 1 - c Pr(depends
on an earlier one) (section 3.3). The value of an item is the one with the most such votes, and in ACCU votes are weighed by
ln(nA/(1-A)), from which Pr(value) follows over all n + 1 values, told or not.
A research tool: what it gives is a property of a model and a set of answers, and never a verdict.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from truceline.events.research.truth import Answers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """truth: value of each item (-1 for none). belief: (items, values). accuracy: of each source. depends: (a, b) how
    probable it is that a depends on b (DEPEN: either way round, so that it is symmetric). rounds: until nothing changed."""

    truth: Ints
    belief: Floats
    accuracy: Floats
    depends: Floats
    rounds: int


class CopyPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two sources of which one copies: probability (either way round), items in common, and shared wrong values."""

    a: int
    b: int
    probability: float
    common: int
    shared_errors: int


def copiers(found: Found, answers: Answers, least: float = 0.5) -> tuple[CopyPair, ...]:
    """The pairs that depend on one another with at least this probability."""
    table = _table(answers)
    either = np.minimum(np.maximum(found.depends + found.depends.T, found.depends), 1.0)
    out = []
    for a, b in zip(*np.triu_indices(len(table), 1), strict=True):
        if either[a, b] >= least:
            both = (table[a] >= 0) & (table[b] >= 0)
            wrong = both & (table[a] == table[b]) & (table[a] != found.truth)
            out.append(CopyPair(a=int(a), b=int(b), probability=float(either[a, b]), common=int(both.sum()), shared_errors=int(wrong.sum())))  # fmt: skip
    return tuple(out)


def depen(
    answers: Answers, *, wrong: int, copied: float = 0.8, error: float = 0.2, independent: float = 0.5, rounds: int = 50
) -> Found:
    """DEPEN (section 3.4): dependence and truth in turn, every source equally accurate, until the truth repeats."""
    table = _table(answers)
    truth = _most(_votes(answers, table, np.ones(len(table)), None, copied))
    seen = {truth.tobytes()}
    depends = np.zeros((len(table),) * 2)
    done = 0
    votes = _votes(answers, table, np.ones(len(table)), None, copied)
    while done < rounds:
        done += 1
        sure = (truth[None, :] == table).astype(np.float64)
        alike = _odds(table, sure, np.full(len(table), 1 - error), wrong, copied, independent)
        depends = alike.sum(2)
        votes = _votes(answers, table, np.ones(len(table)), depends, copied)
        truth = _most(votes)
        if truth.tobytes() in seen:
            break
        seen.add(truth.tobytes())
    belief = votes / np.maximum(votes.sum(1, keepdims=True), 1e-12)
    return Found(truth=truth, belief=belief, accuracy=_accuracy(table, belief), depends=depends, rounds=done)


def accu(
    answers: Answers,
    *,
    wrong: int,
    copied: float = 0.8,
    error: float = 0.2,
    independent: float = 0.5,
    rounds: int = 50,
    near: float = 1e-4,
    copying: bool = True,
) -> Found:
    """ACCU (section 4.2): dependence, accuracy and truth in turn until accuracies settle. copying: False for accuracy alone."""
    table = _table(answers)
    accuracy = np.full(len(table), 1 - error)
    told = _told(answers)
    belief = told / np.maximum(told.sum(1, keepdims=True), 1)
    depends = np.zeros((len(table),) * 2)
    done = 0
    while done < rounds:
        done += 1
        if copying:
            rows = np.where(table >= 0, belief[np.arange(table.shape[1]), np.maximum(table, 0)], 0.0)
            depends = _odds(table, rows, accuracy, wrong, copied, independent)[:, :, 0]
        a = np.clip(accuracy, 0.01, 0.99)
        either = depends + depends.T if copying else None
        votes = _votes(answers, table, np.log(wrong * a / (1 - a)), either, copied)
        top = np.maximum(np.where(told, votes, -np.inf).max(1, keepdims=True), 0.0)
        mass = np.where(told, np.exp(votes - top), 0.0)
        untold = np.maximum(wrong + 1 - told.sum(1, keepdims=True), 0) * np.exp(-top)
        belief = mass / np.maximum(mass.sum(1, keepdims=True) + untold, 1e-300)
        fresh = _accuracy(table, belief)
        moved = float(np.abs(fresh - accuracy).max())
        accuracy = fresh
        if moved < near:
            break
    truth = np.where(told.any(1), np.where(told, votes, -np.inf).argmax(1), -1)
    return Found(truth=truth, belief=belief, accuracy=accuracy, depends=depends, rounds=done)


def _table(answers: Answers) -> Ints:
    table = np.full((answers.sources, answers.items), -1, np.int64)
    table[answers.source, answers.item] = answers.value
    return table


def _told(answers: Answers) -> NDArray[np.bool_]:
    out = np.zeros((answers.items, answers.values), bool)
    out[answers.item, answers.value] = True
    return out


def _most(votes: Floats) -> Ints:
    return np.where(votes.max(1) > 0, votes.argmax(1), -1)


def _accuracy(table: Ints, belief: Floats) -> Floats:
    """Mean probability of the values a source gives (section 4.1)."""
    given = table >= 0
    p = np.where(given, belief[np.arange(table.shape[1]), np.maximum(table, 0)], 0.0)
    return np.asarray(p.sum(1) / np.maximum(given.sum(1), 1), np.float64)


def _odds(table: Ints, sure: Floats, accuracy: Floats, n: int, c: float, independent: float) -> Floats:
    """(a, b, 2): probability that a copies from b, and that b copies from a. sure: how true each given value is."""
    s = len(table)
    out = np.zeros((s, s, 2))
    for a in range(s):
        for b in range(a + 1, s):
            both = (table[a] >= 0) & (table[b] >= 0)
            same = both & (table[a] == table[b])
            kt = float(sure[a][same].sum())
            kf, kd = float(same.sum()) - kt, float(both.sum() - same.sum())
            x, y = np.clip(accuracy[a], 0.01, 0.99), np.clip(accuracy[b], 0.01, 0.99)
            pt, pf = x * y, (1 - x) * (1 - y) / n
            pd = max(1e-12, 1 - pt - pf)
            alone = kt * np.log(pt) + kf * np.log(pf) + kd * np.log(pd)
            log = [np.log(independent) + alone]
            for z in (y, x):  # a copies b: what is copied is as right as b; then the other way round
                t, f = z * c + pt * (1 - c), (1 - z) * c + pf * (1 - c)
                log.append(np.log((1 - independent) / 2) + kt * np.log(t) + kf * np.log(f) + kd * np.log(pd * (1 - c)))
            p = np.exp(np.array(log) - max(log))
            p /= p.sum()
            out[a, b], out[b, a] = (p[1], p[2]), (p[2], p[1])
    return out


def _votes(answers: Answers, table: Ints, weight: Floats, depends: Floats | None, c: float) -> Floats:
    """(items, values): the votes for each value, sources discounted for those before them (section 3.3)."""
    out = np.zeros((answers.items, answers.values))
    if depends is None:
        np.add.at(out, (answers.item, answers.value), weight[answers.source])
        return out
    order = np.lexsort((answers.source, answers.value, answers.item))
    item, value, source = answers.item[order], answers.value[order], answers.source[order]
    starts = np.flatnonzero(np.r_[True, (item[1:] != item[:-1]) | (value[1:] != value[:-1])])
    known: dict[bytes, Floats] = {}
    either = np.maximum(depends, depends.T)
    for a, b in zip(starts, np.r_[starts[1:], len(item)], strict=True):
        group = source[a:b]
        key = group.tobytes()
        if key not in known:
            known[key] = _free(group, depends, either, weight, c)
        out[item[a], value[a]] = float((weight[group] * known[key]).sum())
    return out


def _free(group: Ints, depends: Floats, either: Floats, weight: Floats, c: float) -> Floats:
    """How much each source of one value counts: the first of the pair that depends most counts in full (the one copied
    from, then the more accurate), each next is discounted for those before it."""
    free = np.ones(len(group))
    if len(group) == 1:
        return free
    among = either[np.ix_(group, group)].copy()
    np.fill_diagonal(among, -1)
    i, j = np.unravel_index(int(among.argmax()), among.shape)
    a, b = int(min(i, j)), int(max(i, j))
    lead = (depends[group[b], group[a]], weight[group[a]]) >= (depends[group[a], group[b]], weight[group[b]])
    done = [a if lead else b]
    left = [k for k in range(len(group)) if k != done[0]]
    while left:
        k = max(left, key=lambda k: (max(among[k, d] for d in done), -k))
        free[k] = float(np.prod([1 - c * depends[group[k], group[d]] for d in done]))
        done.append(k)
        left.remove(k)
    return free
