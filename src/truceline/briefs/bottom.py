"""The bottom line: at most five sentences, and what changed since another brief."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from truceline.assessments.assessment import TermState
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.agenda import SETTLED, states
from truceline.briefs.evidence import state_words, term_of
from truceline.briefs.incidents import start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence, plain
from truceline.briefs.talks import next_talks
from truceline.events.event import Event
from truceline.values.time import DAY

AHEAD = 60 * DAY
MET = ("met", "met_late", "met_late_by_consent")


def section(m: Material, number: str) -> Section:
    """What holds, what does not, what is contested, what cannot be said, what is due next: one sentence each."""
    by: dict[str, list[TermState]] = {"holds": [], "text": [], "not": [], "contested": [], "unknown": [], "running": []}
    for s in states(m):
        by[group(s)].append(s)
    lines = (
        ("Holds.", _holds(m, by["holds"], by["text"])),
        ("Does not hold.", _not(m, by["not"])),
        ("Contested.", _contested(m, by["contested"])),
        ("Cannot be said.", _unknown(m, by["unknown"])),
        ("Next.", _next(m, by["running"])),
    )
    items = tuple(Paragraph((line,), lead=lead) for lead, line in lines)
    return Section(number, "Bottom line", (Bullets(items),), anchor="bottom-line")


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
    if s.state == "depends_on_reading" and {r.state for r in s.readings} <= {"pending", "in_progress", "due"}:
        return "running"
    if s.state in ("cannot_tell", "no_report", "depends_on_reading"):
        return "unknown"
    if s.state in SETTLED:
        return "holds" if s.events or s.claims or s.state in MET else "text"
    return "running"


def _named(m: Material, s: TermState, state: bool = True) -> str:
    """The title of a term within a sentence, with its clause and, where it says more than the sentence, its state."""
    beside = []
    if s.state == "depends_on_reading":
        beside = ["on one reading of the text"]
    elif state and s.state not in (
        "met",
        "in_force",
        "contested",
        "in_progress",
        "no_report",
        "cannot_tell",
        "pending",
    ):
        beside = [state_words(s.state)]
    return f"{ph.within(m, s.title)} ({', '.join([s.clause, *beside])})"


def _holds(m: Material, found: Sequence[TermState], by_text: Sequence[TermState]) -> Sentence:
    """What is told as met or kept; apart from it what stands by the text with nothing told of it."""
    done = [s for s in found if s.nature == "duty"]
    kept = [s for s in found if s.nature != "duty"]
    parts = []
    if done:
        parts.append(f"told as carried out: {_list(m, done)}")
    if kept:
        parts.append(f"told as kept: {_list(m, kept)}")
    if by_text:
        parts.append(f"standing by the text alone: {_list(m, by_text)}")
    text = "; ".join(parts) or "nothing that was read shows a term as carried out or kept"
    return Sentence(ph.sentence(text), tuple(s.id for s in (*done, *kept, *by_text)))


def _list(m: Material, found: Sequence[TermState], *, state: bool = True) -> str:
    return w.and_list([_named(m, s, state) for s in found])


def _not(m: Material, found: Sequence[TermState]) -> Sentence:
    nobody = "nobody has set a verdict of breach" if not any(s.state == "breach" for s in states(m)) else ""
    if not found:
        return Sentence(ph.sentence(f"no term is computed as overdue or as appearing broken, and {nobody}"))
    text = f"by what was read: {_list(m, found)}" + (f"; {nobody}" if nobody else "")
    return Sentence(ph.sentence(text), tuple(s.id for s in found))


def _contested(m: Material, found: Sequence[TermState]) -> Sentence:
    """Terms that are contested, and over what; then those only alleged or questioned; each once."""
    if not found:
        return Sentence("No term is contested in what was read.")
    told: dict[str, list[TermState]] = {}
    for s in found:
        word = "under way but contested" if "contested" in s.also else state_words(s.state)
        told.setdefault(word, []).append(s)
    first = told.pop("contested", [])
    parts = [_list(m, first, state=False) + _where_contested(m, first)] if first else []
    parts += [f"{word}: {_list(m, group, state=False)}" for word, group in told.items()]
    return Sentence(ph.sentence("; ".join(parts)), tuple(s.id for s in found))


def _where_contested(m: Material, found: Sequence[TermState]) -> str:
    """The event that most tell, of those on which a prohibition is contested."""
    wanted = {i for s in found for r in s.reasons if r.effect == "contested" for i in r.ids}
    events = [e for e in m.events if e.id in wanted]
    if not events:
        return ""
    e = min(events, key=lambda e: (-len(e.members), start_of(e)))
    more = f" and {w.n_of(len(events) - 1, 'other event')}" if len(events) > 1 else ""
    return f", over {ph.happening(m, e)}{more}"


def _unknown(m: Material, found: Sequence[TermState]) -> Sentence:
    if not found:
        return Sentence("Of each term there is some report.")
    silent = [s for s in found if s.state == "no_report"]
    unheld = [s for s in found if (t := term_of(m, s.term)) is not None and t.sourced == "not_sourced"]
    other = [s for s in found if s not in silent and s not in unheld]
    parts = []
    if silent:
        parts.append(f"of {_list(m, silent)} there is no report, and nobody is known to have watched")
    if other:
        parts.append(f"of {_list(m, other)} what was read does not tell")
    if unheld:
        parts.append(f"of {_list(m, unheld)} the text is not held")
    return Sentence(ph.sentence("; ".join(parts)), tuple(s.id for s in found))


def _next(m: Material, running: Sequence[TermState]) -> Sentence:
    """The talks, the next dated duties, and what runs without a date."""
    ahead = next_talks(m)
    parts = [f"the talks are on {w.when(ahead.when, m.zone)}"] if ahead else []
    coming = sorted((d for a in m.assessed for d in a.due if m.as_of <= d.at), key=lambda d: (d.at, d.term))
    near = [d for d in coming if d.at < m.as_of + AHEAD][:3]
    if near:
        parts.append(f"due are {w.and_list([f'{ph.within(m, d.what)} by {w.day(d.at - 1, m.zone)}' for d in near])}")
    else:
        later = f" before {w.day(coming[0].at - 1, m.zone)} ({ph.within(m, coming[0].what)})" if coming else ""
        parts.append(f"no dated duty falls{later or ' ahead'}")
    dated = {d.term for d in (near or coming[:1])}
    undated = sorted({c for s in running if s.term not in dated for c in s.clause.split(", ")}, key=_clause)
    text = ", and ".join(parts)
    if undated:
        text += f"; under way or not begun, without a date: points {w.and_list(undated)}"
    return Sentence(ph.sentence(text), tuple(s.id for s in running))


def _clause(clause: str) -> tuple[int, str]:
    """Clauses in the order of the text: 3, 4, 9a, 10."""
    number = re.match(r"\d+", clause)
    return (int(number[0]) if number else 10**6, clause)


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
        for id in sorted({**b, **a}, key=lambda i: (b.get(i) or a[i])["title"]):
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
