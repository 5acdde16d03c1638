"""`coverage` and `corridor` on the bundled case: what is internal stays in; outward by sector and late."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AS_OF = "2021-01-10T18:00+03:00"
INTERNAL = {"posts", "covered", "uncovered", "largest_gap", "watched", "denied", "by", "claims", "states", "stretches"}


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "TRUCELINE_CONFIG": str(cwd), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "truceline.app", *args], capture_output=True, cwd=cwd, env=env, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coverage")
    assert run("init", "c", "--from", "karabakh-2020", cwd=folder).returncode == 0
    return folder


def items(home: Path, *args: str) -> list[dict[str, Any]]:
    done = run(*args, "--format", "json", cwd=home)
    assert done.returncode == 0, done.stderr.decode()
    made = json.loads(done.stdout)
    assert made["schema"] == f"{args[0]}/1"
    return list(made["items"])


def test_coverage_tells_watched_days_from_days_without_report(home: Path) -> None:
    rows = {(r["zone"], r.get("sector", "")): r for r in items(home, "coverage", "c", "--as-of", AS_OF)}
    corridor = rows["lachin-corridor", ""]
    assert corridor["days_since_seen"] == 13.75  # the last day told of as escorted is 27 December
    assert sum(corridor["days"].values()) == 31
    area = rows["pk-area", ""]
    assert (area["posts"], area["posts_without_range"]) == (3, 3)
    assert "share" not in area  # no range of any post is held: no share is made up
    line = rows["line-of-contact-2020", ""]
    assert "quiet_watched" not in line["days"]
    assert "quiet_unwatched" not in line["days"]
    assert "days_since_seen" not in line
    assert all(sum(r["days"].values()) == 31 for r in rows.values())


def test_coverage_outward_is_by_sector_and_late(home: Path) -> None:
    done = run("coverage", "c", "--as-of", AS_OF, "--release", "public", "--format", "json", cwd=home)
    made = json.loads(done.stdout)
    assert b"14 days late" in done.stderr
    assert made["view"]["as_of"].startswith("2020-12-27T18:00")
    assert made["items"]
    for row in made["items"]:
        assert not INTERNAL & set(row)
        assert row["kind"] in ("line", "zone", "corridor", "district", "area")
        assert row["to"] <= "2020-12-27T18:00:00+03:00"
    done = run("coverage", "c", "--as-of", AS_OF, "--release", "parties", "--format", "csv", cwd=home)
    heads = next(csv.reader(io.StringIO(done.stdout.decode())))
    assert "posts" not in heads
    assert "largest gap m" not in heads


def test_the_corridor_by_class_with_speakers_inside_and_shares_outside(home: Path) -> None:
    rows = {r["class"]: r for r in items(home, "corridor", "c", "--as-of", AS_OF)}
    own = rows["peacekeepers"]
    assert own["per"]["RUS"]["possible"] == own["shares"]["possible"] > 0
    assert sum(own["shares"].values()) == pytest.approx(1, abs=1e-3)
    days = [s["from"][:10] for s in own["stretches"] if s["state"] == "possible"]
    assert days == ["2020-11-18", "2020-12-01", "2020-12-27"]
    assert own["longest_days"]["possible"] == 1.0
    assert rows["any"]["shares"] == {"no_report": 1.0}  # a word on one class does not speak for all
    ends = [(s["from"], s["to"]) for s in own["stretches"]]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(ends))
    for row in items(home, "corridor", "c", "--as-of", AS_OF, "--release", "public"):
        assert set(row) == {"corridor", "class", "from", "to", "last", "shares"}
        assert row["to"].startswith("2020-12-27")


def test_a_period_that_ends_before_it_begins_is_refused(home: Path) -> None:
    for command in ("coverage", "corridor"):
        done = run(command, "c", "--as-of", AS_OF, "--from", "2021-02-01", cwd=home)
        assert done.returncode == 2
        assert b"ends before it begins" in done.stderr
