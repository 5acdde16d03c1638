"""Independent origins: relays, copies, owners, persons and organs, circles, duty holders."""

from __future__ import annotations

import msgspec
from tests.events.kit import REGISTER, TERN, actor, by, claim, doc, when

from truceline.actors.register import Register
from truceline.claims.claim import Claim, Speaker
from truceline.documents.document import Document
from truceline.events.event import Event, Origin, Proposition
from truceline.events.fuse import fuse
from truceline.events.origins import origin_graph
from truceline.events.propositions import judge, occurrence_for

DAY = when("2031-03-12")
BULLETIN = (
    "According to the ministry one breach of the ceasefire was recorded near Tern on 12 March, "
    "the peacekeepers went to the place and talks between the commanders were held"
)


def told(document: str, chain: tuple[Speaker, ...], text: str, **more: object) -> Claim:
    more.setdefault("act", "asserts")
    return claim(document, chain, more.pop("act"), "violation", text, when=DAY, where=(TERN,), **more)  # type: ignore[arg-type]


def relays() -> tuple[list[Claim], dict[str, Document]]:
    """Fifteen relays of one bulletin: short and long, with and without the agency, some copied without any source."""
    words = [
        ("g0", ("GUA-PK", "gua-pk"), BULLETIN),
        ("r1", ("GUA-PK", "agency"), "One breach near Tern was recorded on 12 March, the peacekeepers told the agency"),
        ("r2", ("GUA-PK", "agency", "outlet-2"), "peacekeepers recorded a breach near Tern, the agency reports"),
        ("r3", ("GUA-PK", "agency", "outlet-3"), "Breach of the truce near Tern - peacekeepers"),
        ("r4", ("GUA-PK", "outlet-4"), "the peacekeeping force counted a single violation, near Tern"),
        ("r5", ("GUA", "outlet-5"), "Guardia says that there was one violation, by Tern"),
        ("r6", ("agency", "outlet-6"), "The agency writes of one breach near Tern on Friday"),
        ("r7", ("agency",), "one breach was recorded near Tern on 12 March"),
        ("r8", ("outlet-8",), BULLETIN.replace("According to the ministry one", "One")),
        ("r9", ("outlet-9",), "NEWS " + BULLETIN),
        ("r10", ("GUA-PK", "daily-a"), "Harbour: peacekeepers note breach at Tern"),
        ("r11", ("GUA-PK", "daily-b"), "Evening: peacekeepers note breach at Tern"),
        ("r12", ("GUA-PK", "agency", "outlet-2", "outlet-12"), "a breach near Tern, it is reported by way of others"),
        ("r13", ("GUA-PK", "agency", "outlet-13"), "the troops of Guardia recorded a breach"),
        ("r14", ("outlet-14",), BULLETIN + ", our own correspondent adds that it snowed"),
    ]
    docs = {
        d: doc(d, f"2031-03-13T{9 + n // 2:02d}:{30 * (n % 2):02d}:00", source=c[-1])
        for n, (d, c, _) in enumerate(words)
    }
    return [told(d, by(*c), t) for d, c, t in words], docs


def supporting(claims: list[Claim], docs: dict[str, Document]) -> list[Origin]:
    (event,) = fuse(claims, docs, REGISTER, None).events
    return list(event.propositions[0].supporting)


def test_fifteen_relays_of_one_bulletin_are_one_origin_and_an_eyewitness_makes_two() -> None:
    claims, docs = relays()
    assert len(claims) == 15
    assert [o.id for o in supporting(claims, docs)] == ["GUA-PK"]
    witness = told(
        "r15", by("a herdsman", "outlet-15"), "I saw the shooting by Tern with my own eyes on Friday, a herdsman said"
    )
    docs["r15"] = doc("r15", "2031-03-14T09:00:00", source="outlet-15")
    both = supporting([*claims, told("r15", by("GUA-PK", "outlet-15"), "one breach near Tern"), witness], docs)
    assert len(both) == 2
    assert both[1].name.startswith("a herdsman")


def test_order_of_arrival_does_not_change_the_origins() -> None:
    claims, docs = relays()
    assert supporting(claims[::-1], docs) == supporting(claims, docs)


