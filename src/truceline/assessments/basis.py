"""What stands on what: which states and assessments would have to be looked at again if a source were withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from truceline.assessments.assessment import Assessed
from truceline.claims.claim import Claim
from truceline.events.event import Event


def stands_on(assessed: Assessed, claims: Iterable[str], events: Iterable[Event] = ()) -> tuple[str, ...]:
    """Ids of the term states, assessments and queries that stand on any of these claims, in their order.

    events: with them, what stands on an event counts as standing on its members.
    """
    gone = set(claims)
    gone |= {e.id for e in events if any(m.claim in gone for m in e.members)}
    out = [
        s.id
        for s in assessed.terms
        if gone & {*s.events, *s.claims, *(i for r in s.reasons for i in r.ids)}
        or any(gone & set(i.ids) for row in s.readings for i in row.reasons)
    ]
    out += [a.id for a in assessed.incidents if gone & {a.event, *a.claims}]
    out += [q.id for q in assessed.queries if gone & set(q.ids)]
    return tuple(out)


def claims_of(document: str, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of the claims that a document holds."""
    return tuple(c.id for c in claims if c.document == document)


def changed(before: Assessed, after: Assessed) -> tuple[str, ...]:
    """Ids of states and assessments that differ between two results, or stand in one only; wording left out."""

    def table(a: Assessed) -> Mapping[str, tuple[object, ...]]:
        states: dict[str, tuple[object, ...]] = {
            s.id: (s.state, s.also, tuple((r.readings, r.state, r.due) for r in s.readings)) for s in a.terms
        }
        states.update({x.id: (x.state, x.occurrence.state, x.attribution, x.consistency) for x in a.incidents})
        return states

    one, two = table(before), table(after)
    return tuple(i for i in dict.fromkeys((*one, *two)) if one.get(i) != two.get(i))
