"""Alarms looking forward: a cumulative sum against a baseline taken from the past alone, with reset and re-baselining.

1. The baseline of a day is the mean of the last `window_days` known days, shrunk towards all days before, without days
   in alarm (and the `back_out` days before one).
2. The rule (reference value, limit) is made from that baseline for the false-alarm rate asked; its run length is exact
   under the baseline (Markov chain).
3. After an alarm the sum starts again; the alarm lasts until `release_days` days without a count; those days are not
   part of the baseline.
4. Missing days leave everything as it is.
"""

from __future__ import annotations

import math
from functools import lru_cache

import msgspec
import numpy as np

from truceline.watch.alarm import Alarm, in_plain_words
from truceline.watch.counts import BoolArray, FloatArray, check_counts
from truceline.watch.cusum import Rule, make_rule
from truceline.watch.levels import Levels, filter_levels
from truceline.watch.series import Series


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """run_length_days: mean days to a false alarm asked. times: rise watched for (None: 20 for means under 0.5 a day, 5
    under 3, else 2). dispersion: variance over mean of quiet days. cap: one day counts for at most this (None: no cap;
    by default 6 where quiet days are rare in counts, mean under 0.5). rebuild_days: how often the rule is made anew."""

    run_length_days: float = 3000.0
    times: float | None = None
    dispersion: float = 2.0
    cap: int | None = 6
    window_days: int = 730
    shrink_days: float = 180.0
    release_days: int = 10
    back_out: int = 14
    rebuild_days: int = 30
    least_days: int = 30


class Watched(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """alarms; path: the sum after each step (NaN before there is a baseline); limit: of each step."""

    alarms: tuple[Alarm, ...]
    path: FloatArray
    limit: FloatArray
    notes: tuple[str, ...] = ()


def watch_forward(series: Series, settings: Settings = Settings(), *, touches: tuple[str, ...] = ()) -> Watched:
    """Alarms of a rise in a reporter's daily series, each as it could have been raised on its day."""
    x = check_counts(series.values, where=series.reporter or "series", least=0)
    s = settings
    path, limit = np.full(x.size, np.nan), np.full(x.size, np.nan)
    usable = ~np.isnan(x)
    rules: dict[float, Rule] = {}
    alarms: list[Alarm] = []
    rule: Rule | None = None
    total, since, seen, observed, quiet = 0.0, 0, 0, 0.0, -1
    for t, v in enumerate(x):
        if t % s.rebuild_days == 0 or rule is None:
            rule = _rule(x, usable, t, s, rules) or rule
        if rule is None or math.isnan(v):
            continue
        if total <= 0:
            since, seen, observed = t, 0, 0.0
        total = max(0.0, total + (float(v) if rule.cap is None else min(float(v), rule.cap)) - float(rule.k))
        seen, observed = seen + 1, observed + float(v)
        path[t], limit[t] = total, float(rule.h)
        if quiet >= 0:
            usable[t] = False
            quiet = quiet + 1 if v == 0 else 0
            if quiet >= s.release_days:
                alarms[-1] = msgspec.structs.replace(alarms[-1], until=series.date(t - s.release_days))
                usable[t - s.release_days + 1 : t + 1] = ~np.isnan(x[t - s.release_days + 1 : t + 1])
                quiet, total = -1, 0.0
        elif total >= float(rule.h) - 1e-9:
            alarms.append(_alarm(series, t, since, seen, observed, total, rule, touches))
            usable[max(0, t - s.back_out) : t + 1] = False
            quiet, total = 0, 0.0
    notes = () if alarms or rule else (f"fewer than {s.least_days} known days: no baseline, nothing watched",)
    return Watched(alarms=tuple(alarms), path=path, limit=limit, notes=notes)


def _rule(x: FloatArray, usable: BoolArray, t: int, s: Settings, made: dict[float, Rule]) -> Rule | None:
    known = np.flatnonzero(usable[:t])
    if known.size < s.least_days:
        return None
    near = known[known >= t - s.window_days]
    whole = (float(x[known].sum()) + 0.5) / (known.size + 10)
    mean = (float(x[near].sum()) + s.shrink_days * whole) / (near.size + s.shrink_days)
    step = round(math.log(mean), 1)
    if step not in made:
        m = math.exp(step)
        times = s.times or (20.0 if m < 0.5 else 5.0 if m < 3 else 2.0)
        size = m / (s.dispersion - 1) if s.dispersion > 1 else math.inf
        made[step] = _cached_rule(
            m, size, times, s.run_length_days, 20 if m < 3 else 4 if m < 20 else 1, s.cap if m < 0.5 else None
        )
    return made[step]


@lru_cache(maxsize=1024)
def _cached_rule(mean: float, size: float, times: float, days: float, denominator: int, cap: int | None) -> Rule:
    return make_rule(mean, size, times=times, run_length_days=days, denominator=denominator, cap=cap)


def _alarm(
    series: Series, t: int, since: int, seen: int, observed: float, value: float, rule: Rule, touches: tuple[str, ...]
) -> Alarm:
    return Alarm(
        kind="fire_changed",
        method="cumulative sum",
        reporter=series.reporter,
        measure=series.measure,
        raised=series.last_date(t),
        since=series.date(since),
        observed=observed,
        expected=seen * rule.mean,
        statistic=value,
        threshold=float(rule.h),
        run_length_days=rule.run_length,
        run_length_basis="markov_chain",
        every=in_plain_words(rule.run_length),
        sector=series.sector,
        sides=series.sides,
        touches=touches,
        says=f"{observed:g} {series.measure} since {series.date(since).isoformat()}, {seen * rule.mean:.2g} expected",
        changes_our_mind="ten days without one, or word that the reporter changed how it counts",
    )


def filter_alarms(
    series: Series, *, model: Levels = Levels(), raise_at: float = 0.9, rebuild_days: int = 30, least_days: int = 60
) -> tuple[Alarm, ...]:
    """Alarms of the hidden Markov model looking forward: P(flare-up | days up to then) above `raise_at`.

    Quiet rate and dispersion come from the days before each block of `rebuild_days` alone. Its false-alarm rate is not
    known beforehand: it has to be measured.
    """
    x = check_counts(series.values, where=series.reporter or "series", least=0)
    p = filter_levels(x, series.exposure(), series.lengths, model, rebuild=rebuild_days, least=least_days)
    out: list[Alarm] = []
    on = False
    for t in range(x.size):
        if not on and p[t] > raise_at:
            begin = t
            while begin > 0 and p[begin - 1] > 0.05:
                begin -= 1
            out.append(
                Alarm(
                    kind="fire_changed",
                    method="hidden Markov filter",
                    reporter=series.reporter,
                    measure=series.measure,
                    raised=series.last_date(t),
                    since=series.date(begin),
                    observed=float(np.nansum(x[begin : t + 1])),
                    statistic=float(p[t]),
                    threshold=raise_at,
                    every=in_plain_words(None),
                    sector=series.sector,
                    sides=series.sides,
                )
            )
            on = True
        elif on and p[t] < 0.5:
            out[-1] = msgspec.structs.replace(out[-1], until=series.date(t - 1))
            on = False
    return tuple(out)
