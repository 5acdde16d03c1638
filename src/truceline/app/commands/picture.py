"""truceline picture CASE KIND: the map, the strip along the line, the calendar of a corridor, or what passed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import say
from truceline.values.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def picture(
        case: CaseArg,
        kind: Annotated[str, typer.Argument(metavar="KIND", help="map, strip, corridor or control.")],
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help="File to write; default stdout.", show_default=False)
        ] = None,
        zone: Annotated[str | None, typer.Option("--zone", metavar="ID", help="Which line, corridor or zone.")] = None,
        start: Annotated[
            str | None, typer.Option("--from", metavar="T", help="Since when. Default: 45 to 90 days before.")
        ] = None,
        fmt: Annotated[str, typer.Option("--format", help="svg, or geojson: the same data.")] = "svg",
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
    ) -> None:
        """Draw a map, the strip along the line, the calendar of a corridor, or the change between drawings."""
        import json

        from truceline.app.pictures import DEFAULT_DAYS, KINDS
        from truceline.app.pictures import picture as draw
        from truceline.app.watching import since

        if fmt not in ("svg", "geojson"):
            raise UsageError("unknown format", expected="svg, geojson", got=fmt)
        if kind not in KINDS:
            raise UsageError("unknown picture", expected=", ".join(KINDS), got=kind)
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        low = since(derived, start, derived.view.as_of - DEFAULT_DAYS[kind])
        made = draw(derived, kind, start=low, zone=zone)
        if fmt == "geojson" and made.data is None:
            raise UsageError(
                f"the {kind} has no geometry", expected="--format svg", got=fmt, do="see `truceline corridor`"
            )
        text = made.svg if fmt == "svg" else json.dumps(made.data, ensure_ascii=False) + "\n"
        if output is None or str(output) == "-":
            sys.stdout.write(text)
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text, encoding="utf-8")
            say(f"wrote {output}")
        closing_words(derived)
