"""The table of one language from which bulletins are read: words and patterns, no names.

All patterns are matched against the lower-case text of one sentence, code point for code point with the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

Pattern = re.Pattern[str]


class Cue(NamedTuple):
    """Words of speech. cls: say, deny, accuse ... ; side: where its source stands: `<` before (the first of the run), `^`
    just before, `>` after, `*` before or else after, `-` nowhere."""

    pattern: Pattern
    cls: str
    side: str


class KindRule(NamedTuple):
    """Words that tell a kind. frame: how actors stand to it (see bulletin_roles)."""

    kind: str
    code: str | None
    frame: str
    pattern: Pattern


class TimeWords(NamedTuple):
    """How dates are written.

    dates: patterns with groups among d, d2, m, y; m is looked up in months by its beginning. clocks: groups h, mi, zone.
    night: pattern with group d2 (and d, m) of a night that ends on d2. bounds: (name, pattern that ends just before the
    date, pattern that begins just after it); None where the language has none there.
    """

    months: tuple[tuple[str, int], ...]
    dates: tuple[Pattern, ...]
    nights: tuple[Pattern, ...]
    clocks: tuple[Pattern, ...]
    relative: tuple[tuple[Pattern, int], ...]
    weekdays: tuple[tuple[Pattern, int], ...]
    bounds: tuple[tuple[str, Pattern | None, Pattern | None], ...]
    zones: tuple[tuple[Pattern, str], ...]
    instrument: Pattern


class Lexicon(NamedTuple):
    """One language."""

    code: str
    lower: Callable[[str], str]
    stem: Callable[[str], str]
    ending: Pattern
    place_endings: tuple[str, ...]
    place_forms: Callable[[str], tuple[str, ...]] | None
    abbreviations: Pattern
    organs: tuple[tuple[str, Pattern], ...]
    state_first: bool
    titles: Pattern
    cues: tuple[Cue, ...]
    breaks: Pattern
    kinds: tuple[KindRule, ...]
    weapons: tuple[tuple[str, Pattern], ...]
    negative: Pattern
    not_before: Pattern
    provides: Pattern
    plans: Pattern
    future: Pattern
    expects: Pattern
    condition: Pattern
    own: Pattern
    agent_before: Pattern
    agent_after: Pattern
    target_before: Pattern
    target_after: Pattern
    victim_after: Pattern
    victim_before: Pattern
    controller_before: Pattern
    controller_after: Pattern
    place_roles: tuple[tuple[str, Pattern | None, Pattern | None], ...]
    numbers: tuple[tuple[str, int], ...]
    scales: tuple[tuple[str, int], ...]
    at_least: Pattern
    at_most: Pattern
    about: Pattern
    dozens: tuple[tuple[Pattern, int], ...]
    units: tuple[tuple[str, Pattern], ...]
    harms: tuple[tuple[str, Pattern], ...]
    times: TimeWords
    about_it: Pattern = re.compile(r"(?!)")  # begins a sentence that says who told what the one before it tells
    ablative: Pattern = re.compile(r"(?!)")  # a place's name whose ending says "from"
    must: Pattern = re.compile(r"(?!)")  # what somebody has to do
    unconfirmed: Pattern = re.compile(r"(?!)")  # what is neither confirmed nor denied
    no_harm: Pattern = re.compile(r"(?!)")  # nobody was hurt: negates harm alone, not the deed
    numbered: Pattern = re.compile(r"(?!)")  # before the number of a clause or article
    target_name: Pattern = re.compile(r"(?!)")  # the end of an actor's name and what follows: it is aimed at
    dative: Pattern = re.compile(r"(?!)")  # a place's name, not as listed, whose ending says "to"
    accusative: Pattern = re.compile(r"(?!)")  # an actor's name whose ending says that something is demanded of it
    genitive: Pattern = re.compile(r"(?!)")  # an actor's name whose ending makes it an owner, words between or not
    media: Pattern = re.compile(r"(?!)")  # after an actor's name: its press, which is no actor


def rx(pattern: str) -> Pattern:
    """A compiled pattern; `~` stands for the begin or end of a word, a space for any white space."""
    return re.compile(pattern.replace("~", r"\b").replace(" ", r"\s+"))


NEVER = re.compile(r"(?!)")


def kind_rules(text: str) -> tuple[KindRule, ...]:
    """Rules written one a line: `kind code frame | pattern`."""
    out = []
    for line in text.strip().splitlines():
        head, pattern = line.split("|", 1)
        kind, code, frame = head.split()
        out.append(KindRule(kind, None if code == "-" else code, frame, rx(pattern.strip())))
    return tuple(out)


def cues(text: str) -> tuple[Cue, ...]:
    """Cues written one a line: `class side | pattern`."""
    out = []
    for line in text.strip().splitlines():
        head, pattern = line.split("|", 1)
        cls, side = head.split()
        out.append(Cue(rx(pattern.strip()), cls, side))
    return tuple(out)


def table(text: str) -> tuple[tuple[str, Pattern], ...]:
    """Pairs written one a line: `name | pattern`."""
    rows = (line.split("|", 1) for line in text.strip().splitlines())
    return tuple((name.strip(), rx(pattern.strip())) for name, pattern in rows)


def numbered(text: str) -> tuple[tuple[str, int], ...]:
    """Word beginnings with their number: `дв=2 три=3`."""
    rows = (w.rsplit("=", 1) for w in text.split())
    return tuple((w, int(n)) for w, n in rows)


def plain_lower(text: str) -> str:
    """Lower case, code point for code point."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low
