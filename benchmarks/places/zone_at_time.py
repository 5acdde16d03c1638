"""Zone at time: CPU seconds of the kernel, its plain form and peers, in one run.

    python benchmarks/places/zone_at_time.py [--dir DIR] [--sizes 1Mx2000,10Mx50,...] [--runs 3] [--no-geopandas] [--no-postgis]

DIR may hold columns and zones made elsewhere: lon_1M.npy, lat_1M.npy, t_1M.npy (seconds) and zones_2000.parquet with
wkb, t0, t1 (seconds); without it, `generate.py` makes them. All methods get time-ordered events and put out two int32
columns. Building the index and compiling are printed apart. Pairs are compared with those of the hand-made loop; events
within 1e-9 degree of an edge are left out of that comparison and counted.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parent))
import generate

from truceline.places.kernel import ZoneTable, have_fast, plain_pairs


def load(folder: Path | None, events: str, zones: int) -> tuple[Any, Any, Any, ZoneTable]:
    """Columns in order of time (microseconds) and the table of zones."""
    if folder is None:
        lon, lat, us = generate.events(int(float(events.replace("M", "e6"))))
        return lon, lat, us, ZoneTable(*generate.zones(zones))
    import pyarrow.parquet as pq

    lon, lat, t = (np.load(folder / f"{k}_{events}.npy") for k in ("lon", "lat", "t"))
    order = np.argsort(t, kind="stable")
    z = pq.read_table(folder / f"zones_{zones}.parquet").to_pydict()
    start, end = (np.array(z[k], np.int64) * 1_000_000 for k in ("t0", "t1"))
    shapes = shapely.from_wkb(np.array(z["wkb"], dtype=object))
    return lon[order], lat[order], (t[order] * 1_000_000).astype(np.int64), ZoneTable(shapes, start, end)


def hand_made_loop(lon: Any, lat: Any, us: Any, z: ZoneTable) -> tuple[Any, Any]:
    """The loop one writes with numpy and shapely: per zone, its slice of time, its box, then contains_xy."""
    shapely.prepare(z.shapes)
    box = shapely.bounds(z.shapes)
    low, high = np.searchsorted(us, z.start, "left"), np.searchsorted(us, z.end, "left")
    event, zone = [], []
    for i in range(len(z)):
        x, y = lon[low[i] : high[i]], lat[low[i] : high[i]]
        k = np.flatnonzero((x >= box[i, 0]) & (x <= box[i, 2]) & (y >= box[i, 1]) & (y <= box[i, 3]))
        k = k[shapely.contains_xy(z.shapes[i], x[k], y[k])]
        event.append((k + low[i]).astype(np.int32))
        zone.append(np.full(len(k), i, np.int32))
    return np.concatenate(event), np.concatenate(zone)


def geopandas_join(lon: Any, lat: Any, us: Any, z: ZoneTable) -> tuple[Any, Any]:
    """geopandas.sjoin, then the test of time."""
    import geopandas as gpd

    points = gpd.GeoDataFrame({"us": us}, geometry=gpd.points_from_xy(lon, lat))
    areas = gpd.GeoDataFrame({"start": z.start, "end": z.end}, geometry=list(z.shapes))
    j = gpd.sjoin(points, areas, predicate="within", how="inner")
    j = j[(j.us >= j.start) & (j.us < j.end)]
    return j.index.to_numpy(np.int32), j.index_right.to_numpy(np.int32)


def forget_peak() -> None:
    """Starts the count of the highest resident memory anew (Linux)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> int:
    """Highest resident memory of this process since `forget_peak`, MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def _cpu_of(pid: int) -> float:
    """CPU seconds that a process on this machine has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def postgis_join(dsn: str, lon: Any, lat: Any, us: Any, z: ZoneTable) -> tuple[float, float, Any, str]:
    """PostGIS: an index on the events, so that each zone is prepared once, ST_Covers and the test of time, one process. CPU seconds of the server's process
    (it has to be on this machine) and of ours for reading the answer; wall seconds; the pairs; the rest in words."""
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as db:
        db.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        pid = db.info.backend_pid
        db.execute("SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '256MB'")
        load = _cpu_of(pid)
        db.execute(
            "CREATE TEMP TABLE raw (id int, x float8, y float8, us int8); CREATE TEMP TABLE z (id int, g geometry, t0 int8, t1 int8)"
        )
        rows = np.empty(
            len(us),
            [
                ("n", ">i2"),
                *(
                    (f"{k}{i}", t)
                    for i, v in enumerate(("i4", "f8", "f8", "i8"))
                    for k, t in (("l", ">i4"), ("v", ">" + v))
                ),
            ],
        )
        rows["n"] = 4
        for i, (column, size) in enumerate(((np.arange(len(us)), 4), (lon, 8), (lat, 8), (us, 8))):
            rows[f"l{i}"], rows[f"v{i}"] = size, column
        with db.cursor().copy("COPY raw FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8) + rows.tobytes() + b"\xff\xff")
        with db.cursor().copy("COPY z FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int4", "bytea", "int8", "int8"])
            for i, g in enumerate(shapely.to_wkb(z.shapes)):
                copy.write_row((i, g, int(z.start[i]), int(z.end[i])))
        db.execute(
            "CREATE TEMP TABLE e AS SELECT id, ST_MakePoint(x, y) AS p, us FROM raw; CREATE INDEX ON e USING gist (p); ANALYZE e; ANALYZE z"
        )
        load = _cpu_of(pid) - load
        server, ours, wall = _cpu_of(pid), time.process_time(), time.perf_counter()
        query = "SELECT e.id, z.id FROM e JOIN z ON ST_Covers(z.g, e.p) AND e.us >= z.t0 AND e.us < z.t1"
        with db.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)") as copy:
            raw = b"".join(copy)
        found = np.frombuffer(
            raw,
            [("n", ">i2"), ("a", ">i4"), ("e", ">i4"), ("b", ">i4"), ("z", ">i4")],
            offset=19,
            count=(len(raw) - 21) // 18,
        )
        out = found["e"].astype(np.int32), found["z"].astype(np.int32)
        cpu = _cpu_of(pid) - server + time.process_time() - ours
        words = (
            f"load and index {load:.1f} CPU-s apart; "
            + db.execute("SELECT 'PostGIS ' || postgis_lib_version()").fetchone()[0]
        )
        return cpu, time.perf_counter() - wall, out, words


