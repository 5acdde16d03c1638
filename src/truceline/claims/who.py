"""Who: parties, organs, units, persons with their offices, and unnamed actors, as a text writes them (English).

Rules.
 W1. A name of the register is its actor. A people-word ("Valdorian") with a head ("forces", "side", "ministry") is one
     actor: the organ if the register has it under these words, else the one the people-word belongs to.
 W2. A capital stands for its actor only as a subject, an owner ("Port Sorel's control") or beside another actor.
 W3. Title and name are one person; the title is the office as written, the people-word or organ in it its state.
     A name that no register holds is kept as written, if a title or an apposition shows that it is a person.
 W4. "the two sides", "militants", "peacekeepers" without a name are kept as written, without an id.
 W5. "its forces", "he", "it" are the nearest actor before them that fits, or the speaker of the speech they stand in;
     where nothing fits they are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from truceline.claims.entity import Entity
from truceline.claims.languages.english_words import (
    ACTOR_HEADS,
    ADVERBS,
    AUX,
    GENERIC_SUBJECTS,
    MODIFIERS,
    PERSON_HEADS,
    PREPOSITIONS,
    TITLE_HEADS,
    VERBISH,
)
from truceline.claims.persons import known_persons, unknown_persons

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.claims.frame import Frame
    from truceline.claims.kit import Kit
    from truceline.values.names import Hit

_ADJ = frozenset({
    "armed", "foreign", "defence", "defense", "interior", "health", "justice", "prime", "border", "security",
    "intelligence", "emergency", "general", "state", "president's", "peacekeeping", "monitoring",
})  # fmt: skip
_SIDES = frozenset(
    [
        "sides",
        "parties",
        "countries",
        "leaders",
        "states",
        "ministers",
        "presidents",
        "governments",
        "belligerents",
        "armies",
        "militaries",
        "neighbours",
        "foes",
        "rivals",
        "camps",
    ]
)
_PLURAL_DET = frozenset(["two", "both", "three", "all", "warring", "opposing", "conflicting"])
_WITH_HEADS = frozenset(["state", "international_org", "ngo", "group", "de_facto_authority"])
_COMPOUND = re.compile(r"(?:ations|ments|ities|ures|killings|deaths|camps?|labour|abuse)$")
_OF_A_SIDE = frozenset([
    "government", "pro-government", "anti-government", "rebel", "army", "opposition", "militia", "insurgent", "separatist",
    "regime", "loyalist", "coalition", "peacekeeping", "militant", "enemy", "allied", "regular", "union",
])  # fmt: skip
_UNITS = frozenset([
    "forces", "force", "guards", "guardsmen", "police", "brigade", "battalion", "regiment", "platoon", "division", "corps", "team",
    "teams", "units", "unit", "troops", "squad", "engineers", "brigades", "battalions", "policemen", "contingent",
])  # fmt: skip
_OWN = frozenset(["its", "their", "his", "her", "our"])
_PRONOUNS = frozenset(["he", "she", "it", "they"])
_BEFORE_SIDES = frozenset(["the", "both", "two", "three", "all", "warring"])
_GENERIC = (  # what an unnamed actor may begin with, but for numbers
    _OWN | _PRONOUNS | _BEFORE_SIDES | {"either", "each", "neither"} | set(MODIFIERS) | _OF_A_SIDE | set(PERSON_HEADS) | set(GENERIC_SUBJECTS)
)  # fmt: skip


def find_entities(frame: Frame, kit: Kit) -> list[Entity]:
    """All actors of a text in order, without overlaps."""
    found: list[Entity] = []
    taken = bytearray(len(frame.words))
    hits = kit.register.mentions(frame.text, demonyms=True, capitals=True)
    for h in hits:
        e = _from_hit(frame, h, kit.register)
        if e is None:
            continue
        if e.first < len(taken) and not any(taken[e.first : e.last]):
            found.append(e)
            for i in range(e.first, e.last):
                taken[i] = 1
    found = known_persons(frame, found, taken, kit.register)
    found += unknown_persons(frame, taken, kit.register, found)
    found += _generic(frame, taken)
    return sorted(found, key=lambda e: e.first)


def _from_hit(frame: Frame, h: Hit, register: Register) -> Entity | None:
    first = frame.word_at(h.start)
    if (
        first
        and (first >= len(frame.words) or frame.words[first].start > h.start)
        and frame.words[first - 1].end > h.start
    ):
        first -= 1
    if first >= len(frame.words):
        return None
    last = first + 1
    while last < len(frame.words) and frame.words[last].start < h.end:
        last += 1
    id = h.keys[0] if len(h.keys) == 1 else _common(h.keys, register)
    actor = register.actor(id) if id else None
    kinds = {register.form_kind(h.form, k) for k in h.keys}
    form = (
        "person"
        if actor is not None and actor.kind == "person"
        else "people"
        if kinds == {"demonym"}
        else "capital"
        if kinds == {"capital"}
        else "name"
    )
    head = frame.words[last - 1].low.removesuffix("'s")
    if form == "person":
        return Entity(first=first, last=last, name=h.form, id=id, form=form, head=head)
    stop, adjective = last, False
    owner = frame.words[last - 1].low.endswith("'s")
    if form == "people" or owner or (actor is not None and actor.kind in _WITH_HEADS):
        while (
            stop < len(frame.words)
            and (
                frame.words[stop].low.removesuffix("'s") in ACTOR_HEADS
                or frame.words[stop].low in MODIFIERS
                or _ordinal(frame.words[stop].low)
            )
            and stop < last + 5
            and frame.words[stop].start - frame.words[stop - 1].end <= 1
        ):
            stop += 1
        while stop > last and _only_tells(frame.words[stop - 1].low):
            stop -= 1
        if stop > last and not (form != "people" and not owner and frame.words[stop - 1].low in ("leaders", "leader")):
            title = frame.words[stop - 1].low in TITLE_HEADS
            name = (
                frame.text[frame.words[first].start : frame.words[stop - 1].end].removesuffix("'s").removesuffix("’s")
            )
            found = _named(register, name)
            return Entity(
                first=first,
                last=stop,
                name=name,
                id=found or id,
                form="title" if title and not found else "name",
                head=frame.words[stop - 1].low.removesuffix("'s"),
            )
        following = frame.words[stop].low if stop < len(frame.words) else ""
        adjective = (
            (form == "people" or owner)
            and following.isalpha()
            and following not in VERBISH
            and following not in PREPOSITIONS
            and following not in ("and", "or", "have", "had")
        )
    return Entity(first=first, last=last, name=h.form, id=id, form=form, head=head, adjective=adjective)


def _common(keys: tuple[str, ...], register: Register) -> str | None:
    tops = {register.party_of(k) for k in keys}
    return tops.pop() if len(tops) == 1 else None


def _named(register: Register, name: str) -> str | None:
    hits = register.mentions(name)
    best = [h for h in hits if h.start == 0 and h.end >= len(name) - 1 and len(h.keys) == 1]
    return best[0].keys[0] if best else None


def _generic(frame: Frame, taken: bytearray) -> list[Entity]:
    """W4 and W5: unnamed actors, "its forces", pronouns."""
    out = []
    words, n = frame.words, len(frame.words)
    i = 0
    while i < n:
        low = words[i].low
        if taken[i] or not (low in _GENERIC or low[0].isdigit()):
            i += 1
            continue
        if low in _OWN and i + 1 < n:
            j = i + 1
            while j < n and j < i + 5 and words[j].low in ACTOR_HEADS and not taken[j]:
                j += 1
            if j > i + 1:
                out.append(_make(frame, i, j, "own"))
                i = j
                continue
        if low in ("either", "each", "neither") and i + 1 < n and words[i + 1].low in ("side", "party"):
            out.append(_make(frame, i, i + 2, "generic"))
            i += 2
            continue
        if low in _PRONOUNS:
            out.append(_make(frame, i, i + 1, "pronoun"))
        elif low in _BEFORE_SIDES and i + 1 < n:
            j = i + 1
            while j < min(n, i + 6) and (
                words[j].low in _PLURAL_DET or words[j].low in ("conflicting", "of", "these", "heads")
            ):
                j += 1
            if j < n and words[j].low in _SIDES and not taken[j]:
                out.append(_make(frame, i, j + 1, "generic"))
                i = j + 1
                continue
            j = begun = _lead(frame, i + 1)
            while j < n and j < begun + 4 and words[j].low in ACTOR_HEADS and not taken[j]:
                j += 1
            if j == begun:  # "the army": what may tell which unit is the actor itself
                j = begun = i + 1
                while j < n and j < begun + 4 and words[j].low in ACTOR_HEADS and not taken[j]:
                    j += 1
            if j > begun and not any(taken[i:j]) and words[j - 1].low not in _ADJ and low == "the":
                out.append(_make(frame, i, j, "generic"))
                i = j
                continue
        elif (
            (low in MODIFIERS or _ordinal(low))
            and (begun := _lead(frame, i))
            and (j := _heads_end(frame, begun, taken)) > begun
            and not any(taken[i:j])
            and words[j - 1].low in PERSON_HEADS | _UNITS
        ) or (low in _OF_A_SIDE and (j := _heads_end(frame, i + 1, taken)) > i + 1):
            out.append(_make(frame, i, j, "generic"))
            i = j
            continue
        elif (
            low in PERSON_HEADS
            and not (
                i + 1 < n and words[i + 1].low in ("'s", "swap", "swaps", "exchange", "exchanges", "release", "list")
            )
            and not low.endswith("'s")
            and not (i + 1 < n and not low.endswith(("s", "n")) and _COMPOUND.search(words[i + 1].low))
        ) or (
            low in GENERIC_SUBJECTS
            and (
                i + 1 < n
                and (
                    words[i + 1].low in VERBISH
                    or words[i + 1].low in AUX
                    or words[i + 1].low in ADVERBS
                    or words[i + 1].low.endswith("ed")
                    or (words[i + 1].low in ("of", "from") and i in frame.begins)
                )
            )
        ):
            out.append(_make(frame, i, i + 1, "generic"))
        i += 1
    return out


_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")


def _ordinal(low: str) -> bool:
    return low[0].isdigit() and _ORDINAL.match(low) is not None


_ORDINAL_WORDS = frozenset(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
)


def _only_tells(low: str) -> bool:
    """Whether a word among the heads of an actor is no head itself: "border", "3rd"."""
    bare = low.removesuffix("'s")
    return low in _ADJ or bare not in ACTOR_HEADS


def _lead(frame: Frame, i: int) -> int:
    """End of the words from word i on that only tell which unit is meant: "the [3rd motor rifle] brigade"."""
    j = i
    while (
        j < len(frame.words)
        and j < i + 4
        and (frame.words[j].low in MODIFIERS or _ordinal(frame.words[j].low) or frame.words[j].low in _ORDINAL_WORDS)
    ):
        j += 1
    return j


def _heads_end(frame: Frame, i: int, taken: bytearray) -> int:
    """End of the run of heads of an actor that begins at word i; i itself where there is none."""
    j = i
    while j < len(frame.words) and j < i + 3 and frame.words[j].low in ACTOR_HEADS and not taken[j]:
        j += 1
    while j > i and frame.words[j - 1].low in _ADJ:
        j -= 1
    return j


def _make(frame: Frame, i: int, j: int, form: str) -> Entity:
    name = frame.text[frame.words[i].start : frame.words[j - 1].end]
    if form == "generic" and name.lower().startswith("the "):
        name = name[4:]
    return Entity(first=i, last=j, name=name, form=form, head=frame.words[j - 1].low)
