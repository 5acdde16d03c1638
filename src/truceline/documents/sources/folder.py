"""A folder and all below it, in order of name; bad files are named and the rest is brought."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from truceline.documents.incoming import Incoming, Limits, Refused
from truceline.documents.sources.file import read_file
from truceline.values.errors import DocumentError, OutsideError

_SYSTEM_FILES = {"Thumbs.db", "desktop.ini"}


class FolderSource:
    """Brings every file of a folder."""

    name = "folder"

    def handles(self, where: str) -> bool:
        """A folder that is there."""
        return where != "-" and "://" not in where and Path(where).is_dir()

    def bring(self, where: str, *, limits: Limits, now: int | None) -> Iterator[Incoming | Refused]:
        """Its files one by one. Hidden files and folders are passed over and named as minor; links to folders are not
        followed."""
        failed: list[OSError] = []
        for base, folders, names in os.walk(where, onerror=failed.append):
            hidden = sorted(f for f in folders if f.startswith("."))
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for f in hidden:
                yield _passed(str(Path(base, f)))
            for n in sorted(names):
                path = Path(base, n)
                if n.startswith(".") or n in _SYSTEM_FILES:
                    yield _passed(str(path))
                else:
                    yield read_file(path, str(path), limits)
        for e in failed:
            yield Refused(
                name=str(e.filename),
                error=OutsideError(f"the folder could not be read: {e.strerror}", where=str(e.filename)),
            )


def _passed(name: str) -> Refused:
    return Refused(
        name=name,
        minor=True,
        error=DocumentError("a hidden or system file, passed over", where=name, do="name it itself to add it"),
    )


SOURCE = FolderSource()
