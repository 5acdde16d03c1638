"""truceline compare A B: what two event datasets share, what each alone has, and what one revised."""

from __future__ import annotations

from typing import Annotated

import typer

from truceline.app.options import AsOf, Format
from truceline.app.output import listing, say

COLUMNS = {
    "relation": "relation", "A": "a", "B": "b", "day": "day", "where": "where", "score": "score", "differs": "differs",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def compare(
        a: Annotated[str, typer.Argument(metavar="A", help="A table of events (UCDP, ACLED, own columns), or a case.")],
        b: Annotated[str, typer.Argument(metavar="B", help="Another.")],
        ids: Annotated[
            bool, typer.Option("--ids/--no-ids", help="Match by row ids where both have those of one dataset.")
        ] = True,
        only: Annotated[
            str | None, typer.Option("--only", help="both, part, only-a, only-b or revised; default all.")
        ] = None,
        as_of: AsOf = None,
        fmt: Format = None,
    ) -> None:
        """Put two event datasets side by side: what both have, what each alone has, what was revised, and hints of copying."""
        from truceline.app.comparing import compare as match
        from truceline.app.comparing import load, rows
        from truceline.values.errors import UsageError

        kinds = {"both": "both", "part": "part", "only-a": "only A", "only-b": "only B", "revised": "both"}
        if only is not None and only not in kinds:
            raise UsageError("unknown part of a comparison", expected=", ".join(kinds), got=only)
        one, two = load(a, as_of=as_of), load(b, as_of=as_of)
        found = match(one, two, by_ids=ids)
        made = rows(found, one, two)
        if only is not None:
            made = [r for r in made if r["relation"] == kinds[only] and (only != "revised" or "differs" in r)]
        hints = [h for h in found.hints if h.of]
        listing("compare", made, fmt=fmt, columns=COLUMNS, more={"a": one.name, "b": two.name, "tally": found.tally(), "hints": hints})  # fmt: skip
        for side, data in (("A", one), ("B", two)):
            words = "".join(f"; {n} set aside: {why}" for why, n in data.aside.items())
            say(f"{side}: {data.name}, {len(data.claims)} rows{words}")
        say("tally: " + "; ".join(f"{n} {k.replace('_', ' ')}" for k, n in found.tally().items()))
        for h in hints:
            say(
                f"hint: {h.what} in {h.agree} of {h.of} matches that could; by chance about {h.expected:g}. A hint, no proof."
            )
