"""The grammar of units: durations, steps (last week, the next day), counted shifts (two days earlier), sets, references."""

from __future__ import annotations

from truceline.claims.languages import english_times as en
from truceline.claims.time_dates import calendar, month_at, weekday_at
from truceline.claims.time_expr import Expr
from truceline.claims.time_numbers import UNKNOWN, cardinal, ordinal
from truceline.claims.time_tokens import Tokens

_AGO = {"ago": (-1, "speech"), "earlier": (-1, "text"), "later": (1, "text"), "before": (-1, "text"),
        "previously": (-1, "text"), "hence": (1, "speech"), "afterward": (1, "text"), "afterwards": (1, "text"),
        "after": (1, "text"), "thereafter": (1, "text"), "prior": (-1, "text")}  # fmt: skip


_STEP_WORDS = set(en.DEICTIC_STEPS) | set(en.TEXT_STEPS)


_CALENDAR_UNITS = {"day", "week", "weekend", "month", "quarter", "year", "decade", "century", "night", "morning",
                   "afternoon", "evening", "season", "hour", "minute"}  # fmt: skip


def unit_at(t: Tokens, i: int) -> tuple[str, bool, int] | None:
    """A unit: (name, plural, next token)."""
    w = t.word(i)
    if t.kind(i) != "word":
        return None
    if w in en.UNITS:
        return w, False, i + 1
    if w in en.PLURALS:
        return en.PLURALS[w], True, i + 1
    return None


def stepped(t: Tokens, i: int) -> Expr | None:
    """this / last / next / that same / the following + unit, month, weekday, season or part of the day."""
    k = i
    if t.word(k) in ("the", "this", "that") and (
        t.word(k + 1) in ("past", "previous", "preceding", "following", "next", "same", "last", "current", "coming",
                          "ensuing", "subsequent", "very", "prior", "upcoming")
    ):  # fmt: skip
        first = t.word(k)
        k += 1
    else:
        first = ""
    w = t.word(k)
    if w not in _STEP_WORDS and w != "very":
        return _deictic(t, i)
    k += 1
    n = t.word(k)
    base, step = _base(w, first)
    if n == "same":
        k, base = k + 1, "text"
        n = t.word(k)
    u = unit_at(t, k)
    if u and not u[1] and u[0] in _CALENDAR_UNITS:
        if first in ("", "the", "this", "that") and w == "past" and first != "this":
            return Expr(i, u[2], length=(1, u[0]), stamp="past") if first == "the" else None
        if u[0] in ("night", "morning", "afternoon", "evening"):
            part = en.PARTS[u[0]]
            e = Expr(i, u[2], step=(base, step, "day"), part=part)
            if w == "last" and u[0] == "night":
                e.step = (base, -1, "day")
            return e
        return Expr(i, u[2], step=(base, step, u[0]))
    m = month_at(t, k)
    if m:
        inner = calendar(t, k)
        if inner is not None and inner.year is None and w != "that":
            return Expr(
                i, inner.j, month=m[0], day=inner.day, step=(base, step, "month_name"), stamp="day" if inner.day else ""
            )
        return None
    d = weekday_at(t, k)
    if d:
        inner = calendar(t, k)
        if inner is not None and inner.day:
            return inner.at(i, inner.j)
        return Expr(i, d[1], weekday=d[0], step=(base, step, "weekday"))
    if n in en.SEASONS and w not in ("very",):
        return Expr(i, k + 1, season=en.SEASONS[n], step=(base, step, "season"))
    if n == "fiscal" and t.word(k + 1) == "year":
        return Expr(i, k + 2, step=(base, step, "year"), fiscal=True)
    return None


def _base(w: str, first: str) -> tuple[str, int]:
    if w in ("past", "last", "coming", "current", "upcoming"):
        return "speech", en.DEICTIC_STEPS[w]
    if w == "this":
        return "speech", 0
    if w == "next":
        return ("text" if first == "the" else "speech"), 1
    return "text", en.TEXT_STEPS.get(w, 0)


