"""Other forms of speech: "according to", "citing", accusations, headings, appeals, retractions; rules S3, S4, S7-S11 of `speech`."""

from __future__ import annotations

import re

import msgspec

from truceline.claims.attribution import Attribution
from truceline.claims.languages.english_cues import (
    ACCUSE,
    APPEAL,
    ATTITUDES,
    BARE,
    BRAND,
    CITING,
    CUES,
    FALSE_WORDS,
    GERUNDS,
    HEARD,
    HEARSAY,
    JUDGED,
    PARTED,
    PASSED_ON,
    RETRACT,
    SUBJECTISH,
    THAT_WORDS,
    TRANSITIVE,
    WORDS_SAID,
)
from truceline.claims.languages.english_words import ADVERBS, AUX, BE, TIME_WORDS, VERBISH, WEEKDAYS
from truceline.claims.speech_cues import carried, cue, lead_end, that_after
from truceline.claims.speech_phrases import SentenceWords

_HEARSAY_CUES = HEARSAY | {
    "said", "reported", "believed", "understood", "thought", "rumoured", "rumored", "presumed", "told", "informed", "advised",
    "reportedly", "purportedly", "supposedly",
}  # fmt: skip
_ACCORDING = frozenset({"according", "per"})


def read_sentence(p: SentenceWords) -> list[Attribution]:
    """The speech of one sentence, in order of its cues."""
    i = p.s.first
    while i < p.end:
        low = p.w[i].low
        if (low in _TELLS or low.startswith(_TELLS_STEMS)) and not p.q[i]:
            if (
                (low in _HEARSAY_CUES and hearsay(p, i))
                or (low in PARTED and parted(p, i))
                or (low in _VIEWS and view(p, i))
                or (low in ATTITUDES and attitude(p, i))
                or (low.startswith("ask") and wanted(p, i))
            ):
                pass
            elif (
                low.startswith("insist")
                and p.low(i + 1) == "on"
                and not p.low(i + 2)[:1].isdigit()
                and p.low(i + 2) not in WEEKDAYS
                and p.low(i - 1) not in BE
            ):
                p.add(p.subject(i), (i, i + 2), (i + 2, p.end), "demand", "S15")
            elif low in CUES and not (low in BRAND and brand(p, i)) and not (low in _CLAIMS and owned(p, i)):
                cue(p, i)
            elif low in ACCUSE or (
                low in ("held", "holds", "hold")
                and any(p.w[k].low == "responsible" for k in range(i + 1, min(i + 8, p.end)))
            ):
                accuse(p, i)
            elif low in _ACCORDING or (
                (low == "as" and i == p.s.first)
                or (
                    low == "as"
                    and p.low(i + 1)
                    in ("follows", "reported", "stated", "told", "quoted", "cited", "noted", "announced", "said")
                )
            ):
                according(p, i)
            elif low in CITING:
                citing(p, i)
            elif low in ("wants", "wanted") and wanted(p, i):
                pass
            elif low in _CLAIMS and p.low(i + 1) in ("that", "by", "from"):
                owned(p, i)
            elif (low in BRAND and brand(p, i)) or (low in _VOICED and voiced(p, i)):
                pass
            elif low in APPEAL:
                appeal(p, i)
            elif low in RETRACT or (low in ("took", "takes", "taken", "pulled") and p.low(i + 1) in ("back", "down")):
                retract(p, i)
            if p.broad and low in TRANSITIVE and not any(a.cue and a.cue[0] <= i < a.cue[1] for a in p.out):
                transitive(p, i)
        elif low in HEARSAY:
            hearsay(p, i)
        i += 1
    late_citing(p)
    relayed(p)
    heading(p)
    tail_heading(p)
    trim(p)
    return p.out


