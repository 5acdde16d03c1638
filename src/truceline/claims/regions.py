"""Areas that a text names again without their name ("the enclave", "the area"), and what a corridor connects (English).

Rules.
 R1. "The area", "the enclave" where an adverbial or a subject of place stands is the last area named before it in the same
     or the sentence before; nothing where none, or two at once, was named.
 R2. What a corridor connects, with "connects A with B", "links A to B", stands between the two: places by id, states by name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from truceline.claims.binding import Placed
from truceline.claims.frame import InOrder
from truceline.values.place import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.claims.kit import Kit
    from truceline.values.place import PlaceRole

_AREAS = frozenset(["area", "region", "enclave", "exclave", "territory", "province", "highlands"])
_WIDE = frozenset(["area", "region", "province", "historic_region", "zone", "district", "country"])
_ROLES: dict[str, PlaceRole] = {
    "in": "at", "inside": "at", "within": "at", "into": "to", "to": "to", "from": "from", "with": "between", "and": "between",
    "around": "near", "near": "near", "outside": "near",
}  # fmt: skip
_CONNECTS = re.compile(r"\b(?:connect|link|join)\w*\b")


def named_again(frame: Frame, kit: Kit, places: Sequence[Placed]) -> list[Placed]:
    """R1: a place for each "the area" that stands for one named before."""
    out: list[Placed] = []
    ordered = InOrder(places)
    for n, s in enumerate(frame.sentences):
        for k in range(s.first, s.last - 1):
            if frame.words[k].low not in ("the", "this", "that") or frame.words[k + 1].low not in _AREAS:
                continue
            after = frame.words[k + 2].low if k + 2 < s.last else ""
            before = frame.words[k - 1].low if k > s.first else ""
            role = "at" if k == s.first else _ROLES.get(before)
            if role is None or after == "of":
                continue
            since = frame.sentences[n - 1].first if n and frame.sentences[n - 1].paragraph == s.paragraph else s.first
            found = [p for p in ordered.within(since, k) if _wide(kit, p)]
            if found and len({p.where.id for p in found}) == 1:
                where = kit.gazetteer.where(found[-1].where.id or "", name=found[-1].where.name, role=role)
                out.append(Placed(first=k + 1, last=k + 2, where=where, hit_start=frame.words[k + 1].start))
    return out


def _wide(kit: Kit, p: Placed) -> bool:
    known = kit.gazetteer.place(p.where.id) if p.where.id else None
    return known is not None and known.kind in _WIDE


def connected(
    frame: Frame,
    t: Trigger,
    kit: Kit,
    where: tuple[Where, ...],
    places: Sequence[Placed],
    entities: Sequence[Entity],
    last: int,
) -> tuple[Where, ...]:
    """R2: the places of a corridor with what it connects."""
    a, b = frame.words[t.first].start, frame.words[last - 1].end
    verb = _CONNECTS.search(frame.low, a, min(b, a + 80)) if t.kind == "corridor" else None
    if verb is None:
        return where
    first = frame.word_at(verb.end())
    stop = next(
        (k for k in range(first, last) if frame.words[k].low in ("which", "that", ";", "is", "was", "are")), last
    )
    found: list[tuple[int, Where]] = []
    for p in places:
        if first <= p.first < stop and p.where.id is not None:
            found.append((p.first, kit.gazetteer.where(p.where.id, name=p.where.name, role="between")))
    for h in kit.gazetteer.mentions(frame.text[verb.end() : frame.words[stop - 1].end]):
        k = frame.word_at(verb.end() + h.start)
        if len(h.keys) == 1 and not any(k == i for i, _ in found) and first <= k < stop:
            found.append((k, kit.gazetteer.where(h.keys[0], name=h.form, role="between")))
    taken = {i for i, _ in found}
    for e in entities:
        if first <= e.first < stop and e.form == "name" and not any(e.first <= i < e.last for i in taken):
            found.append((e.first, Where(name=e.name, precision="P8", role="between")))
    if not found:
        return where
    joined = [w for _, w in sorted(found, key=lambda x: x[0])]
    ids = {w.id for w in joined if w.id}
    return (*(w for w in where if w.id is None or w.id not in ids), *joined)
