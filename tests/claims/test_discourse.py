"""The meeting just named lends its day to what is said of it, within one text and only where it is one day."""

from __future__ import annotations

from truceline.claims.claim import Claim, Span, with_id
from truceline.claims.discourse import DOUBT, carry_meeting
from truceline.values.time import DAY, When


def claim(start: int, text: str, day: int | None = None, kind: str = "meeting") -> Claim:
    when = (
        When(earliest=day * DAY, latest=(day + 1) * DAY, zone="UTC", zone_basis="stated") if day is not None else None
    )
    return with_id(
        Claim(
            document="d", span=Span(start=start, end=start + len(text), text=text), act="asserts", kind=kind, when=when
        )
    )  # type: ignore[arg-type]


def test_participants_of_the_meeting_were_there_that_day() -> None:
    _, after = carry_meeting(
        [claim(0, "held a meeting on Sunday", 3), claim(40, "Participants in the meeting included X")]
    )
    assert after.when is not None
    assert after.when.earliest == 3 * DAY
    assert after.when.doubt == DOUBT


def test_nothing_is_carried_to_a_meeting_or_across_two_days_or_to_another_kind() -> None:
    named = claim(0, "held a meeting", 3)
    assert carry_meeting([named, claim(40, "a meeting with the governor")])[1].when is None
    assert carry_meeting([named, claim(20, "met again", 5), claim(40, "the meeting was long")])[2].when is None
    assert carry_meeting([named, claim(40, "the talks were long", kind="talks")])[1].when is None
    assert carry_meeting([claim(0, "the meeting was long"), claim(40, "held a meeting", 3)])[0].when is None
