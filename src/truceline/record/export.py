"""Export: the record as a folder that anyone can verify with Python's standard library alone.

Files: `entries.jsonl` (one line an entry, in order), `bodies/` (one file an entry that still has its words),
`checkpoints.jsonl`, `key.txt`, `verify.py`, `README.txt`, `manifest.txt` (size and SHA-256 of each; last line: digest
of the manifest itself) and `manifest.sig` (Ed25519 over the manifest).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

from truceline.record.checkpoint import checkpoint_line, fingerprint
from truceline.record.entry import Row, Signer
from truceline.record.record import Record, leaf

README = """\
An export of a truceline record.

  python3 verify.py --key FINGERPRINT [--checkpoint FILE]

checks that nothing in this folder was changed, cut or added since it was signed. Get the fingerprint from the signer
by another way than this folder (on the telephone, on paper). verify.py needs Python 3.9 or newer and nothing else; it
is best to use a copy of it that you had before. entries.jsonl holds one line an entry; bodies/ holds the bytes, named
by the number of the entry; meta is JSON in base64.

It does not prove that the entries are true, that everything was entered, or any time before the first time-stamp by
an outsider.
"""


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def body_name(seq: int) -> str:
    """Where the body of an entry stands in an export."""
    return f"bodies/{seq // 1000:06d}/{seq:09d}"


def entry_line(row: Row) -> str:
    """The entry's line in `entries.jsonl`, without its body."""
    value: dict[str, Any] = {
        "added": row.added,
        "commitment": row.commitment.hex(),
        "id": row.id,
        "seq": row.seq,
        "type": row.type,
    }
    if row.words is not None:
        value["key"] = row.words.key
        value["salt"] = row.words.salt.hex()
        value["meta"] = base64.b64encode(row.words.meta).decode()
    return _line(value)


def export_files(
    record: Record, signer: Signer, *, include: Callable[[Row], bool] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of an export as (name, bytes), the manifest and its signature last. Signs a checkpoint first.

    include: rows for which it does not hold are withheld: of them only the leaf hash stands in the export, not their
    type, time or id. The export covers the record up to that checkpoint.
    """
    point = record.checkpoint(signer)
    listed: list[tuple[str, bytes]] = []
    manifest: list[str] = []

    def out(name: str, data: bytes) -> tuple[str, bytes]:
        manifest.append(f"{hashlib.sha256(data).hexdigest()} {len(data)} {name}")
        return name, data

    lines: list[str] = []
    for row in record.rows(until=point.size):
        if include is not None and not include(row):
            lines.append(_line({"leaf": leaf(row).hex(), "seq": row.seq}))
            continue
        lines.append(entry_line(row))
        if row.words is not None:
            yield out(body_name(row.seq), row.words.body)
    points = [c for c in record.tail.checkpoints if c.size <= point.size and c != point]
    listed.append(("entries.jsonl", "".join(lines).encode("ascii")))
    listed.append(("checkpoints.jsonl", "".join(checkpoint_line(c) + "\n" for c in [*points, point]).encode("ascii")))
    listed.append(("key.txt", f"{point.key.hex()}\nfingerprint {fingerprint(point.key)}\n".encode("ascii")))
    listed.append(("verify.py", files("truceline.record").joinpath("verify.py").read_bytes()))
    listed.append(("README.txt", README.encode()))
    for name, data in listed:
        yield out(name, data)
    body = "\n".join(["truceline export/1", *manifest]) + "\n"
    whole = (body + hashlib.sha256(body.encode()).hexdigest() + "\n").encode("ascii")
    yield "manifest.txt", whole
    yield "manifest.sig", signer.sign(b"truceline manifest/1\n" + whole).hex().encode("ascii")
