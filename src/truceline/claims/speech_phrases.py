"""Phrases: the words of one sentence, and the noun phrases, clauses and adverbials that speech is made of (English)."""

from __future__ import annotations

import re

from truceline.claims.attribution import Attribution, Pair
from truceline.claims.languages.english_cues import CUES, NOUNISH, PASSED_ON, STRONG, SUBJECTISH, THAT_WORDS
from truceline.claims.languages.english_words import ADVERBS, AUX, CLAUSE_STARTS, PREPOSITIONS, TIME_WORDS, VERBISH
from truceline.claims.sentences import Sentence, Word

_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "maj",
        "lt",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "prof",
        "adm",
        "brig",
        "st",
        "jr",
        "sr",
    }
)
_IN_WHICH = frozenset(["in", "by", "under", "through", "with"])
_REASON = frozenset(["because", "as", "since", "due", "citing", "given", "for"])
_UNNAMED = frozenset(
    [
        "authorised",
        "authorized",
        "anonymity",
        "anonymous",
        "anonymously",
        "named",
        "identified",
        "unnamed",
        "sensitivity",
        "clearance",
        "permission",
        "sensitive",
    ]
)
_OF_SOURCE = PASSED_ON | {"posted", "released", "issued", "named"}
_DAY = re.compile(r"\d{1,4}(st|nd|rd|th)?")


_PAPER = frozenset([
    "statement", "bulletin", "report", "communique", "release", "message", "post", "briefing", "interview", "letter", "summary",
])  # fmt: skip
_DATED = frozenset([
    "of", "on", "dated", "from", "issued", "published", "released", "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday",
])  # fmt: skip


