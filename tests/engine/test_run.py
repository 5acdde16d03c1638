"""Engines: the same answers in the same order on all, bounded look-ahead, failures named."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pyarrow as pa
import pytest

from truceline.engine.run import BatchFailed, engines, run


def batches(n: int) -> list[pa.RecordBatch]:
    return [pa.record_batch([pa.array(range(i, i + 3))], names=["x"]) for i in range(n)]


def test_the_contract_of_every_engine() -> None:
    found = engines()
    assert {"local", "processes"} <= set(found)
    for name, engine in found.items():
        assert engine.name == name
        sizes = list(run(len, ["a", "bb", "", "dddd"], engine=name, workers=2))
        assert sizes == [1, 2, 0, 4]
        assert list(run(len, [], engine=name)) == []
        answers = run(math.sqrt, [4.0, -1.0, 9.0], engine=name)
        assert next(answers) == 2.0
        with pytest.raises(BatchFailed) as e:
            next(answers)
        assert e.value.number == 1
        assert isinstance(e.value.__cause__, ValueError)


def test_arrow_batches_are_taken_one_by_one() -> None:
    taken = 0

    def source() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        for b in batches(50):
            taken += 1
            yield b

    answers = run(pa.RecordBatch.to_pydict, source(), engine="local")
    assert next(answers) == {"x": [0, 1, 2]}
    assert taken == 1


def test_look_ahead_is_bounded_and_batches_cross_processes() -> None:
    taken = 0

    def source() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        for b in batches(20):
            taken += 1
            yield b

    answers = run(pa.RecordBatch.to_pydict, source(), engine="processes", workers=1)
    assert next(answers) == {"x": [0, 1, 2]}
    assert taken <= 3
    answers.close()  # type: ignore[attr-defined]


def test_bad_asks() -> None:
    with pytest.raises(ValueError, match="no engine 'moon'"):
        run(len, [], engine="moon")
    with pytest.raises(ValueError, match="at least one worker"):
        run(len, [], workers=0)
