"""The strip along the line (chainage by time) and the calendar of a corridor, as SVG.

Quiet that was watched, quiet that was not, and no report are drawn apart; nothing unwatched is green. Internal: a strip
or calendar shows what was in view, and goes outward only by sector and delayed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from truceline.briefs.pictures.style import AMBER, BLUE, GREEN, INK, LINE, PAPER, RED, SOFT, canvas, svg
from truceline.values.time import DAY, moment

STATE_COLOURS = {
    "possible": GREEN, "restricted": AMBER, "not_possible": RED, "contested": BLUE, "no_report": "#e3e7ec",
}  # fmt: skip
STATE_WORDS = {
    "possible": "possible", "restricted": "restricted", "not_possible": "not possible",
    "contested": "told differently", "no_report": "no report",
}  # fmt: skip


class StripMark(msgspec.Struct, frozen=True, kw_only=True):
    """An incident on the strip: chainage and its doubt in metres, time and its interval in microseconds."""

    chainage_m: float
    doubt_m: float
    start: int
    end: int
    hollow: bool = False


class StripCover(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch and time with its state: watched, uncertain, denied. What is in none is not known to have been watched."""

    from_m: float
    to_m: float
    start: int
    end: int
    state: str


def strip(
    marks: Sequence[StripMark],
    covers: Sequence[StripCover],
    *,
    length_m: float,
    start: int,
    end: int,
    zone: str,
    sectors: Mapping[str, tuple[float, float]] | None = None,
    places: Sequence[tuple[float, str]] = (),
    title: str = "",
) -> str:
    """Chainage against time: incidents with their width of doubt, over what was watched. Internal.

    places: (chainage in metres, name) of places near the line, written at the right.
    """
    from matplotlib.patches import Rectangle

    with canvas(180, 108) as fig:
        ax = fig.add_axes((0.07, 0.19, 0.71 if places else 0.91, 0.73))
        fig.text(0.01, 0.955, title, fontsize=8.2, weight="bold")
        for at, name in _thinned(places, length_m):
            ax.text(1.008, at / length_m, f"– {name}", fontsize=6.2, color=SOFT, va="center", transform=ax.transAxes)
        ax.set_xlim(0, (end - start) / DAY)
        ax.set_ylim(0, length_m / 1000)
        ax.set_facecolor("#eceff3")
        for c in covers:
            face = {"watched": "#d5e8dc", "uncertain": "#f6efd9", "denied": "#f0d9d5"}[c.state]
            corner = ((c.start - start) / DAY, c.from_m / 1000)
            ax.add_patch(Rectangle(corner, (c.end - c.start) / DAY, (c.to_m - c.from_m) / 1000, fc=face, ec="none"))
        for m in marks:
            x0, x1 = (m.start - start) / DAY, (m.end - start) / DAY
            low, high = max(m.chainage_m - m.doubt_m, 0) / 1000, min(m.chainage_m + m.doubt_m, length_m) / 1000
            ax.plot([(x0 + x1) / 2] * 2, [low, high], color=RED, lw=0.8)
            ax.plot([x0, x1], [m.chainage_m / 1000] * 2, color=RED, lw=0.8)
            face = PAPER if m.hollow else RED
            ax.plot((x0 + x1) / 2, m.chainage_m / 1000, "D", ms=4.6, mfc=face, mec=RED, mew=0.9)
        for name, (a, b) in sorted((sectors or {}).items()):
            ax.axhline(b / 1000, color=LINE, lw=0.6)
            ax.text(0.2, (a + b) / 2000, name, fontsize=6.4, color=SOFT, va="center")
        ax.set_ylabel("km along the line", fontsize=7)
        _days(ax, start, end, zone)
        _patches(
            fig,
            [
                ("#d5e8dc", "watched"),
                ("#f6efd9", "watched or not: not known"),
                ("#f0d9d5", "access denied or jammed"),
                ("#eceff3", "not known to be watched"),
            ],
            "incident with the width of its doubt (hollow: alleged or contested)",
        )
        return svg(fig)


