"""Tasks: what to ask whom, what to look at next, what waits for a person, what falls due, who fell silent.

All are derived; a person assigns or ticks them off by a Decision on the task's id, which covers what it is about and
so stays the same from run to run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from truceline.assessments.handling import tracks
from truceline.briefs import agenda
from truceline.briefs import words as w
from truceline.briefs.incidents import main_proposition, start_of
from truceline.briefs.material import Material
from truceline.values.canonical import make_id
from truceline.values.decision import Decision
from truceline.values.time import DAY

TaskKind = Literal["ask", "chase", "look_at_page", "review", "due", "silent_source"]
REVIEW_WITHIN = 60 * DAY
SILENT_AT_LEAST = 4
SILENT_FACTOR = 4


class Task(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do. to: actor it concerns. by: first instant at which it is late. ids: what it is about. assigned:
    the person; done: the decision that ticked it off."""

    id: str
    kind: TaskKind
    words: str
    to: str | None = None
    by: int | None = None
    ids: tuple[str, ...] = ()
    assigned: str | None = None
    done: str | None = None


def tasks(m: Material, decisions: Sequence[Decision] = (), *, ahead: int = 14 * DAY) -> list[Task]:
    """All tasks of a view, those with a day first. Ticked ones stay in the list with `done`."""
    found = [*asks(m, decisions), *pages(m), *reviews(m, decisions), *falls_due(m, ahead), *silent(m)]
    marked = [_marked(t, decisions) for t in {t.id: t for t in found}.values()]
    return sorted(marked, key=lambda t: (t.done is not None, t.by is None, t.by or 0, t.kind, t.words))


def _task(
    kind: TaskKind, words: str, *about: str, to: str | None = None, by: int | None = None, ids: Iterable[str] = ()
) -> Task:
    return Task(id=make_id("task", kind, *about), kind=kind, words=words, to=to, by=by, ids=tuple(ids))


def _marked(t: Task, decisions: Sequence[Decision]) -> Task:
    for d in decisions:
        if t.id in d.ids and d.word == "assign":
            t = msgspec.structs.replace(t, assigned=d.set.get("to", d.by))
        elif t.id in d.ids and d.word == "done":
            t = msgspec.structs.replace(t, done=d.id)
    return t


def asks(m: Material, decisions: Sequence[Decision]) -> list[Task]:
    """Allegations that nobody put to the accused, and answers that are late."""
    touching = {a.event for x in m.assessed for a in x.incidents}
    by_id = {c.id: c for c in m.claims}
    out = []
    for e in m.events:
        if e.cls != "incident" or e.id not in touching or start_of(e) < m.as_of - REVIEW_WITHIN:
            continue
        claims = [x.claim for x in e.members]
        asked = {t.to: t for t in tracks(e.id, claims, decisions, zone=m.zone, as_of=m.as_of)}
        accused = {
            m.register.party_of(a.id)
            for i in claims
            if i in by_id
            for a in by_id[i].actors
            if a.id and a.role == "agent"
        }
        title = w.event_title(e, m.gazetteer, m.language)
        for to in w.parties_first(accused, m.register, m.alternat, m.language):
            name = w.actor(m.register, to, m.language)
            if to not in asked:
                out.append(
                    _task("ask", f"Ask {name} about: {title}, {w.when(e.when, m.zone)}", e.id, to, to=to, ids=(e.id,))
                )
            elif asked[to].state == "no_answer":
                out.append(
                    _task(
                        "chase",
                        f"Chase the answer of {name} on: {title}",
                        e.id,
                        to,
                        to=to,
                        by=asked[to].due,
                        ids=(e.id,),
                    )
                )
    return out


def pages(m: Material) -> list[Task]:
    """Documents of which only a part or a copy was seen, where a contested or open matter stands on them."""
    open_ids = {i for s in agenda.states(m) if agenda.is_open(s) for i in (*s.claims, *s.events)}
    claims = open_ids | {x.claim for e in m.events if e.id in open_ids for x in e.members}
    documents = {c.document for c in m.claims if c.id in claims}
    out = []
    for id in documents:
        d = m.documents[id]
        if d.seen in ("excerpt", "secondary"):
            out.append(
                _task(
                    "look_at_page",
                    f"Read the page itself: {d.title or d.name} ({d.publisher}; only {d.seen} seen)",
                    id,
                    ids=(id,),
                )
            )
    return out


def reviews(m: Material, decisions: Sequence[Decision]) -> list[Task]:
    """Computed verdicts that stand on more than one origin and that no person has looked at."""
    decided = {i for d in decisions for i in d.ids}
    out = []
    for e in m.events:
        p = main_proposition(e)
        if (
            e.cls != "incident"
            or e.id in decided
            or p is None
            or len(p.supporting) + len(p.denying) < 2
            or start_of(e) < m.as_of - REVIEW_WITHIN
        ):
            continue
        out.append(
            _task(
                "review",
                f"Review: {w.event_title(e, m.gazetteer, m.language)}, {w.when(e.when, m.zone)} ({e.occurrence}, computed)",
                e.id,
                ids=(e.id,),
            )
        )
    return out


def falls_due(m: Material, ahead: int) -> list[Task]:
    """Duties whose day comes within `ahead`."""
    return [
        _task("due", f"Falls due: {d.what}", d.term, d.what, by=d.at, ids=(d.term,))
        for a in m.assessed
        for d in a.due
        if m.as_of <= d.at <= m.as_of + ahead
    ]


def silent(m: Material) -> list[Task]:
    """Publishers that used to be read often and of whom nothing was read for four times their usual gap."""
    days: dict[str, list[int]] = {}
    for d in m.documents.values():
        if d.published and d.published.earliest is not None and d.publisher:
            days.setdefault(d.publisher, []).append(d.published.earliest)
    out = []
    for publisher, times in days.items():
        times = sorted(set(times))
        if len(times) < SILENT_AT_LEAST:
            continue
        gaps = sorted(b - a for a, b in pairwise(times))
        usual = max(gaps[len(gaps) // 2], DAY)
        if m.as_of - times[-1] > SILENT_FACTOR * usual:
            n = (m.as_of - times[-1]) // DAY
            out.append(
                _task(
                    "silent_source",
                    f"Nothing of {publisher} was read for {n} days (usual gap {usual // DAY} d): silent, or not followed?",
                    publisher,
                )
            )
    return out


def icalendar(items: Sequence[Task], *, name: str, stamp: int) -> bytes:
    """Tasks with a day as an iCalendar file of to-dos (RFC 5545). stamp: microseconds of UTC."""
    from truceline.values.time import moment

    def utc(us: int) -> str:
        return moment(us).strftime("%Y%m%dT%H%M%SZ")

    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//truceline//tasks//EN", f"X-WR-CALNAME:{_escaped(name)}"]
    for t in items:
        if t.by is None:
            continue
        lines += [
            "BEGIN:VTODO",
            f"UID:{t.id}@truceline",
            f"DTSTAMP:{utc(stamp)}",
            f"DUE:{utc(t.by)}",
            f"SUMMARY:{_escaped(t.words)}",
        ]
        lines += [f"STATUS:{'COMPLETED' if t.done else 'NEEDS-ACTION'}", "END:VTODO"]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode("utf-8")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line folded at 75 octets, never inside a character."""
    out: list[bytes] = []
    current = b""
    for ch in line:
        raw = ch.encode("utf-8")
        if len(current) + len(raw) > (75 if not out else 74):
            out.append(current)
            current = b""
        current += raw
    out.append(current)
    return "\r\n ".join(p.decode("utf-8") for p in out) + "\r\n"
