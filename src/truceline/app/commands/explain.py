"""truceline explain CASE ID: the chain from an assessment to the sentences."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, look
from truceline.app.output import pick_format
from truceline.values.errors import InputError
from truceline.values.wire import wire


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def explain(
        case: CaseArg,
        id: Annotated[
            str, typer.Argument(metavar="ID", help="Of a term, assessment, event, claim, document or decision.")
        ],
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """Say why: from an assessment or event down to the sentences it stands on.

        With --as-of alone the id is sought first as a brief of that cut-off has it, then in all that was published since.
        """
        from truceline.app.explain import explain as why
        from truceline.app.explain import lines

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release, public_follows=True)
        try:
            reason = why(derived, id)
        except InputError:
            if as_of is None or public_at is not None:
                raise
            derived = look(case, as_of=as_of, known_at=known_at, release=release, quiet=True)
            reason = why(derived, id)
        if fmt == "table" or (fmt is None and sys.stdout.isatty()):
            print("\n".join(lines(reason)))
        else:
            pick_format(fmt)
            print(
                json.dumps(
                    {"schema": "explain/1", "view": derived.view.wire(), **wire(reason)}, ensure_ascii=False, indent=1
                )
            )
