"""Who is said to hold what: areas per controller, contested ground, and what passed between two drawings.

Areas are geodesic (WGS 84, Karney 2013), of edges drawn straight in longitude and latitude. Nothing is snapped; slivers
narrower than 1e-7 degree (about a centimetre) are dropped when two drawings are laid over each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from truceline.places.footprint import area_of, shape_of
from truceline.places.geodesy import area_m2, nearest_on_path
from truceline.places.line import chain, sector_at
from truceline.places.zone import Zone, zones_at

GRID = 1e-7


class Change(msgspec.Struct, frozen=True):
    """What one drawing has that the one before it had not, and the other way round. Square kilometres."""

    start: int
    end: int
    area_before_km2: float
    area_after_km2: float
    gained_km2: float
    lost_km2: float
    gained: Any
    lost: Any

    @property
    def net_km2(self) -> float:
        """Gained less lost: equal to the difference of the areas but for rounding."""
        return self.gained_km2 - self.lost_km2


def sound(shape: Any) -> Any:
    """The polygons of a shape, mended where it crosses itself (lines and points that fall out have no area)."""
    import shapely

    if not shapely.is_valid(shape):
        shape = shapely.make_valid(shape)
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]


def change(before: Any, after: Any, start: int = 0, end: int = 0) -> Change:
    """Change between two areas (shapely, degrees). start, end: instants of the two drawings, carried along."""
    import shapely

    before, after = sound(before), sound(after)
    gained = shapely.difference(after, before, grid_size=GRID)
    lost = shapely.difference(before, after, grid_size=GRID)
    return Change(
        start=start,
        end=end,
        area_before_km2=area_m2(before) / 1e6,
        area_after_km2=area_m2(after) / 1e6,
        gained_km2=area_m2(gained) / 1e6,
        lost_km2=area_m2(lost) / 1e6,
        gained=gained,
        lost=lost,
    )


def changes(drawings: Sequence[tuple[int, Any]]) -> tuple[Change, ...]:
    """The change from each drawing to the next, in order of time. drawings: (instant, shapely area)."""
    ordered = sorted(drawings, key=lambda d: d[0])
    mended = [(t, sound(s)) for t, s in ordered]
    return tuple(change(a, b, s, t) for (s, a), (t, b) in itertools.pairwise(mended))


def outline_km(shape: Any) -> float:
    """Length of the outline of an area, holes included, or of a line: geodesic kilometres of edges as drawn."""
    import shapely

    from truceline.places.geodesy import path_lengths_m

    edge = shape.boundary if shape.geom_type.endswith("Polygon") else shape
    parts = [p for p in shapely.get_parts(edge) if p.geom_type == "LineString" and not p.is_empty]
    return sum(float(path_lengths_m(shapely.get_coordinates(p)).sum()) for p in parts) / 1000


def front_of(area: Any, still: Any, within_m: float = 2_000.0) -> Any:
    """The outline of an area that lies farther than `within_m` from lines that are no front: a border, a coast, or what
    stood still. still: shapely lines, or an area whose outline is meant; degrees."""
    import shapely

    edge = still.boundary if still.geom_type.endswith("Polygon") else still
    if edge.is_empty:
        return area.boundary
    parts = [
        {"type": "LineString", "coordinates": shapely.get_coordinates(p).tolist()} for p in shapely.get_parts(edge)
    ]
    belt = shapely.union_all([area_of(p, 2 * within_m) for p in parts])
    return shapely.difference(area.boundary, belt)


def stood_still(areas: Sequence[Any], within: float = 0.001) -> Any:
    """What the outlines of all drawings have in common, within so many degrees (0.001: about 100 m). A front that did
    not move over the whole series is part of it."""
    import shapely

    common = areas[0].boundary
    for other in areas[1:]:
        common = shapely.intersection(common, other.boundary.buffer(within))
    return common


class Passed(msgspec.Struct, frozen=True):
    """Ground between two drawings of a line, by which side it went over to. Square kilometres; shapes in degrees."""

    to_left_km2: float
    to_right_km2: float
    to_left: tuple[Any, ...]
    to_right: tuple[Any, ...]


def between_lines(before: Zone, after: Zone) -> Passed:
    """Ground that lay on one side of the earlier line and lies on the other side of the later one.

    The ends are joined by straight edges. Ground on the same side of both is none of the answer.
    """
    import shapely

    one, two = shape_of(before.geometry), shape_of(after.geometry)
    a, b = _ends(one), _ends(two)
    joins = [shapely.LineString([p, q]) for p, q in zip(a, b, strict=True) if tuple(p) != tuple(q)]
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all([one, two, *joins])]))
    left: list[Any] = []
    right: list[Any] = []
    for face in faces:
        p = shapely.point_on_surface(face)
        was, now = (_is_left(z, p.y, p.x) for z in (before, after))
        if was is not None and now is not None and was != now:
            (left if now else right).append(face)
    return Passed(sum(area_m2(f) for f in left) / 1e6, sum(area_m2(f) for f in right) / 1e6, tuple(left), tuple(right))


def _ends(shape: Any) -> tuple[Any, Any]:
    import shapely

    parts = shapely.get_parts(shape)
    return parts[0].coords[0], parts[-1].coords[-1]


def _is_left(line: Zone, lat: float, lon: float) -> bool | None:
    return min((nearest_on_path(p, lat, lon) for p in chain(line).paths), key=lambda n: n.distance_m).left


def by_sector(line: Zone, shapes: Iterable[Any]) -> dict[str, float]:
    """Square kilometres by sector of the line, each piece by the chainage of its middle; "" where there is no sector."""
    import shapely

    out: dict[str, float] = {}
    c = chain(line)
    for shape in shapes:
        for piece in shapely.get_parts(shape):
            if piece.geom_type != "Polygon" or piece.is_empty:
                continue
            p = shapely.point_on_surface(piece)
            found = [nearest_on_path(path, p.y, p.x) for path in c.paths]
            k = min(range(len(found)), key=lambda i: found[i].distance_m)
            at = (
                c.start[k]
                + float(c.edges[k][: found[k].segment].sum())
                + found[k].t * float(c.edges[k][found[k].segment])
            )
            name = sector_at(line, at) or ""
            out[name] = out.get(name, 0.0) + area_m2(piece) / 1e6
    return dict(sorted(out.items()))


class Held(msgspec.Struct, frozen=True):
    """Square kilometres by controller, per one source, and those that it draws for several at once.

    unsaid_km2: drawn without a controller. margin_km2: the belt about the outer edges within which this may be off
    (edge times uncertainty, both ways); absent where an uncertainty is not known.
    """

    per: str
    km2: dict[str, float]
    contested_km2: float
    unsaid_km2: float
    margin_km2: float | None


def held_at(zones: Iterable[Zone], us: int, *, kinds: Sequence[str] = ("zone", "district", "area")) -> tuple[Held, ...]:
    """Area per controller at an instant, per source; ground drawn for two controllers counts as contested only."""
    import shapely

    by_source: dict[str, list[Zone]] = {}
    for z in zones_at(zones, us):
        if z.kind in kinds:
            by_source.setdefault(z.per, []).append(z)
    out = []
    for per in sorted(by_source):
        own: dict[str, Any] = {}
        for z in by_source[per]:
            shape = area_of(z.geometry, z.width_m)
            if shape is None:
                continue
            key = z.controller or ""
            own[key] = shapely.union_all([own[key], shape]) if key in own else shape
        named = [s for k, s in own.items() if k]
        twice = shapely.union_all(
            [a.intersection(b) for a, b in itertools.combinations(named, 2)] or [shapely.Polygon()]
        )
        km2 = {k: area_m2(shapely.difference(s, twice)) / 1e6 for k, s in sorted(own.items()) if k}
        out.append(
            Held(
                per,
                km2,
                area_m2(twice) / 1e6,
                area_m2(own[""]) / 1e6 if "" in own else 0.0,
                _margin_km2(by_source[per], shapely.union_all(list(own.values()))),
            )
        )
    return tuple(out)


def _margin_km2(zones: Sequence[Zone], together: Any) -> float | None:
    import shapely

    from truceline.places.geodesy import path_lengths_m

    known = [z.uncertainty_m for z in zones]
    if any(u is None for u in known):
        return None
    widest = max(u for u in known if u is not None)
    rings = [r for p in shapely.get_parts(together) if p.geom_type == "Polygon" for r in (p.exterior, *p.interiors)]
    return sum(float(path_lengths_m(shapely.get_coordinates(r)).sum()) for r in rings) * 2 * widest / 1e6


def contested_between(a: Iterable[Zone], b: Iterable[Zone]) -> Mapping[tuple[str, str], float]:
    """Square kilometres that two sources give to different controllers, by (controller per a, controller per b)."""
    import shapely

    out: dict[tuple[str, str], float] = {}
    for x, y in itertools.product(a, b):
        if not x.controller or not y.controller or x.controller == y.controller:
            continue
        one, two = area_of(x.geometry, x.width_m), area_of(y.geometry, y.width_m)
        if one is None or two is None:
            continue
        both = area_m2(shapely.intersection(one, two)) / 1e6
        if both > 0:
            out[x.controller, y.controller] = out.get((x.controller, y.controller), 0.0) + both
    return dict(sorted(out.items()))
