"""Where a text says things were: names of the gazetteer with what the words around make of them.

"Near X" is not X, "12 km north-west of X" is a point with its doubt, "the X-Y road" and "along the line of contact" are
lines without a point, "the X district" is an area, "between X and Y" is neither. A name that nothing tells apart from its
namesakes keeps its name and gets no point.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection

import msgspec

from truceline.claims.languages import english_places as en
from truceline.claims.sentences import lower
from truceline.places.gazetteer import Forms, Gazetteer
from truceline.values.names import Hit
from truceline.values.place import PlaceRole, Where

BEFORE, AFTER = 110, 48  # code points looked at on either side of a name
DIRECTION_DOUBT = math.sin(math.radians(22.5))  # a direction word covers 45 degrees
DISTANCE_DOUBT = 0.1  # a distance in a report is round


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in a text: the name's code points [start, end), the phrase it stands in, and what it means.

    ids: all places of the gazetteer the name may stand for (both ends of a road or of a `between`).
    """

    start: int
    end: int
    text: str
    phrase: tuple[int, int]
    where: Where
    ids: tuple[str, ...] = ()


def find_places(
    text: str,
    gazetteer: Gazetteer,
    *,
    endings: Collection[str] = (),
    forms: Forms | None = None,
    language: str = "en",
) -> list[PlaceMention]:
    """The places of a text in order; a road or a `between` of two names is one.

    endings, forms: case endings and forms of the text's language. The words around are read in English; in another
    language a place stands `at` its name. Linear in the text.
    """
    hits = gazetteer.mentions(text, endings=endings, forms=forms)
    reading = _Reading(text, gazetteer, hits, language == "en")
    return sorted(reading.mentions(), key=lambda m: (m.start, m.end))


