"""Establishment of a body, a centre or a mechanism. Opened or founded is told as done; building or staffing as begun.
`body` names it: an item bears on the term only if it names that body (`body:NAME` in topics, or an actor of that id)."""

from __future__ import annotations

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.result import Mark
from truceline.terms.term import Term


class Establishment(Rules, frozen=True, kw_only=True):
    """M1-M4 for the body named."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By M1-M4, where the item names the body."""
        bodies = set(term.params.get("body", ()))
        if bodies and not named(item, bodies, ground):
            return None
        return mark(self, term, item, ground)


KIND = Establishment(
    name="establishment",
    natures=("duty", "status"),
    params={"body": "texts"},
    needs=(),
    evidence=("deployment", "agreement", "statement", "reconstruction", "meeting"),
    bare="begun",
    placed=False,
)


def named(item: Item, bodies: set[str], ground: Ground) -> bool:
    """Whether an item names one of the bodies: by id, as a topic, or by a name in the words it stands on."""
    actors = {x for a in item.accounts for x in (*a.agents, *a.targets, *a.others)}
    topics = {t.split(":", 1)[1] for t in item.topics if t.startswith("body:")}
    places = {w.id for w in item.where if w.id}
    if bodies & (actors | topics | places):
        return True
    known = {b for b in bodies if ground.register.actor(b) is not None}
    return bool(known) and any(
        known & set(hit.keys) for a in item.accounts if a.text for hit in ground.register.mentions(a.text)
    )
