"""Zone: a line, area, corridor, district, post or road, valid in time, as one source draws it.

Versions share an id. `per` says whose drawing it is: two sources give two zones of one id, and answers are given per
source, never averaged. A later `known_from` of the same source and validity replaces an earlier one from then on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from truceline.places.footprint import footprint_distance_m
from truceline.values.place import PlacePrecision, Where
from truceline.values.release import Release

_NEVER = -(1 << 62)

ZoneKind = Literal["line", "zone", "corridor", "district", "post", "area", "road"]
Method = Literal["published", "traced", "derived"]
KINDS: tuple[ZoneKind, ...] = ("line", "zone", "corridor", "district", "post", "area", "road")
METHODS: tuple[Method, ...] = ("published", "traced", "derived")


class Zone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of one shape, per one source.

    names: per language, preferred first. geometry: GeoJSON, longitude before latitude, WGS 84, edges straight in both.
    valid_from, valid_to: when the drawing is said to hold, [from, to) microseconds; absent is open. from_earliest,
    to_latest: where the day of a change is not known, the first and last instant at which it may have held already or
    still; between those and the two above, this drawing and the next both stand. known_from: when it
    was made public. uncertainty_m: metres by which an edge may be off; absent is not known, and then no place near or
    far is settled by it. error_sd_m: standard deviation of the edge where it was measured, which alone allows a
    probability. method: published (as coordinates), traced (from a map), derived (by us, from other facts). per: whose
    drawing. source: where it stands. controller: actor id, as `per` has it. width_m: of a corridor or line drawn by its
    middle. on: id of the line or zone a post stands on. range_m: how far a post sees. sectors: of a line, name -> from
    and to in metres of chainage. left, right: of a line, actor ids of those who hold that side of its course, as `per` has it.
    mended: what the reader put right in the drawing.
    """

    id: str
    kind: ZoneKind
    names: dict[str, tuple[str, ...]]
    geometry: dict[str, Any]
    valid_from: int | None = None
    valid_to: int | None = None
    from_earliest: int | None = None
    to_latest: int | None = None
    known_from: int | None = None
    uncertainty_m: float | None = None
    error_sd_m: float | None = None
    method: Method
    per: str
    source: str
    controller: str | None = None
    width_m: float | None = None
    on: str | None = None
    range_m: float | None = None
    sectors: dict[str, tuple[float, float]] = {}
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    note: str = ""
    release: Release = "public"
    mended: tuple[str, ...] = ()


def start_key(zone: Zone) -> int:
    """Its first instant, for sorting; an open start before all."""
    return _NEVER if zone.valid_from is None else zone.valid_from


def valid_at(zone: Zone, us: int, *, surely: bool = False) -> bool:
    """Whether the drawing may hold at an instant; with `surely`, whether it is said to hold without doubt of the day."""
    start, end = zone.valid_from, zone.valid_to
    if not surely:
        start = zone.from_earliest if zone.from_earliest is not None else start
        end = zone.to_latest if zone.to_latest is not None else end
    return (start is None or start <= us) and (end is None or us < end)


def zones_at(zones: Iterable[Zone], us: int, *, known: int | None = None, kind: str | None = None) -> tuple[Zone, ...]:
    """The versions that hold or may hold at `us`, in the order given.

    known: leave out what was made public later (microseconds; None: no limit). Of one id and source, one that surely
    holds displaces those made public before it; those made public at one time, and those of a doubtful day, all stand.
    """
    held = [
        z
        for z in zones
        if valid_at(z, us)
        and (known is None or z.known_from is None or z.known_from <= known)
        and (kind is None or z.kind == kind)
    ]
    last: dict[tuple[str, str], int] = {}
    for z in held:
        if valid_at(z, us, surely=True):
            last[z.id, z.per] = max(last.get((z.id, z.per), _NEVER), _known(z))
    return tuple(z for z in held if _known(z) >= last.get((z.id, z.per), _NEVER))


def _known(zone: Zone) -> int:
    return _NEVER if zone.known_from is None else zone.known_from


def versions(zones: Iterable[Zone], zone_id: str) -> tuple[Zone, ...]:
    """All versions of one id, by source, then time."""
    own = [z for z in zones if z.id == zone_id]
    return tuple(sorted(own, key=lambda z: (z.per, start_key(z))))


def changes_about(zones: Iterable[Zone], zone_id: str, us: int, *, days: int = 30) -> tuple[tuple[str, int], ...]:
    """(source, instant) of each change of a zone within so many days of an instant, either way.

    A drawing that changed about the time of an incident inside it is to be shown on that incident.
    """
    span = days * 86_400_000_000
    found: set[tuple[str, int]] = set()
    by_source: dict[str, list[Zone]] = {}
    for z in versions(zones, zone_id):
        by_source.setdefault(z.per, []).append(z)
    for per, own in by_source.items():
        if len(own) < 2:
            continue
        first = min(start_key(z) for z in own)
        found |= {(per, z.valid_from) for z in own if z.valid_from is not None and z.valid_from != first}
        found |= {(per, z.known_from) for z in own[1:] if z.known_from is not None and z.valid_from is None}
    return tuple(sorted((p, t) for p, t in found if abs(t - us) <= span))


