"""truceline episodes, alarms, hotspots, effect, skill: the watch over a case's events or over a table of counts.

SOURCE is a case, or a CSV file. Of a case each origin is its own series; days on which an origin told nothing are unknown
unless `--complete` says that it lists every day. Of a table the columns are named by options.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import AsOf, Format, KnownAt, PublicAt, closing_words, look
from truceline.app.output import listing, say
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.watch.series import Series

Source = Annotated[str, typer.Argument(metavar="CASE|CSV", help="A case, or a CSV file of days and counts.")]
Measure = Annotated[str, typer.Option("--measure", help="events, or what is counted: killed, wounded ...")]
Complete = Annotated[
    list[str] | None,
    typer.Option("--complete", metavar="NAME", help="This reporter lists every day: days without a report are 0."),
]
DateColumn = Annotated[str, typer.Option("--date-column", help="Of a CSV file.")]
CountColumn = Annotated[str | None, typer.Option("--count-column", help="Of a CSV file; default: the second column.")]
Onsets = Annotated[
    Path | None,
    typer.Option(
        "--onsets", metavar="CSV", help="Known episodes: name, first day, last day.", exists=True, dir_okay=False
    ),
]
Every = Annotated[float, typer.Option("--every-days", metavar="N", help="At most one false alarm in N days.")]

EPISODE_COLUMNS = {"reporter": "reporter", "measure": "measure", "name": "name", "from": "onset", "to": "end",
                   "total": "total", "peak": "peak_count", "p": "probability", "notes": "notes"}  # fmt: skip
ALARM_COLUMNS = {"kind": "kind", "reporter": "reporter", "raised": "raised", "since": "since", "until": "until",
                 "observed": "observed", "expected": "expected", "false alarms": "every", "skill": "skill",
                 "says": "says"}  # fmt: skip
CLUSTER_COLUMNS = {"rank": "rank", "from": "from", "to": "to", "sites": "sites", "km": "radius_km", "observed": "observed",
                   "expected": "expected", "statistic": "statistic", "p": "p", "once in days": "recurrence_days"}  # fmt: skip
EFFECT_COLUMNS = {"reporter": "reporter", "measure": "measure", "reporting": "reporting", "ratio": "ratio", "low": "low",
                  "high": "high"}  # fmt: skip
SKILL_COLUMNS = {"reporter": "reporter", "method": "method", "found": "found", "of": "onsets", "delay": "mean_delay",
                 "false a month": "per_month", "words": "words"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(episodes)
    app.command()(alarms)
    app.command()(hotspots)
    app.command()(effect)
    app.command()(skill)


def episodes(
    source: Source,
    measure: Measure = "events",
    complete: Complete = None,
    named: Annotated[
        Path | None, typer.Option("--named", metavar="CSV", help="Names of periods: name, first, last.", exists=True)
    ] = None,
    date_column: DateColumn = "date",
    count_column: CountColumn = None,
    as_of: AsOf = None,
    public_at: PublicAt = None,
    known_at: KnownAt = None,
    fmt: Format = None,
) -> None:
    """List flare-ups looked back on, per reporter: onset, end, peak and name. Internal."""
    from truceline.watch.episodes import find_episodes

    listed = _periods(named) if named else ()
    rows: list[dict[str, Any]] = []
    for s in _series(source, measure, complete, date_column, count_column, as_of, public_at, known_at):
        found = _try(partial(find_episodes, s, listed=listed), s)
        if found is not None:
            rows += [_plain(e) for e in found.episodes]
            _notes(s, found.notes)
    listing("episodes", rows, fmt=fmt, columns=EPISODE_COLUMNS)


def alarms(
    source: Source,
    every_days: Every = 730.0,
    measure: Measure = "events",
    complete: Complete = None,
    onsets: Onsets = None,
    date_column: DateColumn = "date",
    count_column: CountColumn = None,
    as_of: AsOf = None,
    public_at: PublicAt = None,
    known_at: KnownAt = None,
    fmt: Format = None,
) -> None:
    """List alarms of three kinds, those with measured skill first. Internal; no forecast, no accusation."""
    from truceline.watch.alarm import Alarm, ranked
    from truceline.watch.forward import Settings, watch_forward
    from truceline.watch.silence import Settings as Silence
    from truceline.watch.silence import falls, silences, sort_breaks
    from truceline.watch.skill import score, with_skill

    known = _periods(onsets) if onsets else ()
    all_series = _series(source, measure, complete, date_column, count_column, as_of, public_at, known_at)
    quiet = Silence(run_length_days=every_days)
    found: list[Alarm] = []
    for s in all_series:
        watched = _try(partial(watch_forward, s, Settings(run_length_days=every_days)), s)
        if watched is None:
            continue
        _notes(s, watched.notes)
        measured = score(watched.alarms, s, known) if known else None
        found += [*with_skill(watched.alarms, measured), *silences(s, quiet), *falls(s, quiet)]
    first, rest = ranked(sort_breaks(found, all_series, quiet))
    rows = [_plain(a) for a in first] + [{**_plain(a), "skill": "not measured"} for a in rest]
    listing("alarms", rows, fmt=fmt, columns=ALARM_COLUMNS, more={"asked": f"one false alarm in {every_days:g} days"})


def hotspots(
    source: Source,
    days: Annotated[int, typer.Option("--days", help="Longest window in days.")] = 7,
    km: Annotated[float, typer.Option("--km", help="Largest radius in kilometres.")] = 20.0,
    share: Annotated[float, typer.Option("--share", help="Largest share of all events in a circle.")] = 0.5,
    replicates: Annotated[int, typer.Option("--replicates", help="Draws of chance.")] = 999,
    seed: Annotated[int, typer.Option("--seed", help="Of the draws.")] = 0,
    past: Annotated[
        bool, typer.Option("--past", help="All windows, not only those that end with the last day.")
    ] = False,
    date_column: DateColumn = "date",
    as_of: AsOf = None,
    public_at: PublicAt = None,
    known_at: KnownAt = None,
    fmt: Format = None,
) -> None:
    """List groups of places and days with more events than chance (space-time permutation). Internal."""
    import numpy as np

    from truceline.watch.scan.arrays import events
    from truceline.watch.scan.scan import How, scan
    from truceline.watch.scan.zones import circles

    points = _points(source, date_column, as_of, public_at, known_at)
    if not points:
        raise InputError(
            "no event with a day and coordinates", where=source, do="give places coordinates, or a CSV with lat and lon"
        )
    sites = sorted({(name, lat, lon) for _, name, lat, lon in points})
    first = min(day for day, *_ in points)
    steps = (max(day for day, *_ in points) - first).days + 1
    index = {s: i for i, s in enumerate(sites)}
    data = events(
        [index[name, lat, lon] for _, name, lat, lon in points],
        [(day - first).days for day, *_ in points],
        n_sites=len(sites),
        n_steps=steps,
    )
    weight = np.bincount(data.sites, minlength=len(sites))
    zones = circles([s[1] for s in sites], [s[2] for s in sites], max_km=km, max_share=share, weight=weight)
    how = How(longest=days, replicates=replicates, seed=seed, prospective=not past)
    result = scan(data, zones, how, names=[s[0] for s in sites])
    for note in result.notes:
        say(f"note: {note}")
    rows = [
        {
            **_plain(c),
            "from": (first + dt.timedelta(c.first)).isoformat(),
            "to": (first + dt.timedelta(c.last)).isoformat(),
        }
        for c in result.clusters
    ]
    listing("hotspots", rows, fmt=fmt, columns=CLUSTER_COLUMNS, more={"events": data.total, "sites": len(sites)})


def effect(
    source: Source,
    at: Annotated[str, typer.Option("--at", metavar="DATE", help="First day on which it was in force.")],
    reporting: Annotated[
        str | None, typer.Option("--reporting", metavar="LOW:HIGH", help="Bounds of reporting after over before.")
    ] = None,
    seasons: Annotated[int, typer.Option("--seasons", help="Pairs of sine and cosine of the year.")] = 0,
    measure: Measure = "events",
    complete: Complete = None,
    date_column: DateColumn = "date",
    count_column: CountColumn = None,
    as_of: AsOf = None,
    public_at: PublicAt = None,
    known_at: KnownAt = None,
    fmt: Format = None,
) -> None:
    """Before and after a date, per reporter, as a curve over the reporting ratio; never one number. Internal."""
    from truceline.watch.interrupted import Design
    from truceline.watch.interrupted import effect as estimate

    day, bounds = _day(at), _bounds(reporting)
    rows: list[dict[str, Any]] = []
    for s in _series(source, measure, complete, date_column, count_column, as_of, public_at, known_at):
        step = s.at(day)
        if step is None:
            say(f"note: {s.reporter}, {s.measure}: {at} lies outside the series; left out")
            continue
        design = Design(law="negative_binomial", slope=False, harmonics=seasons, hac_lags=-1)
        about = {
            "exposure": s.exposure(),
            "times": (s.days - s.days[0]).astype(float),
            "reporting": bounds,
            "placebos": 5,
        }
        e = _try(partial(estimate, s.values, step, design, **about), s)
        if e is None:
            continue
        rows += [{"reporter": s.reporter, "measure": s.measure, **_plain(p)} for p in e.curve]
        _notes(s, e.notes)
        if e.band:
            say(f"{s.reporter}, {s.measure}: with reporting in {bounds}: {e.band[0]:.2f} to {e.band[1]:.2f}")
        say(f"{s.reporter}, {s.measure}: a reporting ratio of {e.no_effect_at:.2f} alone would explain the change")
        tried = ", ".join(f"{s.date(i).isoformat()} {r:.2f} ({a:.2f}-{z:.2f})" for i, r, a, z in e.placebos)
        say(f"{s.reporter}, {s.measure}: placebo dates: {tried or 'too little before the date'}")
    listing("effect", rows, fmt=fmt, columns=EFFECT_COLUMNS)


def skill(
    source: Source,
    onsets: Onsets = None,
    every_days: Every = 730.0,
    measure: Measure = "events",
    complete: Complete = None,
    date_column: DateColumn = "date",
    count_column: CountColumn = None,
    as_of: AsOf = None,
    public_at: PublicAt = None,
    known_at: KnownAt = None,
    fmt: Format = None,
) -> None:
    """What the rules would have found in the past, against two baselines and with events thinned. Internal."""
    from truceline.watch.episodes import find_episodes
    from truceline.watch.forward import Settings, filter_alarms, watch_forward
    from truceline.watch.skill import Method, no_change, score, seasonal, thinning

    rows: list[dict[str, Any]] = []
    for s in _series(source, measure, complete, date_column, count_column, as_of, public_at, known_at):
        if onsets:
            known = _periods(onsets)
        else:
            back = _try(partial(find_episodes, s), s)
            known = tuple((e.name, e.onset, e.end) for e in back.episodes) if back else ()
            say(
                f"note: {s.reporter}: no list of onsets given; measured against {len(known)} episodes found in retrospect"
            )
        if not known:
            continue
        rule = Settings(run_length_days=every_days)
        methods: dict[str, Method] = {
            "cumulative sum": lambda v, rule=rule: watch_forward(v, rule).alarms,  # type: ignore[misc]
            "hidden Markov filter": filter_alarms,
            "baseline: no change": no_change,
            "baseline: seasonal": seasonal,
        }
        for name, method in methods.items():
            got = score(method(s), s, known)
            rows.append({**_plain(got), "reporter": s.reporter, "method": name, "found": len(got.delays),
                         "mean_delay": got.mean_delay, "per_month": got.per_month, "words": got.in_words()})  # fmt: skip
        for t in thinning(s, known, methods["cumulative sum"], runs=5):
            share = ", ".join(f"{n} {v:.0%}" for n, v in t.found.items())
            say(f"{s.reporter}: with {t.kept:.0%} of events kept, found: {share}")
    listing("skill", rows, fmt=fmt, columns=SKILL_COLUMNS)


def _series(
    source: str, measure: str, complete: Sequence[str] | None, date_column: str, count_column: str | None,
    as_of: str | None, public_at: str | None, known_at: str | None,
) -> list[Series]:  # fmt: skip
    from truceline.watch.from_record import series_from_events
    from truceline.watch.series import daily_series, dated_series

    if source.endswith(".csv"):
        rows = _rows(source)
        column = count_column or next((c for c in rows[0] if c != date_column), "")
        pairs = [(_day(_cell(r, date_column, source)), _number(_cell(r, column, source), source)) for r in rows]
        absent = 0.0 if complete else None
        return [dated_series(pairs, reporter=Path(source).stem, measure=column, absent=absent)]
    derived = look(source, as_of=as_of, public_at=public_at, known_at=known_at)
    built = series_from_events(derived.events, zone=derived.case.zone, measure=measure)
    for why, n in sorted(built.set_aside.items()):
        say(f"set aside: {n} ({why})")
    closing_words(derived)
    listed = set(complete or ())
    out = []
    for s in built.series:
        values = s.values if s.reporter not in listed else [0.0 if v != v else v for v in s.values]
        out.append(daily_series(values, s.start, reporter=s.reporter, measure=s.measure, watched=None))
    return out


def _points(
    source: str, date_column: str, as_of: str | None, public_at: str | None, known_at: str | None
) -> list[tuple[dt.date, str, float, float]]:
    """(day, site, lat, lon) of events; an event without a day or coordinates is told of and left out."""
    if source.endswith(".csv"):
        rows = _rows(source)
        names = [r.get("site") or r.get("location") or f"{r.get('lat')},{r.get('lon')}" for r in rows]
        return [
            (_day(_cell(r, date_column, source)), n, float(_cell(r, "lat", source)), float(_cell(r, "lon", source)))
            for r, n in zip(rows, names, strict=True)
        ]
    from truceline.watch.from_record import day_of

    derived = look(source, as_of=as_of, public_at=public_at, known_at=known_at)
    out, without = [], 0
    for e in derived.events:
        if e.cls != "incident":
            continue
        day = day_of(e.when, derived.case.zone)
        place = next((w for w in e.where if w.lat is not None and w.lon is not None), None)
        if day is None or place is None or place.lat is None or place.lon is None:
            without += 1
            continue
        out.append((dt.date.fromordinal(day), place.id or place.name, place.lat, place.lon))
    if without:
        say(f"set aside: {without} incidents without a day or coordinates")
    closing_words(derived)
    return out


def _rows(path: str) -> list[dict[str, str]]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise InputError("cannot read the table", where=path, expected="a CSV file in UTF-8", got=str(e)) from e
    rows = [dict(r) for r in csv.DictReader(text.splitlines())]
    if not rows:
        raise InputError("an empty table", where=path, expected="a heading and at least one row")
    return rows


def _cell(row: dict[str, str], column: str, path: str) -> str:
    if column not in row or row[column] is None:
        raise InputError(f"no column '{column}'", where=path, expected=", ".join(row), do="name it by an option")
    return row[column]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError as e:
        raise InputError("not a date", expected="YYYY-MM-DD", got=text) from e


def _number(text: str, path: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError as e:
        raise InputError("not a count", where=path, expected="a whole number, empty for unknown", got=text) from e


def _periods(path: Path) -> tuple[tuple[str, dt.date, dt.date], ...]:
    out = []
    with path.open(encoding="utf-8-sig", newline="") as f:
        for row in csv.reader(f):
            if len(row) >= 3 and row[1].strip()[:1].isdigit():
                out.append((row[0], _day(row[1]), _day(row[2])))
    return tuple(out)


def _bounds(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(v) for v in text.split(":"))
    except ValueError as e:
        raise UsageError("bounds that cannot be read", expected="LOW:HIGH, such as 0.8:1.5", got=text) from e
    return low, high


def _try(make: Any, series: Series) -> Any:
    """The result, or None after saying why this series cannot be judged."""
    try:
        return make()
    except InputError as e:
        say(f"note: {series.reporter}, {series.measure}: not judged: {e.what} ({e.got})")
        return None


def _notes(series: Series, notes: Iterable[str]) -> None:
    for note in notes:
        say(f"note: {series.reporter}, {series.measure}: {note}")


def _plain(item: Any) -> dict[str, Any]:
    """A struct as plain data: dates as text, numbers to six figures, absent left out."""
    import msgspec

    data: dict[str, Any] = msgspec.to_builtins(item)
    data["release"] = "internal"
    return {k: float(f"{v:.6g}") if isinstance(v, float) else v for k, v in data.items() if v is not None}
