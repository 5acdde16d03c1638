"""The bundled case, December 2020, as of the eve of the talks: what is contested, and what only alleged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from truceline.app.case import open_case
from truceline.claims.read import read
from truceline.documents.bring import bring
from truceline.documents.incoming import Incoming
from truceline.documents.read_text import take_in
from truceline.events.event import Event
from truceline.events.fuse import Fused, fuse
from truceline.values.time import parse_instant

HOME = Path(__file__).parents[2] / "cases" / "karabakh-2020"
UNTIL = parse_instant("2021-01-10T18:00+03:00", zone="Europe/Moscow")


@cache
def held() -> tuple[Fused, dict[str, str]]:
    """Events of what was published by then, and the report of each claim."""
    case = open_case(HOME)
    documents, claims, names = {}, [], {}
    for incoming in bring(str(HOME / "reports")):
        assert isinstance(incoming, Incoming)
        taken = take_in(incoming, zone=case.zone)
        d = taken.document
        if taken.text is None or d.published is None or d.published.earliest is None or d.published.earliest > UNTIL:
            continue
        documents[d.id] = d
        for c in read(taken.text, d, case.kit).claims:
            claims.append(c)
            names[c.id] = Path(d.name).stem
    return fuse(claims, documents, case.register, case.gazetteer, as_of=UNTIL), names


def told_by(report: str) -> Event:
    fused, names = held()
    (event,) = {
        e.id: e for e in fused.events for m in e.members if names[m.claim] == report and e.cls == "incident"
    }.values()
    return event


def denying(event: Event) -> set[str]:
    return {o.id for o in event.propositions[0].denying}


def test_the_two_villages_are_contested_by_the_accused_and_its_own_words_stand_beside() -> None:
    event = told_by("085-arm-12-dec")
    assert event.occurrence == "contested"
    assert denying(event) == {"AZE"}
    assert {o.interest for o in event.propositions[0].supporting} == {"ARM", "NK"}
    shown = {held()[1][c] for v in event.positions for c in v.claims}
    assert {"088-aze-counter-terror", "088-aze-counter-terror-service"} <= shown


def test_the_attack_of_27_december_is_contested_by_two_origins() -> None:
    event = told_by("110-aze-27-dec")
    assert event.occurrence == "contested"
    assert denying(event) == {"ARM", "NK"}


def test_what_nobody_answered_is_alleged() -> None:
    for report in ("082-aze-sur", "084-nk-11-dec", "084-aze-11-dec", "086-rus-first-violation", "089-rus-commander"):
        assert told_by(report).occurrence == "alleged", report
