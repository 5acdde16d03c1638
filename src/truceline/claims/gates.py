"""Which patterns may be found where in a text, by the literal pieces that any match of them must hold.

A long alternation is slow to search for and seldom found. What every match of it holds is read off the pattern once: a few
pieces of which at least one stands in each match. One pass over a text (Aho and Corasick 1975) finds the pieces of all
patterns; a pattern is then searched for only where one of its pieces begins. What is found stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

ANY = -1  # held of a text that was not looked at: every pattern may stand there
_BLOCK = 7  # pieces are kept by stretches of 2**7 code points
_SHORTEST = 2
_APART = re.compile(r"[\s\"]+")
_patterns: list[str] = []  # by their gates


class Gated(NamedTuple):
    """A pattern and its gate, one bit."""

    pattern: re.Pattern[str]
    gate: int

    def search(self, text: str, held: int = ANY) -> re.Match[str] | None:
        """The first match in a text of which `held` is known, as `re.Pattern.search` gives it."""
        return self.pattern.search(text) if held & self.gate else None


def gated(pattern: str) -> Gated:
    """The pattern compiled, with its gate."""
    return Gated(re.compile(pattern), gate_of(pattern))


def gate_of(pattern: str) -> int:
    """A new gate for a pattern. For module level: a gate is kept for good."""
    _patterns.append(pattern)
    return 1 << (len(_patterns) - 1)


class Held:
    """The gates that are open in the stretches of a text in lower case."""

    def __init__(self, low: str) -> None:
        made = len(_patterns)
        automaton, always = _automaton(made)
        always |= ANY << made  # what is made later is not looked for here
        self._blocks = [always] * ((len(low) >> _BLOCK) + 1)
        for end, (size, gates) in automaton.iter(low):
            self._blocks[(end - size) >> _BLOCK] |= gates

    def between(self, start: int, end: int) -> int:
        """The gates of the patterns that may match within code points [start, end)."""
        first, last = start >> _BLOCK, end >> _BLOCK
        held = self._blocks[first]
        for k in range(first + 1, min(last + 1, len(self._blocks))):
            held |= self._blocks[k]
        return held


@lru_cache(maxsize=1)
def _automaton(made: int) -> tuple[Any, int]:
    """The automaton of the pieces of the gates made, and the gates that are always open."""
    import ahocorasick

    always, gates = 0, {"\x00\x00": 0}  # one word at least
    for i, pattern in enumerate(_patterns[:made]):
        pieces = pieces_of(pattern)
        always |= 0 if pieces else 1 << i
        for p in pieces:
            gates[p] = gates.get(p, 0) | 1 << i
    automaton = ahocorasick.Automaton()
    for p, open_by in gates.items():
        automaton.add_word(p, (len(p) - 1, open_by))
    automaton.make_automaton()
    return automaton, always


def pieces_of(pattern: str) -> tuple[str, ...]:
    """Pieces without spaces one of which stands in whatever a pattern matches; none where no such are known."""
    tree = import_module("re._parser").parse(pattern)
    found: frozenset[str] = frozenset() if tree.state.flags & re.IGNORECASE else _of_sequence(tree)
    return tuple(sorted(p for p in found if not any(q in p for q in found if q != p)))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The best of the sets of pieces that the parts of a sequence need: that whose shortest piece is longest. Empty: none."""
    found: list[frozenset[str]] = []
    run = ""
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            run += chr(value)
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):  # these take up no room
            found += [_of_run(run), _of_part(name, value)]
            run = ""
    found.append(_of_run(run))
    return max(found, key=lambda s: (min(map(len, s), default=0), -len(s)))


def _of_run(run: str) -> frozenset[str]:
    """The longest piece of plain letters and marks; quotation marks and spaces are written in several ways."""
    return frozenset([p for p in [max(_APART.split(run), key=len)] if len(p) >= _SHORTEST])


def _of_part(name: str, value: Any) -> frozenset[str]:
    if name == "SUBPATTERN":
        return _of_sequence(value[-1])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name.endswith("REPEAT"):
        return _of_sequence(value[2]) if value[0] else frozenset()
    ways = [_of_sequence(way) for way in value[1]] if name == "BRANCH" else []
    return frozenset().union(*ways) if all(ways) else frozenset()
