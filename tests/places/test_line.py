"""The line of contact: side, distance, chainage, reversal, ground that passed; fast form against plain."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.control import between_lines, by_sector, change, changes, contested_between, held_at
from truceline.places.geodesy import area_m2, distance_m, planar_error_m
from truceline.places.kernel import have_fast
from truceline.places.line import chain, line_of_the_day, on_line, reversed_line
from truceline.places.zone import Zone


def line(*points: tuple[float, float], **kw: Any) -> Zone:
    base: dict[str, Any] = {"id": "l", "kind": "line", "names": {}, "method": "derived", "per": "A", "source": "s"}
    return Zone(geometry={"type": "LineString", "coordinates": list(points)}, **{**base, **kw})


WAY = [(46.0, 40.0), (46.3, 40.2), (46.5, 40.1), (46.9, 40.4)]
point = st.tuples(st.floats(45.5, 47.5), st.floats(39.5, 41.0))


def test_side_distance_chainage_and_sector() -> None:
    z = line((46.0, 40.0), (47.0, 40.0), uncertainty_m=500.0, sectors={"west": (0, 40_000), "east": (40_000, 90_000)})
    total = chain(z).length_m
    p = on_line(z, 40.1, 46.25, 100)
    assert p.side == "left"
    assert p.distance_m == pytest.approx(distance_m(40.1, 46.25, 40.0, 46.25), abs=2)
    assert p.chainage_m == pytest.approx(total / 4, abs=20)
    assert p.sector == "west"
    assert p.band == 2  # 11 km: beyond 5, within 15
    assert on_line(z, 39.9, 46.75, 100).side == "right"
    assert on_line(z, 40.003, 46.75, 500).side == "undetermined"  # 333 m off, 1 km of doubt
    assert on_line(z, 40.1, 47.5, 0).beyond_end
    assert on_line(line((46.0, 40.0), (47.0, 40.0)), 40.5, 46.5, 0).side == "undetermined"  # uncertainty not known


@settings(max_examples=60, deadline=None)
@given(point)
def test_side_flips_under_reversal_and_chainage_counts_from_the_other_end(p: tuple[float, float]) -> None:
    z = line(*WAY, uncertainty_m=0.0)
    there, back = on_line(z, p[1], p[0]), on_line(reversed_line(z), p[1], p[0])
    assert back.distance_m == pytest.approx(-there.distance_m, abs=1e-3)
    assert there.chainage_m + back.chainage_m == pytest.approx(chain(z).length_m, abs=0.5)
    if abs(there.distance_m) > 1e-3:
        assert {there.side, back.side} == {"left", "right"}


def test_chainage_is_additive() -> None:
    whole = chain(line(*WAY)).length_m
    assert whole == pytest.approx(chain(line(*WAY[:3])).length_m + chain(line(*WAY[2:])).length_m, rel=1e-12)


@pytest.mark.parametrize("fast", [False, True] if have_fast() else [False])
def test_the_line_of_the_day_for_many_events(fast: bool) -> None:
    r = np.random.default_rng(3)
    early, late = line(*WAY, valid_to=100), line(*((x, y + 0.2) for x, y in WAY), valid_from=100, valid_to=200)
    lon, lat, us = r.uniform(45.5, 47.5, 400), r.uniform(39.5, 41, 400), r.integers(0, 250, 400)
    lon[5] = np.nan
    found = line_of_the_day([early, late], lon, lat, us, fast=fast)
    for i in range(0, 400, 5):
        if i == 5 or us[i] >= 200:
            assert found.version[i] == -1
            assert np.isnan(found.distance_m[i])
            continue
        exact = on_line(early if us[i] < 100 else late, float(lat[i]), float(lon[i]))
        assert abs(found.distance_m[i] - exact.distance_m) <= planar_error_m(exact.distance_m, 41) + 0.32
        assert found.chainage_m[i] == pytest.approx(exact.chainage_m, abs=60)


@pytest.mark.skipif(not have_fast(), reason="numba absent")
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_the_compiled_form_agrees_with_the_plain_one(seed: int, n: int) -> None:
    r = np.random.default_rng(seed)
    way = np.c_[np.cumsum(r.normal(0, 0.1, n)) + 46, np.cumsum(r.normal(0, 0.1, n)) + 40]
    z = line(*map(tuple, way))
    lon, lat = r.uniform(45, 47, 300), r.uniform(39, 41, 300)
    us = np.zeros(300, np.int64)
    plain, fast = (line_of_the_day([z], lon, lat, us, fast=f) for f in (False, True))
    np.testing.assert_allclose(np.abs(fast.distance_m), np.abs(plain.distance_m), atol=0.02)
    assert np.mean(np.sign(fast.distance_m) == np.sign(plain.distance_m)) > 0.98  # ties between far edges apart


def test_ground_between_two_lines_by_the_side_it_went_to() -> None:
    before = line((46.0, 40.0), (47.0, 40.0))
    after = line((46.0, 40.0), (46.25, 40.1), (46.5, 40.0), (46.75, 39.9), (47.0, 40.0))
    p = between_lines(before, after)
    north = area_m2(shapely.Polygon([(46.0, 40.0), (46.25, 40.1), (46.5, 40.0)])) / 1e6
    south = area_m2(shapely.Polygon([(46.5, 40.0), (46.75, 39.9), (47.0, 40.0)])) / 1e6
    assert p.to_right_km2 == pytest.approx(north, rel=1e-6)  # north of the old line, south of the new one
    assert p.to_left_km2 == pytest.approx(south, rel=1e-6)
    back = between_lines(reversed_line(before), reversed_line(after))
    assert back.to_left_km2 == pytest.approx(p.to_right_km2, rel=1e-9)
    none = between_lines(before, before)
    assert (none.to_left_km2, none.to_right_km2) == (0, 0)


def test_change_adds_up_and_is_the_reverse_backwards() -> None:
    a, b = shapely.box(46, 40, 46.5, 40.5), shapely.box(46.2, 40.1, 46.7, 40.4)
    there, back = change(a, b), change(b, a)
    assert there.gained_km2 == pytest.approx(back.lost_km2, rel=1e-12)
    assert there.net_km2 == pytest.approx(there.area_after_km2 - there.area_before_km2, abs=1e-4)
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])  # crosses itself: mended, both halves count
    assert change(shapely.Polygon(), bow).gained_km2 == pytest.approx(area_m2(shapely.box(0, 0, 1, 1)) / 2e6, rel=0.001)
    steps = changes([(2, b), (1, a), (3, a)])
    assert [(c.start, c.end) for c in steps] == [(1, 2), (2, 3)]
    assert steps[0].gained_km2 == pytest.approx(steps[1].lost_km2)


def test_areas_per_controller_and_contested_ground() -> None:
    def box(x: float, controller: str | None, per: str = "A") -> Zone:
        ring = [(x, 40.0), (x + 0.2, 40.0), (x + 0.2, 40.2), (x, 40.2), (x, 40.0)]
        return Zone(
            id=f"{x}{controller}", kind="area", names={}, geometry={"type": "Polygon", "coordinates": [ring]},
            method="derived", per=per, source="s", controller=controller, uncertainty_m=100.0,
        )  # fmt: skip

    full = area_m2(shapely.box(46, 40, 46.2, 40.2)) / 1e6
    (h,) = held_at([box(46.0, "P"), box(46.1, "Q"), box(47.0, None)], 0)
    assert h.km2["P"] == pytest.approx(full / 2, rel=1e-3)
    assert h.km2["Q"] == pytest.approx(full / 2, rel=1e-3)
    assert h.contested_km2 == pytest.approx(full / 2, rel=1e-3)
    assert h.unsaid_km2 == pytest.approx(full, rel=1e-3)
    assert h.margin_km2 is not None
    swapped = held_at([box(46.0, "Q"), box(46.1, "P"), box(47.0, None)], 0)[0]
    assert swapped.km2 == pytest.approx({"P": h.km2["Q"], "Q": h.km2["P"]})
    assert contested_between([box(46.0, "P")], [box(46.0, "Q", "B")]) == {("P", "Q"): pytest.approx(full)}
    z = line((46.0, 39.9), (47.2, 39.9), sectors={"west": (0, 50_000), "east": (50_000, 110_000)})
    km2 = by_sector(z, [shapely.box(46, 40, 46.2, 40.2), shapely.box(46.9, 40, 47.1, 40.2)])
    assert km2 == {"east": pytest.approx(full, rel=1e-3), "west": pytest.approx(full, rel=1e-3)}


def test_steps_between_versions_by_side_and_sector_and_what_was_not_public() -> None:
    from truceline.places.passed import steps

    sectors = {"west": (0.0, 50_000.0), "east": (50_000.0, 100_000.0)}
    one = line((46.0, 40.0), (47.0, 40.0), valid_from=0, valid_to=100, known_from=0)
    two = line(
        (46.0, 40.0),
        (46.25, 40.1),
        (46.5, 40.0),
        (46.75, 39.9),
        (47.0, 40.0),
        valid_from=100,
        known_from=150,
        sectors=sectors,
    )
    other = line((46.0, 41.0), (47.0, 41.0), per="B", valid_from=0)
    (s,) = steps([two, one, other])
    p = between_lines(one, two)
    assert (s.plus_km2, s.minus_km2, s.at, s.per) == (p.to_left_km2, p.to_right_km2, 100, "A")
    assert s.sectors == {"east": (pytest.approx(p.to_left_km2), 0.0), "west": (0.0, pytest.approx(p.to_right_km2))}
    assert steps([one, two], known=120) == ()
    assert steps([one, two], 101) == ()
    assert steps([one, two], end=100) == ()


def test_a_stretch_of_a_line_by_chainage() -> None:
    from truceline.places.line import stretch_of

    c = chain(line(*WAY))
    whole = stretch_of(c, 0, c.length_m)
    assert whole == [pytest.approx(v, abs=1e-6) for v in WAY]
    (a, b) = stretch_of(c, 1000, 2000)
    assert distance_m(a[1], a[0], b[1], b[0]) == pytest.approx(1000, abs=1)
    assert len(stretch_of(c, 500, 500)) == 2
