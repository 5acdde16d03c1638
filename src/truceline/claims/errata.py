"""What an author corrects of its own words: the paragraph that does so, the old value told again, and the new (English).

R1. A paragraph headed "Correction", or one that regrets an error, corrects: what it recalls of an earlier statement is withdrawn,
    what it says else is the correction.
R2. Elsewhere "X, not Y as previously reported" and "clarified that X, not Y" correct.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.sentences import Sentence

_HEADED = re.compile(
    r"\W*(?:a )?(?:corrections?|corrigend(?:um|a)|errat(?:um|a)|clarification)(?: and clarifications?)?\s*[.:–—-]",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\W*(?:corrections?|corrigend(?:um|a)|errat(?:um|a))\W*", re.IGNORECASE)
_REGRETS = re.compile(
    r"\bregrets? (?:the|this|that|any|our|its) (?:\w+ )?(?:errors?|mistakes?|inaccurac\w+)\b", re.IGNORECASE
)
_SAID = r"(?:said|stated|reported|wrote|gave|put|announced|claimed|named|told)"
_RECALLS = re.compile(
    r"\bin (?:its|his|her|their|our|an?|the|that|this) (?:[\w'-]+ ){0,4}(?:statement|bulletin|report|article|story|communique|release|briefing|post|message|summary|dispatch)\b"
    rf"|\b(?:earlier|previously|wrongly|erroneously|mistakenly|incorrectly|originally|initially|inaccurately) {_SAID}\b|\b{_SAID} (?:earlier|previously|wrongly|erroneously|mistakenly|incorrectly) that\b"
    r"|\b(?:an? |the |our )(?:earlier|previous|first|original) (?:[\w'-]+ )?(?:version|report|statement|bulletin|article|story|figure)\b"
)  # fmt: skip
_NEW = re.compile(
    r"\bclarif(?:y|ies|ied|ying)\b|\b(?:in fact|actually|should (?:read|have (?:read|said|been))|the correct (?:\w+ )?(?:is|was|are|were)|corrects?|corrected)\b"
)
_NOT_AS_REPORTED = re.compile(
    r"\bnot [^.;]{1,60}? as (?:was |were |had been |it had )?(?:previously|earlier|first|originally|initially|wrongly|mistakenly) (?:been )?(?:reported|stated|said|announced|given|claimed)\b"
    r"|\bclarif(?:ied|ies|y) that [^.;]*, (?:and )?(?:not|rather than|instead of) "
)


class Mended(NamedTuple):
    """Code points of a sentence: deeds told before `old` are withdrawn, those told from `new` on are the correction."""

    old: int
    new: int


def correcting(frame: Frame) -> frozenset[int]:
    """The paragraphs that correct (R1)."""
    found: set[int] = set()
    heading = -9
    begun = -1
    for s in frame.sentences:
        words = frame.text[s.start : s.end]
        if s.paragraph != begun:
            begun = s.paragraph
            if _HEADED.match(words) or heading == s.paragraph - 1:
                found.add(s.paragraph)
            if _HEADING.fullmatch(words):
                found.add(s.paragraph)
                heading = s.paragraph
        elif heading == s.paragraph:
            heading = -9  # what is corrected stands beside the word, not in the next paragraph
        if _REGRETS.search(words):
            found.add(s.paragraph)
    return frozenset(found)


def mended(frame: Frame, s: Sentence, *, corrects: bool) -> Mended | None:
    """What a sentence takes back and what it puts right; None where it does neither. corrects: its paragraph does (R1)."""
    words = frame.low[s.start : s.end]
    if not corrects:
        return Mended(s.start, s.start) if _NOT_AS_REPORTED.search(words) else None
    new = _NEW.search(words)
    if _RECALLS.search(words, 0, new.start() if new else len(words)) is None:
        return Mended(s.start, s.start)
    at = s.start + new.start() if new else s.end
    return Mended(at, at)
