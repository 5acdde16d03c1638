"""truceline episodes CASE|CSV: flare-ups looked back on, per reporter."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from truceline.app.options import AsOf, Format, KnownAt, PublicAt
from truceline.app.output import listing
from truceline.app.watch_options import (
    Complete,
    CountColumn,
    DateColumn,
    InZone,
    Measure,
    Picture,
    Pictures,
    ReporterColumn,
    Source,
)
from truceline.app.watch_sources import Asked, judged, periods, plain, series_of, tell_notes

COLUMNS = {"reporter": "reporter", "measure": "measure", "name": "name", "from": "onset", "to": "end", "total": "total",
           "peak": "peak_count", "p": "probability", "notes": "notes"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def episodes(
        source: Source,
        measure: Measure = "events",
        complete: Complete = None,
        zone: InZone = None,
        named: Annotated[
            Path | None,
            typer.Option("--named", metavar="CSV", help="Names of periods: name, first, last.", exists=True),
        ] = None,
        date_column: DateColumn = "date",
        count_column: CountColumn = None,
        reporter_column: ReporterColumn = None,
        picture: Picture = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:
        """List flare-ups looked back on, per reporter: onset, end, peak and name. Internal."""
        from truceline.briefs.pictures.watch import daily_counts
        from truceline.watch.episodes import find_episodes

        listed = periods(named) if named else ()
        told = series_of(
            Asked(source=source, measure=measure, complete=tuple(complete or ()), zone=zone, date_column=date_column,
                  count_column=count_column, reporter_column=reporter_column, as_of=as_of, public_at=public_at,
                  known_at=known_at)
        )  # fmt: skip
        rows: list[dict[str, Any]] = []
        pictures = Pictures(picture)
        for s in told.series:
            found = judged(partial(find_episodes, s, listed=listed), s)
            if found is None:
                continue
            rows += [plain(e) for e in found.episodes]
            tell_notes(s, found.notes)
            if found.episodes or told.derived is None:
                pictures.add(partial(daily_counts, s, found.episodes))
        listing("episodes", rows, fmt=fmt, columns=COLUMNS)