def test_outlets_of_one_owner_are_one_origin() -> None:
    docs = {
        "h": doc("h", "2031-03-13T09:00:00", source="daily-a"),
        "e": doc("e", "2031-03-13T10:00:00", source="daily-b"),
    }
    claims = [
        told("h", by("daily-a"), "our reporter heard shots near Tern at dusk"),
        told("e", by("daily-b"), "gunfire was heard by our staff outside the village"),
    ]
    assert len(supporting(claims, docs)) == 1


def test_two_outlets_with_their_own_reporters_are_two() -> None:
    docs = {
        "h": doc("h", "2031-03-13T09:00:00", source="outlet-1"),
        "e": doc("e", "2031-03-13T10:00:00", source="outlet-2"),
    }
    claims = [
        told("h", by("outlet-1"), "our reporter heard shots near Tern at dusk"),
        told("e", by("outlet-2"), "gunfire was heard by our staff outside the village"),
    ]
    assert len(supporting(claims, docs)) == 2


def test_circular_reporting_is_found_and_named() -> None:
    docs = {
        "h": doc("h", "2031-03-13T09:00:00", source="outlet-1"),
        "e": doc("e", "2031-03-13T10:00:00", source="outlet-2"),
    }
    claims = [
        told("h", by("outlet-2", "outlet-1"), "shots, says the other paper"),
        told("e", by("outlet-1", "outlet-2"), "shots, says that paper"),
    ]
    (origin,) = supporting(claims, docs)
    assert origin.name == "circle of Outlet 1, Outlet 2"
    assert origin_graph(claims, docs, REGISTER).circles == (("outlet-1", "outlet-2"),)


def test_a_spokesperson_is_the_organ_and_the_bare_state_is_not_counted_beside_it() -> None:
    docs = {d: doc(d, f"2031-03-13T{9 + n:02d}:00:00", source=f"outlet-{n}") for n, d in enumerate("abc")}
    claims = [
        told("a", by("VAL-SPK", "outlet-0"), "the spokeswoman told of shots"),
        told("b", by("VAL-MOD", "outlet-1"), "the ministry told of firing"),
        told("c", by("VAL", "outlet-2"), "the country told of a breach"),
    ]
    assert [o.id for o in supporting(claims, docs)] == ["VAL-MOD"]


def origin(id: str, interest: str | None) -> Origin:
    return Origin(id=id, name=id, interest=interest)


def state(p: Proposition, **more: object) -> str:
    return judge(p, register=REGISTER, **more).state  # type: ignore[arg-type]


def test_the_three_rules_in_order() -> None:
    val, ors, gua = origin("VAL-MOD", "VAL"), origin("ORS-MOD", "ORS"), origin("GUA-PK", "GUA")
    p = Proposition(key="occurred", says="it happened", supporting=(val, gua), denying=(ors,))
    assert state(p, accused=("ORS",)) == "contested"
    p = msgspec.structs.replace(p, denying=())
    assert state(p, accused=("ORS",)) == "corroborated"
    assert state(p, accused=("ORS",), duty_holders=("GUA",)) == "alleged"
    assert state(msgspec.structs.replace(p, denying=(gua,), supporting=(val,)), accused=("ORS",)) == "alleged"
    assert state(msgspec.structs.replace(p, denying=(gua, origin("rc", None))), accused=("ORS",)) == "contested"
    assert state(msgspec.structs.replace(p, supporting=(val, origin("VAL-MFA", "VAL"))), accused=("ORS",)) == "alleged"
    assert (
        state(msgspec.structs.replace(p, supporting=(val, origin("name:nobody", None))), accused=("ORS",)) == "alleged"
    )
    assert state(msgspec.structs.replace(p, supporting=(val, origin("rc", None))), accused=("ORS",)) == "corroborated"


def test_an_admission_is_support_against_interest() -> None:
    docs = {
        "v": doc("v", "2031-03-13T09:00:00", source="val-mod"),
        "o": doc("o", "2031-03-13T10:00:00", source="ors-mod"),
    }
    claims = [
        told("v", by("VAL-MOD", "val-mod"), "they fired", act="accuses", actors=(actor("ORS"),)),
        told("o", by("ORS-MOD", "ors-mod"), "our crew fired in error", act="admits", actors=(actor("ORS"),)),
    ]
    (event,) = fuse(claims, docs, REGISTER, None).events
    assert {p.key: p.state for p in event.propositions} == {"occurred": "corroborated", "agent:ORS": "corroborated"}
    assert any(r.startswith("e ") for r in event.propositions[0].reasons)


