"""A keeper in one SQLite file: WAL, synchronous=FULL, one commit per group of entries.

Tables: `entries` (what stays), `bodies` (what can be erased), `checkpoints`, and `tail` (one row). The file carries an
application id and the version of this layout. Erasing deletes with secure_delete, empties the WAL and rebuilds the
file (VACUUM); if that is interrupted it is finished when the file is next opened for writing.
"""

from __future__ import annotations

import contextlib
import glob
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from truceline.record.entry import SCHEMA_VERSION, Change, Checkpoint, Known, Plan, Row, Tail, Words
from truceline.values.errors import OutsideError, RecordError, TruceError

APPLICATION_ID = 0x7472_6C6E  # "trln"
BUSY_SECONDS = 30.0
VACUUM_IN_MEMORY_BYTES = 512 * 1024 * 1024
_MAGIC = b"SQLite format 3\x00"
_CHUNK = 500
_SCHEMA = """
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, added INTEGER NOT NULL,
  commitment BLOB NOT NULL);
CREATE INDEX entries_type ON entries (type, seq);
CREATE TABLE bodies (seq INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT, salt BLOB NOT NULL, meta BLOB NOT NULL,
  body BLOB NOT NULL);
CREATE UNIQUE INDEX bodies_key ON bodies (type, key) WHERE key IS NOT NULL;
CREATE TABLE checkpoints (
  n INTEGER PRIMARY KEY, origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, time INTEGER NOT NULL,
  key BLOB NOT NULL, signature BLOB NOT NULL);
CREATE TABLE tail (one INTEGER PRIMARY KEY CHECK (one = 1), origin TEXT NOT NULL, size INTEGER NOT NULL,
  frontier BLOB NOT NULL, scrub INTEGER NOT NULL DEFAULT 0);
"""


