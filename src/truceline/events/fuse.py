"""Fusion: many tellings, one happening. Reversible, with reasons, and never by averaging.

Rules:
 1. The class follows from the kind; states (ceasefire, standstill, position, persons held, casualties, corridor),
    `provides`, conditional claims and aggregates (act `counts`) are no events and are set aside by name.
 2. Denials, negatives, and accusations that give neither time nor place, attach to the event they speak of and never
    make one. One that speaks of nothing told here is set aside.
 3. Candidate pairs are of one class, within reach of one another in time and place, each widened by its own doubt; a text
    that gives no time is placed by its publication.
 4. Each pair is scored feature by feature; what is missing adds nothing.
 5. Pairs are grouped by correlation clustering. Decisions `same` and `not_same` bind.
 6. Pairs of events that remain in doubt are linked `cannot_tell`; a moment within a lasting event is `part_of`; the same
    thing at the same place on the next day is `follow_up`; a meeting that its own teller sets before another of the same
    people, days apart, `prepares` it.
 7. Equal scores are taken in order of time, then place. Arrival, batching and repetition change nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from truceline.actors.register import Register
from truceline.claims.claim import Claim, with_id
from truceline.claims.observance import says_kept
from truceline.documents.document import Document
from truceline.events.answers import answers, negates
from truceline.events.bindings import Bindings, bind, event_id
from truceline.events.candidates import candidate_pairs, candidates
from truceline.events.clustering import contract, joinable
from truceline.events.compose import Nearest, Setting, compose
from truceline.events.event import CLASS_OF_KIND, Event
from truceline.events.facts import Facts, facts_of, hubs, without_hubs
from truceline.events.likeness import compare
from truceline.events.links import link
from truceline.events.model import DEFAULT, NEVER, FusionModel
from truceline.events.origins import OriginGraph, origin_graph
from truceline.events.scoring import best_of_each, score_pairs
from truceline.events.tolls import gives_toll, tolls
from truceline.values.decision import Decision

if TYPE_CHECKING:
    from truceline.places.gazetteer import Gazetteer


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that made no event and stands in none, and why."""

    claim: str
    why: str


