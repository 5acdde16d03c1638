"""A term for people: as a row of a listing, and as a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.assessments.assessment import DIFFERS, ReadingState, TermState, Upcoming
from truceline.terms.wording import name, names, sentence
from truceline.values.saying import and_list, clock, day

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.terms.term import Agreement, Term

SHOWN = 2


def found(derived: Derived, term: str) -> tuple[Agreement, Term] | None:
    """The agreement and term of an id."""
    return next(((a, t) for a in derived.agreements for t in a.terms if t.id == term), None)


def readings_said(derived: Derived, s: TermState, row: ReadingState) -> str:
    """The readings of a row in their own words, those left out that every row shares."""
    held = found(derived, s.term)
    known = {r.id: r for r in (*held[1].readings, *held[0].readings)} if held else {}
    shared = set.intersection(*(set(r.readings) for r in s.readings)) if len(s.readings) > 1 else set()
    said = [known[i].says.rstrip(".") for i in row.readings if i in known and i not in shared]
    return "; ".join(f"{x[0].lower()}{x[1:]}" if not x.split(" ")[0].isupper() else x for x in said)


def words(state: str) -> str:
    """A state without underscores."""
    return state.replace("_", " ")


def state_said(derived: Derived, s: TermState) -> str:
    """The state; where readings differ, each with the reading in words."""
    also = f", also {and_list([words(x) for x in s.also])}" if s.also else ""
    if s.state != DIFFERS:
        return words(s.state) + also
    by_state: dict[str, list[str]] = {}
    for row in s.readings:
        by_state.setdefault(row.state, []).append(readings_said(derived, s, row))
    return "; ".join(f"{words(k)}, if {' or '.join(dict.fromkeys(v))}" for k, v in by_state.items()) + also


def row(derived: Derived, s: TermState) -> dict[str, str]:
    """A row of the listing of terms."""
    said = list(dict.fromkeys(r.words for r in s.reasons))
    more = f" (and {len(said) - SHOWN} more: `truceline terms CASE --term {s.term}`)" if len(said) > SHOWN else ""
    return {
        "term": s.term,
        "what": f"{s.clause} {s.title}",
        "state": state_said(derived, s),
        "by": s.by if s.basis == "reviewed" else "",
        "due": due_said(derived, s.due),
        "why": " ".join(said[:SHOWN]) + more,
    }


def due_said(derived: Derived, due: int | None) -> str:
    """The last day on which it is in time, or the hour where it ends within a day."""
    if due is None:
        return ""
    zone = derived.case.zone
    return day(due - 1, zone) if clock(due, zone).endswith("00:00") else clock(due, zone)


def due_row(derived: Derived, u: Upcoming) -> dict[str, str]:
    """A row of what falls due: the last day, and under which readings."""
    held = found(derived, u.term)
    known = {r.id: r.says.rstrip(".") for r in (*held[1].readings, *held[0].readings)} if held else {}
    said = "; ".join(known[i] for i in u.readings if i in known)
    return {
        "last day": clock(u.at, derived.case.zone) if "notice" in u.what else due_said(derived, u.at),
        "term": u.term,
        "what": u.what,
        "if": said,
        "basis": "computed from the text" if u.computed else "date in the text",
    }


def page(derived: Derived, s: TermState) -> list[str]:
    """One term in full: text and variants, readings, changes, state with evidence, history, what would change it."""
    held = found(derived, s.term)
    if held is None:
        return []
    t = held[1]
    register, zone = derived.case.register, t.zone or derived.case.zone
    limit = min(x for x in (derived.view.as_of, derived.view.public_at) if x is not None)
    out = [f"{t.clause}  {t.title}   [{t.id}]", "", sentence(t.says)]
    if t.condition:
        out.append(sentence(f"Condition: {t.condition}"))
    bound = names(register, t.duty.who) if t.duty.who else ("not named in the text" if t.duty.open else "not given")
    called = f" (in the text: {t.duty.named})" if t.duty.named else ""
    out.append(sentence(f"Duty of: {bound}{called}"))
    if t.verifies:
        out.append(sentence(f"To be verified by: {names(register, t.verifies)}"))
    out += [sentence(f"It excepts: {e.says}") for e in t.exceptions]
    out.append(sentence(f"Source: {t.source}; {words(t.sourced)}"))
    for v in t.variants:
        out.append(sentence(f"Wording ({v.language}, {v.status}, {v.publisher or 'publisher not given'}): {v.says}"))
    for r in t.readings:
        who = (
            "the wording allows it; nobody is shown to hold it"
            if r.holder == "text"
            else f"held by {name(register, r.holder)}"
        )
        out.append(sentence(f"Reading ({words(r.question.replace('-', ' '))}): {r.says.rstrip('.')} - {who}"))
    for a in t.amendments:
        if a.public < limit:
            by = f", announced by {name(register, a.by)}" if a.by else ""
            agreed = f", agreed to by {names(register, a.consent)}" if a.consent else ""
            out.append(sentence(f"Change of {day(a.date, zone)} ({words(a.instrument)}{by}{agreed}): {a.says}"))
    out += ["", sentence(f"State: {state_said(derived, s)} ({s.basis}{', by ' + s.by if s.by else ''})")]
    if s.due is not None:
        out.append(sentence(f"Last day: {due_said(derived, s.due)}"))
    for x in dict.fromkeys((r.words, r.ids) for r in s.reasons):
        out.append(f"  - {x[0]}" + (f"  [{', '.join(x[1][:3])}{' ...' if len(x[1]) > 3 else ''}]" if x[1] else ""))
    if s.history:
        out += ["", "History:"]
        by_reading: dict[tuple[tuple[int, str, str], ...], list[str]] = {}
        for state_row in s.readings:
            steps = tuple((e.at, e.state, e.words) for e in s.history if e.readings == state_row.readings)
            by_reading.setdefault(steps, []).append(readings_said(derived, s, state_row))
        for steps, said in by_reading.items():
            if len(by_reading) > 1:
                out.append(f"  If {' or '.join(said)}:")
            out += [f"  {clock(at, zone)}: {words(state)}. {why}" for at, state, why in steps]
    if s.changes:
        out += ["", sentence(f"What would change it: {s.changes}")]
    return out
