"""Day by day: was a zone or sector quiet and watched, quiet and not watched, or is nothing reported of it? Rules:

Q1. A day on which an incident is told of there is `reported`. Where its place or its day leaves open whether it was
    there and then, the day is `perhaps_reported`, and is not called quiet. What a Decision refuted is left out.
Q2. Else a day is `quiet_watched` where at least `enough` of it was watched by somebody's word, or at least `enough` of
    the sector was in view of posts, patrols and sensors that are said to have worked.
Q3. Else `quiet_unwatched`, only where that is known: access was denied or jammed, or all that stands there has a known
    range and state and saw less than `enough`.
Q4. Else `no_report`: nothing is said of who watched.
Whoever speaks of the whole of its area lends nothing to a zone by name: that word stands in a row of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from truceline.assessments.coverage import Watched, watchers_of
from truceline.events.event import Event
from truceline.places.intervals import Interval, clip, length, longest, union
from truceline.places.zone import Zone, locate_where, start_key, valid_at, versions, zones_at
from truceline.values.place import Where
from truceline.values.time import DAY, moment, start_of_day

if TYPE_CHECKING:
    from truceline.places.coverage import Cover, Watcher
    from truceline.places.line import Chain

Day = Literal["reported", "perhaps_reported", "quiet_watched", "quiet_unwatched", "no_report"]
STATES: tuple[Day, ...] = ("reported", "perhaps_reported", "quiet_watched", "quiet_unwatched", "no_report")
ENOUGH = 0.5
AREAS = ("line", "zone", "corridor", "district", "area")
WHOLE = "whole area of the speaker"


class QuietRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sector, or zone without sectors, per one drawing, over [start, end) microseconds.

    days: how many days in each state; they add up to the days of the period. last: the state of its last day. states:
    the same as dated stretches. longest_quiet_unseen: the longest stretch of days without report and without watch.
    days_since_seen: since the end of the last time in which it was watched, absent where never. share, uncertain_share:
    of its length on the last day, absent where no range of anything there is known. covered, uncertain, uncovered:
    stretches in metres of chainage on that day, which add up to the length; largest_gap: the longest uncovered one.
    k: the most watchers that see one place. posts, posts_without_range: what stands there. watched, denied: dated
    intervals by somebody's word, by whom, on which claims.
    """

    zone: str
    per: str = ""
    kind: str
    sector: str = ""
    start: int
    end: int
    days: dict[str, int]
    last: Day
    days_since_seen: float | None = None
    states: tuple[tuple[int, int, Day], ...] = ()
    longest_quiet_unseen: tuple[int, int] | None = None
    length_m: float | None = None
    share: float | None = None
    uncertain_share: float | None = None
    covered: tuple[Interval, ...] = ()
    uncertain: tuple[Interval, ...] = ()
    uncovered: tuple[Interval, ...] = ()
    largest_gap: Interval | None = None
    k: int | None = None
    posts: int = 0
    posts_without_range: int = 0
    watched: tuple[tuple[int, int], ...] = ()
    denied: tuple[tuple[int, int], ...] = ()
    by: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


OUTWARD = (
    "zone",
    "per",
    "kind",
    "sector",
    "start",
    "end",
    "days",
    "last",
    "days_since_seen",
    "share",
    "uncertain_share",
)


def outward(rows: Iterable[QuietRow]) -> tuple[QuietRow, ...]:
    """The rows as they may leave the room, by sector: no stretch, gap, post, interval, speaker or claim; no row of a
    single place. The delay is the caller's."""
    kept = (r for r in rows if r.kind in AREAS)
    return tuple(QuietRow(**{f: getattr(r, f) for f in OUTWARD}) for r in kept)


class _Told(msgspec.Struct, frozen=True):
    """An incident: [start, end), and whether it was surely on its day if surely there."""

    start: int
    end: int
    sure: bool
    where: tuple[Where, ...]


