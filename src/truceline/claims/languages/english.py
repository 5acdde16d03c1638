"""English: from a text to claims by rules.

The steps, each linear in the text: words and sentences; speech; actors, times, places; then for each sentence its
contents (what one chain says), the triggers in each, and for every trigger its act, time, place, actors and counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.acts import Standing, clause_start, negated, standing
from truceline.claims.around import Around
from truceline.claims.binding import placed, wheres
from truceline.claims.chains import Chains
from truceline.claims.claim import Claim, Reader, Span, Speaker
from truceline.claims.dating import Owned, dated, owned, whens
from truceline.claims.discourse import carry_meeting
from truceline.claims.errata import Mended, correcting, mended
from truceline.claims.frame import Frame, InOrder, frame_of
from truceline.claims.howmany import Number, counts_in, find_numbers
from truceline.claims.instruments import instrument_of, is_instrument
from truceline.claims.kinds import CUE, Trigger, damage_code, find_triggers, force_code, in_name
from truceline.claims.languages.english_hedges import (
    SET_ASIDE,
    Hedge,
    embedded,
    hedge,
    looked_into,
    off,
    records,
    suppresses,
)
from truceline.claims.languages.english_idioms import WHOLE, of_business, undone
from truceline.claims.languages.english_words import PERSON_HEADS
from truceline.claims.marks import Marks, english_marks
from truceline.claims.merging import merged
from truceline.claims.postponing import put_off
from truceline.claims.reading import Reading, SetAside
from truceline.claims.rebuttals import points_back, rebutted
from truceline.claims.referents import Referents
from truceline.claims.regions import connected, named_again
from truceline.claims.roles import bind
from truceline.claims.settling import (
    CALM,
    NOT_WATCHED,
    calm,
    excepted,
    interfered,
    kept_away,
    not_yet,
    promised,
    settled_kind,
    settled_where,
    spoken_agent,
    spoken_as,
    unwatched,
)
from truceline.claims.spans import clauses, leading
from truceline.claims.topics import meeting_topics
from truceline.claims.totals import Totals
from truceline.claims.unsaid import reported_by_nobody, said_by_nobody, told_before
from truceline.claims.voices import against_each_other
from truceline.values.time import When

if TYPE_CHECKING:
    from truceline.claims.attribution import Attribution
    from truceline.claims.entity import Entity
    from truceline.claims.kit import Kit
    from truceline.documents.document import Document, Text
    from truceline.values.count import Count

READER = Reader(name="rules", version="1")
CLASS_BY_DEED = dict.fromkeys(("deployment", "withdrawal", "transfer", "exchange", "return", "movement"), True)
HARMING = frozenset(["damage", "destroy", "burn", "demolish", "raze", "wreck", "shatter", "ruin"])
_SUBJECT_OF = frozenset(["situation", "conflict", "settlement", "events", "developments", "war", "escalation", "of"])
_RECALLED = frozenset({"asserts", "announces", "accuses", "admits", "counts"})
_NO_TOTALS = frozenset({"deny", "accuse", "admit", "undertake", "expect", "demand", "withdraw", "correct"})
_TOLD_SAME_DAY = frozenset({"meeting", "talks", "contact", "statement", "agreement"})


_ACTING = frozenset(
    ["deny", "admit", "accuse", "undertake", "expect", "doubt", "announce", "demand", "withdraw", "correct"]
)
BODIES = frozenset(
    [
        "centre",
        "center",
        "mission",
        "commission",
        "committee",
        "mechanism",
        "secretariat",
        "headquarters",
        "drone",
        "drones",
        "uavs",
        "aircraft",
        "helicopter",
        "helicopters",
    ]
)


class English:
    """The language plug-in."""

    code = "en"
    name = "English"

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of an English text."""
        return _Run(text, document, kit).read()

    def marks(self, text: str, document: Document, kit: Kit) -> Marks:
        """Times, places, numbers and names of the text."""
        return english_marks(text, document, kit)


LANGUAGE = English()


