"""Items from events and from claims of states: what terms are tested on, with whose word each account is.

I1. An event is one item; its accounts are its member claims. The origin of a claim is the one fusion gave its version.
I2. A claim that no event holds and whose kind is a state of affairs is an item of its own, or joined with those that
    tell the same state (states.py).
I3. Members that only plan move nothing and lend the item neither their time nor their place; what is marked as outside
    the case stays in the item and moves nothing.
I4. "Had not agreed", told without a day of its own, is no deed of some day: it holds as of the day on which it was made
    public; "had withdrawn" is a deed of that day or before. An event that nobody dates takes the last of these days.
I5. An event that a person found refuted or not substantiated is no item; a tally says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from truceline.actors.register import Register
from truceline.assessments.states import joined
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.events.event import CLASS_OF_KIND, Event, Origin
from truceline.terms.item import Account, Item
from truceline.terms.kind import PHASES
from truceline.terms.phases import by_now, not_yet, phase_of
from truceline.values.time import When

DROPPED = ("refuted", "not_substantiated")


def items_of(
    events: Iterable[Event],
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    called: Mapping[str, str] | None = None,
) -> tuple[list[Item], dict[str, int]]:
    """Items of all events and lone state claims, and a tally of what was left out. called: place id -> every side's name."""
    by_id = {c.id: c for c in claims}
    out: list[Item] = []
    tally: dict[str, int] = {}
    held: set[str] = set()
    for e in events:
        held.update(m.claim for m in e.members if m.claim in by_id and by_id[m.claim].kind in CLASS_OF_KIND)
        if e.occurrence in DROPPED:
            tally[f"event found {e.occurrence} by decision"] = (
                tally.get(f"event found {e.occurrence} by decision", 0) + 1
            )
            continue
        out.append(_of_event(e, by_id, documents, register))
    alone = [_of_claim(c, documents, register) for c in by_id.values() if c.id not in held and c.act != "provides"]
    return [_with_names(i, called or {}) for i in (*out, *joined(alone, register))], tally


def _with_names(item: Item, called: Mapping[str, str]) -> Item:
    """The item with the names of its places, as each side calls them."""
    ids = dict.fromkeys(w.id for w in (*item.where, *(w for a in item.accounts for w in a.where)) if w.id in called)
    return msgspec.structs.replace(item, called=tuple((i, called[i]) for i in ids if i)) if ids else item


def _of_event(e: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document], register: Register) -> Item:
    origin_of: dict[str, Origin] = {i: v.origin for v in e.versions for i in v.claims}
    accounts = []
    for m in e.members:
        c = claims.get(m.claim)
        if c is not None and m.role != "plans" and (c.kind in CLASS_OF_KIND or m.role == "contradicts"):
            told = account(c, documents, register, origin_of.get(c.id))
            accounts.append(
                msgspec.structs.replace(told, polarity="does_not_hold") if m.role == "contradicts" else told
            )
    if not e.members:
        accounts = [
            Account(
                claim=v.claims[0] if v.claims else "",
                origin=v.origin.name,
                interest=v.origin.interest,
                act=v.act,
                polarity=v.polarity,
                kind=e.kind,
                others=v.actors,
                when=v.when,
                where=v.where,
                counts=v.counts,
            )
            for v in e.versions
        ]
    when, where = e.when, e.where
    if accounts and any(m.role == "plans" for m in e.members):
        when, where = _told_when(e.when, accounts), tuple(dict.fromkeys(w for a in accounts for w in a.where))
    moving = [a for a in accounts if a.moves()]
    if when is None and moving and len({a.polarity for a in moving}) == 1:
        when = _last_told(accounts)
    occurred = next((p for p in e.propositions if p.key == "occurred"), None)
    agents = [p for p in e.propositions if p.key.startswith("agent:")]
    return Item(
        id=e.id,
        cls=e.cls,
        kind=e.kind,
        code=e.code,
        status=e.status,
        when=when,
        where=where,
        occurrence=e.occurrence,
        accounts=tuple(accounts),
        supporting=tuple(o.name for o in occurred.supporting) if occurred else tuple({a.origin for a in accounts}),
        denying=tuple(o.name for o in occurred.denying) if occurred else (),
        disputed_agent=disputed(accounts) or any(p.state == "contested" for p in agents),
        public=e.public,
    )