def parted(p: SentenceWords, i: int) -> bool:
    """S17: a verb of saying in several words: "pointed out that", "made it clear that", "brushed off claims that"."""
    for rest, cls in PARTED[p.w[i].low]:
        j = i + 1 + len(rest)
        if (
            tuple(p.low(k) for k in range(i + 1, j)) != rest
            or p.low(i - 1) in (*BE, "to", "the", "a")
            or cls == "slight"
        ):
            continue
        source = p.subject(i)
        if cls == "doubt":  # "ruled out talks"; what is not ruled out may come
            may = any(p.low(k) in ("not", "never", "n't", "cannot") for k in range(i - 3, i))
            p.add(source, (i, j), (j, lead_end(p, j)), "expect" if may else cls, "S17")
            return True
        if j >= p.end or p.low(j) in (",", ";"):
            c = p.comma_before(i)
            if c > p.s.first and cls == "say":
                p.add(p.source(c + 1, i), (i, j), (p.s.first, c), cls, "S2")
                return True
            continue
        that = that_after(p, j - 1) if cls not in ("deny", "accuse") else -1
        if cls in ("say", "announce") and (that < 0 or that > j + 4) and p.low(j) not in ':"“':
            continue
        p.add(source, (i, j), (that + 1 if that >= j else j, lead_end(p, j)), cls, "S17")
        return True
    return False


_VIEWS = frozenset(
    {
        "view",
        "opinion",
        "belief",
        "position",
        "assessment",
        "contention",
        "judgment",
        "judgement",
        "conclusion",
        "words",
        "estimate",
        "account",
        "understanding",
    }
)


def view(p: SentenceWords, i: int) -> bool:
    """S19: "it is the view of S that ...", "in the words of S, ...", "in S's view, ..."."""
    inside = p.low(i - 1) == "the" and p.low(i - 2) in ("in", "by")
    if p.low(i + 1) == "of" and (inside or (p.low(i - 1) == "the" and p.low(i - 2) in BE)):
        stop = (
            p.to_comma(i + 2)
            if inside
            else next((k for k in range(i + 3, min(i + 16, p.end)) if p.w[k].low == "that"), p.end)
        )
        if stop < p.end:
            p.add((i + 2, stop), (i - 1, i + 1), (stop + 1, p.end), "say", "S19")
        return stop < p.end
    if i - 2 > p.s.first - 1 and p.low(i - 1).endswith("'s") and p.low(i + 1) == ",":
        k = next((k for k in range(i - 2, max(p.s.first - 1, i - 8), -1) if p.w[k].low in ("in", "by")), -1)
        if k == p.s.first:
            p.add((k + 1, i), (k, i + 1), (i + 2, p.end), "say", "S19")
            return True
    return False


def attitude(p: SentenceWords, i: int) -> bool:
    """S18: "is confident that ..."."""
    k = i - 1
    while p.low(k) in ADVERBS or p.low(k).endswith("ly"):
        k -= 1
    if p.low(i + 1) != "that" or p.low(k) not in (*BE, "remains", "remained", "seems", "appears"):
        return False
    source = p.subject(k)
    if source is None or p.low(source[0]) == "it":
        return False
    p.add(source, (k, i + 1), (i + 2, p.end), ATTITUDES[p.w[i].low], "S18")
    return True


def transitive(p: SentenceWords, i: int) -> None:
    """S10: speech told by its object ("praised the plan", "cited a letter"); only for the listing of speech."""
    prev = p.low(i - 1)
    progressive = p.w[i].low.endswith("ing")
    if (
        progressive != (prev in BE)
        or prev in ("to", "the", "a", "of", "an")
        or i + 2 >= p.end
        or p.low(i + 1) in ("by", ",", ".")
    ):
        return
    if any(a.content[0] <= i < a.content[1] and a.way != "S2" for a in p.out):
        return
    source = p.subject(i)
    if source is not None and (p.upper(source[0]) or source[1] - source[0] <= 3):
        p.add(source, (i, i + 1), (i + 1, p.end), "say", "S10")


_SPEAKS = re.compile(
    r"\b(?:ministry|spokes\w+|aide|command|headquarters|officials?|police|army|military|president|minister|agency|media|sources?|governor|mayor|"
    r"commander|general staff|service|government|ombudsman|mission|observers|monitors|report|witnesses|adviser|envoy)\b"
)


