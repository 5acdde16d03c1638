"""truceline effect CASE|CSV --at DATE: before and after, as a curve over the reporting ratio."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import AsOf, Format, KnownAt, PublicAt
from truceline.app.output import listing, say
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
from truceline.app.watch_sources import Asked, day_of_cell, judged, plain, series_of, tell_notes
from truceline.values.errors import UsageError

if TYPE_CHECKING:
    from truceline.watch.effect import Effect
    from truceline.watch.series import Series

COLUMNS = {"reporter": "reporter", "measure": "measure", "reporting": "reporting", "ratio": "ratio", "low": "low",
           "high": "high"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def effect(
        source: Source,
        at: Annotated[str, typer.Option("--at", metavar="DATE", help="First day on which it was in force.")],
        reporting: Annotated[
            str | None, typer.Option("--reporting", metavar="LOW:HIGH", help="Bounds of reporting after over before.")
        ] = None,
        seasons: Annotated[int, typer.Option("--seasons", help="Pairs of sine and cosine of the year.")] = 0,
        measure: Measure = "events",
        complete: Complete = None,
        zone: InZone = None,
        date_column: DateColumn = "date",
        count_column: CountColumn = None,
        reporter_column: ReporterColumn = None,
        picture: Picture = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:
        """Before and after a date, per reporter, as a curve over the reporting ratio; never one number. Internal."""
        from truceline.briefs.pictures.watch import effect_with_counterfactual
        from truceline.watch.interrupted import Design
        from truceline.watch.interrupted import effect as estimate

        day, bounds = day_of_cell(at, "--at"), _bounds(reporting)
        told = series_of(
            Asked(source=source, measure=measure, complete=tuple(complete or ()), zone=zone, date_column=date_column,
                  count_column=count_column, reporter_column=reporter_column, as_of=as_of, public_at=public_at,
                  known_at=known_at)
        )  # fmt: skip
        rows: list[dict[str, Any]] = []
        pictures = Pictures(picture)
        for s in told.series:
            step = s.at(day)
            if step is None:
                say(f"note: {s.reporter}, {s.measure}: {at} lies outside the series; left out")
                continue
            design = Design(law="negative_binomial", slope=False, harmonics=seasons, hac_lags=-1)
            days = (s.days - s.days[0]).astype(float)
            about = {"exposure": s.exposure(), "times": days, "reporting": bounds, "placebos": 5}
            e = judged(partial(estimate, s.values, step, design, **about), s)
            if e is None:
                continue
            rows += [{"reporter": s.reporter, "measure": s.measure, **plain(p)} for p in e.curve]
            _in_words(s, e, bounds)
            pictures.add(partial(effect_with_counterfactual, s.values, e, [s.date(i) for i in range(len(s))]))
        listing("effect", rows, fmt=fmt, columns=COLUMNS)


def _in_words(s: Series, e: Effect, bounds: tuple[float, float] | None) -> None:
    tell_notes(s, e.notes)
    if e.band:
        say(f"{s.reporter}, {s.measure}: with reporting in {bounds}: {e.band[0]:.2f} to {e.band[1]:.2f}")
    say(f"{s.reporter}, {s.measure}: a reporting ratio of {e.no_effect_at:.2f} alone would explain the change")
    tried = ", ".join(f"{s.date(i).isoformat()} {r:.2f} ({a:.2f}-{z:.2f})" for i, r, a, z in e.placebos)
    say(f"{s.reporter}, {s.measure}: placebo dates: {tried or 'too little before the date'}")


def _bounds(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, high = (float(v) for v in text.split(":"))
    except ValueError as e:
        raise UsageError("bounds that cannot be read", expected="LOW:HIGH, such as 0.8:1.5", got=text) from e
    return low, high
