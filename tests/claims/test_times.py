"""Times: values, intervals, directions, zones, and what cannot be."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.claims.times import TimeMention, TimesRead, find_times, read_times, timexes
from truceline.values.time import When, day_when, parse_instant, rfc3339

ZONE = "+04:00"


def read(text: str, day: str | None = "2020-11-10", **more: object) -> TimesRead:
    published = day_when(dt.date.fromisoformat(day), ZONE) if day else None
    return read_times(text, published=published, zone=ZONE, **more)  # type: ignore[arg-type]


def one(text: str, day: str | None = "2020-11-10", **more: object) -> TimeMention:
    found = read(text, day, **more).mentions
    assert len(found) == 1, [(m.text, m.value) for m in found]
    assert text[found[0].start : found[0].end] == found[0].text
    return found[0]


def ends(when: When) -> tuple[str | None, str | None]:
    def shown(us: int | None) -> str | None:
        return None if us is None else rfc3339(us, ZONE)[:16]

    return shown(when.earliest), shown(when.latest)


@pytest.mark.parametrize(
    ("phrase", "day", "value", "lo", "hi"),
    [
        ("on Sunday", "2020-11-10", "2020-11-08", "2020-11-08T00:00", "2020-11-09T00:00"),
        ("on Tuesday", "2020-11-10", "2020-11-10", "2020-11-10T00:00", "2020-11-11T00:00"),
        ("last Tuesday", "2020-11-10", "2020-11-03", "2020-11-03T00:00", "2020-11-04T00:00"),
        ("Monday, January 11", "2021-01-12", "2021-01-11", "2021-01-11T00:00", "2021-01-12T00:00"),
        ("this past July", "2020-10-01", "2020-07", "2020-07-01T00:00", "2020-08-01T00:00"),
        ("the summer of 2014", "2020-11-10", "2014-SU", "2014-06-01T00:00", "2014-09-01T00:00"),
        ("in the early hours of 27 September", "2020-09-28", "2020-09-27TMO", "2020-09-27T00:00", "2020-09-27T06:00"),
        ("last week", "2020-11-10", "2020-W45", "2020-11-02T00:00", "2020-11-09T00:00"),
        ("two days earlier", "2020-11-10", "2020-11-08", "2020-11-08T00:00", "2020-11-09T00:00"),
        ("three months ago", "2020-11-10", "2020-08", "2020-08-01T00:00", "2020-09-01T00:00"),
        ("in mid-July", "2020-10-01", "2020-07", "2020-07-11T00:00", "2020-07-21T00:00"),
        ("in early July", "2020-10-01", "2020-07", "2020-07-01T00:00", "2020-07-11T00:00"),
        ("in late September", "2020-11-10", "2020-09", "2020-09-21T00:00", "2020-10-01T00:00"),
        ("over the weekend", "2020-10-12", "2020-W41-WE", "2020-10-10T00:00", "2020-10-12T00:00"),
        ("the night of 12-13 September", "2022-09-14", "2022-09-12TNI", "2022-09-12T18:00", "2022-09-13T06:00"),
        ("the night of 31 August to 1 September", "2022-09-14", "2022-08-31TNI", "2022-08-31T18:00", "2022-09-01T06:00"),
        ("overnight on Tuesday", "2020-10-08", "2020-10-06TNI", "2020-10-05T18:00", "2020-10-07T06:00"),
        ("this morning", "2020-10-01", "2020-10-01TMO", "2020-10-01T04:00", "2020-10-01T12:00"),
        ("last night", "2020-10-02", "2020-10-01TNI", "2020-10-01T18:00", "2020-10-02T06:00"),
        ("on the evening of 5 October", "2020-10-08", "2020-10-05TEV", "2020-10-05T17:00", "2020-10-06T00:00"),
        ("at 10 p.m. on 5 October", "2020-10-08", "2020-10-05T22:00", "2020-10-05T22:00", "2020-10-05T22:01"),
        ("at 0600 hours on 5 October", "2020-10-08", "2020-10-05T06:00", "2020-10-05T06:00", "2020-10-05T06:01"),
        ("in the 1990s", "2020-10-08", "199", "1990-01-01T00:00", "2000-01-01T00:00"),
        ("in the nineteenth century", "2020-10-08", "18", "1800-01-01T00:00", "1900-01-01T00:00"),
        ("in the second quarter of 2019", "2020-10-08", "2019-Q2", "2019-04-01T00:00", "2019-07-01T00:00"),
        ("in the first half of 2019", "2020-10-08", "2019-H1", "2019-01-01T00:00", "2019-07-01T00:00"),
        ("at the end of 2019", "2020-10-08", "2019", "2019-09-01T00:00", "2020-01-01T00:00"),
        ("on 2020-11-09T21:00Z", "2020-11-10", "2020-11-09T21:00+00:00", "2020-11-10T01:00", "2020-11-10T01:01"),
        ("on 09.11.2020", "2020-11-10", "2020-11-09", "2020-11-09T00:00", "2020-11-10T00:00"),
        ("yesterday afternoon", "2020-11-10", "2020-11-09TAF", "2020-11-09T12:00", "2020-11-09T18:00"),
        ("the day before yesterday", "2020-11-10", "2020-11-08", "2020-11-08T00:00", "2020-11-09T00:00"),
        ("for the past 24 hours", "2020-11-02", "PT24H", "2020-11-01T00:00", "2020-11-03T00:00"),
        ("on the eve of 11 January", "2021-01-15", "2021-01-10", "2021-01-10T00:00", "2021-01-11T00:00"),
        ("during the night from Sunday to Monday", "2020-11-10", "2020-11-08TNI", "2020-11-08T18:00", "2020-11-09T06:00"),
        ("over the past week", "2020-11-10", "P1W", "2020-11-03T00:00", "2020-11-11T00:00"),
        ("in the winter of 2020-2021", "2021-05-10", "2020-WI", "2020-12-01T00:00", "2021-03-01T00:00"),
        ("on 2020/11/09", "2020-11-10", "2020-11-09", "2020-11-09T00:00", "2020-11-10T00:00"),
        ("on Easter 2016", "2020-11-02", "2016-03-27", "2016-03-27T00:00", "2016-03-28T00:00"),
    ],
)  # fmt: skip
def test_value_and_interval(phrase: str, day: str, value: str, lo: str, hi: str) -> None:
    m = one(f"The ministry said the ceasefire was violated {phrase}, officials added.", day)
    assert m.value == value
    assert ends(m.when) == (lo, hi)


@pytest.mark.parametrize(
    ("phrase", "day", "bound", "lo", "hi"),
    [
        ("starting from November 10", "2020-11-09", "from", "2020-11-10T00:00", None),
        ("from 10:00 p.m. local time", "2020-10-17", "from", "2020-10-17T22:00", None),
        ("by November 15, 2020", "2020-11-10", "by", None, "2020-11-16T00:00"),
        ("no later than 15 November", "2020-11-10", "by", None, "2020-11-16T00:00"),
        ("until December 1", "2020-11-10", "until", None, "2020-12-02T00:00"),
        ("before December 1", "2020-11-10", "before", None, "2020-12-01T00:00"),
        ("prior to December 1", "2020-11-10", "before", None, "2020-12-01T00:00"),
        ("after 8 November", "2020-11-10", "after", "2020-11-09T00:00", None),
        ("20 November at the latest", "2020-11-10", "by", None, "2020-11-21T00:00"),
        ("before the end of the year", "2020-11-10", "before", None, "2021-01-01T00:00"),
        ("since mid-July", "2020-10-01", "since", "2020-07-11T00:00", "2020-10-02T00:00"),
        ("from 1 December onwards", "2020-11-10", "from", "2020-12-01T00:00", None),
        ("until 18:00 on 5 October", "2020-10-08", "until", None, "2020-10-05T18:00"),
    ],
)
def test_direction(phrase: str, day: str, bound: str, lo: str | None, hi: str | None) -> None:
    m = one(f"The ministry said the ceasefire was violated {phrase}, officials added.", day)
    assert m.when.bound == bound
    assert ends(m.when) == (lo, hi)


@pytest.mark.parametrize(
    ("phrase", "lo", "hi"),
    [
        ("between 9 and 12 May", "2021-05-09T00:00", "2021-05-13T00:00"),
        ("from 9 to 12 May", "2021-05-09T00:00", "2021-05-13T00:00"),
        ("on May 9-12", "2021-05-09T00:00", "2021-05-13T00:00"),
        ("between 30 April and 2 May", "2021-04-30T00:00", "2021-05-03T00:00"),
        ("from December 2020 to March 2021", "2020-12-01T00:00", "2021-04-01T00:00"),
        ("from 2 to 4 p.m. on 12 May", "2021-05-12T14:00", "2021-05-12T16:00"),
        ("between Monday and Wednesday", "2021-05-10T00:00", "2021-05-13T00:00"),
        ("in 2014-2016", "2014-01-01T00:00", "2017-01-01T00:00"),
        ("in 2014-16", "2014-01-01T00:00", "2017-01-01T00:00"),
        ("from 10:00 to 14:30 on 12 May", "2021-05-12T10:00", "2021-05-12T14:30"),
    ],
)
def test_a_range_is_one_interval(phrase: str, lo: str, hi: str) -> None:
    m = one(f"The ministry said the ceasefire was violated {phrase}, officials added.", "2021-05-14")
    assert ends(m.when) == (lo, hi)
    assert len(m.parts) == 2
    assert all(p.when.earliest == m.when.earliest for p in m.parts)


def test_a_range_is_two_timexes_where_both_ends_are_dates() -> None:
    found = timexes(read("It held from March 2015 to June 2016.", "2020-01-01"))
    assert [m.value for m in found] == ["2015-03", "2016-06"]
    assert [m.value for m in timexes(read("Fire between 9 and 12 May.", "2021-05-14"))] == ["2021-05-09/2021-05-12"]


def test_two_readings_stand_with_the_doubt_shown() -> None:
    for phrase, lo, hi in (
        ("on 10/11/2020", "2020-10-11T00:00", "2020-11-11T00:00"),
        ("at midnight on 10 October", "2020-10-10T00:00", "2020-10-11T00:01"),
        ("overnight on Tuesday", "2020-11-09T18:00", "2020-11-11T06:00"),
    ):
        m = one(f"It was fired on {phrase}, they said.")
        assert m.when.doubt
        assert ends(m.when) == (lo, hi)


def test_a_time_counted_from_an_undated_event_is_lent_no_date() -> None:
    for phrase in ("three days after the signing", "at least six months before the expiry of the period"):
        m = one(f"It ends {phrase}.")
        assert ends(m.when) == (None, None)


def test_several_days_are_several_mentions() -> None:
    found = find_times("Fire on 3, 5 and 7 October.", published=day_when(dt.date(2020, 10, 9), ZONE), zone=ZONE)
    assert [m.value for m in found] == ["2020-10-03", "2020-10-05", "2020-10-07"]


def test_forward_in_plans() -> None:
    assert one("The district is returned by 1 January.", "2020-11-10").value == "2021-01-01"
    assert one("The road opens on 5 March.", "2020-11-10", forward=True).value == "2021-03-05"
    assert one("Talks will be held on Friday.", "2020-11-10").value == "2020-11-13"
    assert one("Talks were held on Friday.", "2020-11-10").value == "2020-11-06"


def test_named_zones() -> None:
    m = one("The ceasefire begins at 00:00 Moscow time on November 10, 2020.", "2020-11-09")
    assert m.when.zone == "Europe/Moscow"
    assert m.when.zone_basis == "stated"
    assert m.when.earliest == parse_instant("2020-11-09T21:00:00Z", zone=None)
    m = one("It began at 14:00 GMT+3 on 5 May 2021.", "2021-05-06")
    assert m.when.earliest == parse_instant("2021-05-05T11:00:00Z", zone=None)
    m = one("It began at 14:00 local time on 5 May 2021.", "2021-05-06", place_zone="Europe/Chisinau")
    assert (m.when.zone, m.when.zone_basis) == ("Europe/Chisinau", "place")


def test_without_a_zone_the_reading_stays_local() -> None:
    (m,) = find_times("on 5 May 2021", published=None, zone=None)
    assert m.when.zone_basis == "none"
    assert m.when.wire()["earliest"] == "2021-05-05T00:00:00"


def test_relative_words_without_publication_stay_open() -> None:
    for phrase in ("on Sunday", "last week", "yesterday", "two days earlier", "in July"):
        m = one(f"It happened {phrase}.", None)
        assert ends(m.when) == (None, None)


def test_a_season_that_is_not_named_has_no_date() -> None:
    assert ends(one("It was the first case this season.").when) == (None, None)


def test_the_text_s_own_dates_anchor_what_follows() -> None:
    text = "On 27 September 2020 fighting began. Two days later a bridge fell. The next day it was mended."
    assert [m.value for m in read(text, "2020-11-10").mentions] == ["2020-09-27", "2020-09-29", "2020-09-30"]


def test_a_history_counts_from_its_own_dates() -> None:
    text = (
        "In March 1951 the siege began. In May, the town fell. The following month the army withdrew. On 3 June 1952 a "
        "truce was signed; in August it was broken. By January the front had moved."
    )
    r = read(text, "2020-11-10")
    assert r.narrative
    assert [m.value for m in r.mentions] == [
        "1951-03", "1951-05", "1951-06", "1952-06-03", "1952-08", "1953-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bad", ["31 November 2020", "30 February", "November 31, 2020", "2021-02-29", "2020-13-01", "29 February 2021"]
)
def test_impossible_dates_are_set_aside(bad: str) -> None:
    r = read(f"It happened on {bad} in the town.")
    assert not [m for m in r.mentions if m.when.earliest is not None]
    assert [a.text for a in r.set_aside] == [bad]
    assert r.set_aside[0].why


def test_years_before_christ_have_values_and_no_instant() -> None:
    m = one("The city fell in 480 BC.", "2020-11-10")
    assert m.value == "BC0480"
    assert ends(m.when) == (None, None)
    m.when.wire()


def test_sets_and_durations() -> None:
    assert [(m.type, m.value) for m in read("He came every week for two months, and stayed several days.").mentions] == [
        ("SET", "P1W"), ("DURATION", "P2M"), ("DURATION", "PXD"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "You may march and he may fall.",
        "Resolution 1701 and 1500 people, $2000, 1967 soldiers.",
        "Thus the second one ran; a secondary school.",
        "Mrs May met Mr March.",
        "The contingent of 1960 peacekeepers.",
        "Fall back! Spring into action.",
    ],
)
def test_words_that_are_no_times(text: str) -> None:
    assert read(text).mentions == ()


def test_all_capitals_and_right_to_left_marks() -> None:
    assert one("CEASEFIRE VIOLATED ON 5 OCTOBER 2020").value == "2020-10-05"
    assert one("violated on \u200f5 October\u200e 2020").value == "2020-10-05"


def test_other_languages_are_left_to_their_plug_ins() -> None:
    assert find_times("5 October 2020", published=None, zone=None, language="ru") == []


@given(st.text(max_size=200))
@settings(max_examples=120, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for m in read(text).mentions:
        assert text[m.start : m.end] == m.text
        assert m.when.earliest is None or m.when.latest is None or m.when.earliest < m.when.latest


WORDS = st.sampled_from(
    [
        "the",
        "a",
        "early",
        "late",
        "mid",
        "-",
        "of",
        "on",
        "in",
        "at",
        "to",
        "from",
        "until",
        "by",
        "since",
        "between",
        "and",
        "last",
        "next",
        "this",
        "that",
        "same",
        "3",
        "12",
        "31",
        "1945",
        "2020",
        "480",
        "BC",
        "November",
        "May",
        "Monday",
        "Friday",
        "week",
        "weeks",
        "day",
        "days",
        "year",
        "years",
        "quarter",
        "century",
        "night",
        "morning",
        "ago",
        "later",
        "earlier",
        "before",
        "after",
        "first",
        "second",
        "third",
        "every",
        "each",
        "half",
        "two",
        "several",
        "few",
        "10:30",
        "24:00",
        "a.m.",
        "GMT",
        "Easter",
        "Christmas",
        "'s",
        ",",
        ".",
        "1990s",
        "'45",
        "2020-02-30",
        "31/12/99",
        "hundred",
        "thousand",
        "999999999",
        "weekend",
        "winter",
        "overnight",
        "now",
        "former",
    ]
)


@given(st.lists(WORDS, max_size=25), st.booleans())
@settings(max_examples=250, deadline=None)
def test_any_heap_of_time_words_is_read(words: list[str], story: bool) -> None:
    r = read(" ".join(words), narrative=story)
    last = 0
    for m in r.mentions:
        assert m.start >= last
        last = m.end
        m.when.wire()


@pytest.mark.parametrize(
    "unit",
    ["1", "two ", "the ", "Monday ", "1 ", "a.m. ", "'", "early ", "9 and ", "12-", "May 9, ", "hundred ", "last "],
)
def test_no_text_takes_more_than_linear_time(unit: str) -> None:
    def seconds(n: int) -> float:
        t = time.process_time()
        read(unit * n)
        return time.process_time() - t

    small = max(seconds(2_000), 0.01)
    assert seconds(16_000) < 8 * 4 * small


@pytest.mark.evaldata
def test_the_corpora_keep_their_level(evaldata: Path) -> None:
    import importlib.util

    file = Path(__file__).parents[2] / "benchmarks" / "reading" / "times.py"
    spec = importlib.util.spec_from_file_location("benchmark_times", file)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    wars = sorted((evaldata / "text" / "wikiwars").glob("*.tml"))
    for half in (wars[:8], wars[8:]):
        s = bench.score(half, [])
        assert s.f1(s.strict) >= 86
        assert s.f1(s.relaxed) >= 93
        assert s.f1(s.value) >= 84
