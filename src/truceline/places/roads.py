"""A road graph with closures and width rules: is the area that a corridor serves connected, by which way, at what detour.

The small format of its own is JSON: {"nodes": {id: [lon, lat]}, "edges": [{"id", "from", "to", "length_m"?, "width_m"?,
"max_t"?, "name"?}]}. GeoJSON lines and OpenStreetMap XML extracts come in through `from_geojson` and `from_osm`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from truceline.values.errors import InputError


class Road(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One edge, both ways. a, b: node ids. length_m; width_m, max_t: what may pass, absent where not known."""

    id: str
    a: str
    b: str
    length_m: float
    width_m: float | None = None
    max_t: float | None = None
    name: str = ""


class Closure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A road shut over [start, end) microseconds, to some classes of traffic (none named: to all). by: whose word."""

    road: str
    start: int
    end: int
    classes: tuple[str, ...] = ()
    by: str = ""


class Roads(msgspec.Struct, frozen=True, kw_only=True):
    """The graph. nodes: id -> longitude, latitude."""

    nodes: dict[str, tuple[float, float]]
    roads: tuple[Road, ...]


def parse_roads(text: str, file: str) -> Roads:
    """The graph of the small format. Raises InputError naming the entry."""
    try:
        data = json.loads(text)
        nodes = {str(k): (float(v[0]), float(v[1])) for k, v in data["nodes"].items()}
        raw = data["edges"]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as e:
        raise InputError(
            "not a road graph", where=file, expected='{"nodes": {id: [lon, lat]}, "edges": [...]}', got=str(e)
        ) from e
    roads = []
    seen: set[str] = set()
    for i, entry in enumerate(raw):
        where = f"{file}:edges[{i}]"
        if not isinstance(entry, dict) or not {"id", "from", "to"} <= entry.keys():
            raise InputError("not a road", where=where, expected='"id", "from", "to"', got=str(entry)[:60])
        if entry["id"] in seen:
            raise InputError("the id stands twice", where=where, expected="one road an id", got=str(entry["id"]))
        seen.add(entry["id"])
        for end in (entry["from"], entry["to"]):
            if end not in nodes:
                raise InputError("an unknown node", where=where, expected="an id of nodes", got=str(end))
        length = float(entry["length_m"]) if "length_m" in entry else _between(nodes[entry["from"]], nodes[entry["to"]])
        for key in ("length_m", "width_m", "max_t"):
            value = entry.get(key, 0)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
                raise InputError(
                    f"'{key}' is not a measure", where=where, expected="a number, 0 or more", got=str(value)
                )
        roads.append(
            Road(
                id=str(entry["id"]),
                a=entry["from"],
                b=entry["to"],
                length_m=length,
                width_m=entry.get("width_m"),
                max_t=entry.get("max_t"),
                name=entry.get("name", ""),
            )
        )
    return Roads(nodes=nodes, roads=tuple(roads))


def _between(p: tuple[float, float], q: tuple[float, float]) -> float:
    from truceline.places.geodesy import distance_m

    return distance_m(p[1], p[0], q[1], q[0])


def from_geojson(text: str, file: str) -> Roads:
    """Roads from LineString features; ends that fall on one position (1e-6 degree) are one node."""
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError) as e:
        raise InputError("not GeoJSON", where=file, expected="a FeatureCollection", got=str(e)) from e
    nodes: dict[str, tuple[float, float]] = {}
    roads = []
    for i, f in enumerate(features):
        g, p = f.get("geometry") or {}, f.get("properties") or {}
        if g.get("type") != "LineString":
            continue
        for k, (u, v) in enumerate(zip(g["coordinates"], g["coordinates"][1:], strict=False)):
            ends = []
            for x, y in (u[:2], v[:2]):
                key = f"{x:.6f},{y:.6f}"
                nodes.setdefault(key, (float(x), float(y)))
                ends.append(key)
            name = str(p.get("id", i))
            roads.append(
                Road(
                    id=f"{name}/{k}",
                    a=ends[0],
                    b=ends[1],
                    length_m=_between(nodes[ends[0]], nodes[ends[1]]),
                    width_m=p.get("width_m"),
                    max_t=p.get("max_t"),
                    name=str(p.get("name", "")),
                )
            )
    return Roads(nodes=nodes, roads=tuple(roads))


def from_osm(text: str, file: str) -> Roads:
    """Roads from an OpenStreetMap XML extract: ways tagged `highway`, with `width` and `maxweight` where they are plain
    numbers."""
    import xml.etree.ElementTree as ET

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputError("document types are refused", where=file, expected="plain OpenStreetMap XML")
    try:
        root = ET.fromstring(text)
    except ET.ParseError as e:
        raise InputError(f"not XML: {e}", where=file, expected="an OpenStreetMap extract") from e
    at = {n.get("id", ""): (float(n.get("lon", "nan")), float(n.get("lat", "nan"))) for n in root.iter("node")}
    used: dict[str, tuple[float, float]] = {}
    roads = []
    for way in root.iter("way"):
        tags = {t.get("k", ""): t.get("v", "") for t in way.iter("tag")}
        if "highway" not in tags:
            continue
        refs = [r for n in way.iter("nd") if (r := n.get("ref", "")) in at]
        for k, (a, b) in enumerate(itertools.pairwise(refs)):
            used[a], used[b] = at[a], at[b]
            roads.append(
                Road(
                    id=f"{way.get('id')}/{k}",
                    a=a,
                    b=b,
                    length_m=_between(at[a], at[b]),
                    width_m=_number(tags.get("width")),
                    max_t=_number(tags.get("maxweight")),
                    name=tags.get("name", ""),
                )
            )
    return Roads(nodes=used, roads=tuple(roads))


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


class Way(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether two places are connected, by which roads, how long, and how much longer than with all open.

    connected: True, False, or None where only roads of unknown width would connect them. detour: length over the
    shortest with every road open.
    """

    connected: bool | None
    roads: tuple[str, ...] = ()
    length_m: float | None = None
    detour: float | None = None


