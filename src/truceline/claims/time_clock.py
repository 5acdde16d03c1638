"""The grammar of clock times, zones and parts of the day."""

from __future__ import annotations

from truceline.claims.languages.english_time_zones import zone_of
from truceline.claims.languages.english_times import HOURS, NUMBERS, PARTS
from truceline.claims.time_expr import Expr
from truceline.claims.time_tokens import Tokens

Clock = tuple[int, int | None, int | None]


def clock(t: Tokens, i: int) -> Expr | None:
    """A clock time with its zone: 10:57, 3 a.m., 05:30hrs, 11 o'clock, noon, 0600 hours, 9:34 p.m. EST."""
    read = _digits(t, i) or _words(t, i)
    if read is None:
        return None
    time, j = read
    e = Expr(i, j, clock=time)
    if time[0] > 24 or (time[1] or 0) > 59 or (time[2] or 0) > 59:
        e.impossible = "no such hour"
    if t.word(j) in ("in", "at") and t.word(j + 1) == "the" and t.word(j + 2) in PARTS:
        _part_of_clock(e, PARTS[t.word(j + 2)])
        e.j = j = j + 3
    elif t.word(j) == "at" and t.word(j + 1) == "night":
        _part_of_clock(e, "TNI")
        e.j = j = j + 2
    _zone(t, e)
    return e


def _part_of_clock(e: Expr, part: str) -> None:
    assert e.clock is not None
    h, m, s = e.clock
    if (part in ("TAF", "TEV") and h < 12) or (part == "TNI" and 6 <= h < 12):
        h += 12
    elif part == "TMO" and h == 12:
        h = 0
    e.clock = (h, m, s)


def _digits(t: Tokens, i: int) -> tuple[Clock, int] | None:
    k, w = t.kind(i), t.word(i)
    if k in ("clock", "dotclock"):
        p = [int(x) for x in w.replace(".", ":").split(":")]
        h, m, s = p[0], p[1], p[2] if len(p) > 2 else None
        return _meridiem(t, h, m, s, i + 1)
    if k != "number" or not w.isdigit():
        return None
    n = int(w)
    if t.kind(i + 1) == "meridiem" and n <= 12 and len(w) <= 2:
        return _meridiem(t, n, None, None, i + 1)
    if t.word(i + 1) == "o'clock" or t.word(i + 1) == "o’clock":
        return _meridiem(t, n, None, None, i + 2) if n <= 12 else None
    if len(w) == 4 and t.word(i + 1) in ("hours", "hrs", "h") and n <= 2400:
        return (n // 100, n % 100, None), i + 2
    if len(w) == 4 and n <= 2400 and (w[0] == "0" or t.word(i + 1) in ("gmt", "utc", "zulu")):
        if t.word(i + 1) in ("gmt", "utc", "zulu", "local") or t.word(i - 1) == "at":
            return (n // 100, n % 100, None), i + 1
    return None


def _words(t: Tokens, i: int) -> tuple[Clock, int] | None:
    w = t.word(i)
    if w in HOURS and t.kind(i) == "word":
        return (HOURS[w], 0 if w == "midnight" else None, None), i + 1
    n = NUMBERS.get(w)
    if n and n <= 12:
        if t.word(i + 1) in ("o'clock", "o’clock"):
            return _meridiem(t, n, None, None, i + 2)
        if t.kind(i + 1) == "meridiem":
            return _meridiem(t, n, None, None, i + 1)
    return None


def _meridiem(t: Tokens, h: int, m: int | None, s: int | None, j: int) -> tuple[Clock, int]:
    if t.kind(j) == "meridiem" and h <= 12:
        h = h % 12 + (12 if t.word(j)[0] == "p" else 0)
        end = j + 1
        # the point of "a.m." may also end the sentence: it belongs to the token either way
        return (h, m, s), end
    if t.word(j) in ("hours", "hrs", "h", "hr") and (t.glued(j) or t.word(j) != "h"):
        return (h, m, s), j + 1
    return (h, m, s), j


def _zone(t: Tokens, e: Expr) -> None:
    j = e.j
    k = j + 1 if t.word(j) in (",", "(") else j
    one, two = t.word(k), f"{t.word(k)} {t.word(k + 1)}"
    end = None
    if t.word(k + 1) == "time" and one == "local":
        e.local, end = True, k + 2
    elif t.word(k + 2) == "time" and t.capital(k) and (z := zone_of(two)):
        e.zone, end = z, k + 3
    elif t.word(k + 2) == "time" and t.word(k) == "local":
        e.local, end = True, k + 3
    elif t.word(k + 1) == "time" and t.capital(k) and (z := zone_of(one)):
        e.zone, end = z, k + 2
    elif t.word(k + 1) == "'s" and t.word(k + 2) == "time" and (z := zone_of(one)):
        e.zone, end = z, k + 3
    elif 2 <= len(one) <= 4 and t.text[t.starts[k] : t.ends[k]].isupper() and (z := zone_of(one)):
        e.zone, end = z, k + 1
        end, e.zone = _signed(t, end, z)
    if end is not None:
        if t.word(k - 1) == "(" and k > j:
            if t.word(end) == ")":
                end += 1
        e.j = end


def _signed(t: Tokens, j: int, zone: str) -> tuple[int, str]:
    """GMT+4, UTC +04:00."""
    if zone == "+00:00" and t.word(j) in ("+", "-", "−") and t.kind(j + 1) in ("number", "clock"):
        w = t.word(j + 1)
        h, m = [*w.split(":"), "00"][:2]
        if h.isdigit() and int(h) <= 14:
            return j + 2, f"{'+' if t.word(j) == '+' else '-'}{int(h):02d}:{m}"
    return j, zone


def part_of_day(t: Tokens, i: int) -> Expr | None:
    """Morning, dawn, the early hours ...: bare word with `early`, `late`, `mid` before it."""
    k, mod = i, ""
    if t.word(k) in ("early", "late", "mid"):
        mod = {"early": "START", "late": "END", "mid": "MID"}[t.word(k)]
        k += 1
        if t.word(k) == "-":
            k += 1
    w = t.word(k)
    if w == "hours" and mod:
        return Expr(i, k + 1, part="TMO" if mod == "START" else "TNI", mod=mod)
    if w in ("wee", "small") and t.word(k + 1) == "hours":
        return Expr(i, k + 2, part="TMO", mod="START")
    if w == "pre" and t.word(k + 1) == "-" and t.word(k + 2) == "dawn":
        return Expr(i, k + 3, part="TMO", mod="START")
    if w in PARTS and t.kind(k) == "word":
        j = k + 1
        if t.word(j) in ("hours", "hour"):
            j += 1
        return Expr(i, j, part=PARTS[w], mod=mod)
    return None