def _deictic(t: Tokens, i: int) -> Expr | None:
    w = t.word(i)
    if w == "the" and t.word(i + 1) == "day" and t.word(i + 2) in ("before", "after", "following"):
        after = t.word(i + 3)
        if after in ("yesterday", "tomorrow"):
            return Expr(i, i + 4, step=("speech", -2 if after == "yesterday" else 2, "day"))
        inner = calendar(t, i + 3)
        if inner is not None and (inner.day or inner.weekday):
            e = inner.at(i, inner.j)
            e.shift = (1, "day", -1 if t.word(i + 2) == "before" else 1, "self")
            return e
        return Expr(i, i + 3, step=("text", -1 if t.word(i + 2) == "before" else 1, "day"))
    if w in en.DEICTIC and t.kind(i) == "word":
        return Expr(i, i + 1, step=("speech", en.DEICTIC[w], "day"))
    if w == "tonight":
        return Expr(i, i + 1, step=("speech", 0, "day"), part="TNI")
    if w in ("the", "over") and t.word(i + 1) == "weekend":
        return Expr(i, i + 2, step=("weekend", 0, "weekend"))
    if w == "weekend" and t.word(i - 1) not in ("a", "every", "each"):
        return Expr(i, i + 1, step=("weekend", 0, "weekend"))
    return None


def duration(t: Tokens, i: int) -> Expr | None:
    """An amount of a unit: `two months`, `more than four hours`, `a week`, `three-day`, `several days`, `the past 24 hours`."""
    k, mod = i, ""
    k, mod = _modifier(t, k)
    if t.word(k) == "the" and k == i:
        k += 1
    lead = ""
    if t.word(k) in ("past", "last", "next", "first", "coming", "previous", "following", "final", "recent", "same",
                     "preceding", "latest", "ensuing", "intervening", "early"):  # fmt: skip
        lead = t.word(k)
        k += 1
        k2, mod2 = _modifier(t, k)
        k, mod = k2, mod or mod2
    amount = cardinal(t, k)
    if (amount is None and t.word(k) in ("a", "an", "one")) or (t.word(k) in ("each", "every", "per") and k == i):
        return _single(t, i, k, mod)
    if amount is None:
        return _bare_plural(t, i, k, lead, mod)
    j = amount[1]
    upper = None
    if t.word(j) in ("to", "or", "-", "–") and not (t.word(j) in ("-", "–") and unit_at(t, j + 1)):
        second = cardinal(t, j + 1)
        if second and second[0] > amount[0] >= 0:
            upper, j = second[0], second[1]
    hyphen = False
    if t.word(j) == "-" and t.glued(j):
        hyphen, j = True, j + 1
    while t.word(j) in ("more", "full", "consecutive", "straight", "further", "additional", "whole", "long", "bloody",
                        "brutal", "other", "solid", "trading", "working", "business", "calendar", "successive"):  # fmt: skip
        j += 1
    if t.word(j) in ("previous", "following", "preceding", "next", "last", "past"):
        lead, j = t.word(j), j + 1
    u = unit_at(t, j)
    if u is None or t.parted(j) or (amount[0] != 1 and not u[1] and not hyphen and not _adjective(t, j)):
        return None
    if u[0] == "second" and not u[1]:
        return None
    value = amount[0]
    e = Expr(i, u[2], length=(value, u[0]), mod=mod, upper=upper)
    if (u[0] == "quarter" and not u[1]) or (u[0] == "quarter" and hyphen):
        return None
    if t.word(e.j) == "-" and t.glued(e.j) and t.word(e.j + 1) in ("old", "long"):
        lead = "age" if t.word(e.j + 1) == "old" else lead
        e.j += 2
    elif t.word(e.j) == "long" and not u[1]:
        e.j += 1
    elif t.word(e.j) == "old" or (t.word(e.j) == "of" and t.word(e.j + 1) == "age"):
        e.j += 1 + (t.word(e.j) == "of")
        lead = "age"
    elif t.word(e.j) == "or" and t.word(e.j + 1) == "so":
        e.j, e.mod = e.j + 2, "APPROX"
    elif t.kind(e.j) == "mark" and t.word(e.j) in ("'", "’") and t.word(e.j + 1) == "time":
        pass
    if (
        value == 1
        and u[0] == "day"
        and not mod
        and not lead
        and t.word(k) == "one"
        and t.word(e.j) not in ("ago", "earlier", "later", "before", "after")
    ):
        if t.word(i - 1) in ("will", "would", "could", "may", "might", "shall", "can") or t.word(e.j) in (
            "will",
            "would",
        ):
            return Expr(i, e.j, ref="FUTURE_REF")
    if lead:
        e.stamp = lead
    e.generic = hyphen
    return e


