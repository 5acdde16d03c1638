"""The invented case: it opens without a mistake, and each shape of reporting has its reports and what they come to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from truceline.app.case import Case, open_case
from truceline.documents.front import split_front
from truceline.values.release import TIERS
from truceline.values.time import parse_instant, start_of_day

HOME = Path(__file__).parent / "invented"
REPORTS = sorted((HOME / "reports").glob("*.md"))
SCENARIOS = yaml.safe_load((HOME / "expected" / "scenarios.yaml").read_text("utf-8"))["scenarios"]
STATES = {"alleged", "contested", "corroborated"}


@pytest.fixture(scope="module")
def case() -> Case:
    opened = open_case(HOME)
    opened.check()
    return opened


def test_reports_parse_and_name_known_publishers(case: Case) -> None:
    assert len(REPORTS) >= 60
    for path in REPORTS:
        front, body = split_front(path.read_text("utf-8"), path.name, zone=case.zone)
        assert front.publisher
        source = case.register.source_named(front.publisher)
        assert source is not None, path.name
        assert source.id == front.source, path.name
        assert front.release in TIERS
        assert front.published is not None
        assert body.strip()


def test_every_report_belongs_to_a_scenario_and_every_scenario_has_its_reports() -> None:
    named = {r for s in SCENARIOS for r in s["reports"]}
    assert named == {p.stem for p in REPORTS}
    assert len({s["id"] for s in SCENARIOS}) == len(SCENARIOS)


def test_expectations_name_what_exists(case: Case) -> None:
    from truceline.claims.claim import ACTS

    terms = {t.id.split("/", 1)[1] for t in case.agreements[0].terms}
    for s in SCENARIOS:
        assert set(s.get("acts", ())) <= set(ACTS), s["id"]
        for origin in s.get("origins", ()):
            assert case.register.actor(origin) or case.register.source(origin), (s["id"], origin)
        assert s.get("occurrence", "alleged") in STATES
        assert set(s.get("terms", {})) <= terms


def test_nothing_real_is_named(case: Case) -> None:
    real = open_case("karabakh-2020")
    ours = {n.casefold() for a in case.register.actors for ns in a.names.values() for n in ns}
    theirs = {n.casefold() for a in real.register.actors for ns in a.names.values() for n in ns}
    assert ours & theirs <= {"peacekeepers", "de facto authorities"}
    places = {n for p in case.gazetteer.places for n in p.all_names()}
    assert not places & {n for p in real.gazetteer.places for n in p.all_names()}


def test_the_start_is_midnight_in_the_guarantors_capital(case: Case) -> None:
    (ceasefire,) = (t for t in case.agreements[0].terms if t.kind == "ceasefire")
    assert ceasefire.start == parse_instant("2019-05-03T21:00:00+00:00", zone=None)
    before = parse_instant("2019-05-04T00:30+04:00", zone=None)
    after = parse_instant("2019-05-04T01:30+04:00", zone=None)
    assert before < ceasefire.start < after


def test_the_office_changes_hands(case: Case) -> None:
    for day, person in ((dt.date(2019, 6, 5), "person-holt"), (dt.date(2019, 6, 12), "person-ives")):
        us = start_of_day(day, case.zone)
        assert [o.person for o in case.register.holders("MER-MOD", us)] == [person]
    assert [o.person for o in case.register.holders("MER-MOD", start_of_day(dt.date(2019, 6, 10), case.zone))] == [
        "person-ives"
    ], "the last day is inclusive"
