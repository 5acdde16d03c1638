"""Calendar arithmetic that refuses what is ambiguous.

Rules:
 1. Hours are exact. Days and weeks keep the clock time in the zone of the text (a change of clocks does not move it).
 2. Months and years keep the day and the clock time. A day that the target month lacks (31 January and a month) has no
    one answer: it is refused, never rounded.
"""

from __future__ import annotations

import datetime as dt

from truceline.terms.term import Unit
from truceline.values.errors import InputError
from truceline.values.time import HOUR, micros, moment, tzinfo


def add(us: int, amount: int, unit: Unit, zone: str | None) -> int:
    """The instant so many units after `us` (before, if negative), counted in `zone`. Raises InputError by rule 2."""
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
