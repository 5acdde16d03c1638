"""Exports: whole ones verify with the standard library alone; every change and every cut is found."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from truceline.record import verify
from truceline.record.checkpoint import SeedSigner, checkpoint_line, fingerprint
from truceline.record.entry import Entry
from truceline.record.export import export_files
from truceline.record.keepers.folder import write_folder
from truceline.record.keepers.memory import MemoryKeeper
from truceline.record.record import Record
from truceline.values.errors import RecordError

On = Callable[..., Record]
OTHER = SeedSigner(b"o" * 32)


@pytest.fixture
def fifty(on: On, signer: SeedSigner) -> Record:
    """50 entries, three of them erased, with an early checkpoint."""
    record = on(MemoryKeeper("origin"))
    receipts = record.append(
        [
            Entry(type="document", body=f"words of {i}\n".encode() * (i % 4), meta={"n": i}, key=f"k{i}")
            for i in range(29)
        ]
    )
    record.checkpoint(signer)
    record.append([Entry(type="text", body=f"text {i}".encode(), meta={"title": "naïve"}) for i in range(20)])
    record.erase([r.id for r in receipts[3:6]], by="clerk", because="asked")
    assert record.tail.size == 50
    return record


@pytest.fixture
def folder(fifty: Record, signer: SeedSigner, tmp_path: Path) -> Path:
    """Its export."""
    write_folder(tmp_path / "export", export_files(fifty, signer))
    return tmp_path / "export"


def restamp(folder: Path, signer: SeedSigner | None = None) -> None:
    """Make the manifest fit the folder again, as a forger would; signed anew only if a signer is given."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    rows = [
        f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()} {(folder / n).stat().st_size} {n}"
        for n in names
        if not n.startswith("manifest.")
    ]
    body = "\n".join([verify.HEADER, *rows]) + "\n"
    whole = (body + hashlib.sha256(body.encode()).hexdigest() + "\n").encode()
    (folder / "manifest.txt").write_bytes(whole)
    if signer is not None:
        (folder / "manifest.sig").write_text(signer.sign(b"truceline manifest/1\n" + whole).hex())


def test_a_whole_export_verifies(folder: Path, signer: SeedSigner) -> None:
    said = verify.verify(folder)
    assert said[0] == "50 entries, 47 whole, 3 erased, 0 withheld"
    assert any(s.startswith("consistent, signer not checked") for s in said)
    assert said[-1] == verify.LIMITS
    assert f"consistent, signed by {fingerprint(signer.public)}" in verify.verify(folder, fingerprint(signer.public))
    with pytest.raises(verify.Fault, match="expected"):
        verify.verify(folder, fingerprint(OTHER.public))


