"""Fitting the pair model: from labelled reports (logistic regression on levels), or without labels (EM).

Without labels: Fellegi and Sunter (1969) with m and u by expectation and maximisation (Winkler 1988), where the share of
matches differs by crowding, and u starts from what all candidates look like. With labels: additive logistic regression
with a ridge; both end as the same table of weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.events.pairs import (
    CROWD_BINS,
    NAME_LEVELS,
    PLACE_BINS,
    TEXT_LEVELS,
    TIME_BINS,
    Layout,
    PairModel,
    Reports,
    gated,
    level_rows,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def sample_pairs(
    reports: Reports, layout: Layout, most: int, *, apart: bool = False
) -> tuple[Ints, Ints, NDArray[np.int32], Ints, Ints]:
    """A sample of candidate pairs chosen by a hash of rows, and the crowding of all rows; with `apart`, also a sample of
    pairs as near in place but one to two windows apart in time, which are of other events."""
    none = np.zeros(0, np.int64)
    try:
        from truceline.events.pairs_fast import Kernel
    except ImportError:
        n = len(reports.t)
        i, j = _plain_sample(reports, layout, most, 0)
        crowd = np.zeros(n, np.int32)
        for a, b in gated(reports, layout):
            crowd += (np.bincount(a, minlength=n) + np.bincount(b, minlength=n)).astype(np.int32)
        far = _plain_sample(reports, layout, most, layout.window_s + 1) if apart else (none, none)
        return i, j, crowd, *far
    kernel = Kernel(reports, layout)
    i, j = kernel.sample(most)
    far = kernel.sample(most, apart=True) if apart else (none, none)
    return i, j, kernel.crowd, *far


def _plain_sample(reports: Reports, layout: Layout, most: int, least: int) -> tuple[Ints, Ints]:
    found = list(gated(reports, layout, least=least))
    i = np.concatenate([f[0] for f in found]) if found else np.zeros(0, np.int64)
    j = np.concatenate([f[1] for f in found]) if found else np.zeros(0, np.int64)
    with np.errstate(over="ignore"):
        h = (i.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ (
            j.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
        )
        h ^= h >> np.uint64(29)
        h *= np.uint64(0xBF58476D1CE4E5B9)
    keep = (h >> np.uint64(40)) < np.uint64(min(1.0, most / max(1, len(i))) * (1 << 24))
    i, j = i[keep], j[keep]
    order = np.lexsort((j, i))
    return i[order], j[order]


def stretches(reports: Reports, layout: Layout, most: int, pieces: int = 8) -> Reports:
    """Whole stretches of the reports, evenly spread over their time, of about `most` rows in all: crowded as the whole."""
    n = len(reports.t)
    if n <= most:
        return reports
    starts = np.linspace(0, n - most // pieces, pieces).astype(np.int64)
    rows = np.unique(np.concatenate([np.arange(s, s + most // pieces) for s in starts]))
    return Reports(*(part[rows] for part in reports))


def fit_labelled(
    reports: Reports, truth: Ints, layout: Layout, *, most: int = 3_000_000, ridge: float = 1.0, name: str = "labelled"
) -> PairModel:
    """Weights from reports whose event is known (truth: an event number a row, in canonical order)."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    i, j, crowd, _, _ = sample_pairs(reports, layout, most)
    y = (truth[i] == truth[j]).astype(np.float64)
    rows = level_rows(reports, i, j, crowd, layout)
    end = layout.offsets()["end"]
    n, width = rows.shape
    cells = np.where(rows < 0, end, rows).astype(np.int32).ravel()
    x = csr_matrix((np.ones(n * width), cells, np.arange(0, n * width + 1, width)), shape=(n, end + 1))[:, :end].tocsr()
    xt = x.T.tocsr()

    def cost(v: Floats) -> tuple[float, Floats]:
        z = x @ v[1:] + v[0]
        loss = float(np.logaddexp(0, z).sum() - y @ z + ridge / 2 * v[1:] @ v[1:])
        miss = 1 / (1 + np.exp(-z)) - y
        return loss, np.concatenate(([miss.sum()], xt @ miss + ridge * v[1:]))

    best = minimize(cost, np.zeros(end + 1), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return _model(name, layout, best[1:], best[0], f"logistic regression on {n} labelled pairs, ridge {ridge}")


def fit_unlabelled(
    reports: Reports,
    layout: Layout,
    *,
    most: int = 120_000,
    rows: int = 120_000,
    rounds: int = 15,
    name: str = "unlabelled",
) -> PairModel:
    """Weights without labels, from about `most` pairs of stretches of the reports of `rows` rows in all.

    u is seen, not guessed: in pairs as near in place but one to two windows apart, which are of other events; times of
    unrelated reports fall evenly. m starts from what precision means (nearer and sooner is likelier, agreement is
    likelier) and is iterated with the share of matches by crowding.
    """
    part = stretches(reports, layout, rows)
    i, j, crowd, fi, fj = sample_pairs(part, layout, most, apart=True)
    levels = level_rows(part, i, j, crowd, layout)
    at = layout.offsets()
    features, end = levels[:, :-2], at["end"]
    blocks = _blocks(layout)
    other = level_rows(part, fi, fj, crowd, layout)[:, :-2]
    u = _normal(np.bincount(other[other >= 0], minlength=end).astype(np.float64), blocks)
    u[at["time"] : at["time"] + TIME_BINS] = _even_times(part, layout)
    m = _first(layout, u, blocks)
    mix = _mix(part, i, j, levels, at["crowd"])
    many = np.bincount(mix).astype(np.float64)
    share = np.full(len(many), 0.1)
    cells = np.where(features < 0, end, features)
    for _ in range(rounds):
        weight = np.append(np.log(m / u), 0.0)
        z = np.log(share / (1 - share))[mix] + weight[cells].sum(1)
        r = 1 / (1 + np.exp(-z))
        hit = np.zeros(end + 1)
        for c in range(cells.shape[1]):
            hit += np.bincount(cells[:, c], weights=r, minlength=end + 1)
        m = _shrunk(hit[:end], u, blocks)
        share = np.clip((np.bincount(mix, weights=r, minlength=len(share)) + 0.5) / (many + 1), 1e-4, 1 - 1e-4)
    weights = np.log(m / u)
    base = _spread(weights, share, many, layout, at)
    return _model(name, layout, weights, base, f"EM on {len(i)} unlabelled pairs, {rounds} rounds")


def _even_times(reports: Reports, layout: Layout) -> Floats:
    """How far apart unrelated reports fall, by bin: evenly, unless times are given in whole hours or days; then only
    where such times can fall."""
    even = np.full(TIME_BINS, 1 / TIME_BINS)
    some = reports.t[np.linspace(0, len(reports.t) - 1, min(len(reports.t), 2000)).astype(np.int64)]
    apart = np.abs(np.subtract.outer(some, some)[np.tril_indices(len(some), -1)])
    if len(apart) == 0 or layout.window_s == 0:
        return even
    bins = (apart % layout.window_s) * TIME_BINS // (layout.window_s + 1)
    seen = np.bincount(bins, minlength=TIME_BINS).astype(np.float64)
    if (seen > 0.5 * seen.mean()).mean() > 0.9:
        return even
    return np.asarray((seen + 0.01 * seen.mean()) / (1.01 * seen.sum()), np.float64)


def _shrunk(counts: Floats, toward: Floats, blocks: list[tuple[int, int]], strength: float = 20.0) -> Floats:
    """Shares within each block, drawn toward those of unrelated pairs where little was seen."""
    out = np.ones(len(counts))
    for a, b in blocks:
        part = counts[a:b] + strength * toward[a:b]
        out[a:b] = part / part.sum()
    return out


def _blocks(layout: Layout) -> list[tuple[int, int]]:
    """Runs of cells that are one distribution: within them m and u sum to one."""
    at = layout.offsets()
    k = len(layout.radii_km)
    out = [(at["place"] + c * PLACE_BINS, at["place"] + (c + 1) * PLACE_BINS) for c in range(k * k)]
    out.append((at["time"], at["time"] + TIME_BINS))
    for c, (name, levels) in enumerate(layout.columns):
        first = at[f"column {name}"]
        for half in range(1 if c == 0 else 2):
            out.append((first + half * levels * levels, first + (half + 1) * levels * levels))
    for name in ("name", "text"):
        first, stop = at[name], at["text"] if name == "name" else at["crowd"]
        middle = (first + stop) // 2
        out += [(first, middle), (middle, stop)]
    return out


def _mix(reports: Reports, i: Ints, j: Ints, rows: Ints, crowd: int) -> Ints:
    """The class of crowding of a pair: that of the pair of precision classes and the mean of both ends."""
    low = np.minimum(reports.cls[i], reports.cls[j])
    high = np.maximum(reports.cls[i], reports.cls[j])
    a, b = (rows[:, -2] - crowd) % CROWD_BINS, (rows[:, -1] - crowd) % CROWD_BINS
    return (low * 8 + high) * CROWD_BINS * 2 + a + b


def _first(layout: Layout, u: Floats, blocks: list[tuple[int, int]]) -> Floats:
    """First m: as unrelated pairs are, but likelier where values agree, and falling with distance and time."""
    at = layout.offsets()
    m = u.copy()
    k = len(layout.radii_km)
    m[at["place"] : at["time"]] *= np.tile(np.exp(-4 * np.arange(PLACE_BINS) / PLACE_BINS), k * k)
    m[at["time"] : at["time"] + TIME_BINS] *= np.exp(-6 * np.arange(TIME_BINS) / TIME_BINS)
    for c, (name, levels) in enumerate(layout.columns):
        for half in range(1 if c == 0 else 2):
            first = at[f"column {name}"] + half * levels * levels
            square = m[first : first + levels * levels].reshape(levels, levels)
            near = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels)))
            square *= np.where(near == 0, 6.0, 1.0)
    for half in (0, NAME_LEVELS):
        m[at["name"] + half + 2 : at["name"] + half + NAME_LEVELS] *= 20.0
    text = np.arange(TEXT_LEVELS)
    for half in (0, TEXT_LEVELS):
        m[at["text"] + half : at["text"] + half + TEXT_LEVELS] *= np.exp(0.5 * text)
    return _normal(m, blocks, smooth=1e-9)


