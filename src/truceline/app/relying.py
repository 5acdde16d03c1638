"""What stands on a source: the claims it gave or relayed, and the states, assessments and questions built on them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.assessments.basis import stands_on

if TYPE_CHECKING:
    from truceline.app.derive import Derived


def claims_on(derived: Derived, id: str) -> tuple[str, ...]:
    """Ids of the claims of a document (by id, by file name with or without its ending), of a source or speaker anywhere in
    the chain, or the claim itself; in their order."""
    documents = {
        i
        for i, d in derived.documents.items()
        if id in (i, d.name, Path(d.name).stem) or (d.source is not None and d.source == id)
    }
    return tuple(
        c.id for c in derived.claims if c.id == id or c.document in documents or any(s.id == id for s in c.says)
    )


def rows(derived: Derived, claims: Iterable[str]) -> list[dict[str, str]]:
    """One row for each state, assessment and question that stands on any of these claims, in the order of the terms."""
    claims = tuple(claims)
    out: list[dict[str, str]] = []
    for assessed in derived.assessed:
        ids = set(stands_on(assessed, claims, derived.events))
        out += [
            {
                "what": "state of a term",
                "term": s.term,
                "state": s.state.replace("_", " "),
                "words": s.title,
                "id": s.id,
            }
            for s in assessed.terms
            if s.id in ids
        ]
        out += [
            {
                "what": "assessment of an event",
                "term": a.term,
                "state": a.state.replace("_", " "),
                "words": a.event,
                "id": a.id,
            }
            for a in assessed.incidents
            if a.id in ids
        ]
        out += [
            {"what": "question", "term": q.term or "", "state": "", "words": q.words, "id": q.id}
            for q in assessed.queries
            if q.id in ids
        ]
    return out
