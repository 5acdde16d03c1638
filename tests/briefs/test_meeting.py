"""The meeting brief of the first case: what it must say, in words that can be read aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truceline.app.briefing import compose, material
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.library import load_library
from truceline.app.view import make_view
from truceline.briefs import phrases
from truceline.briefs.material import Material
from truceline.briefs.page import Page, Table, sentences, sources, words

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"


def made(as_of: str = "2021-01-10T18:00+03:00", public_at: str | None = None) -> Material:
    case = open_case(CASE)
    view = make_view(case.zone, 0, as_of=as_of, public_at=public_at, public_follows=True)
    return material(Derived(case, load_library(case), view))


@pytest.fixture(scope="module")
def eve() -> tuple[Material, Page]:
    m = made()
    return m, compose(m, "meeting")


def text(page: Page, number: str) -> str:
    section = next(s for s in page.sections if s.number == number)
    return " ".join(s.text for s in sentences(Page(kind="x", title="", sections=(section,))))


def test_the_talks_and_the_meeting_that_prepares_them(eve: tuple[Material, Page]) -> None:
    said = text(eve[1], "1")
    for name, office in (
        ("Nikolai Patrushev", "Secretary of the Security Council"),
        ("Sergey Lavrov", "Foreign Minister"),
        ("Sergei Shoigu", "Defence Minister"),
        ("Alexander Bortnikov", "Director of the Federal Security Service"),
        ("Sergei Naryshkin", "Director of the Foreign Intelligence Service"),
    ):
        assert f"{name} ({office}, Russia)" in said
    assert said.count(", Russia)") == 5
    assert "Macron" not in said, "his telephone call of the same day is another event"
    assert "Outside the case:" in said
    assert "holidays" in said
    assert "11 January 2021" in said
    assert "economic nature" in said
    assert "carrying out of the statement" in said


def test_five_sentences_are_the_bottom_line(eve: tuple[Material, Page]) -> None:
    section = next(s for s in eve[1].sections if s.number == "2")
    found = sentences(Page(kind="x", title="", sections=(section,)))
    assert len(found) == 5
    assert all(s.text.count(". ") == 0 for s in found)


def test_no_machine_keys_and_no_ids_stand_in_the_main_part(eve: tuple[Material, Page]) -> None:
    m, page = eve
    ids = (
        {a.id for a in m.register.actors}
        | {z.id for z in m.zones}
        | {r.id for a in m.agreements for t in a.terms for r in t.readings}
    )
    written = {n for a in m.register.actors for ns in a.names.values() for n in ns}
    written |= {word for a in m.agreements for t in a.terms for word in re.findall(r"\w+", t.title)}
    ids = {i for i in ids if ("-" in i or i.isupper()) and i not in written}
    assert {"ARM", "AZE", "RUS"} <= ids
    for sentence in sentences(page, annexes=False):
        assert "_" not in sentence.text
        assert "per case file" not in sentence.text
        assert not re.search(r"\((?:[A-Z]\d+[a-z]?)\)", sentence.text)
        for id in ids:
            assert not re.search(rf"(?<![\w/-]){re.escape(id)}(?![\w/-])", sentence.text), (id, sentence.text)
        assert sentence.text[-1] in ".?”)" or len(sentence.text.split()) < 20, sentence.text


def test_positions_stand_beside_the_clauses_they_bear_on(eve: tuple[Material, Page]) -> None:
    _m, page = eve
    table = next(b for s in page.sections if s.number == "4" for b in s.blocks if isinstance(b, Table))
    rows = {r[0].sentences[0].text.split()[0]: " ".join(s.text for s in r[1].sentences) for r in table.rows}
    for clause in ("8", "9a"):
        assert "Armenia, 7 January:" in rows[clause]
        assert "Azerbaijan" in rows[clause]


def test_a_reading_taken_later_is_nobodys_yet(eve: tuple[Material, Page]) -> None:
    """Armenia and Azerbaijan are seen to read the guarantee of passage in February 2023 only."""
    _m, page = eve
    annex = " ".join(
        s.text
        for a in page.annexes
        if a.anchor == "clauses"
        for s in sentences(Page(kind="x", title="", sections=(a,)))
    )
    assert "Passage itself is guaranteed, whoever hinders it. The wording allows it" in annex


def test_it_is_short_and_every_number_has_its_sentence(eve: tuple[Material, Page]) -> None:
    page = eve[1]
    assert words(page) < 1600
    assert len(page.annexes) >= 6
    numbers = [n for n, _, _ in sources(page)]
    assert numbers == list(range(1, len(numbers) + 1))
    shared = [ids for _, _, ids in sources(page) if len(ids) > 1]
    assert shared, "claims of one sentence share a number"


def test_a_title_within_a_sentence_keeps_names_and_lowers_the_rest(eve: tuple[Material, Page]) -> None:
    m = eve[0]
    assert phrases.within(m, "Return of the displaced.") == "return of the displaced"
    assert phrases.within(m, "Azerbaijan's guarantee of passage") == "Azerbaijan's guarantee of passage"
    assert phrases.within(m, "A plan for a route") == "a plan for a route"
    assert phrases.within(m, "Peacekeepers along the line") == "peacekeepers along the line"