def _normal(counts: Floats, blocks: list[tuple[int, int]], smooth: float = 0.5) -> Floats:
    out = np.ones(len(counts))
    for a, b in blocks:
        part = counts[a:b] + smooth
        out[a:b] = part / part.sum()
    return out


def _spread(weights: Floats, share: Floats, many: Floats, layout: Layout, at: dict[str, int]) -> float:
    """Turns the share of matches by crowding of a pair into one weight for each end, by least squares; returns the base."""
    k = len(layout.radii_km)
    cells = [
        (p, s)
        for p in range(k * 8 + 8)
        for s in range(CROWD_BINS * 2)
        if (q := p * CROWD_BINS * 2 + s) < len(many) and many[q] > 0
    ]
    a = np.zeros((len(cells), k * CROWD_BINS + 1))
    z, heavy = np.zeros(len(cells)), np.zeros(len(cells))
    for row, (p, s) in enumerate(cells):
        low, high, q = p // 8, p % 8, p * CROWD_BINS * 2 + s
        half = s / 2
        for c in (low, high):
            f = int(half)
            a[row, c * CROWD_BINS + f] += 1 - (half - f)
            a[row, c * CROWD_BINS + min(f + 1, CROWD_BINS - 1)] += half - f
        a[row, -1] = 1
        z[row] = np.log(share[q] / (1 - share[q]))
        heavy[row] = np.sqrt(many[q])
    smooth = np.zeros((k * (CROWD_BINS - 2), a.shape[1]))
    for c in range(k):
        for b in range(CROWD_BINS - 2):
            smooth[c * (CROWD_BINS - 2) + b, c * CROWD_BINS + b : c * CROWD_BINS + b + 3] = (1, -2, 1)
    left = np.vstack([a * heavy[:, None], 3 * smooth, 0.1 * np.eye(a.shape[1])])
    right = np.concatenate([z * heavy, np.zeros(len(smooth) + a.shape[1])])
    found = np.linalg.lstsq(left, right, rcond=None)[0]
    weights[at["crowd"] : at["end"]] = found[:-1]
    return float(found[-1])


def _model(name: str, layout: Layout, weights: Any, base: float, fitted: str) -> PairModel:
    whole = tuple(int(v) for v in np.round(1000 * np.asarray(weights)))
    return PairModel(name=name, layout=layout, weights=whole, base=round(1000 * base), fitted=fitted)


def with_bias(model: PairModel, reports: Reports, truth: Ints) -> PairModel:
    """The model with the bias for grouping that does best (pairwise F1) on these labelled reports."""
    import msgspec

    from truceline.events.pairs import score
    from truceline.events.quality import pairwise

    try:
        from truceline.events.clustering_fast import contract_fast
    except ImportError:
        return model
    edges = score(reports, model)
    best = (-1.0, 0)
    for bias in range(0, 1501, 250):
        groups = contract_fast(len(truth), edges.i, edges.j, edges.w, model.absent, bias=bias)
        best = max(best, (pairwise(groups, truth)[0], -bias))
    return msgspec.structs.replace(model, bias=-best[1])
