"""Which place belongs to which deed, within one content (times: claims/dating.py).

Rules.
 B4. A place belongs to the last deed before it in its content, at the head to all; a content with one place gives it to
     all its deeds.
 B5. A place that no preposition puts somewhere is a place only as the object of a deed that needs one.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_kinds import RULES
from truceline.claims.languages.english_words import AUX, BE, VERBISH
from truceline.values.place import PlaceRole, Where

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.claims.kit import Kit

_ROLE: dict[str, PlaceRole] = {
    "in": "at", "at": "at", "inside": "at", "within": "within", "near": "near", "around": "near", "round": "near", "outside": "near",
    "along": "along", "toward": "towards", "towards": "towards", "from": "from", "to": "to", "into": "to", "onto": "to",
    "between": "between", "through": "along", "via": "along", "across": "along", "by": "near", "over": "at", "above": "near", "overlooking": "near", "beyond": "near", "off": "near",
}  # fmt: skip
_HEADS = frozenset({
    "suburb", "suburbs", "fields", "field", "hills", "crossroads", "junction", "edge", "entrance", "exit", "streets", "market",
    "mountains", "forest", "valley", "countryside", "ruins", "quarter", "neighbourhood", "municipality", "prison", "hospital",
    "village", "villages", "town", "towns", "city", "district", "districts", "region", "regions", "area", "areas",
    "settlement", "settlements", "province", "height", "heights", "hill", "road", "highway", "line", "corridor", "zone",
    "sector", "direction", "outskirts", "part", "parts", "vicinity", "north", "south", "east", "west", "northern",
    "southern", "eastern", "western", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
    "south-east", "south-west", "centre", "center", "border", "territory", "positions", "position", "disputed", "de",
    "facto", "the", "of", "a", "an", "separate", "entire", "whole", "and", ",", "/", "its", "former", "neighbouring",
    "neighboring", "bordering", "occupied", "liberated", "breakaway", "unrecognised", "unrecognized", "enclave",
    "capital", "hall", "station", "square", "factory", "plant", "airport", "port", "base", "camp", "farm", "mill", "office",
    "ministry", "barracks", "school", "church", "mosque", "monastery", "cathedral", "harbour", "harbor", "bay",
    "house", "building", "buildings", "houses", "gates", "gate", "side", "bank", "shore", "roadblock", "checkpoint", "post",
    "residential", "parliament", "palace", "stadium", "university", "bazaar", "depot",
})  # fmt: skip
_ON_HEADS = frozenset({
    "outskirts", "road", "highway", "line", "border", "territory", "height", "heights", "hill", "section", "front",
    "frontier", "village", "town", "positions",
})  # fmt: skip
_WAY_VERBS = frozenset({"block", "close", "cut", "obstruct", "shut", "seal", "open", "reopen", "unblock"})
_WAY_STATES = frozenset({
    "blocked", "closed", "cut", "obstructed", "shut", "sealed", "open", "opened", "reopened", "unblocked", "restored",
})  # fmt: skip
_OBJECT = _WAY_VERBS | frozenset({
    "shell", "bombard", "attack", "hit", "strike", "target", "storm", "capture", "seize", "take", "enter", "leave",
    "visit", "occupy", "lose", "overrun", "retake", "control", "hold", "reach", "advance", "close", "reopen", "open",
    "evacuate", "liberate", "flee", "handover", "hand-over", "return", "transfer", "hand", "seizure", "cede", "surrender", "loot", "siege", "defend", "recapture", "pound", "raid", "destroy", "damage", "clear",
})  # fmt: skip


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A place in words [first, last)."""

    first: int
    last: int
    where: Where
    hit_start: int = 0
    bare: bool = False  # no preposition puts it anywhere: it is what suffers the deed


