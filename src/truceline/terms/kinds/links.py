"""Unblocking of transport and economic links, who controls them, and new ones.

K1. An item bears on the term only if it speaks of such a link: a topic `transport_links`, `link:NAME` with a name of
    `links`, or one of its `words`.
K2. A link told as opened (`completed`) is done, works and talks on it told as begun are begun; a plan is nothing.
"""

from __future__ import annotations

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.result import Mark
from truceline.terms.subject import speaks_of
from truceline.terms.term import Term


class Links(Rules, frozen=True, kw_only=True):
    """M1-M4 with K1 and K2."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By K1, then M1-M4."""
        named = {f"link:{x}" for x in term.params.get("links", ())} | {"transport_links"}
        return mark(self, term, item, ground) if speaks_of(term, item, ground, named) else None


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
    evidence=("movement", "reconstruction", "access"),
    bare="begun",
    placed=False,
    default_codes=("V7",),
)
