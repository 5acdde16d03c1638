"""A place as a spot report gives it: every name, how far off it may be, distances, and who is said to hold it."""

from __future__ import annotations

from truceline.assessments.control import control
from truceline.briefs import words as w
from truceline.briefs.material import Material
from truceline.briefs.page import Sentence
from truceline.events.event import Event
from truceline.places.footprint import footprint_distance_m
from truceline.places.gazetteer import Place
from truceline.places.geodesy import bearing_deg, distance_m
from truceline.places.zone import zones_at
from truceline.values.place import Where

MOST_NAMES = 8
MOST_PLACES = 4
LANDMARKS = ("city", "district_centre", "town")
POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def lines(m: Material, e: Event) -> list[Sentence]:
    """A sentence a place, in order of name; the places beyond the fourth are counted."""
    groups: dict[tuple[str, ...], list[Where]] = {}
    for x in sorted(e.where, key=lambda x: (w.place(m.gazetteer, x, m.language), x.role)):
        groups.setdefault(names(m, x), []).append(x)
    refs = tuple(c.claim for c in e.members[:4])
    out = [Sentence(f"{_one(m, e, key, found)}.", refs) for key, found in list(groups.items())[:MOST_PLACES]]
    if len(groups) > MOST_PLACES:
        out.append(Sentence(f"{w.n_of(len(groups) - MOST_PLACES, 'further place')}: truceline explain.", refs))
    return out


def names(m: Material, x: Where) -> tuple[str, ...]:
    """All names of a place, both sides' names in the brief's language first; the source's words where it has no id."""
    found = m.gazetteer.place(x.id) if x.id else None
    if found is None:
        return (x.name,)
    first = w.place(m.gazetteer, x, m.language).split("/")
    rest = sorted({n for v in found.names.values() for n in v if "/" not in n} - set(first))
    return (*first, *rest)[:MOST_NAMES]


def _one(m: Material, e: Event, key: tuple[str, ...], found: list[Where]) -> str:
    roles = w.and_list(sorted({"in" if x.role == "within" else x.role for x in found}))
    x = next((x for x in found if x.lat is not None), found[0])
    place = m.gazetteer.place(x.id) if x.id else None
    held = m.gazetteer.district_of(place, m.language) if place else ""
    district = f", {held} district" if place and held and place.district not in key else ""
    parts = [f"{roles[:1].upper()}{roles[1:]} {' / '.join(key)}{district}"]
    if x.lat is None or x.lon is None:
        parts.append("no point given")
    else:
        if x.radius_m:
            parts.append(f"placed within {metres(x.radius_m)}")
        parts += [*_from_landmark(m, x.id, x.lat, x.lon), *_from_line(m, e, x.lat, x.lon)]
    return "; ".join([*parts, *_held(m, e, x.id)])


def metres(far: float) -> str:
    """A distance as far as it can be meant: metres below one kilometre, else kilometres."""
    return f"{round(far, -1):.0f} m" if far < 1000 else f"{far / 1000:.0f} km"


def _from_landmark(m: Material, id: str | None, lat: float, lon: float) -> list[str]:
    """Distance and direction from the nearest town that is not the place itself."""
    near: tuple[float, Place] | None = None
    for p in m.gazetteer.places:
        if p.kind in LANDMARKS and p.id != id and p.lat is not None and p.lon is not None:
            d = distance_m(lat, lon, p.lat, p.lon)
            if near is None or d < near[0]:
                near = (d, p)
    if near is None or near[1].lat is None or near[1].lon is None:
        return []
    d, p = near
    assert p.lat is not None
    assert p.lon is not None
    towards = POINTS[round(bearing_deg(p.lat, p.lon, lat, lon) / 45) % 8]
    return [f"about {metres(d)} {towards} of {w.place(m.gazetteer, m.gazetteer.where(p.id), m.language)}"]


def _from_line(m: Material, e: Event, lat: float, lon: float) -> list[str]:
    """Distance from the line as drawn for that time, with its source and how far off the drawing may be."""
    at = e.when.earliest if e.when and e.when.earliest is not None else m.as_of
    out = []
    for z in zones_at(m.zones, at, kind="line"):
        name = (z.names.get(m.language) or next(iter(z.names.values()), (z.id,)))[0]
        name = f"the {name}" if name[:1].islower() else name
        d = max(footprint_distance_m(z.geometry, z.width_m, lat, lon), 0.0)
        if z.uncertainty_m is None:
            said = f"about {metres(d)} from {name} as drawn per {z.per}; how far off the drawing is, is not known"
        elif d <= z.uncertainty_m:
            said = f"on {name} or to either side of it: the drawing per {z.per} is good to {metres(z.uncertainty_m)}"
        else:
            said = f"about {metres(d)} from {name} as drawn per {z.per}, good to {metres(z.uncertainty_m)}"
        out.append((d, said))
    return [text for _, text in sorted(out)[:1]]


def _held(m: Material, e: Event, id: str | None) -> list[str]:
    """Who is said to hold it at that time, and on whose word."""
    at = e.when.earliest if e.when and e.when.earliest is not None else m.as_of
    found = next((c for c in control(m.claims, m.documents, m.register, as_of=m.as_of).places if c.place == id), None)
    held: dict[str, set[str]] = {}
    for x in found.words if found else ():
        if x.start <= at < x.end:
            held.setdefault(w.actor(m.register, m.register.party_of(x.label), m.language), set()).add(w.actor(m.register, x.by, m.language))  # fmt: skip
    return [f"said to be held by {who} (per {w.and_list(sorted(per))})" for who, per in sorted(held.items())]
