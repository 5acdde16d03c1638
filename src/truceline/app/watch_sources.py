"""What the watch reads: the events of a case, or a table of days and counts.

Of a case each origin is its own series; a day on which it told nothing is unknown, unless it is known to have watched that
day or `complete` says that it lists every day. Of a table the columns are named by options; one series per value of the
column of reporters. Files and columns that cannot be used are refused by name.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from truceline.app.options import closing_words, look
from truceline.app.output import say
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.events.event import Event
    from truceline.watch.alarm import Alarm
    from truceline.watch.series import Series

Period = tuple[str, dt.date, dt.date]
Evidence = dict[str, dict[dt.date, tuple[str, ...]]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a command asks for. zone: only events of this zone or place of the case."""

    source: str
    measure: str = "events"
    complete: tuple[str, ...] = ()
    zone: str | None = None
    date_column: str = "date"
    count_column: str | None = None
    reporter_column: str | None = None
    as_of: str | None = None
    public_at: str | None = None
    known_at: str | None = None

    @property
    def is_table(self) -> bool:
        """A CSV file and not a case."""
        return self.source.lower().endswith(".csv")


class Told(msgspec.Struct, frozen=True):
    """series: per reporter. publishers: reports per day of each publisher of a case, who may fall silent with all whom it
    quotes. evidence: reporter -> day -> ids of events. derived: of a case, else None."""

    series: list[Series]
    publishers: list[Series] = []
    evidence: Evidence = {}
    derived: Derived | None = None


def series_of(asked: Asked) -> Told:
    """The series of a case or table; what is set aside is told on stderr."""
    return _of_table(asked) if asked.is_table else _of_case(asked)


def _of_table(asked: Asked) -> Told:
    from truceline.watch.series import dated_series

    path = asked.source
    rows = _rows(path)
    named = (asked.date_column, asked.reporter_column)
    column = asked.count_column or next((c for c in rows[0] if c not in named), "")
    by: dict[str, list[tuple[dt.date, float | None]]] = {}
    for number, r in enumerate(rows, 2):
        who = cell(r, asked.reporter_column, path) if asked.reporter_column else Path(path).stem
        day = day_of_cell(cell(r, asked.date_column, path), f"{path}, line {number}")
        by.setdefault(who, []).append((day, _number(cell(r, column, path), f"{path}, line {number}")))
    out = []
    for who, pairs in sorted(by.items()):
        complete = bool({who, Path(path).stem} & set(asked.complete))
        s = dated_series(pairs, reporter=who, measure=column, absent=0.0 if complete else None)
        out.append(msgspec.structs.replace(s, watched=np.ones(len(s))) if complete else s)
    return Told(out)


def _of_case(asked: Asked) -> Told:
    from truceline.watch.from_record import series_from_events
    from truceline.watch.series import daily_series

    derived = look(asked.source, as_of=asked.as_of, public_at=asked.public_at, known_at=asked.known_at)
    built = series_from_events(
        derived.events,
        zone=derived.case.zone,
        measure=asked.measure,
        keep=_keeper(derived, asked.zone),
        sector=asked.zone or "",
        coverage=_watched_days(derived, asked.zone),
    )
    for why, n in sorted(built.set_aside.items()):
        say(f"set aside: {n} ({why})")
    closing_words(derived)
    out = []
    for s in built.series:
        values = s.values if s.reporter not in asked.complete else [0.0 if v != v else v for v in s.values]
        out.append(
            daily_series(values, s.start, reporter=s.reporter, measure=s.measure, watched=s.watched, sector=s.sector)
        )
    return Told(out, _of_publishers(derived), built.evidence, derived)


def _of_publishers(derived: Derived) -> list[Series]:
    """Reports per day of publishers that are not themselves the origin of what they publish."""
    from truceline.watch.from_record import series_from_claims

    relayed = [c for c in derived.claims if len(c.says) > 1]
    built = series_from_claims(relayed, zone=derived.case.zone, link=-1)
    return [s for s in built.series if s.measure == "reports"]


def _keeper(derived: Derived, zone_id: str | None) -> Callable[[Event], bool]:
    """Incidents; where a zone or place is named, those surely in it."""
    if zone_id is None:
        return lambda e: e.cls == "incident"
    from truceline.places.zone import locate_where, valid_at, versions

    zones = versions(derived.case.zones, zone_id)
    if not zones and all(p.id != zone_id for p in derived.case.gazetteer.places):
        known = sorted({z.id for z in derived.case.zones})
        raise UsageError("no such zone or place in the case", expected=", ".join(known), got=zone_id)

    def inside(e: Event) -> bool:
        if e.cls != "incident":
            return False
        if any(w.id == zone_id for w in e.where):
            return True
        start = e.when.span()[0] if e.when is not None else None
        held = [z for z in zones if start is not None and valid_at(z, start)]
        return any(locate_where(z, w).state == "inside" for z in held for w in e.where)

    return inside


def _watched_days(derived: Derived, zone_id: str | None) -> dict[str, dict[dt.date, float]]:
    """Whole days on which an origin is known to have watched: everywhere, or the zone asked for."""
    from truceline.app.watching import watched_by
    from truceline.values.time import moment, start_of_day

    zone = derived.case.zone
    by_id = {c.id: c for c in derived.claims}
    words = watched_by(derived).words
    out: dict[str, dict[dt.date, float]] = {}
    for item in (i for place in {"", zone_id or ""} for i in words.get(place, ())):
        claim = by_id.get(item.claims[0])
        if item.label != "watched" or claim is None or not claim.says:
            continue
        who = claim.says[0].id or claim.says[0].name
        day = moment(int(item.start), zone).date()
        while start_of_day(day, zone) < item.end:
            after = day + dt.timedelta(days=1)
            if item.start <= start_of_day(day, zone) and start_of_day(after, zone) <= item.end:
                out.setdefault(who, {})[day] = 1.0
            day = after
    return out


