"""Ceasefire: acts of force that are prohibited from an instant on. Tested by rules J1-J7 on incidents.

F1. A mine that went off, told by all without anybody who laid or set it off and without an accusation, is too vague in its
    type (J2): it may have lain there from before, and is told as nobody's act. Once somebody is said to have acted, or is
    accused, J1-J7 hold.
"""

from __future__ import annotations

import re

from truceline.terms.item import Item
from truceline.terms.kind import Rules
from truceline.terms.result import Finding

EXPLOSION = "V1.6"
_MINE = re.compile(r"\b(?:(?:land|sea)?mines?|мин(?:а|ы|е|у|ой|ам?|ами|ах)?|mina\w{0,4}|ական\w*)\b", re.IGNORECASE)


class Ceasefire(Rules, frozen=True, kw_only=True):
    """J1-J7 with F1."""

    def reworded(self, item: Item, found: Finding) -> Finding:
        """By F1: the rule and the words of what cannot be told."""
        if found.consistency == "cannot_tell" and _nobodys_mine(item):
            why = (
                "A mine went off; nobody is said to have laid it or set it off, and it may have lain there from before."
            )
            return Finding(consistency="cannot_tell", rule="J2", why=why)
        return found


def _nobodys_mine(item: Item) -> bool:
    told = item.told
    return (
        item.acting_code == EXPLOSION
        and bool(told)
        and not item.agents
        and not any(a.unnamed or a.act == "accuses" for a in told)
        and all(_MINE.search(a.text) for a in told)
    )


KIND = Ceasefire(
    name="ceasefire",
    natures=("prohibition",),
    needs=("duty", "from"),
    evidence=("ceasefire", "violation", "violence", "advance"),
    bare="kept",
    default_codes=("V1",),
)
