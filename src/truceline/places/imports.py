"""Places out of other people's gazetteers: GeoNames tables, CSV with the usual columns, GeoJSON points.

Rules: 1. Nothing is joined by itself: what may be one with a place already held is reported, and a person decides.
2. An entry that cannot stand (no name, no point, 0/0, numbers of a projection, swapped) is set aside with the reason, and
the rest goes on. 3. Names keep their languages; a bare list of other names stands under `any`. 4. A text that is not of
the format at all is one error.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from truceline.places.gazetteer import KINDS, Place
from truceline.values.errors import InputError
from truceline.values.names import fold

Form = Literal["geonames", "csv", "geojson"]
FORMS: tuple[Form, ...] = ("geonames", "csv", "geojson")
NEAR_M = 2_000.0
FAR_DEGREES = 8.0
TOWN = 10_000  # people, from which a populated place of GeoNames counts as a town
OF_CODE = {
    "PPLC": "city", "PPLA": "city", "PPLA2": "district_centre", "PPLA3": "town", "MT": "mountain", "MTS": "mountain",
    "PK": "mountain", "HLL": "height", "PASS": "pass", "AIRP": "airport", "AIRF": "airport", "MSTY": "monastery",
    "BDG": "bridge", "LK": "lake", "RSV": "reservoir", "STM": "river", "SEA": "sea", "VAL": "valley", "FRST": "forest",
    "RD": "road", "INSM": "base", "ADM1": "province", "ADM2": "district", "PCLI": "country", "RGN": "region",
}  # fmt: skip
HEADS = {
    "id": ("id", "geonameid", "gn_id", "code"), "name": ("name", "name_en", "place", "location", "asciiname"),
    "lat": ("lat", "latitude", "y"), "lon": ("lon", "lng", "long", "longitude", "x"),
    "other": ("alt", "names", "alternatenames", "altnames", "other_names", "aliases"),
    "kind": ("kind", "type", "feature", "place_type"), "district": ("district", "adm2", "adm1", "admin1", "rayon", "region"),
    "country": ("country", "country_code", "iso2"), "source": ("source", "origin"),
}  # fmt: skip
_NAME_LANGUAGE = re.compile(r"name[:_]([a-z]{2,3}(?:[_-][A-Za-z]+)?)$")


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """places: what can stand. set_aside: (entry, reason) of what cannot."""

    places: tuple[Place, ...]
    set_aside: tuple[tuple[str, str], ...]


class Clash(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry that meets one already held (or another of the import).

    kind: duplicate (a name in common, within 2 km), moved (a name in common, farther off: the same place with other
    coordinates, or a namesake), renamed (no name in common, within 150 m), same_id.
    """

    kind: Literal["duplicate", "moved", "renamed", "same_id"]
    id: str
    held: str
    name: str
    metres: float | None = None
    new_names: tuple[str, ...] = ()


def guess_form(text: str, file: str) -> Form:
    """The format of a text by its name and first line."""
    if file.lower().endswith((".geojson", ".json")) or text.lstrip()[:1] == "{":
        return "geojson"
    return "geonames" if len(text.split("\n", 1)[0].split("\t")) >= 15 else "csv"


def import_places(
    text: str, file: str, form: Form | None = None, *, near: tuple[float, float] | None = None, source: str = ""
) -> Imported:
    """The places of a text. near: latitude and longitude about which they should lie, by which swapped ones are found
    out. source: where they are from, for entries that do not say. Raises InputError where the text is of no such form."""
    kind = form or guess_form(text, file)
    rows = {"geonames": _geonames, "csv": _csv, "geojson": _geojson}[kind](text, file)
    good: list[Place] = []
    aside: list[tuple[str, str]] = []
    for label, raw in rows:
        made = _place(raw, near, source or file)
        if isinstance(made, str):
            aside.append((label, made))
        else:
            good.append(made)
    if not good and not aside:
        raise InputError("no places in it", where=file, expected=f"entries of the form {kind}", got="none")
    return Imported(places=tuple(good), set_aside=tuple(aside))