class _Reading:
    """One pass over the names found in a text."""

    def __init__(self, text: str, gazetteer: Gazetteer, hits: list[Hit], words: bool) -> None:
        self.text, self.gazetteer, self.hits, self.words = text, gazetteer, hits, words
        self.low = lower(text) if words else ""

    def mentions(self) -> list[PlaceMention]:
        out: list[PlaceMention] = []
        i = 0
        while i < len(self.hits):
            pair = self._pair(i) if self.words else None
            if pair is not None:
                out.append(pair)
                i += 2
                continue
            out.append(self._single(i))
            i += 1
        if self.words:
            out.extend(self._lines(out))
        return out

    def _around(self, i: int) -> list[str]:
        """Ids named beside hit i, nearest first, that are of one place each."""
        near = self.hits[max(0, i - 4) : i] + self.hits[i + 1 : i + 5]
        near.sort(key=lambda h: min(abs(h.start - self.hits[i].end), abs(self.hits[i].start - h.end)))
        return [h.keys[0] for h in near if len(h.keys) == 1]

    def _pair(self, i: int) -> PlaceMention | None:
        """`the A-B road`, `between A and B`."""
        if i + 1 >= len(self.hits):
            return None
        a, b = self.hits[i], self.hits[i + 1]
        gap = self.text[a.end : b.start]
        if len(gap) > 24:
            return None
        ids = tuple(dict.fromkeys((*a.keys, *b.keys)))
        if gap.strip() in ("-", "–", "—", "to", "and", "/"):
            route = _ROUTE.match(self.low, b.end, b.end + AFTER)
            if route and (gap.strip() in ("-", "–", "—", "/") or "road" in route[0] or "highway" in route[0]):
                end = route.end()
                name = self.text[a.start : end]
                where = self._known(name) or Where(name=name, precision="P7", role=self._route_role(a.start))
                return self._mention(a.start, end, self._lead(a.start), where, ids)
        between = _BETWEEN.search(self.low[max(0, a.start - 60) : a.start]) if _AND.fullmatch(gap.lower()) else None
        if between:
            begin = a.start - len(between[0])
            where = Where(name=self.text[a.start : b.end], precision="P7", role="between")
            return PlaceMention(
                start=a.start, end=b.end, text=self.text[a.start : b.end], phrase=(begin, b.end), where=where, ids=ids
            )
        return None

    def _known(self, name: str) -> Where | None:
        """The line or road itself where the gazetteer has it under this name."""
        found = [h for h in self.gazetteer.mentions(name) if h.end - h.start >= len(name) - 1]
        return self.gazetteer.where(found[0], name, "along") if found else None

    def _route_role(self, start: int) -> PlaceRole:
        return "along"

    def _lead(self, start: int) -> int:
        m = re.search(r"(?:\b(?:on|along|at|near|by|of|via)\s+)?(?:the\s+)?$", self.text[max(0, start - 20) : start])
        return start - len(m[0]) if m else start

    def _mention(self, start: int, end: int, begin: int, where: Where, ids: tuple[str, ...]) -> PlaceMention:
        return PlaceMention(start=start, end=end, text=self.text[start:end], phrase=(begin, end), where=where, ids=ids)

    def _single(self, i: int) -> PlaceMention:
        h = self.hits[i]
        around = self._around(i) if len(h.keys) > 1 else []
        if not self.words:
            return self._mention(h.start, h.end, h.start, self.gazetteer.where(h, around=around), h.keys)
        before = self.low[max(0, h.start - BEFORE) : h.start]
        after = self.low[h.end : h.end + AFTER]
        offset = _offset(before)
        if offset is not None:
            begin = h.start - offset[0]
            where = self._offset_where(h, around, *offset[1:])
            return self._mention(h.start, h.end, begin, where, h.keys)
        role, size = _role(before, after)
        area = _AREA.match(after)
        if area and not after.startswith(("'", "’")):
            return self._area(h, around, role, area, h.start - size)
        where = self.gazetteer.where(h, role=role, around=around)
        return self._mention(h.start, h.end, h.start - size, where, h.keys)

    def _area(self, h: Hit, around: list[str], role: PlaceRole, area: re.Match[str], begin: int) -> PlaceMention:
        """`X district`, `X region`, `X section of the line`, `X direction`."""
        word = area["word"].lower()
        end = h.end + area.end()
        name = self.text[h.start : end]
        if word.startswith("direction") or word == "axis":
            where = self.gazetteer.where(h, name, "towards", around=around)
        elif word in en.SETTLEMENT:
            where = self.gazetteer.where(h, role=role, around=around)
        elif word in en.DISTRICT:
            where = self._of_kind(h, name, "district") or Where(name=name, precision="P5", role=_inside(role))
        elif word in en.REGION:
            found = (
                self._of_kind(h, name, "region")
                or self._of_kind(h, name, "province")
                or self._of_kind(h, name, "district")
            )
            where = found or Where(name=name, precision="P6", role=_inside(role))
        else:
            where = Where(name=name, precision="P7", role="along")
        return self._mention(h.start, end, begin, where, h.keys)

    def _of_kind(self, h: Hit, name: str, kind: str) -> Where | None:
        found = [k for k in h.keys if (p := self.gazetteer.place(k)) is not None and p.kind == kind]
        return self.gazetteer.where(found[0], name, "within") if len(found) == 1 else None

    def _offset_where(self, h: Hit, around: list[str], metres: float | None, bearing: float | None) -> Where:
        """A point off a place, with the doubt of distance and direction as its radius."""
        found = self.gazetteer.resolve(h, around)
        base = self.gazetteer.where(h, role="near", around=around)
        if len(found) != 1 or found[0].lat is None or found[0].lon is None or base.lat is None:
            return base
        own = found[0].radius_m or 0.0
        if metres is None:
            return base
        if bearing is None:
            radius = max(own, metres * (1 + DISTANCE_DOUBT) + own)
            return msgspec.structs.replace(base, radius_m=round(radius, 1), precision=_coarse(radius))
        from truceline.places.geodesy import destination

        lat, lon = destination(found[0].lat, found[0].lon, bearing, metres)
        radius = own + metres * math.hypot(DIRECTION_DOUBT, DISTANCE_DOUBT)
        return msgspec.structs.replace(
            base, lat=round(lat, 6), lon=round(lon, 6), radius_m=round(radius, 1), precision=_coarse(radius)
        )

    def _lines(self, found: list[PlaceMention]) -> list[PlaceMention]:
        """Lines and areas named by common nouns ("the line of contact") where no name of the gazetteer covers them."""
        taken = [(m.start, m.end) for m in found]
        out = []
        k = 0
        for m in _LINES.finditer(self.low):
            while k < len(taken) and taken[k][1] <= m.start():
                k += 1
            if k < len(taken) and taken[k][0] < m.end():
                continue
            role, size = _role(self.low[max(0, m.start() - BEFORE) : m.start()], "")
            where = Where(name=self.text[m.start() : m.end()], precision="P7", role="along" if role == "at" else role)
            out.append(self._mention(m.start(), m.end(), m.start() - size, where, ()))
        return out


def _coarse(radius: float) -> str:  # a PlacePrecision
    return "P3" if radius <= 1000 else "P4" if radius <= 25_000 else "P6"


def _inside(role: PlaceRole) -> PlaceRole:
    return "within" if role == "at" else role


def _words(items: Collection[str]) -> str:
    return "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in items), key=len, reverse=True))


