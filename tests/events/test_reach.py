"""Quick choices of the events that a claim could lie at leave out nothing that a full test would take."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.kit import HOLM, REGISTER, TERN, by, claim, killed
from tests.events.test_scoring import AREA, DOCS, NOWHERE, many

from truceline.events import answers, tolls
from truceline.events.facts import Facts, Point, facts_of, metres
from truceline.events.likeness import same_district
from truceline.events.model import DEFAULT
from truceline.events.reach import SLACK_M, Places
from truceline.values.time import DAY

POINTS = st.builds(
    Point,
    st.sampled_from([None, "a", "b"]),
    st.sampled_from(["", "mill", "ford"]),
    st.sampled_from([None, 39.0, 40.0, 40.05]),
    st.just(46.0),
    st.sampled_from([100.0, 4_000.0, 60_000.0]),
    st.booleans(),
    st.sampled_from([None, "a", "d"]),
)


@given(st.lists(POINTS, max_size=3), st.lists(POINTS, max_size=3))
def test_no_place_within_reach_is_missed(ours: list[Point], theirs: list[Point]) -> None:
    f = facts_of(
        claim("d1", by("RC"), "asserts", "casualties", "two were killed", where=(HOLM,)), DOCS, REGISTER, None, DEFAULT
    )
    group = [msgspec.structs.replace(f, points=tuple(theirs))]
    meets = False
    for p in ours:
        for q in theirs:
            d = metres(p, q)
            meets |= (p.id is not None and p.id == q.id) or (bool(p.name) and p.name == q.name) or same_district(p, q)
            meets |= d is not None and d <= p.radius + q.radius + SLACK_M
    assert Places([group]).near(ours)[0] or not meets


@settings(max_examples=200, deadline=None)
@given(many(), many(), st.data())
def test_the_incident_of_a_number_is_the_one_a_search_through_all_finds(
    one: list[Facts], other: list[Facts], data: st.DataObject
) -> None:
    groups = [g for g in ([f for f in fs if f.cls == "incident"] for fs in (one, other)) if g]
    like = data.draw(many(3))
    counters = [
        facts_of(
            claim(f.claim.document, by("RC"), "asserts", "casualties", "two were killed", when=f.claim.when,
                  where=f.claim.where or (HOLM, TERN, AREA, NOWHERE)[: data.draw(st.integers(0, 2))], counts=(killed("VAL", 2),)),
            DOCS, REGISTER, None, DEFAULT,
        )
        for f in like
    ]  # fmt: skip
    quick = tolls._Told(groups)
    for f in counters:
        own = {n for n, g in enumerate(groups) if any(x.claim.document == f.claim.document for x in g)}
        found = [(n, why) for n, g in enumerate(groups) if (why := tolls._fits(f, g, own=n in own)) is not None]
        assert quick.fits(f) == ([x for x in found if x[0] in own] or found)


@settings(max_examples=200, deadline=None)
@given(many(), many(), many(3))
def test_what_a_denial_can_answer_by_its_time(one: list[Facts], other: list[Facts], deniers: list[Facts]) -> None:
    groups = [g for g in ([f for f in fs if f.cls == "incident"] for fs in (one, other)) if g]
    times = answers._Times(groups, DEFAULT)
    book = answers._Book(groups, DEFAULT, REGISTER)
    for f in deniers:
        assert times.answered(f, book.here(f)).tolist() == [_answered(f, g) for g in groups]


def _answered(f: Facts, g: list[Facts]) -> bool:
    """Rule R3, one event at a time."""
    first = min((x.pub for x in g if x.pub is not None), default=None)
    fresh = f.pub is not None and first is not None and first - DAY <= f.pub <= first + DEFAULT.reply
    timed = [x for x in g if x.timed and not x.plan]
    if not timed:
        return not f.timed and (fresh or f.claim.document in {x.claim.document for x in g})
    lo = min((x.lo for x in timed if x.lo is not None), default=None)
    hi = max((x.hi for x in timed if x.hi is not None), default=None)
    if f.timed:
        before = f.hi is not None and lo is not None and f.hi <= lo
        return not before and not (f.lo is not None and hi is not None and hi <= f.lo)
    if f.pub is None or lo is None or hi is None or f.pub + DAY <= lo:
        return False
    return f.pub <= hi + DEFAULT.reply or (f.pub <= hi + DEFAULT.stale and fresh)
