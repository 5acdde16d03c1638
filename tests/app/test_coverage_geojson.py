"""The map of a date as GeoJSON: read again as zones, posts only internal, no incident put where none is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from truceline.app.case import open_case
from truceline.app.cli import build
from truceline.app.geojson import incident_features, zone_feature
from truceline.events.event import Event
from truceline.places.zone import parse_zones, zones_at
from truceline.values.errors import UsageError
from truceline.values.place import Where
from truceline.values.time import When, parse_instant

ROOT = Path(__file__).parents[2]
AS_OF = "2021-01-10T18:00+03:00"


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("map")
    case = str(ROOT / "cases" / "karabakh-2020")
    out = {}
    for release in ("internal", "public"):
        path = folder / "sub" / f"{release}.geojson"
        done = CliRunner().invoke(
            build(), ["export", case, "--format", "geojson", "-o", str(path), "--as-of", AS_OF, "--release", release]
        )
        assert done.exit_code == 0, done.output
        out[release] = json.loads(path.read_text(encoding="utf-8"))
    return out


def test_what_is_written_is_read_again_as_the_zones_of_that_date(maps: dict[str, dict[str, Any]]) -> None:
    case = open_case(ROOT / "cases" / "karabakh-2020")
    held = zones_at(case.zones, parse_instant(AS_OF, zone=case.zone))
    made = maps["internal"]
    zones = [f for f in made["features"] if f["properties"]["kind"] != "incident"]
    again = parse_zones(json.dumps({"type": "FeatureCollection", "features": zones}), "x", case.zone)
    assert [msgspec.structs.replace(z, mended=()) for z in held] == list(again)
    assert {z.kind for z in again} >= {"line", "zone", "corridor", "district", "post"}


def test_posts_stay_inside(maps: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(maps["public"])
    kinds = {f["properties"]["kind"] for f in maps["public"]["features"]}
    assert "post" not in kinds
    assert "line" in kinds
    assert "range_m" not in text
    assert '"on"' not in text
    assert "post-5" not in text
    assert maps["public"]["caption"].startswith("Boundaries and names imply no position")


def test_incidents_stand_where_they_are_told_and_nowhere_else() -> None:
    case = open_case(ROOT / "cases" / "karabakh-2020")
    when = When(earliest=0, latest=1, zone="UTC", zone_basis="stated")
    there = Where(name="X", lat=39.9, lon=46.8, radius_m=500.0, precision="P3")
    e = Event(
        id="e", version="v", cls="incident", kind="violation", when=when, where=(there, Where(name="unknown village"))
    )
    (found,) = incident_features(e, case.gazetteer, case.zone)
    assert found["geometry"] == {"type": "Point", "coordinates": [46.8, 39.9]}
    assert found["properties"]["radius_m"] == 500.0
    assert found["properties"]["occurrence"] == "alleged"


def test_a_doubtful_change_keeps_both_drawings_and_a_post_its_range_only_inside() -> None:
    case = open_case(ROOT / "cases" / "karabakh-2020")
    held = zones_at(case.zones, parse_instant("2020-12-20T12:00+03:00", zone=case.zone))
    assert [z.id for z in held].count("pk-area") == 2
    post = msgspec.structs.replace(next(z for z in case.zones if z.kind == "post"), range_m=3000.0)
    assert zone_feature(post, case.zone, "internal")["properties"]["range_m"] == 3000.0
    assert "range_m" not in zone_feature(post, case.zone, "public")["properties"]


def test_an_unknown_format_and_a_time_for_the_whole_record_are_refused() -> None:
    for args in (["--format", "shp"], ["--as-of", AS_OF]):
        done = CliRunner().invoke(build(), ["export", "karabakh-2020", *args])
        assert isinstance(done.exception, UsageError)
