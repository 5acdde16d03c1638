"""The map of changed control between drawings, with square kilometres by month, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.briefs.pictures.ground import Frame, Panel, fill, fitted, height_for, panel, scale_bar, scale_box
from truceline.briefs.pictures.keys import wrapped
from truceline.briefs.pictures.maps import CAPTION, Spot, label_places
from truceline.briefs.pictures.style import AMBER, BLUE, INK, SOFT, canvas, svg


def control_map(
    before: Any,
    gained: Any,
    lost: Any,
    *,
    title: str,
    words: tuple[str, str],
    after: Any = None,
    spots: Sequence[Spot] = (),
    months: Sequence[tuple[str, float, float]] = (),
    source: str = "",
) -> str:
    """Changed control between two drawings: both edges, what was gained and lost, and a table by month.

    before, after: the first and the last drawing, areas or lines (shapely, degrees). gained, lost: areas. words: what
    gained and lost are called; the colours are those of the words, not of a party. spots: places to find one's way by.
    months: (name, km2, km2).
    """
    import shapely

    shapes = [s for s in (gained, lost) if not s.is_empty] or [before]
    west, south, east, north = shapely.total_bounds(shapes)
    dx, dy = (east - west) * 0.06 + 0.02, (north - south) * 0.06 + 0.02
    width = 116.0 if months else 178.0
    foot_words = wrapped(source, 176, 6.6) if source else []
    foot = 5 + 3.4 * len(foot_words)
    box = Frame(west - dx, south - dy, east + dx, north + dy)
    height = max(height_for(box, width), 4.4 * (len(months) + 5) if months else 0)
    with canvas(180, height + foot + 8) as fig:
        whole = height + foot + 8
        p = panel(fig, fitted(box, width, height), 1, foot + 1, width, height)
        fill(p.ax, gained, facecolor=AMBER, edgecolor=AMBER, lw=0.3, alpha=0.7, zorder=2)
        fill(p.ax, lost, facecolor=BLUE, edgecolor=BLUE, lw=0.3, alpha=0.7, zorder=2)
        _edge(p, before, color=SOFT, lw=0.8, ls=(0, (1, 1.2)))
        if after is not None:
            _edge(p, after, color=INK, lw=1.3, ls=(0, (5, 2.4)))
        label_places(p, spots, [scale_box(p)])
        scale_bar(p)
        if months:
            _table(fig, months, words, (width + 6) / 180, whole)
        fig.text(1 / 180, 1 - 4.8 / whole, title, fontsize=8.2, weight="bold")
        lines = [*foot_words[::-1]]
        for i, line in enumerate(lines):
            fig.text(1 / 180, (4.6 + 3.4 * i) / whole, line, fontsize=6.6, va="bottom")
        fig.text(1 / 180, 1.2 / whole, CAPTION, fontsize=6.0, color=SOFT, va="bottom")
        return svg(fig)


def _edge(p: Panel, shape: Any, **how: Any) -> None:
    """A line, or the boundary of an area."""
    import shapely

    edge = shape.boundary if shape.geom_type.endswith("Polygon") else shape
    for part in shapely.get_parts(edge):
        xy = shapely.get_coordinates(part)
        p.ax.plot(xy[:, 0], xy[:, 1], zorder=4, **how)


def _table(
    fig: Any, months: Sequence[tuple[str, float, float]], words: tuple[str, str], x: float, whole: float
) -> None:
    """Names and two columns of square kilometres, with their sum."""
    step, y = 4.3 / whole, 1 - 11 / whole
    fig.text(x, y, "km² between drawings", fontsize=7, color=SOFT)
    columns = (x + 0.2, x + 0.305)
    for at, head, colour in zip(columns, words, (AMBER, BLUE), strict=True):
        fig.text(at, y - step, head, fontsize=6.4, ha="right", color=colour, weight="bold")
    rows = [*months, ("all", sum(m[1] for m in months), sum(m[2] for m in months))]
    for i, (name, *km2) in enumerate(rows):
        last = i == len(months)
        at_y = y - step * (i + 2 + 0.3 * last)
        fig.text(x, at_y, name, fontsize=6.6, color=INK, weight="bold" if last else "normal")
        for at, value in zip(columns, km2, strict=True):
            fig.text(at, at_y, f"{value:,.1f}", fontsize=6.6, ha="right", weight="bold" if last else "normal")
    fig.text(
        x, y - step * (len(rows) + 3), "dotted: the first drawing\ndashed: the last", fontsize=6.2, color=SOFT, va="top"
    )
