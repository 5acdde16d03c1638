"""Azerbaijani: the language plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.claims.marks import Marks, bulletin_marks

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
        from truceline.claims.bulletin import read_bulletin
        from truceline.claims.languages.azerbaijani_words import AZERBAIJANI

        return read_bulletin(text, document, kit, AZERBAIJANI)

    def marks(self, text: str, document: Document, kit: Kit) -> Marks:
        """Times, places, numbers and names of the text."""
        from truceline.claims.languages.azerbaijani_words import AZERBAIJANI

        return bulletin_marks(text, document, kit, AZERBAIJANI)


LANGUAGE = Azerbaijani()
