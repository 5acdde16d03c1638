"""How many: numbers with what they count, whose, and their bounds (English). No number is made up.

Rules.
 N1. "5", "five", "a hundred", "1,047", "two dozen" are exact (best); "about", "some", "nearly" leave best and no bounds.
 N2. "at least", "more than", "over" give low; "up to", "at most", "fewer than" give high; "5 to 7" both.
 N3. "dozens", "hundreds" give low 24, 200 (two of the unit) and no best; "several", "a number of" give nothing.
 N4. What is counted is the word of harm that governs the number, else the noun that follows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.languages.english_words import NUMBERS, PERSON_HEADS, SCALES
from truceline.values.count import Count

if TYPE_CHECKING:
    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame

_HARM = {
    "killed": "killed", "dead": "killed", "died": "killed", "die": "killed", "deaths": "killed", "fatalities": "killed", "kill": "killed", "killing": "killed", "fallen": "killed",
    "wounded": "wounded", "injured": "wounded", "hurt": "wounded", "wounds": "wounded", "injuries": "wounded", "wounding": "wounded", "injuring": "wounded",
    "missing": "missing", "captured": "captured", "captive": "captured", "prisoner": "captured", "detained": "detained", "arrested": "detained",
    "held": "held", "holding": "held", "holds": "held", "losses": "killed", "life": "killed", "lives": "killed", "toll": "killed", "kills": "killed", "destroyed": "killed", "eliminated": "killed", "liquidated": "killed", "neutralised": "killed", "neutralized": "killed", "hospital": "hospitalised", "buried": "buried", "identified": "identified",
}  # fmt: skip
_UNITS = {
    "violations": "violations", "violation": "violations", "breaches": "violations", "breach": "violations", "times": "times", "occasions": "times", "cases": "cases", "incidents": "incidents",
    "explosions": "explosions", "explosion": "explosions", "shots": "shots", "shells": "shells", "rounds": "rounds", "bursts": "bursts", "mortars": "mortar_rounds", "rockets": "rockets", "missiles": "missiles",
    "posts": "posts", "post": "posts", "outposts": "posts", "outpost": "posts", "checkpoints": "checkpoints", "vehicles": "vehicles", "trucks": "vehicles", "tanks": "tanks", "howitzers": "howitzers", "drones": "drones", "drone": "drones", "convoys": "convoys", "convoy": "convoys",
    "hectares": "hectares", "kilometres": "km", "kilometers": "km", "km": "km", "miles": "miles", "houses": "houses", "house": "houses", "homes": "houses", "buildings": "buildings", "building": "buildings", "items": "explosive_items", "devices": "explosive_items", "mines": "mines", "ordnance": "explosive_items",
    "bodies": "bodies", "body": "bodies", "remains": "bodies", "districts": "districts", "villages": "villages", "settlements": "settlements", "routes": "routes", "patrols": "patrols", "enquiries": "enquiries", "requests": "requests", "videos": "videos", "prisoners": "prisoners", "prisoner": "prisoners", "captives": "prisoners", "detainees": "prisoners", "hostages": "prisoners",
    "returnees": "returnees", "refugees": "refugees", "families": "families", "strikes": "strikes", "exchanges": "exchanges", "attacks": "attacks", "weapons": "weapons", "documents": "documents", "buses": "vehicles", "ambulances": "vehicles", "cars": "vehicles", "schools": "schools", "patients": "persons", "points": "points", "flights": "flights", "equipment": "equipment", "hardware": "equipment", "carriers": "armoured_carriers", "tonnes": "tonnes", "tons": "tonnes", "aircraft": "aircraft", "helicopters": "aircraft",
    "projectiles": "projectiles", "grenades": "grenades", "livestock": "livestock", "positions": "positions", "heights": "heights",
}  # fmt: skip
AT_LEAST = (
    "at least", "more than", "over", "no fewer than", "no less than", "not less than", "upwards of", "minimum of",
    "exceeding", "above",
)  # fmt: skip
AT_MOST = (
    "up to", "at most", "fewer than", "less than", "under", "no more than", "not more than", "maximum of", "as many as",
    "below",
)  # fmt: skip
ABOUT = (
    "about", "around", "some", "nearly", "almost", "approximately", "roughly", "an estimated", "estimated", "close to",
    "circa",
)  # fmt: skip
_VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000, "scores": 40, "tens": 20}
_SKIP_UNIT = frozenset({
    "million", "thousand", "hundred", "dozen", "percent", "%", "am", "pm", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "hours", "hour", "days", "day", "weeks", "week", "months",
    "month", "years", "year", "minutes", "minute", "seconds", "o'clock", "local", "century",
})  # fmt: skip


_NUMBERISH = frozenset([*NUMBERS, *_VAGUE, "a", "an", "both", "twice", "between"])
# of at most fifteen digits: what is longer counts nothing
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,15}")
_DECIMAL = re.compile(r"\d{1,15}\.\d{1,15}")


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number in words [first, last): low, best, high as the words bound it."""

    first: int
    last: int
    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None


