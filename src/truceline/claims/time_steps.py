"""Steps from the day of speech or from the text's last date: last week, the following year, two days earlier."""

from __future__ import annotations

import datetime as dt

from truceline.claims.time_calendar import month_day, weekday
from truceline.claims.time_expr import Expr
from truceline.claims.time_lengths import DAYS, length_value, moved
from truceline.claims.time_numbers import UNKNOWN
from truceline.claims.time_span import (
    Span,
    add_days,
    add_months,
    day_span,
    midnight,
    month_span,
    months_span,
    season_span,
    week_span,
    weekend_span,
    year_span,
    years_span,
)
from truceline.claims.time_state import FINE, State

MONTHS = {"month": 1, "quarter": 3, "season": 3, "semester": 6, "year": 12, "spring": 12, "summer": 12, "autumn": 12,
           "winter": 12}  # fmt: skip


def stepped(e: Expr, s: State) -> Span:
    assert e.step is not None
    base, n, unit = e.step
    if unit == "weekday":
        return weekday(e, s, n, base)
    if unit == "weekend" and base == "weekend":
        return weekend(s)
    day = s.base(base)
    if unit == "time":
        return Span("DATE", "PAST_REF" if day is None else day.isoformat(), "ref")
    if day is None:
        if s.year is not None and s.year < 1 and unit == "year":
            return year_span(s.year + n)
        return Span("DATE", {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit, "XXXX-XX-XX"), "none")
    if e.stamp == "named" and unit == "quarter":
        year, q = s.quarter or divmod(day.year * 4 + (day.month - 1) // 3 - 1, 4)
        return months_span(year, "Q", q + (s.quarter is None), 3)
    if unit == "day":
        d = add_days(day, n)
        return day_span(d) if d else Span("DATE", "XXXX-XX-XX", "none")
    if unit == "week":
        d = add_days(day, 7 * n)
        return week_span(d) if d else Span("DATE", "XXXX-WXX", "none")
    if unit == "weekend":
        d = add_days(day, 7 * n)
        return weekend_span(d) if d else Span("DATE", "XXXX-WXX-WE", "none")
    if unit == "month":
        d = add_months(day, n)
        return month_span(d.year, d.month) if d else Span("DATE", "XXXX-XX", "none")
    if unit == "season" and e.season is None:  # "this season": which one is not said
        return Span("DATE", "XXXX-XX-XX", "none")
    if unit in ("month_name", "season"):
        return _named(e, day, n, base)
    return _stepped_year(e, day, n, unit)


def _stepped_year(e: Expr, day: dt.date, n: int, unit: str) -> Span:
    if unit == "quarter":
        q = day.year * 4 + (day.month - 1) // 3 + n
        return months_span(q // 4, "Q", q % 4 + 1, 3)
    if unit == "decade":
        decade = day.year // 10 + n
        return years_span(decade * 10, 10, f"{decade:03d}", "decade")
    if unit == "century":
        return years_span((day.year // 100 + n) * 100, 100, f"{day.year // 100 + n:02d}", "century")
    year = day.year + n
    if e.month is not None:
        return month_day(Expr(e.i, e.j, year=year, month=e.month, day=e.day), State(None))
    if e.season is not None:
        return season_span(year, e.season)
    if e.quarter is not None:
        return months_span(year, "Q", min(e.quarter, 4), 3)
    if e.half is not None:
        return months_span(year, "H", e.half, 6)
    return year_span(year)


def _named(e: Expr, day: dt.date, n: int, base: str) -> Span:
    """last July, this past spring, next winter."""

    def span(year: int) -> Span:
        if e.season is not None:
            return season_span(year, e.season)
        assert e.month is not None
        if e.day is not None:
            return month_day(Expr(e.i, e.j, year=year, month=e.month, day=e.day), State(None))
        return month_span(year, e.month)

    here = midnight(day)
    years = (day.year - 1, day.year, day.year + 1)
    if n < 0:
        past = [y for y in years if (h := span(y).hi) is not None and h <= here + dt.timedelta(days=1)]
        return span(past[-1] if past else day.year - 1)
    if n > 0:
        future = [y for y in years if (lo := span(y).lo) is not None and lo > here]
        return span(future[0] if future else day.year + 1)
    return span(day.year)


def weekend(s: State) -> Span:
    """`the weekend`: the last one begun by the day of speech, the coming one where the words look ahead."""
    day = s.base("speech")
    if day is None:
        return Span("DATE", "XXXX-WXX-WE", "weekend")
    if day.isoweekday() >= 6 or s.ahead:
        return weekend_span(day)
    last = add_days(day, -7)
    return weekend_span(last) if last else Span("DATE", "XXXX-WXX-WE", "weekend")


EVENT = "counted from an event that the words name and no date is given for"


def shifted(e: Expr, s: State) -> Span:
    assert e.shift is not None
    amount, unit, sign, base = e.shift
    if e.event and not s.narrative:
        return Span("DURATION", length_value(amount, unit), "length", doubt=EVENT)
    day = s.base(base)
    if day is None and amount != UNKNOWN and s.year is not None and s.year < 1 and unit in ("year", "decade"):
        return year_span(s.year + sign * round(amount * (10 if unit == "decade" else 1)))
    if amount == UNKNOWN or day is None:
        return Span("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "ref")
    if e.quarter is not None:
        return months_span(day.year + sign * int(amount), "Q", min(e.quarter, 4), 3)
    if unit == "year" and s.quarter is not None and amount == 1 and not s.narrative:
        return months_span(s.quarter[0] + sign, "Q", s.quarter[1], 3)
    if unit in ("hour", "minute", "second"):
        start = s.moment if base == "text" and s.moment else (s.said if base == "speech" else midnight(day))
        other = moved(start or midnight(day), sign * amount, unit)
        if other is None:
            return Span("DATE", "PAST_REF", "ref")
        if s.moment is None and base == "text":
            return day_span(other.date())
        size = {"hour": dt.timedelta(hours=1), "minute": dt.timedelta(minutes=1)}.get(unit, dt.timedelta(seconds=1))
        return Span(
            "TIME",
            other.strftime("%Y-%m-%dT%H:%M") if other.year > 999 else other.isoformat(),
            unit,
            other,
            other + size,
        )
    return _moved_span(day, sign * amount, unit, s.grain if base == "text" else "day")


def _moved_span(day: dt.date, amount: float, unit: str, grain: str) -> Span:
    if unit in DAYS:
        d = add_days(day, amount * DAYS[unit])
        if d is None:
            return Span("DATE", "PAST_REF", "ref")
        if grain not in FINE and grain and unit in ("day", "night"):
            return month_span(d.year, d.month) if grain == "month" else year_span(d.year)
        return week_span(d) if unit == "week" and grain not in FINE else day_span(d) if unit != "week" else week_span(d)
    if unit in MONTHS:
        if unit == "year" and amount == int(amount):
            year = day.year + int(amount)
            return year_span(year) if grain not in ("month",) or abs(amount) > 0 else month_span(year, day.month)
        m = add_months(day, round(amount * MONTHS[unit]))
        return month_span(m.year, m.month) if m else Span("DATE", "PAST_REF", "ref")
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        year = day.year + int(amount * size)
        if unit == "decade":
            return years_span(year // 10 * 10, 10, f"{year // 10:03d}", "decade")
        return years_span(year // 100 * 100, 100, f"{year // 100:02d}", "century")
    return Span("DATE", "PAST_REF" if amount < 0 else "FUTURE_REF", "ref")


def shift_from(e: Expr, span: Span) -> Span:
    assert e.shift is not None
    amount, unit, sign, _ = e.shift
    if span.lo is None:
        return span
    if amount == UNKNOWN:
        return Span("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "ref")
    return _moved_span(span.lo.date(), sign * amount, unit, span.grain)
