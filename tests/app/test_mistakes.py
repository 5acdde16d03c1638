"""Mistakes as a user meets them: all files of a case at once, a backward difference, a cut-off that lies ahead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.app.case import open_case
from truceline.app.cli import build
from truceline.values.errors import CaseFileError

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(
            CASES / "sri-lanka-2002", tmp_path / "case", ignore=shutil.ignore_patterns(".derived", "record*")
        )
    )


def test_mistakes_of_actors_sources_and_places_are_named_together(case: Path) -> None:
    for name, old, new in (
        ("actors.yaml", "kind: ", "knid: "),
        ("sources.yaml", "kind: ", "knid: "),
        ("places.csv", "id,kind", "id,knid"),
    ):
        path = case / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CaseFileError) as e:
        open_case(case).check()
    named = {Path(p.where.split(":")[0]).name for p in e.value.problems}
    assert {"actors.yaml", "sources.yaml", "places.csv"} <= named


def test_a_difference_backwards_in_time_is_refused(case: Path) -> None:
    done = CliRunner().invoke(build(), ["diff", str(case), "--from", "2002-08-01", "--to", "2002-07-01"])
    assert done.exit_code != 0
    assert "before the earlier" in str(done.exception or done.output)


def test_a_cut_off_that_lies_ahead_is_said(case: Path) -> None:
    done = CliRunner().invoke(build(), ["events", str(case), "--as-of", "2999-01-01"])
    assert done.exit_code == 0
    assert "lies ahead" in done.output
