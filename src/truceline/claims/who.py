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

from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_words import (
    ACTOR_HEADS,
    ADVERBS,
    AUX,
    GENERIC_SUBJECTS,
    PERSON_HEADS,
    PREPOSITIONS,
    TIME_WORDS,
    TITLE_HEADS,
    TITLE_WORDS,
    VERBISH,
)

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.claims.frame import Frame
    from truceline.claims.kit import Kit
    from truceline.values.names import Hit

_ADJ = frozenset({
    "armed", "foreign", "defence", "defense", "interior", "health", "justice", "prime", "border", "security",
    "intelligence", "emergency", "general", "state", "president's",
})  # fmt: skip
_SIDES = frozenset(
    ["sides", "parties", "countries", "leaders", "states", "ministers", "presidents", "governments", "belligerents"]
)
_PLURAL_DET = frozenset(["two", "both", "three", "all", "warring", "opposing", "conflicting"])
_OWN = frozenset(["its", "their", "his", "her", "our"])
_PRONOUNS = frozenset(["he", "she", "it", "they"])
_NOT_PERSON = TIME_WORDS | {"the", "a", "an", "and", "of", "on", "in"}


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in the text: words [first, last). form: name, people, capital, person, generic, own, pronoun.

    head: last word in lower case; adjective: a people-word before a noun that is no actor ("Valdorian positions").
    """

    first: int
    last: int
    name: str
    id: str | None = None
    form: str = "name"
    head: str = ""
    office: str | None = None
    office_state: str | None = None
    adjective: bool = False


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
    found = _persons(frame, found, taken, kit.register)
    found += _unknown_persons(frame, taken, kit.register, found)
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
    if form == "people" or owner or (actor is not None and actor.kind == "state"):
        while (
            stop < len(frame.words)
            and frame.words[stop].low.removesuffix("'s") in ACTOR_HEADS
            and stop < last + 4
            and frame.words[stop].start - frame.words[stop - 1].end <= 1
        ):
            stop += 1
        while stop > last and frame.words[stop - 1].low in _ADJ:
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


def _persons(frame: Frame, found: list[Entity], taken: bytearray, register: Register) -> list[Entity]:
    """W3: titles before persons of the register; the people-words and organs in them are no actors of their own."""
    at = {e.last: e for e in found}
    gone: set[int] = set()
    out: list[Entity] = []
    state: str | None = None
    previous = -9
    for e in sorted(found, key=lambda e: e.first):
        if e.form != "person":
            out.append(e)
            continue
        first, inner = _title(frame, e.first, at)
        gone.update(id(x) for x in inner)
        office, own = _office(frame, first, e.first, inner, register)
        if office is None:
            office, own, _ = _apposition(frame, e.last, at)
        if own is None and office is not None and e.first - previous <= 12:
            own = state
        known = [o.state for o in register.offices_of(e.id or "") if o.state]
        if office is not None:
            if own is None and len(set(known)) == 1:
                own = known[0]
            state, previous = own, e.last
        name = frame.text[frame.words[e.first].start : frame.words[e.last - 1].end]
        out.append(
            msgspec.structs.replace(
                e, first=first, name=name.removesuffix("'s").removesuffix("’s"), office=office, office_state=own
            )
        )
        for i in range(first, e.last):
            taken[i] = 1
    return [e for e in out if id(e) not in gone]


def _title(frame: Frame, i: int, at: dict[int, Entity]) -> tuple[int, list[Entity]]:
    """Where the title before word i begins, and the actors named in it; i itself where there is none."""
    k, inner, head = i, [], -1
    inner_starts: set[int] = set()
    while k > 0 and i - k < 14 and k not in frame.begins:
        w = frame.words[k - 1].low
        if k in at and at[k].form == "person":
            break
        if w == "and" and not (
            k < i
            and k > 1
            and frame.words[k].low in TITLE_WORDS
            and frame.words[k - 2].low in TITLE_WORDS
            and frame.words[k - 2].low not in TITLE_HEADS
        ):
            break
        if (
            1 < k < i
            and len(w) <= 3
            and w not in PREPOSITIONS
            and w.isalpha()
            and frame.words[k - 2].low == "of"
            and k in inner_starts
        ):
            k -= 1
            continue
        if k in at and at[k].form != "person":
            e = at[k]
            if head < 0 and e.head not in TITLE_HEADS and not (e.first > 1 and _after_of(frame, e.first)):
                break
            inner.append(e)
            k = e.first
            inner_starts.add(k)
            head = k
        elif w.removesuffix("'s") in TITLE_WORDS or (
            w not in VERBISH
            and w not in PREPOSITIONS
            and frame.text[frame.words[k - 1].start].isupper()
            and w.isalpha()
            and head >= 0
            and w not in TIME_WORDS
        ):
            if w in TITLE_HEADS:
                head = k - 1
            elif head < 0 and w not in ("of", "the", "general", "and", "for"):
                pass
            k -= 1
            if w in TITLE_HEADS or (head >= 0 and w not in ("of", "the", "and", "for")):
                head = min(head, k) if head >= 0 else k
        else:
            break
    if head < 0:
        return i, []
    while head < i and frame.words[head].low in ("the", "and", "of", "for"):
        head += 1
    if not any(frame.words[m].low in TITLE_HEADS for m in range(head, i)):
        return i, []
    return head, [e for e in inner if e.first >= head]


def _after_of(frame: Frame, i: int) -> bool:
    """Whether "director of (the)" or the like stands just before word i."""
    k = i - 1
    while k > 0 and (
        frame.words[k].low == "the"
        or (len(frame.words[k].low) <= 3 and frame.words[k].low not in PREPOSITIONS and frame.words[k].low.isalpha())
    ):
        k -= 1
    return k > 0 and frame.words[k].low in ("of", "for") and frame.words[k - 1].low in TITLE_WORDS


def _office(
    frame: Frame, first: int, last: int, inner: list[Entity], register: Register
) -> tuple[str | None, str | None]:
    """The office as written without the people-word of its state; and the state."""
    if first >= last:
        return None, None
    state = None
    begin = first
    for e in inner:
        top = register.party_of(e.id) if e.id else None
        state = state or top
        if e.first == first and e.id is not None:
            actor = register.actor(e.id)
            if actor is not None and actor.kind in ("state", "de_facto_authority"):
                begin = first + 1 if e.head in TITLE_HEADS or e.head in ACTOR_HEADS else e.last
            elif (
                e.last - e.first > 1
                and frame.words[e.first].low.removesuffix("'s").endswith(("n", "i", "h", "e"))
                and top
                and _people(register, top, frame.words[e.first].low)
            ):
                begin = first + 1
    while begin < last and frame.words[begin].low in ("the", "of"):
        begin += 1
    if begin >= last:
        begin = first
    return frame.text[frame.words[begin].start : frame.words[last - 1].end].rstrip(","), state


def _people(register: Register, id: str, word: str) -> bool:
    a = register.actor(id)
    words = (
        {w.lower() for ws in a.demonyms.values() for w in ws} | {w.lower() for ws in a.names.values() for w in ws}
        if a
        else set()
    )
    return word.removesuffix("'s") in words


def _apposition(frame: Frame, i: int, at: dict[int, Entity]) -> tuple[str | None, str | None, int]:
    """An office after the name: ", a spokesman for the ministry," or ", the head of ...,"."""
    if i + 2 >= len(frame.words) or frame.words[i].low != ",":
        return None, None, i
    stop = i + 1
    while stop < min(len(frame.words), i + 14) and frame.words[stop].low not in (",", ".", ";", "”", '"'):
        stop += 1
    inside = [frame.words[m].low for m in range(i + 1, stop)]
    if (
        not inside
        or inside[0] in ("and", "while", "but")
        or any(i < k <= stop and e.form == "person" for k, e in at.items())
    ):
        return None, None, i
    if inside[0] not in ("the", "a", "an") and (
        stop >= len(frame.words) or (frame.words[stop].low == "." and inside[0] not in TITLE_WORDS)
    ):
        return None, None, i
    if not any(w in TITLE_HEADS for w in inside[:5]) or any(w in VERBISH for w in inside):
        return None, None, i
    begin = i + 2 if inside[0] in ("the", "a", "an") else i + 1
    state = next((e.id for k, e in at.items() if i < k <= stop and e.form in ("people", "name")), None)
    return frame.text[frame.words[begin].start : frame.words[stop - 1].end], state, stop


def _unknown_persons(frame: Frame, taken: bytearray, register: Register, found: list[Entity]) -> list[Entity]:
    """W3: a title and capitalised words that no register knows."""
    out = []
    at = {e.last: e for e in found}
    words, text, n = frame.words, frame.text, len(frame.words)
    i = 0
    while i < n:
        if words[i].low in TITLE_HEADS and i + 1 < n:
            j = i + 1
            while (
                j < n
                and j < i + 5
                and not taken[j]
                and text[words[j].start].isupper()
                and words[j].low.replace("-", "").replace("'", "").isalpha()
                and words[j].low not in _NOT_PERSON
                and words[j].low not in TITLE_WORDS
                and words[j].start - words[j - 1].end <= 1
            ):
                j += 1
            lone = j - i - 1
            if (
                lone >= 1
                and not text[words[i].start : words[i].end].isupper()
                and (lone >= 2 or text[words[i].start].isupper())
            ):
                first, inner = _title(frame, i + 1, at)
                office, state = _office(frame, first, i + 1, inner, register)
                for e in inner:
                    if e in found:
                        found.remove(e)
                name = text[words[i + 1].start : words[j - 1].end].removesuffix("'s").removesuffix("’s")
                out.append(
                    Entity(
                        first=min(first, i),
                        last=j,
                        name=name,
                        form="person",
                        head=words[j - 1].low,
                        office=office,
                        office_state=state,
                    )
                )
                for k in range(min(first, i), j):
                    taken[k] = 1
                i = j
                continue
        i += 1
    return out


def _generic(frame: Frame, taken: bytearray) -> list[Entity]:
    """W4 and W5: unnamed actors, "its forces", pronouns."""
    out = []
    words, n = frame.words, len(frame.words)
    i = 0
    while i < n:
        low = words[i].low
        if taken[i]:
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
        if low in _PRONOUNS:
            out.append(_make(frame, i, i + 1, "pronoun"))
        elif low in ("the", "both", "two", "three", "all", "warring") and i + 1 < n:
            j = i + 1
            while j < n and (words[j].low in _PLURAL_DET or words[j].low in ("conflicting", "of", "these", "heads")):
                j += 1
            if j < n and words[j].low in _SIDES and not taken[j]:
                out.append(_make(frame, i, j + 1, "generic"))
                i = j + 1
                continue
            j = i + 1
            while j < n and j < i + 5 and words[j].low in ACTOR_HEADS and not taken[j]:
                j += 1
            if j > i + 1 and words[j - 1].low not in _ADJ and low == "the":
                out.append(_make(frame, i, j, "generic"))
                i = j
                continue
        elif (low in PERSON_HEADS and not (i + 1 < n and words[i + 1].low in ("'s",)) and not low.endswith("'s")) or (
            low in GENERIC_SUBJECTS
            and (
                i + 1 < n
                and (
                    words[i + 1].low in VERBISH
                    or words[i + 1].low in AUX
                    or words[i + 1].low in ADVERBS
                    or words[i + 1].low.endswith("ed")
                )
            )
        ):
            out.append(_make(frame, i, i + 1, "generic"))
        i += 1
    return out


def _make(frame: Frame, i: int, j: int, form: str) -> Entity:
    name = frame.text[frame.words[i].start : frame.words[j - 1].end]
    if form == "generic" and name.lower().startswith("the "):
        name = name[4:]
    return Entity(first=i, last=j, name=name, form=form, head=frame.words[j - 1].low)
