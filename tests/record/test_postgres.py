"""What the contract tests of keepers do not show of PostgreSQL: two writers, versions, connection strings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from truceline.record.entry import Entry
from truceline.record.keepers.postgres import PostgresKeeper, _split, open_keeper
from truceline.record.record import Record
from truceline.values.errors import OutsideError, RecordError, UsageError

On = Callable[..., Record]


@pytest.fixture
def held() -> Iterator[PostgresKeeper]:
    dsn = os.environ.get("TRUCELINE_TEST_POSTGRES", "")
    if not dsn:
        pytest.skip("no PostgreSQL: set TRUCELINE_TEST_POSTGRES to its connection string")
    keeper = open_keeper(dsn, origin="o", schema=f"two_{os.getpid()}")
    yield keeper
    keeper.drop()
    keeper.close()


@pytest.mark.postgres
def test_two_processes_append_at_once(held: PostgresKeeper, on: On) -> None:
    code = (
        "import sys, os, time\n"
        "from truceline.record.entry import Entry\n"
        "from truceline.record.keepers.postgres import open_keeper\n"
        "from truceline.record.record import Record\n"
        "who, schema = sys.argv[1:]\n"
        "keeper = open_keeper(os.environ['TRUCELINE_TEST_POSTGRES'], schema=schema)\n"
        "r = Record(keeper, salt=lambda: os.urandom(32), clock=lambda: time.time_ns() // 1000)\n"
        "for i in range(30):\n"
        "    r.append([Entry(type='document', body=who.encode(), key=f'{who}{i}'),\n"
        "              Entry(type='document', body=b'common', key=f'both{i}')])\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, who, held.schema]) for who in "ab"]
    assert [c.wait() for c in children] == [0, 0]
    record = on(held)
    assert record.tail.size == 3 * 30
    assert record.check() == []


@pytest.mark.postgres
def test_versions_and_absence(held: PostgresKeeper) -> None:
    dsn = os.environ["TRUCELINE_TEST_POSTGRES"]
    with pytest.raises(RecordError, match="no record"):
        open_keeper(dsn, schema="nothing_here", create=False)
    held._db.execute(f"UPDATE {held.schema}.tail SET version = 99")
    with pytest.raises(RecordError, match="another version"):
        open_keeper(dsn, schema=held.schema)


@pytest.mark.postgres
def test_reading_only_refuses_to_write(held: PostgresKeeper, on: On) -> None:
    on(held).append([Entry(type="text", body=b"x", key="k")])
    reader = open_keeper(os.environ["TRUCELINE_TEST_POSTGRES"], schema=held.schema, read_only=True)
    record = on(reader)
    assert record.known("text", ["k"])
    with pytest.raises(RecordError, match="reading only"):
        record.append([Entry(type="text", body=b"y")])
    reader.close()


def test_connection_strings_may_name_the_schema() -> None:
    url = "postgresql://me@host:5432/db"
    assert _split(f"{url}?schema=cell&sslmode=require", None) == (f"{url}?sslmode=require", "cell")
    assert _split("host=h dbname=d schema=cell", None) == ("host=h dbname=d", "cell")
    assert _split(url, None) == (url, "truceline")
    with pytest.raises(UsageError):
        _split(f"{url}?schema=x;drop", None)


def test_no_server_is_an_outside_error() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(OutsideError, match="database failed"):
        open_keeper("host=127.0.0.1 port=1 user=nobody dbname=none connect_timeout=2")
