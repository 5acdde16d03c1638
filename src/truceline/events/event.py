"""Event: one happening told by claims, with every version kept."""

from __future__ import annotations

from typing import Literal

import msgspec

from truceline.values.count import Count
from truceline.values.place import Where
from truceline.values.release import Release
from truceline.values.time import When

EventClass = Literal["incident", "measure", "meeting", "contact"]
OccurrenceState = Literal[
    "alleged", "contested", "corroborated", "verified", "not_substantiated", "refuted", "not_verifiable"
]

CLASS_OF_KIND: dict[str, EventClass] = {
    "violation": "incident",
    "violence": "incident",
    "advance": "incident",
    "damage": "incident",
    "access": "incident",
    "meeting": "meeting",
    "talks": "meeting",
    "statement": "meeting",
    "agreement": "meeting",
    "contact": "contact",
    "deployment": "measure",
    "withdrawal": "measure",
    "transfer": "measure",
    "exchange": "measure",
    "return": "measure",
    "movement": "measure",
    "reconstruction": "measure",
}  # ceasefire, standstill, position, persons_held, casualties, corridor are states: claims, not events


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A root of the quotation graph. interest: id of the actor it belongs to; absent for none, and for the one statement
    of several, whose actors are `jointly`."""

    id: str
    name: str
    interest: str | None = None
    jointly: tuple[str, ...] = ()

    @property
    def sides(self) -> frozenset[str]:
        """The actors whose word it is."""
        return frozenset(self.jointly) if self.interest is None else frozenset((self.interest,))


class Proposition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing said about the event ("it happened", "X did it", "n were killed"), with who stands where.

    key: machine form (`occurred`, `agent:ARM`, `killed:AZE:3`). says: in words. supporting, denying, silent: origins.
    state: alleged, contested or corroborated. reasons: why, in words, rule numbers first.
    """

    key: str
    says: str
    supporting: tuple[Origin, ...] = ()
    denying: tuple[Origin, ...] = ()
    silent: tuple[Origin, ...] = ()
    state: OccurrenceState = "alleged"
    reasons: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim of the event and its part in it."""

    claim: str
    role: Literal["supports", "contradicts", "details", "plans", "silent"] = "supports"
    score: int | None = None
    why: tuple[str, ...] = ()


class Version(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one origin says of the event: its own time, place, actors and counts, and the claims it stands on."""

    origin: Origin
    act: str
    polarity: str = "holds"
    when: When | None = None
    where: tuple[Where, ...] = ()
    actors: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    claims: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One happening. Never the average of its sources: `versions` keeps what each origin says.

    id: from the anchor (the member published first). version: hash of the members. when: the interval in which it
    happened as the members allow (their overlap where there is one, else their hull, said in `doubts`). status, for
    meetings: announced, confirmed, held, postponed, cancelled, no_report; of the rest, where all that tell of it only plan
    it: planned, announced or expected. public: first publication, microseconds.
    positions: what origins say in general, of its days and kind but not of it: shown, never counted, no members.
    links: other events as relation -> ids (part_of, follow_up, prepares, cannot_tell).
    """

    id: str
    version: str
    cls: EventClass = msgspec.field(name="class")
    kind: str
    code: str | None = None
    title: str = ""
    status: str | None = None
    when: When | None = None
    where: tuple[Where, ...] = ()
    members: tuple[Member, ...] = ()
    versions: tuple[Version, ...] = ()
    positions: tuple[Version, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    occurrence: OccurrenceState = "alleged"
    doubts: tuple[str, ...] = ()
    public: int | None = None
    links: dict[str, tuple[str, ...]] = {}
    release: Release = "internal"

    @property
    def planned(self) -> bool:
        """Whether all that tell of it only plan, announce or expect it."""
        roles = {m.role for m in self.members}
        return "plans" in roles and "supports" not in roles
