"""Truth discovery: exact on easy worlds, copiers found, nothing from an empty set."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.events.research.truth import Answers, accu_copy, dawid_skene, vote


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
    found, pairs = accu_copy(answers)
    assert np.mean(vote(answers) == truth) < 0.75
    assert np.mean(found.belief.argmax(1) == truth) > 0.9
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
    assert accu_copy(answers)[1] == ()


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
