"""A duty told as done in its time by who has to do it, and as not done by the other side: both words stand, never one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from world import agreement, judged, tell

from truceline.assessments.assessment import TermState

LEAVE = """  - {id: leave-alf, clause: "5", title: Alf leaves, kind: withdrawal, says: x, duty: [ALF], where: [alf-hill], by: 2001-01-15, source: s}
  - {id: leave-bet, clause: "5", title: Bet leaves, kind: withdrawal, says: x, duty: [BET], where: [bet-hill], by: 2001-01-15, source: s}
"""
PAIRS = pytest.mark.parametrize(("own", "other"), [("ALF", "BET"), ("BET", "ALF")])


def left(own: str, on: int, *, by: str, where: str = "", polarity: str = "holds", topics: tuple[str, ...] = ()):
    return tell(
        "withdrawal", on, by=by, agent=own, where=where or f"{own.lower()}-hill", polarity=polarity, topics=topics
    )


def state(own: str, *told) -> TermState:
    from world import TEXT

    found = judged(list(told), pact=agreement(TEXT + LEAVE)).terms
    return next(s for s in found if s.term == f"pact/leave-{own.lower()}")


@PAIRS
def test_a_duty_holders_word_and_the_other_sides_stand_side_by_side(own: str, other: str) -> None:
    s = state(own, left(own, 12, by=own), left(own, 18, by=other, polarity="does_not_hold"))
    assert s.state == "contested"
    assert [(r.rule, r.effect) for r in s.reasons] == [("L5b", ""), ("L5b", "part"), ("L5b", "not_done")]
    assert not any("in part" in r.words or "not reported as done" in r.words for r in s.reasons)


@PAIRS
def test_its_word_alone_shows_neither_and_what_it_admits_or_tells_late_or_in_part_is_overdue(
    own: str, other: str
) -> None:
    denied = left(own, 18, by=other, polarity="does_not_hold")
    assert state(own, left(own, 12, by=own)).state == "cannot_tell"
    assert state(own, denied).state == "overdue"
    for told in (
        [left(own, 12, by=own), left(own, 18, by=own, polarity="does_not_hold")],
        [left(own, 20, by=own), denied],
        [left(own, 12, by=own, topics=("partial",)), denied],
        [left(own, 12, by=own, where=f"{other.lower()}-hill"), denied],
    ):
        assert state(own, *told).state == "overdue"