def compiled(lon: Any, lat: Any, us: Any, z: ZoneTable) -> tuple[Callable[[], Any], float, float]:
    """The compiled form ready to be asked; CPU seconds of compiling and of building the index with all its slabs."""
    from truceline.places.kernel_fast import Index

    c = time.process_time()
    few = slice(0, 5000)
    Index.build(z, events=5000).pairs(lon[few].copy(), lat[few].copy(), us[few].copy())
    compiling = time.process_time() - c
    c = time.process_time()
    index = Index.build(z, events=len(us))
    for i in range(len(index.cuts) + 1):
        index.slab(i)
    building = time.process_time() - c

    def ask() -> Any:
        p = index.pairs(lon, lat, us)
        return p.event, p.zone

    return ask, compiling, building


def coded(event: Any, zone: Any) -> Any:
    """Each pair as one number, in order."""
    return np.sort(event.astype(np.int64) << 20 | zone)


def checked(found: Any, truth: Any, lon: Any, lat: Any, z: ZoneTable) -> str:
    """Same pairs or not, events within 1e-9 degree of an edge apart. truth: as `coded` gives it."""
    own = coded(*found)
    if np.array_equal(own, truth):
        return "same pairs"
    odd = np.setxor1d(own, truth)
    if not len(odd):
        return "DIFFERENT: a pair twice"
    e, k = odd >> 20, odd & ((1 << 20) - 1)
    near = shapely.distance(shapely.boundary(z.shapes[k]), shapely.points(lon[e], lat[e])) < 1e-9
    return f"same pairs but {near.sum()} on an edge" if near.all() else f"DIFFERENT: {(~near).sum()} pairs"


def measure(ask: Callable[[], Any], runs: int) -> tuple[float, float, Any]:
    """Median CPU seconds and wall seconds, and the answer."""
    cpu, wall, out = [], [], None
    for _ in range(runs):
        out = None
        c, w = time.process_time(), time.perf_counter()
        out = ask()
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - w)
    return statistics.median(cpu), statistics.median(wall), out


def run(folder: Path | None, events: str, zones: int, runs: int, peers: set[str]) -> bool:
    """One size: all methods, ratios to the compiled form. Whether all pairs agree."""
    lon, lat, us, z = load(folder, events, zones)
    print(f"\n{events} events x {zones} zones")
    scan = measure(lambda: (lon.sum(), lat.sum(), us.sum()), 5)[0]
    rows: list[tuple[str, float, float, Any, str]] = []
    if have_fast():
        ask, compiling, building = compiled(lon, lat, us, z)
        forget_peak()
        cpu, wall, out = measure(ask, runs)
        note = f"compile or load {compiling:.2f}, index {building:.3f} CPU-s apart; peak {peak_mb()} MB, columns and answer included"
        rows.append(("compiled", cpu, wall, out, note))
    big = len(us) > 3_000_000
    if not big or zones <= 100:
        p = measure(lambda: plain_pairs(lon, lat, us, z), 1)
        rows.append(("plain (numpy, shapely)", p[0], p[1], (p[2].event, p[2].zone), ""))
    loop = measure(lambda: hand_made_loop(lon, lat, us, z), 1)
    rows.append(("hand-made loop", loop[0], loop[1], loop[2], ""))
    if "geopandas" in peers and not big:
        g = measure(lambda: geopandas_join(lon, lat, us, z), 1)
        rows.append(("geopandas.sjoin + time", *g, ""))
    dsn = os.environ.get("TRUCELINE_TEST_POSTGRES", "")
    if "postgis" in peers and dsn and (not big or zones <= 100):
        rows.append(("PostGIS", *postgis_join(dsn, lon, lat, us, z)))
    best, good = rows[0][1], True
    print(f"  {'method':24} {'CPU-s':>8} {'wall s':>8} {'x ours':>8} {'pairs':>11}")
    truth = coded(*loop[2])
    for name, cpu, wall, out, note in rows:
        same = checked(out, truth, lon, lat, z)
        good &= "DIFFERENT" not in same
        print(f"  {name:24} {cpu:8.3f} {wall:8.3f} {cpu / best:8.1f} {len(out[0]):11,}  {same}; {note}")
    print(f"  reading the columns once (numpy): {scan:.4f} CPU-s; compiled is {best / scan:.1f} x that")
    return good


def main() -> int:
    """0 if all methods agree."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--dir", type=Path)
    p.add_argument("--sizes", default="1Mx50,1Mx2000,10Mx50,10Mx2000")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--no-geopandas", action="store_true")
    p.add_argument(
        "--no-postgis",
        action="store_true",
        help="leave it out; else it runs where TRUCELINE_TEST_POSTGRES names a server",
    )
    a = p.parse_args()
    peers = {p for p, no in (("geopandas", a.no_geopandas), ("postgis", a.no_postgis)) if not no}
    good = [run(a.dir, *_size(s), a.runs, peers) for s in a.sizes.split(",")]
    return 0 if all(good) else 1


def _size(text: str) -> tuple[str, int]:
    events, zones = text.split("x")
    return events, int(zones)


if __name__ == "__main__":
    raise SystemExit(main())
