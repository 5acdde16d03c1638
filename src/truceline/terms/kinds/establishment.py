"""Establishment of a body, a centre or a mechanism.

B1. An item bears on the term only if it speaks of it: names the `body` (`body:NAME` in topics, or an actor of that id), or
    uses one of its `words`. A term that gives neither takes every report of the kinds that bear on it.
B2. Told as opened, founded or at work is done; told as closed or dissolved is ended; a meeting of it shows that it is there;
    building, staffing and all else is begun.
"""

from __future__ import annotations

from msgspec.structs import replace

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.phases import founding_of
from truceline.terms.result import Mark
from truceline.terms.subject import speaks_of
from truceline.terms.term import Term

HELD = ("announced", "confirmed", "postponed", "cancelled", "no_report")


class Establishment(Rules, frozen=True, kw_only=True):
    """M1-M4 for the body named, with B1 and B2."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By B1, M1-M4, then B2."""
        asked = bool(term.params.get("body") or term.params.get("words"))
        if asked and not speaks_of(term, item, ground):
            return None
        found = mark(self, term, item, ground)
        if found is None or found.effect != "begun":
            return found
        if item.cls == "meeting" and asked and item.kind in ("meeting", "talks"):
            return None if item.status in HELD else replace(found, effect="done", rule="B2")
        told = {f for a in item.told if (f := founding_of(a.text)) is not None}
        return replace(found, effect=told.pop(), rule="B2") if len(told) == 1 else found


KIND = Establishment(
    name="establishment",
    natures=("duty", "status"),
    params={"body": "texts", "words": "texts"},
    needs=(),
    evidence=("deployment", "agreement", "statement", "reconstruction", "meeting", "talks"),
    bare="begun",
    placed=False,
)
