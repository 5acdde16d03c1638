"""Score any reader against any gold, field by field, with intervals.

Claims of a reading are paired with those of the gold within each text, best likeness first (kind, act, polarity, time,
actors, places), each once. A field's F1 counts over all claims: a pair that agrees is right once; a claim without a pair
is wrong on its side. Fields that are sets (chain, actors with roles, places, counts) count their members. Intervals:
percentile bootstrap over texts (Efron and Tibshirani 1993, ch. 13), with a seed.
Harm is counted apart: what the gold has as denied, accused, planned, expected, undertaken or provided, read as an
assertion that holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from truceline.claims.claim import Claim
from truceline.values.names import fold
from truceline.values.time import parse_instant

FIELDS = ("found", "act", "kind", "code", "polarity", "conditional", "chain", "actors", "when", "where", "counts")
NOT_ASSERTED = frozenset({"denies", "accuses", "plans", "expects", "undertakes", "provides", "withdraws"})
_NEAR_US = 3_600_000_000


class GoldRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A speaker, actor or place of the gold: by id, or by name where the case knows none. role: of an actor or place."""

    name: str = ""
    id: str | None = None
    role: str = ""


class GoldCount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A count of the gold."""

    what: str
    actor: str | None = None
    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None


class GoldClaim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim of the gold; says without the publisher; when: ISO dates or times in the case's zone."""

    act: str
    polarity: str = "holds"
    conditional: bool = False
    kind: str
    code: str | None = None
    background: bool = False
    says: tuple[GoldRef, ...] = ()
    actors: tuple[GoldRef, ...] = ()
    when: dict[str, str] = {}
    where: tuple[GoldRef, ...] = ()
    counts: tuple[GoldCount, ...] = ()


class GoldItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One short text with its claims. split: tune or held. checked: whether a native reader looked at it."""

    id: str
    split: str = "tune"
    language: str = "en"
    publisher: str = ""
    published: str = ""
    text: str
    claims: tuple[GoldClaim, ...] = ()
    checked: bool = True


class Tally(msgspec.Struct):
    """Right, too many, missed."""

    tp: float = 0
    fp: float = 0
    fn: float = 0

    def f1(self) -> float:
        """F1; 1 where there was nothing to find and nothing was found."""
        d = 2 * self.tp + self.fp + self.fn
        return 1.0 if d == 0 else 2 * self.tp / d


class ItemScore(msgspec.Struct, kw_only=True):
    """The score of one text, and its pairs for confusion and errors."""

    item: str
    fields: dict[str, Tally]
    pairs: list[tuple[GoldClaim | None, Claim | None]]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A reader against a gold. f1, low, high: per field. harm: ids of texts where a claim that is not asserted was read as
    an assertion. confusion: per field, (gold, read) -> number, `-` for nothing."""

    items: int
    f1: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]
    precision: dict[str, float]
    recall: dict[str, float]
    harm: tuple[str, ...]
    confusion: dict[str, dict[tuple[str, str], int]]


def parse_gold(lines: Iterable[str]) -> tuple[GoldItem, ...]:
    """The gold of a JSON-lines text. Raises msgspec errors that name the field."""
    return tuple(msgspec.json.decode(line, type=GoldItem) for line in lines if line.strip())


def score(
    items: Sequence[GoldItem],
    read: Callable[[GoldItem], Sequence[Claim]],
    zone: str | None,
    *,
    seed: int = 1,
    rounds: int = 400,
) -> Score:
    """Read every text and score it. read: the claims a reader makes of one. zone: of the gold's times."""
    return summary([score_item(g, read(g), zone) for g in items], seed=seed, rounds=rounds)


def summary(scored: Sequence[ItemScore], *, seed: int = 1, rounds: int = 400) -> Score:
    """The score of texts already scored one by one."""
    total = _sum(scored)
    low, high = _intervals(scored, seed, rounds)
    confusion: dict[str, Counter[tuple[str, str]]] = {"act": Counter(), "kind": Counter()}
    harm = []
    for s in scored:
        for g, c in s.pairs:
            for f in confusion:
                confusion[f][getattr(g, f) if g else "-", getattr(c, f) if c else "-"] += 1
            if (
                g is not None
                and c is not None
                and g.act in NOT_ASSERTED
                and c.act == "asserts"
                and c.polarity == "holds"
                and "reading_open" not in c.topics
            ):
                harm.append(s.item)
    return Score(
        items=len(scored),
        f1={f: total[f].f1() for f in FIELDS},
        low=low,
        high=high,
        precision={f: _ratio(total[f].tp, total[f].fp) for f in FIELDS},
        recall={f: _ratio(total[f].tp, total[f].fn) for f in FIELDS},
        harm=tuple(harm),
        confusion={f: dict(c) for f, c in confusion.items()},
    )


def score_item(gold: GoldItem, claims: Sequence[Claim], zone: str | None) -> ItemScore:
    """The score of one text."""
    pairs = _pair(gold.claims, claims, zone)
    fields = {f: Tally() for f in FIELDS}
    for g, c in pairs:
        for f in FIELDS:
            _add(fields[f], *_agree(f, g, c, zone))
    return ItemScore(item=gold.id, fields=fields, pairs=pairs)


def _add(t: Tally, tp: float, fp: float, fn: float) -> None:
    t.tp += tp
    t.fp += fp
    t.fn += fn


