"""The grammar of calendar dates: months, days, years, weekdays, seasons, quarters, decades, centuries, feasts."""

from __future__ import annotations

import re

from truceline.claims.languages.english_times import (
    DOUBTFUL_MONTHS,
    HOLIDAYS,
    MONTHS,
    SEASON_ADJECTIVES,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from truceline.claims.time_expr import Expr
from truceline.claims.time_numbers import ordinal, spoken_year
from truceline.claims.time_tokens import Tokens
from truceline.claims.time_years import century, decade, fiscal_year, quarter_at, year, year_at

_HOLIDAY_FIRST = {h.split()[0].split("'")[0] for h in HOLIDAYS}


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:t(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(z|[+-]\d{2}:?\d{2})?)?$")


def month_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A month name: (month, next token). Short and doubtful forms need a capital; `may` must not be the verb."""
    w = t.word(i)
    m = MONTHS.get(w)
    if m is None or t.kind(i) != "word":
        return None
    if w in SHORT_MONTHS or w in DOUBTFUL_MONTHS:
        if not t.capital(i):
            return None
        if w in SHORT_MONTHS and len(w) < 4 and not _short_fits(t, i):
            return None
    j = i + 1
    if t.word(j) == "." and w in SHORT_MONTHS:
        j += 1
    return m, j


def _short_fits(t: Tokens, i: int) -> bool:
    """A three-letter month stands beside a number or its point, or after a preposition."""
    near = (t.kind(i + 1), t.kind(i - 1), t.kind(i + 2) if t.word(i + 1) == "." else "")
    if any(k in ("number", "ordinal") for k in near):
        return True
    return t.word(i - 1) in ("in", "since", "until", "by", "of", "from", "last", "next", "this", "during")


def day_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A day of the month 1-31 as digits or ordinal."""
    if t.kind(i) == "number" and t.word(i).isdigit() and len(t.word(i)) <= 2:
        n = int(t.word(i))
        return (n, i + 1) if 1 <= n <= 31 else None
    o = ordinal(t, i)
    return o if o is not None and 1 <= o[0] <= 31 else None


def weekday_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A weekday: (1-7, next token). Short forms need a capital and a point, comma or digit beside them."""
    w = t.word(i)
    d = WEEKDAYS.get(w[:-1] if w.endswith("days") else w)
    if d is None or t.kind(i) != "word":
        return None
    if w in SHORT_WEEKDAYS:
        point = t.word(i + 1) == "." and t.glued(i + 1)
        j = i + 1 + (t.word(i + 1) in (".", ","))
        if not t.capital(i) or (not point and t.kind(j) != "number" and t.word(j) not in MONTHS):
            return None
        return d, i + 1 + point
    return d, i + 1


def calendar(t: Tokens, i: int) -> Expr | None:
    """The longest date that begins at token i, without words such as early or last before it."""
    stamp = _stamp(t, i)
    if stamp:
        return stamp
    k = i
    weekday = weekday_at(t, i)
    if weekday:
        k = weekday[1]
        if t.word(k) in (",", "(") or t.word(k) == "the" or t.word(k) == "-":
            k += 1
        if t.word(k) == "the":
            k += 1
    dated = _month_day(t, k) or _day_month(t, k)
    if dated:
        e = dated.at(i, dated.j)
        if weekday:
            if e.day is None:
                return Expr(i, weekday[1], weekday=weekday[0])
            e.weekday = weekday[0]
            if t.word(weekday[1]) == "(" and t.word(e.j) == ")":
                e.j += 1
        return _possible(e)
    if weekday:
        return Expr(i, weekday[1], weekday=weekday[0])
    return (
        _month_alone(t, i)
        or quarter_at(t, i)
        or fiscal_year(t, i)
        or _season(t, i)
        or decade(t, i)
        or century(t, i)
        or _holiday(t, i)
        or year(t, i)
    )


def _possible(e: Expr) -> Expr:
    if e.month and e.day and e.day > _DAYS[e.month - 1]:
        e.impossible = f"month {e.month} has no day {e.day}"
    elif e.month == 2 and e.day == 29 and e.year and not _leap(e.year):
        e.impossible = f"{e.year} has no 29 February"
    return e


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _stamp(t: Tokens, i: int) -> Expr | None:
    kind, w = t.kind(i), t.word(i)
    if kind == "iso":
        m = _ISO.match(w)
        if m is None:
            return None
        e = Expr(i, i + 1, year=int(m[1]), month=int(m[2]), day=int(m[3]))
        if m[4]:
            e.clock = (int(m[4]), int(m[5]), int(m[6]) if m[6] else None)
            e.zone = _offset(m[7])
        return _checked(e)
    if kind == "compact":
        return _checked(Expr(i, i + 1, year=int(w[:4]), month=int(w[4:6]), day=int(w[6:8])))
    if kind == "slashed":
        year, month, day = (int(x) for x in w.split("/"))
        return _checked(Expr(i, i + 1, year=year, month=month, day=day))
    if kind == "numeric":
        a, b, c = (int(x) for x in re.split(r"[./]", w))
        year = c if len(w.replace("/", ".").rsplit(".", 1)[1]) == 4 else 1900 + c if c >= 50 else 2000 + c
        if "." in w or a > 12:  # day first
            a, b = b, a
        doubtful = "/" in w and a <= 12 and b <= 12 and a != b
        return _checked(Expr(i, i + 1, year=year, month=a, day=b, stamp="either" if doubtful else ""))
    return None


def _offset(text: str | None) -> str | None:
    if not text:
        return None
    return "+00:00" if text == "z" else text if ":" in text else f"{text[:3]}:{text[3:]}"


def _checked(e: Expr) -> Expr:
    if e.month is not None and not 1 <= e.month <= 12:
        e.impossible = f"there is no month {e.month}"
        return e
    if e.clock and (e.clock[0] > 24 or (e.clock[1] or 0) > 59):
        e.impossible = "no such hour"
    if e.day is not None and not 1 <= e.day <= 31:
        e.impossible = f"there is no day {e.day}"
    return e if e.impossible else _possible(e)


def _year_after(t: Tokens, j: int) -> tuple[int, int] | None:
    """`, 1941`, `of 1941`, `1941` after a month or day."""
    k = j
    if t.word(k) == ",":
        k += 1
    if t.word(k) == "of":
        k += 1
    if k < len(t) and t.parted(k):
        return None
    y = year_at(t, k)
    if y and t.kind(k) != "shortyear" and t.kind(y[1]) == "number" and t.word(k - 1) == ",":
        return None
    return y or (spoken_year(t, k) if t.word(k - 1) != "," else None)


def _month_day(t: Tokens, i: int) -> Expr | None:
    m = month_at(t, i)
    if m is None:
        return None
    j = m[1]
    if t.word(j) == "the" and t.kind(j + 1) in ("ordinal", "word"):
        j += 1
    d = day_at(t, j)
    if d is None or t.parted(j) or (t.glued(d[1]) and t.kind(d[1]) == "number"):
        return None
    if t.word(d[1]) == "%" or (t.word(j) != "the" and d[1] - j == 1 and t.kind(j) == "word" and not t.capital(i)):
        return None
    e = Expr(i, d[1], month=m[0], day=d[0])
    y = _year_after(t, d[1])
    if y:
        e.year, e.j = y
    return e


def _day_month(t: Tokens, i: int) -> Expr | None:
    k = i + 1 if t.word(i) == "the" else i
    d = day_at(t, k)
    if d is None:
        return None
    j = d[1]
    if t.word(j) == "day" and t.word(j + 1) == "of":
        j += 2
    elif t.word(j) == "of":
        j += 1
    m = month_at(t, j)
    if m is None or t.parted(j):
        return None
    e = Expr(i, m[1], month=m[0], day=d[0])
    y = _year_after(t, m[1])
    if y:
        e.year, e.j = y
    return e


def _month_alone(t: Tokens, i: int) -> Expr | None:
    m = month_at(t, i)
    if m is None:
        return None
    e = Expr(i, m[1], month=m[0])
    y = _year_after(t, m[1])
    if y:
        e.year, e.j = y
        return e
    w = t.word(i)
    if w in ("may", "march", "mar", "august", "sep", "dec", "jan") and _verb_or_name(t, i):
        return None
    if t.word(e.j - 1) == "." and e.j - 1 > i and t.text[t.starts[e.j - 1] + 1 : t.starts[e.j - 1] + 3].strip() == "":
        e.j -= 1
    return e


def _verb_or_name(t: Tokens, i: int) -> bool:
    """Whether `May`, `March` and the like are not the month: first word of a sentence, or part of a name."""
    before, after = t.word(i - 1), t.word(i + 1)
    if before in ("mr", "mrs", "ms", "dr", "president", "minister", "general", "colonel", "sir"):
        return True
    if before in ("the", "a") and t.word(i) != "mar":
        return after in (".", ",", ";", ")", "of", "on", "to", "toward", "towards", "")
    if before in ("in", "of", "since", "until", "till", "by", "from", "during", "through", "early", "late", "mid", "last",
                  "next", "this", "between", "to", "and", "or", "after", "before", "every", "each", "previous", "for",
                  "-", "following", "past", "beginning", "starting", "throughout", "around", "on"):  # fmt: skip
        return t.word(i) == "march" and after in ("of", "on", "to", "toward", "towards")
    if i == 0 or before in (".", "!", "?", '"', "”", ":", ";", "“", "\u2018"):
        return True
    if t.word(i) == "may":
        return True
    return not (
        after in (",", ".", ";", ")") or before in ("(", ",") or (t.kind(i - 1) == "word" and not t.capital(i - 1))
    )


def _season(t: Tokens, i: int) -> Expr | None:
    w = t.word(i)
    if w in SEASON_ADJECTIVES:
        e = Expr(i, i + 1, season=SEASON_ADJECTIVES[w], mod="MID" if w.startswith("mid") else "")
    elif w in SEASONS:
        e = Expr(i, i + 1, season=SEASONS[w])
    else:
        return None
    y = _year_after(t, i + 1)
    if y and t.word(i + 1) != ",":
        e.year, e.j = y
        # the winter of 1941-42, summer 1918
        if (
            w == "winter"
            and t.word(e.j) in ("-", "–", "/")
            and t.kind(e.j + 1) == "number"
            and len(t.word(e.j + 1)) in (2, 4)
        ):
            e.j += 2
    elif w in ("fall", "spring") and not t.capital(i) and t.word(i - 1) not in (
        "the", "this", "last", "next", "early", "late", "mid", "in", "by", "since", "each", "every", "until", "that",
        "previous", "following", "past", "same", "coming", "-", "during", "of",
    ):  # fmt: skip
        if w == "fall" or t.word(i + 1) not in ("offensive", "campaign", "fighting"):
            return None
    elif (
        w == "fall" and t.word(i + 1) in ("of", "to", "in", "from", "behind", "into", "on", "below", "under", "apart")
    ) or (w == "spring" and t.word(i + 1) in ("from", "up", "into", "water")):
        return None
    elif w in ("fall", "spring") and t.word(i - 1) in ("", ".", "!", "?"):
        return e if t.word(i + 1) in (",", "of", "and", "came", "rains", "offensive") else None
    return e


def _holiday(t: Tokens, i: int) -> Expr | None:
    if t.word(i) not in _HOLIDAY_FIRST or not t.capital(i):
        return None
    for size in (4, 3, 2, 1):
        words = ""
        if i + size > len(t):
            continue
        for k in range(i, i + size):
            words += t.word(k) if t.kind(k) == "possessive" or not words else " " + t.word(k)
        name = words.replace("’", "'")
        if name in HOLIDAYS:
            e = Expr(i, i + size, holiday=name)
            y = _year_after(t, e.j)
            if y and t.word(e.j) != ",":
                e.year, e.j = y
            return e
    return None
