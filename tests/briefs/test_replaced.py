"""An issue that is replaced: both stay, the new one says what differs, and the next compares itself with the new one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from truceline.app.briefing import as_issued, compose, freeze_page, last_frozen, material
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.intake import add
from truceline.app.library import load_library
from truceline.app.view import make_view
from truceline.briefs.issuing import issued
from truceline.briefs.page import sentences
from truceline.values.errors import InputError

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"
NAMES = {"prepared_by": "A", "approved_by": "B"}


def look(home: Path, day: int) -> Derived:
    case = open_case(str(home))
    view = make_view(case.zone, 1_800_000_000_000_000, as_of=f"2020-12-{day}T18:00", public_follows=True)
    return Derived(case, load_library(case), view)


def issue(home: Path, day: int, replaces: int | None = None) -> str:
    derived = look(home, day)
    made = material(derived, kind="daily", replaces=replaces, **NAMES)
    page = compose(made, "daily")
    freeze_page(derived, issued(page, number=made.number or 1, replaces=replaces, **NAMES), made, replaces=replaces)
    return " ".join(s.text for s in sentences(page))


def test_a_replacement_names_what_differs_and_is_what_the_next_one_compares_with(tmp_path: Path) -> None:
    home, later = tmp_path / "case", tmp_path / "later"
    shutil.copytree(CASE, home, ignore=shutil.ignore_patterns(".derived", "record.sqlite*", "expected"))
    later.mkdir()
    for path in (home / "reports").iterdir():
        if path.name.startswith("083"):
            path.rename(later / path.name)
        elif not path.name.startswith(("084", "085", "086", "087", "088", "a0")):
            path.unlink()
    add(open_case(str(home)), [])
    issue(home, 13)
    add(open_case(str(home)), [str(p) for p in later.iterdir()])
    with pytest.raises(InputError, match="no such issue"):
        material(look(home, 13), kind="daily", replaces=9)
    again = issue(home, 13, replaces=1)
    assert "replaces no. 1" in again
    assert "In no. 1" in again
    assert "issued as" in again
    first = as_issued(look(home, 14), "daily", 1)
    assert dict(first.head)["Issue"].startswith("daily no. 1; digest")
    assert "In no. 1" not in " ".join(s.text for s in sentences(first))
    latest = last_frozen(look(home, 14), "daily")
    assert latest is not None
    assert latest["number"] == 2
    assert "In no. 1" not in issue(home, 14)
