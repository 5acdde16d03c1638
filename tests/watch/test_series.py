"""Series: per reporter, missing is not zero, bad input named."""

from __future__ import annotations

import datetime as dt
import math

import msgspec
import numpy as np
import pytest

from truceline.claims.claim import Claim, Span, Speaker, with_id
from truceline.events.event import Event, Origin, Version
from truceline.values.count import Count
from truceline.values.errors import InputError
from truceline.values.time import day_when
from truceline.watch.from_record import series_from_claims, series_from_events
from truceline.watch.series import daily_series, dated_series, period_series

D = dt.date(2020, 7, 1)
ZONE = "Asia/Baku"


def test_missing_is_not_zero_and_stays_missing() -> None:
    s = daily_series([1, None, 0, math.nan], D, reporter="r")
    assert s.missing.tolist() == [False, True, False, True]
    assert s.values[2] == 0


def test_an_unwatched_zero_is_missing_but_a_count_stays() -> None:
    s = daily_series([0, 3, 0], D, watched=[0.0, 0.0, 0.5])
    assert s.missing.tolist() == [True, False, False]
    assert "unwatched" in s.notes[0]


@pytest.mark.parametrize(
    ("values", "word"), [([], "empty"), ([1, -1], "negative"), ([0.5], "fractional"), ([math.inf], "infinite")]
)
def test_bad_values_are_named(values: list[float], word: str) -> None:
    with pytest.raises(InputError, match=word):
        daily_series(values, D)


def test_a_day_twice_is_refused_summed_or_replaced_as_asked() -> None:
    rows = [(D, 1.0), (D, 2.0)]
    with pytest.raises(InputError, match="twice"):
        dated_series(rows)
    assert dated_series(rows, duplicates="sum").values.tolist() == [3.0]
    assert dated_series(rows, duplicates="last").values.tolist() == [2.0]


def test_days_without_a_row_are_missing_unless_said_to_be_zero() -> None:
    rows = [(D, 1.0), (D + dt.timedelta(3), 1.0)]
    assert np.isnan(dated_series(rows).values).sum() == 2
    assert dated_series(rows, absent=0).values.sum() == 2


def test_periods_keep_their_holes_and_may_not_overlap() -> None:
    s = period_series([(D, D + dt.timedelta(13), 5), (D + dt.timedelta(28), D + dt.timedelta(48), 7)])
    assert s.lengths.tolist() == [14, 21]
    assert not s.daily
    assert s.at(D + dt.timedelta(20)) is None
    with pytest.raises(InputError, match="overlap"):
        period_series([(D, D + dt.timedelta(13), 5), (D + dt.timedelta(13), D + dt.timedelta(20), 7)])


def _claim(who: str, day: dt.date, act: str = "asserts", counts: tuple[Count, ...] = (), n: int = 0) -> Claim:
    return with_id(
        Claim(
            document=f"doc-{who}-{day}-{n}",
            span=Span(start=0, end=1, text="x"),
            says=(Speaker(name=who),),
            act=act,  # type: ignore[arg-type]
            kind="violation",
            when=day_when(day, ZONE),
            counts=counts,
        )
    )


def test_reporters_are_never_added_and_sums_stand_apart() -> None:
    claims = [
        _claim("A", D),
        _claim("A", D, n=1),
        _claim("B", D),
        _claim("B", D, "counts", (Count(what="violations", best=40),)),
        _claim("B", D, "denies"),
    ]
    built = series_from_claims(claims, zone=ZONE, first=D, last=D + dt.timedelta(2))
    got = {(s.reporter, s.measure, s.aggregate): s.values for s in built.series}
    assert got["A", "reports", False][0] == 2
    assert got["B", "reports", False][0] == 1
    assert got["B", "violations", True][0] == 40
    assert np.isnan(got["A", "reports", False][1])
    assert sum(built.set_aside.values()) == 1


def test_a_publisher_is_a_series_beside_whom_it_quotes() -> None:
    quoted = [
        with_id(
            msgspec.structs.replace(_claim("Ministry", D, n=n), says=(Speaker(name="Ministry"), Speaker(name="Agency")))
        )
        for n in range(3)
    ]
    assert [(s.reporter, s.values[0]) for s in series_from_claims(quoted, zone=ZONE).series] == [("Ministry", 3.0)]
    assert [(s.reporter, s.values[0]) for s in series_from_claims(quoted, zone=ZONE, link=-1).series] == [
        ("Agency", 3.0)
    ]


def test_events_give_each_origin_its_own_figure() -> None:
    e = Event(
        id="event-1",
        version="v",
        cls="incident",
        kind="violence",
        when=day_when(D, ZONE),
        versions=(
            Version(origin=Origin(id="A", name="A"), act="asserts", counts=(Count(what="killed", best=3),)),
            Version(origin=Origin(id="B", name="B"), act="asserts", counts=(Count(what="killed", low=5),)),
        ),
    )
    built = series_from_events([e], zone=ZONE, measure="killed")
    assert {s.reporter: s.values[0] for s in built.series} == {"A": 3.0, "B": 5.0}
    assert built.evidence["A"][D] == ("event-1",)


def test_no_claim_no_series() -> None:
    assert series_from_claims([], zone=ZONE).series == ()


def test_swapping_two_reporters_swaps_their_series_and_nothing_else() -> None:
    def build(swap: dict[str, str]) -> dict[str, list[float]]:
        days = [("A", 0), ("A", 0), ("B", 0), ("B", 4), ("A", 5)]
        claims = [_claim(swap.get(w, w), D + dt.timedelta(d), n=i) for i, (w, d) in enumerate(days)]
        built = series_from_claims(claims, zone=ZONE, first=D, last=D + dt.timedelta(6))
        return {s.reporter: np.nan_to_num(s.values, nan=-1.0).tolist() for s in built.series}

    plain, swapped = build({}), build({"A": "B", "B": "A"})
    assert plain["A"] == swapped["B"]
    assert plain["B"] == swapped["A"]
