"""Change of control per month from a folder of dated outlines, as a table with the way it was computed.

    python benchmarks/places/control_by_month.py FOLDER [--border FILE] [--format table|csv] [--svg FILE]

FOLDER holds GeoJSON files whose names end in YYYYMMDD, each one drawing of one area. FILE: lines or areas (GeoJSON) along
which an outline is no front: the border and the coast.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import shapely
import shapely.geometry

from truceline.places.control import GRID, Change, changes, front_of, outline_km, sound, stood_still

WAY = f"""How: each file's polygons are mended where they cross themselves (make_valid, areal parts only) and joined. gained =
area of (later minus earlier), lost = area of (earlier minus later), laid over each other on a grid of {GRID:g} degree;
net = gained - lost, which is the difference of the areas. Areas are geodesic on WGS 84 (Karney 2013) of edges drawn straight
in longitude and latitude (cut at 0.05 degree). A month runs from drawing to drawing; its row bears the later date.
outline = length of the whole outline, holes and islands included. front = the outline farther than 2 km from"""
BORDER = "the border given."
STILL = """what all drawings of the folder have in common within 100 m
(no border was given): a front that did not move in all that time is not in it, so it is a lower bound. With --border it is
the outline that is neither border nor coast."""
WHOSE = "All is per the map's own author: change of control reported, not ground walked over."


def read(folder: Path) -> list[tuple[int, Any]]:
    """Day as a number YYYYMMDD, and the area of each drawing."""
    out = []
    for f in sorted(folder.glob("*.geojson")):
        if m := re.search(r"(\d{8})$", f.stem):
            out.append((int(m[1]), shapes_of(f, areas=True)))
    return out


def shapes_of(file: Path, *, areas: bool = False) -> Any:
    """All shapes of a GeoJSON file as one; areas: mended and joined."""
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.geometry.shape(x["geometry"]) for x in features]
    if areas:
        return shapely.union_all([sound(s) for s in shapes])
    return shapely.union_all([s.boundary if s.geom_type.endswith("Polygon") else s for s in shapes])


def main() -> int:
    """Prints the table; 2 without files."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("folder", type=Path)
    p.add_argument("--border", type=Path)
    p.add_argument("--format", choices=("table", "csv"), default="table")
    p.add_argument("--svg", type=Path, help="the map of changed control as well")
    a = p.parse_args()
    drawings = read(a.folder)
    if len(drawings) < 2:
        print("expected at least two dated GeoJSON files", file=sys.stderr)
        return 2
    c = time.process_time()
    found = changes(drawings)
    spent = time.process_time() - c
    still = shapes_of(a.border) if a.border else stood_still([s for _, s in drawings])
    edges = {day: (outline_km(s), outline_km(front_of(s, still))) for day, s in drawings}
    head = ("from", "to", "area_km2", "gained_km2", "lost_km2", "net_km2", "outline_km", "front_km")
    rows = [
        (x.start, x.end, *(round(v, 1) for v in (x.area_after_km2, x.gained_km2, x.lost_km2, x.net_km2, *edges[x.end])))
        for x in found
    ]
    if a.format == "csv":
        csv.writer(sys.stdout).writerows([head, *rows])
    else:
        first = found[0]
        print(" ".join(f"{h:>10}" for h in head))
        start = (
            "",
            first.start,
            round(first.area_before_km2, 1),
            "",
            "",
            "",
            *(round(v, 1) for v in edges[first.start]),
        )
        for row in (start, *rows):
            print(" ".join(f"{v:>10,.1f}" if isinstance(v, float) else f"{v:>10}" for v in row))
        net = sum(x.net_km2 for x in found)
        print(
            f"net of all {net:,.1f} km2; last area less first {found[-1].area_after_km2 - first.area_before_km2:,.1f} km2"
        )
        print(f"\n{WAY} {BORDER if a.border else STILL}\n{WHOSE}\n{spent:.2f} CPU-s for {len(found)} changes")
    if a.svg:
        a.svg.write_text(picture(drawings, found), encoding="utf-8")
    return 0


def picture(drawings: list[tuple[int, Any]], found: tuple[Change, ...]) -> str:
    """The map of what changed over the whole folder, with the table by month."""
    from truceline.briefs.pictures.changed import control_map
    from truceline.places.control import change

    whole = change(drawings[0][1], drawings[-1][1])
    months = [(f"{x.end // 10000}-{x.end // 100 % 100:02d}-{x.end % 100:02d}", x.gained_km2, x.lost_km2) for x in found]
    return control_map(
        drawings[0][1], whole.gained, whole.lost, after=drawings[-1][1], title="Area drawn: gained and lost by month",
        words=("gained", "lost"), months=months, source="Approximate, per the author of the drawings.",
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
