"""Chains: on whose word a claim stands, origin first, publisher last.

Rules.
 C1. The speakers whose content holds the trigger, the innermost first; agencies and outlets stand after those they relay;
     who is cited stands before who cites.
 C2. A person who speaks for an organ is that organ; "the ministry", "he" are the last speaker that fits.
 C3. In an abstract the document's chain carries every sentence: a speaker of the same interest as its origin takes the
     origin's place, another stands before it; in an article the publisher stands last.
 C4. An agency named at the head of an article as the way it has a speaker by stays in the chain of that speaker, or of
     another of the same interest, further on; it is lent to nobody else.
 C5. A sentence without a speaker is the publisher's own (background), unless it goes on about a meeting or its
     participants told in the speech just before, or begins with "he", "the sides" in the same paragraph: then the chain is
     that of the speech (topic `chain_continued`).
 C6. Several who speak together are several voices, each with its chain (see `voices`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from truceline.claims.attribution import Attribution, Pair
from truceline.claims.claim import Speaker
from truceline.claims.instruments import is_instrument
from truceline.claims.languages.english_cues import ANONYMOUS, HEARSAY, MEDIA_WORDS, PASSED_ON
from truceline.claims.voices import (
    against_each_other,
    in_turn,
    instrument,
    one_word,
    organ_of,
    parts_of,
    rivals_of,
    sides_before,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.actors.register import Register
    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame
    from truceline.claims.kit import Kit
    from truceline.documents.document import Document

RELAYS = ("news_agency", "outlet")
UNNAMED = "unnamed source"  # of what "reportedly" was
NOT_NAMED = "a person not named"
_HE_OR_SHE = frozenset(["he", "she", "him", "her", "himself", "herself", "his", "hers"])
_SOURCE_IN = re.compile(
    r"\b(?:sources?|insiders?) (?:with|in|at|inside|within|from|close to|near|familiar with) |\b(?:unnamed|unidentified|anonymous) "
)
_THE_SOURCE = re.compile(r"(?:the|this|that|these|those) (?:same )?(?:sources?|insiders?)")
_SPEAKING = frozenset(
    ["speaking", "talking", "addressing", "writing", "reporting", "appearing", "visiting", "reached", "contacted"]
)
_THEIR = re.compile(
    r"(?:their|its|his|her) (?:commander|command|spokes\w+|head|chief|leader|press service|representative|deputy commander)"
)
_GOES_ON = re.compile(
    r"(?:the (?:two |three )?(?:sides|parties|leaders|ministers|presidents|countries|meeting|talks|conversation|participants|agenda)|both (?:sides|leaders|ministers|presidents|parties)|"
    r"they|he|she|participants in the|other (?:topics|issues|matters)|among (?:the|other) (?:topics|issues|participants)|also (?:present|attending|on the agenda|discussed))\b"
)
_OF_MEETING = re.compile(
    r"(?:(?:participants|those taking part|attendees) (?:in|of|at) the|other (?:topics|issues|matters)|among (?:the|other) (?:topics|issues|participants)|"
    r"also (?:present|attending|on the agenda)|the (?:meeting|talks|agenda|participants|session)|taking part in the)\b"
)
_OF_SERVICE = re.compile(r"\b(?:press service|statement|spokes\w+)\b.*")
_SPOKES = re.compile(
    r"\b(?:spokes\w+|press (?:service|secretary|office)|statement|website|page|channel|bulletin|representatives?|deputy head|officials?|sources?|briefing)\b"
)
_ANONYMOUS = re.compile(r"\b(?:sources?|officials?|residents?|witness\w*|locals|media|channels?|relatives)\b")
_LOCALS = re.compile(r"\b(?:media|channels?|residents?|relatives|witness)")


@dataclass
class Chains:
    """The memory of one document's speakers."""

    frame: Frame
    kit: Kit
    document: Document
    base: tuple[Speaker, ...] = ()
    publisher: Speaker | None = None
    last: tuple[Speaker, ...] = ()
    beside: tuple[tuple[Speaker, ...], ...] = ()  # the other voices that spoke with the last
    signers: dict[str, tuple[Speaker, ...]] = field(default_factory=dict)  # by the name of their one statement
    last_sentence: int = -9
    last_paragraph: int = -9
    last_met: bool = False
    relay: tuple[Speaker, tuple[Speaker, ...]] | None = None
    organs: dict[str, Speaker] = field(default_factory=dict)
    sources: dict[str, Speaker | None] = field(default_factory=dict)
    person: Speaker | None = None
    unnamed: Speaker | None = None  # the last source that was only said to be one
    body: Speaker | None = None

    def __post_init__(self) -> None:
        d, r = self.document, self.kit.register
        if d.publisher or d.source:
            s = (
                (r.source(d.source) if d.source else None)
                or r.source_named(d.publisher)
                or (r.source_named(d.address) if d.address else None)
            )
            actor = None if s else _named_actor(r, d.publisher)
            name = d.publisher or (s.names[0] if s and s.names else d.source or "")
            id = s.id if s else actor
            self.publisher = Speaker(name=name, id=id, kind=r.speaker_kind(id) if id else "unknown")  # type: ignore[arg-type]
        self.base = tuple(self.known(c) for c in d.chain) if d.kind == "abstract" else ()

    def known(self, c: str) -> Speaker:
        """A speaker by the id or name that a document's chain gives."""
        r = self.kit.register
        a, s = r.actor(c), r.source(c)
        if a is not None:
            name = next((n for ns in a.names.values() for n in ns), c)
            return Speaker(name=name, id=c, kind=r.speaker_kind(c))  # type: ignore[arg-type]
        if s is None:
            s = r.source_named(c)
        if s is not None:
            return Speaker(name=s.names[0] if s.names else c, id=s.id, kind=r.speaker_kind(s.id))  # type: ignore[arg-type]
        id = _named_actor(r, c)
        return Speaker(name=c, id=id, kind=r.speaker_kind(id) if id else "unknown")  # type: ignore[arg-type]

    def own(self, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
        """The speakers of a claim that the text itself names, origin first (C1); of several voices the first."""
        return self.voices(attributions)[0]

    def voices(self, attributions: Sequence[Attribution]) -> tuple[tuple[Speaker, ...], ...]:
        """The chain that the text itself names, origin first (C1), for each independent voice (C6); one empty chain where
        it names nobody. Instruments of no party are no speakers."""
        cited = {a.content for a in attributions if a.way == "S4"}
        sourced = [a for a in attributions if a.source]
        said = [self._said_by(a) for a in sourced]
        out: list[tuple[Speaker, ...]] = []
        for voice in in_turn(said):
            ranked: list[tuple[tuple[float, int], Speaker]] = []
            for a, s in [(a, s) for a, part in zip(sourced, voice, strict=True) for s in part]:
                if a.way == "told" and s.kind not in RELAYS and not MEDIA_WORDS & set(s.name.lower().split()):
                    continue
                size = a.content[1] - a.content[0]
                rank: float = (
                    -1 if a.way == "S20" else 0 if a.way == "S4" else 2 if s.kind in RELAYS or a.content in cited else 1
                )
                if a.way == "S4" and s.kind in RELAYS:
                    alone = not any(x.content == a.content and x is not a for x in attributions)
                    rank = 1 if len(attributions) > 1 and alone else 1.5
                ranked.append(((rank, size), s))
            chain: list[Speaker] = []
            for _, s in sorted(ranked, key=lambda x: x[0]):
                if not any(_same(s, c) for c in chain):
                    chain.append(s)
            out.append(tuple(chain))
        return tuple(dict.fromkeys(out))

    def _said_by(self, a: Attribution) -> list[tuple[Speaker, ...]]:
        """For each voice of one piece of speech its speakers, origin first: who said it and who passed it on."""
        if a.source is None:
            return [()]
        f, pair = self.frame, a.source
        if a.way == "S20":
            heard = [w.low for w in f.words[pair[0] : pair[1]]]
            name = f.text[f.words[pair[0]].start : f.words[pair[1] - 1].end] if heard[-1] in HEARSAY else UNNAMED
            return [(Speaker(name=name),)]
        passed = next(
            (k for k in range(pair[0] + 1, pair[1] - 2) if f.words[k + 1].low == "by" and f.words[k].low in PASSED_ON),
            -1,
        )
        relay: tuple[Speaker, ...] = ()
        if passed > 0:
            found = self.speaker((passed + 2, pair[1]))
            relay = () if found is None else (found,)
            end = passed
            while end > pair[0] + 1 and f.words[end - 1].low in (",", "who", "was", "were", "and", "as"):
                end -= 1
            pair = pair[0], end
        speaking = next(
            (k for k in range(pair[0] + 1, pair[1] - 1) if f.words[k].low == "," and f.words[k + 1].low in _SPEAKING),
            -1,
        )
        pair = pair if speaking < 0 else (pair[0], speaking)
        sides = sides_before(f, self.kit.register, pair, a.sentence)
        words = " ".join(w.low for w in f.words[pair[0] : pair[1]])
        if sides:
            several = [self.known(id) for id in sides]
        elif words in ("they", "both", "the two") and self.beside and a.sentence - self.last_sentence <= 2:
            several = [own[0] for own in (*self.beside, self.last)]
        else:
            parts = parts_of(f, pair)
            if len(parts) == 1 and against_each_other(f, a):
                parts = rivals_of(f, pair)
            several = [s for p in parts if (s := self.speaker(p)) is not None]
            if len(parts) > 1:
                several = [self._organ(pair, s) for s in several]
        if len(several) > 1 and all(s.kind not in RELAYS for s in several) and (word := one_word(f, a)):
            signed = instrument(word, [self.known(s.id) if s.id else s for s in several])
            self.signers[signed.name] = tuple(several)
            return [(signed, *relay)]
        return [(s, *relay) for s in several] or [relay]

    def _organ(self, pair: Pair, s: Speaker) -> Speaker:
        """The organ of a party where the source names the organs of several at once."""
        party = next((e for e in self.frame.entities_in(*pair) if e.id == s.id), None)
        found = organ_of(self.frame, pair, party, self.kit.register) if party is not None else None
        return s if found is None else self.known(found)

    def speaker(self, pair: Pair) -> Speaker | None:
        """Who the words of a source name (C2); None for an instrument."""
        f, r = self.frame, self.kit.register
        text = f.text[f.words[pair[0]].start : f.words[pair[1] - 1].end].strip(" ,\"“”'")
        low = text.lower()
        if is_instrument(text) or low in ("nothing", "nobody", "no one", "none"):
            return None
        if low in _HE_OR_SHE:
            return self.person or self.body or Speaker(name=NOT_NAMED)
        if _THE_SOURCE.fullmatch(low):
            return self.unnamed or Speaker(name=UNNAMED)
        if low in (
            "who",
            "the official",
            "the minister",
            "the president",
            "the spokesman",
            "the spokeswoman",
            "the spokesperson",
            "the commander",
            "the leader",
            "the diplomat",
        ):
            return self.person or self.body or Speaker(name=text)
        if low in (
            "it",
            "they",
            "them",
            "the statement",
            "the report",
            "a statement",
            "which",
            "we",
            "the message",
            "the press release",
            "the communique",
        ):
            return self.body or self.person or Speaker(name=text)
        owner = self._owner(low, pair[0])
        if owner is not None:
            return owner
        source = self._source(text)
        inside = [e for e in f.entities_in(*pair) if e.form != "pronoun"]
        if source is None and not any(e.id for e in inside) and re.fullmatch(r"the [\w-]+", low):
            named = self._short(low.removeprefix("the "), pair[0])
            inside = [named] if named is not None else inside
        s = self._of_entities(text, low, inside, source, r)
        if s.kind not in RELAYS:
            if any(e.form == "person" for e in inside):
                self.person = s
            else:
                self.body = s
            head = _OF_SERVICE.sub("", low).split()
            for e in inside:
                if e.form in ("name",) and s.id:
                    self.organs[e.head] = s
            if head and s.id:
                self.organs.setdefault(head[-1], s)
        return s

    def _source(self, text: str) -> Speaker | None:
        if text not in self.sources:
            self.sources[text] = self._looked_up(text)
        return self.sources[text]

    def _looked_up(self, text: str) -> Speaker | None:
        r = self.kit.register
        hits = r.source_mentions(text)
        named = r.source_named(text)
        if named is None and len(hits) == 1 and len(hits[0].keys) == 1:
            named = r.source(hits[0].keys[0])
        if named is None:
            return None
        return Speaker(name=hits[0].form if hits else text, id=named.id, kind=r.speaker_kind(named.id))  # type: ignore[arg-type]

    def _owner(self, low: str, first: int) -> Speaker | None:
        """Whose "their commander", "its spokesman" is: the actor named just before in the same sentence."""
        if not _THEIR.fullmatch(low):
            return None
        i = bisect_left(self.frame.entities, first, key=lambda e: e.first)
        n = bisect_left(self.frame.sentences, first + 1, key=lambda s: s.first) - 1
        begin = self.frame.sentences[max(0, n)].first
        form = "person" if low.startswith(("his", "her")) else "name"
        found = [e for e in self.frame.entities[max(0, i - 8) : i] if e.first >= begin and e.id and e.form == form]
        if not found:
            return self.person if form == "person" else None
        id = found[0].id or ""
        return Speaker(name=found[0].name, id=id, kind=self.kit.register.speaker_kind(id))  # type: ignore[arg-type]

    def _short(self, head: str, first: int) -> Entity | None:
        """The organ named in full before: "the Society" of "Relief Society"; none where two would fit."""
        i = bisect_left(self.frame.entities, first, key=lambda e: e.first)
        found = [e for e in self.frame.entities[max(0, i - 40) : i] if e.form == "name" and e.id and e.head == head]
        return found[-1] if len({e.id for e in found}) == 1 else None

    def _of_entities(self, text: str, low: str, inside: list[Entity], source: Speaker | None, r: Register) -> Speaker:
        if source is not None and source.kind in RELAYS and not any(e.id and e.form == "person" for e in inside):
            return source
        spokes = _SPOKES.search(
            low,
        )
        named = [e for e in inside if e.id]
        persons = [e for e in inside if e.form == "person"]
        organs = [e for e in named if e.form != "person"]
        anonymous = _ANONYMOUS.search(low) and not persons
        if anonymous and _SOURCE_IN.search(low):
            self.unnamed = Speaker(name=text)
            return self.unnamed
        if persons and not (spokes and not persons[0].id and (organs or persons[0].office)):
            p = persons[0]
            state = p.office_state
            kind = r.speaker_kind(p.id) if p.id else (r.speaker_kind(state) if state else "individual")
            if p.id is None and organs and (organs[0].first > p.first or not state):
                o = organs[0]
                return Speaker(name=p.name, id=o.id, kind=r.speaker_kind(o.id))  # type: ignore[arg-type]
            return Speaker(name=p.name, id=p.id or state, kind=kind)  # type: ignore[arg-type]
        if organs:
            e = organs[0]
            if anonymous and e.form != "name":
                if _LOCALS.search(low):
                    return Speaker(name=text)
                return Speaker(name=text, id=e.id, kind=r.speaker_kind(e.id or ""))  # type: ignore[arg-type]
            name = e.name if e.form != "people" else text
            return Speaker(name=name, id=e.id, kind=r.speaker_kind(e.id or ""))  # type: ignore[arg-type]
        if persons and persons[0].office_state:
            p = persons[0]
            return Speaker(name=p.name, id=p.office_state, kind=r.speaker_kind(p.office_state or ""))  # type: ignore[arg-type]
        if source is not None:
            return source
        words = low.split()
        if low.startswith("the ") and words[-1] in self.organs:
            return self.organs[words[-1]]
        if (
            low.startswith("the ")
            and len(words) == 2
            and words[-1]
            in (
                "ministry",
                "presidency",
                "agency",
                "mission",
                "service",
                "committee",
                "department",
                "government",
                "authorities",
                "office",
                "contingent",
                "outlet",
                "newspaper",
            )
        ):
            first = self.base[0] if self.base else None
            body = self.body if self.body is not None and self._fits(words[-1], self.body) else None
            return (
                body
                or first
                or (
                    self.publisher
                    if self.publisher and self.publisher.id and self.publisher.kind not in RELAYS
                    else None
                )
                or Speaker(name=text)
            )
        if words and words[-1] in ANONYMOUS:
            return Speaker(name=text)
        return Speaker(name=text, kind="individual" if persons else "unknown")

    def _fits(self, noun: str, s: Speaker) -> bool:
        """Whether "the ministry", "the government" may be this speaker: its name says so, or its kind."""
        if noun in s.name.lower():
            return True
        actor = self.kit.register.actor(s.id) if s.id else None
        known = {n.lower() for ns in actor.names.values() for n in ns} if actor is not None else set()
        if any(noun in n for n in known):
            return True
        kinds = {
            "government": ("state",),
            "authorities": ("state", "de_facto_authority"),
            "contingent": ("peacekeeper",),
            "mission": ("peacekeeper", "international_org"),
        }
        return actor is not None and actor.kind in kinds.get(noun, ())

    def heard(
        self, voices: Sequence[tuple[Speaker, ...]], sentence: int, first: int
    ) -> list[tuple[tuple[Speaker, ...], bool, bool]]:
        """For each voice what `says` gives; where nobody is named, for each voice that goes on."""
        out, spoke = [], []
        for own in voices:
            out.append(self.says(own, sentence, first))
            spoke.append(self.last)
        if voices[0]:
            self.beside = tuple(spoke[:-1])
        elif out[0][2]:
            out += [(self._published(own), False, True) for own in self.beside]
        return out

    def says(self, own: tuple[Speaker, ...], sentence: int, first: int) -> tuple[tuple[Speaker, ...], bool, bool]:
        """The whole chain; whether it is background; whether it was continued (C3-C5)."""
        s = self.frame.sentences[sentence]
        continued = False
        if self.base:
            chain = self._on_base(own)
            only = all(
                self.publisher is not None
                and ((c.id == self.publisher.id and c.id is not None) or c.name == self.publisher.name)
                for c in chain
            )
            return self._published(chain), only, False
        if not own:
            own, continued = self._continued(sentence, first)
            if not own:
                return self._published(()), True, False
        elif not continued:
            own = self._relayed(own, sentence)
            self.last, self.last_sentence, self.last_paragraph, self.beside = own, sentence, s.paragraph, ()
        return self._published(own), False, continued

    def _on_base(self, own: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        if not own:
            return self.base
        party = self.kit.register.party_of
        last, origin = own[-1], self.base[0]
        if _same(last, origin) or (
            last.id and origin.id and party(last.id) == party(origin.id) and last.kind not in RELAYS
        ):
            return (*own, *(b for b in self.base[1:] if not any(_same(b, o) for o in own)))
        at = next((i for i, b in enumerate(self.base) if _same(b, last)), None)
        if at is not None:
            return (*self.base[:at], *own) if len(own) == 1 else (*own, *self.base[at + 1 :])
        return (*own, *(b for b in self.base if not any(_same(b, o) for o in own)))

    def _published(self, chain: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        p = self.publisher
        if p is None or (chain and _same(chain[-1], p)):
            return chain
        return (*chain, p)

    def _relayed(self, own: tuple[Speaker, ...], sentence: int) -> tuple[Speaker, ...]:
        relays = tuple(s for s in own if s.kind in RELAYS)
        origin = own[0]
        if relays and origin.kind not in RELAYS and sentence <= 2 and self.relay is None:
            self.relay = (origin, relays)
        if self.relay is not None and not relays and self._one_interest(origin, self.relay[0]):
            return (*own, *self.relay[1])
        return own

    def _one_interest(self, a: Speaker, b: Speaker) -> bool:
        if _same(a, b):
            return True
        party = self.kit.register.party_of
        return a.id is not None and b.id is not None and party(a.id) == party(b.id)

    def _continued(self, sentence: int, first: int) -> tuple[tuple[Speaker, ...], bool]:
        f, s = self.frame, self.frame.sentences[sentence]
        if not self.last or sentence != self.last_sentence + 1:
            return (), False
        start = f.low[s.start : s.start + 80].lstrip("-–—•* ")
        same = s.paragraph == self.last_paragraph and _GOES_ON.match(start)
        about = self.last_met and _OF_MEETING.match(start)
        if same or about:
            self.last_sentence, self.last_paragraph = sentence, s.paragraph
            return self.last, True
        return (), False


def _same(a: Speaker, b: Speaker) -> bool:
    return a.id == b.id if a.id and b.id else a.name.casefold() == b.name.casefold()


def _named_actor(r: Register, name: str) -> str | None:
    hits = [h for h in r.mentions(name) if len(h.keys) == 1] if name else []
    bare = name.removesuffix(" (website)")
    whole = [h for h in hits if h.start <= (4 if name.lower().startswith("the ") else 0) and h.end >= len(bare)]
    return whole[0].keys[0] if whole else None
