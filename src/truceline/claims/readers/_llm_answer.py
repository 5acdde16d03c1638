"""From a language model's answer to claims. Pure; nothing of the answer is believed unchecked.

Rules.
 A1. An answer that is not JSON by the schema gives nothing; a claim of it that is not, is set aside alone.
 A2. The quotation must stand in the part that was asked about, letter by letter but for white space; the span is the
     document's own words. Else the claim is set aside.
 A3. A speaker, actor, place, time or number whose words do not stand in that part is left out, and counted.
 A4. Ids, dates, coordinates and numbers come from our normalisers at those words, or not at all.
 A5. Where the rules read the same deed in the same words as denied, planned, demanded or provided, an assertion of the
     model gives way to them (topic `act_by_rules`): the costliest error is not left to a model.
 A6. No speaker named in the answer is the publisher's own word. A speaker is never taken over from another sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.chains import Chains
from truceline.claims.claim import (
    CODES,
    Act,
    ActorRef,
    ActorRole,
    Claim,
    Kind,
    Polarity,
    Reader,
    Span,
    Speaker,
    with_id,
)
from truceline.claims.evaluate import NOT_ASSERTED
from truceline.claims.marks import Marks, best
from truceline.claims.readers._llm_prompt import UNITS
from truceline.claims.reading import Reading, SetAside
from truceline.values.count import Count
from truceline.values.place import PlaceRole, Where

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.claims.reply import Reply
    from truceline.documents.document import Document, Text
    from truceline.values.time import When

NAME, VERSION = "llm", "1"
LONGEST = 1500  # code points of a quotation
MOST = 400  # claims of one answer
NOT_JSON = "an answer of the language model that is not JSON by the schema"
NOT_VERBATIM = "a quotation of the language model that the document does not hold"
NOT_BY_SCHEMA = "a claim of the language model that is not by the schema"
FOREIGN_NAME = "a name given by the language model that the document does not hold"
FOREIGN_TIME = "a time given by the language model that the document does not hold or our reader does not date"
FOREIGN_NUMBER = "a number given by the language model that the document does not hold"


class Named(msgspec.Struct, frozen=True):
    """A name and the role it plays."""

    name: str
    role: str = ""


class Counted(msgspec.Struct, frozen=True):
    """A number and what it counts."""

    number: str
    what: str


class Item(msgspec.Struct, frozen=True):
    """One claim of an answer."""

    quote: str
    act: Act
    kind: Kind
    polarity: Polarity = "holds"
    conditional: bool = False
    code: str | None = None
    says: tuple[str, ...] = ()
    actors: tuple[Named, ...] = ()
    time: str | None = None
    places: tuple[Named, ...] = ()
    counts: tuple[Counted, ...] = ()


class _Answer(msgspec.Struct, frozen=True):
    claims: tuple[msgspec.Raw, ...]


def is_answer(words: str) -> bool:
    """Whether an answer is JSON with a list of claims, whatever is in them."""
    return _decoded(words) is not None


def _decoded(words: str) -> _Answer | None:
    stripped = words.strip()
    if stripped.startswith("```"):
        stripped = re.sub(r"\A```\w*\s*|\s*```\Z", "", stripped)
    try:
        return msgspec.json.decode(stripped.encode("utf-8", "replace"), type=_Answer)
    except (msgspec.DecodeError, RecursionError):
        return None


def claims_of(
    replies: Iterable[Reply], text: Text, document: Document, kit: Kit, marks: Marks, rules: Sequence[Claim]
) -> Reading:
    """The claims of all answers about a text. rules: what the rules made of it (A5)."""
    run = _Run(text, document, kit, marks, rules)
    for r in sorted(replies, key=lambda r: (r.start, r.end)):
        run.answer(r)
    claims = sorted(dict.fromkeys(run.claims), key=lambda c: (c.span.start or 0, c.span.end or 0))
    return Reading(claims=tuple(claims), set_aside=tuple(run.aside))


class _Run:
    def __init__(self, text: Text, document: Document, kit: Kit, marks: Marks, rules: Sequence[Claim]) -> None:
        self.text, self.document, self.kit, self.marks = text, document, kit, marks
        self.rules = [c for c in rules if c.act in NOT_ASSERTED]
        self.chains = Chains(marks.frame, kit, document)
        self.claims: list[Claim] = []
        self.aside: list[SetAside] = []
        self.lo = self.hi = 0

    def leave(self, why: str, start: int | None = None, end: int | None = None) -> None:
        a, b = self.lo if start is None else start, self.hi if end is None else end
        self.aside.append(SetAside(span=Span(start=a, end=b, text=self.text.text[a : min(b, a + 80)]), why=why))

    def answer(self, reply: Reply) -> None:
        """The claims of one answer."""
        self.lo, self.hi = max(0, reply.start), min(len(self.text.text), reply.end)
        decoded = _decoded(reply.answer)
        if decoded is None:
            self.leave(NOT_JSON)
            return
        reader = Reader(name=NAME, version=f"{VERSION} {reply.model}"[:120])
        for raw in decoded.claims[:MOST]:
            try:
                item = msgspec.json.decode(raw, type=Item)
            except (msgspec.ValidationError, RecursionError):
                self.leave(NOT_BY_SCHEMA)
                continue
            claim = self.claim(item, reader)
            if claim is not None:
                self.claims.append(claim)
        if len(decoded.claims) > MOST:
            self.leave(f"claims of one answer beyond {MOST}")

    def claim(self, item: Item, reader: Reader) -> Claim | None:
        """One claim, or None with the reason counted."""
        if item.code is not None and item.code not in CODES:
            self.leave(NOT_BY_SCHEMA)
            return None
        span = self.find(item.quote, self.lo, self.hi) if len(item.quote) <= LONGEST else None
        if span is None or not any(c.isalpha() for c in item.quote):
            self.leave(NOT_VERBATIM)
            return None
        a, b = span
        says, background = self.says(item, a)
        act, polarity, topics = self.careful(item, a, b)
        return with_id(
            Claim(
                document=self.document.id, text_digest=self.text.digest, span=Span(start=a, end=b, text=self.text.text[a:b]),
                says=says, background=background, act=act, polarity=polarity, conditional=item.conditional, kind=item.kind,
                code=item.code, actors=self.actors(item, a, b), when=self.when(item, a, b), where=self.where(item, a, b),
                counts=self.counts(item, a, b), topics=topics, reader=reader,
            )
        )  # fmt: skip

    def find(self, words: str, lo: int, hi: int, near: int | None = None) -> tuple[int, int] | None:
        """Code points of the words within [lo, hi): the first occurrence, or the one nearest to `near`."""
        bits = words.split()
        if not bits or len(words) > LONGEST:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, bits)))
        found: tuple[int, int] | None = None
        for n, m in enumerate(pattern.finditer(self.text.text, lo, hi)):
            if found is None or (near is not None and abs(m.start() - near) < abs(found[0] - near)):
                found = m.span()
            if near is None or n > 200 or m.start() > near:
                break
        return found

    def beside(self, words: str, a: int, b: int) -> tuple[int, int] | None:
        """The words in the quotation, else nearest to it in the part."""
        return self.find(words, a, b) or self.find(words, self.lo, self.hi, near=a)

    def says(self, item: Item, a: int) -> tuple[tuple[Speaker, ...], bool]:
        """The chain with the publisher last, and whether it is the publisher's own word (A6)."""
        own: list[Speaker] = []
        for name in item.says[:8]:
            at = self.find(name, self.lo, self.hi, near=a)
            p = self.chains.publisher
            if at is None and not (p is not None and name.casefold() == p.name.casefold()):
                self.leave(FOREIGN_NAME)
                continue
            s = self.chains.known(name)
            mark = best(self.marks.actors, *at) if at is not None and s.id is None else None
            if mark is not None and (mark.id or mark.office_state):
                id = mark.id or mark.office_state
                s = Speaker(name=name, id=id, kind=self.kit.register.speaker_kind(id or ""))  # type: ignore[arg-type]
            if all((s.id or s.name) != (x.id or x.name) for x in own):
                own.append(s)
        n, first = self.sentence(a)
        self.chains.last, self.chains.relay = (), None
        says, background, _ = self.chains.says(tuple(own), n, first)
        return says, background

    def sentence(self, a: int) -> tuple[int, int]:
        from bisect import bisect_right

        n = max(0, bisect_right(self.marks.frame.sentences, a, key=lambda s: s.start) - 1)
        return n, self.marks.frame.sentences[n].first

    def careful(self, item: Item, a: int, b: int) -> tuple[Act, Polarity, tuple[str, ...]]:
        """The act, the more careful of the model's and the rules' (A5)."""
        if item.act == "denies":
            return item.act, "does_not_hold", ()
        if item.act in NOT_ASSERTED or item.polarity != "holds":
            return item.act, item.polarity, ()
        rivals = [c for c in self.rules if c.kind == item.kind and (c.span.start or 0) < b and a < (c.span.end or 0)]
        if not rivals:
            return item.act, item.polarity, ()
        near = max(rivals, key=lambda c: min(b, c.span.end or 0) - max(a, c.span.start or 0))
        return near.act, near.polarity, ("act_by_rules",)

    def actors(self, item: Item, a: int, b: int) -> tuple[ActorRef, ...]:
        """Actors by the register."""
        out: list[ActorRef] = []
        for x in item.actors[:40]:
            at = self.beside(x.name, a, b)
            role = _role(x.role, ActorRole, "agent")
            if at is None:
                self.leave(FOREIGN_NAME)
                continue
            m = best(self.marks.actors, *at)
            if m is None:
                out.append(ActorRef(name=self.text.text[at[0] : at[1]], role=role))  # type: ignore[arg-type]
            else:
                out.append(ActorRef(name=m.name, id=m.id, role=role, office=m.office, office_state=m.office_state))  # type: ignore[arg-type]
        return tuple(dict.fromkeys(out))

    def where(self, item: Item, a: int, b: int) -> tuple[Where, ...]:
        """Places by the gazetteer; a name it does not hold keeps its words and gets no point."""
        out: list[Where] = []
        for x in item.places[:40]:
            at = self.beside(x.name, a, b)
            if at is None:
                self.leave(FOREIGN_NAME)
                continue
            m = best(self.marks.places, *at)
            role = _role(x.role, PlaceRole, "at")
            if m is None:
                out.append(Where(name=self.text.text[at[0] : at[1]], role=role))  # type: ignore[arg-type]
            elif m.where.role != "at" or role == "at":
                out.append(m.where)
            else:
                out.append(self.kit.gazetteer.where(m.where.id or m.where.name, name=m.where.name, role=role))  # type: ignore[arg-type]
        return tuple(dict.fromkeys(out))

    def when(self, item: Item, a: int, b: int) -> When | None:
        """The time by our normaliser."""
        if item.time is None or not item.time.strip():
            return None
        at = self.beside(item.time, a, b)
        m = best(self.marks.times, *at) if at is not None else None
        if m is None:
            self.leave(FOREIGN_TIME)
        return m.when if m is not None else None

    def counts(self, item: Item, a: int, b: int) -> tuple[Count, ...]:
        """Numbers by our reader."""
        out: list[Count] = []
        for x in item.counts[:40]:
            at = self.beside(x.number, a, b)
            m = best(self.marks.numbers, *at) if at is not None else None
            if m is None or at is None or x.what not in UNITS:
                self.leave(FOREIGN_NUMBER)
                continue
            out.append(
                Count(what=x.what, low=m.low, best=m.best, high=m.high, text=self.text.text[min(at[0], m.start) : max(at[1], m.end)])
            )  # fmt: skip
        return tuple(dict.fromkeys(out))


def _role(word: str, roles: object, default: str) -> str:
    from typing import get_args

    return word if word in get_args(roles) else default
