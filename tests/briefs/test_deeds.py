"""What is told as done apart from what is denied, planned or only counted, for either party of an invented pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from truceline.actors.register import Actor, Register
from truceline.assessments.items import items_of
from truceline.briefs import allegations, html, markdown, period
from truceline.briefs.kinds import daily, meeting, spot, weekly
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Citation, Page, Section, plain
from truceline.claims.claim import ActorRef, Claim, Reader, Span, Speaker, with_id
from truceline.documents.document import Document
from truceline.events.event import Member
from truceline.events.fuse import fuse
from truceline.places.gazetteer import Gazetteer, Place
from truceline.terms.wording import happening
from truceline.values.count import Count
from truceline.values.place import Where
from truceline.values.time import DAY, When, parse_instant

NOW = parse_instant("2022-02-21T00:00", zone="UTC")
PLACES = Gazetteer(
    places=(
        Place(id="dor", kind="village", names={"en": ("Dorvale",), "en_ost": ("Dorva",)}, lat=45.1, lon=20.1, district="Brenn"),
        Place(id="brenn", kind="district", names={"en": ("Brenn",), "en_ost": ("Branna",)}, lat=45.2, lon=20.2),
    )
)  # fmt: skip
REGISTER = Register(
    actors=(
        Actor(id="MIR", kind="state", names={"en": ("Mirland",)}, opposes=("OST",)),
        Actor(id="OST", kind="state", names={"en": ("Ostrava",)}, opposes=("MIR",)),
        Actor(id="MIR-MOD", kind="organ", belongs_to="MIR", names={"en": ("Mirland's army", "Army of Mirland")}),
        Actor(id="OST-MOD", kind="organ", belongs_to="OST", names={"en": ("Ostrava's army", "Army of Ostrava")}),
        Actor(id="UMM", kind="international_org", names={"en": ("United Mission",)}, roles=("observer",)),
        Actor(id="MIR-NEWS", kind="organ", belongs_to="MIR", names={"en": ("Mirland Wire",)}),
    )
)
PAIR = pytest.mark.parametrize(("a", "b"), [("MIR", "OST"), ("OST", "MIR")])
DORVALE = Where(name="Dorvale", id="dor", lat=45.1, lon=20.1, radius_m=1500, precision="P3", role="near")


def day(n: int, days: int = 1) -> When:
    start = parse_instant(f"2022-02-{n:02d}T00:00", zone="UTC")
    return When(
        earliest=start,
        latest=start + days * DAY,
        holds="within",
        precision="T2",
        zone="UTC",
        zone_basis="case",
        text="",
    )


def said(who: str, text: str, *, document: str = "d1", name: str = "", **more: Any) -> Claim:
    kinds = {"UMM": "international_org", "MIR-NEWS": "news_agency"}
    speaker = Speaker(name=name or who, id=who, kind=kinds.get(who, "armed_force"))  # type: ignore[arg-type]
    filled: dict[str, Any] = {"kind": "violence", "act": "asserts", "when": day(19), "where": (DORVALE,), **more}
    return with_id(
        Claim(document=document, span=Span(start=0, end=len(text), text=text), says=(speaker,), reader=Reader(name="t", version="1"), **filled)
    )  # fmt: skip


def view(claims: Sequence[Claim]) -> Material:
    names = {c.document for c in claims}
    documents = {n: Document(id=n, digest=n, name=n, publisher="Planet", published=day(20)) for n in names}
    fused = fuse(claims, documents, REGISTER, PLACES, as_of=NOW)
    return Material(
        title="t", zone="UTC", as_of=NOW, register=REGISTER, gazetteer=PLACES, documents=documents, claims=tuple(claims),
        events=fused.events, assessed=(), sentences={c.id: c.span.text for c in claims},
    )  # fmt: skip


def words(section: Section) -> str:
    out: list[str] = []

    def walk(x: object) -> None:
        if isinstance(x, dict):
            for key, v in x.items():
                if key in ("text", "lead") and isinstance(v, str):
                    out.append(v)
                walk(v)
        elif isinstance(x, list | tuple):
            for v in x:
                walk(v)

    walk(msgspec.to_builtins(section))
    return " ".join(out)


def rounds(n: int) -> Count:
    return Count(what="rounds", low=n, best=n, high=n, text=f"{n} rounds")


@PAIR
@pytest.mark.parametrize(
    "way", [{"act": "denies"}, {"polarity": "does_not_hold"}, {"act": "denies", "polarity": "does_not_hold"}]
)
def test_a_denied_figure_is_nobody_s(a: str, b: str, way: dict[str, str]) -> None:
    shelled = (ActorRef(name=a, id=a, role="agent"),)
    denial = said(f"{a}-MOD", "It did not fire 30 rounds.", actors=shelled, counts=(rounds(30),), **way)
    told = said(f"{b}-MOD", "It fired 12 rounds.", actors=shelled, counts=(rounds(12),))
    given = period.figures(view([denial, told]))["given"]
    assert len(given) == 1
    assert next(iter(given.values()))["refs"] == told.id


@PAIR
@pytest.mark.parametrize(("act", "word"), [("plans", "Planned"), ("undertakes", "Planned"), ("expects", "Expected")])
def test_a_plan_is_no_deed_and_its_figures_are_none_of_things_done(a: str, b: str, act: str, word: str) -> None:
    men = Count(what="persons", low=3, best=3, high=3, text="three men")
    plan = said(f"{a}-MOD", "Three men will be handed over.", act=act, kind="exchange", when=day(25), counts=(men,))
    deed = said(f"{b}-MOD", "It left Dorvale.", document="d2", kind="withdrawal", act="asserts", when=day(19))
    made = view([plan, deed])
    (event,) = [e for e in made.events if e.kind == "exchange"]
    assert event.status == word.lower()
    assert [k for k, v in period.figures(made)["given"].items() if plan.id in v["refs"]] == [
        f"{'Mirland' if a == 'MIR' else 'Ostrava'}'s army | {word}: handed over: persons"
    ]
    text = words(period.new_events(made, "2"))
    done, _, planned = text.partition("Only announced, planned or expected")
    assert "Withdrawal" in done
    assert "Exchange" not in done
    assert f"Exchange, near Dorva/Dorvale (measure): {word.lower()}." in planned
    assert "no other event" not in words(daily.short(made, "1"))


@PAIR
def test_an_incident_only_planned_is_no_incident(a: str, b: str) -> None:
    act = (ActorRef(name=b, id=b, role="agent"),)
    made = view(
        [said(f"{a}-MOD", "The other side is going to shell Dorvale.", act="expects", actors=act, when=day(22))]
    )
    assert "No incident was told" in words(daily.short(made, "1"))
    assert not period.figures(made)["incidents"]
    assert not allegations.open_since(made, 0)
    assert "No incident is told" in words(
        meeting.open_incidents(msgspec.structs.replace(made, as_of=NOW + 5 * DAY), "6")
    )


@PAIR
def test_the_trend_counts_what_is_told_once_an_event_and_no_denial_or_plan(a: str, b: str) -> None:
    own, other = (ActorRef(name=a, id=a, role="agent"),), (ActorRef(name=b, id=b, role="agent"),)
    name = {"MIR": "Mirland", "OST": "Ostrava"}
    claims = [
        said(f"{a}-MOD", "They fired at Dorvale.", name=f"{name[a]}'s army", actors=other),
        said(f"{a}-MOD", "They fired at Dorvale.", document="d2", name=f"Army of {name[a]}", actors=other),
        said(f"{a}-MOD", "We did not fire.", document="d3", act="denies", polarity="does_not_hold", actors=own),
        said(f"{a}-MOD", "They are going to fire.", document="d3", act="expects", actors=other, when=day(22)),
    ]  # fmt: skip
    text = words(weekly.trend(view(claims), "3"))
    assert f"{name[a]}'s army" in text
    assert f"Army of {name[a]}" not in text
    assert "1 (3 read)" in text


def test_what_monitors_counted_stands_where_incidents_are_spoken_of() -> None:
    booms = Count(what="explosions", low=12, best=12, high=12, text="twelve explosions")
    heard = said("UMM", "Its patrols heard twelve explosions near Dorvale.", act="counts", code="V1.6", counts=(booms,))
    made = view([heard])
    assert not made.events
    counted = "counted by United Mission: 12 explosions near Dorva/Dorvale, 19 February"
    for section in (
        meeting.open_incidents(made, "6"), period.new_events(made, "2"), period.by_reporter(made, "3"),
        allegations.unanswered(made, "6", NOW - 14 * DAY), daily.short(made, "1"),
    ):  # fmt: skip
        text = words(section)
        assert "12 explosions near Dorva/Dorvale, 19 February" in text
        assert "No incident" not in text
    assert f"No single incident is told; {counted}." in words(meeting.open_incidents(made, "6"))
    assert "1 (1 read)" in words(weekly.trend(made, "3"))
    none = said(
        "UMM", "It counted none.", act="counts", counts=(Count(what="explosions", low=0, best=0, high=0, text="no"),)
    )
    assert "No incident is told" in words(meeting.open_incidents(view([none]), "6"))


@PAIR
def test_only_an_observer_s_own_observation_is_observed_directly(a: str, b: str) -> None:
    keeper = Actor(id=f"{a}-PK", kind="peacekeeper", belongs_to=a, names={"en": ("The contingent",)})
    register = msgspec.structs.replace(REGISTER, actors=(*REGISTER.actors, keeper))
    planet = Speaker(name="Planet", kind="outlet")
    own = said("UMM", "The mission saw fire.", name="United Mission")
    again = said("UMM", "The mission saw fire again.", document="d4", name="UMM")
    wire = Speaker(name="Wire", id=f"{a}-NEWS", kind="news_agency")
    second = msgspec.structs.replace(
        said(f"{a}-MOD", "A post was fired on.", document="d2"), says=(wire, planet), id=""
    )
    relayed = said("UMM", "The mission saw it, the army says.", document="d3")
    relayed = msgspec.structs.replace(relayed, says=(relayed.says[0], Speaker(name="army", id=f"{b}-MOD", kind="armed_force"), planet), id="")  # fmt: skip
    claims = [own, again, with_id(second), with_id(relayed)]
    made = msgspec.structs.replace(view(claims), register=register)
    assert [spot.watches(made, c) for c in claims] == [True, True, False, False]
    event = max(made.events, key=lambda e: len(e.members))
    every = msgspec.structs.replace(event, members=tuple(Member(claim=c.id) for c in claims))
    text = words(spot.observed(made, every))
    assert text.count("United Mission") == 1
    assert "UMM" not in text
    assert "Wire" not in text
    assert "army" not in text


@PAIR
def test_a_way_shut_to_monitors_stands_under_access(a: str, b: str) -> None:
    told = "No patrol of the mission went to Dorvale, as fighters had shut the road."
    shut = (ActorRef(name="patrol", id="UMM", role="target"), ActorRef(name=a, id=a, role="agent"))
    stopped = said("UMM", told, kind="deployment", polarity="does_not_hold", actors=shut)
    other = said(f"{b}-MOD", "Its men did not go.", document="d2", kind="deployment", polarity="does_not_hold")
    items = period.said_of(view([stopped, other]), "5").blocks[0]
    assert isinstance(items, Bullets)
    access = next(p for p in items.items if p.lead.startswith("Access denied"))
    assert [s.refs for s in access.sentences] == [(stopped.id,)]
    assert items.items[0].lead == "Passage on roads:"


def test_both_names_of_a_place_in_titles_sectors_and_reasons() -> None:
    (event,) = view([said("UMM", "They fired.", where=(DORVALE,))]).events
    made = view([said("UMM", "They fired.")])
    assert event.title.startswith("Violence, Dorva/Dorvale, 19 February")
    assert period.sector(made, event) == "Branna/Brenn"
    centre = Place(id="hold", kind="district_centre", names={"en_mir": ("Hold",), "en_ost": ("Holm",)}, district="Hold")
    assert Gazetteer(places=(centre,)).district_of(Place(id="x", district="Hold")) == "Hold/Holm"
    assert Gazetteer(places=(centre,)).district_of(Place(id="x", district="Elsewhere")) == "Elsewhere"
    (item,) = items_of([event], made.claims, made.documents, REGISTER, {"dor": "Dorva/Dorvale"})[0]
    assert happening(item, "UTC") == "a use of force near Dorva/Dorvale on 19 February 2022"


@pytest.mark.parametrize("words_", ["", "They fired."])
def test_no_empty_quotation_and_no_command_in_what_is_read_aloud(words_: str) -> None:
    source = Citation(id="claim-1", kind="claim", words=words_, chain=("UMM", "Planet"))
    sections = (Section("1", "t", (plain("Told.", "claim-1"),)),)
    page = Page(kind="spot", title="t", sections=sections, citations=(source,))
    for made in (markdown.render(page).decode(), html.render(page).decode()):
        assert "“”" not in made
        assert ("Sentences the figures stand on" in made) == bool(words_)
    many = [said("UMM", f"Held person {n}.", kind="persons_held", document=f"d{n}") for n in range(7)]
    text = words(period.said_of(view(many), "5"))
    assert "3 more sentences held and not shown here." in text
    assert "truceline" not in text
