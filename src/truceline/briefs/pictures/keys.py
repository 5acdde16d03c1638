"""The key of a map: each manner of drawing once, grouped, with dates and "approximate, per <source>"; and the numbered
list of what is told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from truceline.briefs.pictures.ground import BAND, BELT, STYLES
from truceline.briefs.pictures.labels import width_mm
from truceline.briefs.pictures.style import INK, PAPER, RED, SOFT
from truceline.places.zone import Zone
from truceline.values.time import moment

SIZE, STEP_MM, LEAST = 6.2, 3.15, 3
KEY_SHARE, SYMBOL_MM = 0.5, 9.0
MOST_TOLD = 16
PLURAL = {"line": "lines", "zone": "zones", "corridor": "corridors", "road": "roads", "district": "districts",
          "area": "areas", "post": "posts"}  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One entry: its symbol (a style, or a patch colour) and its words."""

    words: str
    style: dict[str, Any] | None = None
    patch: str = ""


class Told(msgspec.Struct, frozen=True):
    """One line of the list: the number (0: goes on from above) and its words."""

    number: int
    words: str


def key_rows(
    zones: Sequence[Zone], language: str, zone: str, as_of: int | None, *, boundaries: bool, former: bool,
    incidents: Sequence[Any],
) -> list[Row]:  # fmt: skip
    """The entries of the key, in order of weight: lines, zones, corridors each by name and dates; districts, areas and
    posts as groups; the belts of doubt; incidents."""
    rows = [Row("international boundary", STYLES["boundary"])] if boundaries else []
    by_name: dict[tuple[str, str, str], list[Zone]] = {}
    for z in sorted(zones, key=lambda z: (list(PLURAL).index(z.kind), z.id)):
        alone = z.kind in ("line", "zone", "corridor")
        by_name.setdefault((z.kind, z.id if alone else "", z.per), []).append(z)
    for (kind, one, per), own in by_name.items():
        if one:
            rows.append(
                Row(f"{_name(own[0], language)}{_dates(own, zone, as_of)}; approximate, per {per}", STYLES[kind])
            )
        elif kind == "post":
            rows.append(Row(f"observation posts ({len(own)}), at the place named with each; per {per}", STYLES[kind]))
        else:
            names = f"{_name(own[0], language)}" if len(own) == 1 else f"{PLURAL[kind]} named in the case ({len(own)})"
            rows.append(Row(f"{names}; approximate, per {per}", STYLES[kind]))
    if former:
        rows.append(Row("former administrative boundary", STYLES["former"]))
    for kind, colour, what in (("line", BAND, "line"), ("zone", BELT, "edge of the zone")):
        off = sorted({z.uncertainty_m for z in zones if z.kind == kind and z.uncertainty_m})
        if off:
            most = f"{off[0] / 1000:g}" + (f"-{off[-1] / 1000:g}" if len(off) > 1 else "")
            rows.append(Row(f"belt in which the {what} may lie ({most} km either way)", patch=colour))
    if incidents:
        mark = {"marker": "D", "color": RED, "mfc": PAPER, "ms": 5.2, "ls": ""}
        rows.append(Row("incident as told (hollow: alleged or contested)", mark))
        if any(s.radius_m for _, own in incidents for s in own):
            rows.append(Row("how far off its place may be", {"color": RED, "lw": 0.7, "ls": (0, (1, 1.5))}))
    if not boundaries:
        rows.append(Row("Not drawn: international boundaries, of which no drawing is held."))
    return rows


def _name(z: Zone, language: str) -> str:
    own = z.names.get(language) or z.names.get("en") or next(iter(z.names.values()), (z.id,))
    return f"{own[0]}{f', {z.width_m / 1000:g} km wide' if z.kind == 'corridor' and z.width_m else ''}"