def placed(frame: Frame, kit: Kit, actors: set[int]) -> list[Placed]:
    """The places of a text that stand somewhere (B5). actors: words that are actors, not places."""
    from truceline.claims.placing import find_places
    from truceline.claims.placing_forms import places_by_form

    known = find_places(frame.text, kit.gazetteer)
    named = [(frame.words[e.first].start, frame.words[e.last - 1].end) for e in frame.entities if e.form != "generic"]
    taken = sorted([*((m.start, m.end) for m in known), *named])
    mentions = sorted([*known, *places_by_form(frame.text, taken)], key=lambda m: (m.start, m.end))
    out: list[Placed] = []
    previous: tuple[int, PlaceRole | None] = (-9, None)
    for m in mentions:
        first = frame.word_at(m.start)
        if (
            first
            and (first >= len(frame.words) or frame.words[first].start > m.start)
            and frame.words[first - 1].end > m.start
        ):
            first -= 1
        if first >= len(frame.words) or first in actors:
            continue
        last = first + 1
        while last < len(frame.words) and frame.words[last].start < m.end:
            last += 1
        role = _role(frame, first)
        if role is None and _is_way_told(frame, last):
            role = "at"
        if role is None and m.where.role != "at":
            role = m.where.role
        if (
            role is not None
            and first > 1
            and frame.words[first - 1].low == ","
            and frame.text[frame.words[first - 2].start].isupper()
        ):
            role = previous[1] if previous[0] == first - 1 and previous[1] is not None else "at"  # "near X, Y province"
        gap = [w.low for w in frame.words[previous[0] : first]] if first - previous[0] <= 4 else None
        if role is None and gap is not None and all(g in ("and", ",", "/", "or", "the", "(") for g in gap):
            role = previous[1]
        if first > 3 and frame.words[first - 2].low in _DRAWN_UP and _paper(frame, first - 2):
            previous = (last, None)
            continue  # "the memorandum initialled in X"
        if first > 2 and frame.words[first - 2].low in _BASED and frame.words[first - 3].low not in BE | AUX:
            previous = (last, None)
            continue  # "the battalion stationed at X"
        previous = (last, role)
        bare = role is None and _subject_place(frame, first, last)
        if bare:
            role = "at"
        if role is None:
            continue
        if m.where.role == "between" and len(m.ids) > 1:
            for k, id in enumerate(m.ids):
                p = kit.gazetteer.place(id)
                if p is not None:
                    out.append(
                        Placed(
                            first=first,
                            last=last,
                            where=Where(name=p.all_names()[0], id=id, precision=m.where.precision, role="between"),
                            hit_start=m.start + k,
                        )
                    )
            continue
        where = m.where
        if where.role == "at" and role != "at":
            where = (
                msgspec.structs.replace(where, role=role)
                if where.id is None
                else kit.gazetteer.where(where.id, name=where.name, role=role)
            )
        out.append(Placed(first=first, last=last, where=where, hit_start=m.start, bare=bare))
    return out


def _role(frame: Frame, first: int) -> PlaceRole | None:
    """The role by the preposition before a place, past "the village of"; "at" as a deed's object; None for neither."""
    k = first - 1
    steps = 0
    while k >= 0 and steps < 9:
        low = frame.words[k].low
        if low in ("except", "exception", "excluding", "barring"):
            return "at"
        if low in _ROLE:
            if low == "to" and frame.words[k - 1].low in ("close", "next"):
                return "near"
            if low == "in" and any(w.low == "direction" for w in frame.words[k:first]):
                return "towards"
            if low == "from" and any(w.low == "direction" for w in frame.words[k:first]):
                return "from"
            if low in ("in", "at", "on") and _outside(frame, k, first):
                return "near"
            if low == "from" and k and frame.words[k - 1].low in ("apart", "aside"):
                return "at"
            if low in ("at", "in") and _off_thing(frame, k):
                return "near"
            return _ROLE[low]
        if low == "for":
            return "to" if any(w.low in _SET_OUT for w in frame.words[max(0, k - 6) : k]) else None
        if low == "on":
            heads = {w.low for w in frame.words[k:first]} | {w.low for w in frame.words[first + 1 : first + 3]}
            return (
                "at"
                if heads & _ON_HEADS
                or (
                    k
                    and frame.words[k - 1].low.startswith(
                        ("advanc", "fire", "fired", "attack", "strike", "strikes", "assault")
                    )
                )
                else None
            )
        found = RULES.get(low) if low not in _HEADS else None
        if found and any(r.word in _OBJECT for r in found):
            if _outside(frame, k, first):
                return "near"
            if any(r.word == "flee" for r in found):
                return "from"
            return "to" if any(r.word in ("enter", "reach") for r in found) else "at"
        if (
            low in VERBISH
            or (low.endswith(("ed", "ing")) and low not in _HEADS)
            or low.rstrip("s") in _OBJECT
            or low in ("took", "held", "left")
        ):
            return None
        if (
            low not in _HEADS
            and not frame.text[frame.words[k].start].isupper()
            and not low[:1].isdigit()
            and not (low.isalpha() and frame.words[k + 1].low in _AREAS)
        ):
            return None
        k -= 1
        steps += 1
    return None


_SET_OUT = frozenset([
    "flee", "fled", "fleeing", "leave", "left", "leaving", "depart", "departed", "headed", "heading", "bound", "sailed", "set",
])  # fmt: skip
_UNITS = frozenset(
    ["m", "km", "metres", "meters", "kilometres", "kilometers", "miles", "yards", "metre", "meter", "mile"]
)