def quiet(
    zones: Sequence[Zone], told: Watched, events: Iterable[Event], *, start: int, end: int, zone: str,
    known: int | None = None, enough: float = ENOUGH, watchers: Sequence[Watcher] | None = None,
) -> tuple[tuple[QuietRow, ...], dict[str, int]]:  # fmt: skip
    """Rows over [start, end) (microseconds) for every drawing that holds at its end, by zone, source and chainage; then
    the places and whole areas that are told of as watched; and a tally of incidents that could not be laid on a day.

    zone: the clock in which days are counted. known: leave out drawings made public later. watchers: posts, patrols and
    sensors; None: the posts of the case.
    """
    incidents, aside = _incidents(events, start, end)
    seen = _posts(zones, told, end) if watchers is None else tuple(watchers)
    days = _days(start, end, zone)
    rows: list[QuietRow] = []
    held = [z for z in zones_at(zones, end - 1, known=known) if z.kind in AREAS]
    for z in sorted(held, key=lambda z: (AREAS.index(z.kind), z.id, z.per, start_key(z))):
        rows.extend(_of_zone(z, zones, told, incidents, seen, days, enough))
    names = {z.id for z in zones}
    for place in told.words:
        if place not in names:
            spans = _spans(told, place)
            by_day = [_day(a, b, _named(incidents, place, a, b), spans, None, enough) for a, b in days]
            rows.append(_row(place or WHOLE, "place" if place else "whole", days, by_day, told, place))
    return tuple(rows), aside


def _incidents(events: Iterable[Event], start: int, end: int) -> tuple[list[_Told], dict[str, int]]:
    out: list[_Told] = []
    aside: dict[str, int] = {}
    for e in events:
        if e.cls != "incident" or e.occurrence == "refuted":
            continue
        lo, hi = e.when.span() if e.when is not None else (None, None)
        if lo is None or hi is None:
            aside["incident without a beginning or an end"] = aside.get("incident without a beginning or an end", 0) + 1
        elif lo < end and start < max(hi, lo + 1):
            out.append(_Told(lo, max(hi, lo + 1), e.when is not None and e.when.holds == "throughout", e.where))
    return out, aside


def _posts(zones: Sequence[Zone], told: Watched, end: int) -> tuple[Watcher, ...]:
    """The posts of the case, each by the words of itself and of what it stands on."""
    out: list[Watcher] = []
    for z in zones:
        words = [*told.words.get(z.id, ()), *(told.words.get(z.on, ()) if z.on else ())]
        out.extend(watchers_of([z], words, as_of=end))
    return tuple(out)


def _days(start: int, end: int, zone: str) -> list[tuple[int, int]]:
    """Days of the clock that [start, end) touches, cut to it."""
    out, at = [], start
    while at < end:
        after = min(start_of_day(moment(at, zone).date() + dt.timedelta(days=1), zone), end)
        out.append((at, after))
        at = after
    return out


def _spans(told: Watched, place: str) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """Watched (less denied) and denied."""
    words = told.words.get(place, ())
    return tuple(told.intervals.get(place, ())), union((w.start, w.end) for w in words if w.label == "denied")


def _of_zone(
    z: Zone, zones: Sequence[Zone], told: Watched, incidents: Sequence[_Told], watchers: Sequence[Watcher],
    days: Sequence[tuple[int, int]], enough: float,
) -> list[QuietRow]:  # fmt: skip
    own = tuple(v for v in versions(zones, z.id) if v.per == z.per)
    open_start = any(v.valid_from is None and v.from_earliest is None for v in own)
    first = min((v.from_earliest if v.from_earliest is not None else start_key(v)) for v in own)
    days = [(max(a, first), b) for a, b in days if open_start or b > first]
    posts = [p for p in zones if p.kind == "post" and p.on == z.id and days and valid_at(p, days[-1][1] - 1)]
    bare = sum(p.range_m is None for p in posts)
    view = _View(z, watchers, bare) if z.kind == "line" else None
    sectors = sorted(z.sectors.items(), key=lambda s: s[1]) if z.kind == "line" else []
    rows = []
    for name, span in sectors or [("", (0.0, view.chain.length_m if view else 0.0))]:
        by_day = []
        for a, b in days:
            there = [_there(i, own, a, b, span if sectors else None) for i in incidents]
            shares = view.shares(span, a, b) if view else None
            by_day.append(_day(a, b, there, _spans(told, z.id), shares, enough))
        rows.append(
            _row(
                z.id,
                z.kind,
                days,
                by_day,
                told,
                z.id,
                z=z,
                sector=name,
                posts=len(posts),
                bare=bare,
                view=view,
                span=span,
            )
        )
    return rows if days else []


