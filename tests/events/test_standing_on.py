"""Decisions follow their event: through a merge, an earlier anchor, a corrected claim; else they are open, and named."""

from __future__ import annotations

from truceline.claims.claim import Claim, Span
from truceline.events.bindings import event_id
from truceline.events.event import Event, Member
from truceline.events.standing_on import Names
from truceline.values.decision import Decision, SpanRef


def claim(id: str, start: int, document: str = "doc-1") -> Claim:
    return Claim(id=id, document=document, text_digest="d", span=Span(start=start, end=start + 5, text="words"), act="asserts", kind="violence")  # fmt: skip


def event(*claims: Claim) -> Event:
    members = tuple(Member(claim=c.id) for c in claims)
    return Event(id=event_id(claims[0].id), version="v", cls="incident", kind="violence", members=members)


def decision(*ids: str, spans: tuple[Claim, ...] = (), word: str = "verified") -> Decision:
    stands = tuple(SpanRef(document=c.document, text_digest="d", start=c.span.start or 0, end=c.span.end or 0) for c in spans)  # fmt: skip
    return Decision(id="decision-1", word=word, ids=ids, spans=stands, by="N", because="b", at=1)


A, B, C = claim("claim-a", 0), claim("claim-b", 10), claim("claim-c", 20)


def ids_now(names: Names, d: Decision) -> tuple[str, ...]:
    return names.rebound([d])[0][0].ids


def test_an_event_that_is_here_stands_as_it_is() -> None:
    names = Names([event(A)], [A], {})
    assert ids_now(names, decision(event_id("claim-a"))) == (event_id("claim-a"),)


def test_a_merged_event_is_found_by_the_id_of_either() -> None:
    names = Names([event(A, B)], [A, B], {})
    assert names.event(event_id("claim-b")) == event_id("claim-a")
    assert ids_now(names, decision(event_id("claim-b"))) == (event_id("claim-a"), event_id("claim-b"))


def test_an_earlier_report_that_became_the_anchor_takes_the_decision_with_it() -> None:
    names = Names([event(C, A)], [A, C], {})
    assert ids_now(names, decision(event_id("claim-a")))[0] == event_id("claim-c")


def test_a_corrected_claim_keeps_what_was_decided_on_it_and_on_its_event() -> None:
    new = claim("claim-new", 0)
    names = Names([event(new)], [new], {"claim-a": "claim-new"})
    assert ids_now(names, decision("claim-a"))[0] == "claim-new"
    assert ids_now(names, decision(event_id("claim-a")))[0] == event_id("claim-new")


def test_a_better_reader_is_followed_by_the_sentences() -> None:
    again = claim("claim-other", 0)
    names = Names([event(again)], [again], {})
    assert ids_now(names, decision(event_id("claim-a"), spans=(A,)))[0] == event_id("claim-other")


def test_where_two_events_hold_parts_or_none_does_the_decision_is_open_and_kept() -> None:
    names = Names([event(B), event(C)], [B, C], {})
    gone = decision(event_id("claim-x"), spans=(B, C))
    kept, left = names.rebound([gone])
    assert kept == (gone,)
    assert left == (gone,)


def test_what_binds_fusion_is_left_to_fusion() -> None:
    names = Names([event(A, B)], [A, B], {})
    same = decision(event_id("claim-a"), event_id("claim-b"), word="same")
    assert names.rebound([same]) == ((same,), ())
