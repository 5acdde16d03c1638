"""Actors, offices and sources from YAML: what is read, and every mistake named where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.actors.actor import Role
from truceline.actors.parse import parse_actors, parse_sources
from truceline.values.errors import CaseFileError, TruceError
from truceline.values.time import DAY, parse_instant

GOOD = """\
actors:
  - id: VAR
    kind: state
    names: {en: [Varda, Republic of Varda], ru: Варда}
    demonyms: {en: Vardan}
    capitals: [Vard]
    opposes: [OST]
    roles:
      - party
      - {role: signatory, of: the first paper, from: 2030-03-01, to: 2030-03-31, source: its page}
  - {id: OST, kind: state, names: {en: Ostrava}}
  - {id: VAR-MOD, kind: organ, belongs_to: VAR, names: {en: Ministry of Defence of Varda}}
  - {id: person-a, kind: person, belongs_to: VAR, names: {en: Ana Bel}}
offices:
  - {person: person-a, title: {en: Minister of Defence}, organ: VAR-MOD, state: VAR, from: 2029-01-01, to: 2030-05-31}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(CaseFileError) as e:
        parse_actors(text, "actors.yaml", "Europe/Moscow")
    return [str(p) for p in e.value.problems]


def test_good_file() -> None:
    actors, offices = parse_actors(GOOD, "actors.yaml", "Europe/Moscow")
    assert [a.id for a in actors] == ["VAR", "OST", "VAR-MOD", "person-a"]
    varda = actors[0]
    assert varda.names == {"en": ("Varda", "Republic of Varda"), "ru": ("Варда",)}
    assert varda.demonyms == {"en": ("Vardan",)}
    assert varda.roles == ("party", "signatory")
    start = parse_instant("2030-03-01", zone="Europe/Moscow")
    end = parse_instant("2030-04-01", zone="Europe/Moscow")
    assert varda.dated == (Role(role="signatory", of="the first paper", start=start, end=end, source="its page"),)
    (office,) = offices
    assert office.start == parse_instant("2029-01-01", zone="Europe/Moscow")
    assert office.end == parse_instant("2030-05-31", zone="Europe/Moscow") + DAY, "the last day is inclusive"


def test_scalars_stay_text() -> None:
    actors, _ = parse_actors(GOOD + "  - {person: person-a, title: {no: Statsråd, en: Chair}}\n", "a.yaml", None)
    assert actors[1].names["en"] == ("Ostrava",)


def test_misspelt_key_is_suggested_with_its_place() -> None:
    (p,) = problems(GOOD.replace("    demonyms: {en: Vardan}", "    demonym: {en: Vardan}"))
    assert p.startswith("actors.yaml:5:14:")
    assert "did you mean 'demonyms'?" in p


def test_misspelt_kind_and_role_are_suggested() -> None:
    found = problems(GOOD.replace("kind: state\n    names", "kind: stat\n    names").replace("- party", "- partie"))
    assert any("did you mean 'state'?" in p for p in found)
    assert any("did you mean 'party'?" in p for p in found)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("belongs_to: VAR, names: {en: Min", "belongs_to: VARR, names: {en: Min", "VARR"),
        ("opposes: [OST]", "opposes: [OTS]", "OTS"),
        ("person: person-a", "person: person-b", "person-b"),
        ("organ: VAR-MOD", "organ: VAR-MOF", "VAR-MOF"),
    ],
)
def test_unknown_ids_are_named(old: str, new: str, word: str) -> None:
    (p,) = problems(GOOD.replace(old, new))
    assert f"'{word}' is not in the register" in p
    assert "did you mean" in p


def test_office_that_ends_before_it_begins() -> None:
    (p,) = problems(GOOD.replace("to: 2030-05-31", "to: 2028-12-31"))
    assert "ends before it begins" in p
    assert "actors.yaml:15:" in p


