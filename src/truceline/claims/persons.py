"""Persons with their titles, offices and appositions: rule W3 of `who` (English)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from truceline.claims.entity import Entity
from truceline.claims.languages.english_words import (
    ACTOR_HEADS,
    PREPOSITIONS,
    TIME_WORDS,
    TITLE_HEADS,
    TITLE_WORDS,
    VERBISH,
)

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.claims.frame import Frame

_NOT_PERSON = TIME_WORDS | {"the", "a", "an", "and", "of", "on", "in"}


def known_persons(frame: Frame, found: list[Entity], taken: bytearray, register: Register) -> list[Entity]:
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
                named = e.head in TITLE_HEADS or e.head in ACTOR_HEADS
                begin = first + _people_words(register, actor.id, frame, e) if named else e.last
            elif (
                e.last - e.first > 1
                and frame.words[e.first].low.removesuffix("'s").endswith(("n", "i", "h", "e"))
                and top
                and _people(register, top, frame.words[e.first].low)
            ):
                begin = first + _people_words(register, top, frame, e)
    while begin < last and frame.words[begin].low in ("the", "of"):
        begin += 1
    if begin >= last:
        begin = first
    return frame.text[frame.words[begin].start : frame.words[last - 1].end].rstrip(","), state


def _people_words(register: Register, id: str, frame: Frame, e: Entity) -> int:
    """How many words the people-word or name at the head of an entity has ("Sri Lankan": two); one where none is known."""
    a = register.actor(id)
    said = [w.low.removesuffix("'s") for w in frame.words[e.first : e.last]]
    forms = [f.lower().split() for ws in (*a.demonyms.values(), *a.names.values()) for f in ws] if a else []
    return max((len(f) for f in forms if len(f) < len(said) and said[: len(f)] == f), default=1)


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
        or any(k in at and at[k].form == "person" for k in range(i + 1, stop + 1))
    ):
        return None, None, i
    if inside[0] not in ("the", "a", "an") and (
        stop >= len(frame.words) or (frame.words[stop].low == "." and inside[0] not in TITLE_WORDS)
    ):
        return None, None, i
    if not any(w in TITLE_HEADS for w in inside[:5]) or any(w in VERBISH for w in inside):
        return None, None, i
    begin = i + 2 if inside[0] in ("the", "a", "an") else i + 1
    named = [at[k] for k in range(i + 1, stop + 1) if k in at]
    state = next((e.id for e in named if e.form in ("people", "name")), None)
    return frame.text[frame.words[begin].start : frame.words[stop - 1].end], state, stop


def unknown_persons(frame: Frame, taken: bytearray, register: Register, found: list[Entity]) -> list[Entity]:
    """W3: a title and capitalised words that no register knows."""
    out = []
    at, begins = {e.last: e for e in found}, {e.first: e for e in found}
    gone: set[int] = set()
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
                gone.update(e.first for e in inner)
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
                    taken[k] = 2
                i = j
                continue
        elif not taken[i] and text[words[i].start].isupper() and (named := _met(frame, i, taken)) is not None:
            out.append(named)
            for k in range(named.first, named.last):
                taken[k] = 2
            i = named.last
            continue
        elif words[i].low == "," and (beside := _set_beside(frame, i, taken, at, register)) is not None:
            out.append(beside)
            for k in range(beside.first, beside.last):
                if k in begins and begins[k].last <= beside.last:
                    gone.add(k)
                taken[k] = 1
            i = beside.last
            continue
        i += 1
    found[:] = [e for e in found if e.first not in gone]
    return out


_BESIDE = frozenset([
    "with", "met", "meets", "meet", "telephoned", "phoned", "received", "receives", "hosted", "welcomed", "between", "told",
])  # fmt: skip


def _met(frame: Frame, i: int, taken: bytearray) -> Entity | None:
    """W3: two or three capitalised words that nobody knows, the first word i, where a person is met or joined to one: "met N N"."""
    words, text, n = frame.words, frame.text, len(frame.words)
    if i == 0:
        return None
    before = words[i - 1].low
    joined = before in (",", "and") and i > 1 and taken[i - 2] == 2
    if before not in _BESIDE and not joined:
        return None
    j = i
    while (
        j < n
        and j < i + 4
        and not taken[j]
        and text[words[j].start].isupper()
        and words[j].low.replace("-", "").isalpha()
    ):
        if (
            words[j].low in _NOT_PERSON
            or words[j].low in TITLE_WORDS
            or words[j].low in ACTOR_HEADS
            or words[j].low in _PAPERS
        ):
            return None
        if text[words[j].start : words[j].end].isupper():
            return None
        j += 1
    if j - i not in (2, 3) or (j < n and words[j].low in ("of",)):
        return None
    name = text[words[i].start : words[j - 1].end].removesuffix("'s").removesuffix("’s")
    return Entity(first=i, last=j, name=name, form="person", head=words[j - 1].low)


_PAPERS = frozenset([
    "post", "times", "wire", "news", "agency", "radio", "tv", "television", "press", "courier", "daily", "herald", "journal",
    "tribune", "channel", "gazette", "observer", "today", "world", "house", "street", "islands", "river", "mountains", "lake",
    "university", "institute", "bank", "union", "nations", "group", "party", "city", "region", "province", "district",
])  # fmt: skip


def _set_beside(frame: Frame, comma: int, taken: bytearray, at: dict[int, Entity], register: Register) -> Entity | None:
    """W3: "the deputy head of the presidential office, N N, ...": an office, a comma and a name that nobody knows."""
    words, text, n = frame.words, frame.text, len(frame.words)
    j = comma + 1
    while j < n and j < comma + 5 and not taken[j] and text[words[j].start].isupper() and words[j].low.isalpha():
        if words[j].low in _NOT_PERSON or words[j].low in TITLE_WORDS or words[j].low in ACTOR_HEADS:
            return None
        j += 1
    if j - comma - 1 not in (2, 3) or (j < n and words[j].low not in (",", ".", ")", "and")):
        return None
    k = comma
    while k > 0 and comma - k < 12 and k not in frame.begins and words[k - 1].low not in (",", ";", ".", '"', "that"):
        if words[k - 1].low in VERBISH or words[k - 1].low in ("said", "and", "by", "with"):
            break
        k -= 1
    while k < comma and words[k].low in ("the", "a", "an", "of", "in", "on"):
        k += 1
    heads = [m for m in range(k, comma) if words[m].low in TITLE_HEADS]
    if not heads or heads[0] - k > 4:
        return None
    inner = [at[s] for s in range(k + 1, comma + 1) if s in at and at[s].first >= k]
    if any(e.form == "person" for e in inner):
        return None
    state = next((register.party_of(e.id) for e in inner if e.id), None)
    return Entity(
        first=k, last=j, name=text[words[comma + 1].start : words[j - 1].end], form="person", head=words[j - 1].low,
        office=text[words[k].start : words[comma - 1].end], office_state=state,
    )  # fmt: skip
