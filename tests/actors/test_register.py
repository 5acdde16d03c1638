"""Who belongs to whom, in which office when, whose word a source gives; and the exchange of two actors."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.actors.actor import Actor, Office, Role, Source
from truceline.actors.register import Register

VAR = Actor(
    id="VAR",
    kind="state",
    names={"en": ("Varda", "Republic of Varda")},
    demonyms={"en": ("Vardan", "Vardans")},
    capitals=("Vardograd",),
    opposes=("OST",),
    roles=("party", "signatory"),
    dated=(Role(role="signatory", start=100, end=200),),
)
OST = Actor(id="OST", kind="state", names={"en": ("Ostmark",)}, demonyms={"en": ("Ostmarker",)}, opposes=("VAR", "LOC"))
ACTORS = (
    VAR,
    OST,
    Actor(id="LOC", kind="de_facto_authority", names={"en": ("Highland authorities",)}, opposes=("OST",)),
    Actor(id="GUA", kind="state", names={"en": ("Guarantia",)}, roles=("guarantor",)),
    Actor(id="GUA-PK", kind="peacekeeper", belongs_to="GUA", names={"en": ("peacekeepers",)}),
    Actor(id="VAR-MOD", kind="organ", belongs_to="VAR", names={"en": ("Vardan Defence Ministry",)}),
    Actor(id="VAR-UNIT", kind="unit", belongs_to="VAR-MOD", names={"en": ("Third Brigade",)}),
    Actor(id="OST-MOD", kind="organ", belongs_to="OST", names={"en": ("Ostmarker Defence Ministry",)}),
    Actor(id="person-a", kind="person", belongs_to="VAR", names={"en": ("Ana Bel", "Bel")}),
    Actor(id="person-b", kind="person", names={"en": ("Bo Bel", "Bel")}),
)
OFFICES = (
    Office(person="person-a", title={"en": ("Minister of Defence",)}, organ="VAR-MOD", state="VAR", start=10, end=20),
    Office(person="person-a", title={"en": ("Prime Minister",)}, state="VAR", start=20),
    Office(person="person-a", title={"en": ("Acting Minister",)}, organ="VAR-MOD", state="VAR", start=15, end=30),
)
SOURCES = (
    Source(id="vna", kind="news_agency", names=("Vardan News Agency", "VNA"), actor="VAR-MOD", owner="VAR"),
    Source(id="daily", kind="outlet", names=("The Daily",), owner="group", address=("daily.example",)),
    Source(id="daily-ru", kind="outlet", names=("Daily in Russian",), owner="daily", address=("ru.daily.example",)),
    Source(id="group", kind="outlet", names=("Press Group",)),
    Source(id="one", kind="outlet", names=("Twin",)),
    Source(id="two", kind="outlet", names=("Twin",)),
)
REGISTER = Register(ACTORS, OFFICES, SOURCES)


def test_lookups() -> None:
    assert REGISTER.actor("VAR") is VAR
    assert REGISTER.actor("nobody") is None
    assert REGISTER.party_of("VAR-UNIT") == "VAR"
    assert REGISTER.party_of("GUA-PK") == "GUA"
    assert REGISTER.party_of("LOC") == "LOC", "the de facto authorities belong to no other actor"
    assert REGISTER.party_of("nobody") == "nobody"
    assert REGISTER.under("VAR") == ("VAR", "VAR-MOD", "VAR-UNIT", "person-a")


def test_offices_in_time() -> None:
    def titles(us: int | None) -> list[str]:
        return [o.title["en"][0] for o in REGISTER.office_at("person-a", us)]

    assert titles(9) == []
    assert titles(10) == ["Minister of Defence"]
    assert titles(19) == ["Minister of Defence", "Acting Minister"], "several at once"
    assert titles(20) == ["Prime Minister", "Acting Minister"], "the end is open"
    assert titles(10**15) == ["Prime Minister"]
    assert len(titles(None)) == 3
    assert REGISTER.office_at("person-b", 5) == ()
    assert [o.person for o in REGISTER.holders("VAR-MOD", 12)] == ["person-a"]


def test_dated_roles() -> None:
    assert REGISTER.roles_at("VAR", 150) == ("party", "signatory")
    assert REGISTER.roles_at("VAR", 200) == ("party",)
    assert REGISTER.roles_at("VAR", None) == ("party", "signatory")
    assert REGISTER.roles_at("nobody", 1) == ()


def test_sources_and_owners() -> None:
    def named(text: str) -> str | None:
        s = REGISTER.source_named(text)
        return None if s is None else s.id

    assert named("VARDAN NEWS AGENCY") == "vna"
    assert named("Daily") == "daily", "the article does not count"
    assert named("Twin") is None, "two of the name: none is chosen"
    assert named("https://www.daily.example/a/1") == "daily"
    assert named("https://ru.daily.example/a/1") == "daily-ru", "the longest domain"
    assert named("https://notdaily.example/") is None
    assert named("vna") == "vna"
    assert named("Unheard-of Gazette") is None
    assert REGISTER.owner_of("daily-ru") == "group"
    assert REGISTER.owner_of("vna") == "VAR"
    assert REGISTER.owner_of("nobody") == "nobody"


def test_interest() -> None:
    assert REGISTER.interest_of("vna") == "VAR"
    assert REGISTER.interest_of("daily") is None, "a source of nobody has no interest"
    assert REGISTER.interest_of("GUA-PK") == "GUA"
    assert REGISTER.interest_of("Ana Bel") == "VAR"
    assert REGISTER.interest_of("Bel") is None, "two of the name"
    assert REGISTER.interest_of("nobody") is None


def test_opposes_goes_up_on_both_sides() -> None:
    assert REGISTER.opposes("VAR-MOD", "OST-MOD")
    assert REGISTER.opposes("OST", "LOC")
    assert not REGISTER.opposes("VAR", "LOC")
    assert not REGISTER.opposes("GUA-PK", "VAR")


def test_mentions() -> None:
    text = "In Vardograd the Vardan Defence Ministry said Ostmarker peacekeepers left; Bel agreed."
    hits = [(h.form, h.keys) for h in REGISTER.mentions(text)]
    assert hits == [
        ("Vardan Defence Ministry", ("VAR-MOD",)),
        ("Ostmarker", ("OST",)),
        ("peacekeepers", ("GUA-PK",)),
        ("Bel", ("person-a", "person-b")),
    ]
    assert next(h.keys for h in REGISTER.mentions(text, capitals=True)) == ("VAR",)
    assert all(h.form != "Ostmarker" for h in REGISTER.mentions(text, demonyms=False))
    assert all(text[h.start : h.end] == h.form for h in REGISTER.mentions(text, capitals=True))
    assert REGISTER.form_kind("Ostmarker", "OST") == "demonym"
    assert REGISTER.form_kind("VARDA", "VAR") == "name"
    assert REGISTER.form_kind("Vardograd", "VAR") == "capital"
    assert REGISTER.form_kind("Vardograd", "OST") is None
    (hit,) = REGISTER.source_mentions("as VNA reported")
    assert hit.keys == ("vna",)


def test_speaker_kinds() -> None:
    kinds = {i: REGISTER.speaker_kind(i) for i in ("VAR", "GUA", "VAR-MOD", "LOC", "GUA-PK", "person-a", "vna", "x")}
    assert kinds == {
        "VAR": "state_body",
        "GUA": "third_state",
        "VAR-MOD": "state_body",
        "LOC": "de_facto_authority",
        "GUA-PK": "peacekeeper",
        "person-a": "state_body",
        "vna": "news_agency",
        "x": "unknown",
    }


IDS = st.sampled_from([a.id for a in ACTORS])


@settings(max_examples=60, deadline=None)
@given(IDS, IDS, IDS, IDS, st.integers(0, 40))
def test_every_answer_commutes_with_the_exchange(a: str, b: str, x: str, y: str, us: int) -> None:
    swapped = REGISTER.swapped(a, b)

    def s(id: str) -> str:
        return b if id == a else a if id == b else id

    assert swapped.swapped(a, b) == REGISTER
    assert swapped.party_of(s(x)) == s(REGISTER.party_of(x))
    assert swapped.opposes(s(x), s(y)) == REGISTER.opposes(x, y)
    assert set(swapped.under(s(x))) == {s(i) for i in REGISTER.under(x)}
    assert swapped.roles_at(s(x), us) == REGISTER.roles_at(x, us)
    assert swapped.speaker_kind(s(x)) == REGISTER.speaker_kind(x)
    titles = [o.title for o in REGISTER.office_at(x, us)]
    assert [o.title for o in swapped.office_at(s(x), us)] == titles
    for source in SOURCES:
        was, now = REGISTER.interest_of(source.id), swapped.interest_of(source.id)
        assert now == (None if was is None else s(was))
        assert swapped.owner_of(source.id) == s(REGISTER.owner_of(source.id))
    text = "Varda, Ostmark, the Vardans, Highland authorities, the Third Brigade, peacekeepers and Bel"
    was_hits = [(h.start, h.end, {s(k) for k in h.keys}) for h in REGISTER.mentions(text, capitals=True)]
    assert [(h.start, h.end, set(h.keys)) for h in swapped.mentions(text, capitals=True)] == was_hits


def test_exchange_moves_everything_under_the_two() -> None:
    swapped = REGISTER.swapped("VAR", "OST")
    new = swapped.actor("OST")
    assert new is not None
    assert new.names == VAR.names
    assert new.capitals == VAR.capitals
    assert new.roles == VAR.roles
    assert new.opposes == ("VAR",)
    assert [a.id for a in swapped.actors[:2]] == ["VAR", "OST"], "they change places too"
    assert swapped.party_of("VAR-MOD") == "OST"
    assert {o.state for o in swapped.offices} == {"OST"}


def test_register_is_a_value() -> None:
    assert msgspec.json.decode(msgspec.json.encode(REGISTER), type=Register) == REGISTER
