"""The gazetteer of a case: places under the names that each side and script gives them.

A place is one spot on the ground whatever it is called; its names stand by language and side (`en_az`, `az`, `ru`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import msgspec

from truceline.values.names import Hit, NameIndex, fold
from truceline.values.place import PlacePrecision, PlaceRole, Where

if TYPE_CHECKING:
    from truceline.places.zone import Zone

NEAR_M = 10_000.0
TOWARDS_M = 25_000.0
KINDS = (
    "city", "town", "district_centre", "village", "settlement", "post", "checkpoint", "bridge", "river_crossing",
    "monastery", "airport", "base", "building", "border_crossing", "pass", "mountain", "height", "lake", "reservoir",
    "river", "sea", "forest", "valley", "road", "line", "corridor", "zone", "area", "district", "region", "province",
    "country", "historic_region", "point", "other",
)  # fmt: skip
_SETTLED = {"city", "town", "district_centre", "village", "settlement"}
_BY_KIND: dict[str, PlacePrecision] = {
    "district": "P5",
    "region": "P6",
    "province": "P6",
    "historic_region": "P6",
    "country": "P8",
    "zone": "P8",
    "area": "P6",
    "road": "P7",
    "line": "P7",
    "corridor": "P7",
    "river": "P9",
    "lake": "P9",
    "reservoir": "P9",
    "sea": "P9",
}
_POINTLESS = ("P5", "P6", "P7", "P8")
_PROMINENT = {"city", "district_centre", "town", "country"}


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A named place. names: by language and side tag; lat, lon: degrees WGS 84; radius_m: metres within which it lies.

    district, country: names as the source gives them. source: where the coordinates are from.
    """

    id: str
    kind: str = "other"
    names: dict[str, tuple[str, ...]] = {}
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    district: str = ""
    country: str = ""
    source: str = ""

    def all_names(self) -> tuple[str, ...]:
        """Every name once, in the order of the file."""
        return tuple(dict.fromkeys(n for ns in self.names.values() for n in ns))


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two or more entries that may be one, or one name for several. metres: the distance of the two points."""

    kind: Literal["same_name", "near_points"]
    ids: tuple[str, ...]
    name: str = ""
    metres: float | None = None


Forms = Callable[[str], Iterable[str]]


class Gazetteer(msgspec.Struct, frozen=True, dict=True):
    """The places of a case with their index of names. Ids are unique."""

    places: tuple[Place, ...] = ()

    def place(self, id: str) -> Place | None:
        """The place of this id."""
        return self._by_id.get(id)

    def named(self, where: Where, language: str = "en") -> str:
        """Every side's name of a place in a language, in order of name ("Hold/Holm"); the words of the source where it has
        no id, or no name in that language."""
        found = self.place(where.id) if where.id else None
        return (self.called(found, language) if found is not None else "") or where.name

    def called(self, place: Place, language: str = "en") -> str:
        """The same of a place of the gazetteer; empty where it has no name in that language."""
        names = {v[0] for k, v in place.names.items() if v and (k == language or k.startswith(f"{language}_"))}
        return "/".join(sorted(names))

    def district_of(self, place: Place, language: str = "en") -> str:
        """The district of a place with every side's name: its own, else those of the town it is called after; the name the
        source gives where neither is a place here."""
        for kinds in (("district",), ("district_centre", "city", "town")):
            same = [p for p in self.places if p.kind in kinds and place.district in p.all_names()]
            if place.district and len(same) == 1:
                return self.called(same[0], language) or place.district
        return place.district

    def mentions(self, text: str, *, endings: Collection[str] = (), forms: Forms | None = None) -> list[Hit]:
        """Where places are named in a text; keys are place ids, several where a name fits several places.

        endings, forms: case endings and case forms of the text's language (values/names.py). Offsets are code points.
        """
        wanted = (frozenset(endings), forms)
        index = self._indexes.get(wanted)
        if index is None:
            pairs = ((n, p.id) for p in self.places for n in p.all_names())
            index = self._indexes[wanted] = NameIndex(pairs, endings=wanted[0], forms=forms)
        return index.find(text)

    def resolve(self, hit: Hit, around: Iterable[str] = ()) -> tuple[Place, ...]:
        """The places a hit may stand for: the one in a district named with it, else the nearest to the places around,
        else the only one that is a town or more where the others are villages.

        around: ids of places mentioned beside it. Where nothing decides, all of them.
        """
        found = [p for k in hit.keys if (p := self.place(k)) is not None]
        if len(found) < 2:
            return tuple(found)
        others = [p for k in around if k not in hit.keys and (p := self.place(k)) is not None]
        names = {fold(n) for p in others for n in p.all_names()}
        districts = {fold(p.district) for p in others if p.district}
        for decided in (
            [p for p in found if fold(p.district) in names],
            [p for p in found if fold(p.district) in districts],
        ):
            if len(decided) == 1:
                return tuple(decided)
        near = _nearest(found, others)
        if len(near) == 1:
            return near
        prominent = [p for p in found if p.kind in _PROMINENT]
        return tuple(prominent if len(prominent) == 1 else found)

    def where(
        self,
        hit_or_id: Hit | str,
        name: str | None = None,
        role: PlaceRole = "at",
        *,
        around: Iterable[str] = (),
    ) -> Where:
        """The place in the words of a source. A name of several places that nothing tells apart gets no id, no point.

        An unknown id, or a hit whose keys are unknown, gives the name alone. Near and towards widen the radius
        (10 km, 25 km) and are P4 at best; a line, an area or a country has no point.
        """
        if isinstance(hit_or_id, str):
            p = self.place(hit_or_id)
            found: tuple[Place, ...] = () if p is None else (p,)
            written = name if name is not None else (found[0].all_names()[0] if found and found[0].names else hit_or_id)
        else:
            found = self.resolve(hit_or_id, around)
            written = name if name is not None else hit_or_id.form
        if len(found) != 1:
            return Where(name=written, role=role)
        return where_of(found[0], written, role)

    def conflicts(self, near_m: float = 150.0) -> tuple[Conflict, ...]:
        """Names that several places bear, and pairs of places whose points stand closer than near_m metres."""
        from truceline.places.geodesy import distance_m

        out: list[Conflict] = []
        bearers: dict[str, dict[str, str]] = {}
        for p in self.places:
            for n in p.all_names():
                bearers.setdefault(fold(n), {}).setdefault(p.id, n)
        for ids in bearers.values():
            if len(ids) > 1:
                out.append(Conflict(kind="same_name", ids=tuple(sorted(ids)), name=min(ids.values())))
        points = sorted((p.lat, p.lon, p.id) for p in self.places if p.lat is not None and p.lon is not None)
        reach = near_m / 110_000
        for i, (lat, lon, id) in enumerate(points):
            for lat2, lon2, id2 in points[i + 1 :]:
                if lat2 - lat > reach:
                    break
                d = distance_m(lat, lon, lat2, lon2)
                if d <= near_m:
                    out.append(Conflict(kind="near_points", ids=tuple(sorted((id, id2))), metres=d))
        return tuple(sorted(out, key=lambda c: (c.kind, c.ids, c.name)))

    def middle(self) -> tuple[float, float] | None:
        """Latitude and longitude about which the places lie: the median of each; None where fewer than three have a point."""
        from statistics import median

        points = [(p.lat, p.lon) for p in self.places if p.lat is not None and p.lon is not None]
        return (median(a for a, _ in points), median(b for _, b in points)) if len(points) >= 3 else None

    def with_zones(self, zones: Iterable[Zone]) -> Gazetteer:
        """The gazetteer with the names of zones added as places without a point, so that texts may name them."""
        kinds = {"district": "district", "road": "road", "line": "line", "corridor": "corridor", "post": "post"}
        added = [
            Place(id=z.id, kind=kinds.get(z.kind, "zone"), names=dict(z.names), source=z.source)
            for z in zones
            if z.id not in self._by_id and z.names
        ]
        unique = {p.id: p for p in added}
        return Gazetteer((*self.places, *unique.values()))

    @cached_property
    def _by_id(self) -> dict[str, Place]:
        return {p.id: p for p in self.places}

    @cached_property
    def _indexes(self) -> dict[tuple[frozenset[str], Forms | None], NameIndex]:
        return {}


def where_of(place: Place, name: str, role: PlaceRole = "at") -> Where:
    """A place as a Where: its point and radius unless it is a line, an area or a country."""
    precision = precision_of(place)
    if precision in _POINTLESS or place.lat is None or place.lon is None:
        return Where(name=name, id=place.id, precision=precision, role=role)
    radius = place.radius_m
    if role == "near":
        radius, precision = max(NEAR_M, radius or 0), "P9" if precision == "P9" else "P4"
    elif role == "towards":
        radius, precision = max(TOWARDS_M, radius or 0), "P4"
    return Where(name=name, id=place.id, lat=place.lat, lon=place.lon, radius_m=radius, precision=precision, role=role)


def precision_of(place: Place) -> PlacePrecision:
    """The code P1-P9 of a place by its kind, else by its radius; P0 where neither says."""
    if place.kind in _SETTLED:
        return "P3"
    if place.kind in _BY_KIND:
        return _BY_KIND[place.kind]
    r = place.radius_m
    if r is None:
        return "P0" if place.lat is None else "P3"
    return "P1" if r <= 10 else "P2" if r <= 100 else "P3" if r <= 1000 else "P4" if r <= 25_000 else "P6"


def _nearest(found: list[Place], others: list[Place]) -> tuple[Place, ...]:
    """The one place clearly nearest to the others (less than half the distance of the next), else all."""
    from truceline.places.geodesy import distance_m

    spots = [(o.lat, o.lon) for o in others if o.lat is not None and o.lon is not None]
    ranked = []
    for p in found:
        if p.lat is None or p.lon is None:
            return tuple(found)
        if spots:
            ranked.append((min(distance_m(p.lat, p.lon, a, b) for a, b in spots), p))
    ranked.sort(key=lambda r: r[0])
    if len(ranked) > 1 and ranked[0][0] < ranked[1][0] / 2:
        return (ranked[0][1],)
    return tuple(found)


def parse_places_csv(text: str, file: str) -> tuple[Place, ...]:
    """The places of a CSV file (places/places_file.py). Raises CaseFileError with all mistakes at once."""
    from truceline.places.places_file import read_places

    return read_places(text, file)
