"""Who got it from whom: each step of the tellings of one event, and what the step added, dropped or reworded.

Ways, the first that fits:
 cites_unnamed  the origin has no name ("residents", "a source")
 copies         the wording stands in an earlier text and its teller names no one
 republishes    nine tenths of the wording stand in the text of whom it names
 translates     the two texts are in different languages
 summarises     it names whom it has it from, and its wording is at most half as long
 quotes         it names whom it has it from
 states         a speaker's own word, in its own text or to the one that publishes it first
A step is compared with what the one it came from published itself, else with the first telling of the same origin, if
the two can be one statement passed on. What
a relay drops need not be hidden by it: it is what somebody who reads the relay alone does not learn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.events.copies import shingles
from truceline.events.event import Event
from truceline.events.facts import published
from truceline.events.origins import OriginGraph, Way
from truceline.values.canonical import decimal
from truceline.values.count import Count
from truceline.values.time import When


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`to` has it from `source` (keys of the graph; names beside), as `claim` in `document` shows, published at `at`.

    compared: the claim it is compared with. added, dropped, reworded: what differs, in words.
    """

    source: str
    source_name: str
    to: str
    to_name: str
    way: Way
    claim: str
    document: str
    at: int | None = None
    compared: str | None = None
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


class Root(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An independent origin, and how many claims and publishers carry its word."""

    id: str
    name: str
    interest: str | None = None
    claims: int = 0
    publishers: int = 0


class Transmission(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The tellings of one event. circles: names of those that cite one another in a ring."""

    event: str
    roots: tuple[Root, ...]
    steps: tuple[Step, ...]
    circles: tuple[tuple[str, ...], ...] = ()


def transmission(
    event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document], graph: OriginGraph
) -> Transmission:
    """Every step by which the members of an event came, in order of publication, each step of a text once."""
    mine = [claims[m.claim] for m in event.members if m.claim in claims]
    mine.sort(key=lambda c: _when(c, documents))
    ids = [c.id for c in mine]
    origins = graph.origins(ids)
    own: dict[str, Claim] = {}  # who published -> its first claim
    first: dict[str, Claim] = {}  # origin -> first claim
    for c in mine:
        own.setdefault(graph.relays[c.id][-1], c)
        first.setdefault(origins[c.id].id, c)
    steps: dict[tuple[str, str, str], Step] = {}
    for c in mine:
        for step in _steps(c, graph, documents, own, first, origins[c.id].id):
            steps.setdefault((step.source, step.to, step.document), step)
    roots = []
    for o in dict.fromkeys(origins[i] for i in ids):
        held = [c for c in mine if origins[c.id] == o]
        publishers = len({graph.relays[c.id][-1] for c in held})
        roots.append(Root(id=o.id, name=o.name, interest=o.interest, claims=len(held), publishers=publishers))
    inside = {k for c in mine for k in graph.relays[c.id]}
    rings = tuple(tuple(graph.names.get(k, k) for k in r) for r in graph.circles if set(r) <= inside)
    return Transmission(event=event.id, roots=tuple(roots), steps=tuple(steps.values()), circles=rings)


def _when(c: Claim, documents: Mapping[str, Document]) -> tuple[object, ...]:
    pub = published(documents.get(c.document))[0]
    return (pub is None, pub or 0, len(c.says), c.span.start or c.span.row or 0, c.id)


def _steps(
    c: Claim,
    graph: OriginGraph,
    documents: Mapping[str, Document],
    own: Mapping[str, Claim],
    first: Mapping[str, Claim],
    origin: str,
) -> Sequence[Step]:
    chain, names = graph.relays[c.id], graph.names
    at = published(documents.get(c.document))[0]
    if len(chain) == 1:
        chain = (chain[0], chain[0])
    out = []
    for n, (a, b) in enumerate(pairwise(chain)):
        before = own.get(a) if a != b else None
        if before is None or before.id == c.id:
            earliest = first.get(origin)
            before = earliest if earliest is not None and earliest.id != c.id else None
        last = n == len(chain) - 2
        told = before is not None and last and before.document != c.document and comparable(before, c)
        way = _way(c, before if told else None, a, b, graph, documents)
        changes = differences(before, c) if told and before is not None else ((), (), ())
        out.append(
            Step(
                source=a, source_name=names.get(a, a.removeprefix("name:")), to=b,
                to_name=names.get(b, b.removeprefix("name:")), way=way, claim=c.id, document=c.document, at=at,
                compared=before.id if told and before is not None else None,
                added=changes[0], dropped=changes[1], reworded=changes[2],
            )
        )  # fmt: skip
    return out


