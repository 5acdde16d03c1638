"""The record on every keeper: the same contract."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from truceline.record.checkpoint import SeedSigner, signature_holds
from truceline.record.entry import Change, Entry, View
from truceline.record.keeper import Keeper
from truceline.record.keepers.memory import MemoryKeeper
from truceline.record.record import Record, entry_id, leaf
from truceline.record.tree import check_consistency, check_inclusion
from truceline.values.errors import DecisionError, RecordError


def docs(n: int, start: int = 0) -> list[Entry]:
    return [
        Entry(type="document", body=f"the words of {i}".encode(), meta={"name": f"n{i}", "n": i}, key=f"k{i}")
        for i in range(start, start + n)
    ]


def test_what_goes_in_comes_out(record: Record) -> None:
    receipts = record.append([*docs(5), Entry(type="intake", meta={"refused": True, "list": ["a", 1]})])
    read = list(record.read())
    assert [r.id for r in receipts] == [s.id for s in read]
    assert [s.seq for s in read] == list(range(6))
    assert read[2].body == b"the words of 2"
    assert read[2].meta == {"name": "n2", "n": 2}
    assert read[5].meta == {"refused": True, "list": ["a", 1]}
    assert read[5].body == b""
    assert {s.added for s in read} == {1_600_000_000_000_000}
    assert record.entry(receipts[3].id) == read[3]
    assert record.entry("document-0") is None
    assert record.tail.size == 6
    assert record.check() == []


def test_selection_by_type_place_and_time(record: Record) -> None:
    record.append(docs(3))
    second = record.append([*docs(1, 3), Entry(type="text", body=b"t")])
    assert [s.seq for s in record.read(types=("text",))] == [4]
    assert [s.seq for s in record.read(2)] == [2, 3, 4]
    assert [s.seq for s in record.read(known_at=second[0].added - 1)] == [0, 1, 2]
    assert [s.seq for s in record.read(ids=[second[0].id, second[1].id], types=["document"])] == [3]
    assert list(record.read(types=())) == []


def test_the_same_again_adds_nothing_and_says_so(record: Record) -> None:
    first = record.append(docs(2))
    again = record.append([*docs(3), docs(1, 2)[0], Entry(type="text", body=b"x", key="k0")])
    assert [r.new for r in again] == [False, False, True, False, True]
    assert [r.id for r in again[:2]] == [r.id for r in first]
    assert again[3].id == again[2].id
    assert record.known("document", ["k0", "k2", "k9"]).keys() == {"k0", "k2"}
    assert record.tail.size == 4


def test_ids_cover_the_salt(record: Record, keeper: Keeper) -> None:
    one = Entry(type="note", body=b"same")
    a, b = record.append([one, one])
    assert a.id != b.id
    rows = list(keeper.rows())
    assert all(r.id == entry_id(r.type, r.commitment) for r in rows)


def test_nothing_is_kept_if_the_plan_raises(record: Record, keeper: Keeper) -> None:
    record.append(docs(2))

    def plan(view: View) -> Change:
        assert view.tail.size == 2
        raise DecisionError("no")

    with pytest.raises(DecisionError):
        keeper.update(plan)
    assert record.tail.size == 2
    record.append(docs(1, 2))
    assert record.check() == []


@pytest.mark.parametrize("bad", ["", "Document", "a b", "erasure", "x" * 40])
def test_bad_types_are_refused_and_nothing_added(record: Record, bad: str) -> None:
    with pytest.raises(RecordError):
        record.append([*docs(1), Entry(type=bad)])
    assert record.tail.size == 0


def test_checkpoints_and_proofs(record: Record, keeper: Keeper, signer: SeedSigner, on: Callable[..., Record]) -> None:
    record.append(docs(5))
    early = record.checkpoint(signer)
    record.append(docs(6, 5))
    late = record.checkpoint(signer)
    assert record.checkpoint(signer) == late, "the same state is signed once"
    assert signature_holds(early)
    assert signature_holds(late)
    assert record.tail.checkpoints == (early, late)
    assert (early.size, late.size, early.origin) == (5, 11, "an origin")
    assert record.root(5) == early.root
    proof = record.consistency(early.size, late.size)
    assert check_consistency(5, 11, proof, early.root, late.root)
    assert record.check(early) == []
    other = on(MemoryKeeper("an origin"), "other salts")
    other.append(docs(5))
    assert any("not those of the checkpoint" in f for f in record.check(other.checkpoint(signer)))
    other.append(docs(9, 5))
    assert any("cut" in f for f in record.check(other.checkpoint(signer)))
    row = list(keeper.rows())[7]
    assert check_inclusion(leaf(row), 7, 11, record.inclusion(7), late.root)
    assert record.check() == []


def test_erasing_takes_the_words_and_keeps_the_tree(record: Record, signer: SeedSigner) -> None:
    receipts = record.append(docs(4))
    point = record.checkpoint(signer)
    told = record.erase([receipts[1].id, receipts[3].id], by="A. Clerk", because="asked by the witness")
    assert record.root(4) == point.root
    gone = record.entry(receipts[1].id)
    assert gone is not None
    assert gone.erased
    assert (gone.body, gone.meta, gone.key) == (None, None, "")
    erasure = record.entry(told.id)
    assert erasure is not None
    assert erasure.type == "erasure"
    assert erasure.meta == {"by": "A. Clerk", "ids": [receipts[1].id, receipts[3].id]}
    assert record.known("document", ["k1", "k0"]).keys() == {"k0"}
    assert record.append(docs(1, 1))[0].new, "what was erased may be added again, under another id"
    assert record.check() == []


def test_erasing_is_refused_for_what_has_no_words(record: Record) -> None:
    receipts = record.append(docs(2))
    told = record.erase([receipts[0].id], by="x", because="y")
    for ids in ([receipts[0].id], ["document-0000"], [told.id], [receipts[1].id, "nothing"]):
        with pytest.raises(DecisionError):
            record.erase(ids, by="x", because="y")
    kept = record.entry(receipts[1].id)
    assert kept is not None
    assert not kept.erased


def test_large_bodies_and_many_ids(record: Record) -> None:
    record.append([Entry(type="document", body=b"\x00\xff" * 1_000_000, key="big")])
    receipts = record.append(docs(1200))
    assert len(list(record.read(ids=[r.id for r in receipts]))) == 1200
    first = next(record.read())
    assert first.body is not None
    assert len(first.body) == 2_000_000
    assert record.known("document", [f"k{i}" for i in range(1200)]).keys() == {f"k{i}" for i in range(1200)}
