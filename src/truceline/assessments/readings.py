"""The term as it stood at a time, under each set of readings.

R1. Readings of one question exclude each other; readings of different questions combine.
R2. A reading changes the text as signed; amendments come after it, in order of their date.
R3. An amendment counts once it holds (`date`) and was known (`public`), both by `as_of`, and by `public_at` if given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from msgspec.structs import replace

from truceline.terms.term import Agreement, Amendment, Reading, Term
from truceline.terms.waits import acts_of

MOST = 24
PLAIN: tuple[Reading, ...] = ()


def combinations(agreement: Agreement, term: Term, *, acting: bool) -> tuple[tuple[Reading, ...], ...]:
    """Every set of readings, one a question (rule R1); `acting`: with those of the agreement on who acts for whom.

    More than 24 sets are cut to those that differ from the first in one question.
    """
    questions: dict[str, list[Reading]] = {}
    for r in (*term.readings, *(acts_of(agreement, term.duty) if acting else ())):
        questions.setdefault(r.question, []).append(r)
    if not questions:
        return (PLAIN,)
    groups = list(questions.values())
    count = 1
    for g in groups:
        count *= len(g)
    if count <= MOST:
        return tuple(product(*groups))
    first = tuple(g[0] for g in groups)
    return (first, *((*first[:i], r, *first[i + 1 :]) for i, g in enumerate(groups) for r in g[1:]))


def acts_for(readings: Sequence[Reading]) -> Mapping[str, str]:
    """actor -> bound actor for whom it is taken to act, under these readings."""
    return {k: v for r in readings for k, v in r.acts_for.items()}


def as_read(term: Term, readings: Sequence[Reading]) -> Term:
    """The term as signed, under these readings (rule R2, first half)."""
    for r in readings:
        term = overlay(term, r.sets)
    return term


def amended(term: Term, as_of: int, public_at: int | None) -> tuple[Term, tuple[Amendment, ...]]:
    """The term with its amendments by rule R3, and those amendments."""
    held = tuple(
        a
        for a in sorted(term.amendments, key=lambda a: (a.date, a.order))
        if a.date < as_of and a.public < as_of and (public_at is None or a.public < public_at)
    )
    for a in held:
        before = term.end
        term = overlay(term, a.sets)
        if before is not None and term.end is not None and before < a.date < term.end:
            term = replace(term, gaps=(*term.gaps, (before, a.date)))
        if a.ends:
            term = replace(term, end=a.date if term.end is None else min(term.end, a.date))
    return term, held


def overlay(term: Term, sets: Mapping[str, Any]) -> Term:
    """The term with some fields set; a deadline that is set replaces whatever set it before."""
    return replace(term, **sets) if sets else term
