"""What the grammar of times reads: the parts of one expression before it is resolved against dates."""

from __future__ import annotations

from copy import copy

import msgspec

Step = tuple[str, int, str]  # ("speech" | "text", steps, unit)


class Expr(msgspec.Struct):
    """One expression over the tokens [i, j).

    Calendar: year (negative before Christ), month, day, weekday 1-7, season SP SU FA WI, decade (198 = the 1980s),
    century (19 = 1900-1999), quarter, half, week_of, part of the day (TMO ...), clock (hour, minute or None, second or
    None), zone (IANA or offset) or local. step: this, last, next, from the day of speech or from the text's last date.
    shift: (amount, unit, sign, base) for "two days ago". length: (amount, unit) of a duration; UNKNOWN amounts are -1.
    nth: (ordinal, unit) within the calendar part; -1 = last. each: a set. ref: PRESENT_REF, PAST_REF, FUTURE_REF.
    """

    i: int
    j: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    decade: int | None = None
    century: int | None = None
    quarter: int | None = None
    half: int | None = None
    fiscal: bool = False
    part: str | None = None
    clock: tuple[int, int | None, int | None] | None = None
    zone: str | None = None
    local: bool = False
    step: Step | None = None
    shift: tuple[float, str, int, str] | None = None
    length: tuple[float, str] | None = None
    upper: float | None = None
    nth: tuple[int, str] | None = None
    each: bool = False
    ref: str | None = None
    mod: str = ""
    holiday: str | None = None
    night_to: int | None = None
    generic: bool = False
    impossible: str = ""
    event: bool = False
    stamp: str = ""
    since_last: bool = False

    def at(self, i: int, j: int) -> Expr:
        """The same over other tokens."""
        other = copy(self)
        other.i, other.j = i, j
        return other

    def has_date(self) -> bool:
        """Whether it names a day, month, year or season by itself or by a step."""
        return any(
            v is not None
            for v in (self.year, self.month, self.day, self.weekday, self.season, self.step, self.shift, self.holiday,
                      self.decade, self.century, self.quarter, self.half)
        )  # fmt: skip
