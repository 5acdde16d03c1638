"""What sources yield: something received, or something refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Protocol

import msgspec

from truceline.documents.document import Seen
from truceline.values.errors import TruceError
from truceline.values.release import Release
from truceline.values.time import When

MEGABYTE = 1_000_000


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much is taken in at most.

    bytes: of one document. html_bytes, html_tags, html_depth: of one HTML page. seconds: for one address.
    redirects: that are followed.
    """

    bytes: int = 100 * MEGABYTE
    html_bytes: int = 20 * MEGABYTE
    html_tags: int = 400_000
    html_depth: int = 400
    seconds: float = 60.0
    redirects: int = 10


class Front(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said about a document, by flags, by its front matter or by its source. None: not said.

    The fields are those of `Document`. retrieved: microseconds of UTC. charset: declared encoding. mapping: of a table.
    """

    publisher: str | None = None
    published: When | None = None
    address: str | None = None
    release: Release | None = None
    language: str | None = None
    title: str | None = None
    kind: Literal["page", "abstract", "table"] | None = None
    chain: tuple[str, ...] | None = None
    grade: str | None = None
    seen: Seen | None = None
    retrieved: int | None = None
    source: str | None = None
    note: str | None = None
    charset: str | None = None
    mapping: str | None = None

    def over(self, other: Front) -> Front:
        """This one's values where it has any, else the other's."""
        said = {f: v for f in self.__struct_fields__ if (v := getattr(self, f)) is not None}
        return msgspec.structs.replace(other, **said)


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as received. name: for messages and lists (path, address). media: MIME type without parameters, "" if
    unknown. front: what the source itself knows (an address, a declared charset)."""

    data: bytes
    name: str
    media: str = ""
    front: Front = Front()


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was not taken in: what, where and why. minor: expected to be passed over (hidden files)."""

    name: str
    error: TruceError
    minor: bool = False


class Source(Protocol):
    """The seam of sources: two methods."""

    name: str

    def handles(self, where: str) -> bool:
        """Whether this source can bring what stands at `where` (path, address, "-")."""

    def bring(self, where: str, *, limits: Limits, now: int | None) -> Iterator[Incoming | Refused]:
        """What stands there, one by one; bad ones are yielded as refused. now: microseconds of UTC, for `retrieved`.

        Raises DocumentError if `where` itself is not there, OutsideError if the network or disk fails.
        """
