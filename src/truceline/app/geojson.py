"""Zones, lines and incidents at a date as one GeoJSON text (RFC 7946), for the board and for other people's maps.

Rules: 1. Zones are those that hold or may hold at the date and were public by the view's limit, per source, as a case
file has them, so that `parse_zones` reads them again. 2. Nothing above the release; posts, what they stand on and how
far they see only internal; what is left out is counted, not named. 3. Incidents begun by the date, a feature each place
with coordinates; one without coordinates is counted, never put somewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from truceline.briefs.pictures.maps import CAPTION
from truceline.briefs.words import event_title
from truceline.places.zone import Zone, zones_at
from truceline.values.release import Release, may_show
from truceline.values.time import rfc3339

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.events.event import Event
    from truceline.places.gazetteer import Gazetteer

INSTANTS = (
    ("valid_from", "from"), ("valid_to", "to"), ("from_earliest", "from_earliest"), ("to_latest", "to_latest"),
    ("known_from", "public"),
)  # fmt: skip
PLAIN = (
    "uncertainty_m", "error_sd_m", "controller", "width_m", "note",
)  # fmt: skip
OF_POSTS = ("on", "range_m")


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The collection, and how much of what stands in it or was left out, by why."""

    collection: dict[str, Any]
    tally: dict[str, int]


def collection(derived: Derived) -> Made:
    """Everything that has a place at the view's time, for its release."""
    view, case = derived.view, derived.case
    held = zones_at(case.zones, view.as_of, known=view.public_at)
    shown = [z for z in held if may_show(z.release, view.release) and (z.kind != "post" or view.release == "internal")]
    incidents = [e for e in derived.events if e.cls == "incident" and _begun(e, view.as_of)]
    open_ = [e for e in incidents if may_show(e.release, view.release)]
    placed = [f for e in open_ for f in incident_features(e, case.gazetteer, view.zone)]
    tally = {
        "zones": len(shown), "incidents": len({f["properties"]["id"] for f in placed}),
        "withheld": len(held) - len(shown) + len(incidents) - len(open_),
        "incidents without coordinates": len(open_) - len({f["properties"]["id"] for f in placed}),
    }  # fmt: skip
    made = {
        "type": "FeatureCollection", "schema": "geojson/1", "case": case.config.name, **view.wire(),
        "release": view.release, "caption": CAPTION,
        "features": [*(zone_feature(z, view.zone, view.release) for z in shown), *placed],
    }  # fmt: skip
    return Made(collection=made, tally=tally)


def zone_feature(z: Zone, zone: str, release: Release) -> dict[str, Any]:
    """One drawing, with the properties of a file of zones; instants as RFC 3339, an end as the instant it ends."""
    p: dict[str, Any] = {"id": z.id, "kind": z.kind, "names": {k: list(v) for k, v in sorted(z.names.items())}}
    p |= {"method": z.method, "per": z.per, "source": z.source}
    for field, name in INSTANTS:
        if (us := getattr(z, field)) is not None:
            p[name] = rfc3339(us, zone)
    for name in (*PLAIN, *(OF_POSTS if release == "internal" else ())):
        if (value := getattr(z, name)) not in (None, ""):
            p[name] = value
    for name in ("left", "right"):
        if side := getattr(z, name):
            p[name] = list(side)
    if z.sectors:
        p["sectors"] = {k: list(v) for k, v in z.sectors.items()}
    p["release"] = z.release
    return {"type": "Feature", "properties": p, "geometry": z.geometry}


def incident_features(e: Event, gazetteer: Gazetteer, zone: str) -> list[dict[str, Any]]:
    """A point for each place of an incident that has coordinates, with how far off it may be and what is said of it."""
    out = []
    for where in e.where:
        if where.lat is None or where.lon is None:
            continue
        p: dict[str, Any] = {"id": e.id, "kind": "incident", "happening": e.kind, "title": event_title(e, gazetteer)}
        p |= {"code": e.code} if e.code else {}
        p["occurrence"] = e.occurrence
        p |= {"when": e.when.wire()} if e.when is not None else {}
        p |= {"place": where.id} if where.id else {}
        p |= {"name": where.name, "role": where.role, "precision": where.precision}
        p |= {"radius_m": where.radius_m} if where.radius_m is not None else {}
        p["release"] = e.release
        point = {"type": "Point", "coordinates": [where.lon, where.lat]}
        out.append({"type": "Feature", "properties": p, "geometry": point})
    return out


def _begun(e: Event, as_of: int) -> bool:
    return e.when is None or e.when.earliest is None or e.when.earliest <= as_of
