"""Claim: one assertion, and the exact span it stands on.

Grain: one speaker chain x one act and polarity x one kind x one time.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from truceline.values.canonical import make_id
from truceline.values.count import Count
from truceline.values.place import Where
from truceline.values.time import When

Act = Literal[
    "withdraws",
    "corrects",
    "denies",
    "admits",
    "accuses",
    "provides",
    "undertakes",
    "plans",
    "expects",
    "announces",
    "counts",
    "asserts",
]
ACTS: tuple[Act, ...] = (
    "withdraws",
    "corrects",
    "denies",
    "admits",
    "accuses",
    "provides",
    "undertakes",
    "plans",
    "expects",
    "announces",
    "counts",
    "asserts",
)  # in order of precedence
Kind = Literal[
    "meeting",
    "talks",
    "contact",
    "statement",
    "agreement",
    "ceasefire",
    "standstill",
    "violation",
    "violence",
    "advance",
    "deployment",
    "withdrawal",
    "transfer",
    "corridor",
    "movement",
    "exchange",
    "persons_held",
    "return",
    "reconstruction",
    "casualties",
    "damage",
    "access",
    "position",
]
_LEVELS = {"V1": 9, "V2": 6, "V3": 3, "V4": 6, "V5": 5, "V6": 5, "V7": 2, "V8": 3, "V9": 4, "V10": 2}
CODES = (*(f"{v}.{i}" for v, n in _LEVELS.items() for i in range(1, n + 1)), *_LEVELS, *(f"X{i}" for i in range(1, 9)))
KINDS: tuple[Kind, ...] = (
    "meeting", "talks", "contact", "statement", "agreement", "ceasefire", "standstill", "violation", "violence",
    "advance", "deployment", "withdrawal", "transfer", "corridor", "movement", "exchange", "persons_held", "return",
    "reconstruction", "casualties", "damage", "access", "position",
)  # fmt: skip
Polarity = Literal["holds", "does_not_hold"]
ActorRole = Literal[
    "agent", "target", "participant", "convenor", "signatory", "guarantor", "observer", "controller", "victim"
]
SpeakerKind = Literal[
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
    "instrument",
    "unknown",
]


class Speaker(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One link of a speech chain. id: of the case's actors or sources; absent where it is not known there."""

    name: str
    id: str | None = None
    kind: SpeakerKind = "unknown"


class ActorRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor in a claim: as written, with id and role, and the office and state where known."""

    name: str
    id: str | None = None
    role: ActorRole = "agent"
    office: str | None = None
    office_state: str | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Code points [start, end) of the text as read, or a data row (0-based) of a table; and the words themselves."""

    start: int | None = None
    end: int | None = None
    row: int | None = None
    text: str


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Which reader made the claim."""

    name: str
    version: str


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One assertion. says: the chain, origin first, publisher last. background: no speaker; it is the author's own.

    conditional: it was said under a condition. code: alleged type V1-V10 / X with second level ("V2.1"); a code never
    implies a violation. topics: subjects named ("holiday_security") and marks such as "outside_case".
    """

    id: str = ""
    document: str
    text_digest: str = ""
    span: Span
    says: tuple[Speaker, ...] = ()
    background: bool = False
    act: Act
    polarity: Polarity = "holds"
    conditional: bool = False
    kind: Kind
    code: str | None = None
    actors: tuple[ActorRef, ...] = ()
    when: When | None = None
    where: tuple[Where, ...] = ()
    counts: tuple[Count, ...] = ()
    topics: tuple[str, ...] = ()
    reader: Reader = Reader(name="", version="")


_NO_READER = Reader(name="", version="")


def with_id(claim: Claim) -> Claim:
    """The claim with its id: over document, text digest, span and content, not over the reader."""
    blank = msgspec.structs.replace(claim, id="", reader=_NO_READER)
    return msgspec.structs.replace(claim, id=make_id("claim", blank))
