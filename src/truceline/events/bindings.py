"""Decisions that bind fusion: `same` and `not_same`, by people, taken back by `undoes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from truceline.claims.claim import Claim
from truceline.values.canonical import make_id
from truceline.values.decision import Decision
from truceline.values.errors import DecisionError


class Bindings(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of claims that are one event, or are not, by decision; and decisions that name nothing here."""

    same: tuple[tuple[str, str], ...] = ()
    not_same: tuple[tuple[str, str], ...] = ()
    open: tuple[Decision, ...] = ()
    because: Mapping[frozenset[str], str] = {}


def event_id(anchor: str) -> str:
    """Id of the event whose anchor is the claim of this id."""
    return make_id("event", anchor)


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Decisions that no later one takes back, in order of time; a taking-back that is itself taken back counts not."""
    undone: set[str] = set()
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    for d in reversed(ordered):
        if d.undoes and (d.id not in undone or not d.id):
            undone.add(d.undoes)
    return tuple(d for d in ordered if not d.undoes and (not d.id or d.id not in undone))


def bind(decisions: Sequence[Decision], claims: Sequence[Claim]) -> Bindings:
    """The pairs that decisions bind. An id is a claim's or an event's (then its anchor's); else the spans are used.

    Raises DecisionError where `same` and `not_same` contradict one another, directly or through others.
    """
    words = [d for d in in_force(decisions) if d.word in ("same", "not_same")]
    if not words:
        return Bindings()
    anchors = {event_id(c.id): c.id for c in claims}
    known = {c.id for c in claims}
    same: list[tuple[str, str]] = []
    apart: list[tuple[str, str]] = []
    left: list[Decision] = []
    because: dict[frozenset[str], str] = {}
    who: dict[frozenset[str], Decision] = {}
    for d in words:
        found = list(dict.fromkeys(x for i in d.ids if (x := i if i in known else anchors.get(i)) is not None))
        if len(found) < len(set(d.ids)) or len(found) < 2:
            found = list(dict.fromkeys([*found, *_by_spans(d, claims)]))
        if len(found) < 2:
            left.append(d)
            continue
        pairs = [(found[0], x) for x in found[1:]] if d.word == "same" else [
            (x, y) for n, x in enumerate(found) for y in found[n + 1 :]
        ]  # fmt: skip
        (same if d.word == "same" else apart).extend(pairs)
        for p in pairs:
            because[frozenset(p)] = f"{d.by}: {d.because}"
            who[frozenset(p)] = d
    _check(same, apart, who)
    return Bindings(same=tuple(same), not_same=tuple(apart), open=tuple(left), because=because)


def _by_spans(d: Decision, claims: Sequence[Claim]) -> list[str]:
    out = []
    for s in d.spans:
        for c in claims:
            if c.document != s.document or c.span.start is None or c.span.end is None:
                continue
            if c.span.start < s.end and s.start < c.span.end:
                out.append(c.id)
                break
    return out


def _check(
    same: Sequence[tuple[str, str]], apart: Sequence[tuple[str, str]], who: Mapping[frozenset[str], Decision]
) -> None:
    head: dict[str, str] = {}

    def root(x: str) -> str:
        while head.get(x, x) != x:
            x = head[x]
        return x

    for a, b in same:
        head[root(b)] = root(a)
    for a, b in apart:
        if root(a) == root(b):
            d = who[frozenset((a, b))]
            others = [w for p, w in who.items() if w.word == "same" and root(next(iter(p))) == root(a)]
            raise DecisionError(
                "decisions contradict one another",
                where=d.id or f"{d.by}: {d.because}",
                expected="two things decided to be one not also decided to be apart",
                got=f"not_same by {d.by}, and same by {', '.join(sorted({w.by for w in others}))}",
                do="take one of them back with a decision that undoes it",
            )
