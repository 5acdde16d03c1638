"""Dates and lists in English words: how a reader says a day, an hour or a stretch of time."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.values.time import ABOUT, DAY, HOUR, MINUTE, When, moment

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


def day(us: int, zone: str | None, *, year: bool = True) -> str:
    """9 November 2020"""
    t = moment(us, zone)
    return f"{t.day} {MONTHS[t.month - 1]}{f' {t.year}' if year else ''}"


def clock(us: int, zone: str | None) -> str:
    """10 January 2021, 18:00"""
    t = moment(us, zone)
    return f"{day(us, zone)}, {t.hour:02d}:{t.minute:02d}"


def when(w: When | None, zone: str, *, year: bool = False) -> str:
    """An interval as a reader says it: a day, a span of days, a clock time; open ends stay open."""
    if w is None or (w.earliest is None and w.latest is None):
        return "no date given"
    z = w.wire_zone() if w.zone_basis == "none" else (w.zone or zone)
    if w.earliest is None:
        return f"until {day(w.latest - 1, z, year=year)}" if w.latest is not None else "no date given"
    if w.latest is None:
        return f"from {day(w.earliest, z, year=year)}"
    width = w.latest - w.earliest
    about = told_about(w)
    if width <= HOUR or about is not None:
        t = moment(w.earliest if about is None else about, z)
        return f"{day(w.earliest, z, year=year)}, {'' if about is None else 'about '}{t.hour:02d}:{t.minute:02d}"
    first, last = moment(w.earliest, z), moment(w.latest - 1, z)
    if first.date() == last.date():
        return day(w.earliest, z, year=year)
    if width > 365 * DAY:
        return f"{day(w.earliest, z)} to {day(w.latest - 1, z)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day(w.latest - 1, z, year=year)}"
    return f"{day(w.earliest, z, year=year)} to {day(w.latest - 1, z, year=year)}"


def told_about(w: When) -> int | None:
    """The clock time that a source gave as about ("at about 20:40"), from the middle of the ends that stand for it."""
    if ABOUT not in w.doubt or w.earliest is None or w.latest is None or w.latest - w.earliest > 2 * HOUR:
        return None
    return (w.earliest + w.latest - MINUTE) // 2


def and_list(items: Sequence[str]) -> str:
    """a, b and c"""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
