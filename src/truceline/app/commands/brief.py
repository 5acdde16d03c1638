"""truceline brief CASE: the brief of a kind, as HTML, Markdown or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import say
from truceline.values.errors import UsageError

if TYPE_CHECKING:
    from truceline.briefs.page import Page

FORMS = ("html", "md", "json")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def brief(
        case: CaseArg,
        kind: Annotated[str, typer.Option("--kind", help="Which brief; see docs/briefs.md for the kinds.")] = "meeting",
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        event: Annotated[str | None, typer.Option("--event", metavar="ID", help="The event of a spot report.")] = None,
        prepared_by: Annotated[str, typer.Option("--prepared-by", help="Who prepared it.")] = "",
        approved_by: Annotated[str, typer.Option("--approved-by", help="Who approved it.")] = "",
        alternat: Annotated[
            str | None, typer.Option("--alternat", metavar="PARTY", help="Put this party first throughout this copy.")
        ] = None,
        fmt: Annotated[
            str | None,
            typer.Option("--format", help="html, md or json; else by the name of the output file, else html."),
        ] = None,
        output: Annotated[
            Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here instead of stdout.")
        ] = None,
        freeze: Annotated[
            bool, typer.Option("--freeze", help="Record the brief as issued; the next one says what changed since.")
        ] = False,
        replaces: Annotated[
            int | None,
            typer.Option("--replaces", metavar="NO", help="With --freeze: the issue that this one replaces."),
        ] = None,
        issue: Annotated[
            int | None,
            typer.Option("--issue", metavar="NO", help="The brief of this number as it was issued, from the record."),
        ] = None,
    ) -> None:
        """Write a brief."""
        from truceline.app.briefing import as_issued, compose, freeze_page, kinds, material, render, write
        from truceline.briefs.issuing import draft, issued

        form = fmt or (output.suffix.lstrip(".") if output else "html")
        form = {"markdown": "md", "htm": "html"}.get(form, form)
        if form not in FORMS:
            raise UsageError("unknown format", expected=", ".join(FORMS), got=form, do="give --format")
        if kind not in kinds():
            raise UsageError("unknown kind of brief", expected=", ".join(kinds()), got=kind)
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release, public_follows=True)
        if issue is not None:
            page = as_issued(derived, kind, issue)
            _out(page, form, output, render, write)
            return
        if alternat is not None and derived.case.register.actor(alternat) is None:
            raise UsageError("no such party", expected="the id of an actor of the case", got=alternat)
        made = material(
            derived, alternat=alternat, kind=kind, focus=event, prepared_by=prepared_by, approved_by=approved_by,
            replaces=replaces,
        )  # fmt: skip
        page = compose(made, kind)
        if freeze:
            page = issued(
                page, number=made.number or 1, prepared_by=prepared_by, approved_by=approved_by, replaces=replaces
            )
            number = freeze_page(derived, page, made, replaces=replaces)
            say(f"frozen as {kind} no. {made.number}: {number}")
        else:
            page = draft(page)
        _out(page, form, output, render, write)
        closing_words(derived)


def _out(
    page: Page,
    form: str,
    output: Path | None,
    render: Callable[[Page, str], bytes],
    write: Callable[[Page, str, Path], None],
) -> None:
    if output is None:
        sys.stdout.buffer.write(render(page, form))
        sys.stdout.flush()
    else:
        write(page, form, output)
        say(f"wrote {output}")
