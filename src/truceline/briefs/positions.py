"""What each side has said on a term, and since when.

A statement belongs to a term where the state stands on it, or where it speaks of the same matter: it names the clause
("point 8"), or shares two of these with the term: a place, a word that few terms have, a kind of claim that bears on
its ledger alone. Names of actors are no matter: most sentences of a case hold some. Where a side is known to hold a reading of the
term, a person has set that down with its source: it stands for the side, with the day from which it is seen to hold it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property

import msgspec
from babel.dates import get_day_names, get_month_names

from truceline.assessments.assessment import TermState
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.evidence import gravest, holder, reading_of
from truceline.briefs.incidents import sentence_of
from truceline.briefs.material import Material
from truceline.briefs.page import Sentence
from truceline.briefs.talks import published
from truceline.claims.claim import KINDS, Claim
from truceline.terms.parse import kinds
from truceline.terms.term import Term

_WORD = re.compile(r"[^\W\d_]{5,}")
_CLAUSE = re.compile(r"\b(?:points?|clauses?|articles?|paragraphs?|items?) (\d+[a-z]?)\b", re.IGNORECASE)
RARE = 4  # a word that more terms than this share says nothing of one of them
ENOUGH = 2
FEW = 2
EMPTY = frozenset(["about", "after", "again", "along", "among", "being", "could", "first", "forces", "leader", "nobody", "other", "party", "partie", "point", "points", "said", "shall", "sides", "since", "stand", "still", "stood", "their", "there", "these", "those", "three", "under", "until", "where", "which", "while", "would", "claus", "clause", "statem", "agreem", "agenda", "meetin", "talks", "carrie", "carryi", "meant"])  # fmt: skip
OWN_KINDS = ("news_agency", "outlet", "ngo", "group", "other")
MOST = 3
POSITION_WORDS = 22


class Matter(msgspec.Struct, frozen=True):
    """What a text is about: clauses named, places named, stems of its longer words without names of actors."""

    clauses: frozenset[str]
    places: frozenset[str]
    stems: frozenset[str]


def matter(m: Material, text: str) -> Matter:
    """The matter of a text."""
    named = m.gazetteer.mentions(text)
    places = {k for h in named for k in h.keys}
    bare = list(text)
    for h in (*m.register.mentions(text, capitals=True), *named):
        bare[h.start : h.end] = " " * (h.end - h.start)
    stems = {x[:6].casefold() for x in _WORD.findall("".join(bare))} - EMPTY - _days(m.language)
    return Matter(frozenset(_CLAUSE.findall(text)), frozenset(places), frozenset(stems))


@cache
def _days(language: str) -> frozenset[str]:
    """Stems of the names of months and weekdays: a date is no matter."""
    names = [*get_month_names(locale=language).values(), *get_day_names(locale=language).values()]
    return frozenset(x[:6].casefold() for x in names)


class Matters:
    """The matter of every term of a view, and how well a sentence fits each. Made once a brief."""

    def __init__(self, m: Material) -> None:
        self.m = m
        background = {t.id for a in m.agreements for t in a.terms if t.background}
        terms = [t for a in m.agreements for t in a.terms if t.id not in background]
        self.terms = {t.id: (t, matter(m, _words_of(t))) for t in terms}
        of_kind = kinds()
        reach = {k: [t.id for t in terms if k in of_kind[t.kind].evidence] for k in KINDS}
        self.bearing = {k: tuple(v) for k, v in reach.items() if len(v) == 1}
        shared = Counter(x for _, got in self.terms.values() for x in got.stems)
        title = matter(m, m.title)
        self.shared = shared
        self.common = {x for x, n in shared.items() if n > RARE} | set(title.stems)
        self.wide = set(title.places)
        self._of: dict[str, Matter] = {}
        self._told: dict[str, Matter] = {}

    def of(self, claim: Claim) -> Matter:
        """The matter of the sentence of a claim."""
        if claim.id not in self._of:
            text = sentence_of(self.m, claim)
            if text not in self._told:
                self._told[text] = matter(self.m, text)
            self._of[claim.id] = self._told[text]
        return self._of[claim.id]

    @cached_property
    def voices(self) -> list[tuple[Claim, str, int]]:
        """The claims in which a side speaks for itself, with the side and when it was published; in order."""
        return [(c, side, published(self.m, c)) for c in self.m.claims if (side := own_voice(self.m, c)) is not None]

    @cached_property
    def _by_matter(self) -> dict[tuple[str, str], list[int]]:
        """What of the matter of a term stands in which of `voices`."""
        out: dict[tuple[str, str], list[int]] = {}
        for n, (c, _, _) in enumerate(self.voices):
            said = self.of(c)
            for what, words in (("clause", said.clauses), ("place", said.places), ("stem", said.stems)):
                for x in words:
                    out.setdefault((what, x), []).append(n)
        return out

    def near(self, term: str, also: set[str]) -> list[tuple[Claim, str, int]]:
        """Of `voices`, those that share anything with the term, by which alone they can score; and those asked for."""
        t, own = self.terms[term]
        keys = {("clause", t.clause), *(("place", x) for x in own.places), *(("stem", x) for x in own.stems)}
        found = {n for k in keys for n in self._by_matter.get(k, ())}
        return [v for n, v in enumerate(self.voices) if n in found or v[0].id in also]

    def score(self, claim: Claim, term: str) -> int:
        """How much of the term's matter the sentence shares; 0 for none."""
        t, own = self.terms[term]
        said = self.of(claim)
        bears = t.id in self.bearing.get(claim.kind, ())
        shared = bears + len((said.places & own.places) - self.wide) + len((said.stems & own.stems) - self.common)
        if t.clause in said.clauses:
            return shared + ENOUGH + 1
        if shared == bears:
            return 0
        whole = re.match(r"\d+", t.clause)
        if whole is not None and whole[0] in said.clauses and shared:
            return shared + ENOUGH
        return shared

    def named(self, claim: Claim, term: str) -> bool:
        """Whether the sentence names the clause itself."""
        return self.terms[term][0].clause in self.of(claim).clauses

    def names(self, claim: Claim, term: str) -> bool:
        """Whether the sentence names the matter of the term: enough of it, or a word that at most one other term has."""
        own = self.terms[term][1]
        few = {x for x in self.of(claim).stems & own.stems if self.shared[x] <= FEW} - self.common
        return bool(few) or self.score(claim, term) >= ENOUGH


