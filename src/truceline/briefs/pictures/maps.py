"""Maps: the line, zones, corridor and incidents at a date; and changed control between two drawings. As SVG.

Rules of the maps: international boundaries solid; the line of contact dashed, dated and "approximate, per <source>";
uncertainty as a band; no party fills anything; former administrative boundaries only where asked for; both names of a
place in a declared order; a fixed caption that boundaries and names imply no position. Posts only in internal copies.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec

from truceline.briefs.pictures.style import AMBER, BLUE, GREY, INK, LINE, PAPER, RED, SOFT, canvas, svg
from truceline.places.footprint import area_of, paths_of, shape_of
from truceline.places.geodesy import metres_per_degree
from truceline.places.zone import Zone
from truceline.values.release import Release, may_show
from truceline.values.time import moment

CAPTION = (
    "Boundaries and names imply no position on the status of any territory. Approximate; not for navigation, "
    "demarcation or delimitation."
)
BAND, AREA = "#e9edf2", "#7b5ea7"


class Spot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place or an incident on a map. names: in the order in which they are to be read. radius_m: a circle of doubt.

    kind: place, incident. hollow: alleged or contested.
    """

    lat: float
    lon: float
    names: tuple[str, ...] = ()
    kind: str = "place"
    radius_m: float = 0.0
    hollow: bool = False


class Frame(msgspec.Struct, frozen=True):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float


def frame_of(zones: Sequence[Zone], spots: Sequence[Spot] = (), pad: float = 0.06) -> Frame:
    """The box round what is to be drawn, a little wider."""
    xs = [float(x) for z in zones for p in paths_of(z.geometry) for x in p[:, 0]] + [s.lon for s in spots]
    ys = [float(y) for z in zones for p in paths_of(z.geometry) for y in p[:, 1]] + [s.lat for s in spots]
    if not xs:
        raise ValueError("nothing to draw")
    dx, dy = (max(xs) - min(xs)) * pad + 0.02, (max(ys) - min(ys)) * pad + 0.02
    return Frame(min(xs) - dx, min(ys) - dy, max(xs) + dx, max(ys) + dy)


def area_map(
    zones: Sequence[Zone],
    spots: Sequence[Spot] = (),
    *,
    date: str,
    release: Release = "internal",
    language: str = "en",
    boundaries: Sequence[Zone] = (),
    former: Sequence[Zone] = (),
    frame: Frame | None = None,
    zone: str = "UTC",
    width_mm: float = 180,
) -> str:
    """The map at a date: lines, zones, corridor, places, incidents.

    zones: those that hold at the date; what `release` may not show is left out, posts always above internal. date: as
    it is to be printed. zone: of the dates in the key. boundaries: international. former: administrative boundaries, drawn only where given.
    """
    shown = [z for z in zones if may_show(z.release, release) and (z.kind != "post" or release == "internal")]
    box = frame or frame_of([*shown, *boundaries], spots)
    height = _height(box, width_mm)
    box = _fitted(box, width_mm * 0.99, height + 1)
    ordered = sorted(shown, key=_rank)
    labels = list(dict.fromkeys(_name(z, language, zone) for z in ordered))
    foot = 14 + 3.6 * (len(labels) + bool(boundaries) + 2)
    with canvas(width_mm, height + foot) as fig:
        ax = _ground(fig, box, height, foot)
        for z in former:
            _paths(ax, z, color=GREY, lw=0.5, ls=(0, (1, 2)), zorder=2)
        for z in boundaries:
            _paths(ax, z, color=INK, lw=1.1, zorder=3)
        keys = [_Key(_name(z, language, zone), _draw_zone(ax, z)) for z in ordered]
        _spots(ax, spots, box)
        _key(fig, keys, spots, bool(boundaries), foot)
        _scale_bar(ax, box)
        _foot(fig, date)
        return svg(fig)


def _rank(z: Zone) -> tuple[int, str]:
    order = {"area": 0, "district": 1, "zone": 2, "corridor": 3, "road": 4, "line": 5, "post": 6}
    return order[z.kind], z.id


