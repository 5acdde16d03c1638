"""What a denial denies: joined to the event it answers, no further, and never as support."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.events.kit import HOLM, REGISTER, TERN, actor, by, claim, doc, when

from truceline.claims.claim import Claim
from truceline.claims.observance import says_kept
from truceline.events.event import Event, Proposition
from truceline.events.fuse import Fused, fuse

DOCS = {
    d.id: d
    for d in (
        doc("v1", "2031-03-12T10:00:00", source="val-mod"),
        doc("v2", "2031-03-12T18:00:00", source="val-mod"),
        doc("o1", "2031-03-12T15:00:00", source="ors-mod"),
        doc("o2", "2031-03-13T15:00:00", source="ors-mod"),
        doc("o9", "2031-04-20T15:00:00", source="ors-mod"),
        doc("g1", "2031-03-12T20:00:00", source="gua-pk"),
        doc("r1", "2031-03-12T20:00:00", source="rc"),
    )
}
ATTACK = claim(
    "v1", by("VAL-MOD", "val-mod"), "accuses", "violence", "Orsinian units fired on Tern on 12 March",
    when=when("2031-03-12"), where=(TERN,), actors=(actor("ORS"), actor("VAL", "target")),
)  # fmt: skip
SECOND = claim(
    "v2", by("VAL-MOD", "val-mod"), "accuses", "violence", "Orsinian units fired on Holm on 12 March",
    when=when("2031-03-12"), where=(HOLM,), actors=(actor("ORS"), actor("VAL", "target")),
)  # fmt: skip


def said(document: str, who: str, text: str, act: str = "denies", kind: str = "violence", **more: Any) -> Claim:
    polarity = "does_not_hold" if act == "denies" else "holds"
    return claim(document, by(who, DOCS[document].source or ""), act, kind, text, **{"polarity": polarity, **more})


def run(*claims: Claim) -> Fused:
    return fuse(claims, DOCS, REGISTER, None)


def occurred(event: Event) -> Proposition:
    return event.propositions[0]


def at_tern(fused: Fused) -> Event:
    return next(e for e in fused.events if any(m.claim == ATTACK.id for m in e.members))


@pytest.mark.parametrize(
    "more",
    [
        {"where": (TERN,)},
        {"when": when("2031-03-12")},
        {"when": when("2031-03-12"), "actors": (actor("ORS"),)},
        {"actors": (actor("ORS"),)},
        {"actors": (actor("ORS"), actor("VAL", "target"))},
    ],
)
def test_a_denial_by_the_accused_needs_no_place_to_answer(more: dict[str, Any]) -> None:
    event = at_tern(run(ATTACK, said("o1", "ORS-MOD", "our forces did not fire", **more)))
    assert event.occurrence == "contested"
    assert [o.id for o in occurred(event).denying] == ["ORS-MOD"]
    assert [o.id for o in occurred(event).supporting] == ["VAL-MOD"]


def test_a_word_of_having_kept_the_ceasefire_that_day_denies_what_that_side_is_said_to_have_done() -> None:
    kept = said("o1", "ORS-MOD", "its forces respected the ceasefire on 12 March", "asserts", "ceasefire",
                when=when("2031-03-12"), actors=(actor("ORS"),))  # fmt: skip
    event = at_tern(run(ATTACK, kept))
    assert event.occurrence == "contested"
    assert {m.role for m in event.members if m.claim == kept.id} == {"contradicts"}
    month = said("o1", "ORS-MOD", "its forces respected the ceasefire in March", "asserts", "ceasefire",
                 when=when("2031-03-01", 31 * 24), actors=(actor("ORS"),))  # fmt: skip
    event = at_tern(run(ATTACK, month))
    assert event.occurrence == "alleged"
    assert [v.claims for v in event.positions] == [(month.id,)]


def test_only_the_accused_answers_by_having_kept_the_ceasefire() -> None:
    for who, whose in (("VAL-MOD", "VAL"), ("GUA-PK", "ORS"), ("ORS-MOD", "VAL")):
        document = {"VAL-MOD": "v2", "GUA-PK": "g1", "ORS-MOD": "o1"}[who]
        kept = said(document, who, "its forces respected the ceasefire", "asserts", "ceasefire",
                    when=when("2031-03-12"), actors=(actor(whose),))  # fmt: skip
        assert at_tern(run(ATTACK, kept)).occurrence == "alleged"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("its forces respected the ceasefire", True),
        ("the army strictly observes the ceasefire", True),
        ("has never violated the truce", True),
        ("стороны соблюдают режим прекращения огня", True),
        ("atəşkəs rejiminə əməl edir", True),
        ("the ceasefire begins at 01:00", False),
        ("both must respect the ceasefire", False),
        ("declared a ceasefire on 12 March", False),
    ],
)
def test_words_of_keeping(text: str, kept: bool) -> None:
    assert says_kept(said("o1", "ORS-MOD", text, "asserts", "ceasefire")) is kept


def test_a_general_denial_denies_no_event_but_is_shown() -> None:
    general = said("o1", "ORS-MOD", "Orsinia denied all accusations")
    event = at_tern(run(ATTACK, general))
    assert event.occurrence == "alleged"
    assert not occurred(event).denying
    assert [v.claims for v in event.positions] == [(general.id,)]


def test_where_two_could_be_meant_a_bare_denial_is_general_and_a_place_or_day_points() -> None:
    bare = said("o1", "ORS-MOD", "our forces did not fire", actors=(actor("ORS"),))
    assert [e.occurrence for e in run(ATTACK, SECOND, bare).events] == ["alleged", "alleged"]
    placed = said("o1", "ORS-MOD", "our forces did not fire at Tern", actors=(actor("ORS"),), where=(TERN,))
    fused = run(ATTACK, SECOND, placed)
    assert {e.id: e.occurrence for e in fused.events} == {
        e.id: "contested" if e.id == at_tern(fused).id else "alleged" for e in fused.events
    }
    dayed = said(
        "o1", "ORS-MOD", "our forces fired nowhere on 12 March", actors=(actor("ORS"),), when=when("2031-03-12")
    )
    assert [e.occurrence for e in run(ATTACK, SECOND, dayed).events] == ["contested", "contested"]


@pytest.mark.parametrize(
    ("document", "more"),
    [
        ("o1", {"where": (HOLM,), "when": when("2031-03-12")}),
        ("o2", {"when": when("2031-03-13"), "where": (TERN,)}),
        ("o9", {"actors": (actor("ORS"),)}),
        ("o1", {"when": when("2031-03-12"), "kind": "withdrawal"}),
    ],
)
def test_another_place_day_or_kind_is_another_thing(document: str, more: dict[str, Any]) -> None:
    assert at_tern(run(ATTACK, said(document, "ORS-MOD", "that did not happen", **more))).occurrence == "alleged"


def test_nobody_answers_what_only_its_own_side_tells_and_a_denial_never_supports() -> None:
    own = said("v2", "VAL-MOD", "Orsinian units did not reach Tern", where=(TERN,), when=when("2031-03-12"))
    event = at_tern(run(ATTACK, own))
    assert event.occurrence == "alleged"
    assert not occurred(event).denying
    assert len(occurred(event).supporting) == 1


def test_one_other_denial_is_not_enough_two_are_and_outlets_are_not_counted() -> None:
    rc = said("r1", "RC", "no shelling took place at Tern on 12 March", where=(TERN,), when=when("2031-03-12"))
    again = claim("g1", by("RC", "gua-pk"), "denies", "violence", "no shelling at Tern, the Committee said",
                  polarity="does_not_hold", where=(TERN,), when=when("2031-03-12"))  # fmt: skip
    assert at_tern(run(ATTACK, rc)).occurrence == "alleged"
    assert at_tern(run(ATTACK, rc, again)).occurrence == "alleged"
    gua = said("g1", "GUA-PK", "there was no shelling at Tern", where=(TERN,), when=when("2031-03-12"))
    assert at_tern(run(ATTACK, rc, gua)).occurrence == "contested"


def test_an_observer_that_recorded_none_is_no_denial_unless_it_names_day_and_place() -> None:
    none = said(
        "g1", "GUA-PK", "no violations were recorded", "asserts", polarity="does_not_hold", when=when("2031-03-12")
    )
    assert not occurred(at_tern(run(ATTACK, none))).denying
    there = said("g1", "GUA-PK", "no fire at Tern was recorded", "asserts", polarity="does_not_hold",
                 when=when("2031-03-12"), where=(TERN,))  # fmt: skip
    assert len(occurred(at_tern(run(ATTACK, there))).denying) == 1


def test_the_accused_own_account_in_general_words_is_shown_and_supports_nothing() -> None:
    account = said("o2", "ORS-MOD", "an operation against saboteurs was carried out", "asserts")
    event = at_tern(run(ATTACK, account))
    assert [v.claims for v in event.positions] == [(account.id,)]
    assert len(occurred(event).supporting) == 1


def test_clearing_one_of_two_accused_leaves_that_it_happened() -> None:
    both = claim("v1", by("VAL-MOD", "val-mod"), "accuses", "violence", "Orsinian and Guardian units fired on Tern",
                 when=when("2031-03-12"), where=(TERN,), actors=(actor("ORS"), actor("GUA"), actor("VAL", "target")))  # fmt: skip
    event = next(iter(run(both, said("o1", "ORS-MOD", "our forces did not fire at Tern on 12 March", where=(TERN,),
                                     when=when("2031-03-12"), actors=(actor("ORS"),))).events))  # fmt: skip
    states = {p.key: p.state for p in event.propositions}
    assert states == {"occurred": "alleged", "agent:GUA": "alleged", "agent:ORS": "contested"}


def test_a_bare_negative_beside_a_denial_that_points_goes_with_it() -> None:
    points = said("o1", "ORS-MOD", "denied fighting at Tern", where=(TERN,))
    bare = said("o1", "ORS-MOD", "no shot was fired", "asserts", polarity="does_not_hold", start=200)
    event = at_tern(run(ATTACK, SECOND, points, bare))
    assert {m.claim for m in event.members if m.role == "contradicts"} == {points.id, bare.id}
    assert len(occurred(event).denying) == 1


@pytest.mark.parametrize(("teller", "side", "accused"), [("v1", "VAL", "ORS"), ("o1", "ORS", "VAL")])
def test_a_denial_of_a_capture_is_no_denial_of_a_shooting(teller: str, side: str, accused: str) -> None:
    shots = msgspec.structs.replace(
        ATTACK, document=teller, says=by(f"{side}-MOD"), actors=(actor(accused),), code="V1.2"
    )
    held = said("g1", f"{accused}-MOD", "our forces never captured Tern", actors=(actor(accused),), where=(TERN,), kind="advance", code="V2.1")  # fmt: skip
    assert [e.occurrence for e in run(shots, held).events] == ["alleged"]
    fired = msgspec.structs.replace(held, kind="violence", code="V1.1")
    assert [e.occurrence for e in run(shots, fired).events] == ["contested"]
