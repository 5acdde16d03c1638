"""Canonical bytes and ids.

One value has one byte string: each part is its type letter, its length in decimal, a colon and the content. Lists and
mappings hold the parts of their members (mapping keys sorted). Floats are refused: degrees go in as integers of 1e-7
degree, other fractions as decimal strings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec
from msgspec import inspect

from truceline.values.place import Where


def canonical(value: Any) -> bytes:
    """The canonical bytes of None, bool, int, str, bytes, lists, mappings with text keys, and structs.

    Raises TypeError for a float or any other type. Absent (None) fields of a struct are left out.
    """
    encode = _BY_TYPE.get(type(value))
    if encode is not None:
        return encode(value)
    if isinstance(value, msgspec.Struct):
        return _struct(value)
    if isinstance(value, int):
        return _part(b"i", str(value).encode())
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bytes):
        return _part(b"y", value)
    if isinstance(value, Mapping):
        return _part(b"m", b"".join([_text(str(k)) + canonical(value[k]) for k in sorted(value)]))
    if isinstance(value, Sequence):
        return _list(value)
    raise TypeError(f"no canonical form for {type(value).__name__}: use integers of 1e-7 degree or decimal strings")


def _part(kind: bytes, content: bytes) -> bytes:
    return b"%b%d:%b" % (kind, len(content), content)


def _text(value: str) -> bytes:
    return _short(value) if len(value) <= 40 else _long(value)


def _long(value: str) -> bytes:
    content = value.encode("utf-8", "surrogatepass")
    return b"s%d:%b" % (len(content), content)


_short = lru_cache(maxsize=8192)(_long)


def _list(value: Sequence[Any]) -> bytes:
    if not value:
        return b"l0:"
    if type(value) is tuple and all(map(_textual, map(type, value))):
        return _texts(value)
    return _members(value)


def _members(value: Sequence[Any]) -> bytes:
    return _part(b"l", b"".join([canonical(v) for v in value]))


def _struct(value: msgspec.Struct) -> bytes:
    """Of the first struct of a type: those after it go the way found."""
    encode = _where if isinstance(value, Where) else _text_fields if _textual(type(value)) else _fields
    _BY_TYPE[type(value)] = encode
    return encode(value)


def _fields(value: msgspec.Struct) -> bytes:
    out: list[bytes] = []
    values = msgspec.structs.astuple(value)
    for i, key in _keys(type(value)):
        v = values[i]
        if v is not None:
            encode = _BY_TYPE.get(type(v)) or (_number if isinstance(v, float) else canonical)
            out += (key, encode(v))
    return _part(b"m", b"".join(out))


@cache
def _textual(cls: type) -> bool:
    """Whether a type is text, or a struct of nothing but texts.

    The same speakers, actors and topics stand in many claims and are remembered. Kept are texts alone: 1, 1.0 and True are
    equal and have different bytes.
    """
    if cls is str or not issubclass(cls, msgspec.Struct):
        return cls is str
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    types = [t for f in info.fields for t in (f.type.types if isinstance(f.type, inspect.UnionType) else (f.type,))]
    return all(isinstance(t, inspect.StrType | inspect.NoneType | inspect.LiteralType) for t in types)


_texts = lru_cache(maxsize=4096)(_members)
_text_fields = lru_cache(maxsize=4096)(_fields)


@lru_cache(maxsize=8192)
def _where(value: Where) -> bytes:
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


def _number(value: float) -> bytes:
    return canonical(decimal(value))


@cache
def _keys(cls: type[msgspec.Struct]) -> tuple[tuple[int, bytes], ...]:
    """Place and canonical key of each field of a struct, in order of name."""
    return tuple((i, _text(f)) for f, i in sorted((f, i) for i, f in enumerate(cls.__struct_fields__)))


_BY_TYPE: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"n0:",
    bool: lambda v: b"b1:1" if v else b"b1:0",
    int: lambda v: _part(b"i", b"%d" % v),
    str: _text,
    bytes: lambda v: _part(b"y", v),
    tuple: _list,
    list: _list,
}


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
