"""Days, months, seasons, quarters and feasts, with the year they lack."""

from __future__ import annotations

import datetime as dt

from truceline.claims.languages.english_times import HOLIDAYS
from truceline.claims.time_expr import Expr
from truceline.claims.time_span import (
    Span,
    add_days,
    day_span,
    month_span,
    months_span,
    safe_date,
    season_span,
    year_span,
    year_text,
)
from truceline.claims.time_state import FINE, State


def quarter(e: Expr, s: State) -> Span:
    """A quarter without a year is the last one begun, or the next where the words look ahead."""
    assert e.quarter is not None
    n = min(e.quarter, 4)
    day = s.base("speech")
    if e.year is None and day is None:
        return Span("DATE", f"XXXX-Q{n}", "quarter")
    if e.year is not None or day is None:
        return months_span(e.year or 0, "Q", n, 3)
    now = (day.month - 1) // 3 + 1
    year = day.year - (n > now and not s.ahead) + (n < now and s.ahead)
    return months_span(year, "Q", n, 3)


def month_day(e: Expr, s: State) -> Span:
    assert e.month is not None
    year = e.year if e.year is not None else guess_year(e.month, e.day, s)
    if year is None:
        return Span("DATE", f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else ""), "day" if e.day else "month")
    if e.day is None:
        return month_span(year, e.month)
    if year < 1:
        return Span("DATE", f"{year_text(year)}-{e.month:02d}-{e.day:02d}", "day")
    day = safe_date(year, e.month, e.day)
    if day is None:
        return Span("DATE", f"{year:04d}-{e.month:02d}-{e.day:02d}", "none")
    return day_span(day)


def guess_year(month: int, day: int | None, s: State) -> int | None:
    """The year of a month or day without one: next to the text's last date, or to the day of publication."""
    if s.narrative or s.said is None:
        if s.year is not None and s.year < 1:
            return s.year
        if s.day is None:
            return s.year if s.year is not None else (s.said.year if s.said else None)
        if s.grain in ("year", "decade", "season", "half", "quarter"):
            return s.day.year
        gap = month - s.day.month
        if gap < -6 and s.grain in ("month", "day", "part", "hour", "minute"):
            return s.day.year + 1
        if gap > 8 and s.grain in ("month", "day", "part", "hour", "minute"):
            return s.day.year - 1
        return s.day.year
    return _nearest_year(month, day, s)


def _nearest_year(month: int, day: int | None, s: State) -> int:
    assert s.said is not None
    said = s.said.date()
    best, cost = said.year, 1e9
    for year in (said.year - 1, said.year, said.year + 1):
        d = safe_date(year, month, day or 15) or safe_date(year, month, 28)
        if d is None:
            continue
        gap = (d - said).days
        if day is None and (year, month) == (said.year, said.month):
            gap = 0
        ahead = (
            s.ahead or (s.bound in ("until", "by") and not s.over) or (s.bound in ("before", "from") and s.tense >= 0)
        )
        if gap > 0:
            c = gap * (1.0 if ahead else 3.0) + (0 if ahead else 20)
        else:
            c = -gap * (3.0 if ahead else 1.0) + (20 if ahead and gap else 0)
        if s.bound == "since" and gap > 0:
            c += 1000
        if c < cost:
            best, cost = year, c
    return best


def season(e: Expr, s: State) -> Span:
    assert e.season is not None
    if e.year is not None:
        return season_span(e.year, e.season)
    if s.narrative and s.day is None and s.year is not None and s.year < 1:
        return season_span(s.year, e.season)
    day = s.base("speech")
    if day is None:
        return Span("DATE", f"XXXX-{e.season}", "season")
    year = day.year
    if s.narrative:
        late = e.season == "WI" and day.month >= 9 and s.grain in ("month", *FINE)
        return season_span(year + late, e.season)
    span = season_span(year, e.season)
    if span.lo and span.lo.date() > day and not s.ahead and (span.lo.date() - day).days > 100:
        year -= 1
    elif span.hi and span.hi.date() < day and s.ahead:
        year += 1
    return season_span(year, e.season)


def weekday(e: Expr, s: State, step: int, base: str) -> Span:
    assert e.weekday is not None
    ref = s.base("text" if base == "text" or s.narrative else "speech")
    if ref is None:
        return Span("DATE", f"XXXX-WXX-{e.weekday}", "day")
    back = (ref.isoweekday() - e.weekday) % 7
    if step < 0:
        days = -(back or 7)
    elif step > 0:
        days = (e.weekday - ref.isoweekday()) % 7 or 7
    elif s.ahead or (s.bound in ("until", "by", "before") and not base and not s.over):
        days = (e.weekday - ref.isoweekday()) % 7
    else:
        days = -back
    day = add_days(ref, days)
    return day_span(day) if day else Span("DATE", f"XXXX-WXX-{e.weekday}", "day")


def holiday(e: Expr, s: State) -> Span:
    fixed = HOLIDAYS.get(e.holiday or "")
    if fixed is None:
        year = e.year if e.year is not None else (d.year if (d := s.base("speech")) else None)
        if year is None:
            return Span("DATE", "XXXX-XX-XX", "none")
        if e.holiday in ("easter", "good friday") and 1583 <= year <= 9990:
            day = easter(year)
            return day_span(day if e.holiday == "easter" else day - dt.timedelta(days=2))
        return Span("DATE", f"{year_text(year)}-XX-XX", "none", year_span(year).lo, year_span(year).hi)
    year = e.year if e.year is not None else guess_year(fixed[0], fixed[1], s)
    return month_day(Expr(e.i, e.j, year=year, month=fixed[0], day=fixed[1]), s)


def easter(year: int) -> dt.date:
    """Western Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
