"""truceline diff CASE --from T --to T: what changed between two briefs."""

from __future__ import annotations

from typing import Annotated

import typer

from truceline.app.options import CaseArg, Format, ReleaseTier, look
from truceline.app.output import listing, say
from truceline.values.errors import UsageError

COLUMNS = {"what": "what", "title": "title", "before": "before", "after": "after", "id": "id"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def diff(
        case: CaseArg,
        start: Annotated[
            str, typer.Option("--from", metavar="T", help="The earlier time: when it was so, and published by then.")
        ],
        end: Annotated[str, typer.Option("--to", metavar="T", help="The later time.")],
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """List what differs between the briefs of two times: states of terms, events, documents."""
        from truceline.app.briefing import material
        from truceline.briefs.bottom import changes, snapshot

        a = look(case, as_of=start, release=release, public_follows=True)
        b = look(case, as_of=end, release=release, public_follows=True, quiet=True)
        if b.view.as_of < a.view.as_of:
            raise UsageError(
                "the later time lies before the earlier", expected="--from before --to", got=f"{start} and {end}"
            )
        found = changes(snapshot(material(a)), snapshot(material(b)))
        listing("diff", found, fmt=fmt, columns=COLUMNS, more={"from": a.view.wire(), "to": b.view.wire()})
        say(f"tally: {len(found)} changes")
