"""Truth discovery: exact on easy worlds, copiers found, nothing from an empty set."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.events.research.copying import accu, copiers, depen
from truceline.events.research.truth import Answers, dawid_skene, vote


def world(seed: int, items: int = 300, wrong: int = 9) -> tuple[Answers, np.ndarray]:
    r = np.random.default_rng(seed)
    truth = r.integers(0, wrong + 1, items)

    def tell(p: float) -> np.ndarray:
        return np.where(r.random(items) < p, truth, (truth + r.integers(1, wrong + 1, items)) % (wrong + 1))

    said = [tell(p) for p in r.uniform(0.6, 0.85, 6)] + [tell(0.3)]
    said += [np.where(r.random(items) < 0.9, said[6], tell(0.5)) for _ in range(6)]
    t = np.stack(said)
    return Answers(item=np.tile(np.arange(items), len(t)), source=np.repeat(np.arange(len(t)), items), value=t.ravel(),
                   items=items, sources=len(t), values=wrong + 1), truth  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_a_bad_source_with_copiers_does_not_outvote_the_rest(seed: int) -> None:
    answers, truth = world(seed)
    found = accu(answers, wrong=9)
    pairs = copiers(found, answers)
    assert np.mean(vote(answers) == truth) < 0.75
    assert np.mean(found.truth == truth) > 0.95
    got = {(p.a, p.b) for p in pairs}
    true = {(a, b) for a in range(6, 13) for b in range(a + 1, 13)}
    assert len(got & true) >= 0.9 * len(true)
    assert len(got - true) <= 0.05 * len(got)


def test_independent_sources_are_not_called_copiers() -> None:
    r = np.random.default_rng(4)
    truth = r.integers(0, 5, 400)
    t = np.stack([np.where(r.random(400) < 0.7, truth, (truth + r.integers(1, 5, 400)) % 5) for _ in range(10)])
    answers = Answers(
        item=np.tile(np.arange(400), 10),
        source=np.repeat(np.arange(10), 400),
        value=t.ravel(),
        items=400,
        sources=10,
        values=5,
    )
    assert copiers(accu(answers, wrong=4), answers) == ()


# Where five people work, as five sources say (Dong, Berti-Equille and Srivastava 2009, table 1); the first source is right.
SAID = {"A": "M B M M S", "B": "R R W W W", "C": "R R R R R", "D": "U T E E E", "E": "G G W W W"}


def published() -> tuple[Answers, list[str]]:
    values = sorted({v for row in SAID.values() for v in row.split()})
    flat = [values.index(v) for row in SAID.values() for v in row.split()]
    return Answers(item=np.repeat(np.arange(5), 5), source=np.tile(np.arange(5), 5), value=np.array(flat), items=5,
                   sources=5, values=len(values)), values  # fmt: skip


@pytest.mark.parametrize("wrong", [5, 10])
def test_the_published_example(wrong: int) -> None:
    answers, values = published()
    assert "".join(values[v] for v in vote(answers)) == "MWREW"
    found = accu(answers, wrong=wrong)
    assert "".join(values[v] for v in found.truth) == "MRRUG"
    assert found.accuracy.round(1).tolist() == [1.0, 0.6, 0.4, 0.4, 0.2]
    assert {(2, 3), (2, 4), (3, 4)} <= {(p.a, p.b) for p in copiers(found, answers)}


def test_formulae_of_dependence_by_hand() -> None:
    table = Answers(
        item=np.array([0, 1, 0, 1]),
        source=np.array([0, 0, 1, 1]),
        value=np.array([0, 1, 0, 2]),
        items=2,
        sources=2,
        values=3,
    )
    e, c, n, alpha = 0.2, 0.8, 5, 0.5
    found = depen(table, wrong=n, copied=c, error=e, independent=alpha, rounds=1)
    pt, pf = (1 - e) ** 2, e**2 / n
    one = pt * (1 - pt - pf) * alpha  # one true value shared, one apart: the vote takes the first of two that tie
    other = ((1 - e) * c + pt * (1 - c)) * (1 - pt - pf) * (1 - c) * (1 - alpha)
    assert found.depends[0, 1] == pytest.approx(other / (one + other))
    assert found.depends[1, 0] == found.depends[0, 1]


def test_votes_of_copiers_are_discounted_one_after_another() -> None:
    same = Answers(
        item=np.zeros(3, np.int64), source=np.arange(3), value=np.zeros(3, np.int64), items=1, sources=3, values=1
    )
    found = depen(same, wrong=5, rounds=1)
    p = found.depends[0, 1]
    assert found.belief[0, 0] == 1
    assert 0.5 < p < 0.6  # one true value in common says little


def test_confusion_is_learned() -> None:
    r = np.random.default_rng(5)
    truth = r.integers(0, 2, 500)
    flipped = 1 - truth
    t = np.stack([np.where(r.random(500) < 0.8, truth, flipped) for _ in range(5)] + [flipped])
    answers = Answers(
        item=np.tile(np.arange(500), 6),
        source=np.repeat(np.arange(6), 500),
        value=t.ravel(),
        items=500,
        sources=6,
        values=2,
    )
    found = dawid_skene(answers)
    assert found.confusion[5, 0, 1] > 0.9
    assert np.mean(found.belief.argmax(1) == truth) > np.mean(vote(answers) == truth)
