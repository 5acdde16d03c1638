"""What must hold whatever is told: ledgers run forward, periods join, sources can be withdrawn, parties can be exchanged."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import itertools

from world import REGISTER, TEXT, agreement, day, judged, swapped, swapped_text, tell

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.assess import assess
from truceline.assessments.assessment import Assessed
from truceline.assessments.basis import changed, claims_of, stands_on
from truceline.events.event import Member
from truceline.events.fuse import fuse

PARTIES = st.sampled_from(["ALF", "BET"])
SPEAKERS = st.sampled_from(["ALF", "BET", "OBS", "GAM"])
AGENTS = st.sampled_from(["ALF", "BET", "GAM", None])
DAYS = st.integers(0, 55)


SO_FAR = {"holds": "it has been returned", "does_not_hold": "it has not been returned"}
ACTS = st.sampled_from([
    "asserts", "asserts", "asserts", "accuses", "denies", "admits", "announces", "plans", "plans", "expects", "undertakes", "provides",
])  # fmt: skip


@st.composite
def telling(draw: st.DrawFn):
    """Deeds and states, told and denied; plans, provisions and promises of them; and what is told as so far done or not."""
    kind = draw(st.sampled_from(["violence", "violence", "transfer", "exchange", "agreement", "persons_held"]))
    by, act = draw(SPEAKERS), draw(ACTS)
    n = draw(DAYS)
    polarity = draw(st.sampled_from(["holds", "holds", "does_not_hold"]))
    topics = draw(st.sampled_from([(), ("completed",), ("begun",), ("plan",), ("completed", "plan")]))
    undated = kind in ("transfer", "exchange", "agreement") and act == "asserts" and draw(st.booleans())
    return tell(
        kind, n, by=by, act=act, agent=draw(AGENTS), where=draw(st.sampled_from(["alf-hill", "bet-hill"])),
        code="V1.1" if kind == "violence" else None, polarity=polarity, topics=topics,
        document=f"doc-{by}-{n}-{draw(st.integers(0, 3))}", words=SO_FAR[polarity] if undated else "",
        conditional=draw(st.sampled_from([False, False, False, True])),
    )  # fmt: skip


def planned_and_negative(on: int = 20, of: int = 21):
    """A hand-over planned for one day and told on another not to have been: once fused, the plan lent it time and place."""
    plan = tell("transfer", of, by="ALF", act="plans", agent="ALF", where="alf-hill", document="doc-plan")
    no = tell("transfer", on, by="BET", agent="ALF", polarity="does_not_hold", document="doc-no")
    return [plan, no]


def negative_so_far(on: int = 20):
    """Told, without a day of its own, not to have been handed over so far: a plan with a day may join it, and lends it none."""
    return [
        tell(
            "transfer",
            on,
            by="BET",
            agent="ALF",
            where="alf-hill",
            polarity="does_not_hold",
            words=SO_FAR["does_not_hold"],
            document="doc-no",
        )
    ]


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


@settings(max_examples=60, deadline=None)
@given(MANY)
@example(planned_and_negative())
def test_time_never_runs_back_in_a_ledger(told) -> None:
    for s in judged(told).terms:
        for readings in {e.readings for e in s.history}:
            times = [e.at for e in s.history if e.readings == readings]
            assert times == sorted(times)
            states = [e.state for e in s.history if e.readings == readings]
            assert all(a != b for a, b in itertools.pairwise(states))
        assert all(e.at <= day(60).latest for e in s.history)  # type: ignore[operator]


@settings(max_examples=40, deadline=None)
@given(
    MANY,
    st.lists(
        st.tuples(st.sampled_from(["transfer", "exchange"]), st.integers(0, 9), SPEAKERS, st.booleans()), max_size=4
    ),
)
@example(planned_and_negative(), [("transfer", 5, "OBS", True), ("exchange", 0, "BET", False)])
def test_what_happens_later_rewrites_no_history(told, later) -> None:
    """Deeds of days 45 to 54, done or not, leave what the ledgers said of the days before as it was."""
    told = [x for x in told if (x[1].published.earliest or 0) < day(40).earliest]  # type: ignore[operator, union-attr]
    after = [
        tell(kind, 45 + n, by=by, agent="ALF", where="alf-hill", topics=("completed",) if done else (),
             polarity="holds" if done else "does_not_hold", document=f"later-{kind}-{n}-{by}-{done}")
        for kind, n, by, done in later
    ]  # fmt: skip
    before, whole = judged(told), judged(unique(told + after))
    limit = day(44).latest
    for s in before.terms:
        then = whole.term(s.term)
        assert then is not None
        if s.nature == "duty":
            assert [x for x in course(s) if x[0] < limit] == [x for x in course(then) if x[0] < limit]


@settings(max_examples=40, deadline=None)
@given(MANY, st.lists(st.integers(1, 55), min_size=1, max_size=3, unique=True))
@example(planned_and_negative(), [21])
@example([*planned_and_negative(), *planned_and_negative(22, 20)], [20, 21, 22])
def test_splitting_a_period_and_joining_it_gives_the_same_assessments(told, cuts) -> None:
    claims, documents = [c for c, _ in told], {d.id: d for _, d in told}
    events = fuse(claims, documents, REGISTER, None).events

    def pairs(some):
        a = assess(agreement(), some, claims, documents, REGISTER, (), as_of=day(60).latest)  # type: ignore[arg-type]
        return {x.id: (x.state, x.consistency, x.occurrence, x.attribution) for x in a.incidents}

    edges = [0, *sorted(day(c).earliest or 0 for c in cuts), 2**62]
    parts = [
        [e for e in events if lo <= ((e.when.earliest or 0) if e.when else 0) < hi]
        for lo, hi in itertools.pairwise(edges)
    ]
    assert sum(map(len, parts)) == len(events)
    joined: dict = {}
    for part in parts:
        found = pairs(part)
        assert not joined.keys() & found.keys()
        joined |= found
    assert joined == pairs(events)


@settings(max_examples=60, deadline=None)
@given(MANY, st.integers(0, 8))
@example(planned_and_negative(), 0)
@example(planned_and_negative(), 1)
def test_withdrawing_a_source_lists_exactly_what_stood_on_it(told, which) -> None:
    """Listed is what names a claim of the source, or an event that holds one: all of it and nothing else. Whatever differs
    without the source was listed, or is an event left over of one that was."""
    if not told:
        return
    gone = told[which % len(told)][1].id
    before = judged(told)
    claims, documents = [c for c, _ in told], {d.id: d for _, d in told}
    events = fuse(claims, documents, REGISTER, None).events
    own = set(claims_of(gone, claims))
    touched = own | {e.id for e in events if own & {m.claim for m in e.members}}
    listed = set(stands_on(before, own, events))
    assert listed == {
        *(s.id for s in before.terms if touched & named(s)),
        *(x.id for x in before.incidents if touched & {x.event, *x.claims}),
        *(q.id for q in before.queries if touched & set(q.ids)),
    }
    rest = [(c, d) for c, d in told if d.id != gone]
    after = judged(rest)
    left = fuse([c for c, _ in rest], {d.id: d for _, d in rest}, REGISTER, None).events
    whole = {m.claim: e.id for e in events for m in e.members}
    pieces = {e.id for e in left if {whole[m.claim] for m in e.members if m.claim in whole} & touched}
    again = {x.id for x in (*before.incidents, *after.incidents) if x.event in pieces | touched}
    waits = {s.id for s in before.terms if s.term == "pact/plan"}  # its period counts from another term
    assert set(changed(before, after)) <= listed | again | waits


def named(s) -> set[str]:
    """All ids on which a state of a term says that it stands."""
    return {
        *s.events,
        *s.claims,
        *(i for r in s.reasons for i in r.ids),
        *(i for row in s.readings for r in row.reasons for i in r.ids),
    }


@settings(max_examples=40, deadline=None)
@given(MANY, DAYS, PARTIES)
@example(planned_and_negative(), 20, "ALF")
@example(planned_and_negative()[1:], 21, "ALF")
@example(planned_and_negative()[1:], 25, "ALF")
@example(negative_so_far(), 25, "ALF")
@example(negative_so_far(), 20, "BET")
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
    assert {s.term: (s.state, s.also, course(s)) for s in before.terms} == {
        s.term: (s.state, s.also, course(s)) for s in after.terms
    }
    planned = judged(told + extra)
    ledgers = ("pact/hill-alf", "pact/hill-bet", "pact/persons", "pact/plan")
    assert {t: course(before.term(t)) for t in ledgers} == {t: course(planned.term(t)) for t in ledgers}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["transfer", "exchange"]), st.integers(2, 55), st.integers(2, 55), st.booleans(),
    st.sampled_from(["alf-hill", "bet-hill", None]), st.sampled_from(["plans", "undertakes", "expects"]),
)  # fmt: skip
@example("transfer", 20, 21, False, "alf-hill", "plans")
@example("transfer", 20, 25, True, "bet-hill", "expects")
@example("exchange", 40, 20, False, None, "undertakes")
def test_a_plan_that_shares_an_event_with_a_negative_lends_it_nothing(kind, no_on, plan_on, so_far, where, act) -> None:
    """Whatever fusion joins: a plan and a negative in one event move a ledger as the negative alone does, on its own day and
    at its own place."""
    words = SO_FAR["does_not_hold"] if so_far else ""
    no = tell(kind, no_on, by="BET", agent="ALF", where=where, polarity="does_not_hold", words=words, document="doc-no")
    plan = tell(kind, plan_on, by="ALF", act=act, agent="ALF", where="alf-hill", document="doc-plan")
    both = {d.id: d for _, d in (no, plan)}
    (event,) = fuse([plan[0]], both, REGISTER, None).events
    joined = msgspec.structs.replace(event, members=(*event.members, Member(claim=no[0].id, role="contradicts")))
    told = {}
    for name, events, claims in (("alone", (), [no[0]]), ("joined", (joined,), [no[0], plan[0]])):
        got = assess(agreement(), events, claims, both, REGISTER, (), as_of=day(60).latest)  # type: ignore[arg-type]
        told[name] = {s.term: (s.state, s.also, course(s)) for s in got.terms}
    assert told["joined"] == told["alone"]


def course(s) -> list[tuple]:
    """How a state went, reading by reading, without words and ids."""
    return sorted((e.at, e.state, tuple(sorted(e.readings))) for e in s.history)


@settings(max_examples=40, deadline=None)
@given(MANY)
@example(planned_and_negative())
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


@settings(max_examples=40, deadline=None)
@given(MANY)
def test_order_of_telling_changes_nothing(told) -> None:
    assert outcome(judged(told)) == outcome(judged(list(reversed(told))))


def test_an_amendment_made_public_later_changes_nothing_at_an_earlier_time() -> None:
    hill = judged([], as_of=22, public_at=day(23).latest).term("pact/hill-alf")
    known = judged([], as_of=27, public_at=day(27).latest).term("pact/hill-alf")
    assert hill is not None
    assert known is not None
    assert {r.due for r in hill.readings} == {day(31).latest, day(31).earliest}
    assert {r.due for r in known.readings} == {day(40).latest}
