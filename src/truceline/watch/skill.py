"""Skill of an alarm, by back-test: what it found, when, and how often it cried for nothing.

1. An onset is found if an alarm is raised between `lead` days before it and the end of its episode. Delay = raised -
   onset (negative: lead).
2. An alarm that belongs to no known episode is false, or undocumented: the list of episodes is never complete.
3. Quiet months are the months outside all episodes; false alarms are counted per quiet month.
4. The AMOC curve is delay against false alarms over a range of thresholds; a missed onset counts as the length of its
   episode.
5. Thinning keeps each event with a given probability: what a method does when reporting halves.
6. Baselines: `no_change` (an alarm where the count exceeds that of the day before by a fixed number) and `seasonal`
   (exceeds the same week of past years). A method without more skill than these has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.alarm import Alarm
from truceline.watch.counts import FloatArray
from truceline.watch.series import Series

Onset = tuple[str, dt.date, dt.date]
"""(name, first day, last day inclusive) of a known episode."""
Method = Callable[[Series], Sequence[Alarm]]


class Skill(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """delays: name -> days from onset to alarm, of those found. missed: names. false_alarms: outside all episodes.
    quiet_months. per_month: false alarms per quiet month. found_share."""

    onsets: int
    delays: dict[str, int]
    missed: tuple[str, ...]
    false_alarms: tuple[dt.date, ...]
    quiet_months: float

    @property
    def found_share(self) -> float:
        """Onsets found over onsets."""
        return len(self.delays) / self.onsets

    @property
    def per_month(self) -> float:
        """False alarms a quiet month."""
        return len(self.false_alarms) / self.quiet_months if self.quiet_months else float("nan")

    @property
    def mean_delay(self) -> float | None:
        """Mean days from onset to alarm, of those found; a lead counts below 0."""
        return float(np.mean(list(self.delays.values()))) if self.delays else None

    def in_words(self) -> str:
        """One line for people."""
        delay = "none found" if self.mean_delay is None else f"delay {self.mean_delay:.1f} days on average"
        n = len(self.false_alarms)
        return (
            f"found {len(self.delays)} of {self.onsets} onsets, {delay}; "
            f"{n} false alarm{'' if n == 1 else 's'} in {self.quiet_months:.0f} quiet months"
        )


def score(alarms: Sequence[Alarm], series: Series, onsets: Sequence[Onset], *, lead: int = 7, tail: int = 14) -> Skill:
    """Compare alarms with known episodes. tail: days after an episode in which an alarm still belongs to it."""
    if not onsets:
        raise InputError("no onset to compare with", expected="a list of known episodes (name, first, last day)")
    delays: dict[str, int] = {}
    used: set[int] = set()
    for name, first, last in onsets:
        for i, a in enumerate(sorted(alarms, key=lambda a: a.raised)):
            if first - dt.timedelta(days=lead) <= a.raised <= last:
                delays.setdefault(name, (a.raised - first).days)
            if first - dt.timedelta(days=lead) <= a.raised <= last + dt.timedelta(days=tail):
                used.add(i)
    ordered = sorted(alarms, key=lambda a: a.raised)
    false = tuple(a.raised for i, a in enumerate(ordered) if i not in used)
    busy = np.zeros(len(series), dtype=bool)
    for _, first, last in onsets:
        busy |= (series.days >= first.toordinal()) & (series.days <= last.toordinal())
    quiet = float(series.lengths[~busy & ~series.missing].sum()) / 30.44
    missed = tuple(n for n, _, _ in onsets if n not in delays)
    return Skill(onsets=len(onsets), delays=delays, missed=missed, false_alarms=false, quiet_months=quiet)


class AmocPoint(msgspec.Struct, frozen=True, kw_only=True):
    """threshold; per_month: false alarms a quiet month; delay: mean days, a missed onset counted as its whole length."""

    threshold: float
    per_month: float
    delay: float
    found_share: float


def amoc(
    series: Series,
    onsets: Sequence[Onset],
    method: Callable[[Series, float], Sequence[Alarm]],
    thresholds: Sequence[float],
) -> tuple[AmocPoint, ...]:
    """The AMOC curve of a method over its thresholds, from the fewest to the most false alarms."""
    out = []
    for h in thresholds:
        s = score(method(series, h), series, onsets)
        late = [float(max(0, s.delays[n])) if n in s.delays else float((z - a).days + 1) for n, a, z in onsets]
        out.append(AmocPoint(threshold=h, per_month=s.per_month, delay=float(np.mean(late)), found_share=s.found_share))
    return tuple(sorted(out, key=lambda p: (p.per_month, p.delay)))


class Thinned(msgspec.Struct, frozen=True, kw_only=True):
    """kept: share of events kept. found: name -> share of runs that found it. false_per_month: mean."""

    kept: float
    found: dict[str, float]
    false_per_month: float
    runs: int


def thin(values: FloatArray, kept: float, rng: np.random.Generator) -> FloatArray:
    """Each event kept with probability `kept`; missing stays missing."""
    if not 0 < kept <= 1:
        raise InputError("a share that cannot be", expected="above 0, at most 1", got=str(kept))
    y = np.where(np.isnan(values), 0, values).astype(np.int64)
    return np.where(np.isnan(values), np.nan, rng.binomial(y, kept).astype(float))


def thinning(
    series: Series,
    onsets: Sequence[Onset],
    method: Method,
    *,
    kept: Sequence[float] = (1.0, 0.5, 0.25),
    runs: int = 10,
    seed: int = 0,
) -> tuple[Thinned, ...]:
    """The thinning curve: detection when only a share of events is reported."""
    out = []
    for share in kept:
        found = dict.fromkeys((n for n, _, _ in onsets), 0)
        false, n = 0.0, 1 if share == 1 else runs
        for r in range(n):
            rng = np.random.default_rng([seed, r, round(share * 1000)])
            s = score(method(series.with_values(thin(series.values, share, rng))), series, onsets)
            false += s.per_month / n
            for name in s.delays:
                found[name] += 1
        out.append(Thinned(kept=share, found={k: v / n for k, v in found.items()}, false_per_month=false, runs=n))
    return tuple(out)


def no_change(series: Series, *, by: float = 3.0) -> tuple[Alarm, ...]:
    """Baseline: an alarm where a day exceeds the day before by at least `by`."""
    x = series.values
    jump = np.concatenate([[False], np.diff(np.nan_to_num(x)) >= by])
    return _plain(series, jump, "no change")


def seasonal(series: Series, *, by: float = 3.0, half_window: int = 3) -> tuple[Alarm, ...]:
    """Baseline: an alarm where a day exceeds the mean of the same fortnight of all past years by at least `by`."""
    x = series.values
    hit = np.zeros(x.size, dtype=bool)
    for t in range(365, x.size):
        past = [x[max(0, t - 365 * y - half_window) : t - 365 * y + half_window + 1] for y in range(1, t // 365 + 1)]
        pool = np.concatenate(past)
        pool = pool[~np.isnan(pool)]
        hit[t] = pool.size > 0 and x[t] - pool.mean() >= by
    return _plain(series, hit, "seasonal")


def _plain(series: Series, hit: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], method: str) -> tuple[Alarm, ...]:
    """Flags as alarms; flags within ten days of one another are one."""
    out: list[Alarm] = []
    for i in np.flatnonzero(hit):
        day = series.date(int(i))
        if out and (day - (out[-1].until or out[-1].raised)).days <= 10:
            out[-1] = msgspec.structs.replace(out[-1], until=day)
            continue
        out.append(
            Alarm(
                kind="fire_changed",
                method=method,
                reporter=series.reporter,
                measure=series.measure,
                raised=day,
                since=day,
            )
        )
    return tuple(out)


def with_skill(alarms: Sequence[Alarm], measured: Skill | None) -> tuple[Alarm, ...]:
    """Alarms with the skill measured for their method, or without any."""
    words = measured.in_words() if measured else None
    return tuple(msgspec.structs.replace(a, skill=words) for a in alarms)