def find_numbers(frame: Frame, first: int, last: int, skip: bytearray) -> list[Number]:
    """The numbers among words [first, last) that may count something; skip: words of times and names."""
    out: list[Number] = []
    i = first
    while i < last:
        word = frame.words[i].low
        if skip[i] or not (word in _NUMBERISH or word[0].isdigit() or "-" in word):
            i += 1
            continue
        if word == "between":
            low, j = _value(frame, i + 1, last) if i + 1 < last else (None, i)
            high, k = _value(frame, j + 1, last) if low is not None and frame.words[j].low == "and" else (None, i)
            if low is not None and high is not None and high > low:
                out.append(Number(first=i, last=k, low=low, high=high))
                i = k
                continue
        value, j = _value(frame, i, last)
        if value is not None and _uncounted(frame, i, j):
            i = j
            continue
        if value is None:
            if word in _VAGUE and not (word == "tens" and frame.words[min(i + 2, last - 1)].low == "thousands"):
                out.append(Number(first=i, last=i + 1, low=_VAGUE[word]))
            i += 1
            continue
        upper, k = None, j
        if j + 1 < last and frame.words[j].low in ("to", "-", "–", "or"):
            upper, k = _value(frame, j + 1, last)
        if upper is not None and upper > value:
            out.append(Number(first=i, last=k, low=value, high=upper))
            i = k
            continue
        out.append(_bounded(frame, i, j, first, value))
        i = j
    return out


_MONEY = frozenset([
    "$", "€", "£", "dollars", "dollar", "dlrs", "usd", "eur", "euros", "euro", "roubles", "rubles", "pounds", "cents", "pence",
    "us$", "percent", "%", "yen", "francs",
])  # fmt: skip


_AGED = frozenset(["boy", "girl", "man", "woman", "youth", "child", "lad", "pensioner", "conscript"])


def _uncounted(frame: Frame, i: int, j: int) -> bool:
    """Whether a number counts nothing: "no one", "61-year-old", "not 38", "both sides"."""
    before = frame.words[i - 1].low if i else ""
    after = [w.low for w in frame.words[j : j + 2]]
    start = frame.words[i].start
    if frame.text[max(0, start - 2) : start].rstrip().endswith(("$", "€", "£", "¥")) or before in _MONEY:
        return True
    if after[:1] and after[0] in _MONEY:
        return True
    if (frame.words[i].low == "one" and before == "no") or before in (
        "not",
        "against",
        "versus",
        "article",
        "point",
        "paragraph",
        "clause",
        "section",
        "article",
    ):
        return True
    if before == "from" and i > 1 and (frame.words[i - 2].low in ("up", "down") or frame.words[i - 2].low in _MOVED):
        return True
    if after[:1] in (["km"], ["kilometres"], ["kilometers"], ["m"], ["metres"]) and (
        before == "within" or after[1:] in (["long"], ["wide"], ["away"], ["deep"], ["from"])
    ):
        return True
    if before == "them" and i > 1 and frame.words[i - 2].low in ("among", "of"):
        return True
    if before in ("the", "of") and i > 2 and frame.words[i - 1 - (before == "the")].low == "of":
        k = i - 2 - (before == "the")  # "5 of the 12 posts"
        if k >= 0 and (frame.words[k].low.isdigit() or frame.words[k].low in NUMBERS):
            return True
    if before == "of" and frame.words[i - 2].low in _AGED:
        return True  # "a boy of twelve"
    if after[:1] == ["-"] or after[:1] == ["year-old"] or (after and after[0].startswith("-year")):
        return True
    return frame.words[i].low == "both" and bool(after) and (after[0] in _SIDED or "and" in after)


_SIDED = frozenset(
    ["sides", "parties", "countries", "leaders", "armies", "capitals", "governments", "presidents", "ministers"]
)


