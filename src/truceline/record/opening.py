"""Opens a record by what its place is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from truceline.record.keeper import Keeper
from truceline.record.record import SALT_BYTES, Record
from truceline.values.errors import UsageError
from truceline.values.plugins import scan


def open_record(
    where: str,
    *,
    salt: Callable[[], bytes],
    clock: Callable[[], int],
    origin: str | None = None,
    create: bool = True,
    read_only: bool = False,
) -> Record:
    """The record at `where`: `memory:`, `postgresql://...`, or the path of a file.

    salt: gives 32 fresh random bytes a call. clock: microseconds of UTC now. origin: name of a new record (by default
    from a salt); it stands in every checkpoint, so that those of two records can't be taken for one another. Raises
    RecordError (none there, damaged, cut short, another version), OutsideError (disk, server, another process).
    """
    keepers: dict[str, Callable[..., Keeper]] = scan("truceline.record.keepers", "KEEPER")
    kind = "postgres" if where.startswith(("postgresql:", "postgres:")) else where.partition(":")[0]
    if kind not in keepers:
        kind = "sqlite"
    options: dict[str, Any] = {"create": create, "read_only": read_only}
    if kind not in keepers:
        raise UsageError("no keeper for this record", where=where, expected=", ".join(keepers))
    keeper = keepers[kind](where, origin=origin or salt()[:SALT_BYTES].hex()[:32], **options)
    return Record(keeper, salt=salt, clock=clock)
