"""Places known by their form alone: "the village of Sarn", "Sarn district", "near Sarn", "captured Sarn" (English).

A name that no gazetteer holds is kept as written, without an id and without a point. Actors, persons and dates are no
places; a bare name counts only after words that are said of places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from truceline.claims.languages import english_places as en
from truceline.claims.placing import PlaceMention
from truceline.values.place import PlacePrecision, Where

_NAME = r"[A-ZÀ-Ž][\w’'-]*[a-zà-ž](?:[ -](?:(?:al|el|de|la|le|du|bin|ol|os)[ -])?[A-ZÀ-Ž][\w’'-]*[a-zà-ž]){0,2}"
_HEADS = "|".join(
    sorted(
        {
            *en.SETTLEMENT,
            *en.DISTRICT,
            *en.REGION,
            "port",
            "island",
            "valley",
            "suburb",
            "camp",
            "enclave",
            "peninsula",
            "pass",
        }
    )
)
_BARE = "|".join(
    ["near", "outside", "in", "into", "towards?", "around", "(?:north|south|east|west)(?:[- ]?(?:east|west))? of",
     r"\d+ ?(?:km|kilomet(?:er|re)s?|miles?) from"]
)  # fmt: skip
_DEEDS = (
    "captured|recaptured|retook|retaken|overran|shelled|bombed|bombarded|stormed|besieged|liberated|seized|entered|reached|"
    "fled|evacuated"
)
_OF = re.compile(rf"\b(?P<head>{_HEADS}) of (?P<name>{_NAME})")
_WITH = re.compile(rf"\b(?P<name>{_NAME}) (?P<head>{_HEADS}|airport|bridge|crossing)\b(?! of\b)")
_AFTER = re.compile(
    rf"\b(?:{_BARE}|{_DEEDS}) (?P<name>{_NAME})\b(?!['’]s?\b|-[a-z]| [A-Z]| (?:headquarters|forces|guerrillas|troops|officials|soldiers|fighters|rebels|style|time)\b)"
)
_NO_PLACE = re.compile(
    r"\b(?:Ministry|Council|Committee|Party|Union|Army|Forces?|Agreement|Act|Court|Parliament|Congress|Senate|House|University|"
    r"Bank|Inc|Corp|Co|Ltd|Department|Office|Mission|Commission|News|Times|Post|Radio|Agency|Group|Church|God|Christmas|Easter|"
    r"Ramadan|President|Minister|General|Colonel|Mr|Mrs|Ms|Dr|Operation|Article|Resolution|Chapter|Internet|Web|Street|Islam|"
    r"Protocol|Treaty|Accords?|Association|Society|League|Cup|Games|Olympics|Prime|Foreign|Defen[cs]e|State|I|He|She|It|They|We|The|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|^\w+(?:ish|ese|ian|ic|ism)$"
)


def places_by_form(text: str, taken: Sequence[tuple[int, int]]) -> list[PlaceMention]:
    """The places of a text that their form shows, in order. taken: stretches in order that are places or actors already."""
    found: dict[int, PlaceMention] = {}
    starts = [a for a, _ in taken]
    for pattern in (_OF, _WITH, _AFTER):
        for m in pattern.finditer(text):
            a, b = m.span("name")
            k = bisect_right(starts, b - 1)
            if a in found or (k and taken[k - 1][1] > a) or _NO_PLACE.search(m["name"]):
                continue
            if pattern is _WITH and not text[max(0, a - 12) : a].rstrip().lower().endswith(_LEADS):
                continue
            if pattern is _AFTER and text[max(0, m.start() - 16) : m.start()].rstrip().lower().endswith(_INVESTED):
                continue
            head = m["head"].lower() if pattern is not _AFTER else ""
            end = m.end() if pattern is _WITH else b
            name = text[a:b] if pattern is not _WITH or head in en.SETTLEMENT else text[a:end]
            where = Where(name=name, precision=_precision(head), role="at")
            found[a] = PlaceMention(start=a, end=end, text=name, phrase=(a, end), where=where)
    return [found[a] for a in sorted(found)]


_LEADS = (
    "near", "outside", "in", "into", "toward", "towards", "around", "at", "of", "from", "to", "the", "along", "between", "and",
    "across", "through", "captured", "shelled", "seized", "entered", "reached", "over", "on",
)  # fmt: skip


_INVESTED = (
    "stake", "stakes", "shares", "share", "interest", "confidence", "investment", "role", "belief", "faith", "trust", "invested",
    "interested", "believe", "believes", "investors", "holding", "investing", "work",
)  # fmt: skip


def _precision(head: str) -> PlacePrecision:
    if head in en.DISTRICT:
        return "P5"
    if head in en.REGION:
        return "P6"
    return (
        "P3" if head in en.SETTLEMENT or head in ("port", "airport", "bridge", "crossing", "camp", "suburb") else "P0"
    )
