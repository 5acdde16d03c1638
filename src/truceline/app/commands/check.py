"""truceline check CASE: every file of the case parsed, and its expected states compared with what comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import CaseArg, Format
from truceline.app.output import listing, say
from truceline.values.casefile import Problems
from truceline.values.errors import InputError, TruceError, VerificationFailed

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.assessments.expected import Expected
    from truceline.assessments.trace import Traced

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
        for mended in dict.fromkeys(m for z in opened.zones for m in z.mended):
            say(f"note: {mended}")
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
                run_expected(
                    raw,
                    str(path),
                    case.agreements,
                    case.register,
                    case.gazetteer,
                    case.zones,
                    zone=case.zone,
                    reports=reports_of(case),
                )
            )
        except UnicodeDecodeError as e:
            problems.take(InputError("not UTF-8", where=str(path), expected="UTF-8 text", got=f"byte {e.start}"))
        except TruceError as e:
            problems.take(e)
    problems.raise_any()
    return out


def reports_of(case: Case) -> Callable[[int | None], Traced]:
    """What the reports of the case come to that were public by a time, as a brief would have it."""
    from truceline.app.derive import Derived
    from truceline.app.library import load_library
    from truceline.app.view import View, now_micros
    from truceline.app.watching import watched_by
    from truceline.assessments.trace import Traced

    made: dict[int | None, Traced] = {}

    def reports(public_at: int | None) -> Traced:
        if public_at not in made:
            view = View(as_of=now_micros(), public_at=public_at, zone=case.zone)
            d = Derived(case, load_library(case), view)
            stems = {i: Path(doc.name).stem for i, doc in d.documents.items()}
            document = {c.id: c.document for c in d.claims}
            event_of: dict[str, tuple[str, ...]] = dict.fromkeys(stems.values(), ())
            for e in d.events:
                for m in e.members:
                    stem = stems.get(document.get(m.claim, ""))
                    if stem is not None and e.id not in event_of[stem]:
                        event_of[stem] = (*event_of[stem], e.id)
            made[public_at] = Traced(
                events=d.events, claims=d.claims, documents=d.documents, event_of=event_of,
                coverage=watched_by(d).intervals,
            )  # fmt: skip
        return made[public_at]

    return reports


def write(case: Case, found: list[Expected]) -> None:
    """Write what came out into the files."""
    from truceline.assessments.expected import accept

    for e in found:
        if e.differences:
            path = Path(e.file)
            path.write_text(accept(path.read_text(encoding="utf-8"), e.differences), encoding="utf-8")
            say(f"accepted {len(e.differences)} in {path}")