def _height(box: Frame, width_mm: float) -> float:
    ky, kx = metres_per_degree((box.south + box.north) / 2)
    return float(min(max(width_mm * (box.north - box.south) * ky / ((box.east - box.west) * kx), 60), 230))


def _fitted(box: Frame, width_mm: float, height_mm: float) -> Frame:
    """The frame widened about its middle to the proportions of the paper."""
    ky, kx = metres_per_degree((box.south + box.north) / 2)
    w, h = (box.east - box.west) * kx, (box.north - box.south) * ky
    more_w, more_h = max(h * width_mm / height_mm - w, 0.0) / kx / 2, max(w * height_mm / width_mm - h, 0.0) / ky / 2
    return Frame(box.west - more_w, box.south - more_h, box.east + more_w, box.north + more_h)


def _ground(fig: Any, box: Frame, height_mm: float, foot_mm: float = 14) -> Any:
    """Axes in degrees; the frame has been fitted, so that shapes are true at the middle latitude."""
    whole = height_mm + foot_mm
    ax = fig.add_axes((0.005, (foot_mm - 2) / whole, 0.99, (height_mm + 1) / whole))
    ax.set_xlim(box.west, box.east)
    ax.set_ylim(box.south, box.north)
    ax.set_xticks([])
    ax.set_yticks([])
    for side in ax.spines.values():
        side.set_visible(True)
        side.set_color(LINE)
    return ax


def _paths(ax: Any, z: Zone, **how: Any) -> None:
    for p in paths_of(z.geometry):
        ax.plot(p[:, 0], p[:, 1], solid_capstyle="round", **how)


def _fill(ax: Any, shape: Any, **how: Any) -> None:
    """A shapely area as one patch, holes left open."""
    import numpy as np
    import shapely
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        rings = [shapely.get_coordinates(r) for r in (part.exterior, *part.interiors)]
        codes = np.concatenate([[Path.MOVETO, *[Path.LINETO] * (len(r) - 2), Path.CLOSEPOLY] for r in rings])
        ax.add_patch(PathPatch(Path(np.vstack(rings), codes), **how))


def _band(ax: Any, z: Zone, color: str) -> None:
    """The belt within which the edge may lie, as wide as its uncertainty either way."""
    if not z.uncertainty_m:
        return
    edge = shape_of(z.geometry)
    if z.geometry["type"] in ("Polygon", "MultiPolygon"):
        edge = edge.boundary
    belt = area_of({"type": edge.geom_type, "coordinates": _nested(edge)}, 2 * z.uncertainty_m)
    _fill(ax, belt, facecolor=color, edgecolor="none", zorder=1)


def _nested(edge: Any) -> Any:
    import shapely

    if edge.geom_type == "MultiLineString":
        return [shapely.get_coordinates(p).tolist() for p in shapely.get_parts(edge)]
    return shapely.get_coordinates(edge).tolist()


class _Key(msgspec.Struct, frozen=True):
    label: str
    style: dict[str, Any]


def _name(z: Zone, language: str, zone: str) -> str:
    """What stands in the key: name, since and until when, approximate, per whom."""
    if z.kind == "post":
        return "post, at the place named with it"
    name = next(iter(z.names.get(language) or z.names.get("en") or (z.id,)))
    since = "" if z.valid_from is None else f" from {_day(z.valid_from, zone)}"
    until = "" if z.valid_to is None else f" to {_day(z.valid_to - 1, zone)}"
    doubt = " (days of change not known)" if z.from_earliest is not None or z.to_latest is not None else ""
    return f"{name}{since}{until}{doubt}; approximate, per {z.per}"


def _day(us: int, zone: str) -> str:
    t = moment(us, zone)
    return f"{t.day} {['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][t.month - 1]} {t.year}"


