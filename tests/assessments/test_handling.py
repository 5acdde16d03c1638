"""Handling runs forward, takes no answer before its question, and reads silence as silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.assessments.handling import ANSWERS, STEPS, shown, tracks, unfit
from truceline.values.decision import Decision
from truceline.values.errors import CaseFileError, DecisionError

DAY = 86_400_000_000


def step(word: str, at: int, to: str = "A", **fields: str) -> Decision:
    return Decision(
        id=f"decision-{at}", word=word, ids=("event-1",), set={"to": to, **fields}, by="N", because="why", at=at
    )


def run(*steps: Decision, as_of: int = 100 * DAY) -> list[str]:
    return [t.state for t in tracks("event-1", (), steps, zone="UTC", as_of=as_of)]


def test_a_question_an_answer_a_remedy_and_an_end() -> None:
    told = step("notified", DAY, due="1970-01-10")
    assert run(told, as_of=5 * DAY) == ["notified"]
    assert run(told, as_of=10 * DAY) == ["no_answer"]
    assert run(
        told, step("answered", 3 * DAY, answer="denies"), step("remedied", 4 * DAY), step("closed", 5 * DAY)
    ) == ["closed"]


def test_the_day_of_the_answer_is_inclusive() -> None:
    told = step("notified", DAY, due="1970-01-10")
    assert run(told, as_of=10 * DAY - 1) == ["notified"]


@pytest.mark.parametrize("word", ["answered", "remedied", "closed", "reopened"])
def test_nothing_comes_before_the_question(word: str) -> None:
    with pytest.raises(CaseFileError, match="before any notice"):
        run(step(word, DAY, answer="denies"))


def test_it_never_runs_backwards_without_reopening() -> None:
    told, answer, end = step("notified", DAY), step("answered", 2 * DAY, answer="accepts"), step("closed", 3 * DAY)
    with pytest.raises(CaseFileError, match="runs backwards"):
        run(told, answer, end, step("answered", 4 * DAY, answer="denies"))
    assert run(told, answer, end, step("reopened", 4 * DAY), step("answered", 5 * DAY, answer="denies")) == ["answered"]


def test_a_second_answer_stands_beside_the_first() -> None:
    (track,) = tracks(
        "event-1",
        (),
        [step("notified", 1), step("answered", 2, answer="denies"), step("answered", 3, answer="explains")],
        zone="UTC",
        as_of=10,
    )
    assert track.answer == "explains"
    assert [s.answer for s in track.steps if s.answer] == ["denies", "explains"]


def test_an_unknown_answer_and_a_missing_actor_are_named() -> None:
    with pytest.raises(DecisionError, match="not an answer"):
        run(step("notified", 1), step("answered", 2, answer="perhaps"))
    with pytest.raises(DecisionError, match="to whom"):
        run(step("notified", 1, to=""))


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from("AB"), st.sampled_from(ANSWERS)), max_size=7))
def test_exchanging_the_actors_exchanges_the_tracks(drawn: list[tuple[str, str, str]]) -> None:
    def outcome(swap: bool) -> object:
        other = {"A": "B", "B": "A"} if swap else {"A": "A", "B": "B"}
        steps = [step(word, i + 1, to=other[to], answer=answer) for i, (word, to, answer) in enumerate(drawn)]
        try:
            found = tracks("event-1", (), steps, zone="UTC", as_of=DAY)
        except CaseFileError as e:
            return len(e.problems)
        return {(other[t.to], t.state, t.answer) for t in found}

    assert outcome(False) == outcome(True)


def under(id: str, word: str, at: int, **fields: str) -> Decision:
    """A step recorded under an id of the event that is another now."""
    return Decision(
        id=f"decision-{at}", word=word, ids=("event-1", id), set={"to": "A", **fields}, by="N", because="why", at=at
    )


def test_two_questions_stand_when_their_events_turn_out_to_be_one() -> None:
    own, other = under("event-1", "notified", 1), under("event-2", "notified", 2)
    both = tracks("event-1", (), [own, other], zone="UTC", as_of=9)
    assert [t.under for t in both] == ["", "event-2"]
    after = tracks("event-1", (), [own, other, under("event-2", "answered", 3, answer="denies")], zone="UTC", as_of=9)
    assert [(t.under, t.state) for t in after] == [("", "notified"), ("event-2", "answered")]


def test_a_step_under_the_new_id_goes_to_the_question_put_under_the_former() -> None:
    steps = [under("event-0", "notified", 1), under("event-1", "answered", 2, answer="denies")]
    (track,) = tracks("event-1", (), steps, zone="UTC", as_of=9)
    assert (track.state, track.answer) == ("answered", "denies")


def test_what_is_shown_leaves_out_and_names_a_step_whose_question_was_taken_back() -> None:
    lone = step("answered", 2, answer="denies")
    assert shown("event-1", (), [lone], zone="UTC", as_of=9) == ()
    assert ["before any notice" in str(e) for e in unfit("event-1", (), [lone], zone="UTC", as_of=9)] == [True]