class SqliteKeeper:
    """Holds the record in the file `path`."""

    def __init__(self, path: Path, *, origin: str | None, create: bool, read_only: bool, busy: float) -> None:
        self.path, self.read_only = path, read_only
        self._closed = False
        fresh, doubtful = _examine(path, create and not read_only)
        with self._mapped():
            if fresh:
                _make(path, origin or "record", busy)
            self._db = _connect(path, read_only, busy)
        try:
            with self._mapped():
                if doubtful and self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    raise _cut(str(path), "a whole SQLite file", path.stat().st_size)
                self._check_version()
                if not read_only:
                    self._finish_scrub()
        except TruceError:
            self.close()
            raise

    # -- the four methods

    def update(self, plan: Plan) -> Change:
        """Run the plan under the write lock; its change is on disk when this returns."""
        with self._mapped():
            self._db.execute("BEGIN" if self.read_only else "BEGIN IMMEDIATE")
            try:
                change = plan(_View(self))
                if change.rows or change.erase or change.checkpoint:
                    self._write(change)
                    self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
            if change.erase:
                self._finish_scrub()
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
        """The rows asked for, as they stand when the first is taken; bodies are read one at a time."""
        where, values = ["e.seq >= ?"], [since]
        terms: list[object] = list(values)
        if until is not None:
            where.append("e.seq < ?")
            terms.append(until)
        if known_at is not None:
            where.append("e.added <= ?")
            terms.append(known_at)
        if types is not None:
            where.append(f"e.type IN ({_marks(types)})")
            terms.extend(types)
        groups: list[tuple[str, list[object]]] = [("", [])]
        if ids is not None:
            parts = [list(ids)[i : i + _CHUNK] for i in range(0, len(ids), _CHUNK)]
            groups = [(f" AND e.id IN ({_marks(p)})", [*p]) for p in parts]
        columns = "e.seq, e.id, e.type, e.added, e.commitment" + (", b.salt, b.meta, b.body, b.key" if words else "")
        join = " LEFT JOIN bodies b ON b.seq = e.seq" if words else ""
        with self._mapped():
            for extra, more in groups:
                sql = f"SELECT {columns} FROM entries e{join} WHERE {' AND '.join(where)}{extra} ORDER BY e.seq"
                for r in self._db.execute(sql, [*terms, *more]):
                    yield _row(r)

    def tail(self) -> Tail:
        """The tree and its checkpoints."""
        with self._mapped():
            return self._tail()

    def close(self) -> None:
        """Empty the WAL if nobody else uses the file, and close it."""
        if not self._closed:
            self._closed = True
            with contextlib.suppress(sqlite3.Error):
                self._db.close()

    # -- inside

    def _tail(self) -> Tail:
        found = self._db.execute("SELECT origin, size, frontier FROM tail").fetchone()
        if found is None:
            raise RecordError("the record has lost its tail", where=str(self.path), do="restore it from a copy")
        origin, size, frontier = found
        marks = self._db.execute("SELECT origin, size, root, time, key, signature FROM checkpoints ORDER BY n")
        kept = tuple(
            Checkpoint(origin=o, size=s, root=r, time=t, key=k, signature=g) for o, s, r, t, k, g in marks.fetchall()
        )
        nodes = tuple(frontier[i : i + 32] for i in range(0, len(frontier), 32))
        return Tail(origin=origin, size=size, frontier=nodes, checkpoints=kept)

    def _write(self, change: Change) -> None:
        db = self._db
        if self.read_only:
            raise RecordError("the record was opened for reading only", where=str(self.path))
        db.executemany(
            "INSERT INTO entries (seq, id, type, added, commitment) VALUES (?, ?, ?, ?, ?)",
            ((r.seq, r.id, r.type, r.added, r.commitment) for r in change.rows),
        )
        db.executemany(
            "INSERT INTO bodies (seq, type, key, salt, meta, body) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (r.seq, r.type, r.words.key or None, r.words.salt, r.words.meta, r.words.body)
                for r in change.rows
                if r.words is not None
            ),
        )
        db.executemany("DELETE FROM bodies WHERE seq = ?", ((s,) for s in change.erase))
        if change.checkpoint is not None:
            c = change.checkpoint
            db.execute(
                "INSERT INTO checkpoints (origin, size, root, time, key, signature) VALUES (?, ?, ?, ?, ?, ?)",
                (c.origin, c.size, c.root, c.time, c.key, c.signature),
            )
        db.execute(
            "UPDATE tail SET size = size + ?, frontier = ?, scrub = scrub OR ?",
            (len(change.rows), b"".join(change.frontier), bool(change.erase)),
        )

    def _check_version(self) -> None:
        where = str(self.path)
        application = self._db.execute("PRAGMA application_id").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise RecordError(
                "the file is an SQLite database, but not a truceline record",
                where=where,
                expected="a file made by `truceline init` or `add`",
            )
        if version > SCHEMA_VERSION:
            raise RecordError(
                "the record was made by a newer version of truceline",
                where=where,
                expected=f"record format {SCHEMA_VERSION} or older",
                got=str(version),
                do="upgrade truceline",
            )
        if version < SCHEMA_VERSION:
            raise RecordError(
                "the record is of an older format",
                where=where,
                expected=f"record format {SCHEMA_VERSION}",
                got=str(version),
                do="run `truceline migrate`",
            )

    def _finish_scrub(self) -> None:
        """Take what was erased out of the WAL and the free pages."""
        db = self._db
        if not db.execute("SELECT scrub FROM tail").fetchone()[0]:
            return
        small = self.path.stat().st_size < VACUUM_IN_MEMORY_BYTES
        db.execute(f"PRAGMA temp_store={'MEMORY' if small else 'FILE'}")
        for step in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            done = db.execute(step).fetchone()
            if done is not None and done[0] != 0:
                raise OutsideError(
                    "the words are erased, but the old pages could not be overwritten yet: another process reads the"
                    " record",
                    where=str(self.path),
                    do="close it there and open the record once more for writing",
                )
        db.execute("UPDATE tail SET scrub = 0")

    @contextlib.contextmanager
    def _mapped(self) -> Iterator[None]:
        where = str(self.path)
        try:
            yield
        except sqlite3.OperationalError as e:
            text = str(e)
            if "locked" in text or "busy" in text:
                raise OutsideError(
                    "another process is writing to the record",
                    where=where,
                    do="wait until it is done and try again; nothing of this call was kept",
                ) from e
            if "full" in text or "I/O" in text or "unable to open" in text or "readonly" in text:
                raise OutsideError(f"the record could not be read or written: {text}", where=where) from e
            raise _damaged(where, text) from e
        except (sqlite3.DatabaseError, OverflowError) as e:
            raise _damaged(where, str(e)) from e
        except OSError as e:
            raise OutsideError(f"the record could not be read or written: {e.strerror or e}", where=where) from e


class _View:
    def __init__(self, keeper: SqliteKeeper) -> None:
        self._keeper, self._tail = keeper, keeper._tail()

    @property
    def tail(self) -> Tail:
        return self._tail

    def by_key(self, type: str, keys: Iterable[str]) -> dict[str, Known]:
        sql = (
            "SELECT b.key, e.id, e.seq, e.type, e.added FROM bodies b JOIN entries e ON e.seq = b.seq"
            " WHERE b.type = ? AND b.key IN ({})"
        )
        return self._find(sql, [type], keys)

    def by_id(self, ids: Iterable[str]) -> dict[str, Known]:
        return self._find("SELECT id, id, seq, type, added FROM entries WHERE id IN ({})", [], ids)

    def _find(self, sql: str, first: list[str], wanted: Iterable[str]) -> dict[str, Known]:
        out: dict[str, Known] = {}
        want = list(wanted)
        for i in range(0, len(want), _CHUNK):
            part = want[i : i + _CHUNK]
            for k, id, seq, type, added in self._keeper._db.execute(sql.format(_marks(part)), [*first, *part]):
                out[k] = Known(id=id, seq=seq, type=type, added=added)
        return out


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _bytes(value: object) -> bytes:
    """The bytes of a cell, also where somebody made it text: the commitment then tells whether they were changed."""
    return value if isinstance(value, bytes) else str(value).encode()


