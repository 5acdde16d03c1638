"""Verify an exported truceline record. One file, Python's standard library alone.

    python3 verify.py [FOLDER] [--key FINGERPRINT] [--checkpoint FILE]

FOLDER is an export (default: the folder this file stands in). --key: fingerprint (SHA-256, hexadecimal) of the
signer's public key, got from the signer by another way than this folder. --checkpoint: a checkpoint file that was kept
elsewhere; the export must contain that state. Exit status 0: holds; 1: does not; 2: called wrongly.

Rules, in the order they are checked.
1. The manifest is whole: its last line is the SHA-256 of all before it, every line has the one form allowed.
2. Every file it lists is there, with that size and SHA-256; no other file is there.
3. The manifest was signed by the key of the export's last checkpoint.
4. Entries stand in order 0, 1, 2 ...; each line has the one form allowed; each body's commitment is recomputed from
   type, key, salt, metadata and body, each id from the commitment.
5. A body is missing only where an erasure entry names it, or where the exporter says that it was withheld.
6. Each checkpoint's signature holds, is of this record, and its root is that of the first `size` entries.
7. The last checkpoint covers all entries: an export that was cut anywhere else is found. One that was cut exactly at
   an earlier checkpoint, with a manifest signed then, is found by --checkpoint with a later one kept elsewhere.
8. With --key the last checkpoint and the manifest must be by that key (earlier checkpoints may be by a key that was
   used before: they are counted apart). Without it: "consistent, signer not checked".

What it does not prove: that what the entries say is true; that everything was entered; any time before the first
time-stamp made by an outsider (times of entry and of checkpoints are the keeper's own word).

The tree is RFC 6962 section 2.1; signatures are Ed25519, RFC 8032 section 5.1.7, written out below.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
Line = dict[str, Any]
HEADER = "truceline export/1"
LIMITS = (
    "not proven: the truth of the entries; that nothing was left out; any time before the first time-stamp by an"
    " outsider"
)


class Fault(Exception):
    """One thing that does not hold."""


# ---------------------------------------------------------------- Ed25519 (RFC 8032)

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def point_add(a: Point, b: Point) -> Point:
    """The sum of two points in extended coordinates (X, Y, Z, T) (RFC 8032 5.1.4)."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    k, m, n, o = f - e, h - g, h + g, f + e
    return (k * m % P, n * o % P, m * n % P, k * o % P)


def point_multiply(scalar: int, point: Point) -> Point:
    """scalar times the point. Not constant in time: nothing here is secret."""
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_equal(a: Point, b: Point) -> bool:
    """Whether two points are one."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_decode(raw: bytes) -> Point | None:
    """The point of 32 bytes, or None if they are no point (RFC 8032 5.1.3)."""
    if len(raw) != 32:
        return None
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature of the message is by this public key (RFC 8032 5.1.7, without the cofactor)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point_decode(public), point_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or BASE is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return point_equal(point_multiply(s, BASE), point_add(r, point_multiply(h, a)))


# ---------------------------------------------------------------- the tree and the entries


def part(letter: bytes, content: bytes) -> bytes:
    """A value in canonical form: type letter, length, colon, content."""
    return letter + str(len(content)).encode() + b":" + content


def commitment(kind: str, key: str, salt: bytes, meta: bytes, body: bytes) -> bytes:
    """What stays of an entry when its words are erased."""
    h = hashlib.sha256(b"truceline entry/1\n")
    h.update(part(b"s", kind.encode()) + part(b"s", key.encode()) + part(b"y", salt) + part(b"y", meta))
    h.update(b"y" + str(len(body)).encode() + b":")
    h.update(body)
    return h.digest()


def leaf_hash(kind: str, added: int, bound: bytes) -> bytes:
    """The leaf of an entry."""
    inner = part(b"s", kind.encode()) + part(b"i", str(added).encode()) + part(b"y", bound)
    return hashlib.sha256(b"\x00" + part(b"l", inner)).digest()


def roots(leaves: list[bytes], sizes: set[int]) -> dict[int, bytes]:
    """The tree's root at each of these sizes."""
    found = {0: hashlib.sha256(b"").digest()} if 0 in sizes else {}
    stack: list[bytes] = []
    for n, leaf in enumerate(leaves, 1):
        stack.append(leaf)
        carry = n
        while carry % 2 == 0:
            right, left = stack.pop(), stack.pop()
            stack.append(hashlib.sha256(b"\x01" + left + right).digest())
            carry //= 2
        if n in sizes:
            root = stack[-1]
            for left in reversed(stack[:-1]):
                root = hashlib.sha256(b"\x01" + left + root).digest()
            found[n] = root
    return found


def note(c: Line) -> bytes:
    """The bytes of a checkpoint that are signed."""
    return (
        f"truceline checkpoint/1\norigin {c['origin']}\nsize {c['size']}\nroot {c['root']}\ntime {c['time']}\n"
    ).encode()


# ---------------------------------------------------------------- reading strictly


