"""A keeper in PostgreSQL, for a team: the same rows in one schema, written under a lock on its tail.

where: a connection string; `schema=NAME` among its words picks the schema (default `truceline`). Erasing deletes the
words and rewrites the table; what the server keeps elsewhere (write-ahead log, backups, replicas) is its keeper's to
clear, and `erase` cannot see it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from truceline.record.entry import SCHEMA_VERSION, Change, Checkpoint, Known, Plan, Row, Tail, Words
from truceline.values.errors import OutsideError, RecordError, TruceError, UsageError

if TYPE_CHECKING:
    import psycopg

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}")
_BATCH = 200
LOCK_SECONDS = 30
_TABLES = """
CREATE TABLE IF NOT EXISTS {s}.entries (
  seq BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, added BIGINT NOT NULL, commitment BYTEA NOT NULL);
CREATE INDEX IF NOT EXISTS entries_type ON {s}.entries (type, seq);
CREATE TABLE IF NOT EXISTS {s}.bodies (
  seq BIGINT PRIMARY KEY, type TEXT NOT NULL, key TEXT, salt BYTEA NOT NULL, meta BYTEA NOT NULL, body BYTEA NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS bodies_key ON {s}.bodies (type, key) WHERE key IS NOT NULL;
CREATE TABLE IF NOT EXISTS {s}.checkpoints (
  n BIGSERIAL PRIMARY KEY, origin TEXT NOT NULL, size BIGINT NOT NULL, root BYTEA NOT NULL, time BIGINT NOT NULL,
  key BYTEA NOT NULL, signature BYTEA NOT NULL);
CREATE TABLE IF NOT EXISTS {s}.tail (
  one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, origin TEXT NOT NULL, size BIGINT NOT NULL,
  frontier BYTEA NOT NULL);
"""


class PostgresKeeper:
    """Holds the record in one schema of a database."""

    def __init__(self, dsn: str, schema: str, *, origin: str | None, create: bool, read_only: bool) -> None:
        self.schema, self.read_only = schema, read_only
        try:
            import psycopg
        except ImportError as e:
            raise UsageError(
                "PostgreSQL needs the extra 'postgres'", expected="psycopg", do="pip install 'truceline[postgres]'"
            ) from e
        self._error: type[psycopg.Error] = psycopg.Error
        self._where = f"PostgreSQL, schema {schema}"
        with self._mapped():
            self._db = psycopg.connect(dsn, autocommit=True)
        try:
            with self._mapped():
                self._db.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
                self._db.execute("SET synchronous_commit = on")
                if create and not read_only:
                    self._create(origin or "record")
                self._check_version()
        except TruceError:
            self.close()
            raise

    # -- the four methods

    def update(self, plan: Plan) -> Change:
        """Run the plan with the tail's row locked; its change is durable when this returns."""
        with self._mapped():
            with self._db.transaction():
                if not self.read_only:
                    self._db.execute(f"SELECT one FROM {self.schema}.tail FOR UPDATE")
                change = plan(_View(self))
                if change.rows or change.erase or change.checkpoint:
                    self._write(change)
            if change.erase:
                self._db.execute(f"VACUUM FULL {self.schema}.bodies")
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
        """The rows asked for, fetched in batches."""
        where, terms = ["e.seq >= %s"], [since]
        values: list[Any] = list(terms)
        for clause, value in (("e.seq < %s", until), ("e.added <= %s", known_at)):
            if value is not None:
                where.append(clause)
                values.append(value)
        for clause, some in (("e.type = ANY(%s)", types), ("e.id = ANY(%s)", ids)):
            if some is not None:
                where.append(clause)
                values.append(list(some))
        columns = "e.seq, e.id, e.type, e.added, e.commitment" + (", b.salt, b.meta, b.body, b.key" if words else "")
        join = f" LEFT JOIN {self.schema}.bodies b ON b.seq = e.seq" if words else ""
        sql = f"SELECT {columns} FROM {self.schema}.entries e{join} WHERE {' AND '.join(where)}"
        last = since - 1
        while True:
            with self._mapped():
                batch = self._db.execute(
                    f"{sql} AND e.seq > %s ORDER BY e.seq LIMIT {_BATCH}".encode(), [*values, last]
                ).fetchall()
            for r in batch:
                yield _row(r)
            if len(batch) < _BATCH:
                return
            last = batch[-1][0]

    def tail(self) -> Tail:
        """The tree and its checkpoints."""
        with self._mapped():
            return self._tail()

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def drop(self) -> None:
        """Take the whole schema away, record and all. For tests and for moving house."""
        with self._mapped():
            self._db.execute(f"DROP SCHEMA {self.schema} CASCADE")

    # -- inside

    def _tail(self) -> Tail:
        found = self._db.execute(f"SELECT origin, size, frontier FROM {self.schema}.tail").fetchone()
        if found is None:
            raise RecordError("the record has lost its tail", where=self._where, do="restore it from a copy")
        origin, size, frontier = found
        marks = self._db.execute(
            f"SELECT origin, size, root, time, key, signature FROM {self.schema}.checkpoints ORDER BY n"
        )
        kept = tuple(
            Checkpoint(origin=o, size=s, root=bytes(r), time=t, key=bytes(k), signature=bytes(g))
            for o, s, r, t, k, g in marks.fetchall()
        )
        nodes = tuple(bytes(frontier[i : i + 32]) for i in range(0, len(frontier), 32))
        return Tail(origin=origin, size=size, frontier=nodes, checkpoints=kept)

    def _write(self, change: Change) -> None:
        if self.read_only:
            raise RecordError("the record was opened for reading only", where=self._where)
        with self._db.cursor() as cursor:
            self._copy(cursor, change.rows)
            for seq in change.erase:
                cursor.execute(f"DELETE FROM {self.schema}.bodies WHERE seq = %s", (seq,))
            c = change.checkpoint
            if c is not None:
                cursor.execute(
                    f"INSERT INTO {self.schema}.checkpoints (origin, size, root, time, key, signature)"
                    " VALUES (%s, %s, %s, %s, %s, %s)",
                    (c.origin, c.size, c.root, c.time, c.key, c.signature),
                )
            cursor.execute(
                f"UPDATE {self.schema}.tail SET size = size + %s, frontier = %s",
                (len(change.rows), b"".join(change.frontier)),
            )

    def _copy(self, cursor: Any, rows: Sequence[Row]) -> None:
        if not rows:
            return
        with cursor.copy(
            f"COPY {self.schema}.entries (seq, id, type, added, commitment) FROM STDIN (FORMAT BINARY)"
        ) as c:
            c.set_types(["int8", "text", "text", "int8", "bytea"])
            for r in rows:
                c.write_row((r.seq, r.id, r.type, r.added, r.commitment))
        with cursor.copy(
            f"COPY {self.schema}.bodies (seq, type, key, salt, meta, body) FROM STDIN (FORMAT BINARY)"
        ) as c:
            c.set_types(["int8", "text", "text", "bytea", "bytea", "bytea"])
            for r in rows:
                if r.words is not None:
                    w = r.words
                    c.write_row((r.seq, r.type, w.key or None, w.salt, w.meta, w.body))

    def _create(self, origin: str) -> None:
        with self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (self.schema,))
            self._db.execute(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
            self._db.execute("SET LOCAL client_min_messages = warning")
            for statement in _TABLES.format(s=self.schema).split(";"):
                if statement.strip():
                    self._db.execute(statement.encode())
            self._db.execute(
                f"INSERT INTO {self.schema}.tail VALUES (1, %s, %s, 0, ''::bytea) ON CONFLICT DO NOTHING",
                (SCHEMA_VERSION, origin),
            )

    def _check_version(self) -> None:
        there = self._db.execute("SELECT to_regclass(%s)", (f"{self.schema}.tail",)).fetchone()
        if there is None or there[0] is None:
            raise RecordError("there is no record", where=self._where, do="add a document first, or check the schema")
        found = self._db.execute(f"SELECT version FROM {self.schema}.tail").fetchone()
        version = found[0] if found is not None else None
        if version != SCHEMA_VERSION:
            raise RecordError(
                "the record is of another version of truceline",
                where=self._where,
                expected=f"record format {SCHEMA_VERSION}",
                got=str(version),
                do="upgrade truceline, or run `truceline migrate`",
            )

    @contextlib.contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except self._error as e:
            text = str(e).strip().split("\n")[0]
            if getattr(e, "sqlstate", None) == "55P03":
                raise OutsideError(
                    "another process is writing to the record",
                    where=self._where,
                    do="wait until it is done and try again; nothing of this call was kept",
                ) from e
            raise OutsideError(f"the database failed: {text}", where=self._where, do="check the server") from e


class _View:
    def __init__(self, keeper: PostgresKeeper) -> None:
        self._keeper, self._tail = keeper, keeper._tail()

    @property
    def tail(self) -> Tail:
        return self._tail

    def by_key(self, type: str, keys: Iterable[str]) -> dict[str, Known]:
        s = self._keeper.schema
        sql = (
            f"SELECT b.key, e.id, e.seq, e.type, e.added FROM {s}.bodies b JOIN {s}.entries e ON e.seq = b.seq"
            " WHERE b.type = %s AND b.key = ANY(%s)"
        )
        return self._found(sql, (type, list(keys)))

    def by_id(self, ids: Iterable[str]) -> dict[str, Known]:
        sql = f"SELECT id, id, seq, type, added FROM {self._keeper.schema}.entries WHERE id = ANY(%s)"
        return self._found(sql, (list(ids),))

    def _found(self, sql: str, values: tuple[Any, ...]) -> dict[str, Known]:
        rows = self._keeper._db.execute(sql.encode(), values)
        return {k: Known(id=i, seq=n, type=t, added=a) for k, i, n, t, a in rows.fetchall()}


def _row(r: tuple[Any, ...]) -> Row:
    words = None
    if len(r) > 5 and r[5] is not None:
        words = Words(salt=bytes(r[5]), meta=bytes(r[6]), body=bytes(r[7]), key=r[8] or "")
    return Row(seq=r[0], id=r[1], type=r[2], added=r[3], commitment=bytes(r[4]), words=words)


def _split(where: str, schema: str | None) -> tuple[str, str]:
    """(connection string without our word, schema)."""
    name = schema
    if "://" in where:
        parts = urlsplit(where)
        query = parse_qsl(parts.query)
        name = name or next((v for k, v in query if k == "schema"), None)
        where = urlunsplit(parts._replace(query=urlencode([q for q in query if q[0] != "schema"])))
    else:
        words = where.split()
        name = name or next((w.partition("=")[2] for w in words if w.startswith("schema=")), None)
        where = " ".join(w for w in words if not w.startswith("schema="))
    name = name or "truceline"
    if not _NAME.fullmatch(name):
        raise UsageError("not a name for a schema", expected="lower-case letters, digits and underscores", got=name)
    return where, name


def open_keeper(
    where: str,
    *,
    origin: str | None = None,
    create: bool = True,
    read_only: bool = False,
    schema: str | None = None,
) -> PostgresKeeper:
    """The record in a PostgreSQL database, made if it is not there and `create` holds.

    Raises RecordError (no record, another version), OutsideError (server), UsageError (no psycopg, bad schema).
    """
    dsn, name = _split(where, schema)
    return PostgresKeeper(dsn, name, origin=origin, create=create, read_only=read_only)


KEEPER: Callable[..., PostgresKeeper] = open_keeper
