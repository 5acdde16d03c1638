"""Finds the source that can bring what was named, and brings it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from truceline.documents.incoming import Incoming, Limits, Refused, Source
from truceline.values.errors import UsageError
from truceline.values.plugins import scan


def sources() -> dict[str, Source]:
    """All sources that were found, by name."""
    return {s.name: cast(Source, s) for s in scan("truceline.documents.sources", "SOURCE").values()}


def bring(
    where: str, *, name: str | None = None, limits: Limits | None = None, now: int | None = None
) -> Iterator[Incoming | Refused]:
    """What stands at `where` (path, folder, address, "-"), by the source `name` or the first that handles it.

    Raises UsageError for an unknown source, DocumentError if there is nothing, OutsideError if the network fails.
    """
    found = sources()
    if name is not None and name not in found:
        raise UsageError("no such source", expected=", ".join(found), got=name)
    picked = [found[name]] if name is not None else [s for s in found.values() if s.handles(where)]
    if not picked:
        raise UsageError("no source can bring this", where=where, expected="a path, a folder, an address or -")
    yield from picked[0].bring(where, limits=limits or Limits(), now=now)