def one_line(value: Line) -> str:
    """The one form in which a line of JSON may stand."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def lines(path: Path) -> list[Line]:
    """The lines of a file of JSON, each in the one form allowed."""
    text = path.read_bytes().decode("ascii")
    if text and not text.endswith("\n"):
        raise Fault(f"{path.name}: the last line is cut")
    out = []
    for n, line in enumerate(text.split("\n")[:-1], 1):
        value = json.loads(line)
        if not isinstance(value, dict) or one_line(value) != line:
            raise Fault(f"{path.name}:{n}: not in the form that exports have")
        out.append(value)
    return out


def fields(value: Line, allowed: Line, where: str) -> None:
    """Raise unless the line has these fields, of these types."""
    if set(value) != set(allowed):
        raise Fault(f"{where}: fields {sorted(value)}, expected {sorted(allowed)}")
    for name, kind in allowed.items():
        if type(value[name]) is not kind:
            raise Fault(f"{where}: {name} is not of type {kind.__name__}")


def unhex(text: str, size: int, where: str) -> bytes:
    """Lower-case hexadecimal digits of `size` bytes."""
    if not re.fullmatch(r"[0-9a-f]*", text) or len(text) != 2 * size:
        raise Fault(f"{where}: expected {2 * size} hexadecimal digits")
    return bytes.fromhex(text)


# ---------------------------------------------------------------- the rules


def check_manifest(folder: Path) -> bytes:
    """Rules 1 and 2. The manifest's bytes."""
    raw = (folder / "manifest.txt").read_bytes()
    text = raw.decode("ascii")
    rows = text.split("\n")
    if len(rows) < 3 or rows[-1] != "" or rows[0] != HEADER:
        raise Fault(f"manifest.txt: not a manifest of '{HEADER}'")
    body = "\n".join(rows[:-2]) + "\n"
    if rows[-2] != hashlib.sha256(body.encode()).hexdigest():
        raise Fault("manifest.txt: its last line is not the digest of the lines before it")
    listed = {"manifest.txt", "manifest.sig"}
    for row in rows[1:-2]:
        found = re.fullmatch(r"([0-9a-f]{64}) (\d+) ([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)", row)
        if not found or ".." in found[3].split("/") or found[3] in listed:
            raise Fault(f"manifest.txt: bad line {row[:80]!r}")
        path = folder / found[3]
        if path.is_symlink() or not path.is_file():
            raise Fault(f"{found[3]}: listed in the manifest, but not there")
        data = path.read_bytes()
        if len(data) != int(found[2]) or hashlib.sha256(data).hexdigest() != found[1]:
            raise Fault(f"{found[3]}: not the bytes that the manifest lists")
        listed.add(found[3])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (not path.is_dir() and name not in listed):
            raise Fault(f"{name}: there, but not listed in the manifest")
    return raw


ENTRY = {"added": int, "commitment": str, "id": str, "seq": int, "type": str}
WORDS = {"key": str, "meta": str, "salt": str}


def check_entries(folder: Path) -> tuple[list[bytes], Line]:
    """Rules 4 and 5. The leaves, and a tally."""
    leaves, erased, named = [], {}, set()
    tally = {"entries": 0, "whole": 0, "erased": 0, "withheld": 0}
    for seq, e in enumerate(lines(folder / "entries.jsonl")):
        where = f"entry {seq}"
        if "leaf" in e:
            fields(e, {"leaf": str, "seq": int}, where)
            leaves.append(unhex(e["leaf"], 32, where))
            tally["withheld"] += 1
        else:
            fields(e, {**ENTRY, **WORDS} if "salt" in e else ENTRY, where)
            bound = unhex(e["commitment"], 32, where)
            if e["id"] != f"{e['type']}-{e['commitment'][:16]}":
                raise Fault(f"{where}: its id does not follow from its commitment")
            leaves.append(leaf_hash(e["type"], e["added"], bound))
            if "salt" in e:
                check_words(folder, e, bound, where)
                tally["whole"] += 1
                if e["type"] == "erasure":
                    named.update(json.loads(base64.b64decode(e["meta"]))["ids"])
            else:
                erased[e["id"]] = seq
                tally["erased"] += 1
        if e["seq"] != seq:
            raise Fault(f"{where}: numbered {e['seq']}")
        tally["entries"] += 1
    for id, seq in erased.items():
        if id not in named:
            raise Fault(f"entry {seq} ({id}): its words are missing and no erasure names it")
    return leaves, tally


def body_name(seq: int) -> str:
    """Where the body of an entry stands in the folder."""
    return f"bodies/{seq // 1000:06d}/{seq:09d}"


def check_words(folder: Path, e: Line, bound: bytes, where: str) -> None:
    """That words, salt and key are those that were committed to."""
    meta = base64.b64decode(e["meta"], validate=True)
    body = (folder / body_name(e["seq"])).read_bytes()
    salt = bytes.fromhex(e["salt"])
    if commitment(e["type"], e["key"], salt, meta, body) != bound:
        raise Fault(f"{where} ({e['id']}): type, key, salt, metadata or body were changed")


