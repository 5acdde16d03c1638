"""Zone at time against PostGIS, on random and adversarial geometry. Skips, saying so, where server or extension is absent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.kernel import Pairs, ZoneTable, have_fast, pairs

pytestmark = pytest.mark.postgres
FORMS = [False, True] if have_fast() else [False]


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    dsn = os.environ.get("TRUCELINE_TEST_POSTGRES", "")
    if not dsn:
        pytest.skip("no PostgreSQL: set TRUCELINE_TEST_POSTGRES to its DSN")
    psycopg = pytest.importorskip("psycopg", reason="psycopg absent: install the extra `postgres`")
    with psycopg.connect(dsn, autocommit=True) as db:
        if not db.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'").fetchone():
            pytest.skip("PostGIS absent: install the Debian package postgresql-15-postgis-3 beside the server")
        try:
            db.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        except psycopg.errors.InsufficientPrivilege:
            pytest.skip("PostGIS is there but this role may not create it: CREATE EXTENSION postgis")
        db.execute("CREATE TEMP TABLE e (id int, p geometry, us bigint)")
        db.execute("CREATE TEMP TABLE z (id int, g geometry, t0 bigint, t1 bigint)")
        yield db


def of_postgis(db: Any, x: Any, y: Any, t: Any, zones: ZoneTable) -> set[tuple[int, int]]:
    """ST_Covers: a point on an edge is inside. Coordinates go as binary, so that not one bit is lost."""
    db.execute("TRUNCATE e, z")
    with db.cursor().copy("COPY e FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "bytea", "int8"])
        for i, (p, us) in enumerate(zip(shapely.to_wkb(shapely.points(x, y)), t.tolist(), strict=True)):
            copy.write_row((i, p, us))
    with db.cursor().copy("COPY z FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "bytea", "int8", "int8"])
        for i, g in enumerate(shapely.to_wkb(zones.shapes)):
            copy.write_row((i, g, int(zones.start[i]), int(zones.end[i])))
    rows = db.execute("SELECT e.id, z.id FROM e, z WHERE us >= t0 AND us < t1 AND ST_Covers(g, p)").fetchall()
    return {(int(a), int(b)) for a, b in rows}


def table(shapes: list[Any], start: list[int], end: list[int]) -> ZoneTable:
    column = np.empty(len(shapes), dtype=object)
    column[:] = shapes
    return ZoneTable(column, np.array(start, np.int64), np.array(end, np.int64))


def as_set(p: Pairs) -> set[tuple[int, int]]:
    return set(zip(p.event.tolist(), p.zone.tolist(), strict=True))


def star(cx: float, cy: float, radius: list[float]) -> Any:
    a = np.linspace(0, 2 * np.pi, len(radius), endpoint=False)
    return shapely.Polygon(np.c_[cx + np.array(radius) * np.cos(a), cy + np.array(radius) * np.sin(a)])


HARD = [
    shapely.box(0, 0, 4, 4),
    shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (3, 1), (3, 3), (1, 3)]]),
    shapely.Polygon([(2, 0), (4, 2), (2, 4), (0, 2)]),
    shapely.Polygon([(0, 0), (4, 0), (4, 3), (3, 1), (2, 3), (1, 1), (0, 3)]),
    shapely.Polygon([(0, 0), (4, 1e-9), (4, 2e-9)]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
]
coordinate = st.one_of(st.integers(0, 16).map(lambda v: v / 4), st.floats(-0.5, 4.5))
event = st.tuples(coordinate, coordinate, st.integers(-5, 45))
radius = st.lists(st.one_of(st.just(1.0), st.floats(0.05, 2)), min_size=3, max_size=9)
drawn = st.one_of(st.sampled_from(HARD), st.builds(star, st.sampled_from([1.0, 2.5]), st.just(2.0), radius))
validity = st.tuples(st.integers(0, 40), st.integers(0, 40))


@settings(max_examples=40, deadline=None)
@given(st.lists(event, min_size=1, max_size=60), st.lists(st.tuples(drawn, validity), min_size=1, max_size=6))
def test_the_same_pairs_as_postgis_on_adversarial_geometry(
    server: Any, events: list[tuple[float, float, int]], zoned: list[tuple[Any, tuple[int, int]]]
) -> None:
    zones = table([s for s, _ in zoned], [min(v) for _, v in zoned], [max(v) for _, v in zoned])
    corners = [p for s, _ in zoned for p in shapely.get_coordinates(s)[:3]]
    x = np.array([e[0] for e in events] + [p[0] for p in corners])
    y = np.array([e[1] for e in events] + [p[1] for p in corners])
    t = np.array([e[2] for e in events] + [10] * len(corners), dtype=np.int64)
    truth = of_postgis(server, x, y, t, zones)
    for fast in FORMS:
        assert as_set(pairs(x, y, t, zones, fast=fast)) == truth


@pytest.mark.parametrize("fast", FORMS)
def test_the_same_pairs_as_postgis_on_a_random_archive(server: Any, fast: bool) -> None:
    r = np.random.default_rng(3)
    shapes = [star(r.uniform(0, 10), r.uniform(0, 10), list(r.uniform(0.3, 2, 40))) for _ in range(40)]
    start = r.integers(0, 900, 40)
    zones = table(shapes, start.tolist(), (start + r.integers(1, 400, 40)).tolist())
    x, y, t = r.uniform(-1, 11, 8000), r.uniform(-1, 11, 8000), r.integers(-50, 1100, 8000)
    truth = of_postgis(server, x, y, t, zones)
    assert len(truth) > 1000
    assert as_set(pairs(x, y, t, zones, fast=fast)) == truth
