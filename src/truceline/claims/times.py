"""When a text says things were so: expressions of time with TIMEX3 values, intervals, directions and zones.

Three steps, each linear in the text: tokens (time_tokens), grammar (time_grammar and the tables of the language),
resolution against publication and the dates of the text itself (time_resolve). Nothing is guessed in silence: what cannot
be dated keeps an open interval, what cannot be (31 November) is set aside and reported.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import msgspec

from truceline.claims.time_bounds import about, bound_before, holds_throughout, shortly, tense, told_past
from truceline.claims.time_expr import Expr
from truceline.claims.time_grammar import expressions
from truceline.claims.time_ranges import Group, grouped
from truceline.claims.time_resolve import resolve
from truceline.claims.time_span import SHORTLY, Span, precision, widened
from truceline.claims.time_state import State
from truceline.claims.time_steps import EVENT
from truceline.claims.time_style import annotated, is_narrative
from truceline.claims.time_tokens import Tokens
from truceline.values.time import ABOUT, Bound, When, ZoneBasis, micros, moment, tzinfo


class TimeMention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One expression of time: code points [start, end), TIMEX3 type, value and mod, and the interval it gives.

    parts: for a range ("from 9 to 12 May") the two ends as TIMEX3 has them. weak: a word such as `now` or `former`
    that dates nothing.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str = ""
    when: When
    parts: tuple[TimeMention, ...] = ()
    weak: bool = False


class Impossible(msgspec.Struct, frozen=True, kw_only=True):
    """A date or time that cannot be: where it stands and why."""

    start: int
    end: int
    text: str
    why: str


class TimesRead(msgspec.Struct, frozen=True, kw_only=True):
    """The times of a text in order, and what was set aside."""

    mentions: tuple[TimeMention, ...]
    set_aside: tuple[Impossible, ...]
    narrative: bool = False


def find_times(
    text: str,
    *,
    published: When | None,
    zone: str | None,
    language: str = "en",
    forward: bool = False,
    place_zone: str | None = None,
    zone_basis: ZoneBasis = "case",
    narrative: bool | None = None,
) -> list[TimeMention]:
    """The times of a text in order, as TIMEX3 annotates them (see `read_times` for whole ranges and what was set aside).

    A range whose ends are dates by themselves is its two ends, each with the interval of the whole.
    """
    read = read_times(
        text,
        published=published,
        zone=zone,
        language=language,
        forward=forward,
        place_zone=place_zone,
        zone_basis=zone_basis,
        narrative=narrative,
    )
    return timexes(read)


def read_times(
    text: str,
    *,
    published: When | None,
    zone: str | None,
    language: str = "en",
    forward: bool = False,
    place_zone: str | None = None,
    zone_basis: ZoneBasis = "case",
    narrative: bool | None = None,
) -> TimesRead:
    """The times of a text and what was set aside.

    published: when the text came out; relative words count from it. zone: IANA name in which times without a zone are
    read, known by `zone_basis`; None leaves local readings. place_zone: the zone of the place spoken of, for "local
    time". forward: dates without a year lie ahead (plans, agreements, decrees). narrative: whether the text counts from
    its own dates; None lets the text decide. language: only `en` is read here; other languages give nothing.
    """
    if language != "en":
        return TimesRead(mentions=(), set_aside=())
    t = Tokens(text)
    found = list(expressions(t))
    said, until = _said(published, zone)
    story = is_narrative(t, found, said) if narrative is None else narrative
    reading = _Reading(t, State(said, narrative=story), zone, place_zone, zone_basis, until, forward)
    for group in grouped(t, [e for e in found if annotated(t, e, story)]):
        reading.add(group)
    return TimesRead(mentions=tuple(reading.mentions), set_aside=tuple(reading.aside), narrative=story)


def timexes(read: TimesRead) -> list[TimeMention]:
    """The mentions as TIMEX3 annotates them: a range is its two ends where both are dates by themselves.

    In news a bare day ("between 9 and 12 May") is not a date by itself, and the range stays one.
    """
    out: list[TimeMention] = []
    for m in read.mentions:
        bare = bool(m.parts) and not read.narrative and m.parts[0].text.rstrip("stndrh").isdigit()
        bare = (
            bare and len(m.parts[0].text) < 5 and m.parts[0].value[-2:].lstrip("0") == m.parts[0].text.rstrip("stndrh")
        )
        out.extend((m,) if bare or not m.parts else m.parts)
    return out


def _said(published: When | None, zone: str | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """First and last moment of publication, naive, in the reading zone."""
    if published is None:
        return None, None
    here = None if published.zone_basis == "none" else (zone or published.zone or "UTC")
    lo = published.earliest if published.earliest is not None else published.latest
    hi = published.latest if published.latest is not None else published.earliest
    if lo is None or hi is None:
        return None, None
    try:
        first, last = moment(lo, here), moment(hi, here)
    except (OverflowError, ValueError):
        return None, None
    return first.replace(tzinfo=None), last.replace(tzinfo=None)


class _Reading:
    """The state of one pass over the expressions."""

    def __init__(
        self,
        t: Tokens,
        state: State,
        zone: str | None,
        place_zone: str | None,
        basis: ZoneBasis,
        until: dt.datetime | None,
        forward: bool,
    ) -> None:
        self.t, self.state, self.zone, self.place_zone, self.basis = t, state, zone, place_zone, basis
        self.until, self.forward = until, forward
        self.mentions: list[TimeMention] = []
        self.aside: list[Impossible] = []

    def add(self, group: Group) -> None:
        """Resolve one group (one expression, or the two ends of a range) and keep what it gives."""
        for e in group.members:
            if e.impossible:
                a, b = self._span_of(e)
                self.aside.append(Impossible(start=a, end=b, text=self.t.text[a:b], why=e.impossible))
                return
        bound = bound_before(self.t, group.members[0])
        ends: list[tuple[Expr, Span]] = []
        for e in group.members:
            self.state.bound = group.bound or bound
            self.state.tense = 1 if self.forward else tense(self.t, e)
            self.state.over = self.state.bound in ("until", "by", "before") and told_past(self.t, e)
            span = resolve(e, self.state)
            if group.second_after_first and ends:
                span = _not_before(e, span, ends[0][1], self.state)
            ends.append((e, span))
            self._remember(e, span)
        if len(ends) == 1:
            self.mentions.append(self._mention(ends[0][0], ends[0][1], group.bound or bound))
        else:
            self.mentions.append(self._range(ends))

    def _remember(self, e: Expr, span: Span) -> None:
        s = self.state
        if span.lo is None:
            if e.year is not None and e.year < 1:
                s.day, s.year, s.grain = None, e.year, "year"
            return
        if span.type in ("DURATION", "SET") or span.grain in ("ref", "none"):
            return
        if span.grain in ("decade", "century"):
            return
        if s.narrative and s.day is not None and _aside(self.t, e, span):
            return
        if span.grain == "quarter":
            s.quarter = (
                (span.lo.year, (span.lo.month + 2) // 3) if e.quarter is not None and e.shift is None else s.quarter
            )
        if not s.narrative and e.shift is not None and e.shift[1] == "year":
            return
        if s.narrative and span.grain == "year" and s.day is not None and s.grain != "year":
            if not _sets_scene(self.t, e):
                return
        s.day, s.grain, s.year = span.lo.date(), span.grain, span.lo.year
        s.moment = span.lo if span.grain in ("minute", "hour", "second") else None

    def _span_of(self, e: Expr) -> tuple[int, int]:
        return self.t.starts[e.i], self.t.ends[e.j - 1]

    def _mention(self, e: Expr, span: Span, bound: Bound | None) -> TimeMention:
        a, b = self._span_of(e)
        return TimeMention(
            start=a,
            end=b,
            text=self.t.text[a:b],
            type=span.type,
            value=self._value(e, span),
            mod=span.mod,
            when=self._when(e, span, bound, self.t.text[a:b]),
            weak=span.grain == "ref" and e.generic,
        )

    def _value(self, e: Expr, span: Span) -> str:
        if e.clock is None or e.zone is None or span.lo is None:
            return span.value
        offset = span.lo.replace(tzinfo=tzinfo(e.zone)).isoformat()[-6:]
        return span.value + offset

    def _when(self, e: Expr, span: Span, bound: Bound | None, text: str) -> When:
        zone, basis = self._zone_of(e)
        lo, hi, doubt = span.lo, span.hi, span.doubt
        if e.night_to is not None and lo is not None and e.month:
            hi = _night_end(e, lo) or hi
        elif e.part == "TNI" and e.clock is None and lo is not None and (e.weekday or e.day) and _overnight(self.t, e):
            lo, doubt = lo - dt.timedelta(days=1), "the night before or after the day named"
        if e.event and e.shift is not None:
            lo, hi, doubt = None, None, EVENT
        if e.stamp == "either" and lo is not None and hi is not None:
            other = dt.datetime(lo.year, lo.day, lo.month)
            lo, hi, doubt = min(lo, other), max(hi, other + dt.timedelta(days=1)), "day and month may be exchanged"
        elif e.clock == (24, 0, None) and e.has_date() and lo is not None and bound is None:
            lo, doubt = lo - dt.timedelta(days=1), "midnight at the begin or at the end of the day"
        if span.grain == "length" and hi is not None and self.until is not None and hi == self.state.said:
            hi = self.until
        if bound is None and about(self.t, e, span):
            lo, hi = widened(lo, hi, span)
            span = replace(span, lo=lo, hi=hi)
            doubt = doubt or ABOUT
        soon = bound == "after" and shortly(self.t, e)
        precise = precision(span)
        timed = span.grain in ("minute", "hour", "second")
        if bound in ("from", "since") and lo is not None:
            hi = self.until if bound == "since" and self.until is not None and lo < self.until else None
        elif bound in ("until", "by") and hi is not None:
            lo, hi = None, (lo if timed else hi)
        elif bound == "before" and lo is not None:
            lo, hi = None, (hi if span.mod == "END" else lo)
        elif bound == "after" and hi is not None:
            lo, hi = (lo if timed else hi), None
            if soon and timed and lo is not None:
                hi, bound, doubt = lo + SHORTLY, None, doubt or "the time is given as shortly after"
        if bound and (lo is None) != (hi is None):
            precise = "T7"
        return When(
            earliest=_us(lo, zone),
            latest=_us(hi, zone),
            holds="throughout" if holds_throughout(self.t, e) else "within",
            bound=bound if lo is not None or hi is not None else None,
            precision=precise,  # type: ignore[arg-type]
            zone=zone,
            zone_basis=basis,
            text=text,
            doubt=doubt,
        )

    def _zone_of(self, e: Expr) -> tuple[str | None, ZoneBasis]:
        if e.zone is not None:
            return e.zone, "stated"
        if e.local and self.place_zone is not None:
            return self.place_zone, "place"
        if self.zone is None:
            return None, "none"
        return self.zone, "place" if e.local else self.basis

    def _range(self, ends: list[tuple[Expr, Span]]) -> TimeMention:
        (e1, s1), (e2, s2) = ends
        first, last = self._mention(e1, s1, None), self._mention(e2, s2, None)
        a, b = first.start, last.end
        when = first.when
        lo = first.when.earliest
        timed = s2.grain in ("minute", "hour", "second")
        hi = last.when.earliest if timed else last.when.latest
        joined = msgspec.structs.replace(
            when,
            earliest=lo,
            latest=hi,
            text=self.t.text[a:b],
            precision=_range_precision(s1, s2),
            zone=first.when.zone or last.when.zone,
        )
        parts = tuple(
            msgspec.structs.replace(m, when=msgspec.structs.replace(joined, text=m.text)) for m in (first, last)
        )
        return TimeMention(
            start=a,
            end=b,
            text=self.t.text[a:b],
            type=last.type,
            value=f"{first.value}/{last.value}",
            mod=first.mod,
            when=joined,
            parts=parts,
        )


def _range_precision(s1: Span, s2: Span) -> str:
    if s1.lo is None or s2.hi is None:
        return "T0"
    return precision(Span("DATE", "", "none", s1.lo, s2.hi))


def _not_before(e: Expr, span: Span, first: Span, s: State) -> Span:
    """The end of a range that has no year of its own does not lie before its begin."""
    if first.lo is None or span.hi is None or span.hi > first.lo or not 2 <= first.lo.year < 9997:
        return span
    if e.weekday and not e.day and span.lo is not None:
        week = dt.timedelta(days=7)
        if s.tense > 0:
            span.lo, span.hi = span.lo + week, span.hi + week
            span.value = span.lo.date().isoformat() + span.value[10:]
        elif first.hi is not None:
            first.lo, first.hi = first.lo - week, first.hi - week
            first.value = first.lo.date().isoformat() + first.value[10:]
        return span
    if e.year is not None or not e.month:
        return span
    e.year = first.lo.year + (1 if (e.month, e.day or 31) < (first.lo.month, first.lo.day) else 0)
    return resolve(e, s)


def _aside(t: Tokens, e: Expr, span: Span) -> bool:
    """Whether the date only describes a noun (`the November report`) or is a season: the story does not move there."""
    if span.grain == "season":
        return True
    return (
        span.grain == "month" and t.kind(e.j) == "word" and t.word(e.i - 1) in ("the", "a", "an", "his", "its", "their")
    )


def _sets_scene(t: Tokens, e: Expr) -> bool:
    """Whether a bare year begins a new time for what follows: `In 1943,` and not `the 1936 constitution`."""
    return t.word(e.i - 1) in ("in", "by", "during", "throughout", "early", "late", "of") and (
        e.i < 2 or t.word(e.i - 2) in (".", ",", "", ")")
    )


def _overnight(t: Tokens, e: Expr) -> bool:
    return t.word(e.i) == "overnight"


def _night_end(e: Expr, lo: dt.datetime) -> dt.datetime | None:
    """06:00 of the second day of a night between two days."""
    assert e.night_to is not None
    nxt = lo + dt.timedelta(days=1)
    return nxt.replace(hour=6, minute=0) if nxt.day == e.night_to else None


def _us(t: dt.datetime | None, zone: str | None) -> int | None:
    if t is None or not 2 <= t.year <= 9998:
        return None
    try:
        return micros(t if zone is None else t.replace(tzinfo=tzinfo(zone)))
    except OverflowError:
        return None
