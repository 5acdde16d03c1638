"""A point in the words of a map reader: so many kilometres in a direction from the named places about it.

Directions are the eight of the compass, each 45 degrees wide; distances are geodesic. The words are for people and for
texts that give no coordinates; what reads such words back is the reader (`claims.placing`), with their doubt.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from truceline.places.gazetteer import Place
from truceline.places.geodesy import bearing_deg, distance_m

COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
SETTLED = frozenset({"city", "town", "district_centre", "village", "settlement"})


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A named place near a point. bearing: from the place to the point, degrees from north. words: where the point lies
    from the place; back: where the place lies from the point."""

    place: str
    metres: float
    bearing: float
    words: str
    back: str


def direction(bearing: float) -> str:
    """The direction of a bearing, to an eighth of the compass."""
    return COMPASS[round(bearing % 360 / 45) % 8]


def distance_words(metres: float) -> str:
    """Metres below 1 km to the nearest 50, kilometres with a decimal below 10 and whole above."""
    if metres < 975:
        return f"{max(round(metres / 50) * 50, 50)} m"
    km = metres / 1000
    return f"{km:.1f}".removesuffix(".0") + " km" if km < 9.95 else f"{km:.0f} km"


def nearest_named(
    places: Iterable[Place], lat: float, lon: float, *, most: int = 3, kinds: frozenset[str] = SETTLED, but: str = ""
) -> tuple[Near, ...]:
    """The nearest named places of these kinds, nearest first; `but`: the id of the place described itself."""
    found = []
    for p in places:
        if p.lat is None or p.lon is None or p.kind not in kinds or p.id == but:
            continue
        d = distance_m(p.lat, p.lon, lat, lon)
        bearing = bearing_deg(p.lat, p.lon, lat, lon)
        name = "/".join(sorted({n[0] for k, n in p.names.items() if k.startswith("en")})) or p.all_names()[0]
        if d < 25:
            words = back = f"at {name}"
        else:
            far = distance_words(d)
            words = f"{far} {direction(bearing)} of {name}"
            back = f"{name} lies {far} to the {direction(bearing + 180)}"
        found.append(Near(place=p.id, metres=round(d, 1), bearing=round(bearing, 1), words=words, back=back))
    return tuple(sorted(found, key=lambda n: (n.metres, n.place))[:most])
