"""Standard input, named `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import BinaryIO

from truceline.documents.incoming import Incoming, Limits, Refused
from truceline.documents.read_text import media_of, too_big


class StdinSource:
    """Brings what comes in on standard input (or on another stream, for tests)."""

    name = "stdin"

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream

    def handles(self, where: str) -> bool:
        """Only `-`."""
        return where == "-"

    def bring(self, where: str, *, limits: Limits, now: int | None) -> Iterator[Incoming | Refused]:
        """All of it; reading stops at the limit."""
        stream = self._stream or sys.stdin.buffer
        data = stream.read(limits.bytes + 1)
        if len(data) > limits.bytes:
            yield Refused(name="-", error=too_big("-", limits.bytes, "more"))
            return
        yield Incoming(data=data, name="-", media=media_of("-", data))


SOURCE = StdinSource()
