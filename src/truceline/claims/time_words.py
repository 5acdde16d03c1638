"""The grammar of words that refer to a time: now, recently, daily, the year-ago quarter, the same time."""

from __future__ import annotations

from truceline.claims.languages import english_times as en
from truceline.claims.time_expr import Expr
from truceline.claims.time_numbers import ordinal
from truceline.claims.time_tokens import Tokens


def adverb(t: Tokens, i: int) -> Expr | None:
    """daily, weekly, annually: sets."""
    w = t.word(i)
    if w in en.ADVERBS_OF_UNIT and t.kind(i) == "word":
        if (
            w in ("annual", "daily", "weekly", "monthly")
            and t.capital(i)
            and i
            and t.word(i - 1) not in (".", "“", '"')
        ):
            return None
        return Expr(i, i + 1, length=(1, en.ADVERBS_OF_UNIT[w]), each=True)
    return None


def year_ago(t: Tokens, i: int) -> Expr | None:
    """`the year-ago quarter`, `year-earlier`: the period last named, a year before."""
    k = i
    if t.word(k) in ("the", "a"):
        k += 1
    if t.word(k) in ("comparable", "corresponding", "same"):
        k += 1
    if t.word(k) != "year" or t.word(k + 1) != "-" or t.word(k + 2) not in ("ago", "earlier") or not t.glued(k + 2):
        return None
    j = k + 3
    e = Expr(k if k == i else i, j, shift=(1, "year", -1, "text"))
    o = ordinal(t, j)
    if o is not None and t.word(o[1]) == "quarter":
        e.quarter, j = o[0], o[1]
    if t.word(j) in ("period", "quarter", "month", "week", "half"):
        e.j = j + 1
        return e
    return e.at(k, j)


def named_period(t: Tokens, i: int) -> Expr | None:
    """`the quarter`, `the latest quarter`, `for the year`, `the full year`, `the week`: the one last named or current."""
    if t.word(i) != "the":
        return None
    k, latest = i + 1, False
    if t.word(k) in ("latest", "full", "entire", "whole", "fiscal", "most"):
        latest = True
        k += 1 + (t.word(k) == "most") + (t.word(k + 1) == "fiscal")
    unit = t.word(k)
    if unit not in ("quarter", "year", "month", "week") and not (latest and unit == "period"):
        return None
    if not latest and t.word(i - 1) not in ("for", "in", "of", "during", "through", "throughout"):
        return None
    if t.word(k + 1) in ("of", "before", "after", "when", "that", "-", "until", "since"):
        return None
    if unit == "year" and t.word(k + 1) in ("ended", "ending"):
        return Expr(i, k + 1, length=(1, "year"), stamp="named")
    return Expr(i, k + 1, step=("text", 0, "quarter" if unit == "period" else unit), stamp="named")


def reference(t: Tokens, i: int) -> Expr | None:
    """now, currently, recently, former, soon, the future, the time being, the same time."""
    w, n = t.word(i), t.word(i + 1)
    if t.kind(i) != "word":
        return None
    if w == "right" and n == "now":
        return Expr(i, i + 2, ref="PRESENT_REF")
    if w in en.PRESENT:
        return Expr(i, i + 1, ref="PRESENT_REF")
    if w in ("present", "modern") and (n == "day" or (n == "-" and t.word(i + 2) == "day")):
        return Expr(i, i + 2 + (n == "-"), ref="PRESENT_REF")
    if w == "at" and n == "present":
        return Expr(i + 1, i + 2, ref="PRESENT_REF")
    if w == "these" and n == "days":
        return Expr(i, i + 2, ref="PRESENT_REF")
    if w in en.PRESENT_ADJECTIVES:
        return Expr(i, i + 1, ref="PRESENT_REF", generic=True)
    if w == "more" and n == "recently":
        return Expr(i, i + 2, ref="PAST_REF")
    if w in en.PAST:
        return Expr(i, i + 1, ref="PAST_REF")
    if w in en.PAST_ADJECTIVES:
        return Expr(i, i + 1, ref="PAST_REF", generic=True)
    if w == "the" and n in ("future", "past"):
        nxt = t.word(i + 2)
        if nxt in (".", ",", ";", ")", "and", "of", "is", "was", '"', "”", ""):
            return Expr(i, i + 2, ref="FUTURE_REF" if n == "future" else "PAST_REF")
        return None
    if w == "the" and n in ("near", "distant", "foreseeable") and t.word(i + 2) == "future":
        return Expr(i, i + 3, ref="FUTURE_REF")
    if w in ("near", "foreseeable") and n == "future":
        return Expr(i, i + 2, ref="FUTURE_REF")
    if w in en.FUTURE_ADJECTIVES and t.word(i - 1) != "the":
        return Expr(i, i + 1, ref="FUTURE_REF", generic=True)
    if w in en.FUTURE and n != "after":
        return Expr(i, i + 1, ref="FUTURE_REF")
    if w == "date" and t.word(i - 1) == "to" and t.word(i - 2) not in ("a", "the", "from"):
        return Expr(i, i + 1, ref="PRESENT_REF")
    if w in ("the", "that", "this") and n == "time" and t.word(i - 1) in ("at", "of", "by", "during", "in", "until"):
        if w == "the" and t.word(i + 2) == "being":
            return Expr(i, i + 3, ref="PRESENT_REF")
        return Expr(i, i + 2, step=("text", 0, "time"))
    if w == "the" and n == "same" and t.word(i + 2) == "time":
        return Expr(i, i + 3, step=("text", 0, "time"))
    if w in ("that", "this", "the") and n == "period" and t.word(i - 1) in ("in", "during", "of", "throughout", "over"):
        return Expr(i, i + 2, step=("text", 0, "time"))
    return None
