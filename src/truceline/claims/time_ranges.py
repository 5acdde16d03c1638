"""Ranges: two ends that belong together ("between 9 and 12 May", "from March to June 1965", "May 9-12")."""

from __future__ import annotations

from dataclasses import dataclass, field

from truceline.claims.time_dates import day_at
from truceline.claims.time_expr import Expr
from truceline.claims.time_tokens import Tokens
from truceline.claims.time_years import year_at
from truceline.values.time import Bound

_DASHES = frozenset({"-", "–", "—", "to", "through", "until", "till"})


@dataclass(slots=True)
class Group:
    """One expression or the two ends of a range."""

    members: list[Expr] = field(default_factory=list)
    bound: Bound | None = None
    second_after_first: bool = False


def grouped(t: Tokens, found: list[Expr]) -> list[Group]:
    """The expressions with days completed from their neighbours, ranges joined."""
    full = _completed(t, found)
    out: list[Group] = []
    i = 0
    while i < len(full):
        a = full[i]
        b = full[i + 1] if i + 1 < len(full) else None
        if b is not None and _joined(t, a, b):
            _share(a, b)
            out.append(Group([a, b], second_after_first=True))
            i += 2
            continue
        if b is not None:
            _shared_year(t, a, b)
        out.append(Group([a]))
        i += 1
    return out


def _completed(t: Tokens, found: list[Expr]) -> list[Expr]:
    """Bare days beside a date become dates: `the 28 and 29 August`, `May 9 to 12`, `April 3, 5 and 7`."""
    out: list[Expr] = []
    taken = -1
    for n, e in enumerate(found):
        if e.i < taken:
            continue
        short = _short_end(t, e)
        if short is not None:
            out.extend((e, short))
            taken = short.j
            continue
        low = found[n - 1].j if n else 0
        out.extend(_days_before(t, e, low) or _years_before(t, e, low))
        out.append(e)
        taken = e.j
        nxt = found[n + 1].i if n + 1 < len(found) else len(t)
        after = _days_after(t, e, nxt)
        out.extend(after)
        if after:
            taken = after[-1].j
    return out


def _short_end(t: Tokens, e: Expr) -> Expr | None:
    """The second year of `2006-07`."""
    if e.year is None or e.year < 1 or e.month or e.day or e.season or e.mod:
        return None
    j = e.j
    if (
        t.word(j) not in ("-", "–", "/")
        or not t.glued(j)
        or not t.glued(j + 1)
        or t.kind(j + 1) != "number"
        or len(t.word(j + 1)) != 2
    ):
        return None
    if t.glued(j + 2) and t.word(j + 2) in ("-", "–", "/"):
        return None
    year = e.year // 100 * 100 + int(t.word(j + 1))
    return Expr(j + 1, j + 2, year=year) if e.year < year <= e.year + 30 else None


def _days_before(t: Tokens, e: Expr, low: int) -> list[Expr]:
    """Days that stand before `29 August`."""
    first = e.i + (t.word(e.i) == "the")
    if e.clock is not None:
        return _hour_before(t, e, low)
    if (
        e.day is None
        or e.month is None
        or e.part
        or e.night_to
        or day_at(t, first) is None
        or t.kind(first) in ("iso", "compact", "numeric")
    ):
        return []
    out: list[Expr] = []
    k = e.i
    while k - 2 >= low and t.word(k - 1) in ("and", "or", "to", "-", "–", "—", ",") and len(out) < 6:
        d = day_at(t, k - 2)
        if d is None or d[1] != k - 1 or t.kind(k - 2) not in ("number", "ordinal") or t.parted(k):
            break
        if t.kind(k - 3) == "number" and t.glued(k - 2):
            break
        i = k - 2 - (t.word(k - 3) == "the" and k - 3 >= low)
        if t.word(i - 1) in ("$", "no", "article"):
            break
        out.insert(0, Expr(i, k - 1, day=d[0], month=e.month, year=e.year))
        k = i
    return out


def _hour_before(t: Tokens, e: Expr, low: int) -> list[Expr]:
    """The first hour of `2 to 4 p.m.`: in the same half of the day, unless that puts it after the second."""
    assert e.clock is not None
    w = t.word(e.i - 2)
    if (
        e.i - 2 < low
        or t.word(e.i - 1) not in ("-", "–", "to", "and")
        or t.kind(e.i - 2) != "number"
        or not w.isdigit()
    ):
        return []
    n = int(w)
    meridiem = any(t.kind(k) == "meridiem" for k in range(e.i, min(e.i + 3, e.j)))
    if not meridiem or not 1 <= n <= 12 or t.word(e.i - 3) in ("of", "chapter", "article"):
        return []
    hour = n % 12 + (12 if e.clock[0] >= 12 and n % 12 + 12 <= e.clock[0] else 0)
    return [Expr(e.i - 2, e.i - 1, clock=(hour, None, None))]


