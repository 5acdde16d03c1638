"""An agreement as rows of PA-X provision codes, for exchange with peace-agreement data sets.

Codes are those of the PA-X codebook as the case names them (`pax` of a term). A depth is not given: that is a coder's
judgement, and stands in PA-X alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from truceline.terms.term import Agreement

SIGNATORY_CODE = "ImSrc"


class PaxRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One code of one agreement, with the terms that answer to it."""

    agreement: str
    pax: str
    code: str
    terms: tuple[str, ...]
    clauses: tuple[str, ...]


def export_pax(agreement: Agreement) -> tuple[PaxRow, ...]:
    """Rows by code. A signatory that is no party is coded as a third-party signature."""
    by_code: dict[str, list[tuple[str, str]]] = {}
    for t in agreement.terms:
        if not t.background:
            for code in t.pax:
                by_code.setdefault(code, []).append((t.id, t.clause))
    others = [s for s in agreement.signatories if s.actor is not None and s.actor not in agreement.parties]
    if others:
        by_code.setdefault(SIGNATORY_CODE, []).append((agreement.id, "signatories"))
    return tuple(
        PaxRow(
            agreement=agreement.id,
            pax=agreement.pax,
            code=code,
            terms=tuple(t for t, _ in rows),
            clauses=tuple(dict.fromkeys(c for _, c in rows)),
        )
        for code, rows in sorted(by_code.items())
    )


def unanswered(agreement: Agreement, coded: Iterable[str]) -> tuple[str, ...]:
    """Codes of an outside coding to which no term answers."""
    own = {r.code for r in export_pax(agreement)}
    return tuple(sorted(set(coded) - own))