def parse_zones(
    text: str, file: str, zone: str | None = None, *, near: tuple[float, float] | None = None
) -> tuple[Zone, ...]:
    """The zones of a GeoJSON text; see `zones_file.parse_zones`."""
    from truceline.places import zones_file

    return zones_file.parse_zones(text, file, zone, near=near)


State = Literal["inside", "outside", "undetermined"]


class Located(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a footprint lies with regard to one drawing of one zone.

    state: inside or outside only where the footprint and the edge's uncertainty together cannot cross the edge.
    margin_m: the metres within which it is undetermined, footprint and edge together; absent where one is not known.
    distance_m: geodesic metres from the middle of the footprint to the edge, negative inside. probability: of being
    inside, only where the edge's error was measured. why: in words, for an undetermined one.
    """

    state: State
    zone: str
    per: str
    margin_m: float | None = None
    distance_m: float | None = None
    probability: float | None = None
    why: str = ""


def locate(zone: Zone, lat: float, lon: float, radius_m: float | None = 0.0) -> Located:
    """Inside, outside, or undetermined within so many metres, of this drawing.

    radius_m: the place lies within so many metres of the point; None: not known. A line, road or post without width is
    nothing to be inside of: the answer is outside, or undetermined where it may be on it. On the edge is inside.
    """
    d = footprint_distance_m(zone.geometry, zone.width_m, lat, lon)
    if radius_m is None or zone.uncertainty_m is None:
        what = "how far off the place may be" if radius_m is None else "how far off the edge may be"
        why = f"{what} is not known"
        return Located(state="undetermined", zone=zone.id, per=zone.per, distance_m=round(d, 3), why=why)
    margin = radius_m + zone.uncertainty_m
    state: State = "inside" if d <= -margin else "outside" if d > margin else "undetermined"
    why = f"{abs(d):.0f} m {'inside' if d <= 0 else 'outside'} the edge, which with the place may be off by {margin:.0f} m"
    return Located(
        state=state,
        zone=zone.id,
        per=zone.per,
        distance_m=round(d, 3),
        margin_m=margin,
        probability=_probability(zone, d, radius_m),
        why=why if state == "undetermined" else "",
    )


def _probability(zone: Zone, distance_m: float, radius_m: float) -> float | None:
    """Normal error of the edge with the place spread evenly over its disc (standard deviation r/2 across the edge)."""
    if zone.error_sd_m is None:
        return None
    sd = math.hypot(zone.error_sd_m, radius_m / 2)
    if sd == 0:
        return 1.0 if distance_m <= 0 else 0.0
    return round(0.5 * math.erfc(distance_m / sd / math.sqrt(2)), 4)


RADIUS_OF_PRECISION: dict[PlacePrecision, float] = {"P1": 10.0, "P2": 100.0, "P3": 1_000.0, "P4": 25_000.0}
NEAR_M = 25_000.0


def locate_where(zone: Zone, where: Where) -> Located:
    """The same for a place as a claim gives it: point, radius, precision and role.

    The radius is the source's or that of its precision code; `near` without a radius is the 25 km of the code list.
    Undetermined: `towards` and `from` (a direction, not a place), `along` and `between` (a stretch of unknown ends),
    and an area or name without a point.
    """

    def settled(state: State, why: str) -> Located:
        return Located(state=state, zone=zone.id, per=zone.per, why=why)

    if where.id is not None and where.id == zone.id and where.role in ("at", "within"):
        return settled("inside", "the source names the zone itself")
    if where.role in ("towards", "from", "along", "between", "to"):
        return settled("undetermined", f"'{where.role}' gives no place")
    if where.lat is None or where.lon is None:
        return settled("undetermined", "no coordinates held")
    radius = where.radius_m if where.radius_m is not None else RADIUS_OF_PRECISION.get(where.precision)
    if where.role == "near" and where.radius_m is None:
        radius = max(radius or 0.0, NEAR_M)
    return locate(zone, where.lat, where.lon, radius)


def locate_all(
    zones: Iterable[Zone], zone_id: str, us: int, where: Where, *, known: int | None = None
) -> tuple[Located, ...]:
    """One answer a source: the drawings of `zone_id` that hold at `us`, in order of the source's name."""
    held = [z for z in zones_at(zones, us, known=known) if z.id == zone_id]
    return tuple(locate_where(z, where) for z in sorted(held, key=lambda z: z.per))
