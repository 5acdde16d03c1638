"""Who says what: source, cue and content of the speech in a text (English).

Rules.
 S1. A cue verb outside quotation marks with a clause after it (that ..., a quotation, a clause): source before it,
     content after it.
 S2. A cue with its source after a comma or a closing quotation mark, and nothing but adverbials after it: content
     before it ("..., the ministry said on Sunday"; "...", said the mayor).
 S3. "according to S", "as follows from S", "as reported by S", "S was quoted as saying": the other side is content.
 S4. "citing S", "quoting S" after a relay: S said it, the relay passed it on; both have the same content.
 S5. ", saying that", ", adding that": the subject of the sentence goes on.
 S6. A quotation without a cue in its sentence is the last speaker's, if it begins in the same paragraph or the marks
     were not closed; else it has no source.
 S8. A heading of names before a colon speaks for the line. S9. What is retracted or corrected. S10. See `transitive`.
 S7. A accuses B of ...: cue and content; the accused is part of the content.
Within quotation marks no cue opens a new speaker. All work is done within a sentence, so it is linear in the text.
"""

from __future__ import annotations

import re

import msgspec

from truceline.claims.languages.english_cues import ACCUSE, BARE, CITING, CUES, GERUNDS, PLAIN, TRANSITIVE
from truceline.claims.languages.english_words import (
    ADVERBS,
    AUX,
    BE,
    CLAUSE_STARTS,
    MODALS,
    PREPOSITIONS,
    TIME_WORDS,
    VERBISH,
)
from truceline.claims.sentences import Sentence, Word, sentences_of, words_of

Pair = tuple[int, int]
_OPEN = '“«„"'
_CLOSE = '”»"'
_NOUNISH = frozenset({
    "report", "reports", "claim", "claims", "note", "notes", "state", "states", "show", "shows", "hope", "hopes",
    "fear", "fears", "estimate", "estimates", "request", "requests", "comment", "comments", "post", "posts", "find",
    "think", "demand", "demands", "question", "questions", "remark", "remarks", "detail", "details", "signal",
    "signals", "forecast", "repeat", "caution", "vow", "promise", "pledge", "pledges", "guarantee", "guarantees",
    "doubt", "answer", "reply", "contend", "urge", "consider", "learn", "echo", "posted", "found", "showed", "shown",
    "worry", "tweet", "tweets", "boast", "ask",
})  # fmt: skip
_THAT = frozenset({"that", "how", "whether", "why", "what"})
_SUBJECTISH = frozenset({
    "the", "a", "an", "his", "her", "its", "their", "our", "no", "two", "three", "four", "five", "some", "many",
    "several", "all", "both", "it", "they", "he", "she", "we", "there", "this", "these", "those",
})  # fmt: skip
_ACCORDING = frozenset({"according", "per"})


_RETRACT = frozenset({
    "retract", "retracts", "retracted", "withdrew", "withdrawn", "withdraws", "recanted", "rescinded", "deleted",
    "deletes", "corrected", "corrects", "revised", "revises", "updated", "updates", "amended",
})  # fmt: skip
_WORDS_SAID = frozenset({
    "statement", "report", "claim", "allegation", "accusation", "post", "message", "bulletin", "assertion", "remarks",
    "video", "figure", "figures", "toll", "number", "numbers", "count", "information", "data", "tally", "reports",
    "claims",
})  # fmt: skip


_APPEAL = frozenset({
    "call", "calls", "called", "appeal", "appeals", "appealed", "condemn", "condemns", "condemned", "denounce",
    "denounces", "denounced", "decried",
})  # fmt: skip


class Range(msgspec.Struct, frozen=True):
    """Code points [start, end)."""

    start: int
    end: int