def _adjective(t: Tokens, j: int) -> bool:
    """`two year term`: singular unit after a number counts where a noun follows."""
    return t.kind(j + 1) == "word" and t.word(j + 1) not in ("and", "or", "in", "of", "to")


def _modifier(t: Tokens, k: int) -> tuple[int, str]:
    w = t.word(k)
    if (w in en.APPROXIMATE and t.word(k + 1) not in ("the",)) or (
        w in ("about", "around", "over", "nearly", "almost") and t.word(k + 1) in ("the",)
    ):
        return k + 1, en.APPROXIMATE[w]
    if w in en.COMPARATIVE and t.word(k + 1) == "than":
        return k + 2, en.COMPARATIVE[w]
    if w in ("no", "not") and t.word(k + 1) in en.COMPARATIVE and t.word(k + 2) == "than":
        return k + 3, "EQUAL_OR_LESS" if t.word(k + 1) in ("more", "later", "longer") else "EQUAL_OR_MORE"
    if w == "at" and t.word(k + 1) in ("least", "most"):
        return k + 2, "EQUAL_OR_MORE" if t.word(k + 1) == "least" else "EQUAL_OR_LESS"
    if w == "up" and t.word(k + 1) == "to":
        return k + 2, "EQUAL_OR_LESS"
    if w == "as" and t.word(k + 1) in ("many", "much", "long") and t.word(k + 2) == "as":
        return k + 3, "EQUAL_OR_LESS"
    if w == "a" and t.word(k + 1) == "little" and t.word(k + 2) in ("more", "over", "less", "under"):
        return k + 3 + (t.word(k + 3) == "than"), "MORE_THAN" if t.word(k + 2) in ("more", "over") else "LESS_THAN"
    return k, ""


def _single(t: Tokens, i: int, k: int, mod: str) -> Expr | None:
    """`a week`, `an hour and a half`, `per day`, `each year`."""
    w = t.word(k)
    j = k + 1
    if w in ("each", "every", "per"):
        amount = cardinal(t, j)
        u = unit_at(t, amount[1] if amount else j)
        if u is not None:
            return Expr(i, u[2], length=(amount[0] if amount else 1, u[0]), each=w != "per", stamp=w)
        m, d = month_at(t, j), weekday_at(t, j)
        if m:
            return Expr(i, m[1], month=m[0], each=True)
        if d:
            return Expr(i, d[1], weekday=d[0], each=True)
        if t.word(j) in en.SEASONS:
            return Expr(i, j + 1, season=en.SEASONS[t.word(j)], each=True)
        return None
    if t.word(j) in ("single", "full", "whole", "further", "good", "mere", "short", "long"):
        j += 1
    u = unit_at(t, j)
    if (
        u is None
        or u[1]
        or u[0] in ("second", "spring", "summer", "winter", "autumn", "morning", "evening", "afternoon")
    ):
        return None
    e = Expr(i, u[2], length=(1, u[0]), mod=mod)
    if t.word(e.j) == "and" and t.word(e.j + 1) == "a" and t.word(e.j + 2) == "half":
        e.length, e.j = (1.5, u[0]), e.j + 3
    elif t.word(e.j) == "or" and t.word(e.j + 1) in ("two", "so"):
        e.upper, e.j = (2 if t.word(e.j + 1) == "two" else None), e.j + 2
        e.mod = e.mod or "APPROX"
    if t.word(e.j) == "-":
        if t.word(e.j + 1) == "long" and t.glued(e.j):
            return e.at(k + 1, e.j + 2)
        elif t.glued(e.j) and t.word(e.j + 1) not in ("-",) and t.glued(e.j + 1):
            return None
    return e


