"""Claims of one state of a way are one thing told, weighed by origins; who denies it and what the term covers decide."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import msgspec
import pytest
from world import REGISTER, agreement, day, judged, tell

from truceline.assessments.guard import guard, standing_of
from truceline.assessments.items import items_of
from truceline.assessments.states import joined, weighed
from truceline.terms.result import Finding


def shut(by: str, on: int, *, act: str = "asserts", agent: str | None = None, polarity: str = "holds"):
    return tell("corridor", on, by=by, act=act, agent=agent, where="road", code="V4.1", polarity=polarity)


def items(*told):
    got, _ = items_of((), [c for c, _ in told], {d.id: d for _, d in told}, REGISTER)
    return got


def test_one_day_one_item_and_another_day_another() -> None:
    got = items(shut("OBS", 3, agent="GAM"), shut("BET", 3, agent="GAM"), shut("OBS", 9, agent="GAM"))
    assert [len(i.accounts) for i in got] == [2, 1]
    assert got[0].occurrence == "corroborated"
    assert got[1].occurrence == "alleged"


def test_open_and_shut_are_not_joined() -> None:
    open_, closed = tell("corridor", 3, by="BET", where="road"), shut("OBS", 3)
    assert len(items(open_, closed)) == 2


def test_the_giver_of_a_guarantee_denies_it() -> None:
    (one,) = items(
        shut("OBS", 3, agent="GAM"),
        shut("BET", 3, agent="GAM"),
        shut("ALF", 3, act="denies", agent="ALF", polarity="does_not_hold"),
    )
    assert weighed(one, REGISTER, ("ALF",), guaranteed=True).occurrence == "contested"
    assert weighed(one, REGISTER, ("ALF",), guaranteed=False).occurrence == "corroborated"


def test_a_dispute_over_who_acted_does_not_settle_a_guarantee_of_the_result() -> None:
    (one,) = items(shut("OBS", 3, agent="GAM"), shut("BET", 3, agent="ALF"))
    finding = Finding(consistency="appears_inconsistent", rule="J7", why="x")
    assert one.disputed_agent
    assert standing_of(one, finding) == "contested"
    assert standing_of(one, finding, whoever=True) == "appears_inconsistent"


def test_order_does_not_matter() -> None:
    told = [shut("OBS", 3, agent="GAM"), shut("BET", 3, agent="GAM"), shut("ALF", 4)]
    sizes = sorted(len(i.accounts) for i in items(*told))
    assert sizes == sorted(len(i.accounts) for i in items(*reversed(told)))
    assert joined([], REGISTER) == []
    assert day(3).overlaps(day(3))


def test_at_the_instant_it_begins_a_term_is_not_yet_watched_and_quiet() -> None:
    fire = agreement().term("pact/fire")
    assert fire is not None
    assert fire.start is not None
    row, _, _ = guard(fire, (), (), fire.start, [])
    assert row.state == "no_report"
    assert row.reasons[0].words == "The term is not yet in force."


def so_far(words: str, on: int, *, kind: str = "exchange", polarity: str = "does_not_hold", background: bool = False):
    """Words told on a day that give no time of their own."""
    claim, document = tell(kind, on, by="BET", agent="ALF", polarity=polarity)
    span = msgspec.structs.replace(claim.span, text=words)
    return msgspec.structs.replace(claim, span=span, when=None, background=background), document


@pytest.mark.parametrize(
    "words",
    [
        "the two sides had not exchanged the prisoners",
        "Alf has not yet returned the bodies",
        "the bodies were yet to be returned",
        "стороны ещё не обменялись пленными",
        "tərəflər əsirləri hələ qaytarmayıb",
        "կողմերը դեռ չեն վերադարձրել գերիներին",
    ],
)
def test_what_is_not_done_so_far_holds_as_of_the_day_on_which_it_is_told(words: str) -> None:
    (item,) = items(so_far(words, 9))
    assert item.when is not None
    assert item.when.span() == day(9).span()
    early = judged([so_far(words, 9)], as_of=7).term("pact/persons")
    late = judged([so_far(words, 9)], as_of=10).term("pact/persons")
    assert early is not None
    assert late is not None
    assert (early.state, late.state) == ("pending", "in_progress")
    assert any("not done" in r.words and "as of 10 January 2001" in r.words for r in late.reasons), late.reasons


def test_no_other_words_are_given_the_day_on_which_they_are_told() -> None:
    (deed,) = items(so_far("Alf did not return the bodies", 9))
    (done,) = items(so_far("Alf has not only returned the bodies", 9, polarity="holds"))
    (fight,) = items(so_far("Alf has not fired", 9, kind="violence"))
    (own,) = items(so_far("Alf has not returned the bodies", 9, background=True))
    assert [i.when for i in (deed, done, fight, own)] == [None] * 4
