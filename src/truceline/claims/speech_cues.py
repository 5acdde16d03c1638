"""Cues with a clause after or before them: rules S1, S2 and S5 of `speech` (English)."""

from __future__ import annotations

import re

from truceline.claims.attribution import Pair
from truceline.claims.languages.english_cues import (
    ACCUSE,
    BARE,
    CUES,
    GERUNDS,
    NOUNISH,
    OFFERS,
    PLAIN,
    STRONG,
    SUBJECTISH,
    THAT_WORDS,
    WORDS_ISSUED,
    forms,
)
from truceline.claims.languages.english_words import ADVERBS, AUX, BE, MODALS, NUMBERS, PREPOSITIONS, VERBISH
from truceline.claims.speech_phrases import SentenceWords

_CONTRAST = re.compile(
    r"\b(?:contrary to|unlike|despite|notwithstanding|in spite of|as opposed to|in contrast (?:to|with)|at odds with|inconsistent with|"
    r"contradict\w*|compared (?:with|to)|rather than|than) what (?:[\w'’-]+ ){1,8}$"
)


def contrasted(p: SentenceWords, i: int) -> bool:
    """Whether the verb at i only names what is said against: "contrary to what the Front claimed"."""
    return bool(_CONTRAST.search(" ".join([w.low for w in p.w[max(p.s.first, i - 12) : i]]) + " "))


def cue(p: SentenceWords, i: int) -> None:
    if contrasted(p, i):
        return
    low, nxt, prev = p.w[i].low, p.low(i + 1), p.low(i - 1)
    cls = CUES[low]
    if any(a.cue and a.cue[0] <= i < a.cue[1] for a in p.out):
        return
    if cls == "deny" and denied_tail(p, i):
        return
    if _in_condition(p, i) or _told_of(p, i):
        return
    if low.startswith("observ") and any(p.low(k) in _KEPT for k in range(i + 1, i + 5)):
        return  # "its army observes the truce"
    if p.low(p.s.first) == "had" and not any(p.w[k].low == "," for k in range(p.s.first, i)):
        return  # "Had A observed the truce, ...": nobody says it
    if low in GERUNDS and prev in BE and p.low(i - 2) != "it":
        source = p.subject(i - 1)
        if source is not None and (nxt in THAT_WORDS or nxt in SUBJECTISH or nxt in '"“«:' or p.upper(i + 1)):
            p.add(source, (i - 1, i + 1), (i + 1, p.end), cls, "S1")
        return
    if low in GERUNDS and prev == "as" and _quoted(p, i, cls):
        return
    if low in GERUNDS:
        if (prev in (",", "by", "as") or (prev in WORDS_ISSUED and low in _CARRIES)) and (
            nxt in THAT_WORDS
            or nxt in SUBJECTISH
            or nxt in '"“«'
            or p.upper(i + 1)
            or low in ("saying", "adding", "noting", "claiming", "arguing", "stressing", "warning")
        ):
            source = next((a.source for a in p.out if a.source), None) or p.main_subject(i) or p.subject(_issuing(p, i))
            p.add(source, (i, i + 1), (i + 1, p.end), cls, "S5")
        return
    if prev in ("to", "the", "a", "an", "of", "this", "his", "her", "its", "their", "no", "any", "our", "s") or (
        p.low(i - 1).endswith("'s") and low in NOUNISH
    ):
        return
    if low in _TOLD and prev in BE and nxt == "by":
        that = that_after(p, i)
        if that > i + 2:
            p.add((i + 2, that), (i, i + 2), (that + 1, p.end), "say", "S1")
            heard = p.subject(i - 1)
            if heard is not None:
                p.add(heard, (i, i + 1), (that + 1, p.end), "say", "told")
        return
    if (prev in BE or (prev in ADVERBS and p.low(i - 2) in BE)) and _by(p, i, cls):
        return
    if prev in BE or (prev in ADVERBS and p.low(i - 2) in BE):
        if p.low(i - 2) == "it" and nxt in THAT_WORDS:
            p.add(None, (i - 1, i + 1), (i + 2, p.end), cls, "S1")
        return
    if (
        low in NOUNISH
        and nxt not in THAT_WORDS
        and nxt not in ":"
        and nxt not in '"“«'
        and not trailing_place(p, i)
        and not _clause_after(p, i)
        and not (cls == "expect" and nxt in _OBJECT_STARTS)
        and not (low in ("claims", "claim", "reports", "reported") and nxt[:1].isdigit())
    ):
        return
    if low in ("reported", "claimed", "alleged", "confirmed", "stated", "noted") and (
        prev[:1].isdigit() or prev in NUMBERS or prev in _HOW_MANY or prev in PREPOSITIONS
    ):
        return  # "in 3 reported incidents"
    if (
        low in NOUNISH
        and low.endswith("s")
        and p.low(i - 2) in PREPOSITIONS
        and p.upper(i - 1)
        and p.low(i - 1) not in PREPOSITIONS
    ):
        return  # "in Torian reports that ..."
    if (
        low.startswith(("respond", "react"))
        and nxt == "to"
        and p.low(i + 2) not in ("reporters", "journalists", "questions")
    ):
        return
    if low.startswith("comment") and nxt not in THAT_WORDS and nxt not in ':"“«' and p.low(i + 1) == "on":
        return
    if cls == "deny" and nxt not in THAT_WORDS and _turned_down(p, i):
        return
    if low in PLAIN and low not in BARE and prev not in AUX and not plural_subject(p, i) and nxt not in THAT_WORDS:
        return
    if low in ("claim", "report") and prev not in AUX and not plural_subject(p, i):
        return  # "denied a Vellish claim that ..."
    if prev in MODALS and low in PLAIN and nxt not in THAT_WORDS:
        return
    if (
        cls == "deny"
        and any(p.w[k].low in ("access", "entry", "passage", "entrance") for k in range(i + 1, min(i + 7, p.end)))
        and nxt not in THAT_WORDS
    ):
        return
    if trail(p, i, cls) or low.startswith("threat"):
        return
    if low in ("learned", "learnt", "heard") and nxt == "from":
        learned(p, i)
        return
    lead(p, i, cls)