class Fused(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order of time, then place. tally: what was set aside, by reason. open: decisions that name nothing here.

    graph: the transmission graph. of_claim: claim id -> ids of the events it stands in. model: version of the model.
    """

    events: tuple[Event, ...]
    tally: dict[str, int]
    set_aside: tuple[Aside, ...]
    open: tuple[Decision, ...]
    graph: OriginGraph
    of_claim: dict[str, tuple[str, ...]]
    model: str

    def resolve(self, id: str) -> Event | None:
        """The event of this id; after a merge, the event that holds the former anchor."""
        found = self._by_id().get(id)
        if found is not None:
            return found
        for claim, events in self.of_claim.items():
            if event_id(claim) == id:
                return self._by_id().get(events[0])
        return None

    def _by_id(self) -> dict[str, Event]:
        return {e.id: e for e in self.events}


def fuse(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    gazetteer: Gazetteer | None,
    decisions: Sequence[Decision] = (),
    model: FusionModel = DEFAULT,
    *,
    texts: Mapping[str, str] | None = None,
    duty_holders: Iterable[str] = (),
    as_of: int | None = None,
) -> Fused:
    """Events of these claims. documents: by id. texts: document id -> text, to find copies of whole texts.

    duty_holders: actors whose word is not disinterested whatever the event (see `propositions.occurrence_for` for one term).
    as_of: microseconds; a meeting planned before it and not reported by then is `no_report`; default the latest
    publication. Raises DecisionError where decisions contradict one another.
    """
    unique = {c.id: c for c in (c if c.id else with_id(c) for c in claims)}
    aside: list[Aside] = []
    makers, speakers_only, counters = _sort_out(unique.values(), documents, register, gazetteer, model, aside)
    bindings = bind(decisions, list(unique.values()))
    groups, nearest, close = _group(makers, bindings, model)
    replies = answers(groups, speakers_only, model, register)
    aside += [Aside(claim=f.claim.id, why=_why_lost(f)) for f in replies.lost]
    counted = tolls(groups, counters)
    aside += [Aside(claim=f.claim.id, why="a state, not an event") for f in counters if f.claim.id not in counted.held]
    graph = origin_graph(list(unique.values()), documents, register, texts=texts)
    latest = max((f.pub for f in [*makers, *speakers_only] if f.pub is not None), default=None)
    setting = Setting(
        documents=documents, register=register, graph=graph, bindings=bindings,
        duty_holders=frozenset(duty_holders), as_of=as_of if as_of is not None else latest,
        gazetteer=gazetteer,
    )  # fmt: skip
    events = [
        compose(
            g, [*replies.attached.get(n, ()), *counted.of.get(n, ())], nearest, setting, replies.positions.get(n, ())
        )
        for n, g in enumerate(groups)
    ]
    events = link(events, groups, close, setting)
    of_claim: dict[str, list[str]] = {}
    for e in events:
        for m in e.members:
            of_claim.setdefault(m.claim, []).append(e.id)
    return Fused(
        events=tuple(events),
        tally=dict(sorted(Counter(a.why for a in aside).items())),
        set_aside=tuple(sorted(aside, key=lambda a: (a.why, a.claim))),
        open=bindings.open,
        graph=graph,
        of_claim={k: tuple(v) for k, v in of_claim.items()},
        model=model.version,
    )


def comparable_pairs(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    gazetteer: Gazetteer | None,
    decisions: Sequence[Decision] = (),
    model: FusionModel = DEFAULT,
) -> tuple[list[tuple[Facts, Facts]], dict[frozenset[str], bool]]:
    """The candidate pairs of claims, and what was decided on pairs of claims (True: one event): what a refit rests on."""
    unique = {c.id: c for c in (c if c.id else with_id(c) for c in claims)}
    makers = _sort_out(unique.values(), documents, register, gazetteer, model, [])[0]
    bound = bind(decisions, list(unique.values()))
    said = {frozenset(p): True for p in bound.same} | {frozenset(p): False for p in bound.not_same}
    return [(makers[i], makers[j]) for i, j in candidates(makers, model)], said


def _sort_out(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    gazetteer: Gazetteer | None,
    model: FusionModel,
    aside: list[Aside],
) -> tuple[list[Facts], list[Facts], list[Facts]]:
    """Claims that make events, claims that only speak of one, and numbers of victims; all in order of time, then place."""
    makers: list[Facts] = []
    others: list[Facts] = []
    counters: list[Facts] = []
    for c in claims:
        if gives_toll(c):
            counters.append(facts_of(c, documents, register, gazetteer, model))
            continue
        reason = _no_event(c)
        if reason:
            aside.append(Aside(claim=c.id, why=reason))
            continue
        f = facts_of(c, documents, register, gazetteer, model)
        (others if _only_speaks(f) else makers).append(f)
    found = hubs(makers, model)
    if found:
        makers = [without_hubs(f, found) for f in makers]
        others = [without_hubs(f, found) for f in others]
        counters = [without_hubs(f, found) for f in counters]
    return sorted(makers, key=Facts.order), sorted(others, key=Facts.order), sorted(counters, key=Facts.order)


def _no_event(c: Claim) -> str:
    if c.act == "provides":
        return "a provision of an instrument, not a deed"
    if c.kind not in CLASS_OF_KIND and not says_kept(c):
        return "a state, not an event"
    if c.conditional:
        return "said under a condition"
    if c.act == "counts":
        return "an aggregate: checked against events, never fused"
    return ""


def _only_speaks(f: Facts) -> bool:
    c = f.claim
    if c.act in ("withdraws", "corrects") or negates(f):
        return True
    bare = not f.timed and not f.points
    if c.act == "accuses":
        return bare
    return bare and (f.pub is None or not (f.agents or f.targets or f.people))


def _why_lost(f: Facts) -> str:
    if says_kept(f.claim):
        return "a state, not an event"
    if f.claim.act == "denies":
        return "a denial of something not told here"
    if f.claim.polarity == "does_not_hold":
        return "says that something did not happen, and nobody here says that it did"
    if f.claim.act == "accuses":
        return "an accusation without time and place, of nothing told here"
    return "no time and no place: nothing to hold it by"


def _group(
    makers: Sequence[Facts], bindings: Bindings, model: FusionModel
) -> tuple[list[list[Facts]], Nearest, list[tuple[str, str]]]:
    """The groups; for each claim what it is most like in its own; and the pairs of claims of two groups that may be one."""
    at = {f.claim.id: n for n, f in enumerate(makers)}
    i, j = candidate_pairs(makers, model)
    w = score_pairs(makers, i, j, model)
    together = [(at[a], at[b]) for a, b in bindings.same if a in at and b in at]
    apart = [(at[a], at[b]) for a, b in bindings.not_same if a in at and b in at]
    held = joinable(len(makers), i, j, w, model.absent, together)
    edges = dict(zip(zip(i[held].tolist(), j[held].tolist(), strict=True), w[held].tolist(), strict=True))
    edges |= {(min(p), max(p)): NEVER for p in apart}
    heads = contract(len(makers), edges, model.absent, together=together)
    found: dict[int, list[Facts]] = {}
    for n, f in enumerate(makers):
        found.setdefault(heads[n], []).append(f)
    group = np.array(heads, np.int64)
    one = group[i] == group[j]
    nearest = {
        makers[a].claim.id: (score, compare(makers[min(a, b)], makers[max(a, b)], model)[1])
        for a, b, score in best_of_each(i[one], j[one], w[one])
    }
    doubt = np.flatnonzero(~one & (w >= -model.doubt) & (w != NEVER))
    close = [
        (makers[a].claim.id, makers[b].claim.id) for a, b in zip(i[doubt].tolist(), j[doubt].tolist(), strict=True)
    ]
    return list(found.values()), nearest, close
