"""Algebra of dated intervals with opaque labels: half-open, microseconds (or metres); None is an open end.

An interval list is a tuple of (start, end). What this module returns is sorted, apart and without empty ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

Interval = tuple[float, float]
K = TypeVar("K")


class Labelled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A label that holds over [start, end). by: whose word; claims: what it stands on. A label is opaque here."""

    start: int
    end: int
    label: str
    by: str = ""
    claims: tuple[str, ...] = ()


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same points, as few intervals as possible."""
    out: list[Interval] = []
    for a, b in sorted((a, b) for a, b in intervals if b > a):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return tuple(out)


def gaps(intervals: Iterable[Interval], low: float, high: float) -> tuple[Interval, ...]:
    """What of [low, high) is in none."""
    out, at = [], low
    for a, b in clip(intervals, low, high):
        if a > at:
            out.append((at, a))
        at = max(at, b)
    if at < high:
        out.append((at, high))
    return tuple(out)


def clip(intervals: Iterable[Interval], low: float, high: float) -> tuple[Interval, ...]:
    """What of them lies in [low, high)."""
    return union((max(a, low), min(b, high)) for a, b in intervals)


def intersection(one: Iterable[Interval], two: Iterable[Interval]) -> tuple[Interval, ...]:
    """What is in both."""
    x, y = union(one), union(two)
    return union((max(a, c), min(b, d)) for a, b in x for c, d in y if max(a, c) < min(b, d))


def length(intervals: Iterable[Interval]) -> float:
    """Total length, each point once."""
    return sum(b - a for a, b in union(intervals))


def depth(intervals: Iterable[Interval], low: float, high: float) -> tuple[tuple[float, float, int], ...]:
    """Stretches of [low, high) with how many intervals cover each: k-cover. Neighbours of one count are joined."""
    held = [(max(a, low), min(b, high)) for a, b in intervals if min(b, high) > max(a, low)]
    marks = sorted({low, high, *itertools.chain.from_iterable(held)})
    change: dict[float, int] = {}
    for a, b in held:
        change[a] = change.get(a, 0) + 1
        change[b] = change.get(b, 0) - 1
    out: list[tuple[float, float, int]] = []
    k = 0
    for a, b in itertools.pairwise(marks):
        k += change.get(a, 0)
        if out and out[-1][2] == k:
            out[-1] = (out[-1][0], b, k)
        else:
            out.append((a, b, k))
    return tuple(out)


def states(items: Sequence[Labelled], low: int, high: int) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Stretches of [low, high) with the set of labels said of each; the empty set where nothing is said.

    Different labels at one time all stand: which of them holds is not for this module to say.
    """
    marks = sorted({low, high} | {t for i in items for t in (i.start, i.end) if low < t < high})
    out: list[tuple[int, int, frozenset[str]]] = []
    for a, b in itertools.pairwise(marks):
        held = frozenset(i.label for i in items if i.start <= a and b <= i.end)
        if out and out[-1][2] == held:
            out[-1] = (out[-1][0], b, held)
        else:
            out.append((a, b, held))
    return tuple(out)


def shares(stretches: Iterable[tuple[int, int, K]]) -> Mapping[K, float]:
    """Share of the time by state. The shares add to 1 (to nothing where there is no time)."""
    total: dict[K, int] = {}
    for a, b, state in stretches:
        total[state] = total.get(state, 0) + b - a
    whole = sum(total.values())
    return {k: v / whole for k, v in total.items()} if whole else {}


def longest(stretches: Iterable[tuple[int, int, K]], state: K) -> tuple[int, int] | None:
    """The longest stretch in a state, the earliest of several; None where there is none."""
    own = [(a, b) for a, b, s in stretches if s == state]
    return max(own, key=lambda i: (i[1] - i[0], -i[0]), default=None)
