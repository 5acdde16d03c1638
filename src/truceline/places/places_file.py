"""places.csv: one place a row, the names of each language and side in a column of their own.

    id, kind, name_LANG or name_LANG_SIDE ..., names, lat, lon, radius_m, district, country, source, seen, notes

Several names in a cell are parted by " / ". A bracket at the end of a name is a further name, unless it names the
district or another place of the file: then it only tells two places apart. A bracket inside stands for the word before
it ("Upper (Old) pass": Upper pass, Old pass). `names` holds further spellings of any language.
"""

from __future__ import annotations

import csv
import io
import math
import re

from truceline.places.gazetteer import KINDS, Place
from truceline.values.casefile import Problems
from truceline.values.names import fold

_COLUMNS = {"id", "kind", "names", "lat", "lon", "radius_m", "district", "country", "source", "seen", "notes"}
_LANGUAGE = re.compile(r"name_([a-z]{2,3}(?:_[a-z0-9]+)*)$")
_BRACKET = re.compile(r"^([^()]*\S)\s*\(([^()]+)\)\s*([^()]*)$")
_ID = re.compile(r"[^\s/]+$")


def read_places(text: str, file: str) -> tuple[Place, ...]:
    """The places of the file in its order. Raises CaseFileError naming every bad line."""
    problems = Problems()
    rows = list(_rows(text, file, problems))
    problems.raise_any()
    known: dict[str, set[str]] = {}
    for _, row in rows:
        for column, cell in row.items():
            if _LANGUAGE.match(column):
                for n in _cell(cell):
                    known.setdefault(fold(n.split("(")[0]), set()).add(row["id"].strip())
    places = [_place(row, line, file, known, problems) for line, row in rows]
    seen: dict[str, int] = {}
    for (line, _), p in zip(rows, places, strict=True):
        if p.id in seen:
            problems.add(
                f"the id '{p.id}' stands twice",
                f"{file}:{line}",
                expected="each id once",
                do=f"it first stands on line {seen[p.id]}",
            )
        seen.setdefault(p.id, line)
    _check_points([(f"{file}:{line}", p) for (line, _), p in zip(rows, places, strict=True)], problems)
    problems.raise_any()
    return tuple(places)


def _check_points(places: list[tuple[str, Place]], problems: Problems) -> None:
    """0/0, and points that lie far from the others and would not with the two numbers exchanged."""
    from truceline.places.zone_checks import swapped_features

    points = {where: (p.lon, p.lat) for where, p in places if p.lat is not None and p.lon is not None}
    for where, (lon, lat) in points.items():
        if lon == 0 and lat == 0:
            problems.add(
                "0/0 stands where a position is not known",
                where,
                expected="a position, or both cells empty",
                got="0, 0",
            )
    for where in swapped_features(points):
        lon, lat = points[where]
        problems.add(
            "latitude and longitude look swapped", where, expected="a point near the others of the file",
            got=f"lat {lat}, lon {lon}", do=f"write lat {lon}, lon {lat}",
        )  # fmt: skip


def _rows(text: str, file: str, problems: Problems) -> list[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    out: list[tuple[int, dict[str, str]]] = []
    head: list[str] | None = None
    try:
        for cells in reader:
            if not any(c.strip() for c in cells):
                continue
            if head is None:
                head = [c.strip() for c in cells]
                _check_head(head, f"{file}:{reader.line_num}", problems)
            elif len(cells) != len(head):
                problems.add(
                    "the row has not as many cells as the head", f"{file}:{reader.line_num}", expected=str(len(head)),
                    got=str(len(cells)), do="put names that hold a comma in quotation marks",
                )  # fmt: skip
            else:
                out.append((reader.line_num, dict(zip(head, cells, strict=True))))
    except csv.Error as e:
        problems.add(f"not CSV: {e}", f"{file}:{reader.line_num}", expected="comma-separated values in UTF-8")
    if head is None:
        problems.add("the file is empty", file, expected="a head line that begins with id,kind")
    return out


def _check_head(head: list[str], where: str, problems: Problems) -> None:
    import difflib

    for c in head:
        if c not in _COLUMNS and not _LANGUAGE.match(c):
            near = (
                [c.lower()] if _LANGUAGE.match(c.lower()) else difflib.get_close_matches(c, [*_COLUMNS, "name_en"], 1)
            )
            problems.add(
                f"unknown column '{c}'", where, expected=", ".join(sorted(_COLUMNS)) + ", name_LANG, name_LANG_SIDE",
                got=c, do=f"did you mean '{near[0]}'?" if near else "take it out or rename it",
            )  # fmt: skip
    for c in ("id", "kind"):
        if c not in head:
            problems.add(f"the column '{c}' is missing", where, expected="id and kind in the head line")
    for c in {c for c in head if head.count(c) > 1}:
        problems.add(f"the column '{c}' stands twice", where, expected="each column once")


def _place(row: dict[str, str], line: int, file: str, known: dict[str, set[str]], problems: Problems) -> Place:
    where = f"{file}:{line}"
    row = {k: v.strip() for k, v in row.items()}
    if not _ID.match(row["id"]):
        problems.add("an id is one word without spaces", where, expected="e.g. old-bridge", got=row["id"])
    if row["kind"] not in KINDS:
        problems.add(f"unknown kind '{row['kind']}'", where, expected=", ".join(KINDS), got=row["kind"])
    lat = _number(row, "lat", -90, 90, where, problems)
    lon = _number(row, "lon", -180, 180, where, problems)
    if (lat is None) != (lon is None):
        problems.add("a point needs both lat and lon", where, expected="both or neither")
    names: dict[str, tuple[str, ...]] = {}
    for column, cell in row.items():
        m = _LANGUAGE.match(column)
        tag = m[1] if m else "any" if column == "names" else None
        if tag and (found := _names(cell, row["id"], row.get("district", ""), known)):
            names[tag] = found
    if not names:
        problems.add(f"the place '{row['id']}' has no name", where, expected="at least one name_LANG cell")
    return Place(
        id=row["id"],
        kind=row["kind"],
        names=names,
        lat=lat,
        lon=lon,
        radius_m=_number(row, "radius_m", 0, 20_000_000, where, problems),
        district=row.get("district", ""),
        country=row.get("country", ""),
        source=row.get("source", ""),
    )


def _number(row: dict[str, str], column: str, low: float, high: float, where: str, problems: Problems) -> float | None:
    raw = row.get(column, "")
    if not raw:
        return None
    try:
        value = float(raw)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        problems.add(f"bad {column}", where, expected=f"a number from {low:g} to {high:g} with a point", got=raw)
        return None
    return value


def _cell(cell: str) -> list[str]:
    return [n.strip() for n in re.split(r"\s+/\s+|\s*;\s*", cell) if n.strip()]


def _names(cell: str, id: str, district: str, known: dict[str, set[str]]) -> tuple[str, ...]:
    out: list[str] = []
    for n in _cell(cell):
        m = _BRACKET.match(n)
        if not m:
            out.append(n)
            continue
        first, inner, rest = m.groups()
        if rest:
            out += [f"{first} {rest}", f"{inner} {rest}"]
        elif known.get(fold(inner), set()) - {id} or (district and _within(inner, district)):
            out.append(first)
        else:
            out += [first, inner]
    return tuple(dict.fromkeys(out))


def _within(inner: str, district: str) -> bool:
    """Whether a bracket names the district: by its first letters, so that adjectives count."""
    a, b = fold(inner), fold(district)
    return a[:4] == b[:4] or any(w[:4] == a[:4] for w in b.split())
