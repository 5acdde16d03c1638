"""Names of episodes in the field's usual manner: by month, season, days, or "from" its first day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer",
           8: "summer", 9: "autumn", 10: "autumn", 11: "autumn"}  # fmt: skip


def name_of(onset: dt.date, end: dt.date, *, southern: bool = False) -> str:
    """The plain name of a period by its dates alone.

    Within one month: "April 2016". Over two or three months of one season: "summer of 2014" (a winter that crosses the
    year: "winter of 2014-15"). Longer than 21 days, or over a change of season: "from 27 September 2020".
    """
    if (onset.year, onset.month) == (end.year, end.month):
        return f"{MONTHS[onset.month - 1]} {onset.year}"
    one_season = SEASONS[onset.month] == SEASONS[end.month] and (end - onset).days < 100
    if one_season and (end - onset).days <= 21 + 71 * (SEASONS[onset.month] == "summer"):
        return f"{season(onset.month, southern)} of {_season_year(onset, end)}"
    return f"from {onset.day} {MONTHS[onset.month - 1]} {onset.year}"


def season(month: int, southern: bool = False) -> str:
    """The season of a month, of the northern or southern half of the world."""
    return SEASONS[(month + 5) % 12 + 1 if southern else month]


def _season_year(onset: dt.date, end: dt.date) -> str:
    first = onset.year
    if onset.month in (1, 2) and end.year == onset.year:
        return f"{first - 1}-{first % 100:02d}"
    return str(first) if end.year == first and onset.month != 12 else f"{first}-{(first + 1) % 100:02d}"


def distinct(periods: Sequence[tuple[dt.date, dt.date]], *, southern: bool = False) -> list[str]:
    """Names of several periods; where two would be the same, the days are named ("12-16 July 2020")."""
    names = [name_of(a, z, southern=southern) for a, z in periods]
    return [days_of(*p) if names.count(n) > 1 else n for n, p in zip(names, periods, strict=True)]


def days_of(onset: dt.date, end: dt.date) -> str:
    """The days in full: "12-16 July 2020", "27 July - 5 August 2014", "4 March 2008"."""
    a, z = f"{onset.day} {MONTHS[onset.month - 1]}", f"{end.day} {MONTHS[end.month - 1]} {end.year}"
    if onset == end:
        return z
    if (onset.year, onset.month) == (end.year, end.month):
        return f"{onset.day}-{z}"
    return f"{a} - {z}" if onset.year == end.year else f"{a} {onset.year} - {z}"


def curated(onset: dt.date, end: dt.date, listed: Sequence[tuple[str, dt.date, dt.date]]) -> tuple[str, ...]:
    """Names of a case's own list (name, first, last day inclusive) that overlap the period; all of them when tied."""
    return tuple(n for n, a, z in listed if a <= end and z >= onset)
