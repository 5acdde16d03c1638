"""truceline add CASE PATH|URL|-...: documents into the record; the same again adds nothing and says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import CaseArg, Progress
from truceline.app.output import say
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.app.intake import Tally


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def add(
        case: CaseArg,
        targets: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="PATH|URL|-...",
                help="Files, folders, addresses, or - for stdin; none: the case's own files and reports.",
            ),
        ] = None,
        source: Annotated[str | None, typer.Option("--source", help="The connector to use.")] = None,
        publisher: Annotated[str | None, typer.Option("--publisher", help="Who published it.")] = None,
        published: Annotated[
            str | None, typer.Option("--published", metavar="T", help="When it was published.")
        ] = None,
        address: Annotated[str | None, typer.Option("--address", help="Where it was published.")] = None,
        release: Annotated[
            str | None, typer.Option("--release", help="internal, parties, guarantors or public.")
        ] = None,
        language: Annotated[str | None, typer.Option("--language", help="Language of the text.")] = None,
        title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
        charset: Annotated[
            str | None, typer.Option("--charset", help="Encoding of the bytes, where it is not UTF-8.")
        ] = None,
        mapping: Annotated[str | None, typer.Option("--mapping", help="Column mapping (YAML file) of a table.")] = None,
        max_bytes: Annotated[
            int | None, typer.Option("--max-bytes", min=1, help="Size of one document above which it is refused.")
        ] = None,
    ) -> None:
        """Add documents to the record of a case."""
        from truceline.app.case import open_case
        from truceline.app.intake import add as take
        from truceline.documents.front import front_of

        opened = open_case(case)
        opened.check()
        flags = {
            "publisher": publisher,
            "published": published,
            "address": address,
            "release": release,
            "language": language,
            "title": title,
            "charset": charset,
        }
        if mapping is not None:
            flags["mapping"] = read_mapping(Path(mapping))
        given = {k: v for k, v in flags.items() if v is not None}
        if given and not targets:
            raise UsageError(
                "these flags describe one document or more",
                expected="PATH, URL or - beside them",
                got=", ".join(f"--{k}" for k in given),
            )
        path = opened.record_path
        fresh = not path.exists()
        progress = Progress()
        tally = take(
            opened,
            targets or [],
            given=front_of(given, zone=opened.zone) if given else None,
            source=source,
            progress=progress,
            max_bytes=max_bytes,
        )
        progress.close()
        if fresh:
            say(f"a new record was begun: {path}")
        _tell(tally)
        if tally.refused:
            raise typer.Exit(3)


def _tell(tally: Tally) -> None:
    for refusal in tally.refused:
        say(f"refused: {InputError(**refusal.error)}")
    for question in tally.asked:
        say(f"asked back: {question}")
    if tally.files:
        say(f"recorded case files: {', '.join(tally.files)}")
    say(
        f"tally: {tally.added} added, {tally.again} there already, {len(tally.refused)} refused, {tally.passed} passed over"
        + (f"; {len(tally.asked)} rows asked back, the rest of them read" if tally.asked else "")
    )


def read_mapping(path: Path) -> str:
    """The text of a column mapping. Raises InputError where it is not there or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(
            "the column mapping is not there", where=str(path), expected="a YAML file", do="check the path of --mapping"
        ) from None
    except UnicodeDecodeError as e:
        raise InputError(
            "the column mapping is not text",
            where=str(path),
            expected="YAML in UTF-8",
            got=f"byte {path.read_bytes()[e.start]:#04x} at {e.start}",
            do="save it as UTF-8",
        ) from None
