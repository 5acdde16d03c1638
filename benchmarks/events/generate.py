"""Reports of known true incidents, for measuring fusion. Two recipes; the seed is the only input besides the number.

plain: incidents over three years, 60 % near a drifting front, 30 % around 300 towns (Zipf), 10 % anywhere; ten types, two
actors, six weapons, killed 40 % none else geometric. Reports an incident 1-6 (.35 .25 .15 .12 .08 .05); place off by
precision class (40 % 0-1 km, 40 % 1-5, 20 % 5-15); told 0-6 h later (60 %), 6-24 (30 %), 24-48 (10 %); type wrong 15 %,
weapon missing 30 % or wrong 10 %, actor missing 20 % or turned 8 %, killed missing 25 % else Poisson round the truth.

named: the same, and a place name (the nearest of 12,000 gazetteer places; by 12 % of reports the second to fourth nearest;
another spelling in 25 %; missing in 10 %) and a short text. A text is made of words about the type, the weapon, the number,
the name and two or three details of the incident (drawn from 3,000 words, most by Zipf), each told with probability .55,
mixed with eight stock words. A quarter of the reports after the first copy an earlier text of the same incident and
change up to three words. 8 % of reports have no text.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

DAYS = 1096
START = 1_646_092_800
WEST, EAST, SOUTH, NORTH = 22.0, 40.2, 44.3, 52.4
CONTROL = 600
REPORTS = (0.35, 0.25, 0.15, 0.12, 0.08, 0.05)
PLACES = 12_000
DETAILS = 3_000
STOCK = 60


def front() -> tuple[Any, Any]:
    """Longitude and latitude of the front by day (days, control points): one fixed line that drifts."""
    r = np.random.default_rng(7)
    s = np.linspace(0, 1, CONTROL)
    lon = 31.5 + 6.3 * np.sin(np.pi * s * 0.9) ** 0.8 + 0.36 * np.cumsum(r.normal(0, 1, CONTROL)) / np.sqrt(CONTROL)
    lat = 46.5 + 4.2 * s + 0.15 * np.sin(s * 25) + 0.04 * np.sin(s * 140)
    day = np.arange(DAYS)[:, None]
    drift = 0.35 * np.sin(day / 180 + s * 6) + 0.1 * np.sin(day / 31 + s * 20)
    return lon + drift, lat + 0.1 * np.cos(day / 200 + s * 9)


def incidents(n: int, r: np.random.Generator) -> tuple[Any, Any, Any]:
    """Longitude, latitude and second of n incidents."""
    w = r.gamma(1.2, 1, DAYS)
    day = r.choice(DAYS, n, p=w / w.sum())
    t = (START + day * 86_400 + r.integers(0, 86_400, n)).astype(np.int64)
    u = r.random(n)
    lon, lat = r.uniform(WEST, EAST, n), r.uniform(SOUTH, NORTH, n)
    at = np.flatnonzero(u < 0.6)
    fx, fy = front()
    k = r.integers(0, CONTROL, len(at))
    lon[at] = fx[day[at], k] + r.normal(0, 12 / 75, len(at))
    lat[at] = fy[day[at], k] + r.normal(0, 12 / 111.2, len(at))
    at = np.flatnonzero((u >= 0.6) & (u < 0.9))
    tx, ty = r.uniform(24, 39, 300), r.uniform(45, 51.5, 300)
    z = 1 / np.arange(1, 301)
    c = r.choice(300, len(at), p=z / z.sum())
    lon[at] = tx[c] + r.normal(0, 0.05, len(at))
    lat[at] = ty[c] + r.normal(0, 0.035, len(at))
    return lon.clip(WEST, EAST - 1e-9), lat.clip(SOUTH, NORTH - 1e-9), t


def plain(n: int, seed: int) -> dict[str, Any]:
    """Columns of n reports in order of incident: lon, lat, t, prec, type, weapon, actor, cas, truth (-1: missing)."""
    r = np.random.default_rng(seed)
    many = int(n / np.dot(REPORTS, range(1, 7)) * 1.01) + 6
    lon, lat, t = incidents(many, r)
    ty = r.choice(10, many, p=np.array([30, 20, 12, 10, 8, 6, 5, 4, 3, 2]) / 100)
    ac = r.integers(0, 2, many)
    we = (ty // 2 + r.integers(0, 2, many)) % 6
    ca = np.where(r.random(many) < 0.4, 0, r.geometric(0.25, many))
    i = np.repeat(np.arange(many), r.choice(range(1, 7), many, p=REPORTS))[:n]
    m = len(i)
    pc = r.choice(3, m, p=[0.4, 0.4, 0.2])
    d = np.array([0, 1, 5])[pc] + r.random(m) * np.array([1, 4, 10])[pc]
    turn = r.uniform(0, 2 * np.pi, m)
    late = r.choice(3, m, p=[0.6, 0.3, 0.1])
    dt = (np.array([0, 6, 24])[late] + r.random(m) * np.array([6, 18, 24])[late]) * 3600
    kind = np.where(r.random(m) < 0.15, r.integers(0, 10, m), ty[i])
    arm = np.where(r.random(m) < 0.1, r.integers(0, 6, m), we[i])
    side = np.where(r.random(m) < 0.08, 1 - ac[i], ac[i])
    killed = r.poisson(ca[i] * r.uniform(0.7, 1.4, m))
    return {
        "lon": lon[i] + d * np.cos(turn) / (111.2 * np.cos(np.radians(lat[i]))),
        "lat": lat[i] + d * np.sin(turn) / 111.2,
        "t": (t[i] + dt).astype(np.int64),
        "prec": pc,
        "type": kind,
        "weapon": np.where(r.random(m) < 0.3, -1, arm),
        "actor": np.where(r.random(m) < 0.2, -1, side),
        "cas": np.where(r.random(m) < 0.25, -1, killed),
        "truth": i,
        "true_lon": lon[i],
        "true_lat": lat[i],
    }


def words(r: np.random.Generator, n: int, letters: int) -> list[str]:
    """n made-up words, all different."""
    out: dict[str, None] = {}
    while len(out) < n:
        for row in r.integers(0, 26, (n, letters)):
            out["".join(chr(97 + c) for c in row)] = None
    return list(out)[:n]


def named(n: int, seed: int) -> dict[str, Any]:
    """The same reports with `place` and `text`."""
    from scipy.spatial import cKDTree

    d = plain(n, seed)
    r = np.random.default_rng([seed, 1])
    m = len(d["truth"])
    px, py, _ = incidents(PLACES, np.random.default_rng(99))
    names = words(np.random.default_rng(98), PLACES, 7)
    tree = cKDTree(np.c_[px * 0.67, py])
    _, near = tree.query(np.c_[d["true_lon"] * 0.67, d["true_lat"]], k=4)
    which = np.where(r.random(m) < 0.12, r.integers(1, 4, m), 0)
    place = near[np.arange(m), which]
    other = r.random(m) < 0.25
    gone = r.random(m) < 0.10
    d["place"] = [None if gone[k] else names[place[k]] + ("a" if other[k] else "") for k in range(m)]
    d["text"] = texts(d, place, names, r)
    return d


def texts(d: dict[str, Any], place: Any, names: list[str], r: np.random.Generator) -> list[str | None]:
    """Short texts: what is told of the incident, mixed with stock words; some copied from an earlier report."""
    m = len(d["truth"])
    book = words(np.random.default_rng(97), DETAILS + STOCK + 40, 6)
    stock, about = book[:STOCK], book[STOCK : STOCK + 40]
    rest = book[STOCK + 40 :]
    zipf = 1 / np.arange(1, DETAILS + 1) ** 0.7
    detail = r.choice(DETAILS, (int(d["truth"].max()) + 1, 3), p=zipf / zipf.sum())
    told = r.random((m, 7)) < 0.55
    filler = r.integers(0, STOCK, (m, 8))
    copied, silent = r.random(m) < 0.25, r.random(m) < 0.08
    swaps, where = r.integers(0, 4, m), r.random((m, 3))
    mixed = r.random((m, 15))
    out: list[str | None] = []
    earlier: list[list[str]] = []
    for k in range(m):
        if k and d["truth"][k] != d["truth"][k - 1]:
            earlier = []
        if copied[k] and earlier:
            tokens = list(earlier[int(where[k, 0] * len(earlier))])
            for s in range(swaps[k]):
                tokens[int(where[k, s % 3] * len(tokens))] = stock[filler[k, s]]
        else:
            own = [about[d["type"][k]], about[10 + max(0, d["weapon"][k])], str(max(0, d["cas"][k])), names[place[k]]]
            own += [rest[x] for x in detail[d["truth"][k]]]
            tokens = [w for w, yes in zip(own, told[k], strict=True) if yes] + [stock[x] for x in filler[k]]
            tokens = [tokens[x] for x in np.argsort(mixed[k, : len(tokens)])]
        earlier.append(tokens)
        out.append(None if silent[k] else " ".join(tokens))
    return out


def table(columns: dict[str, Any], seed: int) -> pa.Table:
    """The columns shuffled, as an Arrow table, without the true places."""
    keep = {k: v for k, v in columns.items() if not k.startswith("true_")}
    order = np.random.default_rng([seed, 2]).permutation(len(keep["truth"]))
    return pa.table(keep).take(pa.array(order))


def main() -> None:
    """Write one file of reports."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("recipe", choices=("plain", "named"))
    p.add_argument("number", type=int)
    p.add_argument("seed", type=int)
    p.add_argument("path", type=Path)
    a = p.parse_args()
    made = (plain if a.recipe == "plain" else named)(a.number, a.seed)
    pq.write_table(table(made, a.seed), a.path)


if __name__ == "__main__":
    main()
