"""Totals: how many violations, explosions or weapons a monitor gives for a period and an area (English). Never events.

Rules.
 T1. A number above one before or after what it counts ("over 15,800 ceasefire violations", "the number of violations reached almost
     10,000") in a sentence that records is a total: act `counts`. "Including about 1,100 explosions" goes into the same claim.
 T2. Its time is the range or day that stands in its sentence and dates nothing else; without one it is the period on
     which the document reports (the range it names most often), and `when.doubt` says so.
 T3. A number compared with, "in the previous two-week period", is a claim of its own about the period of that length that
     ends where this one begins; without a length it is as long as this one.
 T4. A rate stays a rate ("7,000 violations per week": violations_per_week).
 T5. The area stays with the number; one that the gazetteer does not hold keeps its words and gets no point.
 T6. A claim that the rules for deeds made of the same number keeps its actors and is completed; what they made of its words
     besides (a withdrawal of "withdrawal lines") is dropped.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.claim import ActorRef, Claim, Span, with_id
from truceline.claims.languages import english_totals as en
from truceline.claims.totals_figures import LONGEST, UNITS, Figure, figures_in, length_of, mended, previouses
from truceline.values.count import Count
from truceline.values.place import PlaceRole, Where
from truceline.values.time import DAY, When, micros, moment, tzinfo

if TYPE_CHECKING:
    from truceline.claims.binding import Placed
    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame
    from truceline.claims.times import TimeMention

REPORTED = "the period on which the document reports"
BEFORE = "the period before the one reported on"
_ROLES: dict[str, PlaceRole] = {
    "along": "along", "inside": "within", "within": "within", "in": "at", "at": "at", "near": "near", "around": "near",
}  # fmt: skip
_OUSTED = frozenset({"violation", "violence", "ceasefire", "withdrawal", "position", "deployment"})
_KIND = {"violations": ("violation", None), "explosions": ("violence", "V1.6"), "weapons": ("violation", "V2.2")}


class Totals:
    """The totals of one text. mentions: its times as read; places: as placed."""

    def __init__(
        self, frame: Frame, mentions: Sequence[TimeMention], places: Sequence[Placed], published: When | None
    ) -> None:
        self.frame, self.places = frame, places
        self.times = [m for m in mentions if not m.weak and (m.type in ("DATE", "TIME") or _bounded(m))]
        self.period = period_of(self.times, published)

    def any_in(self, n: int) -> bool:
        """Whether sentence n gives a total."""
        return bool(self.figures(n))

    def figures(self, n: int) -> list[Figure]:
        """The figures of sentence n that are said to be so."""
        low, _ = self.words(n)
        if ("violation" not in low and "explosion" not in low) or not en.RECORDED.search(low):
            return []
        found = [f for f in figures_in(low) if (f.count.best or f.count.low or f.count.high or 0) > 1]
        return [f for f in found if not en.NOT_SAID.search(low[max(0, f.start - 40) : f.start])]

    def words(self, n: int) -> tuple[str, Sequence[int]]:
        """The mended words of sentence n and their places from its begin."""
        s = self.frame.sentences[n]
        raw = self.frame.low[s.start : min(s.end, s.start + LONGEST)]
        return mended(raw) if any(c in raw for c in "-\u00ad\u2010\x02") else (raw, range(len(raw) + 1))

    def told(self, n: int, made: list[Claim], blank: Claim) -> list[Claim]:
        """The claims of sentence n with its totals. made: what the rules for deeds made of it; blank: a claim with the
        document, chain and reader of the sentence."""
        base = self.frame.sentences[n].start
        low, at = self.words(n)
        figures = self.figures(n)
        spots = [(base + at[f.start], base + at[f.end]) for f in figures]
        out: list[Claim] = []
        for i, f in enumerate(figures):
            if f.inside and i:
                continue
            counts = [f.count]
            for g in figures[i + 1 :]:
                if not g.inside:
                    break
                counts.append(g.count)
            out.append(self.claim(base, low, at, figures, i, counts, made, blank))
        kept = [_without_totals(c) for c in made if not self.ousted(c, spots)]
        return [with_id(c) for c in (*kept, *dict.fromkeys(out))]

    def ousted(self, c: Claim, spots: list[tuple[int, int]]) -> bool:
        """Whether a claim was made of the words of these figures (T6)."""
        if c.kind not in _OUSTED:
            return False
        a, b = c.span.start or 0, c.span.end or 0
        own = any(k.what in UNITS for k in c.counts) or (c.act == "asserts" and c.kind == "violation" and not c.counts)
        return own and any(x < b and a < y for x, y in spots)

    def claim(
        self,
        base: int,
        low: str,
        at: Sequence[int],
        figures: list[Figure],
        i: int,
        counts: list[Count],
        made: list[Claim],
        blank: Claim,
    ) -> Claim:
        """The claim of one figure with those it includes."""
        f = figures[i]
        kind, code = _KIND[f.unit]
        old = next(
            (c for c in made if c.kind in ("violation", "violence") and f.count.text in [k.text for k in c.counts]),
            None,
        )
        old = old or next((c for c in made if c.kind == kind and any(_same(k, f.count) for k in c.counts)), None)
        when, mention = self.when(base, low, at, figures, i)
        end = max(f.end, *(g.end for g in figures[i + 1 : i + len(counts)])) if len(counts) > 1 else f.end
        where, end = self.where(base, low, at, f, end)
        a, b = base + at[f.start], base + at[end]
        if mention is not None and base <= mention.start:
            a, b = min(a, mention.start), max(b, mention.end)
        who = self.recorder(base, low, at, f)
        actors = _recorded(old.actors, who, low[f.end :]) if old is not None and old.actors else who
        actors = (*actors, *(d for d in self.doer(base, low, at, f) if all(d.id != x.id for x in actors)))
        a = min(
            [
                a,
                *(
                    base + e
                    for e in [low_start(at, base, self.frame, x) for x in actors]
                    if e is not None and base + e < a
                ),
            ]
        )
        span = Span(start=a, end=b, text=self.frame.text[a:b])
        if old is not None:
            counts += [k for k in old.counts if k.what not in UNITS]
        return msgspec.structs.replace(
            old or blank, id="", span=span, act="counts", polarity="holds", kind=kind, code=(old.code if old else None) or code,
            actors=actors, when=when, where=where or (old.where if old is not None else ()), counts=tuple(counts),
        )  # fmt: skip

    def when(
        self, base: int, low: str, at: Sequence[int], figures: list[Figure], i: int
    ) -> tuple[When | None, TimeMention | None]:
        """The time of a figure and the mention it stands on (T2, T3)."""
        f = figures[i]
        here, mention = self.own_time(base, low, at, figures, i)
        if f.previous is None:
            return here, mention
        now = here or self.period
        words = self.frame.text[base + at[f.previous.start()] : base + at[f.previous.end()]].strip(" ,.);:")
        if now is None or now.earliest is None:
            return When(text=words, doubt=BEFORE), None
        length = length_of(f.previous) or (now.latest - now.earliest if now.latest is not None else None)
        if length is None:
            return When(text=words, doubt=BEFORE), None
        begin = now.earliest - round(length)
        if round(length) % DAY == 0:  # days of the calendar: an hour more or less where the clocks change
            there = now.wire_zone()
            begin = micros_at(moment(now.earliest, there) - dt.timedelta(microseconds=round(length)), there)
        return (
            msgspec.structs.replace(
                now,
                earliest=begin,
                latest=now.earliest,
                bound=None,
                precision="T4",
                text=words,
                doubt=BEFORE,
            ),
            None,
        )

    def own_time(
        self, base: int, low: str, at: Sequence[int], figures: list[Figure], i: int
    ) -> tuple[When | None, TimeMention | None]:
        f = figures[i]
        a, b = base, base + at[len(low)]
        banned = [(base + at[m.start()], base + at[m.end()]) for m in previouses(low)]
        near: list[tuple[int, int, TimeMention]] = []
        other = False
        spot = base + at[f.start]
        for m in self.times:
            if m.end <= a or m.start >= b or (m.when.earliest is None and m.when.latest is None):
                continue
            if any(x < m.end and m.start < y for x, y in banned) or "period" in m.text:
                continue
            before = self.frame.low[max(a, m.start - 120) : m.start]
            late = base + at[f.end] <= m.start and en.COMPARED.search(self.frame.low[base + at[f.end] : m.start])
            if late or en.SINCE.search(before) or m.start >= spot + 250:
                other = True
                continue
            near.append((not _range(m), abs(m.start - spot) + 300 * (m.start > spot), m))
        if f.part:
            return (min(near, key=lambda x: x[:2])[2].when, None) if near else (None, None)
        if not near:
            if self.period is None or (other and "reporting period" not in low):
                return None, None
            return msgspec.structs.replace(self.period, doubt=REPORTED), None
        days = [x[2] for x in sorted(near, key=lambda x: x[2].start) if not _range(x[2])]
        if en.RESPECTIVELY.match(low[max(g.end for g in figures) :]) and len(days) == len(figures):
            return days[i].when, days[i]
        chosen = min(near, key=lambda x: x[:2])[2]
        return chosen.when, chosen

    def where(self, base: int, low: str, at: Sequence[int], f: Figure, end: int) -> tuple[tuple[Where, ...], int]:
        """The area of a figure, and where its words end (T5)."""
        m = en.AREA.match(low, end)
        if m is None or en.NOT_AN_AREA.search(m["area"]):
            return (), end
        a, b = base + at[m.start("area")], base + at[m.end("area")]
        known = [
            p.where
            for p in self.places
            if a <= self.frame.words[p.first].start < b and self.frame.words[p.first].start >= a
        ]
        named = Where(name=self.frame.text[a:b], role=_ROLES[m["role"]])
        return tuple(known) or (named,), m.end("area")

    def doer(self, base: int, low: str, at: Sequence[int], f: Figure) -> tuple[ActorRef, ...]:
        """Who is named as the doer just after the figure: "40 violations by X"."""
        m = en.BY.match(low, f.end)
        if m is None:
            return ()
        spot = base + at[m.end()]
        named = (e for e in self.frame.entities if 0 <= self.frame.words[e.first].start - spot <= 5)
        return tuple(ActorRef(name=e.name, id=e.id, role="agent") for e in named if e.id)[:1]

    def recorder(self, base: int, low: str, at: Sequence[int], f: Figure) -> tuple[ActorRef, ...]:
        """Who recorded it: the actor that stands before the figure and its verb."""
        verbs = [m.start() for m in en.RECORDED.finditer(low, 0, f.start)]
        if not verbs:
            return ()
        spot = base + at[verbs[-1]]
        near: list[Entity] = []
        for e in self.frame.entities:
            stop = self.frame.words[e.last - 1].end
            if (
                base <= self.frame.words[e.first].start
                and stop <= spot
                and spot - stop <= 24
                and e.form not in ("pronoun", "own")
            ):
                near.append(e)
        return (ActorRef(name=near[-1].name, id=near[-1].id, role="observer"),) if near else ()


def _recorded(actors: tuple[ActorRef, ...], who: tuple[ActorRef, ...], after: str) -> tuple[ActorRef, ...]:
    """The actors of a deed, without making who recorded it its doer."""
    names = {(w.id, w.name) for w in who}
    doers = [a for a in actors if a.role == "agent"]
    first = doers[0] if len(doers) > 1 and en.BY.match(after) else None
    return tuple(
        msgspec.structs.replace(a, role="observer")
        if a.role == "agent" and ((a.id, a.name) in names or a is first)
        else a
        for a in actors
    )


def low_start(at: Sequence[int], base: int, frame: Frame, actor: ActorRef) -> int | None:
    """Where an actor's name begins in the sentence, counted from its begin."""
    i = frame.text.find(actor.name, base, base + at[-1])
    return i - base if i >= 0 else None


