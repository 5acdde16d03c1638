"""The file: what is cut, foreign or newer is refused clearly; two processes; kill -9; erased words are nowhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from truceline.record.checkpoint import SeedSigner
from truceline.record.entry import Entry
from truceline.record.keepers.sqlite import open_keeper
from truceline.record.record import Record
from truceline.values.errors import OutsideError, RecordError, TruceError

On = Callable[..., Record]


def killing() -> ModuleType:
    path = Path(__file__).with_name("killing.py")
    spec = spec_from_file_location("killing", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def filled(path: Path, on: On, n: int = 40) -> Record:
    record = on(open_keeper(str(path), origin="o"))
    record.append([Entry(type="document", body=b"words %d " % i * 50, key=str(i)) for i in range(n)])
    return record


def test_a_record_outlives_its_process(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.sqlite"]
    again = on(open_keeper(str(path)), "other")
    assert again.tail.size == 40
    assert again.tail.origin == "o"
    again.append([Entry(type="text", body=b"more")])
    assert again.check() == []


def test_durability_is_asked_for(tmp_path: Path, on: On) -> None:
    record = filled(tmp_path / "r.sqlite", on)
    db = record._keeper._db  # type: ignore[attr-defined]
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record"):
        open_keeper(str(tmp_path / "r.sqlite"), create=False)
    with pytest.raises(RecordError, match="folder of the record"):
        open_keeper(str(tmp_path / "none" / "r.sqlite"))
    with pytest.raises(RecordError, match="a folder"):
        open_keeper(str(tmp_path))


def test_a_record_is_made_whole_or_not_at_all(tmp_path: Path, on: On, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.sqlite"

    def killed(*_: object) -> None:
        assert not path.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", killed)
    with pytest.raises(KeyboardInterrupt):
        open_keeper(str(path), origin="o")
    assert not path.exists()
    monkeypatch.undo()
    (tmp_path / "r.sqlite.new-1-1").write_bytes(b"left by a killed process")
    filled(path, on).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.sqlite"]


@pytest.mark.parametrize("first", [FileExistsError, OSError])
def test_of_two_that_make_a_record_the_first_is_kept(
    tmp_path: Path, on: On, monkeypatch: pytest.MonkeyPatch, first: type[OSError]
) -> None:
    path = tmp_path / "r.sqlite"
    link = os.link

    def late(new: Path, place: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        filled(path, on).close()
        raise first

    monkeypatch.setattr(os, "link", late)
    assert on(open_keeper(str(path), origin="late")).tail.size == 40


def test_a_file_system_without_links_holds_a_record(tmp_path: Path, on: On, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", none)
    filled(tmp_path / "r.sqlite", on).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.sqlite"]


def test_an_empty_file_is_no_record_and_is_not_made_one(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.touch()
    with pytest.raises(RecordError, match="empty"):
        open_keeper(str(path), origin="o")
    assert path.read_bytes() == b""


@pytest.mark.parametrize("keep", [0.0, 0.001, 0.3, 0.7, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, on: On, keep: float) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on).close()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"cut short|empty"):
        open_keeper(str(path), create=False)
    assert path.read_bytes() == before


def test_a_log_mends_a_file_that_was_being_written(tmp_path: Path, on: On) -> None:
    path, kept = tmp_path / "r.sqlite", tmp_path / "kept"
    record = filled(path, on, 400)
    log = (tmp_path / "r.sqlite-wal").read_bytes()
    record.close()
    data = path.read_bytes()
    kept.mkdir()
    (kept / "r.sqlite").write_bytes(data[: len(data) // 2])
    (kept / "r.sqlite-wal").write_bytes(log)
    mended = on(open_keeper(str(kept / "r.sqlite")))
    assert mended.tail.size == 400
    assert mended.check() == []
    mended.close()
    (kept / "r.sqlite").write_bytes(data[: len(data) // 2])
    (kept / "r.sqlite-wal").write_bytes(b"no log" * 100)
    with pytest.raises(RecordError, match=r"cut short|damaged"):
        open_keeper(str(kept / "r.sqlite"))


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_text("a text that is no record " * 100)
    with pytest.raises(RecordError, match="not a record"):
        open_keeper(str(path))
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    with pytest.raises(RecordError, match="not a truceline record"):
        open_keeper(str(path))


def test_a_newer_version_is_refused(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(RecordError, match="newer") as e:
        open_keeper(str(path))
    assert "upgrade" in str(e.value)


def test_damage_inside_is_named(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on, 400).close()
    data = bytearray(path.read_bytes())
    for i in range(4096 * 3, len(data), 4096):
        data[i : i + 64] = b"\xee" * 64
    path.write_bytes(bytes(data))
    with pytest.raises(RecordError, match="damaged"):
        list(on(open_keeper(str(path))).read())


def test_every_changed_entry_of_the_live_record_is_found(tmp_path: Path, on: On, signer: SeedSigner) -> None:
    path = tmp_path / "r.sqlite"
    record = filled(path, on, 6)
    record.checkpoint(signer)
    record.close()
    changes = [
        "UPDATE bodies SET body = body || x'20' WHERE seq = 3",
        "UPDATE bodies SET meta = CAST('{\"a\":1}' AS BLOB) WHERE seq = 3",
        "UPDATE bodies SET salt = zeroblob(32) WHERE seq = 3",
        "UPDATE bodies SET key = 'other' WHERE seq = 3",
        "DELETE FROM bodies WHERE seq = 3",
        "UPDATE entries SET added = added + 1 WHERE seq = 3",
        "UPDATE entries SET type = 'text' WHERE seq = 3",
        "UPDATE entries SET id = 'document-0' WHERE seq = 3",
        "UPDATE entries SET commitment = zeroblob(32) WHERE seq = 3",
        "DELETE FROM entries WHERE seq = 3",
        "DELETE FROM entries WHERE seq = 5",
        "UPDATE tail SET size = 5",
        "UPDATE tail SET frontier = zeroblob(64)",
        "UPDATE checkpoints SET size = 5",
        "UPDATE checkpoints SET root = zeroblob(32)",
        "UPDATE checkpoints SET time = time + 1",
        "UPDATE checkpoints SET signature = zeroblob(64)",
        "UPDATE checkpoints SET origin = 'x'",
    ]
    for sql in changes:
        copy = tmp_path / "copy.sqlite"
        shutil.copy(path, copy)
        db = sqlite3.connect(copy, isolation_level=None)
        db.execute(sql)
        db.close()
        changed = on(open_keeper(str(copy)))
        assert changed.check(), sql
        changed.close()


def test_erased_words_are_nowhere_in_the_folder(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    record = filled(path, on)
    secret, salt_of = b"Zxqv-the-witness-said-so", []
    told = record.append(
        [Entry(type="document", body=secret * 2000, meta={"title": "Zxqv-title"}, key="Zxqv-key")] * 1
        + [Entry(type="document", body=b"after " * 100)]
    )
    salt_of = [r.words.salt for r in record.rows() if r.words is not None and r.id == told[0].id]
    assert any(secret in p.read_bytes() for p in tmp_path.iterdir())
    record.erase([told[0].id], by="clerk", because="asked")
    for when in ("while open", "when closed"):
        found = [p.name for p in tmp_path.rglob("*") if b"Zxqv" in p.read_bytes() or salt_of[0] in p.read_bytes()]
        assert not found, f"{when}: {found}"
        record.close()
    assert on(open_keeper(str(path))).check() == []


def test_an_interrupted_erasure_is_finished_on_opening(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    record = filled(path, on)
    told = record.append([Entry(type="document", body=b"Zxqv" * 5000)])
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM entries").fetchone()
    record._keeper._db.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]
    with pytest.raises(OutsideError, match="another process"):
        record.erase([told[0].id], by="clerk", because="asked")
    reader.close()
    record.close()
    open_keeper(str(path)).close()
    assert not [p.name for p in tmp_path.rglob("*") if b"Zxqv" in p.read_bytes()]


def test_reading_never_writes(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on).close()
    before = path.read_bytes()
    record = on(open_keeper(str(path), read_only=True, create=False))
    assert len(list(record.read())) == 40
    assert record.known("document", ["3"]).keys() == {"3"}
    assert record.check() == []
    with pytest.raises(TruceError):
        record.append([Entry(type="text", body=b"x")])
    record.close()
    assert path.read_bytes() == before


def test_one_reads_while_another_writes(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    writer = filled(path, on)
    reader = on(open_keeper(str(path), read_only=True, create=False))
    seen = reader.read()
    first = next(seen)
    writer.append([Entry(type="text", body=b"later")])
    assert first.seq == 0
    assert len(list(seen)) >= 39
    assert len(list(reader.read())) == 41
    assert reader.check() == []
    reader.close()
    writer.append([Entry(type="text", body=b"still later")])
    assert writer.check() == []


def test_a_folder_that_may_not_be_written_can_be_read(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on).close()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert len(list(on(open_keeper(str(path), read_only=True, create=False)).read())) == 40
    finally:
        tmp_path.chmod(0o755)


def test_a_busy_record_is_named(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    record = filled(path, on)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    record._keeper._db.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]
    with pytest.raises(OutsideError, match="another process is writing"):
        record.append([Entry(type="text", body=b"x")])
    other.execute("ROLLBACK")
    other.close()
    record.append([Entry(type="text", body=b"x")])
    assert record.check() == []


def test_two_processes_append_at_once(tmp_path: Path, on: On) -> None:
    path = tmp_path / "r.sqlite"
    filled(path, on, 1).close()
    code = (
        "import sys, os, time\n"
        "from truceline.record.entry import Entry\n"
        "from truceline.record.keepers.sqlite import open_keeper\n"
        "from truceline.record.record import Record\n"
        "who, path = sys.argv[1:]\n"
        "r = Record(open_keeper(path), salt=lambda: os.urandom(32), clock=lambda: time.time_ns() // 1000)\n"
        "for i in range(60):\n"
        "    r.append([Entry(type='document', body=who.encode(), key=f'{who}{i}'),\n"
        "              Entry(type='document', body=b'common', key=f'both{i}')])\n"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, who, str(path)]) for who in "ab"]
    assert [c.wait() for c in children] == [0, 0]
    record = on(open_keeper(str(path)))
    assert record.tail.size == 1 + 3 * 60
    assert record.check() == []


def test_kill_nine(tmp_path: Path) -> None:
    done = killing().kill_many(tmp_path / "r.sqlite", kills=12, seed=5)
    assert done["acknowledged"] > 0
