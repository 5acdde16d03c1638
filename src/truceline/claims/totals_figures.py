"""The figures of a sentence that gives totals: numbers with what they count, mended words, rates, the period before.
Offsets are code points of the mended words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast

import msgspec

from truceline.claims.howmany import ABOUT, AT_LEAST, AT_MOST
from truceline.claims.languages import english_totals as en
from truceline.claims.languages.english_words import NUMBERS
from truceline.values.count import Count
from truceline.values.time import DAY

LONGEST = 1500  # code points of a sentence that is looked at
Unit = Literal["violations", "explosions", "weapons"]
UNITS = ("violations", "explosions", "weapons")
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14, "month": 0}
_TOTAL_OF = {"a total of", "as few as"}


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with what it counts, in the mended words [start, end). rate: of what length, "" for none."""

    start: int
    end: int
    unit: Unit
    count: Count
    previous: re.Match[str] | None = None
    rate: str = ""
    inside: bool = False
    part: bool = False


def mended(raw: str) -> tuple[str, Sequence[int]]:
    """The words with those joined again that the end of a printed line parted, and the place of each letter in `raw`
    (one more for the end)."""
    cut: list[tuple[int, int]] = []
    for m in re.finditer(r"(?<![a-z])([a-z]{2,12})([-\u00ad\u2010\x02]\s{0,4})([a-z]{2,12})(?![a-z])", raw):
        if m[1] + m[3] in en.BROKEN:
            cut.append(m.span(2))
    for m in re.finditer(r"(?<=[a-z]-)\s{1,3}(?=(?:week|day|month|period|hour)\b)", raw):
        cut.append(m.span())
    cut.sort()
    out: list[str] = []
    at: list[int] = []
    here = 0
    for a, b in [*cut, (len(raw), len(raw))]:
        if a < here:
            continue
        out.append(raw[here:a])
        at += range(here, a)
        here = b
    return "".join(out), [*at, len(raw)]


def figures_in(low: str) -> list[Figure]:
    """The figures of a sentence in order."""
    out: list[Figure] = []
    unit: Unit = "violations"  # of the last figure that stands for itself
    rising = 0  # where the first number of "rose from .. to .." ended
    shared: list[re.Match[str]] = []
    for m in en.NUMBER.finditer(low):
        u = en.UNIT.match(low, m.end())
        begin = low[max(0, m.start() - 200) : m.start()]
        here: Unit = unit
        stop = m.end()
        if u is not None:
            here, stop = cast("Unit", u.lastgroup), u.end()
        elif (first := en.TOTAL_FIRST.search(begin)) and not en.OTHER_UNIT.match(low, m.end()):
            here = "explosions" if first["unit"].startswith("explosion") else "violations"
        elif _shares(low, m.end()):
            if not begin.rstrip().endswith("between"):
                shared.append(m)
            continue
        elif (rise := en.FROM.search(begin)) and _previous(low, m.start(), m.end()):
            here, rising = cast("Unit", rise["unit"]), m.end()
        elif rising and m.start() - rising < 100 and en.TO.search(begin):
            rising = 0
        elif not out or _previous(low, m.start(), m.end()) is None:
            continue
        out += [_figure(low, x, x.end(), here) for x in shared]
        shared = []
        out.append(_figure(low, m, stop, here))
        if not out[-1].inside:
            unit = here
    return out


def _shares(low: str, at: int) -> bool:
    """Whether what a number counts comes with the next one: "1,200 and almost 1,100 violations"."""
    m = re.compile(r",?\s*and\s+").match(low, at)
    n = en.NUMBER.match(low, m.end()) if m else None
    return n is not None and en.UNIT.match(low, n.end()) is not None


def _figure(low: str, m: re.Match[str], stop: int, unit: Unit) -> Figure:
    n = m["n"].replace(",", "")
    value = int(n) if n.isdigit() else NUMBERS[n]
    bound = m["bound"] or ""
    low_ = value if bound in AT_LEAST or not bound or bound in ("a total of", "as few as") else None
    high = value if bound in AT_MOST or not bound or bound == "a total of" else None
    best = value if bound in ABOUT or not bound or bound == "a total of" else None
    first = _RANGE.search(low[max(0, m.start() - 30) : m.start()]) if not bound else None
    if first is not None and 0 < (least := _number(first["n"] or first["m"])) < value:  # "20 to 25 explosions"
        low_, best, high = least, None, value
    rate = en.RATE.match(low[stop : stop + 60])
    average = en.AVERAGE.search(low[max(0, m.start() - 60) : m.start()])
    of = (rate["of"] or rate["ly"]) if rate else average["ly"] if average else ""
    of = {"daily": "day", "weekly": "week", "monthly": "month"}.get(of, of)
    return Figure(
        start=m.start(), end=stop, unit=unit,
        count=Count(what=unit + (f"_per_{of}" if of else ""), low=low_, best=best, high=high, text=" ".join(low[m.start() : stop].split())),
        previous=_previous(low, m.start(), stop), rate=of,
        inside=bool(en.INCLUDING.search(low[max(0, m.start() - 24) : m.start()])) and not en.PART.match(low[: m.start()]),
        part=bool(en.PART.match(low[: m.start()])),
    )  # fmt: skip


_RANGE = re.compile(r"(?<!from )\b(?P<n>\d[\d,]*|[a-z-]+) (?:to|or|-|–) $|\bbetween (?P<m>\d[\d,]*|[a-z-]+) and $")


def _number(words: str | None) -> int:
    """A number as digits or a word; 0 where it is none."""
    n = (words or "").replace(",", "")
    return int(n) if n.isdigit() else NUMBERS.get(n, 0)


def _previous(low: str, start: int, stop: int) -> re.Match[str] | None:
    """The words for the period before to which a number belongs (T3)."""
    label = re.search(
        r"(?:previous|preceding|prior)\s+(?:[\w-]+\s+){0,3}?(?:period|day|week|month)s?\s*:?\s*$",
        low[max(0, start - 60) : start],
    )
    if label is not None and ("(" in low[max(0, start - 70) : start]):
        return next(previouses(low, max(0, start - 60) + label.start()), None)
    p = next(previouses(low, stop, stop + 200), None)
    if p is None:
        return None
    between = low[stop : p.start()]
    if en.PERCENT.search(between) or en.COMPARED.search(between):
        return None
    cut = [m.end() for m in en.COMPARED.finditer(low, 0, start)]
    lead = low[cut[-1] : start] if cut else low[:start]
    others = len(
        [
            1
            for n in en.NUMBER.finditer(lead)
            if en.UNIT.match(lead, n.end()) or en.UNIT.match(low, (cut[-1] if cut else 0) + n.end())
        ]
    )
    close = cut and ")" not in lead and ";" not in lead
    return p if (close or len(between) < 60) and others <= 2 else None


def previouses(low: str, start: int = 0, stop: int = LONGEST * 2) -> Iterator[re.Match[str]]:
    """The words for a period before: they name a length or say "period"."""
    return (
        p for p in en.PREVIOUS.finditer(low, start, min(stop, len(low))) if p["of"] or p["of2"] or "period" in p.group()
    )


def length_of(p: re.Match[str]) -> float | None:
    """Microseconds of a period named by its length; None where it is not named."""
    of = (p["of2"] or p["of"] or "").rstrip("s")
    many = p["many"] if p["of2"] is None else None
    if not of or not _DAYS.get(of):
        return None
    n = 1 if not many else int(many) if many.isdigit() else NUMBERS[many]
    return n * _DAYS[of] * DAY
