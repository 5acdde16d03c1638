"""Series from what the record holds: events told by claims, or claims themselves, one series per reporter.

Rules:
1. A reporter's series holds what that reporter told; nobody's numbers are added to another's.
2. Claims that count ("n violations") make an aggregate series; events told one by one make an event series.
3. A day on which a reporter told nothing is missing, unless its coverage says that it was watched (then it is 0).
4. What has no day, or a span longer than `longest` days, is set aside and tallied; nothing is spread over days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
import numpy as np

from truceline.claims.claim import Claim
from truceline.events.event import Event
from truceline.values.time import DAY, When, moment
from truceline.watch.counts import FloatArray
from truceline.watch.series import Series

Coverage = Mapping[str, Mapping[dt.date, float]]
"""reporter -> day -> share watched (0..1); days not listed are not known to be watched."""
LONGEST = 1


class Built(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """series: one per reporter and measure. set_aside: reason -> how many. evidence: reporter -> day -> ids."""

    series: tuple[Series, ...]
    set_aside: dict[str, int]
    evidence: dict[str, dict[dt.date, tuple[str, ...]]]


class _Tally:
    def __init__(self) -> None:
        self.counts: dict[tuple[str, str, bool], dict[int, float]] = {}
        self.evidence: dict[str, dict[int, list[str]]] = {}
        self.aside: dict[str, int] = {}

    def add(self, key: tuple[str, str, bool], day: int, value: float, what: str) -> None:
        """Add a value to a reporter's day, and the id it stands on."""
        days = self.counts.setdefault(key, {})
        days[day] = days.get(day, 0.0) + value
        self.evidence.setdefault(key[0], {}).setdefault(day, []).append(what)

    def skip(self, why: str) -> None:
        """Tally what is set aside."""
        self.aside[why] = self.aside.get(why, 0) + 1


def day_of(when: When | None, zone: str | None, longest: int = LONGEST) -> int | None:
    """Ordinal of the day in which it happened, in the case's zone; None where it is not known to `longest` days.

    A span that touches several days counts on its first; a span longer than `longest` days has no day.
    """
    if when is None or when.earliest is None or when.latest is None:
        return None
    if when.latest - when.earliest > longest * DAY:
        return None
    local = moment(when.earliest, None if when.zone_basis == "none" else (zone or when.zone or "UTC"))
    return local.date().toordinal()


def series_from_events(
    events: Iterable[Event],
    *,
    zone: str | None,
    measure: str = "events",
    first: dt.date | None = None,
    last: dt.date | None = None,
    coverage: Coverage | None = None,
    keep: Callable[[Event], bool] = lambda e: e.cls == "incident",
    kind: str = "",
    sector: str = "",
    longest: int = LONGEST,
) -> Built:
    """Series per origin of the events' versions.

    measure: `events` (each version that holds counts 1) or what the versions count (`killed`, `wounded`: the best
    figure that one origin gives of one event, never a sum over origins).
    """
    tally = _Tally()
    for e in events:
        if not keep(e):
            tally.skip("not of the class or kind asked for")
            continue
        told: dict[str, tuple[int, float]] = {}
        for v in e.versions:
            if v.act in ("denies", "withdraws", "plans", "expects", "provides") or v.polarity != "holds":
                tally.skip("versions that deny, withdraw or only expect")
                continue
            day = day_of(v.when or e.when, zone, longest)
            if day is None:
                tally.skip("no day known")
                continue
            amount = 1.0 if measure == "events" else _figure(v.counts, measure)
            if amount is None:
                tally.skip(f"no figure for {measure}")
                continue
            who = v.origin.id or v.origin.name
            if who not in told or amount > told[who][1]:
                told[who] = (day, amount)
        for who, (day, amount) in told.items():
            tally.add((who, measure, False), day, amount, e.id)
    return _build(tally, first, last, coverage, kind, sector)


def series_from_claims(
    claims: Iterable[Claim],
    *,
    zone: str | None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    coverage: Coverage | None = None,
    keep: Callable[[Claim], bool] = lambda c: c.kind in ("violation", "violence", "advance", "damage"),
    kind: str = "",
    sector: str = "",
    longest: int = LONGEST,
    link: int = 0,
) -> Built:
    """Series per speaker of claims: `reports` (claims told one by one) and, apart from them, the reporter's own counts
    (act `counts`), one aggregate series per thing counted. link: of the chain; 0 who said it first, -1 who published
    it: a dataset or outlet that falls silent silences all whom it quotes."""
    tally = _Tally()
    for c in claims:
        if not keep(c):
            tally.skip("not of the kind asked for")
            continue
        if c.act in ("denies", "withdraws", "plans", "expects", "provides", "undertakes") or c.polarity != "holds":
            tally.skip("claims that deny, withdraw, undertake or only expect")
            continue
        if not c.says:
            tally.skip("no speaker")
            continue
        day = day_of(c.when, zone, longest)
        if day is None:
            tally.skip("no day known")
            continue
        who = c.says[link].id or c.says[link].name
        if c.act != "counts":
            tally.add((who, "reports", False), day, 1.0, c.id)
            continue
        for what in sorted({n.what for n in c.counts}):
            figure = _figure(c.counts, what)
            if figure is None:
                tally.skip(f"no figure for {what}")
            else:
                tally.add((who, what, True), day, figure, c.id)
    return _build(tally, first, last, coverage, kind, sector)


def _figure(counts: Sequence[object], what: str) -> float | None:
    """The figure one origin gives: its best, else its low; summed over those it names apart (per actor)."""
    got = [
        getattr(n, "best", None) if getattr(n, "best", None) is not None else getattr(n, "low", None)
        for n in counts
        if getattr(n, "what", "") == what
    ]
    known = [float(v) for v in got if v is not None]
    return sum(known) if known else None


def _build(
    tally: _Tally, first: dt.date | None, last: dt.date | None, coverage: Coverage | None, kind: str, sector: str
) -> Built:
    days = [d for counts in tally.counts.values() for d in counts]
    watched = [d.toordinal() for c in (coverage or {}).values() for d in c]
    if not days and not watched:
        return Built(series=(), set_aside=tally.aside, evidence={})
    a = first.toordinal() if first else min(days + watched)
    z = last.toordinal() if last else max(days + watched)
    out = []
    keys = {*tally.counts, *((who, "events", False) for who in coverage or () if not _told(tally, who))}
    for who, measure, aggregate in sorted(keys):
        counts = tally.counts.get((who, measure, aggregate), {})
        share = np.full(z - a + 1, np.nan)
        for d, s in (coverage or {}).get(who, {}).items():
            if a <= d.toordinal() <= z:
                share[d.toordinal() - a] = s
        values: FloatArray = np.where(np.nan_to_num(share) > 0, 0.0, np.nan)
        for o, v in counts.items():
            if a <= o <= z:
                values[o - a] = v
            else:
                tally.skip("outside the period")
        out.append(
            Series(
                reporter=who,
                measure=measure,
                days=np.arange(a, z + 1, dtype=np.int64),
                lengths=np.ones(z - a + 1, dtype=np.int64),
                values=values,
                watched=share,
                aggregate=aggregate,
                kind=kind,
                sector=sector,
            )
        )
    evidence = {
        who: {dt.date.fromordinal(d): tuple(sorted(set(ids))) for d, ids in sorted(by.items())}
        for who, by in sorted(tally.evidence.items())
    }
    return Built(series=tuple(out), set_aside=tally.aside, evidence=evidence)


def _told(tally: _Tally, who: str) -> bool:
    return any(key[0] == who for key in tally.counts)
