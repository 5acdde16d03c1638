"""Exchanging two parties in a case: every name, demonym, capital, id and source of one for the other's."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from truceline.values.wire import wire

DROPPED = {
    "id",
    "document",
    "text_digest",
    "start",
    "end",
    "version",
    "claims",
    "members",
    "reader",
    "claim",
    "links",
    "event",
    "root",
    "address",
    "ids",
    "events",
}
SUFFIXES = {".md", ".yaml", ".csv", ".toml", ".geojson", ".txt"}


def exchanger(pairs: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """A function that exchanges the words of each pair in a text, longest first, whole words only."""
    table = dict(pairs) | {b: a for a, b in pairs}
    words = sorted(table, key=lambda x: (-len(x), x))
    pattern = re.compile(r"(?<![^\W_])(" + "|".join(map(re.escape, words)) + r")(?![^\W_])")
    return lambda text: pattern.sub(lambda m: table[m[1]], text)


def swapped_copy(case: Path, target: Path, swap: Callable[[str], str]) -> Path:
    """The case folder with the parties exchanged in every file, in its name too."""
    shutil.copytree(case, target, ignore=shutil.ignore_patterns(".derived", "record.sqlite*", "expected"))
    for path in sorted(target.rglob("*")):
        if path.is_file() and path.suffix in SUFFIXES:
            path.write_text(swap(path.read_text(encoding="utf-8")), encoding="utf-8")
    return target


_BY = re.compile(r"(?<=\bby )([^.;:()]+ and [^.;:()]+)(?=[.;]|$)")


def _in_order(listed: re.Match[str]) -> str:
    return listed[0].replace(listed[1], " and ".join(sorted(re.split(r", | and ", listed[1]))))


def bare(value: Any) -> Any:
    """The JSON form without ids and offsets; lists whose order carries no meaning are sorted, also those in a sentence:
    names in brackets or after "by" stand in alphabetical order, which an exchange changes (tests/terms/test_wording.py).
    """
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if k not in DROPPED}
    if isinstance(value, list):
        return sorted((bare(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True, ensure_ascii=False))
    return re.sub(r"\(([^()]*)\)", _in_order, _BY.sub(_in_order, value)) if isinstance(value, str) else value


def multiset(items: Iterable[Any], swap: Callable[[str], str] = str) -> Counter[str]:
    """Items as JSON texts without ids, after `swap`, counted."""
    out: Counter[str] = Counter()
    for item in items:
        text = swap(json.dumps(bare(wire(item)), sort_keys=True, ensure_ascii=False))
        out[json.dumps(bare(json.loads(text)), sort_keys=True, ensure_ascii=False)] += 1
    return out
