"""Which time belongs to which deed, within one content.

Rules.
 B1. A time in the name of an instrument ("the statement of 9 November") or beside the cue dates neither deed.
 B2. A time at the head of a content dates all deeds in it that have none nearer; else the nearest deed has it.
 B3. Times joined by commas and "and" after one deed date it several times: one claim each.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_words import AUX, BE, PERSON_HEADS
from truceline.values.time import When

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.claims.times import TimeMention

_INSTRUMENT = frozenset({
    "statement", "agreement", "document", "declaration", "memorandum", "deal", "accord", "protocol", "armistice",
    "treaty", "truce", "ceasefire",
})  # fmt: skip
_REACHING_BACK = re.compile(r"\b(?:past|last|previous|preceding|since|day|overnight)\b")


_JOINS = frozenset({",", "and", "in", "on", "then", "again", "or", "&", "the"})


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A time in words [first, last)."""

    first: int
    last: int
    when: When
    type: str = "DATE"


def dated(frame: Frame, mentions: list[TimeMention]) -> list[Dated]:
    """The times that may date a deed (B1)."""
    out = []
    for m in mentions:
        w = m.when
        if m.weak or m.type == "SET" or (w.earliest is None and w.latest is None):
            continue
        first = frame.word_at(m.start)
        last = first
        while last < len(frame.words) and frame.words[last].start < m.end:
            last += 1
        if frame.words[last - 1].low.endswith("-century"):
            continue  # "a tenth-century chapel"
        if last <= first or _names_instrument(frame, first, last) or _tells_which(frame, first):
            continue
        if m.type == "DURATION" and w.bound is None and not _REACHING_BACK.search(m.text.lower()):
            continue
        out.append(Dated(first=first, last=last, when=w, type=m.type))
    return out


_WHICH = frozenset([
    "captured", "seized", "occupied", "stationed", "deployed", "planned", "scheduled", "founded", "born", "elected", "appointed",
])  # fmt: skip


def _tells_which(frame: Frame, first: int) -> bool:
    """Whether a time only tells which one is meant ("soldiers captured in March", "first planned for 2 May"), or is what
    a figure is compared with ("compared with the previous day", "than on Monday")."""
    words = [w.low for w in frame.words[max(0, first - 5) : first]]
    if (
        any(a == "compared" and b in ("with", "to") for a, b in pairwise(words))
        or words[-1:] == ["than"]
        or words[-2:-1] == ["than"]
    ):
        return True
    k = len(words) - 1
    while k > 0 and words[k] in ("in", "on", "for", "since", "at", "early", "late"):
        k -= 1
    if k < 1 or words[k] not in _WHICH:
        return False
    before = words[k - 1]
    return (
        before in PERSON_HEADS
        or before in (",", "first", "originally", "initially")
        or (before.endswith("s") and before not in BE | AUX)
    )


def _names_instrument(frame: Frame, first: int, last: int) -> bool:
    after = [w.low for w in frame.words[last : last + 4]]
    before = [w.low for w in frame.words[max(0, first - 4) : first]]
    if after and (
        after[0] in _INSTRUMENT
        or (
            len(after) > 1
            and after[0] in ("joint", "trilateral", "peace", "ceasefire", "tripartite")
            and after[1] in _INSTRUMENT
        )
    ):
        return True
    return len(before) > 1 and (
        (
            before[-1] in ("of", "dated", "from")
            and any(b in _INSTRUMENT for b in before[-4:-1])
            and "signed" not in before
        )
        or before[-1] in _INSTRUMENT
    )


Owned = list[tuple[list[Dated], "Trigger"]]


def owned(frame: Frame, triggers: list[Trigger], times: list[Dated]) -> Owned:
    """The times of one content in groups of joined ones, each with the trigger nearest to it (B2, B3)."""
    groups: list[list[Dated]] = []
    for d in times:
        gap = frame.words[groups[-1][-1].last : d.first] if groups else []
        if gap and groups[-1][-1].first > triggers[0].first and all(w.low in _JOINS for w in gap):
            groups[-1].append(d)
        else:
            groups.append([d])
    return [(g, _nearest(frame, g, triggers)) for g in groups]


def whens(frame: Frame, t: Trigger, triggers: list[Trigger], groups: Owned) -> list[When]:
    """The times of a trigger: none, one, or several joined ones (B2, B3)."""
    mine: list[Dated] = []
    head: list[Dated] = []
    for g, owner in groups:
        if owner is t:
            mine += g
        if g[0].first < triggers[0].first or (len(groups) == 1 and not _other_clause(frame, t, owner)):
            head += g
    chosen = mine or head[-1:] if len(groups) > 1 else mine or head
    return [d.when for d in chosen] if len(chosen) < 2 or _one_group(groups, chosen) else [chosen[0].when]


def _other_clause(frame: Frame, t: Trigger, owner: Trigger) -> bool:
    """Whether the deed that a time dates stands after the other in a clause of time ("... before pulling out on 4 May")."""
    return owner.first > t.last and any(
        w.low in ("before", "after", "until") for w in frame.words[t.last : owner.first]
    )


def _one_group(groups: Owned, chosen: list[Dated]) -> bool:
    return any(all(c in g for c in chosen) for g, _ in groups)


def _nearest(frame: Frame, g: list[Dated], triggers: list[Trigger]) -> Trigger:
    marks = frame.marks

    def far(t: Trigger) -> tuple[int, int]:
        a, b = (t.last, g[0].first) if t.first < g[0].first else (g[-1].last, t.first)
        return abs(b - a) + 3 * abs(marks[b] - marks[a]), 0 if t.first < g[0].first else 1

    return min(triggers, key=far)
