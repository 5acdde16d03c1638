"""Two event datasets side by side: what both have, what each alone has, and hints that one took from the other.

Rules:
 1. Rows are compared as claims are, feature by feature; a pair counts where its score is above zero.
 2. One row has one partner: pairs are taken in order of score, equal ones in order of time and place. A further row that
    fits a row already taken is a part of it ("parts"): datasets cut events differently.
 3. A row outside the period that the other dataset covers is not missing from it: it stands apart ("outside").
 4. Where both give a column of ids of one dataset, ids decide, and what was revised is listed field by field.
 5. Copying is hinted, never concluded: by numbers that both give and few rows give, and by points alike to 10 m, each with
    how many would agree by chance if the two were independent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.events.candidates import candidates
from truceline.events.facts import Facts, cell, facts_of
from truceline.events.likeness import compare
from truceline.events.model import DEFAULT, FusionModel
from truceline.values.canonical import decimal

SLASHED = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")


class Match(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two rows (positions) told to be one. score: thousandths; absent where ids decided. differs: field -> both values."""

    a: int
    b: int
    score: int | None = None
    why: tuple[str, ...] = ()
    differs: Mapping[str, tuple[str, str]] = {}


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """What agrees more often than by chance. of: matches that could agree; agree: that do; expected: by chance."""

    what: str
    of: int
    agree: int
    expected: float
    examples: tuple[str, ...] = ()


class SideBySide(msgspec.Struct, frozen=True, kw_only=True):
    """both: one-to-one matches. parts: further rows of a match, (a, b) positions. only_a, only_b: rows without a partner;
    outside_a, outside_b: rows of days that the other does not cover."""

    both: tuple[Match, ...]
    parts: tuple[Match, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]
    outside_a: tuple[int, ...]
    outside_b: tuple[int, ...]
    hints: tuple[Hint, ...] = ()

    def tally(self) -> dict[str, int]:
        """How many of each."""
        names = ("both", "parts", "only_a", "only_b", "outside_a", "outside_b")
        return {n: len(getattr(self, n)) for n in names}


def side_by_side(
    a: Sequence[Claim],
    b: Sequence[Claim],
    register: Register,
    *,
    ids: tuple[Sequence[str], Sequence[str]] | None = None,
    fields: tuple[Sequence[Mapping[str, str]], Sequence[Mapping[str, str]]] | None = None,
    model: FusionModel = DEFAULT,
) -> SideBySide:
    """Match the rows of two datasets, one claim a row. ids: of each row, where both use the same; fields: the values of
    each row by column, normalised, to list what differs."""
    facts = [[facts_of(c, {}, register, None, model) for c in side] for side in (a, b)]
    both: list[Match] = []
    if ids is not None:
        at = {i: n for n, i in enumerate(ids[1])}
        both = [Match(a=n, b=at[i], differs=_differs(fields, n, at[i])) for n, i in enumerate(ids[0]) if i in at]
    taken = ({m.a for m in both}, {m.b for m in both})
    scored = _scores(facts[0], facts[1], taken, model)
    parts: list[Match] = []
    for score, i, j, why in scored:
        if i not in taken[0] and j not in taken[1]:
            both.append(Match(a=i, b=j, score=score, why=why, differs=_differs(fields, i, j)))
            taken[0].add(i)
            taken[1].add(j)
    held: tuple[set[int], set[int]] = (set(), set())
    for score, i, j, why in scored:
        if (i in taken[0]) != (j in taken[1]) and (i not in held[0] and j not in held[1]):
            parts.append(Match(a=i, b=j, score=score, why=why))
            (held[1] if i in taken[0] else held[0]).add(j if i in taken[0] else i)
    rest = [[n for n in range(len(f)) if n not in taken[k] and n not in held[k]] for k, f in enumerate(facts)]
    out = [[n for n in rest[k] if not _covers(facts[1 - k], facts[k][n])] for k in (0, 1)]
    only = [[n for n in rest[k] if n not in set(out[k])] for k in (0, 1)]
    return SideBySide(
        both=tuple(sorted(both, key=lambda m: (m.a, m.b))), parts=tuple(sorted(parts, key=lambda m: (m.a, m.b))),
        only_a=tuple(only[0]), only_b=tuple(only[1]), outside_a=tuple(out[0]), outside_b=tuple(out[1]),
        hints=hints(facts[0], facts[1], both) if ids is None else (),
    )  # fmt: skip


