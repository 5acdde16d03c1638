"""The rule reader: sends a text to the plug-in of its language. Pure and deterministic."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from truceline.claims.claim import Span
from truceline.claims.reading import Reading, SetAside

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.documents.document import Document, Text

LANGUAGES = "truceline.claims.languages"


class Rules:
    """Reader by rules."""

    name = "rules"
    version = "1"

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of a text in a language that a plug-in reads and the kit wants; else all is set aside."""
        found = languages()
        code = (document.language or "en").split("-")[0].lower()
        if code not in found or (kit.languages and code not in kit.languages):
            why = f"language not read: {code}"
            return Reading(set_aside=(SetAside(span=Span(start=0, end=len(text.text), text=text.text[:80]), why=why),))
        reading: Reading = found[code].read(text, document, kit)
        return reading


@lru_cache(maxsize=1)
def languages() -> dict[str, Any]:
    """Language plug-ins by code."""
    from truceline.values.plugins import scan

    return {plugin.code: plugin for plugin in scan(LANGUAGES, "LANGUAGE").values()}


READER = Rules()
