"""Bulletins of ministries, services, peacekeepers and agencies in a language that a table describes: text to claims.

For each sentence: names, times, numbers; words of speech and who stands beside them; the words that tell a kind; and for
each kind one claim with the act that the speech and the clause give it. Every step is linear in the text.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from truceline.claims.bulletin_counts import counts_in, numbers_in
from truceline.claims.bulletin_lexicon import KindRule, Lexicon
from truceline.claims.bulletin_names import Named, Names
from truceline.claims.bulletin_roles import roles
from truceline.claims.bulletin_speech import Spoken, spoken_in
from truceline.claims.bulletin_times import Timed, find_times, said_at
from truceline.claims.claim import ACTS, Act, ActorRef, Claim, Reader, Span, Speaker, with_id
from truceline.claims.frame import Frame
from truceline.claims.reading import Reading, SetAside
from truceline.claims.sentences import sentences_of, words_of
from truceline.claims.settling import CALM

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.documents.document import Document, Text
    from truceline.values.place import PlaceRole, Where
    from truceline.values.time import When

READER = Reader(name="rules", version="1")
RELAYS = ("news_agency", "outlet")
_ACT: dict[str, Act] = {
    "deny": "denies", "accuse": "accuses", "admit": "admits", "undertake": "undertakes", "expect": "expects",
    "demand": "expects", "announce": "announces", "withdraw": "withdraws", "correct": "corrects",
}  # fmt: skip
_SELF = frozenset({"undertakes", "admits", "announces"})
_PROVIDED = frozenset({
    "ceasefire", "standstill", "deployment", "withdrawal", "transfer", "corridor", "exchange", "return",
    "reconstruction", "movement", "access",
})  # fmt: skip


class Told(NamedTuple):
    """A kind found at [start, end)."""

    start: int
    end: int
    rule: KindRule
    code: str | None


def read_bulletin(text: Text, document: Document, kit: Kit, lexicon: Lexicon) -> Reading:
    """The claims of a text in the language of the lexicon."""
    return _Run(text, document, kit, lexicon).read()


def names_of(kit: Kit, lexicon: Lexicon) -> Names:
    """The names of the kit's register in a language, made once."""
    cache = kit.__dict__.setdefault("_bulletin_names", {})
    if lexicon.code not in cache:
        cache[lexicon.code] = Names(kit.register, lexicon)
    found: Names = cache[lexicon.code]
    return found


