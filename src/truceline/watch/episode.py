"""Episode: a flare-up looked back on, from its first to its last day, as one reporter's series shows it."""

from __future__ import annotations

import datetime as dt

import msgspec

from truceline.values.count import Count
from truceline.values.release import Release


class Episode(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run of days in which the reporter's counts come from another rate than its quiet one.

    onset, end: first and last day with a count above 0 in it (both inclusive). onset_range, end_range: days between
    which they lie with 90 in 100 under the model. peak: day with the highest count, all of them kept when tied.
    total: counts in it. dead: killed, as an interval, where the measure is deaths. quiet_rate: counts a day around it.
    probability: highest smoothed probability that a flare-up was under way. missing_days: days in it of which nothing
    is known. sides, sectors: of the series, or of the events it was built from. evidence: ids of events. name: as the
    field would say ("April 2016", "summer of 2014", "from 27 September 2020"); names: those of a curated list.
    """

    reporter: str
    measure: str
    onset: dt.date
    end: dt.date
    peaks: tuple[dt.date, ...]
    peak_count: float
    total: float
    name: str = ""
    names: tuple[str, ...] = ()
    onset_range: tuple[dt.date, dt.date] | None = None
    end_range: tuple[dt.date, dt.date] | None = None
    active_days: int = 0
    missing_days: int = 0
    quiet_rate: float | None = None
    probability: float | None = None
    method: str = ""
    dead: Count | None = None
    sides: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    release: Release = "internal"

    @property
    def days(self) -> int:
        """Length in days, both ends included."""
        return (self.end - self.onset).days + 1
