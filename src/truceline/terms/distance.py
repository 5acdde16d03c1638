"""How far what is told lies from a line, with its doubt; for kinds that ask for a distance."""

from __future__ import annotations

from typing import Literal

from truceline.places.footprint import footprint_distance_m
from truceline.places.zone import RADIUS_OF_PRECISION, Zone, zones_at
from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import at
from truceline.terms.term import Distance
from truceline.terms.wording import area, drawn_by


def far(row: Distance, item: Item, ground: Ground) -> tuple[Literal["beyond", "short", "unsure"], str]:
    """The distance of what is told from the row's line, with what both may be off by: at or beyond the row's metres, short of
    them, or not to be told."""
    points = [w for w in item.where if w.lat is not None and w.lon is not None and w.role in ("at", "near", "within")]
    us = at(item)
    drawings = zones_at(ground.zones.get(row.line, ()), us, known=ground.known) if us is not None else ()
    if not points or not drawings:
        return (
            "unsure",
            "Its coordinates are not held."
            if not points
            else f"No drawing of {area(row.line, ())} holds for that time.",
        )
    told: list[tuple[Literal["beyond", "short", "unsure"], str]] = [_one(row, z, p) for z in drawings for p in points]
    kinds = {k for k, _ in told}
    if len(kinds) == 1:
        return told[0]
    return "unsure", " ".join(w for _, w in told)


def _one(row: Distance, zone: Zone, point: object) -> tuple[Literal["beyond", "short", "unsure"], str]:
    lat, lon = point.lat, point.lon  # type: ignore[attr-defined]
    radius = point.radius_m  # type: ignore[attr-defined]
    if radius is None:
        radius = RADIUS_OF_PRECISION.get(point.precision)  # type: ignore[attr-defined]
    distance = abs(footprint_distance_m(zone.geometry, None, lat, lon))
    if radius is None or zone.uncertainty_m is None:
        return "unsure", "How far off the place or the line may be is not known."
    doubt = radius + zone.uncertainty_m
    text = (
        f"It was {distance / 1000:.1f} km from {area(zone.id, (zone,))}, {drawn_by(zone.per)}, give or take "
        f"{doubt / 1000:.1f} km; the term asks for {row.metres / 1000:g} km."
    )
    if distance - doubt >= row.metres:
        return "beyond", text
    if distance + doubt < row.metres:
        return "short", text
    return "unsure", text
