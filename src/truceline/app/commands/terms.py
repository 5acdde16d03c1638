"""truceline terms, assess and due: the state of every term, of every event against the terms, and what falls due."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, pick_format
from truceline.values.errors import InputError
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
PEOPLE = {"term": "term", "what": "what", "state": "state", "reviewed by": "by", "due": "due", "why": "why"}
DUE_PEOPLE = {"last day": "last day", "term": "term", "what": "what", "if": "if", "basis": "basis"}
DUE = {"by": "at", "term": "term", "what": "what", "readings": "readings"}


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def terms(
        case: CaseArg,
        term: Annotated[str | None, typer.Option("--term", metavar="ID", help="One term in full, as a page.")] = None,
        as_of: AsOf = None, public_at: PublicAt = None, known_at: KnownAt = None, release: ReleaseTier = "internal", fmt: Format = None,
    ) -> None:  # fmt: skip
        """List the terms with their states, or show one term in full."""
        from truceline.app import term_page

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        states = [s for a in derived.assessed for s in a.terms]
        if term is not None:
            ids = {s.term for s in states}
            asked = {i for i in ids if i == term} or {i for i in ids if i.split("/", 1)[-1] == term}
            if not asked:
                raise InputError("no term has that id", where=case, expected=", ".join(sorted(ids)), got=term)
            states = [s for s in states if s.term in asked]
        if pick_format(fmt) == "table":
            if term is not None:
                print("\n\n".join("\n".join(term_page.page(derived, s)) for s in states))
            else:
                listing("terms", [term_page.row(derived, s) for s in states], fmt="table", columns=PEOPLE)
            closing_words(derived)
            return
        rows = [_times(s, derived.case.zone, "since", "due") for s in states]
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
        ahead = [d for a in derived.assessed for d in a.due if derived.view.as_of <= d.at <= end]
        if pick_format(fmt) == "table":
            from truceline.app import term_page

            listing("due", [term_page.due_row(derived, d) for d in ahead], fmt="table", columns=DUE_PEOPLE)
            closing_words(derived)
            return
        rows = [_times(d, derived.case.zone, "at") for d in ahead]
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
