"""What happened: the places in a sentence where a kind of claim is told, the verb before the weapon.

Rules.
 K1. The longest match of the heaviest rule at a word is its trigger; inside its words no other begins, but for a person
     or a thing hurt in it.
 K2. A plain or -s form that stands as a noun ("the attack") counts only by the rules of nouns.
 K3. A bare noun counts only where nothing stronger tells the same kind in its content.
 K4. The code of the use of force is the rule's own, else that of the weapon named nearest in the content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_kinds import RULES, WEAPON_PATTERNS, Rule
from truceline.claims.languages.english_words import ADVERBS, AUX, MODALS, PERSON_HEADS, PREPOSITIONS

if TYPE_CHECKING:
    from truceline.claims.frame import Frame

_DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "any", "no", "some",
    "every", "each", "another", "such", "of", "in", "on", "by", "from", "for", "with", "after", "during", "under",
    "against", "joint", "heavy", "renewed", "fresh", "new", "recent", "fierce", "sporadic", "intense", "deadly",
    "alleged", "artillery", "mortar", "sniper", "small-arms", "drone", "air", "rocket", "missile",
})  # fmt: skip
_GERUND_NOUNS = frozenset(["shelling", "fighting", "bombing", "shooting", "clearing", "meeting", "hearing", "building"])


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


def find_triggers(frame: Frame, first: int, last: int, skip: bytearray) -> list[Trigger]:
    """The triggers among words [first, last); skip: one flag a word of the text, not to be read."""
    out: list[Trigger] = []
    end = frame.words[last - 1].end
    for i in frame.telling(first, last):
        if skip[i]:
            continue
        t = _best(frame, i, last, end, RULES[frame.words[i].low.removesuffix("'s")])
        if t is None or (any(skip[t.first : t.last]) and t.weight < 2):
            continue
        if not _inside(t, out):
            if t.code == "V5.2":
                out.append(msgspec.structs.replace(t, kind="violence", code=None))
            out.append(t)
    strong = {t.kind for t in out if t.weight == 2}
    force = strong & {"violence", "access"}
    out = [t for t in out if t.weight == 2 or not _referred(frame, t, bool(strong))]
    return [
        t
        for t in out
        if t.weight == 2 or (t.kind not in strong and not (t.kind in ("violation", "violence") and force))
    ]


def _referred(frame: Frame, t: Trigger, others: bool) -> bool:
    """Whether a bare noun only refers to something told elsewhere: "the attack" without more, "after shelling"."""
    before = [w.low for w in frame.words[max(0, t.first - 3) : t.first]]
    after = frame.words[t.last].low if t.last < len(frame.words) else ""
    if t.last - t.first > 1:
        after = frame.words[t.last - 1].low
    if (
        before[-1:] == ["the"]
        and t.kind == "violence"
        and after not in ("of", "on", "near", "at", "in", "by", "against", "from", "between")
    ):
        return True
    if others and any(b in ("after", "following", "because", "since", "despite", "amid") for b in before[-2:]):
        return True
    return (
        bool(before)
        and "for" in before[-2:]
        and frame.words[max(0, t.first - 3)].low in ("answer", "respond", "retaliate", "pay", "compensation")
    )


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
        if r.placed and not any(k in frame.place_words for k in range(i + 1, min(i + 6, last))):
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
        noun=noun or r.weight == 1,
        passive=passive,
    )


def is_noun(frame: Frame, i: int) -> bool:
    """Whether a word that may be verb or noun stands as a noun."""
    low = frame.words[i].low
    if low.endswith("ed"):
        return False
    prev = frame.words[i - 1].low if i else ""
    if low.endswith("ing"):
        return low in _GERUND_NOUNS and prev in _DETERMINERS and prev not in ("by", "after", "from", "for")
    if prev in ("to",) or prev in MODALS or prev in ("did", "does", "do", "not"):
        return False
    if low in (
        "fought",
        "held",
        "shot",
        "hit",
        "met",
        "took",
        "came",
        "left",
        "lost",
        "went",
        "killed",
        "cut",
        "put",
        "set",
    ):
        return prev in ("the", "a", "an") and low in ("shot", "hit", "cut", "set")
    if prev in _DETERMINERS or prev.endswith("'s"):
        return True
    nxt = frame.words[i + 1].low if i + 1 < len(frame.words) else ""
    if low.endswith("s") and low[:-1] in RULES and (nxt in AUX or nxt in PREPOSITIONS or nxt in (",", ".", "and", "")):
        return low not in ("violates", "denies", "holds", "controls", "remains", "returns") and nxt not in ("at", "to")
    return False


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
    return k >= 0 and frame.words[k].low in ("was", "were", "been", "being", "be", "is", "are", "got")


def force_code(frame: Frame, t: Trigger, first: int, last: int) -> str | None:
    """The code of the use of force by the weapon named nearest to the trigger in words [first, last) (K4)."""
    a, b = frame.words[first].start, frame.words[last - 1].end
    at = frame.words[t.first].start
    best: tuple[int, int] | None = None
    code = None
    for rank, (c, pattern) in enumerate(WEAPON_PATTERNS):
        for m in pattern.finditer(frame.low, a, b):
            key = (3 if c == "V1.7" else 0, abs(m.start() - at) + rank)
            if best is None or key < best:
                best, code = key, c
    return code
