"""Numbers of victims: given to the incident they belong to, as counts and never as support."""

from __future__ import annotations

from tests.events.kit import HOLM, REGISTER, TERN, actor, by, claim, doc, killed, when

from truceline.claims.claim import Claim
from truceline.events.event import Event
from truceline.events.fuse import fuse

DOCS = {
    d.id: d for d in (doc("v1", "2031-03-12T10:00:00", source="val-mod"), doc("r1", "2031-03-13T10:00:00", source="rc"))
}
ATTACK = claim("v1", by("VAL-MOD", "val-mod"), "accuses", "violence", "Orsinian units fired on Tern",
               when=when("2031-03-12"), where=(TERN,), actors=(actor("ORS"),))  # fmt: skip
SECOND = claim("v1", by("VAL-MOD", "val-mod"), "accuses", "violence", "Orsinian units fired on Holm", start=100,
               when=when("2031-03-12"), where=(HOLM,), actors=(actor("ORS"),))  # fmt: skip


def toll(document: str, who: str, n: int, start: int = 200, **more: object) -> Claim:
    return claim(document, by(who, DOCS[document].source or ""), "asserts", "casualties", f"{n} were killed", start=start,
                 counts=(killed("VAL", n),), **more)  # fmt: skip


def events(*claims: Claim) -> list[Event]:
    return list(fuse(claims, DOCS, REGISTER, None).events)


def keys(event: Event) -> dict[str, list[str]]:
    return {p.key: [o.id for o in p.supporting] for p in event.propositions if p.key.startswith("killed")}


def test_each_claimant_keeps_its_number_and_none_supports_that_it_happened() -> None:
    (event,) = events(ATTACK, toll("v1", "VAL-MOD", 3), toll("r1", "RC", 2, when=when("2031-03-12"), where=(TERN,)))
    assert keys(event) == {"killed:VAL:2": ["RC"], "killed:VAL:3": ["VAL-MOD"]}
    assert [o.id for o in event.propositions[0].supporting] == ["VAL-MOD"]
    assert event.occurrence == "alleged"


def test_another_day_or_place_or_two_that_fit_give_none() -> None:
    for more in ({"when": when("2031-03-14"), "where": (TERN,)}, {"when": when("2031-03-12"), "where": (HOLM,)}, {}):
        (event,) = events(ATTACK, toll("r1", "RC", 2, **more))
        assert not keys(event)
    assert [keys(e) for e in events(ATTACK, SECOND, toll("v1", "VAL-MOD", 3))] == [{}, {}]


def test_a_total_makes_no_event() -> None:
    assert events(toll("r1", "RC", 2, when=when("2031-03-12"), where=(TERN,))) == []
