"""Exchange or release of persons held, and of remains.

E1. An exchange told is a part, unless told as completed.
E2. A claim that persons are still held, after the term is in force, is a mark of not done.
"""

from __future__ import annotations

from msgspec.structs import replace

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.result import Mark
from truceline.terms.term import Term
from truceline.terms.wording import marked


class Exchange(Rules, frozen=True, kw_only=True):
    """M1-M4 with E1 and E2."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By E1 and E2."""
        found = mark(self, term, item, ground)
        if found is None or item.kind != "persons_held" or found.effect == "not_done":
            return found
        if "returned" in item.topics:
            return replace(found, effect="part", rule="E1")
        return replace(
            found,
            effect="not_done",
            rule="E2",
            why=marked(item, "not_done", ground.agreement.zone, "Reported as still held"),
        )


KIND = Exchange(
    name="exchange",
    natures=("duty",),
    params={"principle": "choice:all_for_all|named|unspecified", "persons": "texts", "remains": "choice:yes|no"},
    needs=("duty",),
    evidence=("exchange", "persons_held"),
    bare="part",
    placed=False,
    default_codes=("V6.1", "V6.2"),
)
