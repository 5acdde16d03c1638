"""The scan: exact against brute force and published figures; plain, array and compiled forms agree; ties; bad input."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import msgspec
import numpy as np
import pytest

from truceline.values.errors import InputError
from truceline.watch.scan import kernels
from truceline.watch.scan.arrays import Data, backwards, events, expected, table, to_scan
from truceline.watch.scan.scan import How, gumbel_p, scan
from truceline.watch.scan.zones import circles, great_circle_km, stretches


def world(seed: int, sites: int = 14, steps: int = 12, n: int = 80) -> tuple[Data, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 10, (2, sites))
    data = events(
        rng.integers(0, sites, n),
        rng.integers(0, steps, n),
        n_sites=sites,
        n_steps=steps,
        population=rng.integers(1, 50, sites),
        baseline=rng.uniform(0.2, 1.0, (sites, steps)),
        size=2.0,
    )
    return data, xy[0], xy[1]


@pytest.mark.parametrize("model", ["permutation", "poisson", "expectation_poisson", "expectation_nb"])
@pytest.mark.parametrize("prospective", [True, False])
def test_plain_arrays_and_compiled_forms_agree(model: str, prospective: bool) -> None:
    data, x, y = world(3)
    zones = circles(x, y, cartesian=True, max_share=0.6, weight=np.bincount(data.sites, minlength=data.n_sites))
    cases, expect = table(data), expected(data, model)  # type: ignore[arg-type]
    num, den = to_scan(cases, expect, data, model)  # type: ignore[arg-type]
    code = {"permutation": 0, "poisson": 0, "expectation_poisson": 1, "expectation_nb": 2}[model]
    n = zones.starts.size - 1
    got = []
    if prospective:
        arrays = [backwards(v, 4) for v in (num, den, cases)]
        forms = (kernels.prospective, kernels.prospective.plain, kernels.prospective_arrays)
        extra: tuple[int, ...] = ()
    else:
        arrays = [num, den, cases]
        forms = (kernels.retrospective, kernels.retrospective.plain, kernels.retrospective_arrays)
        extra = (1, 5)
    for form in forms:
        best, at = np.empty(n), np.empty(n, dtype=np.int64)
        form(zones.order, zones.starts, zones.ends, *arrays, float(data.total), code, 2.0, *extra, True, best, at)
        got.append(best.max())
        assert np.all(at[best > 0] >= 0)
    np.testing.assert_allclose(got, got[0], rtol=1e-10)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("each", [True, False])
def test_the_form_for_products_agrees_with_the_general_one(seed: int, each: bool) -> None:
    data, x, y = world(seed, n=40 + 30 * seed)
    zones = circles(x, y, cartesian=True, max_share=0.6, weight=np.bincount(data.sites, minlength=data.n_sites))
    late, cases = backwards(expected(data, "permutation"), 5), backwards(table(data), 5)
    weight, scale = late[:, -1].copy(), late.sum(axis=0) / late[:, -1].sum()
    n = zones.starts.size - 1
    shape, rule = (zones.order, zones.starts, zones.ends), (float(data.total), 2.0, each)
    best, at = np.empty(n), np.empty(n, dtype=np.int64)
    want = kernels.prospective(*shape, cases, late, cases, float(data.total), 0, 2.0, each, best, at)
    for form in (kernels.separable, kernels.separable.plain, kernels.separable_arrays):
        own, place = np.empty(n), np.empty(n, dtype=np.int64)
        assert form(*shape, cases, weight, scale, *rule, own, place) == pytest.approx(want, rel=1e-12)
        if each:
            np.testing.assert_allclose(own, best, rtol=1e-12)


def test_the_maximum_is_that_of_brute_force() -> None:
    data, x, y = world(5)
    w = np.bincount(data.sites, minlength=data.n_sites).astype(float)
    zones = circles(x, y, cartesian=True, max_share=0.5, weight=w)
    best = scan(data, zones, How(replicates=0, longest=4)).clusters[0].statistic
    cases, expect, n = table(data), expected(data, "permutation"), data.total
    top = 0.0
    for i in range(data.n_sites):
        order = np.argsort(np.hypot(x - x[i], y - y[i]))
        for k in range(1, data.n_sites + 1):
            if w[order[:k]].sum() > 0.5 * n:
                break
            for width in range(1, 5):
                c, m = cases[order[:k], -width:].sum(), expect[order[:k], -width:].sum()
                if c > m and c >= 2:
                    top = max(top, c * math.log(c / m) + (n - c) * math.log((n - c) / (n - m)))
    assert best == pytest.approx(top, rel=1e-12)


def test_a_planted_cluster_is_found_on_a_line_and_chance_is_not() -> None:
    rng = np.random.default_rng(2)
    chainage = np.sort(rng.uniform(0, 200, 80))
    depth = rng.uniform(0, 10, 80)
    s, t = rng.integers(0, 80, 1500), rng.integers(0, 200, 1500)
    near = np.flatnonzero((chainage > 60) & (chainage < 70))
    s = np.concatenate([s, rng.choice(near, 40)])
    t = np.concatenate([t, rng.integers(195, 200, 40)])
    data = events(s, t, n_sites=80, n_steps=200)
    zones = stretches(chainage, depth, bands=((0, 5), (0, 15)), max_km=40, weight=np.bincount(s, minlength=80))
    c = scan(data, zones, How(replicates=99, longest=10)).clusters[0]
    assert c.p == 0.01
    assert c.first >= 190
    assert set(c.sites) & {str(i) for i in near}
    assert c.stretch_km is not None
    assert c.recurrence_days == pytest.approx(100.0)


def test_the_p_value_keeps_its_word_under_chance() -> None:
    rng = np.random.default_rng(9)
    x, y = rng.uniform(0, 10, (2, 12))
    low = 0
    for i in range(120):
        data = events(rng.integers(0, 12, 60), rng.integers(0, 20, 60), n_sites=12, n_steps=20)
        zones = circles(x, y, cartesian=True, weight=np.bincount(data.sites, minlength=12))
        found = scan(data, zones, How(replicates=19, longest=5, seed=i)).clusters
        low += bool(found) and (found[0].p or 1) <= 0.1
    assert low <= 24


def test_exact_ties_are_all_reported() -> None:
    data = events([0, 0, 1, 1, 2, 3] * 1, [9, 9, 9, 9, 0, 1], n_sites=4, n_steps=10)
    zones = circles([0, 0, 50, 90], [0, 0, 0, 0], cartesian=True, max_share=0.9, weight=[2, 2, 1, 1])
    c = scan(data, zones, How(replicates=0)).clusters[0]
    assert set(c.sites) == {"0", "1"}  # two sites at one point are one
    assert c.tied == ()
    apart = events([0, 0, 2, 2, 1, 3], [9, 9, 9, 9, 0, 1], n_sites=4, n_steps=10)
    far = circles([0, 10, 500, 900], [0, 0, 0, 0], cartesian=True, max_km=20, weight=[2, 1, 2, 1], max_share=0.5)
    found = scan(apart, far, How(replicates=0)).clusters
    assert found[0].statistic == pytest.approx(found[1].statistic)


def test_windows_and_input_that_cannot_be() -> None:
    data, x, y = world(1)
    zones = circles(x, y, cartesian=True)
    assert any("longer than the data" in n for n in scan(data, zones, How(longest=99, replicates=0)).notes)
    with pytest.raises(InputError, match="no event"):
        events([], [], n_sites=1, n_steps=1)
    with pytest.raises(InputError, match="outside"):
        events([5], [0], n_sites=2, n_steps=1)
    with pytest.raises(InputError, match="count"):
        events([0], [0], n_sites=1, n_steps=1, counts=[-1])
    with pytest.raises(InputError, match="small enough"):
        circles([0.0], [0.0], weight=[5.0], max_share=0.5)
    with pytest.raises(InputError, match="populations"):
        scan(msgspec.structs.replace(data, population=None), zones, How(model="poisson"))


def test_a_population_per_step_equals_one_per_site_where_it_does_not_change() -> None:
    data, x, y = world(8)
    assert data.population is not None
    zones = circles(x, y, cartesian=True, weight=data.population)
    wide = msgspec.structs.replace(data, population=np.repeat(data.population[:, None], data.n_steps, axis=1))
    how = How(model="poisson", replicates=0, prospective=False)
    a, b = scan(data, zones, how).clusters[0], scan(wide, zones, how).clusters[0]
    assert a.statistic == pytest.approx(b.statistic, rel=1e-12)
    assert a.sites == b.sites


def test_sequential_stopping_ends_early_and_seeds_repeat() -> None:
    data, x, y = world(6)
    zones = circles(x, y, cartesian=True, weight=np.bincount(data.sites, minlength=data.n_sites))
    a = scan(data, zones, How(seed=4, stop_after=10))
    b = scan(data, zones, How(seed=4, stop_after=10))
    assert a.clusters == b.clusters
    if a.stopped:
        assert a.clusters[0].p == 10 / a.maxima.size


def test_the_gumbel_tail_is_that_of_the_law() -> None:
    draws = np.random.default_rng(0).gumbel(5, 2, 20000)
    assert gumbel_p(draws, 12.0) == pytest.approx(1 - math.exp(-math.exp(-3.5)), rel=0.1)
    assert gumbel_p(np.ones(5), 1.0) is None


def test_great_circle() -> None:
    d = great_circle_km(np.array([0.0]), np.array([1.0]), 0.0, 0.0)
    assert d[0] == pytest.approx(111.195, abs=0.01)


@pytest.mark.evaldata
def test_the_fever_sample(evaldata: Path) -> None:
    folder = evaldata / "analysis"
    geo = [line.split() for line in (folder / "nyc_fever.geo").read_text().splitlines() if line.strip()]
    cas = [line.split() for line in (folder / "nyc_fever.cas").read_text().splitlines() if line.strip()]
    ids = [g[0] for g in geo]
    first = dt.date(2001, 11, 1)
    steps = [(dt.date(*map(int, c[2].split("/"))) - first).days for c in cas]
    data = events([ids.index(c[0]) for c in cas], steps, n_sites=len(ids), n_steps=24, counts=[int(c[1]) for c in cas])
    w = np.bincount(data.sites, minlength=len(ids))
    zones = circles([float(g[1]) for g in geo], [float(g[2]) for g in geo], max_km=3, weight=w)
    got = scan(data, zones, How(seed=1), names=ids).clusters
    assert got[0].statistic == pytest.approx(3.845418, abs=1e-6)
    assert set(got[0].sites) == {"11418", "11415", "11419", "11435", "11416", "11421", "11451", "11375", "11417"}
    assert (got[0].first, got[0].last) == (21, 23)
    assert abs((got[0].p or 0) - 0.216) <= 3 * 0.018
    assert got[1].statistic == pytest.approx(3.164201, abs=1e-6)
    assert got[1].sites == ("11372",)
    assert got[2].statistic == pytest.approx(2.137259, abs=1e-6)
