"""The drawings of a brief: the timeline, and the map where the case has zones."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from truceline.briefs import words as w
from truceline.briefs.incidents import incidents_between, start_of
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
        Mark(start=t.due - DAY, end=t.due, lane="term", label=shorten(f"{t.clause} {t.title}", 34, placeholder=" ..."))
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
        label = shorten(w.event_title(e, m.gazetteer, m.language), 38, placeholder=" ...") if len(e.members) > 1 else ""
        hollow = (
            e.occurrence in ("alleged", "contested") if e.cls == "incident" else e.planned or e.status == "confirmed"
        )
        marks.append(Mark(start=e.when.earliest, end=e.when.latest, lane=e.cls, label=label, hollow=hollow))
    svg = m.drawn(
        "timeline", (marks, start, end, m.as_of, m.zone, LANES),
        lambda: timeline(marks, start=start, end=end, now=m.as_of, zone=m.zone, lanes=LANES),
    )  # fmt: skip
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
RANKS = {"city": 0, "district_centre": 1, "town": 1, "village": 2, "settlement": 2}


def map_section(m: Material, number: str) -> Section | None:
    """The map of the line, zones and incidents at the cut-off; None where the case has no geometry."""
    svg = map_picture(m)
    if svg is None:
        return None
    caption = f"Incidents of the {INCIDENTS_ON_MAP // DAY} days before the cut-off that have coordinates, by number; hollow: alleged or contested. Circles: how far off the place may be. Drawings are approximate, each per its source."
    words = f"Map of the line, zones and incidents on {w.day(m.as_of - 1, m.zone)}."
    return Section(number, "Map", (Picture(svg, words, caption),), anchor="map", new_page=True)


def map_picture(m: Material, *, width_mm: float = 180) -> str | None:
    """That map as SVG."""
    from truceline.places.zone import zones_at

    zones = [z for z in zones_at(m.zones, m.as_of, known=m.public_at) if z.kind != "road"]
    if not zones:
        return None
    date = f"As of {w.day(m.as_of - 1, m.zone)}"
    told = spots(m)

    def make() -> str:
        from truceline.briefs.pictures.maps import area_map

        return area_map(
            zones,
            told,
            date=date,
            release=m.release,
            language=m.language,
            zone=m.zone,
            as_of=m.as_of,
            width_mm=width_mm,
        )

    return m.drawn("map", (zones, told, date, m.release, m.language, m.zone, m.as_of, width_mm), make)


def spots(m: Material) -> list[Spot]:
    """Settled places, and the places of recent incidents with their radius; a place without coordinates is not drawn."""
    from truceline.briefs.pictures.maps import Spot

    out = []
    for place in m.gazetteer.places:
        if place.kind in RANKS and place.lat is not None and place.lon is not None:
            names = tuple(w.place(m.gazetteer, m.gazetteer.where(place.id), m.language).split("/"))
            out.append(Spot(lat=place.lat, lon=place.lon, names=names, rank=RANKS[place.kind]))
    for e in incidents_between(m, m.as_of - INCIDENTS_ON_MAP, m.as_of):
        for where in e.where[:2]:
            if where.lat is not None and where.lon is not None:
                names = tuple(w.place(m.gazetteer, where, m.language).split("/"))
                kind = w.KIND_WORDS.get(e.kind, e.kind.replace("_", " ")).lower()
                out.append(Spot(
                    lat=where.lat, lon=where.lon, names=names, kind="incident", radius_m=where.radius_m or 0.0,
                    hollow=e.occurrence in ("alleged", "contested"),
                    told=f"{kind}{'' if where.role == 'at' else f' {where.role} here'}, {w.when(e.when, m.zone)}; {e.occurrence.replace('_', ' ')}",
                ))  # fmt: skip
    return out