def _told_when(when: When | None, accounts: Sequence[Account]) -> When | None:
    """The time that these accounts give, from the first beginning to the last end; that of the event if they give none."""
    dated = [a.when for a in accounts if a.when is not None and a.when.span() != (None, None)]
    if when is None or not dated:
        return when
    los, his = [w.earliest for w in dated], [w.latest for w in dated]
    return msgspec.structs.replace(
        when,
        earliest=None if None in los else min(x for x in los if x is not None),
        latest=None if None in his else max(x for x in his if x is not None),
    )


def _last_told(accounts: Sequence[Account]) -> When | None:
    """The latest of the days as of which these accounts hold (rule I4)."""
    dated = [a.when for a in accounts if a.when is not None and a.when.latest is not None]
    return max(dated, key=lambda w: (w.latest or 0, w.earliest or 0), default=None)


def as_of_telling(c: Claim, d: Document | None) -> When | None:
    """The day as of which a claim holds that tells, without a time, that a measure or an accord is not there so far, or by
    which a measure is told to be there (I4)."""
    if c.background or d is None or d.published is None or c.act == "plans":
        return None
    cls = CLASS_OF_KIND.get(c.kind)
    if c.polarity == "holds" and cls == "measure" and by_now(c.span.text):
        words = "the day on which it was made public, by which it was so"
        return msgspec.structs.replace(d.published, earliest=None, bound="by", doubt=words)
    if c.polarity == "holds" or cls not in ("measure", "meeting") or not not_yet(c.span.text):
        return None
    words = "the day on which it was made public, as of which it holds"
    return msgspec.structs.replace(d.published, holds="throughout", doubt=words)


def disputed(accounts: Iterable[Account]) -> bool:
    """Whether two origins tell of agents that have nobody in common."""
    said: dict[str, set[str]] = {}
    for a in accounts:
        if a.agents and a.moves() and a.polarity == "holds":
            said.setdefault(a.origin, set()).update(a.agents)
    sets = list(said.values())
    return any(not x & y for i, x in enumerate(sets) for y in sets[i + 1 :])


def _of_claim(c: Claim, documents: Mapping[str, Document], register: Register) -> Item:
    a = account(c, documents, register, None)
    return Item(
        id=c.id, cls="state", kind=c.kind, code=c.code, when=a.when, where=c.where, accounts=(a,), public=a.public,
        supporting=(a.origin,) if a.origin and a.polarity == "holds" and a.act != "denies" else (),
        denying=(a.origin,) if a.origin and (a.polarity != "holds" or a.act == "denies") else (),
    )  # fmt: skip


def topics_of(c: Claim) -> tuple[str, ...]:
    """The claim's own topics; with the phase its words tell, where it bears no mark of one."""
    if CLASS_OF_KIND.get(c.kind) != "measure" or set(PHASES) & set(c.topics) or c.polarity != "holds":
        return c.topics
    phase = phase_of(c.span.text)
    return (*c.topics, phase) if phase else c.topics


def account(c: Claim, documents: Mapping[str, Document], register: Register, origin: Origin | None) -> Account:
    """One claim as an account. Without fusion's origin: the first of the chain, with its interest by the register."""
    name, speaker, interest = "", "", None
    if origin is not None:
        name, speaker, interest = origin.name, origin.id, origin.interest
    elif c.says and not c.background:
        first = c.says[0]
        name, speaker = first.name, first.id or ""
        interest = register.interest_of(first.id or first.name)
    else:
        d = documents.get(c.document)
        if d is not None:
            name, speaker = d.publisher, d.source or ""
            interest = register.interest_of(d.source) if d.source else None
    d = documents.get(c.document)
    public = d.published.span()[1] if d is not None and d.published is not None else None
    agents = tuple(a.id for a in c.actors if a.role == "agent" and a.id)
    return Account(
        claim=c.id,
        origin=name,
        speaker=speaker,
        interest=interest,
        act=c.act,
        polarity=c.polarity,
        conditional=c.conditional,
        kind=c.kind,
        agents=agents,
        targets=tuple(a.id for a in c.actors if a.role in ("target", "victim") and a.id),
        others=tuple(a.id for a in c.actors if a.role not in ("agent", "target", "victim") and a.id),
        unnamed=any(a.role == "agent" and not a.id for a in c.actors),
        when=c.when if c.when is not None else as_of_telling(c, d),
        where=c.where,
        counts=c.counts,
        topics=topics_of(c),
        public=public,
        background=c.background,
        text=c.span.text,
    )
