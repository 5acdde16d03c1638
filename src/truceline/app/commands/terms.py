"""truceline terms, assess and due: the state of every term, of every event against the terms, and what falls due."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing
from truceline.values.time import DAY, rfc3339

TERMS = {
    "term": "term",
    "clause": "clause",
    "title": "title",
    "state": "state",
    "also": "also",
    "basis": "basis",
    "due": "due",
    "why": "reasons.words",
}
ASSESS = {
    "id": "id",
    "term": "term",
    "event": "event",
    "occurrence": "occurrence.state",
    "consistency": "state",
    "attribution": "attribution.state",
    "by": "attribution.by",
}
DUE = {"by": "at", "term": "term", "what": "what", "readings": "readings"}


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def terms(
        case: CaseArg, as_of: AsOf = None, public_at: PublicAt = None, known_at: KnownAt = None, release: ReleaseTier = "internal", fmt: Format = None,
    ) -> None:  # fmt: skip
        """List the terms with their states."""
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        rows = [_times(s, derived.case.zone, "since", "due") for a in derived.assessed for s in a.terms]
        listing("terms", rows, fmt=fmt, columns=TERMS, more={"view": derived.view.wire()})
        closing_words(derived)

    @app.command()
    def assess(
        case: CaseArg, as_of: AsOf = None, public_at: PublicAt = None, known_at: KnownAt = None, release: ReleaseTier = "internal", fmt: Format = None,
    ) -> None:  # fmt: skip
        """List each event against each term it touches: occurrence, consistency per reading, attribution."""
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        rows = [x for a in derived.assessed for x in a.incidents]
        listing(
            "assess",
            rows,
            fmt=fmt,
            columns=ASSESS,
            more={"view": derived.view.wire(), "queries": [q for a in derived.assessed for q in a.queries]},
        )
        closing_words(derived)

    @app.command()
    def due(
        case: CaseArg,
        days: Annotated[int, typer.Option("--days", help="How far to look ahead.")] = 365,
        as_of: AsOf = None, public_at: PublicAt = None, known_at: KnownAt = None, fmt: Format = None,
    ) -> None:  # fmt: skip
        """List what falls due next."""
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at)
        end = derived.view.as_of + days * DAY
        rows = [
            _times(d, derived.case.zone, "at")
            for a in derived.assessed
            for d in a.due
            if derived.view.as_of <= d.at <= end
        ]
        listing("due", rows, fmt=fmt, columns=DUE, more={"view": derived.view.wire()})
        closing_words(derived)


def _times(item: msgspec.Struct, zone: str, *fields: str) -> dict[str, Any]:
    """The JSON form of a struct with these fields of microseconds written as times."""
    from truceline.values.wire import wire

    row: dict[str, Any] = wire(item)
    for f in fields:
        if f in row:
            row[f] = rfc3339(row[f], zone)
    for entry in row.get("history", ()):
        entry["at"] = rfc3339(entry["at"], zone)
    for reading in row.get("readings", ()):
        if isinstance(reading, dict) and "due" in reading:
            reading["due"] = rfc3339(reading["due"], zone)
    return row
