"""The whole table of the places in one go, each size in a process of its own.

    python benchmarks/places/run.py [--dir DIR] [--runs 5] [--quick]

DIR: columns and zones made elsewhere (see zone_at_time.py); else `generate.py` makes them. PostGIS runs where
TRUCELINE_TEST_POSTGRES names a server on this machine, geopandas where it is installed. --quick leaves the peers out
that take minutes. Exit status 1 where any answer differs from a peer's, or memory grows.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SIZES = ("1Mx50", "1Mx2000", "10Mx50", "10Mx2000", "g10Mx2000")


def main() -> int:
    """The worst exit status of all parts."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--dir", type=Path)
    p.add_argument("--runs", default="5")
    p.add_argument("--quick", action="store_true")
    a = p.parse_args()
    common = ["--runs", a.runs, *(["--dir", str(a.dir)] if a.dir else [])]
    if a.quick or importlib.util.find_spec("geopandas") is None:
        common.append("--no-geopandas")
        print("geopandas is left out" + ("" if a.quick else ": not installed"))
    if a.quick or not os.environ.get("TRUCELINE_TEST_POSTGRES"):
        common.append("--no-postgis")
        print("PostGIS is left out" + ("" if a.quick else ": TRUCELINE_TEST_POSTGRES names no server"))
    worst = 0
    for size in SIZES[: None if a.dir else 4]:
        worst = max(worst, part("zone_at_time.py", "--sizes", size, *common))
    worst = max(worst, part("line_and_roads.py"))
    worst = max(worst, part("stream_memory.py"))
    print("every answer is the same as the peers'" if worst == 0 else "SOMETHING DIFFERS")
    return worst


def part(name: str, *words: str) -> int:
    """One script; its exit status."""
    return subprocess.run([sys.executable, str(HERE / name), *words], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
