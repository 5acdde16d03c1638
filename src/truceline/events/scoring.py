"""Scores of many pairs at once: the same numbers as `likeness.compare`, without the words.

A feature looks only at a part of each claim (its places, its kind, its actors ...). Claims that are alike in that part
share a number, and the feature is worked out once for each two such numbers that meet; times and wording, in which
nearly every claim differs, are worked out over arrays. A test holds the two forms together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.claims.discourse import speaks_of_named
from truceline.events import likeness as like
from truceline.events.facts import Facts
from truceline.events.likeness import TOLD, Why
from truceline.events.model import NEVER, FusionModel
from truceline.values.time import DAY, HOUR

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Part = Callable[[Facts], Hashable]
Feature = Callable[[Facts, Facts], Sequence[Why]]


def score_pairs(facts: Sequence[Facts], i: Ints, j: Ints, model: FusionModel) -> Ints:
    """Score of each pair (i, j) of positions in `facts`; NEVER where the two cannot be one. Both must be of one class."""
    n = len(i)
    out, told = np.zeros(n, np.int64), np.zeros(n, np.bool_)

    def add(found: tuple[Ints, Bools]) -> None:
        nonlocal out, told
        out, told = out + found[0], told | found[1]

    add(by_parts(facts, i, j, lambda f: f.cls, lambda a, _: [_prior(a, model)], model))
    time = _times(facts, i, j, model)
    never = time == NEVER
    out += _scaled(time, "time", model)
    place = by_parts(facts, i, j, lambda f: (f.cls, f.points), lambda a, b: _some(like.place(a, b, model)), model)
    never |= place[0] == NEVER
    add(place)
    add(by_parts(facts, i, j, lambda f: (f.cls, f.claim.kind), lambda a, b: [like.kind(a, b, model)], model))
    add(by_parts(facts, i, j, _who, lambda a, b: like.actors(a, b, model), model))
    add(by_parts(facts, i, j, lambda f: f.claim.code, lambda a, b: like.code(a, b, model), model))
    add(by_parts(facts, i, j, lambda f: frozenset(f.counts.items()), lambda a, b: like.counts(a, b, model), model))
    add(by_parts(facts, i, j, lambda f: f.claim.topics, lambda a, b: like.topics(a, b, model), model))
    add(_wording(facts, i, j, model))
    thin = np.array([f.cls in like.NEED_MORE for f in facts], np.bool_)[i] & ~told
    out += np.where(thin, _one_scaled(model.thin, "thin", model), 0)
    return np.where(never, NEVER, out)


def by_parts(
    facts: Sequence[Facts], i: Ints, j: Ints, part: Part, feature: Feature, model: FusionModel
) -> tuple[Ints, Bools]:
    """What a feature that looks only at `part` adds to each pair, and whether it tells more than time and kind."""
    number, first = numbered(part(f) for f in facts)
    keys, back = np.unique(number[i] * len(first) + number[j], return_inverse=True)
    weights, told = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
    for n, key in enumerate(keys.tolist()):
        whys = feature(facts[first[key // len(first)]], facts[first[key % len(first)]])
        weights[n] = sum(w.weight if w.weight == NEVER else _one_scaled(w.weight, w.feature, model) for w in whys)
        told[n] = any(w.feature in TOLD and w.weight > 0 for w in whys)
    return weights[back], told[back]


def best_of_each(i: Ints, j: Ints, w: Ints) -> Iterator[tuple[int, int, int]]:
    """For each position that has a pair: itself, the other of its best pair (of equal ones the first), and the score."""
    a, b, score = np.concatenate([i, j]), np.concatenate([j, i]), np.concatenate([w, w])
    order = np.lexsort((b, -score, a))
    a, b, score = a[order], b[order], score[order]
    first = np.flatnonzero(np.append(True, a[1:] != a[:-1])) if len(a) else order
    return zip(a[first].tolist(), b[first].tolist(), score[first].tolist(), strict=True)


def numbered(parts: Iterable[Hashable]) -> tuple[Ints, list[int]]:
    """A number for each part, the same for equal ones; and where each number first stands."""
    seen: dict[Hashable, int] = {}
    first: list[int] = []
    out = []
    for n, p in enumerate(parts):
        k = seen.setdefault(p, len(seen))
        if k == len(first):
            first.append(n)
        out.append(k)
    return np.array(out, np.int64), first


def _prior(f: Facts, model: FusionModel) -> Why:
    return Why("prior", model.prior[f.cls], "")


def _who(f: Facts) -> Hashable:
    return (f.cls, f.agents, f.targets, f.people, f.sides)


def _some(why: Why | None) -> list[Why]:
    return [] if why is None else [why]


def _one_scaled(weight: int, feature: str, model: FusionModel) -> int:
    return round(weight * model.scale.get(feature, 1000) / 1000) if model.scale else weight


def _scaled(weights: Ints, feature: str, model: FusionModel) -> Ints:
    if not model.scale:
        return weights
    return np.rint(weights * model.scale.get(feature, 1000) / 1000).astype(np.int64)


def _times(facts: Sequence[Facts], i: Ints, j: Ints, model: FusionModel) -> Ints:
    """`likeness.time` over arrays: its weight, 0 where it says nothing."""
    lo, hi = (np.array([x or 0 for x in xs], np.int64) for xs in ([f.lo for f in facts], [f.hi for f in facts]))
    begun, ended, extended, timed, meeting = (
        np.array(
            [(f.lo is not None, f.hi is not None, f.extended, f.timed, f.cls == "meeting") for f in facts], np.bool_
        )
        .reshape(-1, 5)
        .T
    )
    la, ha, lb, hb = lo[i], hi[i], lo[j], hi[j]
    bla, bha, blb, bhb = begun[i], ended[i], begun[j], ended[j]
    one, two = np.where(bla & bhb, la - hb, -1), np.where(blb & bha, lb - ha, -1)
    gap = np.maximum(0, np.maximum(one, two))
    overlap = ~((bha & blb & (ha <= lb)) | (bhb & bla & (hb <= la)))
    closed = bla & bha & blb & bhb
    known = np.flatnonzero(closed & overlap & timed[i] & timed[j])
    weight = np.zeros(len(i), np.int64)
    widths, back = np.unique((ha - la + hb - lb)[known], return_inverse=True)
    weight[known] = np.array([like.fitting(w, model) for w in widths.tolist()], np.int64)[back] if len(known) else 0
    weight = np.where((gap == 0) & ~overlap, model.gap_weight, weight)
    apart = np.rint(model.gap_weight * (1 + gap / model.gap_soft)).astype(np.int64)
    far = (gap > model.gap_hard) | (meeting[i] & (gap >= 12 * HOUR))
    weight = np.where(gap > 0, np.where(far, NEVER, apart), weight)
    both = extended[i] & extended[j]
    ends = (np.abs(la - lb) <= DAY) & (~bha | ~bhb | (np.abs(ha - hb) <= 3 * DAY))
    weight = np.where(both, np.where(ends, like.SAME_STRETCH, NEVER), weight)
    weight = np.where((bla | bha) & (blb | bhb), weight, 0)
    return np.where(extended[i] != extended[j], NEVER, weight)


def _wording(facts: Sequence[Facts], i: Ints, j: Ints, model: FusionModel) -> tuple[Ints, Bools]:
    """`likeness.wording` over arrays."""
    doc, _ = numbered(f.claim.document for f in facts)
    speaks = np.array([speaks_of_named(f.claim) for f in facts], np.bool_)
    same = doc[i] == doc[j]
    weight, told = np.zeros(len(i), np.int64), np.zeros(len(i), np.bool_)
    on = same & (speaks[i] | speaks[j])
    weight[on] = _one_scaled(model.told_on, "told on", model)
    told |= on & (model.told_on > 0)
    shared, least, _ = _common([f.shingles for f in facts], i, j, ~same)
    copied = (least > 0) & (shared / np.maximum(least, 1) >= like.COPIED)
    weight[copied] = _one_scaled(model.copied, "copied wording", model)
    told |= copied & (model.copied > 0)
    shared, least, either = _common([f.words for f in facts], i, j, ~same & ~copied)
    share = shared / np.maximum(either, 1)
    alike = (least >= like.LEAST_WORDS) & (share >= like.WORDS_ALIKE)
    words = np.rint(model.words_like * share).astype(np.int64)
    weight = np.where(alike, _scaled(words, "words", model), weight)
    return weight, told | (alike & (words > 0))


def _common(sets: Sequence[frozenset[object]], i: Ints, j: Ints, which: Bools) -> tuple[Ints, Ints, Ints]:
    """For the pairs asked for: how many members the two sets share, how many the smaller has, how many the two have
    together. All 0 for the others."""
    from scipy.sparse import csr_array

    size = np.array([len(s) for s in sets], np.int64)
    ask = np.flatnonzero(which & (size[i] > 0) & (size[j] > 0))
    number: dict[object, int] = {}
    columns = [number.setdefault(x, len(number)) for s in sets for x in s]
    ends = np.concatenate([[0], np.cumsum(size)])
    table = csr_array((np.ones(len(columns), np.int32), columns, ends), shape=(len(sets), max(1, len(number))))
    table.sort_indices()
    shared = np.zeros(len(i), np.int64)
    for at in range(0, len(ask), CHUNK):
        part = ask[at : at + CHUNK]
        shared[part] = table[i[part]].multiply(table[j[part]]).sum(axis=1)
    least, either = np.zeros(len(i), np.int64), np.zeros(len(i), np.int64)
    least[ask] = np.minimum(size[i[ask]], size[j[ask]])
    either[ask] = size[i[ask]] + size[j[ask]] - shared[ask]
    return shared, least, either


CHUNK = 1 << 18
