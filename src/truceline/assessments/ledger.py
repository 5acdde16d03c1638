"""The ledger of a duty: its state at a time, from the marks that items made. Rules, in order:

L1. The text is not held -> cannot tell. Known background -> as the marks say, never due.
L2. Waived by an amendment -> waived. Ended before it was done -> lapsed.
L3. Told as done, nobody against it:
    a. on the word of a duty holder alone -> in progress ("only the duty holder says so");
    b. no deadline -> met;
    c. before the deadline (as signed, or as a consented amendment has it) -> met, or met late by consent if it was
       later than the deadline as signed and the change was consented to;
    d. wholly after it -> met late; across it -> cannot tell;
    e. where reports differ on when, those of the parties to the duty, who know, or of corroborated events go before
       those of others alone.
L4. Told as done and denied, or told as not done at the same time or later -> contested.
L5. Not told as done, deadline past: with marks of a part, a beginning or a failure -> overdue; with none -> cannot tell,
    for silence shows neither.
L5b. The same, and all that tells of the deed tells of it in time and without a word on how much was done: said not to be
    done by others than the duty holder, at that time or later -> contested; by nobody -> cannot tell. A duty holder that
    says itself that it is not done, a part told as such, or a deed told after the deadline, leaves it overdue.
L6. Not told as done, deadline ahead: in its last 24 hours -> due; with marks -> in progress; else pending.
L7. No deadline: with marks -> in progress (also contested, where somebody of another interest says it is not done);
    none, and it was to run in parallel with something of which reports tell -> cannot tell; else pending.
L8. A deadline that counts from another term's completion has no date until that completion is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from truceline.assessments.assessment import ReadingState, Reason
from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import NOT_HELD
from truceline.terms.result import Mark
from truceline.terms.term import Amendment, Reading, Term
from truceline.terms.waits import full_id
from truceline.values.errors import InputError
from truceline.values.time import DAY, When


class Told(Struct, frozen=True, kw_only=True):
    """A mark with the interval in which its effect took place, doubt of zone included, and whose words it stands on."""

    mark: Mark
    lo: int | None
    hi: int | None
    interests: frozenset[str | None]
    corroborated: bool = False


def told(mark: Mark, item: Item, ground: Ground) -> Told:
    """A mark made ready for the ledger."""
    lo, hi = ground.widened(mark.when)
    claims = set(mark.claims)
    interests = frozenset(a.interest for a in item.accounts if a.claim in claims)
    sure = item.occurrence in ("corroborated", "verified")
    return Told(mark=mark, lo=lo, hi=hi, interests=interests, corroborated=sure)


def ledger(
    signed: Term,
    now: Term,
    amendments: Sequence[Amendment],
    readings: Sequence[Reading],
    marks: Sequence[Told],
    as_of: int,
    done_of: Mapping[str, When | None],
    moved: frozenset[str] = frozenset(),
) -> ReadingState:
    """The state of a duty at `as_of` under a set of readings.

    signed: the term as read; now: with its amendments. marks: all, of any time. done_of: when other terms were done.
    moved: other terms of which anything is told.
    """
    due, doubt = deadline(now, done_of)
    state, reasons, done = _state(signed, now, amendments, marks, as_of, due, moved)
    if doubt:
        state = "cannot_tell" if state == "pending" else state
        reasons = [Reason(rule="L8", words=doubt), *reasons]
    return ReadingState(
        readings=tuple(r.id for r in readings),
        holders=tuple(r.holder for r in readings),
        state=state,
        reasons=tuple(reasons),
        due=due,
        done=done,
    )


def deadline(term: Term, done_of: Mapping[str, When | None]) -> tuple[int | None, str]:
    """The first instant at which it is too late; None where there is none or it does not run yet (rule L8).

    With the second, in words, why a period has no one end (a month after a 31st).
    """
    from truceline.terms.calendar import day_before, run

    w = term.within
    if term.due is not None or w is None:
        return term.due, ""
    base = done_of.get(full_id(term.agreement, w.after) + ("#begun" if w.point == "beginning" else ""))
    if base is None or base.latest is None:
        return None, ""
    try:
        day = day_before(base.latest, term.zone)
        return run(base.latest if day is None else day, w.amount, w.unit, term.zone, whole_day=day is not None), ""
    except InputError as e:
        return None, f"Its period has no one end: {e.what}."


def _state(
    signed: Term,
    now: Term,
    amendments: Sequence[Amendment],
    marks: Sequence[Told],
    as_of: int,
    due: int | None,
    moved: frozenset[str],
) -> tuple[str, list[Reason], When | None]:
    if now.sourced == "not_sourced":
        return "cannot_tell", [Reason(rule="L1", words=NOT_HELD)], None
    past = [m for m in marks if m.hi is not None and (m.hi <= as_of + DAY if m.lo is None else m.lo <= as_of)]
    settled = [m for m in past if m.hi is not None and m.hi <= as_of + DAY]
    done = [m for m in settled if m.mark.effect == "done"]
    failed = [m for m in past if m.mark.effect == "not_done"]
    moving = [m for m in past if m.mark.effect in ("begun", "part")]
    for a in amendments:
        if a.waives:
            return "waived", [Reason(rule="L2", words=a.says, ids=(a.id,))], None
    free = [m for m in done if not m.mark.contested]
    if done:
        return _done(signed, now, amendments, free, done, failed, due)
    if now.end is not None and now.end <= as_of:
        return "lapsed", [Reason(rule="L2", words="The term ended before it was reported as done.")], None
    reasons = [_reason("L6", m) for m in (*moving, *failed)]
    if due is not None and as_of >= due:
        in_time = _in_time(now, moving, failed, due)
        if in_time is not None:
            return in_time
        if reasons:
            return (
                "overdue",
                [Reason(rule="L5", words="The deadline is past and it is not reported as done."), *reasons],
                None,
            )
        return (
            "cannot_tell",
            [Reason(rule="L5", words="The deadline is past; nothing that was read tells whether it was done.")],
            None,
        )
    if due is not None and as_of >= due - DAY:
        return "due", [Reason(rule="L6", words="It falls due within a day."), *reasons], None
    if moving or (failed and due is None):
        return "in_progress", [_reason("L6" if due is not None else "L7", m) for m in (*moving, *failed)], None
    return _idle(now, reasons, due, moved)


def _in_time(
    now: Term, moving: list[Told], failed: list[Told], due: int
) -> tuple[str, list[Reason], When | None] | None:
    """Rule L5b; None where it does not apply."""
    if not moving or not all(
        m.mark.effect == "part" and m.mark.bare and m.hi is not None and m.hi <= due for m in moving
    ):
        return None
    if any(m.interests & {*now.duty.who} for m in failed):
        return None
    since = min((m.lo for m in moving if m.lo is not None), default=None)
    later = [m for m in failed if m.hi is None or since is None or m.hi > since]
    words = "The deadline is past. It is reported within it, and not whether that was all."
    told = [_reason("L5b", m) for m in moving]
    if not later:
        return "cannot_tell", [Reason(rule="L5b", words=words), *told], None
    words = "The deadline is past. It is reported within it, and reported as not done."
    return "contested", [Reason(rule="L5b", words=words), *told, *(_reason("L5b", m) for m in later)], None


def _idle(
    now: Term, reasons: list[Reason], due: int | None, moved: frozenset[str]
) -> tuple[str, list[Reason], When | None]:
    for d in now.depends:
        if d.how == "parallel" and due is None and full_id(now.agreement, d.on) in moved:
            words = "It was to run in parallel with another duty, of which reports tell; nothing that was read tells of this one."
            return "cannot_tell", [Reason(rule="L7", words=words), *reasons], None
    if now.within is not None and due is None:
        words = "Its time counts from something that is not reported as done."
        return "pending", [Reason(rule="L8", words=words), *reasons], None
    rule = "L6" if due is not None else "L7"
    words = (
        "Its last day is ahead, and it is not reported as begun." if reasons else "Nothing that was read tells of it."
    )
    return "pending", [Reason(rule=rule, words=words), *reasons], None


def _done(
    signed: Term,
    now: Term,
    amendments: Sequence[Amendment],
    free: list[Told],
    done: list[Told],
    failed: list[Told],
    due: int | None,
) -> tuple[str, list[Reason], When | None]:
    """Rules L3 and L4."""
    if not free:
        return "contested", [_reason("L4", m) for m in done], None
    free = _best(now, free)
    first = min(free, key=lambda m: (m.hi or 0, m.lo or 0))
    when = When(earliest=first.lo, latest=first.hi, zone_basis="case", zone=now.zone)
    later = [m for m in failed if m.hi is None or first.lo is None or m.hi > first.lo]
    reasons = [_reason("L3", m) for m in free]
    if later:
        return "contested", [*reasons, *(_reason("L4", m) for m in later)], None
    holders = {*now.duty.who}
    spoken = {i for m in free for i in m.interests}
    if holders and spoken and spoken <= holders:
        return (
            "in_progress",
            [Reason(rule="L3a", words="Only the side that has to do it says that it is done."), *reasons],
            None,
        )
    if due is None:
        return "met", reasons, when
    los = [m.lo for m in free]
    lo = None if any(x is None for x in los) else min(x for x in los if x is not None)
    hi = first.hi
    original = signed.due if signed.due is not None else due
    if lo is None and hi is not None and hi <= original:
        return "met", reasons, when  # by a day that is in time; how long before is not told
    if lo is None or hi is None:
        return (
            "cannot_tell",
            [Reason(rule="L3d", words="It is reported as done, at a time that is not told."), *reasons],
            when,
        )
    moved = [a for a in amendments if "due" in a.sets or "within" in a.sets]
    consented = bool(moved) and all(consent(a, now) for a in moved)
    limit = due if consented or not moved else original
    if hi > limit and lo < limit:
        words = "The reports allow both: that it was done in time, and that it was done after the deadline."
        return "cannot_tell", [Reason(rule="L3d", words=words), *reasons], when
    if lo >= limit:
        return "met_late", [Reason(rule="L3d", words="It was done after the deadline."), *reasons], when
    if hi <= original:
        return "met", reasons, when
    if lo >= original:
        note = [Reason(rule="L3c", words=a.says, ids=(a.id,)) for a in moved]
        return "met_late_by_consent", [*note, *reasons], when
    return (
        "cannot_tell",
        [
            Reason(rule="L3d", words="It was in time by the changed date, and perhaps also by the date as signed."),
            *reasons,
        ],
        when,
    )


def _best(term: Term, free: list[Told]) -> list[Told]:
    """Rule L3e."""
    parties = {*term.duty.who, *term.beneficiary}
    known = [m for m in free if m.interests & parties or m.corroborated]
    return known or free


def consent(a: Amendment, term: Term) -> bool:
    """Whether those to whom the duty is owed agreed to the change; where the term names nobody, any two that did."""
    if a.instrument in ("signed_text", "joint_statement"):
        return True
    if term.beneficiary:
        return set(term.beneficiary) <= set(a.consent)
    return len(set(a.consent)) >= 2


def also(state: ReadingState, marks: Sequence[Told], as_of: int, duty: frozenset[str]) -> tuple[str, ...]:
    """What stands beside the state (rule L7): contested, where somebody says it is not done while others say it moves."""
    if state.state not in ("in_progress", "overdue", "pending", "due"):
        return ()
    past = [m for m in marks if m.lo is None or m.lo <= as_of]
    failed = [m for m in past if m.mark.effect == "not_done"]
    return ("contested",) if any(m.mark.contested for m in past) or (failed and len(past) > len(failed)) else ()


def _reason(rule: str, m: Told) -> Reason:
    return Reason(rule=rule, words=m.mark.why, effect=m.mark.effect, ids=(m.mark.item, *m.mark.claims))