def _value(frame: Frame, i: int, last: int) -> tuple[int | float | None, int]:
    low = frame.words[i].low
    digit = low[0].isdigit()
    if digit and _WHOLE.fullmatch(low):
        v: int | float = int(low.replace(",", ""))
    elif digit and _DECIMAL.fullmatch(low):
        v = float(low)
    elif low in NUMBERS and not (low == "one" and i + 1 < last and frame.words[i + 1].low in ("another", "side")):
        v = NUMBERS[low]
    elif "-" in low and all(p in NUMBERS for p in low.split("-")) and len(low.split("-")) == 2:
        a, b = low.split("-")
        v = NUMBERS[a] + NUMBERS[b]
    elif low == "a" and i + 1 < last and frame.words[i + 1].low in SCALES:
        v = 1
    elif low in ("a", "an") and _single(frame, i, last):
        return 1, i + 1
    elif low in ("both", "twice"):
        return 2, i + 1
    else:
        return None, i
    j = i + 1
    while j < last and frame.words[j].low in SCALES:
        v, j = v * SCALES[frame.words[j].low], j + 1
        if j + 1 < last and frame.words[j].low == "and" and frame.words[j + 1].low in NUMBERS:
            v, j = v + NUMBERS[frame.words[j + 1].low], j + 2
        elif j < last and frame.words[j].low in NUMBERS:
            v, j = v + NUMBERS[frame.words[j].low], j + 1
    return v, j


def _single(frame: Frame, i: int, last: int) -> bool:
    """Whether "a" counts one person or body: "a Torian soldier", "a farmer"."""
    for k in range(i + 1, min(i + 5, last)):
        low = frame.words[k].low
        if k + 1 < last and frame.words[k + 1].low in ("swap", "swaps", "exchange", "exchanges", "release"):
            return False
        if (
            (low in PERSON_HEADS or low == "body")
            and low not in ("convoy", "patient")
            and not low.endswith("s")
            and low not in ("people", "men", "women", "servicemen", "children")
        ):
            return True
        if low in ("of", ",", "and", "in", "by", "was", "were"):
            return False
    return False


_HANDED = re.compile(
    r"\b(?:hand|hands|handed|handing|came|come|comes|turn|turned|turning|give|gave|giving|given|take|took|taken|all|cross|crossed|flew|fly) over$"
)


def _bounded(frame: Frame, i: int, j: int, first: int, v: int | float) -> Number:
    a = max(first, i - 4)
    before = frame.low[frame.words[a].start : frame.words[i].start].strip() if a < i else ""
    if before.endswith(AT_LEAST) and not _HANDED.search(before):
        return Number(first=i, last=j, low=v)
    if before.endswith(AT_MOST):
        return Number(first=i, last=j, high=v)
    if j < len(frame.words) - 1 and frame.words[j].low == "or" and frame.words[j + 1].low in ("more", "fewer", "less"):
        return Number(first=i, last=j, **{"low" if frame.words[j + 1].low == "more" else "high": v})
    if before.endswith(ABOUT):
        return Number(first=i, last=j, best=v)
    return Number(first=i, last=j, low=v, best=v, high=v)


def counts_in(
    frame: Frame,
    numbers: list[Number],
    first: int,
    last: int,
    kind: str,
    entities: list[Entity],
    owner: dict[int, str | None],
) -> tuple[Count, ...]:
    """The counts of a claim of this kind among words [first, last). owner: id of the actor by first word of an entity."""
    out = []
    for n in numbers:
        if not (first <= n.first < last):
            continue
        noun, at = _noun(frame, n, last)
        what = _what(frame, n, noun, at, first, last, kind)
        if what is None or not _fits(what, kind):
            continue
        begin = n.first
        while begin > first and frame.words[begin - 1].low in (
            "at",
            "least",
            "more",
            "than",
            "over",
            "about",
            "around",
            "some",
            "nearly",
            "almost",
            "approximately",
            "up",
            "to",
            "no",
            "fewer",
            "as",
            "many",
            "roughly",
            "estimated",
        ):
            if frame.words[begin - 1].low == "to" and frame.words[begin - 2].low != "up":
                break
            begin -= 1
        stop = min(last, max(n.last, at + 1 if noun else n.last))
        out.append(
            Count(
                what=what,
                actor=_whose(frame, n, at, last, entities, owner),
                low=n.low,
                best=n.best,
                high=n.high,
                text=frame.text[frame.words[begin].start : frame.words[stop - 1].end],
            )
        )
    return tuple(dict.fromkeys(out))


_MOVED = frozenset(
    [
        "risen",
        "fallen",
        "fell",
        "rose",
        "dropped",
        "increased",
        "decreased",
        "declined",
        "climbed",
        "grew",
        "down",
        "up",
        "amounted",
        "came",
    ]
)


