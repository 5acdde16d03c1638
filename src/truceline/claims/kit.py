"""Kit: all that a reader may know of a case besides the text. Readers get it as an argument and hold no names of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from truceline.actors.register import Register
from truceline.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from truceline.claims.readers._mapping import TableMapping


class Kit(msgspec.Struct, frozen=True, dict=True):
    """What is known to a reader.

    register, gazetteer: actors and places of the case. zone: its first time zone (IANA), None where none is known.
    languages: codes of the languages to be read. mappings: column mappings of the case's tables.
    """

    register: Register = Register()
    gazetteer: Gazetteer = Gazetteer()
    zone: str | None = None
    languages: tuple[str, ...] = ("en",)
    mappings: tuple[TableMapping, ...] = ()
