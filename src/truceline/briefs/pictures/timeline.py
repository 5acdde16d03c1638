"""The timeline of a case: what was agreed, done, alleged and said, each with its own width of doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from truceline.briefs.pictures.style import AMBER, BLUE, GREEN, GREY, INK, LINE, SOFT, canvas, svg
from truceline.values.time import DAY, moment

LANE_COLOURS = {"term": INK, "measure": GREEN, "incident": AMBER, "meeting": BLUE, "contact": GREY}


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark. start, end: microseconds; lane: `term`, `measure`, `incident`, `meeting`, `contact`; label: few words,
    empty for a mark without one. hollow: planned, alleged or contested rather than told without contradiction."""

    start: int
    end: int
    lane: str
    label: str = ""
    hollow: bool = False


def timeline(
    marks: Sequence[Mark], *, start: int, end: int, now: int, zone: str, lanes: Sequence[tuple[str, str]]
) -> str:
    """SVG of the marks between two instants. lanes: key and words, from top. now: a line at this instant."""
    shown = [m for m in marks if m.end > start and m.start < end]
    with canvas(180, 16 + 19 * len(lanes)) as fig:
        ax = fig.add_axes((0.115, 0.13, 0.87, 0.84))
        span = (end - start) / DAY
        ax.set_xlim(0, span)
        ax.set_ylim(len(lanes), 0)
        for i, (lane, words) in enumerate(lanes):
            ax.axhline(i + 1, color=LINE, lw=0.6)
            ax.text(-span * 0.008, i + 0.5, words, ha="right", va="center", color=SOFT, fontsize=7.5)
            _lane(ax, [m for m in shown if m.lane == lane], i, start, span)
        x = (now - start) / DAY
        if 0 <= x <= span:
            ax.axvline(x, color=INK, lw=0.9, ls=(0, (4, 2)))
            ax.text(
                x, -0.04, "cut-off", ha="right" if x > span * 0.9 else "center", va="bottom", fontsize=6.5, color=SOFT
            )
        _dates(ax, start, end, zone)
        return svg(fig)


def _lane(ax: Any, marks: list[Mark], row: int, start: int, span: float) -> None:
    """Marks of one lane; labels are placed on up to four lines and dropped where none is free."""
    from matplotlib.lines import Line2D

    colour = LANE_COLOURS.get(marks[0].lane, INK) if marks else INK
    free = [-1.0] * 4
    y = row + 0.2
    for m in sorted(marks, key=lambda m: (m.start, m.end, m.label)):
        x0, x1 = max(0.0, (m.start - start) / DAY), min(span, (m.end - start) / DAY)
        mid = (x0 + x1) / 2
        if x1 - x0 > span / 60:
            ax.add_artist(Line2D([x0, x1], [y, y], color=colour, lw=3, alpha=0.35, solid_capstyle="butt"))
        ax.add_artist(_dot(mid, y, colour, hollow=m.hollow))
        if not m.label:
            continue
        width = len(m.label) * span * 0.0094 + span * 0.008
        left = min(mid, span - width)
        for line, taken in enumerate(free):
            if left > taken:
                ax.text(left, y + 0.17 + 0.165 * line, m.label, ha="left", va="center", fontsize=6.3, color=INK)
                free[line] = left + width
                break


def _dot(x: float, y: float, colour: str, *, hollow: bool) -> Any:
    """A round mark. It is added as it is and not by `plot`, which weighs limits and cycles of style for each of thousands."""
    from matplotlib.lines import Line2D

    return Line2D(
        [x], [y], marker="o", ms=4.2, mfc="white" if hollow else colour, mec=colour, mew=1, clip_on=False, ls=""
    )


def _dates(ax: Any, start: int, end: int, zone: str) -> None:
    months, ticks, words = set(), [], []
    for us in range(start, end, DAY):
        t = moment(us, zone)
        if t.day in (1, 15) and (t.year, t.month, t.day) not in months:
            months.add((t.year, t.month, t.day))
            ticks.append((us - start) / DAY)
            words.append(t.strftime("%-d %b"))
    ax.set_xticks(ticks, words)
    ax.set_yticks([])
    ax.tick_params(length=2.5, width=0.6)
    for side in ("left", "top", "right"):
        ax.spines[side].set_visible(False)
