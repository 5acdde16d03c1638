"""Standstill: forces stay at the positions they hold. An advance into a place is tested; where the text draws no line, a
reading says whose positions they were (`positions: open` leaves every advance undecided under that reading)."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, judge
from truceline.terms.result import Finding
from truceline.terms.term import Term


class Standstill(Rules, frozen=True, kw_only=True):
    """Rules J1-J7, and: S1. with `positions: open`, what J7 would call inconsistent cannot be told, for no line was drawn."""

    def judge(self, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
        """By J1-J7, then S1."""
        found = judge(self, term, item, ground, acts_for)
        if found.consistency == "appears_inconsistent" and term.params.get("positions") == "open":
            return Finding(
                consistency="cannot_tell", rule="S1", why="No map or line of the positions held goes with the text."
            )
        return found


KIND = Standstill(
    name="standstill",
    natures=("prohibition",),
    params={"positions": "choice:as_held|open"},
    needs=("duty", "from"),
    evidence=("standstill", "position"),
    bare="kept",
    default_codes=("V2.1",),
)
