"""The grammar of times in English: from tokens to expressions, longest first, each token looked at a few times only.

An expression is tried only where a core word (month, day, unit, clock, year ...) stands within eight tokens, so that the
cost is linear in the text. Nothing here knows dates: that is claims/time_resolve.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.claims.languages import english_times as en
from truceline.claims.time_clock import clock, part_of_day
from truceline.claims.time_dates import calendar, day_at, month_at, weekday_at
from truceline.claims.time_expr import Expr
from truceline.claims.time_tokens import Tokens
from truceline.claims.time_units import counted, duration, stepped
from truceline.claims.time_words import adverb, named_period, reference, year_ago
from truceline.claims.time_years import year_at

_CORE = (
    set(en.MONTHS) | set(en.WEEKDAYS) | {d + "s" for d in en.WEEKDAYS} | set(en.SEASONS) | set(en.SEASON_ADJECTIVES)
    | set(en.PARTS) | set(en.HOURS) | set(en.UNITS) | set(en.PLURALS) | set(en.DEICTIC) | en.PRESENT
    | en.PRESENT_ADJECTIVES | en.PAST | en.PAST_ADJECTIVES | en.FUTURE | en.FUTURE_ADJECTIVES | set(en.ADVERBS_OF_UNIT)
    | set(en.DECADE_WORDS) | {h.split()[0].split("'")[0] for h in en.HOLIDAYS} | {"time", "times", "tonight", "o'clock",
    "period", "moment", "date", "hours", "past", "present", "future", "nineteen", "twenty", "anniversary", "century",
    "eve", "o’clock", "term", "once", "earlier", "later", "shortly", "modern", "seventeen", "eighteen", "then", "ago"}
)  # fmt: skip
_CORE_KINDS = {
    "iso", "compact", "numeric", "slashed", "clock", "dotclock", "decade", "shortyear", "meridiem", "era", "ordinal",
}  # fmt: skip
_REACH = 8
_STARTS = (
    _CORE
    | set(en.NUMBERS) | set(en.TENS) | set(en.SCALES) | set(en.ORDINALS) | en.VAGUE_NUMBERS | set(en.APPROXIMATE)
    | set(en.COMPARATIVE) | set(en.EARLY) | set(en.PARTS_OF_SPAN) | set(en.DEICTIC_STEPS) | set(en.TEXT_STEPS)
    | en.words("the a an this that these each every per at up as no not half couple dozen dozens hundreds thousands pre wee "
    "small right near foreseeable comparable corresponding fiscal first second latter last early later former final it "
    "recent latest intervening weekend more the exactly circa date")
)  # fmt: skip
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "these"])
_AFTER_ARTICLE = _STARTS | en.words("very little single whole further good mere short long distant entire most")


def expressions(t: Tokens) -> Iterator[Expr]:
    """The expressions of a text in order, without overlaps."""
    n = len(t)
    near = _near(t)
    i = 0
    while i < n:
        if near[i]:
            e = expression(t, i)
            if e is not None and e.j > i:
                yield e
                i = e.j
                continue
        i += 1


def _near(t: Tokens) -> bytearray:
    """For each token whether a core stands within reach at or after it."""
    n = len(t)
    near = bytearray(n)
    left = 0
    for i in range(n - 1, -1, -1):
        kind, w = t.kinds[i], t.low[i]
        if (
            (kind == "word" and w in _CORE)
            or kind in _CORE_KINDS
            or (kind == "number" and (len(w) == 4 or (t.ancient and len(w) == 3)))
        ):
            left = _REACH
        if left:
            near[i] = 1
            left -= 1
    return near


def expression(t: Tokens, i: int) -> Expr | None:
    """The longest expression that begins at token i."""
    kind = t.kind(i)
    if kind in ("mark", "possessive", "meridiem", "era") or (kind == "word" and t.low[i] not in _STARTS):
        return None
    if t.low[i] in _ARTICLES and t.kind(i + 1) == "word" and t.low[i + 1] not in _AFTER_ARTICLE:
        return None
    best: Expr | None = None
    for rule in _OF_WORDS if kind == "word" else _OF_FIGURES:
        e = rule(t, i)
        if e is not None and (best is None or e.j > best.j):
            best = e
    return best


def length(t: Tokens, i: int) -> Expr | None:
    """A duration, or with its direction what it counts to: the longer of the two."""
    d = duration(t, i)
    c = counted(t, i, d) if d is not None else None
    return d if c is None or (d is not None and d.j > c.j) else c


def dated(t: Tokens, i: int) -> Expr | None:
    """A date with early, late, mid before it, a relative year, a part of the day or a clock time after it."""
    k, mod = i, ""
    if t.word(k) == "the" and t.word(k + 1) in en.EARLY:
        k += 1
    if (t.word(k) in en.EARLY and t.word(k) not in ("later", "earlier", "middle")) or t.word(k) in ("earlier", "later"):
        word = t.word(k)
        mod = en.EARLY[word]
        k += 1
        if t.word(k) == "-":
            k += 1
        if t.word(k) in ("in", "on") and word in ("early", "late", "earlier", "later"):
            k += 1
        if t.word(k) == "the":
            k += 1
    elif t.word(k) in ("the", "this") and t.word(k + 1) not in ("following", "same"):
        k += 1
    inner = stepped_date(t, k) if mod else None
    e = inner or calendar(t, k)
    if e is None:
        return None
    if k > i and not mod:
        if not _takes_article(t, k, e):
            return None
        if e.j == k + 1 and (e.season or e.holiday) and _adjectival(t, e.j):
            return None
    e = e.at(i, e.j)
    if mod:
        e.mod = mod
        if e.part is None and e.season is None and e.month is None and e.year is None and e.weekday is None:
            if not e.has_date():
                return None
    if (
        (e.month and not e.day and e.year is None)
        or (e.season and e.year is None)
        or (e.month and e.day and e.year is None)
    ):
        _relative_year(t, e)
    return day_parts(t, e)


def _takes_article(t: Tokens, k: int, e: Expr) -> bool:
    """Whether `the` before the expression belongs to it."""
    named = (e.season, e.decade, e.century, e.holiday, e.day, e.quarter)
    return any(v is not None for v in named) or e.fiscal


_AFTER_NOUN = en.words(
    "of in and or but to by at on for from with without when while as until before after the a an this that these "
    "those was were is are had has have will would did could may might its their his her he she it they we who which "
    "since during through over under into between although because if then there saw began brought came went made took "
    "marked proved not also only both all most several many british saw ended followed passed"
)


def _adjectival(t: Tokens, j: int) -> bool:
    """Whether a noun seems to follow, so that the word before it stands as its adjective (`the summer offensive`)."""
    return t.kind(j) == "word" and t.word(j) not in _AFTER_NOUN and not t.word(j).endswith("ly") and not t.parted(j)


def _relative_year(t: Tokens, e: Expr) -> None:
    """`July of that year`, `January this year`, `the summer of next year`."""
    j = e.j + (t.word(e.j) in ("of", ","))
    if t.word(j) in ("the",) and t.word(j + 1) in en.TEXT_STEPS:
        j += 1
    w, unit = t.word(j), t.word(j + 1)
    if unit == "year" and t.word(j) in en.DEICTIC_STEPS and w != "past":
        e.step, e.j = ("speech", en.DEICTIC_STEPS[w], "year"), j + 2
    elif unit == "year" and w in en.TEXT_STEPS:
        e.step, e.j = ("text", en.TEXT_STEPS[w], "year"), j + 2
    elif w in ("that", "the") and unit == "same" and t.word(j + 2) == "year":
        e.step, e.j = ("text", 0, "year"), j + 3


def stepped_date(t: Tokens, i: int) -> Expr | None:
    """`last July`, `this past spring`, `next Monday morning`, `that same day`, `the following year`, `last night`."""
    e = stepped(t, i)
    if e is None:
        return None
    if e.step and e.step[2] == "year" and e.j < len(t):
        j = e.j + (t.kind(e.j) == "possessive")
        q = calendar(t, j) if t.word(j) not in ("the",) and j > e.j else None
        if q and (q.month or q.season or q.quarter) and q.year is None:
            return _join(e, q)
    return day_parts(t, e)


def _join(outer: Expr, inner: Expr) -> Expr:
    inner.step = outer.step
    return inner.at(outer.i, inner.j)


def day_parts(t: Tokens, e: Expr) -> Expr:
    """The part of the day and clock time after a date: `Friday evening`, `Monday at 10 p.m.`, `November 10, 00:00`."""
    daily = (
        e.day is not None or e.weekday is not None or (e.step is not None and e.step[2] == "day") or e.stamp == "day"
    )
    if not daily or e.part or e.clock:
        return e
    j = e.j
    p = part_of_day(t, j) if t.word(j) not in ("early", "late", "mid") or t.word(j + 1) in en.PARTS else None
    if p is not None and not t.parted(j) and not (t.word(j) == "night" and t.word(j + 1) == "-"):
        e.part, e.j = p.part, p.j
        e.mod = e.mod or p.mod
        return e
    k = j
    if t.word(k) == ",":
        k += 1
    if t.word(k) in ("at", "from") and t.word(k) == "at":
        k += 1
        if t.word(k) in ("about", "around", "approximately"):
            k += 1
    if k == j or t.word(j) == ",":
        c = clock(t, k) if t.kind(k) in ("clock", "dotclock") or t.kind(k + 1) == "meridiem" or k > j + 1 else None
    else:
        c = clock(t, k)
    if c is not None and not t.parted(k):
        e.clock, e.zone, e.local, e.j = c.clock, c.zone, c.local, c.j
        e.impossible = e.impossible or c.impossible
    return e


def timed(t: Tokens, i: int) -> Expr | None:
    """A clock time or part of the day, with its date after it."""
    k, mod = i, ""
    if t.word(k) in ("about", "around", "approximately", "roughly", "exactly", "circa"):
        mod = "" if t.word(k) == "exactly" else "APPROX"
        k += 1
    e = clock(t, k)
    if e is not None:
        e.mod = mod
        return _with_date(t, e.at(i, e.j))
    if mod:
        return None
    return _part_phrase(t, i)


def _part_phrase(t: Tokens, i: int) -> Expr | None:
    k, mod = i, ""
    if t.word(k) in ("early", "late") and t.word(k + 1) == "in":
        mod, k = ("START" if t.word(k) == "early" else "END"), k + 2
    article = t.word(k) in ("the", "that", "this")
    if article:
        k += 1
    p = part_of_day(t, k)
    if p is None:
        return None
    p = p.at(i, p.j)
    p.mod = mod or p.mod
    of = t.word(p.j)
    if of in ("of", "on", "to", "from") or p.part == "TNI":
        night = _night(t, p)
        if night is not None:
            return night
    if of == "of" or (of == "on" and t.word(k) in ("overnight", "late", "early")) or not article:
        full = _with_date(t, p)
        if full.j > p.j:
            return full
    if t.word(i) in ("that", "this"):
        p.step = ("text" if t.word(i) == "that" else "speech", 0, "day")
        return p
    p.generic = True
    if article or t.word(i - 1) in ("at", "by", "in", "during", "until", "before", "after", "every", "since"):
        return p
    if t.word(k) in ("overnight", "dawn", "daytime", "nights") or mod or p.j - i > 1:
        return p
    return p if (p.part in ("TNI", "TMO", "TAF", "TEV") and t.word(i + 1) in ("attack", "attacks", "raid", "raids")) or (
        p.part == "TNI" and t.word(i + 1) != "club"
    ) else None  # fmt: skip


def _night(t: Tokens, p: Expr) -> Expr | None:
    """`the night of 12-13 September`, `the night of September 12 to 13`, `overnight 12/13 September`."""
    j = p.j
    while t.word(j) in ("of", "on", "from", "the", "between", "to"):
        j += 1
    d = day_at(t, j)
    if d is not None:
        k = d[1]
        if t.word(k) in ("-", "–", "—", "/", "to", "and", "on"):
            k += 1 + (t.word(k + 1) in ("to", "the"))
            e = calendar(t, k)
            if e is not None and e.month and e.day and e.day != d[0]:
                return Expr(p.i, e.j, part="TNI", day=d[0], month=e.month, year=e.year, night_to=e.day)
    nights = weekday_at(t, j)
    if nights is not None and t.word(nights[1]) in ("to", "-", "–", "and", "into"):
        second = weekday_at(t, nights[1] + 1)
        if second is not None and second[0] == nights[0] % 7 + 1:
            return Expr(p.i, second[1], part="TNI", weekday=nights[0])
    first = calendar(t, j)
    if first is not None and first.day and first.month and t.word(first.j) in ("-", "–", "—", "/", "to", "and", "on"):
        k = first.j + 1 + (t.word(first.j + 1) in ("to", "the"))
        later = calendar(t, k)
        if later is not None and later.month and later.day:
            year = first.year or later.year
            return Expr(p.i, later.j, part="TNI", day=first.day, month=first.month, year=year, night_to=later.day)
        d = day_at(t, k)
        if (d is not None and month_at(t, d[1]) is None and d[0] == first.day % 31 + 1) or (
            d is not None and d[0] in (first.day + 1, 1)
        ):
            e = Expr(p.i, d[1], part="TNI", day=first.day, month=first.month, year=first.year, night_to=d[0])
            y = year_at(t, d[1] + (t.word(d[1]) == ","))
            if y and e.year is None:
                e.year, e.j = y
            return e
    return None


def _with_date(t: Tokens, e: Expr) -> Expr:
    """Attach a date that follows a clock time or part of the day: `10 p.m. Wednesday`, `00:00 on November 10`."""
    j = e.j
    for words in (("of",), ("on", "the"), ("on",), ("of", "the"), (",",), ("in", "the"), ()):
        if tuple(t.word(j + n) for n in range(len(words))) != words:
            continue
        k = j + len(words)
        d = calendar(t, k) or stepped(t, k) or reference(t, k)
        ok = d is not None and (
            d.day is not None or d.weekday is not None or d.holiday or (d.step is not None and d.step[2] == "day")
        )
        if not ok or d is None or t.parted(k):
            continue
        if d.part or (d.ref and not d.step):
            continue
        joined = d.at(e.i, d.j)
        joined.clock, joined.zone, joined.local, joined.part = e.clock, e.zone, e.local, e.part
        joined.mod = e.mod or joined.mod
        joined.impossible = joined.impossible or e.impossible
        if joined.clock is not None and joined.zone is None and not joined.local:
            z = Expr(joined.i, joined.j, clock=joined.clock)
            from truceline.claims.time_clock import _zone

            _zone(t, z)
            joined.zone, joined.local, joined.j = z.zone, z.local, z.j
        return joined
    return e


def spanned(t: Tokens, i: int) -> Expr | None:
    """`the end of September 1940`, `mid-July`, `the first half of 2007`, `the last week of October`."""
    k = i
    if t.word(k) == "the":
        k += 1
    w = t.word(k)
    if w == "eve" and t.word(k + 1) == "of":
        inner = dated(t, k + 2) or stepped_date(t, k + 2)
        if inner is None or not (inner.day or inner.weekday or inner.holiday):
            return None
        e = inner.at(i, inner.j)
        e.shift = (1, "day", -1, "self")
        return e
    which = None
    if w in ("first", "second", "latter", "last", "early", "later", "former", "final") and t.word(k + 1) in (
        "half", "part", "days", "weeks", "months", "years", "hours",
    ):  # fmt: skip
        which = w
        k += 1
        w = t.word(k)
    if w in en.PARTS_OF_SPAN and t.word(k + 1) == "of" and (w not in ("half", "part") or which):
        return _span_of(t, i, k, en.PARTS_OF_SPAN[w], which)
    if w in ("month", "year", "week") and t.kind(k + 1) == "possessive" and t.word(k + 2) == "end":
        return Expr(i, k + 3, step=("text", 0, w), mod="END")
    if w == "year" and t.word(k + 1) in ("end", "-") and (t.word(k + 1) == "end" or t.word(k + 2) == "end"):
        return Expr(i, k + 2 + (t.word(k + 1) == "-"), step=("speech", 0, "year"), mod="END")
    return None


def _span_of(t: Tokens, i: int, k: int, mod: str, which: str | None) -> Expr | None:
    j = k + 2
    inner = stepped_date(t, j) or dated(t, j)
    if (
        inner is None
        and t.word(j) in ("the", "this")
        and t.word(j + 1) in ("month", "year", "week", "decade", "century", "day")
    ):
        base = "text" if t.word(j) == "the" else "speech"
        inner = Expr(j, j + 2, step=(base, 0, t.word(j + 1)))
    if inner is None or not inner.has_date():
        return None
    e = inner.at(i, inner.j)
    if mod == "HALF":
        if e.year is not None or (e.step and e.step[2] == "year"):
            e.half = 1 if which == "first" else 2
        else:
            e.mod = "START" if which == "first" else "END"
    elif mod == "PART":
        e.mod = "START" if which in ("first", "early", "former") else "END"
    elif not (e.day is not None and mod == "START"):
        e.mod = mod
    return e


# the rules by what an expression begins with
_OF_WORDS = (timed, spanned, stepped_date, dated, length, adverb, reference, year_ago, named_period)
_OF_FIGURES = (timed, dated, length)