_KIND_OF = rf"(?:the\s+)?(?:(?:[a-z]+\s+)?(?:{_words(en.SETTLEMENT)}|{_words(en.DISTRICT)}|{_words(en.REGION)})\s+of\s+)?(?:the\s+)?"
_POINT = r"(?:north|south)(?:[- ]?(?:east|west))?(?:ern)?|east(?:ern)?|west(?:ern)?|[ns][ew]|[nsew]"
_NUMBER_WORDS = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
                 "eight": 8.0, "nine": 9.0, "ten": 10.0, "fifteen": 15.0, "twenty": 20.0, "few": 3.0, "several": 3.0}  # fmt: skip
_DISTANCE = re.compile(
    rf"\b(?P<low>\d{{1,4}}(?:[.,]\d{{1,3}})?|{_words(list(_NUMBER_WORDS))})(?:\s*(?:-|–|to)\s*(?P<high>\d{{1,4}}(?:[.,]\d)?))?"
    rf"[\s-]*(?P<unit>{_words(list(en.METRES))})\.?\s+(?:(?:to\s+the\s+|due\s+)?(?P<point>{_POINT})\s+)?(?:of|from|off|away\s+from|outside)\s+{_KIND_OF}$",
)
_OFF = re.compile(rf"\b(?:of|from|off|outside)\s+{_KIND_OF}$")
_BEARING = re.compile(rf"\b(?:to\s+the\s+|just\s+|due\s+)?(?P<point>{_POINT})\s+of\s+{_KIND_OF}$")
_BETWEEN = re.compile(rf"\b(?:between|in\s+between)\s+{_KIND_OF}$")
_AND = re.compile(rf"\s*(?:city|town|village)?\s*(?:and|&)\s+{_KIND_OF}")
_ROUTE = re.compile(rf"\s+(?:(?:main|old|new|inter-state|interstate|motor)\s+)?(?:{_words(en.ROUTE)})\b")
_AREA = re.compile(
    rf"\s+(?:frontline\s+|border\s+)?(?P<word>{_words(en.DISTRICT)}|{_words(en.REGION)}|{_words(en.SETTLEMENT)}|"
    rf"(?:{_words(en.SECTION)})(?:\s+of\s+the\s+(?:{_words(en.LINES)}))?)\b",
)
_LINES = re.compile(rf"\b(?:{_words(en.LINES)})\b(?!-|[ -](?:{_words(en.NOT_LINES)})\b)")
_ROLES: tuple[tuple[PlaceRole, tuple[str, ...]], ...] = (
    ("towards", en.TOWARDS),
    ("near", en.NEAR),
    ("along", en.ALONG),
    ("from", en.FROM),
    ("to", en.TO),
    ("within", en.WITHIN),
)
_ANY_ROLE = re.compile(rf"\b(?:{_words([w for _, words in _ROLES for w in words])})\s+{_KIND_OF}$")
_ROLE = {role: re.compile(rf"\b(?:{_words(words)})\s+{_KIND_OF}$") for role, words in _ROLES}


def _last_word(before: str) -> str:
    """The last word of what stands before a name, but for "the"."""
    words = before.rsplit(None, 3)[-3:]
    while words and words[-1] == "the":
        words.pop()
    return _WORD_END.findall(words[-1])[0] if words else ""


_WORD_END = re.compile(r"\w*$")
_OFF_ENDS = frozenset(["of", "from", "off", "outside"])
_ROLE_ENDS = frozenset(["of", *(w.split()[-1] for _, words in _ROLES for w in words)])


def _offset(before: str) -> tuple[int, float | None, float | None] | None:
    """Distance and bearing before a name: (code points of the phrase, metres or None, degrees or None)."""
    if _last_word(before) not in _OFF_ENDS or _OFF.search(before) is None:
        return None
    m = _DISTANCE.search(before)
    if m is not None:
        low, high = _amount(m["low"]), _amount(m["high"]) if m["high"] else None
        metres = (low if high is None else (low + high) / 2) * en.METRES[m["unit"].lower()]
        return len(m[0]), metres, _bearing(m["point"])
    m = _BEARING.search(before)
    return (len(m[0]), None, _bearing(m["point"])) if m is not None else None


def _amount(text: str) -> float:
    return _NUMBER_WORDS[text.lower()] if text.lower() in _NUMBER_WORDS else float(text.replace(",", "."))


def _bearing(point: str | None) -> float | None:
    return en.BEARINGS.get(re.sub(r"[\s-]", "", point.lower())) if point else None


def _role(before: str, after: str) -> tuple[PlaceRole, int]:
    """The role that the words before (and after) a name give it, and how many code points they are."""
    tail = before[-70:]
    any_role = _ANY_ROLE.search(tail) if _last_word(tail) in _ROLE_ENDS else None
    if any_role is None:
        return "at", 0
    for role, _ in _ROLES:
        m = _ROLE[role].search(tail, any_role.start())
        if m is not None:
            if role == "within":
                return "at", len(m[0])
            return role, len(m[0])
    return "at", 0
