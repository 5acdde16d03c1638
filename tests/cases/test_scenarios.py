"""The invented case read and fused: what relays, copies, denials and owners come to, counted over origins."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from truceline.app.case import Case, open_case
from truceline.claims.claim import Claim
from truceline.claims.read import read
from truceline.documents.bring import bring
from truceline.documents.document import Document
from truceline.documents.incoming import Incoming
from truceline.documents.read_text import take_in
from truceline.events.event import Event
from truceline.events.fuse import fuse

HOME = Path(__file__).parent / "invented"
SCENARIOS = {s["id"]: s for s in yaml.safe_load((HOME / "expected" / "scenarios.yaml").read_text("utf-8"))["scenarios"]}


@cache
def case() -> Case:
    return open_case(HOME)


@cache
def held() -> tuple[dict[str, Document], dict[str, Claim], tuple[Event, ...]]:
    """Documents by id, claims by id, events."""
    documents, claims = {}, []
    for incoming in bring(str(HOME / "reports")):
        assert isinstance(incoming, Incoming)
        taken = take_in(incoming, zone=case().zone)
        assert taken.text is not None
        documents[taken.document.id] = taken.document
        claims += read(taken.text, taken.document, case().kit).claims
    fused = fuse(tuple(claims), documents, case().register, case().gazetteer)
    return documents, {c.id: c for c in claims}, tuple(fused.events)


def stem(claim: Claim) -> str:
    return Path(held()[0][claim.document].name).stem


def claims_of(scenario: str) -> list[Claim]:
    reports = set(SCENARIOS[scenario]["reports"])
    return [c for c in held()[1].values() if stem(c) in reports]


def events_of(scenario: str) -> list[Event]:
    own = {c.id for c in claims_of(scenario)}
    return [e for e in held()[2] if any(m.claim in own for m in e.members)]


def supporting(event: Event) -> set[str]:
    (occurred,) = (p for p in event.propositions if p.key == "occurred")
    return {o.id for o in occurred.supporting}


def reports_in(event: Event) -> set[str]:
    return {stem(held()[1][m.claim]) for m in event.members if m.claim in held()[1]}


def test_a_relay_of_a_relay_is_one_origin() -> None:
    (event,) = events_of("s02")
    assert supporting(event) == {"TOR-MOD"}
    assert reports_in(event) == set(SCENARIOS["s02"]["reports"])
    assert event.occurrence == "alleged"


def test_fifteen_relays_are_one_origin_and_the_denial_contests() -> None:
    found = [e for e in events_of("s04") if "s04-fifteen-origin" in reports_in(e)]
    (event,) = (e for e in found if e.kind == "violence")
    assert supporting(event) == {"VEL-MOD"}
    assert len(reports_in(event) & set(SCENARIOS["s04"]["reports"])) >= 8
    assert "s05-denial" in reports_in(event)
    assert event.occurrence == "contested"
    assert all(supporting(e) <= {"VEL-MOD"} for e in events_of("s04") if e.kind == "violence")


def test_two_that_cite_each_other_are_never_two_origins() -> None:
    for event in events_of("s08"):
        assert len(supporting(event)) == 1
        assert event.occurrence == "alleged"


def test_two_outlets_of_one_owner_are_one_origin() -> None:
    (event,) = events_of("s10")
    assert supporting(event) == {"lantern"}
    assert event.occurrence == "alleged"


def test_silence_is_no_admission() -> None:
    for event in events_of("s14"):
        assert event.occurrence == "alleged"
        assert supporting(event) == {"VEL-MOD"}


def test_a_number_changed_by_a_relay_makes_no_second_origin() -> None:
    (event,) = events_of("s15")
    assert supporting(event) == {"MER-MOD"}


def test_a_withdrawn_report_is_not_carried_by_its_relay() -> None:
    assert "withdraws" in {c.act for c in claims_of("s01")}
    for event in events_of("s01"):
        assert supporting(event) <= {"VEL"}
        assert event.occurrence == "alleged"


def test_one_ministry_tells_what_the_other_told_it() -> None:
    (claim,) = claims_of("s23")
    assert [s.id for s in claim.says] == ["VEL-MOD", "TOR-MFA", "globe-wire"]


def test_the_minister_of_the_day_is_a_participant() -> None:
    by_day = {e.when.text: {a.id for m in e.members if m.claim in held()[1] for a in held()[1][m.claim].actors}
              for e in events_of("s12") if e.kind == "meeting" and e.when is not None}  # fmt: skip
    people = [ids & {"person-holt", "person-ives"} for ids in by_day.values()]
    assert {"person-holt"} in people
    assert {"person-ives"} in people


def test_counts_by_parties_make_no_event() -> None:
    assert not events_of("s11")
    assert sum(c.act == "counts" for c in claims_of("s11")) == 2


def test_an_hour_before_and_half_an_hour_after_the_start() -> None:
    start = next(t.start for t in case().agreements[0].terms if t.kind == "ceasefire")
    assert start is not None
    before, after = (
        next(c for c in claims_of("s18") if stem(c) == f"s18-before-force-{n}" and c.kind == "violence") for n in (1, 2)
    )
    assert before.when is not None
    assert before.when.latest is not None
    assert before.when.latest <= start
    assert after.when is not None
    assert after.when.earliest is not None
    assert after.when.earliest >= start


def test_a_handover_on_the_day_and_one_late_by_consent() -> None:
    from truceline.assessments.assess import assess
    from truceline.values.time import parse_instant

    documents, claims, events = held()
    assessed = assess(
        case().agreements[0], events, tuple(claims.values()), documents, case().register, case().zones,
        as_of=parse_instant("2019-07-31", zone=case().zone, end=True),
    )  # fmt: skip
    states = {t.term.split("/", 1)[1]: t.state for t in assessed.terms}
    for term, state in SCENARIOS["s13"]["terms"].items():
        assert states[term] == state
