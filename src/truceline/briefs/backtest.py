"""The back-test as a page: what the alarms of each reporter would have found in its past, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.briefs.html import render
from truceline.briefs.page import Bullets, Page, Picture, Section, Table, cell, plain
from truceline.briefs.pictures.watch import amoc_curve, daily_counts
from truceline.watch.backtest import RULE, BackTest
from truceline.watch.forward import Settings, watch_forward
from truceline.watch.series import Series

READ = (
    "An onset is found if an alarm is raised between seven days before it and the end of its episode. Delay is counted from "
    "the first day of the episode; a lead counts below zero. An alarm outside all listed episodes is counted as false, "
    "though the list is never complete. Thinning takes events away at random, as poor reporting would."
)


def backtest_page(tests: Sequence[tuple[Series, BackTest, bool]]) -> str:
    """One section a reporter. The bool says whether the episodes were listed by a person; if not, they were found in
    retrospect in the same series, which flatters every method, and the page says so."""
    first = min((s.start for s, *_ in tests), default=None)
    last = max((s.end for s, *_ in tests), default=None)
    sections = [_section(str(i), *t) for i, t in enumerate(tests, 1)]
    page = Page(
        kind="back-test",
        title="What the alarms would have found",
        subtitle=f"{first} to {last}" if first else "no series could be tested",
        head=(("Release", "internal"), ("Reporters", str(len(tests)))),
        notices=(
            "Alarms are internal. They tell of a change in what was told; they forecast nothing and accuse nobody.",
        ),
        sections=(*sections, Section("R", "How to read this", (plain(READ),))),
    )
    return render(page).decode("utf-8")


def _section(number: str, series: Series, test: BackTest, listed: bool) -> Section:
    alarms = watch_forward(series, Settings(run_length_days=test.run_length_days)).alarms
    basis = (
        "The episodes were listed by a person."
        if listed
        else "The episodes were found in retrospect in this same series, for want of a list: that flatters every method."
    )
    worth = (
        "The rule does better here than both baselines."
        if test.beats_baselines
        else "The rule does not do better here than both baselines: its alarms have no shown skill on this series."
    )
    missed = dict(test.skills)[RULE].missed
    notes = [plain(f"Missed by the {RULE}: {', '.join(missed) or 'none'}."), plain(basis), plain(worth)]
    columns = ("Method", "Found", "Mean delay, days", "False alarms a quiet month", "Quiet months")
    rows = tuple(
        (
            cell(name),
            cell(f"{len(s.delays)} of {s.onsets}"),
            cell("none found" if s.mean_delay is None else f"{s.mean_delay:.1f}"),
            cell(f"{s.per_month:.3f}" if s.quiet_months else "no quiet month"),
            cell(f"{s.quiet_months:.0f}"),
        )
        for name, s in test.skills
    )
    names = [n for n, *_ in test.onsets]
    thinned = tuple(
        (cell(f"{t.kept:.0%}"), *(cell(f"{t.found[n]:.0%}") for n in names), cell(f"{t.false_per_month:.3f}"))
        for t in test.thinned
    )
    title = f"{series.reporter}: {series.measure}"
    return Section(
        number,
        title,
        (
            Picture(daily_counts(series, (), alarms, title=title), f"Counts of {title} with the days of alarms"),
            Table(columns, rows, caption=f"One false alarm asked in {test.run_length_days:g} days"),
            Bullets(tuple(notes)),
            Table(("Events kept", *names, "False a quiet month"), thinned, caption="Share of runs that found each"),
            Picture(amoc_curve(test.curves), "Delay against false alarms a quiet month, one line a method"),
        ),
    )