_REFERS = frozenset({
    "charge", "charges", "accusation", "accusations", "allegation", "allegations", "claim", "claims", "report", "reports", "assertion",
    "assertions", "suggestion", "something", "statement", "version",
})  # fmt: skip
_POINTS = frozenset(
    {"it", "this", "that", "them", "so", "involvement", "responsibility", "wrongdoing", *_REFERS} - {"something"}
)


def denied_tail(p: SentenceWords, i: int) -> bool:
    """S16: "..., which Velland denied", "..., a charge Velland rejects", "..., but Velland denied it": points back in the sentence."""
    if p.low(i + 1) == "by":
        return _denied_by(p, i)
    c = next(
        (k for k in range(i - 1, max(p.s.first, i - 16), -1) if p.w[k].low in (",", ";", "—", "–", "-") and k < i - 1),
        -1,
    )
    if c < 0 or p.q[i]:
        return False
    k, pointed = c + 1, False
    while k < i and p.w[k].low in (
        "but",
        "though",
        "although",
        "and",
        "while",
        "a",
        "an",
        "these",
        "the",
        "both",
        "which",
        "that",
        "all",
        *_REFERS,
    ):
        pointed = pointed or p.w[k].low in _REFERS or p.w[k].low == "which"
        k += 1
    if k == c + 1:
        return False
    k -= p.w[k - 1].low in ("the", "a", "an")
    rest = [p.w[m].low for m in range(i + 1, p.end)]
    if pointed:
        bare = not rest or rest[0] in _AFTER_POINTING or rest[0] in ADVERBS
    else:
        bare = (
            bool(rest)
            and len(rest) <= 5
            and (
                rest[0] in _POINTS
                or (
                    rest[0] in ("the", "these", "those", "all", "any", "both", "such")
                    and any(r in _POINTS for r in rest)
                )
            )
        )
    source = p.source(k, i) if bare else None
    if source is None:
        return False
    p.add(source, (i, i + 1), (i, max(i + 1, p.to_comma(i))), "deny", "S16")
    return True


