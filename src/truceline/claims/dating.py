"""Which time belongs to which deed, within one content.

Rules.
 B1. A time in the name of an instrument ("the statement of 9 November") or beside the cue dates neither deed.
 B2. A time at the head of a content dates all deeds in it that have none nearer; else the nearest deed has it.
 B3. Times joined by commas and "and" after one deed date it several times: one claim each.
 B6. A time in a reduced relative ("the agreement signed in May") or a relative clause ("the captives it took in April")
     dates what that clause tells, and nothing else.
 B7. A time between the cue and what is said ("rejected on Thursday claims that ...") is the time of speaking.
 B8. A time in a clause of condition or time ("If X does not ... by Friday, Y will") dates the deed of that clause alone.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_words import AUX, BE, PERSON_HEADS, VERBISH
from truceline.claims.time_lengths import moved
from truceline.values.time import When, micros, moment

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.claims.sentences import Word
    from truceline.claims.times import TimeMention

_INSTRUMENT = frozenset({
    "statement", "agreement", "document", "declaration", "memorandum", "deal", "accord", "protocol", "armistice",
    "treaty", "truce", "ceasefire",
})  # fmt: skip
_REACHING_BACK = re.compile(r"\b(?:past|last|previous|preceding|since|day|overnight)\b")


_JOINS = frozenset({",", "and", "in", "on", "then", "again", "or", "&", "the"})


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A time in words [first, last)."""

    first: int
    last: int
    when: When
    type: str = "DATE"
    aside: int = -1  # the word of the relative clause that it dates (B6)


def dated(frame: Frame, mentions: list[TimeMention]) -> list[Dated]:
    """The times that may date a deed (B1)."""
    out = []
    before: TimeMention | None = None
    for m in mentions:
        w, before, length = m.when, m, before
        if m.weak or m.type == "SET" or (w.earliest is None and w.latest is None):
            continue
        first = frame.word_at(m.start)
        last = first
        while last < len(frame.words) and frame.words[last].start < m.end:
            last += 1
        if frame.words[last - 1].low.endswith("-century"):
            continue  # "a tenth-century chapel"
        if (
            last <= first
            or _names_instrument(frame, first, last)
            or _compared(frame, first)
            or _of_speaking(frame, first, last)
        ):
            continue
        if m.type == "DURATION" and w.bound is None and not _REACHING_BACK.search(m.text.lower()):
            continue
        if length is not None and length.type == "DURATION":
            w = _term(frame, length, m) or w
        if w.latest is not None and _DEADLINE.search(frame.low, max(0, m.start - 50), m.start):
            w = msgspec.structs.replace(w, earliest=None, bound="by", precision="T7")
        out.append(
            Dated(
                first=first,
                last=last,
                when=w,
                type=m.type,
                aside=first - 1 if _tells_which(frame, first) else _aside(frame, first),
            )
        )
    return out


_DEADLINE = re.compile(
    r"\b(?:by|before|until) (?:the|a|its|their) (?:[\w'-]+ )?(?:deadline|cut-off|date|term|limit) of $"
)
_TERM = re.compile(r"P(T?)(\d+)([HDWMY])$")
_FROM_EVENT = re.compile(r"\W*(?:of|after|from|following)(?: [\w'-]+){0,5}?(?: (?:on|in|of))? ?$")


