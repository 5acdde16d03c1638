"""truceline tasks CASE: what to ask, look at, review, and what falls due."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.time import DAY, rfc3339

COLUMNS = {"kind": "kind", "what": "words", "by": "by", "assigned": "assigned", "done": "done", "id": "id"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def tasks(
        case: CaseArg,
        days: Annotated[int, typer.Option("--days", help="How far to look ahead for what falls due.")] = 14,
        calendar: Annotated[
            Path | None, typer.Option("--calendar", metavar="FILE", help="Write those with a day as iCalendar.")
        ] = None,
        entries: Annotated[
            bool, typer.Option("--entries", help="In the calendar as entries, not as to-dos, which some do not show.")
        ] = False,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """List what to do next; tick off with `decide CASE done ID`, assign with `decide CASE assign ID --set to=NAME`."""
        from truceline.app.briefing import material
        from truceline.app.view import now_micros
        from truceline.briefs.tasks import icalendar
        from truceline.briefs.tasks import tasks as derive
        from truceline.values.wire import wire

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release, public_follows=True)
        found = derive(material(derived), derived.decisions, ahead=days * DAY)
        rows = [
            {
                **{k: v for k, v in wire(t).items() if k != "also"},
                **({"by": rfc3339(t.by, derived.case.zone)} if t.by is not None else {}),
            }
            for t in found
        ]
        listing("tasks", rows, fmt=fmt, columns=COLUMNS, more={"view": derived.view.wire()})
        if calendar is not None:
            title, zone = derived.case.config.title, derived.case.zone
            calendar.write_bytes(icalendar(found, name=title, stamp=now_micros(), zone=zone, entries=entries))
            say(f"wrote {calendar}")
        closing_words(derived)
