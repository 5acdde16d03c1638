"""The map of the line, zones, corridor and incidents at a date, as SVG.

Rules of the maps: international boundaries solid; the line of contact dashed, dated and "approximate, per <source>";
uncertainty as a band; no party fills anything; former administrative boundaries only where asked for; both names of a
place in a declared order, once; a fixed caption that boundaries and names imply no position. Posts only in internal
copies. Incidents bear numbers that a list below explains; where they crowd, an inset shows their ground enlarged.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import msgspec

from truceline.briefs.pictures.ground import (
    STYLES,
    Frame,
    Panel,
    draw_zone,
    fitted,
    frame_of,
    halo,
    height_for,
    panel,
    paths,
    scale_bar,
    scale_box,
)  # fmt: skip
from truceline.briefs.pictures.keys import draw_key, key_height, key_rows, told_rows
from truceline.briefs.pictures.labels import Box, Label, Placed, leader_end, place
from truceline.briefs.pictures.style import INK, PAPER, RED, SOFT, canvas, svg
from truceline.places.footprint import paths_of, shape_of
from truceline.places.geodesy import metres_per_degree
from truceline.places.zone import Zone
from truceline.values.release import Release, may_show

CAPTION = (
    "Boundaries and names imply no position on the status of any territory. Approximate; not for navigation, "
    "demarcation or delimitation."
)
MARK_MM = 1.9
CROWDED_MM = 15.0
FAR = 0.3  # of the drawn ground: incidents farther off are listed only
INSET_MM = (60.0, 47.0)
BROAD = ("line", "zone", "corridor", "road", "post")


class Spot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place or an incident on a map. names: in the order in which they are to be read. radius_m: a circle of doubt.

    kind: place, incident. hollow: alleged or contested. rank: of a place, 0 city, 1 town, 2 village (villages stand on
    insets only). told: of an incident, its line in the list below the map.
    """

    lat: float
    lon: float
    names: tuple[str, ...] = ()
    kind: str = "place"
    radius_m: float = 0.0
    hollow: bool = False
    rank: int = 0
    told: str = ""


class Scene(msgspec.Struct, frozen=True):
    """What one panel shows. incidents: number and spots of each place told of. named: numbers whose names stand here."""

    zones: Sequence[Zone]
    places: Sequence[Spot]
    incidents: Sequence[tuple[int, tuple[Spot, ...]]]
    named: frozenset[int]
    language: str


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
    as_of: int | None = None,
    width_mm: float = 180,
) -> str:
    """The map at a date: lines, zones, corridor, places, incidents.

    zones: those that hold at the date; what `release` may not show is left out, posts always above internal. date: as
    it is to be printed. boundaries: international. former: administrative boundaries, drawn only where given. frame: to
    be shown; default round lines, zones, corridors and the
    incidents near them; what lies outside is listed. zone: of the dates in the key. as_of: microseconds;
    an end of validity after it is not told. Raises ValueError where
    there is nothing to draw.
    """
    shown = [z for z in zones if may_show(z.release, release) and (z.kind != "post" or release == "internal")]
    told = [s for s in spots if s.kind == "incident"]
    box = frame or _focus(shown, boundaries, told)
    height = height_for(box, width_mm - 2)
    box = fitted(box, width_mm - 2, height)
    incidents = numbered(told)
    rows = key_rows(shown, language, zone, as_of, boundaries=bool(boundaries), former=bool(former), incidents=incidents)
    list_ = told_rows([(n, _where(own[0], box), [s.told for s in own if s.told]) for n, own in incidents])
    incidents = [(n, own) for n, own in incidents if box.holds(own[0].lat, own[0].lon)]
    foot = key_height(rows, list_, width_mm) + 5
    with canvas(width_mm, height + foot + 7) as fig:
        main = panel(fig, box, 1, foot, width_mm - 2, height)
        for z in former:
            paths(main.ax, z, zorder=2, **STYLES["former"])
        for z in boundaries:
            paths(main.ax, z, zorder=3, **STYLES["boundary"])
        crowd = _crowded(main, incidents)
        named = frozenset(n for n, _ in incidents) - crowd
        ordered = sorted(shown, key=_rank)
        main_scene = Scene(ordered, [s for s in spots if s.kind == "place" and s.rank < 2], incidents, named, language)
        taken = _inset(fig, main, ordered, spots, incidents, crowd, language) if crowd else None
        if taken is None:
            main_scene = msgspec.structs.replace(main_scene, named=named | crowd)
        _show(main, main_scene, [scale_box(main), *([taken] if taken else [])])
        scale_bar(main)
        draw_key(fig, rows, list_, foot - 2)
        fig.text(1 / width_mm, 1 - 4.6 / (height + foot + 7), date, fontsize=8.2, color=INK, weight="bold")
        fig.text(1 / width_mm, 1.2 / (height + foot + 7), CAPTION, fontsize=6.0, color=SOFT, va="bottom")
        return svg(fig)


