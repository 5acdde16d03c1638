"""Words beside an expression of time that give it a direction: since, from, until, by, before, after; and the future."""

from __future__ import annotations

from truceline.claims.languages.english_times import FUTURE_CUES, NOT_PAST, PAST_CUES, words
from truceline.claims.time_expr import Expr
from truceline.claims.time_span import Span
from truceline.claims.time_tokens import Tokens
from truceline.values.time import Bound

_SKIP = frozenset(
    {"the", "on", "in", "at", "about", "around", "approximately", "roughly", "of", "from", "sometime", "as", "midnight"}
)
_BOUND: dict[str, Bound] = {
    "since": "since", "from": "from", "starting": "from", "beginning": "from", "effective": "from",
    "commencing": "from", "until": "until", "till": "until", "til": "until", "through": "until", "by": "by",
    "before": "before", "after": "after",
}  # fmt: skip
_STOPS = frozenset(".!?;")


def bound_before(t: Tokens, e: Expr) -> Bound | None:
    """The direction an expression is given by the words around it."""
    after, after2 = t.word(e.j), t.word(e.j + 1)
    if after in ("onward", "onwards", "forward") or (after == "and" and after2 in ("onward", "onwards", "later")):
        return "from"
    if after == "or" and after2 in ("later", "after"):
        return "from"
    if after == "or" and after2 in ("earlier", "before"):
        return "by"
    if after == "at" and after2 == "the" and t.word(e.j + 2) in ("latest", "earliest"):
        return "by" if t.word(e.j + 2) == "latest" else "from"
    k = e.i - 1
    steps = 0
    while t.word(k) in _SKIP and steps < 3 and t.word(k) != "from":
        if t.word(k) == "of" and t.word(k - 1) == "ahead":
            return "before"
        if t.word(k) == "of" and t.word(k - 1) == "as":
            return None
        if t.word(k) == "of" or t.parted(k + 1):
            return None
        k, steps = k - 1, steps + 1
    w = t.word(k)
    if w == "from":
        return None if t.word(k - 1) in ("days", "weeks", "months", "away", "far", "years") else "from"
    if w == "than" and t.word(k - 1) == "later" and t.word(k - 2) in ("no", "not"):
        return "by"
    if w == "to" and t.word(k - 1) == "prior":
        return "before"
    if w == "to" and t.word(k - 1) == "up":
        return "until"
    if w == "before" and t.word(k - 1) == "or" and t.word(k - 2) == "on":
        return "by"
    if w == "after" and t.word(k - 1) == "or" and t.word(k - 2) == "on":
        return "from"
    if w == "eve" or (w == "of" and t.word(k - 1) == "eve"):
        return "before"
    if w in ("starting", "beginning", "through") and t.kind(k) == "word":
        return _BOUND[w]
    if e.length is not None and w in ("by", "from", "through", "since"):
        return None
    return _BOUND.get(w)


_ABOUT = frozenset({"about", "around", "approximately", "roughly", "circa", "sometime"})
_SOON = frozenset({"shortly", "just", "soon", "immediately", "right", "moments", "minutes"})


def about(t: Tokens, e: Expr, s: Span) -> bool:
    """Whether the time or day of an expression is given as about: "around 16:00", "at about noon", "around 12 May"."""
    if s.mod == "APPROX":
        return True
    k = e.i - 1
    while t.word(k) in ("the", "at", "on"):
        k -= 1
    return t.word(k) in _ABOUT


def shortly(t: Tokens, e: Expr) -> bool:
    """Whether "after" stands close: "shortly after 6 a.m."."""
    k = e.i - 1
    return t.word(k) == "after" and t.word(k - 1) in _SOON


def tense(t: Tokens, e: Expr) -> int:
    """What the words around say: 1 of what is to come, -1 of what was, 0 nothing.

    The nearest verb before the expression in its sentence (24 tokens), else `will` or a past form after it. A participle
    after `be` says nothing by itself ("will be held on Sunday").
    """
    if t.kind(e.j) == "possessive":
        return 1 if t.word(e.i - 1) == "of" and t.word(e.i - 2) == "ahead" else -1
    if t.word(e.i - 1) == "as" and t.word(e.i - 2) in ("early", "soon", "late") and t.word(e.i - 3) == "as":
        return 1
    k = e.i - 1
    for _ in range(24):
        w = t.word(k)
        if not w or (w in _STOPS and t.kind(k) == "mark" and not t.glued(k + 1)):
            break
        if t.kind(k) == "word":
            found = _verb(t, k, w)
            if (
                found > 0
                and w in ("expected", "scheduled", "planned", "due")
                and t.word(e.j) == ","
                and t.word(e.j + 1) in _CAME
            ):
                return -1
            if found:
                return found
        k -= 1
    k = e.j
    for _ in range(6):
        w = t.word(k)
        if not w or (w in _STOPS and t.kind(k) == "mark"):
            return 0
        if w in ("will", "shall"):
            return 1
        if w in PAST_CUES or (w.endswith("ed") and w not in NOT_PAST):
            return -1
        k += 1
    return 0


_BINDING = words("offered pledged promised vowed undertook")  # to do what is to come
_CAME = words("did had failed never took went passed came")  # what was expected did, or did not, come about


def _verb(t: Tokens, k: int, w: str) -> int:
    """1 or -1 where the word is a verb of the future or of the past."""
    if w in _BINDING and t.word(k - 1) != "had" and any(t.word(k + n) == "to" for n in range(1, 5)):
        return 1
    if w in FUTURE_CUES and not (w == "may" and t.capital(k)):
        return -1 if "had" in (t.word(k - n) for n in range(1, 6)) else 1
    if w in PAST_CUES or (w.endswith("ed") and len(w) > 4 and w not in NOT_PAST):
        return 0 if t.word(k - 1) in ("be", "to") or t.word(k - 2) == "be" else -1
    if w == "to" and t.word(k + 1) in _FUTURE_INFINITIVES:
        return -1 if _plan_of_the_past(t, k) else 1
    return 0


def _plan_of_the_past(t: Tokens, k: int) -> bool:
    """Whether the "to" at token k follows a plan that is over: "had been due to", "had planned to", "was to have"."""
    return t.word(k + 1) == "have" or "had" in (t.word(k - n) for n in range(1, 5))


def told_past(t: Tokens, e: Expr) -> bool:
    """Whether what is bound by an end ("by Monday", "until Friday") has been: its own verb stands in the past, and no
    infinitive, modal or noun of a term stands between them."""
    k = e.i - 1
    for _ in range(10):
        w = t.word(k)
        if not w or w in _STOPS or w == ",":
            break
        if w in FUTURE_CUES or (w == "to" and t.kind(k + 1) == "word" and t.word(k + 1) not in ("the", "a")):
            return False
        if w in _LASTED:
            return True
        if w in PAST_CUES or w.endswith("ed"):
            return w in ("had", "were") and "been" not in (t.word(k + 1), t.word(k + 2))
        k -= 1
    if t.word(e.i - 2) in _STOPS | {""} or e.i < 3:
        return any(t.word(e.j + n) == "had" for n in range(1, 6)) and "been" not in (t.word(e.j + n) for n in range(6))
    return False


_LASTED = words("lasted continued raged stayed remained held went fought")


_FUTURE_INFINITIVES = words("be begin start hold meet take visit return leave end resume travel arrive open")


def holds_throughout(t: Tokens, e: Expr) -> bool:
    """Whether it is said to have held all that time: throughout, all day, for the past 24 hours."""
    w = t.word(e.i - 1)
    if w in ("throughout", "all", "entire", "whole"):
        return True
    return w == "for" and e.length is not None