class Speech(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of speech. source and cue are absent where the text gives none."""

    source: Range | None = None
    cue: Range | None = None
    content: Range


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Speech as the reader uses it: words [from, to) of the text. cls: class of the cue. way: rule that found it."""

    source: Pair | None
    cue: Pair | None
    content: Pair
    cls: str
    way: str
    sentence: int


def find_speech(text: str) -> list[Speech]:
    """All speech of a text, in order of its content."""
    words = words_of(text)
    found = attributions(text, words, sentences_of(text, words), broad=True)

    def r(p: Pair | None) -> Range | None:
        return None if p is None or p[0] >= p[1] else Range(words[p[0]].start, words[p[1] - 1].end)

    out = []
    for a in found:
        content = r(_widened(words, a.content))
        if content is not None and a.way != "told":
            out.append(Speech(source=r(a.source), cue=r(a.cue), content=content))
    return sorted(out, key=lambda s: (s.content.start, s.content.end))


def _widened(words: list[Word], content: Pair) -> Pair:
    """The content with its "that", its quotation marks and its final mark."""
    s, e = content
    while s > 0 and words[s - 1].low in ("that", '"', "“", "«", "‘"):
        s -= 1
    while (e < len(words) and words[e].low in (".", "?", "!", '"', "”", "»", "…")) or (
        e + 1 < len(words) and words[e].low == "," and words[e + 1].low in '"”»'
    ):
        e += 1
    return s, e


def quoted_words(words: list[Word], sentences: list[Sentence]) -> bytearray:
    """One flag a word: inside quotation marks. Straight marks alternate within a paragraph; an open one ends with it,
    unless the next paragraph opens again."""
    flags = bytearray(len(words))
    depth, mark, paragraph, count = False, "", -1, 0
    for s in sentences:
        if s.paragraph != paragraph:
            paragraph, depth, count = s.paragraph, False, 0
        for i in range(s.first, s.last):
            w = words[i].low
            if not depth and (w in "“«„" or w == '"'):
                depth, mark, count = True, {"“": "”", "«": "»", "„": "“"}.get(w, '"'), 0
            elif depth and (w == mark or (w in _CLOSE and w != '"')):
                depth = False
            elif depth:
                flags[i] = 1
                count += 1
                if count > 600:
                    depth = False
    return flags


def attributions(
    text: str, words: list[Word], sentences: list[Sentence], quoted: bytearray | None = None, broad: bool = False
) -> list[Attribution]:
    """The speech of a text by the rules above."""
    quoted = quoted_words(words, sentences) if quoted is None else quoted
    out: list[Attribution] = []
    last: Pair | None = None
    last_paragraph = -1
    for n, s in enumerate(sentences):
        found = _Sentence(text, words, quoted, s, n, broad).read()
        covered = [a.content for a in found]
        for i, j in _quotes(quoted, s):
            if (
                j - i >= 4
                and not any(a < j and i < b for a, b in covered)
                and not any(a.cue and i <= a.cue[0] < j for a in found)
            ):
                near = last if s.paragraph - last_paragraph <= 0 or quoted[s.first] else None
                own = next((a.source for a in found if a.source), None)
                found.append(Attribution(source=own or near, cue=None, content=(i, j), cls="say", way="S6", sentence=n))
        sources = [a.source for a in found if a.source and a.way != "S6"]
        if sources:
            last, last_paragraph = sources[0], s.paragraph
        elif found or s.paragraph == last_paragraph:
            last_paragraph = s.paragraph if last else last_paragraph
        out.extend(found)
    return out


def _quotes(quoted: bytearray, s: Sentence) -> list[Pair]:
    out, i = [], s.first
    while i < s.last:
        if quoted[i]:
            j = i
            while j < s.last and quoted[j]:
                j += 1
            out.append((i, j))
            i = j
        else:
            i += 1
    return out


class _Sentence:
    """The cues of one sentence and what belongs to them."""

    def __init__(
        self, text: str, words: list[Word], quoted: bytearray, s: Sentence, n: int, broad: bool = False
    ) -> None:
        self.broad = broad
        self.text, self.w, self.q, self.s, self.n = text, words, quoted, s, n
        self.end = s.last
        while self.end > s.first and words[self.end - 1].low in (".", "!", "?", "…", '"', "”", "»"):
            self.end -= 1
        self.out: list[Attribution] = []

    def low(self, i: int) -> str:
        return self.w[i].low if self.s.first <= i < self.s.last else ""

    def upper(self, i: int) -> bool:
        return self.s.first <= i < self.s.last and self.text[self.w[i].start].isupper()

    def read(self) -> list[Attribution]:
        i = self.s.first
        while i < self.end:
            low = self.w[i].low
            if not self.q[i]:
                if low in CUES:
                    self.cue(i)
                elif low in ACCUSE or (
                    low in ("held", "holds", "hold")
                    and any(self.w[k].low == "responsible" for k in range(i + 1, min(i + 8, self.end)))
                ):
                    self.accuse(i)
                elif low in _ACCORDING or (
                    low == "as"
                    and self.low(i + 1)
                    in ("follows", "reported", "stated", "told", "quoted", "cited", "noted", "announced", "said")
                ):
                    self.according(i)
                elif low in CITING:
                    self.citing(i)
                elif low in _APPEAL:
                    self.appeal(i)
                elif low in _RETRACT:
                    self.retract(i)
                if self.broad and low in TRANSITIVE and not any(a.cue and a.cue[0] <= i < a.cue[1] for a in self.out):
                    self.transitive(i)
            i += 1
        self.heading()
        self.trim()
        return self.out

    def transitive(self, i: int) -> None:
        """S10: speech told by its object ("praised the plan", "cited a letter"); only for the listing of speech."""
        prev = self.low(i - 1)
        if (
            prev in BE
            or prev in ("to", "the", "a", "of", "an")
            or i + 2 >= self.end
            or self.low(i + 1) in ("by", ",", ".")
        ):
            return
        if any(a.content[0] <= i < a.content[1] and a.way != "S2" for a in self.out):
            return
        source = self.subject(i)
        if source is not None and (self.upper(source[0]) or source[1] - source[0] <= 3):
            self.add(source, (i, i + 1), (i + 1, self.end), "say", "S10")

    def heading(self) -> None:
        """S8: a short heading of names before a colon speaks for what follows it."""
        for k in range(self.s.first + 1, min(self.s.first + 9, self.end - 3)):
            low = self.w[k].low
            if low == ":":
                if not self.out and self.upper(self.s.first) and self.upper(k - 1):
                    self.add((self.s.first, k), (k, k + 1), (k + 1, self.end), "say", "S8")
                return
            if low in VERBISH or low in CUES or low in (",", ";", '"', "“") or self.q[k]:
                return

    def appeal(self, i: int) -> None:
        """S11: "called on Y to ...", "appealed for ...", "condemned ...": the rest is what is wanted or blamed."""
        low, nxt = self.w[i].low, self.low(i + 1)
        if self.low(i - 1) in BE or self.low(i - 1) in ("to", "the", "a", "its", "his", "her", "their"):
            return
        if low.startswith(("call", "appeal")):
            if nxt in ("on", "upon", "for", "to") and not (low.startswith("call") and nxt == "to"):
                self.add(self.subject(i), (i, i + 2), (i + 2, self.end), "demand", "S11")
            return
        self.add(self.subject(i), (i, i + 1), (i + 1, self.end), "accuse", "S11")

    def retract(self, i: int) -> None:
        """S9: what is retracted or corrected: "retracted its statement that", "corrected its figure, saying"."""
        low = self.w[i].low
        marks = range(i + 1, min(i + 8, self.end))
        noun = next((k for k in marks if self.w[k].low in _WORDS_SAID), -1)
        if noun < 0 or self.w[i - 1].low in ("to", "the", "a"):
            return
        cls = "correct" if low.startswith(("correct", "revis", "updat", "amend")) else "withdraw"
        start = noun + 1
        if self.low(start) == "," and self.low(start + 1) in GERUNDS:
            start += 2
        elif self.low(start) in ("that", "saying", "about", "of", "on"):
            start += 1
        if self.low(start) == "that":
            start += 1
        self.add(self.subject(i), (i, start), (start, self.end), cls, "S9")

    def add(self, source: Pair | None, cue: Pair, content: Pair, cls: str, way: str) -> None:
        a, b = content
        while a < b and self.w[a].low in (",", ":", '"', "“", "«", "”", "»", "-", "–", "—", ";"):
            a += 1
        while b > a and self.w[b - 1].low in (",", '"', "“", "”", "»", ":", "-", "–", "—", ";"):
            b -= 1
        if a < b:
            self.out.append(Attribution(source=source, cue=cue, content=(a, b), cls=cls, way=way, sentence=self.n))

    # --- S1, S2, S5 --------------------------------------------------------------------------------------------------
    def cue(self, i: int) -> None:
        low, nxt, prev = self.w[i].low, self.low(i + 1), self.low(i - 1)
        cls = CUES[low]
        if any(a.cue and a.cue[0] <= i < a.cue[1] for a in self.out):
            return
        if low in GERUNDS and prev in BE and self.low(i - 2) != "it":
            source = self.subject(i - 1)
            if source is not None and (nxt in _THAT or nxt in _SUBJECTISH or nxt in '"“«:' or self.upper(i + 1)):
                self.add(source, (i - 1, i + 1), (i + 1, self.end), cls, "S1")
            return
        if low in GERUNDS:
            if prev in (",", "by", "as") and (
                nxt in _THAT
                or nxt in _SUBJECTISH
                or nxt in '"“«'
                or self.upper(i + 1)
                or low in ("saying", "adding", "noting", "claiming", "arguing", "stressing", "warning")
            ):
                source = next((a.source for a in self.out if a.source), None) or self.subject(i)
                self.add(source, (i, i + 1), (i + 1, self.end), cls, "S5")
            return
        if prev in ("to", "the", "a", "an", "of", "this", "his", "her", "its", "their", "no", "any", "our", "s") or (
            self.low(i - 1).endswith("'s") and low in _NOUNISH
        ):
            return
        if prev in BE or (prev in ADVERBS and self.low(i - 2) in BE):
            if self.low(i - 2) == "it" and nxt in _THAT:
                self.add(None, (i - 1, i + 1), (i + 2, self.end), cls, "S1")
            return
        if low in _NOUNISH and nxt not in _THAT and nxt not in ":" and nxt not in '"“«' and not self.trailing_place(i):
            return
        if low in PLAIN and low not in BARE and prev not in AUX and not self.plural_subject(i) and nxt not in _THAT:
            return
        if prev in MODALS and low in PLAIN and nxt not in _THAT:
            return
        if (
            cls == "deny"
            and any(
                self.w[k].low in ("access", "entry", "passage", "entrance") for k in range(i + 1, min(i + 7, self.end))
            )
            and nxt not in _THAT
        ):
            return
        if self.trail(i, cls):
            return
        self.lead(i, cls)

    def plural_subject(self, i: int) -> bool:
        j = i - 1
        while self.low(j) in ADVERBS:
            j -= 1
        return self.low(j) in ("i", "we", "they", "you", "officials", "sources", "who") or self.low(j).endswith("s")

    def trailing_place(self, i: int) -> bool:
        return i + 1 >= self.end or self.low(i + 1) in (",", ".")

    def comma_before(self, i: int) -> int:
        """Index of the comma or closing mark that opens the run of words before i; -1 if none within 25 words."""
        for j in range(i - 1, max(self.s.first - 1, i - 26), -1):
            if self.q[j]:
                return -1
            if self.w[j].low in (",", '"', "”", "»", "—", "–", "?", "!"):
                return j
        return -1

    def trail(self, i: int, cls: str) -> bool:
        """S2: ", S said ..." or ", said S"."""
        after = self.after_adverbials(i + 1)
        if self.w[i].low in ("told", "tells") and after < self.end:
            after = self.after_adverbials(self.np_end(after))
        inverted = False
        c = self.comma_before(i)
        if (
            self.low(i - 1) in (",", '"', "”", "»")
            and i + 1 < self.end
            and (self.upper(i + 1) or self.low(i + 1) in ("the", "a", "an", "one", "another", "his", "her"))
            and self.w[i].low
            in BARE
            | {
                "recalled",
                "stressed",
                "emphasized",
                "commented",
                "remarked",
                "observed",
                "replied",
                "reiterated",
                "underlined",
            }
        ):
            stop = self.np_end(i + 1)
            if self.low(stop) == "," and self.low(stop + 1) in (
                "a",
                "an",
                "the",
                "who",
                "director",
                "president",
                "professor",
                "chief",
                "spokesman",
                "spokeswoman",
                "head",
            ):
                stop = self.to_comma(stop + 1)
            tail = self.after_adverbials(stop)
            if tail >= self.end or self.low(tail) in (",", ".", "”", '"', ";", "“"):
                c, inverted, after = i - 1, True, tail
        if c < 0 or c <= self.s.first:
            return False
        if not inverted and not (
            after >= self.end
            or self.low(after) in (",", ";", '"', "“", "(")
            or (self.low(after) in ("and", "while", "but", "as"))
        ):
            return False
        if not inverted and self.low(after) == "," and self.low(self.next_word(after)) in _THAT and not self.q[c - 1]:
            return False
        quote = self.w[c].low in '"”»' or (c > self.s.first and self.q[c - 1]) or self.w[c - 1].low in '"”»'
        if not quote and not self.has_verb(self.s.first, c):
            return False
        if (
            not inverted
            and self.low(c + 1) in ("which", "who", "that", "and", "but", "whose")
            and self.low(c + 1) not in ("and", "but")
        ):
            return False
        source = (i + 1, stop) if inverted else self.source(c + 1, i)
        if source is None:
            return False
        begin = self.s.first
        for a in self.out:  # a lead by the same sentence ends where this begins; both keep the content
            if a.cue and a.way in ("S2",) and a.cue[1] <= c:
                begin = max(begin, a.cue[1]) if quote else begin
        self.add(source, (i, i + 1), (begin, c), cls, "S2")
        k = self.next_word(after)
        if quote and after < self.end and (self.low(after) in '"“«' or (k < self.end and self.q[k])):
            self.add(source, (i, i + 1), (after, self.end), cls, "S2")
        return True

    def next_word(self, i: int) -> int:
        while i < self.end and self.w[i].low in (",", '"', "“", "«"):
            i += 1
        return i

    def lead(self, i: int, cls: str) -> None:
        """S1: the content follows."""
        low = self.w[i].low
        if low in (
            "denied",
            "rejected",
            "refuted",
            "dismissed",
            "denies",
            "rejects",
            "deny",
            "rebutted",
            "repudiated",
            "dismisses",
            "refutes",
        ):
            start = i + 1
        else:
            that = self.that_after(i)
            if that >= 0:
                start = that + 1 if self.w[that].low == "that" else that
            else:
                k = self.after_adverbials(i + 1)
                if low in ("told", "tells", "informed", "assured", "assure", "warned", "reminded"):
                    k = (
                        self.after_adverbials(self.np_end(k))
                        if k < self.end and not self.q[k] and self.low(k) not in '"“:,'
                        else k
                    )
                if (
                    (k < self.end and (self.low(k) in ':"“«' or (self.low(k) == "," and self.low(k + 1) in '"“«')))
                    or (low in BARE and k < self.end and self.clause_at(k))
                    or (
                        cls in ("deny", "announce", "admit", "undertake", "expect", "demand")
                        and k < self.end
                        and self.low(k) not in (",", "and", ";")
                    )
                    or (
                        cls == "say"
                        and k < self.end
                        and self.low(k) in ("the", "a", "an", "no", "its", "their")
                        and low not in ("added",)
                    )
                ):
                    start = k
                else:
                    return
        if low in ("told", "tells", "informed") and self.upper(i + 1):
            heard = self.np_end(i + 1)
            if heard <= start:
                self.add((i + 1, heard), (i, i + 1), (self.s.first, self.lead_end(start)), cls, "told")
        source = self.subject(i)
        if source is None and self.low(self.clause_begin(i)) not in ("", "and") and cls in ("opine", "find", "ask"):
            return
        if self.low(i - 1) in ("which", "who", "that"):
            source = (i - 1, i)
        self.add(source, (i, i + 1), (start, self.lead_end(start)), cls, "S1")

    def that_after(self, i: int) -> int:
        for k in range(i + 1, min(i + 22, self.end)):
            if self.q[k] or self.w[k].low in (";", ":"):
                return -1
            if self.w[k].low in ("that", "how", "whether"):
                return k if k == i + 1 or all(self.w[m].low not in VERBISH for m in range(i + 1, k)) else -1
        return -1

    def lead_end(self, start: int) -> int:
        """Where the content of S1 ends: the sentence, or before another subject with a cue of its own."""
        for k in range(start + 2, self.end - 2):
            if self.q[k]:
                continue
            low = self.w[k].low
            if (
                low in ("while", "but", "whereas")
                or low == ";"
                or (low == "and" and self.w[k - 1].low in (",", "”", '"'))
            ):
                for m in range(k + 2, min(k + 14, self.end)):
                    if (
                        self.w[m].low in CUES
                        and self.w[m].low not in GERUNDS
                        and self.w[m - 1].low not in AUX
                        and self.w[m].low in BARE | {"denied", "rejected"}
                    ):
                        between = [self.w[x].low for x in range(k + 1, m)]
                        if not any(b in VERBISH or b == "that" for b in between):
                            return k
                    if self.w[m].low in VERBISH:
                        break
        return self.end

    # --- S3, S4, S7 --------------------------------------------------------------------------------------------------
    def according(self, i: int) -> None:
        k = i + 1
        if self.w[i].low == "according":
            if self.low(k) != "to":
                return
            k += 1
        elif self.w[i].low == "as":
            k = i + 2
            if self.low(k) in ("by", "from", "in", "to", "on"):
                k += 1
            elif self.w[i + 1].low == "follows" or (
                self.low(i + 1) in ("said", "told", "announced", "noted", "stated") and k < self.end
            ):
                return
        elif self.low(i - 1) not in (",", ""):
            return
        stop = self.phrase_end(k)
        if stop <= k:
            return
        if i <= self.s.first + 1 or self.low(i - 1) == "that":
            begin = stop + 1 if self.low(stop) == "," else stop
            self.add((k, stop), (i, k), (begin, self.end), "say", "S3")
        else:
            begin = self.s.first
            for m in range(i - 1, self.s.first, -1):
                if self.w[m].low == ";":
                    begin = m + 1
                    break
            self.add((k, stop), (i, k), (begin, i), "say", "S3")

    def citing(self, i: int) -> None:
        if self.low(i - 1) not in (",", "reported", "reports", "said", "wrote", "writes", "saying") and self.w[
            i
        ].low not in ("citing", "quoting"):
            return
        stop = self.phrase_end(i + 1)
        if self.w[i].low in ("cited", "quoted", "cites", "quotes"):
            return
        content = next((a.content for a in reversed(self.out)), None)
        if content is None:
            return
        if content[0] <= i < content[1]:
            content = (content[0], i) if i - content[0] > 3 else (stop, content[1])
        self.add((i + 1, stop), (i, i + 1), content, "say", "S4")

    def accuse(self, i: int) -> None:
        prev = self.low(i - 1)
        if self.w[i].low.endswith("ing") and prev not in (",", "while"):
            return
        if prev in ("the", "a", "to", "of", "no") and self.w[i].low in (
            "blame",
            "charge",
            "fault",
            "charges",
            "faults",
            "charged",
        ):
            return
        k = i + 1
        marks = range(k, min(k + 30, self.end))
        of = next((m for m in marks if self.w[m].low in ("of", "for", "with", "on") and m > k - 1), -1)
        if of < 0 or (self.w[i].low.startswith("charg") and self.low(of) != "with"):
            return
        if prev in BE or (prev in ("been",)):
            who = self.subject(i - 1)
            source = None
            by = next((m for m in marks if self.w[m].low == "by"), -1)
            if by >= 0 and by < of + 3:
                source = (by + 1, self.np_end(by + 1))
            self.add(source, (i, i + 1), (who[0] if who else k, self.end), "accuse", "S7")
            return
        self.add(self.subject(i), (i, i + 1), (k, self.end), "accuse", "S7")

    # --- pieces ------------------------------------------------------------------------------------------------------
    def trim(self) -> None:
        """Cut a content where a trailing source of S2-S4 begins inside it."""
        ends = []
        for a in self.out:
            if a.cue and a.way in ("S2", "S3", "S4"):
                first = min(a.cue[0], a.source[0] if a.source else a.cue[0])
                ends.append((first, a))
        fixed = []
        for a in self.out:
            s, e = a.content
            for first, b in ends:
                if b is not a and s < first < e and a.way != "S2":
                    e = first
            while e > s and self.w[e - 1].low in (",", "and", '"', "”", "—"):
                e -= 1
            if s < e:
                fixed.append(msgspec.structs.replace(a, content=(s, e)))
        self.out = fixed

    def has_verb(self, a: int, b: int) -> bool:
        return (
            any(
                self.w[k].low in VERBISH
                or (self.w[k].low.endswith("ed") and len(self.w[k].low) > 4)
                or self.w[k].low in CUES
                for k in range(a, b)
            )
            or b - a >= 7
        )

    def clause_at(self, k: int) -> bool:
        """Whether a clause with a subject may begin at word k."""
        low = self.low(k)
        if low in PREPOSITIONS and low not in (
            "in",
            "on",
            "at",
            "after",
            "for",
            "under",
            "with",
            "from",
            "between",
            "by",
            "over",
        ):
            return False
        if low in (",", "so", "more", "it", "as", ".") and low != "it":
            return False
        return any(
            self.w[m].low in VERBISH or self.w[m].low.endswith("ed") for m in range(k + 1, min(k + 25, self.end))
        )

    def after_adverbials(self, k: int) -> int:
        """Skip adverbs, times, "in a statement", "to reporters", "at a briefing" from word k on."""
        moved = True
        while moved and k < self.end:
            moved = False
            low = self.w[k].low
            if self.q[k]:
                return k
            if low in ADVERBS or low in TIME_WORDS or (low.isdigit() and self.low(k + 1) in TIME_WORDS):
                k, moved = k + 1, True
            elif low in (
                "on",
                "in",
                "at",
                "to",
                "during",
                "via",
                "late",
                "early",
                "after",
                "by",
                "through",
                "from",
                "of",
                "with",
                "before",
            ):
                stop = self.np_end(k + 1)
                first = self.low(k + 1)
                if low == "to" and not (
                    first
                    in ("reporters", "journalists", "the", "a", "his", "her", "its", "their", "questions", "parliament")
                    or self.upper(k + 1)
                ):
                    return k
                if stop > k + 1 and (
                    low in ("to", "during", "via", "at", "through", "with", "of")
                    or first in TIME_WORDS
                    or first[:1].isdigit()
                    or first
                    in (
                        "a",
                        "an",
                        "the",
                        "his",
                        "her",
                        "its",
                        "their",
                        "press",
                        "remarks",
                        "comments",
                        "response",
                        "interview",
                        "statement",
                        "twitter",
                        "facebook",
                        "parliament",
                        "court",
                        "reference",
                    )
                    or self.upper(k + 1)
                ):
                    k, moved = stop, True
            elif low == "," and (
                self.low(k + 1) in TIME_WORDS
                or (self.low(k + 1)[:1].isdigit() and self.low(k - 1) in TIME_WORDS | {"sunday"})
            ):
                k, moved = k + 1, True
                while k < self.end and (self.w[k].low in TIME_WORDS or self.w[k].low[:1].isdigit()):
                    k += 1
                if self.low(k) == ",":
                    k += 1
            elif low[:1].isdigit() and self.low(k - 1) in TIME_WORDS:
                k, moved = k + 1, True
        return k

    def np_end(self, k: int) -> int:
        """End of the noun phrase that begins at word k."""
        m = k
        while m < self.end and m < k + 14 and not self.q[m]:
            low = self.w[m].low
            if low in (",", ";", ":", '"', "“", "(", ".", "—", "–") or (
                m > k and (low in VERBISH or low in _THAT or low in CLAUSE_STARTS)
            ):
                break
            if m > k and low in PREPOSITIONS and low not in ("of", "for", "from", "in", "at"):
                break
            if (
                m > k
                and low in _SUBJECTISH
                and self.w[m - 1].low not in PREPOSITIONS
                and self.w[m - 1].low not in ("and", "all", "both")
            ):
                break
            if m > k + 1 and (low in TIME_WORDS and not self.upper(m - 1)):
                break
            m += 1
        return m

    def phrase_end(self, k: int) -> int:
        """End of a source after "according to", "citing": to the next comma, mark or clause."""
        m = k
        while m < self.end and m < k + 22:
            low = self.w[m].low
            if low in (",", ";", ":", '"', "“", "—", "–", ".") and not (low == "," and self.apposition(m)):
                break
            if (
                m > k
                and (
                    low in VERBISH
                    and low not in ("posted", "published", "released", "issued", "quoted", "cited", "named", "carried")
                )
                and self.w[m - 1].low not in ("who", "that", "which")
            ):
                break
            m += 1
        return m

    def apposition(self, comma: int) -> bool:
        """Whether the comma opens an apposition that closes again within ten words."""
        return self.low(comma + 1) in ("a", "an", "the") and self.low(comma + 2) in (
            "spokesman", "spokeswoman", "spokesperson", "head", "director", "chief", "professor", "member", "leader", "commander", "deputy", "minister", "founder", "president",
        ) and comma - self.s.first > 1  # fmt: skip

    def to_comma(self, k: int) -> int:
        """The next comma, mark or end from word k on."""
        while k < self.end and self.w[k].low not in (",", ";", '"', "“", "—", "–", ":"):
            k += 1
        return k

    def clause_begin(self, i: int) -> int:
        for j in range(i - 1, self.s.first - 1, -1):
            low = self.w[j].low
            if low in (";", ":", '"', "”", "“") or self.q[j] or (low in CLAUSE_STARTS and low not in ("who", "which")):
                return j + 1
        return self.s.first

    def subject(self, i: int) -> Pair | None:
        """The source before the cue at i."""
        return self.source(self.clause_begin(i), i)

    def source(self, begin: int, i: int) -> Pair | None:
        """The noun phrase among words [begin, i) that is the subject of the cue at i."""
        e = i
        while e > begin and (self.w[e - 1].low in ADVERBS or self.w[e - 1].low in AUX or self.w[e - 1].low == "not"):
            e -= 1
        e = self.without_time(begin, e)
        appositive = e > begin and self.w[e - 1].low == ","
        commas = [j for j in range(begin, e - 1 if appositive else e) if self.w[j].low == ","]
        if appositive:
            e -= 1
            s = commas[-2] + 1 if len(commas) > 1 else begin
            if len(commas) == 1 or (commas and self.w[s].low in ("who", "which")):
                s = begin if len(commas) < 2 else s
        else:
            s = commas[-1] + 1 if commas else begin
        for j in range(e - 1, s, -1):  # "... and the ministry said": cut after a verb
            if self.w[j].low in ("and", "but") and any(
                self.w[k].low in VERBISH or self.w[k].low in CUES for k in range(s, j)
            ):
                s = j + 1
                break
        while s < e and (
            self.w[s].low in ADVERBS
            or self.w[s].low in ("and", "but", "while", "as", "so", ",", "or", "—", "-", "–", "*", "•")
            or (self.w[s].low in TIME_WORDS and s + 1 < e)
        ):
            s += 1
        if s < e and self.w[s].low in PREPOSITIONS and not self.upper(s + 1):
            return None
        if s < e and self.w[s].low in ("in", "on", "at", "during", "for", "after"):
            return None
        if s >= e or e - s > 25:
            return None
        if any(self.w[k].low in VERBISH and self.w[k].low not in ("who",) for k in range(s, e)) and not appositive:
            who = next((k for k in range(s, e) if self.w[k].low in ("who", "which", "that")), -1)
            if who < 0:
                cut = max(k for k in range(s, e) if self.w[k].low in VERBISH)
                s = cut + 1
                if s >= e or not (self.upper(s) or self.w[s].low in _SUBJECTISH):
                    return None
        return (s, e)

    def without_time(self, begin: int, e: int) -> int:
        """e moved left over "on 13 December 2020" that stands between subject and cue."""
        k = e
        while k > begin and (
            self.w[k - 1].low in TIME_WORDS
            or re.fullmatch(r"\d{1,4}(st|nd|rd|th)?", self.w[k - 1].low)
            or (self.w[k - 1].low == "," and k < e)
        ):
            k -= 1
        if k < e and k > begin and self.w[k - 1].low in ("on", "in", "at", "early", "late", "since", "by"):
            k -= 1
            while k > begin and self.w[k - 1].low in ADVERBS:
                k -= 1
            return k
        return e if k == begin else (k if k < e and self.w[e - 1].low in TIME_WORDS and k - begin >= 1 else e)
