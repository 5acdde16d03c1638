"""Canonical bytes: one value, one string; no two values share one; no floats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.claims.claim import Claim, Reader, Span, with_id
from truceline.values.canonical import canonical, decimal, e7, make_id
from truceline.values.place import Where

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_equal_bytes_mean_equal_values(a: object, b: object) -> None:
    same = canonical(a) == canonical(b)
    assert same == (repr_of(a) == repr_of(b))


def repr_of(v: object) -> object:
    """A form in which True and 1 differ and the order of keys does not matter."""
    if isinstance(v, dict):
        return ("m", tuple(sorted((k, repr_of(x)) for k, x in v.items()))) if all(True for _ in v) else ()
    if isinstance(v, list):
        return ("l", tuple(repr_of(x) for x in v))
    return (type(v).__name__, v)


def test_lists_cannot_be_confused_by_joining() -> None:
    assert canonical(["a", "bc"]) != canonical(["ab", "c"])
    assert make_id("x", "a", "b.c") != make_id("x", "a.b", "c")


def test_floats_are_refused_and_have_other_forms() -> None:
    with pytest.raises(TypeError, match="1e-7 degree"):
        canonical(0.5)
    assert e7(39.7600612) == 397600612
    assert decimal(5.0) == "5"
    assert decimal(14.67) == "14.67"


def test_a_claims_id_covers_its_content_and_not_its_reader() -> None:
    base = Claim(
        document="doc-1",
        span=Span(start=0, end=4, text="text"),
        act="asserts",
        kind="violence",
        where=(Where(name="X", lat=1.5, lon=2.5),),
    )
    one = with_id(base)
    import msgspec

    two = with_id(msgspec.structs.replace(base, reader=Reader(name="other", version="9")))
    three = with_id(msgspec.structs.replace(base, act="denies"))
    assert one.id == two.id
    assert one.id != three.id
