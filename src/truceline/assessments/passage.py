"""Passage along a corridor, per class of traffic, as dated intervals from conflicting claims. Rules:

P1. A claim of obstruction (code V4.1) says `not_possible`; of a checkpoint or control of others (V4.2 and the rest of
    V4) `restricted`; a claim of passage or of an open way (corridor, movement) `possible`. Its negation, or its denial,
    says the opposite: of an obstruction `possible`, of passage `not_possible`, and of a restriction nothing.
P2. The class is what the claim names in its topics or counts, or the kind of the actor that passed; else `any`, which
    speaks for every class that has no word of its own from the same speaker at that time.
P3. What is planned, expected, undertaken, provided or conditional says nothing of passage.
P4. Time as in coverage (W5): an open end reaches to the publication.
P5. Speakers are kept apart. Where they differ at one time all their words stand, and the state is `contested`; where
    nobody speaks it is `no_report`, which is neither open nor shut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from truceline.actors.register import Register
from truceline.assessments.coverage import NOT_YET, time_of
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.places.intervals import Labelled, longest, shares, states

Passing = Literal["possible", "restricted", "not_possible"]
Class = Literal["any", "people", "goods", "medical", "icrc", "peacekeepers", "military"]
CLASSES: tuple[Class, ...] = ("any", "people", "goods", "medical", "icrc", "peacekeepers", "military")
WORDS: dict[str, Class] = {
    "people": "people", "persons": "people", "civilians": "people", "residents": "people", "returnees": "people",
    "passengers": "people", "refugees": "people", "goods": "goods", "cargo": "goods", "tonnes": "goods",
    "trucks": "goods", "food": "goods", "supplies": "goods", "humanitarian_aid": "goods", "aid": "goods",
    "patients": "medical", "medical": "medical", "ambulances": "medical", "medicines": "medical", "icrc": "icrc",
    "red_cross": "icrc", "peacekeepers": "peacekeepers", "military": "military", "soldiers": "military",
    "troops": "military", "convoys": "military",
}  # fmt: skip
OF_KIND: dict[str, Class] = {"peacekeeper": "peacekeepers", "armed_force": "military", "unit": "military"}
OPPOSITE: dict[Passing, Passing | None] = {"possible": "not_possible", "not_possible": "possible", "restricted": None}


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One corridor. words: class -> what each speaker says, label a Passing, `by` the speaker. set_aside: why not."""

    corridor: str
    words: dict[str, tuple[Labelled, ...]]
    set_aside: dict[str, int]


class Stretch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """[start, end) in one state: a Passing, contested or no_report. says: speaker -> Passing."""

    start: int
    end: int
    state: str
    says: dict[str, str] = {}


def passage(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    corridors: Sequence[str],
    *,
    as_of: int,
) -> tuple[Passage, ...]:
    """What is said of each corridor (zone ids) up to `as_of`. A claim of the kind `corridor` that names no place counts
    where the case has one corridor only."""
    words: dict[str, dict[str, list[Labelled]]] = {c: {} for c in corridors}
    aside: dict[str, int] = {}
    for c in claims:
        if c.kind not in ("corridor", "movement", "access") and not (c.code or "").startswith("V4"):
            continue
        if c.act in NOT_YET or c.conditional:
            continue
        named = [w.id for w in c.where if w.id in words]
        if not named and not c.where and c.kind == "corridor" and len(corridors) == 1:
            named = list(corridors)
        says = _says(c)
        span = time_of(c, documents, as_of)
        reason = "no corridor named" if not named else "says nothing of passage" if says is None else span
        if isinstance(reason, str) or says is None or isinstance(span, str):
            aside[str(reason)] = aside.get(str(reason), 0) + 1
            continue
        who = (c.says[0].id or c.says[0].name) if c.says else f"unattributed background of {c.document}"
        for corridor in named:
            for cls in _classes(c, register):
                item = Labelled(start=span[0], end=span[1], label=says, by=who, claims=(c.id,))
                words[str(corridor)].setdefault(cls, []).append(item)
    return tuple(
        Passage(
            corridor=k,
            words={cls: tuple(sorted(v[cls], key=lambda i: (i.start, i.end, i.by))) for cls in CLASSES if cls in v},
            set_aside=dict(sorted(aside.items())),
        )
        for k, v in words.items()
    )


def _says(c: Claim) -> Passing | None:
    code = c.code or ""
    if code.startswith("V4"):
        told: Passing | None = "not_possible" if code.startswith("V4.1") else "restricted"
    elif c.kind == "access" or code.startswith("V"):
        return None
    else:
        told = "possible"
    for turned in (c.polarity == "does_not_hold", c.act == "denies"):
        if turned and told is not None:
            told = OPPOSITE[told]
    return told


def _classes(c: Claim, register: Register) -> tuple[Class, ...]:
    named = {WORDS[w] for w in (*c.topics, *(n.what for n in c.counts)) if w in WORDS}
    for a in c.actors:
        actor = register.actor(a.id) if a.id else None
        if a.role in ("agent", "participant") and actor is not None and actor.kind in OF_KIND and c.kind == "movement":
            named.add(OF_KIND[actor.kind])
    return tuple(x for x in CLASSES if x in named) or ("any",)


def calendar(p: Passage, start: int, end: int, *, classes: Sequence[str] = CLASSES) -> dict[str, tuple[Stretch, ...]]:
    """Class -> stretches that fill [start, end) without gap or overlap (P5)."""
    general = p.words.get("any", ())
    out: dict[str, tuple[Stretch, ...]] = {}
    for cls in classes:
        own = p.words.get(cls, ())
        items = own if cls == "any" else (*own, *(g for g in general if not _spoken(g, own)))
        stretches = []
        for a, b, held in states([_tagged(i) for i in items], start, end):
            says: dict[str, str] = {}
            labels = set()
            for tag in sorted(held):
                by, label = tag.split("\x00")
                labels.add(label)
                says[by] = label if says.get(by, label) == label else "contested"
            state = "no_report" if not labels else labels.pop() if len(labels) == 1 else "contested"
            stretches.append(Stretch(start=a, end=b, state=state, says=says))
        out[cls] = tuple(stretches)
    return out


def _spoken(general: Labelled, own: Sequence[Labelled]) -> bool:
    return any(o.by == general.by and o.start < general.end and general.start < o.end for o in own)


def _tagged(i: Labelled) -> Labelled:
    return msgspec.structs.replace(i, label=f"{i.by}\x00{i.label}")


class Summary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """shares: of the time by state, adding to 1. longest_shut: the longest stretch of `not_possible`."""

    shares: dict[str, float]
    longest_shut: tuple[int, int] | None = None


def summary(stretches: Sequence[Stretch]) -> Summary:
    """Share of time by state and the longest time shut, of one class."""
    plain = [(s.start, s.end, s.state) for s in stretches]
    joined: list[tuple[int, int, str]] = []
    for a, b, s in plain:
        if joined and joined[-1][2] == s and joined[-1][1] == a:
            joined[-1] = (joined[-1][0], b, s)
        else:
            joined.append((a, b, s))
    return Summary(shares=dict(sorted(shares(joined).items())), longest_shut=longest(joined, "not_possible"))
