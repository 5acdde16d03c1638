"""Read a document with the reader that fits it: event tables by rows, all else by rules."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from truceline.claims.kit import Kit
from truceline.claims.reading import Reading
from truceline.documents.document import Document, Text
from truceline.values.plugins import scan

READERS = "truceline.claims.readers"


class ReaderPlugin(Protocol):
    """The seam of readers: pure, but for the optional language-model reader."""

    name: str
    version: str

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of a text."""
        ...


@lru_cache(maxsize=1)
def readers() -> dict[str, ReaderPlugin]:
    """The readers found, by name of their module."""
    return scan(READERS, "READER")


def read(text: Text, document: Document, kit: Kit, reader: str | ReaderPlugin | None = None) -> Reading:
    """The claims of one document: by the reader given or named, else by one whose form it has, else `tables` for a table
    and `rules` for words.

    Raises KeyError for an unknown reader.
    """
    if reader is not None and not isinstance(reader, str):
        return reader.read(text, document, kit)
    found = readers()
    own = next((n for n, r in found.items() if (fits := getattr(r, "fits", None)) and fits(text, document)), None)
    return found[reader or own or ("tables" if document.kind == "table" else "rules")].read(text, document, kit)
