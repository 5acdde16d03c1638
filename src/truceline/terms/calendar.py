"""Calendar arithmetic that refuses what is ambiguous.

Rules:
 1. Hours are exact. Days and weeks keep the clock time in the zone of the text (a change of clocks does not move it).
 2. A period that counts from a day, not from an hour, ends with the matching day: its first instant too late is the one
    after that day. Hours that count from a day count from its end.
 3. Months and years keep the day and the clock time. A day that the target month lacks (31 January and a month) has no
    one answer: it is refused, never rounded.
"""

from __future__ import annotations

import datetime as dt

from truceline.terms.term import Unit
from truceline.values.errors import InputError
from truceline.values.time import HOUR, micros, moment, tzinfo


def add(us: int, amount: int, unit: Unit, zone: str | None) -> int:
    """The instant so many units after `us` (before, if negative), counted in `zone`. Raises InputError by rule 3."""
    if unit == "hours":
        return us + amount * HOUR
    local = moment(us, zone)
    naive = local.replace(tzinfo=None)
    if unit in ("days", "weeks"):
        naive += dt.timedelta(days=amount * (7 if unit == "weeks" else 1))
    else:
        months = naive.year * 12 + naive.month - 1 + amount * (12 if unit == "years" else 1)
        year, month = divmod(months, 12)
        try:
            naive = naive.replace(year=year, month=month + 1)
        except ValueError as e:
            raise InputError(
                f"{abs(amount)} {unit} {'after' if amount > 0 else 'before'} {naive.date()} is no day of the calendar",
                expected="a day that exists",
                got=f"{year}-{month + 1:02d}-{naive.day:02d}",
                do="write the date that is meant",
            ) from e
    return micros(naive if zone is None else naive.replace(tzinfo=tzinfo(zone)))


def run(us: int, amount: int, unit: Unit, zone: str | None, *, whole_day: bool) -> int:
    """The first instant after a period that counts from `us`, or from the whole day that begins there (rule 2)."""
    if not whole_day:
        return add(us, amount, unit, zone)
    if unit == "hours":
        return add(add(us, 1, "days", zone), amount, unit, zone)
    return add(add(us, amount, unit, zone), 1, "days", zone)


def day_before(us: int, zone: str | None) -> int | None:
    """The first instant of the day that ends at `us`; None where `us` is no midnight in `zone`."""
    local = moment(us, zone)
    return add(us, -1, "days", zone) if (local.hour, local.minute, local.second) == (0, 0, 0) else None
