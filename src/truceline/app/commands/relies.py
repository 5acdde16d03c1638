"""truceline relies CASE ID: which states and assessments stand on a source, a document or a claim."""

from __future__ import annotations

from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.errors import InputError

COLUMNS = {"what": "what", "term": "term", "state": "state", "words": "words", "id": "id"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def relies(
        case: CaseArg,
        id: Annotated[
            str, typer.Argument(metavar="ID", help="Of a source, a document or a claim; or a report's file.")
        ],
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """List what would have to be looked at again if a source, a document or a claim were withdrawn."""
        from truceline.app.relying import claims_on, rows

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        claims = claims_on(derived, id)
        if not claims:
            raise InputError(
                "nothing read stands under that id", where=case, expected="a source of sources.yaml, a document, its file, or a claim",
                got=id, do="see `truceline explain` for ids, or give the same times as where you saw it",
            )  # fmt: skip
        found = rows(derived, claims)
        listing("relies", found, fmt=fmt, columns=COLUMNS, more={"view": derived.view.wire(), "claims": list(claims)})
        say(f"tally: {len(claims)} claims; {len(found)} states, assessments and questions stand on them")
        closing_words(derived)
