"""The bottom line: at most five sentences, and what changed since another brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from truceline.assessments.assessment import TermState
from truceline.briefs import words as w
from truceline.briefs.agenda import SETTLED, states
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence, plain
from truceline.events.event import Event
from truceline.values.time import DAY

AHEAD = 60 * DAY
MET = ("met", "met_late", "met_late_by_consent")


def section(m: Material, number: str) -> Section:
    """What holds, what does not, what is contested, what cannot be said, what is due next."""
    by: dict[str, list[TermState]] = {"holds": [], "text": [], "not": [], "contested": [], "unknown": [], "running": []}
    for s in states(m):
        by[group(s)].append(s)
    lines = [
        _holds(by["holds"], by["text"]),
        _line(
            "Does not hold, or is late:",
            by["not"],
            "no term is computed as late or as appearing broken; nobody has set a verdict of breach",
        ),
        _line("Contested or alleged:", by["contested"], "no term is contested in what was read"),
        _line("Cannot be said:", by["unknown"], "nothing: each term has some report"),
        _due(m, by["running"]),
    ]
    return Section(number, "Bottom line", (Bullets(tuple(Paragraph((line,)) for line in lines)),), anchor="bottom-line")


def group(s: TermState) -> str:
    """Which of the five sentences a term belongs to."""
    if s.state in ("overdue", "appears_inconsistent", "breach", "not_in_force"):
        return "not"
    if s.state in ("contested", "alleged", "questioned") or "contested" in s.also:
        return "contested"
    if (
        s.state == "depends_on_reading"
        and any(r.state in MET for r in s.readings)
        and all(r.state in (*MET, "cannot_tell") for r in s.readings)
    ):
        return "holds"
    if s.state in ("cannot_tell", "no_report", "depends_on_reading"):
        return "unknown"
    if s.state in SETTLED:
        return "holds" if s.events or s.claims or s.state in MET else "text"
    return "running"


def _holds(found: Sequence[TermState], by_text: Sequence[TermState]) -> Sentence:
    """What is told as met or kept; apart from it what stands by the text with nothing told of it."""
    first = _line("Told as met or kept:", found, "nothing that was read shows a term as met or kept")
    if not by_text:
        return first
    names = "; ".join(f"{s.clause} {s.title}" for s in by_text)
    return Sentence(
        f"{first.text} In force by the text, nothing told of it: {names}.", (*first.refs, *(s.id for s in by_text))
    )


def _line(lead: str, found: Sequence[TermState], nothing: str) -> Sentence:
    if not found:
        return Sentence(f"{lead} {nothing}.")
    return Sentence(f"{lead} {'; '.join(name(s) for s in found)}.", tuple(s.id for s in found))


def name(s: TermState) -> str:
    """Clause, title and what stands beside the state."""
    if s.state == "depends_on_reading":
        states = sorted({r.state.replace("_", " ") for r in s.readings})
        return f"{s.clause} {s.title} ({', '.join(states)}, by the reading)"
    beside = [
        x.replace("_", " ") for x in (*((s.state,) if s.state not in ("met", "in_force", "contested") else ()), *s.also)
    ]
    return f"{s.clause} {s.title}{' (' + ', '.join(beside) + ')' if beside else ''}"


def _due(m: Material, running: Sequence[TermState]) -> Sentence:
    coming = sorted((d for a in m.assessed for d in a.due if m.as_of <= d.at), key=lambda d: (d.at, d.term))
    near = [d for d in coming if d.at < m.as_of + AHEAD] or coming[:1]
    said = "; ".join(f"{d.what} by {w.day(d.at - 1, m.zone)}" for d in near[:3])
    text = f"Due next: {said}." if said else "Due next: no dated duty ahead."
    if running:
        text += f" Running: {'; '.join(name(s) for s in running)}."
    return Sentence(text, tuple(s.id for s in running))


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that differs. what: term, event, verdict, document. before, after: absent where it was not there."""

    what: str
    id: str
    title: str
    before: str | None = None
    after: str | None = None


def snapshot(m: Material) -> dict[str, dict[str, dict[str, str]]]:
    """What two briefs are compared by: states of terms, verdicts and statuses of events, documents."""
    terms = {s.term: {"title": f"{s.clause} {s.title}", "state": "+".join((s.state, *s.also))} for s in states(m)}
    events = {e.id: {"title": w.event_title(e, m.gazetteer, m.language), "state": _event_state(e)} for e in m.events}
    documents = {d.id: {"title": d.title or d.name or d.publisher, "state": "read"} for d in m.documents.values()}
    return {"term": terms, "event": events, "document": documents}


def _event_state(e: Event) -> str:
    n = e.propositions[0] if e.propositions else None
    origins = f", {len(n.supporting)} supporting, {len(n.denying)} denying" if n else ""
    return f"{e.status or e.occurrence}{origins}"


def changes(
    before: Mapping[str, Mapping[str, Mapping[str, str]]], after: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> list[Change]:
    """What differs between two snapshots, terms first, then events, then documents; in order of title."""
    out: list[Change] = []
    for what in ("term", "event", "document"):
        a, b = before.get(what, {}), after.get(what, {})
        for id in sorted({*a, *b}, key=lambda i: ((b.get(i) or a[i])["title"], i)):
            old, new = a.get(id, {}).get("state"), b.get(id, {}).get("state")
            if old != new:
                out.append(Change(what=what, id=id, title=(b.get(id) or a[id])["title"], before=old, after=new))
    return out


def since_last(m: Material, number: str) -> Section:
    """What changed since the last frozen brief, in one short paragraph."""
    if m.previous is None:
        return Section(
            number,
            "Changed since the last brief",
            (plain("No earlier brief is frozen in this record."),),
            anchor="changed",
        )
    found = changes(m.previous.get("snapshot", {}), snapshot(m))
    told = [c for c in found if c.what == "term"] + [c for c in found if c.what == "event" and c.before is None]
    text = "; ".join(change_words(c) for c in told[:8]) or "no state of a term and no event"
    documents = sum(c.what == "document" and c.before is None for c in found)
    more = f" And {len(told) - 8} more." if len(told) > 8 else ""
    return Section(
        number,
        "Changed since the last brief",
        (plain(f"{text}.{more} {w.n_of(documents, 'document')} more.", *(c.id for c in told[:8])),),
        anchor="changed",
    )


def change_words(c: Change) -> str:
    """A change in words."""
    old, new = (x.replace("_", " ") if x else None for x in (c.before, c.after))
    if old is None:
        return f"new: {c.title} ({new})"
    if new is None:
        return f"no longer there: {c.title}"
    return f"{c.title}: {old} -> {new}"