def test_office_of_one_day_is_allowed() -> None:
    _, offices = parse_actors(GOOD.replace("to: 2030-05-31", "to: 2029-01-01"), "a.yaml", "UTC")
    assert offices[0].start is not None
    assert offices[0].end == offices[0].start + DAY


def test_office_of_what_is_no_person() -> None:
    (p,) = problems(GOOD.replace("person: person-a", "person: OST"))
    assert "'OST' is not a person" in p


def test_circle_in_belongs_to_is_named_once() -> None:
    text = GOOD.replace("    capitals: [Vard]", "    belongs_to: VAR-MOD")
    (p,) = problems(text)
    assert "belongs_to runs in a circle: VAR -> VAR-MOD -> VAR" in p


def test_opposing_oneself_and_twice_the_same_id() -> None:
    found = problems(GOOD.replace("opposes: [OST]", "opposes: [VAR]").replace("id: OST", "id: VAR"))
    assert any("opposes itself" in p for p in found)
    assert any("stands twice" in p and "actors.yaml:2:9" in p for p in found)


def test_bad_dates_and_languages_and_all_in_one_go() -> None:
    text = GOOD.replace("from: 2029-01-01", "from: 2029-02-30").replace("ru: Варда", "russian_language: Варда")
    found = problems(text)
    assert len(found) == 2
    assert any("is no language code" in p for p in found)


def test_names_must_be_per_language() -> None:
    (p,) = problems(GOOD.replace("names: {en: Ostrava}", "names: Ostrava"))
    assert "names must be given per language" in p


SOURCES = """\
sources:
  - {id: daily, kind: outlet, names: [Varda Daily], owner: group, actor: VAR, languages: [en], address: [daily.example]}
  - {id: group, kind: outlet, names: [Varda Group], grade: B, graded_by: A. Person, graded_on: 2030-01-02, note: seen}
"""


def test_sources() -> None:
    daily, group = parse_sources(SOURCES, "sources.yaml", {"VAR"})
    assert (daily.owner, daily.actor, daily.grade) == ("group", "VAR", "F"), "nobody graded it"
    assert (group.grade, group.graded_by, group.graded_on) == ("B", "A. Person", "2030-01-02")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("graded_by: A. Person, ", "", "grade B without the person who gave it"),
        ("grade: B", "grade: G", "grade is not one we know"),
        ("kind: outlet, names: [Varda D", "kind: outlett, names: [Varda D", "did you mean 'outlet'?"),
        ("actor: VAR", "actor: VAT", "'VAT' is not in the register"),
        ("owner: group", "owner: groups", "did you mean 'group'?"),
        ("names: [Varda Group]", "names: [Varda Group], owner: daily", "owner runs in a circle"),
        ("names: [Varda Group]", "names: []", "has no name"),
        ("2030-01-02", "2030-13-02", "graded_on"),
    ],
)
def test_bad_sources(old: str, new: str, says: str) -> None:
    with pytest.raises(CaseFileError) as e:
        parse_sources(SOURCES.replace(old, new), "sources.yaml", {"VAR"})
    (p,) = e.value.problems
    assert says in str(p)
    assert str(p).startswith("sources.yaml:")


@pytest.mark.parametrize("text", ["", "actors", "- a", "actors: 3\noffices: 4", "actors: [[1]]", "a: &x [*x]"])
def test_broken_files_are_refused(text: str) -> None:
    assert problems(text)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 6), st.text("ab:-[]{}\n 0#&*'\"Я\x00", max_size=4))
def test_a_damaged_file_is_read_or_refused_never_worse(at: int, cut: int, new: str) -> None:
    damaged = GOOD[:at] + new + GOOD[at + cut :]
    found: tuple[TruceError, ...] = ()
    try:
        parse_actors(damaged, "actors.yaml", "Europe/Moscow")
    except CaseFileError as e:
        found = e.problems
    assert all("actors.yaml" in p.where for p in found)
