"""Calendar: what falls due, talks, anniversaries and reporting dates as dated windows.

A window says when something is to be, not that anything will happen in it. No forecast of violence is made: published,
it is an accusation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from truceline.values.errors import InputError
from truceline.values.release import Release

WindowKind = Literal["due", "talks", "anniversary", "reporting"]


class Window(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """first, last: days, inclusive. what: in words. refers: id of the term, event or source. basis: where the date is
    from."""

    kind: WindowKind
    first: dt.date
    last: dt.date
    what: str
    refers: str = ""
    basis: str = ""
    release: Release = "internal"


def due(what: str, last: dt.date, *, refers: str = "", basis: str = "", notice: int = 7) -> Window:
    """A duty that falls due on `last`; the window opens `notice` days before."""
    return Window(kind="due", first=last - dt.timedelta(days=notice), last=last, what=what, refers=refers, basis=basis)


def talks(what: str, first: dt.date, last: dt.date | None = None, *, refers: str = "", basis: str = "") -> Window:
    """Talks announced for a day or between two."""
    if last is not None and last < first:
        raise InputError("talks that end before they begin", where=what, got=f"{first} to {last}")
    return Window(kind="talks", first=first, last=last or first, what=what, refers=refers, basis=basis)


def anniversaries(
    named: Iterable[tuple[str, dt.date]], first: dt.date, last: dt.date, *, margin: int = 0
) -> tuple[Window, ...]:
    """Anniversaries of named days within a period. 29 February falls on 28 February in common years."""
    out = []
    for name, day in named:
        for year in range(max(first.year, day.year + 1), last.year + 1):
            try:
                then = day.replace(year=year)
            except ValueError:
                then = dt.date(year, 2, 28)
            if first <= then <= last:
                n = year - day.year
                a, z = then - dt.timedelta(days=margin), then + dt.timedelta(days=margin)
                text = f"{n} year{'' if n == 1 else 's'} since {name}"
                out.append(Window(kind="anniversary", first=a, last=z, what=text, basis=day.isoformat()))
    return ordered(out)


def reporting(
    what: str, start: dt.date, every_days: int, first: dt.date, last: dt.date, *, refers: str = ""
) -> tuple[Window, ...]:
    """Dates of a report that appears every so many days."""
    if every_days < 1:
        raise InputError("a rhythm that cannot be", where=what, expected="at least 1 day", got=str(every_days))
    skip = max(0, -(-(first - start).days // every_days))
    day = start + dt.timedelta(days=skip * every_days)
    out = []
    while day <= last:
        out.append(Window(kind="reporting", first=day, last=day, what=what, refers=refers))
        day += dt.timedelta(days=every_days)
    return tuple(out)


def ordered(windows: Iterable[Window]) -> tuple[Window, ...]:
    """By first day, last day, kind and words."""
    return tuple(sorted(windows, key=lambda w: (w.first, w.last, w.kind, w.what)))


def open_on(windows: Sequence[Window], day: dt.date) -> tuple[Window, ...]:
    """Windows that hold a day."""
    return tuple(w for w in windows if w.first <= day <= w.last)
