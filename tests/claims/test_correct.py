"""A person's correction holds, survives another reader, and touches nothing else."""

from __future__ import annotations

import msgspec
import pytest

from truceline.claims.claim import Claim, Reader, Span, with_id
from truceline.claims.correct import check, correct
from truceline.values.decision import Decision, SpanRef
from truceline.values.errors import DecisionError


def claim(start: int, act: str = "asserts", reader: str = "one") -> Claim:
    return with_id(
        Claim(
            document="doc-1",
            text_digest="t",
            span=Span(start=start, end=start + 5, text="words"),
            act=act,
            kind="violence",
            reader=Reader(name=reader, version="1"),
        )  # type: ignore[arg-type]
    )


def decision(of: Claim, **fields: str) -> Decision:
    spans = (SpanRef(document="doc-1", text_digest="t", start=of.span.start or 0, end=of.span.end or 0),)
    return Decision(word="correct", ids=(of.id,), spans=spans, set=fields, by="N", because="a denial", at=1)


def test_a_correction_reaches_its_claim_and_no_other() -> None:
    a, b = claim(0), claim(10)
    one, two = correct((a, b), [decision(a, act="denies")])
    assert one.act == "denies"
    assert one.id != a.id
    assert two == b


def test_it_survives_a_reader_that_reads_the_sentence_otherwise() -> None:
    a = claim(0)
    other = with_id(msgspec.structs.replace(a, kind="violation", reader=Reader(name="two", version="2")))
    assert other.id != a.id
    (fixed,) = correct((other,), [decision(a, act="denies")])
    assert fixed.act == "denies"
    assert fixed.kind == "violation"


def test_no_correction_changes_nothing() -> None:
    assert correct((claim(0),), []) == (claim(0),)


@pytest.mark.parametrize("fields", [{}, {"act": "shouts"}, {"colour": "red"}])
def test_what_cannot_be_set_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(DecisionError):
        correct((claim(0),), [decision(claim(0), **fields)])


def test_a_code_that_no_list_holds_is_refused() -> None:
    for code, good in (
        ("V2.1", True),
        ("V10", True),
        ("", True),
        ("V99", False),
        ("V2.9", False),
        ("small arms", False),
    ):
        d = Decision(word="correct", ids=("claim-1",), set={"code": code}, by="A", because="b", at=0)
        if good:
            check(d)
        else:
            with pytest.raises(DecisionError, match="not a value of code"):
                check(d)
