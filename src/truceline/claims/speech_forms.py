"""Other forms of speech: "according to", "citing", accusations, headings, appeals, retractions; rules S3, S4, S7-S11 of `speech`."""

from __future__ import annotations

import msgspec

from truceline.claims.attribution import Attribution
from truceline.claims.languages.english_cues import (
    ACCUSE,
    APPEAL,
    CITING,
    CUES,
    GERUNDS,
    RETRACT,
    TRANSITIVE,
    WORDS_SAID,
)
from truceline.claims.languages.english_words import BE, VERBISH
from truceline.claims.speech_cues import cue
from truceline.claims.speech_phrases import SentenceWords

_ACCORDING = frozenset({"according", "per"})


def read_sentence(p: SentenceWords) -> list[Attribution]:
    """The speech of one sentence, in order of its cues."""
    i = p.s.first
    while i < p.end:
        low = p.w[i].low
        if not p.q[i]:
            if low in CUES:
                cue(p, i)
            elif low in ACCUSE or (
                low in ("held", "holds", "hold")
                and any(p.w[k].low == "responsible" for k in range(i + 1, min(i + 8, p.end)))
            ):
                accuse(p, i)
            elif low in _ACCORDING or (
                low == "as"
                and p.low(i + 1)
                in ("follows", "reported", "stated", "told", "quoted", "cited", "noted", "announced", "said")
            ):
                according(p, i)
            elif low in CITING:
                citing(p, i)
            elif low in APPEAL:
                appeal(p, i)
            elif low in RETRACT:
                retract(p, i)
            if p.broad and low in TRANSITIVE and not any(a.cue and a.cue[0] <= i < a.cue[1] for a in p.out):
                transitive(p, i)
        i += 1
    heading(p)
    trim(p)
    return p.out


def transitive(p: SentenceWords, i: int) -> None:
    """S10: speech told by its object ("praised the plan", "cited a letter"); only for the listing of speech."""
    prev = p.low(i - 1)
    if prev in BE or prev in ("to", "the", "a", "of", "an") or i + 2 >= p.end or p.low(i + 1) in ("by", ",", "."):
        return
    if any(a.content[0] <= i < a.content[1] and a.way != "S2" for a in p.out):
        return
    source = p.subject(i)
    if source is not None and (p.upper(source[0]) or source[1] - source[0] <= 3):
        p.add(source, (i, i + 1), (i + 1, p.end), "say", "S10")


def heading(p: SentenceWords) -> None:
    """S8: a short heading of names before a colon speaks for what follows it."""
    for k in range(p.s.first + 1, min(p.s.first + 9, p.end - 3)):
        low = p.w[k].low
        if low == ":":
            if not p.out and p.upper(p.s.first) and p.upper(k - 1):
                p.add((p.s.first, k), (k, k + 1), (k + 1, p.end), "say", "S8")
            return
        if low in VERBISH or low in CUES or low in (",", ";", '"', "“") or p.q[k]:
            return


def appeal(p: SentenceWords, i: int) -> None:
    """S11: "called on Y to ...", "appealed for ...", "condemned ...": the rest is what is wanted or blamed."""
    low, nxt = p.w[i].low, p.low(i + 1)
    if p.low(i - 1) in BE or p.low(i - 1) in ("to", "the", "a", "its", "his", "her", "their"):
        return
    if low.startswith(("call", "appeal")):
        if nxt in ("on", "upon", "for", "to") and not (low.startswith("call") and nxt == "to"):
            p.add(p.subject(i), (i, i + 2), (i + 2, p.end), "demand", "S11")
        return
    p.add(p.subject(i), (i, i + 1), (i + 1, p.end), "accuse", "S11")


