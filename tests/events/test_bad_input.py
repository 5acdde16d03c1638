"""What cannot be placed, what is all alike, what never ends: counted, named, and no harm to the rest."""

from __future__ import annotations

import time

import msgspec
import numpy as np
import pytest
from tests.events.kit import HOLM, REGISTER, TERN, actor, at, by, claim, doc, us, when

from truceline.claims.claim import Claim
from truceline.events.fuse import fuse
from truceline.events.pairs import Layout, make_reports
from truceline.values.decision import Decision
from truceline.values.errors import DecisionError
from truceline.values.time import When

DOCS = {f"d{n}": doc(f"d{n}", "2031-03-12T10:00:00", source=f"outlet-{n % 20}") for n in range(60)}
DAY = when("2031-03-12")


def shots(n: int, **more: object) -> Claim:
    return claim(
        f"d{n % 60}", by(f"outlet-{n % 20}"), "asserts", "violence", f"shots, telling {n}", start=50 * n, **more
    )


def test_without_time_and_place_it_is_set_aside_by_name_or_stays_alone() -> None:
    nowhere = claim("none", by("outlet-1"), "asserts", "violence", "shots were heard")
    fused = fuse([nowhere, shots(1, when=DAY, where=(TERN,))], DOCS, REGISTER, None)
    assert len(fused.events) == 1
    assert fused.tally == {"no time and no place: nothing to hold it by": 1}
    assert [a.claim for a in fused.set_aside] == [nowhere.id]


def test_a_century_holds_no_day_and_joins_nothing() -> None:
    century = When(
        earliest=us("1950-01-01"),
        latest=us("2050-01-01"),
        holds="throughout",
        zone="+04:00",
        zone_basis="stated",
        text="for a century",
    )
    long = shots(1, when=century, where=(TERN,))
    wide = shots(2, when=msgspec.structs.replace(century, holds="within"), where=(TERN,))
    days = [shots(n, when=when(f"2031-03-{n:02d}"), where=(HOLM,)) for n in range(3, 25)]
    fused = fuse([long, wide, *days], DOCS, REGISTER, None)
    for c in (long, wide):
        (id,) = fused.of_claim[c.id]
        assert len(next(e for e in fused.events if e.id == id).members) <= 2
    assert not any(len(e.members) > 2 for e in fused.events)


def test_all_alike_are_one_event_and_one_copy_of_the_claim() -> None:
    same = shots(1, when=DAY, where=(TERN,))
    (event,) = fuse([same] * 500, DOCS, REGISTER, None).events
    assert len(event.members) == 1
    alike = [
        claim(
            f"d{n}", by("VAL-MOD", f"outlet-{n % 20}"), "asserts", "violence", "shots at Tern", when=DAY, where=(TERN,)
        )
        for n in range(60)
    ]
    (event,) = fuse(alike, DOCS, REGISTER, None).events
    assert len(event.members) == 60
    assert len(event.propositions[0].supporting) == 1


def test_a_million_at_one_point_are_unplaced_and_cost_no_pairs() -> None:
    n = 1_000_000
    r = np.random.default_rng(1)
    lon, lat = np.full(n, 49.87), np.full(n, 40.38)  # a capital, for "unknown"
    lon[:1000], lat[:1000] = r.uniform(46, 47, 1000), r.uniform(39, 40, 1000)
    how = Layout(radii_km=(1.0,), window_s=86_400, columns=(("kind", 3),))
    start = time.process_time()
    reports, tally = make_reports(
        lon, lat, r.integers(0, 10**8, n), np.zeros(n, np.int64), np.ones((n, 1), np.int64), how
    )
    assert tally["at a point that stands for unknown"] == n - 1000
    assert int((reports.cls >= 0).sum()) == 1000
    assert time.process_time() - start < 60


def test_claims_at_the_capital_that_stands_for_unknown_join_nothing_by_it() -> None:
    capital = at("Capital", 41.0, 47.0)
    claims = [shots(n, when=when(f"2031-{1 + n % 12:02d}-{1 + n % 28:02d}"), where=(capital,)) for n in range(1100)]
    docs = {c.document: DOCS[c.document] for c in claims}
    fused = fuse(claims, docs, REGISTER, None)
    assert not any("place" in line for e in fused.events for m in e.members for line in m.why)


def decision(id: str, word: str, *ids: str) -> Decision:
    return Decision(id=id, word=word, ids=ids, by="A. Analyst", because="read both", at=1)


def test_decisions_that_contradict_one_another_through_others_are_named() -> None:
    a, b, c = (shots(n, when=DAY, where=(TERN,)) for n in (1, 2, 3))
    said = [
        decision("D1", "same", a.id, b.id),
        decision("D2", "same", b.id, c.id),
        decision("D3", "not_same", a.id, c.id),
    ]
    with pytest.raises(DecisionError, match="contradict") as e:
        fuse([a, b, c], DOCS, REGISTER, None, decisions=said)
    assert "D3" in str(e.value)
    assert "take one of them back" in str(e.value)


def test_times_turned_round_or_open_do_not_break_it() -> None:
    turned = When(earliest=us("2031-03-13"), latest=us("2031-03-12"), zone="+04:00", zone_basis="stated", text="turned")
    since = When(earliest=us("2031-03-12"), bound="since", zone="+04:00", zone_basis="stated", text="since 12 March")
    fused = fuse(
        [shots(1, when=turned, where=(TERN,)), shots(2, when=since, where=(TERN,), actors=(actor("ORS"),))],
        DOCS,
        REGISTER,
        None,
    )
    assert len(fused.of_claim) == 2
