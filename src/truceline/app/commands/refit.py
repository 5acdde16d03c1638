"""truceline refit CASE --name NAME: fit the pair model to a case and its decisions; every change is listed first."""

from __future__ import annotations

from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, Format, closing_words, look
from truceline.app.output import listing, say
from truceline.values.errors import UsageError

COLUMNS = {"of": "of", "name": "name", "before": "old", "after": "new"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def refit(
        case: CaseArg,
        name: Annotated[str, typer.Option("--name", help="What the new version of the model is called.")],
        write: Annotated[
            bool, typer.Option("--write", help="Write it to the case; `truceline add CASE` records it.")
        ] = False,
        as_of: AsOf = None,
        fmt: Format = None,
    ) -> None:
        """Fit the pair model to a case and what was decided in it. Nothing refits by itself; nothing is written unasked."""
        import msgspec

        from truceline.events.fuse import comparable_pairs, fuse
        from truceline.events.refit import changes
        from truceline.events.refit import refit as fitted

        derived = look(case, as_of=as_of)
        old = derived.case.fusion
        if not name.strip() or name == old.name:
            raise UsageError(
                "a new version needs a name of its own", expected="a name no version has", got=name or "none"
            )
        given = (derived.claims, derived.documents, derived.case.register, derived.case.gazetteer)
        pairs, said = comparable_pairs(*given, decisions=derived.library.decisions, model=old)
        new = fitted(name, pairs, said, old)
        fresh = fuse(*given, decisions=derived.library.decisions, model=new)
        found = changes(old, new, derived.events, fresh.events)
        listing("refit", found, fmt=fmt, columns=COLUMNS, more={"before": old.version, "after": new.version})
        events = sum(c.of == "event" for c in found)
        say(
            f"{old.version} -> {new.version}: {len(pairs)} pairs, {len(said)} decided; {len(found) - events} parameters and {events} events change"
        )
        if write:
            path = derived.case.root / derived.case.config.files.fusion
            path.write_bytes(msgspec.json.format(msgspec.json.encode(new), indent=1) + b"\n")
            say(f"written: {path}; `truceline add {case}` records it; removing it restores the former model")
        closing_words(derived)
