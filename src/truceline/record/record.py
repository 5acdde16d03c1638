"""The record: append-only entries under a salted Merkle tree, with signed checkpoints and erasure.

Rules.
1. An entry's commitment is SHA-256 over type, key, salt, metadata and body; its leaf covers type, time and commitment.
2. Ids are taken from the commitment, so they cover the salt and tell nothing of erased words.
3. Appending is all or nothing, and durable when it returns.
4. Erasing takes words, salt and key; the commitment stays, the tree stays whole, and an `erasure` entry says so.
5. Words that are missing without an `erasure` entry that names them are a fault.
6. No clock and no randomness in here: both come from the caller.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from truceline.record.checkpoint import make_checkpoint, signature_holds
from truceline.record.entry import Change, Checkpoint, Entry, Known, Receipt, Row, Signer, Stored, Tail, View, Words
from truceline.record.keeper import Keeper
from truceline.record.tree import Tree, extend, leaf_hash, root_of
from truceline.values.canonical import canonical
from truceline.values.errors import DecisionError, RecordError

ERASURE = "erasure"
SALT_BYTES = 32
_TYPE = re.compile(r"[a-z][a-z_]{0,31}")
_encode = msgspec.json.Encoder(order="deterministic").encode


def commitment(type: str, words: Words) -> bytes:
    """SHA-256 over the entry's type and all of its words; 32 bytes."""
    h = hashlib.sha256(b"truceline entry/1\n")
    for part in (type, words.key, words.salt, words.meta):
        h.update(canonical(part))
    h.update(b"y" + str(len(words.body)).encode() + b":")
    h.update(words.body)
    return h.digest()


def leaf(row: Row) -> bytes:
    """The row's leaf hash: over type, time of entry and commitment."""
    return leaf_hash(canonical([row.type, row.added, row.commitment]))


def entry_id(type: str, commitment: bytes) -> str:
    """The id of an entry: its type and 16 hexadecimal digits of the commitment."""
    return f"{type}-{commitment.hex()[:16]}"