def _draw_zone(ax: Any, z: Zone) -> dict[str, Any]:
    """Draws one zone; the style that the key repeats."""
    if z.kind == "post":
        how: dict[str, Any] = {"marker": "^", "color": INK, "ms": 4, "ls": ""}
        ax.plot(*z.geometry["coordinates"][:2], zorder=7, **how)
        return how
    if z.kind == "corridor" and z.geometry["type"] == "LineString" and z.width_m:
        _fill(ax, area_of(z.geometry, z.width_m), facecolor="none", edgecolor=BLUE, lw=0.9, ls="--", zorder=4)
        return {"color": BLUE, "lw": 0.9, "ls": "--"}
    how = {
        "line": {"color": INK, "lw": 1.6, "ls": (0, (5, 3))},
        "corridor": {"color": BLUE, "lw": 1.0, "ls": "--"},
        "road": {"color": SOFT, "lw": 0.9},
        "zone": {"color": AREA, "lw": 1.1, "ls": (0, (2, 1.5))},
    }.get(z.kind, {"color": SOFT, "lw": 0.7, "ls": (0, (2, 1.5))})
    if z.kind in ("line", "zone"):
        _band(ax, z, BAND if z.kind == "line" else "#f1ecf7")
    _paths(ax, z, zorder=5 if z.kind == "line" else 4, **how)
    return how


def _spots(ax: Any, spots: Sequence[Spot], box: Frame) -> None:
    """Places as dots with their names, incidents as diamonds with their circle of doubt."""
    import numpy as np

    ky, kx = metres_per_degree((box.south + box.north) / 2)
    taken: list[tuple[float, float, float, float]] = []
    for s in sorted(spots, key=lambda s: (s.kind != "incident", -s.lat, s.lon)):
        if not (box.west <= s.lon <= box.east and box.south <= s.lat <= box.north):
            continue
        incident = s.kind == "incident"
        if s.radius_m > 0 and incident:
            a = np.linspace(0, 2 * math.pi, 73)
            x, y = s.lon + s.radius_m / kx * np.cos(a), s.lat + s.radius_m / ky * np.sin(a)
            ax.plot(x, y, color=RED, lw=0.6, ls=(0, (1, 1.5)), zorder=6)
        face = PAPER if s.hollow or not incident else RED
        edge = RED if incident else INK
        ax.plot(
            s.lon,
            s.lat,
            "D" if incident else "o",
            ms=4.6 if incident else 2.6,
            mfc=face if incident else INK,
            mec=edge,
            mew=0.9,
            zorder=8,
        )
        if s.names:
            _label(ax, s, box, taken)


def _label(ax: Any, s: Spot, box: Frame, taken: list[tuple[float, float, float, float]]) -> None:
    """Both names beside the dot, on the side where there is room; left out where there is none."""
    words = " / ".join(dict.fromkeys(s.names))
    w, h = (box.east - box.west) * 0.0072 * len(words), (box.north - box.south) * 0.02
    gap = (box.east - box.west) * 0.007
    for ha, va, x, y in (
        ("left", "center", s.lon + gap, s.lat), ("right", "center", s.lon - gap, s.lat),
        ("center", "bottom", s.lon, s.lat + h * 0.6), ("center", "top", s.lon, s.lat - h * 0.6),
    ):  # fmt: skip
        left = x if ha == "left" else x - w if ha == "right" else x - w / 2
        low = y - h / 2 if va == "center" else y if va == "bottom" else y - h
        mine = (left, low, left + w, low + h)
        inside = left > box.west and left + w < box.east
        if inside and all(mine[2] < t[0] or t[2] < mine[0] or mine[3] < t[1] or t[3] < mine[1] for t in taken):
            taken.append(mine)
            ax.text(x, y, words, ha=ha, va=va, fontsize=6.4, zorder=9, path_effects=_halo())
            return


def _halo() -> list[Any]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.2, foreground=PAPER)]


