"""Reading a file of zones: GeoJSON features with dated properties, every mistake found in one go."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

from truceline.places.footprint import footprint_distance_m
from truceline.places.zone import KINDS, METHODS, Zone, start_key
from truceline.places.zone_checks import check_geometry, swapped_features
from truceline.values.casefile import Node, Problems, instant
from truceline.values.errors import CaseFileError, InputError
from truceline.values.release import TIERS

SHAPES: dict[str, tuple[str, ...]] = {
    "line": ("LineString", "MultiLineString"),
    "road": ("LineString", "MultiLineString"),
    "post": ("Point",),
    "corridor": ("Polygon", "MultiPolygon", "LineString"),
    "zone": ("Polygon", "MultiPolygon"),
    "district": ("Polygon", "MultiPolygon"),
    "area": ("Polygon", "MultiPolygon"),
}
POST_SLACK_M = 5_000.0

_REQUIRED = ("id", "kind", "method", "per", "source")
_OPTIONAL = (
    "names",
    "from",
    "to",
    "until",
    "from_earliest",
    "to_latest",
    "public",
    "uncertainty_m",
    "error_sd_m",
    "controller",
    "width_m",
    "on",
    "range_m",
    "sectors",
    "left",
    "right",
    "note",
    "release",
)


def parse_zones(
    text: str, file: str, zone: str | None = None, *, near: tuple[float, float] | None = None
) -> tuple[Zone, ...]:
    """The zones of one GeoJSON FeatureCollection.

    zone: time zone of dates without one (the case's first). near: latitude and longitude about which the case lies (the
    middle of its gazetteer), by which a file with all coordinates swapped is found out. Properties of a feature: id,
    kind, method, per, source; names {language: name or names}, from, to (last day),
    from_earliest, to_latest (where the day of a change is not known), public, uncertainty_m, error_sd_m,
    controller, width_m, on, range_m, sectors {name: [from_m, to_m]}, note, release. Raises CaseFileError with all
    mistakes, each with file, feature and what to do.
    """
    problems = Problems()
    features = _features(text, file, problems)
    out: list[tuple[str, Zone]] = []
    for n, feature in enumerate(features):
        path = f"{file}:features[{n}]"
        found = _parse_feature(feature, path, file, zone, problems)
        if found is not None:
            out.append((path, found))
    _check_swapped(out, near, problems)
    _check_validity(out, problems)
    _check_posts(out, problems)
    problems.raise_any()
    return tuple(z for _, z in out)


def _features(text: str, file: str, problems: Problems) -> list[Any]:
    """The features of the collection; raises CaseFileError where the text is no GeoJSON."""

    def refuse(word: str) -> Any:
        raise ValueError(f"'{word}' is no number of JSON")

    try:
        data = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as e:
        raise CaseFileError(
            [InputError(f"not JSON: {e.msg}", where=f"{file}:{e.lineno}:{e.colno}", expected="GeoJSON")]
        ) from e
    except (ValueError, RecursionError) as e:
        raise CaseFileError([InputError(f"not JSON: {e}", where=file, expected="GeoJSON")]) from e
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        got = str(data.get("type")) if isinstance(data, dict) else type(data).__name__
        problems.add("not a collection of features", file, expected="a GeoJSON FeatureCollection", got=got)
        problems.raise_any()
    crs = json.dumps(data.get("crs")) if data.get("crs") else ""
    if crs and "CRS84" not in crs and "4326" not in crs:
        problems.add(
            "another reference system", file, expected="WGS 84 degrees", got=crs[:80], do="reproject it to EPSG:4326"
        )
    return list(data["features"])


def _parse_feature(raw: Any, path: str, file: str, zone: str | None, problems: Problems) -> Zone | None:
    properties = raw.get("properties") if isinstance(raw, dict) else None
    if not isinstance(properties, dict):
        problems.add("not a feature with properties", path, expected="a GeoJSON Feature", got=type(raw).__name__)
        return None
    name = properties.get("id")
    path = f"{path} ({name})" if isinstance(name, str) else path
    before = len(problems.found)
    p = _Properties(properties, path, file, problems)
    kind = p.choice("kind", KINDS)
    checked = check_geometry(raw.get("geometry"), path, problems)
    if checked and kind and checked[0]["type"] not in SHAPES[kind]:
        problems.add(f"a {kind} of another shape", path, expected=" or ".join(SHAPES[kind]), got=checked[0]["type"])
    start, end = p.time("from", zone), p.time("to", zone, end=True) or p.time("until", zone, end=True)
    if start is not None and end is not None and end <= start:
        problems.add(
            "valid backwards",
            path,
            expected="'to' on or after 'from'",
            got=f"from {properties.get('from')} to {properties.get('to', properties.get('until'))}",
            do="exchange the two dates or correct one",
        )
    found = dict(
        id=p.text("id"),
        method=p.choice("method", METHODS),
        per=p.text("per"),
        source=p.text("source"),
        names=p.names(),
        uncertainty_m=p.metres("uncertainty_m"),
        error_sd_m=p.metres("error_sd_m"),
        width_m=p.metres("width_m"),
        range_m=p.metres("range_m"),
        sectors=p.sectors(),
        left=p.actors("left", kind),
        right=p.actors("right", kind),
        from_earliest=p.time("from_earliest", zone),
        to_latest=p.time("to_latest", zone, end=True),
        known_from=p.time("public", zone),
        release=p.choice("release", TIERS) if "release" in properties else None,
        **{k: p.text(k) for k in ("controller", "on", "note") if k in properties},
    )
    if len(problems.found) > before or checked is None:
        return None
    if found["known_from"] is None:
        found["known_from"] = start
    shape, mended = checked
    given = {k: v for k, v in found.items() if v is not None}
    return Zone(kind=kind, geometry=shape, valid_from=start, valid_to=end, mended=mended, **given)


class _Properties:
    """Reads the properties of one feature; each mistake is noted once."""

    def __init__(self, raw: dict[str, Any], path: str, file: str, problems: Problems) -> None:
        import difflib

        self.raw, self.path, self.file, self.problems = raw, path, file, problems
        for key in raw:
            if key not in _REQUIRED and key not in _OPTIONAL:
                near = difflib.get_close_matches(key, [*_REQUIRED, *_OPTIONAL], 1)
                do = f"did you mean '{near[0]}'?" if near else "put it into 'note' or take it out"
                self.bad(f"unknown property '{key}'", ", ".join([*_REQUIRED, *_OPTIONAL]), key, do)
        for key in _REQUIRED:
            if key not in raw:
                self.bad(f"the feature lacks '{key}'", f'a property "{key}": ...', "nothing", "add it")

    def bad(self, what: str, expected: str, got: Any, do: str = "") -> None:
        self.problems.add(what, self.path, expected=expected, got=str(got)[:80], do=do)

    def text(self, key: str) -> str | None:
        value = self.raw.get(key)
        if key not in self.raw:
            return None
        if not isinstance(value, str) or not value.strip():
            self.bad(f"'{key}' must be text", "text", value)
            return None
        return value

    def choice(self, key: str, options: Sequence[str]) -> Any:
        value = self.text(key)
        if value is not None and value not in options:
            self.bad(f"'{key}' is not one we know", ", ".join(options), value)
            return None
        return value

    def metres(self, key: str) -> float | None:
        value = self.raw.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            self.bad(f"'{key}' must be metres", "a number of metres, 0 or more", value)
            return None
        return float(value)

    def time(self, key: str, zone: str | None, *, end: bool = False) -> int | None:
        value = self.text(key)
        if value is None:
            return None
        node = Node(value=value, file=f"{self.path}", line=1, column=1)
        mine = Problems()
        us = instant(node, zone, mine, end=end, what=f"'{key}'")
        for e in mine.found:
            self.problems.add(e.what, self.path, expected=e.expected, got=e.got, do=e.do)
        return us

    def names(self) -> dict[str, tuple[str, ...]]:
        raw = self.raw.get("names", {})
        if not isinstance(raw, dict):
            self.bad("'names' must be a mapping", '{"en": "..."} by language', raw)
            return {}
        out: dict[str, tuple[str, ...]] = {}
        for language, value in raw.items():
            values = [value] if isinstance(value, str) else value
            if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
                self.bad(f"names.{language} must be a name or names", "text or a list of texts", value)
            else:
                out[language] = tuple(values)
        return out

    def actors(self, key: str, kind: str | None) -> tuple[str, ...]:
        raw = self.raw.get(key, [])
        values = [raw] if isinstance(raw, str) else raw
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            self.bad(f"'{key}' must be actors", "an actor's id or a list of them", raw)
            return ()
        if values and kind not in (None, "line"):
            self.bad(f"'{key}' is for lines", "kind line", kind, "name who holds an area by 'controller'")
        return tuple(values)

    def sectors(self) -> dict[str, tuple[float, float]]:
        raw = self.raw.get("sectors", {})
        good = isinstance(raw, dict) and all(
            isinstance(v, list) and len(v) == 2 and all(isinstance(x, (int, float)) for x in v) and 0 <= v[0] < v[1]
            for v in raw.values()
        )
        if not good:
            self.bad("'sectors' must be stretches", '{"name": [from metres, to metres]}', raw)
            return {}
        return {k: (float(v[0]), float(v[1])) for k, v in raw.items()}


def _check_swapped(out: list[tuple[str, Zone]], near: tuple[float, float] | None, problems: Problems) -> None:
    centres = {path: _centre(z.geometry) for path, z in out}
    bad = swapped_features(centres, None if near is None else (near[1], near[0]))
    if len(bad) == len(centres) > 1:
        problems.add(
            "longitude and latitude look swapped in the whole file", out[0][0].rsplit(":", 1)[0],
            expected="shapes near the places of the case", got=f"all {len(bad)} shapes far from them",
            do="swap the two numbers of each position: longitude first",
        )  # fmt: skip
        return
    for path in bad:
        lon, lat = centres[path]
        problems.add(
            "longitude and latitude look swapped",
            path,
            expected="a shape near the others of the case",
            got=f"a shape about longitude {lon:.3f}, latitude {lat:.3f}",
            do="swap the two numbers of each position: longitude first",
        )


def _centre(geometry: dict[str, Any]) -> tuple[float, float]:
    """Middle of the box round a geometry: longitude, latitude."""
    lons: list[float] = []
    lats: list[float] = []
    stack = [geometry["coordinates"]]
    while stack:
        c = stack.pop()
        if isinstance(c, tuple):
            lons.append(c[0])
            lats.append(c[1])
        else:
            stack.extend(c)
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _check_validity(out: list[tuple[str, Zone]], problems: Problems) -> None:
    """Versions of one id, source and day of publication may not hold at one time; one id has one kind."""
    kinds: dict[str, tuple[str, str]] = {}
    groups: dict[tuple[str, str, int | None], list[tuple[str, Zone]]] = {}
    for path, z in out:
        if kinds.setdefault(z.id, (z.kind, path))[0] != z.kind:
            problems.add("one id, two kinds", path, expected=f"{kinds[z.id][0]}, as {kinds[z.id][1]}", got=z.kind)
        own = z.known_from if z.known_from != z.valid_from else None
        groups.setdefault((z.id, z.per, own), []).append((path, z))
    for members in groups.values():
        members.sort(key=lambda m: start_key(m[1]))
        for (path, a), (other, b) in itertools.pairwise(members):
            if a.valid_to is None or b.valid_from is None or b.valid_from < a.valid_to:
                problems.add(
                    "two versions hold at one time",
                    other,
                    expected=f"'from' after the end of {path}",
                    got=f"both hold, per {a.per}",
                    do="end the earlier version the day before, or give the later one another 'per' or 'public'",
                )


def _check_posts(out: list[tuple[str, Zone]], problems: Problems) -> None:
    """A post stands on its line or in its zone: within both uncertainties and 5 km, for every version it overlaps."""
    by_id: dict[str, list[Zone]] = {}
    for _, z in out:
        by_id.setdefault(z.id, []).append(z)
    for path, z in out:
        if z.on is None:
            continue
        if z.on not in by_id:
            problems.add("'on' names no zone of this file", path, expected="an id of this file", got=z.on)
            continue
        if z.kind != "post":
            problems.add("'on' is for posts", path, expected="kind post", got=z.kind)
            continue
        lon, lat = z.geometry["coordinates"]
        together = [o for o in by_id[z.on] if _overlap(z, o)] or by_id[z.on]
        off = min(
            footprint_distance_m(o.geometry, o.width_m, lat, lon) - (o.uncertainty_m or 0.0) - (z.uncertainty_m or 0.0)
            for o in together
        )
        if off > POST_SLACK_M:
            problems.add(
                "a post outside its line",
                path,
                expected=f"within {POST_SLACK_M / 1000:g} km of {z.on} and both uncertainties",
                got=f"{(off) / 1000:.1f} km beyond them",
                do="correct its position, its 'on', or its dates",
            )


def _overlap(a: Zone, b: Zone) -> bool:
    return (a.valid_to is None or b.valid_from is None or b.valid_from < a.valid_to) and (
        b.valid_to is None or a.valid_from is None or a.valid_from < b.valid_to
    )
