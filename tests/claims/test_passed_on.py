"""On whose word: relays, the unnamed behind reports, speakers with a tail, blame traded, denials beside another verb; times given as about."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

import pytest

from truceline.actors.parse import parse_actors, parse_sources
from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.claims.kit import Kit
from truceline.claims.readers.rules import READER
from truceline.documents.document import Document, Text
from truceline.places.gazetteer import Gazetteer, parse_places_csv
from truceline.values.time import day_when

GOLD = Path(__file__).parents[1] / "gold"
ZONE = "+03:00"
SHELLED = "Torian forces shelled Red Ford on Monday"


@lru_cache(maxsize=1)
def kit() -> Kit:
    actors, offices = parse_actors((GOLD / "actors.yaml").read_text("utf-8"), "actors.yaml", ZONE)
    sources = parse_sources((GOLD / "sources.yaml").read_text("utf-8"), "sources.yaml")
    places = parse_places_csv((GOLD / "places.csv").read_text("utf-8"), "places.csv")
    return Kit(register=Register(actors, offices, sources), gazetteer=Gazetteer(places), zone=ZONE, languages=("en",))


def claims(text: str) -> tuple[Claim, ...]:
    document = Document(id="d", publisher="Daily Lantern", published=day_when(dt.date(2019, 5, 14), ZONE))
    return READER.read(Text(document="d", extractor="t", digest="t", text=text), document, kit()).claims


def told(text: str) -> list[tuple[str, str, str]]:
    """Act with "!" where it does not hold, kind, and the chain without the publisher."""
    return [
        (c.act + "!" * (c.polarity != "holds"), c.kind, " < ".join(s.id or s.name for s in c.says[:-1]))
        for c in claims(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{SHELLED}, Bero Tash was quoted as saying by Globe Wire.",
        f"Bero Tash was quoted as saying by Globe Wire that {SHELLED}.",
        f"{SHELLED}, Bero Tash said in comments carried by Globe Wire.",
        f"{SHELLED}, Bero Tash said in an interview with Globe Wire.",
        f"{SHELLED}, Bero Tash told Globe Wire, which reported it on its website.",
        f"{SHELLED}, Bero Tash said, as cited by Globe Wire.",
        f"In remarks published by Globe Wire, Bero Tash said {SHELLED}.",
        f'Bero Tash, quoted by Globe Wire: "{SHELLED}."',
    ],
)
def test_who_passed_the_words_on_stands_behind_who_said_them(text: str) -> None:
    assert told(text) == [("asserts", "violence", "person-tash < globe-wire")]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ('"We have received reports of shelling in Selm, but we have not been able to verify them," the Relief Society said.', "reports < RELIEF"),
        ("There were reports that Torian forces had shelled Selm.", "reports"),
        ("The Relief Society cited reports that Torian forces had shelled Selm.", "reports < RELIEF"),
        ("The Relief Society said it was told that Torian forces had shelled Selm.", "unnamed source < RELIEF"),
        ("Torian forces are said to have shelled Selm.", "unnamed source"),
        ("Torian forces reportedly shelled Selm on Monday.", "unnamed source"),
        ("Unconfirmed reports said Torian forces had shelled Selm.", "Unconfirmed reports"),
    ],
)  # fmt: skip
def test_what_is_heard_has_an_origin_that_nobody_named(text: str, chain: str) -> None:
    assert told(text) == [("asserts", "violence", chain)]


@pytest.mark.parametrize(
    "tail",
    [
        "on condition of anonymity",
        "speaking on background",
        "because they were not authorised to speak to the media",
        "on condition of anonymity because the talks were secret",
        "in a phone interview",
    ],
)
def test_a_speaker_with_a_tail_is_kept(tail: str) -> None:
    comma = "," if tail.startswith("speaking") else ""
    text = f"Talks between Toria and Velland are to resume next Tuesday, two diplomats said{comma} {tail}."
    assert told(text) == [("plans", "talks", "two diplomats")]
    assert not any("anonymity" in topic for c in claims(text) for topic in c.topics)


@pytest.mark.parametrize(
    "words",
    [
        "traded blame for the shelling of Red Ford",
        "traded blame on Friday for the shelling of Red Ford",
        "traded accusations of shelling Red Ford",
        "exchanged accusations over the shelling of Red Ford",
        "each blamed the other for the shelling of Red Ford",
        "pointed fingers at each other over the shelling of Red Ford",
        "accused each other of shelling Red Ford",
    ],
)
def test_blame_traded_is_two_accusations(words: str) -> None:
    found = claims(f"Toria and Velland {words}.")
    assert [(c.act, [s.id for s in c.says[:-1]], [a.id for a in c.actors if a.role == "agent"]) for c in found] == [
        ("accuses", ["TOR"], ["VEL"]),
        ("accuses", ["VEL"], ["TOR"]),
    ]


def test_blame_traded_by_parties_that_no_register_knows() -> None:
    found = claims("The army and the Free Guards traded blame on Friday for a drone strike on a market.")
    assert {(c.says[0].name, *(a.name for a in c.actors if a.role == "agent")) for c in found} == {
        ("The army", "the Free Guards"),
        ("the Free Guards", "The army"),
    }


def test_a_denial_beside_another_verb_still_points_back() -> None:
    text = (
        f"{SHELLED}, the Vellish Defence Ministry said. Toria's Defence Ministry rejected the allegation, calling it "
        '"groundless," and accused Vellish units of shelling Selm.'
    )
    assert told(text) == [
        ("asserts", "violence", "VEL-MOD"),
        ("denies!", "violence", "TOR-MOD"),
        ("accuses", "violence", "TOR-MOD"),
    ]


@pytest.mark.parametrize(
    "words", ["failing to leave Kesh", "refusing to leave Kesh", "stopping short of leaving Kesh", "its failure to leave Kesh"]
)  # fmt: skip
def test_what_somebody_fails_to_do_does_not_hold(words: str) -> None:
    assert told(f"Ada Lorn accused Velland of {words}.") == [("accuses!", "withdrawal", "person-lorn")]


def test_where_a_truce_was_signed_is_not_where_it_was_broken() -> None:
    (c,) = claims("Torian forces violated the ceasefire, which both sides signed in Solm on 9 May, Velland said.")
    assert c.where == ()
    assert c.when is None


def test_a_presence_denied_is_a_position_denied() -> None:
    (c,) = claims("The Torian side denied that its forces had been in the area at all.")
    assert (c.act, c.polarity, c.kind, [(a.role, a.id) for a in c.actors]) == (
        "denies", "does_not_hold", "position", [("agent", "TOR")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("time", "minutes"),
    [
        ("at around 16:00", 61),
        ("about noon", 61),
        ("shortly after 6 a.m.", 60),
        ("at around 16:20", 21),
        ("at 16:00", 1),
    ],
)
def test_a_time_given_as_about_is_wide(time: str, minutes: int) -> None:
    when = claims(f"Torian forces shelled Selm {time} on 12 May, Velland said.")[0].when
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    assert when.latest - when.earliest == minutes * 60_000_000
    assert bool(when.doubt) == (minutes > 1)


def test_a_quotation_over_two_sentences_is_of_who_closes_it() -> None:
    text = '"The convoy was attacked. Two drivers are dead," the Relief Society\'s director, Mara Quill, said by phone.'
    assert told(text) == [("asserts", "violence", "RELIEF"), ("asserts", "casualties", "RELIEF")]


def test_what_nobody_reported_is_no_claim() -> None:
    assert not claims("Neither side reported casualties.")
    assert not claims("Neither the Torian Defence Ministry nor the Mission reported any shelling on Sunday.")
