"""Two datasets side by side: what both have, what each alone has, revisions, and hints of copying."""

from __future__ import annotations

import random

import pytest
from tests.events.kit import HOLM, REGISTER, TERN, at, when

from truceline.app.comparing import compare, of_table, rows
from truceline.claims.claim import Claim, Span, with_id
from truceline.events.sideby import side_by_side
from truceline.values.count import Count
from truceline.values.errors import DocumentError
from truceline.values.place import Where


def row(n: int, day: str, place: Where, killed: int | None = None, text: str = "") -> Claim:
    counts = () if killed is None else (Count(what="killed", best=killed, text=str(killed)),)
    return with_id(Claim(document="d", span=Span(row=n, text=text or f"{n} {day}"), act="asserts", kind="violence",
                         when=when(day), where=(place,), counts=counts))  # fmt: skip


FAR = at("Dell", 41.5, 45.0)
A = [
    row(0, "2031-03-12", TERN, 37),
    row(1, "2031-03-14", HOLM, 2),
    row(2, "2031-03-20", FAR),
    row(3, "2031-06-01", TERN),
]
B = [
    row(0, "2031-03-20", FAR),
    row(1, "2031-03-12", TERN, 37),
    row(2, "2031-03-12", at("Tern wood", 40.101, 46.101)),
    row(3, "2031-03-16", TERN),
]


def test_both_parts_alone_and_outside() -> None:
    found = side_by_side(A, B, REGISTER)
    assert {(m.a, m.b) for m in found.both} == {(0, 1), (2, 0)}
    assert {(m.a, m.b) for m in found.parts} == {(0, 2)}
    assert (found.only_a, found.only_b, found.outside_a, found.outside_b) == ((1,), (3,), (3,), ())
    assert found.tally() == {"both": 2, "parts": 1, "only_a": 1, "only_b": 1, "outside_a": 1, "outside_b": 0}


def test_order_of_rows_and_of_sides_changes_nothing() -> None:
    mixed = list(range(len(A)))
    random.Random(3).shuffle(mixed)
    found = side_by_side([A[n] for n in mixed], B, REGISTER)
    assert {(mixed[m.a], m.b) for m in found.both} == {(0, 1), (2, 0)}
    turned = side_by_side(B, A, REGISTER)
    assert {(m.b, m.a) for m in turned.both} == {(0, 1), (2, 0)}


def test_a_rare_number_in_both_is_a_hint_and_no_more() -> None:
    (number, point) = side_by_side(A, B, REGISTER).hints
    assert (number.of, number.agree) == (1, 1)
    assert point.agree == 2
    assert point.expected < point.agree


HEAD = "id,relid,type_of_violence,where_prec,date_prec,date_start,date_end,side_a,side_b,where_coordinates,adm_1,adm_2,country,latitude,longitude,low,best,high,event_clarity,source_article,source_original"


def table(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


def line(id: int, day: str, best: int, place: str = "Tern", lat: float = 40.1) -> str:
    return f"{id},x,1,1,1,{day},{day},Government of Valdoria,Forces of Orsinia,{place},,,Valdoria,{lat},46.1,{best},{best},{best},1,,"


def test_releases_are_matched_by_id_or_without_and_every_revision_is_listed() -> None:
    old = of_table(
        "old.csv", table(line(1, "2031-03-12", 2), line(2, "2031-03-15", 5), line(3, "2031-03-18", 1, "Holm", 40.8))
    )
    new = of_table(
        "new.csv",
        table(
            line(2, "3/15/2031 12:00:00 AM", 6),
            line(1, "3/12/2031 12:00:00 AM", 2),
            line(9, "3/25/2031 12:00:00 AM", 4),
        ),
    )
    for by_ids in (True, False):
        found = compare(old, new, by_ids=by_ids)
        assert {(old.ids[m.a], new.ids[m.b]) for m in found.both} == {("1", "1"), ("2", "2")}
        changed = {(old.ids[m.a], k): v for m in found.both for k, v in m.differs.items()}
        assert changed == {("2", k): ("5", "6") for k in ("low", "best", "high")}
        relations = [r["relation"] for r in rows(found, old, new)]
        assert relations == ["both", "both", "only A", "B, outside the days of A"]


def test_a_table_that_fits_no_mapping_is_refused_by_name() -> None:
    with pytest.raises(DocumentError, match="no column mapping"):
        of_table("odd.csv", b"a,b\n1,2\n")
