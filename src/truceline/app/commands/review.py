"""truceline review CASE: confirm, correct, refute, join or part, one key each; works over ssh."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
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
        """Review what no person has decided yet: c confirm, r refute, v not verifiable, x correct, s same, n not same, l later, u undo, ? keys, q quit."""
        from truceline.app.options import Progress
        from truceline.app.reviewing import items
        from truceline.app.reviewing import review as run

        if what not in ("events", "claims"):
            raise UsageError("unknown thing to review", expected="events, claims", got=what)
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, public_follows=True)
        if not derived.library.recorded:
            raise InputError(
                "the case has no record to keep decisions in", where=case, do=f"record it first: truceline add {case}"
            )
        found = items(derived, what)
        if isinstance(derived.progress, Progress):
            derived.progress.close()
        if not by.strip():
            raise UsageError("a decision needs a person", expected="--by NAME", got="nothing")
        order = "most origins first" if what == "events" else "in order of the documents"
        say(f"{len(found)} to review, {order}; ? shows the keys" if found else "nothing waits for a review")
        decided, later = run(derived, found, keys(), by=by, ask=ask, show=show)
        say(f"tally: {decided} decided, {later} put off, {len(found) - decided - later} left")


LAYOUT = dict(zip("йкмчытдгс,", "qrvxsnluc?", strict=True))  # the same keys where the keyboard is Russian


def keys() -> Iterator[str]:
    """Keys as they are pressed; on a pipe, the first letter of each line. Arrows and other keys that send more than one
    character are one key that means nothing, never the letter they end in."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            if line.strip():
                yield line.strip()[0].lower()
        return
    import termios
    import tty

    handle = sys.stdin.fileno()
    while True:
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle, termios.TCSADRAIN)  # what was typed ahead is kept
            raw = one_key(handle)
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, before)
        if raw in (b"", b"\x04"):
            return
        key = raw.decode("utf-8", "replace").lower()
        if key.isprintable() and key.strip():
            yield LAYOUT.get(key, key)
        elif raw.startswith(b"\x1b"):
            yield "arrow or function key"


def one_key(handle: int) -> bytes:
    """The bytes of one key: a character of UTF-8, or a whole escape sequence."""
    import select

    raw = os.read(handle, 1)
    if raw == b"\x1b":
        while select.select([handle], [], [], 0.05)[0]:
            raw += os.read(handle, 1)
            if len(raw) > 2 and 0x40 <= raw[-1] <= 0x7E:
                break
        return raw
    for mark, more in ((0xF0, 3), (0xE0, 2), (0xC0, 1)):
        if raw and raw[0] >= mark:
            return raw + b"".join(os.read(handle, 1) for _ in range(more))
    return raw


def show(line: str) -> None:
    """A line, folded at words to the width of the terminal; its sentence marked where the terminal can."""
    if not sys.stdout.isatty():
        print(line)
        return
    width = max(20, shutil.get_terminal_size().columns - 1)
    pad = " " * (len(line) - len(line.lstrip()) + 2)
    text = textwrap.fill(line.lstrip("\n"), width, subsequent_indent=pad, break_long_words=True, break_on_hyphens=False)
    strong = (
        line.lstrip().startswith(">>>") and os.environ.get("TERM", "dumb") != "dumb" and "NO_COLOR" not in os.environ
    )
    print("\n" * line.startswith("\n") + (f"\x1b[1m{text}\x1b[0m" if strong else text))


def ask(question: str) -> str:
    """A line from the person."""
    print(question, end="", flush=True)
    return sys.stdin.readline().strip()