def _focus(shown: Sequence[Zone], boundaries: Sequence[Zone], told: Sequence[Spot]) -> Frame:
    """Round lines, zones and corridors (else whatever there is) and the incidents that do not lie far off them."""
    points = [(s.lat, s.lon) for s in told]
    centre = [*(z for z in shown if z.kind in BROAD), *boundaries]
    if not centre:
        return frame_of(shown, points)
    box = frame_of(centre)
    more_x, more_y = (box.east - box.west) * FAR, (box.north - box.south) * FAR
    wide = Frame(box.west - more_x, box.south - more_y, box.east + more_x, box.north + more_y)
    return frame_of(centre, [p for p in points if wide.holds(*p)])


def _where(s: Spot, box: Frame) -> tuple[str, ...]:
    return s.names if box.holds(s.lat, s.lon) else (" / ".join(dict.fromkeys(s.names)) + " (outside the map)",)


def numbered(told: Sequence[Spot]) -> list[tuple[int, tuple[Spot, ...]]]:
    """Incidents by place, numbered from 1 in the order in which places first occur."""
    by_place: dict[tuple[float, float], list[Spot]] = {}
    for s in told:
        by_place.setdefault((s.lat, s.lon), []).append(s)
    return [(n, tuple(own)) for n, own in enumerate(by_place.values(), 1)]


def _rank(z: Zone) -> tuple[int, str]:
    order = {"area": 0, "district": 1, "zone": 2, "corridor": 3, "road": 4, "line": 5, "post": 6}
    return order[z.kind], z.id


def zone_name(z: Zone, language: str) -> str:
    """What a zone is called on a map: the preferred name, and for a district or road all its names by the alphabet.

    Of ("Upper district", "Upper", "Lower") that is "Lower / Upper district": the names that hold no other of them, in the
    place of the one that the preferred name holds.
    """
    own = z.names.get(language) or z.names.get("en") or next(iter(z.names.values()), ())
    if z.kind not in ("district", "road") or not own:
        return own[0] if own else ""
    bare = [n for n in dict.fromkeys(own) if not any(o != n and o in n for o in own)]
    held = next((n for n in bare if n in own[0]), None)
    return own[0].replace(held, " / ".join(sorted(bare))) if held else " / ".join(sorted(bare))


