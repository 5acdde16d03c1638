"""What is above the tier stands in no byte, and what is shown is what a record without it would show."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from truceline.app.briefing import compose, kinds, material, render
from truceline.app.case import Case, open_case
from truceline.app.derive import Derived
from truceline.app.explain import explain
from truceline.app.intake import add
from truceline.app.library import Library, decision_entry, load_library, open_record
from truceline.app.view import make_view
from truceline.briefs.bottom import changes, snapshot
from truceline.briefs.tasks import icalendar, tasks
from truceline.values.decision import Decision, SpanRef
from truceline.values.errors import InputError
from truceline.values.release import TIERS, may_show

CASES = Path(__file__).parents[2] / "cases"
AS_OF = "2020-12-13T18:00"
TOLD = dict(zip(TIERS, ("AZE", "ARM", "NK", "RUS"), strict=True))  # the planted reports may be one event
MARKS = {tier: f"Marrow{tier}ville" for tier in TIERS}


def planted(tier: str) -> str:
    """A report of a tier; the marker is its place, its publisher and its title."""
    mark = MARKS[tier]
    return (
        f"---\nkind: abstract\npublisher: {mark} Gazette\npublished: 2020-12-12\ntitle: {mark} told\nrelease: {tier}\n"
        f"address: {mark.lower()}.example\nchain: [{mark} desk]\nseen: excerpt\ngrade: M\nlanguage: en\n---\n"
        f"Armenia said that Azerbaijan shelled {mark} near Hadrut on 12 December 2020 and that 7 people were killed at {mark}. "
        f"Azerbaijan denied that its forces shelled {mark} on 12 December 2020.\n"
    )


def make(home: Path, tiers: tuple[str, ...]) -> Case:
    """A small case with a record: a few public reports, and one planted report of each tier given."""
    shutil.copytree(CASES / "karabakh-2020", home, ignore=shutil.ignore_patterns(".derived", "record.sqlite*"))
    for path in (home / "reports").iterdir():
        if not re.match(r"(08[0-9]|054|074|a0)", path.name):
            path.unlink()
    for tier in tiers:
        (home / "reports" / f"900-{tier}.md").write_text(planted(tier), encoding="utf-8")
    case = open_case(str(home))
    tally = add(case, [])
    assert not tally.refused, tally.refused
    return case


def look(case: Case, release: str, library: Library | None = None) -> Derived:
    view = make_view(case.zone, 1_800_000_000_000_000, as_of=AS_OF, release=release, public_follows=True)
    return Derived(case, library or load_library(case), view)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The record with a report, a decision and an issued brief at each tier."""
    case = make(tmp_path_factory.mktemp("full") / "case", TIERS)
    derived = look(case, "internal")
    for tier in TIERS:
        own = [c for c in derived.claims if MARKS[tier] in c.span.text]
        assert own, tier
        spans = tuple(
            SpanRef(document=c.document, text_digest=c.text_digest, start=c.span.start or 0, end=c.span.end or 0)
            for c in own[:1]
        )
        event = next(e.id for e in derived.events if own[0].id in {x.claim for x in e.members})
        with closing(open_record(case)) as record:
            for word, ids, fields in (
                ("correct", (own[0].id,), {"code": "V1"}),
                ("notified", (event,), {"to": TOLD[tier], "at": "2020-12-12T20:00", "due": "2020-12-20"}),
            ):
                record.append(
                    [
                        decision_entry(
                            Decision(word=word, ids=ids, spans=spans, set=fields, by=f"{MARKS[tier]} clerk",
                                     because=f"seen at {MARKS[tier]}", at=0)
                        )
                    ]
                )  # fmt: skip
    return case


@pytest.fixture(scope="module")
def outputs(full: Case) -> dict[str, dict[str, bytes]]:
    """Every output at every tier."""
    return {tier: everything(look(full, tier)) for tier in TIERS}


def everything(derived: Derived) -> dict[str, bytes]:
    """All that leaves the house for a view: each kind of brief in each form, listings, tasks, diff, explanations."""
    out: dict[str, bytes] = {}
    focus = next(e.id for e in derived.events if e.cls == "incident")
    for kind in kinds():
        made = material(derived, kind=kind, focus=focus)
        page = compose(msgspec.structs.replace(made, root="", withheld=0), kind)
        for form in ("html", "md", "json"):
            out[f"{kind}.{form}"] = render(page, form)
    encode = msgspec.json.encode
    made = material(derived)
    out["events"] = encode(derived.events)
    out["terms"] = encode([s for a in derived.assessed for s in a.terms])
    out["assess"] = encode([x for a in derived.assessed for x in (*a.incidents, *a.queries)])
    found = tasks(made, derived.library.decisions)
    out["tasks"] = encode(found) + icalendar(found, name="case", stamp=0)
    before = {"term": {}, "event": {}, "document": {}}
    out["diff"] = encode(changes(before, snapshot(made)))
    out["explain"] = encode([explain(derived, e.id) for e in derived.events])
    return out


def above(tier: str) -> list[str]:
    return [t for t in TIERS if not may_show(t, tier)]


def test_nothing_above_the_tier_stands_in_any_byte(outputs: dict[str, dict[str, bytes]]) -> None:
    for tier in TIERS:
        for name, body in outputs[tier].items():
            for higher in above(tier):
                assert MARKS[higher].lower() not in body.decode().lower(), (tier, name, higher)


def test_what_may_be_shown_is_shown(outputs: dict[str, dict[str, bytes]]) -> None:
    for tier in TIERS:
        for other in TIERS:
            if may_show(other, tier):
                assert MARKS[other] in outputs[tier]["daily.md"].decode(), (tier, other)


@pytest.mark.parametrize("tier", TIERS[1:])
def test_it_equals_a_record_without_what_is_above(
    full: Case, outputs: dict[str, dict[str, bytes]], tier: str, tmp_path: Path
) -> None:
    library = load_library(full)
    hidden = {i for i, d in library.documents.items() if not may_show(d.release, tier)}
    decisions = tuple(d for d in library.decisions if not {s.document for s in d.spans} & hidden)
    less = library.but(documents={i: d for i, d in library.documents.items() if i not in hidden}, decisions=decisions)
    assert len(decisions) < len(library.decisions)
    without = everything(look(full, tier, less))
    assert {k: v == without[k] for k, v in outputs[tier].items()} == dict.fromkeys(without, True)


def test_the_number_withheld_is_told_and_not_which(full: Case) -> None:
    derived = look(full, "public")
    assert derived.selection.withheld == 3
    page = json.loads(render(compose(material(derived, kind="daily"), "daily"), "json"))
    assert "public; 3 documents withheld" in [v for _, v in page["head"]]


def test_a_withheld_id_is_answered_as_an_unknown_one(full: Case) -> None:
    inside = look(full, "internal")
    claim = next(c.id for c in inside.claims if MARKS["internal"] in c.span.text)
    with pytest.raises(InputError, match="nothing here has that id"):
        explain(look(full, "public"), claim)


def test_gaps_of_watch_and_places_unvisited_stay_inside(full: Case) -> None:
    assert any(s.unwatched for a in look(full, "internal").assessed for s in a.terms)
    for tier in TIERS[1:]:
        derived = look(full, tier)
        assert not any(s.unwatched for a in derived.assessed for s in a.terms)
        page = render(compose(material(derived, kind="weekly"), "weekly"), "md").decode()
        assert "Kept internal." in page
        assert "never named by an observer" not in page
        assert not [z for z in derived.zones if z.kind == "post"]
