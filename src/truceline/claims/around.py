"""What the words around a trigger make of it, by the first row of a table that fits.

A row looks for its pattern in one stretch of text: `before` the trigger in its clause, `near` before it whatever the clause,
`words` (the nine words before it), `inside` it, `after` it, or from its `governor` on (the modal or "to" that stands before
it but for adverbs).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from truceline.claims.gates import ANY, gate_of
from truceline.claims.languages.english_words import ADVERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger

FARTHEST = 220  # characters before a trigger that any row or rule looks at beyond its clause
_BETWEEN = frozenset(["be", "been", "have", "being"])
_DEED_NOUNS = frozenset([
    "visit", "observance", "implementation", "compliance", "respect", "exchange", "handover", "return", "release",
    "transfer", "use", "presence", "displacement",
])  # fmt: skip
_NEGATIVE_WORDS = frozenset(["without", "could", "cannot", "couldn't"])  # what they deny is the deed told


class Row(NamedTuple):
    """says: what the words make of the trigger. reach: characters before it that are looked at, 0 for all. when: what the
    trigger must be, of `Around.flags`. unless: a pattern that undoes the row where it is found as well. gate: of the pattern
    (claims/gates.py)."""

    says: str
    where: str
    pattern: re.Pattern[str]
    reach: int = 0
    when: frozenset[str] = frozenset()
    unless: re.Pattern[str] | None = None
    gate: int = ANY


def row(says: str, where: str, pattern: str, reach: int = 0, when: str = "", unless: str = "") -> Row:
    """A row with its patterns made; when: flags parted by spaces."""
    undoes = re.compile(unless) if unless else None
    gate = ANY if where == "after" else gate_of(pattern)
    return Row(says, where, re.compile(pattern), reach, frozenset(when.split()), undoes, gate)


class Around:
    """The stretches of text around one trigger, in the clause that begins at word `begin`."""

    def __init__(self, frame: Frame, t: Trigger, begin: int) -> None:
        words = frame.words
        i = t.first
        k = i - 1
        while k >= begin and ((w := words[k].low) in ADVERBS or w in _BETWEEN or w.endswith("ly")):
            k -= 1
        self.low, self.at, self.begin = frame.low, words[i].start, words[begin].start
        self.end = words[t.last - 1].end
        self.held = frame.held.between(max(0, min(self.begin, self.at - FARTHEST)), self.end)
        governed = k >= begin and not (words[k].low == "may" and frame.text[words[k].start] == "M")
        self.governor = words[k].start if governed else self.at
        self.inside = " ".join([w.low for w in words[i : t.last]])
        self.words = " ".join([w.low for w in words[max(begin, i - 9) : i]]) + " "
        flags = {t.kind, t.lemma, "noun" if t.noun else "verb"}
        if governed and words[k].low == "to":
            flags.add("to")
        if t.word in _DEED_NOUNS or words[i].low.endswith("ing"):
            flags.add("noun")
        if t.word.endswith(("ed", "wn", "en")):
            flags.add("participle")
        if t.first < t.last - 1:
            flags.add("phrase")
        if t.word == t.lemma:
            flags.add("base")
        if t.word not in _NEGATIVE_WORDS:
            flags.add("plain")
        if t.kind in ("talks", "meeting"):
            flags.add("met")
        self.flags = flags


def around(a: Around, table: Sequence[Row]) -> str | None:
    """What the first row that fits says; None where none does."""
    for r in table:
        if not r.gate & a.held or (r.when and not r.when <= a.flags):
            continue
        where = r.where
        if where == "words":
            found = r.pattern.search(a.words)
        elif where == "inside":
            found = r.pattern.search(a.inside)
        elif where == "governor":
            found = r.pattern.match(a.low, a.governor, a.at) if a.governor < a.at else None
        elif where == "after":
            found = r.pattern.match(a.low, a.end)
        else:
            start = max(a.begin if where == "before" else 0, a.at - r.reach if r.reach else 0)
            found = r.pattern.search(a.low, start, a.at)
            if found and r.unless is not None and r.unless.search(a.low, start, a.at):
                found = None
        if found:
            return r.says
    return None
