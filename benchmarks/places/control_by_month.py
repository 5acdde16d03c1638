"""Change of control per month from a folder of dated outlines, as a table with the way it was computed.

    python benchmarks/places/control_by_month.py FOLDER

FOLDER holds GeoJSON files whose names end in YYYYMMDD, each one drawing of one area.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import shapely
import shapely.geometry

from truceline.places.control import GRID, changes, sound

WAY = f"""Each file's polygons are mended where they cross themselves (make_valid, areal parts only) and joined. gained =
area of (later minus earlier), lost = area of (earlier minus later), laid over each other on a grid of {GRID:g} degree;
net = gained - lost. Areas are geodesic on WGS 84 (Karney 2013) of edges drawn straight in longitude and latitude (cut
at 0.05 degree). Months are from drawing to drawing. All is per the map's own author: change of control reported."""


def main(folder: Path) -> int:
    """Prints the table; 2 without files."""
    drawings = []
    for f in sorted(folder.glob("*.geojson")):
        if m := re.search(r"(\d{8})$", f.stem):
            features = json.loads(f.read_text(encoding="utf-8"))["features"]
            drawings.append(
                (int(m[1]), shapely.union_all([sound(shapely.geometry.shape(x["geometry"])) for x in features]))
            )
    if len(drawings) < 2:
        print("expected at least two dated GeoJSON files", file=sys.stderr)
        return 2
    c = time.process_time()
    found = changes(drawings)
    spent = time.process_time() - c
    print(f"{'from':>8} {'to':>8} {'area km2':>11} {'gained':>9} {'lost':>8} {'net':>9}")
    for x in found:
        print(
            f"{x.start:8} {x.end:8} {x.area_after_km2:11,.1f} {x.gained_km2:9,.1f} {x.lost_km2:8,.1f} {x.net_km2:9,.1f}"
        )
    net = sum(x.net_km2 for x in found)
    print(
        f"net of all {net:,.1f} km2; last area less first {found[-1].area_after_km2 - found[0].area_before_km2:,.1f} km2"
    )
    print(f"\n{WAY}\n{spent:.2f} CPU-s for {len(found)} changes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else print(__doc__))
