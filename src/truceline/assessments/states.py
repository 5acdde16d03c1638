"""Claims of one state of affairs, told by several, as one item. Rules:

C1. Claims of a state join if kind and alleged type are the same, a place is common to them (or none of them names one), and
    the first days of which they speak overlap. A state told as lasting "since" a day counts by that day.
C2. What is joined is judged as an event is: by origins, by interest, and by who denies it (events/propositions.py). Accused
    are those told to have acted and, for a guarantee, those who gave it.
C3. What nobody tells to hold joins with what it rejects; alone it stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from truceline.actors.register import Register
from truceline.events.event import Origin, Proposition
from truceline.events.propositions import judge
from truceline.terms.item import Account, Item
from truceline.values.canonical import make_id
from truceline.values.time import DAY, When

JOINED = ("corridor",)


def joined(items: Sequence[Item], register: Register) -> list[Item]:
    """The items with those of one state joined (C1, C3), the others as they are, in their order."""
    groups: list[list[Item]] = []
    told_at: dict[tuple[str, str | None, str], dict[int, None]] = {}
    for item in items:
        near = [told_at.setdefault((item.kind, item.code, p), {}) for p in _places(item)] if item.kind in JOINED else []
        home = next((n for n in sorted({n for ns in near for n in ns}) if any(_same(item, x) for x in groups[n])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(item)
        for ns in near:
            ns[home] = None
    return [g[0] if len(g) == 1 else _one(g, register) for g in groups]


def weighed(item: Item, register: Register, duty: Iterable[str], guaranteed: bool) -> Item:
    """A joined item with its occurrence judged for a term of these duty holders (C2)."""
    duty = tuple(duty)
    accused = (*item.agents, *(duty if guaranteed else ()))
    own = [
        a.speaker or a.origin
        for a in item.accounts
        if a.moves()
        and a.polarity == "holds"
        and a.interest
        and any(register.party_of(g) == a.interest for g in a.agents)
    ]
    said = judge(_proposition(item.accounts), accused=accused, register=register, duty_holders=duty, own=own)
    return msgspec.structs.replace(item, occurrence=said.state)


def _places(item: Item) -> set[str]:
    return {w.id or w.name for w in item.where} or {""}


def _same(a: Item, b: Item) -> bool:
    if a.kind not in JOINED or (a.kind, a.code) != (b.kind, b.code):
        return False
    ours, theirs = {w.id or w.name for w in a.where}, {w.id or w.name for w in b.where}
    if ours != theirs and not ours & theirs:
        return False
    one, two = _first_days(a.when), _first_days(b.when)
    return one is not None and two is not None and one[0] < two[1] and two[0] < one[1]


def _first_days(when: When | None) -> tuple[int, int] | None:
    if when is None or when.earliest is None:
        return None
    open_end = when.latest is None or when.bound in ("since", "from")
    return when.earliest, when.earliest + DAY if open_end or when.latest is None else when.latest


def _one(group: Sequence[Item], register: Register) -> Item:
    accounts = tuple(a for i in group for a in i.accounts)
    said = judge(_proposition(accounts), accused={g for i in group for g in i.agents}, register=register)
    lo = min(i.when.earliest for i in group if i.when is not None and i.when.earliest is not None)
    ends = [i.when.latest for i in group if i.when is not None]
    first = group[0]
    when = first.when
    if when is not None:
        when = msgspec.structs.replace(when, earliest=lo, latest=None if None in ends else max(e for e in ends if e))
    return Item(
        id=make_id("state", sorted(i.id for i in group)), cls="state", kind=first.kind, code=first.code, when=when,
        where=tuple(dict.fromkeys(w for i in group for w in i.where)), accounts=accounts, occurrence=said.state,
        supporting=tuple(dict.fromkeys(o.name for o in said.supporting)),
        denying=tuple(dict.fromkeys(o.name for o in said.denying)), disputed_agent=len(_named(accounts)) > 1,
        public=min((i.public for i in group if i.public is not None), default=None),
    )  # fmt: skip


def _named(accounts: Iterable[Account]) -> set[tuple[str, ...]]:
    """The different answers given to who acted, of those who name anybody."""
    return {a.agents for a in accounts if a.agents and a.moves() and a.polarity == "holds"}


def _proposition(accounts: Iterable[Account]) -> Proposition:
    yes: dict[str, Origin] = {}
    no: dict[str, Origin] = {}
    for a in accounts:
        if not a.origin:
            continue
        origin = Origin(id=a.speaker or a.origin, name=a.origin, interest=a.interest)
        if a.act == "denies" or (a.moves() and a.polarity == "does_not_hold"):
            no.setdefault(a.origin, origin)
        elif a.moves():
            yes.setdefault(a.origin, origin)
    return Proposition(
        key="occurred", says="it was so", supporting=tuple(yes.values()), denying=tuple(no.values()),
        claims=tuple(a.claim for a in accounts),
    )  # fmt: skip
