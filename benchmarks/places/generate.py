"""Events and zones valid in time for the benchmark, after the description of the peers' figures.

A front of 600 points drifts over three years in a box of 18 by 8 degrees. Zones of about 190 vertices: a fifth are
snapshots of belts along the front (10-40 km wide, back to back in time), a fifth corridors (2-10 km wide, 20-150 km long,
1-30 days), the rest districts (rough circles of 10-60 km, 30 days to three years). Events: 60 % about the front of the
day (12 km), 30 % about 300 towns by Zipf's law, 10 % anywhere; busy and quiet days. Everything by fixed seeds.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

DAY = 86_400_000_000
START = 1_646_092_800_000_000
DAYS = 1096
BOX = (22.0, 44.3, 40.2, 52.4)
POINTS = 600


class Front:
    """The drifting front."""

    def __init__(self, seed: int = 7) -> None:
        self.r = np.random.default_rng(seed)
        self.s = np.linspace(0, 1, POINTS)
        walk = np.cumsum(self.r.normal(0, 1, POINTS)) / np.sqrt(POINTS)
        self.lon = 31.5 + 6.3 * np.sin(np.pi * self.s * 0.9) ** 0.8 + 0.36 * walk
        self.lat = 46.5 + 4.2 * self.s + 0.15 * np.sin(self.s * 25) + 0.04 * np.sin(self.s * 140)

    def at(self, day: float) -> tuple[Any, Any]:
        """Longitude and latitude of the front on a day."""
        drift = 0.35 * np.sin(day / 180 + self.s * 6) + 0.1 * np.sin(day / 31 + self.s * 20)
        return self.lon + drift, self.lat + 0.1 * np.cos(day / 200 + self.s * 9)


def _strip(r: Any, lon: Any, lat: Any, km: float, rough: float) -> Any:
    dx, dy = np.gradient(lon) * np.cos(np.radians(lat)), np.gradient(lat)
    n = np.hypot(dx, dy)
    w = km / 111.2 * (1 + rough * r.normal(0, 1, len(lon)).clip(-1.5, 1.5)) / 2
    a = np.c_[lon - dy / n * w / np.cos(np.radians(lat)), lat + dx / n * w]
    b = np.c_[lon + dy / n * w / np.cos(np.radians(lat)), lat - dx / n * w]
    return _sound(np.r_[a, b[::-1]])


def _sound(ring: Any) -> Any:
    p = shapely.Polygon(ring)
    if not p.is_valid:
        parts = [g for g in shapely.get_parts(shapely.make_valid(p)) if g.geom_type in ("Polygon", "MultiPolygon")]
        p = max((q for g in parts for q in shapely.get_parts(g)), key=lambda g: g.area)
    return shapely.Polygon(p.exterior)


def zones(count: int) -> tuple[Any, Any, Any]:
    """Shapes, first instants and ends of so many zones."""
    f = Front()
    r = f.r
    belts, corridors = int(count * 0.2), int(count * 0.2)
    segments = max(1, round(belts / 156)) if belts > 20 else 1
    per = -(-belts // segments)
    out = []
    for i in range(belts):
        segment, shot = divmod(i, per)
        step = DAYS / per
        lon, lat = f.at(shot * step)
        k = np.unique(
            np.linspace(segment * POINTS // segments, (segment + 1) * POINTS // segments - 1, 100).astype(int)
        )
        out.append((_strip(r, lon[k], lat[k], r.uniform(10, 40), 0.15), shot * step, (shot + 1) * step))
    for _ in range(corridors):
        x, y, length, turn = r.uniform(24, 39), r.uniform(45, 51.5), r.uniform(20, 150) / 111.2, r.uniform(0, 2 * np.pi)
        u = np.linspace(0, 1, 100)
        lon = x + u * length * np.cos(turn) / np.cos(np.radians(y)) + 0.03 * length * np.sin(u * 9)
        lat = y + u * length * np.sin(turn) + 0.03 * length * np.cos(u * 7)
        a = r.uniform(0, DAYS - 1)
        out.append((_strip(r, lon, lat, r.uniform(2, 10), 0.05), a, min(DAYS, a + r.uniform(1, 30))))
    for _ in range(count - belts - corridors):
        x, y, size = r.uniform(24, 39), r.uniform(45, 51.5), r.uniform(10, 60) / 111.2
        turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
        waves = sum(r.normal(0, 0.25 / k) * np.cos(k * turn + r.uniform(0, 6.3)) for k in range(2, 14))
        radius = size * (1 + waves + r.normal(0, 0.01, 200)).clip(0.25)
        a = r.uniform(0, DAYS - 30)
        ring = np.c_[x + radius * np.cos(turn) / np.cos(np.radians(y)), y + radius * np.sin(turn)]
        out.append((_sound(ring), a, min(DAYS, a + r.uniform(30, DAYS))))
    column = np.empty(len(out), dtype=object)
    column[:] = [o[0] for o in out]
    start, end = (np.array([START + int(o[k] * DAY) for o in out], np.int64) for k in (1, 2))
    return column, start, end


def events(count: int, seed: int = 1) -> tuple[Any, Any, Any]:
    """Longitude, latitude and microseconds of so many events, in order of time."""
    f, r = Front(), np.random.default_rng(seed)
    weight = r.gamma(1.2, 1, DAYS)
    day = np.sort(r.choice(DAYS, count, p=weight / weight.sum()))
    us = START + day * DAY + r.integers(0, DAY, count)
    u = r.random(count)
    lon, lat = r.uniform(BOX[0], BOX[2], count), r.uniform(BOX[1], BOX[3], count)
    fronts = np.stack([np.stack(f.at(d)) for d in range(DAYS)])
    m = np.flatnonzero(u < 0.6)
    k = r.integers(0, POINTS, len(m))
    lon[m] = fronts[day[m], 0, k] + r.normal(0, 0.16, len(m))
    lat[m] = fronts[day[m], 1, k] + r.normal(0, 0.108, len(m))
    m = np.flatnonzero((u >= 0.6) & (u < 0.9))
    x, y, z = r.uniform(24, 39, 300), r.uniform(45, 51.5, 300), 1 / np.arange(1, 301)
    c = r.choice(300, len(m), p=z / z.sum())
    lon[m], lat[m] = x[c] + r.normal(0, 0.05, len(m)), y[c] + r.normal(0, 0.035, len(m))
    order = np.argsort(us, kind="stable")
    return lon[order].clip(BOX[0], BOX[2] - 1e-9), lat[order].clip(BOX[1], BOX[3] - 1e-9), us[order].astype(np.int64)