class _View:
    """What is seen of a line; asked again only where the set of watchers changed."""

    def __init__(self, z: Zone, watchers: Sequence[Watcher], bare: int) -> None:
        from truceline.places.coverage import watched
        from truceline.places.line import chain

        self.chain: Chain = chain(z)
        self.bare = bare
        found = [(w, watched(self.chain, w)) for w in watchers]
        self.parts = [(w, p) for w, p in found if p]
        self._made: dict[tuple[int, ...], Cover] = {}

    def cover(self, start: int, end: int) -> Cover | None:
        """The line over [start, end); None where nothing with a range is known of it then."""
        from truceline.places.coverage import cover

        now = tuple(i for i, (w, _) in enumerate(self.parts) if w.start < end and start < w.end)
        if not now:
            return None
        if now not in self._made:
            self._made[now] = cover(self.chain, [self.parts[i][0] for i in now], start, end)
        return self._made[now]

    def shares(self, span: Interval, start: int, end: int) -> tuple[float, float, bool] | None:
        """Share in view, share that may have been, and whether it is known that no more was."""
        c = self.cover(start, end)
        size = min(span[1], self.chain.length_m) - span[0]
        if c is None or size <= 0:
            return None
        return length(clip(c.covered, *span)) / size, length(clip(c.uncertain, *span)) / size, self.bare == 0

    def last_seen(self, span: Interval, end: int) -> int | None:
        """End of the last time in which something that worked saw part of a stretch."""
        ends = [min(w.end, end) for w, p in self.parts if w.state == "working" and w.start < end and clip(p, *span)]
        return max(ends, default=None)


def _day(
    start: int, end: int, there: Iterable[str], spans: tuple[tuple[Interval, ...], tuple[Interval, ...]],
    shares: tuple[float, float, bool] | None, enough: float,
) -> Day:  # fmt: skip
    """One day (Q1-Q4). there: yes, perhaps or no for each incident."""
    said = set(there)
    if "yes" in said:
        return "reported"
    if "perhaps" in said:
        return "perhaps_reported"
    by_word = length(clip(spans[0], start, end)) / (end - start)
    if by_word >= enough or (shares is not None and shares[0] >= enough):
        return "quiet_watched"
    known_unseen = shares is not None and shares[2] and shares[0] + shares[1] < enough
    return "quiet_unwatched" if known_unseen or clip(spans[1], start, end) else "no_report"


def _named(incidents: Iterable[_Told], place: str, start: int, end: int) -> list[str]:
    """Incidents of a day against a place of the gazetteer: yes where it is named; perhaps where no place is, or one that
    the case does not know, and against a whole area of unknown bounds."""
    out = []
    for i in incidents:
        if i.start < end and start < i.end:
            named = any(w.id == place for w in i.where)
            unsure = not place or not i.where or not all(w.id for w in i.where)
            out.append(_dated(i, start, end, "yes" if named else "perhaps" if unsure else "no"))
    return out


def _dated(i: _Told, start: int, end: int, place: str) -> str:
    """The answer on the place, weakened where the day is not sure."""
    if place == "no" or not (i.start < end and start < i.end):
        return "no"
    return place if i.sure or (start <= i.start and i.end <= end) else "perhaps"


def _there(i: _Told, own: Sequence[Zone], start: int, end: int, span: Interval | None) -> str:
    """Whether an incident lay in a zone, or along a stretch of a line, on a day, per the drawings of that time."""
    if not (i.start < end and start < i.end):
        return "no"
    if not i.where:
        return "perhaps"
    drawn = [v for v in own if valid_at(v, i.start) or valid_at(v, i.end - 1)] or list(own)[-1:]
    said = {_lies(w, v, span) for w in i.where for v in drawn}
    place = "yes" if said == {"yes"} or ("yes" in said and len(drawn) == 1) else "no" if said == {"no"} else "perhaps"
    return _dated(i, start, end, place)


