"""One address of the web, fetched over HTTP with limits of size, time and redirects."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.documents.incoming import Front, Incoming, Limits, Refused
from truceline.documents.read_text import media_of, too_big
from truceline.values.errors import DocumentError, OutsideError

if TYPE_CHECKING:
    import httpx

_TEXTUAL = ("text/", "application/xhtml+xml", "application/xml", "application/octet-stream")
_AGENT = "truceline (record of published reports)"


class UrlSource:
    """Brings the page at an address. transport: another way out, for tests."""

    name = "url"

    def __init__(self, transport: httpx.BaseTransport | None = None) -> None:
        self._transport = transport

    def handles(self, where: str) -> bool:
        """http and https."""
        return where.lower().startswith(("http://", "https://"))

    def bring(self, where: str, *, limits: Limits, now: int | None) -> Iterator[Incoming | Refused]:
        """The page, or why it was refused. Raises OutsideError where the network or the server fails."""
        import httpx

        try:
            with (
                httpx.Client(
                    follow_redirects=True,
                    max_redirects=limits.redirects,
                    timeout=min(limits.seconds, 20.0),
                    headers={"user-agent": _AGENT},
                    transport=self._transport,
                ) as client,
                client.stream("GET", where) as response,
            ):
                yield self._read(response, where, limits, now)
        except httpx.TimeoutException as e:
            raise OutsideError(
                "the address did not answer in time", where=where, expected="an answer", do="try later"
            ) from e
        except httpx.TooManyRedirects as e:
            raise OutsideError("the address redirects in a circle", where=where) from e
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as e:
            raise DocumentError("not an address", where=where, expected="https://...", got=str(e)) from e
        except httpx.HTTPError as e:
            raise OutsideError(
                f"the address could not be reached: {e}", where=where, do="check it and the network"
            ) from e

    def _read(self, response: httpx.Response, where: str, limits: Limits, now: int | None) -> Incoming | Refused:
        if response.status_code != 200:
            raise OutsideError(
                "the server refused the page",
                where=where,
                expected="HTTP 200",
                got=f"HTTP {response.status_code}",
                do="look whether it was deleted or moved, or save the page and add the file",
            )
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind and not kind.startswith(_TEXTUAL):
            error = DocumentError("the page is not text", where=where, expected="text, HTML or CSV", got=kind)
            return Refused(name=where, error=error)
        stop = time.monotonic() + limits.seconds
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > limits.bytes:
                return Refused(name=where, error=too_big(where, limits.bytes, "more"))
            if time.monotonic() > stop:
                raise OutsideError("the page came too slowly", where=where, expected=f"{limits.seconds:g} s at most")
        data = b"".join(parts)
        media = kind if kind in ("text/html", "text/csv", "text/markdown") else media_of(response.url.path, data)
        front = Front(address=str(response.url), retrieved=now, charset=response.charset_encoding)
        return Incoming(data=data, name=where, media=media, front=front)


SOURCE = UrlSource()
