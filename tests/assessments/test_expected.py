"""The bundled cases come out as their lawyers' files say, and a wrong expectation is told and can be accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.app.case import Case, open_case
from truceline.app.commands.check import reports_of
from truceline.assessments.expected import accept, run_expected
from truceline.values.errors import CaseFileError

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(CASES.glob("*/expected/*.yaml"))


def run(case: Case, text: str, name: str = "x.yaml"):
    return run_expected(
        text, name, case.agreements, case.register, case.gazetteer, case.zones, zone=case.zone, reports=reports_of(case)
    )


@pytest.fixture(scope="module")
def small() -> Case:
    return open_case(CASES / "truce-1993-08")


def test_every_bundled_case_has_expected_states() -> None:
    with_terms = {p.parent.name for p in CASES.glob("*/agreement.yaml")}
    assert with_terms == {f.parents[1].name for f in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parents[1].name}/{f.name}")
def test_bundled(file: Path) -> None:
    case = open_case(file.parents[1])
    result = run(case, file.read_text(encoding="utf-8"), file.name)
    assert result.checked > 0
    assert not result.differences, "\n".join(
        f"{d.where} {d.what}: {d.expected} != {d.got} {d.why}" for d in result.differences
    )


def test_a_wrong_expectation_is_told_and_accepted(small: Case) -> None:
    text = (CASES / "truce-1993-08/expected/01-ten-or-eleven.yaml").read_text(encoding="utf-8")
    wrong = text.replace("eleven-days: alleged", "eleven-days: contested").replace(
        "mechanism: pending", "mechanism: met"
    )
    found = run(small, wrong).differences
    assert [(d.expected, d.got) for d in found] == [("contested", "alleged"), ("met", "pending")]
    assert all(d.why for d in found)
    assert accept(wrong, found) == text
    assert accept(text, ()) == text


def test_mistakes_in_the_file_are_named_together(small: Case) -> None:
    text = """
says: mistakes
trace:
  - {kind: violense, on: 1993-09-01, by: AZE, source: s}
  - {kind: violence, on: 1993-02-30, by: AZE, source: s, agents: [NKK]}
  - {kind: violence, on: 1993-09-01, source: s}
  - {kind: violence, on: 1993-09-01, by: AZE, where: [moon]}
expect:
  - {as_of: 1993-09-09, terms: {ceasefires: alleged}}
"""
    with pytest.raises(CaseFileError) as caught:
        run(small, text)
    whats = [p.what for p in caught.value.problems]
    for want in (
        "kind is not one",
        "'on': not a date",
        "agents names nothing",
        "nobody says it",
        "no source",
        "names no place",
    ):
        assert any(want in w for w in whats), (want, whats)
