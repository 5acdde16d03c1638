"""Judge an agreement: every term at a time, and every event against the terms it touches. Rules, in order:

A1. Items: events, and claims of states that no event holds (items.py). What lies after `as_of` is left out.
A2. The term as it stood: read, then amended as known (readings.py).
A3. A duty has a ledger (ledger.py); a prohibition or guarantee is guarded, a permission, strength or status stands
    (guard.py). One state a set of readings; where they differ the word is `depends_on_reading`.
A4. Per event and term: occurrence as fusion computed it; consistency per reading by the term's kind; attribution none,
    or claimed by those who say it. Nothing here verifies, attributes, or calls anything a breach.
A5. A person's decision comes last and is marked as reviewed, with the name; what was computed stays beside it.
A6. What a kind calls outside the terms because it does not reach that type (rule J2) is not listed; the tally counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from truceline.actors.register import Register
from truceline.assessments import readings as rd
from truceline.assessments.assessment import (
    DIFFERS,
    Assessed,
    Assessment,
    LedgerEntry,
    ReadingState,
    Reason,
    TermState,
    Verdict,
)
from truceline.assessments.changes import changes
from truceline.assessments.decisions import decided_event, decided_term, standing_decisions
from truceline.assessments.due import due
from truceline.assessments.guard import guard, merged, standing
from truceline.assessments.items import items_of
from truceline.assessments.ledger import Told, also, ledger
from truceline.assessments.ledger import told as ready
from truceline.assessments.queries import queries
from truceline.assessments.states import JOINED, weighed
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.events.event import Event
from truceline.events.propositions import occurrence_for
from truceline.terms.ground import Ground
from truceline.terms.item import CODE_OF_KIND, Item
from truceline.terms.kind import Kind
from truceline.terms.parse import kinds
from truceline.terms.result import Finding
from truceline.terms.term import GUARDED, Agreement, Reading, Term
from truceline.terms.waits import edges, full_id
from truceline.values.canonical import make_id
from truceline.values.decision import Decision
from truceline.values.release import strictest
from truceline.values.time import DAY, When

if TYPE_CHECKING:
    from truceline.places.gazetteer import Gazetteer
    from truceline.places.zone import Zone

Interval = tuple[int, int]
AHEAD = 400 * DAY


def assess(
    agreement: Agreement,
    events: Iterable[Event],
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    zones: Iterable[Zone] = (),
    *,
    as_of: int,
    public_at: int | None = None,
    decisions: Sequence[Decision] = (),
    coverage: Mapping[str, Sequence[Interval]] | None = None,
    ahead: int = AHEAD,
    gazetteer: Gazetteer | None = None,
) -> Assessed:
    """Judge one agreement at `as_of` (microseconds of UTC).

    public_at: what the agreement's own facts (amendments) were known by; documents are selected by the caller.
    coverage: zone id -> dated intervals in which somebody watched it ("" for everywhere). ahead: how far to look for
    what falls due, microseconds. gazetteer: gives every side's name of a place in what is said of it.
    """
    called = {} if gazetteer is None else {p.id: n for p in gazetteer.places if (n := gazetteer.called(p))}
    events, claims = tuple(events), tuple(claims)
    items, tally = items_of(events, claims, documents, register, called)
    kept = [i for i in items if not _after(i, as_of)]
    if len(kept) < len(items):
        tally["after the time asked for"] = len(items) - len(kept)
    ground = Ground(agreement, register, zones, known=public_at, called=called)
    court = _Court(agreement, kept, ground, as_of, public_at, coverage or {}, documents, claims, events)
    standing_by = standing_decisions(decisions)
    terms = [decided_term(s, standing_by) for s in court.states()]
    incidents = [decided_event(a, standing_by) for a in court.assessments(tally)]
    return Assessed(
        agreement=agreement.id,
        as_of=as_of,
        public_at=public_at,
        terms=tuple(terms),
        incidents=tuple(incidents),
        due=due(agreement, as_of=as_of, days=ahead // DAY, public_at=public_at, states=terms),
        queries=queries(agreement, kept, court.now, as_of, register),
        tally=tally,
    )


def _after(item: Item, as_of: int) -> bool:
    return item.when is not None and item.when.earliest is not None and item.when.earliest > as_of


class _Court:
    """Everything of one call. Nothing of it outlives the call."""

    def __init__(
        self,
        agreement: Agreement,
        items: Sequence[Item],
        ground: Ground,
        as_of: int,
        public_at: int | None,
        coverage: Mapping[str, Sequence[Interval]],
        documents: Mapping[str, Document],
        claims: Sequence[Claim],
        events: Sequence[Event],
    ) -> None:
        self.agreement, self.items, self.ground = agreement, items, ground
        self.as_of, self.public_at, self.coverage = as_of, public_at, coverage
        self.kinds = kinds()
        self.done: dict[str, When | None] = {}
        self.tiers = {c.id: documents[c.document].release for c in claims if c.document in documents}
        self.tiers.update({e.id: e.release for e in events})
        self.by_id = {i.id: i for i in items}
        self.events = {e.id: e for e in events}
        self.moved: frozenset[str] = frozenset()
        self._now: dict[str, Term] = {}
        self._read: dict[str, tuple[tuple[Sequence[Reading], Term, Mapping[str, str]], ...]] = {}
        self._weighed: dict[tuple[str, tuple[str, ...], bool], Item] = {}
        self._judged: dict[tuple[str, str, tuple[str, ...]], Finding] = {}
        self.of_kind: dict[str, list[int]] = {}
        for n, item in enumerate(items):
            self.of_kind.setdefault(item.kind, []).append(n)

    def now(self, term: Term) -> Term:
        """The term as it stands, without readings."""
        if term.id not in self._now:
            self._now[term.id] = rd.amended(term, self.as_of, self.public_at)[0]
        return self._now[term.id]

    def states(self) -> list[TermState]:
        """All terms, in the order of the text; judged in the order in which they wait for each other."""
        self.moved = frozenset(
            t.id
            for t in self.agreement.terms
            if t.nature not in GUARDED and self._marks(self.kinds[t.kind], self.now(t))
        )
        got = {t.id: self.state(t) for t in in_order(self.agreement)}
        return [got[t.id] for t in self.agreement.terms]

    def state(self, term: Term) -> TermState:
        """One term (rules A2, A3)."""
        if term.nature in GUARDED:
            return self._guarded(term)
        kind = self.kinds[term.kind]
        rows: list[ReadingState] = []
        beside: dict[str, None] = {}
        marks: list[Told] = []
        for combo in rd.combinations(self.agreement, term, acting=False):
            signed = rd.as_read(term, combo)
            now, held = rd.amended(signed, self.as_of, self.public_at)
            marks = self._marks(kind, now)
            if term.nature == "duty":
                row = ledger(signed, now, held, combo, marks, self.as_of, self.done, self.moved)
                for word in also(row, marks, self.as_of, frozenset(now.duty.who)):
                    beside.setdefault(word)
            else:
                row, more = standing(signed, now, held, combo, marks, self.as_of)
                for word in more:
                    beside.setdefault(word)
            rows.append(row)
        dones = {(r.done.earliest, r.done.latest): r.done for r in rows if r.done is not None}
        self.done[term.id] = next(iter(dones.values())) if len(dones) == 1 and all(r.done for r in rows) else None
        self._begun(term, marks)
        counts = {e: n for e in ("done", "part", "begun", "not_done", "kept", "questioned", "ended")
                  if (n := sum(m.mark.effect == e for m in marks))}  # fmt: skip
        return self._wrap(term, rows, tuple(beside), counts, (), self._history(term, kind, marks))

    def _begun(self, term: Term, marks: Sequence[Told]) -> None:
        """Keep when anything of the term was first told as begun, for periods that count from its beginning."""
        first = min((m for m in marks if m.hi is not None and m.mark.effect in ("begun", "part", "done")),
                    key=lambda m: m.hi or 0, default=None)  # fmt: skip
        if first is not None:
            self.done[f"{term.id}#begun"] = When(earliest=first.lo, latest=first.hi, zone=term.zone, zone_basis="case")

    def _marks(self, kind: Kind, term: Term) -> list[Told]:
        out = []
        for n in sorted(n for k in set(kind.evidence) for n in self.of_kind.get(k, ())):
            mark = kind.mark(term, self.items[n], self.ground)
            if mark is not None:
                out.append(ready(mark, self.items[n], self.ground))
        return out

    def _history(self, term: Term, kind: Kind, marks: Sequence[Told]) -> tuple[LedgerEntry, ...]:
        """The ledger at every instant at which something changed, up to `as_of`."""
        if term.nature != "duty":
            return ()
        out: list[LedgerEntry] = []
        for combo in rd.combinations(self.agreement, term, acting=False):
            signed = rd.as_read(term, combo)
            at = self._changes(signed, marks)
            last: str | None = None
            for t in at:
                now, held = rd.amended(signed, t, self.public_at)
                row = ledger(
                    signed, now, held, combo, [m for m in marks if m.hi is not None and m.hi <= t], t, self.done
                )
                if row.state != last:
                    why = row.reasons[0] if row.reasons else Reason(words="")
                    out.append(LedgerEntry(at=t, state=row.state, readings=row.readings, words=why.words, ids=why.ids))
                    last = row.state
        return tuple(sorted(out, key=lambda e: e.at))

    def _changes(self, signed: Term, marks: Sequence[Told]) -> list[int]:
        from truceline.assessments.ledger import deadline

        now = rd.amended(signed, self.as_of, self.public_at)[0]
        points = {signed.start, signed.due, deadline(now, self.done)[0], now.end, self.as_of}
        points |= {m.hi for m in marks} | {a.date for a in signed.amendments} | {a.public for a in signed.amendments}
        return sorted(p for p in points if p is not None and p <= self.as_of)

    def _guarded(self, term: Term) -> TermState:
        rows: list[ReadingState] = []
        counts: dict[str, int] = {}
        missing: tuple[Interval, ...] = ()
        relevant = [self._for(term, i) for i in self.items if self._may_count(term, i)]
        watched = self._watched(term)
        kept = [i for i in self.items if i.cls == "state" and i.kind in ("ceasefire", "standstill") and i.told]
        for combo, now, acts_for in self._readings(term):
            found = [(i, self._judge(now, i, combo, acts_for)) for i in relevant]
            row, n, missing = guard(now, combo, found, self.as_of, watched, kept, self.ground.register.party_of)
            rows.append(row)
            counts = {k: max(v, counts.get(k, 0)) for k, v in {**counts, **n}.items()}
        return self._wrap(term, rows, (), counts, missing, ())

    def _may_count(self, term: Term, item: Item) -> bool:
        """Whether an item is one that a prohibition or guarantee is tested on: told by somebody, and of an act."""
        if not item.told:
            return False
        if item.cls == "incident" or (item.cls != "meeting" and item.code is not None):
            return True
        return item.kind in CODE_OF_KIND or (term.nature == "guarantee" and item.kind == "corridor")

    def _for(self, term: Term, item: Item) -> Item:
        """The item with its occurrence judged for this term: the word of who holds its duty is not disinterested."""
        key = (item.id, term.duty.who, term.nature == "guarantee")
        if key not in self._weighed:
            self._weighed[key] = self._weigh(*key[1:], item)
        return self._weighed[key]

    def _weigh(self, duty: tuple[str, ...], guaranteed: bool, item: Item) -> Item:
        if item.cls == "state" and item.kind in JOINED:
            return weighed(item, self.ground.register, duty, guaranteed)
        event = self.events.get(item.id)
        if event is None or not event.propositions or item.occurrence not in ("alleged", "corroborated", "contested"):
            return item
        occurrence = occurrence_for(event, self.ground.register, duty)
        return item if occurrence == item.occurrence else replace(item, occurrence=occurrence)

    def _readings(self, term: Term) -> tuple[tuple[Sequence[Reading], Term, Mapping[str, str]], ...]:
        """Every set of readings, the term as it stands under it, and who is taken to act for whom."""
        if term.id not in self._read:
            self._read[term.id] = tuple(
                (combo, rd.amended(rd.as_read(term, combo), self.as_of, self.public_at)[0], rd.acts_for(combo))
                for combo in rd.combinations(self.agreement, term, acting=True)
            )
        return self._read[term.id]

    def _judge(self, now: Term, item: Item, combo: Sequence[Reading], acts_for: Mapping[str, str]) -> Finding:
        if "outside_case" in item.topics:
            return Finding(consistency="outside_terms", rule="J2", why="It is marked as outside the case.")
        key = (now.id, item.id, tuple(r.id for r in combo))
        if key not in self._judged:
            self._judged[key] = self.kinds[now.kind].judge(now, item, self.ground, acts_for)
        return self._judged[key]

    def _watched(self, term: Term) -> list[Interval]:
        """Stretches in which every area of the term was watched; without an area, those said of everywhere."""
        everywhere = list(self.coverage.get("", ()))
        if not term.where:
            return everywhere
        sets = [[*everywhere, *self.coverage.get(z, ())] for z in term.where]
        out = sets[0]
        for other in sets[1:]:
            out = [(max(a, c), min(b, d)) for a, b in out for c, d in other if max(a, c) < min(b, d)]
        return out

    def _wrap(
        self,
        term: Term,
        rows: Sequence[ReadingState],
        beside: tuple[str, ...],
        counts: Mapping[str, int],
        missing: tuple[Interval, ...],
        history: tuple[LedgerEntry, ...],
    ) -> TermState:
        states = {r.state for r in rows}
        state = next(iter(states)) if len(states) == 1 else DIFFERS
        reasons = list({(r.rule, r.words, r.ids): r for row in rows for r in row.reasons}.values())
        ids = list(dict.fromkeys(i for r in reasons for i in r.ids))
        events = tuple(i for i in ids if i in self.by_id and self.by_id[i].cls != "state")
        claims = tuple(i for i in ids if i not in events and i in self.tiers)
        now = self.now(term)
        dues = {r.due for r in rows}
        since = [e.at for e in history if e.state == state]
        return TermState(
            id=make_id("state", term.id),
            term=term.id,
            agreement=self.agreement.id,
            clause=term.clause,
            title=term.title,
            kind=term.kind,
            nature=term.nature,
            state=state,
            also=tuple(w for w in beside if w != state),
            since=since[-1] if since else (now.start if state in ("in_force", "no_report", "quiet_watched") else None),
            due=next(iter(dues)) if len(dues) == 1 else None,
            readings=tuple(rows),
            reasons=tuple(reasons),
            events=events,
            claims=claims,
            counts=dict(counts),
            unwatched=missing,
            history=history,
            changes=changes(now, state),
            release=strictest((self.tiers[i] for i in (*events, *claims)), default=term.release),
        )

    def assessments(self, tally: dict[str, int]) -> list[Assessment]:
        """Every event against every term it touches (rules A4, A6)."""
        out = []
        for told in self.items:
            if told.cls == "state":
                continue
            for term in self.agreement.terms:
                if not self._may_count(term, told):
                    continue
                item = self._for(term, told)
                found = self._findings(term, item)
                if all(f.rule == "J2" for f in found.values()):
                    tally["type not reached by the term"] = tally.get("type not reached by the term", 0) + 1
                    continue
                out.append(self._assessment(term, item, found))
        return out

    def _findings(self, term: Term, item: Item) -> dict[tuple[str, ...], Finding]:
        return {
            tuple(r.id for r in combo): self._judge(now, item, combo, acts_for)
            for combo, now, acts_for in self._readings(term)
        }

    def _assessment(self, term: Term, item: Item, found: Mapping[tuple[str, ...], Finding]) -> Assessment:
        state, rows = merged(found)
        claims = tuple(a.claim for a in item.accounts)
        reasons = [Reason(rule=r.rule, words=r.why, ids=(item.id,)) for r in rows]
        return Assessment(
            id=make_id("assessment", term.id, item.id),
            term=term.id,
            event=item.id,
            state=state,
            occurrence=Verdict(state=item.occurrence, by=item.supporting),
            consistency=rows,
            attribution=attribution(item),
            reasons=tuple({(r.rule, r.words): r for r in reasons}.values()),
            claims=claims,
            release=strictest([self.tiers[i] for i in (item.id, *claims) if i in self.tiers]),
        )


OBSERVANCE = ("ceasefire", "standstill")


def attribution(item: Item) -> Verdict:
    """None, or claimed: who is said to have acted, by which origins. Never more (rule A4)."""
    said: dict[str, set[str]] = {}
    for a in item.told:
        if a.kind in OBSERVANCE:  # its own word that it kept the ceasefire or its positions accuses nobody
            continue
        for agent in a.agents:
            said.setdefault(agent, set()).add(a.origin or "no speaker shown")
    if not said:
        return Verdict(state="none")
    return Verdict(state="claimed_by", by=tuple(f"{k}, per {', '.join(sorted(v))}" for k, v in sorted(said.items())))


def in_order(agreement: Agreement) -> list[Term]:
    """Terms so that each comes after those it waits for or runs in parallel with; else as in the text."""
    by_id = {t.id: t for t in agreement.terms}
    out: dict[str, Term] = {}

    def visit(t: Term, path: frozenset[str]) -> None:
        if t.id in out or t.id in path:
            return
        on = (*edges(t), *(full_id(agreement.id, d.on) for d in t.depends))
        for id in on:
            if id in by_id:
                visit(by_id[id], path | {t.id})
        out[t.id] = t

    for t in agreement.terms:
        visit(t, frozenset())
    return list(out.values())
