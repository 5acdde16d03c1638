"""Zone at time: the compiled form against the plain one and against the definition, on random and adversarial input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.kernel import (
    OPEN_END,
    OPEN_START,
    Pairs,
    ZoneTable,
    have_fast,
    pairs,
    plain_pairs,
    stream,
    table_of,
)
from truceline.places.zone import Zone

FORMS = [False, True] if have_fast() else [False]


def table(shapes: list[Any], start: list[int], end: list[int]) -> ZoneTable:
    column = np.empty(len(shapes), dtype=object)
    column[:] = shapes
    return ZoneTable(column, np.array(start, np.int64), np.array(end, np.int64))


def as_set(p: Pairs) -> set[tuple[int, int]]:
    assert len(p.event) == len(p.zone)
    found = set(zip(p.event.tolist(), p.zone.tolist(), strict=True))
    assert len(found) == len(p)  # no pair twice
    assert np.all(np.diff(p.event) >= 0)  # in order of event
    return found


def defined(lon: Any, lat: Any, us: Any, zones: ZoneTable) -> set[tuple[int, int]]:
    """The definition, point by point."""
    out = set()
    for i, (x, y, t) in enumerate(zip(lon, lat, us, strict=True)):
        if np.isnan(x) or np.isnan(y):
            continue
        for z, shape in enumerate(zones.shapes):
            if zones.start[z] <= t < zones.end[z] and shapely.covers(shape, shapely.Point(x, y)):
                out.add((i, z))
    return out


def star(cx: float, cy: float, radius: list[float]) -> Any:
    a = np.linspace(0, 2 * np.pi, len(radius), endpoint=False)
    return shapely.Polygon(np.c_[cx + np.array(radius) * np.cos(a), cy + np.array(radius) * np.sin(a)])


SQUARE = shapely.box(0, 0, 4, 4)
HOLED = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (3, 1), (3, 3), (1, 3)]])
DIAMOND = shapely.Polygon([(2, 0), (4, 2), (2, 4), (0, 2)])
COMB = shapely.Polygon([(0, 0), (4, 0), (4, 3), (3, 1), (2, 3), (1, 1), (0, 3)])
NEEDLE = shapely.Polygon([(0, 0), (4, 1e-9), (4, 2e-9)])
PARTS = shapely.MultiPolygon(
    [shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3), HOLED.buffer(0).intersection(shapely.box(3, 0, 4, 1))]
)
SHAPES = [SQUARE, HOLED, DIAMOND, COMB, NEEDLE, PARTS, shapely.Polygon()]


@pytest.mark.parametrize("fast", FORMS)
def test_edges_vertices_and_ends_of_validity(fast: bool) -> None:
    zones = table([SQUARE], [10], [20])
    x = np.array([0.0, 4.0, 2.0, 4.0, 4.0000001, 2.0, 2.0, 2.0, np.nan, 2.0, np.inf])
    y = np.array([0.0, 4.0, 0.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, np.nan, 2.0])
    t = np.array([10, 10, 10, 10, 10, 9, 10, 20, 10, 10, 10], dtype=np.int64)
    assert as_set(pairs(x, y, t, zones, fast=fast)) == {(0, 0), (1, 0), (2, 0), (3, 0), (6, 0)}


@pytest.mark.parametrize("fast", FORMS)
def test_nothing_in_and_nothing_out(fast: bool) -> None:
    empty = np.empty(0)
    none = table([], [], [])
    assert len(pairs(empty, empty, np.empty(0, np.int64), table([SQUARE], [0], [1]), fast=fast)) == 0
    assert len(pairs(np.array([1.0]), np.array([1.0]), np.array([0]), none, fast=fast)) == 0
    assert (
        len(pairs(np.array([1.0]), np.array([1.0]), np.array([0]), table([shapely.Polygon()], [0], [9]), fast=fast))
        == 0
    )


@pytest.mark.parametrize("fast", FORMS)
def test_open_ends_and_several_parts(fast: bool) -> None:
    zones = table(SHAPES, [OPEN_START] * 7, [OPEN_END] * 7)
    grid = np.linspace(-0.5, 4.5, 41)
    x, y = (c.ravel() for c in np.meshgrid(grid, grid))
    t = np.arange(len(x), dtype=np.int64) * 1_000_000
    assert as_set(pairs(x, y, t, zones, fast=fast)) == defined(x, y, t, zones)


coordinate = st.one_of(st.integers(0, 16).map(lambda v: v / 4), st.floats(-0.5, 4.5))
event = st.tuples(coordinate, coordinate, st.integers(-5, 45))
radius = st.lists(st.one_of(st.just(1.0), st.floats(0.05, 2)), min_size=3, max_size=9)
drawn = st.one_of(
    st.sampled_from(SHAPES), st.builds(star, st.sampled_from([1.0, 2.0, 2.5]), st.sampled_from([1.0, 2.0]), radius)
)
validity = st.tuples(st.integers(0, 40), st.integers(0, 40))


@pytest.mark.skipif(not have_fast(), reason="numba absent")
@settings(max_examples=150, deadline=None)
@given(
    st.lists(event, min_size=1, max_size=60), st.lists(st.tuples(drawn, validity), min_size=1, max_size=8), st.data()
)
def test_the_three_forms_agree_on_adversarial_geometry(
    events: list[tuple[float, float, int]], zoned: list[tuple[Any, tuple[int, int]]], data: Any
) -> None:
    from truceline.places.kernel_fast import Index

    zones = table([s for s, _ in zoned], [min(v) for _, v in zoned], [max(v) for _, v in zoned])
    on_edges = [p for s, _ in zoned if not s.is_empty for p in shapely.get_coordinates(s)[:3]]
    x = np.array([e[0] for e in events] + [p[0] for p in on_edges])
    y = np.array([e[1] for e in events] + [p[1] for p in on_edges])
    t = np.array([e[2] for e in events] + [10] * len(on_edges), dtype=np.int64)
    truth = defined(x, y, t, zones)
    assert as_set(plain_pairs(x, y, t, zones, slabs=3)) == truth
    cells = data.draw(st.sampled_from([1, 7, 64, 4096]))
    slabs = data.draw(st.sampled_from([1, 2, 9]))
    assert as_set(Index.build(zones, cells=cells, slabs=slabs).pairs(x, y, t)) == truth


@pytest.mark.skipif(not have_fast(), reason="numba absent")
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_points_a_hair_from_an_edge_agree_with_geos(seed: int) -> None:
    r = np.random.default_rng(seed)
    shape = star(r.uniform(20, 40), r.uniform(40, 50), list(r.uniform(0.2, 1, 12)))
    c = shapely.get_coordinates(shape)
    k, f = r.integers(0, 12, 200), r.random((200, 1))
    p = c[k] + f * (c[k + 1] - c[k]) + r.choice([0, 1e-16, 1e-15, -1e-15, 1e-14, -1e-14, 1e-12], (200, 1))
    zones = table([shape], [OPEN_START], [OPEN_END])
    t = np.zeros(200, np.int64)
    assert as_set(pairs(p[:, 0], p[:, 1], t, zones, fast=True)) == as_set(plain_pairs(p[:, 0], p[:, 1], t, zones))


@pytest.mark.skipif(not have_fast(), reason="numba absent")
def test_a_random_archive_in_any_order_in_batches_and_in_small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa

    from truceline.places import kernel_fast

    r = np.random.default_rng(1)
    shapes = [star(r.uniform(0, 10), r.uniform(0, 10), list(r.uniform(0.3, 2, 30))) for _ in range(60)]
    start = r.integers(0, 900, 60)
    zones = table(shapes, start.tolist(), (start + r.integers(1, 400, 60)).tolist())
    x, y, t = r.uniform(-1, 11, 30_000), r.uniform(-1, 11, 30_000), r.integers(-50, 1100, 30_000)
    truth = as_set(plain_pairs(x, y, t, zones))
    assert len(truth) > 5_000
    assert as_set(pairs(x, y, t, zones, fast=True)) == truth
    monkeypatch.setattr(kernel_fast, "CHUNK", 5000)
    assert as_set(pairs(x, y, t, zones, fast=True)) == truth
    for fast in FORMS:
        batches = [
            pa.record_batch([x[i : i + 7000], y[i : i + 7000], t[i : i + 7000]], names=["lon", "lat", "us"])
            for i in range(0, 30_000, 7000)
        ]
        seen: set[tuple[int, int]] = set()
        for n, found in enumerate(stream(batches, zones, fast=fast)):
            assert found.schema.field("event").type == pa.int32()
            seen |= {(n * 7000 + e, z) for e, z in zip(*(c.to_pylist() for c in found.columns), strict=True)}
        assert seen == truth


def test_the_table_of_zones_leaves_out_what_has_no_area_and_takes_the_widest_validity() -> None:
    base: dict[str, Any] = {"names": {}, "method": "derived", "per": "A", "source": "s"}
    area = {"type": "Polygon", "coordinates": [[(0, 0), (1, 0), (1, 1), (0, 0)]]}
    way = {"type": "LineString", "coordinates": [(46.5, 39.6), (46.6, 39.7)]}
    zones = [
        Zone(id="a", kind="zone", geometry=area, valid_from=5, from_earliest=3, **base),
        Zone(id="l", kind="line", geometry=way, **base),
        Zone(id="c", kind="corridor", geometry=way, width_m=5000.0, **base),
    ]
    columns, kept = table_of(zones)
    assert kept == (0, 2)
    assert columns.start.tolist() == [3, OPEN_START]
    from truceline.places.geodesy import area_m2, distance_m

    length = distance_m(39.6, 46.5, 39.7, 46.6)
    assert area_m2(columns.shapes[1]) == pytest.approx(length * 5000 + np.pi * 2500**2, rel=0.002)