def _bare_plural(t: Tokens, i: int, k: int, lead: str, mod: str) -> Expr | None:
    """`days`, `weeks`, `recent months`, `the coming years`, `month-long`, `the first hour`, `the last week of October`."""
    u = unit_at(t, k)
    if u is None:
        o = ordinal(t, k)
        if o is None:
            return None
        u = unit_at(t, o[1])
        if u is None or u[1] or u[0] not in ("day", "week", "month", "year", "hour", "quarter"):
            return None
        return _nth(t, i, o[0], u[0], u[2])
    if u[1] and u[0] not in ("second", "spring", "weekend", "season", "quarter"):
        if (
            t.word(i) == "the"
            and not lead
            and t.word(u[2]) not in ("ahead", "before", "after", "leading", "following", "to")
        ):
            return None
        j = u[2]
        if t.word(j) == "-" and t.word(j + 1) == "long" and t.glued(j):
            j += 2
        e = Expr(i, j, length=(UNKNOWN, u[0]), mod=mod, stamp=lead)
        if u[0] in ("minute", "night", "morning", "afternoon", "evening", "summer", "winter", "autumn") and not lead:
            return None
        return e
    if not u[1] and lead in ("first", "last", "final") and u[0] in ("day", "week", "month", "hour", "year", "quarter"):
        return _nth(t, i, 1 if lead == "first" else -1, u[0], u[2])
    if not u[1] and not lead and t.word(u[2]) == "-" and t.word(u[2] + 1) == "long" and t.glued(u[2]):
        return Expr(i, u[2] + 2, length=(1, u[0]), mod=mod)
    return None


def _nth(t: Tokens, i: int, n: int, unit: str, j: int) -> Expr | None:
    e = Expr(i, j, nth=(n, unit))
    if t.word(j) == "of" or (t.word(j) == "in" and t.word(j + 1) not in ("the", "a")):
        inner = stepped(t, j + 1) or calendar(t, j + 1)
        if inner is None and t.word(j + 1) == "the":
            inner = calendar(t, j + 2)
        if inner is not None and inner.has_date():
            out = inner.at(i, inner.j)
            if unit == "quarter" and n > 0:
                out.quarter = n
            else:
                out.nth = (n, unit)
            return out
    if unit == "quarter" and n > 0:
        e.quarter, e.nth = n, None
        return e
    if t.word(i) == "the" or t.word(i - 1) in ("in", "during"):
        e.event = True
        return e
    return None


def counted(t: Tokens, i: int, d: Expr) -> Expr | None:
    """A duration d, begun at token i, and its direction: `two days ago`, `a week later`, `three years earlier`, `two days after 5 May`."""
    if d.length is None or d.generic or d.each or d.stamp in ("past", "last", "next"):
        return None
    w = t.word(d.j)
    if w == "from" and t.word(d.j + 1) in ("now", "today"):
        return _shift(d, 1, "speech", d.j + 2)
    if w == "in" and t.word(d.j + 1) == "advance":
        return None
    if w not in _AGO or t.parted(d.j):
        return None
    sign, base = _AGO[w]
    j = d.j + 1
    if w in ("before", "after", "prior"):
        if w == "prior":
            j += t.word(j) == "to"
        inner = calendar(t, j) or stepped(t, j)
        if (
            inner is not None
            and inner.has_date()
            and (inner.day or inner.weekday or inner.step or inner.month or inner.holiday)
        ):
            out = inner.at(i, inner.j)
            out.shift, out.mod = (d.length[0], d.length[1], sign, "self"), d.mod
            return out
        if t.word(j) not in (",", ".", ";", ")", "") and t.kind(j) == "word":
            e = _shift(d, sign, base, d.j)
            e.event = True
            return e
        return _shift(d, sign, base, d.j + 1)
    return _shift(d, sign, base, j)


def _shift(d: Expr, sign: int, base: str, j: int) -> Expr:
    assert d.length is not None
    e = Expr(d.i, j, shift=(d.length[0], d.length[1], sign, base), mod=d.mod, upper=d.upper)
    return e