def _denied_by(p: SentenceWords, i: int) -> bool:
    """S16 in the passive: "..., an accusation denied by Velland", "The charge was rejected by Velland"."""
    k = i - 1
    while k > p.s.first and (p.w[k].low in AUX or p.w[k].low in ADVERBS or p.w[k].low in BE):
        k -= 1
    head = p.w[k].low
    near = p.low(k - 1)
    if head != "which" and not (
        head in _REFERS and (near in ("a", "an", "the", "this", "these", "both", "all", "such") or k == p.s.first)
    ):
        return False
    stop = p.np_end(i + 2)
    p.add((i + 2, stop), (i, i + 1), (i, i + 1), "deny", "S16")
    return stop > i + 2


_AFTER_POINTING = frozenset(
    {
        ",",
        "as",
        "on",
        "and",
        "out",
        "outright",
        "within",
        "in",
        "at",
        "via",
        "through",
        "late",
        "early",
        "hours",
        "minutes",
        "but",
    }
)
_WORDS_OF = _REFERS - {"something", "charge", "charges"}
_TAKEN_UP = frozenset(
    f
    for v in ("confirm", "repeat", "reiterate", "echo", "verify", "relay", "affirm", "maintain", "post", "report")
    for f in forms(v)
)
_CONDITIONS = frozenset({"if", "unless", "once", "provided", "should"})
_TIMES_OF = frozenset({"when", "until", "till", "before", "after"})


def _in_condition(p: SentenceWords, i: int) -> bool:
    """Whether the verb stands in a clause of condition ("if the observers agree"): nobody is told to have said anything."""
    for k in range(i - 1, max(p.s.first - 1, i - 13), -1):
        low = p.w[k].low
        if low in (",", ";", ":", "that", "whether", '"', "”", "“") or p.q[k]:
            return False
        if low in _CONDITIONS and i - k >= 2 and (low != "should" or k == p.s.first):
            return p.low(k - 1) not in ("as", "asked", "even", "what")
        if low in _TIMES_OF and i - k >= 2:
            return p.w[i].low in PLAIN or (p.w[i].low.endswith("s") and p.w[i].low not in ("says", "is"))
    return False


def _told_of(p: SentenceWords, i: int) -> bool:
    """Whether "claims", "reports" is what another verb of saying has as its object: "dismissed claims that ..."."""
    low = p.w[i].low
    if low not in NOUNISH or not low.endswith("s") or _clause_after(p, i):
        return False
    for k in range(i - 1, max(p.s.first - 1, i - 6), -1):
        word = p.w[k].low
        if word in (",", ";", ":", "and", "but", "that", "who", "which") or p.q[k]:
            return False
        if word in ("on", "to", "of", "about"):
            return i - k <= 2
        if word in _HANDLES or (word in CUES and word not in NOUNISH):
            return True
    return False


def _clause_after(p: SentenceWords, i: int) -> bool:
    """Whether a word that may be a noun is a verb before a clause: "the army claims Torian troops fled", "mediators hope both sides will ..."."""
    low = p.w[i].low
    if (
        low
        not in ("claims", "claim", "fears", "fear", "hopes", "hope", "says", "reports", "estimates", "states", "notes")
        or i == p.s.first
    ):
        return False
    prev = p.low(i - 1)
    if prev in PREPOSITIONS or prev in SUBJECTISH or prev in VERBISH or (low in PLAIN and not plural_subject(p, i)):
        return False
    if not (p.upper(i + 1) or p.low(i + 1) in SUBJECTISH):
        return False
    for m in range(i + 2, min(i + 9, p.end)):
        word = p.w[m].low
        if word in VERBISH or word in MODALS or word in STRONG or (word.endswith("ed") and len(word) > 4):
            return not any(p.w[x].low in VERBISH for x in range(p.clause_begin(i), i))
        if word in (",", ";", "that", "of") or p.q[m]:
            return False
    return False


