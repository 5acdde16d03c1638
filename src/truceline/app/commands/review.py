"""truceline review CASE: confirm, correct, refute, join or part, one key each; works over ssh."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, look
from truceline.app.output import say
from truceline.values.errors import InputError, UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def review(
        case: CaseArg,
        by: Annotated[str, typer.Option("--by", help="The person who reviews.")],
        what: Annotated[str, typer.Option("--what", help="events or claims.")] = "events",
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
    ) -> None:
        """Review what no person has decided yet: c confirm, r refute, v not verifiable, x correct, s same, n not same, l later, u undo, q quit."""
        from truceline.app.reviewing import KEYS, items
        from truceline.app.reviewing import review as run

        if what not in ("events", "claims"):
            raise UsageError("unknown thing to review", expected="events, claims", got=what)
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, public_follows=True)
        if not derived.library.recorded:
            raise InputError(
                "the case has no record to keep decisions in", where=case, do=f"record it first: truceline add {case}"
            )
        found = items(derived, what)
        say(f"{len(found)} to review; keys: {', '.join(f'{k} {v}' for k, v in KEYS.items())}")
        decided, later = run(derived, found, keys(), by=by, ask=ask, show=print)
        say(f"tally: {decided} decided, {later} put off, {len(found) - decided - later} left")


def keys() -> Iterator[str]:
    """Keys as they are pressed; on a pipe, the first letter of each line."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            if line.strip():
                yield line.strip()[0].lower()
        return
    import os
    import termios
    import tty

    handle = sys.stdin.fileno()
    while True:
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle, termios.TCSADRAIN)  # what was typed ahead is kept
            raw = os.read(handle, 1)
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)
        if raw in (b"", b"\x04"):
            return
        if key := raw.decode("ascii", "ignore"):
            yield key.lower()


def ask(question: str) -> str:
    """A line from the person."""
    print(question, end="", flush=True)
    return sys.stdin.readline().strip()
