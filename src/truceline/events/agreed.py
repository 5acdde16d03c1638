"""What sides that oppose one another say alike of an event: the part of the story that is not in dispute between them.

Rules:
 1. Two sides oppose one another where the register says that an accusation of either serves the other.
 2. A proposition that origins of both support is agreed; one that an origin of either denies is not.
 3. A place is agreed where versions of both name it; a day, where the times of both overlap; no day is computed.
 4. An admission of the accused is named as such: it is support against its own interest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from truceline.actors.register import Register
from truceline.events.event import Event, Version
from truceline.events.propositions import admitted_by


class Agreed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing said alike. key: a proposition's, `place:ID` or `time`. sides: actor ids, in the order of names."""

    key: str
    words: str
    sides: tuple[str, str] = ("", "")
    admitted: bool = False


def agreed(event: Event, register: Register) -> tuple[Agreed, ...]:
    """All that opposing sides say alike of an event; empty where only one side tells of it."""
    out: list[Agreed] = []
    for p in event.propositions:
        admits = {side for o in p.supporting if o.id in admitted_by(p) for side in o.sides}
        for a, b in _opposed([side for o in p.supporting for side in o.sides], register):
            if not {side for o in p.denying for side in o.sides} & {a, b}:
                out.append(Agreed(key=p.key, words=p.says, sides=(a, b), admitted=bool(admits & {a, b})))
    told = [v for v in event.versions if v.polarity == "holds" and v.act not in ("denies", "withdraws", "corrects")]
    for a, b in _opposed([side for v in told for side in v.origin.sides], register):
        out += _alike([v for v in told if a in v.origin.sides], [v for v in told if b in v.origin.sides], (a, b))
    return tuple({(x.key, x.sides): x for x in out}.values())


def _opposed(interests: Sequence[str], register: Register) -> Iterator[tuple[str, str]]:
    for a, b in combinations(sorted(set(interests)), 2):
        if register.opposes(a, b) or register.opposes(b, a):
            yield a, b


def _alike(one: Sequence[Version], other: Sequence[Version], sides: tuple[str, str]) -> Iterator[Agreed]:
    places = [{w.id or w.name.casefold(): w.name for v in vs for w in v.where} for vs in (one, other)]
    for key in places[0]:
        if key in places[1]:
            yield Agreed(key=f"place:{key}", words=f"at {places[0][key]}", sides=sides)
    if any(v.when is not None and w.when is not None and v.when.overlaps(w.when) for v in one for w in other):
        yield Agreed(key="time", words="the times that they give overlap", sides=sides)
