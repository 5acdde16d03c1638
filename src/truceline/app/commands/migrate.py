"""truceline migrate CASE: a new record that holds the old one's entries and cites its root."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import CaseArg
from truceline.app.output import say
from truceline.values.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def migrate(
        case: CaseArg,
        to: Annotated[
            str | None,
            typer.Option(
                "--to",
                metavar="PLACE",
                help="A file or postgresql://... to write to; else the case's own record is put in its place and the old one kept beside it.",
            ),
        ] = None,
    ) -> None:
        """Write a new record in today's format, or in another place, that cites the old one's root."""
        from truceline.app.case import open_case
        from truceline.app.library import open_record
        from truceline.app.view import now_micros
        from truceline.record.migrate import migrate as carry
        from truceline.record.opening import open_record as open_place

        opened = open_case(case)
        path = opened.record_path
        if not path.exists():
            raise InputError("the case has no record", where=case, do=f"record it first: truceline add {case}")
        kept = path.with_name(f"{path.name}.before-migration")
        if to is None and kept.exists():
            raise InputError(
                "an older record is kept there already", where=str(kept), do="move it away, then run this again"
            )
        place = to or str(path.with_name(path.name + ".new"))
        if to is None and Path(place).exists():
            raise InputError("a migration that was broken off left its file", where=place,
                             do="delete it (the case's own record is untouched), then run this again")  # fmt: skip
        with closing(open_record(opened, read_only=True)) as old:
            origin = f"{old.tail.origin}-migrated" if to is None else None
            new = open_place(place, salt=lambda: os.urandom(32), clock=now_micros, origin=origin)
            with closing(new):
                receipt = carry(old, new, where=str(path))
                size, root = old.tail.size, old.root().hex()
        if to is None:
            for end in ("", "-wal"):  # what the log still holds goes with the file it belongs to
                for source, target in ((path, kept), (Path(place), path)):
                    if source.with_name(source.name + end).exists():
                        os.replace(source.with_name(source.name + end), target.with_name(target.name + end))
            path.with_name(path.name + "-shm").unlink(missing_ok=True)
            place = f"{path} (the old one is {kept.name})"
        say(f"{size} entries carried over to {place}; cites root {root[:16]} in {receipt.id}")
