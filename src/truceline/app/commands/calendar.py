"""truceline calendar CASE: what falls due, talks, anniversaries and reporting dates, as dated windows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, closing_words, look
from truceline.app.output import listing
from truceline.app.watch_sources import day_of_cell, plain
from truceline.values.errors import UsageError

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.watch.calendar import Window

COLUMNS = {"kind": "kind", "from": "first", "to": "last", "what": "what", "stands on": "basis", "refers to": "refers"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def calendar(
        case: CaseArg,
        days: Annotated[int, typer.Option("--days", help="How far to look ahead.", min=1)] = 90,
        report: Annotated[
            list[str] | None,
            typer.Option("--report", metavar="NAME:DATE:N", help="A report due every N days from a date."),
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:
        """List dated windows ahead. A window says when something is to be, not that anything will happen in it."""
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at)
        rows = [plain(w) for w in _windows(derived, days, report or [])]
        listing("calendar", rows, fmt=fmt, columns=COLUMNS, more={"view": derived.view.wire()})
        closing_words(derived)


def _windows(derived: Derived, days: int, reports: list[str]) -> tuple[Window, ...]:
    from truceline.values.time import moment
    from truceline.watch.calendar import anniversaries, due, ordered, reporting, talks

    zone = derived.case.zone
    first = moment(derived.view.as_of, zone).date()
    last = first + dt.timedelta(days=days)
    out: list[Window] = []
    for d in (d for a in derived.assessed for d in a.due if d.at > derived.view.as_of):
        day = moment(d.at - 1, zone).date()
        if day <= last:
            basis = "computed" if d.computed else "the text"
            read = f", read as {' or '.join(d.readings)}" if d.readings else ""
            out.append(due(d.what, day, refers=d.term, basis=basis + read))
    for e in derived.events:
        if e.cls != "meeting" or e.when is None or e.when.earliest is None or e.when.latest is None:
            continue
        a, z = moment(e.when.earliest, zone).date(), moment(e.when.latest - 1, zone).date()
        if e.status in ("announced", "confirmed") and first <= z and a <= last:
            out.append(talks(e.title or e.kind, a, z, refers=e.id, basis=e.status))
    named = []
    for agreement in derived.case.agreements:
        if agreement.start is not None:
            named.append((agreement.title, moment(agreement.start, zone).date()))
    out += anniversaries(named, first, last)
    for text in reports:
        name, _, rest = text.partition(":")
        start, _, every = rest.partition(":")
        if not every.isdigit():
            raise UsageError("a report that cannot be read", expected="NAME:YYYY-MM-DD:DAYS", got=text)
        out += reporting(name, day_of_cell(start, "--report"), int(every), first, last)
    return ordered(out)
