"""Which terms a term waits for, and which readings of the whole agreement bear on a duty."""

from __future__ import annotations

from truceline.terms.term import Agreement, Duty, Reading, Term


def full_id(agreement: str, id: str) -> str:
    """A term id with its agreement, whether or not it was written."""
    return id if "/" in id else f"{agreement}/{id}"


def edges(term: Term) -> tuple[str, ...]:
    """Terms that this one waits for, by full id."""
    on = [full_id(term.agreement, d.on) for d in term.depends if d.how != "parallel"]
    w = term.within
    if w is not None and w.base is None and w.after not in ("signing", "start"):
        on.append(full_id(term.agreement, w.after))
    return tuple(on)


def acts_of(agreement: Agreement, duty: Duty) -> tuple[Reading, ...]:
    """Readings of the whole agreement that bear on this duty: those of a question of which an answer says that somebody
    acts for a bound actor, and those that say nothing of who acts for whom at all."""
    acting = {r.question for r in agreement.readings if r.acts_for}
    bearing = {r.question for r in agreement.readings if set(r.acts_for.values()) & set(duty.who)}
    return tuple(r for r in agreement.readings if r.question in bearing or r.question not in acting)