def _dates(own: Sequence[Zone], zone: str, as_of: int | None) -> str:
    """Since and until when; several versions at one time are said to be so."""
    z = min(own, key=lambda z: z.valid_from if z.valid_from is not None else -(1 << 62))
    last = max(own, key=lambda z: z.valid_from if z.valid_from is not None else -(1 << 62))
    since = "" if z.valid_from is None else f", from {_day(z.valid_from, zone)}"
    ended = last.valid_to is not None and (as_of is None or last.valid_to <= as_of)
    until = f" to {_day(last.valid_to - 1, zone)}" if ended and last.valid_to is not None else ""
    doubt = (
        " (day of change not known)" if any(v.from_earliest is not None or v.to_latest is not None for v in own) else ""
    )
    return f"{since}{until}{doubt}{f', {len(own)} versions that may hold' if len(own) > 1 else ''}"


def _day(us: int, zone: str) -> str:
    t = moment(us, zone)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{t.day} {months[t.month - 1]} {t.year}"


def told_rows(items: Sequence[tuple[int, tuple[str, ...], Sequence[str]]]) -> list[Told]:
    """The numbered list: a place a number, its incidents below one another; cut where it is long, which is said."""
    out: list[Told] = []
    left = sum(max(len(t), 1) for _, _, t in items)
    for number, names, told in items:
        place = " / ".join(dict.fromkeys(names))
        for n, words in enumerate(told or [""]):
            if len(out) >= MOST_TOLD:
                return [*out, Told(0, f"and {left} more, in the list of incidents")]
            out.append(Told(number if n == 0 else 0, f"{place}: {words}" if n == 0 and words else words or place))
            left -= 1
    return out


def wrapped(words: str, most_mm: float, size: float = SIZE) -> list[str]:
    """The words in lines no wider than so many millimetres."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_mm(longer, size) > most_mm:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _columns(rows: Sequence[Row], told: Sequence[Told], width: float) -> tuple[list[list[str]], list[list[str]]]:
    key = width * (KEY_SHARE if told else 1.0) - SYMBOL_MM - 5
    list_ = width * (1 - KEY_SHARE) - 8
    return [wrapped(r.words, key) for r in rows], [wrapped(t.words, list_) for t in told]


def key_height(rows: Sequence[Row], told: Sequence[Told], width: float) -> float:
    """Millimetres that the key and the list need."""
    one, two = _columns(rows, told, width)
    return (
        max(sum(len(w) for w in one), sum(len(w) for w in two) + 1, LEAST) * STEP_MM + 2 + 0.4 * max(len(one), len(two))
    )


def draw_key(fig: Any, rows: Sequence[Row], told: Sequence[Told], top: float) -> None:
    """Draws key (left) and list (right) below a height, in mm from the bottom of the page."""
    page_w, page_h = (s * 25.4 for s in fig.get_size_inches())
    one, two = _columns(rows, told, page_w)
    y = top - STEP_MM
    for row, lines in zip(rows, one, strict=True):
        _symbol(fig, row, 1.5 / page_w, (1.5 + SYMBOL_MM - 2) / page_w, (y + 0.8) / page_h)
        for words in lines:
            fig.text((1.5 + SYMBOL_MM) / page_w, y / page_h, words, fontsize=SIZE, color=INK)
            y -= STEP_MM
        y -= 0.4
    if not told:
        return
    x, y = page_w * KEY_SHARE + 2, top - STEP_MM
    fig.text(x / page_w, y / page_h, "Told of, by place:", fontsize=SIZE, color=SOFT)
    y -= STEP_MM
    for row_, lines in zip(told, two, strict=True):
        if row_.number:
            fig.text(
                (x + 2.6) / page_w, y / page_h, str(row_.number), fontsize=SIZE, color=RED, weight="bold", ha="right"
            )
        for words in lines:
            fig.text((x + 4) / page_w, y / page_h, words, fontsize=SIZE, color=INK)
            y -= STEP_MM
        y -= 0.2


def _symbol(fig: Any, row: Row, x0: float, x1: float, y: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    if row.patch:
        _, h = fig.get_size_inches() * 25.4
        fig.add_artist(
            Rectangle((x0, y - 0.9 / h), x1 - x0, 1.8 / h, fc=row.patch, ec="none", transform=fig.transFigure)
        )
    elif row.style is not None:
        xs = [(x0 + x1) / 2] if "marker" in row.style else [x0, x1]
        fig.add_artist(Line2D(xs, [y] * len(xs), transform=fig.transFigure, **row.style))
