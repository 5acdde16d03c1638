"""Options that many commands share, and what they open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.output import say

if TYPE_CHECKING:
    from truceline.app.derive import Derived

CaseArg = Annotated[
    str, typer.Argument(metavar="CASE", help="A case folder, or the name of a bundled case.", show_default=False)
]
Format = Annotated[
    str | None, typer.Option("--format", help="table, json, jsonl or csv; a table on a terminal, else JSON.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="T", help="When it was so. Default: now.")]
PublicAt = Annotated[
    str | None, typer.Option("--public-at", metavar="T", help="Only what was published by then; a reconstruction.")
]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="T", help="Only what this record held by then.")]
ReaderName = Annotated[
    str | None, typer.Option("--reader", help="rules, or llm: an optional language model (docs/language-model.md).")
]
Endpoint = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="Of a language model: https://HOST/v1.")
]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME", help="Of the language model.")]
MaxRequests = Annotated[int | None, typer.Option("--max-requests", help="To a language model, in one run.")]
MaxCost = Annotated[float | None, typer.Option("--max-cost", help="Of a language model, in one run; needs prices.")]
ReleaseTier = Annotated[str, typer.Option("--release", help="internal, parties, guarantors or public.")]


class Progress:
    """A line on stderr that tells how far long work has come; silent where stderr is not a terminal."""

    def __init__(self) -> None:
        self.shown = False

    def __call__(self, what: str, done: int, of: int) -> None:
        """Tell that `done` of `of` are done."""
        if not sys.stderr.isatty():
            return
        sys.stderr.write(f"\r\x1b[K{what} {done:,}/{of:,}" if of > 1 else f"\r\x1b[K{what}")
        sys.stderr.flush()
        self.shown = True

    def close(self) -> None:
        """Wipe the line."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def look(
    case: str,
    *,
    as_of: str | None = None,
    public_at: str | None = None,
    known_at: str | None = None,
    release: str = "internal",
    public_follows: bool = False,
    quiet: bool = False,
) -> Derived:
    """Open a case and derive under the times and release given. Says what differs from the record; never writes it."""
    from truceline.app.case import open_case
    from truceline.app.derive import Derived
    from truceline.app.library import load_library
    from truceline.app.view import make_view, now_micros

    opened = open_case(case)
    view = make_view(
        opened.zone,
        now_micros(),
        as_of=as_of,
        public_at=public_at,
        known_at=known_at,
        release=release,
        public_follows=public_follows,
    )
    library = load_library(opened, known_at=view.known_at)
    if not quiet:
        if view.as_of > now_micros():
            say(f"note: the cut-off {as_of} lies ahead: nothing is known of the days until then.")
        if not library.recorded:
            say(f"note: {case} has no record yet; shown from its files. `truceline add {case}` records them.")
        elif library.unrecorded:
            n = len(library.unrecorded)
            names = ", ".join(library.unrecorded[:3]) + (" ..." if n > 3 else "")
            say(
                f"note: {n} file{'s differ' if n > 1 else ' differs'} from the record ({names}); `truceline add {case}` records what is new."
            )
    return Derived(opened, library, view, Progress())


def closing_words(derived: Derived) -> None:
    """The tally at the end of a run: what was set aside and why, on stderr."""
    if isinstance(derived.progress, Progress):
        derived.progress.close()
    s = derived.selection
    parts = [f"{len(s.documents)} documents read", f"{len(derived.claims)} claims"]
    if s.straddling:
        parts.append(f"{len(s.straddling)} left out, published on a day or at a time that may lie after the limit")
    if s.later:
        parts.append(f"{s.later} published later")
    if s.withheld:
        parts.append(f"{s.withheld} withheld by release")
    parts += [f"{n} set aside: {why}" for why, n in sorted(derived.tally.items())]
    say("tally: " + "; ".join(parts))