def _show(p: Panel, scene: Scene, taken: Sequence[Box]) -> None:
    """Draws the zones, marks and labels of one panel. taken: boxes where nothing may stand."""
    for z in scene.zones:
        draw_zone(p.ax, z)
    labels: list[tuple[Label, dict[str, Any]]] = []
    marks: list[Box] = list(taken)
    for z in scene.zones:
        if z.kind == "post":
            x, y = p.mm(*z.geometry["coordinates"][1::-1])
            marks.append((x - 0.9, y - 0.9, x + 0.9, y + 0.9))
    for n, own in scene.incidents:
        _incident(p, n, own)
        x, y = p.mm(own[0].lat, own[0].lon)
        marks.append((x - MARK_MM, y - MARK_MM, x + MARK_MM, y + MARK_MM))
        if n in scene.named and own[0].names:
            labels.append((_label(own[0].names, 6.6, (x, y), MARK_MM + 0.7, must=True), {"weight": "bold"}))
    at = {(s.lat, s.lon) for _, own in scene.incidents for s in own}
    for s in sorted(scene.places, key=lambda s: (s.rank, -s.lat, s.lon)):
        if (s.lat, s.lon) in at or not p.frame.holds(s.lat, s.lon):
            continue
        x, y = p.mm(s.lat, s.lon)
        if any(b[0] - 0.8 < x < b[2] + 0.8 and b[1] - 0.8 < y < b[3] + 0.8 for b in marks):
            continue
        p.ax.plot(s.lon, s.lat, "o", ms=(3.0, 2.4, 1.8)[s.rank], mfc=INK, mec=PAPER, mew=0.4, zorder=8)
        marks.append((x - 0.7, y - 0.7, x + 0.7, y + 0.7))
        labels.append((_label(s.names, (6.6, 6.1, 5.7)[s.rank], (x, y), 1.3), {}))
    labels += _zone_labels(p, scene)
    places = place([label for label, _ in labels], marks, _line_boxes(p, scene.zones), p.width, p.height)
    for (label, style), placed in zip(labels, places, strict=True):
        if placed is not None:
            _write(p, label, placed, style)


def label_places(p: Panel, spots: Sequence[Spot], taken: Sequence[Box]) -> None:
    """Draws places with their names, nothing else; villages are left out."""
    _show(p, Scene((), [s for s in spots if s.kind == "place" and s.rank < 2], (), frozenset(), "en"), taken)


def _label(names: Sequence[str], size: float, at: tuple[float, float], gap: float, *, must: bool = False) -> Label:
    words = tuple(dict.fromkeys(names))
    whole = " / ".join(words)
    lines = (whole,) if len(whole) <= 26 else tuple(f"{w} /" for w in words[:-1]) + words[-1:]
    return Label(lines=lines, size_pt=size, bold=must, anchors=(at,), gap_mm=gap, must=must)


def _write(p: Panel, label: Label, placed: Placed, style: dict[str, Any]) -> None:
    x0, y0, x1, y1 = placed.box
    if placed.leader:
        (ax, ay), (bx, by) = (p.degrees(*placed.anchor), p.degrees(*leader_end(placed)))
        p.ax.plot([ax, bx], [ay, by], color=SOFT, lw=0.5, zorder=8.5)
    x, y = p.degrees((x0 + x1) / 2, (y0 + y1) / 2)
    p.ax.text(
        x, y, "\n".join(label.lines), fontsize=label.size_pt, ha="center", va="center", zorder=9, linespacing=1.05,
        path_effects=halo(), **style,
    )  # fmt: skip


def _incident(p: Panel, number: int, own: Sequence[Spot]) -> None:
    """A numbered diamond at a place, hollow where every word of it is alleged or contested, with its circle of doubt."""
    import numpy as np

    s = own[0]
    ky, kx = metres_per_degree(s.lat)
    radius = max(o.radius_m for o in own)
    if radius > 0:
        a = np.linspace(0, 2 * math.pi, 73)
        x, y = s.lon + radius / kx * np.cos(a), s.lat + radius / ky * np.sin(a)
        p.ax.plot(x, y, color=RED, lw=0.6, ls=(0, (1, 1.5)), zorder=6)
    hollow = all(o.hollow for o in own)
    p.ax.plot(s.lon, s.lat, "D", ms=8.2, mfc=PAPER if hollow else RED, mec=RED, mew=0.9, zorder=10)
    p.ax.text(s.lon, s.lat, str(number), fontsize=5.6, ha="center", va="center_baseline", weight="bold", zorder=11,
              color=RED if hollow else PAPER)  # fmt: skip


