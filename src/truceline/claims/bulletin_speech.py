"""Who says what in a sentence of a bulletin: words of speech with the source that stands beside them."""

from __future__ import annotations

import re
from typing import NamedTuple

from truceline.claims.bulletin_lexicon import Lexicon
from truceline.claims.bulletin_names import Named

_HEADING = re.compile(r"(?:-\w+)?\s*[:.]\s")


class Spoken(NamedTuple):
    """A cue found: its place, class and source."""

    start: int
    end: int
    cls: str
    source: Named | None


def spoken_in(low: str, named: list[Named], lex: Lexicon) -> list[Spoken]:
    """The cues of a sentence with their sources; what is cited first, so that it hides no subject."""
    out: list[Spoken] = []
    for n in named[:1]:  # a heading of a name before a colon speaks for the line
        if n.start <= 2 and _HEADING.match(low[n.end :]) and n.form != "people":
            out.append(Spoken(n.end, n.end, "say", n))
    hidden: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    for cue in lex.cues:
        for m in cue.pattern.finditer(low):
            if any(x < m.end() and m.start() < y for x, y in taken):
                continue
            source = _source(low, named, m.start(), m.end(), cue.side, hidden)
            taken.append(m.span())
            if cue.cls == "cite" and source is not None:
                hidden.append((min(m.start(), source.start), max(m.end(), source.end)))
            out.append(Spoken(m.start(), m.end(), cue.cls, source))
    return sorted(out, key=lambda s: s.start)


def _source(low: str, named: list[Named], a: int, b: int, side: str, hidden: list[tuple[int, int]]) -> Named | None:
    """Who stands beside a cue: first of the run before it that no mark parts off, or the first after it."""
    if side == "-":
        return None
    bodies = ("organ", "person", "source", "body")
    lead: list[Named] = []
    gapped = low
    for n in named:
        if n.form == "source":  # the marks around an agency's name part nothing
            gapped = (
                gapped[: max(n.start - 1, 0)].ljust(n.start, "_")
                + low[n.start : n.end]
                + "_" * (n.end < len(low))
                + gapped[n.end + 1 :]
            )
    for x, y in hidden:
        gapped = gapped[:x].rstrip(", ").ljust(x, "_") + "_" * (y - x) + gapped[y:].replace(",", "_", 1)
    free = [n for n in named if not any(x <= n.start < y for x, y in hidden)]
    if side == "^":  # the nearest before it
        run = [n for n in free if n.end <= a and a - n.end <= 40]
        return run[-1] if run else None
    if side in ("<", "*"):
        begin = max((m.end() for m in re.finditer(r"[,;:՝]|\.\s|\s[—–]\s|[»”\"]\s*[,—–-]", gapped[:a])), default=0)
        run = [n for n in free if begin <= n.start and n.end <= a and a - n.end <= 160]
        best = next((n for n in run if n.form in bodies), None)
        if best is not None or (run and side == "<"):
            return best or run[0]
        if side == "<":
            return None
        lead = run[:1]  # a bare country or people before: a ministry after the verb speaks rather than it
    stop = re.search(r"[,;:«“\"]|\.\s", gapped[b + 1 :])
    end = b + 1 + stop.start() if stop else len(low)
    if gapped[b : b + 3].lstrip()[:1] in ("«", "“", '"'):
        end = min(len(low), b + 60)
    run = [n for n in free if b <= n.start < end and n.start - b <= 90]
    best = next((n for n in run if n.form in bodies), None)
    if best is not None or lead or run:
        return best or (lead or run)[0]
    head = named[0] if named else None  # the subject at the head, parted off by a parenthesis
    return (
        head if side != ">" and head is not None and head.start <= 2 and head.end <= a and head.form in bodies else None
    )