def _thinned(places: Sequence[tuple[float, str]], length_m: float) -> list[tuple[float, str]]:
    """Names in order along the line, those too close to the one before left out."""
    out: list[tuple[float, str]] = []
    for m, name in sorted(places):
        if not out or m - out[-1][0] >= length_m / 24:
            out.append((m, name))
    return out


def _days(ax: Any, start: int, end: int, zone: str) -> None:
    """About eight dates below an axis counted in days from `start`."""
    span = (end - start) / DAY
    step = next(s for s in (1, 2, 3, 7, 14, 30, 61, 91, 183, 365, 3650) if span / s <= 9 or s == 3650)
    ticks = [k * step for k in range(int(span // step) + 1)]
    ax.set_xticks(ticks)
    years = [moment(start + int(t * DAY), zone).year for t in ticks]
    said = [k == 0 or years[k] != years[k - 1] for k in range(len(years))]
    words = [_day(start + int(t * DAY), zone, span > 300 or new) for t, new in zip(ticks, said, strict=True)]
    ax.set_xticklabels(words, fontsize=6.6)
    ax.tick_params(length=2, width=0.5, labelsize=6.6)


def _day(us: int, zone: str, year: bool) -> str:
    t = moment(us, zone)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{t.day} {months[t.month - 1]}" + (f" {t.year}" if year else "")


def _patches(fig: Any, faces: Sequence[tuple[str, str]], mark: str = "") -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(fc=PAPER, ec=BLUE, lw=0.5, hatch="//////") if c == BLUE else Patch(fc=c, ec=LINE, lw=0.5)
        for c, _ in faces
    ]
    words = [w for _, w in faces]
    if mark:
        handles.append(Line2D([], [], marker="D", color=RED, mfc=PAPER, ms=4.6, ls=""))
        words.append(mark)
    fig.legend(handles, words, loc="lower left", bbox_to_anchor=(0.01, 0.005), ncol=3, fontsize=6.4, frameon=False)


def corridor_calendar(
    rows: Mapping[str, Sequence[tuple[int, int, str]]], *, start: int, end: int, zone: str, title: str = ""
) -> str:
    """One row a class of traffic, coloured by state over time. rows: class -> (start, end, state) without gaps.

    States: possible, restricted, not_possible, contested (told differently), no_report; no report is grey, never green.
    """
    from matplotlib.patches import Rectangle

    with canvas(180, 26 + 8 * len(rows)) as fig:
        height = fig.get_size_inches()[1] * 25.4
        ax = fig.add_axes((0.12, 18 / height, 0.86, 8 * len(rows) / height))
        ax.set_xlim(0, (end - start) / DAY)
        ax.set_ylim(len(rows), 0)
        for i, (name, stretches) in enumerate(rows.items()):
            for a, b, state in stretches:
                low, high = max(a, start), min(b, end)
                if high > low:
                    hatch = "////" if state == "contested" else None
                    face = PAPER if state == "contested" else STATE_COLOURS[state]
                    ax.add_patch(
                        Rectangle(
                            ((low - start) / DAY, i + 0.12),
                            (high - low) / DAY,
                            0.76,
                            fc=face,
                            ec=BLUE if state == "contested" else PAPER,
                            lw=0.4,
                            hatch=hatch,
                        )
                    )
            words = "any traffic" if name == "any" else name
            ax.text(-(end - start) / DAY * 0.008, i + 0.5, words, ha="right", va="center", fontsize=7.2, color=INK)
        ax.set_yticks([])
        _days(ax, start, end, zone)
        if title:
            fig.text(0.01, 1 - 5 / height, title, fontsize=8.2, weight="bold", va="bottom")
        _patches(fig, [(STATE_COLOURS[s], w) for s, w in STATE_WORDS.items()])
        return svg(fig)