def _zone_labels(p: Panel, scene: Scene) -> list[tuple[Label, dict[str, Any]]]:
    """Names of zones on themselves: lines and corridors beside their course, areas within."""
    out: list[tuple[Label, dict[str, Any]]] = []
    done: set[str] = set()
    for z in sorted(scene.zones, key=lambda z: (z.kind == "area", -_rank(z)[0], z.id)):
        name = zone_name(z, scene.language)
        if z.kind == "post" or not name or name in done:
            continue
        anchors = _along(p, z) if z.geometry["type"].endswith("LineString") else _within(p, z)
        if not anchors:
            continue
        done.add(name)
        flat = z.kind in ("district", "area")
        lines = tuple(name.replace(" / ", " /\n").split("\n")) if len(name) > 22 else (name,)
        label = Label(
            lines=lines, size_pt=5.8 if flat else 6.2, anchors=tuple(anchors), gap_mm=1.4,
            over=not z.geometry["type"].endswith("LineString"),
        )  # fmt: skip
        out.append((label, {"style": "italic", "color": SOFT if flat else STYLES[z.kind]["color"]}))
    return out


def _along(p: Panel, z: Zone, most: int = 24) -> list[tuple[float, float]]:
    """Points along a line within the panel, from its middle outwards."""
    import numpy as np
    import shapely

    f = p.frame
    inside = shapely.intersection(shape_of(z.geometry), shapely.box(f.west, f.south, f.east, f.north))
    if inside.is_empty or inside.length == 0:
        return []
    longest = max(shapely.get_parts(inside), key=lambda g: g.length)
    at = sorted(np.linspace(0.08, 0.92, most), key=lambda t: abs(t - 0.5))
    return [p.mm(q.y, q.x) for q in (longest.interpolate(t, normalized=True) for t in at)]


def _within(p: Panel, z: Zone) -> list[tuple[float, float]]:
    """Points inside an area and the panel, from its inner middle outwards."""
    import numpy as np
    import shapely

    f = p.frame
    inside = shapely.intersection(shape_of(z.geometry), shapely.box(f.west, f.south, f.east, f.north))
    share = inside.area / ((f.east - f.west) * (f.north - f.south))
    if share < 0.01 or (z.kind == "area" and share > 0.6):  # what is all round is named in the key alone
        return []
    middle = shapely.point_on_surface(inside)
    west, south, east, north = inside.bounds
    grid = [(x, y) for x in np.linspace(west, east, 13) for y in np.linspace(south, north, 13)]
    spots = [(middle.x, middle.y), *(g for g in grid if shapely.contains_xy(inside, *g))]
    spots.sort(key=lambda g: math.hypot(g[0] - middle.x, g[1] - middle.y))
    return [p.mm(y, x) for x, y in spots]


def _line_boxes(p: Panel, zones: Sequence[Zone]) -> list[Box]:
    """Small boxes along the drawings that a name should not cross."""
    import numpy as np

    out: list[Box] = []
    for z in zones:
        if z.kind == "post":
            x, y = p.mm(*z.geometry["coordinates"][1::-1])
            out.append((x - 1, y - 1, x + 1, y + 1))
            continue
        half = 0.7 if z.kind in ("line", "zone", "corridor") else 0.3
        for path in paths_of(z.geometry):
            xy = np.array([p.mm(la, lo) for lo, la in path])
            for a, b in itertools.pairwise(xy):
                n = max(int(np.hypot(*(b - a)) / 1.5), 1)
                for t in np.arange(n) / n:
                    x, y = a + t * (b - a)
                    if 0 <= x <= p.width and 0 <= y <= p.height:
                        out.append((x - half, y - half, x + half, y + half))
    return out