def _term(frame: Frame, length: TimeMention, m: TimeMention) -> When | None:
    """The term that "within ten days of 5 June" gives: from that day to its last day; None where it is none."""
    found = _TERM.match(length.value)
    w = m.when
    if (
        found is None
        or w.earliest is None
        or w.latest is None
        or not (
            frame.low[: length.start].rstrip().endswith(("within", "in", "no later than", "not later than"))
            or frame.low.startswith((" to ", ", to "), m.end)
        )
        or _FROM_EVENT.match(frame.low[length.end : m.start]) is None
    ):
        return None
    unit = {"H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}[found.group(3)]
    end = moved(moment(w.latest, w.zone), int(found.group(2)), unit)
    if end is None:
        return None
    return msgspec.structs.replace(w, latest=micros(end), bound="by", text=f"{length.text} ... {m.text}")


_WHICH = frozenset([
    "captured", "seized", "occupied", "stationed", "deployed", "planned", "scheduled", "founded", "born", "elected", "appointed",
])  # fmt: skip


def _compared(frame: Frame, first: int) -> bool:
    """Whether a time is what a figure is compared with ("compared with the previous day", "than on Monday")."""
    words = [w.low for w in frame.words[max(0, first - 5) : first]]
    if "first" in words and words[-1:] in (["since"], ["in"]):
        return True  # "for the first time since March"
    return any(a == "compared" and b in ("with", "to") for a, b in pairwise(words)) or (
        "than" in words[-2:] and not any(w in ("later", "earlier", "sooner") for w in words)
    )


def _tells_which(frame: Frame, first: int) -> bool:
    """Whether a time only tells which one is meant ("soldiers captured in March", "first planned for 2 May")."""
    words = [w.low for w in frame.words[max(0, first - 5) : first]]
    k = len(words) - 1
    while k > 0 and words[k] in ("in", "on", "for", "since", "at", "early", "late"):
        k -= 1
    if k < 1 or words[k] not in _WHICH:
        return False
    before = words[k - 1]
    return (
        before in PERSON_HEADS
        or before in (",", "first", "originally", "initially")
        or (before.endswith("s") and before not in BE | AUX)
    )


_PAPERS = frozenset([
    "decision", "order", "decree", "letter", "report", "resolution", "law", "promise", "pledge", "offer", "proposal", "note", "bulletin",
    "claim", "announcement", "vote", "elections", "election",
])  # fmt: skip


def _names_instrument(frame: Frame, first: int, last: int) -> bool:
    after = [w.low for w in frame.words[last : last + 4]]
    before = [w.low for w in frame.words[max(0, first - 4) : first]]
    if after and (
        after[0] in _INSTRUMENT
        or (
            len(after) > 1
            and after[0] in ("joint", "trilateral", "peace", "ceasefire", "tripartite")
            and after[1] in _INSTRUMENT
        )
    ):
        return True
    return len(before) > 1 and (
        (
            before[-1] in ("of", "dated", "from")
            and any(b in _INSTRUMENT or b in _PAPERS for b in before[-4:-1])
            and "signed" not in before
        )
        or before[-1] in _INSTRUMENT
    )


_REPORTS = re.compile(
    r"\b(?:claims?|reports?|allegations?|accusations?|suggestions?|assertions?|rumou?rs|charges|accounts?|statements?|warnings?|demands?|calls?|proposals?|requests?|offers?)\b"
)
_TELLS = re.compile(
    r"\b(?:reject|den[iy]|dismiss|refut|rebut|said|says|told|announc|stat|confirm|acknowledg|admit|warn|accus|accept|approv|endors|claim|declar|demand|urg|call|repeat|reiterat|insist|conced|disput|add)\w*$"
)
_PARTICIPLE = re.compile(
    r"(?:signed|reached|agreed|concluded|brokered|negotiated|announced|promised|given|made|adopted|issued|published|declared|imposed|initialled|initialed|ratified|accepted|proclaimed|released|sent|filed|lodged|launched|opened|begun|ordered|delivered|approved|endorsed|established|drafted|submitted|taken|captured|seized|held|begun|set|mined|damaged|destroyed|wounded|shelled|attacked|displaced|hit|occupied|abducted|detained|arrested|built|closed|lost|pledged|mandated|requested|accused|convicted)$"
)
_EVENT_OF = re.compile(
    r"\b(?:before|after|ahead of|until|following|since|prior to|pending) (?:the|a|an|its|their) (?:[\w'-]+ ){1,2}(?:in|on|of|set for|scheduled for|planned for) $"
)
_RELATIVES = frozenset(["who", "which", "that", "whom", "where", "whose"])
_PRONOUNS = frozenset(["it", "they", "he", "she", "we"])


_RESOLVES = re.compile(
    r"(?:approved|accepted|endorsed|backed|adopted|agreed|decided|offered|promised|pledged|vowed|threatened|ordered|proposed)$"
)
_BINDS = re.compile(
    r"(?:agreed|promised|pledged|vowed|offered|undertook|undertaken|decided|proposed|refused|asked|swore|threatened)$"
)


def _of_speaking(frame: Frame, first: int, last: int) -> bool:
    """Whether a time stands between a verb of speech and what it is about (B7)."""
    k = first - 1
    while k > 0 and frame.words[k].low in ("on", "in", "at", "late", "early", "earlier"):
        k -= 1
    if (
        k >= 0
        and last < len(frame.words)
        and _BINDS.match(frame.words[k].low)
        and frame.words[last].low in ("to", "on")
    ):
        return True
    next_ = [w.low for w in frame.words[last : last + 9]]
    if next_ and _RESOLVES.match(next_[0]) and "to" in next_ and "," not in next_[: next_.index("to")]:
        return True  # "on Monday approved a plan to ..."
    if k < 0 or _TELLS.search(frame.words[k].low) is None:
        return False
    after = frame.low[frame.words[last - 1].end : frame.words[min(last + 6, len(frame.words)) - 1].end]
    return (
        after.lstrip(" ,").startswith("that ")
        or re.match(rf"(?:[\w'-]+ ){{0,3}}?{_REPORTS.pattern}", after.lstrip(" ,")) is not None
    )


def _aside(frame: Frame, first: int) -> int:
    """The participle, or the verb of the relative clause, that a time follows; -1 where it stands in neither (B6)."""
    words = frame.words
    k = first - 1
    while k > 0 and words[k].low in ("on", "in", "at", "late", "early", "last", "earlier", "by", "since"):
        k -= 1
    if k > 1 and _PARTICIPLE.match(words[k].low) and (_after_noun(frame, k) or _apposed(frame, k, first)):
        return k
    p = next((j for j in range(first - 2, max(0, first - 7), -1) if words[j].low in ("in", "at")), -1)
    if p > 1 and _PARTICIPLE.match(words[p - 1].low) and _after_noun(frame, p - 1) and words[p + 1].low.isalpha():
        return p - 1  # "the memorandum signed in Solm on 8 November"
    if _EVENT_OF.search(frame.low, max(0, words[first].start - 60), words[first].start):
        return first - 1  # "before the elections in November"
    for j in range(first - 1, max(0, first - 11), -1):
        low = words[j].low
        if low in ("who", "whom", "which") and words[j - 1].low == "," and _closed(frame, first):
            return j + 1
        if low in (",", ";", ":", ".", "but", "said", "says") or (low in _RELATIVES and j < first - 8):
            return -1
        if low == "that" and (words[j + 1].low in VERBISH or words[j + 1].low.endswith("ed")) and j + 1 < first:
            return j + 1
        if low in ("who", "whom", "which") and words[j - 1].low != ",":
            return j + 1
        if low in _PRONOUNS and j + 1 < first and _thing(frame, j - 1) and _past(words[j + 1].low):
            return j + 1  # "the captives it took in April"
    return -1


def _thing(frame: Frame, k: int) -> bool:
    """Whether word k is the noun of "the captives", "a toll", "its first report"."""
    low = frame.words[k].low
    if not low[-1:].isalpha() or low in BE or low in AUX or low in _NO_THING or _TELLS.search(low):
        return False
    return low.endswith("s") or any(w.low in ("the", "a", "an", "its", "their") for w in frame.words[max(0, k - 3) : k])


_NO_THING = frozenset([
    "that", "which", "who", "and", "but", "or", "when", "while", "as", "because", "if", "since", "until", "after", "before", "once",
    "unless", "where", "says", "so",
])  # fmt: skip


def _past(low: str) -> bool:
    return low.endswith("ed") or low in ("had", "took", "made", "gave", "held", "lost", "won", "seized", "sent", "left")


def _apposed(frame: Frame, k: int, first: int) -> bool:
    """Whether the participle at word k and its date stand between commas: "the offer, made on Sunday, ..."."""
    after = next((w.low for w in frame.words[first + 1 : first + 4] if not w.low.isalnum()), "")
    return (
        frame.words[k - 1].low == ","
        and after == ","
        and frame.words[k].low in ("made", "given", "signed", "issued", "announced", "reached", "agreed", "published")
    )


def _closed(frame: Frame, first: int) -> bool:
    """Whether a comma follows the date that begins at word `first`."""
    return "," in [w.low for w in frame.words[first + 1 : first + 4]]


def _after_noun(frame: Frame, k: int) -> bool:
    """Whether the participle at word k follows the thing it describes, not its own subject or a form of "be"."""
    before = frame.words[k - 1].low
    if before in BE or before in AUX or before.endswith("ly") or before in _PRONOUNS or not before[-1:].isalpha():
        return False
    if before in ("first", "originally", "and", "not", "who", "which", "that", "to", "also", "jointly"):
        return False
    return not any(e.last == k and e.form != "generic" for e in frame.entities_in(max(0, k - 8), k))


Owned = list[tuple[list[Dated], "Trigger"]]


def owned(frame: Frame, triggers: list[Trigger], times: list[Dated]) -> Owned:
    """The times of one content in groups of joined ones, each with the trigger nearest to it (B2, B3)."""
    groups: list[list[Dated]] = []
    asides: Owned = []
    for each in times:
        d = each
        if d.aside >= 0 and not (len(times) == 1 and frame.words[d.aside - 1].low in ("that", "which")):
            asides += [
                ([msgspec.structs.replace(d, aside=-1)], t)
                for t in triggers[:1]
                if len(times) == 1 and _set_for(frame, t, d)
            ]
            asides += [([d], t) for t in triggers if d.aside < t.last and t.first < d.first][-1:]
            continue
        d = msgspec.structs.replace(d, aside=-1)  # "a truce that was to start on 19 November": its own day
        gap = frame.words[groups[-1][-1].last : d.first] if groups else []
        if gap and groups[-1][-1].first > triggers[0].first and all(w.low in _JOINS for w in gap):
            groups[-1].append(d)
        else:
            groups.append([d])
    free = [t for t in triggers if not any(t is o for _, o in asides)] or triggers
    return asides + [(g, _nearest(frame, g, free)) for g in groups]


_SET = frozenset(["planned", "scheduled", "due", "expected", "slated", "foreseen", "proposed", "set"])


def _set_for(frame: Frame, t: Trigger, d: Dated) -> bool:
    """Whether the one date of a content is that for which its deed is set: "the exchange planned for Friday depends on ..."."""
    between = [w.low for w in frame.words[t.last : d.first]]
    return (
        t.last <= d.first
        and len(between) < 9
        and not {"first", "originally", "initially"} & set(between)
        and any(b in _SET for b in between)
    )


def whens(frame: Frame, t: Trigger, triggers: list[Trigger], groups: Owned) -> list[When]:
    """The times of a trigger: none, one, or several joined ones (B2, B3)."""
    mine: list[Dated] = []
    head: list[Dated] = []
    for g, owner in groups:
        if g[0].aside < 0 and _shut(frame, g[0], t):
            continue
        if owner is t:
            mine += g
        if g[0].aside >= 0:
            continue
        if g[0].first < triggers[0].first or (len(groups) == 1 and not _other_clause(frame, t, owner)):
            head += g
    chosen = mine or head[-1:] if len(groups) > 1 else mine or head
    return [d.when for d in chosen] if len(chosen) < 2 or _one_group(groups, chosen) else [chosen[0].when]


_OPENS = frozenset(["if", "unless", "once"])


def _shut(frame: Frame, d: Dated, t: Trigger) -> bool:
    """Whether a time stands in a clause of condition or time and the deed outside of it (B8)."""
    if d.first < t.first:
        span, inner = frame.words[d.last : t.first], frame.words[max(0, d.first - 16) : d.first]
        return (any(w.low == "," for w in span) and _opened(inner)) or any(w.low in ("if", "unless") for w in span)
    return _opened(frame.words[t.last : d.first])


def _opened(words: list[Word]) -> bool:
    """Whether a conjunction of condition or time stands among the words with no comma or stop after it."""
    for w in reversed(words):
        if w.low in (",", ".", ";"):
            return False
        if w.low in _OPENS:
            return True
    return False


def _other_clause(frame: Frame, t: Trigger, owner: Trigger) -> bool:
    """Whether the deed that a time dates stands after the other in a clause of time ("... before pulling out on 4 May")."""
    return owner.first > t.last and any(
        w.low in ("before", "after", "until") for w in frame.words[t.last : owner.first]
    )


def _one_group(groups: Owned, chosen: list[Dated]) -> bool:
    return any(all(c in g for c in chosen) for g, _ in groups)


def _nearest(frame: Frame, g: list[Dated], triggers: list[Trigger]) -> Trigger:
    marks = frame.marks

    def far(t: Trigger) -> tuple[int, int]:
        a, b = (t.last, g[0].first) if t.first < g[0].first else (g[-1].last, t.first)
        return abs(b - a) + 3 * abs(marks[b] - marks[a]), 0 if t.first < g[0].first else 1

    return min(triggers, key=far)
