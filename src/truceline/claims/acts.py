"""What a claim does: asserted, denied, planned, provided ...; whether it is said to hold; whether under a condition.

Rules, by precedence (contract: withdraws, corrects, denies, admits, accuses, provides, undertakes, plans, expects,
announces, counts, asserts):
 A1. The cue of the nearest speech: denies, admits, accuses, undertakes, expects, announces.
 A2. Words of the clause that govern the trigger: "under the agreement", "is to", "plans to", "pledged to", "urged ... to".
 A3. A number of equal incidents ("40 times", "112 violations") counts.
 A4. "no", "not", "without", "failed to": does_not_hold. What a denial rejects does not hold for the denier, so `denies`
     is does_not_hold, and a denial of a negative holds.
 A5. A demand or an appeal is what its speaker expects of another: `expects`, topic `demand`.
 A6. A text that leaves open whether it reports the clause or the deed is read both ways (topic `reading_open`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.around import Around, around
from truceline.claims.claim import ACTS, Act
from truceline.claims.instruments import names_subject, provides, provides_before
from truceline.claims.languages import english_acts as en
from truceline.claims.predicates import Predicate, predicate_of

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger

_BREAK = frozenset({
    ";", ":", "—", "–", "but", "while", "although", "though", "whereas", "after", "because", "when", "since", "which",
    "who", "where", "until", "before", "(", "as", "except", "excepting", "exception", "barring",
})  # fmt: skip
_MAY_CONDITION = en.ONCE.gate | en.CONDITION.gate
_MAY_COUNT = en.COUNTED.gate | en.IN_INCIDENTS.gate
_MAY_HAVE = en.WOULD_HAVE.gate | en.WOULD_HAVE_IN.gate
_PROVIDABLE = frozenset({
    "ceasefire", "standstill", "deployment", "withdrawal", "transfer", "corridor", "exchange", "return",
    "reconstruction", "movement", "access", "position", "persons_held",
})  # fmt: skip
_NOT_PROVIDED = frozenset([
    "agreement", "meeting", "talks", "contact", "statement", "casualties", "violence", "damage",
])  # fmt: skip


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim does and how it stands. both: read as a clause as well (A6)."""

    act: Act
    polarity: str = "holds"
    conditional: bool = False
    topics: tuple[str, ...] = ()
    both: bool = False


def clause_start(frame: Frame, i: int, first: int) -> int:
    """First word of the clause that holds word i, not before `first`."""
    k = i
    while k > first:
        w = frame.words[k - 1].low
        if w in _BREAK or (w == "that" and k - 1 > first):
            return k
        if w == "," and k < i and frame.words[k].low in ("and", "but", "so", "nor"):
            return k
        k -= 1
    return first


def first_act(a: Act, b: Act) -> Act:
    """The one that takes precedence."""
    return a if ACTS.index(a) <= ACTS.index(b) else b


def standing(frame: Frame, t: Trigger, first: int, last: int, cue: str | None, *, provided: str = "") -> Standing:
    """The act of the trigger t in content [first, last) under the nearest cue's class.

    provided: "" or how an instrument governs the sentence: "under" (open), "provides".
    """
    begin = clause_start(frame, t.first, first)
    a, b = frame.words[first].start, frame.words[t.first].start
    clause = frame.low[frame.words[begin].start : b]
    before = frame.low[max(a, b - 220) : b]
    whole = frame.low[a : frame.words[last - 1].end]
    near = Around(frame, t, begin)
    held = near.held | frame.held.between(a, frame.words[last - 1].end)
    topics: list[str] = ["demand"] if cue == "demand" else []
    said_of = predicate_of(frame, t, begin, last)
    negative = negated(near) or said_of.negative
    act = _told(en.CUE_ACT.get(cue or "", "asserts"), before, clause, whole)
    if cue in ("withdraw", "correct"):
        for found in _acts_of(frame.low[max(0, a - 90) : a]):
            act = act if found == "denies" else first_act(act, found)
    if act == "denies" and cue != "deny" and en.REFUSED.search(near.words, held):
        act = "asserts"
    act, both, more = _governed(near, t, clause, before, whole, act, provided, cue in ("demand", "expect"), said_of)
    topics += more
    conditional = bool(held & _MAY_CONDITION) and _conditional(whole)
    if act in ("undertakes", "plans", "expects") and en.NOT_KEPT.search(whole, held):
        act, negative = "asserts", True
    ruled = en.RULED_OUT.search(clause, held)
    if ruled is not None:
        act, negative = first_act("expects" if act == "denies" else act, "expects"), ruled.group("no") is None
    elif held & _MAY_HAVE and _would_have(frame, t, clause):
        act, conditional, negative = first_act(act, "expects"), True, True
    if cue == "doubt":
        negative = not negative
    unreal = en.UNREAL.match(whole)
    if unreal is not None:
        conditional = True
        negative = negative != (b - a < unreal.end())
    if t.noun and held & en.ANY.gate and held & en.MET_WITH.gate and _any_that_will(frame, t, last):
        conditional, act = True, "expects" if act in ("asserts", "plans") else act
    if conditional:
        act = first_act(act, "expects")
    if act == "undertakes" and negative and t.lemma == "agree":
        act = "asserts"
    if act == "asserts" and not negative and held & _MAY_COUNT and _counts(frame, t, first, last):
        act = "counts"
    if act == "denies" and en.NOT_THE_DOER.search(before):
        topics.append("agent_only")
    polarity = "does_not_hold" if (act == "denies") != negative else "holds"
    return Standing(act=act, polarity=polarity, conditional=conditional, topics=tuple(dict.fromkeys(topics)), both=both)