def _years_before(t: Tokens, e: Expr, low: int) -> list[Expr]:
    """The first of `264 to 241 BC`."""
    if e.year is None or e.year > 0 or e.i - 2 < low or t.word(e.i - 1) not in ("-", "–", "—", "to", "and", "or"):
        return []
    w = t.word(e.i - 2)
    if t.kind(e.i - 2) != "number" or not w.isdigit() or not 1 <= int(w) <= 3000:
        return []
    return [Expr(e.i - 2, e.i - 1, year=-int(w))]


def _days_after(t: Tokens, e: Expr, high: int) -> list[Expr]:
    """Days that stand after `August 28`; a year after the last of them is shared."""
    if e.day is None or e.month is None or e.clock or e.part or t.kind(e.j - 1) not in ("number", "ordinal"):
        return []
    if e.year is not None:
        return []
    out: list[Expr] = []
    k = e.j
    while k + 1 < high and t.word(k) in ("and", "or", "to", "-", "–", "—", "through") and len(out) < 6:
        i = k + 1
        d = day_at(t, i)
        if d is None or t.kind(i) not in ("number", "ordinal") or t.parted(i):
            break
        nxt = t.word(d[1])
        if t.kind(d[1]) == "word" and nxt not in (
            "and",
            "or",
            "to",
            "in",
            "at",
            "the",
            "as",
            "when",
            "with",
            "for",
            "between",
            "after",
            "by",
            "were",
            "was",
            "had",
            "saw",
            "he",
            "they",
        ):
            break
        if nxt in ("%", ":", "/"):
            break
        out.append(Expr(i, d[1], day=d[0], month=e.month))
        k = d[1]
    if out:
        y = year_at(t, k + (t.word(k) == ","))
        if y is not None and t.kind(k + (t.word(k) == ",")) == "number":
            out[-1].j = y[1]
            for x in (e, *out):
                x.year = y[0]
    return out


def _joined(t: Tokens, a: Expr, b: Expr) -> bool:
    """Whether two neighbours are the ends of one range."""
    if b.i - a.j != 1 or t.parted(b.i) or not _datelike(a) or not _datelike(b):
        return False
    w = t.word(a.j)
    before = t.word(a.i - 1)
    if w == "and":
        return before == "between" or (t.word(a.i - 2) == "between" and before in ("the", "about", "around"))
    if w not in _DASHES:
        return False
    if w in ("-", "–", "—"):
        return t.glued(b.i) == t.glued(a.j) or (b.year is not None and a.year is not None)
    return w in ("to", "through") or before == "from"


def _shared_year(t: Tokens, a: Expr, b: Expr) -> None:
    """`April and June 1955`: the year of the second is the first's too."""
    if b.i - a.j != 1 or t.word(a.j) not in ("and", "or", ",", "/") or t.parted(b.i):
        return
    plain = a.step is None and a.shift is None and not a.each and a.year is None
    if (
        plain
        and b.year is not None
        and b.year > 0
        and a.month is not None
        and b.month is not None
        and (a.month, a.day or 0) < (b.month, b.day or 32)
    ):
        a.year = b.year


def _datelike(e: Expr) -> bool:
    if e.each or e.length is not None or e.ref or e.shift is not None or e.impossible:
        return False
    return e.has_date() or e.clock is not None


def _share(a: Expr, b: Expr) -> None:
    """A begin without year, month or day takes them from the end."""
    if a.year is None and b.year is not None and a.month is not None and b.month is not None:
        a.year = b.year - 1 if (b.month, b.day or 31) < (a.month, a.day or 1) else b.year
    elif a.season and b.season and a.year is None and b.year is not None:
        a.year = b.year
    if a.clock is not None and b.clock is not None:
        if not a.has_date() and b.has_date():
            for name in ("year", "month", "day", "weekday", "step"):
                setattr(a, name, getattr(b, name))
        elif a.has_date() and not b.has_date():
            for name in ("year", "month", "day", "weekday", "step"):
                setattr(b, name, getattr(a, name))
        a.zone = a.zone or b.zone
        b.zone = b.zone or a.zone
        a.local = a.local or b.local
        b.local = a.local or b.local
