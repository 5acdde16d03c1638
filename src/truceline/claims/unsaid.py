"""Words of a sentence that its speakers do not say: what leaves open what somebody told before, what nobody has reported, and
why a source is not named (English)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from truceline.claims.languages.english_hedges import hedge
from truceline.claims.languages.english_words import BE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.claims.attribution import Attribution
    from truceline.claims.frame import Frame
    from truceline.claims.sentences import Sentence

_TURN = re.compile(
    r"[,;] (?:(?:but|though|although|however|while|and|which)|an? (?:claim|statement|report|assertion|allegation|charge|account|version)) "
)
_TOLD = frozenset(["say", "announce", "accuse", "admit", "opine"])
_NOBODY = frozenset(["neither", "nobody", "none", "no"])
_REPORTS = frozenset(
    ["reported", "reports", "report", "recorded", "registered", "announced", "mentioned", "acknowledged"]
)
_UNNAMED = frozenset(["anonymity", "anonymous", "named", "identified", "authorised", "authorized"])


def told_before(frame: Frame, s: Sentence, speech: Sequence[Attribution]) -> int:
    """First word of what only leaves open what was said before it in the sentence ("..., but neither army confirmed it"); the end
    of the sentence where nobody said anything before."""
    words = frame.low[s.start : s.end]
    for m in _TURN.finditer(words):
        at = frame.word_at(s.start + m.start())
        if any(
            a.cls in _TOLD and (s.first < a.content[1] <= at or (a.cue is not None and a.cue[1] <= at)) for a in speech
        ):
            before = hedge(words[: m.start()], frame.held.between(s.start, s.start + m.start()))
            return s.last if before is not None else at
    return s.last


def said_by_nobody(frame: Frame, a: Attribution, first: int, last: int) -> range:
    """Words of a sentence [first, last) that are nobody's: what "neither side has reported", and why a source is not
    named."""
    w = frame.words
    if a.source is None or a.cue is None:
        return range(0)
    if w[a.source[0]].low in _NOBODY and a.cls == "say":
        return range(*a.content)
    gap = range(max(first, a.source[1]), a.cue[0])
    if a.content[1] <= a.source[0]:  # "..., two diplomats said on condition of anonymity because the talks were secret"
        gap = range(max(a.cue[1], a.source[1]), last)
    return gap if any(w[k].low in _UNNAMED for k in gap) else range(0)


def reported_by_nobody(frame: Frame, s: Sentence) -> range:
    """Words of a sentence that say what nobody reported: "Neither A nor B recorded any shelling"."""
    w = frame.words
    if w[s.first].low not in ("neither", "nobody"):
        return range(0)
    for k in range(s.first + 1, min(s.first + 12, s.last)):
        if w[k].low in (",", ";"):
            break
        if w[k].low in _REPORTS and w[k - 1].low not in BE:
            end = next((m for m in range(k, s.last) if w[m].low in (";", "but", "while", "although", "though")), s.last)
            return range(s.first, end)
    return range(0)
