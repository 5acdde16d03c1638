"""A million signed distances to the line of the day; connectivity over 1,000 days of closures of 100,000 roads. CPU seconds.

python benchmarks/places/line_and_roads.py [--events 1000000] [--networkx-days 10]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parent))
import generate

from truceline.places.kernel import have_fast
from truceline.places.line import line_of_the_day
from truceline.places.roads import connectivity
from truceline.places.zone import Zone


def spent(ask: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds and the answer."""
    c = time.process_time()
    out = ask()
    return time.process_time() - c, out


def lines(step: int = 7) -> list[Zone]:
    """The front every `step` days, as lines that follow each other."""
    f = generate.Front()
    out = []
    for day in range(0, generate.DAYS, step):
        way = [(float(x), float(y)) for x, y in zip(*f.at(day), strict=True)]
        out.append(
            Zone(
                id="front",
                kind="line",
                names={},
                method="derived",
                per="generator",
                source="generator",
                geometry={"type": "LineString", "coordinates": way},
                valid_from=generate.START + day * generate.DAY,
                valid_to=generate.START + (day + step) * generate.DAY,
            )
        )
    return out


def distances(count: int) -> None:
    """Ours, and shapely one by one on a sample."""
    lon, lat, us = generate.events(count)
    fronts = lines()
    few = slice(0, 1000)
    line_of_the_day(fronts[:1], lon[few], lat[few], us[few])
    cpu, found = spent(lambda: line_of_the_day(fronts, lon, lat, us))
    print(
        f"{count:,} signed distances to the line of the day: {cpu:.2f} CPU-s ({'compiled' if have_fast() else 'plain'})"
    )
    sample = np.arange(0, count, max(count // 5000, 1))

    def one_by_one() -> Any:
        shapes = [shapely.LineString(z.geometry["coordinates"]) for z in fronts]
        return [shapes[found.version[i]].distance(shapely.Point(lon[i], lat[i])) for i in sample]

    cpu2, _ = spent(one_by_one)
    whole = cpu2 * count / len(sample)
    print(
        f"  shapely one by one (degrees, no sign, no chainage), {len(sample):,} measured: {whole:.1f} CPU-s, {whole / cpu:.0f} x ours"
    )


def roads(networkx_days: int, side: int = 224, days: int = 1000) -> bool:
    """Ours, scipy recomputed each day, networkx on some days; whether all agree."""
    r = np.random.default_rng(5)
    nodes = side * side
    i = np.arange(nodes).reshape(side, side)
    ends = np.vstack((np.c_[i[:, :-1].ravel(), i[:, 1:].ravel()], np.c_[i[:-1].ravel(), i[1:].ravel()]))
    shut = 60_000
    low = r.integers(0, days, shut)
    closed = np.c_[r.integers(0, len(ends), shut), low, np.minimum(low + r.integers(30, 600, shut), days)]
    corner = np.array([[0, nodes - 1], [5, 9], [17, 3000], [nodes // 2, nodes // 2 + 1]])
    ask = np.vstack((corner, r.integers(0, nodes, (60, 2))))
    connectivity(4, np.array([[0, 1]]), np.array([[0, 0, 1]]), 2, np.array([[0, 1]]))
    cpu, ours = spent(lambda: connectivity(nodes, ends, closed, days, ask))
    mean = (closed[:, 2] - closed[:, 1]).sum() / days
    print(
        f"connectivity, {len(ends):,} roads, {days} days, {mean:,.0f} closures a day, {len(ask)} pairs: {cpu:.2f} CPU-s; connected {ours.mean():.1%}"
    )
    state = np.zeros((days + 1, len(ends)), np.int32)
    np.add.at(state, (closed[:, 1], closed[:, 0]), 1)
    np.add.at(state, (closed[:, 2], closed[:, 0]), -1)
    opened = np.cumsum(state, axis=0)[:days] == 0

    def recomputed() -> Any:
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        out = np.zeros((days, len(ask)), bool)
        for d in range(days):
            e = ends[opened[d]]
            m = coo_matrix((np.ones(len(e), np.int8), (e[:, 0], e[:, 1])), shape=(nodes, nodes))
            label = connected_components(m, directed=False)[1]
            out[d] = label[ask[:, 0]] == label[ask[:, 1]]
        return out

    cpu2, other = spent(recomputed)
    same = bool((ours == other).all())
    print(
        f"  scipy, recomputed each day: {cpu2:.2f} CPU-s, {cpu2 / cpu:.1f} x ours; {'same answers' if same else 'DIFFERENT'}"
    )
    if networkx_days:
        import networkx as nx

        def with_networkx() -> Any:
            out = []
            for d in range(networkx_days):
                g = nx.Graph()
                g.add_nodes_from(range(nodes))
                g.add_edges_from(ends[opened[d]].tolist())
                part = {n: k for k, c in enumerate(nx.connected_components(g)) for n in c}
                out.append([part[a] == part[b] for a, b in ask.tolist()])
            return out

        cpu3, third = spent(with_networkx)
        same &= bool((ours[:networkx_days] == np.array(third)).all())
        whole = cpu3 * days / networkx_days
        print(f"  networkx, {networkx_days} days measured: {whole:.0f} CPU-s for all, {whole / cpu:.0f} x ours")
    return same


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--events", type=int, default=1_000_000)
    p.add_argument("--networkx-days", type=int, default=10)
    a = p.parse_args()
    distances(a.events)
    raise SystemExit(0 if roads(a.networkx_days) else 1)