def tail_heading(p: SentenceWords) -> None:
    """S8: "... - Defence Ministry" at the end of a headline."""
    if p.out or p.end - p.s.first < 6:
        return
    for k in range(p.end - 2, max(p.s.first + 3, p.end - 10), -1):
        if p.w[k].low in ("-", "–", "—", ":"):
            words = " ".join(p.w[m].low for m in range(k + 1, p.end))
            spaced = p.w[k + 1].start > p.w[k].end and (p.w[k].low == ":" or p.w[k].start > p.w[k - 1].end)
            if (
                spaced
                and (p.upper(k + 1) or p.end - k <= 4)
                and (
                    p.w[k].low != ":"
                    or any(p.w[m].low in VERBISH or p.w[m].low.endswith("ed") for m in range(p.s.first, k))
                )
                and _SPEAKS.search(words)
                and not any(p.w[m].low in VERBISH for m in range(k + 1, p.end))
            ):
                p.add((k + 1, p.end), (k, k + 1), (p.s.first, k), "say", "S8")
            return
        if p.w[k].low in (",", ";", ":"):
            return


def heading(p: SentenceWords) -> None:
    """S8: a short heading of names before a colon speaks for what follows it."""
    passed = False
    for k in range(p.s.first + 1, min(p.s.first + 9, p.end - 3)):
        low = p.w[k].low
        if low == "," and p.low(k + 1) in PASSED_ON and p.low(k + 2) == "by":
            passed = True  # "X, quoted by R: ..."
            continue
        if passed and low in PASSED_ON:
            continue
        if low == ":":
            if not p.out and p.upper(p.s.first) and p.upper(k - 1):
                p.add((p.s.first, k), (k, k + 1), (k + 1, p.end), "say", "S8")
            return
        if low in VERBISH or low in CUES or low in (",", ";", '"', "“") or p.q[k]:
            return


_CLAIMS = frozenset(
    {"claims", "claim", "reports", "report", "allegations", "allegation", "accusations", "assertions", "assertion"}
)
_NO_ANSWER = frozenset(
    {
        "commented",
        "comment",
        "responded",
        "respond",
        "reacted",
        "react",
        "asked",
        "despite",
        "amid",
        "investigating",
        "examining",
        "studying",
    }
)


def _unanswered(p: SentenceWords, i: int) -> bool:
    """Whether the claims at i are neither taken up nor denied by who is told about: "has not commented on", "could not verify"."""
    for k in range(max(p.s.first, i - 9), i):
        low = p.w[k].low
        if low in _NO_ANSWER or (
            low in ("confirm", "verify", "verified", "corroborate", "confirmed", "substantiate", "check")
            and any(
                p.w[m].low in ("not", "yet", "unable", "cannot", "nor", "neither", "independently", "impossible")
                for m in range(max(p.s.first, k - 6), k)
            )
        ):
            return True
    return False


_PROVED = frozenset(
    {
        "verified",
        "confirmed",
        "corroborated",
        "substantiated",
        "investigated",
        "checked",
        "proven",
        "proved",
        "established",
        "examined",
        "tested",
    }
)


def _unproved(p: SentenceWords, i: int) -> bool:
    """S12: "S's claim that ... could not be verified", "the claim by S that ... has yet to be confirmed"."""
    that = next((k for k in range(i + 1, min(i + 10, p.end)) if p.w[k].low == "that"), -1)
    if that < 0 or not (that == i + 1 or p.low(i + 1) in ("by", "from")):
        return False
    done = next((k for k in range(that + 4, p.end) if p.w[k].low in _PROVED and not p.q[k]), -1)
    if done < 0:
        return False
    e = done
    while e > that and (
        p.w[e - 1].low in ADVERBS
        or p.w[e - 1].low in AUX
        or p.w[e - 1].low in ("independently", "fully", "yet", "to", "being")
    ):
        e -= 1
    if e == done or not any(p.w[k].low in ("not", "yet", "being", "cannot", "never") for k in range(e, done)):
        return False
    source = (i + 2, that) if that > i + 1 else p.source(p.clause_begin(i), i)
    p.add(source, (i, i + 1), (that + 1, e), "say", "S12")
    return source is not None


