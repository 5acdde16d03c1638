"""truceline check CASE: every file of the case parsed, and its expected states compared with what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import CaseArg, Format
from truceline.app.output import listing, say
from truceline.values.casefile import Problems
from truceline.values.errors import InputError, TruceError, VerificationFailed

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.assessments.expected import Expected

COLUMNS = {"where": "where", "what": "what", "expected": "expected", "got": "got", "why": "why"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def check(
        case: CaseArg,
        accept: Annotated[
            bool,
            typer.Option("--accept", help="Write what came out into the expected files; read the difference first."),
        ] = False,
        fmt: Format = None,
    ) -> None:
        """Parse the case and compare its expected states; exit status 1 if any differs."""
        from truceline.app.case import open_case

        opened = open_case(case)
        opened.check()
        found = run(opened)
        different = [d for e in found for d in e.differences]
        listing("check", different, fmt=fmt, columns=COLUMNS)
        say(
            f"tally: {len(found)} files of expectations, {sum(e.checked for e in found)} checked, {len(different)} differ"
        )
        if accept and different:
            write(opened, found)
        elif different:
            raise VerificationFailed(
                f"{len(different)} expectations differ",
                where=str(opened.root),
                do="correct the case, or accept a reviewed change with --accept",
            )


def run(case: Case) -> list[Expected]:
    """Every file of expectations. Raises CaseFileError with the mistakes of all of them."""
    from truceline.assessments.expected import run_expected

    problems = Problems()
    out = []
    for path in sorted((case.root / case.config.files.expected).glob("*.yaml")):
        try:
            raw = path.read_bytes().decode("utf-8")
            out.append(
                run_expected(raw, str(path), case.agreements, case.register, case.gazetteer, case.zones, zone=case.zone)
            )
        except UnicodeDecodeError as e:
            problems.take(InputError("not UTF-8", where=str(path), expected="UTF-8 text", got=f"byte {e.start}"))
        except TruceError as e:
            problems.take(e)
    problems.raise_any()
    return out


def write(case: Case, found: list[Expected]) -> None:
    """Write what came out into the files."""
    from pathlib import Path

    from truceline.assessments.expected import accept

    for e in found:
        if e.differences:
            path = Path(e.file)
            path.write_text(accept(path.read_text(encoding="utf-8"), e.differences), encoding="utf-8")
            say(f"accepted {len(e.differences)} in {path}")
