"""A pattern behind a gate finds what it finds without one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.claims.gates import ANY, Gated, Held, gated, pieces_of
from truceline.claims.languages import english_acts, english_hedges

PATTERNS = [
    *(v for m in (english_acts, english_hedges) for v in vars(m).values() if isinstance(v, Gated)),
    gated(r"\b(?:dis)?agreed?\b|\bno(?:t|body) \w+"),
    gated(r"(?:ab){0,2}c(?!de)f"),
    gated(r"\w+"),
]
WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "sides",
            "did",
            "not",
            "agree",
            "nobody",
            "disagreed",
            "fired",
            "denied",
            "reports",
            "that",
            "are",
            "false",
            "was",
            "called",
            "off",
            "if",
            "they",
            "will",
            "have",
            "any",
            "attack",
            "be",
            "met",
            "neither",
            "confirmed",
            "nor",
            "c",
            "cf",
            "abcf",
            "abcdef",
            "112",
            "violations",
            "(may)",
            "should",
            "n't,",
            ".",
        ]
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\bcancel(?:led|ed)?\b", {"cancel"}),
        (r"\b(?:is|was) (?:expected|planned) to\b", {"expected", "planned"}),
        (r"(?:no )+sign", {"sign"}),
        (r"(?:no )*(?:sign)?", set()),
        (r"(?i)sign", set()),
        (r"(?<=in )\d+ cases(?! of flu)", {"cases"}),
        (r"accords?|accord signed", {"accord"}),
        (r"[a-z]+|sign", set()),
    ],
)
def test_the_pieces_that_any_match_holds(pattern: str, pieces: set[str]) -> None:
    assert set(pieces_of(pattern)) == pieces


@given(words=WORDS, data=st.data())
def test_a_gate_shuts_out_no_match(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    held = Held(text).between(start, end)
    for p in PATTERNS:
        assert (p.search(text[start:end], held) is None) == (p.search(text[start:end], ANY) is None), p.pattern


def test_a_gate_shuts_out_what_cannot_match() -> None:
    p = gated(r"\bcancel(?:led)?\b")
    held = Held("x " * 1000 + "cancelled").between(0, 500)
    assert not held & p.gate
    assert p.search("cancelled", held) is None


def test_a_pattern_made_after_a_text_was_looked_at_is_searched_for() -> None:
    held = Held("the word stands here").between(0, 20)
    late = gated("word")
    found = late.search("the word stands here", held)
    assert isinstance(found, re.Match)
