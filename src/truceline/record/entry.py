"""What the record holds: entries, receipts, rows, the tail of the tree, checkpoints.

The record stores (type, metadata, bytes) and knows none of truceline's nouns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import msgspec

SCHEMA_VERSION = 1


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be appended.

    type: a word of lower-case letters and underscores ("document"). body: the bytes. meta: plain values (text, whole
    numbers, bools, lists, mappings) kept beside the body as JSON. key: plain digest that tells whether the same was
    already added; "" for entries that are always added. Body, meta and key are erased together.
    """

    type: str
    body: bytes = b""
    meta: Mapping[str, Any] = {}
    key: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an appended entry. new: False if the same was there already (id, seq and added are then its)."""

    id: str
    seq: int
    added: int
    new: bool = True


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an entry that can be erased. meta: JSON bytes as stored."""

    salt: bytes
    meta: bytes
    body: bytes
    key: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as a keeper holds it.

    seq: 0-based place in the tree. added: microseconds of UTC. commitment: SHA-256 over type, key, salt, meta and
    body; it stays when the words are erased. words: None where they were erased (or were not asked for).
    """

    seq: int
    id: str
    type: str
    added: int
    commitment: bytes
    words: Words | None = None


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as read. meta, body: absent (None) where erased."""

    seq: int
    id: str
    type: str
    added: int
    meta: dict[str, Any] | None = None
    body: bytes | None = None
    key: str = ""

    @property
    def erased(self) -> bool:
        """Whether its words are gone."""
        return self.body is None


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A signed statement: the record `origin` had `size` entries and this `root` at `time` (microseconds of UTC).

    key: the signer's Ed25519 public key (32 bytes). signature: 64 bytes over `record.checkpoint.note`.
    """

    origin: str
    size: int
    root: bytes
    time: int
    key: bytes
    signature: bytes


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """Where the tree stands. frontier: roots of its complete subtrees, largest first (one per set bit of `size`)."""

    origin: str
    size: int = 0
    frontier: tuple[bytes, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An entry found by its key or id."""

    id: str
    seq: int
    type: str
    added: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one transaction does, all or nothing. frontier: of the tree after `rows`. erase: seqs that lose words."""

    rows: tuple[Row, ...] = ()
    frontier: tuple[bytes, ...] = ()
    erase: tuple[int, ...] = ()
    checkpoint: Checkpoint | None = None


class View(Protocol):
    """What a plan sees inside a transaction."""

    @property
    def tail(self) -> Tail:
        """The tree as it stands now."""

    def by_key(self, type: str, keys: Iterable[str]) -> dict[str, Known]:
        """The entries of this type that hold these keys."""

    def by_id(self, ids: Iterable[str]) -> dict[str, Known]:
        """The entries with these ids."""


Plan = Callable[[View], Change]


class Signer(Protocol):
    """Holds a private key. public: Ed25519 public key, 32 bytes."""

    @property
    def public(self) -> bytes:
        """The public key."""

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes."""