def swap_ids(event: Event) -> set[tuple[str, ...]]:
    s = {"VAL": "ORS", "ORS": "VAL"}
    return {(p.key if ":" not in p.key else p.key.replace("VAL", "*").replace("ORS", "VAL").replace("*", "ORS"), p.state,
             *sorted(s.get(o.interest or "", o.interest or "") for o in p.supporting)) for p in event.propositions}  # fmt: skip


def test_party_swap() -> None:
    def world(a: str, b: str) -> Event:
        docs = {
            "v": doc("v", "2031-03-13T09:00:00", source=f"{a.lower()}-mod"),
            "o": doc("o", "2031-03-13T10:00:00", source=f"{b.lower()}-mod"),
            "g": doc("g", "2031-03-13T11:00:00", source="gua-pk"),
        }
        claims = [
            told(
                "v",
                by(f"{a}-MOD", f"{a.lower()}-mod"),
                "they fired",
                act="accuses",
                actors=(actor(b), actor(a, "target")),
            ),
            told("o", by(f"{b}-MOD", f"{b.lower()}-mod"), "we did not", act="denies", actors=(actor(b),)),
            told("g", by("GUA-PK", "gua-pk"), "a breach was recorded"),
        ]
        (event,) = fuse(claims, docs, REGISTER, None).events
        return event

    one, other = world("VAL", "ORS"), world("ORS", "VAL")
    plain = {(p.key, p.state, *sorted(o.interest or "" for o in p.supporting)) for p in one.propositions}
    assert plain == swap_ids(other)


def test_a_duty_holder_that_tells_against_itself_does_not_gain() -> None:
    val, ors = origin("VAL-MOD", "VAL"), origin("ORS-MOD", "ORS")
    p = Proposition(key="occurred", says="it happened", supporting=(val, ors))
    both = ("ORS", "VAL")
    assert state(p, accused=("ORS",), duty_holders=both, own=("ORS-MOD",)) == "corroborated"
    assert state(p, accused=("VAL",), duty_holders=both, own=("VAL-MOD",)) == "corroborated"
    assert state(p, accused=("ORS",), duty_holders=both) == "alleged", "it tells that it happened, not that it did it"
    assert state(p, accused=both, duty_holders=both, own=("ORS-MOD", "VAL-MOD")) == "alleged", "each accuses the other"
    assert state(p, accused=("GUA",), duty_holders=("ORS", "VAL")) == "alleged"


def test_an_observer_that_holds_the_duty_never_counts_as_not_gaining_also_against_itself() -> None:
    watching = Register(
        tuple(msgspec.structs.replace(a, roles=("observer",)) if a.id == "GUA" else a for a in REGISTER.actors),
        (),
        REGISTER.sources,
    )
    val, gua = origin("VAL-MOD", "VAL"), origin("GUA-PK", "GUA")
    p = Proposition(key="occurred", says="it happened", supporting=(val, gua))
    more = {"accused": ("GUA",), "duty_holders": ("GUA", "VAL"), "own": ("GUA-PK",), "admitted": ("GUA-PK",)}
    assert judge(p, register=REGISTER, **more).state == "corroborated"  # type: ignore[arg-type]
    assert judge(p, register=watching, **more).state == "alleged"  # type: ignore[arg-type]


def test_occurrence_for_a_duty_holder() -> None:
    claims, docs = relays()
    docs["v"] = doc("v", "2031-03-14T09:00:00", source="val-mod")
    claims.append(told("v", by("VAL-MOD", "val-mod"), "they fired", act="accuses", actors=(actor("ORS"),)))
    (event,) = fuse(claims, docs, REGISTER, None).events
    assert event.occurrence == "corroborated"
    assert occurrence_for(event, REGISTER, ("GUA",)) == "alleged"


def test_a_joint_statement_is_one_origin_and_an_admission_where_the_accused_signs_it() -> None:
    joint = Origin(id="joint:A+B", name="joint statement", jointly=("A", "B"))
    other = Origin(id="A", name="A", interest="A")
    p = Proposition(key="occurred", says="it happened", supporting=(joint,))
    assert judge(p, accused=("B",), register=REGISTER).state == "alleged"
    both = msgspec.structs.replace(p, supporting=(other, joint))
    assert judge(both, accused=("B",), register=REGISTER).state == "corroborated"
    denied = msgspec.structs.replace(p, supporting=(other,), denying=(joint,))
    assert judge(denied, accused=("B",), register=REGISTER).state == "contested"
