"""The ground of a map: its frame, the graticule, the drawings of zones with their doubt, and the scale bar."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec

from truceline.briefs.pictures.style import BLUE, INK, LINE, PAPER, SOFT
from truceline.places.footprint import area_of, paths_of, shape_of
from truceline.places.geodesy import metres_per_degree
from truceline.places.zone import Zone

BAND, BELT, AREA = "#dfe7f0", "#ece4f5", "#7b5ea7"
FAINT = "#a4adb8"


class Frame(msgspec.Struct, frozen=True):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies within."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


class Panel(msgspec.Struct, frozen=True):
    """Axes with a frame on a page: where they stand (mm from the lower left) and how big they are."""

    ax: Any
    frame: Frame
    left: float
    low: float
    width: float
    height: float

    def mm(self, lat: float, lon: float) -> tuple[float, float]:
        """Millimetres from the lower left of the panel."""
        f = self.frame
        return (lon - f.west) / (f.east - f.west) * self.width, (lat - f.south) / (f.north - f.south) * self.height

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of millimetres."""
        f = self.frame
        return f.west + x / self.width * (f.east - f.west), f.south + y / self.height * (f.north - f.south)


def height_for(box: Frame, width_mm: float, most: float = 150, least: float = 60) -> float:
    """The height that shows a frame true to scale at this width, within limits."""
    ky, kx = metres_per_degree((box.south + box.north) / 2)
    return float(min(max(width_mm * (box.north - box.south) * ky / ((box.east - box.west) * kx), least), most))


def fitted(box: Frame, width_mm: float, height_mm: float) -> Frame:
    """The frame widened about its middle to the proportions of the paper."""
    ky, kx = metres_per_degree((box.south + box.north) / 2)
    w, h = (box.east - box.west) * kx, (box.north - box.south) * ky
    more_w, more_h = max(h * width_mm / height_mm - w, 0.0) / kx / 2, max(w * height_mm / width_mm - h, 0.0) / ky / 2
    return Frame(box.west - more_w, box.south - more_h, box.east + more_w, box.north + more_h)


def panel(
    fig: Any, box: Frame, left: float, low: float, width: float, height: float, *, graticule: bool = True
) -> Panel:
    """Axes in degrees at a place of the page; shapes are true at the middle latitude as far as the frame was fitted."""
    page_w, page_h = (s * 25.4 for s in fig.get_size_inches())
    ax = fig.add_axes((left / page_w, low / page_h, width / page_w, height / page_h))
    ax.set_xlim(box.west, box.east)
    ax.set_ylim(box.south, box.north)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_facecolor(PAPER)
    for side in ax.spines.values():
        side.set_visible(True)
        side.set_color(SOFT)
        side.set_linewidth(0.7)
    made = Panel(ax, box, left, low, width, height)
    if graticule:
        _graticule(made)
    return made


def _graticule(p: Panel) -> None:
    """Hairlines of round degrees with their figures at the upper and left edge."""
    f = p.frame
    step = next(s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 30) if (f.east - f.west) / s <= 6 or s == 30)
    for k in range(math.ceil(f.west / step), math.floor(f.east / step) + 1):
        p.ax.axvline(k * step, color=LINE, lw=0.35, zorder=0.5)
        _edge_words(p, k * step, f.north, _degrees(k * step, "E", "W"), "center", "top")
    for k in range(math.ceil(f.south / step), math.floor(f.north / step) + 1):
        p.ax.axhline(k * step, color=LINE, lw=0.35, zorder=0.5)
        _edge_words(p, f.west, k * step, _degrees(k * step, "N", "S"), "left", "bottom")


def _edge_words(p: Panel, x: float, y: float, words: str, ha: str, va: str) -> None:
    at = p.mm(y, x)
    if 6 < at[0] < p.width - 6 or ha == "left":
        x, y = p.degrees(at[0] + (0.8 if ha == "left" else 0), at[1] + (0.4 if va == "bottom" else -0.9))
        p.ax.text(x, y, words, fontsize=5.2, color=SOFT, ha=ha, va=va, zorder=2, path_effects=halo())


def _degrees(value: float, plus: str, minus: str) -> str:
    whole, part = int(abs(value)), round(abs(value) % 1 * 60)
    return f"{whole}°" + (f"{part:02d}′" if part else "") + (plus if value >= 0 else minus)