def _row(r: tuple[Any, ...]) -> Row:
    words = None
    if len(r) > 5 and r[5] is not None:
        words = Words(salt=_bytes(r[5]), meta=_bytes(r[6]), body=_bytes(r[7]), key=str(r[8] or ""))
    return Row(seq=int(r[0]), id=str(r[1]), type=str(r[2]), added=int(r[3]), commitment=_bytes(r[4]), words=words)


def _damaged(where: str, text: str) -> RecordError:
    return RecordError(
        f"the record file is damaged ({text})",
        where=where,
        expected="a whole SQLite file",
        do="restore the file from a copy; `verify` shows what a copy holds",
    )


def _make(path: Path, origin: str, busy: float) -> None:
    """An empty record, made beside its place and put there whole: a process killed on the way leaves no half-made one.

    Where another process makes the same record at the same time, the first to finish is kept.
    """
    new = path.with_name(f"{path.name}.new-{os.getpid()}-{threading.get_ident()}")
    new.unlink(missing_ok=True)
    try:
        with contextlib.closing(_connect(new, False, busy)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";"):
                if statement.strip():
                    db.execute(statement)
            db.execute("INSERT INTO tail (one, origin, size, frontier) VALUES (1, ?, 0, x'')", (origin,))
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            db.execute("COMMIT")
        try:
            os.link(new, path)
        except OSError:  # somebody was first, or the file system has no links
            if not path.exists():
                new.replace(path)
    finally:
        with contextlib.suppress(OSError):
            for left in path.parent.glob(f"{glob.escape(path.name)}.new-*"):  # also what killed processes left
                left.unlink(missing_ok=True)


def _examine(path: Path, create: bool) -> tuple[bool, bool]:
    """(whether the file is yet to be made, whether it is shorter than it says while a log may hold the rest).

    A process that was killed while it emptied the log leaves a short file and a whole log: SQLite mends that on
    opening. Raises RecordError for what is no record or was cut short.
    """
    where = str(path)
    try:
        if not path.exists():
            if not create:
                raise RecordError("there is no record", where=where, do="add a document first, or check the path")
            if not path.parent.is_dir():
                raise RecordError("the folder of the record does not exist", where=str(path.parent))
            return True, False
        if path.is_dir():
            raise RecordError("the record must be a file", where=where, got="a folder")
        with path.open("rb") as f:
            head = f.read(100)
        size = path.stat().st_size
        if not head:
            raise RecordError(
                "the record file is empty", where=where, expected="a record", got="0 bytes",
                do="restore it from a copy; remove it only where nothing was ever recorded",
            )  # fmt: skip
    except OSError as e:
        raise OutsideError(f"the record could not be opened: {e.strerror or e}", where=where) from e
    if not head.startswith(_MAGIC[: len(head)]):
        raise RecordError("the file is not a record", where=where, expected="an SQLite file", got=repr(head[:16]))
    if len(head) < 100:
        raise _cut(where, "at least 100 bytes", size)
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    if head[24:28] == head[92:96] and size < page * pages:
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size > 0:
            return False, True
        raise _cut(where, f"{page * pages} bytes", size)
    return False, False


def _cut(where: str, expected: str, size: int) -> RecordError:
    return RecordError(
        "the record file was cut short",
        where=where,
        expected=expected,
        got=f"{size} bytes",
        do="restore the file from a copy; do not add to it",
    )


def _connect(path: Path, read_only: bool, busy: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    tries = [f"{uri}?mode=ro", f"{uri}?mode=ro&immutable=1"] if read_only else [uri]
    for i, name in enumerate(tries):
        db = sqlite3.connect(name, uri=True, timeout=busy, isolation_level=None, check_same_thread=False)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            db.close()
            if i + 1 == len(tries) or path.with_name(path.name + "-wal").exists():
                raise
            continue
        except sqlite3.DatabaseError:
            db.close()
            raise
        break
    if not read_only:
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA secure_delete=ON")
    db.execute("PRAGMA cache_size=-16000")
    return db


def open_keeper(
    where: str,
    *,
    origin: str | None = None,
    create: bool = True,
    read_only: bool = False,
    busy_seconds: float = BUSY_SECONDS,
) -> SqliteKeeper:
    """The record file `where`, made if it is not there and `create` holds. origin: the new record's own name.

    Raises RecordError (no record, cut short, another format or version), OutsideError (disk, another process).
    """
    return SqliteKeeper(Path(where), origin=origin, create=create, read_only=read_only, busy=busy_seconds)


KEEPER: Callable[..., SqliteKeeper] = open_keeper
