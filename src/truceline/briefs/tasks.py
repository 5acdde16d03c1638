"""Tasks: what to ask whom, what to look at next, what waits for a person, what falls due, who fell silent.

All are derived; a person assigns or ticks them off by a Decision on the task's id, which covers what it is about and
so stays the same from run to run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from truceline.assessments.handling import unfit
from truceline.briefs import agenda
from truceline.briefs import words as w
from truceline.briefs.allegations import accused, open_since, tracks_of
from truceline.briefs.incidents import main_proposition, start_of
from truceline.briefs.material import Material
from truceline.briefs.talks import published
from truceline.events.bindings import event_id
from truceline.values.canonical import make_id
from truceline.values.decision import Decision
from truceline.values.time import DAY, MINUTE, SECOND, moment

TaskKind = Literal["ask", "answer_due", "chase", "look_at_page", "look_at_place", "review", "decide_again", "due", "silent_source"]  # fmt: skip
REVIEW_WITHIN = 60 * DAY
SILENT_AT_LEAST = 4
SILENT_FACTOR = 4


class Task(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do. to: actor it concerns. by: first instant at which it is late. ids: what it is about. assigned:
    the person; done: the decision that ticked it off. also: ids it had where the event it is about had another."""

    id: str
    kind: TaskKind
    words: str
    to: str | None = None
    by: int | None = None
    ids: tuple[str, ...] = ()
    assigned: str | None = None
    done: str | None = None
    also: tuple[str, ...] = ()


def tasks(m: Material, decisions: Sequence[Decision] = (), *, ahead: int = 14 * DAY) -> list[Task]:
    """All tasks of a view, those with a day first. Ticked ones stay in the list with `done`."""
    found = [*asks(m), *pages(m), *revisits(m), *reviews(m, decisions), *unbound(m), *falls_due(m, ahead), *silent(m)]
    marked = [_marked(_known_before(m, t), decisions) for t in {t.id: t for t in found}.values()]
    return sorted(marked, key=lambda t: (t.done is not None, t.by is None, t.by or 0, t.kind, t.words))


def _task(
    kind: TaskKind, words: str, *about: str, to: str | None = None, by: int | None = None, ids: Iterable[str] = ()
) -> Task:
    return Task(id=make_id("task", kind, *about), kind=kind, words=words, to=to, by=by, ids=tuple(ids))


def _known_before(m: Material, t: Task) -> Task:
    """The task with the ids it had while the event it is about had another id: a tick survives a merge."""
    parts = {"ask": (t.to,), "chase": (t.to,), "answer_due": (t.to,), "review": ()}.get(t.kind)
    event = next((e for e in m.events if e.id in t.ids[:1]), None)
    if parts is None or event is None:
        return t
    former = {event_id(x.claim) for x in event.members} | {old for old, now in m.former.items() if now == event.id}
    return msgspec.structs.replace(
        t, also=tuple(sorted(make_id("task", t.kind, i, *parts) for i in former - {event.id}))
    )


def _marked(t: Task, decisions: Sequence[Decision]) -> Task:
    for d in decisions:
        if not {t.id, *t.also} & set(d.ids):
            continue
        if d.word == "assign":
            t = msgspec.structs.replace(t, assigned=d.set.get("to", d.by))
        elif d.word == "done":
            t = msgspec.structs.replace(t, done=d.id)
    return t


def asks(m: Material) -> list[Task]:
    """Allegations that nobody put to the accused, answers that are awaited, and answers that are late."""
    out = []
    for e in open_since(m, m.as_of - REVIEW_WITHIN):
        found = tracks_of(m, e)
        title = f"{w.event_title(e, m.gazetteer, m.language)}, {w.when(e.when, m.zone)}"
        for to in accused(m, e):
            if to not in {t.to for t in found}:
                name = w.actor(m.register, to, m.language)
                out.append(_task("ask", f"Ask {name} about: {title}", e.id, to, to=to, ids=(e.id,)))
        for t in found:
            name, about = w.actor(m.register, t.to, m.language), t.under or e.id
            if t.state == "no_answer":
                words = f"Chase the answer of {name} on: {title}"
                out.append(_task("chase", words, about, t.to, to=t.to, by=t.due, ids=(e.id,)))
            elif t.state in ("notified", "reopened") and t.due is not None:
                words = f"Answer of {name} awaited on: {title}"
                out.append(_task("answer_due", words, about, t.to, to=t.to, by=t.due, ids=(e.id,)))
    return out