def claim_to_have(p: SentenceWords, i: int) -> bool:
    """S12: "S's claim to have shot down ... was met with silence"."""
    end = next((k for k in range(i + 5, p.end) if p.w[k].low in BE or p.w[k].low in AUX), p.end)
    source = p.source(p.clause_begin(i), i)
    if source is None or not p.low(i - 1).endswith("'s"):
        return False
    p.add(source, (i, i + 1), (i + 2, end), "say", "S12")
    return True


def owned(p: SentenceWords, i: int) -> bool:
    """S12: "has not commented on B's claims that ...": the claim is B's."""
    if _unproved(p, i) or (p.low(i + 1) == "to" and p.low(i + 2) == "have" and claim_to_have(p, i)):
        return True
    if i - 2 < p.s.first or not _unanswered(p, i):
        return False
    if p.low(i + 1) in ("by", "from"):
        that = next((k for k in range(i + 2, min(i + 11, p.end)) if p.w[k].low == "that"), -1)
        if that > i + 2:
            p.add((i + 2, that), (i, i + 2), (that + 1, p.end), "say", "S12")
        return that > i + 2
    if p.low(i + 1) != "that":
        return False
    k = i - 1
    while k > p.s.first and p.upper(k - 1) and p.w[k - 1].low not in ("on", "to", "about"):
        k -= 1
    if not p.upper(k):
        return False
    p.add((k, i), (i, i + 1), (i + 2, p.end), "say", "S12")
    return True


def brand(p: SentenceWords, i: int) -> bool:
    """S13: "called reports of ... false" denies; "called the visit ... illegal" judges what it takes for granted."""
    low = p.w[i].low
    if (
        p.low(i - 1) in BE
        or p.low(i - 1) in ("to", "the", "a", "so", "an")
        or p.low(i + 1) in ("on", "upon", "for", "by", "off", "a")
    ):
        return False
    if low.endswith("ing") and p.low(i - 1) != ",":
        return False
    told = [k for k in range(i + 3, p.end) if p.w[k].low in FALSE_WORDS or p.w[k].low in JUDGED]
    if not told or told[0] - i > 40 or any(p.w[k].low in ("that",) and k == i + 1 for k in range(i, i + 2)):
        return False
    cls = "deny" if p.w[told[0]].low in FALSE_WORDS else "say"
    start = i + 1
    if low.startswith("dismiss") and p.low(i + 1) == "as":
        return False
    source = (p.main_subject(i) if low.endswith("ing") else None) or p.subject(i) or carried(p, i)
    p.add(source, (i, i + 1), (start, lead_end(p, start)), cls, "S13")
    return True


_VOICED = frozenset({"expressed", "expresses", "voiced", "voices", "put", "puts", "sounded", "raised", "gave", "gives",
    "traded", "trade", "exchanged", "exchange", "swapped", "swap",
})  # fmt: skip
_GIVEN = frozenset({"gave", "gives", "given"})
_WORDS = {
    "word": "undertake", "assurance": "undertake", "assurances": "undertake", "guarantee": "undertake", "guarantees": "undertake",
    "pledge": "undertake", "promise": "undertake",
}  # fmt: skip
_FEELING = {
    "concern": "say", "concerns": "say", "alarm": "say", "regret": "say", "outrage": "say", "dismay": "say", "doubt": "say",
    "doubts": "say", "anger": "say", "satisfaction": "say", "accusations": "accuse", "blame": "accuse", "recriminations": "accuse", "confidence": "expect", "hope": "expect", "fear": "expect",
    "fears": "expect", "readiness": "undertake", "willingness": "undertake", "losses": "say", "own": "say", "toll": "say", "casualties": "say",
}  # fmt: skip


