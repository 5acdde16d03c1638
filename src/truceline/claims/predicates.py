"""What is said of a noun that tells a deed: "talks between A and B are expected to resume", "a handover is planned".

Rules.
 N1. The noun is the subject where no preposition but "of" governs it; its finite verb is the first one after it that stands
     in no relative clause, with no new subject between them.
 N2. Expected, likely, feared, may, could: `expects`. Due, scheduled, planned, to be, will: `plans`. Must, should: a demand.
 N3. Has yet to, was not, did not take place: it was not so.
 N4. What will be looked into, discussed or remembered has been told all the same: of force and harm only a verb that says
     they come about makes them a plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.claims.languages.english_words import ADVERBS, AUX, BE, PREPOSITIONS, VERBISH

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger

_ADV = r"(?:(?:\w+ly|not|now|also|still|then|again|first|provisionally|widely) )*"
_FORMS = re.compile(
    rf"(?:(?P<be>is|are|was|were|(?:has|have|had) been|remains?|seems?|looks?) {_ADV}(?:"
    r"(?P<expects>expected|likely|unlikely|anticipated|feared|hoped for|believed (?:likely|imminent)|possible|imminent|thought (?:likely|possible)|predicted|forecast)"
    r"|(?P<demand>demanded|called for|needed|urgently needed|required)"
    r"|(?P<plans>expected|due|scheduled|planned|set (?:to|for|on)|slated|timed|foreseen|about to|being (?:planned|prepared|arranged|organi[sz]ed|discussed|considered|negotiated|readied)|in preparation|under consideration|on the agenda|proposed|to))\b"
    rf"|(?P<will>will|shall|would)\b(?! {_ADV}have\b)"
    r"|(?P<may>may|might|could|can)\b(?! (?:not )?have\b)"
    r"|(?P<must>must|should|ought|needs? to|has to|have to)\b(?! have\b))"
)
_NOT_SO = re.compile(
    rf"(?:has|have|had|is|are) {_ADV}yet to\b|(?:did|does|do|has|have|had|was|were|is|are|will|would|could|may|might|can|should|must) (?:\w+ly )?(?:not|never)\b(?! only)|(?:did|does|do|has|have|had|was|were|is|are|wo|would|could|ca)n't\b|cannot\b"
    r"|fail(?:s|ed) to (?:take place|happen|materiali[sz]e|begin|start)\b|(?:never|no longer) "
)
_COMES_ABOUT = re.compile(
    r"\b(?:resum\w+|continu\w+|begin\w*|start\w*|erupt\w*|happen\w*|occur\w*|launch\w*|intensif\w+|take place|spread\w*|follow\w*|renew\w*|come|carried out|escalat\w+|flare\w*|go ahead|mount\w*|staged)\b"
)
_LOOKED_AT = re.compile(
    r"\b(?:investigat\w+|discuss\w+|review\w*|debat\w+|remember\w*|mark(?:ed)?|commemorat\w+|assess\w*|condemn\w*|criticis\w+|examin\w+|probed?|reported|published|presented|announced|confirmed)\b"
)
_FAILS = re.compile(r" (?:[\w-]+ly )?(?:collapse|fail|break down|be violated|be broken|escalate|lapse|expire)\b")
_SET_FOR = re.compile(
    r"(?: (?:of|between|with|in|at|from|to) (?:[\w'-]+ ){1,5}?| )?,? ?(planned|scheduled|due|expected|awaited|proposed|slated|foreseen|envisaged) (?:for|on|in|next|to begin|to start|to open|to take place|to be)\b"
)
_CAME_ABOUT = re.compile(
    r"(?:has |have |had )?(?:been |was |were |is |are )?(?:\w+ly )?(?:took place|taken place|held|under way|going on|went ahead|completed|carried out|began|begun|ended|over|started|finished|passed|happened|cancelled|called off|postponed|put off|shelved|suspended|signed)\b"
)
_HELD_UP = re.compile(
    r"(?:has been|have been|had been|was|were|is being|are being) (?:\w+ly |again )?(?:delayed|held up|blocked|prevented|thwarted|obstructed|stalled)\b"
)
_STOPPED = re.compile(
    r"(?:has|have|had) (?:now |since |also |largely |finally )?(?:stopped|ceased|ended|subsided|died down|let up)\b"
)
_HELD_UP_KINDS = frozenset(["return", "withdrawal", "exchange", "transfer", "deployment", "movement", "reconstruction"])
_HARMS = frozenset(["violence", "violation", "casualties", "damage", "persons_held"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "where", "whose"])
_STOPS = frozenset(
    [
        ";",
        ":",
        "—",
        "–",
        "but",
        "while",
        "although",
        "whereas",
        "because",
        "when",
        "if",
        "unless",
        "as",
        "(",
        '"',
        "“",
        "”",
    ]
)
_FINITE = (
    AUX
    | (BE - {"been", "being", "be"})
    | {"remains", "remain", "seems", "seem", "looks", "fails", "failed", "needs", "need", "cannot"}
)
_DETERMINED = frozenset(["the", "a", "an", "its", "their", "his", "her"])
_JOINS = frozenset([",", "and", "or", "both", "/"])


@dataclass(frozen=True)
class Predicate:
    """What governs a noun from behind. modal: plans, expects, demand or nothing; negative: it was not so."""

    modal: str
    negative: bool = False


NONE = Predicate("")


def predicate_of(frame: Frame, t: Trigger, begin: int, last: int) -> Predicate:
    """The predicate of a deed told by a noun, within words [begin, last)."""
    if not _is_subject(frame, t, begin):
        return NONE
    k = _finite_after(frame, t, last)
    if k is None:
        return Predicate(_reduced(frame, t))
    end = frame.words[min(last, k + 14) - 1].end
    words = frame.low[frame.words[k].start : end]
    negative = _NOT_SO.match(words) is not None
    m = _FORMS.match(words)
    if m is None:
        if not negative and t.kind in _HELD_UP_KINDS and _HELD_UP.match(words):
            negative = True
        if t.kind == "violence" and _STOPPED.match(words):
            negative = True
        planned = "" if negative or _CAME_ABOUT.match(words) else _reduced(frame, t)
        return Predicate(planned, negative)
    if (t.kind in _HARMS and not _COMES_ABOUT.search(words) and m.group("expects") is None) or _LOOKED_AT.search(
        words[m.end() : m.end() + 40]
    ):
        return NONE
    if m.group("expects") or m.group("may") or _FAILS.match(words[m.end() :]):
        return Predicate("expects", negative)
    if m.group("demand") or m.group("must"):
        return Predicate("demand", negative)
    return Predicate("plans", negative)


def _reduced(frame: Frame, t: Trigger) -> str:
    """The modal of a participle that tells for when a deed is set: "the exchange planned for Friday"."""
    m = _SET_FOR.match(frame.low, frame.words[t.last - 1].end)
    if m is None or t.kind in _HARMS:
        return ""
    return "expects" if m.group(1) in ("expected", "awaited") else "plans"


def _is_subject(frame: Frame, t: Trigger, begin: int) -> bool:
    """Whether the trigger's first word is a noun that no preposition but "of" governs (N1)."""
    after = frame.words[t.first + 1].low if t.first + 1 < len(frame.words) else ""
    if t.verb and not t.noun and not (t.word.endswith("ing") and after == "of"):
        return False
    if t.word in AUX or t.word in BE:
        return False
    for k in range(t.first - 1, max(begin, t.first - 6) - 1, -1):
        low = frame.words[k].low
        if low == "of" or low in _JOINS:
            return True
        if low in PREPOSITIONS or low in ("to", "following", "pending", "ahead"):
            return False
        if low in VERBISH or not (low.isalnum() or "-" in low or "'" in low):
            return low in ("said", "says") or not low.isalnum()
    return True


