"""Silence, and breaks in reporting: three alarms kept apart.

1. `silent`: a reporter that used to tell something nearly every day tells nothing. Under its own recent law a run of so
   many empty days would come less often than once in the time asked. It says nothing about calm.
2. `reporting_changed`: one reporter's counts break and another's, of the same place and time, do not; or a single
   reporter's counts fall: a fall is first a change in reporting.
3. `fire_changed`: counts rise with one reporter, or break in the same direction with two or more within a fortnight.

A day is never called calm here: it is told, watched and without events, unwatched, silent or unknown.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np

from truceline.watch.alarm import Alarm, in_plain_words
from truceline.watch.counts import FloatArray, check_counts, fit_size, tail
from truceline.watch.cusum import fall_rule, run_fall
from truceline.watch.series import Series

DayState = Literal["told", "quiet_watched", "silent", "unwatched", "unknown"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """run_length_days: mean days to a false alarm asked. window_days: the reporter's recent law is taken from so many
    days, without days already silent. least_days: known days needed before anything is said. fall: a fall to this share
    of the mean is watched for. agree_days: breaks of two reporters within so many days are one."""

    run_length_days: float = 730.0
    window_days: int = 60
    least_days: int = 21
    fall: float = 0.3
    agree_days: int = 14


def silences(series: Series, settings: Settings = Settings()) -> tuple[Alarm, ...]:
    """Alarms of silence of one reporter's daily series. Missing days count as silent days: nothing was told.

    Days known to be watched and without events (coverage above 0) end a silence: someone looked and said so.
    """
    x = check_counts(series.values, where=series.reporter or "series", least=0)
    told = ~np.isnan(x) & (x > 0)
    looked = ~np.isnan(series.watched) & (series.watched > 0)
    usable = np.ones(x.size, dtype=bool)
    out: list[Alarm] = []
    begin: int | None = None
    limit = math.inf
    law = (math.nan, math.inf)
    for t in range(x.size):
        if told[t] or looked[t]:
            if begin is not None and t - begin >= limit:
                out[-1] = msgspec.structs.replace(out[-1], until=series.date(t - 1), expected=law[0] * (t - begin))
                usable[begin:t] = False
            begin = None
            continue
        if begin is None:
            begin = t
            law = _recent(x, usable, t, settings)
            limit = silent_after(law[0], law[1], settings.run_length_days)
        if t - begin + 1 == limit:
            out.append(_silent(series, begin, t, law, settings))
    if begin is not None and x.size - begin >= limit:
        out[-1] = msgspec.structs.replace(out[-1], expected=law[0] * (x.size - begin))
    return tuple(out)


def silent_after(mean: float, size: float, run_length_days: float) -> float:
    """Empty days in a row after which silence is called: the first length whose runs, under the law, come less often
    than once in run_length_days. Infinite where the reporter's law is not known or where more than half of its days are empty."""
    if math.isnan(mean) or mean <= 0:
        return math.inf
    empty = 1.0 - tail(1, mean, size)
    if empty > 0.5:
        return math.inf
    if empty <= 0:
        return 1
    need = math.log(run_length_days * (1.0 - empty)) / -math.log(empty)
    return max(1, math.ceil(need))


def _recent(
    x: FloatArray, usable: np.ndarray[tuple[int], np.dtype[np.bool_]], t: int, s: Settings
) -> tuple[float, float]:
    """(mean, size) of the last known days before t, without days of an earlier silence; NaN where they are too few, or
    where it told nothing on more than half of them: a burst in a sparse series is no level to fall from."""
    known = np.flatnonzero(usable[:t] & ~np.isnan(x[:t]))[-s.window_days :]
    if known.size < s.least_days:
        return math.nan, math.inf
    y = x[known]
    if np.count_nonzero(y) * 2 < y.size:
        return math.nan, math.inf
    mean = float(y.mean())
    return (mean, max(1.0, fit_size(y, mean))) if mean > 0 else (math.nan, math.inf)


def _silent(series: Series, begin: int, t: int, law: tuple[float, float], s: Settings) -> Alarm:
    return Alarm(
        kind="silent",
        method="run of empty days",
        reporter=series.reporter,
        measure=series.measure,
        raised=series.date(t),
        since=series.date(begin),
        direction="down",
        observed=0.0,
        expected=law[0] * (t - begin + 1),
        statistic=float(t - begin + 1),
        threshold=float(t - begin + 1),
        run_length_days=s.run_length_days,
        run_length_basis="nominal",
        every=in_plain_words(s.run_length_days),
        sector=series.sector,
        sides=series.sides,
        says=f"{series.reporter or 'the reporter'} fell silent; about {law[0]:.1f} a day were told before. Silence is not calm.",
        changes_our_mind="a report for these days, or word that someone watched and saw nothing",
    )


