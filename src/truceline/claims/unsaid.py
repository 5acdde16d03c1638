"""Words of a sentence that its speakers do not say: what leaves open what somebody told before, what nobody has reported, and
why a source is not named (English)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from truceline.claims.languages.english_hedges import hedge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.claims.attribution import Attribution
    from truceline.claims.frame import Frame
    from truceline.claims.sentences import Sentence

_TURN = re.compile(r"[,;] (?:but|though|although|however|while|and|which) ")
_NOBODY = frozenset(["neither", "nobody", "none", "no"])
_UNNAMED = frozenset(["anonymity", "anonymous", "named", "identified", "authorised", "authorized"])


def told_before(frame: Frame, s: Sentence, speech: Sequence[Attribution]) -> int:
    """First word of what only leaves open what was said before it in the sentence ("..., but neither army confirmed it"); the end
    of the sentence where nobody said anything before."""
    words = frame.low[s.start : s.end]
    for m in _TURN.finditer(words):
        at = frame.word_at(s.start + m.start())
        if any(s.first < a.content[1] <= at and a.cls == "say" for a in speech):
            before = hedge(words[: m.start()], frame.held.between(s.start, s.start + m.start()))
            return s.last if before is not None else at
    return s.last


def said_by_nobody(frame: Frame, a: Attribution, first: int) -> range:
    """Words of a sentence from word `first` on that are nobody's: what "neither side has reported", and why a source is not
    named."""
    w = frame.words
    if a.source is None or a.cue is None:
        return range(0)
    if w[a.source[0]].low in _NOBODY and a.cls == "say":
        return range(*a.content)
    gap = range(max(first, a.source[1]), a.cue[0])
    return gap if any(w[k].low in _UNNAMED for k in gap) else range(0)