def _off_thing(frame: Frame, k: int) -> bool:
    """Whether "at X" before word k only says where a thing is from which a distance is told: "500 m from the bridge at X"."""
    lows = [w.low for w in frame.words[max(0, k - 7) : k]]
    if not any(u in lows for u in _UNITS):
        return False
    u = max(n for n, low in enumerate(lows) if low in _UNITS)
    return any(low in ("from", "of") for low in lows[u + 1 : u + 3])


_DRAWN_UP = frozenset(
    [
        "signed",
        "initialled",
        "initialed",
        "reached",
        "agreed",
        "concluded",
        "brokered",
        "negotiated",
        "adopted",
        "issued",
    ]
)


def _paper(frame: Frame, k: int) -> bool:
    """Whether the participle at word k only tells which paper is meant: "under the deal reached in X"."""
    before = frame.words[k - 1].low
    if before == ",":
        return frame.words[k - 2].low not in BE
    for m in range(k - 1, max(1, k - 8), -1):  # "the truce, which both sides signed in X"
        if frame.words[m].low in ("which", "that"):
            head = frame.words[m - 1 - (frame.words[m - 1].low == ",")].low
            return head in _PAPERS
        if frame.words[m].low in (",", ";", ":"):
            break
    return before.isalpha() and before not in BE and before not in AUX and before in _PAPERS


_PAPERS = frozenset([
    "agreement", "deal", "memorandum", "accord", "accords", "protocol", "document", "statement", "truce", "ceasefire", "declaration", "treaty", "plan",
    "terms", "pact", "understanding",
])  # fmt: skip
_BASED = frozenset(["stationed", "based", "headquartered", "located", "born"])
_AREAS = frozenset(
    ["area", "areas", "part", "parts", "district", "outskirts", "neighbourhood", "quarter", "suburb", "suburbs"]
)
_STANDS = frozenset(["hospital", "school", "airport", "market", "monastery", "church", "mosque", "station", "bridge"])
_SUFFERED = frozenset(["transfer", "violence", "advance", "damage", "position", "access", "casualties"])


def _outside(frame: Frame, k: int, first: int) -> bool:
    """Whether "the outskirts of", "the vicinity of" stands among words [k, first)."""
    return any(
        w.low in ("vicinity", "outskirts", "surroundings", "environs", "suburb", "suburbs", "edge")
        for w in frame.words[k:first]
    )


def _subject_place(frame: Frame, first: int, last: int) -> bool:
    """Whether a place without a preposition is what suffers the deed: "The village of X passed ...", "X hospital, which"."""
    k = first
    while k > 0 and k not in frame.begins and frame.words[k - 1].low in _HEADS:
        k -= 1
    if k not in frame.begins and frame.words[k - 1].low not in ("that", "said", "says", ",", '"', "“"):
        return False
    after = frame.words[last].low if last < len(frame.words) else ""
    return after in _STANDS or after in VERBISH or (after.endswith("ed") and k < first)


def _is_way_told(frame: Frame, last: int) -> bool:
    """Whether what stands before word `last` is said to be open or shut: "the corridor was closed"."""
    after = [w.low for w in frame.words[last : last + 5]]
    if after and after[0] in ("corridor", "road", "highway", "route", "crossing", "bridge"):
        after = after[1:]
    if not after or after[0] not in (
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "remains",
        "remained",
        "stays",
        "stayed",
    ):
        return False
    return any(w in _WAY_STATES for w in after[1:4])


def _verb_between(frame: Frame, t: Trigger, p: Placed) -> bool:
    """Whether a verb of its own stands between a deed told by a noun and a place: "the killing of X near A drew protests in B"."""
    return any(
        w.low in VERBISH or w.low in ("drew", "led", "sparked", "prompted", "caused", "brought")
        for w in frame.words[t.last : p.first]
    )


def _begin(t: Trigger) -> int:
    return t.first


def wheres(
    frame: Frame, t: Trigger, triggers: list[Trigger], places: list[Placed], first: int, last: int
) -> tuple[Where, ...]:
    """The places of a trigger (B4)."""
    inside = [p for p in places if first <= p.first < last and (not p.bare or t.kind in _SUFFERED or t.code == "X8")]
    if not inside:
        return ()
    mine, head = [], []
    for p in inside:
        if p.first <= t.first < p.last:
            mine.append(p.where)
            continue
        before = bisect_right(triggers, p.first, key=_begin)
        if before and triggers[before - 1] is t:
            if not (mine and t.noun and _verb_between(frame, t, p)):
                mine.append(p.where)
        elif not before:
            head.append(p.where)
    found = (mine + [h for h in head if h.id not in {m.id for m in mine}]) if mine or head else []
    if t.kind == "agreement":
        return tuple(dict.fromkeys(mine + [h for h in head if h.role == "at"]))
    if not found and len({p.where.id or p.where.name for p in inside}) == 1:
        found = [inside[0].where]
    return tuple(dict.fromkeys(found))
