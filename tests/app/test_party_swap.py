"""Party swap on the whole path: reports of a case with two parties exchanged give the same claims, events and term
states with them exchanged."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.library import load_library
from truceline.app.view import make_view

ROOT = Path(__file__).parents[2]
CASES = {
    "karabakh-2020": (
        ROOT / "cases" / "karabakh-2020",
        "2021-01-10T18:00+03:00",
        [
            ("Armenia", "Azerbaijan"),
            ("Armenian", "Azerbaijani"),
            ("Armenians", "Azerbaijanis"),
            ("ARM", "AZE"),
            ("Yerevan", "Baku"),
            ("Ереван", "Баку"),
            ("Երևան", "Bakı"),
        ],
    ),
    "sri-lanka-2002": (
        ROOT / "cases" / "sri-lanka-2002",
        "2006-10-01",
        [("GOSL", "LTTE"), ("Sri Lanka", "Tamil Tigers"), ("Sri Lankan", "Liberation Tigers")],
    ),
}


def _swap_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("truceline_tests_swap", ROOT / "tests" / "swap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def derived(folder: Path, as_of: str) -> Derived:
    case = open_case(folder)
    return Derived(case, load_library(case), make_view(case.zone, 0, as_of=as_of, public_follows=True))


@pytest.fixture(scope="module", params=sorted(CASES))
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Derived, Derived, Any, ModuleType]:
    m = _swap_module()
    folder, as_of, words = CASES[request.param]
    swap = m.exchanger(words)
    home = tmp_path_factory.mktemp("swap")
    plain = m.swapped_copy(folder, home / "plain", str)
    other = m.swapped_copy(folder, home / "other", swap)
    return derived(plain, as_of), derived(other, as_of), swap, m


def test_claims_are_the_same_with_the_parties_exchanged(pair: tuple[Derived, Derived, Any, ModuleType]) -> None:
    a, b, swap, m = pair
    assert a.claims
    assert m.multiset(a.claims, swap) == m.multiset(b.claims)


def test_events_are_the_same_with_the_parties_exchanged(pair: tuple[Derived, Derived, Any, ModuleType]) -> None:
    a, b, swap, m = pair
    assert a.events
    assert m.multiset(a.events, swap) == m.multiset(b.events)


def test_term_states_are_the_same_with_the_parties_exchanged(pair: tuple[Derived, Derived, Any, ModuleType]) -> None:
    a, b, swap, m = pair
    one = [t for x in a.assessed for t in x.terms]
    two = [t for x in b.assessed for t in x.terms]
    assert one
    assert m.multiset(one, swap) == m.multiset(two)
