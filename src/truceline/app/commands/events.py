"""truceline events CASE: the happenings, each with the origins behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.errors import UsageError
from truceline.values.wire import wire

if TYPE_CHECKING:
    from truceline.events.event import Event

CLASSES = ("incident", "measure", "meeting", "contact")
COLUMNS = {
    "id": "id", "class": "class", "kind": "kind", "from": "when.earliest", "to": "when.latest", "where": "places",
    "title": "title", "status": "status", "occurrence": "occurrence",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def events(
        case: CaseArg,
        cls: Annotated[str | None, typer.Option("--class", help="incident, measure, meeting or contact.")] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """List events: incidents, measures, meetings and contacts."""
        if cls is not None and cls not in CLASSES:
            raise UsageError("unknown class of event", expected=", ".join(CLASSES), got=cls)
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        found = [e for e in derived.events if cls in (None, e.cls)]
        rows = [e for e in found if not _later(e, derived.view.as_of)]
        rows.sort(key=lambda e: (e.when.earliest or 0) if e.when else 0)
        gazetteer = derived.case.gazetteer
        told = [{**wire(e), "places": list(dict.fromkeys(gazetteer.named(w) for w in e.where))} for e in rows]
        listing("events", told, fmt=fmt, columns=COLUMNS, more={"view": derived.view.wire()})
        if len(rows) < len(found):
            say(f"tally: {len(found) - len(rows)} that begin, and were first told of, after the cut-off are not listed")
        closing_words(derived)


def _later(e: Event, as_of: int) -> bool:
    """Whether an event began after the cut-off and nobody had told of it by then."""
    begun = e.when.earliest if e.when else None
    return begun is not None and begun >= as_of and (e.public is None or e.public >= as_of)