_HANDLES = frozenset({
    "denounced", "repeated", "made", "makes", "ignored", "answered", "countered", "contested", "disputed", "disputes", "branded",
    "called", "described", "investigating", "investigated", "checked", "examined", "heard", "verified", "received", "amid", "despite",
    "quashed", "shrugged", "brushed", "scoffed", "waved", "labelled", "labeled", "corroborated", "substantiated",
})  # fmt: skip
_HOW_MANY = frozenset(
    ["several", "many", "more", "other", "all", "any", "few", "recent", "some", "new", "most", "previously", "earlier"]
)
_OBJECT_STARTS = frozenset({"a", "an", "the", "new", "more", "further", "another", "renewed", "fresh"})
_KEPT = frozenset(
    ["truce", "ceasefire", "cease-fire", "agreement", "armistice", "regime", "terms", "commitments", "obligations"]
)
_ISSUES = frozenset(
    f
    for v in ("issue", "publish", "release", "send", "post", "circulate", "deliver", "make", "sign", "adopt")
    for f in forms(v)
)
_CARRIES = frozenset(
    {"saying", "stating", "claiming", "confirming", "announcing", "declaring", "denying", "admitting", "warning"}
)
_TOLD = frozenset({"told", "tells", "informed", "informs", "assured", "assures", "reminded", "notified"})


_AGENT_OF = ("asks", "told", "expected", "known", "found", "seen", "shown", "learned", "heard", "felt", "questioned")


def _by(p: SentenceWords, i: int, cls: str) -> bool:
    """S2 in the passive: "reports that ... were denied by S", "the attack was confirmed by S": content before, source after."""
    k = i + 1
    while k < min(i + 6, p.end) and p.w[k].low != "by" and p.w[k].low not in (",", "and", "that", "to", "of"):
        k += 1
    if (
        k >= p.end
        or p.low(k) != "by"
        or p.w[i].low in _AGENT_OF
        or cls in ("ask", "opine", "find", "undertake", "expect")
    ):
        return False
    stop = p.np_end(k + 1)
    if p.low(i - 2) == "it":
        if p.low(stop) == "that":
            p.add((k + 1, stop), (i, k + 1), (stop + 1, p.end), cls, "S1")
        return p.low(stop) == "that"
    begin = p.clause_begin(i) if not any(p.w[m].low == "that" for m in range(p.s.first, i)) else p.s.first
    if cls == "deny" and any(p.w[m].low in ("access", "entry", "passage") for m in range(begin, i)):
        return False
    if stop <= k + 1 or i - begin < 3:
        return False
    p.add((k + 1, stop), (i, k + 1), (begin, i - 1), cls, "S2")
    return True


def _turned_down(p: SentenceWords, i: int) -> bool:
    """Whether what is rejected is an offer or a call, not a report: nobody denies a deed by it."""
    for k in range(i + 1, min(i + 9, p.end)):
        if p.w[k].low in OFFERS:
            return p.low(k + 1) in ("to", "for", "of", "on", "by", "from", "that", "", ",", ".")
        if p.w[k].low in VERBISH or p.w[k].low in ("that", "as", ","):
            return False
    return False


def _quoted(p: SentenceWords, i: int, cls: str) -> bool:
    """S3: "S was quoted by R as saying ...": S said it, R passed it on."""
    k = next(
        (k for k in range(i - 2, max(p.s.first, i - 14), -1) if p.w[k].low in ("quoted", "cited", "quotes", "cites")),
        -1,
    )
    if k < 0:
        return False
    if not any(p.low(m) in BE for m in range(max(p.s.first, k - 3), k)):
        start = i + 2 if p.low(i + 1) == "that" else i + 1
        p.add((k + 1, i - 1), (i - 1, i + 1), (start, p.end), cls, "S3")
        p.add(p.subject(k), (k, k + 1), (start, p.end), "say", "S3")
        return True
    start = i + 1
    if p.low(start) == "by" and p.np_end(start + 1) > start + 1:  # "was quoted as saying by R"
        stop = p.np_end(start + 1)
        relay, start = (start + 1, stop), stop
    else:
        relay = None
    start += p.low(start) == "that"
    content = (start, p.end)
    c = p.comma_before(k)
    if c > p.s.first and p.after_adverbials(start) >= p.end:
        content = (p.s.first, c)
    p.add(p.subject(k), (k, i + 1), content, cls, "S3")
    if relay is not None:
        p.add(relay, (k, k + 1), content, "say", "S3")
    by = next((m for m in range(k + 1, i - 1) if p.w[m].low in ("by", "in")), -1)
    if by >= 0 and by + 1 < i - 1:
        p.add((by + 1, i - 1), (k, k + 1), content, "say", "S3")
    return True