POINT = {"key": str, "origin": str, "root": str, "signature": str, "size": int, "time": int}


def check_point(c: Line, where: str, key: str | None) -> None:
    """That a checkpoint is well formed and signed; by `key` (fingerprint), if given."""
    fields(c, POINT, where)
    public, signature = unhex(c["key"], 32, where), unhex(c["signature"], 64, where)
    unhex(c["root"], 32, where)
    if "\n" in c["origin"]:
        raise Fault(f"{where}: bad origin")
    if not ed25519_holds(public, note(c), signature):
        raise Fault(f"{where}: the signature does not hold")
    if key is not None and hashlib.sha256(public).hexdigest() != key:
        raise Fault(f"{where}: signed by key {hashlib.sha256(public).hexdigest()}, expected {key}")


def check_points(points: list[Line], leaves: list[bytes], key: str | None) -> None:
    """Rules 6 to 8."""
    if not points:
        raise Fault("checkpoints.jsonl: no checkpoint: nothing is signed")
    found = roots(leaves, {c["size"] for c in points if isinstance(c.get("size"), int)})
    for n, c in enumerate(points):
        where = f"checkpoint {n}"
        check_point(c, where, key if n + 1 == len(points) else None)
        if c["origin"] != points[0]["origin"]:
            raise Fault(f"{where}: of another record")
        if c["size"] not in found:
            raise Fault(f"{where}: covers {c['size']} entries, but {len(leaves)} are there: the export was cut")
        if found[c["size"]].hex() != c["root"]:
            raise Fault(f"{where}: the first {c['size']} entries are not those that were signed")
    if points[-1]["size"] != len(leaves):
        raise Fault(f"the last checkpoint covers {points[-1]['size']} of {len(leaves)} entries: cut, or not signed")


def check_kept(path: Path, points: list[Line], leaves: list[bytes]) -> str:
    """That the export contains the state of a checkpoint kept elsewhere."""
    rows = lines(path)
    if not rows:
        raise Fault(f"{path.name}: no checkpoint in it")
    kept = rows[-1]
    check_point(kept, path.name, None)
    if kept["origin"] != points[-1]["origin"]:
        raise Fault(f"{path.name}: a checkpoint of another record")
    if kept["key"] not in {c["key"] for c in points}:
        raise Fault(f"{path.name}: signed by a key that signed nothing in this export")
    if kept["size"] > len(leaves):
        raise Fault(f"{path.name}: covers {kept['size']} entries, the export holds {len(leaves)}: it was cut")
    if roots(leaves, {kept["size"]})[kept["size"]].hex() != kept["root"]:
        raise Fault(f"{path.name}: the export's first {kept['size']} entries are not those that were signed")
    return f"contains the state of {path.name} ({kept['size']} entries)"


def verify(folder: Path, key: str | None = None, checkpoint: Path | None = None) -> list[str]:
    """What holds, one line each. Raises Fault for the first thing that does not."""
    try:
        raw = check_manifest(folder)
        points = lines(folder / "checkpoints.jsonl")
        leaves, tally = check_entries(folder)
        check_points(points, leaves, key)
        signature = unhex((folder / "manifest.sig").read_bytes().decode("ascii"), 64, "manifest.sig")
        if not ed25519_holds(bytes.fromhex(points[-1]["key"]), b"truceline manifest/1\n" + raw, signature):
            raise Fault("manifest.sig: the signature does not hold")
        out = [", ".join(f"{n} {name}" for name, n in tally.items())]
        others = sum(c["key"] != points[-1]["key"] for c in points)
        out.append(
            f"{len(points)} signed checkpoint{'s' if len(points) != 1 else ''}, the last covers all entries"
            + (f"; {others} by other keys" if others else "")
        )
        if checkpoint is not None:
            out.append(check_kept(checkpoint, points, leaves))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as e:
        raise Fault(f"not readable as an export: {e}") from e
    signer = hashlib.sha256(bytes.fromhex(points[-1]["key"])).hexdigest()
    if key is None:
        out.append(f"consistent, signer not checked (the key in it has the fingerprint {signer})")
    else:
        out.append(f"consistent, signed by {signer}")
    out.append(LIMITS)
    return out


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Verify an exported truceline record.", epilog=LIMITS)
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).parent), type=Path)
    parser.add_argument("--key", help="fingerprint of the signer's public key (64 hexadecimal digits)")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint file that was kept elsewhere")
    args = parser.parse_args(argv)
    key = args.key.lower().replace(":", "").replace(" ", "") if args.key else None
    if key is not None and not re.fullmatch(r"[0-9a-f]{64}", key):
        parser.error("--key: expected 64 hexadecimal digits")
    try:
        for line in verify(Path(args.folder), key, args.checkpoint):
            print(line)
    except Fault as fault:
        print(f"FAILED: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
