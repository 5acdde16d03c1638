"""Effects as a curve over reporting; change points; back-tests; the calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from truceline.values.errors import InputError
from truceline.watch.alarm import Alarm
from truceline.watch.calendar import anniversaries, due, open_on, reporting, talks
from truceline.watch.changepoints import binary_segmentation, cover, f1_margin, pelt, pelt_kernel
from truceline.watch.forward import watch_forward
from truceline.watch.interrupted import Design, effect
from truceline.watch.series import daily_series
from truceline.watch.skill import amoc, no_change, score, seasonal, thin, thinning, with_skill

D = dt.date(2015, 1, 1)


def stepped(seed: int, ratio: float, before: float = 0.6, after: float = 0.85, n: int = 200) -> np.ndarray:
    rng = np.random.default_rng(seed)
    mean = np.where(np.arange(2 * n) < n, 5.0 * before, 5.0 * ratio * after)
    return rng.negative_binomial(3.0, 3.0 / (3.0 + mean)).astype(float)


def test_changed_reporting_biases_the_naive_ratio_and_the_curve_covers() -> None:
    naive = covered = 0
    for seed in range(40):
        e = effect(stepped(seed, 0.3), 200, Design(slope=False, law="negative_binomial"), reporting=(1.2, 1.7))
        naive += e.low <= 0.3 <= e.high
        assert e.band is not None
        covered += e.band[0] <= 0.3 <= e.band[1]
    assert naive <= 12
    assert covered >= 38


def test_the_curve_divides_by_the_reporting_ratio() -> None:
    e = effect(stepped(1, 0.3), 200, Design(slope=False), ratios=(0.5, 1.0, 2.0))
    assert [p.ratio for p in e.curve] == pytest.approx([2 * e.ratio, e.ratio, e.ratio / 2])
    assert e.at_reporting(e.no_effect_at)[0] == pytest.approx(1.0)


def test_dates_and_lengths_that_cannot_be() -> None:
    x = stepped(2, 1.0)
    with pytest.raises(InputError, match="outside"):
        effect(x, 400)
    with pytest.raises(InputError, match="too little"):
        effect(x, 2)
    with pytest.raises(InputError, match="reporting"):
        effect(x, 200, ratios=(0.0,))
    e = effect(x, 200, Design(harmonics=1, hac_lags=-1, anticipation=10, slope_change=True), placebos=3)
    assert len(e.placebos) == 3
    assert np.isnan(e.fitted[195])


@pytest.mark.evaldata
def test_the_sicilian_ban_as_published(evaldata: Path) -> None:
    import csv

    with (evaldata / "analysis" / "sicily.csv").open() as f:
        rows = list(csv.DictReader(f))
    y, pop, t = ([float(r[k]) for r in rows] for k in ("aces", "stdpop", "time"))
    at = [r["smokban"] for r in rows].index("1")
    e = effect(y, at, Design(law="poisson"), exposure=pop, times=t)
    assert (e.ratio, e.low, e.high) == pytest.approx((0.894, 0.865, 0.925), abs=1e-3)
    assert e.dispersion == pytest.approx(3.559, abs=1e-3)
    e = effect(y, at, Design(harmonics=2, season=12), exposure=pop, times=t)
    assert (e.ratio, e.low, e.high) == pytest.approx((0.885, 0.839, 0.933), abs=1e-3)
    e = effect(y, at, Design(harmonics=2, season=12, slope_change=True), exposure=pop, times=t)
    assert e.slope_change is not None
    assert (e.slope_change[0], e.slope_change[3]) == pytest.approx((1.0015, 0.428), abs=1e-3)


@pytest.mark.parametrize("cost", ["poisson", "negative_binomial", "normal_mean"])
def test_change_points_of_a_planted_step(cost: str) -> None:
    x = np.concatenate([np.full(100, 2.0), np.full(100, 9.0), np.full(50, 2.0)])
    x += np.random.default_rng(0).integers(0, 2, 250)
    assert pelt(x, cost=cost) == [100, 200]  # type: ignore[arg-type]
    assert binary_segmentation(x) == [100, 200]
    args = (x, np.ones(250), 0, 1.0, 10.0, 1)
    assert (pelt_kernel(*args) == pelt_kernel.plain(*args)).all()


def test_pelt_is_exact_against_all_segmentations() -> None:
    x = np.array([0, 1, 0, 5, 6, 4, 0, 0.0])

    def price(a: int, z: int) -> float:
        s = x[a:z].sum()
        return 0.0 if s == 0 else -2 * s * np.log(s / (z - a))

    best = min(
        (sum(price(a, z) for a, z in zip((0, *c), (*c, 8), strict=True)) + 3 * len(c), c)
        for mask in range(128)
        for c in [tuple(i + 1 for i in range(7) if mask >> i & 1)]
    )
    assert tuple(pelt(x, penalty=3.0)) == best[1]


def test_metrics() -> None:
    assert f1_margin([[10], [12]], [11]) == 1.0
    assert cover([[5]], [5], 10) == 1.0
    assert cover([[5]], [], 10) == pytest.approx(0.5)


def test_skill_counts_found_missed_false_and_quiet() -> None:
    s = daily_series(np.zeros(365), D, reporter="R")
    day = lambda i: D + dt.timedelta(i)  # noqa: E731
    alarm = lambda i: Alarm(kind="fire_changed", method="m", reporter="R", measure="x", raised=day(i), since=day(i))  # noqa: E731
    got = score([alarm(101), alarm(300)], s, [("one", day(100), day(105)), ("two", day(200), day(205))])
    assert got.delays == {"one": 1}
    assert got.missed == ("two",)
    assert got.false_alarms == (day(300),)
    assert got.per_month == pytest.approx(30.44 / 353)
    assert "found 1 of 2" in got.in_words()
    assert with_skill([alarm(1)], got)[0].skill == got.in_words()
    with pytest.raises(InputError):
        score([], s, [])


def test_thinning_keeps_a_share_and_missing_missing() -> None:
    x = np.array([1000.0, np.nan, 0.0])
    y = thin(x, 0.5, np.random.default_rng(1))
    assert 420 < y[0] < 580
    assert np.isnan(y[1])
    x = np.random.default_rng(3).poisson(0.1, 900).astype(float)
    x[700:710] = 8
    s = daily_series(x, D, reporter="R")
    onsets = [("planted", D + dt.timedelta(700), D + dt.timedelta(709))]
    curve = thinning(s, onsets, lambda v: watch_forward(v).alarms, kept=(1.0, 0.5), runs=2)
    assert [t.found["planted"] for t in curve] == [1.0, 1.0]
    points = amoc(s, onsets, lambda v, h: no_change(v, by=h), (2.0, 6.0))
    assert points[0].per_month <= points[1].per_month
    assert score(seasonal(s), s, onsets).found_share == 1.0


def test_the_calendar_gives_windows_and_no_forecast() -> None:
    w = anniversaries([("the truce", dt.date(2020, 2, 29))], dt.date(2021, 1, 1), dt.date(2024, 12, 31))
    assert [x.first.isoformat() for x in w] == ["2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]
    r = reporting("weekly report", D, 7, D + dt.timedelta(3), D + dt.timedelta(20))
    assert [(x.first - D).days for x in r] == [7, 14]
    assert open_on([due("handover", D + dt.timedelta(7))], D)[0].kind == "due"
    with pytest.raises(InputError):
        talks("talks", D, D - dt.timedelta(1))
