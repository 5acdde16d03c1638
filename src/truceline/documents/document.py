"""Document: bytes as published, with who published them, where and when. And its text as read."""

from __future__ import annotations

from typing import Literal

import msgspec

from truceline.values.canonical import make_id
from truceline.values.release import Release
from truceline.values.time import When

Seen = Literal["page", "excerpt", "secondary", "data"]


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that was published, as received. Never edited.

    id: covers type, digest of the bytes, publisher and address without fragment. kind: `page` (bytes as published),
    `abstract` (our own summary; author truceline) or `table`. media: MIME type. digest: SHA-256 of the bytes.
    name: of the file, without folders, or the address it came from.
    publisher: as named; source: its id in the register of sources. published, retrieved: when, with precision.
    chain: for an abstract, who said it first and through whom (ids or names, origin first, without the publisher).
    grade: O, G, M or S of the case's own note, or an Admiralty letter by a person. seen: what was read of it.
    note: our own remark on it (doubts, silence, what was not found); never a claim.
    added: microseconds of UTC when it entered the record (absent outside a record). mapping: for a table, the name of
    its column mapping, or the mapping's whole YAML. charset: the encoding declared outside the bytes (by a flag or an
    HTTP header), where any was.
    """

    id: str
    kind: Literal["page", "abstract", "table"] = "page"
    media: str = "text/plain"
    digest: str = ""
    name: str = ""
    title: str = ""
    publisher: str = ""
    source: str | None = None
    address: str = ""
    published: When | None = None
    retrieved: int | None = None
    language: str = "en"
    chain: tuple[str, ...] = ()
    grade: str = ""
    seen: Seen | None = None
    note: str = ""
    release: Release = "internal"
    added: int | None = None
    mapping: str | None = None
    charset: str | None = None


def label(document: Document | None) -> str:
    """What a document is called, the same in any record that holds it: its address, else the name of its file."""
    return "" if document is None else document.address or document.name


class Text(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The text of a document as read: newlines LF, front matter removed, nothing else changed."""

    document: str
    extractor: str
    digest: str
    text: str


def document_id(kind: str, digest: str, publisher: str, address: str) -> str:
    """Identity of a document: type, bytes, publisher, address without fragment."""
    return make_id("doc", kind, digest, publisher, address.split("#", 1)[0])
