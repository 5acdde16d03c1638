"""Keepers are alike: the same calls in any order leave the same rows, tail and answers in memory and on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.record.checkpoint import SeedSigner
from truceline.record.entry import Entry
from truceline.record.keepers.memory import MemoryKeeper
from truceline.record.keepers.sqlite import open_keeper
from truceline.record.record import Record
from truceline.values.errors import TruceError

SIGNER = SeedSigner(b"k" * 32)
KEYS = st.sampled_from(["", "a", "b", "c"])
ENTRIES = st.builds(
    Entry, type=st.sampled_from(["document", "text"]), body=st.binary(max_size=20), key=KEYS,
    meta=st.dictionaries(st.text(max_size=3), st.integers(-9, 9) | st.text(max_size=3), max_size=2),
)  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("append"), st.lists(ENTRIES, max_size=4)),
    st.tuples(st.just("erase"), st.lists(st.integers(0, 12), min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("checkpoint"), st.none()),
)


def run(record: Record, steps: list[tuple[str, object]]) -> list[object]:
    """What each step gave, and what stands at the end."""
    said: list[object] = []
    for what, with_ in steps:
        try:
            if what == "append":
                said.append(record.append(with_))  # type: ignore[arg-type]
            elif what == "checkpoint":
                said.append(record.checkpoint(SIGNER))
            else:
                ids = [s.id for s in record.read() if s.seq in with_]  # type: ignore[operator]
                said.append(record.erase(ids, by="x", because="y") if ids else None)
        except TruceError as e:
            said.append(type(e))
    return [*said, record.tail, list(record.rows()), list(record.read()), record.root(), record.check()]


def make(on: Callable[..., Record], path: Path, steps: list[tuple[str, object]]) -> tuple[list[object], list[object]]:
    memory, disk = on(MemoryKeeper("o")), on(open_keeper(str(path / "r.sqlite"), origin="o"))
    out = run(memory, steps), run(disk, steps)
    disk.close()
    return out


def test_in_any_order(on: Callable[..., Record]) -> None:
    @given(st.lists(STEPS, max_size=6))
    @settings(max_examples=25, deadline=None)
    def alike(steps: list[tuple[str, object]]) -> None:
        with TemporaryDirectory() as folder:
            memory, disk = make(on, Path(folder), steps)
        assert memory == disk
        assert memory[-1] == [], "whole after every sequence"

    alike()