def _noun(frame: Frame, n: Number, last: int) -> tuple[str, int]:
    k = n.last
    while k < min(last, n.last + 6):
        low = frame.words[k].low
        if k == n.last and low in _SKIP_UNIT:
            return "", -1
        if low in _UNITS or low in PERSON_HEADS:
            return low, k
        if low in (",", ";", ".", "and", "in", "at", "near", "who", "was", "were", "to"):
            break
        k += 1
    k = n.first - 1
    if frame.words[k].low == "to" and any(
        w.low in _MOVED for w in frame.words[max(0, k - 4) : k]
    ):  # "the number of violations fell to 17"
        while k > max(0, n.first - 10):
            k -= 1
            if frame.words[k].low in _UNITS and frame.words[k].low.endswith("s"):
                return frame.words[k].low, n.last - 1
    return "", -1


def _what(frame: Frame, n: Number, noun: str, at: int, first: int, last: int, kind: str) -> str | None:
    following = frame.words[n.last].low if n.last < last else ""
    if frame.words[n.first].low == "twice":
        return "times"
    if following in _SKIP_UNIT or following in ("%", "(", ":"):
        return None
    if (
        n.first > first + 1
        and frame.words[n.first - 1].low == "of"
        and frame.words[n.first - 2].low in ("body", "bodies", "remains")
    ):
        return "bodies"
    if noun in _UNITS:
        return _UNITS[noun]
    if kind == "casualties" or kind == "persons_held" or kind == "violence":
        harm = _harm(frame, n, first, last)
        if harm is not None:
            return harm
        if kind == "casualties":
            lost = any(
                frame.words[k].low in ("lost", "lose", "loses", "losing")
                for k in range(max(first, n.first - 3), n.first)
            )
            return "killed" if lost and noun in PERSON_HEADS else None
    if noun:
        return "persons"
    if following in ("of", "were", "was", "have", "to", "others", "more", "in") and kind in (
        "exchange",
        "return",
        "persons_held",
    ):
        return "persons"
    if following in ("in", "to") or n.last >= last:
        return "persons" if kind in ("return", "exchange") else None
    return None


def _harm(frame: Frame, n: Number, first: int, last: int) -> str | None:
    """The word of harm the number belongs to: after it in its clause, else before it."""
    for k in range(n.last, min(last, n.last + 14)):
        low = frame.words[k].low
        if low in _HARM:
            return _HARM[low]
        if low in (";", "while", "but") or (
            low in (",", "and")
            and k + 1 < last
            and (
                frame.words[k + 1].low in NUMBERS
                or frame.words[k + 1].low[:1].isdigit()
                or frame.words[k + 1].low in ("another", "at", "wounded", "injured", "wounding", "injuring")
            )
        ):
            break
    for k in range(n.first - 1, max(first - 1, n.first - 10), -1):
        low = frame.words[k].low
        if low in _HARM:
            return _HARM[low]
        if low in (";",):
            break
    return None


def _fits(what: str, kind: str) -> bool:
    if kind == "casualties":
        return what in ("killed", "wounded", "missing", "hospitalised", "buried", "identified")
    if what in ("killed", "wounded"):
        return False
    if kind in ("advance", "withdrawal") and what in ("prisoners", "bodies"):
        return False
    if kind == "violence" and what == "persons":
        return False
    if what in ("km", "miles") and kind in ("violence", "violation", "persons_held", "access"):
        return False
    if kind == "persons_held":
        return what in ("captured", "detained", "held", "missing", "persons", "prisoners", "bodies")
    if kind in ("meeting", "talks", "contact", "agreement", "statement"):
        return what in ("documents", "points")
    if kind == "violation":
        return what not in ("persons", "prisoners", "bodies", "families", "houses", "hectares", "km")
    if kind == "damage":
        return what in (
            "houses", "buildings", "vehicles", "drones", "tanks", "schools", "livestock", "positions", "howitzers",
            "aircraft", "armoured_carriers", "equipment",
        )  # fmt: skip
    return True


def _whose(
    frame: Frame, n: Number, at: int, last: int, entities: list[Entity], owner: dict[int, str | None]
) -> str | None:
    """The actor named with what is counted: inside it, or after "of"."""
    stop = max(at + 1, n.last)
    for e in entities:
        if n.last <= e.first < stop + 1 or (e.first <= n.first < e.last):
            return owner.get(e.first) or (e.name if e.form not in ("pronoun", "own") else None)
        if (
            stop <= e.first <= stop + 4
            and any(frame.words[k].low == "of" for k in range(n.last, e.first))
            and not any(frame.words[k].low in (",", "and") for k in range(stop, e.first))
        ):
            return owner.get(e.first) or (e.name if e.form not in ("pronoun", "own") else None)
    return None
