"""`place`, `control`, `picture`, `roads`, `gazetteer` on the bundled case: per source, internal where it must be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AS_OF = "2020-12-31"


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "TRUCELINE_CONFIG": str(cwd), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "truceline.app", *args], capture_output=True, cwd=cwd, env=env, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    assert run("init", "c", "--from", "karabakh-2020", cwd=folder).returncode == 0
    return folder


def made(home: Path, *args: str) -> dict[str, Any]:
    done = run(*args, cwd=home)
    assert done.returncode == 0, done.stderr.decode()
    return dict(json.loads(done.stdout))


def test_the_villages_of_december_per_source(home: Path) -> None:
    for village in ("chaylaggala", "Hin Tagher"):
        told = made(home, "place", "c", village, "--from", "2020-12-10", "--as-of", AS_OF, "--format", "json")
        area = [(r["says"], r["public"][:10]) for r in told["items"] if r["what"] == "drawing" and r["of"] == "pk-area"]
        assert area == [("outside", "2020-11-14"), ("undetermined", "2020-12-13"), ("outside", "2020-12-25")]
        for r in told["items"]:
            if r["what"] == "drawing":
                assert r["distance_m"] >= 0
                assert r["per"]
                assert r["source"]
        changes = [r["says"] for r in told["items"] if r["what"] == "change of a drawing"]
        assert changes == ["outside before, undetermined after", "undetermined before, outside after"]
        speakers = {r["per"].split(" <- ")[0] for r in told["items"] if r["what"] == "word"}
        assert {"Armenia", "Russia"} <= speakers
        assert village != "chaylaggala" or any("Azerbaijan" in s for s in speakers)
        assert "km" in told["lies"][0]
    known = made(
        home,
        "place",
        "c",
        "chaylaggala",
        "--from",
        "2020-12-10",
        "--as-of",
        AS_OF,
        "--public-at",
        "2020-12-11",
        "--format",
        "json",
    )
    assert [r["says"] for r in known["items"] if r.get("of") == "pk-area"] == ["outside"]


def test_a_place_without_coordinates_and_bad_positions(home: Path) -> None:
    none = made(home, "place", "c", "nagorno-karabakh", "--as-of", AS_OF, "--format", "json")
    assert "no coordinates held" in none["lies"][0]
    for bad, word in (
        ("146.8,39.5", b"swap them"),
        ("Nowhere at all", b"no place of the case"),
        ("400,400", b"correct"),
    ):
        done = run("place", "c", bad, cwd=home)
        assert done.returncode == 3
        assert word in done.stderr


def test_control_lists_areas_changes_and_words(home: Path) -> None:
    told = made(home, "control", "c", "--from", "2020-11-01", "--as-of", AS_OF, "--format", "json")
    kinds = {r["what"] for r in told["items"]}
    assert {"area", "change of the line", "change of the zone"} <= kinds
    steps = [r for r in told["items"] if r["what"] == "change of the zone"]
    assert [round(r["net_km2"]) for r in steps] == [-round(r["net_km2"]) for r in reversed(steps)]  # drawn in, then out
    assert all("margin_km2" in r for r in told["items"] if r["what"] == "area")


def test_pictures_are_the_same_twice_and_stay_in(home: Path) -> None:
    for kind in ("strip", "corridor"):
        one, two = (run("picture", "c", kind, "--as-of", AS_OF, cwd=home).stdout for _ in range(2))
        assert one.startswith(b"<svg")
        assert one == two
        outward = run("picture", "c", kind, "--as-of", AS_OF, "--release", "public", cwd=home)
        assert (outward.returncode, outward.stdout) == (2, b"")
    data = made(
        home,
        "picture",
        "c",
        "control",
        "--zone",
        "pk-area",
        "--from",
        "2020-11-01",
        "--as-of",
        AS_OF,
        "--format",
        "geojson",
    )
    assert {f["properties"]["went"] for f in data["features"]} == {"gained", "lost"}
    assert all(f["properties"]["km2"] > 0 for f in data["features"])
    several = run("picture", "c", "control", "--from", "2020-11-01", "--as-of", AS_OF, cwd=home)
    assert several.returncode == 2
    assert b"--zone" in several.stderr
    strip = made(home, "picture", "c", "strip", "--as-of", AS_OF, "--format", "geojson")
    assert {f["geometry"]["type"] for f in strip["features"]} <= {"Point", "LineString"}


def test_an_incident_tells_of_the_drawing_that_changed_about_it(home: Path) -> None:
    done = run("events", "c", "--class", "incident", "--as-of", AS_OF, "--format", "json", cwd=home)
    near = [
        e["id"]
        for e in json.loads(done.stdout)["items"]
        if any(w.get("id") == "chaylaggala" for w in e.get("where", [])) and "earliest" in e.get("when", {})
    ]
    assert near
    said = run("explain", "c", near[0], "--as-of", AS_OF, cwd=home).stdout.decode()
    assert "changed about then: pk-area per Russian Ministry of Defence, as reported" in said


def test_a_way_through_a_road_graph(home: Path) -> None:
    graph = {
        "nodes": {"a": [46.5, 39.6], "b": [46.6, 39.7], "c": [46.75, 39.8]},
        "edges": [
            {"id": "north", "from": "a", "to": "b", "width_m": 6}, {"id": "up", "from": "b", "to": "c", "width_m": 6},
            {"id": "south", "from": "a", "to": "c", "length_m": 90000, "width_m": 3},
        ],
    }  # fmt: skip
    (home / "r.json").write_text(json.dumps(graph))
    way = made(
        home,
        "roads",
        "r.json",
        "--from",
        "a",
        "--to",
        "39.81,46.76",
        "--closed",
        "up",
        "--width",
        "2.5",
        "--format",
        "json",
    )
    assert (way["items"][0]["roads"], way["items"][0]["connected"]) == (["south"], "yes")
    assert way["items"][0]["detour"] > 2
    assert {"if_shut": "south", "then": "cut off"} in way["items"]
    wide = made(
        home, "roads", "r.json", "--from", "a", "--to", "c", "--closed", "up", "--width", "4", "--format", "json"
    )
    assert wide["items"][0]["connected"] == "no"
    assert run("roads", "r.json", "--from", "a", "--to", "c", "--closed", "nope", cwd=home).returncode == 2
    (home / "bad.json").write_text(
        json.dumps({"nodes": graph["nodes"], "edges": [{"id": "x", "from": "a", "to": "b", "width_m": "six"}]})
    )
    bad = run("roads", "bad.json", "--from", "a", "--to", "b", cwd=home)
    assert bad.returncode == 3
    assert b"width_m" in bad.stderr


def test_a_gazetteer_is_read_compared_and_written(home: Path) -> None:
    (home / "g.csv").write_text(
        "name,lat,lon\nNewplace,39.9,46.2\nShushi,39.76,46.75\nZero,0,0\nTurned,46.7,39.8\n", encoding="utf-8"
    )
    told = made(home, "gazetteer", "g.csv", "--case", "c", "-o", "new.csv", "--format", "json")
    assert [(r["kind"], r["id"]) for r in told["items"]] == [
        ("duplicate", "shushi"),
        ("set aside", "g.csv:4"),
        ("set aside", "g.csv:5"),
    ]
    text = (home / "new.csv").read_text(encoding="utf-8")
    assert "Newplace" in text
    assert "Shushi" not in text
    (home / "bytes.csv").write_bytes(b"name,lat,lon\n\xff,1,2\n")
    assert run("gazetteer", "bytes.csv", cwd=home).returncode == 3