def touching(alarms: Iterable[Alarm], told: Told) -> list[Alarm]:
    """The alarms with the terms that the events behind them touch, and the sides these events name."""
    if told.derived is None:
        return list(alarms)
    terms: dict[str, set[str]] = {}
    for assessed in told.derived.assessed:
        for a in assessed.incidents:
            if a.state != "outside_terms":
                terms.setdefault(a.event, set()).add(a.term)
    events = {e.id: e for e in told.derived.events}
    parties = {p for agreement in told.derived.case.agreements for p in agreement.parties}
    out = []
    for alarm in alarms:
        days = told.evidence.get(alarm.reporter, {})
        ids = {i for day, found in days.items() if alarm.since <= day <= alarm.raised for i in found}
        sides = {a for i in ids if i in events for v in events[i].versions for a in v.actors if a in parties}
        out.append(
            msgspec.structs.replace(
                alarm, touches=tuple(sorted({t for i in ids for t in terms.get(i, ())})), sides=tuple(sorted(sides))
            )
        )
    return out


def points_of(asked: Asked) -> tuple[list[tuple[dt.date, str, float, float]], Derived | None]:
    """(day, site, latitude, longitude) of each incident; one without a day or coordinates is told of and left out."""
    if asked.is_table:
        path = asked.source
        out = []
        for number, r in enumerate(_rows(path), 2):
            where = f"{path}, line {number}"
            lat, lon = (_degrees(cell(r, c, path), where) for c in ("lat", "lon"))
            name = r.get("site") or r.get("location") or f"{lat},{lon}"
            out.append((day_of_cell(cell(r, asked.date_column, path), where), name, lat, lon))
        return out, None
    from truceline.watch.from_record import day_of

    derived = look(asked.source, as_of=asked.as_of, public_at=asked.public_at, known_at=asked.known_at)
    found, without = [], 0
    for e in derived.events:
        if e.cls != "incident":
            continue
        ordinal = day_of(e.when, derived.case.zone)
        place = next((w for w in e.where if w.lat is not None and w.lon is not None), None)
        if ordinal is None or place is None or place.lat is None or place.lon is None:
            without += 1
            continue
        found.append((dt.date.fromordinal(ordinal), place.id or place.name, place.lat, place.lon))
    if without:
        say(f"set aside: {without} incidents without a day or coordinates")
    closing_words(derived)
    return found, derived


def periods(path: Path) -> tuple[Period, ...]:
    """Rows of name, first and last day of a CSV file, with or without a heading."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except UnicodeDecodeError as e:
        raise InputError("cannot read the table", where=str(path), expected="UTF-8", got=str(e)) from e
    out: list[Period] = []
    for number, row in enumerate(rows, 1):
        if not any(c.strip() for c in row) or (number == 1 and len(row) > 1 and not row[1].strip()[:1].isdigit()):
            continue
        where = f"{path}, line {number}"
        if len(row) < 3:
            raise InputError("too few columns", where=where, expected="name, first day, last day", got=",".join(row))
        first, last = day_of_cell(row[1], where), day_of_cell(row[2], where)
        if last < first:
            raise InputError("a period that ends before it begins", where=where, got=f"{first} to {last}")
        out.append((row[0], first, last))
    return tuple(out)


def _rows(path: str) -> list[dict[str, str]]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise InputError("cannot read the table", where=path, expected="a CSV file in UTF-8", got=str(e)) from e
    rows = [dict(r) for r in csv.DictReader(text.splitlines())]
    if not rows:
        raise InputError("an empty table", where=path, expected="a heading and at least one row")
    return rows


def cell(row: dict[str, str], column: str, path: str) -> str:
    """One cell, or InputError naming the columns there are."""
    if column not in row or row[column] is None:
        raise InputError(
            f"no column '{column}'", where=path, expected=", ".join(c for c in row if c), do="name it by an option"
        )
    return row[column]


def day_of_cell(text: str, where: str = "") -> dt.date:
    """A day written YYYY-MM-DD, with or without a time after it."""
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError as e:
        raise InputError("not a date", where=where, expected="YYYY-MM-DD", got=text) from e


def _number(text: str, where: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError as e:
        raise InputError("not a count", where=where, expected="a whole number, empty for unknown", got=text) from e


def _degrees(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError as e:
        raise InputError("not a coordinate", where=where, expected="degrees", got=text or "nothing") from e


def plain(item: Any) -> dict[str, Any]:
    """A struct as plain data: dates as text, numbers to six figures, what is absent left out; internal by nature."""
    data: dict[str, Any] = msgspec.to_builtins(item)
    data["release"] = "internal"
    return {k: figure(v) if isinstance(v, float) else v for k, v in data.items() if v is not None}


def figure(value: float | None) -> float | None:
    """To six figures; NaN, which JSON cannot hold, is unknown like None."""
    return None if value is None or value != value else float(f"{value:.6g}")


def judged(make: Callable[[], Any], series: Series) -> Any:
    """The result, or None after saying why this series cannot be judged."""
    try:
        return make()
    except InputError as e:
        say(f"note: {series.reporter}, {series.measure}: not judged: {e.what} ({e.got})")
        return None


def tell_notes(series: Series, notes: Iterable[str]) -> None:
    """Notes of a result, on stderr."""
    for note in notes:
        say(f"note: {series.reporter}, {series.measure}: {note}")
