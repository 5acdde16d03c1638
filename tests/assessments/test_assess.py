"""Decisions come last and keep what was computed; arithmetic asks; what falls due is looked ahead; PA-X codes are answered."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent))

from world import agreement, day, judged, tell

from truceline.app.case import open_case
from truceline.assessments.assess import assess
from truceline.assessments.due import due
from truceline.claims.claim import with_id
from truceline.terms.paxport import export_pax, unanswered
from truceline.values.count import Count
from truceline.values.decision import Decision
from truceline.values.time import parse_instant, rfc3339

CASES = Path(__file__).parents[2] / "cases"


def decision(word: str, *ids: str, **sets: str) -> Decision:
    return Decision(id=f"d-{word}", word=word, ids=ids, set=sets, by="A. Person", because="seen", at=1)


def test_a_breach_is_a_persons_word_and_the_computed_rows_stay() -> None:
    told = [tell("violence", 10, by="OBS", act="accuses", agent="ALF", code="V1.1")]
    before = judged(told)
    pair = before.incidents[0]
    assert (pair.state, pair.basis, pair.attribution.state) == ("appears_inconsistent", "computed", "claimed_by")
    after = judged(told, decisions=[decision("breach", pair.event, term="pact/fire")]).incidents[0]
    assert (after.state, after.basis, after.consistency) == ("breach", "reviewed", pair.consistency)
    undone = [
        decision("breach", pair.id),
        Decision(word="undo", ids=("d-breach",), by="A. Person", because="wrong", at=2),
    ]
    assert judged(told, decisions=undone).incidents[0] == pair
    named = judged(
        told, decisions=[decision("assessed", pair.id, actor="ALF", band="80-95", confidence="high")]
    ).incidents[0]
    assert named.attribution.state == "assessed"
    assert named.attribution.by[:3] == ("actor=ALF", "band=80-95", "confidence=high")


def test_a_waiver_by_decision_and_one_that_does_not_fit_the_nature() -> None:
    a = judged([], decisions=[decision("waived", "pact/persons"), decision("waived", "pact/fire")])
    persons, fire = a.term("pact/persons"), a.term("pact/fire")
    assert persons is not None
    assert (persons.state, persons.basis, persons.by) == ("waived", "reviewed", "A. Person")
    assert fire is not None
    assert (fire.state, fire.basis) == ("no_report", "computed")


def test_quiet_is_quiet_only_where_it_was_watched() -> None:
    start = parse_instant("2001-01-02", zone="UTC")
    whole = {"": [(start, day(60).latest)]}
    assert judged([], coverage=whole).term("pact/fire").state == "quiet_watched"  # type: ignore[union-attr]
    part = judged([], coverage={"": [(start, day(20).earliest)]}).term("pact/fire")
    assert part is not None
    assert part.state == "no_report"
    assert part.unwatched == ((day(20).earliest, day(60).latest),)


def test_only_the_duty_holder_says_so() -> None:
    own = judged([tell("transfer", 20, by="ALF", agent="ALF", where="alf-hill")]).term("pact/hill-alf")
    owed = judged([tell("transfer", 20, by="BET", agent="BET", where="alf-hill")]).term("pact/hill-alf")
    assert own is not None
    assert own.state == "in_progress"
    assert owed is not None
    assert owed.state == "met"


def test_late_late_by_consent_and_across_the_deadline() -> None:
    def state(n: int) -> str:
        told = [tell("transfer", n, by="BET", agent="BET", where="alf-hill")]
        found = judged(told).term("pact/hill-alf")
        assert found is not None
        return next(r.state for r in found.readings if r.readings == ("by-alf",))

    assert [state(n) for n in (20, 35, 45)] == ["met", "met_late_by_consent", "met_late"]


def test_what_falls_due_is_looked_ahead_with_its_readings() -> None:
    rows = due(
        agreement(),
        as_of=parse_instant("2001-01-10", zone="UTC"),
        days=40,
        public_at=parse_instant("2001-01-10", zone="UTC"),
    )
    assert [(u.term, rfc3339(u.at)[:10], u.readings) for u in rows] == [
        ("pact/hill-alf", "2001-02-01", ("before-alf",)),
        ("pact/hill-bet", "2001-02-01", ("before-bet",)),
        ("pact/hill-alf", "2001-02-02", ("by-alf",)),
        ("pact/hill-bet", "2001-02-02", ("by-bet",)),
    ]


def counted(kind: str, n: int, count: Count, by: str = "OBS", **kw):
    claim, document = tell(kind, n, by=by, **kw)
    span = msgspec.structs.replace(claim.span, text=f"{claim.span.text} {count.best}")
    return with_id(msgspec.structs.replace(claim, counts=(count,), id="", span=span)), document


def test_one_source_against_itself_and_persons_against_persons() -> None:
    told = [
        counted("exchange", 12, Count(what="persons", actor="ALF", best=12), where="alf-hill"),
        counted("exchange", 12, Count(what="persons", actor="ALF", best=13), where="alf-hill", document="second"),
        counted("persons_held", 14, Count(what="persons", actor="ALF", best=5), by="BET"),
    ]
    rules = {q.rule: q for q in judged(told).queries}
    assert "12 and 13" in rules["Q2"].words or "13 and 12" in rules["Q2"].words
    assert "13 told as exchanged, 5 told as held" in rules["Q3"].words
    assert not judged(told[:1]).queries


def test_amounts_against_a_stated_strength_raise_their_question() -> None:
    case = open_case(CASES / "karabakh-2020")
    told = counted(
        "deployment",
        0,
        Count(what="equipment", best=552, text="552 pieces"),
        by="RUS",
        agent="RUS-PK",
        topics=("completed",),
    )
    claim = msgspec.structs.replace(told[0], when=msgspec.structs.replace(day(0), earliest=parse_instant("2020-11-20", zone="UTC"), latest=parse_instant("2020-11-21", zone="UTC")), id="")  # fmt: skip
    a = assess(
        case.agreements[0],
        (),
        [with_id(claim)],
        {told[1].id: told[1]},
        case.register,
        (),
        as_of=parse_instant("2021-01-10", zone="UTC"),
    )
    assert next(q.words for q in a.queries if q.rule == "Q1").startswith(
        "Strength of the peacekeepers: 552 pieces reported, against 90 + 380 = 470"
    )
    assert a.term("2020-11-09/3-strength").state == "questioned"  # type: ignore[union-attr]


def test_every_pax_provision_is_answered(evaldata: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "terms"))
    from pax import codes_of

    found = open_case(CASES / "karabakh-2020").agreements[0]
    coded = codes_of(evaldata / "karabakh" / "pax_2324_codes.csv")
    assert len(coded) >= 10
    assert unanswered(found, coded) == ()
    assert all(r.terms for r in export_pax(found))
