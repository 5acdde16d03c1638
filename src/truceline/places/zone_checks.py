"""Checks of one geometry as a file gives it. Each mistake is one error that says where, expected, got, what to do.

What is told apart here: wrong type, numbers that are not degrees, metres of a projection, 0/0, longitude and latitude
swapped, an edge across the antimeridian, an edge by a pole, open rings, self-crossing rings, holes outside their ring,
parts that overlap, too many vertices. A ring that runs the other way round is turned and said, not refused (RFC 7946,
section 3.1.6 asks readers not to).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from truceline.values.casefile import Problems

MAX_VERTICES = 5_000_000
POLE_DEGREES = 85.0
FAR_DEGREES = 5.0
DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

Position = tuple[float, float]


def check_geometry(raw: Any, where: str, problems: Problems) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """The geometry with plain positions (altitudes left off, rings turned the right way) and what was mended.

    raw: the GeoJSON object. where: file and path, for the errors. None where a mistake was noted.
    """
    if not isinstance(raw, dict) or raw.get("type") not in DEPTH:
        got = str(raw.get("type")) if isinstance(raw, dict) else "nothing" if raw is None else type(raw).__name__
        problems.add("not a geometry we know", where, expected=", ".join(DEPTH), got=got, do="draw it as one of these")
        return None
    kind = str(raw["type"])
    before = len(problems.found)
    mended: list[str] = []
    coordinates = _positions(raw.get("coordinates"), DEPTH[kind], where, problems, mended)
    if len(problems.found) > before:
        return None
    paths = list(_paths(coordinates, DEPTH[kind]))
    count = sum(len(p) for p, _ in paths)
    if count > MAX_VERTICES:
        problems.add(
            "too many vertices", where, expected=f"at most {MAX_VERTICES:,}", got=f"{count:,}", do="simplify the edge"
        )
        return None
    for path, label in paths:
        _check_path(path, kind, f"{where}{label}", problems)
    if len(problems.found) > before:
        return None
    if kind in ("Polygon", "MultiPolygon"):
        coordinates = _check_rings(coordinates, kind, where, problems, mended)
    if len(problems.found) > before:
        return None
    return {"type": kind, "coordinates": coordinates}, tuple(mended)


def _positions(raw: Any, depth: int, where: str, problems: Problems, mended: list[str]) -> Any:
    """The coordinate tree with each position as (lon, lat); one error for the first position of a kind that is bad."""
    if depth > 0:
        if not isinstance(raw, list) or not raw:
            problems.add("coordinates are missing", where, expected="a list of positions", got=_short(raw))
            return []
        out = []
        before = len(problems.found)
        for i, child in enumerate(raw):
            out.append(_positions(child, depth - 1, where if depth > 1 else f"{where}[{i}]", problems, mended))
            if len(problems.found) > before:
                break  # the first bad position says it; the rest would repeat it
        return out
    good = (
        isinstance(raw, list)
        and len(raw) >= 2
        and all(isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) for v in raw[:2])
    )
    if not good:
        problems.add("not a position", where, expected="[longitude, latitude] in degrees", got=_short(raw))
        return (0.0, 0.0)
    lon, lat = float(raw[0]), float(raw[1])
    if abs(lon) > 1000 or abs(lat) > 1000:
        problems.add(
            "these look like metres of a projection, not degrees",
            where,
            expected="[longitude, latitude] in degrees of WGS 84",
            got=_short(raw),
            do="reproject the file to EPSG:4326",
        )
    elif abs(lat) > 90 and abs(lon) <= 90:
        problems.add(
            "longitude and latitude are swapped",
            where,
            expected="longitude first, then latitude",
            got=_short(raw),
            do="swap the two numbers of each position",
        )
    elif abs(lat) > 90 or abs(lon) > 180:
        problems.add("outside the globe", where, expected="longitude -180..180, latitude -90..90", got=_short(raw))
    if len(raw) > 2 and not mended:
        mended.append("altitudes were left off")
    return (lon, lat)


def _short(raw: Any) -> str:
    text = "nothing" if raw is None else str(raw)
    return text if len(text) <= 60 else text[:57] + "..."


def _paths(coordinates: Any, depth: int) -> Iterator[tuple[list[Position], str]]:
    """Each run of positions, with where it stands in the tree."""
    if depth == 0:
        yield [coordinates], ""
    elif depth == 1:
        yield coordinates, ""
    else:
        for i, child in enumerate(coordinates):
            for path, label in _paths(child, depth - 1):
                yield path, f"[{i}]{label}"


def _check_path(path: list[Position], kind: str, where: str, problems: Problems) -> None:
    """Edges of one run: length, antimeridian, pole, 0/0, one vertex swapped."""
    need = {"Point": 1, "LineString": 2, "MultiLineString": 2}.get(kind, 4)
    if len(path) < need:
        problems.add("too few positions", where, expected=f"at least {need}", got=str(len(path)))
        return
    if kind in ("Polygon", "MultiPolygon") and path[0] != path[-1]:
        problems.add(
            "the ring is not closed",
            where,
            expected="first and last position alike",
            got=f"{path[0]} and {path[-1]}",
            do="repeat the first position at the end",
        )
    if need == 2 and all(p == path[0] for p in path):
        problems.add("a line without length", where, expected="two different positions", got=f"{path[0]} only")
    for i in range(1, len(path)):
        if abs(path[i][0] - path[i - 1][0]) > 180:
            problems.add(
                "an edge crosses the antimeridian",
                f"{where}[{i}]",
                expected="edges of less than 180 degrees of longitude",
                got=f"{path[i - 1]} to {path[i]}",
                do="cut it at 180 into parts of one Multi geometry (RFC 7946, 3.1.9)",
            )
            break
    high = next((i for i, p in enumerate(path) if abs(p[1]) > POLE_DEGREES), None)
    if high is not None:
        problems.add(
            "too near a pole",
            f"{where}[{high}]",
            expected=f"latitudes within {POLE_DEGREES:g} degrees of the equator",
            got=str(path[high]),
            do="edges straight in longitude and latitude have no meaning there",
        )
    _check_odd(path, where, problems)


def _check_odd(path: list[Position], where: str, problems: Problems) -> None:
    """0/0, and a vertex that lies far off and would not if swapped."""
    lons, lats = sorted(p[0] for p in path), sorted(p[1] for p in path)
    mid = (lons[len(lons) // 2], lats[len(lats) // 2])
    for i, (lon, lat) in enumerate(path):
        if lon == 0 and lat == 0 and (len(path) == 1 or _apart((lon, lat), mid) > FAR_DEGREES or mid == (0, 0)):
            problems.add(
                "0/0 stands where a position is not known",
                f"{where}[{i}]",
                expected="a position",
                got="[0, 0]",
                do="leave the position out, or the feature without one",
            )
            return
        if len(path) >= 4 and _looks_swapped((lon, lat), mid):
            problems.add(
                "longitude and latitude of one vertex are swapped",
                f"{where}[{i}]",
                expected=f"a position near [{mid[0]:.3f}, {mid[1]:.3f}]",
                got=f"[{lon}, {lat}]",
                do=f"write [{lat}, {lon}]",
            )
            return


def _apart(a: Position, b: Position) -> float:
    return math.hypot((a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2)), a[1] - b[1])


def _looks_swapped(p: Position, mid: Position) -> bool:
    """Far from `mid` as written, and at least five times nearer with the two numbers exchanged."""
    if abs(p[0]) > 90:
        return False
    as_written, exchanged = _apart(p, mid), _apart((p[1], p[0]), mid)
    return as_written > FAR_DEGREES and exchanged < as_written / 5 and exchanged < FAR_DEGREES


def swapped_features(centres: dict[str, Position], near: Position | None = None) -> list[str]:
    """Keys of features that lie far from the others (or from `near`, lon/lat) and would not if swapped.

    Without `near`, the middle of the others is the measure, and at least three features are needed; where most of a
    file is swapped the minority is named, and `near` (the middle of the gazetteer) settles which it is.
    """
    if near is None and len(centres) < 3:
        return []
    lons, lats = sorted(c[0] for c in centres.values()), sorted(c[1] for c in centres.values())
    mid = near or (lons[len(lons) // 2], lats[len(lats) // 2])
    return [key for key, centre in centres.items() if _looks_swapped(centre, mid)]


def _check_rings(coordinates: Any, kind: str, where: str, problems: Problems, mended: list[str]) -> Any:
    """Polygons without self-crossing, holes inside, parts apart; exterior rings anticlockwise, holes clockwise."""
    import shapely

    parts = [coordinates] if kind == "Polygon" else coordinates
    out = []
    for n, rings in enumerate(parts):
        at = where if kind == "Polygon" else f"{where}[{n}]"
        for i, ring in enumerate(rings):
            simple = shapely.is_valid_reason(shapely.polygons(shapely.linearrings(ring)))
            if simple != "Valid Geometry":
                problems.add(
                    "the ring crosses or touches itself",
                    f"{at}[{i}]",
                    expected="a simple ring",
                    got=simple,
                    do="take the crossing out, or cut it into parts",
                )
                return coordinates
        polygon = shapely.Polygon(rings[0], rings[1:])
        reason = shapely.is_valid_reason(polygon)
        if reason != "Valid Geometry":
            problems.add(
                "a hole does not lie inside its ring",
                at,
                expected="holes inside the outer ring and apart from each other",
                got=reason,
                do="draw the hole as a polygon of its own, or take it out",
            )
            return coordinates
        turned = []
        for i, ring in enumerate(rings):
            anticlockwise = bool(shapely.is_ccw(shapely.linearrings(ring)))
            if anticlockwise != (i == 0):
                mended.append(f"{at}[{i}] ran the other way round and was turned")
                ring = ring[::-1]
            turned.append(list(ring))
        out.append(turned)
    if kind == "MultiPolygon":
        reason = shapely.is_valid_reason(shapely.MultiPolygon([(r[0], r[1:]) for r in out]))
        if reason != "Valid Geometry":
            problems.add(
                "parts of one area overlap",
                where,
                expected="parts that touch in points at most",
                got=reason,
                do="join them",
            )
    return out[0] if kind == "Polygon" else out
