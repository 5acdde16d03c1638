"""Exclusion and disengagement zones: forces, weapons or flights that may not be inside an area, or near a line.

E1. A term with distances reaches what lies less than so many metres from the line: surely nearer -> as J1-J7 say; surely
    farther -> outside the terms; between the two, or the line not drawn -> cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from truceline.terms.distance import far
from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, judge
from truceline.terms.result import Finding
from truceline.terms.term import Term


class Exclusion(Rules, frozen=True, kw_only=True):
    """J1-J7 with E1; the area is what it is about."""

    def judge(self, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
        """By J1-J7, and by E1 for a term with distances."""
        found = judge(self, term, item, ground, acts_for)
        if not term.distances or found.consistency in ("outside_terms", "exempt"):
            return found
        told = [far(d, item, ground) for d in term.distances]
        short = [why for side, why in told if side == "short"]
        if short:
            return replace(found, why=f"{found.why} {short[0]}")
        unsure = [why for side, why in told if side == "unsure"]
        if unsure:
            return Finding(consistency="cannot_tell", rule="E1", why=unsure[0])
        return Finding(consistency="outside_terms", rule="E1", why=told[0][1])

    def check(self, term: Term) -> tuple[str, ...]:
        """An exclusion names its area, or lines and how far from them."""
        if not term.where and not term.distances:
            return ("an exclusion needs 'where', or 'distances' from a line",)
        return tuple(f"the distance for '{d.what}' needs 'line'" for d in term.distances if not d.line)


KIND = Exclusion(
    name="exclusion",
    natures=("prohibition",),
    params={"object": "texts"},
    needs=("duty", "from"),
    evidence=("position", "withdrawal", "deployment"),
    bare="kept",
    default_codes=("V2.2", "V2.3", "V2.4"),
    measures=True,
)
