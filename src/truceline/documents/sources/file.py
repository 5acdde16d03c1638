"""One file of the disk: text, Markdown with front matter, HTML, or a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from truceline.documents.incoming import Incoming, Limits, Refused
from truceline.documents.read_text import media_of, too_big
from truceline.values.errors import DocumentError, OutsideError


class FileSource:
    """Brings one file."""

    name = "file"

    def handles(self, where: str) -> bool:
        """A path that is not a folder."""
        return where != "-" and "://" not in where and not Path(where).is_dir()

    def bring(self, where: str, *, limits: Limits, now: int | None) -> Iterator[Incoming | Refused]:
        """The file, or why it was refused."""
        path = Path(where)
        if not path.exists():
            raise DocumentError("there is no such file or folder", where=where, do="check the path")
        yield read_file(path, where, limits)


def read_file(path: Path, name: str, limits: Limits) -> Incoming | Refused:
    """The bytes of a file; a file over the limit is refused without being read."""
    try:
        size = path.stat().st_size
        if size > limits.bytes:
            return Refused(name=name, error=too_big(name, limits.bytes, f"{size:,} bytes"))
        if not path.is_file():
            return Refused(name=name, error=DocumentError("not a plain file", where=name, expected="a file"))
        data = path.read_bytes()
    except PermissionError as e:
        return Refused(name=name, error=OutsideError(f"the file may not be read: {e.strerror}", where=name))
    except OSError as e:
        return Refused(name=name, error=OutsideError(f"the file could not be read: {e.strerror or e}", where=name))
    return Incoming(data=data, name=name, media=media_of(name, data))


SOURCE = FileSource()