def _key(fig: Any, keys: Sequence[_Key], spots: Sequence[Spot], borders: bool, foot_mm: float) -> None:
    """The key below the map: each kind of drawing once."""
    from matplotlib.lines import Line2D

    seen: dict[str, Any] = {}
    for k in keys:
        seen.setdefault(k.label, Line2D([], [], **k.style))
    if borders:
        seen["international boundary"] = Line2D([], [], color=INK, lw=1.1)
    if any(k.style.get("ls") == (0, (5, 3)) for k in keys):
        seen["belt in which the edge may lie"] = Line2D([], [], color=BAND, lw=6)
    if any(s.kind == "incident" for s in spots):
        seen["incident as told (hollow: alleged or contested)"] = Line2D(
            [], [], marker="D", color=RED, mfc=PAPER, ms=4.6, ls=""
        )
    if seen:
        height = fig.get_size_inches()[1] * 25.4
        fig.legend(
            list(seen.values()), list(seen), loc="upper left", bbox_to_anchor=(0.0, (foot_mm - 2) / height), ncol=1,
            fontsize=5.7, frameon=False, labelspacing=0.55, columnspacing=1.0, handlelength=2.6,
        )  # fmt: skip


def _scale_bar(ax: Any, box: Frame) -> None:
    """A bar of round kilometres at the upper right, true at the middle latitude."""
    _, kx = metres_per_degree((box.south + box.north) / 2)
    whole = (box.east - box.west) * kx / 1000
    km = max(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if s <= max(whole / 5, 1))
    x1 = box.east - (box.east - box.west) * 0.03
    x0 = x1 - km * 1000 / kx
    y = box.north - (box.north - box.south) * 0.035
    ax.plot([x0, x1], [y, y], color=INK, lw=1.4, solid_capstyle="butt", zorder=20)
    y += (box.north - box.south) * 0.006
    ax.text((x0 + x1) / 2, y, f"{km} km", ha="center", va="bottom", fontsize=6.4, zorder=20, path_effects=_halo())


def _foot(fig: Any, date: str) -> None:
    height = fig.get_size_inches()[1] * 25.4
    fig.text(0.008, 7.4 / height, date, fontsize=7.4, color=INK, va="bottom")
    fig.text(0.008, 2.4 / height, CAPTION, fontsize=6.2, color=SOFT, va="bottom")


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
    """Changed control between two drawings: the later edge, what was gained and lost, and a table by month.

    before: the area drawn first, as outline. words: what gained and lost are called. months: (name, km2, km2).
    """
    import shapely

    west, south, east, north = shapely.total_bounds([s for s in (gained, lost) if not s.is_empty] or [before])
    dx, dy = (east - west) * 0.04 + 0.02, (north - south) * 0.04 + 0.02
    box = Frame(west - dx, south - dy, east + dx, north + dy)
    width = 120.0 if months else 180.0
    map_height = _height(box, width)
    box = _fitted(box, width * 0.985, map_height + 1)
    with canvas(180, map_height + 14) as fig:
        whole = map_height + 14
        ax = _ground(fig, box, map_height)
        ax.set_position((0.005, 12 / whole, width / 180 * 0.985, (map_height + 1) / whole))
        _fill(ax, before, facecolor="none", edgecolor=SOFT, lw=0.6, ls=(0, (5, 3)), zorder=3)
        _fill(ax, gained, facecolor=AMBER, edgecolor="none", alpha=0.75, zorder=2)
        _fill(ax, lost, facecolor=BLUE, edgecolor="none", alpha=0.75, zorder=2)
        _scale_bar(ax, box)
        if months:
            x = width / 180 + 0.03
            top = 1 - 6 / whole
            step = min(5.2 / whole, (top - 14 / whole) / (len(months) + 2))
            fig.text(x, top, "km² between drawings", fontsize=7, color=SOFT)
            for k, head in enumerate(words):
                fig.text(x + 0.15 + 0.1 * k, top - step, head, fontsize=6.4, ha="right", color=(AMBER, BLUE)[k])
            for i, (name, plus, minus) in enumerate(months):
                y = top - step * (i + 2)
                fig.text(x, y, name, fontsize=6.6)
                fig.text(x + 0.15, y, f"{plus:,.0f}", fontsize=6.6, ha="right")
                fig.text(x + 0.25, y, f"{minus:,.0f}", fontsize=6.6, ha="right")
        fig.text(0.008, 7.4 / whole, f"{title}. {source}".strip(), fontsize=7.4, va="bottom")
        fig.text(0.008, 2.4 / whole, CAPTION, fontsize=6.2, color=SOFT, va="bottom")
        return svg(fig)
