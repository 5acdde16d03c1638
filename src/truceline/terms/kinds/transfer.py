"""Transfer of control over an area, by a date or not.

T1. Entry of the receiving side's forces, or a handover told as such, is done; what is told as begun or in part is not.
T2. A withdrawal of the side that hands over is a part: the area may be empty before it passes.
"""

from __future__ import annotations

from msgspec.structs import replace

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.result import Mark
from truceline.terms.term import Term
from truceline.terms.wording import marked


class Transfer(Rules, frozen=True, kw_only=True):
    """The shared rules with T1 and T2; a transfer names its area."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By M1-M5, then T2."""
        found = mark(self, term, item, ground)
        if found is not None and item.kind == "withdrawal" and found.effect == "done":
            return replace(found, effect="part", rule="T2", why=marked(item, "part", ground.agreement.zone))
        return found

    def check(self, term: Term) -> tuple[str, ...]:
        """A transfer without an area cannot be tested."""
        return () if term.where else ("a transfer needs 'where': the area that passes",)


KIND = Transfer(
    name="transfer",
    natures=("duty", "status"),
    needs=("duty", "where"),
    evidence=("transfer", "withdrawal"),
    bare="done",
    who="party",
    default_codes=("V3",),
)
