"""Who got it from whom: ways of passing on, what a relay changed, and what opposing sides say alike."""

from __future__ import annotations

import msgspec
from tests.events.kit import REGISTER, TERN, actor, by, claim, doc, killed, when

from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.events.agreed import agreed
from truceline.events.fuse import fuse
from truceline.events.transmission import Step, Transmission, transmission

DAY = when("2031-03-12")
WORDS = "according to the ministry two soldiers were killed when Orsinian units shelled the village of Tern on 12 March"


def told(document: str, chain: tuple[str, ...], text: str = WORDS, n: int | None = 2, **more: object) -> Claim:
    more = {"when": DAY, "where": (TERN,), "actors": (actor("ORS"),), **more}
    counts = () if n is None else (killed("VAL", n),)
    return claim(document, by(*chain), more.pop("act", "accuses"), "violence", text, counts=counts, **more)  # type: ignore[arg-type]


def traced(claims: list[Claim], docs: list[Document]) -> tuple[Transmission, dict[str, Step]]:
    held = {d.id: d for d in docs}
    fused = fuse(claims, held, REGISTER, None)
    (event,) = fused.events
    found = transmission(event, {c.id: c for c in claims}, held, fused.graph)
    return found, {s.document: s for s in found.steps}


def test_ways_and_changes_of_each_relay() -> None:
    docs = [doc(d, f"2031-03-12T{10 + n}:00:00", source=s) for n, (d, s) in enumerate(
        [("v", "val-mod"), ("a", "agency"), ("b", "outlet-1"), ("c", "outlet-2"), ("u", "outlet-3"), ("k", "outlet-4")])]  # fmt: skip
    claims = [
        told("v", ("VAL-MOD", "val-mod")),
        told("a", ("VAL-MOD", "agency")),
        told("b", ("VAL-MOD", "agency", "outlet-1"), "two killed, the agency reports from the ministry", 3),
        told("c", ("VAL-MOD", "outlet-2"), "shelling, says the ministry", None, act="asserts"),
        told("u", ("a farmer", "outlet-3"), "I saw shells fall, a farmer said of that day at the village", None),
        told("k", ("outlet-4",)),
    ]
    found, by_document = traced(claims, docs)
    ways = {d: s.way for d, s in by_document.items()}
    assert ways == {
        "v": "states",
        "a": "republishes",
        "b": "summarises",
        "c": "summarises",
        "u": "cites_unnamed",
        "k": "copies",
    }
    assert by_document["b"].reworded == ("killed: 2 -> 3",)
    assert by_document["b"].source_name == "Meridian News Agency"
    assert by_document["c"].dropped == ("2 killed",)
    assert by_document["c"].reworded == ("accuses -> asserts",)
    assert [r.id for r in found.roots] == ["VAL-MOD", "unnamed:a farmer:outlet-3"]
    assert [r.publishers for r in found.roots] == [5, 1]


def test_a_text_in_another_language_is_a_translation() -> None:
    docs = [doc("v", "2031-03-12T10:00:00", source="val-mod"), doc("t", "2031-03-12T12:00:00", source="outlet-1")]
    docs = [msgspec.structs.replace(d, language=code) for d, code in zip(docs, ("en", "ru"), strict=True)]
    claims = [told("v", ("VAL-MOD", "val-mod")), told("t", ("VAL-MOD", "outlet-1"), "двое военных погибли при обстреле села 12 марта, сообщило министерство обороны страны")]  # fmt: skip
    assert traced(claims, docs)[1]["t"].way == "translates"


def test_circles_are_named_and_end() -> None:
    docs = [doc(d, f"2031-03-12T{10 + n}:00:00", source=f"outlet-{n}") for n, d in enumerate("xyz")]
    claims = [
        told("x", ("outlet-1", "outlet-0"), "shots, says one paper"),
        told("y", ("outlet-2", "outlet-1"), "shots, says another paper"),
        told("z", ("outlet-0", "outlet-2"), "shots, says a third"),
    ]
    found, _ = traced(claims, docs)
    assert found.circles == (("Outlet 0", "Outlet 1", "Outlet 2"),)
    assert len(found.roots) == 1


def test_what_opposing_sides_say_alike() -> None:
    docs = {
        d.id: d
        for d in (doc("v", "2031-03-12T10:00:00", source="val-mod"), doc("o", "2031-03-12T12:00:00", source="ors-mod"))
    }
    mine = told("v", ("VAL-MOD", "val-mod"))
    theirs = told("o", ("ORS-MOD", "ors-mod"), "our units returned fire by that village", 1, act="admits")
    (event,) = fuse([mine, theirs], docs, REGISTER, None).events
    found = {a.key: a.admitted for a in agreed(event, REGISTER)}
    assert found == {"occurred": True, "agent:ORS": True, "place:tern": False, "time": False}
    (alone,) = fuse([mine], docs, REGISTER, None).events
    assert agreed(alone, REGISTER) == ()
    denial = told(
        "o",
        ("ORS-MOD", "ors-mod"),
        "our units did not fire at that village",
        None,
        act="denies",
        polarity="does_not_hold",
    )
    (event,) = fuse([mine, denial], docs, REGISTER, None).events
    assert agreed(event, REGISTER) == ()