def comparable(before: Claim, after: Claim) -> bool:
    """Whether two claims can be one statement passed on: of one kind, and of one time or in like words."""
    if before.kind != after.kind:
        return False
    if before.when is None or after.when is None or before.when.overlaps(after.when):
        return True
    one, two = ({w.casefold() for w in c.span.text.split() if len(w) > 3} for c in (before, after))
    return 2 * len(one & two) >= len(one | two)


def _way(c: Claim, before: Claim | None, a: str, b: str, graph: OriginGraph, documents: Mapping[str, Document]) -> Way:
    if a.startswith("unnamed:"):
        return "cites_unnamed"
    if any(k.claim == c.id for k in graph.copies) and len(c.says) <= 1:
        return "copies"
    if a == b or before is None:
        return "states" if a == b or len(graph.relays[c.id]) <= 2 else "quotes"
    mine, theirs = shingles(c.span.text), shingles(before.span.text)
    if mine and len(mine & theirs) >= 0.9 * len(mine):
        return "republishes"
    one, two = documents.get(c.document), documents.get(before.document)
    if one is not None and two is not None and one.language and two.language and one.language != two.language:
        return "translates"
    return "summarises" if 2 * len(c.span.text.split()) <= len(before.span.text.split()) else "quotes"


def differences(before: Claim, after: Claim) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What `after` has that `before` has not, the other way round, and what both have but otherwise; in words."""
    old, new = _named(before), _named(after)
    added = [f"{key[0]} {name}" for key, name in new.items() if key not in old]
    dropped = [f"{key[0]} {name}" for key, name in old.items() if key not in new]
    reworded: list[str] = []
    _compare_counts(before, after, added, dropped, reworded)
    _compare_times(before.when, after.when, added, dropped, reworded)
    if before.act != after.act:
        reworded.append(f"{before.act} -> {after.act}")
    if before.polarity != after.polarity:
        reworded.append("said to hold" if after.polarity == "holds" else "said not to hold")
    return tuple(added), tuple(dropped), tuple(reworded)


def _named(c: Claim) -> dict[tuple[str, str], str]:
    out = {("place", w.id or w.name.casefold()): w.name for w in c.where}
    out |= {(a.role, a.id or a.name.casefold()): a.name for a in c.actors}
    return out


def _compare_counts(before: Claim, after: Claim, added: list[str], dropped: list[str], reworded: list[str]) -> None:
    old = {(k.what, k.actor): k for k in before.counts}
    new = {(k.what, k.actor): k for k in after.counts}
    for key, k in new.items():
        what = k.what.replace("_", " ")
        if key not in old:
            added.append(f"{number(k)} {what}")
        elif number(old[key]) != number(k):
            reworded.append(f"{what}: {number(old[key])} -> {number(k)}")
    dropped += [f"{number(k)} {k.what.replace('_', ' ')}" for key, k in old.items() if key not in new]


def _compare_times(
    old: When | None, new: When | None, added: list[str], dropped: list[str], reworded: list[str]
) -> None:
    if old is None and new is not None:
        added.append(f"the time {new.text}")
    elif new is None and old is not None:
        dropped.append(f"the time {old.text}")
    elif old is not None and new is not None and not old.overlaps(new):
        reworded.append(f"time: {old.text} -> {new.text}")


def number(k: Count) -> str:
    """A count as its source bounds it."""
    best, low, high = ("" if x is None else decimal(x) or "" for x in (k.best, k.low, k.high))
    if best:
        return best
    return f"{low}-{high}" if low and high else f"at least {low}" if low else f"at most {high}" if high else "some"