def _scores(
    a: Sequence[Facts], b: Sequence[Facts], taken: tuple[set[int], set[int]], model: FusionModel
) -> list[tuple[int, int, int, tuple[str, ...]]]:
    """Cross pairs above zero, best first; equal ones by time and place."""
    rows = [(f, 0, n) for n, f in enumerate(a) if n not in taken[0]]
    rows += [(f, 1, n) for n, f in enumerate(b) if n not in taken[1]]
    rows.sort(key=lambda r: (r[0].order()[:-1], r[1]))
    found = []
    for x, y in candidates([r[0] for r in rows], model):
        (f, side, i), (g, other, j) = rows[x], rows[y]
        if side == other:
            continue
        score, whys = compare(f, g, model)
        if score > 0:
            words = tuple(f"{w.weight / 1000:+.2f} {w.feature}: {w.words}" for w in whys)
            found.append((score, i if side == 0 else j, j if side == 0 else i, words, (x, y)))
    found.sort(key=lambda r: (-r[0], r[4]))
    return [(s, i, j, w) for s, i, j, w, _ in found]


def _covers(facts: Sequence[Facts], f: Facts) -> bool:
    """Whether a row lies within the first and last day of the other dataset; a row without a time does."""
    if f.lo is None or f.hi is None:
        return True
    lo = min((x.lo for x in facts if x.lo is not None), default=None)
    hi = max((x.hi for x in facts if x.hi is not None), default=None)
    return lo is not None and hi is not None and f.hi > lo and f.lo < hi


def _differs(
    fields: tuple[Sequence[Mapping[str, str]], Sequence[Mapping[str, str]]] | None, i: int, j: int
) -> dict[str, tuple[str, str]]:
    if fields is None:
        return {}
    one, two = fields[0][i], fields[1][j]
    return {k: (one[k], two[k]) for k in one if k in two and one[k] != two[k] and not _same_days(one[k], two[k])}


def _same_days(x: str, y: str) -> bool:
    """Whether two values differ only in how they write days (2020-12-31, 31/12/2020, 12/31/2020)."""
    forms = [{SLASHED.sub(rf"\3-\{m}-\{d}", v) for m, d in ((2, 1), (1, 2))} if "/" in v else {v} for v in (x, y)]
    return bool(forms[0] & forms[1])


def hints(a: Sequence[Facts], b: Sequence[Facts], both: Sequence[Match]) -> tuple[Hint, ...]:
    """Rare numbers and exact points that matched rows share, beside what chance would give."""
    out = []
    for what, of in (("a rare number of killed", _killed), ("the same point to 10 m", _point)):
        mine, theirs = [of(f) for f in a], [of(f) for f in b]
        rare = _rare(mine, theirs) if of is _killed else None
        pairs = [(mine[m.a], theirs[m.b], m) for m in both]
        pairs = [p for p in pairs if p[0] and p[1] and (rare is None or p[0] in rare or p[1] in rare)]
        agree = [p for p in pairs if p[0] == p[1]]
        one, two = Counter(x for x in mine if x), Counter(x for x in theirs if x)
        chance = sum(two[x] / max(1, two.total()) for x, _, _ in pairs) if of is _killed else 0.0
        if of is _point:
            chance = sum(one[x] / max(1, one.total()) for x, _, _ in pairs)
        examples = tuple(f"{x} (rows {m.a} and {m.b})" for x, _, m in agree[:5])
        out.append(Hint(what=what, of=len(pairs), agree=len(agree), expected=round(chance, 2), examples=examples))
    return tuple(out)


def _rare(mine: Sequence[str], theirs: Sequence[str]) -> set[str]:
    """Numbers that at most one row in a hundred of either gives."""
    seen = Counter(x for x in (*mine, *theirs) if x)
    return {x for x, n in seen.items() if n <= max(2, seen.total() // 100)}


def _killed(f: Facts) -> str:
    found = [c.best for (what, whose), c in sorted(f.counts.items(), key=str) if what == "killed" and whose is None]
    return decimal(found[0]) or "" if found and found[0] is not None else ""


def _point(f: Facts) -> str:
    at = cell(f.points[0]) if f.points else None
    return "" if at is None else f"{at[0] / 1e4:.4f},{at[1] / 1e4:.4f}"
