"""truceline origins CASE [EVENT]: who got it from whom, and how many independent origins stand behind each event."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, closing_words, look
from truceline.app.output import listing, say
from truceline.values.errors import InputError

EVENTS = {
    "event": "event", "title": "title", "supporting": "supporting", "denying": "denying", "silent": "silent",
    "tellings": "tellings", "publishers": "publishers", "origins": "roots.name",
}  # fmt: skip
STEPS = {
    "from": "source_name", "to": "to_name", "way": "way", "published": "published", "added": "added",
    "dropped": "dropped", "reworded": "reworded", "document": "title",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def origins(
        case: CaseArg,
        event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="Id of an event; without it, all.")] = None,
        cls: Annotated[str | None, typer.Option("--class", help="incident, measure, meeting or contact.")] = None,
        picture: Annotated[
            str | None,
            typer.Option(
                "--picture", metavar="FILE", help="SVG: the graph of an event, or the sets over all. Internal."
            ),
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:
        """Say who got it from whom, what each relay added, dropped or reworded, and which origins are independent. Internal."""
        from truceline.app.tracing import drawn, of_all, of_event

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at)
        more: dict[str, Any] = {"view": derived.view.wire()}
        if event is None:
            rows, columns = of_all(derived, cls), EVENTS
        else:
            found = derived.fused.resolve(event)
            if found is None:
                raise InputError("no event of that id", where=case, expected="an id as `events` prints it", got=event)
            rows, told = of_event(derived, found)
            columns = STEPS
            more |= {"event": found.id, "title": found.title, "origins": told.roots, "circles": told.circles}
            for r in told.roots:
                side = f" (interest {r.interest})" if r.interest else ""
                say(f"origin: {r.name}{side}: {r.claims} tellings by {r.publishers} publishers")
            for ring in told.circles:
                say(f"circular reporting: {', '.join(ring)} cite one another; together they are one origin")
        listing("origins", rows, fmt=fmt, columns=columns, more=more)
        for ring in derived.fused.graph.circles if event is None else ():
            names = derived.fused.graph.names
            say(f"circular reporting: {', '.join(names.get(k, k) for k in ring)} cite one another")
        if picture is not None:
            Path(picture).write_text(drawn(derived, event, cls), encoding="utf-8")
            say(f"picture: {picture} (internal: it shows who told whom)")
        closing_words(derived)
        sys.stdout.flush()