def micros_at(t: dt.datetime, zone: str | None) -> int:
    """Microseconds of the clock reading of `t` in a zone."""
    return micros(t.replace(tzinfo=None) if zone is None else t.replace(tzinfo=tzinfo(zone)))


def _without_totals(c: Claim) -> Claim:
    """A claim of another deed in the sentence, without the counts that the total has (T6)."""
    if c.kind in ("violation", "violence"):
        return c
    return msgspec.structs.replace(c, counts=tuple(k for k in c.counts if k.what not in UNITS))


def _bounded(m: TimeMention) -> bool:
    """Whether a length of time has both its ends ("over the past 24 hours")."""
    return m.when.earliest is not None and m.when.latest is not None


def _range(m: TimeMention) -> bool:
    w = m.when
    return (
        w.earliest is not None
        and w.latest is not None
        and w.latest - w.earliest > DAY
        and w.latest - w.earliest < 200 * DAY
    )


def _same(a: Count, b: Count) -> bool:
    return (a.low, a.best, a.high) == (b.low, b.best, b.high)


def period_of(times: Sequence[TimeMention], published: When | None) -> When | None:
    """The period on which a document reports: the range of 2 to 100 days that it names most often, the first of equals."""
    limit = published.span()[1] if published is not None else None
    found: Counter[tuple[int, int]] = Counter()
    first: dict[tuple[int, int], When] = {}
    for m in times:
        w = m.when
        if (
            w.earliest is None
            or w.latest is None
            or not (m.parts or " and " in m.text or " to " in m.text or "–" in m.text)
        ):
            continue
        if not 2 * DAY <= w.latest - w.earliest <= 100 * DAY or (limit is not None and w.latest > limit + DAY):
            continue
        key = (w.earliest, w.latest)
        found[key] += 1
        first.setdefault(key, w)
    if not found:
        return None
    most = max(found.values())
    return next(first[k] for k in first if found[k] == most)
