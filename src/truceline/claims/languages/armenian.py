"""Armenian: the language plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.claims.marks import Marks, bulletin_marks

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.claims.reading import Reading
    from truceline.documents.document import Document, Text


class Armenian:
    """Bulletins in Armenian."""

    code = "hy"
    name = "Armenian"

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of an Armenian text."""
        from truceline.claims.bulletin import read_bulletin
        from truceline.claims.languages.armenian_words import ARMENIAN

        return read_bulletin(text, document, kit, ARMENIAN)

    def marks(self, text: str, document: Document, kit: Kit) -> Marks:
        """Times, places, numbers and names of the text."""
        from truceline.claims.languages.armenian_words import ARMENIAN

        return bulletin_marks(text, document, kit, ARMENIAN)


LANGUAGE = Armenian()
