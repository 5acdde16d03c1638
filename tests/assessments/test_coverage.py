"""Watching: whose word puts a watcher where, and what takes it away."""

from __future__ import annotations

from typing import Any

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.coverage import watched, watchers_of
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
    return watched(claims, DOCUMENTS, REGISTER, ["line", "zone"], as_of=100 * DAY)


def test_a_watcher_speaks_for_where_and_when_it_watched() -> None:
    found = run(claim("W", "violation", 0, 1, where=at("line"), polarity="does_not_hold"))
    assert found.intervals == {"line": ((0, DAY),)}
    assert found.words["line"][0].by == "W"
    everywhere = run(claim("W", "ceasefire", 0, 1))
    assert everywhere.intervals == {"": ((0, DAY),)}


def test_a_party_saying_that_all_is_quiet_watches_nothing() -> None:
    assert run(claim("P", "violation", 0, 1, where=at("line"), polarity="does_not_hold")).intervals == {}


def test_others_words_count_for_presence_only() -> None:
    watchers = (ActorRef(name="Watchers", id="W"),)
    assert run(claim("P", "deployment", 0, 1, where=at("line"), actors=watchers)).intervals == {"line": ((0, DAY),)}
    assert run(claim("P", "violation", 0, 1, where=at("line"), actors=watchers)).intervals == {}


def test_plans_and_refused_access() -> None:
    watchers = (ActorRef(name="Watchers", id="W"),)
    assert run(claim("W", "deployment", 0, 1, act="plans", where=at("line"))).intervals == {}
    found = run(
        claim("W", "deployment", 0, 10, where=at("line")),
        claim("W", "access", 3, 5, where=at("line"), actors=watchers, code="V5.1"),
    )
    assert found.intervals == {"line": ((0, 3 * DAY), (5 * DAY, 10 * DAY))}


def test_an_open_end_reaches_to_the_publication_and_what_falls_out_is_counted() -> None:
    assert run(claim("W", "deployment", 0, None, where=at("line"))).intervals == {"line": ((0, 3 * DAY),)}
    found = run(
        claim("W", "deployment", None, 1, where=at("line")),
        claim("W", "deployment", 0, 1, where=at("elsewhere")),
        claim("W", "deployment", 200, 201, where=at("line")),
    )
    assert found.intervals == {}
    assert found.set_aside == {"after the cut-off": 1, "no time, or no beginning": 1, "no zone of the case named": 1}


def test_posts_become_watchers_with_unknown_for_the_rest() -> None:
    post = Zone(
        id="post", kind="post", names={}, geometry={"type": "Point", "coordinates": (46.0, 40.0)}, method="derived",
        per="A", source="s", valid_from=0, range_m=5000.0,
    )  # fmt: skip
    words = run(claim("W", "deployment", 1, 2, where=at("line"))).words["line"]
    made = watchers_of([post], words, as_of=4 * DAY)
    assert [(w.start // DAY, w.end // DAY, w.state) for w in made] == [
        (0, 1, "unknown"),
        (1, 2, "working"),
        (2, 4, "unknown"),
    ]


def test_party_swap() -> None:
    def told(p: str, q: str) -> Any:
        return run(
            claim(p, "violation", 0, 1, where=at("line")),
            claim("W", "violation", 2, 3, where=at("line"), actors=(ActorRef(name=q, id=q),)),
        )

    assert told("P", "Q").intervals == told("Q", "P").intervals
