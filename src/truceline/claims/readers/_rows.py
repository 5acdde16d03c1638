"""A table's text to records: each with its cells by column and its raw text; and dates in the forms that tables use."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from truceline.values.errors import DocumentError, InputError
from truceline.values.time import MINUTE, TimePrecision, When, ZoneBasis, micros, start_of_day, tzinfo

_DELIMITERS = (",", ";", "\t", "|")
_MONTHS = {
    m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.+))?")
_PARTS = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?:[T ,]+(.+))?")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -,]+(\d{4}|\d{2})(?:[ ,]+(.+))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One data record. row: 0-based after the header; line: 1-based in the file; raw: as it stands there. cells is
    empty where it has not the header's number of fields (`fields`)."""

    row: int
    line: int
    raw: str
    cells: Mapping[str, str]
    fields: int


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A table: its columns in order, and its records."""

    columns: tuple[str, ...]
    delimiter: str
    records: Iterator[Record]


def open_sheet(text: str, name: str) -> Sheet:
    """The table of a CSV text (comma, semicolon, tab or bar; quotes doubled). Raises DocumentError without a header."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = [line + "\n" for line in text.split("\n")]
    if lines and lines[-1] == "\n":
        lines.pop()
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    try:
        header = [c.strip() for c in next(reader)]
    except (StopIteration, csv.Error) as e:
        raise DocumentError("the table is empty", where=name, expected="a line with the names of columns") from e
    if len(header) < 2 or not all(header):
        gaps = "one column" if len(header) < 2 else f"column {header.index('') + 1} has no name"
        raise DocumentError(
            "the table's first line does not name its columns", where=f"{name}:1", expected="names of columns", got=gaps
        )
    twice = sorted({c for c in header if header.count(c) > 1})
    if twice:
        raise DocumentError("two columns have one name", where=f"{name}:1", expected="each once", got=", ".join(twice))
    return Sheet(columns=tuple(header), delimiter=delimiter, records=_records(reader, lines, header, name))


def _records(reader: csv.Reader, lines: list[str], header: list[str], name: str) -> Iterator[Record]:  # type: ignore[name-defined]
    row, before = 0, reader.line_num
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            raise DocumentError(f"the table is broken: {e}", where=f"{name}:{before + 1}", expected="CSV") from e
        raw = "".join(lines[before : reader.line_num]).rstrip("\n")
        start, before = before, reader.line_num
        if not cells:
            continue
        whole = dict(zip(header, cells, strict=True)) if len(cells) == len(header) else {}
        yield Record(row=row, line=start + 1, raw=raw, cells=whole, fields=len(cells))
        row += 1


def is_tags(record: Record) -> bool:
    """Whether the record holds HXL tags (`#date+occurred`) instead of data."""
    filled = [c for c in record.cells.values() if c.strip()]
    return bool(filled) and all(c.lstrip().startswith("#") for c in filled)


def infer_order(values: Iterable[str]) -> str | None:
    """dmy or mdy, where the dates of a column with slashes or dots leave only one; None where both or neither fit."""
    day_first = month_first = True
    seen = False
    for value in values:
        m = _PARTS.fullmatch(value.strip())
        if not m or len(m[1]) == 4:
            continue
        seen = True
        day_first = day_first and int(m[2]) <= 12
        month_first = month_first and int(m[1]) <= 12
    if not seen or day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


def parse_date(value: str, order: str | None) -> tuple[dt.date, tuple[int, int] | None, str | None]:
    """(day, (hour, minute) or None at midnight or without a clock, offset or None). Raises InputError."""
    text = value.strip()
    try:
        if m := _ISO.fullmatch(text):
            return dt.date(int(m[1]), int(m[2]), int(m[3])), *_clock(m[4])
        if m := _PARTS.fullmatch(text):
            a, b, c = m[1], m[2], m[3]
            if len(a) == 4:
                return dt.date(int(a), int(b), int(c)), *_clock(m[4])
            if order not in ("mdy", "dmy"):
                raise InputError("cannot tell day from month", expected="order: mdy or dmy in the mapping", got=value)
            month, day = (a, b) if order == "mdy" else (b, a)
            return dt.date(_year(c), int(month), int(day)), *_clock(m[4])
        if (m := _WORDS.fullmatch(text)) and m[2][:3].lower() in _MONTHS:
            return dt.date(_year(m[3]), _MONTHS[m[2][:3].lower()], int(m[1])), *_clock(m[4])
    except ValueError as e:
        raise InputError(f"no such date ({order or 'ymd'}): {e}", expected="a date", got=value) from e
    raise InputError("not a date", expected="2020-12-31, 12/31/2020 or 31 December 2020", got=value)


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _clock(text: str | None) -> tuple[tuple[int, int] | None, str | None]:
    if not text:
        return None, None
    m = _CLOCK.fullmatch(text.strip())
    if not m:
        raise ValueError(f"'{text}' is no time of day")
    hour, minute = int(m[1]), int(m[2])
    if m[4]:
        hour = hour % 12 + (12 if m[4].upper() == "PM" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"'{text}' is no time of day")
    if (hour, minute, int(m[3] or 0)) == (0, 0, 0):
        return None, None
    offset = m[5]
    if offset and offset.upper() != "Z" and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return (hour, minute), "UTC" if offset in ("Z", "z") else offset


def row_when(
    start: str, end: str | None, precision: TimePrecision, order: str | None, zone: str | None, timed: bool
) -> When:
    """The interval of a row: [first day, day after the last), both days inclusive.

    Where first and last day are one, a week (T4) or some days (T3) reach three days to either side, a month (T5) and a year (T6) are
    the calendar's. timed: a time of day other than midnight makes the row exact to the minute. Raises InputError.
    """
    first, clock, offset = parse_date(start, order)
    if timed and clock and not end:
        zone = offset or zone
        at = dt.datetime(first.year, first.month, first.day, *clock)
        us = micros(at if zone is None else at.replace(tzinfo=tzinfo(zone)))
        known: ZoneBasis = "stated" if offset else "case" if zone else "none"
        return When(
            earliest=us,
            latest=us + MINUTE,
            precision="T1",
            zone=zone,
            zone_basis=known,
            text=start.strip(),
        )
    last = parse_date(end, order)[0] if end else first
    if last < first:
        raise InputError("the row ends before it begins", expected=f"a date not before {first}", got=str(last))
    if last == first:
        first, last = _widened(first, precision)
    text = start.strip() if not end or end.strip() == start.strip() else f"{start.strip()} / {end.strip()}"
    lo, hi = start_of_day(first, zone), start_of_day(last + dt.timedelta(days=1), zone)
    if precision == "T2" and last > first:
        precision = "T3" if (last - first).days < 6 else "T4" if (last - first).days < 10 else "T5"
    basis: ZoneBasis = "case" if zone else "none"
    return When(earliest=lo, latest=hi, precision=precision, zone=zone, zone_basis=basis, text=text)


def _widened(day: dt.date, precision: TimePrecision) -> tuple[dt.date, dt.date]:
    if precision in ("T3", "T4"):
        return day - dt.timedelta(days=3), day + dt.timedelta(days=3)
    if precision == "T5":
        after = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), after - dt.timedelta(days=1)
    if precision == "T6":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    return day, day
