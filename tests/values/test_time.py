"""Times: half-open intervals, zones converted and never relabelled, unknown zones compared with a margin."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.values.errors import InputError
from truceline.values.time import DAY, HOUR, When, day_when, hull, moment, parse_instant, rfc3339, start_of_day

INSTANTS = st.integers(min_value=-(10**15), max_value=4 * 10**15)


def test_midnight_in_moscow_is_nine_in_the_evening_before_in_utc() -> None:
    us = parse_instant("2020-11-10T00:00+03:00", zone=None)
    assert rfc3339(us, "UTC") == "2020-11-09T21:00:00Z"
    assert rfc3339(us, "Asia/Baku") == "2020-11-10T01:00:00+04:00"


def test_a_bare_date_is_read_in_the_zone_given_and_its_end_is_inclusive() -> None:
    assert parse_instant("2020-11-15", zone="Europe/Moscow") == start_of_day(dt.date(2020, 11, 15), "Europe/Moscow")
    assert parse_instant("2020-11-15", zone="Europe/Moscow", end=True) == start_of_day(
        dt.date(2020, 11, 16), "Europe/Moscow"
    )


@pytest.mark.parametrize("text", ["", "2020-13-01", "2020-02-30", "15.11.2020", "soon"])
def test_what_is_no_date_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(InputError) as e:
        parse_instant(text, zone="UTC")
    assert "YYYY-MM-DD" in str(e.value)


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(InputError, match="unknown time zone"):
        moment(0, "Europe/Atlantis")


def test_without_a_zone_two_days_apart_by_hours_may_be_one() -> None:
    a = day_when(dt.date(2020, 12, 11), None)
    b = When(
        earliest=parse_instant("2020-12-12T10:00", zone="Europe/Moscow"),
        latest=parse_instant("2020-12-12T11:00", zone="Europe/Moscow"),
        zone="Europe/Moscow",
        zone_basis="stated",
    )
    assert a.zone_basis == "none"
    assert a.overlaps(b)
    assert not day_when(dt.date(2020, 12, 9), None).overlaps(b)
    assert "+" not in a.wire()["earliest"]
    assert "Z" not in a.wire()["earliest"]


@given(INSTANTS, st.integers(1, 400 * DAY), INSTANTS, st.integers(1, 400 * DAY))
def test_overlap_is_symmetric_and_the_hull_holds_both(a: int, wa: int, b: int, wb: int) -> None:
    x = When(earliest=a, latest=a + wa, zone="UTC", zone_basis="stated")
    y = When(earliest=b, latest=b + wb, zone="UTC", zone_basis="stated")
    assert x.overlaps(y) == y.overlaps(x) == (a < b + wb and b < a + wa)
    h = hull(x, y)
    assert h.earliest == min(a, b)
    assert h.latest == max(a + wa, b + wb)


@given(st.integers(0, 3 * 10**15), st.sampled_from(["UTC", "Europe/Moscow", "Asia/Baku", "+04:00"]))
def test_the_json_form_comes_back(us: int, zone: str) -> None:
    w = When(earliest=us, latest=us + HOUR, precision="T1", zone=zone, zone_basis="stated", text="x", bound="by")
    assert When.from_wire(w.wire()) == w


def test_open_ends_reach_without_limit() -> None:
    since = When(earliest=0, zone="UTC", zone_basis="stated")
    assert since.overlaps(When(earliest=10**15, latest=10**15 + 1, zone="UTC", zone_basis="stated"))
    assert not since.overlaps(When(latest=-5, zone="UTC", zone_basis="stated"))
