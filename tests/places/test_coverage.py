"""Interval algebra and coverage: closed forms and properties."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places import intervals as iv
from truceline.places.coverage import Watcher, by_sector, circle_gaps, cover, quiet_state
from truceline.places.geodesy import destination
from truceline.places.line import chain
from truceline.places.zone import Zone

pieces = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12)


@settings(max_examples=100, deadline=None)
@given(pieces, pieces)
def test_interval_algebra_against_sets_of_points(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    def points(x: object) -> set[int]:
        return {p for lo, hi in x for p in range(int(lo), int(hi))}  # type: ignore[attr-defined]

    assert points(iv.union(a)) == points(a)
    assert points(iv.intersection(a, b)) == points(a) & points(b)
    assert points(iv.gaps(a, 0, 50)) == set(range(50)) - points(a)
    assert iv.length(a) == len(points(a))
    assert iv.length(iv.clip(a, 10, 40)) + iv.length(iv.gaps(a, 10, 40)) == 30
    for lo, hi, k in iv.depth(a, 0, 50):
        for p in range(int(lo), int(hi)):
            assert sum(x <= p < y for x, y in a) == k


def test_states_keep_what_conflicts_and_shares_add_to_one() -> None:
    items = [iv.Labelled(start=0, end=10, label="open"), iv.Labelled(start=5, end=15, label="shut")]
    found = iv.states(items, 0, 20)
    assert found == (
        (0, 5, frozenset({"open"})),
        (5, 10, frozenset({"open", "shut"})),
        (10, 15, frozenset({"shut"})),
        (15, 20, frozenset()),
    )
    assert sum(iv.shares(found).values()) == pytest.approx(1)
    assert iv.longest(found, frozenset({"open"})) == (0, 5)
    assert iv.longest(found, frozenset({"none"})) is None


def line(*points: tuple[float, float], **kw: object) -> Zone:
    return Zone(
        id="l", kind="line", names={}, method="derived", per="A", source="s",
        geometry={"type": "LineString", "coordinates": list(points)}, **kw,  # type: ignore[arg-type]
    )  # fmt: skip


def post(lat: float, lon: float, range_m: float, **kw: object) -> Watcher:
    return Watcher(
        **{"id": "p", "kind": "post", "path": ((lon, lat),), "range_m": range_m, "start": 0, "end": 100, **kw}
    )  # type: ignore[arg-type]


def test_gaps_on_a_straight_line_are_as_computed_by_hand() -> None:
    z = line((46.0, 0.0), (46.6, 0.0))  # along the equator: planar distances are exact there
    c = chain(z)
    per_degree = c.length_m / 0.6
    posts = [post(0.0, 46.1, 5000), post(0.0, 46.4, 5000)]
    seen = cover(c, posts, 0, 1)
    want = [
        (0, 0.1 * per_degree - 5000),
        (0.1 * per_degree + 5000, 0.4 * per_degree - 5000),
        (0.4 * per_degree + 5000, c.length_m),
    ]
    assert np.allclose(seen.uncovered, want, atol=0.05)
    assert seen.largest_gap == pytest.approx(want[1], abs=0.05)
    off = cover(c, [post(3000 / 110_574.3, 46.3, 5000)], 0, 1)  # 3-4-5: sees 4 km to either side
    assert iv.length(off.covered) == pytest.approx(8000, abs=1)


def test_gaps_on_a_circle() -> None:
    lat, lon, r, seen_m = 40.0, 46.0, 20_000.0, 6_000.0
    ring = [destination(lat, lon, b, r)[::-1] for b in np.linspace(0, 360, 1441)]
    c = chain(line(*ring))
    at = [0.0, 50.0, 180.0]
    posts = [post(*destination(lat, lon, b, r), seen_m) for b in at]
    half = math.degrees(2 * math.asin(seen_m / (2 * r)))
    want = circle_gaps(at, half)
    found = cover(c, posts, 0, 1)
    gaps = sorted(b - a for a, b in found.uncovered)
    assert np.allclose(gaps, sorted(g / 360 * c.length_m for g in want), rtol=2e-3)


watchers = st.lists(
    st.tuples(
        st.floats(39.8, 40.3), st.floats(45.9, 47.0), st.floats(100, 30_000),
        st.sampled_from(["working", "not_working", "denied", "jammed", "unknown"]),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(watchers)
def test_covered_uncertain_and_gaps_make_the_length_and_more_range_never_sees_less(
    found: list[tuple[float, float, float, str]],
) -> None:
    c = chain(line((46.0, 40.0), (46.3, 40.2), (46.5, 40.1), (46.9, 40.1)))
    small = cover(c, [post(a, b, r, state=s) for a, b, r, s in found], 0, 1)
    total = iv.length(small.covered) + iv.length(small.uncertain) + iv.length(small.uncovered)
    assert total == pytest.approx(c.length_m, abs=1e-3)
    assert sum(b - a for a, b, _ in small.k) == pytest.approx(c.length_m)
    assert sum(b - a for a, b, k in small.k if k > 0) == pytest.approx(iv.length(small.covered), abs=1e-3)
    wide = cover(c, [post(a, b, 2 * r, state=s) for a, b, r, s in found], 0, 1)
    assert iv.length(wide.covered) >= iv.length(small.covered) - 1e-3


def test_denied_and_jammed_are_not_covered_and_unknown_is_neither() -> None:
    c = chain(line((46.0, 40.0), (46.5, 40.0)))
    shut = cover(c, [post(40.0, 46.2, 5000, state="jammed")], 0, 1)
    assert shut.share == 0
    assert iv.length(shut.denied) == pytest.approx(10_000, abs=5)
    unknown = cover(c, [post(40.0, 46.2, 5000, state="unknown")], 0, 1)
    assert iv.length(unknown.uncertain) == pytest.approx(10_000, abs=5)
    assert unknown.share == 0


def test_a_patrol_sees_along_its_way_and_sectors_say_when_they_were_last_seen() -> None:
    day = 86_400_000_000
    z = line((46.0, 40.0), (46.6, 40.0), sectors={"west": (0, 25_000), "east": (25_000, 51_000)})
    patrol = Watcher(id="q", kind="patrol", path=((46.0, 40.0), (46.2, 40.0)), range_m=1000, start=0, end=day)
    west, east = by_sector(z, [patrol], 0, 10 * day)
    assert west.sector == "west"
    assert west.share == pytest.approx((17_080 + 1000) / 25_000, abs=0.01)
    assert west.days_since_seen == pytest.approx(9)
    assert east.days_since_seen is None
    assert east.share == 0


def test_the_states_of_quiet_are_apart() -> None:
    assert quiet_state(reports=2, watched_share=1.0) == "reported"
    assert quiet_state(reports=0, watched_share=0.9) == "quiet_watched"
    assert quiet_state(reports=0, watched_share=0.1) == "quiet_unwatched"
    assert quiet_state(reports=0, watched_share=None) == "no_report"
