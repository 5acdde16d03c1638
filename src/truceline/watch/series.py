"""Series: what one reporter told per day (or period), with what was watched beside it. Missing is not zero."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.counts import BoolArray, FloatArray, IntArray, check_counts

MAX_DAYS = 200_000


class Series(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Counts of one reporter over consecutive periods.

    reporter: id or name of the origin. measure: `events`, `deaths`, `violations` ... what is counted. aggregate: the
    values are counts that the reporter itself summed ("n violations"), never mixed with events told one by one.
    days: first day of each period, as proleptic ordinals (int64); lengths: days in each (1 for a daily series).
    values: counts, NaN where nothing is known. watched: share of the period and place that was watched, 0..1, NaN
    where not known. kind, sector, sides: what it was narrowed to, "" or () for all. notes: what was set aside.
    """

    reporter: str
    measure: str
    days: IntArray
    lengths: IntArray
    values: FloatArray
    watched: FloatArray
    aggregate: bool = False
    kind: str = ""
    sector: str = ""
    sides: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return int(self.values.size)

    @property
    def daily(self) -> bool:
        """Consecutive single days without a hole in the calendar."""
        return bool(np.all(self.lengths == 1) and np.all(np.diff(self.days) == 1))

    @property
    def missing(self) -> BoolArray:
        """Periods of which nothing is known."""
        return np.isnan(self.values)

    @property
    def start(self) -> dt.date:
        """First day."""
        return dt.date.fromordinal(int(self.days[0]))

    @property
    def end(self) -> dt.date:
        """Last day, inclusive."""
        return dt.date.fromordinal(int(self.days[-1] + self.lengths[-1] - 1))

    def date(self, i: int) -> dt.date:
        """First day of period i."""
        return dt.date.fromordinal(int(self.days[i]))

    def last_date(self, i: int) -> dt.date:
        """Last day of period i, inclusive."""
        return dt.date.fromordinal(int(self.days[i] + self.lengths[i] - 1))

    def at(self, day: dt.date) -> int | None:
        """The period that holds a day, or None."""
        i = int(np.searchsorted(self.days, day.toordinal(), side="right")) - 1
        return i if i >= 0 and self.days[i] + self.lengths[i] > day.toordinal() else None

    def exposure(self) -> FloatArray:
        """Days times share watched (1 where the share is not known); never 0: an unwatched period is missing."""
        share = np.where(np.isnan(self.watched) | (self.watched <= 0), 1.0, self.watched)
        return self.lengths.astype(np.float64) * share

    def between(self, first: dt.date, last: dt.date) -> Series:
        """The periods that begin within two days, both inclusive."""
        keep = (self.days >= first.toordinal()) & (self.days <= last.toordinal())
        return self.take(keep)

    def take(self, keep: BoolArray) -> Series:
        """The chosen periods."""
        return msgspec.structs.replace(
            self,
            days=self.days[keep],
            lengths=self.lengths[keep],
            values=self.values[keep],
            watched=self.watched[keep],
        )

    def with_values(self, values: FloatArray, *notes: str) -> Series:
        """The same periods with other values."""
        return msgspec.structs.replace(self, values=values, notes=(*self.notes, *notes))


def daily_series(
    values: Any, start: dt.date, *, reporter: str = "", measure: str = "events", watched: Any = None, **about: Any
) -> Series:
    """A series of consecutive days. values: counts, NaN (or None) for missing. watched: share per day, or None.

    Raises InputError for an empty series and for negative, fractional or infinite counts.
    """
    x = check_counts([np.nan if v is None else v for v in values], where=reporter or "series", least=0)
    if x.size == 0:
        raise InputError("an empty series", where=reporter or "series", expected="at least one day")
    share = np.full(x.size, np.nan) if watched is None else np.asarray(watched, dtype=np.float64)
    x, dropped = unwatched_is_missing(x, share)
    notes = (f"{dropped} unwatched days with a zero are taken as missing",) if dropped else ()
    return Series(
        reporter=reporter,
        measure=measure,
        days=np.arange(x.size, dtype=np.int64) + start.toordinal(),
        lengths=np.ones(x.size, dtype=np.int64),
        values=x,
        watched=share,
        notes=notes,
        **about,
    )