def way(
    graph: Roads, start: str, goal: str, *, closed: Iterable[str] = (), width_m: float = 0.0, weight_t: float = 0.0
) -> Way:
    """The shortest way between two nodes for traffic of a width and weight (Dijkstra 1959)."""
    shut = set(closed)
    sure = [r for r in graph.roads if r.id not in shut and _passes(r, width_m, weight_t) is True]
    found = _shortest(graph, sure, start, goal)
    if found is None:
        maybe = [r for r in graph.roads if r.id not in shut and _passes(r, width_m, weight_t) is not False]
        return Way(connected=None if _shortest(graph, maybe, start, goal) is not None else False)
    free = _shortest(graph, graph.roads, start, goal)
    detour = found[0] / free[0] if free and free[0] > 0 else 1.0
    return Way(connected=True, roads=found[1], length_m=found[0], detour=detour)


def _passes(r: Road, width_m: float, weight_t: float) -> bool | None:
    answers = []
    for need, has in ((width_m, r.width_m), (weight_t, r.max_t)):
        answers.append(True if need <= 0 else None if has is None else has >= need)
    return False if False in answers else None if None in answers else True


def _shortest(graph: Roads, roads: Iterable[Road], start: str, goal: str) -> tuple[float, tuple[str, ...]] | None:
    import heapq

    near: dict[str, list[tuple[str, float, str]]] = {}
    for r in roads:
        near.setdefault(r.a, []).append((r.b, r.length_m, r.id))
        near.setdefault(r.b, []).append((r.a, r.length_m, r.id))
    heap: list[tuple[float, str, tuple[str, ...] | None]] = [(0.0, start, None)]
    came: dict[str, tuple[str, str]] = {}
    best = {start: 0.0}
    done: set[str] = set()
    while heap:
        d, node, _ = heapq.heappop(heap)
        if node in done:
            continue
        done.add(node)
        if node == goal:
            path: list[str] = []
            while node != start:
                node, road = came[node]
                path.append(road)
            return d, tuple(reversed(path))
        for other, length, road in near.get(node, ()):
            if d + length < best.get(other, float("inf")):
                best[other] = d + length
                came[other] = (node, road)
                heapq.heappush(heap, (d + length, other, None))
    return None


