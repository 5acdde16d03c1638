"""Who is said to name whom: only those whose own account does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from tests.events.kit import REGISTER, TERN, actor, by, claim, doc, when

from truceline.assessments.assessment import Reason
from truceline.briefs import evidence
from truceline.briefs.kinds.meeting import incident_line
from truceline.briefs.material import Material
from truceline.events.fuse import fuse
from truceline.places.gazetteer import Gazetteer

DOCS = {
    d.id: d
    for d in (doc("v1", "2031-03-12T10:00:00", source="val-mod"), doc("a1", "2031-03-12T11:00:00", source="agency"))
}


@pytest.mark.parametrize(("side", "accused"), [("VAL", "ORS"), ("ORS", "VAL")])
def test_who_tells_of_it_and_names_nobody_is_not_said_to_name(
    side: str, accused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = claim("v1", by(f"{side}-MOD"), "accuses", "violence", "they shelled Tern", when=when("2031-03-12"), where=(TERN,), actors=(actor(accused),))  # fmt: skip
    bare = claim("a1", by("agency"), "asserts", "violence", "Tern was shelled", when=when("2031-03-12"), where=(TERN,))
    event = fuse([own, bare], DOCS, REGISTER, None).events[0]
    assert {x.claim for x in event.members} == {own.id, bare.id}
    m = cast(Material, SimpleNamespace(claims=(own, bare), register=REGISTER, language="en", alternat=None, gazetteer=Gazetteer(()), zone="+04:00", documents=DOCS))  # fmt: skip
    words = evidence._guard_words(m, event, Reason(rule="G4", words="", ids=(event.id, own.id, bare.id)))
    ministry, party = REGISTER.actor(f"{side}-MOD"), REGISTER.actor(accused)
    assert ministry is not None
    assert party is not None
    assert f"; {ministry.names['en'][0]} names {party.names['en'][0]} as acting" in words
    assert "name " not in words
    monkeypatch.setattr("truceline.briefs.kinds.meeting.own_word", lambda m, e: [])
    monkeypatch.setattr("truceline.briefs.kinds.meeting.standing_of", lambda m, e: "alleged")
    assert f"; {ministry.names['en'][0]} names {party.names['en'][0]}." in incident_line(m, event)
    both = claim("a1", by("agency"), "asserts", "violence", "Tern was shelled by them", when=when("2031-03-12"), where=(TERN,), actors=(actor(accused),))  # fmt: skip
    event = fuse([own, both], DOCS, REGISTER, None).events[0]
    m.claims = (own, both)  # type: ignore[misc]
    words = evidence._guard_words(m, event, Reason(rule="G4", words="", ids=(event.id, own.id, both.id)))
    assert f", and name {party.names['en'][0]} as acting" in words
