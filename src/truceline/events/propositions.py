"""What stands behind each thing said about an event: the computed occurrence state, and its rules.

Rules, in this order (first that fits):
 1. An origin of the accused denies it, or two or more origins deny it: contested.
 2. Two supporting origins of different interest, of which one does not gain: corroborated.
 3. Else: alleged.

What counts:
 a. An origin gains from a proposition that accuses an actor it opposes, or that reports its own actor's compliance.
 b. An origin whose interest is not known (in neither register) is never taken as not gaining.
 c. An origin that holds the duty of the term in question is never taken as not gaining (`duty_holders`).
 d. A denial adds nothing to support. Support for "it happened" does not pass to "X did it". Silence is no admission.
 e. An admission by the accused is support against its own interest: it does not gain from it, also where it holds the
    duty (rule c). So is its own account that its own side did it, where it accuses nobody it opposes; that it happened,
    told without its own side as the one that acted, is neither. An observer that holds the duty is never freed of rule c.
 f. Verified, not_substantiated, refuted and not_verifiable come by Decision only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from truceline.actors.register import Register
from truceline.events.event import Event, OccurrenceState, Origin, Proposition


def known_interest(origin: Origin, register: Register) -> bool:
    """Whether the register says whose interest an origin has, be it nobody's."""
    return bool(origin.sides) or register.source(origin.id) is not None or register.actor(origin.id) is not None


def gains(origin: Origin, accused: Iterable[str], reports: Iterable[str], register: Register) -> str | None:
    """Why the origin gains from a proposition, in words; None where it does not.

    accused: actors it accuses. reports: actors whose compliance it reports.
    """
    against = tuple(accused)
    if any(register.opposes(side, a) for side in origin.sides for a in against) and not (
        set(origin.jointly) & set(against)  # the accused signs it too
    ):
        return "it accuses an actor it opposes"
    if any(register.party_of(r) in origin.sides for r in reports):
        return "it reports its own actor's compliance"
    return None


def judge(
    proposition: Proposition,
    *,
    accused: Iterable[str] = (),
    reports: Iterable[str] = (),
    register: Register,
    duty_holders: Iterable[str] = (),
    admitted: Iterable[str] = (),
    own: Iterable[str] = (),
) -> Proposition:
    """The proposition with its computed state and the reasons, by the rules above.

    accused, reports, duty_holders: actor ids (any level; compared by party). admitted: ids of origins that admit it. own:
    of those that tell that their own side did it.
    """
    against = {register.party_of(a) for a in accused}
    duty = {register.party_of(d) for d in duty_holders}
    yes, no = proposition.supporting, proposition.denying
    counted = (
        f"{len(yes)} supporting, {len(no)} denying, {len(proposition.silent)} silent "
        f"({len(frozenset().union(*(o.sides for o in yes)))} interests among the supporting)"
    )
    refused = [o for o in no if o.sides & against]
    if refused or len(no) >= 2:
        first = (
            f"1 the accused denies it: {_names(refused)}" if refused else f"1 {len(no)} origins deny it: {_names(no)}"
        )
        return _as(proposition, "contested", (first, counted))
    notes, free = [], []
    admits, tells_own = set(admitted), set(own)
    for o in yes:
        admission = (o.id in admits or o.id in tells_own) and not _observes(o, register)
        reason = None if o.id in admits else gains(o, against, reports, register)
        if reason is not None:
            notes.append(f"a {o.name} gains: {reason}")
        elif o.sides & duty and not admission:
            notes.append(f"c {o.name} holds the duty in question")
        elif not known_interest(o, register):
            notes.append(f"b the interest of {o.name} is not known")
        else:
            free.append(o)
            if o.id in admits:
                notes.append(f"e {o.name} admits it")
    bearing = [o for o in free if any(x is not o and not (x.sides and x.sides <= o.sides) for x in yes)]
    if bearing:
        why = f"2 {len(bearing)} of {len(yes)} do not gain, and one of another interest supports it"
        free_notes = (f"d {o.name} does not gain" for o in bearing)
        return _as(proposition, "corroborated", (why, counted, *free_notes, *notes))
    lone = "one origin" if len(yes) == 1 else "no two origins of different interest of which one does not gain"
    return _as(proposition, "alleged", (f"3 {lone if yes else 'no origin'} supports it", counted, *notes))


def occurrence_for(event: Event, register: Register, duty_holders: Iterable[str]) -> OccurrenceState:
    """How the event stands for a term whose duty these actors hold: their word does not count as not gaining on it."""
    for p in event.propositions:
        if p.key == "occurred":
            accused, reports = accused_by(p, event.propositions), reported_by(p, event)
            return judge(
                p,
                accused=accused,
                reports=reports,
                register=register,
                duty_holders=duty_holders,
                admitted=admitted_by(p),
                own=own_account(event, register),
            ).state
    return event.occurrence


def own_account(event: Event, register: Register) -> tuple[str, ...]:
    """Ids of the origins that tell that their own side acted."""
    acted = (
        (p, register.party_of(p.key.removeprefix("agent:"))) for p in event.propositions if p.key.startswith("agent:")
    )
    return tuple(dict.fromkeys(o.id for p, side in acted for o in p.supporting if side in o.sides))


def _observes(origin: Origin, register: Register) -> bool:
    """Whether the origin, or the side it speaks for, has the part of an observer."""
    return any("observer" in register.roles_at(a, None) for a in (origin.id, *sorted(origin.sides)))


def accused_by(p: Proposition, all_of: Sequence[Proposition]) -> tuple[str, ...]:
    """Whom a proposition accuses: the agent it names; "it happened" and counts accuse every agent named."""
    if p.key.startswith("agent:"):
        return (p.key.removeprefix("agent:"),)
    return tuple(q.key.removeprefix("agent:") for q in all_of if q.key.startswith("agent:"))


def reported_by(p: Proposition, event: Event) -> tuple[str, ...]:
    """Whose compliance a proposition reports: the agents of a measure."""
    if event.cls != "measure":
        return ()
    return accused_by(p, event.propositions)


def admitted_by(p: Proposition) -> tuple[str, ...]:
    """Ids of the origins that admit it, as the earlier reasons say."""
    names = {r[2:].removesuffix(" admits it") for r in p.reasons if r.startswith("e ")}
    return tuple(o.id for o in p.supporting if o.name in names)


def _as(p: Proposition, state: OccurrenceState, reasons: tuple[str, ...]) -> Proposition:
    return msgspec.structs.replace(p, state=state, reasons=reasons)


def _names(origins: Sequence[Origin]) -> str:
    return ", ".join(sorted(o.name for o in origins))
