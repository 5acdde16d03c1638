"""Roads: ways, width rules, importers, and connectivity over time against recomputation."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.kernel import have_fast
from truceline.places.roads import (
    Closure,
    connected_by_period,
    connectivity,
    criticality,
    from_geojson,
    from_osm,
    parse_roads,
    way,
)
from truceline.values.errors import InputError

GRAPH = json.dumps(
    {
        "nodes": {"a": [46.0, 39.5], "b": [46.1, 39.5], "c": [46.2, 39.5], "d": [46.1, 39.6]},
        "edges": [
            {"id": "ab", "from": "a", "to": "b", "length_m": 10, "width_m": 6},
            {"id": "bc", "from": "b", "to": "c", "length_m": 10, "width_m": 6},
            {"id": "ad", "from": "a", "to": "d", "length_m": 20, "width_m": 3},
            {"id": "dc", "from": "d", "to": "c", "length_m": 20},
        ],
    }
)


def test_the_way_the_detour_and_what_a_width_does() -> None:
    g = parse_roads(GRAPH, "roads.json")
    assert way(g, "a", "c").roads == ("ab", "bc")
    round_ = way(g, "a", "c", closed=["ab"])
    assert (round_.roads, round_.detour) == (("ad", "dc"), 2.0)
    assert way(g, "a", "c", closed=["ab"], width_m=4).connected is False
    assert way(g, "a", "c", closed=["ab"], width_m=2.5).connected is None  # one width is not known
    assert way(g, "a", "c", closed=["ab", "ad"]).connected is False
    assert criticality(g, "a", "c") == {"ab": 2.0, "bc": 2.0}


def test_closures_by_class_of_traffic() -> None:
    g = parse_roads(GRAPH, "roads.json")
    shut = [
        Closure(road="ab", start=10, end=30),
        Closure(road="ad", start=15, end=25, classes=("goods",)),
    ]
    cuts = [0, 10, 20, 25, 30, 40]
    for fast in {False, have_fast()}:
        people = connected_by_period(g, shut, cuts, [("a", "c")], traffic="people", fast=fast)[:, 0].tolist()
        goods = connected_by_period(g, shut, cuts, [("a", "c")], traffic="goods", fast=fast)[:, 0].tolist()
        assert people == [True] * 5
        assert goods == [True, False, False, True, True]  # 10-20 holds 15-20: not open all through it


def test_bad_graphs_are_named() -> None:
    for text, what in (
        ("{", "not a road graph"),
        ('{"nodes":{"a":[1,2]},"edges":[{"id":"x","from":"a","to":"b"}]}', "an unknown node"),
    ):
        with pytest.raises(InputError, match=what):
            parse_roads(text, "r.json")
    with pytest.raises(InputError, match="document types"):
        from_osm('<!DOCTYPE x [<!ENTITY a "b">]><osm/>', "x.osm")


def test_importers() -> None:
    g = from_geojson(
        json.dumps(
            {
                "features": [
                    {
                        "geometry": {"type": "LineString", "coordinates": [[46, 39], [46.1, 39], [46.1, 39.1]]},
                        "properties": {"id": "m"},
                    }
                ]
            }
        ),
        "x",
    )
    assert [r.id for r in g.roads] == ["m/0", "m/1"]
    osm = (
        '<osm><node id="1" lat="39" lon="46"/><node id="2" lat="39" lon="46.1"/><node id="3" lat="40" lon="46"/>'
        '<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="track"/><tag k="width" v="3.5"/></way>'
        '<way id="8"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="river"/></way></osm>'
    )
    o = from_osm(osm, "x.osm")
    assert [(r.id, r.width_m) for r in o.roads] == [("9/0", 3.5)]
    assert way(o, "1", "2", width_m=3).connected is True


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_connectivity_over_time_agrees_with_recomputation(seed: int) -> None:
    networkx = pytest.importorskip("networkx")
    r = np.random.default_rng(seed)
    n, m, periods = int(r.integers(2, 12)), int(r.integers(0, 20)), int(r.integers(1, 14))
    ends = r.integers(0, n, (m, 2))
    k = int(r.integers(0, 15)) if m else 0
    low = r.integers(0, periods, k)
    closed = np.column_stack((r.integers(0, max(m, 1), k), low, low + r.integers(1, 6, k)))
    ask = r.integers(0, n, (5, 2))
    answers = [connectivity(n, ends, closed, periods, ask, fast=f) for f in {False, have_fast()}]
    for p in range(periods):
        g = networkx.Graph()
        g.add_nodes_from(range(n))
        shut = {int(e) for e, a, b in closed if a <= p < b}
        g.add_edges_from((int(a), int(b)) for e, (a, b) in enumerate(ends) if e not in shut)
        want = [networkx.has_path(g, int(a), int(b)) for a, b in ask]
        for found in answers:
            assert found[p].tolist() == want
