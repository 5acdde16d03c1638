"""The grammar of years, decades, centuries and quarters."""

from __future__ import annotations

from truceline.claims.languages.english_times import (
    DECADE_WORDS,
    words,
)
from truceline.claims.time_expr import Expr
from truceline.claims.time_numbers import ordinal, spoken_year
from truceline.claims.time_tokens import Tokens

_YEAR_UNITS = words(
    "peacekeepers servicemen personnel policemen observers people troops soldiers men women tons km kilometers kilometres miles meters metres feet killed wounded "
    "dead dollars euros pounds percent per cent million billion thousand hundred hectares square acres tonnes "
    "barrels prisoners tanks aircraft planes ships guns rounds shells houses families villages civilians "
    "casualties victims participants members pieces refugees detainees officers cases votes points seats "
    "students workers employees units copies words pages jobs shares grams kg lbs mph hours days weeks months "
    "minutes violations explosions incidents fighters militants rebels volunteers patients children "
    "inhabitants residents others"
)


def year_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year in digits 1000-2199 with `BC` and the like, or a short one ('99): (year, next token)."""
    k, w = t.kind(i), t.word(i)
    if k == "shortyear":
        if t.word(i - 1) not in (
            "in",
            "of",
            "since",
            "until",
            "by",
            "the",
            "late",
            "early",
            "class",
            "and",
            "-",
            "del",
        ):
            return None
        n = int(w[1:])
        return (1900 + n if n >= 30 else 2000 + n), i + 1
    if k not in ("number",) or not w.isdigit():
        return None
    if t.kind(i + 1) == "era":
        bc = t.word(i + 1).startswith("b")
        return (-int(w) if bc else int(w)), i + 2
    return (int(w), i + 1) if len(w) == 4 and 1000 <= int(w) <= 2199 else None


def decade(t: Tokens, i: int) -> Expr | None:
    w = t.word(i)
    if t.kind(i) == "decade":
        if w[0] in "'’":
            return Expr(i, i + 1, decade=190 + int(w[1]))
        return Expr(i, i + 1, decade=int(w[:3]))
    if w in DECADE_WORDS and t.word(i - 1) in ("the", "early", "late", "mid", "-"):
        return Expr(i, i + 1, decade=190 + DECADE_WORDS[w])
    if w == "nineteen" and t.word(i + 1) in DECADE_WORDS:
        return Expr(i, i + 2, decade=190 + DECADE_WORDS[t.word(i + 1)])
    return None


def century(t: Tokens, i: int) -> Expr | None:
    o = ordinal(t, i)
    if o is None:
        return None
    j = o[1] + (t.word(o[1]) in ("-",))
    if t.word(j) not in ("century", "centuries"):
        return None
    e = Expr(i, j + 1, century=o[0] - 1)
    if t.kind(j + 1) == "era":
        e.j += 1
        if t.word(j + 1).startswith("b"):
            e.century = -o[0]
    return e


def year(t: Tokens, i: int) -> Expr | None:
    y = year_at(t, i)
    if y is None and t.ancient and _ancient_year(t, i):
        return Expr(i, i + 1, year=-int(t.word(i)))
    if y is None:
        s = spoken_year(t, i)
        return Expr(i, s[1], year=s[0]) if s and _spoken_fits(t, s[1]) else None
    if t.kind(i) == "number" and t.kind(i + 1) != "era" and not _is_year(t, i):
        return None
    return Expr(i, y[1], year=y[0])


def _ancient_year(t: Tokens, i: int) -> bool:
    """A bare number of three digits as a year, in a text of the times before Christ: `in 480,`, `by 479 the ...`."""
    if t.kind(i) != "number" or not t.word(i).isdigit() or len(t.word(i)) != 3:
        return False
    if t.word(i - 1) not in (
        "in",
        "by",
        "until",
        "since",
        "from",
        "between",
        "around",
        "and",
        "to",
        "-",
        "c",
        "spring",
        "summer",
        "winter",
        "autumn",
        "of",
        "late",
        "early",
        "after",
        "before",
    ):
        return False
    return t.kind(i + 1) in ("mark", "") or t.word(i + 1) in (
        "the",
        "he",
        "they",
        "and",
        "to",
        "when",
        "after",
        "with",
        "a",
        "it",
        "by",
        "was",
        "were",
    )


def quarter_at(t: Tokens, i: int) -> Expr | None:
    """`third-quarter`, `the 1988 third quarter`, `fiscal first quarter`, `the third quarter of 1989`."""
    k = i + (t.word(i) in ("the", "its", "their", "a") and t.word(i) == "the")
    year = None
    if t.kind(k) == "number" and (y := year_at(t, k)) and y[0] > 0:
        year, k = y[0], y[1] + (t.kind(y[1]) == "possessive")
    if t.word(k) in ("year", "year-ago") and t.word(k + 1) == "-" and t.word(k + 2) in ("ago", "earlier"):
        return None
    fiscal = t.word(k) == "fiscal"
    if fiscal:
        k += 1 + (t.word(k + 1) == "-")
    o = ordinal(t, k)
    if o is None or not 1 <= o[0] <= 4:
        return None
    j = o[1] + (t.word(o[1]) == "-")
    if t.word(j) not in ("quarter", "quarters"):
        return None
    e = Expr(i, j + 1, quarter=o[0], year=year, fiscal=fiscal)
    if year is None and t.word(j + 1) in ("of", "in") and (y := year_at(t, j + 2 + (t.word(j + 2) == "fiscal"))):
        e.year, e.j = y
    return e


def fiscal_year(t: Tokens, i: int) -> Expr | None:
    """`fiscal 1988`, `fiscal year 2019`."""
    k = i + (t.word(i) == "the")
    if t.word(k) != "fiscal":
        return None
    k += 1 + (t.word(k + 1) == "year")
    y = year_at(t, k)
    return Expr(i, y[1], year=y[0], fiscal=True) if y else None


def _spoken_fits(t: Tokens, j: int) -> bool:
    return t.word(j) not in _YEAR_UNITS and t.word(j) not in ("of", "-") and t.kind(j) != "number"


def _is_year(t: Tokens, i: int) -> bool:
    """Whether a bare four-digit number is a year and not an amount, an address or a number of something."""
    n, before, after = int(t.word(i)), t.word(i - 1), t.word(i + 1)
    if after in _YEAR_UNITS or after == "%" or (after == "/" and t.glued(i + 1)):
        return False
    if after == ":" and t.glued(i + 2):
        return False
    if before in ("$", "€", "£", "#", "no", "nos", "resolution", "+", "number", "size", "nearly", "than", "flight", "room",
                  "page", "pages", "hill", "height", "route", "highway", "unit", "boeing", "some"):  # fmt: skip
        return False
    if (t.glued(i) and t.kind(i - 1) in ("word", "number")) or (t.glued(i + 1) and t.kind(i + 1) in ("word", "number")):
        return False
    if before in (".", "/") and t.glued(i):
        return False
    if before in ("in", "since", "until", "of", "by", "from", "during", "year", "years", "before", "after", "between",
                  "early", "late", "mid", "and", "to", "(", "-", "–", "—", "the", "through", "till", "'s", "’s", "throughout",
                  "fiscal", "for", "around", "about", "circa", "into", "beginning", ","):  # fmt: skip
        return 1400 <= n <= 2100 or (n >= 1000 and before in ("in", "year", "since", "until", "by"))
    return 1700 <= n <= 2060