def voiced(p: SentenceWords, i: int) -> bool:
    """S14: "expressed concern over ...", "expressed readiness to ...", "puts its losses at ..."."""
    low = p.w[i].low
    classes = _WORDS if low in _GIVEN else _FEELING
    k = next((k for k in range(i + 1, min(i + 5, p.end)) if p.w[k].low in classes), -1)
    if k < 0 or p.low(i - 1) in BE or p.low(i - 1) in ("to", "the", "be"):
        return False
    cls = classes[p.w[k].low]
    if low.startswith("put"):
        if p.low(k + 1) != "at" and p.low(k + 1) != "in":
            return False
        p.add(p.subject(i), (i, i + 1), (i + 1, p.end), "say", "S14")
        return True
    start = k + 1
    if cls == "accuse":  # "traded blame on Friday for ..."
        late = start
        while p.low(late) in TIME_WORDS or p.low(late) in ADVERBS or p.low(late) in ("on", "in", "late", "early"):
            late += 1
        start = late if p.low(late) in ("over", "for", "of", "about", "that") else start
    if p.low(start) in ("over", "about", "at", "that", "for", "regarding"):
        start += 1
    p.add(p.subject(i), (i, start), (start, p.end), cls, "S14")
    return True


def wanted(p: SentenceWords, i: int) -> bool:
    """S15: "wants Y to ...", "asks Y to ...": a demand on Y."""
    if p.low(i + 1) in ("whether", "if", "that", "about", "by", "not", ",", "for") or (
        p.low(i - 1) in BE and not p.w[i].low.endswith("ing")
    ):
        return False
    to = next((k for k in range(i + 2, min(i + 9, p.end)) if p.w[k].low == "to"), -1)
    if (
        to < 0
        or p.low(i + 1) == "to"
        or p.low(i - 1) in ("if", "it", "to")
        or any(p.w[k].low == "," for k in range(i, to))
    ):
        return False
    p.add(p.subject(i), (i, i + 1), (i + 1, p.end), "demand", "S15")
    return True


_PIECES = frozenset([
    "remarks", "comments", "interview", "interviews", "statement", "letter", "video", "footage", "article", "message", "speech", "briefing", "transcript", "note",
])  # fmt: skip


def relayed(p: SentenceWords) -> None:
    """S3: by whom the words of the sentence reached the writer: "in comments carried by R", "in an interview with R"."""
    if not p.out:
        return
    for k in range(p.s.first + 1, p.end - 2):
        low = p.w[k].low
        if p.q[k]:
            continue
        if low in PASSED_ON and p.low(k + 1) in ("by", "on", "in") and p.low(k - 1) not in BE:
            pass
        elif (low in ("with", "to") and p.low(k - 1) in _PIECES) or (
            low == "on" and p.low(k - 1) in ("post", "posts", "programme")
        ):
            k -= 1
        else:
            continue
        if p.low(k + 2) in ("its", "his", "her", "their"):
            continue
        stop = p.np_end(k + 2)
        for a in list(p.out):
            held = any(x is not None and x[0] <= k < x[1] for x in (a.source, a.content))
            if not held and stop > k + 2 and a.source is not None and a.way in ("S1", "S2", "S5", "S7", "S8"):
                p.add((k + 2, stop), (k, k + 2), a.content, "say", "told")


_RUMOURED = frozenset([
    "said", "reported", "believed", "understood", "thought", "rumoured", "rumored", "presumed",
])  # fmt: skip
_PLAIN_HEARSAY = frozenset(["reportedly", "purportedly", "supposedly"])
_NO_HEARSAY = frozenset(["no", "not", "false", "on", "to", "of", ","])
_GOT = frozenset(["received", "receiving", "got", "getting", "heard", "hearing"])
_TOLD_US = frozenset(["told", "informed", "advised"])


