"""Pictures of the watch: counts with episodes and alarms, run strips, chainage by time, clusters on a map, an effect
with its counterfactual, and the AMOC curve. Unknown days are hatched grey, never drawn as zero."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from truceline.briefs.pictures.style import AMBER, BLUE, GREEN, GREY, INK, LINE, RED, SOFT, canvas, svg
from truceline.watch.alarm import Alarm
from truceline.watch.cluster import Cluster
from truceline.watch.effect import Effect
from truceline.watch.episode import Episode
from truceline.watch.series import Series
from truceline.watch.skill import AmocPoint

KIND_COLOURS = {"fire_changed": RED, "silent": INK, "reporting_changed": AMBER}
KIND_WORDS = {"fire_changed": "fire changed", "silent": "fell silent", "reporting_changed": "reporting changed"}


def daily_counts(
    series: Series, episodes: Sequence[Episode] = (), alarms: Sequence[Alarm] = (), *, title: str = ""
) -> str:
    """SVG of counts per period of one reporter, with named bands for episodes and ticks for alarms.

    Square-root scale, so that a skirmish and a war show in one picture; a ring on the axis marks each alarm's day.
    """
    with canvas(180, 62) as fig:
        ax = fig.add_axes((0.075, 0.17, 0.905, 0.68))
        x = series.days.astype(float)
        known = ~series.missing
        top = float(np.nanmax(series.values)) if known.any() else 1.0
        ax.bar(x[known], np.sqrt(series.values[known]), width=series.lengths[known], align="edge", color=BLUE, lw=0)
        _unknown(ax, series)
        free = [-math.inf, -math.inf]
        for e in episodes:
            a, z = e.onset.toordinal(), e.end.toordinal() + 1
            ax.axvspan(a, z, color=AMBER, alpha=0.18, lw=0)
            row = 0 if a > free[0] else 1
            width = len(e.name) * (x[-1] - x[0]) * 0.0088
            left = min(float(a), float(x[-1]) - width)
            ax.text(left, 1.03 + 0.07 * row, e.name, transform=ax.get_xaxis_transform(), fontsize=6.3, color=INK)
            free[row] = left + width
        for kind, colour in KIND_COLOURS.items():
            days = [a.raised.toordinal() for a in alarms if a.kind == kind]
            if days:
                ax.plot(
                    days,
                    [0] * len(days),
                    "o",
                    ms=3.6,
                    mfc="white",
                    mec=colour,
                    mew=1,
                    clip_on=False,
                    label=KIND_WORDS[kind],
                )
        ax.set_ylim(0, math.sqrt(max(top, 1.0)) * 1.04)
        _root_axis(ax, top)
        _dates(ax, series)
        ax.set_ylabel(f"{series.measure} (root scale)", fontsize=6.5)
        if alarms:
            ax.legend(frameon=False, fontsize=6, ncol=3, loc="upper left", bbox_to_anchor=(0, -0.11), handletextpad=0.2)
        _title(fig, title or f"{series.reporter}: {series.measure}")
        return svg(fig)


def run_strip(series: Series, path: Any, limit: Any, alarms: Sequence[Alarm] = (), *, title: str = "") -> str:
    """SVG of the cumulative sum (or a probability) against its limit, day by day."""
    values, bound = np.asarray(path, dtype=float), np.broadcast_to(np.asarray(limit, dtype=float), len(series))
    with canvas(180, 38) as fig:
        ax = fig.add_axes((0.075, 0.25, 0.905, 0.58))
        x = series.days.astype(float)
        over = np.minimum(values, np.nanmax(bound) * 1.6) if np.isfinite(np.nanmax(bound)) else values
        ax.plot(x, over, color=BLUE, lw=0.8)
        ax.plot(x, bound, color=RED, lw=0.8, ls=(0, (4, 2)))
        _unknown(ax, series)
        for a in alarms:
            ax.axvline(a.raised.toordinal(), color=KIND_COLOURS[a.kind], lw=0.6)
        ax.set_ylim(bottom=0)
        ax.tick_params(labelsize=6.5, length=2)
        _dates(ax, series)
        _title(fig, title or "evidence of a change (blue) and its limit (red)")
        return svg(fig)


def chainage_by_time(
    counts: Any, edges_km: Sequence[float], first: dt.date, *, step_days: int = 7, posts_km: Sequence[float] = (),
    watched: Any = None, title: str = "",
) -> str:  # fmt: skip
    """SVG heat-map of events by chainage (rows, from edges_km) and time (columns of step_days).

    watched: share per cell; cells known to be unwatched are grey. posts_km: chainage of posts, drawn as lines.
    """
    table = np.asarray(counts, dtype=float)
    days = first.toordinal() + step_days * np.arange(table.shape[1] + 1)
    with canvas(180, 70) as fig:
        import matplotlib as mpl

        ax = fig.add_axes((0.08, 0.14, 0.82, 0.73))
        shades = mpl.colors.LinearSegmentedColormap.from_list("fire", ["#ffffff", "#f2c48d", RED])
        mesh = ax.pcolormesh(days, edges_km, np.sqrt(table), cmap=shades, vmin=0, rasterized=False)
        if watched is not None:
            blind = np.where(np.asarray(watched, dtype=float) == 0, 1.0, np.nan)
            ax.pcolormesh(days, edges_km, blind, cmap=mpl.colors.ListedColormap([LINE]))
        for km in posts_km:
            ax.axhline(km, color=GREEN, lw=0.6)
        ax.set_ylabel("km along the line", fontsize=6.5)
        ax.tick_params(labelsize=6.5, length=2)
        top = float(np.nanmax(table)) if table.size else 0.0
        bar = fig.colorbar(mesh, cax=fig.add_axes((0.92, 0.14, 0.015, 0.73)))
        ticks = _ticks(top)
        bar.set_ticks([math.sqrt(t) for t in ticks], labels=[f"{t:g}" for t in ticks])
        bar.ax.tick_params(labelsize=6, length=2)
        bar.outline.set_visible(False)
        _date_ticks(ax, int(days[0]), int(days[-1]))
        _title(fig, title or "events by place along the line and time; grey: not watched")
        return svg(fig)


def clusters_on_map(
    lat: Sequence[float], lon: Sequence[float], clusters: Sequence[Cluster], names: Sequence[str],
    day: Sequence[str] = (), *, title: str = "",
) -> str:  # fmt: skip
    """SVG of sites and clusters as circles, each with its days and how often chance alone gives as much.

    day: label of each step, for the words; a plate carree view at the middle latitude, no boundaries drawn.
    """
    y, x = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
    where = {n: i for i, n in enumerate(names)}
    with canvas(120, 110) as fig:
        ax = fig.add_axes((0.1, 0.18, 0.86, 0.75))
        ax.plot(x, y, ".", ms=2.5, color=GREY, mew=0)
        for row, c in enumerate(clusters[:3]):
            colour = RED if c.rank == 0 else AMBER
            inside = [where[s] for s in c.sites if s in where]
            ax.plot(x[inside], y[inside], "o", ms=3.5, color=colour, mew=0)
            if c.centre in where and c.radius_km is not None:
                _circle(ax, y[where[c.centre]], x[where[c.centre]], max(c.radius_km, 0.3), colour)
                at = (x[where[c.centre]], y[where[c.centre]])
                ax.annotate(str(c.rank + 1), at, xytext=(5, 4), textcoords="offset points", fontsize=7, color=INK)
            fig.text(0.1, 0.115 - 0.024 * row, f"{c.rank + 1}  {_cluster_words(c, day)}", fontsize=6, color=INK)
        ax.set_aspect(1 / math.cos(math.radians(float(y.mean()))))
        ax.tick_params(labelsize=6, length=2)
        _title(fig, title or "clusters in space and time (internal)")
        fig.text(0.1, 0.02, "No position on boundaries or names is implied.", fontsize=5.5, color=SOFT)
        return svg(fig)


def effect_with_counterfactual(values: Any, effect: Effect, dates: Sequence[dt.date], *, title: str = "") -> str:
    """SVG: counts, fitted means and the counterfactual; beside it the rate ratio as a curve over the reporting ratio."""
    v = np.asarray(values, dtype=float)
    x = np.array([d.toordinal() for d in dates], dtype=float)
    with canvas(180, 66) as fig:
        ax = fig.add_axes((0.065, 0.15, 0.56, 0.7))
        ax.plot(x, v, ".", ms=2.4, color=GREY, mew=0)
        fitted, other = np.array(effect.fitted), np.array(effect.counterfactual)
        ax.plot(x, fitted, color=BLUE, lw=1.1, label="fitted")
        after = np.arange(v.size) >= effect.at
        ax.plot(x[after], other[after], color=AMBER, lw=1.1, ls=(0, (4, 2)), label="had nothing changed")
        ax.axvline(x[effect.at], color=INK, lw=0.8)
        ax.set_ylim(bottom=0)
        ax.legend(frameon=False, fontsize=6.3, loc="lower left")
        ax.tick_params(labelsize=6.5, length=2)
        _date_ticks(ax, int(x[0]), int(x[-1]) + 1)
        right = fig.add_axes((0.71, 0.15, 0.27, 0.7))
        r = [p.reporting for p in effect.curve]
        right.fill_between(
            r, [p.low for p in effect.curve], [p.high for p in effect.curve], color=BLUE, alpha=0.18, lw=0
        )
        right.plot(r, [p.ratio for p in effect.curve], color=BLUE, lw=1.2)
        right.axhline(1.0, color=INK, lw=0.7)
        if effect.reporting:
            right.axvspan(*sorted(effect.reporting), color=AMBER, alpha=0.15, lw=0)
        right.set_xlabel("reporting after / before", fontsize=6.5)
        right.set_ylabel("rate ratio of what happened", fontsize=6.5)
        right.set_ylim(bottom=0)
        right.tick_params(labelsize=6.5, length=2)
        _title(fig, title or "before and after, as a curve over reporting")
        return svg(fig)


def amoc_curve(curves: Sequence[tuple[str, Sequence[AmocPoint]]], *, title: str = "") -> str:
    """SVG of delay against false alarms a quiet month, one line per method."""
    with canvas(95, 70) as fig:
        ax = fig.add_axes((0.14, 0.16, 0.82, 0.7))
        for (name, points), colour in zip(curves, (BLUE, AMBER, GREEN, RED, GREY), strict=False):
            ax.plot(
                [p.per_month for p in points], [p.delay for p in points], "o-", ms=3, lw=1, color=colour, label=name
            )
        ax.set_xlabel("false alarms a quiet month", fontsize=6.5)
        ax.set_ylabel("days from onset to alarm (missed: whole length)", fontsize=6.5)
        ax.set_xlim(left=0)
        ax.set_ylim(bottom=0)
        ax.tick_params(labelsize=6.5, length=2)
        if curves:
            ax.legend(frameon=False, fontsize=6.3)
        _title(fig, title or "delay against false alarms")
        return svg(fig)


def _unknown(ax: Any, series: Series) -> None:
    """Grey hatching over periods of which nothing is known, holes of the calendar included."""
    spans: list[list[int]] = []
    last = int(series.days[0])
    for d, n, missing in zip(series.days, series.lengths, series.missing, strict=True):
        for a, z in ((last, int(d)),) + (((int(d), int(d + n)),) if missing else ()):
            if z > a:
                if spans and spans[-1][1] == a:
                    spans[-1][1] = z
                else:
                    spans.append([a, z])
        last = int(d + n)
    for a, z in spans:
        ax.axvspan(a, z, facecolor="#eef1f4", edgecolor=GREY, hatch="////", lw=0)


def _root_axis(ax: Any, top: float) -> None:
    ticks = _ticks(top)
    ax.set_yticks([math.sqrt(t) for t in ticks], [f"{t:g}" for t in ticks])
    ax.tick_params(labelsize=6.5, length=2)


def _ticks(top: float) -> list[float]:
    out = [0.0]
    for t in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000):
        if t <= top and math.sqrt(t) - math.sqrt(out[-1]) >= 0.13 * math.sqrt(max(top, 1)):
            out.append(float(t))
    return out


def _dates(ax: Any, series: Series) -> None:
    _date_ticks(ax, int(series.days[0]), int(series.days[-1] + series.lengths[-1]))


def _date_ticks(ax: Any, first: int, last: int) -> None:
    ax.set_xlim(first, last)
    a, z = dt.date.fromordinal(first), dt.date.fromordinal(last)
    months = (z.year - a.year) * 12 + z.month - a.month
    every = next((k for k in (1, 2, 3, 6, 12, 24, 60) if months / k <= 9), 120)
    ticks, words = [], []
    for m in range(a.year * 12 + a.month - 1, z.year * 12 + z.month):
        day = dt.date(m // 12, m % 12 + 1, 1)
        if m % every == 0 and first <= day.toordinal() <= last:
            ticks.append(day.toordinal())
            words.append(str(day.year) if every >= 12 else day.strftime("%b %Y"))
    ax.set_xticks(ticks, words)
    ax.tick_params(axis="x", labelsize=6.5, length=2)


def _circle(ax: Any, lat: float, lon: float, km: float, colour: str) -> None:
    angle = np.linspace(0, 2 * np.pi, 90)
    dy, dx = km / 111.195, km / 111.195 / math.cos(math.radians(lat))
    ax.plot(lon + dx * np.cos(angle), lat + dy * np.sin(angle), color=colour, lw=1)


def _cluster_words(c: Cluster, day: Sequence[str]) -> str:
    when = f"{day[c.first]}-{day[c.last]}" if day else f"steps {c.first}-{c.last}"
    often = f", chance: once in {c.recurrence_days:.0f} d" if c.recurrence_days else ""
    return f"{when}: {c.observed:g} for {c.expected:.1f}{often}"


def _title(fig: Any, words: str) -> None:
    fig.text(0.01, 0.985, words, fontsize=7.5, color=INK, va="top")
