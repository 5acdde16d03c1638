"""Episodes: found, dated, named; nothing found in quiet; bad input said."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.values.errors import InputError
from truceline.watch import hmm
from truceline.watch.episodes import bursts, find_episodes
from truceline.watch.naming import days_of, distinct, name_of
from truceline.watch.series import daily_series, period_series

D = dt.date(2008, 1, 1)


def quiet(n: int, rate: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).poisson(rate, n).astype(float)


def test_a_flare_up_in_sparse_quiet_is_dated_to_the_day() -> None:
    x = quiet(3000, 0.05, 1)
    x[990:1010] = 0
    x[1000:1005] = [4, 2, 11, 0, 1]
    found = find_episodes(daily_series(x, D, measure="deaths")).episodes
    hit = [e for e in found if e.onset <= D + dt.timedelta(1000) <= e.end]
    assert len(hit) == 1
    assert hit[0].onset == D + dt.timedelta(1000)
    assert abs((hit[0].end - D).days - 1004) <= 2
    assert hit[0].total >= 17
    assert hit[0].peaks == (D + dt.timedelta(1002),)
    assert hit[0].dead is not None
    assert hit[0].dead.low == hit[0].total
    assert len(found) <= 3


def test_ten_thousand_on_one_day_do_not_hide_a_skirmish() -> None:
    x = quiet(3000, 0.05, 2)
    x[480:520] = 0
    x[500:505] = [3, 4, 5, 2, 3]
    x[2000] = 10_000
    x[2001] = 50
    found = find_episodes(daily_series(x, D)).episodes
    onsets = {(e.onset - D).days for e in found}
    assert {500, 2000} <= onsets


def test_all_zeros_give_no_episode_and_say_so() -> None:
    found = find_episodes(daily_series(np.zeros(100), D))
    assert found.episodes == ()
    assert "0" in found.notes[0]


def test_one_event_is_an_incident_not_an_episode() -> None:
    x = np.zeros(400)
    x[200] = 1
    assert find_episodes(daily_series(x, D)).episodes == ()


def test_a_year_missing_in_the_middle_is_neither_quiet_nor_flare() -> None:
    x = quiet(1500, 0.1, 3)
    x[700:704] = [5, 6, 7, 8]
    x[704:1069] = np.nan
    found = find_episodes(daily_series(x, D))
    hit = [e for e in found.episodes if e.onset == D + dt.timedelta(700)]
    assert hit
    assert any("nothing is known of the days after" in n for n in hit[0].notes)
    assert any("365 days are unknown" in n for n in found.notes)
    assert found.reading is not None
    assert found.reading.flare[900] < 0.5


def test_too_short_a_series_is_refused() -> None:
    with pytest.raises(InputError, match="too few"):
        find_episodes(daily_series([1, 2, 3], D))


def test_periods_with_holes_are_read() -> None:
    rng = np.random.default_rng(0)
    rows = []
    for i in range(40):
        a = D + dt.timedelta(14 * i + (14 if i > 20 else 0))
        rows.append((a, a + dt.timedelta(13), float(rng.poisson(20 if i not in (30, 31) else 2000))))
    found = find_episodes(period_series(rows, measure="violations")).episodes
    assert [e.onset for e in found] == [rows[30][0]]


def test_the_burst_model_is_the_special_case() -> None:
    x = quiet(2000, 0.05, 5)
    x[1000:1010] = 5
    found = bursts(daily_series(x, D)).episodes
    assert any((e.onset - D).days == 1000 and e.method == "burst model" for e in found)


@given(st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_the_same_series_gives_the_same_episodes_whoever_reports(seed: int) -> None:
    x = quiet(600, 0.1, seed)
    x[300:306] = 6
    a = find_episodes(daily_series(x, D, reporter="A", sides=("A", "B"))).episodes
    b = find_episodes(daily_series(x, D, reporter="B", sides=("B", "A"))).episodes
    assert [(e.onset, e.end, e.total) for e in a] == [(e.onset, e.end, e.total) for e in b]


def test_em_recovers_rates_and_the_kernels_agree() -> None:
    rng = np.random.default_rng(4)
    state = np.zeros(4000, dtype=int)
    for t in range(1, 4000):
        state[t] = rng.random() < (0.01 if state[t - 1] == 0 else 0.9)
    x = np.where(state, rng.negative_binomial(2, 2 / (2 + 8.0), 4000), rng.poisson(0.3, 4000)).astype(float)
    model = hmm.fit(x)
    assert model.rates[0] == pytest.approx(0.3, rel=0.15)
    assert model.rates[1] == pytest.approx(8.0, rel=0.15)
    reading = hmm.decode(x, model)
    assert (reading.path == state).mean() > 0.97
    logb = hmm.log_emissions(x[:300], np.ones(300), model)
    args = (logb, np.array(model.moves), np.array(model.first))
    for got, plain in zip(hmm.forward_backward(*args), hmm.forward_backward.plain(*args), strict=True):
        np.testing.assert_allclose(got, plain, rtol=1e-10)
    logs = (logb, np.log(args[1]), np.log(args[2]))
    assert (hmm.viterbi(*logs) == hmm.viterbi.plain(*logs)).all()


@pytest.mark.parametrize(
    ("a", "z", "name"),
    [
        ((2016, 4, 1), (2016, 4, 5), "April 2016"),
        ((2014, 7, 27), (2014, 8, 5), "summer of 2014"),
        ((2020, 9, 27), (2020, 11, 10), "from 27 September 2020"),
        ((2020, 7, 12), (2020, 7, 16), "July 2020"),
        ((2014, 12, 28), (2015, 1, 6), "winter of 2014-15"),
        ((2015, 1, 28), (2015, 2, 6), "winter of 2014-15"),
    ],
)
def test_names_are_those_of_the_field(a: tuple[int, int, int], z: tuple[int, int, int], name: str) -> None:
    assert name_of(dt.date(*a), dt.date(*z)) == name


def test_two_of_one_name_are_named_by_their_days() -> None:
    p = [(dt.date(2020, 7, 2), dt.date(2020, 7, 3)), (dt.date(2020, 7, 12), dt.date(2020, 7, 16))]
    assert distinct(p) == ["2-3 July 2020", "12-16 July 2020"]
    assert days_of(dt.date(2014, 12, 30), dt.date(2015, 1, 2)) == "30 December 2014 - 2 January 2015"


@pytest.mark.evaldata
def test_the_four_named_episodes_on_the_semi_real_series(evaldata) -> None:  # type: ignore[no-untyped-def]
    import csv

    with (evaldata / "karabakh" / "deaths_semireal_5reps.csv").open() as f:
        rows = list(csv.reader(f))[1:]
    first = dt.date.fromisoformat(rows[0][0])
    named = {
        "summer of 2014": (dt.date(2014, 7, 26), dt.date(2014, 8, 5)),
        "April 2016": (dt.date(2016, 4, 1), dt.date(2016, 4, 5)),
        "July 2020": (dt.date(2020, 7, 12), dt.date(2020, 7, 16)),
        "from 27 September 2020": (dt.date(2020, 9, 27), dt.date(2020, 11, 10)),
    }
    for column in range(1, 6):
        x = [float(r[column]) for r in rows]
        found = find_episodes(daily_series(x, first, measure="deaths")).episodes
        others = 0
        got = {}
        for e in found:
            name = [n for n, (a, z) in named.items() if e.onset <= z and e.end >= a]
            if name:
                got[name[0]] = e
            elif e.onset >= dt.date(2008, 1, 1):
                others += 1
        assert set(got) == set(named)
        assert others <= 2
        for name, e in got.items():
            assert e.name == name
            assert abs((e.onset - named[name][0]).days) <= 2
            assert abs((e.end - named[name][1]).days) <= 2
