"""Fifteen relays of one official bulletin, read by the reader: one origin. A sixteenth with an eyewitness: two."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from truceline.app.case import Case, open_case
from truceline.claims.claim import Claim
from truceline.claims.read import read
from truceline.documents.document import Document
from truceline.documents.incoming import Incoming
from truceline.documents.read_text import take_in
from truceline.events.event import Event
from truceline.events.fuse import fuse

HOME = Path(__file__).parents[1] / "cases" / "invented"
NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
           "Fourteen", "Fifteen")  # fmt: skip
BULLETIN = (
    "The Meridian peacekeepers said on 3 June 2019 that one violation of the ceasefire was recorded near Red Ford/Rau on "
    "2 June 2019. The peacekeepers said that shots were fired near Red Ford/Rau on 2 June 2019."
)
RELAYS = (
    "Meridian peacekeepers said that one violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019.",
    "According to the Meridian peacekeepers, one violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019.",
    "One violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019, the Meridian peacekeepers reported.",
    "The ceasefire was violated once near Red Ford/Rau on 2 June 2019, the Meridian peacekeepers said.",
    "Globe Wire reported, citing the Meridian peacekeepers, that one violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019.",
    "The peacekeepers said that a violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019.",
    "Shots were fired near Red Ford/Rau on 2 June 2019, the Meridian peacekeepers said.",
    "The Meridian peacekeepers recorded one violation of the ceasefire near Red Ford/Rau on 2 June 2019, Globe Wire reported.",
    "The Meridian peacekeepers said on 3 June 2019 that there was a breach of the ceasefire near Red Ford/Rau on 2 June 2019.",
    "Meridian peacekeepers reported a ceasefire violation near Red Ford/Rau on 2 June 2019.",
    "As the Meridian peacekeepers said, the ceasefire was violated near Red Ford/Rau on 2 June 2019.",
    "Meridian peacekeepers: one violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019.",
    "The Meridian peacekeepers told Globe Wire that one violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019.",
    'A ceasefire violation was recorded near Red Ford/Rau on 2 June 2019, "one violation", the Meridian peacekeepers said.',
    BULLETIN,
)
WITNESS = (
    "The Meridian peacekeepers said that one violation of the ceasefire was recorded near Red Ford/Rau on 2 June 2019. "
    "A shepherd said that shots were fired near Red Ford/Rau on 2 June 2019."
)


@cache
def case() -> Case:
    return open_case(HOME)


def document(name: str, publisher: str, hour: int, text: str) -> tuple[Document, list[Claim]]:
    page = f'---\ntitle: "{name}"\npublisher: "{publisher}"\npublished: 2019-06-03T{hour:02d}:00+04:00\nlanguage: en\n---\n{text}\n'
    taken = take_in(Incoming(data=page.encode(), name=f"{name}.md"), zone=case().zone)
    assert taken.text is not None
    return taken.document, list(read(taken.text, taken.document, case().kit).claims)


def told(*more: tuple[str, str]) -> tuple[list[Event], dict[str, str]]:
    """Events of the bulletin, its fifteen relays and more texts; and the name of the text of each claim."""
    texts = [("bulletin", "Defence Ministry of Meridia (website)", BULLETIN)]
    texts += [(f"relay {n}", f"Relay Gazette {n}", t) for n, t in zip(NUMBERS, RELAYS, strict=True)]
    texts += [(f"more {n}", publisher, text) for n, (publisher, text) in enumerate(more)]
    documents, claims, names = {}, [], {}
    for n, (name, publisher, text) in enumerate(texts):
        d, found = document(name, publisher, 6 + n, text)
        documents[d.id] = d
        claims += found
        names |= {c.id: name for c in found}
    return list(fuse(claims, documents, case().register, case().gazetteer).events), names


def supporting(events: list[Event]) -> set[str]:
    return {
        o.id for e in events if e.cls == "incident" for p in e.propositions if p.key == "occurred" for o in p.supporting
    }


def test_fifteen_relays_are_one_origin() -> None:
    events, names = told()
    incidents = [e for e in events if e.cls == "incident"]
    assert {names[m.claim] for e in incidents for m in e.members} == {"bulletin", *(f"relay {n}" for n in NUMBERS)}
    assert len(supporting(events)) == 1
    assert {e.occurrence for e in incidents} == {"alleged"}


def test_a_sixteenth_that_adds_an_eyewitness_makes_two() -> None:
    events, _ = told(("North Courier", WITNESS))
    assert len(supporting(events)) == 2
    assert any(o.startswith("unnamed:") for o in supporting(events))
    plain, _ = told(("North Courier", WITNESS.split(". ")[0] + "."))
    assert len(supporting(plain)) == 1
