"""The form of a patrol or post report: its columns, its two files (Markdown, CSV), and the clock of a patrol.

Form. A Markdown file whose first heading is `# Patrol report` or `# Post report`, with lines `- field: value` and one
table of observations; or a CSV with at least the columns `post`, `patrol_start` and `what`. Names of KoboToolbox exports
(groups before a slash, `_gps_latitude` ...) are mapped. Cells are read as written: decimal commas, local dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

import msgspec

from truceline.claims.claim import Span
from truceline.claims.readers._rows import infer_order, open_sheet, parse_date
from truceline.values.errors import InputError
from truceline.values.time import MINUTE, Holds, When, ZoneBasis, micros, tzinfo

COLUMNS = (
    "report", "post", "organisation", "patrol_start", "patrol_end", "zone", "time", "until", "what", "seen_or_heard", "place",
    "lat", "lon", "direction", "distance_m", "weapon", "count", "persons", "access_by", "words", "photo_sha256",
)  # fmt: skip
HEAD = ("report", "post", "organisation", "patrol_start", "patrol_end", "zone", "place", "lat", "lon")
NEEDED = frozenset({"post", "patrol_start", "what"})
KOBO = {
    "_gps_latitude": "lat", "gps_latitude": "lat", "_gps_longitude": "lon", "gps_longitude": "lon", "patrol_id": "report",
    "team": "post", "date_time_start": "patrol_start", "date_time_end": "patrol_end", "observation_type": "what",
    "observation_time": "time", "distance": "distance_m", "bearing": "direction", "photo_hash": "photo_sha256",
    "remarks": "words", "number": "count", "from": "patrol_start", "to": "patrol_end", "post or patrol": "post",
}  # fmt: skip
NAMED = frozenset({"reporter", "observer_name", "name", "username", "_submitted_by", "enumerator", "patrol_leader"})
HEADING = re.compile(r"\s*#\s+(?:patrol|post) report\b", re.IGNORECASE)
ITEM = re.compile(r"^[-*]\s+([^:\n]+):[ \t]*(.*)$", re.MULTILINE)
CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})$")
STAMP = re.compile(r"(.+?)(?:[T ]+(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$")


class Row(msgspec.Struct, frozen=True):
    """One observation: its cells by our column names, where it stands, and what a person would call it ("row 3"). fields:
    (its number, the header's) where they differ."""

    cells: Mapping[str, str]
    span: Span
    name: str = ""
    fields: tuple[int, int] | None = None


def column(name: str) -> str:
    """Our name of a column: the last part of a group path, small, underscores; KoboToolbox names mapped."""
    last = re.split(r"[/.]", name.strip().lstrip("\ufeff"))[-1].strip().lower()
    if last in KOBO:
        return KOBO[last]
    plain = re.sub(r"[\s-]+", "_", last)
    return KOBO.get(plain, plain)


def is_field(text: str, media: str = "text/plain") -> bool:
    """Whether a text has the form of a field report."""
    if HEADING.match(text):
        return True
    first = text.split("\n", 1)[0]
    return any({column(c.strip(' "')) for c in first.split(mark)} >= NEEDED for mark in (",", ";", "\t"))


def rows_of(text: str, name: str) -> list[Row]:
    """The observations of a report, each with the fields of its head. Raises DocumentError for a table without header."""
    return _markdown(text) if HEADING.match(text) else _csv(text, name)


def _csv(text: str, name: str) -> list[Row]:
    sheet = open_sheet(text.lstrip("\ufeff"), name)
    names = {c: column(c) for c in sheet.columns}
    out = []
    for r in sheet.records:
        if not r.raw.strip(f"{sheet.delimiter}\"' \t"):
            continue  # an empty line of a spreadsheet
        cells = {names[k]: v.strip() for k, v in r.cells.items() if k in names and v.strip()}
        odd = (r.fields, len(sheet.columns)) if r.fields != len(sheet.columns) else None
        out.append(Row(cells, Span(row=r.row, text=r.raw), f"line {r.line}", odd))
    return out


def _markdown(text: str) -> list[Row]:
    head: dict[str, str] = {}
    table_at = re.search(r"^\|", text, re.MULTILINE)
    for m in ITEM.finditer(text, 0, table_at.start() if table_at else len(text)):
        if m[2].strip():
            head[column(m[1])] = m[2].strip()
    out: list[Row] = []
    names: list[str] | None = None
    for m in re.finditer(r"^\|.*$", text, re.MULTILINE):
        cells = [c.strip() for c in m[0].strip().strip("|").split("|")]
        if names is None:
            names = [column(c) for c in cells]
        elif not all(set(c) <= set(":- ") for c in cells):
            own = {k: v for k, v in zip(names, cells, strict=False) if v}
            odd = (len(cells), len(names)) if len(cells) != len(names) else None
            if own:
                line = f"line {text.count(chr(10), 0, m.start()) + 1}"
                out.append(Row({**head, **own}, Span(start=m.start(), end=m.end(), text=m[0]), line, odd))
    if not out and head:
        whole = text.rstrip()
        out.append(Row(head, Span(start=len(text) - len(text.lstrip()), end=len(whole), text=whole.lstrip()), "head"))
    return out


def day_order(rows: Iterable[Row]) -> str | None:
    """Whether days or months stand first in this file's local dates; None where no date tells."""
    dates = [STAMP.match(r.cells[k]) for r in rows for k in ("patrol_start", "patrol_end") if k in r.cells]
    return infer_order([m[1] for m in dates if m])


def stamp(cell: str, order: str | None, zone: str | None, field: str) -> tuple[int, bool]:
    """A date with or without clock: (microseconds, whether a clock is given). An offset in the cell wins over `zone`.

    Raises InputError where it cannot be read, or where day and month cannot be told apart.
    """
    m = STAMP.match(cell.strip())
    if m is None:
        raise InputError(f"{field} is not a time", expected="2020-12-12 14:05", got=cell)
    written = m[1].strip().rstrip(",")
    day, _, _ = parse_date(written, "dmy" if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", written) else order)
    clock = dt.time(int(m[2]), int(m[3])) if m[2] else dt.time()
    there = (
        (dt.UTC if m[4] == "Z" else dt.datetime.fromisoformat(f"2000-01-01T00:00{m[4]}").tzinfo)
        if m[4]
        else tzinfo(zone or "UTC")
    )
    return micros(dt.datetime.combine(day, clock, there)), m[2] is not None


def number(cell: str, field: str) -> float:
    """A number as a spreadsheet saves it: decimal comma or point, thin spaces. Raises InputError for 1,234 and the like."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", cell)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+", plain):
        raise InputError(f"{field}: a comma for thousands or for decimals?", expected="1234 or 1.234", got=cell)
    try:
        return float(plain.replace(",", "."))
    except ValueError as e:
        raise InputError(f"{field} is not a number", expected="digits", got=cell) from e


def patrol(
    cells: Mapping[str, str], order: str | None, case_zone: str | None
) -> tuple[int, int | None, str | None, ZoneBasis]:
    """Start, end, zone and its basis of a patrol. Raises InputError where it ends before it begins."""
    zone = cells.get("zone") or case_zone
    basis: ZoneBasis = "stated" if cells.get("zone") else "case" if case_zone else "none"
    if zone:
        tzinfo(zone)
    start, _ = stamp(cells["patrol_start"], order, zone, "patrol_start")
    end_cell = cells.get("patrol_end")
    if end_cell is None:
        return start, None, zone, basis
    clock = CLOCK.fullmatch(end_cell)
    end = _clock_after(start, clock, zone) if clock else stamp(end_cell, order, zone, "patrol_end")[0]
    if end <= start:
        raise InputError(
            "the patrol ends before it begins", expected="patrol_end after patrol_start",
            got=f"{cells['patrol_start']} to {end_cell}", do="across midnight give the date of the end",
        )  # fmt: skip
    return start, end, zone, basis


def _clock_after(start: int, clock: re.Match[str], zone: str | None) -> int:
    """The first instant at or after `start` with this clock in `zone`: across midnight it is the next day's."""
    there = tzinfo(zone or "UTC")
    first = dt.datetime.fromtimestamp(start / 1_000_000, there)
    at = dt.datetime.combine(first.date(), dt.time(int(clock[1]), int(clock[2])), there)
    if micros(at) < start - start % MINUTE:
        at = dt.datetime.combine(first.date() + dt.timedelta(days=1), at.timetz().replace(tzinfo=None), there)
    return micros(at)


def observed(cells: Mapping[str, str], order: str | None, case_zone: str | None) -> When:
    """When an observation was: its own clock inside the patrol, else the whole patrol.

    Raises InputError where its time lies outside the patrol.
    """
    start, end, zone, basis = patrol(cells, order, case_zone)
    words = f"{cells['patrol_start']} to {cells.get('patrol_end', 'no end given')}"
    if "time" not in cells:
        holds: Holds = "throughout" if end is not None else "within"
        return When(
            earliest=start, latest=end if end is not None else start + MINUTE, holds=holds, precision="T1", zone=zone, zone_basis=basis, text=words,
        )  # fmt: skip
    clock = CLOCK.fullmatch(cells["time"])
    at = _clock_after(start, clock, zone) if clock else stamp(cells["time"], order, zone, "time")[0]
    until = cells.get("until")
    last = at + MINUTE
    if until:
        match = CLOCK.fullmatch(until)
        last = _clock_after(at, match, zone) if match else stamp(until, order, zone, "until")[0]
    if last < at or at < start or (end is not None and at > end):
        raise InputError(
            "observed outside the patrol", expected=words, got=cells["time"], do="give date and time of it"
        )
    return When(
        earliest=at, latest=max(last, at + MINUTE), holds="throughout" if until else "within", precision="T1", zone=zone, zone_basis=basis,
        text=cells["time"],
    )  # fmt: skip
