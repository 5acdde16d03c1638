"""The rule reader: what it must read, and what it must never read as an assertion."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.actors.parse import parse_actors, parse_sources
from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.claims.evaluate import NOT_ASSERTED, GoldItem, parse_gold, score
from truceline.claims.kit import Kit
from truceline.claims.readers.rules import READER
from truceline.claims.reading import Reading
from truceline.claims.sentences import MAX_WORDS, sentences_of, words_of
from truceline.claims.speech import find_speech
from truceline.documents.document import Document, Text
from truceline.places.gazetteer import Gazetteer, parse_places_csv
from truceline.values.time import day_when

GOLD = Path(__file__).parents[1] / "gold"
ZONE = "+03:00"


@pytest.fixture(scope="module")
def kit() -> Kit:
    actors, offices = parse_actors((GOLD / "actors.yaml").read_text("utf-8"), "actors.yaml", ZONE)
    sources = parse_sources((GOLD / "sources.yaml").read_text("utf-8"), "sources.yaml")
    places = parse_places_csv((GOLD / "places.csv").read_text("utf-8"), "places.csv")
    return Kit(register=Register(actors, offices, sources), gazetteer=Gazetteer(places), zone=ZONE, languages=("en",))


def read(text: str, kit: Kit, publisher: str = "Daily Lantern", **more: object) -> Reading:
    document = Document(id="d", publisher=publisher, published=day_when(dt.date(2019, 5, 14), ZONE), **more)  # type: ignore[arg-type]
    return READER.read(Text(document="d", extractor="t", digest="t", text=text), document, kit)


def only(text: str, kit: Kit, kind: str) -> Claim:
    found = [c for c in read(text, kit).claims if c.kind == kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "act"),
    [
        ("Velland's Defence Ministry denied that its forces had shelled Kesh.", "violence", "denies"),
        ("Toria accused Velland of shelling Kesh.", "violence", "accuses"),
        ("Velland plans to withdraw its troops from Dorn.", "withdrawal", "plans"),
        ("Under the agreement, the sides shall withdraw from Dorn.", "withdrawal", "provides"),
        ("Velland pledged to release ten prisoners.", "exchange", "undertakes"),
        ("Velland is expected to release ten prisoners on 20 May.", "exchange", "expects"),
        ("The statement requires Velland to return the prisoners.", "exchange", "provides"),
        ("Velland retracted its statement that Torian troops had shelled Kesh.", "violence", "withdraws"),
        ("Toria admitted that its troops had shelled Kesh.", "violence", "admits"),
        ("Toria said Velland had violated the ceasefire 40 times.", "violation", "counts"),
    ],
)
def test_acts(text: str, kind: str, act: str, kit: Kit) -> None:
    assert only(text, kit, kind).act == act


def test_a_chain_is_of_the_claim_origin_first_publisher_last(kit: Kit) -> None:
    c = only("Torian troops shelled Dorn, Velland's Defence Ministry said, Globe Wire reported.", kit, "violence")
    assert [s.id for s in c.says] == ["VEL-MOD", "globe-wire", "lantern"]
    assert not c.background


def test_a_sentence_without_a_speaker_is_lent_to_nobody(kit: Kit) -> None:
    text = "Torian troops shelled Dorn, Velland's Defence Ministry said.\n\nClashes erupted near Kesh on 2 May."
    last = read(text, kit).claims[-1]
    assert last.background
    assert [s.id for s in last.says] == ["lantern"]


def test_an_abstract_carries_its_chain(kit: Kit) -> None:
    r = read("Torian troops shelled Dorn on 12 May.", kit, kind="abstract", chain=("VEL-MOD", "globe-wire"))
    assert [s.id for s in r.claims[0].says] == ["VEL-MOD", "globe-wire", "lantern"]


def test_a_text_that_leaves_clause_or_deed_open_is_read_both_ways(kit: Kit) -> None:
    r = read("Under the document, Meridian peacekeepers were deployed along the corridor.", kit)
    acts = {c.act: c for c in r.claims if c.kind == "deployment"}
    assert set(acts) == {"provides", "asserts"}
    assert "reading_open" in acts["asserts"].topics


def test_joined_times_make_one_claim_each(kit: Kit) -> None:
    r = read("The area saw flare-ups of violence in the summer of 2014, in April 2016 and in July 2018.", kit)
    assert len([c for c in r.claims if c.kind == "violence"]) == 3


def test_titles_offices_and_states(kit: Kit) -> None:
    c = only("Torian President Ada Lorn met Vellish Foreign Minister Silas Orr in Solm on 3 May.", kit, "meeting")
    got = {a.name: (a.id, a.office, a.office_state) for a in c.actors}
    assert got["Ada Lorn"] == ("person-lorn", "President", "TOR")
    assert got["Silas Orr"] == (None, "Foreign Minister", "VEL")


def test_neither_confirmed_nor_denied_is_no_claim(kit: Kit) -> None:
    r = read("The Vellish Defence Ministry neither confirmed nor denied that its troops had shelled Kesh.", kit)
    assert not r.claims
    assert any("neither" in a.why for a in r.set_aside)


def test_spans_are_the_text(kit: Kit) -> None:
    text = "“Torian troops shelled Dorn,” said Bero Tash.\n\nVelland’s army left Selm on 6 May."
    for c in read(text, kit).claims:
        assert text[c.span.start : c.span.end] == c.span.text


def test_the_gold_is_read(kit: Kit) -> None:
    items = parse_gold((GOLD / "english.jsonl").read_text("utf-8").splitlines())
    assert len(items) >= 240

    def claims(g: GoldItem) -> tuple[Claim, ...]:
        return read(g.text, kit, g.publisher).claims

    tune = score([g for g in items if g.split == "tune"], claims, ZONE, rounds=20)
    held = score([g for g in items if g.split == "held"], claims, ZONE, rounds=20)
    # The tune part grows by batches that had one cycle of repair each; what they still miss stays in it.
    assert tune.f1["act"] > 0.92
    assert tune.f1["kind"] > 0.92
    assert not tune.harm
    assert held.f1["kind"] > 0.82
    assert NOT_ASSERTED


def test_parties_exchanged_are_read_alike(kit: Kit) -> None:
    pairs = [("Toria", "Velland"), ("Torian", "Vellish"), ("Tamsin", "Varos")]
    words = {a: b for p in pairs for a, b in (p, p[::-1])}
    words |= {a.upper(): b.upper() for a, b in words.items()}
    ids = {"TOR": "VEL", "VEL": "TOR", "TOR-MOD": "VEL-MOD", "VEL-MOD": "TOR-MOD", "tamsin": "varos", "varos": "tamsin"}

    def swap(text: str) -> str:
        import re

        return re.sub(rf"\b(?:{'|'.join(words)})\b", lambda m: words[m.group()], text)

    def bare(c: Claim, by: dict[str, str]) -> tuple[object, ...]:
        return (
            c.act,
            c.polarity,
            c.kind,
            c.code,
            [by.get(s.id or "", s.id) for s in c.says],
            [(by.get(a.id or "", a.id), a.role) for a in c.actors],
            [by.get(w.id or "", w.id) for w in c.where],
        )

    for g in parse_gold((GOLD / "english.jsonl").read_text("utf-8").splitlines()):
        if any(n in g.text for n in ("presidency", "Lorn", "Tash", "TNA", "VNA", "Foreign Ministry", "news agency")):
            continue
        one = sorted(str(bare(c, ids)) for c in read(g.text, kit).claims)
        two = sorted(str(bare(c, {})) for c in read(swap(g.text), kit).claims)
        assert one == two, g.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\x00\x01",
        "!!!???",
        "a" * 5000,
        "\u202eabc\u202c",
        "31 November 2020: clashes in Dorn.",
        "“" * 500,
        "SHELLED " * 500,
        "Toria said " * 300,
    ],
)
def test_bad_input_gives_less_and_never_fails(text: str, kit: Kit) -> None:
    assert isinstance(read(text, kit), Reading)


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_has_sentences_and_speech_inside_it(text: str) -> None:
    words = words_of(text)
    for s in sentences_of(text, words):
        assert 0 <= s.start <= s.end <= len(text)
        assert s.last - s.first <= MAX_WORDS
    for x in find_speech(text):
        assert 0 <= x.content.start < x.content.end <= len(text)


def test_another_language_is_set_aside_with_its_name(kit: Kit) -> None:
    r = read("Bonjour.", kit, language="fr")
    assert r.set_aside[0].why == "language not read: fr"


@pytest.mark.evaldata
def test_the_founding_article(evaldata: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from truceline.app.case import open_case

    case = open_case(Path(__file__).parents[2] / "cases" / "karabakh-2020")
    text = (evaldata / "karabakh" / "2021-01-10-government-meeting.txt").read_text("utf-8")
    document = Document(id="d", publisher="Russia Business Today", published=day_when(dt.date(2021, 1, 10), case.zone))
    claims = READER.read(Text(document="d", extractor="t", digest="t", text=text), document, case.kit).claims
    meeting = [c for c in claims if c.kind == "meeting" and len(c.actors) == 5]
    assert len(meeting) == 1
    assert all(a.role == "participant" and a.office and a.office_state == "RUS" for a in meeting[0].actors)
    assert [s.id for s in meeting[0].says] == ["RUS-PRESIDENCY", "tass", "russia-business-today"]
    assert [c for c in claims if "outside_case" in c.topics]
    assert len({c.when for c in claims if c.kind == "violence" and c.when}) == 4
    assert all(c.background for c in claims if (c.span.start or 0) > text.index("Renewed clashes"))
    signed = next(c for c in claims if c.kind == "agreement")
    assert [a.role for a in signed.actors] == ["signatory"] * 3
