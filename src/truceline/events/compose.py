"""An event from the claims that tell it: what each origin says, what may be said of all, and every doubt kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import Polarity
from truceline.documents.document import Document
from truceline.events.answers import negates
from truceline.events.bindings import Bindings, event_id
from truceline.events.event import Event, Member, Origin, Version
from truceline.events.facts import Facts
from truceline.events.intent import intent_status
from truceline.events.likeness import Why
from truceline.events.origins import OriginGraph
from truceline.events.standing import propositions
from truceline.places.gazetteer import Gazetteer
from truceline.values.canonical import make_id
from truceline.values.place import Where
from truceline.values.release import strictest
from truceline.values.time import DAY, When, hull, moment

Attached = tuple[Facts, int, tuple[Why, ...]]
Nearest = Mapping[str, tuple[int, tuple[Why, ...]]]  # claim -> score and features with the member it is most like
MemberRole = Literal["supports", "contradicts", "details", "plans", "silent"]


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What events are composed with."""

    documents: Mapping[str, Document]
    register: Register
    graph: OriginGraph
    bindings: Bindings
    duty_holders: frozenset[str] = frozenset()
    as_of: int | None = None
    gazetteer: Gazetteer | None = None


def compose(
    core: Sequence[Facts],
    attached: Sequence[Attached],
    nearest: Nearest,
    setting: Setting,
    positions: Sequence[Facts] = (),
) -> Event:
    """One event. core: claims that make it, in order of time; attached: denials and the like, with their scores;
    positions: what is said in general of its days and kind."""
    anchor = min(core, key=_public)
    told = [f for f in core if not f.plan]
    tellers = told or list(core)
    origins = setting.graph.origins([f.claim.id for f in _by_public([*core, *(a[0] for a in attached)])])
    when, doubts = when_of(tellers)
    kind, code = _kind(tellers, origins, doubts)
    where = where_of(tellers)
    _directions(tellers, doubts)
    members = _members(core, attached, anchor, nearest, setting.bindings)
    cls = core[0].cls
    every = [*core, *(a[0] for a in attached)]
    event = Event(
        id=event_id(anchor.claim.id),
        version=make_id("version", sorted(m.claim for m in members)),
        cls=cls,
        kind=kind,
        code=code,
        title=_title(kind, where, when, setting.gazetteer),
        status=_status(core, [a[0] for a in attached], when, origins, setting.as_of)
        if cls in ("meeting", "contact")
        else (None if told else intent_status(f.claim.act for f in core)),
        when=when,
        where=where,
        members=members,
        versions=versions(every, origins),
        positions=versions(positions, setting.graph.origins([f.claim.id for f in _by_public(positions)])),
        doubts=tuple(doubts),
        public=anchor.pub,
        release=strictest(d.release for f in every if (d := setting.documents.get(f.claim.document)) is not None),
    )
    found = propositions(event, core, [a[0] for a in attached], origins, setting.register, setting.duty_holders)
    state = next((p.state for p in found if p.key == "occurred"), "alleged")
    return msgspec.structs.replace(event, propositions=found, occurrence=state)


def _public(f: Facts) -> tuple[object, ...]:
    far = 1 << 62
    return (far if f.pub is None else f.pub, far if f.added is None else f.added, *f.order())


def _by_public(facts: Sequence[Facts]) -> list[Facts]:
    return sorted(facts, key=_public)


def when_of(facts: Sequence[Facts]) -> tuple[When | None, list[str]]:
    """The interval in which it happened as the tellers allow: their overlap, else their hull, which is said."""
    whens = [f.claim.when for f in facts if f.claim.when is not None and f.timed]
    if not whens:
        published = [f for f in facts if f.lo is not None or f.hi is not None]
        return None, ["no teller gives a time; placed by publication" if published else "no teller gives a time"]
    finest = min(whens, key=lambda w: (_width(w), w.earliest or 0))
    lo = max((w.earliest for w in whens if w.earliest is not None), default=None)
    hi = min((w.latest for w in whens if w.latest is not None), default=None)
    if lo is None or hi is None or lo < hi:
        return msgspec.structs.replace(finest, earliest=lo, latest=hi), []
    joined = whens[0]
    for w in whens[1:]:
        joined = hull(joined, w)
    return joined, ["the times given do not overlap; the interval covers all of them"]


def _width(w: When) -> int:
    return 1 << 62 if w.earliest is None or w.latest is None else w.latest - w.earliest


def where_of(facts: Sequence[Facts]) -> tuple[Where, ...]:
    """Every place given, each once, the more precise first."""
    found: dict[object, Where] = {}
    for f in facts:
        for w in f.claim.where:
            key = (w.id or w.name.strip().casefold(), w.role)
            held = found.get(key)
            if held is None or _vague(w) < _vague(held):
                found[key] = w
    return tuple(sorted(found.values(), key=_vague))


def _vague(w: Where) -> tuple[object, ...]:
    radius = w.radius_m if w.radius_m is not None else 1e9
    return (w.lat is None, w.precision if w.precision != "P0" else "P99", radius, w.lat or 0.0, w.lon or 0.0)


