"""Handling and decisions as a person drives them: nothing wrong is recorded, and nothing is lost when events become one."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from truceline.app.briefing import compose, material
from truceline.app.case import open_case
from truceline.app.commands.decide import make_decision
from truceline.app.commands.handle import make_step
from truceline.app.derive import Derived
from truceline.app.explain import explain
from truceline.app.intake import add
from truceline.app.library import decision_entry, load_library, open_record
from truceline.app.view import make_view
from truceline.briefs.page import sentences
from truceline.briefs.tasks import tasks
from truceline.events.event import Event
from truceline.values.decision import Decision
from truceline.values.errors import CaseFileError, DecisionError, UsageError

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"
BY = {"by": "A. Duty", "because": "asked in writing"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns(".derived", "record.sqlite*", "expected"))
    for path in (folder / "reports").iterdir():
        if not path.name.startswith(("084", "085", "086", "a0")):
            path.unlink()
    add(open_case(str(folder)), [])
    return folder


def look(home: Path, as_of: str = "2020-12-14T18:00") -> Derived:
    case = open_case(str(home))
    view = make_view(case.zone, 1_800_000_000_000_000, as_of=as_of, public_follows=True)
    return Derived(case, load_library(case), view)


def record(home: Path, made: Decision) -> str:
    with closing(open_record(open_case(str(home)))) as kept:
        return kept.append([decision_entry(made)])[0].id


def incidents(derived: Derived) -> list[Event]:
    found = [e for e in derived.events if e.cls == "incident" and e.public]
    return sorted(found, key=lambda e: (e.public or 0, e.id))


def text(derived: Derived, kind: str, focus: str | None = None) -> str:
    return " ".join(s.text for s in sentences(compose(material(derived, kind=kind, focus=focus), kind)))


@pytest.mark.parametrize(
    ("step", "fields", "asked"),
    [
        ("answered", {"to": "AZE", "answer": "denies", "at": "2020-12-13"}, "before any notice"),
        ("notified", {"to": "AZE", "at": "2020-12-13", "due": "2020-12-10"}, "due before the question"),
        ("notified", {"to": "AZE", "at": "2999-01-01"}, "not taken place yet"),
        ("notified", {"to": "AZE", "document": "doc-none"}, "no such document"),
        ("notified", {"to": "NOBODY"}, "no such actor"),
        ("told", {"to": "AZE"}, "unknown step"),
    ],
)
def test_a_step_that_cannot_be_is_one_error_and_nothing_is_recorded(
    home: Path, step: str, fields: dict[str, str], asked: str
) -> None:
    derived = look(home)
    with pytest.raises((DecisionError, UsageError, CaseFileError), match=asked):
        make_step(derived, incidents(derived)[0].id, step, fields, **BY)
    assert not load_library(open_case(str(home))).decisions


def test_an_id_that_is_no_event_is_refused(home: Path) -> None:
    derived = look(home)
    for id in ("event-none", next(iter(derived.documents))):
        with pytest.raises(DecisionError, match="no event here"):
            make_step(derived, id, "notified", {"to": "AZE"}, **BY)


def test_what_was_asked_answered_and_decided_stands_after_a_merge(home: Path) -> None:
    """Also: a spot report of the merged event by the id it had."""
    first, second = incidents(look(home))[:2]
    for e, day in ((first, "13"), (second, "14")):
        fields = {"to": "AZE", "at": f"2020-12-{day}T10:00", "due": "2020-12-20"}
        record(home, make_step(look(home), e.id, "notified", fields, **BY))
    record(home, make_decision(look(home), "verified", [second.id], by="B", because="seen", sets=[]))
    record(home, make_decision(look(home), "same", [first.id, second.id], by="B", because="one deed", sets=[]))
    derived = look(home, "2020-12-15T18:00")
    (now,) = {derived.names.event(first.id), derived.names.event(second.id)}
    assert now is not None
    assert [d.word for d in derived.decisions if now in d.ids and d.word == "verified"] == ["verified"]
    page = text(derived, "spot", focus=first.id if now == second.id else second.id)
    assert "put to Azerbaijan on 13 December 2020" in page
    assert "put to Azerbaijan on 14 December 2020" in page
    assert "which is this event now" in page
    assert explain(derived, second.id).id == now
    fields = {"to": "AZE", "answer": "denies", "at": "2020-12-15T09:00"}
    record(home, make_step(derived, second.id, "answered", fields, **BY))
    assert "denied it on 15 December 2020" in text(look(home, "2020-12-15T18:00"), "daily")
    with pytest.raises(DecisionError, match="notified of this before"):
        make_step(look(home), now, "notified", {"to": "AZE"}, **BY)


def test_a_corrected_claim_takes_the_question_along(home: Path) -> None:
    derived = look(home)
    event = incidents(derived)[0]
    record(home, make_step(derived, event.id, "notified", {"to": "AZE", "at": "2020-12-13T10:00"}, **BY))
    anchor = event.members[0].claim
    record(home, make_decision(look(home), "correct", [anchor], by="A", because="b", sets=["code=V1.2"]))
    after = look(home)
    assert after.names.event(event.id) is not None
    assert "put to Azerbaijan on 13 December 2020" in text(after, "daily")


def test_a_question_taken_back_leaves_its_answer_named_and_the_report_standing(home: Path) -> None:
    event = incidents(look(home))[0]
    asked = record(home, make_step(look(home), event.id, "notified", {"to": "AZE", "at": "2020-12-13"}, **BY))
    fields = {"to": "AZE", "answer": "denies", "at": "2020-12-14T09:00"}
    record(home, make_step(look(home), event.id, "answered", fields, **BY))
    record(home, make_decision(look(home), "undo", [asked], by="A", because="was not sent", sets=[]))
    derived = look(home)
    assert "not put to Azerbaijan" in text(derived, "daily")
    found = [t for t in tasks(material(derived), derived.decisions) if t.kind == "decide_again"]
    assert len(found) == 1
    assert "before any notice" in found[0].words


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("release", ["release=parties"]), ("release", ["release=public"])),
        (("grade", ["grade=B"]), ("grade", ["grade=D"])),
        (("verified", []), ("not_verifiable", [])),
        (("assessed", ["actor=AZE", "band=80-95", "confidence=high"]), ("joint", [])),
    ],
)
def test_two_people_at_odds_are_not_settled_by_who_comes_last(
    home: Path, first: tuple[str, list[str]], then: tuple[str, list[str]]
) -> None:
    derived = look(home)
    about = next(iter(derived.documents)) if first[0] in ("release", "grade") else incidents(derived)[0].id
    id = record(home, make_decision(derived, first[0], [about], by="A. Head", because="b", sets=first[1]))
    with pytest.raises(DecisionError, match=r"A\. Head decided"):
        make_decision(look(home), then[0], [about], by="B. Other", because="b", sets=then[1])
    record(home, make_decision(look(home), "undo", [id], by="A. Head", because="agreed", sets=[]))
    make_decision(look(home), then[0], [about], by="B. Other", because="b", sets=then[1])


def test_a_tick_survives_a_merge_and_a_made_up_task_is_refused(home: Path) -> None:
    derived = look(home)
    first, second = incidents(derived)[:2]
    ticked = [t for t in tasks(material(derived)) if t.kind == "ask" and second.id in t.ids]
    assert ticked
    for task in ticked:
        record(home, make_decision(look(home), "done", [task.id], by="A", because="written", sets=[]))
    record(home, make_decision(look(home), "same", [first.id, second.id], by="B", because="one deed", sets=[]))
    after = look(home)
    now = after.names.event(second.id)
    mine = [t for t in tasks(material(after), after.decisions) if t.kind == "ask" and now in t.ids]
    asked = {t.to for t in ticked}
    assert {t.to for t in mine if t.done} == asked
    assert {t.to for t in mine if not t.done} == {t.to for t in mine} - asked
    with pytest.raises(DecisionError, match="nothing here"):
        make_decision(after, "done", ["task-of-mine"], by="A", because="b", sets=[])
