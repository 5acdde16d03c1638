"""Deeds put off or called off: the day first set did not see them, the day now set is a plan.

Rules.
 O1. "Put off to July": planned for July. With a day first set for it ("scheduled for 20 June"): on that day it was not so.
 O2. "Scheduled for 20 June, was cancelled": on 20 June it was not so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from truceline.claims.claim import Claim
    from truceline.claims.dating import Dated
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.values.time import When

_PUT_OFF = re.compile(
    r"\b(?:postponed|put off|put back|delayed|deferred|pushed back|moved|rescheduled|adjourned|brought forward)(?: [\w'-]+){0,6}? (?:to|until|till|for) (?=[\w ]*\d|[\w ]*(?:day|week|month|year|january|february|march|april|May|june|july|august|september|october|november|december|tomorrow|autumn|summer|spring|winter))"
)
_OFF = re.compile(
    r"\b(?:was|were|is|are|has been|have been|had been|been|being) (?:\w+ly |now |again )?(?:cancelled|canceled|called off|scrapped|aborted|postponed|put off|shelved|delayed)\b|\bdid not (?:take place|go ahead|happen)\b"
)
_FIRST_SET = frozenset(["scheduled", "planned", "due", "set", "slated", "timed", "announced", "agreed", "foreseen"])
_PUT_OFF_KINDS = frozenset([
    "meeting", "talks", "contact", "exchange", "withdrawal", "deployment", "transfer", "return", "movement", "corridor", "access",
    "agreement", "reconstruction",
])  # fmt: skip


def put_off(f: Frame, t: Trigger, base: Claim, dates: list[Dated], first: int, last: int) -> list[Claim]:
    """The claims of a deed that content [first, last) says was put off to a day, or called off on the day set for it."""
    if t.kind not in _PUT_OFF_KINDS or base.act not in ("asserts", "plans", "expects", "announces"):
        return []
    a, b = f.words[first].start, f.words[last - 1].end
    m = _PUT_OFF.search(f.low, a, b)
    if m is None and _OFF.search(f.low, a, b) is None:
        return []
    cut = f.word_at(m.end()) if m is not None else last
    old = [d for d in dates if d.first < cut and _first_set(f, d)]
    new = [d for d in dates if d.first >= cut] if m is not None else []
    out = []
    if old:
        out.append(msgspec.structs.replace(base, act="asserts", polarity="does_not_hold", when=old[0].when))
    if new:
        act = "announces" if base.act == "announces" else "plans"
        out.append(msgspec.structs.replace(base, act=act, polarity="holds", when=_day_of(new[0].when)))
    return out


def _first_set(f: Frame, d: Dated) -> bool:
    """Whether a date is the one first set for a deed."""
    before = [w.low for w in f.words[max(0, d.first - 7) : d.first]]
    return (
        any(w in _FIRST_SET for w in before) or " ".join(before).find("to have ") >= 0
    )  # "was to have taken place on"


_DAY_US = 86_400_000_000
_DAY = re.compile(r"\d|day\b", re.IGNORECASE)


def _day_of(w: When) -> When:
    """What is put off until a day is set for that day."""
    if w.bound != "until" or w.latest is None or _DAY.search(w.text) is None:
        return w
    return msgspec.structs.replace(w, earliest=w.latest - _DAY_US, bound=None, precision="T2")
