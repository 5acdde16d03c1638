"""What a brief is written from: everything derived, under one view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from truceline.actors.register import Register
from truceline.assessments.assessment import Assessed
from truceline.claims.claim import Claim
from truceline.documents.document import Document, label
from truceline.events.event import Event
from truceline.places.gazetteer import Gazetteer
from truceline.places.zone import Zone
from truceline.terms.term import Agreement
from truceline.values.decision import Decision
from truceline.values.release import Release
from truceline.values.time import DAY


class Material(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The derived things of one view. Times in microseconds of UTC; zone: the clock of the case.

    languages: those read; spoken: those the actors speak. straddling: documents left out because their day of
    publication straddles the limit. same_day: kept, though the hour of publication on the day of the cut-off is not given. previous: the last frozen brief as JSON data, if there was one. notes: what was
    set aside, by reason. earlier: the snapshot at the start of `period` (microseconds). focus: the event of a spot report.
    number, prepared_by, approved_by: of the brief as issued. sentences: claim id -> the whole sentence its span stands in.
    alternat: the party put first throughout this copy. reconstruction: a view by publication. replaced: the issue of the
    same cut-off that this one replaces, as data. issues: briefs issued before, of every kind. former: id that an event
    had -> the one it has now. refused: what was not taken in, name and why; waiting: files of the case not yet in the
    record; both only internal. open_decisions: those that name nothing here any more. kept_drawing: gives a drawing by its
    name and what it is drawn from, as it was kept or made by the function given.
    """

    title: str
    zone: str
    as_of: int
    public_at: int | None = None
    known_at: int | None = None
    release: Release = "internal"
    reconstruction: bool = False
    register: Register
    gazetteer: Gazetteer
    zones: tuple[Zone, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    documents: Mapping[str, Document]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    assessed: tuple[Assessed, ...]
    languages: tuple[str, ...] = ("en",)
    spoken: tuple[str, ...] = ()
    straddling: tuple[Document, ...] = ()
    same_day: tuple[Document, ...] = ()
    later: int = 0
    withheld: int = 0
    set_aside: Mapping[str, int] = {}
    previous: Mapping[str, Any] | None = None
    earlier: Mapping[str, Mapping[str, Mapping[str, str]]] | None = None
    period: int = DAY
    focus: str | None = None
    number: int | None = None
    prepared_by: str = ""
    approved_by: str = ""
    decisions: tuple[Decision, ...] = ()
    open_decisions: tuple[Decision, ...] = ()
    former: Mapping[str, str] = {}
    replaced: Mapping[str, Any] | None = None
    issues: tuple[Mapping[str, Any], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    waiting: tuple[str, ...] = ()
    sentences: Mapping[str, str] = {}
    alternat: str | None = None
    root: str = ""
    delay_days: int = 14
    language: str = "en"
    names_order: str = "alphabetical"
    reviewed: int = 0
    code_version: str = ""
    kept_drawing: Callable[[str, bytes, Callable[[], str]], str] | None = None

    @cached_property
    def place_of_claim(self) -> dict[str, int]:
        """Claim id -> its place in `claims`."""
        return {c.id: n for n, c in enumerate(self.claims)}

    def in_order(self, claims: Iterable[str]) -> list[str]:
        """Ids of claims in their order in the view; what is none is left out."""
        return sorted((i for i in claims if i in self.place_of_claim), key=self.place_of_claim.__getitem__)

    def first_told(self, event: Event) -> tuple[str, int]:
        """What tells of an event: what the first of its documents is called, and where in it. No id, so that the order
        by it is the same in every record of the same documents."""
        told = [self.claims[n] for x in event.members if (n := self.place_of_claim.get(x.claim)) is not None]
        return min(
            ((label(self.documents.get(c.document)), c.span.start or c.span.row or 0) for c in told), default=("", 0)
        )

    def drawn(self, name: str, inputs: object, make: Callable[[], str]) -> str:
        """A drawing made by `make` from nothing but `inputs`; as it was kept, where the same was drawn before."""
        return make() if self.kept_drawing is None else self.kept_drawing(name, msgspec.msgpack.encode(inputs), make)

    @cached_property
    def place_of_event(self) -> dict[str, int]:
        """Event id -> its place in `events`."""
        return {e.id: n for n, e in enumerate(self.events)}

    @cached_property
    def touched(self) -> frozenset[str]:
        """Ids of the events that touch a term of the case."""
        return frozenset(a.event for x in self.assessed for a in x.incidents)

    def events_of(self, ids: Iterable[str]) -> list[Event]:
        """The events of these ids, each once, in their order in the view; what is no event is left out."""
        found = {n for i in ids if (n := self.place_of_event.get(i)) is not None}
        return [self.events[n] for n in sorted(found)]
