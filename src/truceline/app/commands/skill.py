"""truceline skill CASE|CSV: what the rules would have found in the past; a page of it with `--page`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from truceline.app.options import AsOf, Format, KnownAt, PublicAt
from truceline.app.output import listing, say
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
from truceline.app.watch_sources import Asked, figure, judged, periods, plain, series_of

COLUMNS = {"reporter": "reporter", "method": "method", "found": "found", "of": "onsets", "missed": "missed",
           "delay": "mean_delay", "false a month": "per_month", "words": "words"}  # fmt: skip
AMOC_DAYS = (60.0, 180.0, 365.0, 730.0, 1500.0, 3000.0)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def skill(
        source: Source,
        onsets: Onsets = None,
        every_days: Every = 730.0,
        measure: Measure = "events",
        complete: Complete = None,
        zone: InZone = None,
        date_column: DateColumn = "date",
        count_column: CountColumn = None,
        reporter_column: ReporterColumn = None,
        picture: Picture = None,
        page: Annotated[
            Path | None, typer.Option("--page", metavar="HTML", help="Write the back-test as one page.")
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:
        """What the rules would have found in the past, against two baselines and with events thinned. Internal."""
        from truceline.watch.backtest import back_test
        from truceline.watch.episodes import find_episodes

        told = series_of(
            Asked(source=source, measure=measure, complete=tuple(complete or ()), zone=zone, date_column=date_column,
                  count_column=count_column, reporter_column=reporter_column, as_of=as_of, public_at=public_at,
                  known_at=known_at)
        )  # fmt: skip
        rows: list[dict[str, Any]] = []
        tests = []
        for s in told.series:
            known = periods(onsets) if onsets else ()
            if not onsets:
                back = judged(partial(find_episodes, s), s)
                known = tuple((e.name, e.onset, e.end) for e in back.episodes) if back else ()
                say(
                    f"note: {s.reporter}: no list of onsets given; "
                    f"measured against {len(known)} episodes found in retrospect"
                )
            if not known:
                continue
            test = judged(partial(back_test, s, known, run_length_days=every_days), s)
            if test is None:
                continue
            tests.append((s, test, bool(onsets)))
            rows += [
                {**plain(got), "reporter": s.reporter, "method": name, "found": len(got.delays),
                 "mean_delay": figure(got.mean_delay), "per_month": figure(got.per_month), "words": got.in_words()}
                for name, got in test.skills
            ]  # fmt: skip
            for t in test.thinned:
                share = ", ".join(f"{n} {v:.0%}" for n, v in t.found.items())
                say(f"{s.reporter}: with {t.kept:.0%} of events kept, found: {share}")
        _draw(tests, picture, page)
        listing("skill", rows, fmt=fmt, columns=COLUMNS)


def _draw(tests: list[Any], picture: Path | None, page: Path | None) -> None:
    from truceline.briefs.pictures.watch import amoc_curve

    pictures = Pictures(picture)
    for s, test, _ in tests:
        pictures.add(partial(amoc_curve, test.curves, title=f"{s.reporter}: delay against false alarms"))
    if page is not None:
        from truceline.briefs.backtest import backtest_page

        Pictures(page).add(lambda: backtest_page(tests))
