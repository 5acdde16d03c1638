"""A trace written by hand: dated happenings, who says them, and nothing read from text.

One entry becomes one event (or, for a state of affairs, lone claims), by the same fusion as everything else: each account
is a claim with its speaker chain, bound together by the writer's word that they speak of one thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import ACTS, KINDS, ActorRef, Claim, Polarity, Span, Speaker, with_id
from truceline.documents.document import Document
from truceline.events.event import CLASS_OF_KIND, Event
from truceline.terms import fields as ff
from truceline.values.casefile import Node, Problems, choice, fields, items, number, text, texts
from truceline.values.count import Count
from truceline.values.decision import Decision
from truceline.values.errors import InputError
from truceline.values.place import PlaceRole, Where
from truceline.values.time import When, parse_instant

if TYPE_CHECKING:
    from truceline.places.gazetteer import Gazetteer

TELLING = ("by", "through", "act", "says", "on", "where", "agents", "targets", "counts", "code", "phase", "topics",
           "polarity", "source", "public", "near", "background", "conditional")  # fmt: skip
ENTRY = ("id", "kind", "accounts", "title")
PHASES = ("completed", "begun", "partial", "ended", "not_done")


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """What a trace, or a case's reports, come to. event_of: entry id -> event ids. coverage: zone id -> intervals in
    which somebody watched it, where the reports tell."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    documents: dict[str, Document]
    event_of: dict[str, tuple[str, ...]]
    coverage: Mapping[str, Sequence[tuple[int, int]]] = {}


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """What a trace is read with."""

    register: Register
    gazetteer: Gazetteer | None
    zone_ids: frozenset[str]
    zone: str | None


def parse_trace(node: Node | None, scene: Scene, problems: Problems) -> dict[str, tuple[tuple[Claim, Document], ...]]:
    """Entry id -> its claims with their documents. Mistakes go to `problems`."""
    out: dict[str, tuple[tuple[Claim, Document], ...]] = {}
    for n, entry in enumerate(items(node, problems, "trace"), 1):
        f = fields(entry, problems, required=("kind",), optional=(*ENTRY, *TELLING), what="an entry of the trace")
        kind = choice(f.get("kind"), KINDS, problems, "kind")
        id = text(f.get("id"), problems) or f"entry-{n}"
        if id in out:
            problems.add(f"the entry '{id}' stands twice", entry, expected="each id once")
        if kind is None:
            continue
        shared = {k: v for k, v in f.items() if k in TELLING}
        told: list[Node | None] = [*items(f.get("accounts"), problems, "accounts")] or [None]
        out[id] = tuple(c for a in told if (c := _account(entry, a, shared, kind, id, scene, problems)) is not None)
    return out


def build(entries: Mapping[str, tuple[tuple[Claim, Document], ...]], scene: Scene, as_of: int | None = None) -> Traced:
    """Events and claims of a trace, fused entry by entry."""
    from truceline.events.fuse import fuse

    events: list[Event] = []
    event_of: dict[str, tuple[str, ...]] = {}
    documents = {d.id: d for rows in entries.values() for _, d in rows}
    for id, rows in entries.items():
        claims = [c for c, _ in rows]
        if not claims or claims[0].kind not in CLASS_OF_KIND:
            event_of[id] = ()
            continue
        same = Decision(
            id=f"trace:{id}", word="same", ids=tuple(c.id for c in claims), by="the trace", because="one entry", at=0
        )
        fused = fuse(
            claims,
            documents,
            scene.register,
            scene.gazetteer,
            decisions=(same,) if len(set(same.ids)) > 1 else (),
            as_of=as_of,
        )
        events.extend(fused.events)
        event_of[id] = tuple(e.id for e in fused.events)
    return Traced(
        events=tuple(events),
        claims=tuple(c for rows in entries.values() for c, _ in rows),
        documents=documents,
        event_of=event_of,
    )


