"""truceline form: the empty form of a field report, to fill in by hand or in a spreadsheet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.output import say
from truceline.values.errors import InputError, UsageError

FORMS = ("md", "csv")
OF = ("patrol", "post")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def form(
        of: Annotated[str, typer.Argument(metavar="patrol|post", help="Who reports.")] = "patrol",
        fmt: Annotated[
            str | None, typer.Option("--format", help="md or csv; else by the name of the file, else md.")
        ] = None,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here instead of stdout.")
        ] = None,
        semicolons: Annotated[
            bool, typer.Option("--semicolons", help="A CSV as spreadsheets of many countries open it.")
        ] = False,
    ) -> None:
        """Write an empty field report; filled in, `truceline add CASE FILE` takes it."""
        from truceline.claims.readers.field import template

        kind = fmt or (output.suffix.lstrip(".") if output else "md")
        if kind not in FORMS:
            raise UsageError("unknown format", expected=", ".join(FORMS), got=kind, do="give --format")
        if of not in OF:
            raise UsageError("unknown form", expected=", ".join(OF), got=of)
        text = template(of, kind, mark=";" if semicolons else ",")
        if output is None:
            sys.stdout.write(text)
            return
        if output.exists():
            raise InputError("the file is there already", where=str(output), expected="a new file", do="choose another name")  # fmt: skip
        output.write_text(text, encoding="utf-8-sig" if kind == "csv" else "utf-8", newline="\r\n" if kind == "csv" else None)  # fmt: skip
        say(f"wrote {output}: fill it in, then truceline add CASE {output}")
