"""Entity: an actor as a text names it, in words of the text."""

from __future__ import annotations

import msgspec


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in the text: words [first, last). form: name, people, capital, person, generic, own, pronoun.

    head: last word in lower case; adjective: a people-word before a noun that is no actor ("Valdorian positions").
    """

    first: int
    last: int
    name: str
    id: str | None = None
    form: str = "name"
    head: str = ""
    office: str | None = None
    office_state: str | None = None
    adjective: bool = False