def _agree(f: str, g: GoldClaim | None, c: Claim | None, zone: str | None) -> tuple[float, float, float]:
    """Right, too many, missed of one field of a pair."""
    if f in ("chain", "actors", "where", "counts", "code", "when"):
        want = _members(f, g, zone) if g is not None else []
        have = _claimed(f, c) if c is not None else []
        hit = 0
        left = list(have)
        for w in want:
            found = next((h for h in left if _equal(f, w, h)), None)
            if found is not None:
                left.remove(found)
                hit += 1
        return hit, len(have) - hit, len(want) - hit
    if g is None:
        return 0, 1, 0
    if c is None:
        return 0, 0, 1
    if (
        f == "found"
        or (f == "conditional" and g.conditional == c.conditional)
        or (f != "conditional" and getattr(g, f) == getattr(c, f))
    ):
        return 1, 0, 0
    return 0, 1, 1


def _members(f: str, g: GoldClaim, zone: str | None) -> list[Any]:
    if f == "chain":
        return [s.id or fold(s.name) for s in g.says] or ["background"]
    if f == "actors":
        return [(a.id or fold(a.name), a.role) for a in g.actors]
    if f == "where":
        return [(w.id, w.role) for w in g.where if w.id]
    if f == "counts":
        return [(n.what, n.low, n.best, n.high) for n in g.counts]
    if f == "code":
        return [g.code] if g.code else []
    if not g.when:
        return []
    return [
        tuple(None if g.when.get(k) is None else parse_instant(g.when[k], zone=zone) for k in ("earliest", "latest"))
    ]


def _claimed(f: str, c: Claim) -> list[Any]:
    if f == "chain":
        return ["background"] if c.background else [(s.id, fold(s.name)) for s in c.says[:-1]]
    if f == "actors":
        return [(a.id, fold(a.name), a.role) for a in c.actors]
    if f == "where":
        return [(w.id, w.role) for w in c.where if w.id]
    if f == "counts":
        return [(n.what, n.low, n.best, n.high) for n in c.counts]
    if f == "code":
        return [c.code] if c.code else []
    return (
        [(c.when.earliest, c.when.latest)]
        if c.when is not None and not c.when.doubt.startswith("the day on which")
        else []
    )


def _equal(f: str, want: Any, have: Any) -> bool:
    if f == "chain":
        return bool(want == have or (isinstance(have, tuple) and (want == have[0] or _worded(want, have[1]))))
    if f == "actors":
        return bool(have[2] == want[1] and (want[0] == have[0] or _worded(want[0], have[1])))
    if f == "when":
        return all(
            (a is None) == (b is None) and (a is None or abs(a - b) <= _NEAR_US)
            for a, b in zip(want, have, strict=True)
        )
    return bool(want == have)


def _worded(want: str, have: str) -> bool:
    """Whether one name holds the other as whole words."""
    a, b = f" {want} ", f" {have} "
    return a in b or (b in a and bool(have))


def _pair(
    gold: Sequence[GoldClaim], claims: Sequence[Claim], zone: str | None
) -> list[tuple[GoldClaim | None, Claim | None]]:
    ranked = sorted(
        (
            (_likeness(g, c, zone), -i, -j)
            for i, g in enumerate(gold)
            for j, c in enumerate(claims)
            if g.kind == c.kind or g.act == c.act
        ),
        reverse=True,
    )
    used_g: set[int] = set()
    used_c: set[int] = set()
    out: list[tuple[GoldClaim | None, Claim | None]] = []
    for likeness, i, j in ranked:
        if likeness < 3 or -i in used_g or -j in used_c:
            continue
        used_g.add(-i)
        used_c.add(-j)
        out.append((gold[-i], claims[-j]))
    out += [(g, None) for i, g in enumerate(gold) if i not in used_g]
    out += [(None, c) for j, c in enumerate(claims) if j not in used_c]
    return out


def _likeness(g: GoldClaim, c: Claim, zone: str | None) -> float:
    points = 4.0 * (g.kind == c.kind) + 2.0 * (g.act == c.act) + 0.5 * (g.polarity == c.polarity) + (g.code == c.code)
    for f in ("actors", "when", "where", "counts"):
        tp, fp, fn = _agree(f, g, c, zone)
        points += tp / max(1.0, tp + fp + fn)
    return points


def _sum(scored: Iterable[ItemScore]) -> dict[str, Tally]:
    total = {f: Tally() for f in FIELDS}
    for s in scored:
        for f in FIELDS:
            _add(total[f], s.fields[f].tp, s.fields[f].fp, s.fields[f].fn)
    return total


def _intervals(scored: Sequence[ItemScore], seed: int, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    import numpy as np

    rng = np.random.default_rng(seed)
    n = len(scored)
    low, high = {}, {}
    picks = rng.integers(0, n, (rounds, n)) if n else np.zeros((1, 0), dtype=int)
    for f in FIELDS:
        table = np.array([[s.fields[f].tp, s.fields[f].fp, s.fields[f].fn] for s in scored]).reshape(n, 3)
        sums = table[picks].sum(axis=1)
        d = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
        f1 = np.where(d > 0, 2 * sums[:, 0] / np.maximum(d, 1), 1.0)
        low[f], high[f] = (float(x) for x in np.percentile(f1, [2.5, 97.5]))
    return low, high


def _ratio(a: float, b: float) -> float:
    return a / (a + b) if a + b else 1.0
