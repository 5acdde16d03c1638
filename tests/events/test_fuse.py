"""Fusion of claims into events: what makes one, what attaches, what is set aside; invariance; decisions."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.kit import HOLM, REGISTER, TERN, actor, at, by, claim, doc, killed, when

from truceline.claims.claim import Claim
from truceline.events.bindings import event_id
from truceline.events.facts import facts_of
from truceline.events.fuse import Fused, fuse
from truceline.events.likeness import near
from truceline.events.model import DEFAULT
from truceline.values.decision import Decision
from truceline.values.errors import DecisionError
from truceline.values.place import Where

DOCS = {
    d.id: d
    for d in (
        doc("v1", "2031-03-12T10:00:00", source="val-mod"),
        doc("a1", "2031-03-12T11:00:00", source="agency"),
        doc("o1", "2031-03-12T15:00:00", source="ors-mod"),
        doc("g1", "2031-03-13T09:00:00", source="gua-pk"),
        doc("p1", "2031-03-10T20:00:00", source="outlet-1"),
    )
}
ATTACK = claim(
    "v1", by("VAL-MOD", "val-mod"), "accuses", "violence", "Orsinian units attacked Tern on 12 March with mortars",
    when=when("2031-03-12"), where=(TERN,), actors=(actor("ORS"), actor("VAL", "target")), code="V2.1", counts=(killed("VAL", 2),),
)  # fmt: skip
RELAY = claim(
    "a1", by("VAL-MOD", "agency"), "accuses", "violence", "Tern came under mortar fire, the ministry in the capital said",
    when=when("2031-03-12"), where=(TERN,), actors=(actor("ORS"),), code="V2.1",
)  # fmt: skip
DENIAL = claim(
    "o1", by("ORS-MOD", "ors-mod"), "denies", "violence", "our units did not open fire at Tern",
    when=when("2031-03-12"), where=(TERN,), actors=(actor("ORS"),),
)  # fmt: skip
OBSERVED = claim(
    "g1", by("GUA-PK", "gua-pk"), "asserts", "violation", "one breach of the regime was recorded near Tern on 12 March",
    when=when("2031-03-12"), where=(TERN,),
)  # fmt: skip
OTHER = claim(
    "g1",
    by("GUA-PK", "gua-pk"),
    "asserts",
    "violence",
    "shots were fired at Holm",
    start=300,
    when=when("2031-03-12"),
    where=(HOLM,),
)
STATE = claim(
    "g1", by("GUA-PK", "gua-pk"), "asserts", "ceasefire", "the ceasefire is kept", start=400, when=when("2031-03-12")
)
CLAUSE = claim(
    "a1", by("agency"), "provides", "withdrawal", "units leave by 15 March", start=500, when=when("2031-03-15")
)
ALL = [ATTACK, RELAY, DENIAL, OBSERVED, OTHER, STATE, CLAUSE]


def run(claims: list[Claim], **more: object) -> Fused:
    return fuse(claims, DOCS, REGISTER, None, **more)  # type: ignore[arg-type]


def test_tellings_of_one_attack_are_one_event_and_the_denial_contests_it() -> None:
    fused = run(ALL)
    assert len(fused.events) == 2
    event = next(e for e in fused.events if ATTACK.id in {m.claim for m in e.members})
    roles = {m.claim: m.role for m in event.members}
    assert roles == {ATTACK.id: "supports", RELAY.id: "supports", OBSERVED.id: "supports", DENIAL.id: "contradicts"}
    assert event.id == event_id(ATTACK.id)
    happened = event.propositions[0]
    assert [o.id for o in happened.supporting] == ["VAL-MOD", "GUA-PK"]
    assert [o.id for o in happened.denying] == ["ORS-MOD"]
    assert event.occurrence == "contested"
    assert fused.tally == {"a provision of an instrument, not a deed": 1, "a state, not an event": 1}


def test_without_the_denial_an_observer_corroborates_that_it_happened_not_who_did_it() -> None:
    fused = run([ATTACK, RELAY, OBSERVED])
    (event,) = fused.events
    states = {p.key: p.state for p in event.propositions}
    assert states["occurred"] == "corroborated"
    assert states["agent:ORS"] == "alleged"
    silent = next(p for p in event.propositions if p.key == "agent:ORS").silent
    assert {o.id for o in silent} == {"GUA-PK", "ORS"}


def test_a_relay_adds_no_origin() -> None:
    (event,) = run([ATTACK, RELAY]).events
    assert len(event.propositions[0].supporting) == 1
    assert event.occurrence == "alleged"


def test_a_denial_or_a_bare_accusation_makes_no_event() -> None:
    bare = claim(
        "v1", by("VAL-MOD"), "accuses", "violation", "Orsinia breaks the truce again and again", actors=(actor("ORS"),)
    )
    fused = run([DENIAL, bare])
    assert fused.events == ()
    assert sum(fused.tally.values()) == 2


def test_a_meeting_announced_then_held_is_one_event() -> None:
    people = (actor("GUA-PRES", "convenor"), actor("VAL-PM", "participant"), actor("ORS-PRES", "participant"))
    plan = claim(
        "p1",
        by("GUA-PRES", "outlet-1"),
        "announces",
        "talks",
        "talks will be held on 12 March",
        when=when("2031-03-12"),
        actors=people,
    )
    held = claim(
        "a1",
        by("agency"),
        "asserts",
        "talks",
        "the three leaders met on 12 March",
        when=when("2031-03-12"),
        actors=people,
    )
    (event,) = run([plan]).events
    assert event.status == "announced"
    (late,) = run([plan], as_of=when("2031-03-20").earliest).events
    assert late.status == "no_report"
    (event,) = run([plan, held]).events
    assert event.status == "held"
    assert {m.role for m in event.members} == {"plans", "supports"}


def test_meetings_of_one_day_are_not_one_for_that_alone_and_words_on_the_meeting_go_with_it() -> None:
    day = when("2031-03-12")
    chief, aide = actor("GUA-PRES", "convenor"), actor("GUA-MIN", "participant")
    there = claim("p1", by("GUA-PRES"), "asserts", "meeting", "he met his minister", when=day, actors=(chief, aide))
    topics = claim(
        "p1", by("GUA-PRES"), "asserts", "meeting", "other topics of the meeting were holidays", start=50, when=day
    )
    elsewhere = claim("a1", by("VAL-MOD"), "asserts", "meeting", "officers met at Tern", when=day, where=(TERN,))
    groups = {frozenset(m.claim for m in e.members) for e in run([there, topics, elsewhere]).events}
    assert groups == {frozenset({there.id, topics.id}), frozenset({elsewhere.id})}


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 6), max_size=6))
def test_order_and_repetition_change_nothing(r: random.Random, repeats: list[int]) -> None:
    plain = run(ALL)
    mixed = [*ALL, *(ALL[i] for i in repeats)]
    r.shuffle(mixed)
    assert run(mixed).events == plain.events


def decide(word: str, *ids: str, id: str = "D1", at: int = 1, undoes: str | None = None) -> Decision:
    return Decision(id=id, word=word, ids=ids, by="A. Analyst", because="read both", at=at, undoes=undoes)


def test_decisions_bind_and_undo_restores() -> None:
    plain = run(ALL)
    apart = run(ALL, decisions=[decide("not_same", ATTACK.id, OBSERVED.id)])
    assert len(apart.events) == 3
    joined = run(ALL, decisions=[decide("same", ATTACK.id, OTHER.id)])
    assert len(joined.events) == 1
    undone = run(ALL, decisions=[decide("same", ATTACK.id, OTHER.id), decide("undo", "D1", id="D2", at=2, undoes="D1")])
    assert undone.events == plain.events
    by_event = run(ALL, decisions=[decide("same", plain.events[0].id, plain.events[1].id)])
    assert len(by_event.events) == 1
    assert by_event.resolve(plain.events[1].id) == by_event.events[0]


def test_contradictory_decisions_are_named_and_refused() -> None:
    both = [decide("same", ATTACK.id, OTHER.id), decide("not_same", ATTACK.id, OTHER.id, id="D2", at=2)]
    with pytest.raises(DecisionError, match="contradict"):
        run(ALL, decisions=both)


def test_a_decision_that_names_nothing_here_is_open() -> None:
    assert run(ALL, decisions=[decide("same", "claim-none", ATTACK.id)]).open != ()


def test_version_follows_members_and_id_the_anchor() -> None:
    few, more = run([ATTACK, RELAY]).events[0], run([ATTACK, RELAY, OBSERVED]).events[0]
    assert few.id == more.id
    assert few.version != more.version


def test_nothing_in_nothing_out() -> None:
    assert run([]).events == ()
    assert msgspec.json.encode(run(ALL).events)


NEAR_TERN = Where(name="Tern", id="tern", lat=40.10, lon=46.10, radius_m=10_000.0, precision="P4", role="near")
VILLAGE = at("Villa", 40.23, 46.22, 2_500.0)  # 17.7 km from Tern


@pytest.mark.parametrize(("told_by", "side", "accused"), [("v1", "VAL", "ORS"), ("o1", "ORS", "VAL")])
def test_shots_near_one_place_and_a_mine_in_another_that_day_are_two_events(
    told_by: str, side: str, accused: str
) -> None:
    shots = claim(
        told_by, by(f"{side}-MOD", told_by), "asserts", "violence", "they opened fire with small arms near Tern at 22:00",
        when=when("2031-03-12T22:00:00", 1 / 60), where=(NEAR_TERN,), actors=(actor(accused),), code="V1.1",
    )  # fmt: skip
    mine = claim(
        "a1", by("agency"), "asserts", "violence", "a mine explosion in the village of Villa on Thursday",
        when=when("2031-03-12"), where=(VILLAGE,), code="V1.6",
    )  # fmt: skip
    shelled = msgspec.structs.replace(
        shots, code="V1.2", where=(msgspec.structs.replace(NEAR_TERN, radius_m=25_000.0, role="towards"),)
    )
    for told in (shots, shelled):
        assert [e.occurrence for e in run([told, mine]).events] == ["alleged", "alleged"]
    assert len(run([shots, msgspec.structs.replace(mine, code="V1.1", where=(NEAR_TERN,))]).events) == 1


def test_a_place_that_can_just_be_another_says_little_for_it() -> None:
    def worth(metres: float) -> int:
        return near(metres, 18_500.0, DEFAULT)

    assert worth(0.0) > 3_000 > worth(12_000.0) > worth(17_800.0) >= 0
    assert worth(18_500.0) == 0
    assert near(500.0, 3_000.0, DEFAULT) > 4_000  # exact places of which both are sure


def test_the_doubt_of_near_is_counted_once() -> None:
    told = claim("a1", by("agency"), "asserts", "violence", "shots near Tern", where=(NEAR_TERN, at("Holm", 40.8, 46.9, role="near")))  # fmt: skip
    points = facts_of(told, DOCS, REGISTER, None, DEFAULT).points
    assert [p.radius for p in points] == [10_000.0, 6_000.0]
