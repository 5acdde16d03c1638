"""truceline export CASE: the record as a folder that anyone can verify; or a map as GeoJSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, ReleaseTier, look
from truceline.app.output import say
from truceline.values.errors import UsageError

FORMATS = ("record", "geojson")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def export(
        case: CaseArg,
        fmt: Annotated[
            str,
            typer.Option(
                "--format",
                help="record: a folder that anyone can verify with Python alone. geojson: zones, lines and incidents at a date.",
            ),
        ] = "record",
        output: Annotated[
            Path | None,
            typer.Option(
                "-o",
                "--output",
                help="Folder to write (record), or file (geojson; default stdout).",
                show_default=False,
            ),
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
    ) -> None:
        """Write the record for others to keep and verify, or a map of a date."""
        if fmt not in FORMATS:
            raise UsageError("unknown export format", expected=", ".join(FORMATS), got=fmt)
        if fmt == "geojson":
            _geojson(case, output, as_of, public_at, known_at, release)
            return
        if any((as_of, public_at, known_at)):
            raise UsageError("the record is exported whole", expected="no time, or --format geojson", got="a time")
        from truceline.app.exporting import export_record

        folder = output or Path("export")
        shown, withheld = export_record(case, folder, release)
        say(
            f"{folder}: {shown} entries, {withheld} withheld by release; check it with: python3 {folder}/verify.py --key FINGERPRINT"
        )


def _geojson(
    case: str, output: Path | None, as_of: str | None, public_at: str | None, known_at: str | None, release: str
) -> None:
    import json
    import sys

    from truceline.app.geojson import collection

    derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
    made = collection(derived)
    text = json.dumps(made.collection, ensure_ascii=False) + "\n"
    if output is None or str(output) == "-":
        sys.stdout.write(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    say("tally: " + "; ".join(f"{n} {what}" for what, n in made.tally.items()))
