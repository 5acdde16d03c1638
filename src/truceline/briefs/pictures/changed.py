"""The map of changed control between drawings, with square kilometres by month, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.briefs.pictures.ground import Frame, fill, fitted, height_for, panel, scale_bar
from truceline.briefs.pictures.keys import wrapped
from truceline.briefs.pictures.maps import CAPTION
from truceline.briefs.pictures.style import AMBER, BLUE, INK, SOFT, canvas, svg


def control_map(
    before: Any,
    gained: Any,
    lost: Any,
    *,
    title: str,
    words: tuple[str, str],
    months: Sequence[tuple[str, float, float]] = (),
    source: str = "",
) -> str:
    """Changed control between two drawings: the earlier edge, what was gained and lost, and a table by month.

    before, gained, lost: shapely areas, degrees; before is drawn as outline. words: what gained and lost are called; the
    colours are those of the words, not of a party. months: (name, km2, km2).
    """
    import shapely

    west, south, east, north = shapely.total_bounds([s for s in (gained, lost) if not s.is_empty] or [before])
    dx, dy = (east - west) * 0.04 + 0.02, (north - south) * 0.04 + 0.02
    box = Frame(west - dx, south - dy, east + dx, north + dy)
    width = 116.0 if months else 178.0
    foot_words = wrapped(f"{title}. {source}".strip(), 176, 7.0)
    foot = 5 + 3.6 * len(foot_words)
    height = max(height_for(box, width), 4.4 * (len(months) + 4) if months else 0)
    with canvas(180, height + foot + 2) as fig:
        whole = height + foot + 2
        p = panel(fig, fitted(box, width, height), 1, foot + 1, width, height)
        fill(p.ax, before, facecolor="none", edgecolor=SOFT, lw=0.6, ls=(0, (5, 3)), zorder=3)
        fill(p.ax, gained, facecolor=AMBER, edgecolor=AMBER, lw=0.3, alpha=0.8, zorder=2)
        fill(p.ax, lost, facecolor=BLUE, edgecolor=BLUE, lw=0.3, alpha=0.8, zorder=2)
        scale_bar(p)
        if months:
            _table(fig, months, words, (width + 6) / 180, whole)
        for i, line in enumerate(reversed(foot_words)):
            fig.text(1 / 180, (5 + 3.6 * i) / whole, line, fontsize=7.0, va="bottom")
        fig.text(1 / 180, 1.2 / whole, CAPTION, fontsize=6.0, color=SOFT, va="bottom")
        return svg(fig)


def _table(
    fig: Any, months: Sequence[tuple[str, float, float]], words: tuple[str, str], x: float, whole: float
) -> None:
    """Names and two columns of square kilometres, with their sum."""
    step, y = 4.3 / whole, 1 - 6 / whole
    fig.text(x, y, "km² between drawings", fontsize=7, color=SOFT)
    columns = (x + 0.2, x + 0.305)
    for at, head, colour in zip(columns, words, (AMBER, BLUE), strict=True):
        fig.text(at, y - step, head, fontsize=6.4, ha="right", color=colour, weight="bold")
    rows = [*months, ("all", sum(m[1] for m in months), sum(m[2] for m in months))]
    for i, (name, *km2) in enumerate(rows):
        last = i == len(months)
        at_y = y - step * (i + 2)
        fig.text(x, at_y, name, fontsize=6.6, color=INK, weight="bold" if last else "normal")
        for at, value in zip(columns, km2, strict=True):
            fig.text(at, at_y, f"{value:,.1f}", fontsize=6.6, ha="right", weight="bold" if last else "normal")
