"""Episodes looked back on: where a series leaves its quiet rate, dated, named, with what it stands on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np

from truceline.values.count import Count
from truceline.values.errors import InputError
from truceline.watch.counts import BoolArray, FloatArray, check_counts
from truceline.watch.episode import Episode
from truceline.watch.levels import BURST, Levels, Reading, read_levels
from truceline.watch.naming import curated, distinct
from truceline.watch.series import Series


class How(msgspec.Struct, frozen=True, kw_only=True):
    """rule: `smoothed` probabilities or the most likely path (`viterbi`). enter: probability that some day of an episode
    must reach; stay: probability down to which its days reach. quiet_days: a pause of so many days without flare-up
    ends it. least_active: steps with a count above 0 that it must hold (one day alone is an incident, not an episode).
    """

    rule: Literal["smoothed", "viterbi"] = "smoothed"
    enter: float = 0.5
    stay: float = 0.3
    quiet_days: int = 5
    least_active: int = 2


class Found(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Episodes of one series in order, the model's reading (absent where there was nothing to read) and what is to be
    said about them."""

    episodes: tuple[Episode, ...] = ()
    reading: Reading | None = None
    notes: tuple[str, ...] = ()


def find_episodes(
    series: Series,
    *,
    model: Levels = Levels(),
    how: How = How(),
    listed: Sequence[tuple[str, dt.date, dt.date]] = (),
) -> Found:
    """Episodes of a series. listed: names of the case's own (name, first, last day inclusive).

    A series of zeros has no episode, and that is said. Raises InputError for bad counts and fewer than 10 values.
    """
    x = check_counts(series.values, where=series.reporter or "series", least=10)
    if not np.nansum(x):
        return Found(notes=("every known value is 0: there is no rate to leave, and no episode",))
    if not 0 < how.stay <= how.enter < 1:
        raise InputError("limits that cannot be", expected="0 < stay <= enter < 1", got=f"{how.stay}, {how.enter}")
    reading = read_levels(x, series.exposure(), series.lengths, model)
    on, sure = (reading.path > 0, 1.0) if how.rule == "viterbi" else (reading.flare > how.stay, how.enter)
    strength = on.astype(float) if how.rule == "viterbi" else reading.flare
    spans = []
    for a, z in _runs(series, on, how.quiet_days):
        active = np.flatnonzero(x[a : z + 1] > 0)
        if strength[a : z + 1].max() >= sure and active.size >= how.least_active:
            spans.append((a + int(active[0]), a + int(active[-1])))
    periods = [(series.date(a), series.last_date(z)) for a, z in spans]
    names = distinct([_core(series, a, z) for a, z in spans])
    method = "burst model" if model == BURST else "hidden Markov model of levels"
    out = tuple(
        _episode(series, reading, a, z, name, curated(*p, listed), method)
        for (a, z), name, p in zip(spans, names, periods, strict=True)
    )
    return Found(episodes=out, reading=reading, notes=_said(series))


def bursts(series: Series, *, times: float = 20.0, dispersion: float = 2.0) -> Found:
    """The fixed-rate burst model: most likely path, price log n for going up."""
    model = msgspec.structs.replace(BURST, levels=(1.0, times), dispersion=dispersion)
    found = find_episodes(series, model=model, how=How(rule="viterbi", quiet_days=10, least_active=1))
    return msgspec.structs.replace(
        found, episodes=tuple(msgspec.structs.replace(e, method="burst model") for e in found.episodes)
    )


def _runs(series: Series, on: BoolArray, quiet_days: int) -> list[tuple[int, int]]:
    """Runs of flagged steps, merged over pauses of fewer than quiet_days days."""
    out: list[list[int]] = []
    for i in np.flatnonzero(on):
        if out:
            last = out[-1][1]
            pause = int(series.days[i] - series.days[last] - series.lengths[last])
            if pause < quiet_days:
                out[-1][1] = int(i)
                continue
        out.append([int(i), int(i)])
    return [(a, z) for a, z in out]


def _episode(
    series: Series, reading: Reading, a: int, z: int, name: str, names: tuple[str, ...], method: str
) -> Episode:
    x = series.values[a : z + 1]
    top = float(np.nanmax(x))
    total = float(np.nansum(x))
    missing = np.isnan(x)
    notes = []
    if missing.any():
        notes.append(f"{int(series.lengths[a : z + 1][missing].sum())} days in it are unknown, not zero")
    if z + 1 < len(series) and np.isnan(series.values[z + 1]):
        notes.append("nothing is known of the days after its end: it may have gone on")
    if a > 0 and np.isnan(series.values[a - 1]):
        notes.append("nothing is known of the days before its onset: it may have begun earlier")
    if a == 0:
        notes.append("the series begins in it")
    if z == len(series) - 1:
        notes.append("the series ends in it")
    return Episode(
        reporter=series.reporter,
        measure=series.measure,
        name=name,
        names=names,
        onset=series.date(a),
        end=series.last_date(z),
        onset_range=_range(series, reading.flare, a, -1),
        end_range=_range(series, reading.flare, z, 1),
        peaks=tuple(series.date(a + int(i)) for i in np.flatnonzero(x == top)),
        peak_count=top,
        total=total,
        dead=Count(what="killed", low=int(total)) if series.measure == "deaths" and not missing.all() else None,
        active_days=int(np.count_nonzero(x > 0)),
        missing_days=int(series.lengths[a : z + 1][missing].sum()),
        quiet_rate=float(np.mean(reading.quiet[a : z + 1])),
        probability=float(np.max(reading.flare[a : z + 1])),
        method=method,
        sides=series.sides,
        sectors=(series.sector,) if series.sector else (),
        notes=tuple(notes),
    )


def _core(series: Series, a: int, z: int) -> tuple[dt.date, dt.date]:
    """The days an episode is named by: without its first and last 5 % of counts where the rest lies in one month, else
    without its first 1 %."""
    share = np.nancumsum(series.values[a : z + 1]) / np.nansum(series.values[a : z + 1])
    inner = np.flatnonzero((share > 0.05) & (np.concatenate([[0.0], share[:-1]]) < 0.95))
    first, last = series.date(a + int(inner[0])), series.last_date(a + int(inner[-1]))
    if (first.year, first.month) == (last.year, last.month):
        return first, last
    return series.date(a + int(np.argmax(share > 0.01))), series.last_date(z)


def _range(series: Series, flare: FloatArray, edge: int, step: int) -> tuple[dt.date, dt.date]:
    """First and last day on which the edge can lie, with 90 in 100: P(flare) between 0.05 and 0.95 around it."""
    out, inn = edge, edge
    while 0 <= out + step < flare.size and flare[out + step] > 0.05 and abs(out - edge) < 60:
        out += step
    while 0 <= inn - step < flare.size and flare[inn] < 0.95 and abs(inn - edge) < 60:
        inn -= step
    days = sorted((series.date(out), series.date(inn)))
    return days[0], days[1]


def _said(series: Series) -> tuple[str, ...]:
    notes = list(series.notes)
    unknown = int(series.lengths[series.missing].sum())
    if unknown:
        notes.append(f"{unknown} days are unknown and carry no weight")
    if series.aggregate:
        notes.append("the reporter's own sums: not to be added to events told one by one")
    return tuple(notes)
