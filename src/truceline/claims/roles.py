"""Roles: how the actors of a content stand to what a trigger tells, by its frame, word order and prepositions (English)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from truceline.claims.claim import ActorRole
from truceline.claims.languages.english_cues import forms
from truceline.claims.languages.english_words import ACTOR_HEADS, NUMBERS, PERSON_HEADS, VERBISH

if TYPE_CHECKING:
    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger

Bound = list[tuple["Entity", ActorRole]]
_PREP = frozenset({
    "of", "at", "on", "in", "near", "against", "with", "by", "from", "to", "into", "for", "towards", "toward", "along",
    "between", "over", "under", "through", "upon", "among", "per", "after", "before", "behind", "outside", "around",
})  # fmt: skip
_SKIP = frozenset(
    ["the", "a", "an", "all", "both", "some", "its", "their", "his", "its", "two", "three", "several", "those", "these"]
)
_WALKED = frozenset(["walk", "walks", "walked", "go", "goes", "went", "set"])
_SOME = frozenset(["none", "some", "many", "most", "several", "dozens", "hundreds", "one", "all"])
_CONVENE = frozenset([
    "hold", "convene", "chair", "host", "call", "open", "have", "lead", "receive", "welcome", "summon",
])  # fmt: skip
_BOTH = frozenset(
    [
        "leaders",
        "presidents",
        "ministers",
        "sides",
        "parties",
        "delegations",
        "commanders",
        "envoys",
        "generals",
        "negotiators",
    ]
)
_HOSTS = frozenset(["mediating", "hosting", "presiding", "chairing", "moderating"])
_MET = frozenset(["meet", "receive", "welcome", "host", "visit", "summon"])
_THINGS = frozenset([
    "car", "cars", "vehicle", "vehicles", "truck", "trucks", "post", "posts", "positions", "position", "base", "bases",
    "headquarters", "checkpoint", "checkpoints", "helicopter", "helicopters", "drone", "drones", "tank", "tanks", "jeep", "bus",
])  # fmt: skip
_AIMED = frozenset(["attack", "attacks", "fire", "strike", "strikes", "raid", "assault", "assaults"])
_BLAMES = re.compile(r"\b(?:blam(?:es|ed|ing)|pinn(?:ed|ing)|pins) (?:[\w'-]+ ){0,3}$")
_HANDED = frozenset(["hand", "transfer", "turn", "give", "release", "free", "exchange", "swap", "handover", "trade"])
_DRAWN = frozenset(["brokered", "mediated", "negotiated", "sponsored", "monitored", "proposed", "announced"])
_STOP = frozenset({
    ";", "while", "but", "whereas", "after", "before", "when", "which", "who", "because", "although", "if", "until",
    ":", "ahead",
})  # fmt: skip
# frame -> role of the subject when active, of the object, of the subject when passive
_ROLES: dict[str, tuple[ActorRole, ActorRole | None, ActorRole]] = {
    "act": ("agent", "target", "target"),
    "event": ("agent", "target", "target"),
    "pass": ("agent", None, "target"),
    "cas": ("agent", "victim", "victim"),
    "hold": ("agent", "victim", "victim"),
    "held": ("agent", None, "victim"),
    "move": ("agent", None, "agent"),
    "ctl": ("agent", None, "agent"),
    "exch": ("agent", None, "victim"),
    "ret": ("agent", None, "agent"),
    "sign": ("signatory", None, "signatory"),
    "state": ("agent", None, "agent"),
    "acc": ("agent", "target", "target"),
    "accp": ("agent", None, "target"),
    "topic": ("participant", None, "participant"),
    "meet": ("participant", "participant", "participant"),
}
_SELF = frozenset(
    ["die", "perish", "lose", "suffer", "sustain", "incur", "missing", "dead", "bury", "treat", "wounded"]
)


def preposition(frame: Frame, e: Entity, first: int) -> str:
    """The preposition that governs an entity: just before it, past an article, adjectives or a head ("soldiers of")."""
    k = e.first - 1
    while k >= first and (
        frame.words[k].low in _SKIP or frame.words[k].low in ("armed", "local", "unarmed", "senior", "other")
    ):
        k -= 1
    if k < first:
        return ""
    low = frame.words[k].low
    if (
        low == "of"
        and k - 1 >= first
        and (
            frame.words[k - 1].low in ACTOR_HEADS
            or frame.words[k - 1].low in PERSON_HEADS
            or frame.words[k - 1].low in _SOME
            or frame.words[k - 1].low in _THINGS
            or frame.words[k - 1].low in NUMBERS
            or frame.words[k - 1].low[:1].isdigit()
        )
    ):
        head = k - 1
        while head - 1 >= first and (
            frame.words[head - 1].low in ACTOR_HEADS
            or frame.words[head - 1].low in _SKIP
            or frame.words[head - 1].low[:1].isdigit()
        ):
            head -= 1
        return frame.words[head - 1].low if head - 1 >= first and frame.words[head - 1].low in _PREP else ""
    return low if low in _PREP else ""


def coordinated(frame: Frame, entities: list[Entity], at: int, first: int) -> list[Entity]:
    """The entities joined with the one at index `at` to its left by "and" or commas."""
    out = [entities[at]]
    i = at
    while i > 0:
        gap = [frame.words[k].low for k in range(entities[i - 1].last, entities[i].first)]
        if gap and all(
            g in ("and", ",", "the", "or", "as", "well", "both") or g.isdigit() or g in NUMBERS for g in gap
        ):
            out.append(entities[i - 1])
            i -= 1
        else:
            break
    return out[::-1]


def bind(frame: Frame, t: Trigger, entities: list[Entity], first: int, last: int) -> Bound:
    """Entities of the content [first, last) with their roles. Each entity once, the first role found for it."""
    if t.frame == "bare":
        return []
    subject_role, object_role, passive_role = _ROLES[t.frame]
    out: Bound = []
    left = [e for e in entities if e.last <= t.first + (1 if t.frame in ("transfer",) else 0)]
    inside = [e for e in entities if t.first < e.first and e.last <= t.last]
    right = [e for e in entities if e.first >= t.last]
    limit = _reach(frame, t.last, right[-1].first) if right else 0
    right = [e for e in right if e.first <= limit]
    subjects = _subjects(frame, t, left, entities, first)
    subjects = [_commander(frame, e, entities) for e in subjects]
    lemma_self = t.lemma in _SELF or (
        t.word in ("dead", "missing", "casualties", "losses", "fatalities", "deaths", "death", "wounded")
        and not t.passive
    )
    right = [
        e
        for e in right
        if not (
            frame.words[e.first - 1].low == "," and e.last < len(frame.words) and frame.words[e.last].low in VERBISH
        )
    ]
    if t.frame == "state" and t.kind == "corridor":
        return [
            (e, "controller")
            for e in inside + right
            if preposition(frame, e, t.first) in ("under", "of", "by") and _under_control(frame, e)
        ]
    if t.frame in ("event", "act") and subjects and t.noun and _recorded(frame, subjects[-1], t):
        return _unique(frame, [(e, "observer") for e in subjects])
    if t.frame == "meet":
        return _meeting(frame, t, subjects, inside + right, first)
    if t.frame == "cas" and lemma_self:
        role: ActorRole = "victim"
    elif (
        t.frame == "exch"
        and t.lemma in ("come", "go", "return", "arrive", "fly")
        and any(w.low in ("captivity", "home") for w in frame.words[t.first : t.last])
    ):
        role = "victim"
    elif t.frame == "exch" and t.word == "free" and frame.words[t.first - 1].low in _WALKED:
        role = "victim"  # "walked free"
    else:
        role = passive_role if t.passive else subject_role
    if t.lemma in ("fight", "clash", "skirmish") and len(subjects) > 1:
        role = "participant"
    out += [(e, role) for e in subjects]
    if t.frame == "ret" and not subjects and inside and not t.verb:
        out.append((inside[0], role))
    previous: tuple[Entity, ActorRole | None] | None = None
    for e in inside + right:
        p = preposition(frame, e, t.first)
        if p == "" and previous is not None and _joined(frame, previous[0], e):
            if previous[1] is not None:
                out.append((e, previous[1]))
            previous = (e, previous[1])
            continue
        found = _right_role(t, p, e, object_role, bool(subjects), frame)
        if found == "target" and e.form == "capital":
            found = None  # a town that is attacked is a place
        previous = (e, found)
        if found is not None:
            out.append((e, found))
    if t.frame == "event" and not any(r == "participant" for _, r in out):
        out += [(e, "participant") for e in left if e not in subjects and preposition(frame, e, first) == "between"]
    return _unique(frame, out)


_RECORD = frozenset({
    "recorded", "registered", "counted", "observed", "reported", "noted", "saw", "heard", "documented", "confirmed",
    "witnessed", "verified", "detected", "logged", "records", "registers", "counts", "observes",
})  # fmt: skip
_MUNITIONS = frozenset(["rockets", "rocket", "shells", "shell", "missiles", "missile", "projectiles"])


_STAGED = frozenset(
    f for v in ("hold", "carry", "conduct", "launch", "stage", "mount", "start", "begin", "resume", "continue", "commit",
                "undertake", "open", "perform", "declare", "complete", "halt", "stop", "end") for f in forms(v)
)  # fmt: skip


def _commander(frame: Frame, e: Entity, entities: list[Entity]) -> Entity:
    """Who commands a nameless force: "troops under Torian command"."""
    if e.id is not None or e.last >= len(frame.words) or frame.words[e.last].low != "under":
        return e
    for x in entities:
        if (
            e.last < x.first <= e.last + 2
            and x.last < len(frame.words)
            and frame.words[x.last].low in ("command", "control")
        ):
            return x
    return e


def _staged(frame: Frame, e: Entity, t: Trigger) -> bool:
    """Whether the noun is the object of a verb of doing whose subject the entity is: "held exercises"."""
    between = [frame.words[k].low for k in range(e.last, t.first)]
    return any(b in _STAGED for b in between) and not any(b in _PREP or b in (",", "that", "and") for b in between)


def _recorded(frame: Frame, e: Entity, t: Trigger) -> bool:
    """Whether the subject only recorded what the noun names."""
    at = next((k for k in range(t.first - 1, e.last - 1, -1) if frame.words[k].low in _RECORD), -1)
    return at >= 0 and not any(frame.words[k].low in _PREP and frame.words[k].low != "of" for k in range(at, t.first))


def _under_control(frame: Frame, e: Entity) -> bool:
    return any(frame.words[k].low == "control" for k in range(max(0, e.first - 4), min(len(frame.words), e.last + 3)))


def _right_role(
    t: Trigger, p: str, e: Entity, object_role: ActorRole | None, has_subject: bool, frame: Frame
) -> ActorRole | None:
    if e.form == "capital" and p in ("from", "in", "at", "near", "on", "outside"):
        return None  # a town
    if (
        e.form == "capital"
        and p == "to"
        and t.frame == "exch"
        and (t.lemma not in _HANDED or any(frame.words[k].low == "from" for k in range(t.last, e.first)))
    ):
        return None  # where they were taken
    if t.lemma in ("fell", "fallen", "falls", "fall") and t.kind == "advance":
        return "agent" if p in ("to", "under", "into") else None
    if t.code is not None and t.code.startswith("V2") and t.frame in ("event", "act") and p in ("", "of"):
        return "agent" if t.frame == "event" and (e.id is not None or p == "by") else None
    if t.frame == "topic" and p == "with":
        return "participant"
    if t.kind == "ceasefire" and p == "by" and frame.words[e.first - 2].low in _DRAWN:
        return None
    if (
        p == "on"
        and t.noun
        and t.lemma not in _AIMED
        and _BLAMES.search(frame.low[max(0, frame.words[t.first].start - 40) : frame.words[t.first].start])
    ):
        return "agent"  # "blames the explosion on"
    if t.frame in ("act", "event", "pass", "accp", "acc", "cas") and p in ("by", "from"):
        return "agent" if not (has_subject and p == "from" and not t.passive) else None
    if p == "between":
        return "signatory" if t.frame == "sign" else "participant"
    if t.frame in ("held", "hold") and p == "by":
        return "agent"
    if t.frame == "state" and p == "by" and t.kind == "position":
        return "controller"
    if t.frame == "state" and t.kind == "position" and p in ("under", "in"):
        return "controller"
    if p == "by":
        return "signatory" if t.frame == "sign" else "agent"
    if t.frame == "sign" and p == "with":
        return "signatory"
    if (
        t.frame == "ctl"
        and p == "of"
        and any(frame.words[k].low in ("hands", "control") for k in range(max(0, e.first - 3), e.first))
    ):
        return "controller"
    if t.frame == "ctl" and p in ("to", "under", "into", "over", "in"):
        return "controller"
    if t.frame == "exch" and p in ("to", "with"):
        return "participant"
    if t.frame in ("event", "cas") and t.kind == "casualties" and p == "of":
        return "victim"
    if t.frame == "cas" and p in ("on", "among") and not t.verb and e.head in ("side", "sides", *PERSON_HEADS):
        return "victim"
    if t.frame == "event" and p == "of" and t.kind not in ("violence", "violation"):
        return "agent"
    if t.frame == "event" and p in ("against", "on", "at", "with", "into", "towards", "toward", "to"):
        return "target"
    if t.frame in ("act", "acc") and p in ("at", "on", "upon", "against", "into", "towards", "toward", "with", "to"):
        if p == "with":
            return "participant" if t.lemma in ("clash", "fight", "skirmish") else None
        return object_role
    if t.frame == "exch" and p in ("", "of") and e.id is not None and not t.passive and e.head in PERSON_HEADS:
        return "victim"
    if (t.frame == "event" and p == "" and t.noun) or t.lemma in _MUNITIONS:
        return None
    if object_role is not None and p in ("", "of") and not t.passive and (e.first - t.last <= 8):
        return object_role
    if t.kind == "violence" and t.frame == "event" and p == "of":
        far = any(frame.words[k].low in VERBISH or frame.words[k].low.endswith("ed") for k in range(t.last, e.first))
        return None if far else "target"
    return None


def _reach(frame: Frame, begin: int, end: int) -> int:
    """The furthest word up to `end` to which a clause that stands at `begin` reaches before another begins."""
    limit = end
    for k in range(begin, end):
        if k >= limit:
            break
        low = frame.words[k].low
        if low in _STOP:
            return min(limit, k)
        if (
            low in ("and", ",")
            and k + 2 < limit
            and frame.words[k + 2].low in VERBISH
            and frame.words[k + 1].low not in ("the",)
        ):
            limit = k + 2
    return limit


def _subjects(frame: Frame, t: Trigger, left: list[Entity], entities: list[Entity], first: int) -> list[Entity]:
    """The subject: the nearest entity to the left that no preposition governs; for a noun its owner."""
    if t.kind == "ceasefire" and t.word in ("ceasefire", "cease-fire", "truce", "armistice"):
        return []
    own = [e for e in entities if e.first <= t.first < e.last]
    if own:
        return own
    if (
        left
        and t.verb
        and t.word.endswith("ing")
        and frame.words[t.first - 1].low == "by"
        and left[-1].last == t.first - 1
    ):
        return left[-1:]  # "the Front by moving mortars"
    relative = _relative(frame, t, left, first)
    if relative is not None:
        return relative
    if (
        t.word.endswith("ing")
        and t.first > first
        and _CAUSE.search(
            frame.low[max(frame.words[first].start, frame.words[t.first].start - 24) : frame.words[t.first].start]
        )
    ):
        return []  # "died due to shelling"
    if left and left[-1].last == t.first and t.word.endswith("ing") and left[-1].form != "pronoun":
        return left[-1:]  # "reports of its troops shelling ..."
    if t.noun:
        owner = [e for e in left if e.last == t.first or (e.adjective and t.first - e.last <= 2)]
        if owner and not any(
            frame.words[k].low in _PREP or frame.words[k].low in ("reports", "claims", "allegations")
            for k in range(owner[-1].last, t.first)
        ):
            return owner[-1:]
        near = left[-1:]
        if near and t.frame == "event" and _staged(frame, near[0], t):
            return near
        if t.frame == "event" or (t.frame == "state" and t.weight == 1):
            return near if near and _recorded(frame, near[0], t) else []
    whose = _whose(frame, t, left, first) if left and not t.noun else None
    if whose is not None:
        return [whose]
    for i in range(len(left) - 1, -1, -1):
        e = left[i]
        if any(
            _parts(frame.words[k].low, t) or (frame.words[k].low == "that" and k > e.last)
            for k in range(e.last, t.first)
        ) or (
            t.noun
            and frame.words[first].low in _SUBORDINATE
            and any(frame.words[k].low == "," for k in range(e.last, t.first))
        ):
            break
        if (
            frame.words[t.first - 1].low == "and"
            and e.last == t.first - 1
            and e.form == "generic"
            and _named_before(left[:i])
        ):
            continue  # "took two prisoners and withdrew"
        if i and _among(frame, left[i - 1], e, first):
            continue
        p = preposition(frame, e, first)
        if p:
            group = coordinated(frame, left, i, first)
            if preposition(frame, group[0], first):
                continue
        elif preposition(frame, coordinated(frame, left, i, first)[0], first):
            return [e]
        if (
            e.form == "people"
            and e.adjective
            and not (t.passive or t.frame in ("pass", "accp", "held") or t.first - e.last <= 3)
        ):
            continue
        if e.form == "capital" and t.frame not in ("act", "state", "move", "ctl", "exch", "sign", "acc", "topic"):
            continue
        return [
            x
            for x in coordinated(frame, left, i, first)
            if not (
                x.form == "people"
                and x.adjective
                and not t.passive
                and len(left) > 1
                and x is not e
                and frame.words[x.last].low != "and"
            )
        ]
    return []


_WILLED = frozenset([
    "offer", "offers", "plan", "plans", "promise", "promises", "pledge", "pledges", "decision", "refusal", "threat", "threats", "commitment",
    "intention", "proposal", "attempt", "attempts", "readiness", "willingness", "obligation", "failure", "order", "bid", "undertaking",
])  # fmt: skip


def _whose(frame: Frame, t: Trigger, left: list[Entity], first: int) -> Entity | None:
    """Whose offer, plan or refusal "to" do it is: the owner just before the noun, or who it is "by"."""
    k = t.first - 1
    while k > first and frame.words[k].low != "to" and t.first - k < 4:
        k -= 1
    if frame.words[k].low != "to":
        return None
    for n in range(k - 1, max(first, k - 6), -1):
        low = frame.words[n].low
        if low in _WILLED:
            by = [e for e in left if n < e.first and frame.words[e.first - 1].low == "by"]
            own = [
                e
                for e in left
                if e.last <= n and n - e.last <= 1 and (e.adjective or frame.words[e.last - 1].low.endswith("'s"))
            ]
            found = by or own
            return found[-1] if found else None
        if low in VERBISH or low in (",", ";", "to"):
            return None
    return None


def _relative(frame: Frame, t: Trigger, left: list[Entity], first: int) -> list[Entity] | None:
    """The subject of a relative clause, which is what "who", "which" or "that" follows: "two soldiers who had been killed"."""
    if t.noun:
        return None
    for k in range(t.first - 1, max(first, t.first - 6), -1):
        low = frame.words[k].low
        if low in ("who", "which", "that"):
            end = k - (frame.words[k - 1].low == ",")
            at = next((n for n in range(len(left) - 1, -1, -1) if left[n].last == end), -1)
            if at < 0:
                return None
            return coordinated(frame, left, at, first) if left[at].form != "pronoun" else None
        if low in _PREP or low == "," or not low[-1:].isalpha() or any(e.first <= k < e.last for e in left):
            return None
    return None


def _among(frame: Frame, before: Entity, e: Entity, first: int) -> bool:
    """Whether an entity only tells who some of those named before are: "17 people, among them four children, died"."""
    lows = [frame.words[k].low for k in range(max(first, e.first - 4), e.first)]
    if "including" not in lows and not any(a == "among" and b == "them" for a, b in pairwise(lows)):
        return False
    return before.last >= e.first - 5 and frame.words[before.last].low in (",", "(", "-", "including")


def _named_before(left: list[Entity]) -> bool:
    """Whether an actor by name stands before."""
    return any(x.form in ("name", "people", "person") and x.id is not None for x in left)


_SUBORDINATE = frozenset(
    ["if", "as", "once", "when", "while", "although", "though", "unless", "after", "since", "because", "provided"]
)
_CAUSE = re.compile(r"\b(?:due to|owing to|because of|result of|from|during|by|in)(?: (?:the|heavy|intense|a))? $")


def _parts(low: str, t: Trigger) -> bool:
    """Whether a word between subject and verb opens a clause with a subject of its own."""
    if low in (";", "when", "while", "because", "where"):
        return not (t.word.endswith("ing") and low in ("when", "while"))
    return low in ("after", "before") and not t.word.endswith("ing")


def _meeting(frame: Frame, t: Trigger, subjects: list[Entity], others: list[Entity], first: int) -> Bound:
    out: Bound = []
    convenes = t.lemma in _CONVENE and not t.passive and not t.noun
    for e in subjects:
        host = convenes and len(subjects) == 1 and e.head not in _BOTH
        out.append((e, "convenor" if host else "participant"))
    previous: ActorRole | None = None
    for n, e in enumerate(others):
        p = preposition(frame, e, t.first)
        if e.form == "capital" and (p == "" or (p == "between" and _of_way(frame, e))):
            continue  # a town that is visited, the end of a road
        if e.form == "generic" and e.last < len(frame.words) and frame.words[e.last].low == "of":
            continue  # "the foreign ministers of A and B": A and B take part
        near = " ".join(frame.words[k].low for k in range(max(t.first, e.first - 5), e.first))
        if (
            "initiative of" in near
            or "invitation of" in near
            or "chaired by" in near
            or "hosted by" in near
            or (p == "by" and t.passive)
            or "mediation of" in near
            or "convened by" in near
            or "mediated by" in near
            or "brokered by" in near
            or (e.last < len(frame.words) and frame.words[e.last].low in _HOSTS)
        ):
            role: ActorRole | None = "convenor"
        elif p in ("with", "between", "of", "among") or t.word in ("participants", "attendees"):
            role = "participant"
        elif p == "" and previous is not None and n and _joined(frame, others[n - 1], e):
            role = previous
        elif (p == "" and t.lemma in _MET and not t.noun) or (e.adjective and p in ("with", "between")):
            role = "participant"
        else:
            role = None
        if (
            role == "participant"
            and p == "of"
            and (
                e.form not in ("person", "name", "title", "generic", "people", "capital")
                or (e.form == "name" and e.last - e.first > 1)
            )
        ):
            role = None
        previous = role
        if role is not None:
            out.append((e, role))
    return _unique(frame, out)


_WAYS = frozenset(
    [
        "road",
        "railway",
        "route",
        "line",
        "corridor",
        "highway",
        "flights",
        "link",
        "links",
        "trains",
        "buses",
        "way",
        "border",
    ]
)


def _of_way(frame: Frame, e: Entity) -> bool:
    """Whether "between A and B" before or at the entity tells of a road or a line."""
    return any(frame.words[k].low in _WAYS for k in range(max(0, e.first - 5), e.first))


def _joined(frame: Frame, a: Entity, b: Entity) -> bool:
    gap = [frame.words[k].low for k in range(a.last, b.first)]
    return bool(gap) and all(g in ("and", ",", "the", "as", "well") for g in gap)


def _unique(frame: Frame, bound: Bound) -> Bound:
    seen: set[int] = set()
    out: Bound = []
    for e, role in bound:
        if (
            e.form == "generic"
            and e.id is None
            and any(x.id and 1 <= x.first - e.last <= 2 and frame.words[e.last].low == "of" for x, _ in bound)
            and role != "agent"
        ):
            continue  # "the military forces of Toria": one actor, told by its name
        if e.first not in seen:
            seen.add(e.first)
            out.append((e, role))
    return out