def retract(p: SentenceWords, i: int) -> None:
    """S9: what is retracted or corrected: "retracted its statement that", "corrected its figure, saying"."""
    low = p.w[i].low
    marks = range(i + 1, min(i + 8, p.end))
    noun = next((k for k in marks if p.w[k].low in WORDS_SAID), -1)
    if noun < 0 or p.w[i - 1].low in ("to", "the", "a"):
        return
    cls = "correct" if low.startswith(("correct", "revis", "updat", "amend")) else "withdraw"
    start = noun + 1
    if p.low(start) == "," and p.low(start + 1) in GERUNDS:
        start += 2
    elif p.low(start) in ("that", "saying", "about", "of", "on"):
        start += 1
    if p.low(start) == "that":
        start += 1
    p.add(p.subject(i), (i, start), (start, p.end), cls, "S9")


def according(p: SentenceWords, i: int) -> None:
    k = i + 1
    if p.w[i].low == "according":
        if p.low(k) != "to":
            return
        k += 1
    elif p.w[i].low == "as":
        k = i + 2
        if p.low(k) in ("by", "from", "in", "to", "on"):
            k += 1
        elif p.w[i + 1].low == "follows" or (
            p.low(i + 1) in ("said", "told", "announced", "noted", "stated") and k < p.end
        ):
            return
    elif p.low(i - 1) not in (",", ""):
        return
    stop = p.phrase_end(k)
    if stop <= k:
        return
    if i <= p.s.first + 1 or p.low(i - 1) == "that":
        begin = stop + 1 if p.low(stop) == "," else stop
        p.add((k, stop), (i, k), (begin, p.end), "say", "S3")
    else:
        begin = p.s.first
        for m in range(i - 1, p.s.first, -1):
            if p.w[m].low == ";":
                begin = m + 1
                break
        p.add((k, stop), (i, k), (begin, i), "say", "S3")


def citing(p: SentenceWords, i: int) -> None:
    if p.low(i - 1) not in (",", "reported", "reports", "said", "wrote", "writes", "saying") and p.w[i].low not in (
        "citing",
        "quoting",
    ):
        return
    stop = p.phrase_end(i + 1)
    if p.w[i].low in ("cited", "quoted", "cites", "quotes"):
        return
    content = next((a.content for a in reversed(p.out)), None)
    if content is None:
        return
    if content[0] <= i < content[1]:
        content = (content[0], i) if i - content[0] > 3 else (stop, content[1])
    p.add((i + 1, stop), (i, i + 1), content, "say", "S4")


def accuse(p: SentenceWords, i: int) -> None:
    prev = p.low(i - 1)
    if p.w[i].low.endswith("ing") and prev not in (",", "while"):
        return
    if prev in ("the", "a", "to", "of", "no") and p.w[i].low in (
        "blame",
        "charge",
        "fault",
        "charges",
        "faults",
        "charged",
    ):
        return
    k = i + 1
    marks = range(k, min(k + 30, p.end))
    of = next((m for m in marks if p.w[m].low in ("of", "for", "with", "on") and m > k - 1), -1)
    if of < 0 or (p.w[i].low.startswith("charg") and p.low(of) != "with"):
        return
    if prev in BE or (prev in ("been",)):
        who = p.subject(i - 1)
        source = None
        by = next((m for m in marks if p.w[m].low == "by"), -1)
        if by >= 0 and by < of + 3:
            source = (by + 1, p.np_end(by + 1))
        p.add(source, (i, i + 1), (who[0] if who else k, p.end), "accuse", "S7")
        return
    p.add(p.subject(i), (i, i + 1), (k, p.end), "accuse", "S7")


def trim(p: SentenceWords) -> None:
    """Cut a content where a trailing source of S2-S4 begins inside it."""
    ends = []
    for a in p.out:
        if a.cue and a.way in ("S2", "S3", "S4"):
            first = min(a.cue[0], a.source[0] if a.source else a.cue[0])
            ends.append((first, a))
    fixed = []
    for a in p.out:
        s, e = a.content
        for first, b in ends:
            if b is not a and s < first < e and a.way != "S2":
                e = first
        while e > s and p.w[e - 1].low in (",", "and", '"', "”", "—"):
            e -= 1
        if s < e:
            fixed.append(msgspec.structs.replace(a, content=(s, e)))
    p.out = fixed