def _crowded(p: Panel, incidents: Sequence[tuple[int, tuple[Spot, ...]]]) -> frozenset[int]:
    """Numbers of the largest group of incident places that stand within CROWDED_MM of one another."""
    at = {n: p.mm(own[0].lat, own[0].lon) for n, own in incidents}
    best: frozenset[int] = frozenset()
    for seed in at:
        group, grown = {seed}, True
        while grown:
            more = {n for n in at if n not in group and any(math.dist(at[n], at[g]) < CROWDED_MM for g in group)}
            group |= more
            grown = bool(more)
        best = max(best, frozenset(group), key=lambda g: (len(g), [-n for n in sorted(g)]))
    return best if len(best) > 1 else frozenset()


def _inset(
    fig: Any, main: Panel, zones: Sequence[Zone], spots: Sequence[Spot],
    incidents: Sequence[tuple[int, tuple[Spot, ...]]], crowd: frozenset[int], language: str,
) -> Box | None:  # fmt: skip
    """The ground of the crowded incidents enlarged, in the emptiest corner; its box, or None where it would not help."""
    own = [(n, s) for n, s in incidents if n in crowd]
    points = [(s[0].lat, s[0].lon) for _, s in own]
    ky, kx = metres_per_degree(sum(a for a, _ in points) / len(points))
    reach = max([4000.0, *(s.radius_m for _, group in own for s in group if s.radius_m <= 12_000)])
    lats, lons = [a for a, _ in points], [b for _, b in points]
    tight = Frame(min(lons) - reach / kx, min(lats) - reach / ky, max(lons) + reach / kx, max(lats) + reach / ky)
    box = fitted(tight, *INSET_MM)
    if (box.east - box.west) > 0.6 * (main.frame.east - main.frame.west):
        return None
    corner = _corner(main, incidents, box, zones)
    if corner is None:
        return None
    x, y = corner
    made = panel(fig, box, main.left + x, main.low + y, *INSET_MM, graticule=False)
    made.ax.set_zorder(30)
    inside = [(n, s) for n, s in incidents if box.holds(s[0].lat, s[0].lon)]
    near = [s for s in spots if s.kind == "place" and box.holds(s.lat, s.lon)]
    lines = [z for z in zones if z.kind != "area"]
    scene = Scene(lines, near, inside, frozenset(n for n, _ in inside), language)
    _show(made, scene, [scale_box(made)])
    scale_bar(made, 0.3)
    f = made.frame
    main.ax.plot([f.west, f.east, f.east, f.west, f.west], [f.south, f.south, f.north, f.north, f.south], color=SOFT, lw=0.7, zorder=12)  # fmt: skip
    return x - 0.5, y - 0.5, x + INSET_MM[0] + 0.5, y + INSET_MM[1] + 0.5


def _corner(
    main: Panel, incidents: Sequence[tuple[int, tuple[Spot, ...]]], box: Frame, zones: Sequence[Zone]
) -> tuple[float, float] | None:
    """Lower left of the corner that hides least: no incident, not the ground enlarged, few lines."""
    w, h = INSET_MM
    right, top = main.width - w - 1.2, main.height - h - 1.2
    if right < 0 or top < 0:
        return None
    marks = [main.mm(own[0].lat, own[0].lon) for _, own in incidents]
    marks += [main.mm(a, b) for a in (box.south, box.north) for b in (box.west, box.east)]
    lines = list(_line_boxes(main, [z for z in zones if z.kind in BROAD]))
    best: tuple[int, tuple[float, float]] | None = None
    for x, y in ((1.2, 1.2), (1.2, top), (right, top), (right, 9.0)):
        if any(x - 3 < a < x + w + 3 and y - 3 < b < y + h + 3 for a, b in marks):
            continue
        hidden = sum(x < b[2] and b[0] < x + w and y < b[3] and b[1] < y + h for b in lines)
        if best is None or hidden < best[0]:
            best = hidden, (x, y)
    return best[1] if best else None
