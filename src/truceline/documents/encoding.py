"""Bytes to characters: UTF-8 and UTF-16 by their marks, others only where they are declared."""

from __future__ import annotations

import codecs
import re

from truceline.values.errors import DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_TABLE_OF_BYTES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP, DOCX or XLSX file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3": "an SQLite file",
    b"PAR1": "a Parquet file",
    b"ARROW1": "an Arrow file",
}


def declared_charset(data: bytes) -> str | None:
    """The charset that an HTML or XML page names in its first 4 kB."""
    found = _META.search(data[:4096]) or _XML.search(data[:4096])
    return found[1].decode("ascii") if found else None


def decode(data: bytes, name: str, charset: str | None = None) -> str:
    """The characters of the bytes, line ends made LF; nothing else is changed. Raises DocumentError.

    A byte-order mark decides; else `charset` if given (from a flag, an HTTP header or the page itself); else UTF-8.
    """
    if not data:
        raise DocumentError("the document is empty", where=name, expected="text", got="0 bytes")
    _refuse_binary(data, name)
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), None) or charset or "utf-8"
    try:
        if encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"):
            encoding = "cp1252" if not _utf8(data) else "utf-8"  # as browsers read these names
        text = data.decode(encoding)
    except LookupError as e:
        raise DocumentError(
            "the declared encoding is not known", where=name, expected="utf-8, utf-16, cp1251, cp1252 ...", got=encoding
        ) from e
    except UnicodeDecodeError as e:
        raise _wrong(data, name, encoding, e) from e
    if not text.strip():
        raise DocumentError("the document holds no text", where=name, expected="text", got="white space only")
    bad = len(_CONTROL.findall(text[:100_000]))
    if bad > 2 + len(text[:100_000]) // 200:
        raise DocumentError(
            "the document is not text",
            where=name,
            expected="text",
            got=f"{bad} control characters read as {encoding}",
            do="convert it to text, or name its encoding with --charset",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(data: bytes, name: str) -> None:
    kind = next((k for mark, k in _TABLE_OF_BYTES.items() if data.startswith(mark)), None)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if kind is None and (wide or b"\x00" not in data[:65536]):
        return
    raise DocumentError(
        "the document is not text",
        where=name,
        expected="text, Markdown, HTML or CSV",
        got=kind or "bytes with zeros in them",
        do="convert it to text or HTML first (UTF-16 needs its byte-order mark)",
    )


def _wrong(data: bytes, name: str, encoding: str, e: UnicodeDecodeError) -> DocumentError:
    hint = "name its encoding with --charset"
    for guess in ("cp1251", "cp1252"):
        try:
            sample = data[max(0, e.start - 20) : e.start + 20].decode(guess)
        except UnicodeDecodeError:
            continue
        hint += f"; as {guess} it reads {' '.join(sample.split())!r}"
    line = data.count(b"\n", 0, e.start) + 1
    return DocumentError(
        f"the document is not {encoding}",
        where=f"{name}:{line}",
        expected=f"text in {encoding}",
        got=f"byte 0x{data[e.start]:02x} at {e.start}",
        do=hint,
    )
