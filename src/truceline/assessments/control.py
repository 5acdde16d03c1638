"""Control of places and ground: whose word gives it to whom, over what time; and what each map says. Rules:

C1. A claim of position or control names its holder in the role `controller`, else its one agent. A transfer gives the
    place to its controller, else to its one target; an advance gives it to nobody (it alleges a movement, not a hold).
C2. What is planned, expected, undertaken, provided or conditional gives nothing to anybody. A denial, or a negative,
    takes the word back and gives nothing.
C3. A hold lasts from its time to the speaker's next word on that place, and at most to `as_of`; before the first word
    nothing is said.
C4. Speakers are kept apart. Where two give one place to different holders at one time, it is contested.
C5. A map answers for itself: inside, outside or undetermined within so many metres, with its source and its dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.actors.register import Register
from truceline.assessments.coverage import NOT_YET, time_of
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.places.intervals import Labelled, states
from truceline.places.zone import State, locate_where
from truceline.values.place import Where

if TYPE_CHECKING:
    from truceline.places.zone import Zone


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """One place or zone. words: who gives it to whom (label: actor id) over what time, `by` the speaker."""

    place: str
    words: tuple[Labelled, ...]


class Controlled(msgspec.Struct, frozen=True, kw_only=True):
    """All places told of, in order of id, and why claims gave nothing."""

    places: tuple[Control, ...]
    set_aside: dict[str, int]


def control(
    claims: Iterable[Claim], documents: Mapping[str, Document], register: Register, *, as_of: int
) -> Controlled:
    """Dated holds of every place told of, up to `as_of` (microseconds)."""
    told: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    aside: dict[str, int] = {}
    for c in claims:
        if c.kind not in ("position", "transfer") or c.act in NOT_YET or c.conditional:
            continue
        span = time_of(c, documents, as_of)
        holder = _holder(c, register)
        places = [w.id for w in c.where if w.id]
        why = "" if places else "no place of the case named"
        why = (
            why or (span if isinstance(span, str) else "") or ("no holder named, or several" if holder is None else "")
        )
        if why or isinstance(span, str) or holder is None:
            aside[why] = aside.get(why, 0) + 1
            continue
        who = (c.says[0].id or c.says[0].name) if c.says else f"unattributed background of {c.document}"
        for place in places:
            told.setdefault((str(place), who), []).append((span[0], holder, c.id))
    out: dict[str, list[Labelled]] = {}
    for (place, who), words in sorted(told.items()):
        words.sort()
        for n, (start, holder, claim) in enumerate(words):
            end = next((t for t, _, _ in words[n + 1 :] if t > start), as_of)
            if holder and end > start:
                item = Labelled(start=start, end=end, label=holder, by=who, claims=(claim,))
                out.setdefault(place, []).append(item)
    places_out = tuple(Control(place=p, words=tuple(w)) for p, w in sorted(out.items()))
    return Controlled(places=places_out, set_aside=dict(sorted(aside.items())))


def _holder(c: Claim, register: Register) -> str | None:
    """Actor id of the holder, top of its chain; "" where the word takes a hold back; None where it cannot be told."""
    if c.act == "denies" or c.polarity == "does_not_hold":
        return ""
    roles = ("controller",), (("agent",) if c.kind == "position" else ("target",))
    for role in roles:
        ids = {register.party_of(a.id) for a in c.actors if a.role in role and a.id}
        if len(ids) == 1:
            return ids.pop()
        if ids:
            return None
    return None


def contested(c: Control, start: int, end: int) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Stretches of [start, end) with the holders said: one, several (contested), or none (nothing said)."""
    return states(c.words, start, end)


class MapAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one drawing says of one place. start, end: when it holds or may hold; public: since when it was known.

    state: inside, outside or undetermined; for a line, side (left, right, undetermined). distance_m: to its edge or to
    the line, absent where no coordinates are held. margin_m: footprint and drawing together. chainage_m, sector, band: on
    a line, of its nearest point (band: of depth, 0 the nearest).
    """

    zone: str
    per: str
    source: str
    state: State | str
    start: int | None = None
    end: int | None = None
    public: int | None = None
    distance_m: float | None = None
    margin_m: float | None = None
    chainage_m: float | None = None
    sector: str | None = None
    band: int | None = None
    why: str = ""


def maps_on(
    where: Where, zones: Sequence[Zone], start: int, end: int, *, known: int | None = None, ids: Sequence[str] = ()
) -> tuple[MapAnswer, ...]:
    """Every drawing that holds or may hold in [start, end) and what it says of a place, by zone, source, time.

    ids: only these zones (empty: all lines, zones and corridors). known: leave out what was made public later.
    """
    out = []
    for z in zones:
        low = z.from_earliest if z.from_earliest is not None else z.valid_from
        high = z.to_latest if z.to_latest is not None else z.valid_to
        wanted = z.id in ids if ids else z.kind in ("line", "zone", "corridor")
        unknown = known is not None and z.known_from is not None and z.known_from > known
        if not wanted or unknown or (low is not None and low >= end) or (high is not None and high <= start):
            continue
        out.append(_answer(where, z, low, high))
    return tuple(sorted(out, key=lambda a: (a.zone, a.per, a.start if a.start is not None else -(1 << 62))))


def _answer(where: Where, z: Zone, low: int | None, high: int | None) -> MapAnswer:
    from truceline.places.line import on_line
    from truceline.places.zone import RADIUS_OF_PRECISION

    if z.kind == "line" and where.lat is not None and where.lon is not None:
        radius = where.radius_m if where.radius_m is not None else RADIUS_OF_PRECISION.get(where.precision)
        p = on_line(z, where.lat, where.lon, radius)
        side = "undetermined" if p.beyond_end else p.side
        why = (
            "beyond the end of the line as drawn"
            if p.beyond_end
            else "the line and the place together may be off by more"
        )
        return MapAnswer(
            zone=z.id, per=z.per, source=z.source, state=side, start=low, end=high, public=z.known_from,
            distance_m=round(abs(p.distance_m), 1), margin_m=p.margin_m, chainage_m=round(p.chainage_m, 1),
            sector=p.sector, band=p.band,
            why="" if side != "undetermined" else why,
        )  # fmt: skip
    a = locate_where(z, where)
    return MapAnswer(
        zone=z.id, per=z.per, source=z.source, state=a.state, start=low, end=high, public=z.known_from,
        distance_m=None if a.distance_m is None else round(abs(a.distance_m), 1), margin_m=a.margin_m, why=a.why,
    )  # fmt: skip


def advance_against(start_line: Zone, where: Where, mover_side: str) -> str:
    """An alleged advance against the line as it stood when the ceasefire began: beyond, within, or undetermined.

    mover_side: the side of the drawing (left or right) that the accused held then. `beyond`: the place lies surely on
    the other side; `within`: surely on its own. Beyond the ends of the line as drawn nothing is said.
    """
    from truceline.places.line import on_line
    from truceline.places.zone import RADIUS_OF_PRECISION

    if where.lat is None or where.lon is None:
        return "undetermined"
    radius = where.radius_m if where.radius_m is not None else RADIUS_OF_PRECISION.get(where.precision)
    p = on_line(start_line, where.lat, where.lon, radius)
    side = "undetermined" if p.beyond_end else p.side
    return "undetermined" if side == "undetermined" else "within" if side == mover_side else "beyond"
