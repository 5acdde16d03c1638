"""Instruments: agreements, statements and their clauses, as what provides and as what governs a sentence (English)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from truceline.claims.gates import gated

if TYPE_CHECKING:
    from truceline.claims.frame import Frame

INSTRUMENT = r"(?:(?:joint |trilateral |tripartite |bilateral |signed |peace |ceasefire |truce )*(?:agreement|document|deal|statement|memorandum|protocol|declaration|accord|accords|armistice|treaty|terms|provisions?|roadmap|road map|peace plan|plan|arrangements?)|(?:article|paragraph|clause|point|section|annex) \w+)"
_UNDER = gated(
    rf"\b(?:under|according to|in line with|in accordance with|pursuant to|as per|by|as part of|in keeping with|as stipulated (?:in|by)|as provided (?:for )?(?:in|by)|on the basis of) (?:the |this |that |its |their )?(?:terms of (?:the )?|provisions of (?:the )?)?(?:\w+ ){{0,3}}?{INSTRUMENT}\b"
)
_PROVIDES = gated(
    rf"\b(?:{INSTRUMENT}|it)(?:,? (?:of|on|signed|between|for|from|dated|by|in)[^,;.]{{0,80}})?,?(?: also| further| itself)? (?:also |expressly )?(?:provid(?:es?|ed)|stipulat(?:es?|ed)|envisag(?:es?|ed)|oblig(?:es?|ed)|requir(?:es?|ed)|calls? for|called for|foresees?|foresaw|prescribes?|prescribed|sets? out|says?|states?|stated|lays? down|obligates?|guarantees?|permits?|prohibits?|prohibited|bans?|banned|bars?|barred|forbids?|forbade|binds?|bound|restricts?|limits?|grants?|granted|allows?|entitles?|commits?|mandates?|mandated|gives?|gave|leaves|specif(?:y|ies|ied)|contains?|establish(?:es|ed)?)\b"
)
_ON_NOUN = gated(
    rf"\b(?:{INSTRUMENT}|commitments?|provision)(?: \w+){{0,3}} (?:on|for|about) (?:a |an |the )?(?:\w+ ){{0,3}}$"
)
_NO_INSTRUMENT = re.compile(r"\b(?:press|written|video|earlier)\s+statement")
_IT = re.compile(r"it\b")
_OBLIGED = gated(
    r"\b(?:is|are|was|were)(?: also| further)? (?:obliged|required|bound|obligated) (?:to|by|under)\b|(?<!\bwe )(?<!\bi )\bshall\b"
)
_SHALL = re.compile(r"(?<!\bwe )(?<!\bi )\bshall\b")
_BOUND = gated(r"\b(?:is|are|was|were)(?: also| further)? (?:obliged|obligated|duty bound|bound) (?:to|by)\b")
_SPOKEN = re.compile(
    r"\b(?:press|posted|published|issued|released|read out|website|spokes\w+|ministry|minister's|office)\b"
)
_SIGNED_PART = re.compile(r"\b(?:of|on|signed|between|dated|for|to)\b.*")
_INSTRUMENT_END = re.compile(rf"\b{INSTRUMENT}$")
_JOINT = re.compile(
    r"joint|trilateral|tripartite|\bof \d|\bof (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|signed"
)


@lru_cache(maxsize=64)
def provides(whole: str) -> re.Match[str] | None:
    """The words by which an instrument provides something, in a whole content."""
    return _PROVIDES.search(whole)


def provides_before(before: str, held: int) -> bool:
    """Whether the words before a deed make it what an instrument provides. held: gates open there (claims/gates.py)."""
    return _PROVIDES.search(before, held) is not None


def names_subject(before: str, held: int) -> bool:
    """Whether the words before a deed end in an instrument on it: "a protocol on the ..."."""
    m = _ON_NOUN.search(before, held)
    return m is not None and not before[: m.start()].endswith("to ")  # "came to terms on" is no paper


def instrument_of(frame: Frame, first: int, last: int) -> str:
    """How an instrument governs words [first, last): "under", "provides" or ""."""
    a, b = frame.words[first].start, frame.words[last - 1].end
    text, held = frame.low[a:b], frame.held.between(a, b)
    m = provides(text) if held & _PROVIDES.gate else None
    if m is not None and not _NO_INSTRUMENT.search(text[max(0, m.start() - 12) : m.end()]) and not _IT.match(m.group()):
        return "provides"
    if _BOUND.search(text, held):
        return "provides"
    if _OBLIGED.search(text, held):
        return "provides" if _SHALL.search(text) or _UNDER.search(text) else ""
    return "under" if _UNDER.search(text, held) else ""


@lru_cache(maxsize=2048)
def is_instrument(source: str) -> bool:
    """Whether the words of a source name an instrument, not a speaker's statement."""
    low = source.lower()
    if _SPOKEN.search(low):
        return False
    head = _SIGNED_PART.sub("", low).strip()
    return bool(_INSTRUMENT_END.search(head)) and not (head.endswith("statement") and not _JOINT.search(low))
