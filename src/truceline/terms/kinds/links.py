"""Unblocking of transport and economic links, who controls them, and new ones.

K1. An item bears on the term only if it speaks of such a link: a topic `transport_links`, `link:NAME` with a name of
    `links`, or one of its `words`; or is told at a place whose id is one of `links`.
K2. A link told as opened (`completed`, or "was opened" of a way) is done, works and talks on it told as begun are begun; a
    plan is nothing, and a way told as closed does not open it.
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
from truceline.terms.wording import marked


class Links(Rules, frozen=True, kw_only=True):
    """M1-M4 with K1 and K2."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By K1, then M1-M4."""
        links = set(term.params.get("links", ()))
        named = {f"link:{x}" for x in links} | {"transport_links"}
        if not speaks_of(term, item, ground, named) and not links & {w.id for w in item.where}:
            return None
        found = mark(self, term, item, ground)
        if found is None or item.kind != "corridor":
            return found
        opened = item.code is None and any(founding_of(a.text) == "done" for a in item.told)
        if not opened:
            return None
        return replace(found, effect="done", rule="K2", why=marked(item, "done", ground.agreement.zone))


KIND = Links(
    name="links",
    natures=("duty", "guarantee", "status"),
    params={
        "links": "texts",
        "traffic": "texts",
        "control": "texts",
        "words": "texts",
        "covers": "choice:result|own_acts",
    },
    needs=(),
    evidence=("movement", "reconstruction", "access", "corridor"),
    bare="begun",
    placed=False,
    default_codes=("V7",),
)
