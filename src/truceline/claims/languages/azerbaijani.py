"""Azerbaijani: the language plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.claims.bulletin import read_bulletin
from truceline.claims.languages.azerbaijani_words import AZERBAIJANI

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.claims.reading import Reading
    from truceline.documents.document import Document, Text


class Azerbaijani:
    """Bulletins in Azerbaijani."""

    code = "az"
    name = "Azerbaijani"

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of an Azerbaijani text."""
        return read_bulletin(text, document, kit, AZERBAIJANI)


LANGUAGE = Azerbaijani()
