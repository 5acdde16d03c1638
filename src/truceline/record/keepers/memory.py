"""A keeper in memory: for reading without a record, and for tests."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from truceline.record.entry import Change, Known, Plan, Row, Tail


class MemoryKeeper:
    """Holds everything in lists; nothing survives it."""

    def __init__(self, origin: str = "memory") -> None:
        self._rows: list[Row] = []
        self._tail = Tail(origin=origin)
        self._keys: dict[tuple[str, str], Known] = {}
        self._ids: dict[str, Known] = {}
        self._lock = threading.RLock()

    def update(self, plan: Plan) -> Change:
        """Run the plan and keep its change."""
        with self._lock:
            change = plan(_View(self))
            for row in change.rows:
                known = Known(id=row.id, seq=row.seq, type=row.type, added=row.added)
                self._rows.append(row)
                self._ids[row.id] = known
                if row.words is not None and row.words.key:
                    self._keys[row.type, row.words.key] = known
            for seq in change.erase:
                old = self._rows[seq]
                if old.words is not None:
                    self._keys.pop((old.type, old.words.key), None)
                self._rows[seq] = msgspec.structs.replace(old, words=None)
            kept = self._tail.checkpoints + ((change.checkpoint,) if change.checkpoint else ())
            self._tail = Tail(
                origin=self._tail.origin, size=len(self._rows), frontier=change.frontier, checkpoints=kept
            )
            return change

    def rows(
        self,
        since: int = 0,
        until: int | None = None,
        types: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
        known_at: int | None = None,
        words: bool = True,
    ) -> Iterator[Row]:
        """The rows asked for."""
        with self._lock:
            picked = self._rows[since:until]
        for row in picked:
            if types is not None and row.type not in types:
                continue
            if ids is not None and row.id not in ids:
                continue
            if known_at is not None and row.added > known_at:
                continue
            yield row if words else msgspec.structs.replace(row, words=None)

    def tail(self) -> Tail:
        """The tree and its checkpoints."""
        return self._tail

    def close(self) -> None:
        """Nothing to let go of."""


class _View:
    def __init__(self, keeper: MemoryKeeper) -> None:
        self._keeper = keeper

    @property
    def tail(self) -> Tail:
        return self._keeper._tail

    def by_key(self, type: str, keys: Iterable[str]) -> dict[str, Known]:
        return {k: self._keeper._keys[type, k] for k in keys if (type, k) in self._keeper._keys}

    def by_id(self, ids: Iterable[str]) -> dict[str, Known]:
        return {i: self._keeper._ids[i] for i in ids if i in self._keeper._ids}


def open_keeper(where: str, *, origin: str = "memory", create: bool = True, read_only: bool = False) -> MemoryKeeper:
    """A new, empty keeper (`where` and the rest do not matter)."""
    return MemoryKeeper(origin)


KEEPER = open_keeper
