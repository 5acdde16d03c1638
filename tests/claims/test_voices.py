"""Several who speak at once: a chain for each, one for a joint statement, and whom they accuse."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from truceline.actors.parse import parse_actors, parse_sources
from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.claims.kit import Kit
from truceline.claims.readers.rules import READER
from truceline.documents.document import Document, Text
from truceline.events.origins import origin_graph
from truceline.places.gazetteer import Gazetteer, parse_places_csv
from truceline.values.time import day_when

GOLD = Path(__file__).parents[1] / "gold"
ZONE = "+03:00"
SWAP = {"Toria": "Velland", "Velland": "Toria", "Torian": "Vellish", "Vellish": "Torian", "TOR": "VEL", "VEL": "TOR"}


@pytest.fixture(scope="module")
def kit() -> Kit:
    actors, offices = parse_actors((GOLD / "actors.yaml").read_text("utf-8"), "actors.yaml", ZONE)
    sources = parse_sources((GOLD / "sources.yaml").read_text("utf-8"), "sources.yaml")
    places = parse_places_csv((GOLD / "places.csv").read_text("utf-8"), "places.csv")
    return Kit(register=Register(actors, offices, sources), gazetteer=Gazetteer(places), zone=ZONE, languages=("en",))


def read(text: str, kit: Kit) -> tuple[Claim, ...]:
    document = Document(id="d", publisher="Daily Lantern", published=day_when(dt.date(2019, 5, 14), ZONE))
    return tuple(READER.read(Text(document="d", extractor="t", digest="t", text=text), document, kit).claims)


def told(claims: tuple[Claim, ...]) -> list[tuple[str, ...]]:
    """Origin, then agents, of each claim."""
    return [(c.says[0].id or c.says[0].name, *(a.id or a.name for a in c.actors if a.role == "agent")) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toria and Meridia said that Vellish troops had shelled Kesh.", [("TOR", "VEL"), ("MER", "VEL")]),
        ("Vellish troops shelled Kesh, according to Toria and the Relief Society.", [("TOR", "VEL"), ("RELIEF", "VEL")]),
        ("Vellish troops shelled Kesh, Toria, Meridia and Aldia said.", [("TOR", "VEL"), ("MER", "VEL"), ("ALD", "VEL")]),
        ("The defence ministries of Toria and Velland reported that a drone had been shot down near Dorn.", [("TOR-MOD",), ("VEL-MOD",)]),
        ("Both Toria and Velland denied shelling Dorn.", [("TOR", "TOR"), ("VEL", "VEL")]),
        ("Toria and Velland accused each other of shelling Dorn.", [("TOR", "VEL"), ("VEL", "TOR")]),
        ("Toria and Velland each accused the other on Sunday of shelling Dorn.", [("TOR", "VEL"), ("VEL", "TOR")]),
        ("Toria and Velland met in Solm. The two sides accused each other of shelling Dorn.", [("lantern",), ("TOR", "VEL"), ("VEL", "TOR")]),
        ("Vellish troops shelled Kesh, Globe Wire reported, citing Toria and Meridia.", [("TOR", "VEL"), ("MER", "VEL")]),
        ("Toria said on Monday that Velland had admitted shelling Kesh.", [("VEL", "VEL")]),
    ],
)  # fmt: skip
def test_who_speak_together_have_each_a_chain(text: str, expected: list[tuple[str, ...]], kit: Kit) -> None:
    assert told(read(text, kit)) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Toria and Velland said in a joint statement that Vellish troops had left Selm.", "joint statement of Toria and Velland"),
        ("Vellish troops had left Selm, Toria and Velland said in a joint communique on Friday.", "joint communique of Toria and Velland"),
        ("A joint statement by Toria and Velland said that Vellish troops had left Selm.", "joint statement of Toria and Velland"),
        ("Toria and Velland issued a joint statement saying that Vellish troops had left Selm.", "joint statement of Toria and Velland"),
    ],
)  # fmt: skip
def test_a_joint_statement_is_one_voice_and_one_origin(text: str, name: str, kit: Kit) -> None:
    (c,) = [c for c in read(text, kit) if c.kind == "withdrawal"]
    assert [s.name for s in c.says] == [name, "Daily Lantern"]
    root = origin_graph([c], {}, kit.register).root[c.id]
    assert (root.interest, root.jointly) == (None, ("TOR", "VEL"))


def test_independent_voices_are_two_origins(kit: Kit) -> None:
    claims = read("Toria and the Relief Society said that Vellish troops had shelled Kesh.", kit)
    assert {o.id for o in origin_graph(claims, {}, kit.register).root.values()} == {"TOR", "RELIEF"}


def test_who_goes_on_goes_on_for_both(kit: Kit) -> None:
    claims = read("Toria and Velland said the truce was holding. They said that three captives had been freed.", kit)
    assert [c.says[0].id for c in claims if c.kind == "exchange"] == ["TOR", "VEL"]


@pytest.mark.parametrize(
    "text",
    [
        "Toria and Velland accused each other of shelling Dorn.",
        "Toria and Velland said in a joint statement that Vellish troops had left Selm.",
        "The Torian and Vellish defence ministries denied that their troops had fired on Dorn.",
    ],
)
def test_party_swap(text: str, kit: Kit) -> None:
    def swapped(s: str) -> str:
        return re.sub(r"\b(?:Torian?|Velland|Vellish|TOR|VEL)\b", lambda m: SWAP[m.group()], s)

    straight = sorted(swapped(repr(told((c,)))) for c in read(text, kit))
    assert straight == sorted(repr(told((c,))) for c in read(swapped(text), kit))


def both(text: str, kit: Kit) -> list[tuple[tuple[Claim, ...], bool]]:
    """The claims of a text and of the text with its parties exchanged; whether they were."""
    swapped = re.sub(r"Torian|Vellish|Toria|Velland", lambda m: SWAP[m.group()], text)
    return [(read(text, kit), False), (read(swapped, kit), True)]


def test_a_pronoun_is_the_person_who_spoke_before_or_nobody_named(kit: Kit) -> None:
    spoken = (
        "Torian Defence Ministry spokesperson Ana Sarn said on Monday that the reports were false. According to her, Vellish forces "
        "shelled Kesh at 22:00. Torian forces will not withdraw, she said."
    )
    for claims, exchanged in both(spoken, kit):
        assert {(c.says[0].name, c.says[0].id) for c in claims} == {("Ana Sarn", "VEL" if exchanged else "TOR")}
    for text in ("According to her, Vellish forces shelled Kesh.", "Vellish forces shelled Kesh, she told Globe Wire."):
        for claims, _ in both(text, kit):
            assert [(c.says[0].name, c.says[0].id, c.says[0].kind) for c in claims] == [
                ("a person not named", None, "unknown")
            ]


@pytest.mark.parametrize(
    "against", ["contrary to what Velland claimed", "despite what Velland had said", "unlike what Velland reports"]
)
def test_what_is_said_against_is_no_voice(against: str, kit: Kit) -> None:
    for claims, exchanged in both(f"Toria said on Monday that Vellish troops had not left Selm, {against}.", kit):
        (c,) = claims
        assert [s.id for s in c.says] == ["VEL" if exchanged else "TOR", "lantern"]


def test_a_source_inside_a_ministry_is_not_the_ministry(kit: Kit) -> None:
    text = (
        "Three Torian prisoners may be handed over next week, Globe Wire reported, citing a source in the Vellish Defence Ministry. The "
        "source told Globe Wire that Toria had handed over seven bodies on Friday."
    )
    for claims, exchanged in both(text, kit):
        name = f"a source in the {'Torian' if exchanged else 'Vellish'} Defence Ministry"
        assert [(c.says[0].name, c.says[0].id) for c in claims] == [(name, None)] * 2
