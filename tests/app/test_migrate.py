"""`truceline migrate` as a user calls it: the new record in place, the old one kept, and what is in the way named."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.app.test_commands import run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """An empty case with one document in its record."""
    assert run("init", "c", cwd=tmp_path).returncode == 0
    (tmp_path / "one.txt").write_text("The ministry said that two soldiers were wounded.", encoding="utf-8")
    assert run("add", "c", "one.txt", "--published", "2020-12-12", cwd=tmp_path).returncode == 0
    return tmp_path / "c"


def test_the_new_record_takes_the_place_and_the_old_one_is_kept(case: Path) -> None:
    old = (case / "record.sqlite").read_bytes()
    done = run("migrate", "c", cwd=case.parent)
    assert done.returncode == 0, done.stderr.decode()
    assert (case / "record.sqlite.before-migration").read_bytes() == old
    assert run("verify", "c", cwd=case.parent).returncode == 0
    assert (
        b"0 added, 1 there already" in run("add", "c", "one.txt", "--published", "2020-12-12", cwd=case.parent).stderr
    )
    again = run("migrate", "c", cwd=case.parent)
    assert again.returncode == 3
    assert b"record.sqlite.before-migration" in again.stderr


def test_a_file_of_a_migration_broken_off_is_named(case: Path) -> None:
    left = case / "record.sqlite.new"
    left.write_bytes(b"half of a record")
    done = run("migrate", "c", cwd=case.parent)
    assert done.returncode == 3
    assert b"record.sqlite.new" in done.stderr
    assert left.read_bytes() == b"half of a record"
    assert (case / "record.sqlite").exists()