@dataclass
class _Content:
    """What the triggers of one content share. own: who says it, several where it is their one statement; rivals: whom they
    accuse by "each other". owner: id of the actor by the first word of an entity; clauses: of each trigger, by its first word;
    counts: by kind and clause; dates: by the phrase of topics that holds none, and clause."""

    triggers: list[Trigger]
    entities: list[Entity]
    who: Referents
    owner: dict[int, str | None]
    numbers: list[Number]
    says: tuple[Speaker, ...]
    background: bool
    own: tuple[Speaker, ...]
    rivals: tuple[Speaker, ...] = ()
    clauses: dict[int, tuple[int, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], tuple[Count, ...]] = field(default_factory=dict)
    dates: dict[tuple[int, int, int], Owned] = field(default_factory=dict)


class _Run:
    """One text being read."""

    def __init__(self, text: Text, document: Document, kit: Kit) -> None:
        from truceline.claims.times import read_times

        self.text, self.document, self.kit = text, document, kit
        self.f: Frame = frame_of(text.text, kit)
        self.chains = Chains(self.f, kit, document)
        times = read_times(text.text, published=document.published, zone=kit.zone, language="en")
        self.aside = [
            SetAside(span=Span(start=i.start, end=i.end, text=i.text), why=f"a date that cannot be: {i.why}")
            for i in times.set_aside
        ]
        self.times = InOrder(dated(self.f, list(times.mentions)))
        self.skip = bytearray(len(self.f.words))
        in_time: set[int] = set()
        for e in self.f.entities:
            if e.form not in ("generic", "own", "pronoun"):
                self.skip[e.first : e.last] = b"\x01" * (e.last - e.first)
                self.skip[e.last - 1] = self.f.words[e.last - 1].low not in BODIES
        for m in times.mentions:
            i = self.f.word_at(m.start)
            while i < len(self.f.words) and self.f.words[i].start < m.end:
                self.skip[i] = 1
                in_time.add(i)
                i += 1
        actors = {k for e in self.f.entities if e.form != "capital" and not e.adjective for k in range(e.first, e.last)}
        places = [p for p in placed(self.f, kit, actors) if p.first not in in_time]  # "Moscow time" is no place
        self.places = InOrder(sorted([*places, *named_again(self.f, kit, places)], key=lambda p: p.first))
        self.f.place_words = frozenset(self.f.word_at(h.start) for h in kit.gazetteer.mentions(text.text))
        for p in self.places:
            if p.where.id is not None:
                for k in range(p.first, p.last):
                    self.skip[k] = self.f.words[k].low not in ("corridor", "road", "highway", "line", "border")
        self.totals = Totals(self.f, times.mentions, self.places, document.published)
        self.claims: list[Claim] = []
        self.hedged: Hedge | None = None
        self.corrects = correcting(self.f)
        self.mended: Mended | None = None
        self.by_sentence: dict[int, list[Attribution]] = {}
        for a in self.f.speech:
            self.by_sentence.setdefault(a.sentence, []).append(a)
        self.under = ""
        self.under_paragraph = -1
        self.told: tuple[int, list[Claim]] = (-9, [])

    def read(self) -> Reading:
        for n in range(len(self.f.sentences)):
            self.sentence(n)
        claims = sorted(dict.fromkeys(self.claims), key=lambda c: (c.span.start or 0, c.span.end or 0))
        return Reading(claims=carry_meeting(claims), set_aside=tuple(self.aside))

    def set_aside(self, first: int, last: int, why: str) -> None:
        a, b = self.f.words[first].start, self.f.words[last - 1].end
        self.aside.append(SetAside(span=Span(start=a, end=b, text=self.f.text[a:b]), why=why))

    # --- one sentence ------------------------------------------------------------------------------------------------
    def sentence(self, n: int) -> None:
        s = self.f.sentences[n]
        speech = self.by_sentence.get(n, [])
        telling = self.f.telling(s.first, s.last)
        if not telling and not speech:
            return
        words = self.f.low[s.start : s.end]
        held = self.f.held.between(s.start, s.end)
        self.hedged = hedge(words, held)
        self.mended = mended(self.f, s, corrects=s.paragraph in self.corrects)
        end = told_before(self.f, s, speech) if self.hedged == "not_confirmed" else s.last
        if end < s.last:
            self.hedged = None
        if self.hedged in SET_ASIDE:
            if find_triggers(self.f, s.first, s.last, self.skip):
                self.set_aside(s.first, s.last, SET_ASIDE[self.hedged])
            return
        if not telling:
            self.chains.heard(self.chains.voices(speech), n, s.first)
            self.denied_back(n, speech, [], [])
            return
        flags = self.skip
        marked: list[int] = []
        for a in speech:
            for pair in (a.source, a.cue):
                if pair is not None and s.first <= pair[0]:
                    for k in range(pair[0], pair[1]):
                        if not flags[k]:
                            marked.append(k)
                            flags[k] = CUE if pair is a.cue else 1
        spans = [range(self.f.word_at(s.start + lo), self.f.word_at(s.start + hi)) for lo, hi in embedded(words, held)]
        for unsaid in (
            *spans,
            *(said_by_nobody(self.f, a, s.first, s.last) for a in speech),
            reported_by_nobody(self.f, s),
            range(end, s.last),
        ):
            for k in unsaid:
                if not flags[k]:
                    marked.append(k)
                    flags[k] = 1
        for k in telling:
            w = self.f.words[k]
            if not flags[k] and in_name(self.f, k, s.first, s.last):
                marked.append(k)
                flags[k] = 1
            elif not flags[k] and (how := undone(self.f.low, w.low, w.start, w.end)):
                marked.append(k)
                flags[k] = CUE if how == WHOLE else 1
        triggers = find_triggers(self.f, s.first, s.last, flags)
        for k in marked:
            flags[k] = 0
        if triggers and of_business(words, held):
            self.set_aside(s.first, s.last, "trade, law courts or sport, no conflict named")
            triggers = []
        numbers = find_numbers(self.f, s.first, s.last, flags) if triggers else []
        groups: dict[tuple[int, ...], list[Trigger]] = {}
        for t in triggers:
            key = tuple(i for i, a in enumerate(speech) if a.content[0] <= t.first < a.content[1])
            groups.setdefault(key, []).append(t)
        if not groups and speech:
            self.chains.heard(self.chains.voices(speech), n, s.first)
        told_meeting = False
        made: list[Claim] = []
        for key, ts in groups.items():
            covering = [speech[i] for i in key]
            first, last = self.bounds(n, covering, speech, ts[0].first)
            inside = [t for t in ts if first <= t.first < last]
            if inside:
                made += self.content(n, first, last, inside, covering, numbers, s.first)
            beyond = [t for t in ts if not first <= t.first < last]
            if beyond:
                made += self.content(n, s.first, s.last, beyond, covering, numbers, s.first)
            told_meeting = told_meeting or any(t.kind in ("meeting", "talks") for t in ts)
        if groups:
            self.chains.last_met = told_meeting or (self.chains.last_met and self.chains.last_sentence == n)
        made = merged(made)
        self.denied_back(n, speech, triggers, made)
        self.claims += self.with_totals(n, made, speech)

    def denied_back(self, n: int, speech: list[Attribution], triggers: list[Trigger], made: list[Claim]) -> None:
        """Denials that point back to what was told before them; then what this sentence told is kept for the next."""
        f = self.f
        for a in speech:
            if any(a.content[0] <= t.first < a.content[1] for t in triggers) or not points_back(f, a):
                continue
            at = f.words[(a.source or a.cue or a.content)[0]].start
            here = [c for c in made if (c.span.start or 0) < at]
            last, told = self.told
            voices = self.chains.voices([a])
            if not voices[0] or (not here and n - last > 2):
                continue
            end = f.words[max(a.content[1], a.cue[1] if a.cue else 0, a.source[1] if a.source else 0) - 1].end
            begin = min(at, f.words[a.content[0]].start)
            span = Span(start=begin, end=end, text=f.text[begin:end])
            for says, _, _ in self.chains.heard(voices, n, f.sentences[n].first):
                self.claims += merged(rebutted(f, self.kit.register, a, says, here or told, span))
        if made:
            self.told = n, made

    def with_totals(self, n: int, made: list[Claim], speech: list[Attribution]) -> list[Claim]:
        """The claims of a sentence with the totals it gives for a period."""
        if any(a.cls in _NO_TOTALS for a in speech) or not self.totals.any_in(n):
            return made
        s = self.f.sentences[n]
        alike = next((c for c in made if c.kind in ("violation", "violence")), None)
        if alike is None:
            says, background, _ = self.chains.says(self.chains.own(speech), n, s.first)
        else:
            says, background = alike.says, alike.background
        blank = Claim(
            document=self.document.id, text_digest=self.text.digest, span=Span(text=""), says=says, background=background,
            act="counts", kind="violation", reader=READER,
        )  # fmt: skip
        return self.totals.told(n, made, blank)

    def bounds(self, n: int, covering: list[Attribution], speech: list[Attribution], at: int) -> tuple[int, int]:
        """Words of the content that the innermost speech has; without speech, the sentence, or what is left of it after
        all that is said where the first trigger `at` stands there."""
        s = self.f.sentences[n]
        if covering:
            inner = min(covering, key=lambda a: a.content[1] - a.content[0])
            return inner.content
        first, last = s.first, s.last
        after = max((p[1] for a in speech for p in (a.source, a.cue, a.content) if p is not None), default=first)
        if first < after <= at:
            while after < at and self.f.words[after].low in (",", ";", "and", "but", '"', "”"):
                after += 1
            return after, last
        for a in speech:
            cue = a.cue or a.content
            if a.cue and at < a.cue[0] and (a.source is None or a.source[1] <= at):
                last = min(last, a.cue[0])  # "A walked out, accusing B of ..."
            if a.content[0] > first + 1 and cue[0] > first and (a.source is None or a.source[0] > first):
                last = min(last, (a.source or cue)[0]) if (a.source or cue)[0] > first + 2 else last
        return first, last

    def content(
        self,
        n: int,
        first: int,
        last: int,
        triggers: list[Trigger],
        covering: list[Attribution],
        numbers: list[Number],
        start: int,
    ) -> list[Claim]:
        """The claims of what one chain says in one sentence."""
        f = self.f
        inner = min(covering, key=lambda a: (a.content[1] - a.content[0], a.way == "S4")) if covering else None
        telling = [inner] if inner is not None and inner.way == "S5" else covering  # "denied it, saying that ..."
        cue = next(
            (a.cls for a in sorted(telling, key=lambda a: a.content[1] - a.content[0]) if a.cls in _ACTING), None
        )
        if (
            inner is not None
            and inner.cue
            and inner.cls == "deny"
            and any(w.low in ("neither", "nor") for w in f.words[max(0, inner.cue[0] - 4) : inner.cue[0]])
        ):
            self.set_aside(first, last, "neither confirmed nor denied")
            return []
        provided = self.provided(n, covering, first, last)
        topics_of = [t for t in triggers if t.frame == "topic"]
        kept = []
        subjects = self.subjects(triggers, first, last)
        for t in triggers:
            if (topics_of and t is not topics_of[0] and t.first > topics_of[0].first) or (
                t.noun and any(a <= f.words[t.first].start < b for a, b in subjects)
            ):
                self.set_aside(t.first, t.last, "a subject of talks, not a deed")
            elif not_yet(f, t, first):
                self.set_aside(t.first, t.last, "named as a time that has not come")
            elif promised(t, triggers) and not negated(Around(f, t, clause_start(f, t.first, first))):
                self.set_aside(t.first, t.last, "agreed on, told by the deed itself")
            elif _purpose_of_meeting(f, t, triggers):
                self.set_aside(t.first, t.last, "named as the occasion of another deed")
            else:
                kept.append(t)
        entities = f.entities_in(first, last)
        voices = self.chains.voices(covering)
        opposed = any(against_each_other(f, a) for a in covering)
        out: list[Claim] = []
        for k, (says, background, continued) in enumerate(self.chains.heard(voices, n, first)):
            own = voices[k] if k < len(voices) else ()
            signers = self.chains.signers.get(own[0].name, ()) if own else ()
            who = Referents(f, self.kit.register, entities, () if signers else own)
            shared = _Content(
                kept, entities, who, {e.first: who.id_of(e) for e in entities}, numbers, says, background,
                signers or own[:1], tuple(v[0] for v in voices if v and v != own) if opposed else (),
            )  # fmt: skip
            stands = [(t, standing(f, t, first, last, cue, provided=provided)) for t in kept]
            made: list[Claim] = []
            shared.clauses = clauses(f, stands, first, last)
            unsigned = any(t.kind == "agreement" and st.polarity == "does_not_hold" for t, st in stands)
            for t, st in stands:
                if unsigned and t.kind != "agreement" and st.act in ("provides", "undertakes"):
                    self.set_aside(t.first, t.last, "agreed by nobody")
                    continue
                if continued:
                    st = msgspec.structs.replace(st, topics=(*st.topics, "chain_continued"))
                made += self.claim(n, t, first, last, st, shared)
            out += made + kept_away(made, f, first, last)
        if not triggers and covering:
            self.set_aside(first, last, "speech that tells none of the kinds")
        return out

    def subjects(self, triggers: list[Trigger], first: int, last: int) -> list[tuple[int, int]]:
        """Code points of the phrases that name what talks told by a noun are on."""
        met = [t for t in triggers if t.kind in ("meeting", "talks") and t.noun and t.frame == "meet"]
        if not met or len(triggers) < 2:
            return []
        cuts = self.cuts(first, last)
        return [meeting_topics(self.f, t, first, last, self.kit, cuts)[1] for t in met]

    def provided(self, n: int, covering: list[Attribution], first: int, last: int) -> str:
        f, s = self.f, self.f.sentences[n]
        for a in covering:
            if a.source and is_instrument(f.text[f.words[a.source[0]].start : f.words[a.source[1] - 1].end]):
                lead = f.words[a.cue[0]].low if a.cue else ""
                self.under, self.under_paragraph = "under", s.paragraph
                return "under" if lead == "according" else "provides"
        found = instrument_of(f, s.first if not covering else first, last)
        if found:
            self.under, self.under_paragraph = found, s.paragraph
            return found
        head = f.low[s.start : s.start + 40]
        if (
            self.under
            and s.paragraph == self.under_paragraph
            and head.startswith(
                (
                    "apart from that",
                    "in addition",
                    "besides",
                    "it also",
                    "also",
                    "additionally",
                    "moreover",
                    "furthermore",
                    "the document also",
                )
            )
        ):
            return self.under
        self.under = found
        return ""

    # --- one trigger -------------------------------------------------------------------------------------------------
    def claim(self, n: int, t: Trigger, first: int, last: int, st: Standing, shared: _Content) -> list[Claim]:
        """The claims of one trigger in content [first, last): one for each time."""
        f, entities, own, who = self.f, shared.entities, shared.own, shared.who
        lo, hi = shared.clauses[t.first]
        if self.mended is not None and st.act in _RECALLED:
            old = f.words[t.first].start < self.mended.old
            st = msgspec.structs.replace(st, act="withdraws" if old else "corrects", both=False)
        code = t.code
        if code == CALM:
            quiet = calm(f, t, st)
            if quiet is None:
                self.set_aside(t.first, t.last, "calm in part, or not of arms")
                return []
            st, code = quiet, None
        if t.kind == "violence" and code is None:
            code = force_code(f, t, first, last)
        elif t.kind == "damage" and code == "V9.2" and t.lemma in HARMING:
            code = damage_code(f, t, first, last)
        if (
            t.kind in ("violence",)
            and code is None
            and t.noun is False
            and t.frame == "act"
            and "explosion" in f.low[f.words[first].start : f.words[last - 1].end]
        ):
            code = "V1.6"
        bound = bind(f, t, entities, first, last)
        if t.kind == "ceasefire":
            bound = who.watchers(t, bound)
        start_at = first + (f.words[first].low in ("the", "both"))
        accused = (
            [e for e in entities if e.first in (first, start_at)]
            if st.act == "accuses" or "demand" in st.topics
            else []
        )
        actors = who.actors(bound, accused, t)
        gerund = t.first == first and f.words[t.first].low.endswith("ing") and st.act in ("denies", "admits")
        if t.kind == "casualties" and any(a.role == "victim" and a.id for a in actors):
            actors = tuple(a for a in actors if a.role != "victim" or a.id or a.name.lower() not in PERSON_HEADS)
        actors = spoken_agent(f, t, st, actors, own, gerund, who)
        if "agent_only" in st.topics and not any(a.role == "agent" for a in actors):
            actors = (*(spoken_as(s, "agent", who) for s in own), *actors)
        if shared.rivals and st.act == "accuses" and not any(a.role == "agent" for a in actors):
            actors = (*(spoken_as(s, "agent", who) for s in shared.rivals), *actors)
        if code == NOT_WATCHED:
            (st, actors), code = unwatched(f, t, st, actors), None
        topics = list(st.topics)
        phrase = (0, 0)
        if t.kind in ("meeting", "talks", "contact"):
            found, phrase = meeting_topics(f, t, first, last, self.kit, self.cuts(first, last))
            topics += found
        if (t.kind, lo) not in shared.counts:
            shared.counts[t.kind, lo] = counts_in(f, shared.numbers, lo, hi, t.kind, entities, shared.owner)
        counts = shared.counts[t.kind, lo]
        if st.act == "counts" and not counts:
            st = msgspec.structs.replace(st, act="asserts")
        here = self.times.within(lo, hi)
        beside = [o for o in shared.triggers if lo <= o.first < hi]
        key = (*phrase, lo)
        if key not in shared.dates:
            dates = [d for d in here if not phrase[0] <= f.words[d.first].start < phrase[1]]
            shared.dates[key] = owned(f, beside, dates)
        times: list[When | None] = list(whens(f, t, beside, shared.dates[key]))
        if not times:
            times = [self.told_day(n, t, st, first, last)]
        bound_words = {e.first for e, _ in bound}
        free = [
            p
            for p in self.places.within(lo, hi)
            if p.first not in bound_words and not phrase[0] <= f.words[p.first].start < phrase[1]
        ]
        if st.polarity == "does_not_hold" and t.kind in ("violation", "violence"):
            left_out = excepted(f, t, last)
            free = [p for p in free if p.first not in left_out]
            counts = () if left_out else counts
        where = wheres(f, t, beside, free, lo, hi)
        begin = min([t.first, *(e.first for e, _ in bound), *(d.first for d in here)])
        a, b = f.words[max(lo, begin)].start, f.words[hi - 1].end
        lead = leading(f, clause_start(f, t.first, first), a, counts, negative=st.polarity == "does_not_hold")
        span = Span(start=lead, end=b, text=f.text[lead:b])
        if self.hedged == "false_report" and st.act != "accuses" and "demand" not in st.topics:
            st = msgspec.structs.replace(st, act="denies", polarity="does_not_hold", both=False)
        elif self.hedged == "cancelled" and (
            CLASS_BY_DEED.get(t.kind) or (t.kind in ("meeting", "talks") and off(f.low[a:b]))
        ):
            act = "asserts" if st.act in ("plans", "expects") and t.kind in ("meeting", "talks") else st.act
            st = msgspec.structs.replace(st, act=act, polarity="does_not_hold")
        if t.kind in ("violation", "violence") and records(f.text[a:b].lower()):
            actors = tuple(
                msgspec.structs.replace(x, role="observer") if x.role == "agent" and who.watches(x) else x
                for x in actors
            )
        if (
            t.kind in ("violation", "violence")
            and st.act in ("undertakes", "plans", "expects")
            and looked_into(f.low[max(f.words[first].start, f.words[t.first].start - 80) : f.words[t.first].start])
        ):
            self.set_aside(t.first, t.last, "to be looked into, not told")
            return []
        if t.kind in ("violation", "violence") and suppresses(
            f.low[max(f.words[first].start, f.words[t.first].start - 80) : f.words[t.first].start]
        ):
            actors = tuple(msgspec.structs.replace(x, role="observer") if x.role == "agent" else x for x in actors)
        kind, code = settled_kind(f, t, actors, who) or (t.kind, code)
        where = connected(f, t, self.kit, settled_where(kind, where), self.places, entities, last)
        base = Claim(
            document=self.document.id, text_digest=self.text.digest, span=span, says=shared.says, background=shared.background, act=st.act,
            polarity="does_not_hold" if st.polarity == "does_not_hold" else "holds", conditional=st.conditional, kind=kind,  # type: ignore[arg-type]
            code=code, actors=actors, where=where, counts=counts, topics=tuple(dict.fromkeys(topics)), reader=READER,
        )  # fmt: skip
        later = put_off(f, t, base, here, first, last)
        if later:
            return later
        out = []
        for w in times:
            c = msgspec.structs.replace(base, when=w, act="plans" if self.to_come(base, w) else base.act)
            hindered = interfered(c, who)
            if hindered is not None:
                out.append(hindered)
            if st.both:
                out.append(msgspec.structs.replace(c, act="provides"))
                c = msgspec.structs.replace(c, topics=(*c.topics, "reading_open"))
            out.append(c)
        return out

    def to_come(self, c: Claim, w: When | None) -> bool:
        """Whether a deed told as a fact has a day after that of publication: it can only be planned."""
        told = self.document.published
        return (
            c.act in ("asserts", "counts")
            and w is not None
            and told is not None
            and w.earliest is not None
            and told.latest is not None
            and w.bound is None
            and w.earliest >= told.latest
        )

    def cuts(self, first: int, last: int) -> list[int]:
        """Code points at which a time, or a place that is not part of a subject ("the situation in X"), begins."""
        f = self.f
        out = [
            f.words[d.first].start
            for d in self.times.within(first, last)
            if d.when.precision in ("T1", "T2") and f.words[d.first - 1].low in ("on", "at", "by", ",", "from")
        ]
        for p in self.places.within(first, last):
            near = {w.low for w in f.words[max(first, p.first - 4) : p.first]}
            if not near & _SUBJECT_OF:
                out.append(f.words[p.first].start)
        return out

    def told_day(self, n: int, t: Trigger, st: Standing, first: int, last: int) -> When | None:
        """For a public act told in the past tense without a date: the day on which it was told, and that doubt."""
        if t.kind not in _TOLD_SAME_DAY or st.act not in ("asserts", "announces") or t.noun:
            return None
        s = self.f.sentences[n]
        outside = [d for d in self.times.within(s.first, s.last) if not first <= d.first < last]
        if len(outside) != 1 or outside[0].when.precision not in ("T1", "T2"):
            return None
        return msgspec.structs.replace(
            outside[0].when, doubt="the day on which it was told; the deed itself is not dated"
        )


def _purpose_of_meeting(f: Frame, t: Trigger, triggers: list[Trigger]) -> bool:
    """A bare "meeting", "talks" after "ahead of", "after", "before", "for" where another deed is told."""
    if t.weight > 1 or len(triggers) < 2 or t.kind not in ("meeting", "talks"):
        return False
    near = " ".join(w.low for w in f.words[max(0, t.first - 4) : t.first])
    return any(p in near.split() for p in ("after", "before", "during", "for", "of", "at", "following", "in"))