def revisits(m: Material) -> list[Task]:
    """Places of open allegations of which no observer's word is held since: where to look next. Internal."""
    if m.release != "internal":
        return []
    seen: dict[str, int] = {}
    for c in m.claims:
        if c.says and c.says[0].kind in ("peacekeeper", "international_org"):
            for x in c.where:
                seen[x.id or x.name] = max(seen.get(x.id or x.name, 0), published(m, c))
    out: dict[str, Task] = {}
    for e in open_since(m, m.as_of - REVIEW_WITHIN):
        for x in e.where[:2]:
            key = x.id or x.name
            if seen.get(key, 0) < (e.public or 0):
                name = w.place(m.gazetteer, x, m.language)
                told = w.event_title(e, m.gazetteer, m.language)
                out[key] = _task("look_at_place", f"Look at {name}: {told}, {w.when(e.when, m.zone)}; no observer's word since", key, ids=(e.id,))  # fmt: skip
    return list(out.values())


def unbound(m: Material) -> list[Task]:
    """Decisions that name nothing here any more, and steps of handling that no longer fit: to be taken again or back."""
    out = []
    for e in m.events:
        for wrong in unfit(e.id, [x.claim for x in e.members], m.decisions, zone=m.zone, as_of=m.as_of):
            words = f"{w.event_title(e, m.gazetteer, m.language)}: {wrong.what}: record what is missing, or take the step back"
            out.append(_task("decide_again", words, wrong.where, ids=(e.id, wrong.where)))
    return out + [
        _task("decide_again", f"{d.by} decided {d.word.replace('_', ' ')}, on what is not here as one thing any more: decide again or take back", d.id, ids=(d.id, *d.ids))
        for d in m.open_decisions
    ]  # fmt: skip


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


def icalendar(items: Sequence[Task], *, name: str, stamp: int, zone: str = "UTC", entries: bool = False) -> bytes:
    """Tasks with a day as an iCalendar file of to-dos (RFC 5545); entries: as entries of the day instead, for calendars
    that show no to-dos. stamp: microseconds of UTC. zone: the clock of the case, for the day in words.

    Times stand in UTC, so that every calendar shows its own. What is due "by" a day is due in its last second: `by` is
    the first instant at which it is late.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//truceline//tasks//EN", f"X-WR-CALNAME:{_escaped(name)}"]
    for t in items:
        if t.by is not None:
            lines += _entry(t, t.by - SECOND, stamp, zone) if entries else _todo(t, t.by - SECOND, stamp, zone)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode("utf-8")


def _todo(t: Task, at: int, stamp: int, zone: str) -> list[str]:
    status = ["STATUS:COMPLETED", "PERCENT-COMPLETE:100"] if t.done else ["STATUS:NEEDS-ACTION"]
    return ["BEGIN:VTODO", *_common(t, at, stamp, zone), f"DUE:{_utc(at)}", *status, "END:VTODO"]


def _entry(t: Task, at: int, stamp: int, zone: str) -> list[str]:
    times = [f"DTSTART:{_utc(at - 30 * MINUTE)}", f"DTEND:{_utc(at)}", "TRANSP:TRANSPARENT"]
    return ["BEGIN:VEVENT", *_common(t, at, stamp, zone, "done: " if t.done else ""), *times, "END:VEVENT"]


def _common(t: Task, at: int, stamp: int, zone: str, lead: str = "") -> list[str]:
    """Id, time of writing, words. The id is that of the task, so that the next file changes the entry and adds none."""
    about = f"by {w.clock(at, zone)} ({zone})" + (f"; given to {t.assigned}" if t.assigned else "")
    return [
        f"UID:{t.id}@truceline", f"DTSTAMP:{_utc(stamp)}", f"SUMMARY:{_escaped(lead + t.words)}",
        f"DESCRIPTION:{_escaped(about)}", f"CATEGORIES:{_escaped(t.kind.replace('_', ' '))}",
    ]  # fmt: skip


def _utc(us: int) -> str:
    return moment(us).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")


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
