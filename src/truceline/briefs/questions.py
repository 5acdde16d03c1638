"""The question that would move the state of a term, put to whom it concerns, in the words of its kind."""

from __future__ import annotations

from truceline.assessments.assessment import DIFFERS, TermState
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.evidence import holder, reading_of, term_of
from truceline.briefs.material import Material

NONE = "None arises from what was read."
OPEN_WORK = {
    "transfer": "what remains to be handed over, and by when?",
    "withdrawal": "which forces or weapons remain, and by when will their withdrawal be complete?",
    "deployment": "is the deployment complete, and who besides you can confirm it?",
    "displaced": "who counts those who return, and under whose supervision?",
    "exchange": "whom do you still hold, under what name, and when will they be returned?",
    "links": "which links come first, under whose control, and by when?",
    "establishment": "where is it to stand, who staffs it, and when does it open?",
    "process": "when will work on it begin, and who leads it?",
    "relief": "what is still kept from passing, and why?",
}
SILENT = {
    "corridor": "has passage been refused or delayed at any time, and who keeps the count?",
}
FIGURES = "how were the figures counted, and what are they today?"


def question(m: Material, s: TermState) -> str:
    """One question, or that none arises."""
    t = term_of(m, s.term)
    who = t.duty.who if t else ()
    names = [w.actor(m.register, a, m.language) for a in w.parties_first(who, m.register, m.alternat, m.language)]
    asked = _asked(m, s, t.kind if t else "")
    if asked is None:
        return NONE
    return f"To {w.and_list(names) or 'the sides'}: {asked}"


def _asked(m: Material, s: TermState, kind: str) -> str | None:
    if s.state == DIFFERS:
        held = [r for row in s.readings for i in row.readings if (r := reading_of(m, s, i)) and holder(m, r)]
        states = {r.state for r in s.readings}
        if not held and states & {"met", "met_late_by_consent"}:
            return None
        return "which reading do you hold?"
    if s.state in ("contested", "alleged", "appears_inconsistent"):
        return _about_event(m, s)
    if s.state == "questioned" or "questioned" in s.also:
        return FIGURES
    if s.state in ("pending", "in_progress", "due", "overdue"):
        return OPEN_WORK.get(kind, "what remains to be done, and by when?")
    if s.state == "no_report":
        return SILENT.get(kind, "has anything happened that was not reported, and who watched?")
    if s.state == "cannot_tell":
        t = term_of(m, s.term)
        if t is not None and t.sourced == "not_sourced":
            return "what is the agreed wording of this provision?"
        return "was it done, when, and who can confirm it?"
    return None


def _about_event(m: Material, s: TermState) -> str:
    """The gravest event of a prohibition by place and day: what happened there, and what would be shown for it."""
    wanted = set(s.events)
    found = [e for e in m.events if e.id in wanted and e.cls == "incident"]
    if not found:
        return "what is your account, and what would you show for it?"
    e = min(found, key=lambda e: (-len(e.members), (e.when.earliest or 0) if e.when else 0))
    where, day = ph.places(m, e), ph.on(e.when, m.zone)
    at = " ".join(x for x in (where, day) if x)
    if s.kind == "standstill":
        return f"who held the positions {where or 'in question'} when the fire stopped, and by what map?"
    return f"what happened {at}, and what would you show for it?" if at else "what is your account?"
