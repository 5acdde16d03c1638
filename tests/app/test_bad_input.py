"""Bad input through the command line: one clear error (what, where, expected, got, what to do), exit 3, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from truceline.documents.incoming import Limits


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "TRUCELINE_CONFIG": str(cwd), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "truceline.app", *args], capture_output=True, cwd=cwd, env=env, check=False
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    assert run("init", "c", "--from", "karabakh-2020", cwd=home).returncode == 0
    for report in (home / "c" / "reports").glob("*.md"):
        if not report.name.startswith("12"):
            report.unlink()
    assert run("add", "c", cwd=home).returncode == 0
    return home / "c"


FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "the document is empty"),
    "binary.txt": (bytes(range(256)) * 8, "the document is not text"),
    "encoding.txt": (b"caf\xe9 \xff", "the document is not utf-8"),
    "bomb.html": (b"<div>" * 500_000 + b"x", "too many tags"),
    "future.md": (b"---\npublished: 2999-01-01\n---\nText.\n", "published in the future"),
    "misspelt.md": (b"---\npublihser: X\n---\nText.\n", "unknown key 'publihser'"),
    "no-date.csv": (b"event_id_cnty,event_type,actor1,notes\nA1,Battles,A,words\n", "no column mapping fits"),
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_bad_document_is_one_error_and_nothing_is_lost(name: str, case: Path) -> None:
    data, what = FILES[name]
    (case.parent / name).write_bytes(data)
    done = run("add", "c", name, cwd=case.parent)
    said = done.stderr.decode()
    assert done.returncode == 3
    assert said.count(what) == 1
    assert f"refused: {name}" in said
    assert "expected:" in said
    assert "Traceback" not in said
    assert run("verify", "c", cwd=case.parent).returncode == 0


def test_a_document_of_200_mb_is_refused_before_it_is_read(case: Path) -> None:
    big = case.parent / "big.txt"
    with big.open("wb") as f:
        f.truncate(2 * Limits().bytes)
    done = run("add", "c", "big.txt", cwd=case.parent)
    big.unlink()
    assert done.returncode == 3
    assert b"too big" in done.stderr
    assert b"--max-bytes" in done.stderr
    (case.parent / "small.txt").write_text("Ten bytes and a few more.", encoding="utf-8")
    assert run("add", "c", "small.txt", "--max-bytes", "10", cwd=case.parent).returncode == 3
    assert run("add", "c", "small.txt", "--max-bytes", "100", cwd=case.parent).returncode == 0


def cross(home: Path) -> None:
    path = home / "zones.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    first = next(f for f in data["features"] if f["geometry"]["type"] == "Polygon")
    first["geometry"]["coordinates"][0] = [[46.0, 39.0], [47.0, 40.0], [47.0, 39.0], [46.0, 40.0], [46.0, 39.0]]
    path.write_text(json.dumps(data), encoding="utf-8")


def edit(old: str, new: str) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        path = home / "agreement.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "misspelt key": (edit("    title: Withdrawal", "    titel: Withdrawal"), "unknown key 'titel'"),
    "deadline before start": (
        edit("    by: 2020-12-01", "    by: 2020-12-01\n    from: 2020-12-20"),
        "'by' precedes 'from'",
    ),
    "zone crosses itself": (cross, "the ring crosses or touches itself"),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_bad_case_file_is_named_with_its_line(name: str, case: Path, tmp_path: Path) -> None:
    change, what = CASES[name]
    assert run("init", "d", "--from", str(case), cwd=tmp_path).returncode == 0
    change(tmp_path / "d")
    for command in ("check", "terms", "brief"):
        done = run(command, "d", cwd=tmp_path)
        said = done.stderr.decode()
        assert done.returncode == 3, command
        assert said.count(what) == 1
        assert "expected:" in said
        assert "Traceback" not in said


@pytest.mark.parametrize("share", [0.5, 0.001])
def test_a_record_cut_short_is_named_and_never_written_to(share: float, case: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(case, tmp_path / "c")
    path = tmp_path / "c" / "record.sqlite"
    for beside in path.parent.glob("record.sqlite-*"):
        beside.unlink()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    before = path.read_bytes()
    for command in ("add", "terms", "verify"):
        done = run(command, "c", cwd=tmp_path)
        said = done.stderr.decode()
        assert done.returncode == 3, (command, said)
        assert "record file" in said
        assert "do: restore" in said
    assert path.read_bytes() == before


def test_an_emptied_record_is_named_and_a_new_one_is_never_begun_in_silence(case: Path, tmp_path: Path) -> None:
    """A record is put in its place whole, so that an empty file is one that was emptied."""
    import shutil

    shutil.copytree(case, tmp_path / "c", ignore=shutil.ignore_patterns("record.sqlite-*"))
    (tmp_path / "c" / "record.sqlite").write_bytes(b"")
    for command in ("terms", "verify", "add"):
        done = run(command, "c", cwd=tmp_path)
        assert done.returncode == 3
        assert b"the record file is empty" in done.stderr
    assert (tmp_path / "c" / "record.sqlite").read_bytes() == b""
    (tmp_path / "c" / "record.sqlite").unlink()
    assert b"a new record was begun" in run("add", "c", cwd=tmp_path).stderr


def test_a_mapping_that_is_not_there_is_named(case: Path) -> None:
    (case.parent / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("add", "c", "t.csv", "--mapping", "nowhere.yaml", cwd=case.parent)
    assert done.returncode == 3
    assert b"the column mapping is not there" in done.stderr
