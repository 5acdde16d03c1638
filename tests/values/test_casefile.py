"""Case files: words stay words, and every mistake is named with its line."""

from __future__ import annotations

import pytest

from truceline.values import casefile
from truceline.values.errors import CaseFileError


def test_scalars_stay_as_written() -> None:
    node = casefile.load_yaml("at: 12:30\nanswer: no\nday: 2020-11-15\n", "x.yaml")
    assert isinstance(node.value, dict)
    assert {k: v.value for k, v in node.value.items()} == {"at": "12:30", "answer": "no", "day": "2020-11-15"}


def test_several_mistakes_come_at_once_with_line_and_advice() -> None:
    node = casefile.load_yaml("knd: ceasefire\nfrom: 2020-02-30\ncap: many\n", "x.yaml")
    problems = casefile.Problems()
    found = casefile.fields(node, problems, required=("kind",), optional=("from", "cap"), what="term")
    casefile.instant(found.get("from"), "UTC", problems)
    casefile.integer(found.get("cap"), problems)
    with pytest.raises(CaseFileError) as e:
        problems.raise_any()
    text = str(e.value)
    assert len(e.value.problems) == 4
    assert "x.yaml:1:" in text
    assert "did you mean 'kind'?" in text
    assert "2020-02 has no day 30" in text
    assert "x.yaml:3:" in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("a: 1\na: 2\n", "stands twice"),
        ("a: [1\n", "not YAML"),
        ("a: &x [1]\nb: [" + ", ".join(["*x"] * 200) + "]\n", "too many aliases"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(text: str, says: str) -> None:
    with pytest.raises(CaseFileError, match=says):
        casefile.load_yaml(text, "x.yaml")


@pytest.mark.parametrize(
    "text",
    ["[" * 1900, "[" * 100_000, "- " * 90 + "x", "- " * 50_000 + "x", '{a: ["]", ' * 900],
)
def test_no_nesting_ends_the_process(text: str) -> None:
    with pytest.raises(CaseFileError, match=r"deep\.yaml"):
        casefile.load_yaml(text, "deep.yaml")
