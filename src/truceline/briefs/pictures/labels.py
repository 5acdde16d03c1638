"""Where names stand on a map: each beside what it names, none over another, a leader where it had to move away.

Millimetres of the page, from the lower left of the map. Greedy in the order given, over a fixed ring of places about each
anchor (after Christensen, Marks and Shieber 1995): a place that would hide another name or a mark is refused, one that
crosses a line costs, and so does distance. The same input gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

MM_PER_POINT = 25.4 / 72
RINGS_MM = (0.0, 2.0, 4.5, 7.5, 11.0, 15.0, 20.0, 26.0)
ANGLES = (0, 180, 30, 150, 330, 210, 60, 120, 300, 240, 90, 270)
NEAR_RINGS = 4
LEADER_FROM_MM = 3.0
Box = tuple[float, float, float, float]


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A name to be placed. lines: of text. anchors: points it may stand at, best first. bold: heavy letters. gap_mm: from the anchor, so as not
    to hide its mark. over: it stands on its anchor (an area, a stretch) and needs no leader. must: it is wanted even
    where it crosses lines or stands farther off."""

    lines: tuple[str, ...]
    size_pt: float
    bold: bool = False
    anchors: tuple[tuple[float, float], ...]
    gap_mm: float = 1.6
    over: bool = False
    must: bool = False


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """Where a label stands: its box, its anchor, and whether a leader joins them."""

    box: Box
    anchor: tuple[float, float]
    leader: bool = False


@lru_cache(maxsize=4096)
def width_mm(text: str, size_pt: float, bold: bool = False) -> float:
    """Width of a line of text as it will be drawn, with a hair to spare."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    if not text.strip():
        return 0.0
    font = FontProperties(family=["DejaVu Sans"], weight="bold" if bold else "normal")
    # The points of the curves bound them from outside by less than the hair; their exact extents cost ten times as much.
    return float(TextPath((0, 0), text, size=size_pt, prop=font).vertices[:, 0].max()) * MM_PER_POINT * 1.03


def size_mm(label: Label) -> tuple[float, float]:
    """Width and height of a label."""
    wide = max(width_mm(t, label.size_pt, label.bold) for t in label.lines)
    return wide, len(label.lines) * label.size_pt * 1.22 * MM_PER_POINT


def place(
    labels: Sequence[Label], marks: Sequence[Box], lines: Sequence[Box], width: float, height: float
) -> list[Placed | None]:
    """A place for each label, or None where none is free.

    marks: boxes that nothing may hide. lines: small boxes along lines, better left free.
    """
    import numpy as np

    hard = [tuple(m) for m in marks]
    soft = np.asarray(lines, dtype=float).reshape(-1, 4)
    out: list[Placed | None] = []
    for label in labels:
        w, h = size_mm(label)
        tried = _candidates(label, w, h)
        boxes = np.array([t[0] for t in tried])
        inside = (boxes[:, 0] > 0.6) & (boxes[:, 1] > 0.6) & (boxes[:, 2] < width - 0.6) & (boxes[:, 3] < height - 0.6)
        free = inside & (_overlap(boxes, np.array(hard).reshape(-1, 4)).max(axis=1, initial=0.0) <= 0)
        if not free.any():
            out.append(None)
            continue
        crossed = _overlap(boxes, soft).sum(axis=1)
        cost = np.array([t[2] for t in tried]) + crossed * 0.9
        cost[~free] = np.inf
        k = int(np.argmin(cost))
        if not label.must and crossed[k] > 0.45 * w * h and not label.over:
            out.append(None)
            continue
        box, anchor, _, leader = tried[k]
        hard.append((box[0] - 0.5, box[1] - 0.2, box[2] + 0.5, box[3] + 0.2))
        out.append(Placed(box=box, anchor=anchor, leader=leader))
    return out


def _candidates(label: Label, w: float, h: float) -> list[tuple[Box, tuple[float, float], float, bool]]:
    """Boxes about the anchors with their cost: (box, anchor, cost, leader)."""
    out: list[tuple[Box, tuple[float, float], float, bool]] = []
    for n, (x, y) in enumerate(label.anchors):
        if label.over:
            out.append(((x - w / 2, y - h / 2, x + w / 2, y + h / 2), (x, y), n * 0.15, False))
            continue
        for ring in RINGS_MM if label.must else RINGS_MM[:NEAR_RINGS]:
            for k, degrees in enumerate(ANGLES):
                a = math.radians(degrees)
                reach = label.gap_mm + ring
                cx = x + math.cos(a) * (reach + w / 2)
                cy = y + math.sin(a) * (reach + h / 2)
                box = (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)
                out.append((box, (x, y), ring * 0.9 + k * 0.12 + n * 0.3, ring > LEADER_FROM_MM))
    return out


def _overlap(boxes: Any, others: Any) -> Any:
    """Area in common, (boxes, others)."""
    import numpy as np

    if not len(others):
        return np.zeros((len(boxes), 1))
    wide = np.minimum(boxes[:, None, 2], others[None, :, 2]) - np.maximum(boxes[:, None, 0], others[None, :, 0])
    high = np.minimum(boxes[:, None, 3], others[None, :, 3]) - np.maximum(boxes[:, None, 1], others[None, :, 1])
    return np.maximum(wide, 0) * np.maximum(high, 0)


def leader_end(placed: Placed) -> tuple[float, float]:
    """The point of the label's box that is nearest to its anchor."""
    x0, y0, x1, y1 = placed.box
    return min(max(placed.anchor[0], x0), x1), min(max(placed.anchor[1], y0), y1)
