"""Parties, organs, units, persons, sources; and the offices persons hold, dated."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

ActorKind = Literal[
    "state",
    "de_facto_authority",
    "organ",
    "armed_force",
    "unit",
    "peacekeeper",
    "person",
    "international_org",
    "ngo",
    "news_agency",
    "outlet",
    "group",
    "other",
]


ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
SOURCE_KINDS: tuple[str, ...] = (
    "state_body",
    "armed_force",
    "de_facto_authority",
    "third_state",
    "peacekeeper",
    "international_org",
    "news_agency",
    "outlet",
    "ngo",
    "individual",
    "sensor",
    "dataset",
)
ROLES: tuple[str, ...] = (
    "party",
    "signatory",
    "duty_holder",
    "beneficiary",
    "guarantor",
    "observer",
    "convenor",
    "mediator",
    "neutral_intermediary",
)


class Role(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part an actor has in an agreement: [start, end) in microseconds of UTC, open where unknown.

    of: the agreement or instrument, as the case names it; empty for the case's own.
    """

    role: str
    of: str = ""
    start: int | None = None
    end: int | None = None
    source: str = ""


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One actor. names: per language, preferred first. demonyms: adjectives and words for its people and forces.

    capitals: place names that stand for it in the press ("Baku"). belongs_to: the actor whose part or organ it is.
    roles: the parts it has in the agreement (party, signatory, guarantor ...), several at once; dated: the same with
    their dates and sources. opposes: actors whose accusation serves its own interest.
    """

    id: str
    kind: ActorKind
    names: dict[str, tuple[str, ...]]
    demonyms: dict[str, tuple[str, ...]] = {}
    capitals: tuple[str, ...] = ()
    belongs_to: str | None = None
    opposes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    dated: tuple[Role, ...] = ()
    note: str = ""
    source: str = ""


class Office(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An office a person held: [start, end) in microseconds, open where unknown. organ, state: actor ids."""

    person: str
    title: dict[str, tuple[str, ...]]
    organ: str | None = None
    state: str | None = None
    start: int | None = None
    end: int | None = None
    source: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the register of sources. owner: joins outlets of one owner to one origin. actor: whose interest.

    grade: Admiralty letter given by a person (`graded_by`) on a date (`graded_on`, text); F where nobody did.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    owner: str | None = None
    actor: str | None = None
    languages: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    grade: str = "F"
    graded_by: str = ""
    graded_on: str = ""
    note: str = ""
