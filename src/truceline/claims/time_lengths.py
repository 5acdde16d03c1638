"""Lengths of time: TIMEX3 durations, and the moment a length away."""

from __future__ import annotations

import datetime as dt

from truceline.claims.languages.english_times import UNITS as UNIT_LETTERS
from truceline.claims.time_expr import Expr
from truceline.claims.time_numbers import UNKNOWN
from truceline.claims.time_span import (
    Span,
    add_months,
    midnight,
    safe_date,
)
from truceline.claims.time_state import State

DAYS = {"day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "fortnight": 14, "weekend": 7}


def length_value(amount: float, unit: str) -> str:
    """The TIMEX3 value of a duration: P2M, PT24H, PXD for an unknown number."""
    letter, timed = UNIT_LETTERS.get(unit, ("D", False))
    if unit == "fortnight":
        letter, amount = "W", amount * 2 if amount != UNKNOWN else amount
    elif unit == "millennium":
        letter, amount = "Y", amount * 1000 if amount != UNKNOWN else amount
    elif unit in ("night", "morning", "afternoon", "evening"):
        letter, timed = letter, True
    if unit == "decade" and amount > 1:
        letter, amount = "Y", amount * 10
    if amount > 0 and amount % 1 == 0.5 and unit in ("year", "hour"):
        return f"P{int(amount)}Y6M" if unit == "year" else f"PT{int(amount)}H30M"
    n = "X" if amount == UNKNOWN else f"{amount:g}" if amount < 1e6 else f"{amount:.0f}"
    return f"P{'T' if timed else ''}{n}{letter}"


def length(e: Expr, s: State) -> Span:
    assert e.length is not None
    amount, unit = e.length
    span = Span("DURATION", length_value(amount, unit), "length", mod=e.mod)
    base = s.said if not s.narrative else (midnight(s.day) if s.day else None)
    if (
        base is None
        or e.stamp not in ("past", "last", "next", "coming", "previous", "preceding", "following")
        or amount == UNKNOWN
    ):
        return span
    ahead = e.stamp in ("next", "coming", "following")
    other = moved(base, amount if ahead else -amount, unit)
    if other is not None:
        span.lo, span.hi = (base, other) if ahead else (other, base)
        if unit not in ("hour", "minute") and not ahead and base == midnight(base.date()):
            span.hi = base + dt.timedelta(days=1)
    return span


def moved(base: dt.datetime, amount: float, unit: str) -> dt.datetime | None:
    try:
        if unit in ("hour", "minute", "second"):
            return base + dt.timedelta(**{unit + "s": amount})
        if unit in DAYS:
            return base + dt.timedelta(days=amount * DAYS[unit])
    except OverflowError:
        return None
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        return None
    first = add_months(base.date(), round(months * amount))
    return _same_day(first, base) if first else None


def _same_day(first: dt.date, base: dt.datetime) -> dt.datetime:
    for day in range(base.day, 27, -1):
        d = safe_date(first.year, first.month, day)
        if d:
            return dt.datetime.combine(d, base.time())
    return dt.datetime(first.year, first.month, min(base.day, 28), base.hour, base.minute, base.second)