def falls(series: Series, settings: Settings = Settings()) -> tuple[Alarm, ...]:
    """One-sided break downwards (cumulative sum of k - x, exact run length): first a change in reporting."""
    x = check_counts(series.values, where=series.reporter or "series", least=0)
    usable = np.ones(x.size, dtype=bool)
    out: list[Alarm] = []
    t = 0
    while t < x.size:
        mean, size = _recent(x, usable, t, settings)
        if math.isnan(mean) or mean < 0.5:
            t += 1
            continue
        rule = fall_rule(mean, size, share=settings.fall, run_length_days=settings.run_length_days)
        stop = min(x.size, t + 30)
        found = run_fall(x[t:stop], rule)
        if found is None:
            t = stop
            continue
        at, since = t + found.at, t + found.since
        out.append(
            Alarm(
                kind="reporting_changed",
                method="cumulative sum, downwards",
                reporter=series.reporter,
                measure=series.measure,
                raised=series.date(at),
                since=series.date(since),
                direction="down",
                observed=found.observed,
                expected=found.expected,
                statistic=found.value,
                threshold=float(rule.h),
                run_length_days=rule.run_length,
                run_length_basis="markov_chain",
                every=in_plain_words(rule.run_length),
                sector=series.sector,
                sides=series.sides,
                says="this reporter tells less than before: first a change in reporting, not a calm",
                changes_our_mind="a second reporter of the same place whose counts fall alike",
            )
        )
        usable[:since] = False  # the break starts a new baseline
        t = at + 1
    return tuple(out)


def sort_breaks(
    alarms: Sequence[Alarm], all_series: Sequence[Series], settings: Settings = Settings()
) -> tuple[Alarm, ...]:
    """Each break named by what the other reporters did at the time (rules 2 and 3 above); silence stays silence."""
    out = []
    for a in alarms:
        if a.kind == "silent":
            out.append(a)
            continue
        others = {s.reporter for s in all_series if s.reporter != a.reporter and _tells(s, a, settings)}
        agree = {
            b.reporter
            for b in alarms
            if b.reporter in others
            and b.kind != "silent"
            and b.direction == a.direction
            and abs((b.raised - a.raised).days) <= settings.agree_days
        }
        if agree:
            why = f"{len(agree) + 1} reporters break alike within {settings.agree_days} days"
            out.append(msgspec.structs.replace(a, kind="fire_changed", says=why))
        elif others:
            why = f"this reporter breaks; {', '.join(sorted(others))} of the same time does not"
            out.append(msgspec.structs.replace(a, kind="reporting_changed", says=why))
        else:
            kind: Literal["fire_changed", "reporting_changed"] = (
                "fire_changed" if a.direction == "up" else "reporting_changed"
            )
            why = f"{a.says}; one reporter only".lstrip("; ")
            out.append(msgspec.structs.replace(a, kind=kind, says=why))
    return tuple(out)


def _tells(series: Series, alarm: Alarm, s: Settings) -> bool:
    """Whether a reporter was telling enough around the break to have shown it."""
    if alarm.sector and series.sector and alarm.sector != series.sector:
        return False
    near = np.abs(series.days - alarm.raised.toordinal()) <= 30
    known = series.values[near & ~series.missing]
    return bool(known.size >= 14 and known.mean() >= 0.2)


def day_states(series: Series, alarms: Sequence[Alarm] = ()) -> tuple[DayState, ...]:
    """What is known of each day: told, quiet_watched (someone looked and told nothing), silent, unwatched, unknown."""
    silent: set[int] = set()
    for a in alarms:
        if a.kind == "silent" and a.reporter == series.reporter:
            silent.update(range(a.since.toordinal(), (a.until or series.end).toordinal() + 1))
    out: list[DayState] = []
    for d, v, w in zip(series.days, series.values, series.watched, strict=True):
        if v > 0:
            out.append("told")
        elif w > 0 and v == 0:
            out.append("quiet_watched")
        elif w == 0:
            out.append("unwatched")
        else:
            out.append("silent" if int(d) in silent else "unknown")
    return tuple(out)


def silent_days(alarms: Sequence[Alarm], first: dt.date, last: dt.date) -> set[dt.date]:
    """Days between two dates on which some alarm of silence stands."""
    out: set[dt.date] = set()
    for a in alarms:
        if a.kind == "silent":
            day = max(a.since, first)
            while day <= min(a.until or last, last):
                out.add(day)
                day += dt.timedelta(days=1)
    return out