class _Run:
    def __init__(self, text: Text, document: Document, kit: Kit, lexicon: Lexicon) -> None:
        from truceline.claims.chains import Chains

        self.text, self.document, self.kit, self.lex = text, document, kit, lexicon
        self.low = lexicon.lower(text.text).replace("\n", " ").replace("\u00a0", " ")
        words = words_of(text.text)
        self.sentences = sentences_of(text.text, words)
        frame = Frame(text.text, self.low, words, self.sentences, bytearray(len(words)), [])
        self.chains = Chains(frame, kit, document)
        self.names = names_of(kit, lexicon)
        self.said = said_at(document.published, kit.zone)
        self.places = kit.gazetteer.mentions(text.text, endings=lexicon.place_endings, forms=lexicon.place_forms)
        self.next_place = 0
        self.claims: list[Claim] = []
        self.told_in: list[int] = []  # the sentence of each claim
        self.aside: list[SetAside] = []
        self.last: tuple[Speaker, ...] = ()
        self.last_paragraph = -1

    def read(self) -> Reading:
        """Sentence by sentence; what an abbreviation parted is joined again."""
        i = 0
        while i < len(self.sentences):
            a, b, n = self.sentences[i].start, self.sentences[i].end, i
            while (
                i + 1 < len(self.sentences)
                and b - a < 2000
                and self.lex.abbreviations.search(self.low[max(a, b - 12) : b])
                and self.sentences[i + 1].paragraph == self.sentences[i].paragraph
            ):
                i += 1
                b = self.sentences[i].end
            self.sentence(n, a, b)
            i += 1
        return Reading(claims=tuple(dict.fromkeys(self.claims)), set_aside=tuple(self.aside))

    def sentence(self, n: int, a: int, b: int) -> None:
        """The claims of the sentence [a, b): each part that a contrast parts off and that has a kind by itself."""
        low, text = self.low[a:b], self.text.text[a:b]
        named = self.names.find(text, low)
        spoken = spoken_in(low, named, self.lex)
        cuts = [0]
        for m in self.lex.breaks.finditer(low):
            if any(s.start >= m.end() and s.source is not None for s in spoken) and any(
                s.end <= m.start() for s in spoken
            ):
                cuts.append(m.end())
        cuts.append(len(low))
        for first, last in itertools.pairwise(cuts):
            inside = [s for s in spoken if first <= s.start < last]
            self.part(n, a, low, first, last, [x for x in named if first <= x.start < last], inside)

    # --- speech ------------------------------------------------------------------------------------------------------
    def speaker(self, n: Named) -> Speaker:
        """A named source as a link of a chain."""
        kind = self.kit.register.speaker_kind(n.id) if n.id else "unknown"
        return Speaker(name=n.name, id=n.id, kind=kind)  # type: ignore[arg-type]

    def chain(self, n: int, spoken: list[Spoken]) -> tuple[tuple[Speaker, ...], bool, tuple[Speaker, ...]]:
        """The whole chain, whether it is background, and the speakers the sentence names, origin first."""
        ranked: list[tuple[int, int, Speaker]] = []
        for s in spoken:
            if s.source is not None:
                who = self.speaker(s.source)
                rank = 0 if s.cls == "cite" else 2 if who.kind in RELAYS or any(x.cls == "cite" for x in spoken) else 1
                ranked.append((rank, s.start, who))
        own: list[Speaker] = []
        for _, _, who in sorted(ranked, key=lambda x: (x[0], x[1])):
            if all((who.id or who.name) != (x.id or x.name) for x in own):
                own.append(who)
        paragraph = self.sentences[n].paragraph
        if not own and spoken and self.last and paragraph - self.last_paragraph <= 1:
            own = list(self.last)  # "it was said there": a cue without its source goes on
        if own:
            self.last, self.last_paragraph = tuple(own), paragraph
        says, background, _ = self.chains.says(tuple(own), n, self.sentences[n].first)
        return says, background, tuple(own)

    # --- claims ------------------------------------------------------------------------------------------------------
    def part(self, n: int, a: int, low: str, first: int, last: int, named: list[Named], spoken: list[Spoken]) -> None:
        """The claims of one part of a sentence."""
        body = low[first:last]
        told = self.kinds(body, first, named)
        if told and self.lex.unconfirmed.search(body):
            self.leave(a + first, a + last, "neither confirmed nor denied")
            return
        says, background, own = self.chain(n, spoken)
        if not told:
            if own and not background and self.lex.about_it.match(body):
                self.told_before(n, says)
            elif spoken:
                self.leave(a + first, a + last, "speech that tells none of the kinds")
            return
        sources = {s.source for s in spoken if s.source is not None}
        looks = (self.lex.future, self.lex.plans, self.lex.provides, self.lex.expects)
        forward = any(p.search(body) for p in looks)
        times, bad = find_times(body, self.lex.times, said=self.said, zone=self.kit.zone, forward=forward)
        for x in bad:
            self.leave(a + first + x.start, a + first + x.end, "a date that cannot be")
        taken = [(x.start + first, x.end + first) for xs in (times, bad) for x in xs] + [
            (x.start, x.end) for x in named
        ]
        numbers = numbers_in(body, self.lex, [(x - first, y - first) for x, y in taken])
        others = [
            x
            for x in named
            if x not in sources and x.form != "source" and not self.lex.media.match(low[x.end : x.end + 24])
        ]
        wheres = self.wheres(a, first, last, named)
        for t in told:
            act, polarity, topics, conditional = self.standing(body, t, spoken)
            counts = counts_in(body, self.lex, numbers, t.rule.kind)
            if (
                act == "asserts"
                and polarity == "holds"
                and t.rule.kind in ("violation", "violence")
                and any(c.what in ("times", "violations", "cases", "incidents", "explosions", "shots") for c in counts)
            ):
                act = "counts"
            code = t.code
            if code == CALM:  # the word that there was no breach
                polarity, code = "holds" if polarity == "does_not_hold" else "does_not_hold", None
            refs = self.actors(low, t, others, own, act, body)
            claim = Claim(
                document=self.document.id, text_digest=self.text.digest,
                span=Span(start=a + first, end=a + last, text=self.text.text[a + first : a + last]),
                says=says, background=background, act=act, polarity=polarity, conditional=conditional,  # type: ignore[arg-type]
                kind=t.rule.kind, code=code, actors=refs, when=self.when(t, times, first, a),  # type: ignore[arg-type]
                where=self.roled(wheres, t.rule), counts=counts, topics=topics, reader=READER,
            )  # fmt: skip
            self.claims.append(with_id(self.ahead(claim)))
            self.told_in.append(n)

    def ahead(self, c: Claim) -> Claim:
        """What lies wholly after publication is no assertion, whatever the words."""
        limit = self.document.published.span()[1] if self.document.published else None
        begin = c.when.earliest if c.when is not None else None
        if c.act != "asserts" or limit is None or begin is None or begin < limit:
            return c
        return msgspec.structs.replace(c, act="plans")

    def told_before(self, n: int, says: tuple[Speaker, ...]) -> None:
        """ "This was reported by X": the sentences just before that have no speaker are X's word."""
        paragraph = self.sentences[n].paragraph
        for at in range(len(self.claims) - 1, -1, -1):
            m, c = self.told_in[at], self.claims[at]
            if not c.background or paragraph - self.sentences[m].paragraph > 1:
                break
            self.claims[at] = with_id(msgspec.structs.replace(c, id="", says=says, background=False))

    def leave(self, a: int, b: int, why: str) -> None:
        """Set words aside."""
        self.aside.append(SetAside(span=Span(start=a, end=b, text=self.text.text[a:b]), why=why))

    def kinds(self, body: str, first: int, named: list[Named]) -> list[Told]:
        """The kinds told, in order of the text; an earlier rule takes its words from a later one."""
        taken: list[tuple[int, int]] = [
            (n.start - first, n.end - first) for n in named if n.form in ("organ", "source", "body")
        ]
        found: dict[str, Told] = {}
        for rule in self.lex.kinds:
            for m in rule.pattern.finditer(body):
                if any(x <= m.start() < y for x, y in taken):
                    continue
                taken.append(m.span())
                old = found.get(rule.kind)
                if old is None:
                    found[rule.kind] = Told(*m.span(), rule, rule.code)
                elif old.code is None and rule.code is not None:
                    found[rule.kind] = old._replace(code=rule.code)
        out = []
        for t in found.values():
            code = t.code
            if t.rule.kind == "violence" and code is None:
                code = next((c for c, p in self.lex.weapons if p.search(body)), None)
            out.append(t._replace(code=code))
        return sorted(out, key=lambda t: t.start)

    def standing(self, body: str, t: Told, spoken: list[Spoken]) -> tuple[Act, str, tuple[str, ...], bool]:
        """Act, polarity, topics and whether it stands under a condition."""
        acts: list[Act] = [_ACT[s.cls] for s in spoken if s.cls in _ACT]
        topics = ("demand",) if any(s.cls == "demand" for s in spoken) else ()
        if t.rule.kind in _PROVIDED and self.lex.provides.search(body):
            acts.append("provides")
        hedged = bool(self.lex.expects.search(body))
        if hedged:
            acts.append("expects")
        if self.lex.must.search(body):
            acts.append("expects")
        if self.lex.plans.search(body) or (self.lex.future.search(body) and not hedged):
            acts.append("plans")
        conditional = bool(self.lex.condition.search(body))
        if conditional:
            acts.append("expects")
        act = min(acts, key=ACTS.index) if acts else "asserts"
        negative = t.rule.kind != "access" and (
            self.lex.negative.search(body) is not None
            or (t.rule.kind == "casualties" and self.lex.no_harm.search(body) is not None)
            or self.lex.not_before.search(body[max(0, t.start - 12) : t.start]) is not None
        )
        return act, "does_not_hold" if (act == "denies") != negative else "holds", topics, conditional

    def actors(
        self, low: str, t: Told, others: list[Named], own: tuple[Speaker, ...], act: Act, body: str
    ) -> tuple[ActorRef, ...]:
        """Actors with roles; the speaker itself where it tells of its own deeds."""
        if act in ("denies", "withdraws", "corrects"):  # an organ named in a denial said it, it did not do it
            others = [x for x in others if x.form != "organ"]
        if t.rule.kind == "violence":
            others = [x for x in others if not self.hurt(low, x)]
        bound = roles(low, self.lex, t.rule.frame, others)
        if act == "expects":  # of whom something is demanded: its doer
            bound = [(n, "agent" if r == "victim" and self.lex.accusative.search(n.name) else r) for n, r in bound]
        refs = [ActorRef(name=x.name, id=x.id, role=r) for x, r in bound]
        lead = [r for r in refs if r.role in ("agent", "participant", "controller", "signatory")]
        if not any(r.role == "agent" for r in lead) and own and t.rule.frame in ("act", "move", "exch", "hold", "ctl"):
            known = self.kit.register.actor(own[0].id) if own[0].id else None
            if known is not None and known.kind == "person" and act in _SELF:
                refs.insert(0, ActorRef(name=own[0].name, id=known.id, role="agent"))
            elif known is not None and not lead and (act in ("undertakes", "announces") or self.lex.own.search(body)):
                top = self.kit.register.party_of(known.id)
                refs.insert(0, ActorRef(name=own[0].name, id=top, role="agent"))
        if t.rule.frame == "cas" and not refs and own and own[0].id and self.lex.own.search(body):
            known = self.kit.register.actor(own[0].id)
            if known is not None:
                refs.append(ActorRef(name=own[0].name, id=self.kit.register.party_of(known.id), role="victim"))
        return tuple(refs)

    def hurt(self, low: str, n: Named) -> bool:
        """Whether an actor's people are those hurt: who is wounded did not fire."""
        near = low[n.end : n.end + 40] if self.lex.state_first else low[max(0, n.start - 25) : n.start]
        near = re.split(r"[,;:.]", near)[0 if self.lex.state_first else -1]
        return any(p.search(near) for what, p in self.lex.harms if what in ("killed", "wounded")) and n.form != "organ"

    def when(self, t: Told, times: list[Timed], first: int, a: int) -> When | None:
        """The time nearest to what is told, in the words of the text."""
        if not times:
            return None
        near = min(times, key=lambda x: max(x.start - t.end, t.start - x.end, 0))
        words = self.text.text[a + first + near.start : a + first + near.end]
        return msgspec.structs.replace(near.when, text=words)

    def wheres(self, a: int, first: int, last: int, named: list[Named]) -> tuple[Where, ...]:
        """The places named in a part, with the role that the words beside them give."""
        begin, end = a + first, a + last
        while self.next_place < len(self.places) and self.places[self.next_place].start < begin:
            self.next_place += 1
        out = []
        i = self.next_place
        hits = []
        while i < len(self.places) and self.places[i].start < end:
            hits.append(self.places[i])
            i += 1
        for h in hits:
            if any(x.start < h.end - a and h.start - a < x.end for x in named):
                continue
            role: PlaceRole = "at"
            before, after = self.low[max(begin, h.start - 40) : h.start], self.low[h.end : min(end, h.end + 30)]
            for name, left, right in self.lex.place_roles:
                if (left is not None and left.search(before)) or (right is not None and right.match(after)):
                    role = name  # type: ignore[assignment]
                    break
            around = [k for x in hits if x is not h and len(x.keys) == 1 for k in x.keys]
            out.append(self.kit.gazetteer.where(h, role=role, around=around))
        return tuple(dict.fromkeys(out))

    def inflected(self, w: Where) -> bool:
        """Whether the ending of a place's name, which no listed name has, says "to"."""
        place = self.kit.gazetteer.place(w.id) if w.id else None
        if place is None or not self.lex.dative.search(w.name.lower()):
            return False
        return all(n.lower() != w.name.lower() for n in place.all_names())

    def roled(self, wheres: tuple[Where, ...], rule: KindRule) -> tuple[Where, ...]:
        """A place without a word beside it is where a return or a patrol goes to, and where a withdrawal is from; of two
        places of one movement, one marked as its begin, the other is its end."""
        role: PlaceRole | None = {"return": "to", "access": "to", "withdrawal": "from"}.get(rule.kind)  # type: ignore[assignment]
        if rule.frame == "move":
            wheres = tuple(
                msgspec.structs.replace(w, role="to") if w.role == "at" and self.inflected(w) else w for w in wheres
            )
        if rule.frame == "move" and len(wheres) > 1:
            wheres = tuple(
                msgspec.structs.replace(w, role="from")
                if w.role == "at" and self.lex.ablative.search(w.name.lower())
                else w
                for w in wheres
            )
            if any(w.role == "from" for w in wheres):
                role = "to"
        if role is None:
            return wheres
        return tuple(msgspec.structs.replace(w, role=role) if w.role == "at" else w for w in wheres)
