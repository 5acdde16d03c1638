"""The columnar kernels: compiled and plain forms agree; order, repetition and one-by-one arrival change nothing."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import pytest

from truceline.events import pairs, training, wording
from truceline.events.clustering import contract
from truceline.events.pairs import Layout, PairModel, Reports, make_reports
from truceline.values.errors import InputError

pytest.importorskip("numba")
from truceline.events.clustering_fast import contract_fast
from truceline.events.index import Index
from truceline.events.pairs_fast import Kernel

LAYOUT = Layout(
    radii_km=(1.0, 5.0, 15.0),
    window_s=48 * 3600,
    columns=(("kind", 5), ("weapon", 4), ("killed", 6)),
    names=True,
    text=True,
)


def columns(n: int, seed: int, events: int = 60) -> dict[str, Any]:
    r = np.random.default_rng(seed)
    e = r.integers(0, events, n)
    spot, day = r.uniform(0, 0.5, (events, 2)), r.integers(0, 10 * 86_400, events)
    kind, name = r.integers(1, 5, events), r.integers(0, 20, events)
    return {
        "lon": 179.8 + spot[e, 0] + r.normal(0, 0.01, n),
        "lat": 40 + spot[e, 1] + r.normal(0, 0.01, n),
        "t": day[e] + r.integers(0, 20_000, n),
        "cls": r.integers(0, 3, n),
        "levels": np.c_[
            np.where(r.random(n) < 0.2, r.integers(0, 5, n), kind[e]), r.integers(0, 4, n), r.integers(0, 6, n)
        ],
        "name": np.where(r.random(n) < 0.3, -1, name[e]),
        "sig": r.integers(0, 1 << 62, n).astype(np.uint64),
        "truth": e,
    }


def reports(c: dict[str, Any], rows: Any = None, **more: Any) -> Reports:
    p = {k: v[rows] if rows is not None else v for k, v in c.items()}
    lon = (p["lon"] + 180) % 360 - 180  # the world is round: half of it lies beyond the date line
    return make_reports(lon, p["lat"], p["t"], p["cls"], p["levels"], LAYOUT, name=p["name"], sig=p["sig"], **more)[0]


def model(seed: int = 0) -> PairModel:
    c = columns(600, 1)
    r = reports(c)
    return training.fit_labelled(r, c["truth"][r.order], LAYOUT)


MODEL = model()


def edge_set(e: pairs.Edges) -> set[tuple[int, int, int]]:
    return set(zip(e.i.tolist(), e.j.tolist(), e.w.tolist(), strict=True))


def test_compiled_and_plain_scores_are_the_same_numbers() -> None:
    r = reports(columns(500, 3))
    plain, fast = pairs.score_plain(r, MODEL), pairs.score(r, MODEL)
    assert len(plain.i) > 500
    assert (plain.crowd == fast.crowd).all()
    assert edge_set(plain) == edge_set(fast)


@pytest.mark.parametrize("seed", range(6))
def test_compiled_and_plain_clusters_are_the_same(seed: int) -> None:
    r = np.random.default_rng(seed)
    n = 300 if seed % 2 else 60
    i, j = np.triu_indices(n, 1)
    keep = r.random(len(i)) < (0.5 if n == 60 else 0.1)
    i, j = i[keep].astype(np.int32), j[keep].astype(np.int32)
    w = r.integers(-3000, 2500, len(i)).astype(np.int32)
    plain = contract(n, {(int(a), int(b)): int(v) for a, b, v in zip(i, j, w, strict=True)}, -1000)
    assert contract_fast(n, i, j, w, -1000).tolist() == plain


def test_a_large_component_is_cut_by_a_rule_of_its_own() -> None:
    n = 400
    i = np.arange(n - 1, dtype=np.int32)
    w = np.where(np.arange(n - 1) % 10 == 9, 400, 5000).astype(np.int32)
    whole = contract_fast(n, i, i + 1, w, 0, limit=50)
    turned = contract_fast(n, i[::-1].copy(), (i + 1)[::-1].copy(), w[::-1].copy(), 0, limit=50)
    assert (whole == turned).all()
    assert np.bincount(whole).max() <= 50


def groups(r: Reports, heads: Any) -> set[frozenset[int]]:
    out: dict[int, set[int]] = {}
    for row, head in zip(r.order.tolist(), heads.tolist(), strict=True):
        out.setdefault(int(head), set()).add(row)
    return {frozenset(v) for v in out.values()}


def cluster(r: Reports) -> Any:
    e = pairs.score(r, MODEL)
    return contract_fast(len(r.t), e.i, e.j, e.w, MODEL.absent)


def test_order_of_rows_changes_nothing() -> None:
    c = columns(400, 5)
    turn = np.random.default_rng(1).permutation(400)
    one = reports(c)
    other = reports(c, turn)
    back = {frozenset(int(turn[x]) for x in g) for g in groups(other, cluster(other))}
    assert groups(one, cluster(one)) == back


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    c = columns(500, 7)
    counts = pairs.count_names(c["name"])
    none = np.zeros(0, np.int64)
    first = reports(c, np.arange(430), name_counts=counts, hubs=none)
    index = Index(first, MODEL)
    for row in range(430, 500):
        index.add(reports(c, np.array([row]), name_counts=counts, hubs=none))
    whole = reports(c, name_counts=counts, hubs=none)
    origin = np.concatenate([first.order, np.arange(430, 500)])
    found: dict[int, set[int]] = {}
    for row, head in zip(origin.tolist(), index.group[:500].tolist(), strict=True):
        found.setdefault(head, set()).add(row)
    assert {frozenset(v) for v in found.values()} == groups(whole, cluster(whole))


@pytest.mark.parametrize("seed", range(4))
def test_any_order_any_split_and_repeats_end_as_a_run_over_all(seed: int) -> None:
    """Reports arrive in a shuffled order, the first of them in a batch of any size; some come again under another row."""
    r = np.random.default_rng(seed)
    c = columns(160, 20 + seed, events=30)
    again = r.integers(0, 160, 25)
    c = {k: np.concatenate([v, v[again]]) for k, v in c.items()}
    same = np.concatenate([np.arange(160), again])  # what a row is, whatever its number
    counts, none = pairs.count_names(c["name"]), np.zeros(0, np.int64)
    whole = reports(c, name_counts=counts, hubs=none)
    want = sorted(sorted(int(same[x]) for x in g) for g in groups(whole, cluster(whole)))
    turn = r.permutation(185)
    split = int(r.integers(20, 170))
    first = reports(c, turn[:split], name_counts=counts, hubs=none)
    index = Index(first, MODEL)
    for row in turn[split:]:
        index.add(reports(c, np.array([row]), name_counts=counts, hubs=none))
    rows = np.concatenate([turn[:split][first.order], turn[split:]])
    found: dict[int, list[int]] = {}
    for row, head in zip(rows.tolist(), index.group[:185].tolist(), strict=True):
        found.setdefault(head, []).append(int(same[row]))
    assert sorted(sorted(v) for v in found.values()) == want


def test_the_reasons_of_a_pair_add_up_to_its_score() -> None:
    r = reports(columns(300, 8))
    e = pairs.score(r, MODEL)
    for k in range(0, len(e.i), max(1, len(e.i) // 20)):
        assert sum(w for _, w in pairs.why(r, int(e.i[k]), int(e.j[k]), e.crowd, MODEL)) == e.w[k]


def test_without_labels_groups_are_found() -> None:
    c = columns(3000, 9, events=1000)
    r = reports(c)
    fitted = training.fit_unlabelled(r, LAYOUT, rounds=10)
    e = pairs.score(r, fitted)
    truth = c["truth"][r.order]
    strong = e.w > 2000
    assert strong.sum() > 500
    assert (truth[e.i[strong]] == truth[e.j[strong]]).mean() > 0.8


def test_a_point_that_stands_for_unknown_is_not_a_place() -> None:
    c = columns(3000, 10)
    c["lon"][:2000], c["lat"][:2000] = 179.9, 40.25
    r, tally = make_reports(c["lon"] - 0.5, c["lat"], c["t"], c["cls"], c["levels"], LAYOUT)
    assert tally["at a point that stands for unknown"] == 2000
    assert (r.cls == -1).sum() == 2000


def test_unknown_time_or_place_pairs_with_nothing() -> None:
    c = columns(200, 11)
    t = c["t"].astype(float)
    t[:50] = np.nan
    c["lon"][50:100] = np.nan
    r, tally = make_reports(c["lon"] - 1, c["lat"], t, c["cls"], c["levels"], LAYOUT)
    assert (tally["without a time"], tally["without a place"]) == (50, 50)
    e = pairs.score(r, MODEL)
    assert (r.cls[e.i] >= 0).all()
    assert (r.cls[e.j] >= 0).all()


def test_bad_columns_are_named() -> None:
    c = columns(10, 12)
    with pytest.raises(InputError, match="out of range"):
        make_reports(c["lon"] + 300, c["lat"], c["t"], c["cls"], c["levels"], LAYOUT)
    with pytest.raises(InputError, match="kind"):
        make_reports(c["lon"] - 1, c["lat"], c["t"], c["cls"], c["levels"] + 9, LAYOUT)


def test_signatures_are_the_same_bits_compiled_and_plain() -> None:
    assert importlib.util.find_spec("numba")
    r = np.random.default_rng(2)
    vocabulary = ["".join(chr(97 + x) for x in r.integers(0, 26, 5)) for _ in range(300)]
    texts = [" ".join(r.choice(vocabulary, 12)) + " stock phrase of all" for _ in range(400)] + [
        None,
        "",
        "Հադրութ Şuşa",
    ]
    data, ends = wording._bytes(texts)
    assert (wording._count_plain(data, ends) == wording.word_counts(texts)).all()
    counts = wording.word_counts(texts)
    plain, fast = wording._sign_plain(data, ends, wording.weights(counts)), wording.signatures(texts, counts)
    assert (plain == fast).all()
    assert plain[-3] == plain[-2] == 0


def test_a_copy_has_a_near_signature_and_stock_words_none() -> None:
    r = np.random.default_rng(3)
    vocabulary = ["".join(chr(97 + x) for x in r.integers(0, 26, 5)) for _ in range(3000)]
    texts = [" ".join(r.choice(vocabulary, 12)) + " the ministry said in a statement" for _ in range(600)]
    texts.append(texts[0] + " extra")
    sig = wording.signatures(texts, wording.word_counts(texts))
    assert pairs.slots_alike(sig[:1], sig[-1:])[0] >= 12
    assert np.mean(pairs.slots_alike(sig[:300], sig[300:600])) < 3


def test_kernel_rows_near_a_point_are_the_neighbours_counted() -> None:
    from truceline.events.pairs_fast import around

    r = reports(columns(300, 13))
    k = Kernel(r, LAYOUT)
    for row in range(0, 300, 17):
        near = around(k, r.lon[row], r.lat[row], int(r.t[row]), int(r.cls[row]))
        assert len(near[near != row]) == k.crowd[row]
