"""From an expression to its interval: against the date of publication, or against the dates the text itself gives.

News counts from its publication date; a narrative (history, chronology) counts from the last date it named. Which of the
two a text is is decided by claims/times.py and given in `State.narrative`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from truceline.claims.languages.english_times import HOLIDAYS
from truceline.claims.languages.english_times import UNITS as UNIT_LETTERS
from truceline.claims.time_expr import Expr
from truceline.claims.time_numbers import UNKNOWN
from truceline.claims.time_span import (
    Span,
    add_days,
    add_months,
    day_span,
    midnight,
    modify,
    month_span,
    months_span,
    safe_date,
    season_span,
    week_span,
    weekend_span,
    with_part,
    year_span,
    year_text,
    years_span,
)

_FINE = ("second", "minute", "hour", "part", "day")
_DAYS = {"day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "fortnight": 14, "weekend": 7}
_MONTHS = {"month": 1, "quarter": 3, "season": 3, "semester": 6, "year": 12, "spring": 12, "summer": 12, "autumn": 12,
           "winter": 12}  # fmt: skip


@dataclass(slots=True)
class State:
    """What is known when an expression is read. said: the moment of publication (naive, local); day: the last date
    named, with its grain. narrative: count from the text. tense: 1 where the words around speak of what is to come,
    -1 of what was."""

    said: dt.datetime | None
    narrative: bool = False
    day: dt.date | None = None
    grain: str = ""
    year: int | None = None
    tense: int = 0
    bound: str | None = None
    moment: dt.datetime | None = None
    quarter: tuple[int, int] | None = None

    @property
    def ahead(self) -> bool:
        """Whether the words around speak of what is to come."""
        return self.tense > 0

    def base(self, kind: str) -> dt.date | None:
        """The day from which `speech` or `text` words count."""
        said = self.said.date() if self.said else None
        if self.narrative and self.day is None and self.year is not None and self.year < 1:
            return None
        if kind == "speech" and not self.narrative:
            return said or self.day
        return self.day or said


def resolve(e: Expr, s: State) -> Span:
    """The span of an expression; its ends are absent where nothing says when it was."""
    if e.ref:
        return Span("DATE", e.ref, "ref")
    if e.each:
        return _set(e, s.narrative)
    if e.length is not None:
        return _length(e, s)
    span = _dated(e, s)
    if e.nth is not None:
        span = _nth(e, span)
    if e.shift is not None and e.shift[3] == "self":
        span = _shift_from(e, span)
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


def _length(e: Expr, s: State) -> Span:
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
    other = _moved(base, amount if ahead else -amount, unit)
    if other is not None:
        span.lo, span.hi = (base, other) if ahead else (other, base)
        if unit not in ("hour", "minute") and not ahead and base == midnight(base.date()):
            span.hi = base + dt.timedelta(days=1)
    return span


def _moved(base: dt.datetime, amount: float, unit: str) -> dt.datetime | None:
    try:
        if unit in ("hour", "minute", "second"):
            return base + dt.timedelta(**{unit + "s": amount})
        if unit in _DAYS:
            return base + dt.timedelta(days=amount * _DAYS[unit])
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


def _dated(e: Expr, s: State) -> Span:
    if e.shift is not None and e.shift[3] != "self":
        return _shifted(e, s)
    if e.step is not None:
        return _stepped(e, s)
    if e.weekday is not None and e.day is None:
        return _weekday(e, s, 0, "")
    if e.holiday is not None:
        return _holiday(e, s)
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
        return _month_day(e, s)
    if e.season is not None:
        return _season(e, s)
    if e.quarter is not None:
        return _quarter(e, s)
    if e.year is not None:
        return months_span(e.year, "H", e.half, 6) if e.half else year_span(e.year)
    if e.nth is not None:
        return Span("DURATION", length_value(1, e.nth[1]), "length")
    return Span("DATE", "XXXX-XX-XX", "none")


def _quarter(e: Expr, s: State) -> Span:
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


def _month_day(e: Expr, s: State) -> Span:
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
        ahead = s.ahead or s.bound in ("until", "by") or (s.bound in ("before", "from") and s.tense >= 0)
        if gap > 0:
            c = gap * (1.0 if ahead else 3.0) + (0 if ahead else 20)
        else:
            c = -gap * (3.0 if ahead else 1.0) + (20 if ahead and gap else 0)
        if s.bound == "since" and gap > 0:
            c += 1000
        if c < cost:
            best, cost = year, c
    return best


def _season(e: Expr, s: State) -> Span:
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
        late = e.season == "WI" and day.month >= 9 and s.grain in ("month", *_FINE)
        return season_span(year + late, e.season)
    span = season_span(year, e.season)
    if span.lo and span.lo.date() > day and not s.ahead and (span.lo.date() - day).days > 100:
        year -= 1
    elif span.hi and span.hi.date() < day and s.ahead:
        year += 1
    return season_span(year, e.season)


def _weekday(e: Expr, s: State, step: int, base: str) -> Span:
    assert e.weekday is not None
    ref = s.base("text" if base == "text" or s.narrative else "speech")
    if ref is None:
        return Span("DATE", f"XXXX-WXX-{e.weekday}", "day")
    back = (ref.isoweekday() - e.weekday) % 7
    if step < 0:
        days = -(back or 7)
    elif step > 0:
        days = (e.weekday - ref.isoweekday()) % 7 or 7
    elif s.ahead or (s.bound in ("until", "by", "before") and not base):
        days = (e.weekday - ref.isoweekday()) % 7
    else:
        days = -back
    day = add_days(ref, days)
    return day_span(day) if day else Span("DATE", f"XXXX-WXX-{e.weekday}", "day")


def _holiday(e: Expr, s: State) -> Span:
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
    return _month_day(Expr(e.i, e.j, year=year, month=fixed[0], day=fixed[1]), s)


def easter(year: int) -> dt.date:
    """Western Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def _stepped(e: Expr, s: State) -> Span:
    assert e.step is not None
    base, n, unit = e.step
    if unit == "weekday":
        return _weekday(e, s, n, base)
    if unit == "weekend" and base == "weekend":
        return _weekend(s)
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
        return _month_day(Expr(e.i, e.j, year=year, month=e.month, day=e.day), State(None))
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
            return _month_day(Expr(e.i, e.j, year=year, month=e.month, day=e.day), State(None))
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


