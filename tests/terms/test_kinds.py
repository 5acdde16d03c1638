"""Each kind of term on constructed items: what it calls inconsistent, exempt, outside its terms or undecidable, and marks."""

from __future__ import annotations

from typing import Any

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.places.zone import Zone
from truceline.terms.ground import Ground
from truceline.terms.item import Account, Item
from truceline.terms.parse import kinds
from truceline.terms.term import Agreement, Amount, Distance, Duty, Exemption, Renewal, Term
from truceline.values.count import Count
from truceline.values.place import Where
from truceline.values.time import DAY, When, parse_instant

ZONE = "Europe/Vienna"
START = parse_instant("2001-01-10T00:00", zone=ZONE)


def at(day: str, hours: int = 24) -> When:
    t = parse_instant(day, zone=ZONE)
    return When(earliest=t, latest=t + hours * DAY // 24, precision="T2", zone=ZONE, zone_basis="stated")


def actor(id: str, kind: str = "state", under: str | None = None) -> Actor:
    return Actor(id=id, kind=kind, names={"en": (id,)}, belongs_to=under)  # type: ignore[arg-type]


REGISTER = Register(
    (actor("ALF"), actor("BET"), actor("ALF-ARMY", "armed_force", "ALF"), actor("GAM", "group")), (), ()
)
SQUARE = Zone(
    id="square", kind="area", names={"en": ("the square",)}, method="published", per="survey", source="x", uncertainty_m=100.0,
    geometry={"type": "Polygon", "coordinates": [[[10, 40], [11, 40], [11, 41], [10, 41], [10, 40]]]},
)  # fmt: skip
LINE = Zone(
    id="line", kind="line", names={"en": ("the line",)}, method="published", per="survey", source="x", uncertainty_m=500.0,
    geometry={"type": "LineString", "coordinates": [[10, 40], [11, 40]]},
)  # fmt: skip
INSIDE = Where(name="Mid", lat=40.5, lon=10.5, radius_m=500)
EDGE = Where(name="Edge", lat=40.0005, lon=10.5, radius_m=500)
OUTSIDE = Where(name="Far", lat=42.0, lon=10.5, radius_m=500)


def term(kind: str, **kw: Any) -> Term:
    k = kinds()[kind]
    base: dict[str, Any] = {
        "id": "x/1", "agreement": "x", "clause": "1", "title": "t", "nature": k.natures[0], "modality": "must", "says": "s",
        "duty": Duty(who=("ALF", "BET")), "start": START, "zone": ZONE,
    }  # fmt: skip
    return Term(kind=kind, **{**base, **kw})


def ground(*terms: Term) -> Ground:
    return Ground(Agreement(id="x", title="x", zone=ZONE, terms=terms), REGISTER, (SQUARE, LINE))


def item(kind: str, *accounts: Account, **kw: Any) -> Item:
    told = accounts or (Account(claim="c1", origin="GAM", interest="GAM", agents=("ALF-ARMY",)),)
    base: dict[str, Any] = {
        "id": "e1",
        "cls": "incident",
        "when": at("2001-02-01"),
        "where": (INSIDE,),
        "accounts": told,
    }
    return Item(kind=kind, **{**base, **kw})


def verdict(t: Term, i: Item, acts_for: dict[str, str] | None = None) -> tuple[str, str]:
    found = kinds()[t.kind].judge(t, i, ground(t), acts_for or {})
    return found.consistency, found.rule


def told(*topics: str, agents: tuple[str, ...] = ("ALF-ARMY",), **kw: Any) -> Account:
    return Account(claim=kw.pop("claim", "c1"), origin="GAM", interest="GAM", agents=agents, topics=topics, **kw)


CEASEFIRE = term(
    "ceasefire", where=("square",), codes=("V1",), exceptions=(Exemption(says="training", codes=("X.1",)),)
)


@pytest.mark.parametrize(
    ("change", "want"),
    [
        ({}, ("appears_inconsistent", "J7")),
        ({"code": "V1.2"}, ("appears_inconsistent", "J7")),
        ({"code": "V2.1"}, ("outside_terms", "J2")),
        ({"code": "X.1"}, ("exempt", "J5")),
        ({"code": "X.2"}, ("outside_terms", "J2")),
        ({"when": at("2001-01-08")}, ("outside_terms", "J3")),
        ({"when": When(earliest=START - DAY, latest=START + DAY)}, ("cannot_tell", "J3")),
        ({"when": None}, ("cannot_tell", "J3")),
        ({"where": (EDGE,)}, ("cannot_tell", "J4")),
        ({"where": ()}, ("cannot_tell", "J4")),
        ({"where": (OUTSIDE,)}, ("outside_terms", "J4")),
        ({"where": (Where(name="the square"),)}, ("appears_inconsistent", "J7")),
        ({"accounts": (told(agents=()),)}, ("cannot_tell", "J6")),
        ({"accounts": (told(agents=("GAM",)),)}, ("outside_terms", "J6")),
        ({"accounts": (told(agents=("GAM",)), told(claim="c2"))}, ("cannot_tell", "J6")),
    ],
)
def test_rules_of_judging(change: dict[str, Any], want: tuple[str, str]) -> None:
    assert verdict(CEASEFIRE, item("violence", **change)) == want


def test_an_unnamed_actor_is_bound_only_under_the_reading_that_says_so() -> None:
    i = item("violence", told(agents=("GAM",)))
    found = kinds()["ceasefire"].judge(CEASEFIRE, i, ground(CEASEFIRE), {})
    assert found.why == "Actor not named in the text: GAM."
    assert verdict(CEASEFIRE, i, {"GAM": "BET"}) == ("appears_inconsistent", "J7")


def test_a_day_without_a_zone_is_a_day_of_any_clock_of_the_agreement() -> None:
    a = Agreement(id="x", title="x", zone="UTC", zones=("UTC", "Asia/Tokyo"), terms=())
    g = Ground(a, REGISTER, ())
    w = When(earliest=0, latest=DAY, precision="T2", zone="UTC", zone_basis="case")
    assert g.widened(w) == (-9 * DAY // 24, DAY)
    assert g.widened(When(earliest=0, latest=DAY, precision="T2", zone="UTC", zone_basis="stated")) == (0, DAY)


def test_standstill_without_a_map() -> None:
    advance = item("advance", code="V2.1")
    assert verdict(term("standstill", where=("square",)), advance)[0] == "appears_inconsistent"
    assert verdict(term("standstill", where=("square",), params={"positions": "open"}), advance) == (
        "cannot_tell",
        "S1",
    )


WEAPONS = term(
    "withdrawal",
    due=parse_instant("2001-01-20", zone=ZONE),
    codes=("V2.2",),
    params={"object": "weapons"},
    distances=(
        Distance(what="artillery", calibre_over_mm=100, metres=25_000, line="line"),
        Distance(what="rocket_launcher", metres=35_000, line="line"),
        Distance(what="rocket_launcher", models=("Uragan",), metres=70_000, line="line"),
    ),
)


def north(km: float, radius_m: float | None = 500) -> Where:
    return Where(name="post", lat=40 + km / 111.032, lon=10.5, radius_m=radius_m)


@pytest.mark.parametrize(
    ("topics", "where", "when", "want"),
    [
        (("weapon:artillery", "calibre_mm:152"), north(10), "2001-02-01", ("appears_inconsistent", "W3")),
        (("weapon:artillery", "calibre_mm:152"), north(30), "2001-02-01", ("consistent", "W3")),
        (("weapon:artillery", "calibre_mm:152"), north(24.6), "2001-02-01", ("cannot_tell", "W3")),
        (("weapon:artillery", "calibre_mm:152"), north(25.4), "2001-02-01", ("cannot_tell", "W3")),
        (("weapon:artillery", "calibre_mm:100"), north(10), "2001-02-01", ("outside_terms", "W1")),
        (("weapon:artillery", "calibre_mm:82"), north(1), "2001-02-01", ("outside_terms", "W1")),
        (("weapon:artillery",), north(10), "2001-02-01", ("cannot_tell", "W1")),
        (("weapon:artillery",), north(80), "2001-02-01", ("consistent", "W3")),
        (("weapon:rocket_launcher", "model:Grad"), north(40), "2001-02-01", ("consistent", "W3")),
        (("weapon:rocket_launcher", "model:Uragan"), north(40), "2001-02-01", ("appears_inconsistent", "W3")),
        (("weapon:rocket_launcher",), north(40), "2001-02-01", ("cannot_tell", "W1")),
        (("weapon:rocket_launcher",), north(80), "2001-02-01", ("consistent", "W3")),
        (("weapon:rocket_launcher",), north(20), "2001-02-01", ("appears_inconsistent", "W3")),
        (("weapon:tank",), north(1), "2001-02-01", ("outside_terms", "W1")),
        (("weapon:artillery", "calibre_mm:152"), north(10), "2001-01-12", ("consistent", "W2")),
        (("weapon:artillery", "calibre_mm:152"), north(10, None), "2001-02-01", ("cannot_tell", "W3")),
        (("weapon:artillery", "calibre_mm:152"), Where(name="somewhere"), "2001-02-01", ("cannot_tell", "W3")),
    ],
)  # fmt: skip
def test_weapons_by_calibre_and_distance(
    topics: tuple[str, ...], where: Where, when: str, want: tuple[str, str]
) -> None:
    sighting = item("violation", told(*topics), code="V2.2", when=at(when), where=(where,))
    assert verdict(WEAPONS, sighting) == want


def test_whose_weapon_it_is() -> None:
    sighting = item("violation", told("weapon:artillery", "calibre_mm:152", agents=()), code="V2.2", where=(north(10),))
    assert verdict(WEAPONS, sighting) == ("cannot_tell", "W4")
    other = item(
        "violation", told("weapon:artillery", "calibre_mm:152", agents=("GAM",)), code="V2.2", where=(north(10),)
    )
    assert verdict(WEAPONS, other) == ("outside_terms", "W4")


def mark(t: Term, i: Item, *others: Term) -> str | None:
    found = kinds()[t.kind].mark(t, i, ground(t, *others))
    return found.effect if found else None


@pytest.mark.parametrize("act", ["provides", "plans", "expects", "undertakes", "denies"])
def test_what_never_moves_a_ledger(act: str) -> None:
    for kind, evidence in (("transfer", "transfer"), ("exchange", "exchange"), ("deployment", "deployment"),
                           ("withdrawal", "withdrawal"), ("displaced", "return")):  # fmt: skip
        t = term(kind, where=("square",), nature="duty") if kind != "displaced" else term(kind)
        assert mark(t, item(evidence, told("completed", act=act), cls="measure")) is None
        assert mark(t, item(evidence, told("completed", conditional=True), cls="measure")) is None


def test_an_announcement_moves_it_only_of_what_is_past() -> None:
    t = term("transfer", where=("square",))
    day = at("2001-02-01")
    ahead = told(act="announces", when=day, public=day.earliest - DAY)  # type: ignore[operator]
    after = told(act="announces", when=day, public=day.latest)
    assert mark(t, item("transfer", ahead, cls="measure")) is None
    assert mark(t, item("transfer", after, cls="measure")) == "done"


def test_marks_by_phase_and_place() -> None:
    t = term("transfer", where=("square",))
    assert mark(t, item("transfer", cls="measure")) == "done"
    assert mark(t, item("transfer", told("begun"), cls="measure")) == "begun"
    assert mark(t, item("transfer", told("partial"), cls="measure")) == "part"
    assert mark(t, item("transfer", told(polarity="does_not_hold"), cls="measure")) == "not_done"
    assert mark(t, item("transfer", cls="measure", where=(OUTSIDE,))) is None
    assert mark(t, item("transfer", cls="measure", where=(EDGE,))) is None
    assert mark(t, item("transfer", cls="measure", when=at("2001-01-02"))) is None
    assert mark(t, item("transfer", told("outside_case"), cls="measure")) is None


STRENGTH = term(
    "deployment", nature="strength", duty=Duty(who=("ALF",)), params={"sums": ("equipment",)},
    amounts=(Amount(what="servicemen", amount=100, unit="persons"), Amount(what="carriers", amount=9, unit="equipment"),
             Amount(what="vehicles", amount=38, unit="equipment")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("count", "phase", "want"),
    [
        (Count(what="servicemen", best=100), "completed", "kept"),
        (Count(what="servicemen", best=101), "completed", "questioned"),
        (Count(what="servicemen", best=99), "completed", "questioned"),
        (Count(what="servicemen", best=40), "begun", None),
        (Count(what="servicemen", low=90, high=110), "completed", "kept"),
        (Count(what="servicemen", low=101), "completed", "questioned"),
        (Count(what="equipment", best=55), "completed", "questioned"),
        (Count(what="equipment", best=47), "completed", "kept"),
        (Count(what="flights", best=250), "completed", None),
    ],
)
def test_counts_against_a_strength(count: Count, phase: str, want: str | None) -> None:
    assert mark(STRENGTH, item("deployment", told(phase, counts=(count,)), cls="measure")) == want


def test_a_ceiling_is_not_broken_from_below() -> None:
    from msgspec.structs import replace

    ceiling = replace(STRENGTH, amounts=tuple(replace(a, bound="at_most") for a in STRENGTH.amounts))
    under = item("deployment", told("completed", counts=(Count(what="servicemen", best=99),)), cls="measure")
    over = item("deployment", told("completed", counts=(Count(what="servicemen", best=101),)), cls="measure")
    assert mark(STRENGTH, under) == "questioned"
    assert mark(ceiling, under) is None
    assert mark(ceiling, over) == "questioned"


def test_the_corridor_as_status_and_as_guarantee() -> None:
    status = term("corridor", where=("square",))
    assert mark(status, item("corridor", told("open"), cls="state")) == "kept"
    assert mark(status, item("corridor", told("closed"), cls="state")) == "questioned"
    own = term("corridor", where=("square",), nature="guarantee", duty=Duty(who=("ALF",)),
               params={"traffic": ("people",), "excludes": ("military",), "covers": "own_acts"})  # fmt: skip
    result = term(
        "corridor", where=("square",), nature="guarantee", duty=Duty(who=("ALF",)), params={"covers": "result"}
    )
    shut = item("corridor", told("closed", "traffic:people", agents=("GAM",)), cls="state")
    assert verdict(own, shut) == ("outside_terms", "J6")
    assert verdict(result, shut) == ("appears_inconsistent", "J7")
    assert verdict(own, item("corridor", told("closed", "traffic:people"), cls="state"))[0] == "appears_inconsistent"
    assert verdict(own, item("corridor", told("closed", "traffic:military"), cls="state")) == ("outside_terms", "C3")
    assert verdict(own, item("corridor", told("open"), cls="state")) == ("consistent", "C2")


def test_exchange_and_those_still_held() -> None:
    t = term("exchange")
    assert mark(t, item("exchange", cls="measure")) == "part"
    assert mark(t, item("exchange", told("completed"), cls="measure")) == "done"
    assert mark(t, item("persons_held", cls="state")) == "not_done"


def test_withdrawal_bears_only_on_its_object() -> None:
    forces = term("withdrawal", params={"object": "forces"})
    foreign = term("withdrawal", id="x/2", params={"object": "foreign_forces"})
    bare = item("withdrawal", cls="measure")
    assert mark(forces, bare) == "part"
    assert mark(forces, bare, foreign) is None
    assert (
        mark(foreign, item("withdrawal", told("object:foreign_forces", "completed"), cls="measure"), forces) == "done"
    )
    first = term("withdrawal", params={"object": "forces", "step": "begin"})
    assert mark(first, bare) == "done"


def test_bodies_processes_and_links_need_to_be_named() -> None:
    body = term("establishment", params={"body": ("GAM",)})
    assert mark(body, item("deployment", told("body:GAM", "completed"), cls="measure")) == "done"
    assert mark(body, item("deployment", cls="measure")) is None
    talks = term("process", params={"subjects": ("plan",), "result": "meeting"})
    assert mark(talks, item("talks", told("plan"), cls="meeting", status="held")) == "done"
    assert mark(talks, item("talks", told("plan"), cls="meeting", status="announced")) is None
    assert mark(talks, item("talks", cls="meeting", status="held")) is None
    links = term("links", params={"links": ("railway",)})
    assert mark(links, item("reconstruction", told("link:railway"), cls="measure")) == "begun"
    assert mark(links, item("reconstruction", cls="measure")) is None


@pytest.mark.parametrize(
    ("kind", "evidence", "code"),
    [
        ("exclusion", "violation", "V2.2"), ("nonuse", "statement", "V8.1"), ("monitoring", "access", "V5.1"),
        ("relief", "access", "V10.1"), ("links", "access", "V7.1"), ("displaced", "violation", "V6.3"),
    ],
)  # fmt: skip
def test_other_kinds_guard_their_own_types(kind: str, evidence: str, code: str) -> None:
    t = term(kind, where=("square",))
    assert verdict(t, item(evidence, code=code)) == ("appears_inconsistent", "J7")
    assert verdict(t, item(evidence, code="X.8"))[0] == "outside_terms"


def test_a_term_whose_text_is_not_held_and_one_that_is_background() -> None:
    assert verdict(term("ceasefire", sourced="not_sourced"), item("violence")) == ("cannot_tell", "J1")
    assert verdict(term("ceasefire", background=True), item("violence")) == ("outside_terms", "J1")


@pytest.mark.parametrize(
    ("lat", "radius", "want"),
    [
        (40.02, 100, ("outside_terms", "E1")),  # 2.2 km off, give or take 0.6 km
        (40.001, 50, ("appears_inconsistent", "J7")),  # 0.1 km off
        (40.012, 500, ("cannot_tell", "E1")),  # 1.3 km off, give or take 1 km
        (None, None, ("cannot_tell", "E1")),
    ],
)
def test_an_exclusion_by_distance_from_a_line(lat: float | None, radius: float | None, want: tuple[str, str]) -> None:
    apart = term("exclusion", distances=(Distance(what="forces", metres=1000, line="line"),))
    place = Where(name="Post", lat=lat, lon=None if lat is None else 10.5, radius_m=radius)
    assert verdict(apart, item("advance", code="V2.3", where=(place,))) == want
    gone = term("exclusion", distances=(Distance(what="forces", metres=1000, line="no-drawing"),))
    assert verdict(gone, item("advance", code="V2.3", where=(place,))) == ("cannot_tell", "E1")
    assert verdict(apart, item("violence", code="V1.1", where=(place,))) == ("outside_terms", "J2")


def test_a_withdrawal_that_says_what_is_to_be_left() -> None:
    schools = term("withdrawal", params={"words": ("schools", "school buildings")})
    arms = term("withdrawal", id="x/2", params={"object": "weapons"})
    of_schools = item("withdrawal", told("completed", text="the army left schools in Mid"), cls="measure")
    of_temples = item("withdrawal", told("completed", text="the army left temples in Mid"), cls="measure")
    on = ground(schools, arms)
    marked = kinds()["withdrawal"].mark(schools, of_schools, on)
    assert marked is not None
    assert marked.effect == "done"
    assert kinds()["withdrawal"].mark(schools, of_temples, on) is None


def test_a_way_told_as_opened_meets_a_link_and_one_told_as_closed_does_not() -> None:
    road = term("links", nature="duty", params={"links": ("road-9",)})
    at_road = (Where(name="Road 9", id="road-9"),)
    links = kinds()["links"]
    opened = item("corridor", told(text="the road was opened"), cls="state", where=at_road)
    done = links.mark(road, opened, ground(road))
    assert done is not None
    assert (done.effect, done.rule) == ("done", "K2")
    assert done.why.startswith("Reported as done")
    shut = item("corridor", told(text="the road was closed"), cls="state", code="V4.1", where=at_road)
    assert links.mark(road, shut, ground(road)) is None
    assert links.mark(road, item("corridor", told(text="a road was opened"), cls="state"), ground(road)) is None


def test_a_withdrawal_told_as_not_done_does_not_question_the_force_that_is_there() -> None:
    post = term("deployment", nature="permission")
    stays = item("withdrawal", told(polarity="does_not_hold", text="it has not withdrawn"), cls="measure")
    assert kinds()["deployment"].mark(post, stays, ground(post)) is None


def test_an_instrument_that_runs_until_notice_is_not_ended_by_a_withdrawal_of_forces() -> None:
    lasts = term("renewal", renewal=Renewal(notice_amount=14, notice_unit="days"))
    assert kinds()["renewal"].check(lasts) == ()
    gone = item("withdrawal", told("completed"), cls="measure")
    assert kinds()["renewal"].mark(lasts, gone, ground(lasts)) is None


@pytest.mark.parametrize(
    ("text", "kw", "want"),
    [
        ("a mine went off", {}, "J2"),
        ("наёмник подорвался на мине", {}, "J2"),
        ("an explosion was heard", {}, "J6"),
        ("a mine went off", {"act": "accuses"}, "J6"),
        ("a mine went off", {"unnamed": True}, "J6"),
        ("a mine went off", {"agents": ("ALF-ARMY",)}, "J7"),
    ],
)
def test_a_mine_that_is_told_as_nobodys_act_counts_against_nobody(text: str, kw: dict[str, Any], want: str) -> None:
    t = term("ceasefire")
    account = told(text=text, **{"agents": (), **kw})
    found = kinds()["ceasefire"].judge(t, item("violence", account, code="V1.6"), ground(t), {})
    assert found.rule == want
