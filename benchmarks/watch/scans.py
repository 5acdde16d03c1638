"""Measures of the space-time scan."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import numpy as np
from common import data, line

from truceline.watch.scan import kernels
from truceline.watch.scan import scan as scan_module
from truceline.watch.scan.arrays import events
from truceline.watch.scan.scan import How, scan
from truceline.watch.scan.zones import circles, stretches

DAY = dt.timedelta(1)


def fever() -> None:
    """The published fever sample."""
    folder = data() / "analysis"
    geo = [x.split() for x in (folder / "nyc_fever.geo").read_text().splitlines() if x.strip()]
    cas = [x.split() for x in (folder / "nyc_fever.cas").read_text().splitlines() if x.strip()]
    ids = [g[0] for g in geo]
    first = dt.date(2001, 11, 1)
    steps = [(dt.date(*map(int, c[2].split("/"))) - first).days for c in cas]
    d = events([ids.index(c[0]) for c in cas], steps, n_sites=len(ids), n_steps=24, counts=[int(c[1]) for c in cas])
    zones = circles(
        [float(g[1]) for g in geo],
        [float(g[2]) for g in geo],
        max_km=3,
        weight=np.bincount(d.sites, minlength=len(ids)),
    )
    published = (
        (3.845418, {"11418", "11415", "11419", "11435", "11416", "11421", "11451", "11375", "11417"}),
        (3.164201, {"11372"}),
        (2.137259, {"10472"}),
    )
    got = scan(d, zones, How(seed=1), names=ids).clusters
    for c, (value, sites) in zip(got, published, strict=False):
        ok = abs(c.statistic - value) < 1e-6 and set(c.sites) == sites
        days = f"{first + c.first * DAY:%d %b}-{first + c.last * DAY:%d %b}"
        line(f"fever, cluster {c.rank + 1}", f"{c.statistic:.6f} {len(c.sites)} zips {days}", f"{value} same set", ok)
    p, e = got[0].p or 0.0, got[0].p_error or 0.0
    line("fever, p over 999 replicates", f"{p:.3f} (s.e. {e:.3f})", ".216 within 3 errors", abs(p - 0.216) <= 3 * e)
    line(
        "fever, p by Gumbel; recurrence interval", f"{got[0].p_gumbel:.3f}; {got[0].recurrence_days:.1f} d", "RI 4-5 d"
    )


def _line_world(n: int, seed: int = 1) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(seed)
    at = np.sort(rng.uniform(0, 200, 400))
    d = events(rng.integers(0, 400, n), rng.integers(0, 365, n), n_sites=400, n_steps=365)
    w = np.bincount(d.sites, minlength=400)
    return d, circles(at, np.zeros(400), cartesian=True, weight=w), stretches(at, weight=w)


def line_scan() -> None:
    """400 sites on a line, 365 days, 5,000 events, 999 replicates."""
    d, rings, runs = _line_world(5000)
    for zones, name in ((rings, "circles"), (runs, "stretches")):
        for window in (7, 30):
            scan(d, zones, How(replicates=1, longest=window))
            t = time.process_time()
            fast = scan(d, zones, How(longest=window, seed=3))
            cpu = time.process_time() - t
            compiled, scan_module.separable = scan_module.separable, kernels.separable_arrays  # type: ignore[assignment]
            t = time.process_time()
            slow = scan(d, zones, How(longest=window, seed=3, replicates=49))
            arrays = (time.process_time() - t) * 1000 / 50
            scan_module.separable = compiled  # type: ignore[assignment]
            same = np.allclose(fast.maxima[:49], slow.maxima)
            what = f"line scan, {name}, window {window} d, {zones.order.size} zones"
            ok = arrays / cpu >= 7 and same
            line(what, f"{cpu:.1f} CPU-s; arrays {arrays:.0f}; {arrays / cpu:.0f}x", "<= 5 CPU-s (7 d); >= 7x", ok)


def large() -> None:
    """50,000 events, prospective, 999 replicates."""
    d, rings, _ = _line_world(50_000)
    scan(d, rings, How(replicates=1))
    for window in (7, 30):
        t = time.process_time()
        scan(d, rings, How(longest=window, seed=3))
        cpu = time.process_time() - t
        line(f"50k events, 400 sites, window {window} d", f"{cpu:.1f} CPU-s", "<= 8", cpu <= 8)


def nulls() -> None:
    """Type-I error of the scan over null worlds."""
    rng = np.random.default_rng(5)
    at = np.sort(rng.uniform(0, 200, 60))
    hits, n = 0, 1000
    for i in range(n):
        d = events(rng.integers(0, 60, 300), rng.integers(0, 90, 300), n_sites=60, n_steps=90)
        zones = circles(at, np.zeros(60), cartesian=True, weight=np.bincount(d.sites, minlength=60))
        found = scan(d, zones, How(replicates=99, longest=7, seed=i)).clusters
        hits += bool(found) and (found[0].p or 1.0) <= 0.05
    line(
        "scan, type-I error at .05 over 1,000 null worlds",
        f"{hits / n:.3f}",
        ".05 +- .01",
        abs(hits / n - 0.05) <= 0.01,
    )
