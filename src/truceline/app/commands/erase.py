"""truceline erase CASE ID --by NAME --because TEXT: a document's words out of the record; the tree stays whole."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import CaseArg
from truceline.app.output import say
from truceline.values.errors import DecisionError, InputError

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.record.entry import Stored


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def erase(
        case: CaseArg,
        id: Annotated[str, typer.Argument(metavar="ID", help="Of a document.")],
        by: Annotated[str, typer.Option("--by", help="The person who decides.")],
        because: Annotated[
            str, typer.Option("--because", help="The reason; it stays, so it must hold none of the words.")
        ],
        yes: Annotated[bool, typer.Option("--yes", help="Do it; without it, only list what would go.")] = False,
    ) -> None:
        """Erase a document with everything in the case that holds its words."""
        from truceline.app.case import open_case
        from truceline.app.library import open_record

        opened = open_case(case)
        if not opened.record_path.exists():
            raise InputError("the case has no record", where=str(opened.root), expected="record.sqlite")
        with closing(open_record(opened)) as record:
            going, outside = holders(opened, list(record.read()), id)
            for s in going:
                say(f"{'erasing' if yes else 'would erase'}: {s.type} {s.id}")
            for name in outside:
                say(f"not in the record, yours to delete: {name}")
            if not yes:
                say("nothing was erased; give --yes to do it")
                return
            receipt = record.erase([s.id for s in going], by=by, because=because)
        shutil.rmtree(opened.derived, ignore_errors=True)
        say(
            f"{receipt.id}: {len(going)} entries erased; the tree is whole. Exports, copies and backups made before still hold the words."
        )


def holders(case: Case, stored: list[Stored], id: str) -> tuple[list[Stored], list[str]]:
    """Entries that hold the words of a document (itself, texts, replies, frozen briefs that quote it), and files of the
    case outside the record that do. Raises DecisionError if the id is no document that still has its words."""
    document = next((s for s in stored if s.id == id and s.type == "document" and s.body is not None), None)
    if document is None or document.body is None:
        raise DecisionError("no document with that id holds words", expected="the id of a document", got=id)
    going = [document]
    words: set[bytes] = set()
    for s in stored:
        if s.type in ("text", "reply") and s.meta and s.meta.get("document") == id:
            going.append(s)
            if s.type == "text" and s.body:
                words |= {line.strip() for line in s.body.split(b"\n") if len(line.strip()) >= 20}
    for s in stored:
        if s.body is None or s.type not in ("brief", "decision", "reply") or s in going:
            continue
        if id.encode() in s.body or any(w in s.body for w in words):
            going.append(s)
    files = [
        p
        for p in sorted(case.root.rglob("*"))
        if p.is_file() and ".derived" not in p.parts and not p.name.startswith("record.sqlite")
    ]
    outside = [
        str(p) for p in files if p.stat().st_size <= len(document.body) * 2 + 4096 and p.read_bytes() == document.body
    ]
    return going, outside
