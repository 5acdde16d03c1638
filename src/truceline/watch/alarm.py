"""Alarm: a day on which a rule, set to a false-alarm rate in advance, says that something changed. Internal by nature."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from truceline.values.release import Release

AlarmKind = Literal["fire_changed", "silent", "reporting_changed"]


class Alarm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One alarm of one rule on one reporter's series.

    kind: fire changed, a reporter fell silent, or its reporting changed. raised: the day it could be raised (all data
    up to and with it). since: the day the change most likely began. until: last day in alarm. method: name of the rule.
    observed, expected: counts since `since`, and what the baseline leads to expect. statistic, threshold: of the rule.
    run_length_days: mean days to a false alarm under the baseline (exact or by simulation, `run_length_basis`).
    every: that figure in plain words. delay_days: raised - since. skill: measured skill in words, or absent: an alarm
    without measured skill is listed apart and never outranks one that has it. touches: terms. changes_our_mind: what
    would make it lapse. release: alarms are internal.
    """

    kind: AlarmKind
    method: str
    reporter: str
    measure: str
    raised: dt.date
    since: dt.date
    until: dt.date | None = None
    direction: Literal["up", "down"] = "up"
    observed: float | None = None
    expected: float | None = None
    statistic: float | None = None
    threshold: float | None = None
    run_length_days: float | None = None
    run_length_basis: Literal["markov_chain", "simulation", "nominal", "none"] = "none"
    every: str = ""
    sector: str = ""
    sides: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    skill: str | None = None
    says: str = ""
    changes_our_mind: str = ""
    release: Release = "internal"

    @property
    def delay_days(self) -> int:
        """Days between the likely start and the alarm."""
        return (self.raised - self.since).days


def ranked(alarms: list[Alarm] | tuple[Alarm, ...]) -> tuple[tuple[Alarm, ...], tuple[Alarm, ...]]:
    """(alarms with measured skill, alarms whose skill is not measured), each by day raised, rarest first on one day."""

    def key(a: Alarm) -> tuple[dt.date, float, str, str]:
        return a.raised, -(a.run_length_days or 0.0), a.kind, a.reporter

    return (
        tuple(sorted((a for a in alarms if a.skill), key=key)),
        tuple(sorted((a for a in alarms if not a.skill), key=key)),
    )


def in_plain_words(days: float | None) -> str:
    """A mean run length as people say it: "one in two years", "one in 10 days"."""
    if days is None:
        return "false-alarm rate not known"
    if days < 1.5:
        return "one a day"
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 7.0)):
        n = days / length
        if n >= 1.75:
            shown = _number(round(n)) if n < 20 else f"{n:.0f}"
            return f"one in {shown} {unit}s"
        if 0.9 <= n < 1.2:
            return f"one a {unit}"
    return f"one in {_number(round(days))} days"


def _number(n: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[n] if n < len(words) else str(n)
