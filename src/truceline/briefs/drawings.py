"""The drawings of a brief: the timeline, and the map where the case has zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.briefs import words as w
from truceline.briefs.incidents import start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Picture, Section
from truceline.briefs.pictures.timeline import Mark, timeline
from truceline.values.time import DAY

if TYPE_CHECKING:
    from truceline.briefs.pictures.maps import Spot

LANES = (("term", "due"), ("measure", "measures"), ("incident", "incidents"), ("meeting", "meetings"))


def timeline_section(m: Material, number: str) -> Section | None:
    """Deadlines, measures, incidents and meetings on one axis."""
    starts = [a.start or a.signed for a in m.agreements if a.start or a.signed]
    if not starts:
        return None
    start, end = min(x for x in starts if x) - 45 * DAY, m.as_of + 21 * DAY
    marks = [
        Mark(start=t.due - DAY, end=t.due, lane="term", label=f"{t.clause} {t.title}"[:34])
        for a in m.agreements
        for t in a.terms
        if t.due and start < t.due < end
    ]
    for e in sorted(m.events, key=lambda e: (-len(e.members), start_of(e))):
        if (
            e.when is None
            or e.when.earliest is None
            or e.when.latest is None
            or e.when.latest - e.when.earliest > 20 * DAY
        ):
            continue
        label = w.event_title(e, m.gazetteer, m.language)[:34] if len(e.members) > 1 else ""
        hollow = (
            e.occurrence in ("alleged", "contested") if e.cls == "incident" else e.status in ("announced", "confirmed")
        )
        marks.append(Mark(start=e.when.earliest, end=e.when.latest, lane=e.cls, label=label, hollow=hollow))
    svg = timeline(marks, start=start, end=end, now=m.as_of, zone=m.zone, lanes=LANES)
    words = "Timeline of deadlines, measures, incidents and meetings up to the cut-off."
    return Section(
        number,
        "Timeline",
        (
            Picture(
                svg,
                words,
                "Hollow: alleged, contested or only announced. Bars: the interval in which it may have happened. Labels stand where there is room.",
            ),
        ),
        anchor="timeline",
    )


INCIDENTS_ON_MAP = 45 * DAY
CITIES = ("city",)


def map_section(m: Material, number: str) -> Section | None:
    """The map of the line, zones and incidents at the cut-off; None where the case has no geometry."""
    from truceline.briefs.pictures.maps import area_map, frame_of
    from truceline.places.zone import zones_at

    zones = [
        z for z in zones_at(m.zones, m.as_of) if z.kind in ("line", "zone", "corridor", "district", "area", "post")
    ]
    if not zones:
        return None
    date = w.day(m.as_of, m.zone)
    drawn = spots(m)
    box = frame_of(zones, [s for s in drawn if s.kind == "incident"])
    drawn = [
        s for s in drawn if s.kind == "incident" or (box.west <= s.lon <= box.east and box.south <= s.lat <= box.north)
    ]
    svg = area_map(zones, drawn, frame=box, date=date, release=m.release, language=m.language, zone=m.zone)
    caption = f"Incidents of the {INCIDENTS_ON_MAP // DAY} days before the cut-off that have coordinates; hollow: alleged or contested. Circles: how far off the place may be."
    return Section(
        number,
        "Map",
        (Picture(svg, f"Map of the line, zones and incidents on {date}.", caption),),
        anchor="map",
        new_page=True,
    )


def spots(m: Material) -> list[Spot]:
    """Cities, and the places of recent incidents with their radius; a place without coordinates is not drawn."""
    from truceline.briefs.pictures.maps import Spot

    out = {}
    for place in m.gazetteer.places:
        if place.kind in CITIES and place.lat is not None and place.lon is not None:
            where = m.gazetteer.where(place.id)
            out[place.id] = Spot(
                lat=place.lat, lon=place.lon, names=tuple(w.place(m.gazetteer, where, m.language).split("/"))
            )
    for e in m.events:
        if e.cls != "incident" or not m.as_of - INCIDENTS_ON_MAP <= start_of(e) < m.as_of:
            continue
        for where in e.where[:2]:
            if where.lat is not None and where.lon is not None:
                names = tuple(w.place(m.gazetteer, where, m.language).split("/"))
                out[f"{e.id}:{where.id}"] = Spot(
                    lat=where.lat, lon=where.lon, names=names, kind="incident", radius_m=where.radius_m or 0.0,
                    hollow=e.occurrence in ("alleged", "contested"),
                )  # fmt: skip
    return list(out.values())
