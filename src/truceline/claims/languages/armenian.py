"""Armenian: the language plug-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.claims.bulletin import read_bulletin
from truceline.claims.languages.armenian_words import ARMENIAN

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
        return read_bulletin(text, document, kit, ARMENIAN)


LANGUAGE = Armenian()
