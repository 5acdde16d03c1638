"""Relations between events that are not one: part of, follow-up, prepares, and pairs in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import msgspec

from truceline.events.compose import Setting
from truceline.events.event import Event
from truceline.events.facts import Facts
from truceline.values.time import DAY

PREPARES_WITHIN = 7 * DAY
Add = Callable[[int, str, int], None]


def link(
    events: Sequence[Event],
    groups: Sequence[Sequence[Facts]],
    close: Iterable[tuple[str, str]],
    setting: Setting,
) -> list[Event]:
    """The events with their links filled, both in order of time, then place. close: claims of two events that may be one."""
    links: list[dict[str, set[str]]] = [{} for _ in events]

    def add(n: int, relation: str, m: int) -> None:
        links[n].setdefault(relation, set()).add(events[m].id)

    of = {f.claim.id: n for n, g in enumerate(groups) for f in g}
    for a, b in close:
        if not setting.bindings.because or frozenset((a, b)) not in setting.bindings.because:
            add(of[a], "cannot_tell", of[b])
            add(of[b], "cannot_tell", of[a])
    _parts(groups, add)
    _follow(groups, add)
    _prepares(events, groups, setting, add)
    order = sorted(range(len(events)), key=lambda n: _first(groups[n]))
    rank = {events[n].id: k for k, n in enumerate(order)}
    return [
        msgspec.structs.replace(
            events[n], links={k: tuple(sorted(v, key=rank.__getitem__)) for k, v in sorted(links[n].items())}
        )
        for n in order
    ]


def _first(group: Sequence[Facts]) -> tuple[object, ...]:
    return min(group, key=Facts.order).order()


def _places(group: Sequence[Facts]) -> set[str]:
    return {p.id or p.name for f in group for p in f.points if p.id or p.name} | {
        p.district for f in group for p in f.points if p.district
    }


def _parts(groups: Sequence[Sequence[Facts]], add: Add) -> None:
    """A moment within a lasting event of its class, at a place that the lasting one names or lies in, is part of it."""
    lasting = {n for n, g in enumerate(groups) if any(f.extended for f in g)}
    moments: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for n, g in enumerate(groups):
        f = g[0]
        if n not in lasting and f.timed and f.lo is not None and f.hi is not None:
            for place in _places(g):
                moments.setdefault((f.cls, place), []).append((n, f.lo, f.hi))
    for m in lasting:
        whole = next(f for f in groups[m] if f.extended)
        for place in _places(groups[m]):
            for n, lo, hi in moments.get((whole.cls, place), ()):
                if (whole.lo is None or lo >= whole.lo) and (whole.hi is None or hi <= whole.hi):
                    add(n, "part_of", m)


def _follow(groups: Sequence[Sequence[Facts]], add: Add) -> None:
    """The same kind at the same named place, one to three days later, is a follow-up."""
    rows: dict[tuple[str, str], list[int]] = {}
    for n, g in enumerate(groups):
        if g[0].cls not in ("incident", "measure") or not g[0].timed or g[0].lo is None or g[0].extended:
            continue
        for place in {p.id for f in g for p in f.points if p.id and not p.area}:
            rows.setdefault((g[0].claim.kind, place), []).append(n)
    for row in rows.values():
        row.sort(key=lambda n: groups[n][0].lo or 0)
        for a, b in pairwise(row):
            gap = (groups[b][0].lo or 0) - (groups[a][0].lo or 0)
            if DAY // 2 <= gap <= 3 * DAY:
                add(b, "follow_up", a)


def _prepares(events: Sequence[Event], groups: Sequence[Sequence[Facts]], setting: Setting, add: Add) -> None:
    """A meeting prepares another that the same text sets within a week after it, if its convenor or a participant's
    state takes part there and it is of fewer states, or their subjects meet."""
    meetings = [n for n, e in enumerate(events) if e.cls == "meeting" and e.kind in ("meeting", "talks")]
    told: dict[str, list[int]] = {}
    for n in meetings:
        for d in {f.claim.document for f in groups[n]}:
            told.setdefault(d, []).append(n)
    states = {n: _states(groups[n], setting) for n in meetings}
    for n, m in ((n, m) for ns in told.values() for n in ns for m in ns):
        first, then = groups[n][0].lo, groups[m][0].lo
        if first is None or then is None or not 0 < then - first <= PREPARES_WITHIN:
            continue
        if len(states[n]) < len(states[m]) and states[n] & states[m]:
            add(n, "prepares", m)


def _states(group: Sequence[Facts], setting: Setting) -> set[str]:
    return {s for f in group for s in f.sides if setting.register.actor(s) is not None}
