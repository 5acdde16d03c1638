"""From an expression to its interval: against the date of publication, or against the dates the text itself gives.

News counts from its publication date; a narrative (history, chronology) counts from the last date it named. Which of the
two a text is is decided by claims/times.py and given in `State.narrative`."""

from __future__ import annotations

import datetime as dt

from truceline.claims.time_calendar import holiday, month_day, quarter, season, weekday
from truceline.claims.time_expr import Expr
from truceline.claims.time_lengths import length, length_value
from truceline.claims.time_span import (
    Span,
    add_days,
    add_months,
    day_span,
    midnight,
    modify,
    month_span,
    months_span,
    with_part,
    year_span,
    years_span,
)
from truceline.claims.time_state import FINE, State
from truceline.claims.time_steps import shift_from, shifted, stepped


def resolve(e: Expr, s: State) -> Span:
    """The span of an expression; its ends are absent where nothing says when it was."""
    if e.ref:
        return Span("DATE", e.ref, "ref")
    if e.each:
        return _set(e, s.narrative)
    if e.length is not None:
        return length(e, s)
    span = _dated(e, s)
    if e.nth is not None:
        span = _nth(e, span)
    if e.shift is not None and e.shift[3] == "self":
        span = shift_from(e, span)
    span = _clock(e, span, s)
    return modify(span, e.mod)


_EACH = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}


def _set(e: Expr, narrative: bool) -> Span:
    if e.month:
        return Span("SET", f"XXXX-{e.month:02d}", "none")
    if e.weekday:
        return Span("SET", f"XXXX-WXX-{e.weekday}", "none")
    if e.season:
        return Span("SET", f"XXXX-{e.season}", "none")
    assert e.length is not None
    if narrative and e.length[0] == 1 and e.length[1] in _EACH:
        return Span("SET", _EACH[e.length[1]], "none")
    return Span("SET", length_value(*e.length), "none")


def _dated(e: Expr, s: State) -> Span:
    if e.shift is not None and e.shift[3] != "self":
        return shifted(e, s)
    if e.step is not None:
        return stepped(e, s)
    if e.weekday is not None and e.day is None:
        return weekday(e, s, 0, "")
    if e.holiday is not None:
        return holiday(e, s)
    if e.decade is not None:
        return years_span(e.decade * 10, 10, f"{e.decade:03d}", "decade")
    if e.century is not None:
        value = f"{e.century:02d}" if e.century >= 0 else f"BC{-e.century - 1:02d}"
        return (
            years_span(e.century * 100 if e.century > 0 else 1, 100, value, "century")
            if e.century >= 0
            else Span("DATE", value, "century")
        )
    if e.month is not None:
        return month_day(e, s)
    if e.season is not None:
        return season(e, s)
    if e.quarter is not None:
        return quarter(e, s)
    if e.year is not None:
        return months_span(e.year, "H", e.half, 6) if e.half else year_span(e.year)
    if e.nth is not None:
        return Span("DURATION", length_value(1, e.nth[1]), "length")
    return Span("DATE", "XXXX-XX-XX", "none")


def _nth(e: Expr, span: Span) -> Span:
    """`the first week of May`, `the last day of 1999`: the part where it can be counted, else its length."""
    assert e.nth is not None
    n, unit = e.nth
    if span.lo is None or span.hi is None or span.grain == "length":
        return Span("DURATION", length_value(1, unit), "length")
    if unit == "day":
        d = span.hi.date() - dt.timedelta(days=1) if n < 0 else add_days(span.lo.date(), n - 1)
        return day_span(d) if d else span
    if unit == "week" and span.grain in ("month", "year", "season"):
        lo = span.hi - dt.timedelta(days=7) if n < 0 else span.lo + dt.timedelta(days=7 * (n - 1))
        return Span("DURATION", "P1W", "week", lo, lo + dt.timedelta(days=7))
    if unit == "month" and span.grain in ("year", "half", "quarter"):
        m = add_months(span.hi.date(), -1) if n < 0 else add_months(span.lo.date(), n - 1)
        return month_span(m.year, m.month) if m else span
    return Span("DURATION", length_value(1, unit), "length", span.lo, span.hi)


def _clock(e: Expr, span: Span, s: State) -> Span:
    """Put the clock time or part of the day on the day."""
    if e.clock is None and e.part is None:
        return span
    day = span.lo.date() if span.lo is not None and span.grain == "day" else None
    if day is None and not e.has_date():
        vague = e.generic and (s.narrative or e.part == "TNI")
        day = None if vague else s.base("text" if s.narrative or s.grain in FINE else "speech")
    if e.clock is None:
        assert e.part is not None
        return with_part(day, e.part) if day else Span("TIME", "XXXX-XX-XX" + e.part, "part")
    h, m, sec = e.clock
    text = f"T{h:02d}:{m or 0:02d}" + (f":{sec:02d}" if sec is not None else "")
    if day is None:
        return Span("TIME", "XXXX-XX-XX" + text, "hour")
    try:
        lo = midnight(day) + dt.timedelta(hours=h, minutes=m or 0, seconds=sec or 0)
        size = dt.timedelta(seconds=1) if sec is not None else dt.timedelta(minutes=1)
        return Span("TIME", day.isoformat() + text, "minute", lo, lo + size)
    except OverflowError:
        return Span("TIME", day.isoformat() + text, "minute")