def _kind(facts: Sequence[Facts], origins: Mapping[str, Origin], doubts: list[str]) -> tuple[str, str | None]:
    by_kind: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    codes: Counter[str] = Counter()
    for n, f in enumerate(_by_public(facts)):
        by_kind.setdefault(f.claim.kind, set()).add(origins[f.claim.id].id)
        first.setdefault(f.claim.kind, n)
        if f.claim.code:
            codes[f.claim.code] += 1
    kind = min(by_kind, key=lambda k: (-len(by_kind[k]), first[k]))
    if not codes:
        return kind, None
    families = {c.split(".")[0] for c in codes}
    if len(families) > 1:
        doubts.append("told as different types: " + ", ".join(sorted(codes)))
    top = max(codes.values())
    best = [c for c in codes if codes[c] == top]
    return kind, best[0] if len(best) == 1 or len(families) == 1 else None


def _directions(facts: Sequence[Facts], doubts: list[str]) -> None:
    agents = {a for f in facts for a in f.agents}
    if facts[0].cls == "incident" and len(agents) > 1:
        doubts.append("more than one side is said to have acted")


def _title(kind: str, where: Sequence[Where], when: When | None, gazetteer: Gazetteer | None) -> str:
    words = kind.replace("_", " ")
    if where:
        words += f", {gazetteer.named(where[0]) if gazetteer is not None else where[0].name}"
    if when is not None and when.earliest is not None:
        day = moment(when.earliest, when.wire_zone())
        words += f", {day.day} {day:%B %Y}"
    return words[:1].upper() + words[1:]


def _members(
    core: Sequence[Facts], attached: Sequence[Attached], anchor: Facts, nearest: Nearest, bindings: Bindings
) -> tuple[Member, ...]:
    out = []
    for f in _by_public(core):
        role: MemberRole = "plans" if f.plan else "supports"
        score, why = _nearest(f, core, nearest, bindings)
        if f is anchor:
            why = ("anchor: published first", *why)
        out.append(Member(claim=f.claim.id, role=role, score=score, why=why))
    for f, score, whys in sorted(attached, key=lambda a: _public(a[0])):
        contra = f.claim.act == "withdraws" or negates(f)
        role = "contradicts" if contra else "details"
        out.append(Member(claim=f.claim.id, role=role, score=score, why=waterfall(whys)))
    return tuple(out)


def _nearest(
    f: Facts, core: Sequence[Facts], nearest: Nearest, bindings: Bindings
) -> tuple[int | None, tuple[str, ...]]:
    """The member it is most like, with the features; or the decision that put it here."""
    mine, decided = f.claim.id, bindings.because
    others = [frozenset((mine, g.claim.id)) for g in core if g is not f] if decided else []
    words = tuple(f"decided: {b}" for b in sorted(decided[p] for p in others if p in decided))
    if mine not in nearest:
        return None, words
    score, whys = nearest[mine]
    return score, (*words, *waterfall(whys))


def waterfall(whys: Sequence[Why]) -> tuple[str, ...]:
    """Features as lines: `+3.70 time: times fit, known to 24 h`."""
    return tuple(f"{w.weight / 1000:+.2f} {w.feature}: {w.words}" for w in whys)


def versions(facts: Sequence[Facts], origins: Mapping[str, Origin]) -> tuple[Version, ...]:
    """What each origin says, one version for each act and polarity, in order of publication.

    A word of having kept the ceasefire is here a version of it not having been broken: `does_not_hold`.
    """
    groups: dict[tuple[str, str, Polarity], list[Facts]] = {}
    for f in _by_public(facts):
        polarity: Polarity = "does_not_hold" if negates(f) else f.claim.polarity
        groups.setdefault((origins[f.claim.id].id, f.claim.act, polarity), []).append(f)
    out = []
    for (_, act, polarity), g in groups.items():
        counts = {c: None for f in g for c in f.claim.counts}
        out.append(
            Version(
                origin=origins[g[0].claim.id],
                act=act,
                polarity=polarity,
                when=when_of(g)[0],
                where=where_of(g),
                actors=tuple(dict.fromkeys(a.id or a.name for f in g for a in f.claim.actors)),
                counts=tuple(counts),
                claims=tuple(f.claim.id for f in g),
            )
        )
    return tuple(out)


def _status(
    core: Sequence[Facts],
    attached: Sequence[Facts],
    when: When | None,
    origins: Mapping[str, Origin],
    as_of: int | None,
) -> str:
    """announced, confirmed (announced by two origins), held, postponed, cancelled or no_report (its time is past)."""
    if any(not f.plan for f in core):
        return "held"
    moved = [f for f in attached if f.claim.act in ("withdraws", "denies") or f.claim.polarity == "does_not_hold"]
    moved = [f for f in moved if f.pub is not None and f.pub >= min(g.pub or 0 for g in core)]
    if any(f.claim.act == "withdraws" or "cancelled" in f.claim.topics for f in moved):
        return "cancelled"
    if any(f.claim.act == "corrects" or "postponed" in f.claim.topics for f in (*attached, *core)):
        return "postponed"
    if when is not None and when.latest is not None and as_of is not None and as_of > when.latest + DAY:
        return "no_report"
    return "confirmed" if len({origins[f.claim.id].id for f in core}) > 1 else "announced"
