"""The pictures of a case by themselves, as SVG and as the same data in GeoJSON: the map, the strip along the line, the
calendar of a corridor, what passed between drawings.

Strip and calendar show what was in view and who could pass: they are internal and refuse another release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from truceline.values.errors import InputError, UsageError
from truceline.values.time import DAY, rfc3339

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.briefs.pictures.strips import StripCover, StripMark
    from truceline.places.passed import Step
    from truceline.places.zone import Zone

KINDS = ("map", "strip", "corridor", "control")
INTERNAL = ("strip", "corridor")


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """svg: the drawing. data: the same as a GeoJSON collection, None where it has no geometry."""

    svg: str
    data: dict[str, Any] | None = None


def picture(derived: Derived, kind: str, *, start: int, zone: str | None = None) -> Picture:
    """A picture of the view from `start` (microseconds) to its time. zone: id of the line, corridor or zone; default the
    one that the case has. Raises UsageError, InputError."""
    if kind not in KINDS:
        raise UsageError("unknown picture", expected=", ".join(KINDS), got=kind)
    if kind in INTERNAL and derived.view.release != "internal":
        raise UsageError(
            f"the {kind} is internal", expected="--release internal", got=derived.view.release,
            do="outward, coverage and passage appear by sector and late: see `truceline coverage` and `truceline corridor`",
        )  # fmt: skip
    return {"map": _map, "strip": _strip, "corridor": _corridor, "control": _control}[kind](derived, start, zone)


def _map(derived: Derived, start: int, zone: str | None) -> Picture:
    from truceline.app.briefing import material
    from truceline.app.geojson import collection
    from truceline.briefs.drawings import map_picture

    svg = map_picture(material(derived))
    if svg is None:
        raise InputError(
            "nothing to draw", where=str(derived.case.root), expected="zones that hold at this time", got="none",
            do="give another --as-of, or draw them in the file of zones",
        )  # fmt: skip
    return Picture(svg=svg, data=collection(derived).collection)


def _one(derived: Derived, kinds: tuple[str, ...], wanted: str | None) -> str:
    """The id asked for, or the only one of these kinds that holds in the view."""
    from truceline.places.zone import zones_at

    held = zones_at(derived.zones, derived.view.as_of, known=derived.view.public_at)
    ids = sorted({z.id for z in (derived.zones if wanted else held) if z.kind in kinds and wanted in (None, z.id)})
    if len(ids) != 1:
        several = ", ".join(sorted({z.id for z in derived.zones if z.kind in kinds})) or "none in this case"
        raise UsageError(
            f"which {kinds[0]}?" if wanted is None else f"no {kinds[0]} of this id", expected=several, got=wanted or "nothing",
            do="name it with --zone",
        )  # fmt: skip
    return ids[0]


def _strip(derived: Derived, start: int, zone: str | None) -> Picture:
    from truceline.app.view import day_text
    from truceline.briefs.pictures.strips import strip
    from truceline.places.line import chain, lines_at

    view = derived.view
    line_id = _one(derived, ("line",), zone)
    drawings = lines_at(derived.zones, line_id, view.as_of, known=view.public_at)
    if not drawings:
        raise InputError(
            "the line is not drawn at this time", where=line_id, expected="a drawing that holds", got="none"
        )
    line = drawings[-1]
    marks, covers = _marks(derived, line, start), _covers(derived, line, start)
    length = chain(line).length_m
    name = next(iter(line.names.get("en", (line.id,))))
    days = f"{day_text(start, view.zone)} to {day_text(view.as_of - 1, view.zone)}"
    svg = strip(
        marks, covers, length_m=length, start=start, end=view.as_of, zone=view.zone, sectors=line.sectors,
        places=_along(derived, line), title=f"Along the {name}, per {line.per}, {days} (internal)",
    )  # fmt: skip
    return Picture(svg=svg, data=_strip_data(derived, line, marks, covers))


def _along(derived: Derived, line: Zone, reach_m: float = 10_000) -> list[tuple[float, str]]:
    """Settled places near the line, by chainage; towns before villages where they crowd."""
    from truceline.briefs.drawings import RANKS
    from truceline.briefs.words import place as place_name
    from truceline.places.line import on_line

    found = []
    for place in derived.case.gazetteer.places:
        if place.kind in RANKS and place.lat is not None and place.lon is not None:
            p = on_line(line, place.lat, place.lon, 0)
            if abs(p.distance_m) <= reach_m and not p.beyond_end:
                where = derived.case.gazetteer.where(place.id)
                found.append((RANKS[place.kind], p.chainage_m, place_name(derived.case.gazetteer, where)))
    out: list[tuple[float, str]] = []
    for _, m, name in sorted(found):
        if all(abs(m - other) > 6_000 for other, _ in out):
            out.append((m, name))
    return out


def _marks(derived: Derived, line: Zone, start: int) -> list[StripMark]:
    """Incidents by their place along the line; those farther off than its last depth band and their doubt are not on it."""
    from truceline.briefs.pictures.strips import StripMark
    from truceline.places.line import DEPTH_BANDS_M, on_line

    out = []
    for e in derived.events:
        if e.cls != "incident" or e.when is None or e.when.earliest is None:
            continue
        end = e.when.latest if e.when.latest is not None else e.when.earliest
        if e.when.earliest >= derived.view.as_of or end < start:
            continue
        for w in e.where:
            if w.lat is None or w.lon is None:
                continue
            p = on_line(line, w.lat, w.lon, w.radius_m)
            doubt = (w.radius_m or 0.0) + (line.uncertainty_m or 0.0)
            if abs(p.distance_m) <= DEPTH_BANDS_M[-1] + doubt:
                out.append(StripMark(
                    chainage_m=p.chainage_m, doubt_m=doubt, start=max(e.when.earliest, start),
                    end=min(end, derived.view.as_of), hollow=e.occurrence in ("alleged", "contested"),
                ))  # fmt: skip
    return out


def _covers(derived: Derived, line: Zone, start: int) -> list[StripCover]:
    from truceline.app.watching import watched_by
    from truceline.assessments.coverage import watchers_of
    from truceline.briefs.pictures.strips import StripCover
    from truceline.places.coverage import watched
    from truceline.places.line import chain

    told, c, out = watched_by(derived), chain(line), []
    states = {"working": "watched", "unknown": "uncertain", "denied": "denied", "jammed": "denied"}
    for z in derived.zones:
        words = (*told.words.get(z.id, ()), *(told.words.get(z.on, ()) if z.on else ()))
        for w in watchers_of([z], words, as_of=derived.view.as_of):
            if w.end <= start or w.state not in states:
                continue
            for a, b in watched(c, w):
                out.append(StripCover(from_m=a, to_m=b, start=max(w.start, start), end=w.end, state=states[w.state]))
    order = {"uncertain": 0, "denied": 1, "watched": 2}
    return sorted(out, key=lambda s: (order[s.state], s.start, s.from_m))


def _strip_data(derived: Derived, line: Zone, marks: list[StripMark], covers: list[StripCover]) -> dict[str, Any]:
    """Stretches of the line and points on it, with chainage and time."""
    from truceline.places.line import chain, stretch_of

    zone, c, features = derived.view.zone, chain(line), []
    for s in covers:
        told = {"kind": "stretch", "state": s.state, "from_m": round(s.from_m), "to_m": round(s.to_m)}
        geometry = {"type": "LineString", "coordinates": stretch_of(c, s.from_m, s.to_m)}
        features.append(_feature(geometry, {**told, "from": rfc3339(s.start, zone), "to": rfc3339(s.end, zone)}))
    for m in marks:
        told = {"kind": "incident", "chainage_m": round(m.chainage_m), "doubt_m": round(m.doubt_m), "hollow": m.hollow}
        point = stretch_of(c, m.chainage_m, m.chainage_m)[0]
        times = {"from": rfc3339(m.start, zone), "to": rfc3339(m.end, zone)}
        features.append(_feature({"type": "Point", "coordinates": point}, {**told, **times}))
    return _collection(derived, features)


def _corridor(derived: Derived, start: int, zone: str | None) -> Picture:
    from truceline.app.view import day_text
    from truceline.assessments.passage import CLASSES, calendar, passage
    from truceline.briefs.pictures.strips import corridor_calendar

    view = derived.view
    corridor = _one(derived, ("corridor",), zone)
    (p,) = passage(derived.claims, derived.documents, derived.case.register, [corridor], as_of=view.as_of)
    classes = [c for c in CLASSES if c == "any" or c in p.words]
    rows = {
        c: [(s.start, s.end, s.state) for s in told]
        for c, told in calendar(p, start, view.as_of, classes=classes).items()
    }
    name = next((z.names["en"][0] for z in derived.zones if z.id == corridor and z.names.get("en")), corridor)
    days = f"{day_text(start, view.zone)} to {day_text(view.as_of - 1, view.zone)}"
    title = f"{name}: could it be passed, as told, {days} (internal)"
    return Picture(svg=corridor_calendar(rows, start=start, end=view.as_of, zone=view.zone, title=title))


def _control(derived: Derived, start: int, zone: str | None) -> Picture:
    from truceline.app.briefing import material
    from truceline.app.view import day_text
    from truceline.briefs.drawings import spots
    from truceline.briefs.pictures.changed import control_map
    from truceline.places.footprint import area_of, shape_of
    from truceline.places.passed import steps

    view = derived.view
    found = [s for s in steps(derived.zones, start, view.as_of, known=view.public_at) if zone in (None, s.zone)]
    ids = sorted({(s.zone, s.per) for s in found})
    if len(ids) != 1:
        raise UsageError(
            "which drawing?" if ids else "no drawing changed in that time",
            expected="one that changed: " + (", ".join(i for i, _ in ids) or "give an earlier --from"), got=zone or "nothing",
            do="name it with --zone",
        )  # fmt: skip
    import shapely

    first, last = found[0], found[-1]
    before = area_of(first.before.geometry, first.before.width_m) or shape_of(first.before.geometry)
    plus = shapely.union_all([s.plus for s in found])
    minus = shapely.union_all([s.minus for s in found])
    line = first.kind == "line"
    words = ("to the left", "to the right") if line else ("gained", "lost")
    name = next(iter(first.after.names.get("en", (first.zone,))))
    title = f"{name[:1].upper()}{name[1:]}: change between its drawings, {day_text(first.at, view.zone)} to {day_text(last.at, view.zone)}"
    off = first.after.uncertainty_m
    doubt = f"; each edge may be off by {off / 1000:g} km, so read the figures as those of the drawings" if off else ""
    sides = " Left and right are of the line as it is drawn." if line else ""
    source = f"Approximate, per {first.per}{doubt}.{sides}"
    months = [(day_text(s.at, view.zone), s.plus_km2, s.minus_km2) for s in found]
    after = area_of(last.after.geometry, last.after.width_m) or shape_of(last.after.geometry)
    places = [s for s in spots(material(derived)) if s.kind == "place"]
    svg = control_map(
        before, plus, minus, title=title, words=words, after=after, spots=places, months=months, source=source
    )
    return Picture(svg=svg, data=_collection(derived, [f for s in found for f in _step_features(s, words, view.zone)]))


def _step_features(s: Step, words: tuple[str, str], zone: str) -> list[dict[str, Any]]:
    import shapely

    out = []
    for word, ground, km2 in ((words[0], s.plus, s.plus_km2), (words[1], s.minus, s.minus_km2)):
        if not ground.is_empty:
            told = {
                "kind": "change",
                "zone": s.zone,
                "per": s.per,
                "from": rfc3339(s.at, zone),
                "went": word,
                "km2": round(km2, 2),
            }
            out.append(_feature(shapely.geometry.mapping(ground), told))
    return out


def _feature(geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(derived: Derived, features: list[dict[str, Any]]) -> dict[str, Any]:
    from truceline.briefs.pictures.maps import CAPTION

    view = derived.view
    head = {"type": "FeatureCollection", "schema": "geojson/1", "case": derived.case.config.name, **view.wire()}
    return {**head, "release": view.release, "caption": CAPTION, "features": features}


DEFAULT_DAYS = {"map": 45 * DAY, "strip": 60 * DAY, "corridor": 90 * DAY, "control": 90 * DAY}