def hearsay(p: SentenceWords, i: int) -> bool:
    """S20: what is passed on without its origin: "received reports of ...", "is said to have ...", "was told that", "reportedly"."""
    low = p.w[i].low
    if low in _PLAIN_HEARSAY or (low in _RUMOURED and p.low(i + 1) == "to" and p.low(i - 1) in BE):
        begin = i if p.q[i] else p.clause_begin(i)
        p.add((i, i + 1), (i, i + 1), (begin, _until_break(p, i)), "say", "S20")
        return True
    if low in _TOLD_US or low in _RUMOURED:
        if (
            p.low(i + 1) != "that"
            or p.low(i - 1) not in BE
            or (low in _RUMOURED and p.low(i - 2) not in ("it", "been"))
        ):
            return False
        p.add((i, i + 1), (i, i + 1), (i + 2, _until_break(p, i)), "say", "S20")
        return True
    if low not in HEARSAY or p.low(i + 1) not in ("of", "that", "about", "suggesting", "saying", "indicating"):
        return False
    verb = next((k for k in range(i - 1, max(p.s.first - 1, i - 5), -1) if p.w[k].low in HEARD), -1)
    if verb < 0 or (low in ("information", "word") and p.w[verb].low not in _GOT):
        return False
    if any(p.w[k].low in _NO_HEARSAY or p.w[k].low.endswith("'s") for k in range(max(p.s.first, verb - 1), i)) or any(
        p.w[k].low in CUES or p.w[k].low in VERBISH or p.w[k].low.endswith("ed") for k in range(verb + 1, i)
    ):
        return False
    begin = i
    while begin - 1 > verb and (
        p.w[begin - 1].low not in SUBJECTISH or p.w[begin - 1].low in ("several", "some", "many")
    ):
        begin -= 1
    begin -= p.w[verb].low in ("unconfirmed", "conflicting") and begin - 1 == verb
    content = (i + 2, _until_break(p, i))
    p.add((begin, i + 1), (i, i + 1), content, "say", "S20")
    heard = None if p.q[i] or p.low(verb) in BE else p.subject(verb)
    if heard is not None and p.low(heard[0]) not in ("there", "it", "we", "i"):
        p.add(heard, (verb, verb + 1), content, "say", "S3")
    return True


def _until_break(p: SentenceWords, i: int) -> int:
    """Where what is heard at word i ends: the quotation, a semicolon, or a clause with "but"."""
    k = i
    while (
        k < p.end
        and p.q[k] == p.q[i]
        and p.w[k].low != ";"
        and not (p.w[k].low == "," and p.low(k + 1) in ("but", "and", "though", "although"))
    ):
        k += 1
    return k


def late_citing(p: SentenceWords) -> None:
    """S4 inside a source: "R, citing S, reported that ..."."""
    for a in list(p.out):
        if a.source is None:
            continue
        k = next((k for k in range(*a.source) if p.w[k].low in ("citing", "quoting", "referring")), -1)
        if k <= a.source[0]:
            continue
        end = k - 1 if p.low(k - 1) == "," else k
        k += p.low(k) == "referring" and p.low(k + 1) == "to"
        stop = p.phrase_end(k + 1)
        p.out.remove(a)
        p.out.append(msgspec.structs.replace(a, source=(a.source[0], end)))
        p.out.append(msgspec.structs.replace(a, source=(k + 1, min(stop, a.source[1])), cue=(k, k + 1), way="S4"))


def appeal(p: SentenceWords, i: int) -> None:
    """S11: "called on Y to ...", "appealed for ...", "condemned ...": the rest is what is wanted or blamed."""
    low, nxt = p.w[i].low, p.low(i + 1)
    if p.low(i - 1) in BE or p.low(i - 1) in ("to", "the", "a", "its", "his", "her", "their"):
        return
    if low.startswith(("call", "appeal", "plead", "beg", "lobb", "press")):
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
    if p.low(i + 1) in ("back", "down") and noun > i + 4:
        return
    cls = "correct" if low.startswith(("correct", "revis", "updat", "amend")) else "withdraw"
    start = noun + 1
    if p.low(start) == "," and p.low(start + 1) in GERUNDS:
        start += 2
    elif p.low(start) in ("that", "saying", "about", "of", "on"):
        start += 1
    elif p.low(start) == "to" and p.low(start + 1) in ("say", "read", "state"):
        start += 2
    if p.low(start) == "that":
        start += 1
    p.add(p.subject(i), (i, start), (start, p.end), cls, "S9")


