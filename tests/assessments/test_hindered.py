"""A way shut by weather, a slide, repairs or an accident, and posts that did not work: nobody's act, whoever has the duty."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from world import TEXT, agreement, day, judged, tell

from truceline.claims.claim import with_id
from truceline.terms.phases import cause_of, idle
from truceline.values.time import HOUR

WAYS = """  - {id: way-alf, clause: "6", title: Alf guarantees passage, kind: corridor, nature: guarantee, says: x, duty: [ALF], where: [alf-hill], params: {covers: result}, source: s}
  - {id: way-bet, clause: "6", title: Bet guarantees passage, kind: corridor, nature: guarantee, says: x, duty: [BET], where: [bet-hill], params: {covers: result}, source: s}
  - {id: force-alf, clause: "7", title: Alf sends its force, kind: deployment, nature: duty, says: x, duty: [ALF], source: s}
  - {id: force-bet, clause: "7", title: Bet sends its force, kind: deployment, nature: duty, says: x, duty: [BET], source: s}
"""
BOTH = pytest.mark.parametrize("own", ["ALF", "BET"])


def shut(own: str, words: str, **more: object):
    claim, document = tell("corridor", 9, where=f"{own.lower()}-hill", code="V4.1", **more)  # type: ignore[arg-type]
    when = day(9)
    start = when.earliest or 0
    when = msgspec.structs.replace(when, earliest=start + 10 * HOUR, latest=start + 13 * HOUR)
    span = msgspec.structs.replace(claim.span, text=words)
    return with_id(msgspec.structs.replace(claim, span=span, when=when)), document


def found(*told, term: str):
    state = judged(list(told), pact=agreement(TEXT + WAYS)).term(f"pact/{term}")
    assert state is not None
    return state


@BOTH
def test_a_way_shut_by_the_weather_is_no_allegation_and_is_told_with_reason_and_hours(own: str) -> None:
    s = found(shut(own, "the road was closed because of an avalanche risk"), term=f"way-{own.lower()}")
    assert s.state == "no_report"
    (told,) = (r.words for r in s.reasons if r.rule == "G7")
    assert "from 10:00 to 13:00" in told
    assert "because of an avalanche risk" in told


@BOTH
def test_without_such_a_cause_or_with_somebody_named_it_is_an_allegation(own: str) -> None:
    way = f"way-{own.lower()}"
    assert found(shut(own, "the road was closed"), term=way).state == "alleged"
    assert found(shut(own, "the road was closed under the pretext of repairs"), term=way).state == "alleged"
    other = {"ALF": "BET", "BET": "ALF"}[own]
    assert found(shut(own, "they closed the road because of snow", agent=other), term=way).state == "alleged"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("closed due to heavy snowfall", "heavy snowfall"),
        ("closed owing to repair works on the bridge", "repair works"),
        ("движение закрыто из-за лавинной опасности", "avalanches"),
        ("closed after a landslide", None),
        ("closed because of a blockade", None),
        ("it was closed not because of snow", None),
    ],
)
def test_causes(text: str, cause: str | None) -> None:
    assert cause_of(text) == cause


@BOTH
def test_posts_that_did_not_work_say_nothing_of_the_deployment(own: str) -> None:
    begun = tell("deployment", 5, by=own, agent=own)

    def told(words: str):
        claim, document = tell("deployment", 9, by="OBS", agent=own, polarity="does_not_hold")
        return with_id(msgspec.structs.replace(claim, span=msgspec.structs.replace(claim.span, text=words))), document

    term = f"force-{own.lower()}"
    fog = found(begun, told("observation posts 14 and 15 were not operating because of fog"), term=term)
    assert not any(r.effect == "not_done" for r in fog.reasons)
    assert "contested" not in (fog.state, *fog.also)
    never = found(begun, told("no troops had been deployed"), term=term)
    assert any(r.effect == "not_done" for r in never.reasons)


def test_idle_posts() -> None:
    assert idle("two posts were out of service")
    assert not idle("no posts were set up")
