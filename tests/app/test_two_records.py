"""Two records of the same documents give their entries other ids; what is printed must not hang on them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from truceline.app.briefing import compose, material, render
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.intake import add
from truceline.app.library import load_library
from truceline.app.view import make_view

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"
ID = re.compile(r"\b(event|claim|doc|state|assessment|version|task)-[0-9a-f]{8,}\b|\brecord [0-9a-f]{16}\b")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> list[Derived]:
    """The bundled case recorded twice."""
    out = []
    for name in ("one", "two"):
        folder = tmp_path_factory.mktemp(name) / "case"
        shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns(".derived", "record.sqlite*"))
        add(open_case(str(folder)), [])
        case = open_case(str(folder))
        view = make_view(case.zone, 0, as_of="2021-01-10T18:00+03:00", public_follows=True)
        out.append(Derived(case, load_library(case), view))
    return out


def masked(text: bytes) -> list[str]:
    """Lines with every id replaced by a number, the same for the same id."""
    seen: dict[str, str] = {}
    return ID.sub(lambda m: seen.setdefault(m[0], f"#{len(seen)}"), text.decode()).splitlines()


def test_the_ids_are_others(two: list[Derived]) -> None:
    one, other = two
    assert len(one.events) == len(other.events)
    assert not {e.id for e in one.events} & {e.id for e in other.events}


@pytest.mark.parametrize("kind", ["meeting", "daily", "weekly"])
def test_the_brief_is_the_same_but_for_the_ids(two: list[Derived], kind: str) -> None:
    one, other = (masked(render(compose(material(d, kind=kind), kind), "md")) for d in two)
    assert one == other


def test_events_their_members_and_their_links_come_in_the_same_order(two: list[Derived]) -> None:
    one, other = (masked(msgspec.json.format(msgspec.json.encode(d.events))) for d in two)
    assert one == other
    assert any(e.links for e in two[0].events)