def dated_series(
    rows: Iterable[tuple[dt.date, float | None]],
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    absent: float | None = None,
    duplicates: str = "error",
    reporter: str = "",
    measure: str = "events",
    **about: Any,
) -> Series:
    """A daily series of (day, count) rows in any order.

    absent: what a day without a row means: None = missing (the default), 0 = the reporter told nothing that day and
    is known to list every day on which something was so. duplicates: `error`, `sum` or `last` for days that stand twice.
    Raises InputError for duplicate days (under `error`), no rows, and bad counts.
    """
    got: dict[int, float] = {}
    twice = 0
    for day, value in rows:
        o = day.toordinal()
        v = np.nan if value is None else float(value)
        if o in got:
            twice += 1
            if duplicates == "error":
                raise InputError(
                    "a day stands twice",
                    where=f"{reporter or 'series'}, {day.isoformat()}",
                    expected="one row a day",
                    do="say whether to sum them or to keep the last (duplicates='sum' or 'last')",
                )
            if duplicates == "sum":
                v = v if np.isnan(got[o]) else got[o] + (0.0 if np.isnan(v) else v)
        got[o] = v
    if not got:
        raise InputError("an empty series", where=reporter or "series", expected="at least one day")
    a = first.toordinal() if first else min(got)
    z = last.toordinal() if last else max(got)
    if z < a or z - a > MAX_DAYS:
        raise InputError("a period that cannot be", where=reporter or "series", got=f"{z - a + 1} days")
    x = np.full(z - a + 1, np.nan if absent is None else float(absent))
    outside = 0
    for o, v in got.items():
        if a <= o <= z:
            x[o - a] = v
        else:
            outside += 1
    series = daily_series(x, dt.date.fromordinal(a), reporter=reporter, measure=measure, **about)
    said = [f"{twice} days stood twice ({duplicates})"] if twice else []
    said += [f"{outside} days outside the period"] if outside else []
    return msgspec.structs.replace(series, notes=(*series.notes, *said))


def period_series(
    rows: Iterable[tuple[dt.date, dt.date, float | None]], *, reporter: str = "", measure: str = "events", **about: Any
) -> Series:
    """A series of reporting periods (first day, last day inclusive, count); holes between them stay holes.

    Raises InputError where periods overlap, run backwards, or counts are bad.
    """
    got = sorted((a.toordinal(), z.toordinal(), np.nan if v is None else float(v)) for a, z, v in rows)
    for (_, z, _), (a2, _, _) in itertools.pairwise(got):
        if a2 <= z:
            day = dt.date.fromordinal(a2).isoformat()
            raise InputError(
                "periods overlap", where=f"{reporter or 'series'}, {day}", expected="each day in one period"
            )
    for a, z, _ in got:
        if z < a:
            day = dt.date.fromordinal(a).isoformat()
            raise InputError("a period ends before it begins", where=f"{reporter or 'series'}, {day}")
    if not got:
        raise InputError("an empty series", where=reporter or "series", expected="at least one period")
    x = check_counts([v for _, _, v in got], where=reporter or "series", least=0)
    return Series(
        reporter=reporter,
        measure=measure,
        days=np.array([a for a, _, _ in got], dtype=np.int64),
        lengths=np.array([z - a + 1 for a, z, _ in got], dtype=np.int64),
        values=x,
        watched=np.full(x.size, np.nan),
        **{"aggregate": True, **about},
    )


def unwatched_is_missing(values: FloatArray, watched: FloatArray) -> tuple[FloatArray, int]:
    """Zeros of days known to be unwatched (share 0) become missing; a count above 0 stays, someone saw it."""
    if watched.shape != values.shape:
        raise InputError("coverage of another length", expected=f"{values.size} values", got=f"{watched.size}")
    known = watched[~np.isnan(watched)]
    if np.any((known < 0) | (known > 1)):
        raise InputError("coverage is a share", where="watched", expected="0 to 1, NaN where unknown")
    blind = (watched == 0) & (values == 0)
    return np.where(blind, np.nan, values), int(blind.sum())


def side_by_side(series: Iterable[Series]) -> Mapping[str, tuple[Series, ...]]:
    """Series by reporter; they are never added to each other's."""
    out: dict[str, list[Series]] = {}
    for s in series:
        out.setdefault(s.reporter, []).append(s)
    return {k: tuple(v) for k, v in sorted(out.items())}
