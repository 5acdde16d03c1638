"""What falls due: deadlines by reading, ends of periods, computed notice dates."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from truceline.assessments import readings as rd
from truceline.assessments.assessment import TermState, Upcoming
from truceline.assessments.guard import next_ends
from truceline.terms.term import Agreement
from truceline.values.time import DAY


def due(
    agreement: Agreement,
    *,
    as_of: int,
    days: int,
    public_at: int | None = None,
    states: Sequence[TermState] = (),
) -> tuple[Upcoming, ...]:
    """What falls due in the next `days` days: deadlines by reading, ends of periods and computed notice dates.

    With `states`, deadlines that count from another term, and without those that are met, waived or lapsed.
    """
    limit, out = as_of + days * DAY, []
    closed = {
        (s.term, r.readings)
        for s in states
        for r in s.readings
        if r.state.startswith("met") or r.state in ("waived", "lapsed")
    }
    by_state = {(s.term, r.readings): r.due for s in states for r in s.readings}
    for term in agreement.terms:
        if term.background:
            continue
        for combo in rd.combinations(agreement, term, acting=False):
            now = rd.amended(rd.as_read(term, combo), as_of, public_at)[0]
            key = (term.id, tuple(r.id for r in combo))
            if term.nature == "duty":
                at = by_state.get(key, now.due)
                if at is not None and as_of < at <= limit and key not in closed:
                    out.append(
                        Upcoming(at=at, term=term.id, what=term.title, readings=key[1], computed=now.within is not None)
                    )
            else:
                out += [
                    Upcoming(at=t, term=term.id, what=f"{term.title}: {what}", readings=key[1], computed=True)
                    for t, what in next_ends(now, as_of)
                    if t <= limit
                ]
    return tuple(sorted(_joined(out), key=lambda u: (u.at, u.term, u.readings)))


def _joined(rows: Sequence[Upcoming]) -> list[Upcoming]:
    """One row where all readings give one date."""
    out: dict[tuple[int, str, str], Upcoming] = {}
    by_term: dict[tuple[str, str], set[int]] = {}
    for r in rows:
        by_term.setdefault((r.term, r.what), set()).add(r.at)
    for r in rows:
        key = (r.at, r.term, r.what)
        if len(by_term[r.term, r.what]) == 1:
            out[key] = replace(r, readings=())
        elif key in out:
            out[key] = replace(out[key], readings=tuple(dict.fromkeys((*out[key].readings, *r.readings))))
        else:
            out[key] = r
    return list(out.values())
