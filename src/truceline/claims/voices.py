"""Voices: the several who speak at once, and when they are one (English).

Rules.
 J1. Speakers joined by "and" who are known ("A and B said", "the ministries of A and B", "according to both A and B") are
     independent voices: each has a chain of its own, for a chain is source to outlet and neither had it from the other.
 J2. What the text calls one statement of theirs ("in a joint statement", "jointly announced") is one voice: the instrument of
     all of them. It is one document, so one origin, however many signed it.
 J3. "The two sides" are the only two opposed parties that the text named just before, if there are just two.
 J4. Who "accused each other" is accused by the others.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from truceline.claims.claim import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.actors.register import Register
    from truceline.claims.attribution import Attribution, Pair
    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame

JOINT = "joint "
_ANDS = frozenset(["and", ",", "&", "or", "nor"])
_JOINS = _ANDS | {"the", "both", "then", "also", "in", "by", "from", "as", "well"}
_ONE_WORD = re.compile(
    r"\b(?:joint|common|shared) (?:[\w-]+ ){0,2}?(statement|communiqu[eé]|declaration|message|letter|appeal|report|note|"
    r"announcement|press release|proposal|bulletin)\b"
)
_JOINTLY = re.compile(r"\bjointly\b")
_EACH_OTHER = re.compile(r"\b(?:each other|one another|the other)\b|\b(?:trad|exchang|swapp)(?:e|es|ed|ing) \w+")
_ORGANS = {"defence ministries": "Defence Ministry", "defense ministries": "Defence Ministry", "foreign ministries": "Foreign Ministry",
           "interior ministries": "Interior Ministry", "presidencies": "presidency", "general staffs": "General Staff"}  # fmt: skip
_ORGANS_IN = re.compile("|".join(_ORGANS))
_SIDES = re.compile(
    r"(?:(?:the|both|each|either|all|two|warring|conflicting|opposing|rival) )+(?:sides?|part(?:y|ies)|governments?|armies|foes|camps)|both"
)
_LIMIT = 4  # voices of one sentence


def parts_of(frame: Frame, pair: Pair) -> list[Pair]:
    """The words of each of several known speakers that a source joins (J1); one part where they are not joined."""
    known = [e for e in frame.entities_in(*pair) if e.form in ("name", "person", "people", "title", "capital") and e.id]
    if len({e.id for e in known}) < 2:
        return [pair]
    parts, begin, joined = [], pair[0], False
    for a, b in pairwise(known):
        between = [w.low for w in frame.words[a.last : b.first]]
        if between and set(between) <= _JOINS and (set(between) & _ANDS):
            parts.append((begin, a.last))
            begin, joined = b.first, True
        elif not joined or between:
            break
    if not joined or begin != known[-1].first:
        return [pair]
    return [*parts, (begin, pair[1])]


def rivals_of(frame: Frame, pair: Pair) -> list[Pair]:
    """The words of each of two who accuse each other and need not be known: "the army and the rebels" (J4)."""
    ands = [k for k in range(pair[0] + 1, pair[1] - 1) if frame.words[k].low == "and"]
    if len(ands) != 1 or any(frame.words[k].low in (",", ";") for k in range(*pair)):
        return [pair]
    first = pair[0] + (frame.words[pair[0]].low == "both")
    return [(first, ands[0]), (ands[0] + 1, pair[1])]


def sides_before(frame: Frame, register: Register, pair: Pair, sentence: int) -> tuple[str, ...]:
    """Ids of the two that "the two sides", "both", "each side" are: the only two parties that the text named in the three
    sentences before, if either opposes the other (J3); else none."""
    words = " ".join(w.low for w in frame.words[pair[0] : pair[1]])
    if not _SIDES.fullmatch(words):
        return ()
    begin = frame.sentences[max(0, sentence - 3)].first
    named: dict[str, None] = {}
    for e in frame.entities_in(begin, pair[0]):
        party = register.party_of(e.id) if e.id else None
        if party is not None and register.actor(party) is not None:
            named[party] = None
    opposed = [(a, b) for a, b in combinations(named, 2) if register.opposes(a, b) or register.opposes(b, a)]
    return opposed[0] if len(opposed) == 1 else ()


def organ_of(frame: Frame, pair: Pair, party: Entity, register: Register) -> str | None:
    """Id of the organ that "the defence ministries of A and B" names for the party A; None for another source."""
    m = _ORGANS_IN.search(frame.low, frame.words[pair[0]].start, frame.words[pair[1] - 1].end)
    if m is None:
        return None
    for name in (f"{party.name} {_ORGANS[m.group()]}", f"{party.name}'s {_ORGANS[m.group()]}"):
        found = [h for h in register.mentions(name) if h.start == 0 and h.end == len(name) and len(h.keys) == 1]
        if found:
            return found[0].keys[0]
    return None


def one_word(frame: Frame, a: Attribution) -> str:
    """What the text calls the one statement of several ("communique"), beside what they say; "" where each speaks (J2)."""
    s = frame.sentences[a.sentence]
    first = max(s.first, min(p[0] for p in (a.source, a.cue, a.content) if p is not None) - 8)
    last = min(s.last, max(p[1] for p in (a.source, a.cue, a.content) if p is not None) + 10)
    at, end = frame.words[a.content[0]].start, frame.words[a.content[1] - 1].end
    for lo, hi in ((frame.words[first].start, at), (end, frame.words[last - 1].end)):
        m = _ONE_WORD.search(frame.low, lo, hi)
        if m is not None:
            return m.group(1).replace("é", "e")
        if _JOINTLY.search(frame.low, lo, hi):
            return "statement"
    return ""


def instrument(word: str, speakers: Sequence[Speaker]) -> Speaker:
    """The one statement of several as a speaker."""
    *most, last = [s.name for s in speakers]
    return Speaker(name=f"{JOINT}{word} of {', '.join(most)} and {last}", kind="instrument")


def in_turn(parts: Sequence[Sequence[tuple[Speaker, ...]]]) -> list[list[tuple[Speaker, ...]]]:
    """One reading for each voice: of every attribution the part that this voice has, of most the only one."""
    out: list[list[tuple[Speaker, ...]]] = [[]]
    for alternatives in parts:
        out = [[*head, one] for head in out for one in alternatives][:_LIMIT]
    return out


def against_each_other(frame: Frame, a: Attribution) -> bool:
    """Whether several accuse one another, not a third (J4)."""
    if a.cls != "accuse" or a.cue is None:
        return False
    end = min(max(a.cue[1] + 3, a.content[0] + 3), len(frame.words))
    return _EACH_OTHER.search(frame.low, frame.words[a.cue[0]].start, frame.words[end - 1].end) is not None
