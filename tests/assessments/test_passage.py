"""Passage along a corridor: states per class of traffic from conflicting words."""

from __future__ import annotations

from typing import Any

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.passage import calendar, passage, summary
from truceline.claims.claim import ActorRef, Claim, Span, Speaker, with_id
from truceline.documents.document import Document
from truceline.values.place import Where
from truceline.values.time import DAY, When

REGISTER = Register(
    actors=(
        Actor(id="P", kind="state", names={"en": ("Pland",)}),
        Actor(id="Q", kind="state", names={"en": ("Qland",)}),
        Actor(id="PA", kind="armed_force", names={"en": ("Pland army",)}, belongs_to="P"),
        Actor(id="W", kind="peacekeeper", names={"en": ("Watchers",)}),
    ),
    offices=(),
    sources=(),
)


def claim(speaker: str, kind: str, start: float | None = 0, end: float | None = 1, **kw: Any) -> Claim:
    """Times in days."""
    lo = None if start is None else int(start * DAY)
    hi = None if end is None else int(end * DAY)
    given: dict[str, Any] = {
        "document": "d", "span": Span(start=0, end=1, text="x"), "act": "asserts", "kind": kind,
        "says": (Speaker(name=speaker, id=speaker),), "when": When(earliest=lo, latest=hi, zone="UTC", zone_basis="stated"),
    }  # fmt: skip
    return with_id(Claim(**{**given, **kw}))


def at(*ids: str) -> tuple[Where, ...]:
    return tuple(Where(name=i, id=i) for i in ids)


DOCUMENTS = {"d": Document(id="d", published=When(earliest=2 * DAY, latest=3 * DAY, zone="UTC", zone_basis="stated"))}


def run(*claims: Claim, corridors: tuple[str, ...] = ("way",)) -> Any:
    return passage(claims, DOCUMENTS, REGISTER, corridors, as_of=100 * DAY)[0]


def test_open_shut_restricted_and_their_denials() -> None:
    def label(**kw: Any) -> list[str]:
        return [i.label for i in run(claim("P", "corridor", where=at("way"), **kw)).words.get("any", ())]

    assert label() == ["possible"]
    assert label(polarity="does_not_hold") == ["not_possible"]
    assert label(code="V4.1") == ["not_possible"]
    assert label(code="V4.1", act="denies") == ["possible"]
    assert label(code="V4.2") == ["restricted"]
    assert label(code="V4.2", act="denies") == []
    assert label(act="plans") == []
    assert label(conditional=True) == []


def test_conflicting_words_stand_side_by_side_and_silence_is_neither() -> None:
    p = run(
        claim("P", "corridor", 0, 10, where=at("way"), code="V4.1"),
        claim("Q", "corridor", 5, 12, where=at("way")),
    )
    found = calendar(p, 0, 15 * DAY, classes=("any",))["any"]
    assert [(s.start // DAY, s.end // DAY, s.state) for s in found] == [
        (0, 5, "not_possible"),
        (5, 10, "contested"),
        (10, 12, "possible"),
        (12, 15, "no_report"),
    ]
    assert found[1].says == {"P": "not_possible", "Q": "possible"}
    s = summary(found)
    assert sum(s.shares.values()) == pytest.approx(1)
    assert s.longest_shut == (0, 5 * DAY)


def test_classes_of_traffic() -> None:
    p = run(
        claim("P", "corridor", 0, 10, where=at("way"), code="V4.1"),
        claim("P", "movement", 2, 4, where=at("way"), topics=("humanitarian_aid",)),
        claim("Q", "movement", 5, 6, where=at("way"), actors=(ActorRef(name="Watchers", id="W"),)),
    )
    days = calendar(p, 0, 10 * DAY)
    assert {s.state for s in days["people"]} == {"not_possible"}
    assert [s.state for s in days["goods"]] == [
        "no_report",
        "possible",
        "no_report",
    ]  # its own word displaces the general one
    assert [s.state for s in days["peacekeepers"]] == ["not_possible", "contested", "not_possible"]


def test_a_corridor_claim_without_a_place_counts_only_where_there_is_one_corridor() -> None:
    assert run(claim("P", "corridor")).words
    other = run(claim("P", "corridor"), corridors=("way", "road"))
    assert other.words == {}
    assert other.set_aside == {"no corridor named": 1}


def test_party_swap() -> None:
    def told(p: str, q: str) -> Any:
        x = run(claim(p, "corridor", 0, 10, where=at("way"), code="V4.1"), claim(q, "corridor", 5, 12, where=at("way")))
        return calendar(x, 0, 15 * DAY, classes=("any",))["any"]

    exchanged = {"P": "Q", "Q": "P"}
    for one, two in zip(told("P", "Q"), told("Q", "P"), strict=True):
        assert (one.start, one.end, one.state) == (two.start, two.end, two.state)
        assert {exchanged[k]: v for k, v in one.says.items()} == two.says
