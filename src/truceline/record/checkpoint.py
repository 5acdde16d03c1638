"""Checkpoints: what is signed, how it is signed, and how it is written to a file that is kept elsewhere."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from truceline.record.entry import Checkpoint, Signer
from truceline.values.errors import RecordError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def note(origin: str, size: int, root: bytes, time: int) -> bytes:
    """The bytes that are signed."""
    return f"truceline checkpoint/1\norigin {origin}\nsize {size}\nroot {root.hex()}\ntime {time}\n".encode()


def fingerprint(public: bytes) -> str:
    """SHA-256 of the public key, in hexadecimal: what people compare by voice."""
    return hashlib.sha256(public).hexdigest()


def make_checkpoint(origin: str, size: int, root: bytes, time: int, signer: Signer) -> Checkpoint:
    """The signed checkpoint."""
    signature = signer.sign(note(origin, size, root, time))
    return Checkpoint(origin=origin, size=size, root=root, time=time, key=signer.public, signature=signature)


def checkpoint_line(c: Checkpoint) -> str:
    """The checkpoint as one line of JSON (no line end); the form of export and of files kept elsewhere."""
    value = {
        "key": c.key.hex(),
        "origin": c.origin,
        "root": c.root.hex(),
        "signature": c.signature.hex(),
        "size": c.size,
        "time": c.time,
    }
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def parse_checkpoint(line: str, where: str = "") -> Checkpoint:
    """The inverse of `checkpoint_line`. Raises RecordError."""
    try:
        d = json.loads(line)
        return Checkpoint(
            origin=str(d["origin"]),
            size=int(d["size"]),
            root=bytes.fromhex(d["root"]),
            time=int(d["time"]),
            key=bytes.fromhex(d["key"]),
            signature=bytes.fromhex(d["signature"]),
        )
    except (ValueError, KeyError, TypeError) as e:
        raise RecordError("not a checkpoint", where=where, expected="one line of JSON as `verify` writes it") from e


def signature_holds(c: Checkpoint) -> bool:
    """Whether the checkpoint's own key made its signature (whose key it is, is another question)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(c.key).verify(c.signature, note(c.origin, c.size, c.root, c.time))
    except (InvalidSignature, ValueError):
        return False
    return True


class SeedSigner:
    """Signs with the Ed25519 private key of a 32-byte seed. The seed comes from the caller, who keeps it safe."""

    def __init__(self, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if len(seed) != 32:
            raise RecordError("the signing key is damaged", expected="32 bytes", got=f"{len(seed)} bytes")
        self._key: Ed25519PrivateKey = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: bytes = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._key.sign(message)
