"""What every kind of brief opens and closes with."""

from __future__ import annotations

from truceline.briefs import agenda
from truceline.briefs import words as w
from truceline.briefs.material import Material


def head(m: Material) -> tuple[tuple[str, str], ...]:
    """Cut-off, basis of knowledge, release, reviewed n of m, languages."""
    total = len(agenda.states(m)) + sum(len(a.incidents) for a in m.assessed)
    unread = tuple(x for x in m.spoken if x not in m.languages)
    basis = f"published by {w.clock(m.public_at, m.zone)}" if m.public_at is not None else "all that was published"
    known = f"recorded by {w.clock(m.known_at, m.zone)}" if m.known_at is not None else "all that is recorded"
    issued = [("Prepared by", m.prepared_by)] if m.prepared_by else []
    issued += [("Approved by", m.approved_by)] if m.approved_by else []
    return (
        ("Cut-off", f"{w.clock(m.as_of, m.zone)} ({m.zone})"),
        ("Basis", f"{basis}; {known}"),
        ("Release", f"{m.release}; {w.n_of(m.withheld, 'document')} withheld"),
        ("Reviewed", f"{m.reviewed} of {total} verdicts by a person; the rest computed"),
        ("Read", f"{w.language_names(m.languages)}; not read: {w.language_names(unread) or 'none'}"),
        (
            "Stands on",
            f"{w.n_of(len(m.documents), 'document')}, {w.n_of(len(m.claims), 'claim')}, {w.n_of(len(m.events), 'event')}",
        ),
        *issued,
    )


def period_words(m: Material) -> str:
    """The period of a daily or weekly, from hour to hour, with the zone."""
    return f"{w.clock(m.as_of - m.period, m.zone)} to {w.clock(m.as_of, m.zone)} ({m.zone})"


def notices(m: Material) -> tuple[str, ...]:
    """What must be read first."""
    out = []
    if m.reconstruction:
        out.append(
            f"A reconstruction from publication times: what had been published by {w.clock(m.public_at or m.as_of, m.zone)}, as this version reads it. It is not a brief that was issued then."
        )
    if m.known_at is not None:
        out.append("What this version makes of what was recorded by then; a brief as issued is the frozen one.")
    return tuple(out)


def footer(m: Material) -> str:
    """Record, version and the fixed caution."""
    return f"truceline {m.code_version}; record {m.root[:16] or 'none'}. It assists judgement and does not replace it: occurrence, consistency and attribution are confirmed by people. Boundaries and names imply no position."
