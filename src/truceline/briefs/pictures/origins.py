"""Two pictures of who reports: the origin graph of one event, and the sets of origins over many (UpSet).

UpSet: Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), rows are sets, columns are the exact combinations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from truceline.briefs.pictures.style import AMBER, BLUE, GREY, INK, LINE, PAPER, RED, SOFT, canvas, svg
from truceline.events.transmission import Step, Transmission

DASHES: dict[str, Any] = {
    "copies": (0, (1, 1.5)),
    "cites_unnamed": (0, (1, 1.5)),
    "translates": (0, (4, 2)),
    "summarises": (0, (4, 2)),
}
MOST_COMBINATIONS = 24


def origin_graph_picture(t: Transmission, denying: Iterable[str] = ()) -> str:
    """SVG: origins on the left, relays to the right by how many hands it passed; ways by line, changes by colour.

    denying: ids of origins that deny the event; they stand in red. Internal: it shows who told whom.
    """
    steps = [s for s in t.steps if s.source != s.to]
    depth = _depths(t, steps)
    columns: dict[int, list[str]] = {}
    for key, d in depth.items():
        columns.setdefault(d, []).append(key)
    rows = max((len(c) for c in columns.values()), default=1)
    names = {k: n for s in t.steps for k, n in ((s.source, s.source_name), (s.to, s.to_name))}
    names |= {r.id: r.name for r in t.roots}
    against, roots = set(denying), {r.id for r in t.roots}
    at: dict[str, tuple[float, float]] = {}
    with canvas(180, 24 + 9 * rows) as fig:
        ax = fig.add_axes((0.01, 0.12, 0.98, 0.86))
        wide = max(columns, default=0) + 1
        ax.set_xlim(-0.05, wide)
        ax.set_ylim(rows, -0.5)
        ax.axis("off")
        for d, keys in sorted(columns.items()):
            order = sorted(keys, key=lambda k: (_mean([at[s.source][1] for s in steps if s.to == k and s.source in at]), names.get(k, k)))  # fmt: skip
            gap = rows / (len(order) + 1)
            for n, key in enumerate(order):
                at[key] = (float(d), gap * (n + 1) - 0.5)
        for s in steps:
            _arrow(ax, s, at, 0.03 + 0.0072 * (wide + 0.05) * len(_short(names.get(s.source, s.source))))
        for key, (x, y) in at.items():
            edge = RED if key in against else INK if key in roots else GREY
            ax.text(x, y, _short(names.get(key, key)), fontsize=6.6, va="center", ha="left", color=INK,
                    bbox={"boxstyle": "round,pad=0.25", "fc": PAPER, "ec": edge, "lw": 1.3 if key in roots else 0.6})  # fmt: skip
        words = "Bold frame: independent origin; red frame: denies. Line: names its source; dashed: translates or summarises; dotted: copies or cites nobody by name.\nAmber: the relay changed a number, time, place or act."
        fig.text(0.012, 0.015, words, fontsize=5.6, color=SOFT)
        return svg(fig)


def _depths(t: Transmission, steps: Sequence[Step]) -> dict[str, int]:
    """Longest way from an origin, cycles cut where they would turn back."""
    depth = {s.source: 0 for s in t.steps}
    for _ in range(len(steps)):
        moved = False
        for s in steps:
            d = depth.get(s.source, 0) + 1
            if depth.get(s.to, -1) < d <= 6:
                depth[s.to] = d
                moved = True
        if not moved:
            break
    for s in t.steps:
        depth.setdefault(s.to, 0)
    return depth


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _arrow(ax: Any, s: Step, at: dict[str, tuple[float, float]], width: float) -> None:
    (x0, y0), (x1, y1) = at[s.source], at[s.to]
    style = {"arrowstyle": "-|>", "lw": 0.9, "color": AMBER if s.reworded else BLUE, "shrinkA": 0, "shrinkB": 2}
    style |= {"ls": DASHES.get(s.way, "-"), "mutation_scale": 7, "connectionstyle": "arc3,rad=0.04"}
    ax.annotate("", xy=(x1, y1), xytext=(x0 + width, y0), arrowprops=style, zorder=0)


def _short(name: str, most: int = 30) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def upset(sets: Sequence[Iterable[str]], names: dict[str, str] | None = None, *, most_rows: int = 14) -> str:
    """SVG of which combinations of origins tell of how many events. sets: the origins of each event.

    Rows are the origins that tell of most; the rest are one row, "others". Columns: exact combinations, by how many.
    """
    held = [frozenset(s) for s in sets if s]
    size = Counter(k for s in held for k in s)
    top = [k for k, _ in sorted(size.items(), key=lambda x: (-x[1], (names or {}).get(x[0], x[0])))[:most_rows]]
    other = "others"
    cut = [frozenset(k if k in top else other for k in s) for s in held]
    rows = [*top, *([other] if any(other in s for s in cut) else [])]
    size = Counter(k for s in cut for k in s)
    rows = rows or ["nobody tells of any"]
    combos = sorted(Counter(cut).items(), key=lambda x: (-x[1], len(x[0]), sorted(rows.index(k) for k in x[0])))
    shown = combos[:MOST_COMBINATIONS]
    left = sum(n for _, n in combos[MOST_COMBINATIONS:])
    with canvas(180, 46 + 5 * len(rows)) as fig:
        share = 5 * len(rows) / (46 + 5 * len(rows))
        bars = fig.add_axes((0.36, share + 0.09, 0.63, 0.86 - share))
        dots = fig.add_axes((0.36, 0.06, 0.63, share), sharex=bars)
        totals = fig.add_axes((0.24, 0.06, 0.1, share), sharey=dots)
        bars.set_xlim(-0.8, max(1, len(shown)) - 0.2)
        bars.bar(range(len(shown)), [n for _, n in shown], color=BLUE, width=0.6)
        for x, (_, n) in enumerate(shown):
            bars.text(x, n, str(n), ha="center", va="bottom", fontsize=6)
        bars.set_ylabel("events told by exactly these", fontsize=6.5)
        bars.tick_params(bottom=False, labelbottom=False)
        _dots(dots, [c for c, _ in shown], rows)
        totals.barh(range(len(rows)), [size[k] for k in rows], color=GREY, height=0.6)
        totals.invert_xaxis()
        totals.axis("off")
        for y, k in enumerate(rows):
            totals.text(totals.get_xlim()[0], y, f"{_short((names or {}).get(k, k), 32)}  {size[k]} ", ha="right", va="center", fontsize=6.3)  # fmt: skip
        if left:
            fig.text(0.99, 0.015, f"{left} more events in {len(combos) - len(shown)} rarer combinations", ha="right", fontsize=6, color=SOFT)  # fmt: skip
        return svg(fig)


def _dots(ax: Any, combos: Sequence[frozenset[str]], rows: Sequence[str]) -> None:
    ax.set_ylim(len(rows) - 0.5, -0.5)
    for y in range(len(rows)):
        if y % 2 == 0:
            ax.axhspan(y - 0.5, y + 0.5, color=LINE, alpha=0.35, lw=0)
    for x, combo in enumerate(combos):
        ys = sorted(rows.index(k) for k in combo)
        ax.plot([x] * len(rows), range(len(rows)), "o", ms=3, color=LINE)
        ax.plot([x] * len(ys), ys, "o-", ms=4, lw=1.2, color=INK)
    ax.axis("off")