def _account(
    entry: Node, node: Node | None, shared: Mapping[str, Node], kind: str, id: str, scene: Scene, problems: Problems
) -> tuple[Claim, Document] | None:
    f = dict(shared)
    if node is not None:
        f.update(fields(node, problems, optional=TELLING, what="an account"))
    at = node or entry
    when = _when(f.get("on"), scene, problems)
    by = text(f.get("by"), problems, "by")
    if by is None and "background" not in f:
        problems.add("nobody says it", at, expected="by: an actor or source of the case, or background: yes")
        return None
    chain = tuple(x for x in (by, *texts(f.get("through"), problems)) if x)
    source = text(f.get("source"), problems) or ""
    if not source:
        problems.add("the account has no source", at, expected="source: where it can be read")
    says = text(f.get("says"), problems) or id
    public = ff.date(f.get("public"), _names(scene, problems), "public", end=True)
    published = public if public is not None else (when.latest if when else None)
    document = Document(
        id=f"trace:{id}:{by}:{source}",
        kind="abstract",
        title=says,
        publisher=source,
        published=When(earliest=published - 1, latest=published, zone=scene.zone, zone_basis="case", precision="T2")
        if published is not None
        else None,
        release="public",
    )
    act = choice(f["act"], ACTS, problems, "act") if "act" in f else "asserts"
    polarity = choice(f["polarity"], get_args(Polarity), problems, "polarity") if "polarity" in f else "holds"
    phase = choice(f["phase"], PHASES, problems, "phase") if "phase" in f else None
    names = _names(scene, problems)
    agents, targets = names.actor_ids(f.get("agents"), "agents"), names.actor_ids(f.get("targets"), "targets")
    codes = ff.codes(f.get("code"), problems)
    claim = Claim(
        document=document.id,
        span=Span(start=0, end=len(says), text=says),
        says=tuple(_speaker(x, scene.register) for x in chain),
        background="background" in f,
        act=act or "asserts",  # type: ignore[arg-type]
        polarity=polarity or "holds",  # type: ignore[arg-type]
        conditional="conditional" in f,
        kind=kind,  # type: ignore[arg-type]
        code=codes[0] if codes else None,
        actors=(
            *(ActorRef(name=a, id=a, role="agent") for a in agents),
            *(ActorRef(name=a, id=a, role="target") for a in targets),
        ),
        when=when,
        where=_where(f, scene, problems),
        counts=_counts(f.get("counts"), problems),
        topics=(*texts(f.get("topics"), problems), *((phase,) if phase else ())),
    )
    return with_id(claim), document


def _names(scene: Scene, problems: Problems) -> ff.Names:
    return ff.Names(problems, scene.zone, {a.id for a in scene.register.actors}, None)


def _speaker(id: str, register: Register) -> Speaker:
    a, s = register.actor(id), register.source(id)
    name = next(iter(next(iter(a.names.values()), (id,)))) if a is not None else s.names[0] if s is not None else id
    known = id if a is not None or s is not None else None
    return Speaker(name=name, id=known, kind=register.speaker_kind(id))  # type: ignore[arg-type]


def _when(node: Node | None, scene: Scene, problems: Problems) -> When | None:
    """A day, a moment, or two of them with `..` between (the second inclusive if a day)."""
    raw = text(node, problems, "on")
    if raw is None or node is None:
        return None
    first, _, second = raw.partition("..")
    try:
        lo = parse_instant(first, zone=scene.zone)
        last = (second or first).strip()
        hi = parse_instant(last, zone=scene.zone, end=True)
    except InputError as e:
        problems.add(
            f"'on': {e.what}", node, expected=f"{e.expected}, or two with '..' between", got=raw, do=ff_hint(raw)
        )
        return None
    timed = len(last) > 10
    stated = any(c in first[10:] for c in "+Z")
    if timed and lo == hi:
        hi = lo + 60_000_000
    return When(
        earliest=lo,
        latest=hi,
        precision="T1" if timed else "T2" if not second else "T3",
        zone=scene.zone,
        zone_basis="stated" if stated else "case",
        text=raw,
    )


def ff_hint(raw: str) -> str:
    """What to do about a date that cannot be read."""
    return "write 2020-11-20, 2020-11-20T13:00+03:00, or 2020-12-11..2020-12-13"


def _where(f: Mapping[str, Node], scene: Scene, problems: Problems) -> tuple[Where, ...]:
    out = []
    for key, role in (("where", "at"), ("near", "near")):
        for n in items(f.get(key), problems, key):
            if isinstance(n.value, dict):
                out.append(_point(n, role, problems))  # type: ignore[arg-type]
                continue
            raw = text(n, problems, key) or ""
            place = scene.gazetteer.place(raw) if scene.gazetteer is not None else None
            if place is not None and scene.gazetteer is not None:
                w = scene.gazetteer.where(raw)
                out.append(msgspec.structs.replace(w, role=role))
            elif raw in scene.zone_ids:
                out.append(Where(name=raw, id=raw, role=role))  # type: ignore[arg-type]
            else:
                problems.add(
                    f"'{key}' names no place of the case", n, expected="a place or zone id, or name/lat/lon", got=raw
                )
    return tuple(out)


def _point(n: Node, role: PlaceRole, problems: Problems) -> Where:
    f = fields(n, problems, required=("name", "lat", "lon"), optional=("radius_m",), what="a place")
    return Where(
        name=text(f.get("name"), problems) or "",
        lat=number(f.get("lat"), problems, "lat"),
        lon=number(f.get("lon"), problems, "lon"),
        radius_m=number(f.get("radius_m"), problems, "radius_m"),
        role=role,
    )


def _counts(node: Node | None, problems: Problems) -> tuple[Count, ...]:
    out = []
    for n in items(node, problems, "counts"):
        f = fields(n, problems, required=("what",), optional=("number", "low", "high", "actor", "text"), what="a count")
        given: dict[str, Any] = {k: _whole(number(f[k], problems, k)) for k in ("number", "low", "high") if k in f}
        out.append(
            Count(
                what=text(f.get("what"), problems) or "",
                actor=text(f.get("actor"), problems),
                best=given.get("number"),
                low=given.get("low"),
                high=given.get("high"),
                text=text(f.get("text"), problems) or "",
            )
        )
    return tuple(out)


def _whole(x: float | None) -> int | float | None:
    return None if x is None else int(x) if x.is_integer() else x