class Record:
    """An append-only record on a keeper.

    salt: gives 32 fresh random bytes a call. clock: microseconds of UTC now.
    """

    def __init__(self, keeper: Keeper, *, salt: Callable[[], bytes], clock: Callable[[], int]) -> None:
        self._keeper, self._salt, self._clock = keeper, salt, clock
        self._tree = Tree()

    @property
    def tail(self) -> Tail:
        """Origin, size, frontier and checkpoints now."""
        return self._keeper.tail()

    def append(self, entries: Iterable[Entry]) -> list[Receipt]:
        """Add entries in one durable transaction; one receipt each, in order.

        An entry with a key that a live entry of its type holds already (or an earlier one of the same call) is not
        added again: its receipt is the first one's with `new=False`. Raises RecordError for a bad type, OutsideError
        when the store fails.
        """
        wanted = list(entries)
        for e in wanted:
            if not _TYPE.fullmatch(e.type) or e.type == ERASURE:
                raise RecordError("not a type of entry", expected="lower-case letters and underscores", got=e.type)
        receipts: list[Receipt] = []
        prepared = [(e, self._words(e)) for e in wanted]
        prepared_ids = [(e, w, commitment(e.type, w)) for e, w in prepared]

        def plan(view: View) -> Change:
            receipts.clear()
            rows = self._place(view, prepared_ids, receipts)
            frontier, _ = extend(view.tail.frontier, view.tail.size, (leaf(r) for r in rows))
            return Change(rows=tuple(rows), frontier=frontier)

        if wanted:
            self._keeper.update(plan)
        return receipts

    def take_over(self, rows: Sequence[Row]) -> None:
        """Add rows of another record as they are, in one durable transaction; the first follows this record's last.

        Raises RecordError where a row does not follow, or its id or words do not fit its commitment.
        """
        for row in rows:
            fits = row.words is None or commitment(row.type, row.words) == row.commitment
            if not fits or row.id != entry_id(row.type, row.commitment):
                raise RecordError("an entry of the other record was changed", where=row.id, do="run verify on it")

        def plan(view: View) -> Change:
            if rows and rows[0].seq != view.tail.size:
                raise RecordError("an entry is missing", expected=f"entry {view.tail.size}", got=f"entry {rows[0].seq}")
            frontier, _ = extend(view.tail.frontier, view.tail.size, (leaf(r) for r in rows))
            return Change(rows=tuple(rows), frontier=frontier)

        if rows:
            self._keeper.update(plan)

    def _words(self, e: Entry) -> Words:
        salt = self._salt()
        if len(salt) < SALT_BYTES:
            raise RecordError("the salt is too short", expected=f"{SALT_BYTES} bytes", got=str(len(salt)))
        return Words(salt=salt, meta=_encode(dict(e.meta)), body=e.body, key=e.key)

    def _place(self, view: View, prepared: Sequence[tuple[Entry, Words, bytes]], receipts: list[Receipt]) -> list[Row]:
        keys: dict[str, list[str]] = {}
        for e, _, _ in prepared:
            if e.key:
                keys.setdefault(e.type, []).append(e.key)
        known = {(t, k): v for t, ks in keys.items() for k, v in view.by_key(t, ks).items()}
        added = self._clock()
        rows: list[Row] = []
        for e, words, bound in prepared:
            old = known.get((e.type, e.key)) if e.key else None
            if old is not None:
                receipts.append(Receipt(id=old.id, seq=old.seq, added=old.added, new=False))
                continue
            seq = view.tail.size + len(rows)
            row = Row(seq=seq, id=entry_id(e.type, bound), type=e.type, added=added, commitment=bound, words=words)
            rows.append(row)
            receipts.append(Receipt(id=row.id, seq=seq, added=added))
            if e.key:
                known[e.type, e.key] = Known(id=row.id, seq=seq, type=e.type, added=added)
        return rows

    def read(
        self,
        since: int = 0,
        types: Sequence[str] | None = None,
        known_at: int | None = None,
        ids: Sequence[str] | None = None,
    ) -> Iterator[Stored]:
        """Entries in order of the record from seq `since`, of these types, added at or before `known_at`."""
        for row in self._keeper.rows(since, types=types, ids=ids, known_at=known_at):
            yield stored(row)

    def rows(self, since: int = 0, until: int | None = None) -> Iterator[Row]:
        """The rows as kept, with salts: for export and checks."""
        return self._keeper.rows(since, until)

    def entry(self, id: str) -> Stored | None:
        """The entry with this id."""
        return next(self.read(ids=(id,)), None)

    def known(self, type: str, keys: Iterable[str]) -> dict[str, Known]:
        """Which of these keys were already added."""
        found: dict[str, Known] = {}
        wanted = list(keys)

        def plan(view: View) -> Change:
            found.update(view.by_key(type, wanted))
            return Change(frontier=view.tail.frontier)

        self._keeper.update(plan)
        return found

    # -- the tree

    def _grown(self) -> Tree:
        rows = self._keeper.rows(len(self._tree), words=False)
        self._tree.extend([leaf(r) for r in rows])
        return self._tree

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` entries, recomputed from the rows."""
        return self._grown().root(size)

    def inclusion(self, seq: int, size: int | None = None) -> list[bytes]:
        """The audit path of entry `seq` in the tree of `size` entries (all, if not given)."""
        tree = self._grown()
        return tree.inclusion(seq, len(tree) if size is None else size)

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """The proof that the record at `first` entries is a prefix of the record at `second`."""
        tree = self._grown()
        return tree.consistency(first, len(tree) if second is None else second)

    def checkpoint(self, signer: Signer) -> Checkpoint:
        """Sign the record as it stands and keep the checkpoint. The same size and key again gives the first one."""
        made: list[Checkpoint] = []

        def plan(view: View) -> Change:
            tail = view.tail
            same = [c for c in tail.checkpoints if c.size == tail.size and c.key == signer.public]
            if same:
                made.append(same[0])
                return Change(frontier=tail.frontier)
            root = root_of(tail.frontier)
            made.append(make_checkpoint(tail.origin, tail.size, root, self._clock(), signer))
            return Change(frontier=tail.frontier, checkpoint=made[-1])

        self._keeper.update(plan)
        return made[-1]

    # -- erasure

    def erase(self, ids: Sequence[str], *, by: str, because: str) -> Receipt:
        """Take the words, salts and keys of these entries out of the store; an `erasure` entry names their ids.

        Raises DecisionError for an unknown id, one already erased, or an erasure entry itself. What lies outside the
        store (exports, copies, backups, caches) is the caller's to list and to delete. `because` must hold none of
        the words.
        """
        body = _encode({"because": because, "by": by, "ids": list(ids)})
        words = Words(salt=self._salt(), meta=_encode({"by": by, "ids": list(ids)}), body=body)
        bound = commitment(ERASURE, words)
        out: list[Receipt] = []
        gone = {i for s in self.read(types=(ERASURE,)) for i in erased_ids(s)}

        def plan(view: View) -> Change:
            found = view.by_id(ids)
            for id in ids:
                if id not in found or id in gone or found[id].type == ERASURE:
                    why = "is not in the record" if id not in found else "cannot be erased (again)"
                    raise DecisionError(f"{id} {why}", expected="ids of entries that still hold words", got=id)
            tail = view.tail
            at = self._clock()
            row = Row(seq=tail.size, id=entry_id(ERASURE, bound), type=ERASURE, added=at, commitment=bound, words=words)
            frontier, _ = extend(tail.frontier, tail.size, (leaf(row),))
            out[:] = [Receipt(id=row.id, seq=row.seq, added=at)]
            return Change(rows=(row,), frontier=frontier, erase=tuple(k.seq for k in found.values()))

        self._keeper.update(plan)
        return out[0]

    def check(self, kept: Checkpoint | None = None) -> list[str]:
        """Every fault of the live record, in words; empty if none was found.

        Recomputes each commitment, id and leaf, the tree against its stored frontier and each checkpoint's root and
        signature, and that words are missing only where an erasure says so. kept: a checkpoint that was kept elsewhere;
        the record must contain its state.
        """
        return list(_faults(self._keeper, kept))

    def close(self) -> None:
        """Let go of the store."""
        self._keeper.close()


def stored(row: Row) -> Stored:
    """The row as read."""
    w = row.words
    if w is None:
        return Stored(seq=row.seq, id=row.id, type=row.type, added=row.added)
    try:
        meta = msgspec.json.decode(w.meta, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as e:
        raise RecordError("the entry's metadata is damaged", where=row.id, do="run verify on the record") from e
    return Stored(seq=row.seq, id=row.id, type=row.type, added=row.added, meta=meta, body=w.body, key=w.key)


def erased_ids(erasure: Stored) -> list[str]:
    """The ids that an erasure entry names."""
    meta: Mapping[str, Any] = erasure.meta or {}
    return [str(i) for i in meta.get("ids", ())]


def _faults(keeper: Keeper, kept: Checkpoint | None) -> Iterator[str]:
    tail = keeper.tail()
    tree, bare, named, ids = Tree(), {}, set(), set()
    for expected, row in enumerate(keeper.rows()):
        if row.seq != expected:
            yield f"entry {expected} is missing: the next one found is {row.seq}"
            return
        tree.extend([leaf(row)])
        if row.id != entry_id(row.type, row.commitment):
            yield f"entry {row.seq}: its id {row.id} does not follow from its commitment"
        if row.id in ids:
            yield f"entry {row.seq}: its id {row.id} stands twice"
        ids.add(row.id)
        if row.words is None:
            bare[row.id] = row.seq
        elif commitment(row.type, row.words) != row.commitment:
            yield f"entry {row.seq} ({row.id}): type, key, salt, metadata or body were changed"
        elif row.type == ERASURE:
            named.update(erased_ids(stored(row)))
    for id, seq in bare.items():
        if id not in named:
            yield f"entry {seq} ({id}): its words are missing and no erasure names it"
    if len(tree) != tail.size:
        yield f"the record holds {len(tree)} entries, but its tail says {tail.size}"
    elif tree.root() != root_of(tail.frontier):
        yield "the root of the entries is not that of the stored tail: a type, time or commitment was changed"
    yield from _checkpoint_faults(tree, tail, kept)


def _checkpoint_faults(tree: Tree, tail: Tail, kept: Checkpoint | None) -> Iterator[str]:
    for c in (*tail.checkpoints, *([kept] if kept is not None else [])):
        if c.origin != tail.origin:
            yield f"the checkpoint at {c.size} entries is of another record ({c.origin})"
        if not signature_holds(c):
            yield f"the checkpoint at {c.size} entries: its signature is not by its key"
        if c.size > len(tree):
            yield f"a checkpoint covers {c.size} entries, but only {len(tree)} are there: the record was cut"
        elif tree.root(c.size) != c.root:
            yield f"the first {c.size} entries are not those of the checkpoint: the record was changed"
