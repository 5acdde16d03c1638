"""Front matter and dates: what is written is what is meant, and mistakes are named with their place."""

from __future__ import annotations

import pytest

from truceline.documents.front import front_of, future, parse_when, split_front
from truceline.documents.incoming import Front
from truceline.values.errors import CaseFileError, InputError
from truceline.values.time import DAY, HOUR, MINUTE, parse_instant

BAKU = "Asia/Baku"


@pytest.mark.parametrize(
    ("text", "start", "length", "precision", "basis"),
    [
        ("2020-12-12", "2020-12-12T00:00+04:00", DAY, "T2", "case"),
        ("2020-12-12T15:30+03:00", "2020-12-12T15:30+03:00", MINUTE, "T1", "stated"),
        ("2020-12-12T15:30Z", "2020-12-12T15:30+00:00", MINUTE, "T1", "stated"),
        ("2020-12-12T15:30:05+0300", "2020-12-12T15:30:05+03:00", 1_000_000, "T1", "stated"),
        ("2020-12-12 15:30", "2020-12-12T15:30+04:00", MINUTE, "T1", "case"),
        ("2020-12-12T15", "2020-12-12T15:00+04:00", HOUR, "T1", "case"),
        ("2020-12", "2020-12-01T00:00+04:00", 31 * DAY, "T5", "case"),
        ("2020", "2020-01-01T00:00+04:00", 366 * DAY, "T6", "case"),
        ("2020-12-12/2020-12-14", "2020-12-12T00:00+04:00", 3 * DAY, "T3", "case"),
        ("2020-12-12 Europe/Moscow", "2020-12-12T00:00+03:00", DAY, "T2", "stated"),
    ],
)
def test_dates_keep_their_precision(text: str, start: str, length: int, precision: str, basis: str) -> None:
    when = parse_when(text, zone=BAKU)
    assert when.earliest == parse_instant(start, zone=None)
    assert when.latest == (when.earliest or 0) + length
    assert (when.precision, when.zone_basis, when.text) == (precision, basis, text)


def test_without_a_zone_a_date_stays_local() -> None:
    when = parse_when("2020-12-12", zone=None)
    assert (when.zone, when.zone_basis) == (None, "none")
    assert when.margin() == 14 * HOUR


@pytest.mark.parametrize(
    "text",
    [
        "12.12.2020",
        "2020-13-01",
        "2020-02-30",
        "yesterday",
        "",
        "2020-12-14/2020-12-12",
        "2020-12-12T25:00",
        "2020-1-1",
    ],
)
def test_bad_dates_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_when(text, zone=BAKU)


def test_front_matter_is_read_and_removed() -> None:
    text = (
        "---\npublisher: An Agency\npublished: 2021-01-10T12:00+03:00\naddress: https://a.example/1#x\n"
        "chain: [The Office, Its Spokesman]\ngrade: M\nseen: excerpt\nkind: abstract\nrelease: public\n"
        "title: No\nretrieved: 2021-01-11\nsource: agency\nlanguage: ru\n---\nThe text.\n---\nstays\n"
    )
    front, rest = split_front(text, "f.md", zone=BAKU)
    assert rest == "The text.\n---\nstays\n"
    assert front.chain == ("The Office", "Its Spokesman")
    assert (front.publisher, front.title, front.seen, front.kind) == ("An Agency", "No", "excerpt", "abstract")
    assert front.retrieved == parse_instant("2021-01-11T00:00+04:00", zone=None)
    assert front.published is not None
    assert front.published.precision == "T1"


def test_all_mistakes_come_at_once_with_their_lines() -> None:
    text = "---\npublsher: A\npublished: 10.01.2021\nseen: pages\nrelease: open\n---\nText\n"
    with pytest.raises(CaseFileError) as e:
        split_front(text, "f.md", zone=None)
    shown = str(e.value)
    assert len(e.value.problems) == 4
    assert "f.md:2:" in shown
    assert "did you mean 'publisher'?" in shown
    assert "f.md:3:" in shown
    assert "did you mean 'page'?" in shown


@pytest.mark.parametrize(
    "text", ["Plain\n---\ntext\n", "---\n\nA rule above\n---\n", "--- not a fence\n", "---\n* item\n---\n"]
)
def test_a_rule_is_not_front_matter(text: str) -> None:
    assert split_front(text, "f", zone=None) == (Front(), text)


def test_front_matter_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="no end"):
        split_front("---\npublisher: A\n\nText for ever\n", "f.md", zone=None)
    with pytest.raises(InputError, match="too long"):
        split_front("---\ntitle: " + "x" * 40_000 + "\n---\nText\n", "f.md", zone=None)


def test_flags_are_the_same_keys() -> None:
    front = front_of({"publisher": "A", "published": "2020-12-12", "chain": ["B", "C"]}, zone=BAKU)
    assert (front.publisher, front.chain) == ("A", ("B", "C"))
    assert front_of({"charset": "cp1251", "mapping": "acled"}, zone=None) == Front(charset="cp1251", mapping="acled")
    with pytest.raises(CaseFileError, match="unknown key 'charset'"):
        split_front("---\ncharset: cp1251\n---\nText\n", "f.md", zone=None)
    with pytest.raises(CaseFileError, match="--published"):
        front_of({"published": "soon"}, zone=BAKU)
    won = front_of({"title": "flag"}, zone=None).over(Front(title="file", publisher="P"))
    assert (won.title, won.publisher) == ("flag", "P")


def test_the_future_is_told_from_what_cannot_be_told() -> None:
    now = parse_instant("2021-01-10T12:00+00:00", zone=None)
    assert future(parse_when("2021-01-10", zone=BAKU), now) is None
    assert future(parse_when("2021-01-11", zone=None), now) is None, "the zone is not known: it may have begun"
    late = future(parse_when("2021-01-12", zone=BAKU), now)
    assert late is not None
    assert "future" in late.what
