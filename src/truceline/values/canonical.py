"""Canonical bytes and ids.

One value has one byte string: each part is its type letter, its length in decimal, a colon and the content. Lists and
mappings hold the parts of their members (mapping keys sorted). Floats are refused: degrees go in as integers of 1e-7
degree, other fractions as decimal strings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from truceline.values.place import Where


def canonical(value: Any) -> bytes:
    """The canonical bytes of None, bool, int, str, bytes, lists, mappings with text keys, and structs.

    Raises TypeError for a float or any other type. Absent (None) fields of a struct are left out.
    """
    if value is None:
        return b"n0:"
    if value is True or value is False:
        return b"b1:" + (b"1" if value else b"0")
    if isinstance(value, int):
        return _part(b"i", str(value).encode())
    if isinstance(value, str):
        return _part(b"s", value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bytes):
        return _part(b"y", value)
    if isinstance(value, Where):
        return canonical(
            {
                "name": value.name,
                "id": value.id,
                "role": value.role,
                "precision": value.precision,
                "lat": e7(value.lat),
                "lon": e7(value.lon),
                "radius": decimal(value.radius_m),
            }
        )
    if isinstance(value, msgspec.Struct):
        fields = ((f, getattr(value, f)) for f in value.__struct_fields__)
        return canonical({k: _plain(v) for k, v in fields if v is not None})
    if isinstance(value, Mapping):
        inner = b"".join(canonical(str(k)) + canonical(value[k]) for k in sorted(value))
        return _part(b"m", inner)
    if isinstance(value, Sequence):
        return _part(b"l", b"".join(canonical(v) for v in value))
    raise TypeError(f"no canonical form for {type(value).__name__}: use integers of 1e-7 degree or decimal strings")


def _plain(v: Any) -> Any:
    return decimal(v) if isinstance(v, float) else v


def _part(kind: bytes, content: bytes) -> bytes:
    return kind + str(len(content)).encode() + b":" + content


def e7(degrees: float | None) -> int | None:
    """Degrees as an integer of 1e-7 degree (about a centimetre)."""
    return None if degrees is None else round(degrees * 10_000_000)


def decimal(number: int | float | None) -> str | None:
    """A number as its shortest decimal text; 5 and 5.0 are one."""
    if number is None:
        return None
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def make_id(kind: str, *parts: Any) -> str:
    """A short id: the kind's first letters and 16 hexadecimal digits of the hash over kind and parts.

    The same parts give the same id on every machine and in every run.
    """
    return f"{kind}-{digest(canonical([kind, *parts]))[:16]}"
