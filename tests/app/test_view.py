"""The three times: what a view takes in, what it leaves out, and what it says of it."""

from __future__ import annotations

import pytest

from truceline.app.derive import select
from truceline.app.view import make_view
from truceline.documents.document import Document
from truceline.documents.front import parse_when
from truceline.values.errors import InputError, UsageError

ZONE = "Europe/Moscow"
NOW = 1_700_000_000_000_000


def doc(name: str, published: str | None, release: str = "public") -> Document:
    return Document(id=name, published=parse_when(published, zone=ZONE) if published else None, release=release)  # type: ignore[arg-type]


DOCS = [
    doc("before", "2021-01-09"),
    doc("day", "2021-01-10"),
    doc("hour", "2021-01-10T17:00+03:00"),
    doc("month", "2021-01"),
    doc("after", "2021-01-11"),
    doc("unknown", None),
]


def ids(documents: tuple[Document, ...]) -> list[str]:
    return [d.id for d in documents]


def test_a_limit_that_follows_the_cut_off_keeps_the_same_day_and_says_so() -> None:
    s = select(DOCS, make_view(ZONE, NOW, as_of="2021-01-10T18:00+03:00", public_follows=True))
    assert ids(s.documents) == ["before", "day", "hour"]
    assert ids(s.same_day) == ["day"]
    assert ids(s.straddling) == ["month", "unknown"]
    assert s.later == 1


def test_a_limit_that_was_given_leaves_out_what_straddles_it() -> None:
    s = select(DOCS, make_view(ZONE, NOW, as_of="2021-01-10T18:00+03:00", public_at="2021-01-10T18:00+03:00"))
    assert ids(s.documents) == ["before", "hour"]
    assert ids(s.straddling) == ["day", "month", "unknown"]


def test_a_bare_date_is_its_end_and_no_limit_takes_all() -> None:
    assert ids(select(DOCS, make_view(ZONE, NOW, public_at="2021-01-09")).documents) == ["before"]
    assert len(select(DOCS, make_view(ZONE, NOW)).documents) == len(DOCS)


def test_what_is_above_the_release_is_withheld_and_counted() -> None:
    docs = [*DOCS, doc("secret", "2021-01-01", "internal"), doc("sides", "2021-01-01", "parties")]
    assert select(docs, make_view(ZONE, NOW, release="public")).withheld == 2
    assert select(docs, make_view(ZONE, NOW, release="parties")).withheld == 1
    assert select(docs, make_view(ZONE, NOW, release="internal")).withheld == 0


def test_bad_times_and_tiers_are_named() -> None:
    with pytest.raises(InputError, match="not a date"):
        make_view(ZONE, NOW, as_of="tomorrow")
    with pytest.raises(UsageError, match="release tier"):
        make_view(ZONE, NOW, release="everyone")
