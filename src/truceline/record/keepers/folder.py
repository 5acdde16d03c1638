"""Writes an export to a folder: the one place of the record, beside its keepers, that writes files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from truceline.values.errors import OutsideError, RecordError


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write (name, bytes) pairs below a folder that is new or empty; how many.

    A crash may leave a part of them; its manifest is then missing or does not fit, and verify says so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise RecordError("the folder is not empty", where=str(folder), do="name a new folder")
        n = 0
        for name, data in files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            n += 1
    except OSError as e:
        raise OutsideError(f"the export could not be written: {e.strerror or e}", where=str(folder)) from e
    return n
