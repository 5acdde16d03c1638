"""The score of a reader per speaking actor: a monitor that reads one party's words better than the other's is not
impartial.

Rules.
 E1. A claim belongs to the party of its origin (its organs and persons count as it); without a speaker, or with one
     that no register holds, to `-`. A claim that was read and is not in the gold belongs to the origin it was read with.
 E2. Parties are the actors with the role `party`; where fewer than two have it, those the gold lets speak.
 E3. The gap of a measure is the largest difference between two parties, in points. More than GAP points are flagged; its
     interval is a percentile bootstrap over texts and says whether so few sentences can show it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.claims.claim import Claim
    from truceline.claims.evaluate import GoldClaim, ItemScore

GAP = 3.0
MEASURES = ("recall", "act", "kind")


class Spoken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One speaking actor: claims of the gold, recall, F1 of act and of kind (0-1; absent where it says nothing)."""

    speaker: str
    claims: int
    recall: float | None = None
    act: float | None = None
    kind: float | None = None


class Gap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The difference of two parties in one measure, in points, with its interval. flagged: above GAP."""

    measure: str
    parties: tuple[str, str]
    points: float
    low: float
    high: float
    flagged: bool


class BySpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """All speaking actors, and the gaps between parties."""

    speakers: tuple[Spoken, ...]
    gaps: tuple[Gap, ...]


Counted = dict[str, tuple[int, int, int, int, int]]  # gold, found, read, act right, kind right


def by_speaker(scored: Sequence[ItemScore], register: Register, *, seed: int = 1, rounds: int = 400) -> BySpeaker:
    """Recall and F1 of act and kind per speaking actor, and the gaps between the parties."""
    import numpy as np

    counted = [_counted(s, register) for s in scored]
    names = sorted({n for c in counted for n in c})
    table = np.array([[c.get(n, (0, 0, 0, 0, 0)) for n in names] for c in counted]).reshape(len(scored), len(names), 5)
    whole = table.sum(axis=0)
    speakers = tuple(
        Spoken(
            speaker=n, claims=int(row[0]), **{m: v for m in MEASURES if (v := _measure(m, *map(int, row))) is not None}
        )
        for n, row in zip(names, whole, strict=True)
    )
    parties = [a.id for a in register.actors if "party" in a.roles and a.id in names]
    if len(parties) < 2:
        parties = [n for n, row in zip(names, whole, strict=True) if n != "-" and row[0]]
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(scored), (rounds, len(scored))) if len(scored) else np.zeros((1, 0), dtype=int)
    sums = table[picks].sum(axis=1)
    gaps = []
    for m, (a, b) in itertools.product(MEASURES, itertools.combinations(sorted(parties), 2)):
        i, j = names.index(a), names.index(b)
        here = _gap(m, whole[i], whole[j])
        if here is None:
            continue
        drawn = [g for s in sums if (g := _gap(m, s[i], s[j])) is not None]
        low, high = np.percentile(drawn, [2.5, 97.5]) if drawn else (here, here)
        gaps.append(
            Gap(measure=m, parties=(a, b), points=here, low=float(low), high=float(high), flagged=abs(here) > GAP)
        )
    return BySpeaker(speakers=speakers, gaps=tuple(gaps))


def _counted(s: ItemScore, register: Register) -> Counted:
    out: Counted = {}
    for g, c in s.pairs:
        if g is None and c is None:
            continue
        n = _speaker(g if g is not None else c, register)
        gold, found, read, act, kind = out.get(n, (0, 0, 0, 0, 0))
        both = g is not None and c is not None
        out[n] = (
            gold + (g is not None),
            found + both,
            read + (c is not None),
            act + (both and g.act == c.act),  # type: ignore[union-attr]
            kind + (both and g.kind == c.kind),  # type: ignore[union-attr]
        )
    return out


def _speaker(x: GoldClaim | Claim | None, register: Register) -> str:
    if x is None or x.background or not x.says:
        return "-"
    id = x.says[0].id
    actor = register.actor(id) if id else None
    return register.party_of(actor.id) if actor is not None else "-"


def _measure(m: str, gold: int, found: int, read: int, act: int, kind: int) -> float | None:
    if m == "recall":
        return found / gold if gold else None
    right = act if m == "act" else kind
    return 2 * right / (gold + read) if gold + read else None


def _gap(m: str, a: Sequence[int], b: Sequence[int]) -> float | None:
    x, y = _measure(m, *map(int, a)), _measure(m, *map(int, b))
    return None if x is None or y is None else 100 * (x - y)
