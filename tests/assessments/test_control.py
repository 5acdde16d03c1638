"""Control: whose word gives what to whom, and what each map says of a place."""

from __future__ import annotations

from typing import Any

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.control import advance_against, contested, control, maps_on
from truceline.claims.claim import ActorRef, Claim, Span, Speaker, with_id
from truceline.documents.document import Document
from truceline.places.zone import Zone
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


def run(*claims: Claim) -> Any:
    return control(claims, DOCUMENTS, REGISTER, as_of=100 * DAY)


def holder(id: str, role: str = "controller") -> tuple[ActorRef, ...]:
    return (ActorRef(name=id, id=id, role=role),)  # type: ignore[arg-type]


def test_holds_last_to_the_speakers_next_word_and_units_count_for_their_party() -> None:
    found = run(
        claim("P", "position", 0, 1, where=at("hill"), actors=holder("PA")),
        claim("P", "transfer", 5, 6, where=at("hill"), actors=holder("Q")),
        claim("Q", "position", 3, 4, where=at("hill"), actors=holder("Q", "agent")),
    )
    (hill,) = found.places
    assert [(w.by, w.label, w.start // DAY, w.end // DAY) for w in hill.words] == [
        ("P", "P", 0, 5),
        ("P", "Q", 5, 100),
        ("Q", "Q", 3, 100),
    ]
    held = contested(hill, 0, 10 * DAY)
    assert [(a // DAY, b // DAY, set(s)) for a, b, s in held] == [(0, 3, {"P"}), (3, 5, {"P", "Q"}), (5, 10, {"Q"})]


def test_a_denial_takes_the_word_back_and_gives_it_to_nobody() -> None:
    found = run(
        claim("P", "position", 0, 1, where=at("hill"), actors=holder("P")),
        claim("P", "position", 4, 5, where=at("hill"), actors=holder("P"), polarity="does_not_hold"),
    )
    (hill,) = found.places
    assert [(w.label, w.start // DAY, w.end // DAY) for w in hill.words] == [("P", 0, 4)]


def test_what_gives_nothing_is_counted() -> None:
    found = run(
        claim("P", "position", where=at("hill")),
        claim("P", "position", actors=holder("P")),
        claim("P", "transfer", where=at("hill"), actors=holder("P"), act="plans"),
        claim("P", "advance", where=at("hill"), actors=holder("P", "agent")),
    )
    assert found.places == ()
    assert found.set_aside == {"no holder named, or several": 1, "no place of the case named": 1}


BASE: dict[str, Any] = {"names": {}, "method": "traced", "source": "a map"}
RING = [(46.0, 40.0), (46.5, 40.0), (46.5, 40.5), (46.0, 40.5), (46.0, 40.0)]
MAPS = (
    Zone(
        id="area",
        kind="zone",
        per="A",
        geometry={"type": "Polygon", "coordinates": [RING]},
        uncertainty_m=500.0,
        valid_from=0,
        valid_to=10 * DAY,
        **BASE,
    ),
    Zone(
        id="area",
        kind="zone",
        per="B",
        geometry={"type": "Polygon", "coordinates": [[(x + 1, y) for x, y in RING]]},
        uncertainty_m=500.0,
        valid_from=0,
        **BASE,
    ),
    Zone(
        id="line",
        kind="line",
        per="A",
        geometry={"type": "LineString", "coordinates": [(46.0, 40.2), (46.5, 40.2)]},
        uncertainty_m=500.0,
        valid_from=0,
        **BASE,
    ),
)


def test_every_map_answers_for_itself() -> None:
    village = Where(name="v", lat=40.3, lon=46.2, radius_m=1000.0)
    found = maps_on(village, MAPS, 5 * DAY, 6 * DAY)
    assert [(a.zone, a.per, a.state) for a in found] == [
        ("area", "A", "inside"),
        ("area", "B", "outside"),
        ("line", "A", "left"),
    ]
    assert found[2].distance_m == pytest.approx(11_100, abs=30)
    assert [a.per for a in maps_on(village, MAPS, 20 * DAY, 21 * DAY, ids=["area"])] == ["B"]
    nowhere = maps_on(Where(name="w", precision="P3"), MAPS, 5 * DAY, 6 * DAY)
    assert {(a.state, a.why) for a in nowhere} == {("undetermined", "no coordinates held")}


def test_an_advance_is_measured_against_the_line_at_the_start() -> None:
    north, south = (Where(name="x", lat=40.2 + d, lon=46.25, radius_m=100.0) for d in (0.1, -0.1))
    near = Where(name="x", lat=40.203, lon=46.25, radius_m=100.0)
    assert advance_against(MAPS[2], north, "left") == "within"
    assert advance_against(MAPS[2], south, "left") == "beyond"
    assert advance_against(MAPS[2], near, "left") == "undetermined"
    assert advance_against(MAPS[2], Where(name="y"), "left") == "undetermined"


def test_party_swap() -> None:
    def told(p: str, q: str) -> Any:
        return run(
            claim(p, "position", 0, 1, where=at("hill"), actors=holder(p)),
            claim(q, "position", 3, 4, where=at("hill"), actors=holder(q)),
        )

    exchanged = {"P": "Q", "Q": "P"}
    one, two = told("P", "Q").places[0].words, told("Q", "P").places[0].words
    assert {(exchanged[w.by], exchanged[w.label], w.start, w.end) for w in one} == {
        (w.by, w.label, w.start, w.end) for w in two
    }