def _weekend(s: State) -> Span:
    """`the weekend`: the last one begun by the day of speech, the coming one where the words look ahead."""
    day = s.base("speech")
    if day is None:
        return Span("DATE", "XXXX-WXX-WE", "weekend")
    if day.isoweekday() >= 6 or s.ahead:
        return weekend_span(day)
    last = add_days(day, -7)
    return weekend_span(last) if last else Span("DATE", "XXXX-WXX-WE", "weekend")


def _shifted(e: Expr, s: State) -> Span:
    assert e.shift is not None
    amount, unit, sign, base = e.shift
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
        other = _moved(start or midnight(day), sign * amount, unit)
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
    if unit in _DAYS:
        d = add_days(day, amount * _DAYS[unit])
        if d is None:
            return Span("DATE", "PAST_REF", "ref")
        if grain not in _FINE and grain and unit in ("day", "night"):
            return month_span(d.year, d.month) if grain == "month" else year_span(d.year)
        return (
            week_span(d) if unit == "week" and grain not in _FINE else day_span(d) if unit != "week" else week_span(d)
        )
    if unit in _MONTHS:
        if unit == "year" and amount == int(amount):
            year = day.year + int(amount)
            return year_span(year) if grain not in ("month",) or abs(amount) > 0 else month_span(year, day.month)
        m = add_months(day, round(amount * _MONTHS[unit]))
        return month_span(m.year, m.month) if m else Span("DATE", "PAST_REF", "ref")
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        year = day.year + int(amount * size)
        if unit == "decade":
            return years_span(year // 10 * 10, 10, f"{year // 10:03d}", "decade")
        return years_span(year // 100 * 100, 100, f"{year // 100:02d}", "century")
    return Span("DATE", "PAST_REF" if amount < 0 else "FUTURE_REF", "ref")


def _shift_from(e: Expr, span: Span) -> Span:
    assert e.shift is not None
    amount, unit, sign, _ = e.shift
    if span.lo is None:
        return span
    if amount == UNKNOWN:
        return Span("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "ref")
    return _moved_span(span.lo.date(), sign * amount, unit, span.grain)


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
        day = None if vague else s.base("text" if s.narrative or s.grain in _FINE else "speech")
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
