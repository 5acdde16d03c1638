"""Who watched what, when: dated intervals built from claims, for the algebra in `places`. Rules:

W1. A watcher is an actor of kind peacekeeper, or one named with the role of observer, in the register or the claim.
W2. A watcher's own count or report of a place or line over a time (it holds posts, patrols, monitors, recorded or did
    not record violations) is its word that it watched there then. Others' words of its presence count as well, but
    only presence: deployment, position, movement.
W3. What is planned, expected, undertaken, provided or conditional watches nothing.
W4. A refused or hindered access (`access`, or code V5) takes the time away from that place: state `denied`.
W5. A claim without an end of its time reaches to its publication and no further; without any time, nowhere.
W6. A claim without a place counts for everywhere ("") only where the watcher itself speaks of the whole of its area.
Nothing is counted twice, nothing made up: what falls out is in the tally.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.places.intervals import Labelled, gaps, union

if TYPE_CHECKING:
    from truceline.places.coverage import State, Watcher
    from truceline.places.zone import Zone

PRESENCE = frozenset({"deployment", "position", "movement"})
OWN_WORD = PRESENCE | {"ceasefire", "violation", "standstill", "corridor", "violence", "access"}
NOT_YET = frozenset({"plans", "expects", "undertakes", "provides", "withdraws"})


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """intervals: zone id -> dated intervals in which somebody watched it, less those denied ("" for everywhere), as
    `assess` takes them. words: the same one by one, label `watched` or `denied`, with whose word and which claims.
    set_aside: why claims of watchers gave nothing, and how many."""

    intervals: dict[str, tuple[tuple[int, int], ...]]
    words: dict[str, tuple[Labelled, ...]]
    set_aside: dict[str, int]


def watched(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    register: Register,
    zone_ids: Iterable[str],
    *,
    as_of: int,
) -> Watched:
    """The intervals of all watchers up to `as_of` (microseconds)."""
    known = frozenset(zone_ids)
    words: dict[str, list[Labelled]] = {}
    aside: dict[str, int] = {}
    for c in claims:
        label = _label(c, register)
        if label is None:
            continue
        span = time_of(c, documents, as_of)
        if isinstance(span, str):
            aside[span] = aside.get(span, 0) + 1
            continue
        places = [w.id for w in c.where if w.id in known]
        if not places and (c.where or not _own_word(c, register)):
            aside["no zone of the case named"] = aside.get("no zone of the case named", 0) + 1
            continue
        for place in places or [""]:
            who = c.says[0].name if c.says else ""
            item = Labelled(start=span[0], end=span[1], label=label, by=who, claims=(c.id,))
            words.setdefault(place or "", []).append(item)
    intervals: dict[str, tuple[tuple[int, int], ...]] = {}
    for place, items in sorted(words.items()):
        seen = union((i.start, i.end) for i in items if i.label == "watched")
        shut = union((i.start, i.end) for i in items if i.label == "denied")
        left = tuple((int(a), int(b)) for s in seen for a, b in gaps(shut, *s))
        if left:
            intervals[place] = left
    ordered = {p: tuple(sorted(i, key=lambda x: (x.start, x.end, x.label))) for p, i in sorted(words.items())}
    return Watched(intervals=intervals, words=ordered, set_aside=dict(sorted(aside.items())))


def is_watcher(actor_id: str | None, register: Register) -> bool:
    """W1, by the register."""
    actor = register.actor(actor_id) if actor_id else None
    return actor is not None and (actor.kind == "peacekeeper" or "observer" in actor.roles)


def _own_word(c: Claim, register: Register) -> bool:
    """Whether the first speaker of the chain is a watcher."""
    if not c.says:
        return False
    first = c.says[0]
    source = register.source(first.id) if first.id else None
    return (
        first.kind == "peacekeeper"
        or is_watcher(first.id, register)
        or (source is not None and is_watcher(source.actor, register))
    )


def _label(c: Claim, register: Register) -> str | None:
    """watched, denied, or None where the claim says nothing of watching (W1-W4)."""
    if c.act in NOT_YET or c.conditional:
        return None
    subject = any(a.role == "observer" or is_watcher(a.id, register) for a in c.actors)
    if subject and (c.kind == "access" or (c.code or "").startswith("V5")):
        return "denied" if (c.polarity == "holds") != (c.act == "denies") else "watched"
    if c.act == "denies":
        return None
    if subject and c.kind in PRESENCE and c.polarity == "holds":
        return "watched"
    return "watched" if c.kind in OWN_WORD and _own_word(c, register) else None


def time_of(c: Claim, documents: Mapping[str, Document], as_of: int) -> tuple[int, int] | str:
    """Start and end of what a claim tells (W5), cut at `as_of`; or why there is none."""
    if c.when is None or c.when.earliest is None:
        return "no time, or no beginning"
    if c.when.zone_basis == "none":
        return "a time without a zone"
    end = c.when.latest
    if end is None:
        document = documents.get(c.document)
        published = document.published if document else None
        end = published.latest if published else None
    if end is None:
        return "no end, and no day of publication"
    end = min(end, as_of)
    return (c.when.earliest, end) if end > c.when.earliest else "after the cut-off"


def watchers_of(zones: Iterable[Zone], words: Sequence[Labelled] = (), *, as_of: int) -> tuple[Watcher, ...]:
    """Posts of the case as watchers of the line they stand at, for `places.coverage`.

    A post works where its own or its zone's words say so; for the rest of its validity its state is unknown. A post
    without a range sees nothing that can be drawn and is left out.
    """
    from truceline.places.coverage import Watcher

    out: list[Watcher] = []
    for z in zones:
        if z.kind != "post" or z.range_m is None or z.valid_from is None:
            continue
        low, high = z.valid_from, min(z.valid_to if z.valid_to is not None else as_of, as_of)
        if high <= low:
            continue
        spot = (float(z.geometry["coordinates"][0]), float(z.geometry["coordinates"][1]))
        by_state: dict[State, tuple[tuple[float, float], ...]] = {
            "denied": union((max(i.start, low), min(i.end, high)) for i in words if i.label == "denied")
        }
        told = union((max(i.start, low), min(i.end, high)) for i in words if i.label == "watched")
        by_state["working"] = tuple(s for t in told for s in gaps(by_state["denied"], *t))
        by_state["unknown"] = gaps((*told, *by_state["denied"]), low, high)
        for state, spans in by_state.items():
            out.extend(
                Watcher(id=z.id, kind="post", path=(spot,), range_m=z.range_m, start=int(a), end=int(b), state=state)
                for a, b in spans
            )
    return tuple(sorted(out, key=lambda w: (w.start, w.id)))
