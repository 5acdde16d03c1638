"""What must hold whatever is told: ledgers run forward, periods join, sources can be withdrawn, parties can be exchanged."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import itertools

from world import REGISTER, TEXT, agreement, day, judged, swapped, swapped_text, tell

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.assessment import Assessed
from truceline.assessments.basis import changed, claims_of, stands_on
from truceline.events.fuse import fuse

PARTIES = st.sampled_from(["ALF", "BET"])
SPEAKERS = st.sampled_from(["ALF", "BET", "OBS", "GAM"])
AGENTS = st.sampled_from(["ALF", "BET", "GAM", None])
DAYS = st.integers(0, 55)


@st.composite
def telling(draw: st.DrawFn):
    kind = draw(st.sampled_from(["violence", "violence", "transfer", "exchange", "persons_held"]))
    by = draw(SPEAKERS)
    act = draw(st.sampled_from(["asserts", "asserts", "accuses", "denies", "admits", "announces"]))
    where = draw(st.sampled_from(["alf-hill", "bet-hill"]))
    n = draw(DAYS)
    topics = draw(st.sampled_from([(), ("completed",), ("begun",)]))
    return tell(
        kind, n, by=by, act=act, agent=draw(AGENTS), where=where, code="V1.1" if kind == "violence" else None,
        polarity=draw(st.sampled_from(["holds", "holds", "holds", "does_not_hold"])), topics=topics,
        document=f"doc-{by}-{n}-{draw(st.integers(0, 3))}",
    )  # fmt: skip


def unique(told):
    return list({c.id: (c, d) for c, d in told}.values())


MANY = st.lists(telling(), max_size=9).map(unique)


def outcome(a: Assessed) -> list:
    """States and assessments without ids, as a multiset."""
    terms = [
        (s.term, s.state, s.also, s.due, tuple(sorted((tuple(sorted(r.readings)), r.state, r.due) for r in s.readings)))
        for s in a.terms
    ]
    pairs = [
        (x.term, x.state, x.occurrence.state, tuple(sorted(x.occurrence.by)), x.attribution.state, x.attribution.by,
         tuple(sorted((tuple(sorted(c.readings)), c.state, c.rule) for c in x.consistency)))
        for x in a.incidents
    ]  # fmt: skip
    return sorted(map(repr, terms)) + sorted(map(repr, pairs))


@settings(max_examples=40, deadline=None)
@given(MANY)
def test_time_never_runs_back_in_a_ledger(told) -> None:
    for s in judged(told).terms:
        for readings in {e.readings for e in s.history}:
            times = [e.at for e in s.history if e.readings == readings]
            assert times == sorted(times)
            states = [e.state for e in s.history if e.readings == readings]
            assert all(a != b for a, b in itertools.pairwise(states))
        assert all(e.at <= day(60).latest for e in s.history)  # type: ignore[operator]


@settings(max_examples=40, deadline=None)
@given(MANY, st.integers(5, 50))
def test_splitting_a_period_and_joining_it_gives_the_same_assessments(told, cut) -> None:
    claims, documents = [c for c, _ in told], {d.id: d for _, d in told}
    events = fuse(claims, documents, REGISTER, None).events
    from truceline.assessments.assess import assess

    def pairs(some):
        a = assess(agreement(), some, claims, documents, REGISTER, (), as_of=day(60).latest)  # type: ignore[arg-type]
        return {x.id: (x.state, x.consistency, x.occurrence, x.attribution) for x in a.incidents}

    early = [e for e in events if e.when and (e.when.earliest or 0) < day(cut).earliest]  # type: ignore[operator]
    late = [e for e in events if e not in early]
    assert {**pairs(early), **pairs(late)} == pairs(events)


@settings(max_examples=40, deadline=None)
@given(MANY, st.integers(0, 8))
def test_withdrawing_a_source_touches_only_what_stood_on_it(told, which) -> None:
    if not told:
        return
    gone = told[which % len(told)][1].id
    before = judged(told)
    claims, documents = [c for c, _ in told], {d.id: d for _, d in told}
    events = fuse(claims, documents, REGISTER, None).events
    listed = set(stands_on(before, claims_of(gone, claims), events))
    after = judged([(c, d) for c, d in told if d.id != gone])
    waits = {s.id for s in before.terms if s.term == "pact/plan"}  # its period counts from another term
    regrouped = {x.id for x in before.incidents if x.id not in {y.id for y in after.incidents}}
    new = {x.id for x in after.incidents} - {x.id for x in before.incidents}
    assert set(changed(before, after)) - waits - new <= listed | regrouped
    named = {s.id for s in before.terms if set(claims_of(gone, claims)) & set(s.claims)}
    assert named <= listed


@settings(max_examples=30, deadline=None)
@given(MANY, DAYS, PARTIES)
def test_a_provision_never_moves_a_ledger(told, n, by) -> None:
    before = judged(told)
    extra = [
        tell(
            kind,
            n,
            by=by,
            act=act,
            agent=by,
            where=f"{by.lower()}-hill",
            topics=("completed", "plan"),
            document=f"said-{kind}-{act}",
        )
        for kind in ("transfer", "exchange", "agreement")
        for act in ("provides", "undertakes", "expects")
    ]
    provides = [x for x in extra if x[0].act == "provides"]
    after = judged(told + provides)
    assert {s.term: (s.state, s.also) for s in before.terms} == {s.term: (s.state, s.also) for s in after.terms}
    planned = judged(told + extra)
    ledgers = ("pact/hill-alf", "pact/hill-bet", "pact/persons", "pact/plan")
    assert {t: before.term(t).state for t in ledgers} == {t: planned.term(t).state for t in ledgers}  # type: ignore[union-attr]


@settings(max_examples=40, deadline=None)
@given(MANY)
def test_party_swap(told) -> None:
    raw = swapped_text(msgspec.json.encode(REGISTER.actors).decode())
    register = Register(msgspec.json.decode(raw, type=tuple[Actor, ...]), (), REGISTER.sources)
    one = judged(told)
    two = judged(swapped(told), register=register, pact=agreement(swapped_text(TEXT)))
    assert unordered(one, swapped_text) == unordered(two, str)


def unordered(a: Assessed, name) -> list:
    """The outcome with every name given by `name` and all order of names left out."""

    def words(items) -> frozenset[str]:
        return frozenset(w for x in items for w in name(x).split(", "))

    terms = [
        (name(s.term), s.state, s.also, s.due, frozenset((words(r.readings), r.state, r.due) for r in s.readings))
        for s in a.terms
    ]
    pairs = Counter(
        (name(x.term), x.state, x.occurrence.state, words(x.occurrence.by), x.attribution.state,
         frozenset(words([b]) for b in x.attribution.by),
         frozenset((words(c.readings), c.state, c.rule, words([c.why.replace(" and ", ", ")])) for c in x.consistency))
        for x in a.incidents
    )  # fmt: skip
    return [Counter(terms), pairs]


@settings(max_examples=25, deadline=None)
@given(MANY, st.integers(0, 40))
def test_what_became_known_later_changes_nothing_at_an_earlier_time(told, cut) -> None:
    early = [(c, d) for c, d in told if d.published.latest <= day(cut).latest]  # type: ignore[operator, union-attr]
    at = day(cut).latest
    assert outcome(judged(early, as_of=cut, public_at=at)) == outcome(
        judged([(c, d) for c, d in told if d.published.latest <= at], as_of=cut, public_at=at)  # type: ignore[operator, union-attr]
    )
    hill = judged([], as_of=22, public_at=day(23).latest).term("pact/hill-alf")
    known = judged([], as_of=27, public_at=day(27).latest).term("pact/hill-alf")
    assert hill is not None
    assert known is not None
    assert {r.due for r in hill.readings} == {day(31).latest, day(31).earliest}
    assert {r.due for r in known.readings} == {day(40).latest}