def plural_subject(p: SentenceWords, i: int) -> bool:
    j = i - 1
    while p.low(j) in ADVERBS:
        j -= 1
    return p.low(j) in ("i", "we", "they", "you", "officials", "sources", "who") or p.low(j).endswith("s")


def trailing_place(p: SentenceWords, i: int) -> bool:
    return i + 1 >= p.end or p.low(i + 1) in (",", ".")


def trail(p: SentenceWords, i: int, cls: str) -> bool:
    """S2: ", S said ..." or ", said S"."""
    after = p.after_adverbials(i + 1)
    if (
        p.low(i + 1) in ("of", "about", "on")
        and not p.low(i + 2)[:1].isdigit()
        and p.low(i - 1) not in (",", '"', "”", "»")
    ):
        after = p.to_comma(i + 1)  # "..., he said of the incident near X"
    if p.w[i].low in _TOLD and after < p.end:
        after = p.after_adverbials(p.np_end(after))
    inverted = False
    c = p.comma_before(i)
    if (
        p.low(i - 1) in (",", '"', "”", "»")
        and i + 1 < p.end
        and (
            p.upper(i + 1)
            or p.low(i + 1)
            in ("the", "a", "an", "one", "another", "his", "her", "its", "their", "two", "three", "several", "some")
            or p.low(i + 1).removesuffix("s") in _SPEAKERS
            or p.low(i + 2).removesuffix("s") in _SPEAKERS
        )
        and p.w[i].low not in _TOLD
        and p.w[i].low
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
        stop = p.np_end(i + 1)
        if p.low(stop - 1) in _CLOSE_TO or p.low(stop) in (*_CLOSE_TO, "who", "whose"):
            stop = p.to_comma(stop)
        for _ in range(2):
            if p.low(stop) == "," and (p.low(stop + 1) in _APPOSED or p.low(stop + 1).removesuffix("s") in _SPEAKERS):
                stop = p.to_comma(stop + 1)
        tail = p.after_adverbials(stop)
        if tail >= p.end or p.low(tail) in (",", ".", "”", '"', ";", "“"):
            c, inverted, after = i - 1, True, tail
    if not inverted and c == i - 1:
        c = _before_apposition(p, c)
    if not inverted and c > p.s.first and any(p.w[k].low == "and" for k in range(c + 2, i)):
        commas = [k for k in range(max(p.s.first, c - 20), c + 1) if p.w[k].low == "," and not p.q[k]]
        c = max(p.s.first, p.list_begin(commas, p.s.first, i) - 1) if commas else c
    if c < 0 or c <= p.s.first:
        return False
    if not inverted and not (
        after >= p.end or p.low(after) in (",", ";", '"', "“", "(") or (p.low(after) in ("and", "while", "but", "as"))
    ):
        return False
    if not inverted and p.low(after) == "," and p.low(p.next_word(after)) in THAT_WORDS and not p.q[c - 1]:
        return False
    quote = p.w[c].low in '"”»' or (c > p.s.first and p.q[c - 1]) or p.w[c - 1].low in '"”»'
    if not quote and not p.has_verb(p.s.first, c):
        return not inverted and _parenthesis(p, i, c, after, cls)
    if (
        not inverted
        and p.low(c + 1) in ("which", "who", "that", "and", "but", "whose")
        and p.low(c + 1) not in ("and", "but")
    ):
        return False
    source = (i + 1, stop) if inverted else p.source(c + 1, i)
    if source is None:
        return False
    begin = p.s.first
    for a in p.out:  # a lead by the same sentence ends where this begins; both keep the content
        if a.cue and a.way in ("S2",) and a.cue[1] <= c:
            begin = max(begin, a.cue[1]) if quote else begin
    p.add(source, (i, i + 1), (begin, c), cls, "S2")
    if not inverted and p.w[i].low in _TOLD and (p.upper(i + 1) or (p.low(i + 1) == "the" and p.upper(i + 2))):
        p.add((i + 1, p.np_end(i + 1)), (i, i + 1), (begin, c), cls, "told")
    k = p.next_word(after)
    if quote and after < p.end and (p.low(after) in '"“«' or (k < p.end and p.q[k])):
        p.add(source, (i, i + 1), (after, p.end), cls, "S2")
    return True


def _before_apposition(p: SentenceWords, c: int) -> int:
    """The mark before "the governor, Sam Orde, said": the comma or closing quotation mark that the whole source follows."""
    for k in range(c - 1, max(p.s.first, c - 34), -1):
        low = p.w[k].low
        if low in '"”»' and (p.q[k - 1] or p.low(k - 1) in (",", "?", "!", ".")):
            return k
        if p.q[k] or low in (";", ":", "—", "–"):
            return -1
    commas = [k for k in range(max(p.s.first + 1, c - 20), c) if p.w[k].low == ","]
    for k in reversed(commas[-2:]):
        name = range(k + 1, c)
        if k == commas[-1] and len(commas) > 1:
            continue
        if (
            p.has_verb(p.s.first, k)
            and not any(p.w[m].low in VERBISH or p.w[m].low in CUES for m in name)
            and (p.upper(k + 1) or p.low(k + 1) in SUBJECTISH)
        ):
            return k
    return -1


def _parenthesis(p: SentenceWords, i: int, c: int, after: int, cls: str) -> bool:
    """S2 within a clause: "Vellish units, the ministry said, fired on ...": all but the parenthesis is content."""
    if (
        after >= p.end
        or p.low(after) != ","
        or not 0 < i - c <= 12
        or p.low(c + 1) in ("which", "who", "that", "and", "but", "as")
    ):
        return False
    if p.low(after + 1) in (*THAT_WORDS, "and", "but", "while", "adding", "saying"):
        return False
    source = p.source(c + 1, i)
    first = p.low(p.s.first)
    if (
        source is None
        or (first in PREPOSITIONS or first in ("as", "when", "while", "asked", "speaking", "but", "and"))
        or p.low(p.s.first).endswith(("ing", "ed", "ly"))
    ):
        return False
    p.add(source, (i, i + 1), (p.s.first, p.end), cls, "S2")
    return True


def lead(p: SentenceWords, i: int, cls: str) -> None:
    """S1: the content follows."""
    low = p.w[i].low
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
        that = that_after(p, i)
        if that >= 0:
            start = that + 1 if p.w[that].low == "that" else that
        else:
            k = p.after_adverbials(i + 1)
            if low in _TOLD or low in ("assure", "warned", "warns"):
                k = p.after_adverbials(p.np_end(k)) if k < p.end and not p.q[k] and p.low(k) not in '"“:,' else k
            if (
                (k < p.end and (p.low(k) in ':"“«' or (p.low(k) == "," and p.low(k + 1) in '"“«')))
                or (low in BARE and k < p.end and p.clause_at(k))
                or (
                    cls in ("deny", "announce", "admit", "undertake", "expect", "demand")
                    and k < p.end
                    and p.low(k) not in (",", "and", ";")
                )
                or (low in ("claims", "claim", "reports", "reported", "claimed") and p.low(k)[:1].isdigit())
                or (low in _OBSERVED and p.low(k).endswith("ing"))
                or (
                    cls == "say"
                    and k < p.end
                    and p.low(k) in ("the", "a", "an", "no", "its", "their")
                    and low not in ("added",)
                )
            ):
                start = i + 1 if low in ("warned", "warns") and p.low(k) in ("against", "not") else k
                start -= p.low(start - 1) == "not"
            else:
                return
    if (
        cls == "say"
        and p.low(start - 1) == "that"
        and p.low(start - 2) in _WORDS_OF
        and low not in _TAKEN_UP
        and not _in_words_of_its_own(p, i, start - 2)
    ):
        return  # "responded to allegations that": the word of another
    if low in ("told", "tells", "informed") and (p.upper(i + 1) or (p.low(i + 1) == "the" and p.upper(i + 2))):
        heard = p.np_end(i + 1)
        if heard <= start:
            p.add((i + 1, heard), (i, i + 1), (p.s.first, lead_end(p, start)), cls, "told")
    source = carried(p, i) or p.subject(i)
    if source is None and p.low(p.clause_begin(i)) not in ("", "and") and cls in ("opine", "find", "ask"):
        return
    if p.low(i - 1) in ("which", "who", "that"):
        before = p.source(p.s.first, i - 2) if p.low(i - 2) == "," and p.low(i - 1) != "that" else None
        comma = p.to_comma(start) if before is not None else p.end
        if before is not None and comma < p.end:
            p.add(before, (i, i + 1), (start, comma), cls, "S1")
            return
        source = (i - 1, i)
    if source is not None and _superseded(p, source, i):
        source, cls = None, "withdraw"
    p.add(source, (i, i + 1), (start, lead_end(p, start)), cls, "S1")


def _superseded(p: SentenceWords, source: Pair, i: int) -> bool:
    """Whether the source is what the writer takes back: "an earlier version of this report said", "wrongly stated"."""
    words = [p.w[k].low for k in range(source[0], i)]
    this = "this" in words and any(w in words for w in ("version", "versions", "report", "story", "article"))
    return this and any(
        w in words for w in ("earlier", "previous", "original", "incorrectly", "wrongly", "mistakenly", "erroneously")
    )


def _in_words_of_its_own(p: SentenceWords, i: int, noun: int) -> bool:
    """Whether the statement or report at `noun` is where the speaker said it: "said in a joint statement that"."""
    near = next((k for k in range(noun - 1, i, -1) if p.w[k].low in PREPOSITIONS or p.w[k].low == "to"), -1)
    return near > 0 and p.w[near].low in ("in", "via", "through", "by", "with")


def _issuing(p: SentenceWords, i: int) -> int:
    """The verb by which the statement was issued that the word before i names; else i."""
    return next((k for k in range(i - 2, max(p.s.first, i - 9), -1) if p.w[k].low in _ISSUES), i)


def learned(p: SentenceWords, i: int) -> None:
    """S3: "R learned from S that ...": S said it, R passed it on."""
    that = that_after(p, i)
    if that > i + 2:
        p.add((i + 2, that), (i + 1, i + 2), (that + 1, p.end), "say", "S3")
        p.add(p.subject(i), (i, i + 1), (that + 1, p.end), "say", "S3")


def that_after(p: SentenceWords, i: int) -> int:
    for k in range(i + 1, min(i + 22, p.end)):
        if p.q[k] or p.w[k].low in (";", ":"):
            return -1
        if p.w[k].low == "that" and p.w[k - 1].low == "condition":  # "on condition that she not be named that ..."
            return next((m for m in range(k + 3, min(k + 12, p.end)) if p.w[m].low == "that"), -1)
        if p.w[k].low in ("that", "how", "whether"):
            return k if k == i + 1 or all(p.w[m].low not in VERBISH for m in range(i + 1, k)) else -1
    return -1


_APPOSED = frozenset({
    "a", "an", "the", "who", "one", "whose", "director", "president", "professor", "chief", "spokesman", "spokeswoman", "head", "its", "their", "another",
    "executive", "deputy", "chairman", "chairwoman", "author", "founder", "leader", "commander", "governor", "mayor", "former", "senior",
})  # fmt: skip
_CLOSE_TO = frozenset(
    {"close", "familiar", "briefed", "privy", "involved", "present", "knowledge", "acquainted", "working"}
)
_SPEAKERS = frozenset({
    "resident", "witnesse", "eyewitnesse", "doctor", "medic", "official", "officer", "diplomat", "analyst", "observer", "monitor", "villager",
    "source", "local", "rebel", "police", "activist", "relative", "spokesman", "spokeswoman", "spokesperson", "aide", "teacher", "farmer", "elder",
    "militant", "commander", "organiser", "organizer", "journalist", "reporter", "expert", "historian", "prosecutor", "investigator", "soldier",
    "rescuer", "hospital", "authoritie", "minister", "lawmaker", "deputie", "mediator", "negotiator", "peacekeeper", "refugee", "survivor", "critic", "survivors",
})  # fmt: skip


_OBSERVED = frozenset({
    "report", "reports", "reported", "describe", "describes", "described", "recalled", "recounted", "mentioned",
})  # fmt: skip


_GOES_ON = frozenset(
    [
        "says",
        "said",
        "adds",
        "added",
        "claims",
        "claimed",
        "insists",
        "insisted",
        "argues",
        "argued",
        "accuses",
        "accused",
        "blames",
        "blamed",
    ]
)


def lead_end(p: SentenceWords, start: int) -> int:
    """Where the content of S1 ends: the sentence, or before another subject with a cue of its own."""
    for k in range(start + 1, p.end - 2):
        if p.q[k]:
            continue
        low = p.w[k].low
        if low == "and" and p.w[k + 1].low in _GOES_ON and not p.q[k + 1] and k - start <= 8:
            return k  # "denies this and says ..."
        if k == start + 1:
            continue
        if low in ("but", "though", "although", "yet") and p.w[k - 1].low == "," and _infinitive(p, start, k):
            return k - 1
        if low == "and" and _goes_on(p, k + 1, CUES.get(p.w[start - 1].low) == "deny"):
            return k
        opposed = low == "," and p.w[p.s.first].low in ("while", "although", "though", "whereas", "as")
        if (
            low in ("while", "but", "whereas")
            or low == ";"
            or opposed
            or (low == "and" and p.w[k - 1].low in (",", "”", '"'))
        ):
            for m in range(k + 1, min(k + 14, p.end)):
                if (
                    (p.w[m].low in CUES or p.w[m].low in ACCUSE)
                    and p.w[m].low not in GERUNDS
                    and p.w[m - 1].low not in AUX
                    and p.w[m].low in _SPEAKS_UP
                ):
                    between = [p.w[x].low for x in range(k + 1, m)]
                    if not any(b in VERBISH or b == "that" for b in between):
                        return k
                if p.w[m].low in VERBISH:
                    break
    return p.end


_SPEAKS_UP = BARE | {"denied", "rejected", "accused", "blamed"}
_AFTER_DENIAL = frozenset(
    {"urged", "called", "demanded", "warned", "condemned", "appealed", "vowed", "pledged", "promised", "said"}
)
_BLAMED_FOR = frozenset({"of", "for", "with"})


def _goes_on(p: SentenceWords, k: int, denied: bool) -> bool:
    """Whether the same speaker goes on at word k with another verb of saying: "rejected the charge and accused B of ..."."""
    while p.low(k) in ADVERBS or p.low(k) in ("in", "turn"):
        k += 1
    low = p.low(k)
    if low in ACCUSE:
        return (
            not low.endswith(("ing", "s"))
            and low not in ("accuse", "blame", "charge", "fault")
            and any(p.low(m) in _BLAMED_FOR for m in range(k + 2, k + 12))
        )
    if denied and low in _AFTER_DENIAL:
        return True
    return low in BARE and low not in PLAIN and not low.endswith("s") and p.low(k + 1) == "that"


def carried(p: SentenceWords, i: int) -> Pair | None:
    """The speaker who goes on with the verb at i after "and" or "but"; None where another subject may stand before it."""
    k = i - 1
    while p.low(k) in ADVERBS or p.low(k) in ("in", "turn"):
        k -= 1
    if p.low(k) not in ("and", "but"):
        return None
    return next(
        (a.source for a in reversed(p.out) if a.source and a.way in ("S1", "S7", "S13", "S17") and a.source[1] <= i),
        None,
    )


def _infinitive(p: SentenceWords, start: int, end: int) -> bool:
    """Whether what is said is a deed undertaken or asked for ("promised to ..."), which a new clause with a verb of its own at
    word `end` is no part of ("..., but they were still held")."""
    heads = [p.w[k].low for k in range(start, min(start + 7, end))]
    if "to" not in heads or "that" in heads[: heads.index("to")] or any(h in AUX for h in heads[: heads.index("to")]):
        return False
    return any(p.w[k].low in AUX or p.w[k].low in VERBISH for k in range(end + 1, min(end + 8, p.end)))