def _words_of(t: Term) -> str:
    return " . ".join((t.title, t.object, t.act, *(r.says for r in t.readings)))


def own_voice(m: Material, claim: Claim) -> str | None:
    """The side that speaks for itself in a claim: an actor of its own at the root, not an outlet near to it."""
    first = claim.says[0] if claim.says and not claim.background else None
    actor = m.register.actor(first.id) if first and first.id else None
    if actor is None or actor.kind in OWN_KINDS:
        return None
    return m.register.party_of(actor.id)


def related(m: Material, s: TermState) -> list[Claim]:
    """Claims the state stands on, its own and its events'."""
    ids = {*s.claims, *(x.claim for e in m.events_of(s.events) for x in e.members)}
    return [c for c in m.claims if c.id in ids and c.act != "provides"]


def positions(m: Material, s: TermState, matters: Matters) -> tuple[Sentence, ...]:
    """Each side's statement on the term, with its day; sides in the declared order."""
    stands = {c.id for c in related(m, s)}
    disputed = {i for row in s.readings[:1] for r in gravest(m, row)[:1] for i in r.ids}
    start = min((a.signed or a.start or 0 for a in m.agreements if a.id == s.agreement), default=0)
    best: dict[str, tuple[tuple[int, int, int], Claim]] = {}
    for c, side, at in matters.near(s.term, stands):
        if at < start:
            continue
        score = matters.score(c, s.term)
        if score < ENOUGH and c.id not in stands:
            continue
        weight = 3 * (c.id in disputed)
        rank = (weight + matters.named(c, s.term), at, -(c.span.start or 0))
        if side not in best or rank > best[side][0]:
            best[side] = (rank, c)
    held = _held(m, s)
    out = []
    for side in w.parties_first(_shown(m, s, {*best, *held}), m.register, m.alternat, m.language):
        name = w.actor(m.register, side, m.language)
        if side in best and side not in held:
            c = best[side][1]
            d = m.documents.get(c.document)
            day = w.when(d.published, m.zone) if d and d.published else "day unknown"
            speaker = ph.voice(m, c)
            who = name if speaker == name else f"{name} ({speaker})"
            text = w.clip(ph.without_speaker(m, c, sentence_of(m, c)), POSITION_WORDS)
            out.append(Sentence(f"{who}, {day}: {text}", (c.id,)))
        else:
            out.append(Sentence(held[side], (s.id,)))
    return tuple(out)


def _shown(m: Material, s: TermState, heard: set[str]) -> set[str]:
    """The parties and those whom the term binds; others only where room is left."""
    t, _ = next(((t, a) for a in m.agreements for t in a.terms if t.id == s.term), (None, None))
    first = {p for a in m.agreements for p in a.parties} | ({*t.duty.who} if t else set())
    near = heard & {m.register.party_of(x) for x in first}
    return near if len(heard) > MOST else heard


def _held(m: Material, s: TermState) -> dict[str, str]:
    """Readings that a side is seen to hold by the cut-off, in words."""
    out: dict[str, str] = {}
    for id in dict.fromkeys(i for r in s.readings for i in r.readings):
        r = reading_of(m, s, id)
        side = holder(m, r) if r else None
        if r is None or side is None or r.acts_for:
            continue
        since = f", {w.day(r.since, m.zone, year=False)}" if r.since else ""
        out[side] = f"{w.actor(m.register, side, m.language)}{since}: {ph.sentence(ph.within(m, r.says))}"
    return out