def _resumes(frame: Frame, k: int, last: int) -> bool:
    """Whether the comma at word k opens a parenthesis that a finite verb follows: "the handover, once set for 1 March, will"."""
    for m in range(k + 2, min(last - 1, k + 13)):
        if frame.words[m].low == ",":
            return frame.words[m + 1].low in _FINITE
    return False


def _finite_after(frame: Frame, t: Trigger, last: int) -> int | None:
    """The finite verb of the noun: its first word."""
    relative = False
    aside = False  # within a parenthesis between commas
    for k in range(t.first + 1, min(last, t.first + 26)):
        low = frame.words[k].low
        before = frame.words[k - 1].low
        if low in _STOPS:
            return None
        if low in _RELATIVE:
            relative = True
        elif low == ",":
            if aside:
                aside = relative = False
                continue
            if _resumes(frame, k, last):
                aside = True
                continue
            after = frame.words[k + 1].low if k + 1 < last else ""
            if not (
                after in _RELATIVE
                or after in PREPOSITIONS
                or after.endswith("ed")
                or after in ("due", "originally", "first", "initially")
            ):
                return None
            aside = True
        elif (
            low in _DETERMINED and before not in PREPOSITIONS and before not in _JOINS and not relative and k >= t.last
        ):
            return None
        elif low == "never" and not relative and not aside:
            return k
        elif low in _FINITE or (relative and (low in VERBISH or low.endswith("ed"))):
            if relative or aside:
                relative = False
                continue
            if before in _FINITE and k > t.first + 1:
                continue  # the second word of a verb in a relative clause
            return k
        elif low in VERBISH and low not in ADVERBS and not aside and k >= t.last:
            nxt = frame.words[k + 1].low if k + 1 < last else ""
            if not (nxt in PREPOSITIONS and low.endswith(("ed", "en", "eld", "de", "ht"))):
                return None
    return None
