"""Whether a text counts its dates from the day it came out (news) or from the dates it names itself (a narrative).

A text is a narrative where most of the years it names lie well before its publication and weekdays and words such as
yesterday, which only the day of publication dates, are rare beside them.
"""

from __future__ import annotations

import datetime as dt

from truceline.claims.time_expr import Expr
from truceline.claims.time_tokens import Tokens

FAR_YEARS = 2


def is_narrative(t: Tokens, found: list[Expr], said: dt.datetime | None) -> bool:
    """True for histories and chronologies. Without a day of publication: where the text names at least one year."""
    years = [e.year for e in found if e.year is not None]
    if said is None:
        return bool(years)
    full = [e for e in found if e.year is not None and (e.month is not None or e.season is not None)]
    far = sum(1 for y in years if abs(said.year - y) >= FAR_YEARS)
    spoken = sum(
        1
        for e in found
        if (e.weekday is not None and e.day is None and not e.each)
        or (e.step is not None and e.step[0] == "speech")
        or (e.shift is not None and e.shift[3] == "speech")
    )
    far_full = sum(1 for e in full if e.year is not None and abs(said.year - e.year) >= FAR_YEARS)
    enough = far >= 3 or (far == 2 and not spoken)
    return enough and far > len(years) / 2 and far_full >= 1 and far + far_full > 2 * spoken


_STORY_ONLY = frozenset({"former", "future"})
_NEVER = frozenset({"soon", "previously", "formerly", "lately"})


def annotated(t: Tokens, e: Expr, narrative: bool) -> bool:
    """Whether a word that dates nothing is kept: both styles mark `now` and `recently`; only narratives mark `former`,
    `future` and `the same time`; only news marks `the quarter` and `for the year`."""
    if e.ref and e.j - e.i == 1:
        w = t.word(e.i)
        if w in _NEVER:
            return False
        if w == "former" and t.word(e.i - 1) == "the" and t.word(e.j) in ("", ".", ",", "was", "is", "were", "and"):
            return False
        if w in _STORY_ONLY:
            return narrative
    if e.step and e.step[2] == "time":
        return narrative
    if e.stamp == "age":
        return narrative
    title = e.j - e.i == 2 and t.word(e.i) in ("this", "last", "next") and t.word(e.i + 1) in ("week", "day", "year")
    if title and t.capital(e.i) and t.capital(e.i + 1) and not _all_capitals(t, e):
        return False
    if e.stamp == "named":
        return not narrative
    return not (e.each and e.j - e.i == 1 and t.word(e.i) in ("annual", "quarterly"))


def _all_capitals(t: Tokens, e: Expr) -> bool:
    return t.text[t.starts[e.i] : t.ends[e.j - 1]].isupper()
