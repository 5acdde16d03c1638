"""truceline export CASE: the record as a folder that anyone can verify; a map as GeoJSON; terms as PA-X codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, ReleaseTier, look
from truceline.app.output import say
from truceline.values.errors import UsageError

FORMATS = ("record", "geojson", "pax")
PAX = ("agreement", "pax", "code", "terms", "clauses")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def export(
        case: CaseArg,
        fmt: Annotated[
            str,
            typer.Option(
                "--format",
                help="record: a folder that anyone can verify with Python alone. geojson: zones, lines and incidents at a date. pax: PA-X provision codes of the terms, as CSV.",
            ),
        ] = "record",
        output: Annotated[
            Path | None,
            typer.Option(
                "-o",
                "--output",
                help="Folder to write (record), or file (geojson, pax; default stdout).",
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
            raise UsageError("the export is whole", expected="no time, or --format geojson", got="a time")
        if fmt == "pax":
            _pax(case, output)
            return
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

    from truceline.app.geojson import collection

    derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
    made = collection(derived)
    text = json.dumps(made.collection, ensure_ascii=False) + "\n"
    _write(text, output)
    say("tally: " + "; ".join(f"{n} {what}" for what, n in made.tally.items()))


def _pax(case: str, output: Path | None) -> None:
    """The terms of the case's agreements by PA-X code, a row a code of an agreement."""
    import csv
    import io

    from truceline.app.case import open_case
    from truceline.terms.paxport import export_pax

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(PAX)
    rows = [r for agreement in open_case(case).agreements for r in export_pax(agreement)]
    writer.writerows([r.agreement, r.pax, r.code, "; ".join(r.terms), "; ".join(r.clauses)] for r in rows)
    _write(text.getvalue(), output)
    say(f"tally: {len(rows)} codes; a term without a code of PA-X in the case stands in none")


def _write(text: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", newline="")