def connected_by_period(
    graph: Roads,
    closures: Sequence[Closure],
    cuts: Sequence[int],
    pairs: Sequence[tuple[str, str]],
    *,
    traffic: str | None = None,
    fast: bool | None = None,
) -> Any:
    """Whether each pair of nodes is connected in each period: bool array (periods, pairs).

    cuts: instants; period i is [cuts[i], cuts[i + 1]). A road counts as open in a period only if it is open through all
    of it. traffic: heed closures of this class and of all classes; None: every closure.
    """
    index = {n: i for i, n in enumerate(graph.nodes)}
    order = {r.id: i for i, r in enumerate(graph.roads)}
    ends = np.array([(index[r.a], index[r.b]) for r in graph.roads], np.int32).reshape(-1, 2)
    at = np.asarray(cuts, np.int64)
    shut = [
        (order[c.road], max(int(np.searchsorted(at, c.start, "right")) - 1, 0), int(np.searchsorted(at, c.end, "left")))
        for c in closures
        if c.road in order and c.end > c.start and (traffic is None or not c.classes or traffic in c.classes)
    ]
    ask = np.array([(index[a], index[b]) for a, b in pairs], np.int32).reshape(-1, 2)
    closed = np.array([s for s in shut if s[1] < s[2]], np.int64).reshape(-1, 3)
    return connectivity(len(index), ends, closed, len(at) - 1, ask, fast=fast)


def connectivity(nodes: int, ends: Any, closed: Any, periods: int, ask: Any, *, fast: bool | None = None) -> Any:
    """Offline dynamic connectivity: bool array (periods, pairs).

    ends: (edges, 2) node numbers. closed: (n, 3) of edge, first period, period after the last. ask: (pairs, 2). Edges
    open all through are joined first and their components made nodes; the others stand in a segment tree over the
    periods, walked depth first with a union-find that takes back (Eppstein 1999; Holm et al. 2001 for the online case).
    """
    from truceline.places.kernel import have_fast

    opened = open_spans(len(ends), closed, periods)
    always = np.ones(len(ends), bool)
    if len(closed):
        inside = closed[(closed[:, 1] < periods) & (closed[:, 2] > 0)]
        always[inside[:, 0]] = False
    label = _components(nodes, ends[always])
    edge, low, high = opened
    use = ~always[edge]
    a, b = label[ends[edge[use], 0]], label[ends[edge[use], 1]]
    keep = a != b
    spans = np.column_stack((a[keep], b[keep], low[use][keep], high[use][keep])).astype(np.int64)
    asked = label[ask] if len(ask) else np.empty((0, 2), np.int64)
    if have_fast() if fast is None else fast:
        from truceline.places.roads_fast import walk
    else:
        from truceline.places.roads_plain import walk
    return walk(int(label.max()) + 1 if nodes else 0, spans, periods, asked)


def open_spans(edges: int, closed: Any, periods: int) -> tuple[Any, Any, Any]:
    """Periods in which each edge is open: edge, first, after the last."""
    edge, low, high = [], [], []
    by_edge: dict[int, list[tuple[int, int]]] = {}
    for e, a, b in np.asarray(closed).tolist():
        by_edge.setdefault(e, []).append((max(a, 0), min(b, periods)))
    for e, shut in by_edge.items():
        at = 0
        for a, b in sorted(shut):
            if a > at:
                edge.append(e)
                low.append(at)
                high.append(a)
            at = max(at, b)
        if at < periods:
            edge.append(e)
            low.append(at)
            high.append(periods)
    return np.array(edge, np.int64), np.array(low, np.int64), np.array(high, np.int64)


def _components(nodes: int, ends: Any) -> Any:
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(ends), np.int8)
    m = coo_matrix((ones, (ends[:, 0], ends[:, 1])), shape=(nodes, nodes))
    return connected_components(m, directed=False)[1].astype(np.int64)


def criticality(
    graph: Roads, start: str, goal: str, *, closed: Iterable[str] = (), width_m: float = 0.0, weight_t: float = 0.0
) -> Mapping[str, float | None]:
    """For each road of the shortest way: the detour when it is shut as well; None where that cuts the two apart."""
    shut = set(closed)
    free = way(graph, start, goal, closed=shut, width_m=width_m, weight_t=weight_t)
    out: dict[str, float | None] = {}
    for r in free.roads:
        other = way(graph, start, goal, closed={*shut, r}, width_m=width_m, weight_t=weight_t)
        longer = None if other.length_m is None or not free.length_m else other.length_m / free.length_m
        out[r] = longer if other.connected else None
    return out
