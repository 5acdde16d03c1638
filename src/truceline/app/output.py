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
    """A table for people."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(show_edge=False, pad_edge=False, header_style="bold", show_lines=False)
    for heading in columns:
        grid.add_column(heading, overflow="fold")
    for row in data:
        grid.add_row(*(Text(_flat(dig(row, path))) for path in columns.values()))
    Console(file=sys.stdout, soft_wrap=False).print(grid)


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
