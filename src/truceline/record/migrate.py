"""Carry a record over into a new one: to another keeper, or to a newer format. Rules, in order:

1. The old record is checked first; one with a fault is not carried over.
2. The new one must be empty.
3. Every entry goes over as it is: its place, id, time, commitment and words; what was erased stays erased. The ids of
   entries and all that is derived from them stay the same.
4. The last entry of the new record, of type `migration`, cites the old one: origin, size, root and checkpoints. The old
   root is also that of the first entries of the new record, so that a checkpoint kept elsewhere still proves them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from truceline.record.checkpoint import checkpoint_line
from truceline.record.entry import Entry, Receipt, Row
from truceline.record.record import Record
from truceline.values.errors import RecordError

MIGRATION = "migration"
GROUP = 1000


def migrate(old: Record, new: Record, *, where: str = "") -> Receipt:
    """Carry all entries of `old` over into the empty record `new`; the receipt of the entry that cites the old root.

    where: how the old record was called. Raises RecordError where the old record has a fault or the new one holds
    entries.
    """
    faults = old.check()
    if faults:
        raise RecordError(
            "the old record has faults and is not carried over", where=where, got="; ".join(faults[:3]),
            do="restore it from a copy that `truceline verify` passes",
        )  # fmt: skip
    if new.tail.size:
        raise RecordError(
            "the new record is not empty", expected="a record without entries", got=f"{new.tail.size} entries"
        )
    tail = old.tail
    for rows in _groups(old.rows()):
        new.take_over(rows)
    root = old.root()
    if new.root() != root:
        raise RecordError("the entries did not come over as they were", where=where, do="do not use the new record")
    cited = {
        "origin": tail.origin,
        "size": tail.size,
        "root": root.hex(),
        "checkpoints": [checkpoint_line(c) for c in tail.checkpoints],
    }
    return new.append([Entry(type=MIGRATION, meta=cited)])[0]


def _groups(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    it = iter(rows)
    while group := tuple(islice(it, GROUP)):
        yield group
