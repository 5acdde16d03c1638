"""truceline alarms CASE|CSV: fire changed, fell silent, reporting changed; those with measured skill first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import AsOf, Format, KnownAt, PublicAt
from truceline.app.output import listing
from truceline.app.watch_options import (
    Complete,
    CountColumn,
    DateColumn,
    Every,
    InZone,
    Measure,
    Onsets,
    Picture,
    Pictures,
    ReporterColumn,
    Source,
)
from truceline.app.watch_sources import Asked, judged, periods, plain, series_of, tell_notes, touching

COLUMNS = {"kind": "kind", "reporter": "reporter", "raised": "raised", "since": "since", "until": "until",
           "observed": "observed", "expected": "expected", "false alarms": "every", "skill": "skill",
           "touches": "touches", "says": "says"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def alarms(
        source: Source,
        every_days: Every = 730.0,
        measure: Measure = "events",
        complete: Complete = None,
        zone: InZone = None,
        onsets: Onsets = None,
        date_column: DateColumn = "date",
        count_column: CountColumn = None,
        reporter_column: ReporterColumn = None,
        picture: Picture = None,
        strip: Annotated[
            Path | None,
            typer.Option("--strip", metavar="SVG", help="Draw the cumulative sum of each against its limit."),
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:
        """List alarms of three kinds, those with measured skill first. Internal; no forecast, no accusation."""
        from truceline.briefs.pictures.watch import daily_counts, run_strip
        from truceline.watch.alarm import Alarm, ranked
        from truceline.watch.forward import Settings, watch_forward
        from truceline.watch.silence import Settings as Silence
        from truceline.watch.silence import falls, silences, sort_breaks
        from truceline.watch.skill import score, with_skill

        known = periods(onsets) if onsets else ()
        told = series_of(
            Asked(source=source, measure=measure, complete=tuple(complete or ()), zone=zone, date_column=date_column,
                  count_column=count_column, reporter_column=reporter_column, as_of=as_of, public_at=public_at,
                  known_at=known_at)
        )  # fmt: skip
        quiet = Silence(run_length_days=every_days)
        found: list[Alarm] = []
        strips = Pictures(strip)
        for s in told.series:
            watched = judged(partial(watch_forward, s, Settings(run_length_days=every_days)), s)
            if watched is None:
                continue
            tell_notes(s, watched.notes)
            if watched.alarms or told.derived is None:
                strips.add(partial(run_strip, s, watched.path, watched.limit, watched.alarms))
            measured = score(watched.alarms, s, known) if known else None
            found += [*with_skill(watched.alarms, measured), *silences(s, quiet), *falls(s, quiet)]
        for s in told.publishers:
            found += silences(s, quiet)
        sorted_out = sort_breaks(found, told.series, quiet)
        first, rest = ranked(touching(sorted_out, told))
        pictures = Pictures(picture)
        for s in (*told.series, *told.publishers):
            own = [a for a in sorted_out if (a.reporter, a.measure, a.sector) == (s.reporter, s.measure, s.sector)]
            if own or told.derived is None:
                pictures.add(partial(daily_counts, s, (), own))
        rows = [plain(a) for a in first] + [{**plain(a), "skill": "not measured"} for a in rest]
        more = {"asked": f"one false alarm in {every_days:g} days"}
        listing("alarms", rows, fmt=fmt, columns=COLUMNS, more=more)
