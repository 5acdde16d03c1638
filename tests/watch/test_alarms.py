"""Alarms: exact run lengths, published oracles, realised rates, silence."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.values.errors import InputError
from truceline.watch.alarm import Alarm, in_plain_words, ranked
from truceline.watch.bocpd import online
from truceline.watch.cusum import glr, make_rule, reference_value, run
from truceline.watch.ears import ears
from truceline.watch.farrington import FLEXIBLE, ORIGINAL, farrington, reference
from truceline.watch.forward import filter_alarms, watch_forward
from truceline.watch.runlength import limit_for, run_length, run_length_law
from truceline.watch.series import daily_series
from truceline.watch.silence import day_states, falls, silences, sort_breaks

D = dt.date(2018, 1, 1)


@pytest.mark.parametrize(
    ("h", "theta", "plain", "fast"),
    [(4, 2.4, 29.97987, 25.71855), (6, 2.4, 85.53658, 75.63005), (4, 4.0, 4.227208, 2.919415)],
)
def test_published_run_lengths_of_the_poisson_cusum(h: int, theta: float, plain: float, fast: float) -> None:
    assert run_length(3, h, theta) == pytest.approx(plain, abs=1e-5)
    assert run_length(3, h, theta, start=Fraction(h, 2)) == pytest.approx(fast, abs=1e-5)


def test_the_law_of_run_lengths_has_the_mean() -> None:
    law = run_length_law(Fraction(3), Fraction(4), 4.0, upto=400)
    assert law.sum() == pytest.approx(1.0, abs=1e-9)
    assert (law * np.arange(1, 401)).sum() == pytest.approx(run_length(3, 4, 4.0), abs=1e-6)


@given(st.sampled_from([0.1, 0.3, 1.0]), st.sampled_from([0.5, 2.0, math.inf]), st.sampled_from([None, 3]))
@settings(max_examples=6, deadline=None)
def test_the_limit_is_the_smallest_that_holds_the_rate_asked(mean: float, size: float, cap: int | None) -> None:
    k = Fraction(reference_value(mean, 5, size)).limit_denominator(10)
    h, length = limit_for(k, mean, size, run_length_days=365, cap=cap)
    assert length >= 365
    step = Fraction(1, k.denominator)
    assert h == step or run_length(k, h - step, mean, size, cap=cap) < 365


def test_realised_false_alarms_are_the_nominal_ones() -> None:
    rule = make_rule(0.3, 0.5, times=5, run_length_days=365)
    rng = np.random.default_rng(11)
    x = rng.negative_binomial(0.5, 0.5 / 0.8, 365 * 600).astype(float)
    _, signals = run(x, rule)
    assert x.size / len(signals) == pytest.approx(rule.run_length, rel=0.12)


def test_reset_starts_again_and_without_it_the_sum_stays() -> None:
    rule = make_rule(0.2, times=5, run_length_days=730)
    x = np.zeros(100)
    x[10:15] = 8
    assert len(run(x, rule)[1]) < len(run(x, rule, reset=False)[1])
    assert run(x, rule)[1][0].since == 10


def test_the_ratio_dates_the_change() -> None:
    x = np.concatenate([np.random.default_rng(1).poisson(0.5, 200), np.full(5, 6)]).astype(float)
    for size in (math.inf, 1.0):
        g = glr(x, 0.5, size)
        assert int(g.since[-1]) == 200
        assert g.value[-1] > 5 * g.value[:200].mean()


def test_a_limit_that_cannot_be_reached_is_named() -> None:
    with pytest.raises(InputError, match="cannot"):
        make_rule(0.5, run_length_days=0.5)
    with pytest.raises(InputError):
        reference_value(0.5, 1.0)


def test_plain_words() -> None:
    assert in_plain_words(730) == "one in two years"
    assert in_plain_words(365) == "one a year"
    assert in_plain_words(10) == "one in ten days"
    assert in_plain_words(None) == "false-alarm rate not known"


def test_alarms_without_skill_never_outrank() -> None:
    a = Alarm(kind="silent", method="m", reporter="A", measure="x", raised=D, since=D, run_length_days=9e9)
    b = msgspec.structs.replace(a, skill="found 3 of 4", raised=D + dt.timedelta(9))
    measured, rest = ranked([a, b])
    assert measured == (b,)
    assert rest == (a,)


def test_forward_alarm_on_a_planted_rise_uses_the_past_alone() -> None:
    x = np.random.default_rng(3).poisson(0.1, 1200).astype(float)
    x[1000:1010] = 4
    whole = watch_forward(daily_series(x, D, reporter="R")).alarms
    cut = watch_forward(daily_series(x[:1003], D, reporter="R")).alarms
    hit = [a for a in whole if a.raised >= D + dt.timedelta(1000)]
    assert hit[0].delay_days <= 3
    assert hit[0].raised <= D + dt.timedelta(1002)
    assert [a.raised for a in cut] == [a.raised for a in whole if a.raised < D + dt.timedelta(1003)]
    assert hit[0].run_length_basis == "markov_chain"
    assert hit[0].release == "internal"


def test_the_filter_looks_forward_only() -> None:
    x = np.random.default_rng(3).poisson(0.1, 700).astype(float)
    x[600:606] = [3, 4, 5, 6, 4, 3]
    whole = filter_alarms(daily_series(x, D))
    cut = filter_alarms(daily_series(x[:604], D))
    assert whole
    assert whole[0].raised == cut[0].raised


def test_too_little_to_watch_is_said() -> None:
    watched = watch_forward(daily_series([0, 1, 0], D))
    assert watched.alarms == ()
    assert "no baseline" in watched.notes[0]


def _chatty(n: int, rate: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).poisson(rate, n).astype(float)


def test_a_reporter_that_falls_silent_raises_silence_not_calm() -> None:
    x = _chatty(200, 5, 1)
    x[150:160] = 0
    for values in (x, np.where((np.arange(200) >= 150) & (np.arange(200) < 160), np.nan, x)):
        alarms = silences(daily_series(values, D, reporter="R"))
        assert [(a.kind, a.since, a.until) for a in alarms if a.since == D + dt.timedelta(150)] == [
            ("silent", D + dt.timedelta(150), D + dt.timedelta(159))
        ]
        states = day_states(daily_series(values, D, reporter="R"), alarms)
        assert set(states[150:160]) == {"silent"}


def test_a_watched_quiet_is_not_silence() -> None:
    x = _chatty(200, 5, 2)
    x[150:160] = 0
    watched = np.full(200, 1.0)
    s = daily_series(x, D, reporter="R", watched=watched)
    assert silences(s) == ()
    assert day_states(s)[155] == "quiet_watched"


def test_a_rare_reporter_cannot_be_called_silent() -> None:
    x = _chatty(300, 0.05, 3)
    assert silences(daily_series(x, D, reporter="R")) == ()


def test_a_fall_is_first_a_change_in_reporting_and_is_raised_once() -> None:
    x = np.concatenate([_chatty(200, 6, 4), _chatty(150, 1.0, 5)])
    alarms = falls(daily_series(x, D, reporter="R"))
    late = [a for a in alarms if a.raised >= D + dt.timedelta(200)]
    assert late[0].delay_days <= 5
    assert len(late) <= 2
    assert late[0].kind == "reporting_changed"


def test_two_reporters_breaking_alike_are_a_change_of_fire_one_alone_of_reporting() -> None:
    a = daily_series(np.concatenate([_chatty(200, 6, 6), _chatty(60, 1, 7)]), D, reporter="A")
    b = daily_series(np.concatenate([_chatty(200, 4, 8), _chatty(60, 0.6, 9)]), D, reporter="B")
    c = daily_series(_chatty(260, 4, 10), D, reporter="C")
    late = D + dt.timedelta(199)
    both = sort_breaks([x for s in (a, b) for x in falls(s) if x.raised > late], [a, b])
    alone = sort_breaks([x for x in falls(a) if x.raised > late], [a, c])
    assert {x.kind for x in both} == {"fire_changed"}
    assert {x.kind for x in alone} == {"reporting_changed"}
    assert "C" in alone[0].says


def test_online_change_points_and_ears_run() -> None:
    x = np.concatenate([_chatty(200, 0.2, 11), np.full(6, 5.0)])
    assert online(x).above[-1] > 0.9
    assert online(x).above[150] < 0.1
    z, flags = ears(x, "C2")
    assert flags[200]
    assert np.isnan(z[0])
    assert ears(x, "C3")[1].sum() >= 1
    assert ears(x, "C1")[0].shape == x.shape


def test_farrington_missing_past_is_said_and_settings_are_checked() -> None:
    y = _chatty(300, 10, 12)
    assert "years" in farrington(y, [10])[0].why
    y[299] = np.nan
    assert "nothing is known" in farrington(y, [299])[0].why
    with pytest.raises(InputError):
        farrington(y, [299], msgspec.structs.replace(ORIGINAL, b=0))
    with pytest.raises(InputError, match="outside"):
        farrington(y, [300])


def test_the_flexible_form_splits_the_year_into_blocks() -> None:
    at, block = reference(290, FLEXIBLE)
    assert set(block.tolist()) == set(range(10))
    assert at.max() < 290 - 26
    y = _chatty(300, 10, 13)
    y[295] = 60
    judged = farrington(y, range(290, 300), FLEXIBLE)
    assert [b.step for b in judged if b.alarm] == [295]


def test_dates_choose_the_same_weekday_a_year_back() -> None:
    dates = [dt.date(2010, 1, 4) + dt.timedelta(7 * i) for i in range(400)]
    at, _ = reference(390, msgspec.structs.replace(ORIGINAL, b=3), dates)
    assert {dates[i].weekday() for i in at.tolist()} == {0}
    assert at.size == 21


@pytest.mark.evaldata
def test_farrington_as_published(evaldata) -> None:  # type: ignore[no-untyped-def]
    import csv

    with (evaldata / "analysis" / "salmonella_agona.csv").open() as f:
        y = [float(r["observed"]) for r in csv.DictReader(f)]
    judged = farrington(y, range(281, 312), msgspec.structs.replace(ORIGINAL, b=4))
    assert [b.step + 1 for b in judged if b.alarm] == [284, 285]
    bounds = {282: 6.972774, 283: 7.207257, 284: 5.776060, 285: 5.932147, 286: 5.080637, 289: 4.848360, 293: 13.246238, 312: 17.290589}  # fmt: skip
    for week, bound in bounds.items():
        assert judged[week - 282].upper == pytest.approx(bound, abs=1e-4)


def test_a_burst_in_a_sparse_series_is_no_level_to_fall_from() -> None:
    x = np.zeros(400)
    x[::12] = 1.0
    x[200:205] = [40, 60, 30, 20, 10]
    s = daily_series(x, dt.date(2016, 1, 1), reporter="r")
    assert silences(s) == ()
    assert falls(s) == ()
