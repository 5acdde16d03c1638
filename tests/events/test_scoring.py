"""Many pairs at once: the same scores as pair by pair; and quick choices that leave out nothing a full test would take."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.kit import HOLM, REGISTER, TERN, actor, by, claim, doc, killed, when

from truceline.claims.claim import Claim
from truceline.events.candidates import candidate_pairs, candidates
from truceline.events.clustering import contract, joinable
from truceline.events.facts import Facts, facts_of
from truceline.events.likeness import compare
from truceline.events.model import DEFAULT
from truceline.events.scoring import best_of_each, score_pairs
from truceline.values.place import Where
from truceline.values.time import DAY, When

DOCS = {d.id: d for d in (doc(f"d{n}", f"2031-03-{10 + n}T10:00:00", source="agency") for n in range(6))}
AREA = Where(name="Holm district", precision="P5")
NOWHERE = Where(name="the old mill")
WORDS = [
    "units",
    "opened",
    "fire",
    "with",
    "mortars",
    "near",
    "the",
    "village",
    "at",
    "noon",
    "and",
    "two",
    "soldiers",
    "were",
    "wounded",
    "there",
    "later",
]
SCALED = msgspec.structs.replace(DEFAULT, scale={"time": 1300, "words": 700, "place": 900, "count": 1150, "thin": 500})


@st.composite
def tellings(draw: st.DrawFn, n: int) -> Claim:
    """A claim of any shape, some features given and some not."""
    kind = draw(st.sampled_from(["violence", "violation", "advance", "meeting", "talks", "contact", "withdrawal"]))
    start = draw(st.integers(0, len(WORDS) - 4))
    text = " ".join(WORDS[start : start + draw(st.integers(3, 14))])
    time = draw(st.sampled_from(["none", "day", "hour", "since", "long"]))
    day = draw(st.integers(10, 15))
    told = {
        "none": None,
        "day": when(f"2031-03-{day}"),
        "hour": when(f"2031-03-{day}T{draw(st.integers(0, 23)):02d}:00:00", hours=1),
        "since": When(earliest=day * DAY, holds="throughout", bound="since", precision="T4", zone_basis="none"),
        "long": when(f"2031-03-{day}", hours=24 * draw(st.integers(2, 60))),
    }[time]
    actors = draw(st.lists(st.sampled_from(["ORS", "VAL", "GUA-PK"]), max_size=2, unique=True))
    roles = st.sampled_from(["participant", "convenor"] if kind in ("meeting", "talks") else ["agent", "target"])
    return claim(
        f"d{draw(st.integers(0, 5))}", by("VAL-MOD", "val-mod"), draw(st.sampled_from(["asserts", "accuses", "plans"])), kind, text,
        start=100 * n, when=told, code=draw(st.sampled_from([None, "V1", "V1.2", "V2.1"])),
        where=tuple(draw(st.lists(st.sampled_from([HOLM, TERN, AREA, NOWHERE]), max_size=2, unique=True))),
        actors=tuple(actor(a, draw(roles)) for a in actors),
        counts=(killed("VAL", draw(st.integers(1, 3))),) if draw(st.booleans()) else (),
        topics=tuple(draw(st.lists(st.sampled_from(["exchange", "mines", "outside_case"]), max_size=2, unique=True))),
    )  # fmt: skip


@st.composite
def many(draw: st.DrawFn, most: int = 9) -> list[Facts]:
    """Facts of several claims."""
    size = draw(st.integers(0, most))
    return [facts_of(draw(tellings(n)), DOCS, REGISTER, None, DEFAULT) for n in range(size)]


@settings(max_examples=300, deadline=None)
@given(many(), st.sampled_from([DEFAULT, SCALED]))
def test_many_pairs_at_once_get_the_scores_that_each_gets_alone(facts: list[Facts], model: object) -> None:
    pairs = [(i, j) for j in range(len(facts)) for i in range(j) if facts[i].cls == facts[j].cls]
    i, j = (np.array([p[k] for p in pairs], np.int64) for k in (0, 1))
    alone = [compare(facts[a], facts[b], model)[0] for a, b in pairs]  # type: ignore[arg-type]
    assert score_pairs(facts, i, j, model).tolist() == alone  # type: ignore[arg-type]


@given(many())
def test_pairs_come_once_and_in_order(facts: list[Facts]) -> None:
    i, j = candidate_pairs(facts, DEFAULT)
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert all(a < b and facts[a].cls == facts[b].cls for a, b in pairs)
    assert pairs == list(candidates(facts, DEFAULT))


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-9, 9)), max_size=50), st.integers(-4, 2))
def test_pairs_left_out_of_the_clustering_could_not_have_joined_anything(
    rows: list[tuple[int, int, int]], absent: int
) -> None:
    edges = {(min(a, b), max(a, b)): w for a, b, w in rows if a != b}
    i, j, w = (np.array([(*k, v)[c] for k, v in edges.items()], np.int64) for c in (0, 1, 2))
    together = [p for p in edges if sum(p) % 7 == 0][:2]
    held = joinable(12, i, j, w, absent, together)
    fewer = {p: v for (p, v), keep in zip(edges.items(), held.tolist(), strict=True) if keep}
    assert contract(12, fewer, absent, together=together) == contract(12, edges, absent, together=together)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(-3, 3)), max_size=20))
def test_the_best_pair_of_each_is_the_greatest_and_of_equal_ones_the_first(rows: list[tuple[int, int, int]]) -> None:
    edges = {(min(a, b), max(a, b)): w for a, b, w in rows if a != b}
    i, j, w = (np.array([(*k, v)[c] for k, v in edges.items()], np.int64) for c in (0, 1, 2))
    for a, b, score in best_of_each(i, j, w):
        mine = {x if y == a else y: v for (x, y), v in edges.items() if a in (x, y)}
        assert score == max(mine.values())
        assert b == min(x for x, v in mine.items() if v == score)
    assert {a for a, _, _ in best_of_each(i, j, w)} == {x for p in edges for x in p}
