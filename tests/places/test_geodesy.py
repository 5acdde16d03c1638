"""Lengths and areas against GeographicLib and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places import geodesy as g

lats = st.floats(-75, 75)
lons = st.floats(-170, 170)


@settings(max_examples=100, deadline=None)
@given(lats, lons, lats, lons)
def test_distances_agree_with_geographiclib_to_a_millimetre(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    geographiclib = pytest.importorskip("geographiclib.geodesic")
    truth = geographiclib.Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"]
    assert abs(g.distance_m(lat1, lon1, lat2, lon2) - truth) < 1e-3


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-70, 70),
    st.floats(-170, 170),
    st.lists(st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)), min_size=2, max_size=8, unique=True),
)
def test_nearest_point_of_a_line_agrees_with_geographiclib_to_a_millimetre(
    lat: float, lon: float, path: list[tuple[float, float]]
) -> None:
    geographiclib = pytest.importorskip("geographiclib.geodesic")
    p = np.array([(lon + x, lat + y) for x, y in path])
    found = g.nearest_on_path(p, lat, lon)

    def length(seg: int, t: float) -> float:
        q = p[seg] + t * (p[seg + 1] - p[seg])
        return float(geographiclib.Geodesic.WGS84.Inverse(lat, lon, q[1], q[0])["s12"])

    best = math.inf
    for seg in range(len(p) - 1):
        ts = np.linspace(0, 1, 41)
        d = [length(seg, float(t)) for t in ts]
        i = int(np.argmin(d))
        lo, hi = ts[max(i - 1, 0)], ts[min(i + 1, 40)]
        for _ in range(60):
            a, b = lo + (hi - lo) / 3, hi - (hi - lo) / 3
            lo, hi = (lo, b) if length(seg, a) < length(seg, b) else (a, hi)
        best = min(best, min(d), length(seg, (lo + hi) / 2))
    assert abs(found.distance_m - best) < 1e-3
    assert abs(length(found.segment, found.t) - found.distance_m) < 1e-3


@settings(max_examples=200, deadline=None)
@given(lats, st.floats(0, 360), st.floats(1, 200_000))
def test_the_planar_error_is_within_its_bound(lat: float, bearing: float, metres: float) -> None:
    lat2, lon2 = g.destination(lat, 10.0, bearing, metres)
    if abs(lat2) > 75:
        return
    p = np.array([[lon2, lat2], [lon2, lat2]])
    d2, _ = g._planar(p[:1], p[1:], lat, 10.0)
    assert abs(math.sqrt(float(d2[0])) - metres) <= g.planar_error_m(metres, max(abs(lat), abs(lat2)))


def test_areas_closed_forms() -> None:
    import shapely

    whole = 510_065_621_724_088.4  # area of the ellipsoid, m2
    authalic = whole / 2 / 360 * 10  # one hemisphere, 10 degrees of longitude, without the cap above 80 degrees
    band = g.area_m2(shapely.box(0, 0, 10, 80))
    e = math.sqrt(g.E2)
    s = math.sin(math.radians(80))

    def q(sin: float) -> float:
        return (1 - g.E2) * (sin / (1 - g.E2 * sin * sin) + math.atanh(e * sin) / e)

    assert band == pytest.approx(authalic * q(s) / q(1.0), rel=2e-7)
    hole = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)], [[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]])
    assert g.area_m2(hole) == pytest.approx(
        g.area_m2(shapely.box(0, 0, 1, 1)) - g.area_m2(shapely.box(0.2, 0.2, 0.8, 0.8)), rel=1e-12
    )


def test_length_of_the_drawn_line_not_of_the_geodesic() -> None:
    along = g.path_lengths_m(np.array([[0.0, 60.0], [40.0, 60.0]]))[0]
    _, per_degree = g.metres_per_degree(60.0)
    assert along == pytest.approx(40 * per_degree, rel=1e-6)
