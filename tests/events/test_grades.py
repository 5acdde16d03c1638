"""Grades, likelihood and confidence: entered apart, and credibility 1 only where two independent origins stand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.events.kit import REGISTER, TERN, actor, by, claim, doc, when

from truceline.events.event import Event
from truceline.events.fuse import fuse
from truceline.events.grades import check_credibility, check_likelihood, check_reliability
from truceline.values.errors import DecisionError

DOCS = {d.id: d for d in (doc("v", "2031-03-12T10:00:00", source="val-mod"), doc("g", "2031-03-12T12:00:00", source="gua-pk"),
                          doc("o", "2031-03-12T13:00:00", source="ors-mod"))}  # fmt: skip
DAY = {"when": when("2031-03-12"), "where": (TERN,)}
MINE = claim("v", by("VAL-MOD", "val-mod"), "accuses", "violence", "they shelled Tern", actors=(actor("ORS"),), **DAY)
SEEN = claim("g", by("GUA-PK", "gua-pk"), "asserts", "violence", "shelling of Tern was seen", **DAY)
DENIED = claim("o", by("ORS-MOD", "ors-mod"), "denies", "violence", "we did not", polarity="does_not_hold", **DAY)


def event(*claims: object) -> Event:
    (found,) = fuse(claims, DOCS, REGISTER, None).events  # type: ignore[arg-type]
    return found


def test_credibility_one_needs_two_independent_origins_of_which_one_does_not_gain() -> None:
    check_credibility("1", event(MINE, SEEN), REGISTER)
    check_credibility("1", event(MINE, SEEN, DENIED), REGISTER)
    check_credibility("2", event(MINE), REGISTER)
    for alone in (event(MINE), event(SEEN)):
        with pytest.raises(DecisionError, match="two independent origins"):
            check_credibility("1", alone, REGISTER)


@pytest.mark.parametrize("grade", ["A", "7", "B2", "", None])
def test_a_letter_is_no_credibility(grade: str | None) -> None:
    with pytest.raises(DecisionError):
        check_credibility(grade, event(MINE, SEEN), REGISTER)


@pytest.mark.parametrize("grade", ["1", "G", "AB", None])
def test_a_number_is_no_reliability(grade: str | None) -> None:
    check_reliability("B")
    with pytest.raises(DecisionError):
        check_reliability(grade)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"actor": "ORS", "band": "80-95"},
        {"actor": "ORS", "band": "high", "confidence": "high"},
        {"actor": "ORS", "band": "80-95", "confidence": "80-95"},
        {"actor": "ORS", "band": "70-90", "confidence": "low"},
        {"band": "80-95", "confidence": "low"},
    ],
)
def test_likelihood_and_confidence_are_both_given_and_never_one_for_the_other(said: Mapping[str, str]) -> None:
    check_likelihood({"actor": "ORS", "band": "80-95", "confidence": "low"})
    with pytest.raises(DecisionError):
        check_likelihood(said)
