"""Intervals of calendar time without a zone, and their TIMEX3 values.

Ends are naive datetimes, half-open; years before 1 have no ends (the calendar of the library begins at year 1).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Grain = str  # second minute hour part day weekend week month season quarter half year decade century ref none
PART_HOURS = {"TMO": (4, 12), "TMI": (11, 14), "TAF": (12, 18), "TEV": (17, 24), "TNI": (18, 30), "TDT": (6, 20)}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_ONE = dt.timedelta(days=1)


@dataclass(slots=True)
class Span:
    """A resolved expression: TIMEX3 type, value and mod, its ends and how fine it is."""

    type: str
    value: str
    grain: Grain
    lo: dt.datetime | None = None
    hi: dt.datetime | None = None
    mod: str = ""
    doubt: str = ""


def midnight(day: dt.date) -> dt.datetime:
    """00:00 of a day."""
    return dt.datetime(day.year, day.month, day.day)


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def add_days(day: dt.date, n: float) -> dt.date | None:
    """A day n days off, None beyond the calendar."""
    try:
        return day + dt.timedelta(days=n)
    except (OverflowError, ValueError):
        return None


def add_months(day: dt.date, n: int) -> dt.date | None:
    """The first of the month n months off, None beyond the calendar."""
    m = day.year * 12 + day.month - 1 + n
    return dt.date(m // 12, m % 12 + 1, 1) if 12 <= m < 120_000 - 12 else None


def year_text(year: int) -> str:
    """Four digits; BC before Christ."""
    return f"{year:04d}" if year >= 0 else f"BC{-year:04d}"


def day_span(day: dt.date) -> Span:
    """One day."""
    nxt = add_days(day, 1)
    return Span("DATE", day.isoformat(), "day", midnight(day), midnight(nxt) if nxt else None)


def week_span(day: dt.date) -> Span:
    """The ISO week of a day, Monday to Sunday."""
    year, week, weekday = day.isocalendar()
    monday = add_days(day, 1 - weekday)
    end = add_days(day, 8 - weekday)
    return Span(
        "DATE", f"{year:04d}-W{week:02d}", "week", midnight(monday) if monday else None, midnight(end) if end else None
    )


def weekend_span(day: dt.date) -> Span:
    """Saturday and Sunday of the ISO week of a day."""
    s = week_span(day)
    if s.lo is None:
        return Span("DATE", s.value + "-WE", "weekend")
    return Span("DATE", s.value + "-WE", "weekend", s.lo + 5 * _ONE, s.lo + 7 * _ONE)


def month_span(year: int, month: int) -> Span:
    """One month."""
    value = f"{year_text(year)}-{month:02d}"
    if not 1 <= year <= 9998:
        return Span("DATE", value, "month")
    first = dt.date(year, month, 1)
    end = add_months(first, 1)
    return Span("DATE", value, "month", midnight(first), midnight(end) if end else None)


def season_span(year: int, season: str) -> Span:
    """Three months of a season of the northern year; winter begins in December of its year."""
    value = f"{year_text(year)}-{season}"
    if not 1 <= year <= 9998:
        return Span("DATE", value, "season")
    lo = dt.date(year, SEASON_MONTHS[season], 1)
    end = add_months(lo, 3)
    return Span("DATE", value, "season", midnight(lo), midnight(end) if end else None)


def months_span(year: int, letter: str, n: int, size: int) -> Span:
    """A quarter (Q) or half (H) of a year."""
    value = f"{year_text(year)}-{letter}{n}"
    grain = "quarter" if letter == "Q" else "half"
    if not 1 <= year <= 9998:
        return Span("DATE", value, grain)
    lo = dt.date(year, (n - 1) * size + 1, 1)
    end = add_months(lo, size)
    return Span("DATE", value, grain, midnight(lo), midnight(end) if end else None)


def years_span(first: int, count: int, value: str, grain: Grain) -> Span:
    """Whole years."""
    if not (first >= 1 and first + count <= 9998):
        return Span("DATE", value, grain)
    return Span("DATE", value, grain, dt.datetime(first, 1, 1), dt.datetime(first + count, 1, 1))


def year_span(year: int) -> Span:
    """One year."""
    return years_span(year, 1, year_text(year), "year")


def with_part(day: dt.date, part: str) -> Span:
    """A part of a day: morning, afternoon, evening, night (18:00 to 06:00 of the next day)."""
    a, b = PART_HOURS.get(part, (0, 24))
    start = midnight(day)
    try:
        hi = start + dt.timedelta(hours=b)
    except OverflowError:
        return Span("TIME", day.isoformat() + part, "part")
    return Span("TIME", day.isoformat() + part, "part", start + dt.timedelta(hours=a), hi)


def modify(s: Span, mod: str) -> Span:
    """Narrow to the start, middle or end of the span; other mods leave the ends."""
    if not mod:
        return s
    s.mod = mod
    if s.lo is None or s.hi is None or mod not in ("START", "MID", "END"):
        return s
    if s.grain == "month":
        cuts = [s.lo, s.lo + 10 * _ONE, s.lo + 20 * _ONE, s.hi]
    elif s.grain == "day":
        h = dt.timedelta(hours=1)
        cuts = [s.lo, s.lo + 10 * h, s.lo + 14 * h, s.hi]
        if mod == "START":
            cuts[1] = s.lo + 12 * h
        elif mod == "END":
            cuts[2] = s.lo + 12 * h
    elif s.grain == "part" and mod == "START" and s.value.endswith("TMO"):
        s.lo, s.hi = s.lo.replace(hour=0), s.lo.replace(hour=0) + dt.timedelta(hours=6)
        return s
    else:
        third = (s.hi - s.lo) / 3
        cuts = [s.lo, _whole(s.lo + third, s), _whole(s.lo + 2 * third, s), s.hi]
    k = {"START": 0, "MID": 1, "END": 2}[mod]
    s.lo, s.hi = cuts[k], cuts[k + 1]
    return s


def _whole(t: dt.datetime, s: Span) -> dt.datetime:
    """Cut years at months and weeks at days."""
    if s.grain in ("year", "season", "half", "quarter", "decade", "century"):
        if t.day > 15:
            t = t.replace(day=1) + dt.timedelta(days=32)
        return t.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (
        t.replace(minute=0, second=0, microsecond=0)
        if s.grain == "part"
        else t.replace(hour=0, minute=0, second=0, microsecond=0)
    )


SHORTLY = dt.timedelta(hours=1)  # how long after is "shortly after"


def widened(lo: dt.datetime | None, hi: dt.datetime | None, s: Span) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The ends of a span that is given as about: a full hour half an hour to either side, other times ten minutes, a day one
    day."""
    if lo is None or hi is None:
        return lo, hi
    if s.grain in ("minute", "hour", "second"):
        off = dt.timedelta(minutes=30 if lo.minute == 0 else 10)
    elif s.grain == "day":
        off = _ONE
    else:
        return lo, hi
    try:
        return lo - off, hi + off
    except OverflowError:
        return lo, hi


def precision(s: Span) -> str:
    """The code T1-T6 by the length of the span; T0 where it has no ends."""
    if s.lo is None or s.hi is None:
        return {"year": "T6", "decade": "T6", "century": "T6", "month": "T5", "season": "T6", "day": "T2"}.get(
            s.grain, "T0"
        )
    size = s.hi - s.lo
    if size <= dt.timedelta(hours=1):
        return "T1"
    if size <= dt.timedelta(hours=36):
        return "T2"
    days = size.days
    return "T3" if days <= 6 else "T4" if days <= 12 else "T5" if days <= 31 else "T6"