class SentenceWords:
    """One sentence: its words, which of them are quoted, and the speech found in it so far."""

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

    def add(self, source: Pair | None, cue: Pair, content: Pair, cls: str, way: str) -> None:
        a, b = content
        while a < b and self.w[a].low in (",", ":", '"', "“", "«", "”", "»", "-", "–", "—", ";"):
            a += 1
        while b > a and self.w[b - 1].low in (",", '"', "“", "”", "»", ":", "-", "–", "—", ";"):
            b -= 1
        if a < b:
            self.out.append(Attribution(source=source, cue=cue, content=(a, b), cls=cls, way=way, sentence=self.n))

    def comma_before(self, i: int) -> int:
        """Index of the comma or closing mark that opens the run of words before i; -1 if none within 25 words."""
        for j in range(i - 1, max(self.s.first - 1, i - 26), -1):
            if self.q[j]:
                return -1
            if self.w[j].low in (",", '"', "”", "»", "—", "–", "?", "!"):
                return j
        return -1

    def next_word(self, i: int) -> int:
        while i < self.end and self.w[i].low in (",", '"', "“", "«"):
            i += 1
        return i

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
                "over",
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
                        "condition",
                        "background",
                        "record",
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
                        "phone",
                        "telephone",
                        "email",
                        "e-mail",
                        "video",
                        "telegram",
                        "television",
                        "tv",
                        "radio",
                        "state",
                        "social",
                    )
                    or self.upper(k + 1)
                ):
                    k, moved = stop, True
            elif low in PASSED_ON and self.low(k + 1) in ("by", "on", "in"):
                k, moved = self.np_end(k + 2), True
            elif low in _REASON and (stop := self.reason(k)) > k:
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

    def reason(self, k: int) -> int:
        """End of the words from k on that say why a speaker is not named ("because he was not authorised to speak"); k if
        they do not."""
        stop = self.to_comma(k)
        return stop if any(self.w[m].low in _UNNAMED for m in range(k, stop)) else k

    def np_end(self, k: int) -> int:
        """End of the noun phrase that begins at word k."""
        m = k
        while m < self.end and m < k + 14 and not self.q[m]:
            low = self.w[m].low
            if low == "." and self.abbreviated(m):
                m += 1
                continue
            if low in (",", ";", ":", '"', "“", "(", ".", "—", "–") or (
                m > k and (low in VERBISH or low in THAT_WORDS or low in CLAUSE_STARTS)
            ):
                break
            if m > k and low in PREPOSITIONS and low not in ("of", "for", "from", "in", "at"):
                break
            if (
                m > k
                and low in SUBJECTISH
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
            if (
                low in (",", ";", ":", '"', "“", "—", "–", ".")
                and not (low == "." and self.abbreviated(m))
                and not (low == "," and self.apposition(m))
            ):
                break
            if m > k and low == "at" and self.low(m + 1) in ("least", "most"):
                break
            if (
                m > k
                and (low in VERBISH and low not in _OF_SOURCE)
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

    def abbreviated(self, m: int) -> bool:
        """Whether the point at m ends an initial or a title ("John D. Orr", "Gen. Orr")."""
        word = self.low(m - 1)
        return self.upper(m - 1) and self.upper(m + 1) and (len(word) == 1 or word in _TITLES)

    def to_comma(self, k: int) -> int:
        """The next comma, mark or end from word k on."""
        while k < self.end and self.w[k].low not in (",", ";", '"', "“", "—", "–", ":"):
            k += 1
        return k

    def clause_begin(self, i: int) -> int:
        j = i
        while j > self.s.first:
            j -= 1
            low = self.w[j].low
            if low in '"”»' and (opening := self.opening(j)) >= 0:
                j = opening
                continue
            if low in (";", ":", '"', "”", "“") or self.q[j] or (low in CLAUSE_STARTS and low not in ("who", "which")):
                return j + 1
        return self.s.first

    def opening(self, j: int) -> int:
        """Where the quotation of at most four words that closes at j opens within a noun phrase; -1 if it does not."""
        for k in range(j - 1, max(self.s.first, j - 6), -1):
            if self.w[k].low in '"“«':
                return (
                    k
                    if j - k > 1
                    and self.w[k - 1].low not in (",", ":")
                    and self.w[j - 1].low not in (",", ".", "?", "!")
                    else -1
                )
            if not self.q[k]:
                return -1
        return -1

    def main_subject(self, i: int) -> Pair | None:
        """The subject of the main clause before word i: the noun phrase before its first verb."""
        for k in range(self.s.first + 1, i):
            low = self.w[k].low
            if self.q[k]:
                return None
            if (
                low in VERBISH
                or low in STRONG
                or (low in CUES and low not in NOUNISH)
                or (low.endswith("ed") and len(low) > 4 and self.low(k - 1) not in PREPOSITIONS | SUBJECTISH)
            ):
                return self.source(self.s.first, k)
        return None

    def subject(self, i: int) -> Pair | None:
        """The source before the cue at i, with what is told of it between commas (", who asked not to be named,")."""
        if self.low(i - 1) == ",":
            for k in range(i - 2, max(self.s.first, i - 36), -1):
                if self.w[k].low in ("quoted", "cited") and self.low(k - 1) == "," and self.low(k + 1) == "by":
                    found = self.source(self.clause_begin(k - 1), k - 1)
                    return (found[0], i - 1) if found is not None else None  # the relay stands in it
                if self.w[k].low in ("who", "which", "whose") and self.low(k - 1) == ",":
                    found = self.source(self.clause_begin(k - 1), k - 1)
                    return (found[0], i) if found is not None and self.broad else found
                if self.w[k].low in (";", ":", '"', "”", "“") or self.q[k]:
                    break
        begin = self.clause_begin(i)
        which = next((k for k in range(begin + 1, i) if self.w[k].low == "which" and self.low(k - 1) in _IN_WHICH), -1)
        if which > 0:  # "signed a document in which they pledged to ..."
            inner = self.low(which + 1) in ("they", "it", "he", "she", "both", "the")
            return self.main_subject(which - 1) if inner else self.source(which + 1, i)
        return self.source(self._past_paper(begin, i), i)

    def _past_paper(self, begin: int, i: int) -> int:
        """The word after "in its bulletin of 4 May", with no comma, where who speaks is named after it; else `begin`."""
        if self.low(begin) != "in" or any(self.w[k].low == "," for k in range(begin, i)):
            return begin
        k = next((k for k in range(begin + 2, min(begin + 7, i)) if self.w[k].low in _PAPER), -1)
        if k < 0:
            return begin
        k += 1
        dated = self.low(k) in ("of", "on", "dated", "from", "issued", "published", "released")
        while (
            dated and k < i and (self.w[k].low in _DATED or self.w[k].low in TIME_WORDS or self.w[k].low[:1].isdigit())
        ):
            k += 1
        return k if k < i and (self.upper(k) or self.low(k) in ("the", "it", "he", "she", "they")) else begin

    def source(self, begin: int, i: int) -> Pair | None:
        """The noun phrase among words [begin, i) that is the subject of the cue at i."""
        e = i
        while e > begin and (self.w[e - 1].low in ADVERBS or self.w[e - 1].low in AUX or self.w[e - 1].low == "not"):
            e -= 1
        joined = any(self.w[k].low == "and" for k in range(max(begin, e - 12), e - 1))
        e -= (
            e > begin + 1
            and self.w[e - 1].low in ("all", "both", "each")
            and (joined or self.w[e - 2].low.endswith("s"))
        )
        e = self.without_time(begin, e)
        appositive = e > begin and self.w[e - 1].low == ","
        commas = [j for j in range(begin, e - 1 if appositive else e) if self.w[j].low == ","]
        if appositive:
            e -= 1
            s = commas[-2] + 1 if len(commas) > 1 else begin
            if len(commas) == 1 or (commas and self.w[s].low in ("who", "which")):
                s = begin if len(commas) < 2 else s
        else:
            s = self.list_begin(commas, begin, e) if commas else begin
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
                if s >= e or not (self.upper(s) or self.w[s].low in SUBJECTISH):
                    return None
        return (s, e)

    def list_begin(self, commas: list[int], begin: int, e: int) -> int:
        """Where the subject after the last comma begins; for a list of names, "A, B and C", its first name."""
        s = commas[-1] + 1
        if not any(self.w[k].low == "and" for k in range(s + 1, e)):
            return s
        for n in range(len(commas) - 1, -1, -1):
            a = commas[n - 1] + 1 if n else begin
            a += self.w[a].low == "the"
            if not (
                0 < commas[n] - a <= 4
                and self.upper(a)
                and (
                    self.upper(commas[n] + 1 + (self.low(commas[n] + 1) == "the"))
                    or (a == begin and self.low(commas[n] - 1).endswith("s") and self.low(commas[n] + 1).endswith("s"))
                )
            ):
                break
            if any(
                self.w[k].low in VERBISH
                or self.w[k].low in CUES
                or self.w[k].low in TIME_WORDS
                or self.w[k].low in PREPOSITIONS
                for k in range(a, commas[n])
            ):
                break
            s = commas[n - 1] + 1 if n else begin
        return s

    def without_time(self, begin: int, e: int) -> int:
        """e moved left over "on 13 December 2020" that stands between subject and cue."""
        k = e
        while k > begin and (
            self.w[k - 1].low in TIME_WORDS or _DAY.fullmatch(self.w[k - 1].low) or (self.w[k - 1].low == "," and k < e)
        ):
            k -= 1
        if k < e and k > begin and self.w[k - 1].low in ("on", "in", "at", "early", "late", "since", "by"):
            k -= 1
            while k > begin and self.w[k - 1].low in ADVERBS:
                k -= 1
            return k
        return e if k == begin else (k if k < e and self.w[e - 1].low in TIME_WORDS and k - begin >= 1 else e)