def test_the_copy_in_the_export_runs_on_the_standard_library_alone(folder: Path, signer: SeedSigner) -> None:
    copy = folder / "verify.py"
    assert copy.read_bytes() == Path(verify.__file__).read_bytes()
    names = {
        (a.name if isinstance(n, ast.Import) else n.module or "").split(".")[0]
        for n in ast.walk(ast.parse(copy.read_text()))
        if isinstance(n, ast.Import | ast.ImportFrom)
        for a in n.names
    }
    assert names <= set(sys.stdlib_module_names)
    run = [sys.executable, "-I", "-S", str(copy)]
    done = subprocess.run([*run, "--key", fingerprint(signer.public)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "signed by" in done.stdout
    (folder / "key.txt").write_text("changed")
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "FAILED: key.txt" in done.stderr
    assert subprocess.run([*run, "--key", "xyz"], capture_output=True, check=False).returncode == 2


def test_changed_bytes_are_found_in_each_file(folder: Path) -> None:
    files = [p for p in folder.rglob("*") if p.is_file()]
    assert len(files) == 54
    for path in files:
        data = path.read_bytes()
        step = max(1, len(data) // 12)
        for i in range(0, len(data), step):
            for bit in (1, 32) if step > 1 else (1, 2, 4, 32, 128):
                path.write_bytes(data[:i] + bytes([data[i] ^ bit]) + data[i + 1 :])
                with pytest.raises(verify.Fault):
                    verify.verify(folder)
        for changed in (data[:-1], data + b"\n", data + b" ", b""):
            if changed != data:
                path.write_bytes(changed)
                with pytest.raises(verify.Fault):
                    verify.verify(folder)
        path.write_bytes(data)
    verify.verify(folder)


def test_added_and_missing_files_are_found(folder: Path, tmp_path: Path) -> None:
    (folder / "more.txt").write_text("x")
    with pytest.raises(verify.Fault, match="not listed"):
        verify.verify(folder)
    (folder / "more.txt").unlink()
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        kept = path.rename(tmp_path / "aside")
        with pytest.raises(verify.Fault):
            verify.verify(folder)
        kept.rename(path)
    verify.verify(folder)


def edit(folder: Path, at: int, /, **fields: object) -> None:
    """Change fields of one line of entries.jsonl; None takes a field out."""
    rows = (folder / "entries.jsonl").read_text().splitlines()
    value = json.loads(rows[at])
    value.update(fields)
    rows[at] = verify.one_line({k: v for k, v in value.items() if v is not None})
    (folder / "entries.jsonl").write_text("\n".join(rows) + "\n")


EDITS: list[dict[str, object]] = [
    {"added": 5},
    {"type": "text"},
    {"key": "other"},
    {"salt": "00" * 32},
    {"meta": base64.b64encode(b"{}").decode()},
    {"id": "document-0000000000000000"},
    {"commitment": "00" * 32},
    {"seq": 9},
    {"salt": None, "meta": None, "key": None},
    {"extra": 1},
]


@pytest.mark.parametrize("fields", EDITS, ids=lambda f: "-".join(f))
def test_a_forger_with_the_key_to_the_manifest_still_fails(
    folder: Path, signer: SeedSigner, fields: dict[str, object]
) -> None:
    edit(folder, 2, **fields)
    restamp(folder)
    with pytest.raises(verify.Fault):
        verify.verify(folder)
    restamp(folder, signer)
    with pytest.raises(verify.Fault):
        verify.verify(folder)


def test_a_forger_without_the_key_fails_on_the_signature(folder: Path, signer: SeedSigner) -> None:
    (folder / "README.txt").write_text("trust me")
    restamp(folder)
    with pytest.raises(verify.Fault, match=r"manifest\.sig"):
        verify.verify(folder)
    restamp(folder, OTHER)
    with pytest.raises(verify.Fault, match=r"manifest\.sig"):
        verify.verify(folder)


def cut(folder: Path, n: int, *, points: bool) -> None:
    """Keep the first n entries (and the checkpoints up to there), with a fitting manifest."""
    rows = (folder / "entries.jsonl").read_text().splitlines()[:n]
    (folder / "entries.jsonl").write_text("".join(r + "\n" for r in rows))
    for body in (folder / "bodies").rglob("*"):
        if body.is_file() and int(body.name) >= n:
            body.unlink()
    if points:
        kept = [c for c in (folder / "checkpoints.jsonl").read_text().splitlines() if json.loads(c)["size"] <= n]
        (folder / "checkpoints.jsonl").write_text("".join(c + "\n" for c in kept))


@pytest.mark.parametrize("n", [0, 1, 28, 30, 49])
@pytest.mark.parametrize("points", [True, False])
def test_a_cut_is_found_even_if_the_signer_stamps_it(folder: Path, signer: SeedSigner, n: int, points: bool) -> None:
    cut(folder, n, points=points)
    restamp(folder, signer)
    with pytest.raises(verify.Fault):
        verify.verify(folder, fingerprint(signer.public))


def test_a_cut_at_a_signed_checkpoint_is_found_by_one_kept_elsewhere(
    on: On, signer: SeedSigner, tmp_path: Path
) -> None:
    record = on(MemoryKeeper("origin"))
    record.append([Entry(type="document", body=b"a%d" % i) for i in range(9)])
    write_folder(tmp_path / "early", export_files(record, signer))
    record.append([Entry(type="document", body=b"b")])
    kept = tmp_path / "kept.jsonl"
    kept.write_text(checkpoint_line(record.checkpoint(signer)) + "\n")
    write_folder(tmp_path / "late", export_files(record, signer))
    key = fingerprint(signer.public)
    verify.verify(tmp_path / "early", key)
    with pytest.raises(verify.Fault, match="cut"):
        verify.verify(tmp_path / "early", key, kept)
    assert any("contains the state" in s for s in verify.verify(tmp_path / "late", key, kept))


def test_a_kept_checkpoint_of_another_history_is_found(on: On, signer: SeedSigner, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    other = on(MemoryKeeper("origin"), "other salts")
    other.append([Entry(type="document", body=b"a")])
    kept.write_text(checkpoint_line(other.checkpoint(signer)) + "\n")
    record = on(MemoryKeeper("origin"))
    record.append([Entry(type="document", body=b"a"), Entry(type="document", body=b"b")])
    write_folder(tmp_path / "e", export_files(record, signer))
    with pytest.raises(verify.Fault, match="not those that were signed"):
        verify.verify(tmp_path / "e", None, kept)
    stranger = on(MemoryKeeper("elsewhere"))
    stranger.append([Entry(type="document", body=b"a")])
    kept.write_text(checkpoint_line(stranger.checkpoint(signer)) + "\n")
    with pytest.raises(verify.Fault, match="another record"):
        verify.verify(tmp_path / "e", None, kept)
    kept.write_text(checkpoint_line(record.checkpoint(OTHER)) + "\n")
    with pytest.raises(verify.Fault, match="signed nothing"):
        verify.verify(tmp_path / "e", None, kept)


def test_withheld_entries_tell_nothing_but_their_leaf(fifty: Record, signer: SeedSigner, tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_folder(out, export_files(fifty, signer, include=lambda row: row.type != "text"))
    said = verify.verify(out, fingerprint(signer.public))
    assert said[0] == "50 entries, 27 whole, 3 erased, 20 withheld"
    assert not any(b"text 1" in p.read_bytes() or b"text-" in p.read_bytes() for p in out.rglob("*") if p.is_file())


def test_an_erasure_must_name_what_is_missing(fifty: Record, folder: Path) -> None:
    rows = [json.loads(r) for r in (folder / "entries.jsonl").read_text().splitlines()]
    missing = [r["seq"] for r in rows if "salt" not in r]
    assert missing == [3, 4, 5]
    edit(folder, 7, salt=None, meta=None, key=None)
    with pytest.raises(verify.Fault, match="no erasure names it"):
        verify.check_entries(folder)


def test_a_folder_in_use_is_not_written_over(folder: Path, fifty: Record, signer: SeedSigner) -> None:
    with pytest.raises(RecordError, match="not empty"):
        write_folder(folder, export_files(fifty, signer))
    verify.verify(folder)


def test_links_are_refused(folder: Path, tmp_path: Path) -> None:
    body = next(p for p in (folder / "bodies").rglob("*") if p.is_file())
    shutil.copy(body, tmp_path / "same")
    body.unlink()
    body.symlink_to(tmp_path / "same")
    with pytest.raises(verify.Fault):
        verify.verify(folder)