def paths(ax: Any, z: Zone, **how: Any) -> None:
    """The edges of a zone, or the line itself."""
    for p in paths_of(z.geometry):
        ax.plot(p[:, 0], p[:, 1], solid_capstyle="round", **how)


def fill(ax: Any, shape: Any, **how: Any) -> None:
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
    fill(ax, belt, facecolor=color, edgecolor="none", alpha=0.75, zorder=1)


def _nested(edge: Any) -> Any:
    import shapely

    if edge.geom_type == "MultiLineString":
        return [shapely.get_coordinates(p).tolist() for p in shapely.get_parts(edge)]
    return shapely.get_coordinates(edge).tolist()


STYLES: dict[str, dict[str, Any]] = {
    "line": {"color": INK, "lw": 1.7, "ls": (0, (5, 2.4))},
    "corridor": {"color": BLUE, "lw": 1.1, "ls": (0, (3, 1.2))},
    "road": {"color": SOFT, "lw": 0.9, "ls": "-"},
    "zone": {"color": AREA, "lw": 1.2, "ls": (0, (2, 1.4))},
    "district": {"color": FAINT, "lw": 0.6, "ls": (0, (1, 1.6))},
    "area": {"color": FAINT, "lw": 0.6, "ls": (0, (6, 2, 1, 2))},
    "post": {"marker": "^", "color": INK, "ms": 4.2, "ls": ""},
    "former": {"color": FAINT, "lw": 0.5, "ls": (0, (1, 2))},
    "boundary": {"color": INK, "lw": 1.1, "ls": "-"},
}


def draw_zone(ax: Any, z: Zone) -> None:
    """One drawing in the style of its kind, with the belt of its doubt where it is a line or a zone."""
    how = STYLES[z.kind]
    if z.kind == "post":
        ax.plot(*z.geometry["coordinates"][:2], zorder=7, **how)
        return
    if z.kind in ("line", "zone"):
        _band(ax, z, BAND if z.kind == "line" else BELT)
    if z.kind == "corridor" and z.width_m and z.geometry["type"] == "LineString":
        fill(ax, area_of(z.geometry, z.width_m), facecolor="none", edgecolor=how["color"], lw=how["lw"], ls=how["ls"], zorder=4)  # fmt: skip
        return
    paths(ax, z, zorder=5 if z.kind == "line" else 4 if z.kind in ("zone", "corridor") else 3, **how)


def scale_bar(p: Panel, share: float = 0.2) -> None:
    """A bar of round kilometres at the lower right, true at the middle latitude."""
    f = p.frame
    _, kx = metres_per_degree((f.south + f.north) / 2)
    whole = (f.east - f.west) * kx / 1000
    km = max(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if s <= max(whole * share, 1))
    x1 = f.east - (f.east - f.west) * 3 / p.width
    x0, y = x1 - km * 1000 / kx, f.south + (f.north - f.south) * 3 / p.height
    tick = (f.north - f.south) * 1.0 / p.height
    p.ax.plot([x0, x0, x1, x1], [y + tick, y, y, y + tick], color=INK, lw=1.1, zorder=20, path_effects=halo())
    p.ax.text((x0 + x1) / 2, y + tick * 0.5, f"{km} km", ha="center", va="bottom", fontsize=6.2, zorder=20, path_effects=halo())  # fmt: skip


def scale_box(p: Panel) -> tuple[float, float, float, float]:
    """The box that the scale bar takes, in mm."""
    return p.width * 0.76, 0.0, p.width, 8.0


def halo() -> list[Any]:
    """A rim of paper about letters and lines, so that they can be read over others."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.0, foreground=PAPER)]


def frame_of(zones: Sequence[Zone], points: Sequence[tuple[float, float]] = (), pad: float = 0.06) -> Frame:
    """The box round what is to be drawn, a little wider. points: latitude, longitude."""
    xs = [float(x) for z in zones for p in paths_of(z.geometry) for x in p[:, 0]] + [lon for _, lon in points]
    ys = [float(y) for z in zones for p in paths_of(z.geometry) for y in p[:, 1]] + [lat for lat, _ in points]
    if not xs:
        raise ValueError("nothing to draw")
    dx, dy = (max(xs) - min(xs)) * pad + 0.02, (max(ys) - min(ys)) * pad + 0.02
    return Frame(min(xs) - dx, min(ys) - dy, max(xs) + dx, max(ys) + dy)
