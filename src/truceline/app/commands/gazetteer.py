"""truceline gazetteer FILE: places out of a GeoNames table, CSV or GeoJSON, with a report of what they clash with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import Format
from truceline.app.output import listing, say
from truceline.values.errors import InputError, UsageError

COLUMNS = {
    "clash": "kind", "new": "id", "held": "held", "name": "name", "metres": "metres", "names not held": "new_names",
    "why": "why",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def gazetteer(
        file: Annotated[
            Path, typer.Argument(metavar="FILE", help="GeoNames table, CSV with a head, or GeoJSON points.")
        ],
        case: Annotated[
            str | None, typer.Option("--case", metavar="CASE", help="Compare with this case's places.")
        ] = None,
        form: Annotated[
            str | None, typer.Option("--from-format", help="geonames, csv or geojson. Default: by the file.")
        ] = None,
        source: Annotated[
            str, typer.Option("--source", help="Where the places are from, for entries that do not say.")
        ] = "",
        output: Annotated[
            Path | None, typer.Option("-o", "--output", help="Write what clashes with nothing, as a file of places.")
        ] = None,
        fmt: Format = None,
    ) -> None:
        """Read other people's places; list what may be the same, moved or renamed; never join them by itself."""
        from truceline.places.gazetteer import Gazetteer
        from truceline.places.imports import FORMS, compare, import_places, places_csv, unclashed

        if form is not None and form not in FORMS:
            raise UsageError("unknown format", expected=", ".join(FORMS), got=form)
        held = Gazetteer()
        if case is not None:
            from truceline.app.case import open_case

            held = open_case(case).gazetteer
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as e:
            raise InputError(
                "not UTF-8", where=str(file), expected="UTF-8 text", got=f"byte {e.start}", do="save the file as UTF-8"
            ) from e
        found = import_places(text, str(file), form, near=held.middle(), source=source)
        clashes = compare(held.places, found.places)
        aside = [{"kind": "set aside", "id": entry, "why": why} for entry, why in found.set_aside]
        listing("gazetteer", [*clashes, *aside], fmt=fmt, columns=COLUMNS)
        free = unclashed(found.places, clashes)
        if output is not None:
            output.write_text(places_csv(free), encoding="utf-8")
            say(f"wrote {output}: {len(free)} places that clash with nothing")
        kinds = {k: sum(c.kind == k for c in clashes) for k in ("duplicate", "moved", "renamed", "same_id")}
        words = "; ".join(f"{n} {k}" for k, n in kinds.items() if n) or "no clash"
        say(f"tally: {len(found.places)} places read; {len(free)} clash with nothing; {words}; {len(aside)} set aside")
