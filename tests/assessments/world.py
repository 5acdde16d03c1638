"""An invented agreement of two parties and a group the text does not name, and ways to tell things about it."""

from __future__ import annotations

import msgspec

from truceline.actors.actor import Actor, Source
from truceline.actors.register import Register
from truceline.assessments.assess import assess
from truceline.assessments.assessment import Assessed
from truceline.claims.claim import ActorRef, Claim, Span, Speaker, with_id
from truceline.documents.document import Document
from truceline.events.fuse import fuse
from truceline.terms.parse import parse_agreement
from truceline.terms.term import Agreement
from truceline.values.place import Where
from truceline.values.time import DAY, When, parse_instant

TEXT = """
id: "pact"
title: An invented pact
signed: 2001-01-01
zone: UTC
from: 2001-01-02
parties: [ALF, BET]
readings:
  - {id: group-unnamed, question: who, says: nobody's, holder: text}
  - {id: group-of-alf, question: who, says: acts for Alf, holder: BET, acts_for: {GAM: ALF}}
  - {id: group-of-bet, question: who, says: acts for Bet, holder: ALF, acts_for: {GAM: BET}}
terms:
  - {id: fire, clause: "1", title: Fire stops, kind: ceasefire, says: x, duty: [ALF, BET], codes: [V1], source: s}
  - id: hill-alf
    clause: "2"
    title: Alf hands over the hill
    kind: transfer
    says: x
    duty: [ALF]
    beneficiary: [BET]
    where: [alf-hill]
    by: 2001-02-01
    source: s
    readings:
      - {id: by-alf, question: by, says: x, holder: text}
      - {id: before-alf, question: by, says: x, holder: text, sets: {before: 2001-02-01}}
    amendments:
      - {date: 2001-01-20, public: 2001-01-25, instrument: oral_announcement, says: later, consent: [ALF, BET], sets: {by: 2001-02-10}, source: s}
  - id: hill-bet
    clause: "2"
    title: Bet hands over the hill
    kind: transfer
    says: x
    duty: [BET]
    beneficiary: [ALF]
    where: [bet-hill]
    by: 2001-02-01
    source: s
    readings:
      - {id: by-bet, question: by, says: x, holder: text}
      - {id: before-bet, question: by, says: x, holder: text, sets: {before: 2001-02-01}}
    amendments:
      - {date: 2001-01-20, public: 2001-01-25, instrument: oral_announcement, says: later, consent: [ALF, BET], sets: {by: 2001-02-10}, source: s}
  - {id: persons, clause: "3", title: Exchange, kind: exchange, says: x, duty: [ALF, BET], source: s}
  - {id: plan, clause: "4", title: A plan, kind: process, says: x, duty: [ALF, BET], within: {amount: 10, unit: days, after: persons}, params: {subjects: [plan], result: plan}, source: s}
"""


def state(id: str, opposes: tuple[str, ...] = ()) -> Actor:
    return Actor(id=id, kind="state", names={"en": (f"Land of {id}",)}, opposes=opposes)


REGISTER = Register(
    (state("ALF", ("BET",)), state("BET", ("ALF",)), state("GAM"), state("OBS")),
    (),
    (Source(id="wire", kind="news_agency", names=("Wire",)),),
)


def agreement(text: str = TEXT) -> Agreement:
    return parse_agreement(text, "pact.yaml", actor_ids={"ALF", "BET", "GAM", "OBS"}, zone_ids={"alf-hill", "bet-hill"})


def day(n: int, *, length: int = 1) -> When:
    t = parse_instant("2001-01-01", zone="UTC") + n * DAY
    return When(earliest=t, latest=t + length * DAY, precision="T2", zone="UTC", zone_basis="stated")


def tell(
    kind: str,
    on: int,
    *,
    by: str = "OBS",
    act: str = "asserts",
    agent: str | None = None,
    where: str | None = None,
    code: str | None = None,
    polarity: str = "holds",
    topics: tuple[str, ...] = (),
    document: str = "",
    told_on: int | None = None,
    words: str = "",
    conditional: bool = False,
) -> tuple[Claim, Document]:
    """One claim with the document that carries it, published on its day; or on `told_on`, without a time of its own, where
    `words` are told instead."""
    doc = Document(
        id=document or f"doc-{by}-{on}",
        publisher=by,
        published=day(on if told_on is None else told_on),
        release="public",
    )
    text = words or f"{by} {act} {kind} {on} {agent} {where} {topics} {polarity}"
    return with_id(
        Claim(
            document=doc.id,
            span=Span(start=0, end=len(text), text=text),
            says=(Speaker(name=f"Land of {by}", id=by),),
            act=act,  # type: ignore[arg-type]
            polarity=polarity,  # type: ignore[arg-type]
            kind=kind,  # type: ignore[arg-type]
            code=code,
            actors=(ActorRef(name=agent, id=agent),) if agent else (),
            when=None if words else day(on),
            conditional=conditional,
            where=(Where(name=where, id=where),) if where else (),
            topics=topics,
        )
    ), doc


def judged(
    told: list[tuple[Claim, Document]],
    *,
    as_of: int = 60,
    register: Register = REGISTER,
    pact: Agreement | None = None,
    **kw: object,
) -> Assessed:
    """The pact judged on these, at the end of day `as_of`."""
    claims = [c for c, _ in told]
    documents = {d.id: d for _, d in told}
    events = fuse(claims, documents, register, None).events
    at = parse_instant("2001-01-01", zone="UTC") + (as_of + 1) * DAY
    return assess(pact or agreement(), events, claims, documents, register, (), as_of=at, **kw)  # type: ignore[arg-type]


def swapped_text(text: str) -> str:
    """ALF and BET exchanged, in ids and names of any case."""
    for a, b in (("ALF", "BET"), ("Alf", "Bet"), ("alf", "bet")):
        text = text.replace(a, "\0").replace(b, a).replace("\0", b)
    return text


def swapped(told: list[tuple[Claim, Document]]) -> list[tuple[Claim, Document]]:
    """Claims and documents with the two exchanged."""
    raw = swapped_text(msgspec.json.encode([(c, d) for c, d in told]).decode())
    pairs = msgspec.json.decode(raw, type=list[tuple[Claim, Document]])
    return [(with_id(c), d) for c, d in pairs]
