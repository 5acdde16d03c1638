"""What would change the state of a term, in words."""

from __future__ import annotations

from truceline.terms.term import GUARDED, Term


def changes(term: Term, state: str) -> str:
    """What would change the state, in words."""
    if term.sourced == "not_sourced":
        return "the text of the provision"
    if term.nature in GUARDED:
        return {
            "no_report": "a report of an act it prohibits; or reports that it was watched throughout and quiet",
            "quiet_watched": "a report of an act it prohibits",
            "alleged": "a second origin of another interest, a denial by the accused, or a decision",
            "contested": "an admission, direct observation or a decision on the events named",
            "appears_inconsistent": "a decision on the events named, or accounts that place them elsewhere",
        }.get(state, "accounts that settle what the readings leave open")
    if term.nature != "duty":
        return "a report that does not fit, an amendment, or notice given"
    return {
        "pending": "a report that it has begun",
        "in_progress": "a report, by another than the duty holder, that it is done",
        "due": "a report that it is done, or the deadline passing",
        "overdue": "a report that it is done, a waiver, or an agreed change of the date",
        "cannot_tell": "a report that says when, or whether, it was done",
        "contested": "an admission, direct observation or a decision",
    }.get(state, "a report to the contrary, or a decision")