def according(p: SentenceWords, i: int) -> None:
    k = i + 1
    if p.w[i].low == "as" and i == p.s.first and (p.upper(k) or p.low(k) == "the"):
        verb = next((m for m in range(k + 1, min(k + 7, p.end)) if p.w[m].low in BARE), -1)
        comma = p.to_comma(verb) if verb > 0 else -1
        if verb > 0 and comma < p.end and p.w[comma].low == "," and comma - verb < 10:
            inner = p.low(comma + 1) in CITING
            end = p.to_comma(comma + 1) if inner else comma
            p.add((k, verb), (verb, verb + 1), (end + 1, p.end), "say", "S3")
            if inner and end < p.end:
                p.add((comma + 2, end), (comma + 1, comma + 2), (end + 1, p.end), "say", "S4")
        return
    if p.w[i].low == "according":
        if p.low(k) != "to":
            return
        k += 1
    elif p.w[i].low == "as":
        k = i + 2
        if p.low(i + 1) not in CUES and p.low(i + 1) not in ("follows", "quoted", "cited"):
            return  # "as a result of"
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
    if i <= p.s.first + 1 or p.low(i - 1) == "that" or (p.low(i - 1) == "," and p.low(i - 2) in THAT_WORDS):
        begin = stop + 1 if p.low(stop) == "," else stop
        p.add((k, stop), (i, k), (begin, p.end), "say", "S3")
    else:
        begin = p.s.first
        for m in range(i - 1, p.s.first, -1):
            if p.w[m].low == ";":
                begin = m + 1
                break
        within = p.low(i - 1) == "," and p.low(stop) == "," and not p.has_verb(begin, i - 1)
        p.add((k, stop), (i, k), (begin, p.end if within else i), "say", "S2" if within else "S3")


def citing(p: SentenceWords, i: int) -> None:
    if p.low(i - 1) in ("which", "who") and p.w[i].low not in ("citing", "quoting"):
        before = next(
            (a for a in reversed(p.out) if a.way == "S4" and a.source and a.source[1] in (i - 1, i - 2)), None
        )
        if before is not None:  # "quoting R, which cited S"
            stop = p.phrase_end(i + 1)
            p.add((i + 1, stop), (i, i + 1), before.content, "say", "S4")
            p.out.insert(0, p.out.pop())
            return
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
    if (prev in ("the", "a", "to", "of", "no") or prev in _VOICED) and p.w[i].low in (
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
            source = (by + 1, min(p.np_end(by + 1), of) if of > by + 1 else p.np_end(by + 1))
        p.add(source, (i, i + 1), (who[0] if who else k, p.end), "accuse", "S7")
        return
    gerund = p.w[i].low.endswith("ing")
    end = lead_end(p, k)
    for m in range(of + 2, end - 2):  # "A accused B of ..., B accused A of ..."
        if p.w[m].low == "," and any(
            p.w[x].low in ACCUSE and not p.w[x].low.endswith("ing") for x in range(m + 2, min(m + 6, end))
        ):
            end = m
            break
    p.add(
        (p.main_subject(i) if gerund else None) or p.subject(i) or carried(p, i),
        (i, i + 1),
        (k, end),
        "accuse",
        "S7",
    )


def trim(p: SentenceWords) -> None:
    """Cut a content where a trailing source of S2-S4 begins inside it."""
    ends = []
    for a in p.out:
        if a.cue and a.way in ("S2", "S3", "S4", "S16"):
            first = min(a.cue[0], a.source[0] if a.source else a.cue[0])
            ends.append((first, a))
    fixed = []
    for a in p.out:
        s, e = a.content
        for first, b in ends:
            if b is not a and s < first < e and a.way != "S2" and a.source != b.source:
                e = first
        while e > s and p.w[e - 1].low in (",", "and", '"', "”", "—"):
            e -= 1
        if s < e:
            fixed.append(msgspec.structs.replace(a, content=(s, e)))
    p.out = fixed


# the words that any form of speech begins with
_TELLS = frozenset().union(
    _HEARSAY_CUES, PARTED, _VIEWS, ATTITUDES, CUES, ACCUSE, _ACCORDING, CITING, _CLAIMS, BRAND, _VOICED, APPEAL, RETRACT, TRANSITIVE,
    ("held", "holds", "hold", "as", "wants", "wanted", "took", "takes", "taken"),
)  # fmt: skip
_TELLS_STEMS = ("ask", "insist")
