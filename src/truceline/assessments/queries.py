"""Questions that arithmetic raises by itself. Each names its figures and accuses nobody.

Q1. Amounts against a stated strength: what a deployment's counts say of the amounts of the text.
Q2. One source against itself: one origin, one subject, one place and one day, two different numbers.
Q3. Persons: the sum of those told as exchanged for a side, against the number told as held or named for that side.
Q4. Parts against their whole: areas or lengths told for parts of a zone, against the figure told for the whole.
Q5. A notice against its period: an end that a notice set, sooner than the text lets a notice of that day take effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from msgspec.structs import replace

from truceline.actors.register import Register
from truceline.assessments.assessment import Query
from truceline.terms.calendar import run
from truceline.terms.item import Account, Item
from truceline.terms.kinds.deployment import bounds, compare
from truceline.terms.term import Agreement, Term
from truceline.terms.wording import happening, name
from truceline.values.canonical import make_id
from truceline.values.count import Count
from truceline.values.time import DAY, rfc3339

AREAS = ("km2", "ha", "hectares", "square_kilometres")


def queries(
    agreement: Agreement, items: Sequence[Item], now: Callable[[Term], Term], as_of: int, register: Register
) -> tuple[Query, ...]:
    """All questions, in order of rule, then words."""
    found = [
        *_strengths(agreement, items, now),
        *_against_itself(items, register, agreement.zone),
        *_persons(agreement, items, register),
        *_parts(items),
        *_notices(agreement, as_of),
    ]
    return tuple(sorted({q.id: q for q in found}.values(), key=lambda q: (q.rule, q.words)))


def _query(rule: str, words: str, ids: Iterable[str], term: str | None = None) -> Query:
    ids = tuple(dict.fromkeys(ids))
    return Query(id=make_id("query", rule, words, list(ids)), term=term, rule=rule, words=words, ids=ids)


def _counts(items: Iterable[Item]) -> Iterable[tuple[Item, Account, Count]]:
    return ((i, a, c) for i in items for a in i.told for c in a.counts)


def _strengths(agreement: Agreement, items: Sequence[Item], now: Callable[[Term], Term]) -> Iterable[Query]:
    """Q1"""
    for term in agreement.terms:
        if term.nature != "strength" or not term.amounts:
            continue
        as_now = now(term)
        for item, a, c in _counts(i for i in items if i.kind == "deployment"):
            said = compare(as_now, c, "completed" in item.topics)
            if said is not None and said[0] == "questioned":
                words = f"{term.title}: {said[1]}; another way of counting, or more than the text names?"
                yield _query("Q1", words, (a.claim, item.id), term.id)


def _against_itself(items: Sequence[Item], register: Register, zone: str | None) -> Iterable[Query]:
    """Q2"""
    seen: dict[tuple[str, str, str | None, str, int, frozenset[str]], list[tuple[Item, Account, Count]]] = {}
    for item, a, c in _counts(items):
        if not a.origin or a.when is None or a.when.earliest is None or a.when.latest is None:
            continue
        if a.when.latest - a.when.earliest > 2 * DAY:
            continue
        places = frozenset(w.id or w.name for w in a.where)
        key = (a.origin, c.what, c.actor, item.kind, a.when.earliest, places)
        seen.setdefault(key, []).append((item, a, c))
    for (origin, what, actor, _, _, _), rows in seen.items():
        for (item, a, c), (_, b, d) in combinations(rows, 2):
            if a.claim != b.claim and _apart(c, d):
                whose = f" of {name(register, actor)}" if actor and register.actor(actor) else ""
                told = happening(replace(item, when=a.when, where=a.where), zone)
                words = f"{origin} gives two numbers for one thing ({what.replace('_', ' ')}{whose}, {told}): {_said(c)} and {_said(d)}"
                yield _query("Q2", words, (a.claim, b.claim))


def _persons(agreement: Agreement, items: Sequence[Item], register: Register) -> Iterable[Query]:
    """Q3"""
    if not any(t.kind == "exchange" for t in agreement.terms):
        return
    returned: dict[str, list[tuple[str, float]]] = {}
    for item, _, c in _counts(i for i in items if i.kind == "exchange"):
        if c.actor and c.best is not None and c.what in ("persons", "prisoners", "released"):
            returned.setdefault(c.actor, []).append((item.id, c.best))
    for item, a, c in _counts(i for i in items if i.kind == "persons_held"):
        if not c.actor or c.actor not in returned or "still_held" in item.topics:
            continue
        per_event = {i: max(n for j, n in returned[c.actor] if j == i) for i, _ in returned[c.actor]}
        total = sum(per_event.values())
        low, high = bounds(c)
        if (high is not None and total > high) or (low is not None and total < low):
            words = f"persons of {name(register, c.actor)}: {total:g} told as exchanged, {_said(c)} told as held by {a.origin}"
            yield _query("Q3", words, (a.claim, *per_event))


def _parts(items: Sequence[Item]) -> Iterable[Query]:
    """Q4"""
    parts: dict[str, list[tuple[str, frozenset[str], float]]] = {}
    whole: list[tuple[str, str, Count]] = []
    for item, a, c in _counts(i for i in items if i.kind == "transfer"):
        if c.what not in AREAS or c.best is None:
            continue
        if "total" in item.topics:
            whole.append((a.claim, c.what, c))
        else:
            parts.setdefault(c.what, []).append((a.claim, frozenset(w.id or w.name for w in item.where), c.best))
    for claim, unit, c in whole:
        per_place: dict[frozenset[str], float] = {}
        for _, place, n in parts.get(unit, []):
            per_place[place] = max(n, per_place.get(place, 0.0))
        if len(per_place) < 2:
            continue
        total = sum(per_place.values())
        low, high = bounds(c)
        if (high is not None and total > high * 1.005) or (low is not None and total < low * 0.995):
            words = (
                f"areas told for {len(per_place)} parts sum to {total:g} {unit}, against {_said(c)} told for the whole"
            )
            yield _query("Q4", words, (claim, *(i for i, _, _ in parts[unit])))


def _notices(agreement: Agreement, as_of: int) -> Iterable[Query]:
    """Q5"""
    for term in agreement.terms:
        r = term.renewal
        if r is None or r.amount is not None or r.notice_amount is None or r.notice_unit is None:
            continue
        for a in term.amendments:
            end = a.sets.get("end")
            if end is None or not a.by or a.public >= as_of:
                continue
            least = run(a.date, r.notice_amount, r.notice_unit, term.zone, whole_day=True)
            if end < least:
                given, last, asked = (rfc3339(t, term.zone)[:10] for t in (a.date, end - 1, least - 1))
                words = (
                    f"{term.title}: notice of {given} ends it after {last}; counted from the day after the notice, "
                    f"{r.notice_amount} {r.notice_unit} end on {asked}; was the day of the notice counted?"
                )
                yield _query("Q5", words, (a.id,), term.id)


def _apart(c: Count, d: Count) -> bool:
    """Whether the two counts have no number in common."""
    (a0, a1), (b0, b1) = bounds(c), bounds(d)
    return (a1 is not None and b0 is not None and a1 < b0) or (b1 is not None and a0 is not None and b1 < a0)


def _said(c: Count) -> str:
    return c.text or (f"{c.best:g}" if c.best is not None else f"{c.low}-{c.high}")
