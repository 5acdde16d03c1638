"""What happened: the places in a sentence where a kind of claim is told, the verb before the weapon.

Rules.
 K1. The longest match of the heaviest rule at a word is its trigger; inside its words no other begins, but for a person
     or a thing hurt in it.
 K2. A plain or -s form that stands as a noun ("the attack") counts only by the rules of nouns.
 K3. A bare noun counts only where nothing stronger tells the same kind in its content.
 K4. The code of the use of force is the rule's own, else that of the weapon named nearest in the content.
 K5. The code of damage is that of the gravest kind of thing named where its object stands, if any is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_kinds import HARMED_PATTERNS, RULES, WEAPON_PATTERNS, Rule
from truceline.claims.languages.english_words import (
    ACTOR_HEADS,
    ADVERBS,
    AUX,
    BE,
    MODALS,
    PERSON_HEADS,
    PREPOSITIONS,
    TITLE_HEADS,
)

if TYPE_CHECKING:
    from truceline.claims.frame import Frame

_DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "any", "no", "some",
    "every", "each", "another", "such", "of", "in", "on", "by", "from", "for", "with", "after", "during", "under",
    "against", "joint", "heavy", "renewed", "fresh", "new", "recent", "fierce", "sporadic", "intense", "deadly",
    "alleged", "artillery", "mortar", "sniper", "small-arms", "drone", "air", "rocket", "missile",
})  # fmt: skip
_GERUND_NOUNS = frozenset(["shelling", "fighting", "bombing", "shooting", "clearing", "meeting", "hearing", "building"])


CUE = 3  # the flag of a word that only says who says what


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """Words [first, last) that tell a kind. word: the form as written; noun: it stands as a noun; passive: its subject
    suffered it."""

    first: int
    last: int
    kind: str
    code: str | None
    frame: str
    weight: int
    word: str
    lemma: str
    noun: bool = False
    passive: bool = False
    verb: bool = False  # its rule is one of verbs


def find_triggers(frame: Frame, first: int, last: int, skip: bytearray) -> list[Trigger]:
    """The triggers among words [first, last); skip: one flag a word of the text, not to be read."""
    out: list[Trigger] = []
    end = frame.words[last - 1].end
    for i in frame.telling(first, last):
        if skip[i]:
            continue
        t = _best(frame, i, last, end, RULES[frame.words[i].low.removesuffix("'s")])
        if t is None or (any(skip[t.first : t.last]) and t.weight < 2) or CUE in skip[t.first : t.last]:
            continue
        if not _inside(t, out):
            if t.code == "V5.2":
                out.append(msgspec.structs.replace(t, kind="violence", code=None))
            out.append(t)
    out = [t for t in out if not (len(out) > 1 and _attribute(frame, t))]
    strong = {t.kind for t in out if t.weight == 2}
    force = strong & {"violence", "access"}
    out = [t for t in out if not _aftermath(frame, t, out) and not (t.noun and _talked_about(frame, t))]
    if len(out) > 1:
        out = [t for t in out if not (t.kind == "ceasefire" and _referred(frame, t, True) and t.weight == 1)]
    out = [t for t in out if t.weight == 2 or not _referred(frame, t, bool(strong))]
    return [
        t
        for t in out
        if t.weight == 2 or (t.kind not in strong and not (t.kind in ("violation", "violence") and force))
    ]


_ATTRIBUTES = frozenset(["captured", "seized", "occupied", "stationed", "deployed", "brokered", "besieged", "posted"])


def _attribute(frame: Frame, t: Trigger) -> bool:
    """Whether a participle only tells which one is meant: "soldiers captured in March", "peacekeepers stationed at"."""
    if t.word not in _ATTRIBUTES or t.first == 0:
        return False
    before = frame.words[t.first - 1].low
    after = frame.words[t.first + 1].low if t.first + 1 < len(frame.words) else ""
    return (before in PERSON_HEADS or before in ACTOR_HEADS or before.endswith("s")) and (
        after in PREPOSITIONS and before not in AUX
    )


def _aftermath(frame: Frame, t: Trigger, others: list[Trigger]) -> bool:
    """Whether what is named is only the time or cause of another deed ("after shelling"), or part of those told ("31
    prisoners, including two wounded")."""
    before = [w.low for w in frame.words[max(0, t.first - 3) : t.first]]
    after = frame.words[t.last].low if t.last < len(frame.words) else "."
    if t.word in ("wounded", "injured") and "including" in before:
        return True
    if t.word in ("wounded", "injured") and after in PERSON_HEADS and before[-1:] == ["the"] and t.last == t.first + 1:
        return True  # "the wounded officer"
    if t.word in ("wounded", "injured") and after in PERSON_HEADS:
        return any(o.kind in ("movement", "exchange", "access", "return") for o in others)
    if t.word in ("dead", "missing", "wounded", "injured") and before[-2:] in (["of", "the"], ["for", "the"]):
        return True  # "the families of the missing"
    if t.word in ("dead", "missing", "wounded", "injured") and before[-1:] == ["the"] and t.last == t.first + 1:
        return after not in ("were", "was", "include", "included", "includes", "numbered")
    if t.frame == "topic" and before[-1:] == ["to"] and any(o.first < t.first and o.frame == "meet" for o in others):
        return True
    return (
        t.word in _GERUND_NOUNS
        and before[-1:] in (["after"], ["amid"], ["following"])
        and after in (",", ".", "and", "in")
    )


def _referred(frame: Frame, t: Trigger, others: bool) -> bool:
    """Whether a bare noun only refers to something told elsewhere: "the attack" without more, "after shelling"."""
    before = [w.low for w in frame.words[max(0, t.first - 3) : t.first]]
    after = frame.words[t.last].low if t.last < len(frame.words) else ""
    if t.last - t.first > 1:
        after = frame.words[t.last - 1].low
    if (
        before[-1:] == ["the"]
        and t.word != "use"
        and t.kind == "violence"
        and after not in ("of", "on", "near", "at", "in", "by", "against", "from", "between")
    ):
        return True
    if before[-1:] == ["the"] and t.word in ("incident", "incidents") and after not in ("of", "near", "in", "on", "at"):
        return True
    if t.kind == "ceasefire" and others and any(b in ("during", "under", "of") for b in before[-2:]):
        return True
    if others and t.kind == "withdrawal" and any(b in ("before", "until", "pending") for b in before[-2:]):
        return True
    if others and any(b in ("after", "following", "because", "since", "despite", "amid") for b in before[-2:]):
        return True
    return (
        bool(before)
        and "for" in before[-2:]
        and frame.words[max(0, t.first - 3)].low in ("answer", "respond", "retaliate", "pay", "compensation")
    )


_TALKED = re.compile(
    r"\b(?:discuss(?:ed|ing|es)?|sp(?:oke|eak|eaking|oken) about|talk(?:ed|ing|s)? about|touched (?:up)?on|exchanged views on) "
    r"(?:the |their |its )?(?:[\w'-]+,? ){0,4}$"
)


def _talked_about(frame: Frame, t: Trigger) -> bool:
    """Whether a deed is named by a noun as what was talked about."""
    start = frame.words[t.first].start
    return t.frame != "topic" and _TALKED.search(frame.low[max(0, start - 70) : start]) is not None


def _inside(t: Trigger, out: list[Trigger]) -> bool:
    for o in out:
        if o.first <= t.first < o.last and not (
            t.kind in ("casualties", "damage", "access")
            and t.kind != o.kind
            and o.kind not in ("exchange",)
            and t.first > o.first
            and t.weight == 2
        ):
            return True
    return False


def _best(frame: Frame, i: int, last: int, end: int, rules: tuple[Rule, ...]) -> Trigger | None:
    noun = is_noun(frame, i)
    word = frame.words[i]
    best: tuple[tuple[int, int, int], Rule, int] | None = None
    for r in rules:
        if r.word == "have" and _auxiliary(frame, i):
            continue
        if r.near and not _near(frame, i, last, r.near):
            continue
        if noun and r.verb and r.weight == 2 and word.low not in ("clash", "clashes"):
            continue
        stop = word.end
        if r.rest is not None:
            m = r.rest.match(frame.low, word.end, end)
            if m is None:
                continue
            stop = m.end()
        key = (r.weight, stop - word.end if r.rest is not None else 0, -r.order)
        if best is None or key > best[0]:
            best = (key, r, stop)
    if best is None:
        return None
    r, stop = best[1], best[2]
    j = i + 1
    while j < last and frame.words[j].start < stop:
        j += 1
    passive = is_passive(frame, i) if r.frame not in ("pass", "held", "accp") else True
    if r.frame == "exch" and not r.verb and _IS.search(frame.low, word.start, stop):
        passive = True
    if r.frame == "act" and frame.words[i].low in ("was", "were", "been", "being"):
        passive = True
    return Trigger(
        first=i,
        last=j,
        kind=r.kind,
        code=r.code,
        frame=r.frame,
        weight=r.weight,
        word=word.low,
        lemma=r.word,
        noun=noun or r.weight == 1 or (r.frame == "event" and not r.verb),
        passive=passive,
        verb=r.verb,
    )


_IS = re.compile(r"\b(?:was|were|been|be|being)\b")
_CAPTIVES = frozenset([
    "prisoner", "prisoners", "captive", "captives", "detainee", "detainees", "hostage", "hostages", "inmates", "custody",
])  # fmt: skip
_EXCHANGED = frozenset(
    [
        "bodies",
        "body",
        "remains",
        "soldiers",
        "soldier",
        "servicemen",
        "serviceman",
        "civilians",
        "crew",
        "pilots",
        "sons",
        "son",
        "husbands",
        "husband",
        "relatives",
        "father",
        "fathers",
        "brothers",
        "brother",
        "women",
        "men",
        "children",
        "journalist",
        "journalists",
        "activist",
        "activists",
        "officers",
        "officer",
        "sailors",
        "inmates",
        "he",
        "she",
        "they",
        "man",
        "woman",
        "people",
        "persons",
        "fighters",
        "workers",
        "shepherds",
        "shepherd",
        "policemen",
        "peacekeepers",
        "observers",
        "all",
        "both",
    ]
)
_FORCES = frozenset([
    "forces", "troops", "soldiers", "servicemen", "fighters", "units", "unit", "personnel", "soldier", "military", "army", "policemen", "battalion", "troop",
])  # fmt: skip
_WATCH_HEADS = frozenset([
    "patrol", "patrols", "mission", "monitors", "observers", "monitor", "observer", "team", "convoy", "convoys", "delegates",
    "inspectors", "ambulance", "ambulances", "peacekeepers", "commission", "delegation", "medics", "experts",
])  # fmt: skip


def _auxiliary(frame: Frame, i: int) -> bool:
    """Whether "has", "had" at word i only helps another verb ("has rejected a proposal to hold a meeting")."""
    k = i + 1
    while k < len(frame.words) and (frame.words[k].low in ADVERBS or frame.words[k].low.endswith("ly")):
        k += 1
    low = frame.words[k].low if k < len(frame.words) else ""
    return low.endswith(("ed", "en", "wn")) or low in BE or low in _PARTICIPLES or low in ("to", "yet")


_PARTICIPLES = frozenset([
    "said", "told", "held", "met", "made", "sent", "put", "set", "lost", "left", "led", "kept", "brought", "found", "begun",
    "come", "become", "gone", "done", "shot", "hit", "cut", "fought", "won", "paid", "built", "had",
])  # fmt: skip


_GROUND = frozenset([
    "village", "villages", "town", "towns", "district", "districts", "position", "positions", "height", "heights", "hill", "hills",
    "post", "posts", "outpost", "outposts", "checkpoint", "checkpoints", "territory", "territories", "land", "ground", "area", "areas",
    "city", "cities", "road", "roads", "bridge", "bridges", "settlement", "settlements", "region", "regions", "stronghold", "base",
    "bases", "ridge", "airport", "port", "province", "provinces", "suburb", "suburbs", "island", "islands", "crossing", "crossings",
])  # fmt: skip
_GATHERINGS = frozenset([
    "election", "elections", "ceremony", "ceremonies", "talks", "talk", "meeting", "meetings", "session", "sessions", "vote", "votes",
    "referendum", "exercise", "exercises", "drill", "drills", "parade", "rally", "rallies", "protest", "protests", "funeral", "funerals",
    "conference", "conferences", "consultation", "consultations", "hearing", "hearings", "briefing", "briefings", "service", "services",
    "round", "rounds", "summit", "negotiations", "discussions", "dialogue", "trial", "trials", "debate", "march", "demonstration",
    "demonstrations", "event", "events", "polls", "ballot", "workshop", "training", "festival", "concert", "game", "games", "match",
    "prayer", "prayers", "vigil", "reception", "contacts", "inquiry", "weapons", "ammunition", "arms", "vehicles", "tanks", "drone",
    "drones", "equipment", "documents",
])  # fmt: skip
_SUBJECT_ENDS = frozenset(
    [",", ";", ":", "that", "which", "who", "and", "but", "said", "says", "where", "when", "as", "if", "while"]
)
_AFTER_HEAD = frozenset(
    ["of", "in", "from", "near", "at", "around", "outside", "along", "on", "for", "between", "with", "by", "to"]
)


def _subject(frame: Frame, i: int) -> int | None:
    """The word that is the head of what stands before a verb at word i: the last of its first stretch without a preposition."""
    k = i - 1
    while k >= 0 and (frame.words[k].low in ADVERBS or frame.words[k].low in AUX or frame.words[k].low.endswith("ly")):
        k -= 1
    head = None
    for j in range(k, max(-1, k - 9), -1):
        low = frame.words[j].low
        if low in _SUBJECT_ENDS and not (low == "and" and j + 1 in frame.place_words):
            break
        if low in _AFTER_HEAD:
            head = None
        elif head is None and low.isalpha():
            head = j
    return head


def _near(frame: Frame, i: int, last: int, what: str) -> bool:
    """Whether what a rule wants beside its word i is named there: `p` a place after it, `h` a person or an office after
    it, `s` one before it, `f` armed forces, `m` those who watch or help before it, `c` persons held before it; `g` whether its
    subject is ground, `n` that it is neither ground nor a gathering."""
    if what in ("g", "n"):
        head = _subject(frame, i)
        ground = head is not None and (head in frame.place_words or frame.words[head].low in _GROUND)
        return ground if what == "g" else not ground and (head is None or frame.words[head].low not in _GATHERINGS)
    if what == "p":
        return any(k in frame.place_words for k in range(i + 1, min(i + 6, last)))
    if what == "f":
        return any(frame.words[k].low in _FORCES for k in range(max(0, i - 5), i))
    if what == "q":
        return any(k in frame.place_words for k in range(max(0, i - 4), i))
    if what == "x":
        return any(frame.words[k].low in _CAPTIVES or frame.words[k].low in _EXCHANGED for k in range(max(0, i - 7), i))
    if what == "c":
        return any(frame.words[k].low in _CAPTIVES for k in range(max(0, i - 7), i))
    if what == "m":
        return any(frame.words[k].low.removesuffix("'s") in _WATCH_HEADS for k in range(max(0, i - 6), i))
    a, b = (i + 1, min(i + 9, last)) if what == "h" else (max(0, i - 12), i)
    if what == "h" and any(frame.words[k].low in TITLE_HEADS for k in range(i + 1, min(i + 6, last))):
        return True
    return any(
        e.form in ("person", "title")
        or e.head in TITLE_HEADS
        or (what == "s" and e.form == "pronoun" and e.name.lower() in ("he", "she"))
        for e in frame.entities_in(a, b)
    )


_PASTS = frozenset([
    "broke", "fought", "withdrew", "gave", "sent", "began", "flew", "drove", "blew", "struck", "threw", "stole", "freed",
    "fled", "swept", "held", "shot", "hit", "met", "took", "came", "left", "lost", "went", "killed", "cut", "put", "set",
])  # fmt: skip
_NAMED = frozenset(["Exchange", "Mines", "Peace", "Strike", "Fire", "Return", "Movement", "Advance", "Contact", "Front", "Press",
                    "Clearing", "Shell", "Battle", "Post", "Storm", "Hope", "Release", "Patrol", "Corridor", "Transfer", "Talks",
                    "Release", "Withdrawal", "Position", "Talk", "Attack", "Station", "Operation", "Use", "Meeting", "Capture",
                    "Cross", "Crossing", "Monitoring", "Guns", "Bomb", "Artillery"])  # fmt: skip


def in_name(frame: Frame, i: int, first: int, last: int) -> bool:
    """Whether a noun stands in a proper name ("Securities and Exchange Commission"), not in a headline in capitals."""
    word = frame.text[frame.words[i].start : frame.words[i].end]
    if word not in _NAMED or i == first or i + 1 >= last:
        return False
    after, before = frame.text[frame.words[i + 1].start : frame.words[i + 1].end], frame.text[frame.words[i - 1].start]
    if not after[:1].isupper() and not before.isupper():
        return False
    span = range(first, last)
    capital = sum(frame.text[frame.words[k].start].isupper() for k in span)
    return 2 * capital < len(span) or frame.words[i + 1].low in _NAME_ENDS


_NAME_ENDS = frozenset(["commission", "group", "agency", "party", "company", "corporation", "board", "union", "fund"])


def is_noun(frame: Frame, i: int) -> bool:
    """Whether a word that may be verb or noun stands as a noun."""
    low = frame.words[i].low
    if low.endswith("ed"):
        return False
    prev = frame.words[i - 1].low if i else ""
    if i > 1 and frame.words[i - 2].low in _DETERMINERS and _people_word(frame, i):
        return True
    if low.endswith("ing"):
        if (
            low in _GERUND_NOUNS
            and i > 1
            and frame.words[i - 2].low in _DETERMINERS
            and prev.isalpha()
            and prev not in AUX
        ):
            return True
        return low in _GERUND_NOUNS and prev in _DETERMINERS and prev not in ("by", "after", "from", "for")
    if prev in ("to",) or prev in MODALS or prev in ("did", "does", "do", "not"):
        return False
    if low in _PASTS:
        return prev in ("the", "a", "an") and low in ("shot", "hit", "cut", "set")
    if prev in _DETERMINERS or prev.endswith("'s"):
        return True
    nxt = frame.words[i + 1].low if i + 1 < len(frame.words) else ""
    if low.endswith("s") and low[:-1] in RULES and (nxt in AUX or nxt in PREPOSITIONS or nxt in (",", ".", "and", "")):
        return low not in ("violates", "denies", "holds", "controls", "remains", "returns") and nxt not in ("at", "to")
    return False


def _people_word(frame: Frame, i: int) -> bool:
    """Whether a people-word stands just before word i ("a Torian advance")."""
    return i in frame.after_people


def is_passive(frame: Frame, i: int) -> bool:
    """Whether the participle at word i is passive: a form of "be" before it, or "by" after it without a subject."""
    low = frame.words[i].low
    if not low.endswith(("ed", "en", "n", "t", "d", "shot", "hit", "held", "hurt", "won", "put", "cut", "laid")):
        return False
    nxt = frame.words[i + 1].low if i + 1 < len(frame.words) else ""
    if (
        low in ("killed", "wounded", "injured", "hurt", "captured", "detained", "held")
        and i
        and frame.words[i - 1].low in PERSON_HEADS
        and nxt in ("in", "on", "since", "by", "near", "at", ",", ".", "and", "during")
    ):
        return True
    k = i - 1
    while k >= 0 and i - k < 4 and (frame.words[k].low in ADVERBS or frame.words[k].low.endswith("ly")):
        k -= 1
    return k >= 0 and frame.words[k].low in ("was", "were", "been", "being", "be", "is", "are", "got", "found")


def damage_code(frame: Frame, t: Trigger, first: int, last: int) -> str | None:
    """The code of a deed of damage by what it harmed: what stands before a passive, after an active verb (K5)."""
    if t.passive:
        a, b = frame.words[max(first, t.first - 14)].start, frame.words[t.first].start
    else:
        a, b = frame.words[t.first].end, frame.words[min(last, t.last + 12) - 1].end
    for code, p in HARMED_PATTERNS:
        if p.search(frame.low, a, b):
            return None if code == "-" else code
    return t.code


def _shot_at(frame: Frame, t: Trigger, at: int, weapon: str) -> bool:
    """Whether the drone named is what was fired at, not what fired."""
    if not weapon.startswith(("drone", "uav", "unmanned", "helicopter")) or t.code is not None:
        return False
    words = frame.low[frame.words[t.first].start : frame.words[t.last - 1].end]
    by = re.search(
        r"\b(?:by|from|with|using|of|used) (?:an? |the )?(?:[\w'-]+ ){0,2}$", frame.low[max(0, at - 40) : at]
    )
    return by is None and bool(re.search(r"\b(?:shot|fired|shoot|fire|opened fire|shots|came under)\b", words))


def force_code(frame: Frame, t: Trigger, first: int, last: int) -> str | None:
    """The code of the use of force by the weapon named nearest to the trigger in words [first, last) (K4)."""
    a = frame.words[first].start
    at = frame.words[t.first].start - a
    best: tuple[int, int] | None = None
    code = None
    for rank, start, word, c in _weapons(frame.low[a : frame.words[last - 1].end]):
        key = (3 if c == "V1.7" else 0, abs(start - at) + rank)
        if (best is None or key < best) and not (c == "V1.3" and _shot_at(frame, t, a + start, word)):
            best, code = key, c
    return code


@lru_cache(maxsize=32)
def _weapons(content: str) -> tuple[tuple[int, int, str, str], ...]:
    """The weapons named in a content: rank of the pattern, offset, words, code. Asked for by each of its triggers."""
    return tuple(
        [(rank, m.start(), m.group(), c) for rank, (c, p) in enumerate(WEAPON_PATTERNS) for m in p.finditer(content)]
    )
