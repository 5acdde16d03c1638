"""Zones: reading a file, what is refused, and inside / outside / undetermined per source."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.zone import Zone, changes_about, locate, locate_all, locate_where, parse_zones, zones_at
from truceline.values.errors import CaseFileError
from truceline.values.place import Where
from truceline.values.time import parse_instant

SQUARE = [[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 51.0], [10.0, 50.0]]


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    base = {"id": "z", "kind": "zone", "method": "traced", "per": "A", "source": "a map", "uncertainty_m": 500}
    shape = geometry or {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "properties": {**base, **properties}, "geometry": shape}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def read(*features: Any, **kw: Any) -> tuple[Zone, ...]:
    return parse_zones(
        json.dumps({"type": "FeatureCollection", "features": list(features)}), "zones.geojson", "UTC", **kw
    )


def refused(*features: Any, **kw: Any) -> list[str]:
    with pytest.raises(CaseFileError) as e:
        read(*features, **kw)
    for p in e.value.problems:
        assert "zones.geojson" in p.where
        assert p.expected
    return [p.what for p in e.value.problems]


def test_a_good_file() -> None:
    (z,) = read(
        feature(
            names={"en": "Square", "xx": ["One", "Two"]}, **{"from": "2020-11-10", "to": "2020-11-20"}, controller="X"
        )
    )
    assert z.valid_from == parse_instant("2020-11-10", zone="UTC")
    assert z.valid_to == parse_instant("2020-11-21", zone="UTC")  # the last day is inclusive
    assert z.known_from == z.valid_from
    assert z.names == {"en": ("Square",), "xx": ("One", "Two")}
    assert z.controller == "X"
    assert z.mended == ()


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "self-crossing": (
        feature(polygon([[10, 50], [11, 51], [11, 50], [10, 51], [10, 50]])),
        "the ring crosses or touches itself",
    ),
    "open ring": (feature(polygon(SQUARE[:-1])), "the ring is not closed"),
    "hole outside": (
        feature(polygon(SQUARE, [[12, 50], [12.5, 50], [12.5, 50.5], [12, 50]])),
        "a hole does not lie inside its ring",
    ),
    "metres": (
        feature(polygon([[4.4e5, 5.5e6], [4.5e5, 5.5e6], [4.5e5, 5.6e6], [4.4e5, 5.5e6]])),
        "these look like metres of a projection, not degrees",
    ),
    "antimeridian": (
        feature({"type": "LineString", "coordinates": [[179.5, 50], [-179.5, 50.5]]}, kind="line"),
        "an edge crosses the antimeridian",
    ),
    "pole": (
        feature(polygon([[-170, 80], [0, 89], [170, 80], [60, 70], [-60, 70], [-170, 80]])),
        "too near a pole",
    ),
    "zero": (
        feature({"type": "Point", "coordinates": [0, 0]}, kind="post"),
        "0/0 stands where a position is not known",
    ),
    "zero vertex": (
        feature(polygon([[10, 50], [11, 50], [0, 0], [10, 51], [10, 50]])),
        "0/0 stands where a position is not known",
    ),
    "swapped vertex": (
        feature(polygon([[10, 50], [11, 50], [51, 11], [10.5, 51], [10, 51], [10, 50]])),
        "longitude and latitude of one vertex are swapped",
    ),
    "swapped by range": (
        feature(polygon([[30, 110], [30, 111], [31, 111], [30, 110]])),
        "longitude and latitude are swapped",
    ),
    "backwards": (feature(**{"from": "2020-12-01", "to": "2020-11-01"}), "valid backwards"),
    "no such day": (feature(**{"from": "2020-02-31"}), "'from': not a date or time"),
    "another shape": (feature({"type": "Point", "coordinates": [10, 50]}), "a zone of another shape"),
    "overlapping parts": (
        feature(
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[10.5, 50.5], [12, 50.5], [12, 52], [10.5, 50.5]]]]}
        ),
        "parts of one area overlap",
    ),
    "unknown property": (feature(uncertanty_m=3), "unknown property 'uncertanty_m'"),
    "negative": (feature(uncertainty_m=-3), "'uncertainty_m' must be metres"),
    "kind": (feature(kind="zoen"), "'kind' is not one we know"),
    "no length": (
        feature({"type": "LineString", "coordinates": [[10, 50], [10, 50]]}, kind="line"),
        "a line without length",
    ),
    "text coordinate": (
        feature({"type": "LineString", "coordinates": [["10", 50], [10, 51]]}, kind="line"),
        "not a position",
    ),
    "no geometry": ({**feature(), "geometry": None}, "not a geometry we know"),
    "empty": (feature(polygon()), "coordinates are missing"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_one_clear_error(name: str) -> None:
    raw, what = BAD[name]
    assert refused(raw) == [what]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"type":"Feature"}', '{"type":"FeatureCollection","features":[{"x":NaN}]}', "[" * 100_000],
)
def test_not_geojson_is_said(text: str) -> None:
    with pytest.raises(CaseFileError):
        parse_zones(text, "zones.geojson", "UTC")


def test_another_reference_system_is_refused() -> None:
    data = {"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3857"}}, "features": [feature()]}
    with pytest.raises(CaseFileError, match="reference system"):
        parse_zones(json.dumps(data), "zones.geojson", "UTC")


def test_reversed_rings_mean_the_same_and_are_said() -> None:
    (a,), (b,) = read(feature()), read(feature(polygon(SQUARE[::-1])))
    assert a.geometry == b.geometry
    assert a.mended == ()
    assert "turned" in b.mended[0]


def test_holes_are_outside() -> None:
    hole = [[10.4, 50.4], [10.6, 50.4], [10.6, 50.6], [10.4, 50.6], [10.4, 50.4]]
    (z,) = read(feature(polygon(SQUARE, hole)))
    assert locate(z, 50.5, 10.5).state == "outside"
    assert locate(z, 50.2, 10.2).state == "inside"


def test_overlapping_validity_is_refused_for_one_source_only() -> None:
    a = feature(**{"from": "2020-11-10"})
    b = feature(**{"from": "2020-12-01"})
    assert refused(a, b) == ["two versions hold at one time"]
    b["properties"]["per"] = "B"
    assert len(read(a, b)) == 2


def test_a_swapped_feature_among_others_and_a_whole_file_swapped() -> None:
    def at(x: float, y: float, name: str) -> dict[str, Any]:
        ring = [[x, y], [x + 0.2, y], [x + 0.2, y + 0.2], [x, y + 0.2], [x, y]]
        return feature(polygon(ring), id=name)

    good = [at(46.0, 39.5, "a"), at(46.4, 39.9, "b"), at(46.8, 39.6, "c")]
    assert len(read(*good)) == 3
    assert refused(*good, at(39.7, 46.5, "d")) == ["longitude and latitude look swapped"]
    swapped = [at(39.5, 46.0, "a"), at(39.9, 46.4, "b"), at(39.6, 46.8, "c")]
    assert refused(*swapped, near=(39.7, 46.5)) == ["longitude and latitude look swapped in the whole file"]
    assert refused(*swapped[:2], good[2], near=(39.7, 46.5)) == ["longitude and latitude look swapped"] * 2


def test_a_post_outside_its_line() -> None:
    line = feature({"type": "LineString", "coordinates": [[10, 50], [11, 51]]}, kind="line", id="l")
    near = feature({"type": "Point", "coordinates": [10.5, 50.51]}, kind="post", id="p", on="l")
    far = feature({"type": "Point", "coordinates": [12.5, 50.51]}, kind="post", id="p", on="l")
    assert len(read(line, near)) == 2
    assert refused(line, far) == ["a post outside its line"]
    assert refused(near) == ["'on' names no zone of this file"]


@pytest.mark.slow
def test_a_million_vertices_are_read_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    n = 1_000_000
    a = np.linspace(0, 2 * math.pi, n, endpoint=False)
    ring = np.c_[10 + np.cos(a), 50 + 0.5 * np.sin(a)].round(9).tolist()
    ring.append(ring[0])
    text = json.dumps({"type": "FeatureCollection", "features": [feature(polygon(ring))]})
    (z,) = parse_zones(text, "zones.geojson", "UTC")
    assert locate(z, 50.0, 10.0).state == "inside"
    monkeypatch.setattr("truceline.places.zone_checks.MAX_VERTICES", 1000)
    assert refused(feature(polygon([*ring[:2000], ring[0]]))) == ["too many vertices"]


def test_inside_outside_undetermined_and_the_margin() -> None:
    (z,) = read(feature())
    assert locate(z, 50.5, 10.5, 1000).state == "inside"
    assert locate(z, 50.5, 12.0, 1000).state == "outside"
    at_edge = locate(z, 50.5, 10.01, 1000)  # 709 m inside, 500 + 1000 m of doubt
    assert at_edge.state == "undetermined"
    assert at_edge.margin_m == 1500
    assert at_edge.distance_m == pytest.approx(-709, abs=1)
    assert at_edge.probability is None
    assert locate(z, 50.5, 10.5, None).state == "undetermined"
    (unknown,) = read(
        {**feature(), "properties": {k: v for k, v in feature()["properties"].items() if k != "uncertainty_m"}}
    )
    assert locate(unknown, 50.5, 10.5, 10).state == "undetermined"


def test_on_an_edge_is_inside_where_the_edge_is_exact() -> None:
    (z,) = read(feature(uncertainty_m=0))
    assert locate(z, 50.0, 10.5).state == "inside"
    assert locate(z, 50.0, 10.0).state == "inside"


def test_probability_only_where_the_error_was_measured() -> None:
    (z,) = read(feature(error_sd_m=500.0))
    p = locate(z, 50.5, 10.0 - 1e-9, 0).probability
    assert p == pytest.approx(0.5, abs=0.01)
    inner, outer = locate(z, 50.5, 10.01, 0).probability, locate(z, 50.5, 9.99, 0).probability
    assert inner is not None
    assert outer is not None
    assert inner + outer == pytest.approx(1, abs=0.001)
    assert inner > 0.9


def test_roles_and_precisions_of_a_claim() -> None:
    (z,) = read(feature())
    point = {"name": "X", "lat": 50.5, "lon": 10.5}
    assert locate_where(z, Where(**point, precision="P3")).state == "inside"
    assert locate_where(z, Where(**point, precision="P3", role="towards")).state == "undetermined"
    assert locate_where(z, Where(**point, precision="P3", role="near")).margin_m == 25_500
    assert locate_where(z, Where(**point)).state == "undetermined"
    assert locate_where(z, Where(name="Y", precision="P5")).why == "no coordinates held"
    assert locate_where(z, Where(name="Square", id="z", precision="P5")).state == "inside"


def test_an_answer_per_source_and_versions_by_time_known() -> None:
    shifted = [[x + 5, y] for x, y in SQUARE]
    early = feature(**{"from": "2020-11-10", "to": "2020-12-11"})
    late = feature(polygon(shifted), **{"from": "2020-12-12", "public": "2020-12-14"})
    other = feature(polygon(shifted), per="B", **{"from": "2020-11-10"})
    zones = read(early, late, other)
    where = Where(name="p", lat=50.5, lon=10.5, radius_m=100.0)
    november, december = parse_instant("2020-11-20", zone="UTC"), parse_instant("2020-12-20", zone="UTC")
    assert [(a.per, a.state) for a in locate_all(zones, "z", november, where)] == [("A", "inside"), ("B", "outside")]
    assert [(a.per, a.state) for a in locate_all(zones, "z", december, where)] == [("A", "outside"), ("B", "outside")]
    before = parse_instant("2020-12-13", zone="UTC")
    assert [z.per for z in zones_at(zones, december, known=before)] == ["B"]
    change = parse_instant("2020-12-12", zone="UTC")
    assert ("A", change) in changes_about(zones, "z", parse_instant("2020-12-11", zone="UTC"))
    assert changes_about(zones, "z", parse_instant("2020-10-01", zone="UTC")) == ()


def test_a_later_map_of_one_source_replaces_the_earlier() -> None:
    first = feature(**{"from": "2020-11-10", "public": "2020-11-14"})
    second = feature(polygon([[x + 5, y] for x, y in SQUARE]), **{"from": "2020-11-10", "public": "2020-11-15"})
    zones = read(first, second)
    us = parse_instant("2020-11-12", zone="UTC")
    (now,) = zones_at(zones, us)
    (then,) = zones_at(zones, us, known=parse_instant("2020-11-14T12:00", zone="UTC"))
    assert now == zones[1]
    assert then == zones[0]


@settings(max_examples=40, deadline=None)
@given(st.floats(9, 12), st.floats(49, 52), st.floats(0, 20_000))
def test_a_wider_footprint_never_settles_more(lon: float, lat: float, radius: float) -> None:
    (z,) = read(feature())
    narrow, wide = locate(z, lat, lon, radius), locate(z, lat, lon, radius + 1000)
    assert wide.state in (narrow.state, "undetermined")
