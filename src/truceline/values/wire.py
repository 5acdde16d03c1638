"""The JSON form of structs: absent means unknown; never null, 0 or "" for unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from truceline.values.time import When


def wire(value: Any) -> Any:
    """Plain dicts and lists of a value, ready for JSON. When is written by RFC 3339; absent and empty are left out."""
    if isinstance(value, When):
        return value.wire()
    if isinstance(value, msgspec.Struct):
        pairs = ((f, getattr(value, f)) for f in value.__struct_fields__)
        names = value.__struct_encode_fields__
        return {
            n: wire(v)
            for n, (_, v) in zip(names, pairs, strict=True)
            if v is not None and v != () and v != [] and v != "" and v != {}
        }
    if isinstance(value, Mapping):
        return {str(k): wire(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [wire(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted(wire(v) for v in value)
    return value