def _told(act: Act, before: str, clause: str, whole: str) -> Act:
    """The act that the words of a content give, with that of its cue: the one of precedence (A1)."""
    hinted = _hinted(whole)
    scopes = {"before": before, "clause": clause}
    for found, where, pattern in en.ACTS_TOLD:
        if where in scopes and found in hinted and pattern.search(scopes[where]):
            act = first_act(act, found)
    for found in _acts_of(whole):
        act = first_act(act, found)
    return act


# What a whole content says is asked for each of its triggers: the last contents are remembered.
@lru_cache(maxsize=64)
def _hinted(whole: str) -> tuple[Act, ...]:
    """The acts that words of a content may speak of."""
    return tuple([act for act, stems in en.STEMS.items() if any(map(whole.__contains__, stems))])


@lru_cache(maxsize=64)
def _acts_of(whole: str) -> tuple[Act, ...]:
    """The acts that a whole content does to its claims, wherever its trigger stands."""
    hinted = _hinted(whole)
    return tuple([act for act, where, p in en.ACTS_TOLD if where == "whole" and act in hinted and p.search(whole)])


@lru_cache(maxsize=64)
def _conditional(whole: str) -> bool:
    if en.ONCE.search(whole) and en.WILL.search(whole):
        return True
    return (
        any(map(whole.__contains__, en.CONDITION_MARKS))
        and en.CONDITION.search(whole) is not None
        and not en.ASKED_IF.search(whole)
    )


def _would_have(frame: Frame, t: Trigger, clause: str) -> bool:
    """Whether the deed is told as one that would have been."""
    inside = frame.low[frame.words[t.first].start : frame.words[t.last - 1].end]
    return (
        en.WOULD_HAVE.search(clause) is not None or en.WOULD_HAVE_IN.search(inside) is not None
    ) and not en.NOT_HAVE.search(clause)


def _any_that_will(frame: Frame, t: Trigger, last: int) -> bool:
    """Whether any such deed is said to have its answer: "any attack will be met"."""
    b = frame.words[t.first].start
    return (
        en.ANY.pattern.search(frame.low, max(0, b - 30), b) is not None
        and en.MET_WITH.pattern.search(frame.low, frame.words[t.last - 1].end, frame.words[last - 1].end) is not None
    )


def _governed(
    near: Around,
    t: Trigger,
    clause: str,
    before: str,
    whole: str,
    act: Act,
    provided: str,
    demanded: bool,
    said_of: Predicate,
) -> tuple[Act, bool, list[str]]:
    """A2: what governs the trigger in its clause."""
    both = False
    modal = said_of.modal or _modal(near)
    if (
        provided == "provides"
        or (t.kind not in _NOT_PROVIDED and provides(whole) and provides_before(before, near.held))
        or (t.kind in _PROVIDABLE and names_subject(before, near.held))
    ):
        act = first_act(act, "provides")
    elif provided == "under" and (t.kind in _PROVIDABLE or (modal and t.kind not in ("meeting", "talks", "contact"))):
        if modal or t.word in ("has", "have") or " to " in near.low[near.at - 4 : near.at]:
            act = first_act(act, "provides")
        elif act == "asserts":
            both = True
    if t.lemma == "agree" and t.kind != "agreement":
        act = first_act(act, "undertakes")
    if t.kind == "ceasefire" and modal == "plans" and en.ORDERED.search(before, near.held):
        return first_act(act, "announces"), both, []
    if modal == "to":
        modal = "" if demanded else "plans"
    if modal == "demand":
        return first_act(act, "expects"), both, ["demand"]
    if modal == "plans" and act == "expects" and (said_of.modal or en.WILL.search(clause[-40:])):
        return act, both, []
    if modal in ("undertakes", "plans", "expects"):
        act = first_act(act, modal)  # type: ignore[arg-type]
    return act, both, []


def _modal(near: Around) -> str:
    """The modal or verb that governs the trigger: demand, undertakes, plans, expects, "to", or nothing."""
    found = around(near, en.MODAL)
    if found is None and "to" in near.flags:
        return _last_of(near.low[max(near.begin, near.at - 120) : near.at]) or "to"
    return (around(near, en.MODAL_NEAR) or "") if found is None else found


def _last_of(head: str) -> str:
    """The governing word nearest before the last "to" of a head, past what only begins or tries."""
    head = head[: head.rindex("to") + 2]
    found: tuple[int, str] = (-1, "")
    for name, pattern in en.GOVERNS_TO:
        for m in pattern.finditer(head):
            if m.start() >= found[0]:
                found = (m.start(), name)
    words = head.split()
    if len(words) > 1 and words[-2] == "yet":
        return "none"
    if len(words) > 1 and words[-2] in en.TRANSPARENT:
        return "none" if found[0] < 0 else found[1]
    if en.TRIED_TO.search(head):
        return "none"
    return found[1]


def negated(near: Around) -> bool:
    """A4: whether the clause says that it was not so."""
    found = around(near, en.NEGATED)
    if found is None and (en.MAY_NEGATE.search(near.words) or en.MAY_NEGATE.search(near.inside)):
        found = around(near, en.NEGATED_NEAR)
    return bool(found)


def _counts(frame: Frame, t: Trigger, first: int, last: int) -> bool:
    """A3: several equal incidents told by their number."""
    if t.kind not in ("violation", "violence"):
        return False
    a = frame.words[max(first, t.first - 9)].start
    b = frame.words[min(last, t.last + 12) - 1].end
    if en.IN_INCIDENTS.pattern.search(frame.low, frame.words[t.first].start, frame.words[last - 1].end):
        return True
    m = en.COUNTED.pattern.search(frame.low, a, b)
    if m is None or en.ONE.match(m.group()):
        return False
    few = en.FEW.match(m.group()) is not None
    return not (few and t.kind == "violence" and not en.RECORDING.search(frame.low[max(0, a - 60) : b]))
