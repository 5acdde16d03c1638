"""Dailies, weeklies and spots: each document in one period, handling forward only, issues that never change, parties exchanged."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.app.briefing import compose, freeze_page, frozen, material
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.intake import add
from truceline.app.library import load_library
from truceline.app.view import make_view
from truceline.assessments.handling import ANSWERS, STEPS, tracks
from truceline.briefs.issuing import issued
from truceline.briefs.material import Material
from truceline.briefs.page import Page
from truceline.briefs.period import entered, figures
from truceline.values.decision import Decision
from truceline.values.errors import CaseFileError, DecisionError, InputError

ROOT = Path(__file__).parents[2]
CASE = ROOT / "cases" / "karabakh-2020"
AS_OF = "2020-12-{day}T18:00"
WORDS = [
    ("Armenia", "Azerbaijan"), ("Armenian", "Azerbaijani"), ("Armenians", "Azerbaijanis"), ("ARM", "AZE"),
    ("Yerevan", "Baku"), ("Ереван", "Баку"), ("Երևան", "Bakı"),
]  # fmt: skip


def view_of(folder: Path, day: int) -> Derived:
    case = open_case(str(folder))
    view = make_view(case.zone, 1_800_000_000_000_000, as_of=AS_OF.format(day=day), public_follows=True)
    return Derived(case, load_library(case), view)


def small(home: Path) -> Path:
    """A copy of the case with the reports of the week and a few before."""
    shutil.copytree(CASE, home, ignore=shutil.ignore_patterns(".derived", "record.sqlite*", "expected"))
    for path in (home / "reports").iterdir():
        if not path.name.startswith(("08", "09", "10", "a0")):
            path.unlink()
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("period") / "case")


def test_each_claim_comes_in_one_period_and_none_is_lost(home: Path) -> None:
    days: dict[str, set[int]] = {}
    for day in range(10, 21):
        made = material(view_of(home, day))
        for c in made.claims:
            if entered(made, c):
                days.setdefault(c.document, set()).add(day)
    late = material(view_of(home, 20))
    assert all(len(d) == 1 for d in days.values())
    for c in late.claims:
        published = late.documents[c.document].published
        if published and (published.earliest or 0) >= late.as_of - 9 * 86_400_000_000:
            assert c.document in days


def test_the_period_before_is_what_the_day_before_said(home: Path) -> None:
    for day in (12, 13, 14):
        made = material(view_of(home, day), kind="daily")
        assert made.earlier is not None
        before = figures(material(view_of(home, day - 1), kind="daily"))
        assert made.earlier["given"] == before["given"]
        assert made.earlier["incidents"] == before["incidents"]


def test_an_issue_is_over_two_names() -> None:
    page = Page(kind="daily", title="t")
    for names in (("", "B"), ("A", ""), ("A", " a ")):
        with pytest.raises(DecisionError):
            issued(page, number=1, prepared_by=names[0], approved_by=names[1])
    first, second = (issued(page, number=n, prepared_by="A", approved_by="B") for n in (1, 2))
    assert first.head[0][1].startswith("daily no. 1; digest ")
    assert first.head[0][1][-16:] == second.head[0][1][-16:]


def test_a_frozen_brief_never_changes_and_is_issued_once(tmp_path: Path) -> None:
    folder = small(tmp_path / "case")
    for path in (folder / "reports").glob("09*"):
        path.rename(tmp_path / path.name)
    add(open_case(str(folder)), [])
    made = material(view_of(folder, 13), kind="daily", prepared_by="A", approved_by="B")
    page = issued(compose(made, "daily"), number=1, prepared_by="A", approved_by="B")
    id = freeze_page(view_of(folder, 13), page, made)
    body = next(s.body for s in load_library(open_case(str(folder))).briefs if s.id == id)
    add(open_case(str(folder)), [str(p) for p in tmp_path.glob("09*")])
    again = view_of(folder, 13)
    assert compose(material(again, kind="daily"), "daily") != compose(made, "daily")
    assert next(s.body for s in again.library.briefs if s.id == id) == body
    with pytest.raises(InputError, match="issued before"):
        freeze_page(again, page, made)
    freeze_page(again, page, made, replaces=1)
    assert [x["number"] for x in frozen(view_of(folder, 13), "daily")] == [1, 2]
    assert json.loads(body or b"")["head"][0] == ["Issue", page.head[0][1]]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 20), st.sampled_from(["A", "B"])), max_size=7))
def test_handling_never_runs_backwards_without_reopened(steps: list[tuple[str, int, str]]) -> None:
    made = [
        Decision(id=f"d{i}", word=word, ids=("event-1",), set={"to": to, **({"answer": ANSWERS[0]} if word == "answered" else {})}, by="N", because="b", at=at)
        for i, (word, at, to) in enumerate(steps)
    ]  # fmt: skip
    try:
        found = tracks("event-1", (), made, zone="UTC", as_of=100)
    except CaseFileError:
        return
    order = {"notified": 0, "answered": 1, "remedied": 2, "closed": 3}
    for track in found:
        last = -1
        for i, step in enumerate(track.steps):
            if i == 0:
                assert step.step == "notified"
            if step.step == "reopened":
                assert track.steps[i - 1].step == "closed"
                last = 0
            else:
                assert order[step.step] >= last
                last = order[step.step]


def _swap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("truceline_tests_swap", ROOT / "tests" / "swap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", ["daily", "weekly", "spot", "meeting"])
def test_parties_exchanged(kind: str, home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Sentences of the page as a multiset, lists in a sentence in no order: order is tested apart."""
    m = _swap()
    swap = m.exchanger(WORDS)
    other = m.swapped_copy(home, tmp_path_factory.mktemp("swap") / "case", swap)

    def said(folder: Path, turn: object = None) -> list[str]:
        derived = view_of(folder, 13)
        events = [e for e in derived.events if e.cls == "incident" and len(e.members) > 1]
        focus = sorted(events, key=lambda e: (-len(e.members), (e.when.earliest or 0) if e.when else 0))[0].id
        made: Material = material(derived, kind=kind, focus=focus)
        page = compose(msgspec.structs.replace(made, root=""), kind)
        raw = msgspec.to_builtins([*page.sections, *page.annexes])
        words: list[str] = []

        def walk(x: object) -> None:
            if isinstance(x, dict):
                for key, v in x.items():
                    if key in ("text", "lead") and isinstance(v, str):
                        words.append(bag(swap(v) if turn else v))
                    walk(v)
            elif isinstance(x, list):
                for v in x:
                    walk(v)

        walk(raw)
        return sorted(words)

    def bag(text: str) -> str:
        flat = text.replace(",", " ").replace(";", " ").replace(".", " ").replace("/", " ").replace("+", " ")
        return " ".join(sorted(flat.replace("(", " ").replace(")", " ").split()))

    assert said(other) == said(home, turn=True)
