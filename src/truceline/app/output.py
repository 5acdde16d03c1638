"""Listings on stdout in the form asked for; everything said to a person besides goes to stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from truceline.values.errors import UsageError
from truceline.values.wire import wire

FORMATS = ("table", "json", "jsonl", "csv")
PIPED, SHORT, PROSE = 160, 26, 30
"""Columns of a table in a file or pipe; cells up to so long are not folded; least width of longer ones."""


def pick_format(asked: str | None) -> str:
    """The format asked for, else a table on a terminal and JSON elsewhere. Raises UsageError."""
    if asked is None:
        return "table" if sys.stdout.isatty() else "json"
    if asked not in FORMATS:
        raise UsageError("unknown format", expected=", ".join(FORMATS), got=asked)
    return asked


def listing(
    name: str,
    rows: Iterable[Any],
    *,
    fmt: str | None,
    columns: Mapping[str, str],
    more: Mapping[str, Any] | None = None,
) -> None:
    """Write rows (structs or mappings) under the schema `name`/1.

    columns: heading -> dotted path into the JSON form of a row, for tables and CSV. more: further keys of the JSON
    document, such as the times and the tally.
    """
    form = pick_format(fmt)
    data = [wire(r) for r in rows]
    out = sys.stdout
    if form == "json":
        json.dump({"schema": f"{name}/1", **wire(dict(more or {})), "items": data}, out, ensure_ascii=False, indent=1)
        out.write("\n")
    elif form == "jsonl":
        for row in data:
            out.write(json.dumps({"schema": f"{name}/1", **row}, ensure_ascii=False) + "\n")
    elif form == "csv":
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(columns)
        writer.writerows([[_flat(dig(row, path)) for path in columns.values()] for row in data])
        out.write(buffer.getvalue())
    else:
        table(columns, data)


def table(columns: Mapping[str, str], data: Sequence[Mapping[str, Any]]) -> None:
    """A table for people; where the terminal is too narrow for it, one block a row, a line for each heading."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [[_flat(dig(row, path)) for path in columns.values()] for row in data]
    widest = [max((len(v) for v in column), default=0) for column in zip(*cells, strict=True)] or [0] * len(columns)
    needed = sum(max(len(h), w) + 3 if w <= SHORT else PROSE for h, w in zip(columns, widest, strict=True))
    console = Console(file=sys.stdout, soft_wrap=False, width=None if sys.stdout.isatty() else PIPED)
    if needed > console.width and any(w > SHORT for w in widest):
        for row in cells:
            console.print(Text("\n".join(f"{h}: {v}" for h, v in zip(columns, row, strict=True) if v) + "\n"))
        return
    grid = Table(show_edge=False, pad_edge=False, header_style="bold", show_lines=False)
    for heading, w in zip(columns, widest, strict=True):
        grid.add_column(heading, overflow="fold", no_wrap=w <= SHORT and needed <= console.width)
    for row in cells:
        grid.add_row(*map(Text, row))
    console.print(grid)


def dig(row: Any, path: str) -> Any:
    """Value under a dotted path; a list on the way gives the list of values."""
    for i, key in enumerate(parts := path.split(".")):
        if isinstance(row, list):
            return [v for v in (dig(r, ".".join(parts[i:])) for r in row) if v not in (None, "")]
        row = row.get(key) if isinstance(row, Mapping) else None
    return row


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(_flat(v) for v in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def say(text: str) -> None:
    """A line to the person, on stderr."""
    print(text, file=sys.stderr, flush=True)
