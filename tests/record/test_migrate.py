"""A record carried over: the same entries, ids and erasures, the old root cited, and nothing of a faulty one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from truceline.record.checkpoint import SeedSigner
from truceline.record.entry import Entry
from truceline.record.keeper import Keeper
from truceline.record.keepers.memory import MemoryKeeper
from truceline.record.migrate import migrate
from truceline.record.record import Record
from truceline.values.errors import RecordError


def a_record(keeper: Keeper, seed: str = "salt") -> Record:
    salts, times = itertools.count(), itertools.count(1_600_000_000_000_000, 1_000_000)
    return Record(keeper, salt=lambda: f"{seed} {next(salts)}".encode().ljust(32, b"."), clock=lambda: next(times))


def filled(signer: SeedSigner) -> tuple[MemoryKeeper, list[str]]:
    keeper = MemoryKeeper("old")
    old = a_record(keeper)
    ids = [r.id for r in old.append([Entry(type="document", body=f"body {i}".encode(), key=f"k{i}") for i in range(7)])]
    old.checkpoint(signer)
    old.erase([ids[2]], by="A. Person", because="asked for")
    return keeper, ids


def test_entries_ids_times_and_erasures_come_over_and_the_root_is_cited(keeper: Keeper, signer: SeedSigner) -> None:
    source, ids = filled(signer)
    old, new = a_record(source), a_record(keeper, "other")
    receipt = migrate(old, new)
    a, b = list(old.read()), list(new.read())
    assert a == b[:-1]
    assert [s.id for s in b[:7]] == ids
    assert b[2].body is None
    cited = b[-1].meta
    assert b[-1].type == "migration"
    assert receipt.id == b[-1].id
    assert cited is not None
    assert cited["root"] == old.root().hex() == new.root(old.tail.size).hex()
    assert json.loads(cited["checkpoints"][0])["size"] == 7
    assert new.check() == []
    again = new.append([Entry(type="document", body=b"body 3", key="k3")])
    assert not again[0].new


def test_a_record_that_is_not_empty_is_not_written_to(signer: SeedSigner) -> None:
    source, _ = filled(signer)
    full = a_record(MemoryKeeper("full"))
    full.append([Entry(type="document", body=b"x")])
    with pytest.raises(RecordError, match="not empty"):
        migrate(a_record(source), full)
    assert full.tail.size == 1


def test_a_changed_record_is_not_carried_over(tmp_path: Path, signer: SeedSigner) -> None:
    import msgspec

    source, _ = filled(signer)
    row = source._rows[4]
    assert row.words is not None
    source._rows[4] = msgspec.structs.replace(row, words=msgspec.structs.replace(row.words, body=b"changed"))
    target = a_record(MemoryKeeper("new"))
    with pytest.raises(RecordError, match="has faults"):
        migrate(a_record(source), target)
    assert target.tail.size == 0
    with pytest.raises(RecordError, match="was changed"):
        target.take_over([source._rows[4]])
    with pytest.raises(RecordError, match="is missing"):
        target.take_over([source._rows[3]])
