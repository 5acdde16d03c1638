"""truceline export CASE: the record as a folder that anyone can verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import CaseArg
from truceline.app.output import say
from truceline.values.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def export(
        case: CaseArg,
        fmt: Annotated[
            str, typer.Option("--format", help="record: a folder that anyone can verify with Python alone.")
        ] = "record",
        output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write.")] = Path("export"),
        release: Annotated[
            str, typer.Option("--release", help="internal, parties, guarantors or public.")
        ] = "internal",
    ) -> None:
        """Write the record for others to keep and verify."""
        if fmt != "record":
            raise UsageError("unknown export format", expected="record", got=fmt)
        from truceline.app.exporting import export_record

        shown, withheld = export_record(case, output, release)
        say(
            f"{output}: {shown} entries, {withheld} withheld by release; check it with: python3 {output}/verify.py --key FINGERPRINT"
        )
