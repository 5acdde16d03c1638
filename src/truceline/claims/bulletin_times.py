"""Dates and times of bulletins: a table of the language gives the patterns, the calendar is one.

A day without a year is the nearest one on the side the sentence looks to. "Until the 15th" has no begin; whether the
day named is included is left open where the language leaves it open, and `doubt` says so.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from truceline.claims.bulletin_lexicon import TimeWords
from truceline.values.time import Bound, When, ZoneBasis, micros, moment, tzinfo

SOON = 60  # days: a day without a year that lies no further ahead is the coming one
OPEN_DAY = "whether the day named is included is left open"


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """A time in a text: code points [start, end)."""

    start: int
    end: int
    when: When


class Impossible(msgspec.Struct, frozen=True, kw_only=True):
    """A date that cannot be."""

    start: int
    end: int


def find_times(
    low: str, words: TimeWords, *, said: dt.datetime | None, zone: str | None, forward: bool
) -> tuple[list[Timed], list[Impossible]]:
    """The times of a sentence in order. said: naive, when the text came out, in `zone`."""
    taken: list[tuple[int, int]] = []
    days: list[tuple[int, int, dt.date, dt.date, str]] = []  # first and last day, shape
    bad: list[Impossible] = []

    def free(m: re.Match[str]) -> bool:
        return all(b <= m.start() or m.end() <= a for a, b in taken)

    for shape, patterns in (("night", words.nights), ("day", words.dates)):
        for p in patterns:
            for m in p.finditer(low):
                if not free(m):
                    continue
                taken.append(m.span())
                got = _days(m, words, said, forward)
                if got is None:
                    bad.append(Impossible(start=m.start(), end=m.end()))
                else:
                    days.append((*m.span(), *got, shape))
    if said is not None:
        for p, shift in words.relative:
            for m in p.finditer(low):
                if free(m):
                    taken.append(m.span())
                    d = said.date() + dt.timedelta(days=shift)
                    days.append((*m.span(), d, d, "day"))
        for p, number in words.weekdays:
            for m in p.finditer(low):
                if free(m):
                    taken.append(m.span())
                    back = (said.weekday() - number) % 7
                    d = said.date() - dt.timedelta(days=back) + dt.timedelta(days=7 if forward and back else 0)
                    days.append((*m.span(), d, d, "day"))
    days.sort()
    clocks = [m for p in words.clocks for m in p.finditer(low) if free(m)]
    out = [t for i, d in enumerate(days) if (t := _timed(low, words, d, days, i, clocks, zone)) is not None]
    return out, bad


def _days(
    m: re.Match[str], words: TimeWords, said: dt.datetime | None, forward: bool
) -> tuple[dt.date, dt.date] | None:
    g = m.groupdict()
    number = g.get("mn")
    month = int(number) if number else next((n for s, n in words.months if (g.get("m") or "").startswith(s)), 0)
    year = int(g["y"]) if g.get("y") else None
    if year is not None and year < 100:
        year += 2000
    if not 1 <= month <= 12 or (year is None and said is None):
        return None
    if not g.get("d"):
        if year is None:
            assert said is not None
            year = (
                said.year
                if (month <= said.month) != forward or month == said.month
                else said.year + (1 if forward else -1)
            )
        first = dt.date(year, month, 1)
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return first, after - dt.timedelta(days=1)
    first_day, last_day = int(g["d"]), int(g.get("d2") or g["d"])
    years = [year] if year is not None else _years(month, first_day, said, forward)
    for y in years:
        try:
            a, b = dt.date(y, month, first_day), dt.date(y, month, last_day)
        except ValueError:
            continue
        if b >= a:
            return a, b
    return None


def _years(month: int, day: int, said: dt.datetime | None, forward: bool) -> list[int]:
    """Years to try for a day without one: a sentence that looks ahead takes the next, another the last one."""
    assert said is not None
    ahead = (month, day) > (said.month, said.day)
    coming = said.year if ahead else said.year + 1
    try:
        soon = 0 < (dt.date(coming, month, day) - said.date()).days <= SOON
    except ValueError:
        soon = False
    if soon:
        return [coming]
    if forward:
        return [said.year if ahead or (said.month - month) < 6 else said.year + 1]
    return [said.year - 1 if ahead else said.year]


def _timed(
    low: str,
    words: TimeWords,
    day: tuple[int, int, dt.date, dt.date, str],
    days: list[tuple[int, int, dt.date, dt.date, str]],
    i: int,
    clocks: list[re.Match[str]],
    zone: str | None,
) -> Timed | None:
    a, b, first, last, shape = day
    if words.instrument.search(low[max(0, a - 40) : a]):
        return None
    lo = dt.datetime(first.year, first.month, first.day)
    hi = dt.datetime(last.year, last.month, last.day) + dt.timedelta(days=1)
    precision, doubt = "T2" if first == last else "T3", ""
    if (last - first).days > 6:
        precision = "T5"
    if shape == "night":
        lo, hi = hi - dt.timedelta(hours=30), hi - dt.timedelta(hours=18)
    near = [
        m
        for m in clocks
        if min((abs(m.start() - d[1]) if m.start() >= d[1] else abs(d[0] - m.end()), k) for k, d in enumerate(days))[1]
        == i
        and min(abs(m.start() - b), abs(a - m.end())) <= 40
    ]
    begin, end, here = a, b, zone
    basis: ZoneBasis = "case" if zone else "none"
    if near and first == last and shape == "day":
        m = near[0]
        hour, minute = int(m["h"]), int(m["mi"] or 0)
        if hour <= 24 and minute < 60:
            lo = lo + dt.timedelta(hours=hour, minutes=minute)
            hi = lo + (dt.timedelta(minutes=1) if m["mi"] else dt.timedelta(hours=1))
            precision = "T1"
            begin, end = min(a, m.start()), max(b, m.end())
            around = low[max(0, begin - 30) : end + 30]
            for p, name in words.zones:
                if p.search(around):
                    here, basis = name, "stated"
    bound: Bound | None = None
    month = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    for name, before, after in words.bounds if first == last or month else ():
        left = [low[max(0, x - 24) : x] for x in {a, begin, *(m.start() for m in near)}]
        if (before is not None and any(before.search(x) for x in left)) or (
            after is not None and (after.match(low[b:]) or after.match(low[end:]))
        ):
            bound = name  # type: ignore[assignment]
            break
    start: int | None = _us(lo, here)
    stop: int | None = _us(hi, here)
    if bound in ("from", "since"):
        stop = None
    elif bound == "after":
        start, stop = (start if precision == "T1" else stop), None
    elif bound in ("until", "by"):
        start, stop = None, (start if precision == "T1" else stop)
        doubt = OPEN_DAY if bound == "until" and precision != "T1" else ""
    elif bound == "before":
        start, stop = None, start
    if bound is not None:
        precision = "T7"
    return Timed(
        start=begin,
        end=end,
        when=When(
            earliest=start, latest=stop, bound=bound, precision=precision, zone=here, zone_basis=basis,  # type: ignore[arg-type]
            text=low[begin:end], doubt=doubt,
        ),
    )  # fmt: skip


def said_at(published: When | None, zone: str | None) -> dt.datetime | None:
    """When a text came out, naive, in the reading zone."""
    if published is None:
        return None
    at = published.earliest if published.earliest is not None else published.latest
    if at is None:
        return None
    here = None if published.zone_basis == "none" else (zone or published.zone or "UTC")
    return moment(at, here).replace(tzinfo=None)


def _us(t: dt.datetime, zone: str | None) -> int:
    return micros(t if zone is None else t.replace(tzinfo=tzinfo(zone)))