def _lies(where: Where, z: Zone, span: Interval | None) -> str:
    from truceline.places.line import DEPTH_BANDS_M, on_line
    from truceline.places.zone import RADIUS_OF_PRECISION

    if z.kind != "line":
        return {"inside": "yes", "outside": "no"}.get(locate_where(z, where).state, "perhaps")
    if where.id == z.id:
        return "yes" if span is None else "perhaps"
    if where.lat is None or where.lon is None:
        return "perhaps"
    radius = where.radius_m if where.radius_m is not None else RADIUS_OF_PRECISION.get(where.precision)
    p = on_line(z, where.lat, where.lon, radius)
    reach, margin = DEPTH_BANDS_M[-1], p.margin_m
    if margin is None:
        return "perhaps"
    low, high = p.chainage_m - margin, p.chainage_m + margin
    if abs(p.distance_m) - margin > reach or (span is not None and (high < span[0] or low > span[1])):
        return "no"
    within = span is None or (span[0] <= low and high <= span[1])
    return "yes" if abs(p.distance_m) + margin <= reach and within else "perhaps"


def _row(
    name: str, kind: str, days: Sequence[tuple[int, int]], by_day: Sequence[Day], told: Watched, place: str, *,
    z: Zone | None = None, sector: str = "", posts: int = 0, bare: int = 0, view: _View | None = None, span: Interval = (0.0, 0.0),
) -> QuietRow:  # fmt: skip
    start, end = (days[0][0], days[-1][1]) if days else (0, 0)
    seen, shut = _spans(told, place)
    ends = [int(min(b, end)) for a, b in seen if a < end]
    ends += [t] if view is not None and (t := view.last_seen(span, end)) is not None else []
    drawn = view.cover(*days[-1]) if view is not None and days else None
    size = min(span[1], view.chain.length_m) - span[0] if view is not None else None
    parts = {n: clip(getattr(drawn, n), *span) if drawn else () for n in ("covered", "uncertain", "uncovered")}
    states = _joined(days, by_day)
    words = [w for w in told.words.get(place, ()) if w.start < end and start < w.end]
    return QuietRow(
        zone=name, per=z.per if z else "", kind=kind, sector=sector, start=start, end=end,
        days={s: by_day.count(s) for s in STATES if s in by_day}, last=by_day[-1] if by_day else "no_report",
        days_since_seen=round((end - max(ends)) / DAY, 3) if ends else None, states=states,
        longest_quiet_unseen=_unseen(states), length_m=size,
        share=length(parts["covered"]) / size if drawn and size else None,
        uncertain_share=length(parts["uncertain"]) / size if drawn and size else None, **parts,
        largest_gap=max(parts["uncovered"], key=lambda g: (g[1] - g[0], -g[0]), default=None),
        k=max((n for a, b, n in drawn.k if a < span[1] and span[0] < b), default=0) if drawn else None,
        posts=posts, posts_without_range=bare,
        watched=tuple((int(a), int(b)) for a, b in clip(seen, start, end)),
        denied=tuple((int(a), int(b)) for a, b in clip(shut, start, end)),
        by=tuple(sorted({w.by for w in words if w.by})), claims=tuple(dict.fromkeys(c for w in words for c in w.claims)),
    )  # fmt: skip


def _joined(days: Sequence[tuple[int, int]], by_day: Sequence[Day]) -> tuple[tuple[int, int, Day], ...]:
    out: list[tuple[int, int, Day]] = []
    for (a, b), s in zip(days, by_day, strict=True):
        if out and out[-1][2] == s:
            out[-1] = (out[-1][0], b, s)
        else:
            out.append((a, b, s))
    return tuple(out)


def _unseen(states: Sequence[tuple[int, int, Day]]) -> tuple[int, int] | None:
    """The longest stretch in which nothing is told and nothing is known to be watched."""
    spans = [(a, b) for a, b, s in states if s in ("no_report", "quiet_unwatched")]
    return longest([(int(a), int(b), "x") for a, b in union(spans)], "x")
