"""Whether what is told speaks of the subject of a term: by its marks, by the body it names, or by the words it uses.

A term gives its subject as topics (`subjects`, `links`), as a body (`body`) and as plain words (`words`): phrases of a
report in any language, matched whole and without regard to case. A word that stands in a denial speaks of it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.term import Term


def speaks_of(term: Term, item: Item, ground: Ground, topics: Collection[str] = ()) -> bool:
    """Whether the item bears one of the topics, names the term's body, or uses one of its words."""
    bodies = set(term.params.get("body", ()))
    if set(topics) & item.topics or (bodies and names_body(item, bodies, ground)):
        return True
    words = tuple(term.params.get("words", ()))
    return bool(words) and any(_form(words).search(a.text) for a in item.accounts if a.text)


def names_body(item: Item, bodies: set[str], ground: Ground) -> bool:
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


@lru_cache(maxsize=512)
def _form(words: tuple[str, ...]) -> re.Pattern[str]:
    phrases = (r"\s+".join(map(re.escape, w.split())) for w in words if w.split())
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)", re.IGNORECASE)
