"""Where a happening lies by every drawing of its day, and whether a drawing was changed about that time. Rules:

G1. Each drawing answers for itself (assessments.control, C5): inside, outside or undetermined; of a line its side.
G2. A drawing of one source that changed within 30 days of a happening that lies, or may lie, inside it before or after is
    named on that happening, with what it said before and after. A change is news about the map, not about the ground.
G3. Where a place has no coordinates the answer is undetermined, and says so.
G4. An alleged advance is set against every drawing of a line that held when the ceasefire began, where the drawing says
    who held which side: beyond it, within the mover's own side, or undetermined. An advance is still only alleged.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

import msgspec

from truceline.assessments.control import MapAnswer, advance_against, maps_on
from truceline.events.event import Event
from truceline.places.zone import Zone, locate_where, start_key, versions, zones_at
from truceline.values.place import Where
from truceline.values.time import DAY

WITHIN = 30 * DAY
AREAS = ("zone", "corridor", "district", "area")


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a drawing about a happening. at: instant from which the later version holds (microseconds). published:
    when it was made public, None where not known. before, after: where the place lies by the two versions."""

    zone: str
    per: str
    at: int
    published: int | None
    before: str
    after: str
    source: str


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a happening: what each drawing says of it, and the changes about that time."""

    where: Where
    maps: tuple[MapAnswer, ...]
    changed: tuple[Changed, ...]


def settings_of(event: Event, zones: Sequence[Zone], *, known: int | None = None) -> tuple[Setting, ...]:
    """The setting of each place of an event; none where its time is not known."""
    span = _span(event)
    if span is None:
        return ()
    return tuple(setting(w, zones, *span, known=known) for w in event.where)


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """An alleged advance to a place, against one line as it stood at the start. answer: beyond, within, undetermined."""

    place: str
    mover: str
    zone: str
    per: str
    answer: str


def advances(event: Event, zones: Sequence[Zone], start: int, party_of: Callable[[str], str]) -> tuple[Against, ...]:
    """G4, for an event of the kind advance: each mover, place and line. start: when the ceasefire began (microseconds).
    party_of: actor id -> the party it belongs to."""
    if event.kind != "advance":
        return ()
    movers = sorted({party_of(p.key.split(":")[1]) for p in event.propositions if p.key.startswith("agent:")})
    out = []
    for z in zones_at(zones, start, kind="line"):
        for mover in movers:
            on = [s for s in ("left", "right") if mover in {party_of(a) for a in getattr(z, s)}]
            for w in event.where:
                if len(on) == 1 and w.role in ("at", "to", "near", "within"):
                    answer = advance_against(z, w, on[0])
                    out.append(Against(place=w.name, mover=mover, zone=z.id, per=z.per, answer=answer))
    return tuple(out)


def _span(event: Event) -> tuple[int, int] | None:
    if event.when is None:
        return None
    ends = [t for t in (event.when.earliest, event.when.latest) if t is not None]
    return (min(ends), max(max(ends), min(ends) + 1)) if ends else None


def setting(where: Where, zones: Sequence[Zone], start: int, end: int, *, known: int | None = None) -> Setting:
    """The same for a place and an interval [start, end), microseconds. known: leave out what was made public later."""
    return Setting(
        where=where, maps=maps_on(where, zones, start, end, known=known),
        changed=changes_near(where, zones, start, end, known=known),
    )  # fmt: skip


def changes_near(
    where: Where, zones: Iterable[Zone], start: int, end: int, *, known: int | None = None, within: int = WITHIN
) -> tuple[Changed, ...]:
    """Changes of drawings within so many microseconds of [start, end) that concern a place (G2)."""
    told = [z for z in zones if z.kind in AREAS and (known is None or z.known_from is None or z.known_from <= known)]
    out: list[Changed] = []
    for zone_id in sorted({z.id for z in told}):
        by_source: dict[str, list[Zone]] = {}
        for z in versions(told, zone_id):
            by_source.setdefault(z.per, []).append(z)
        for per, own in sorted(by_source.items()):
            own.sort(key=lambda z: (start_key(z), z.known_from or 0))
            for a, b in itertools.pairwise(own):
                at = b.valid_from if b.valid_from is not None and b.valid_from != a.valid_from else b.known_from
                first = b.from_earliest if b.from_earliest is not None else at
                if at is None or first is None or first > end + within or at < start - within:
                    continue
                before, after = locate_where(a, where).state, locate_where(b, where).state
                if before == after == "outside" or where.lat is None:
                    continue
                out.append(Changed(
                    zone=zone_id, per=per, at=at, published=b.known_from, before=before, after=after, source=b.source
                ))  # fmt: skip
    return tuple(sorted(out, key=lambda c: (c.at, c.zone, c.per)))
