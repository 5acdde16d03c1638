"""A record is opened by what its place is called, whatever keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.record.entry import Entry
from truceline.record.opening import open_record
from truceline.values.errors import OutsideError, RecordError
from truceline.values.plugins import scan

SALT = bytes(range(32))


def test_every_keeper_has_the_four_methods() -> None:
    found = scan("truceline.record.keepers", "KEEPER")
    assert {"memory", "sqlite", "postgres"} <= set(found)
    made = found["memory"]("memory:")
    methods = {m for m in dir(made) if not m.startswith("_") and callable(getattr(made, m))}
    assert methods == {"update", "rows", "tail", "close"}


def test_by_name(tmp_path: Path) -> None:
    path = str(tmp_path / "r.sqlite")
    for where in ("memory:", path):
        record = open_record(where, salt=lambda: SALT, clock=lambda: 5)
        record.append([Entry(type="note", body=b"x")])
        assert record.tail.origin == SALT.hex()[:32]
        record.close()
    with pytest.raises(RecordError):
        open_record(str(tmp_path / "none.sqlite"), salt=lambda: SALT, clock=lambda: 5, create=False)
    pytest.importorskip("psycopg")
    with pytest.raises(OutsideError):
        open_record("postgresql://nobody@127.0.0.1:1/x?connect_timeout=2", salt=lambda: SALT, clock=lambda: 5)


def test_a_short_salt_is_refused() -> None:
    record = open_record("memory:", salt=lambda: b"short", clock=lambda: 5, origin="o")
    with pytest.raises(RecordError, match="salt"):
        record.append([Entry(type="note", body=b"x")])