def _geonames(text: str, file: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Rows of the GeoNames dump: 19 tab-separated columns, no head (readme of download.geonames.org/export/dump)."""
    for n, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or cells[0] == "geonameid":
            continue
        if len(cells) < 15:
            raise InputError(
                "not a row of GeoNames", where=f"{file}:{n}", expected="19 cells parted by tabs", got=f"{len(cells)} cells",
                do="give --format csv for a table with a head",
            )  # fmt: skip
        people = int(cells[14]) if cells[14].isdigit() else 0
        kind = OF_CODE.get(cells[7]) or ("town" if people >= TOWN else "village" if cells[6] == "P" else "other")
        yield f"{file}:{n}", {
            "id": f"gn-{cells[0]}", "name": cells[1], "other": [cells[2], *cells[3].split(",")], "lat": cells[4],
            "lon": cells[5], "kind": kind, "country": cells[8], "district": cells[10], "source": f"GeoNames {cells[0]}",
        }  # fmt: skip


def _csv(text: str, file: str) -> Iterable[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    heads = {h.strip().lower(): h for h in reader.fieldnames or ()}
    column = {k: next((heads[w] for w in words if w in heads), None) for k, words in HEADS.items()}
    languages = {m[1].replace("-", "_").lower(): h for low, h in heads.items() if (m := _NAME_LANGUAGE.match(low))}
    if (column["name"] is None and not languages) or column["lat"] is None or column["lon"] is None:
        raise InputError(
            "no columns of name, latitude and longitude", where=file, expected="heads such as name, lat, lon",
            got=", ".join(reader.fieldnames or ()) or "nothing", do="rename the columns, or give another --format",
        )  # fmt: skip
    for n, row in enumerate(reader, 2):
        raw: dict[str, Any] = {k: (row.get(h) or "").strip() for k, h in column.items() if h}
        raw["other"] = re.split(r"\s*[|;]\s*|\s+/\s+", raw.get("other", ""))
        raw["languages"] = {k: (row.get(h) or "").strip() for k, h in languages.items()}
        yield f"{file}:{n}", raw


def _geojson(text: str, file: str) -> Iterable[tuple[str, dict[str, Any]]]:
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError, RecursionError) as e:
        raise InputError("not GeoJSON", where=file, expected="a FeatureCollection of points", got=str(e)[:60]) from e
    for n, f in enumerate(features if isinstance(features, list) else ()):
        p = f.get("properties") if isinstance(f, dict) else None
        g = f.get("geometry") if isinstance(f, dict) else None
        p, g = p if isinstance(p, dict) else {}, g if isinstance(g, dict) else {}
        xy = g.get("coordinates") if g.get("type") == "Point" else None
        low = {str(k).lower(): v for k, v in p.items()}
        raw: dict[str, Any] = {k: next((str(low[w]) for w in words if low.get(w)), "") for k, words in HEADS.items()}
        raw["id"] = raw["id"] or str(f.get("id", "") if isinstance(f, dict) else "")
        raw["other"] = re.split(r"\s*[|;]\s*|\s+/\s+", raw["other"])
        raw["languages"] = {
            m[1].replace("-", "_").lower(): str(v) for k, v in low.items() if (m := _NAME_LANGUAGE.match(k))
        }
        raw["lon"], raw["lat"] = (str(v) for v in xy[:2]) if isinstance(xy, list) and len(xy) >= 2 else ("", "")
        yield f"{file}:features[{n}]", raw


def _place(raw: dict[str, Any], near: tuple[float, float] | None, source: str) -> Place | str:
    """The place of one entry, or why it cannot stand."""
    names: dict[str, tuple[str, ...]] = {k: (v,) for k, v in raw.get("languages", {}).items() if v}
    first = raw.get("name") or next((v[0] for v in names.values()), "")
    if not first:
        return "no name"
    others = tuple(dict.fromkeys(n.strip() for n in [raw.get("name", ""), *raw.get("other", [])] if n and n.strip()))
    rest = tuple(n for n in others if not any(n in v for v in names.values()))
    if rest:
        names["any"] = rest
    try:
        lat, lon = float(raw["lat"]), float(raw["lon"])
    except (KeyError, ValueError):
        return "no point"
    wrong = _bad_point(lat, lon, near)
    if wrong:
        return wrong
    kind = str(raw.get("kind", "")).lower()
    return Place(
        id=_id(raw.get("id") or first), kind=kind if kind in KINDS else "other", names=names, lat=lat, lon=lon,
        district=raw.get("district", ""), country=raw.get("country", ""), source=raw.get("source") or source,
    )  # fmt: skip


def _bad_point(lat: float, lon: float, near: tuple[float, float] | None) -> str:
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return "no point"
    if lat == 0 and lon == 0:
        return "0/0 stands where a position is not known"
    if abs(lat) > 1000 or abs(lon) > 1000:
        return "metres of a projection, not degrees"
    if abs(lat) > 90 or abs(lon) > 180:
        return "latitude and longitude are swapped" if abs(lon) <= 90 else "outside the globe"
    if near is not None and abs(lat) <= 180 and abs(lon) <= 90:
        as_is, turned = math.hypot(lat - near[0], lon - near[1]), math.hypot(lon - near[0], lat - near[1])
        if as_is > FAR_DEGREES / 2 and turned < as_is / 4:
            return "latitude and longitude are swapped"
    return ""


def _id(text: str) -> str:
    return re.sub(r"[^\w]+", "-", fold(text)).strip("-") or "place"


def compare(held: Sequence[Place], new: Sequence[Place]) -> tuple[Clash, ...]:
    """Where entries meet places already held, or earlier entries of the same import."""
    from truceline.places.geodesy import distance_m

    out: list[Clash] = []
    bearers: dict[str, list[Place]] = {}
    rows: dict[int, list[Place]] = {}
    ids: dict[str, Place] = {}

    def enter(p: Place) -> None:
        for n in p.all_names():
            bearers.setdefault(fold(n), []).append(p)
        if p.lat is not None:
            rows.setdefault(math.floor(p.lat * 100), []).append(p)
        ids.setdefault(p.id, p)

    for p in held:
        enter(p)
    for p in new:
        if p.id in ids:
            out.append(Clash(kind="same_id", id=p.id, held=p.id, name=p.all_names()[0]))
        namesakes = {id(q): (q, n) for n in p.all_names() for q in bearers.get(fold(n), ())}
        about = {id(q): q for k in (-1, 0, 1) for q in rows.get(math.floor((p.lat or 0) * 100) + k, ())}
        for q, name in namesakes.values():
            d = distance_m(p.lat, p.lon, q.lat, q.lon) if None not in (p.lat, p.lon, q.lat, q.lon) else None  # type: ignore[arg-type]
            fresh = tuple(n for n in p.all_names() if fold(n) not in {fold(m) for m in q.all_names()})
            kind: Any = "duplicate" if d is not None and d <= NEAR_M else "moved"
            out.append(
                Clash(
                    kind=kind, id=p.id, held=q.id, name=name, metres=None if d is None else round(d, 1), new_names=fresh
                )
            )
        for key, q in about.items():
            if key in namesakes or q.lat is None or q.lon is None or p.lat is None or p.lon is None:
                continue
            if (d := distance_m(p.lat, p.lon, q.lat, q.lon)) <= 150:
                out.append(
                    Clash(
                        kind="renamed",
                        id=p.id,
                        held=q.id,
                        name=q.all_names()[0],
                        metres=round(d, 1),
                        new_names=p.all_names(),
                    )
                )
        enter(p)
    return tuple(out)


def unclashed(new: Sequence[Place], clashes: Sequence[Clash]) -> tuple[Place, ...]:
    """The entries that meet no other: what may be taken over without a person's look. Repeats are left out."""
    met = {c.id for c in clashes}
    return tuple(p for p in new if p.id not in met)


def places_csv(places: Sequence[Place]) -> str:
    """The text of a file of places, as `read_places` reads it."""
    languages = sorted({k for p in places for k in p.names if k != "any"})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            "id",
            "kind",
            *(f"name_{k}" for k in languages),
            "names",
            "lat",
            "lon",
            "radius_m",
            "district",
            "country",
            "source",
        ]
    )
    for p in places:
        cells = [" / ".join(p.names.get(k, ())) for k in (*languages, "any")]
        point = ["" if v is None else f"{v:.6f}".rstrip("0").rstrip(".") for v in (p.lat, p.lon)]
        radius = "" if p.radius_m is None else f"{p.radius_m:g}"
        writer.writerow([p.id, p.kind, *cells, *point, radius, p.district, p.country, p.source])
    return out.getvalue()
