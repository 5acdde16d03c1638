"""Front matter: the lines between two `---` that say what a document is; the same keys as the flags of `add`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from truceline.documents.document import Seen
from truceline.documents.incoming import Front
from truceline.values import casefile
from truceline.values.casefile import Node, Problems
from truceline.values.errors import InputError
from truceline.values.release import TIERS
from truceline.values.time import (
    HOUR,
    MINUTE,
    SECOND,
    TimePrecision,
    When,
    ZoneBasis,
    hull,
    parse_instant,
    rfc3339,
    start_of_day,
    tzinfo,
)

KEYS = (
    "publisher",
    "published",
    "address",
    "release",
    "language",
    "title",
    "kind",
    "chain",
    "grade",
    "seen",
    "retrieved",
    "source",
    "note",
)
MAX_FRONT = 32_000
FLAGS = ("charset", "mapping")
KINDS = ("page", "abstract", "table")
_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_DATE = "expected year-month-day, e.g. 2020-12-12, 2020-12, 2020-12-12T15:30+03:00 or two of them with '/' between"
_DAY_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CLOCK_FORM = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?")


def parse_when(text: str, *, zone: str | None, basis: ZoneBasis = "case") -> When:
    """A date as written in front matter or a flag, as an interval with its precision (T1 hour or minute, T2 day, T3
    some days, T5 month, T6 year).

    An offset or a zone after the date ("2020-12-12 Europe/Moscow") counts as stated; else `zone` holds, by `basis`.
    Raises InputError.
    """
    raw = text.strip()
    head, _, tail = raw.rpartition(" ")
    if head and "/" in tail and re.fullmatch(r"[A-Za-z_]+/[A-Za-z_/+-]+", tail):
        tzinfo(tail)
        return msgspec.structs.replace(parse_when(head, zone=tail, basis="stated"), text=raw)
    if "/" in raw:
        halves = [parse_when(t, zone=zone, basis=basis) for t in raw.split("/", 1)]
        if (halves[0].earliest or 0) > (halves[1].earliest or 0):
            raise InputError("the period ends before it begins", expected="earlier/later", got=raw)
        both = hull(*halves)
        wide: TimePrecision = max(both.precision, "T3")
        return msgspec.structs.replace(both, precision=wide, text=raw)
    return msgspec.structs.replace(_single(raw, zone, basis), text=raw)


def _single(raw: str, zone: str | None, basis: ZoneBasis) -> When:
    day = _DAY_FORM.fullmatch(raw)
    known: ZoneBasis = basis if zone else "none"
    try:
        if day:
            y, m, d = int(day[1]), int(day[2] or 1), int(day[3] or 1)
            first = dt.date(y, m, d)
            if day[3]:
                end, precision = first + dt.timedelta(days=1), "T2"
            elif day[2]:
                end, precision = dt.date(y + m // 12, m % 12 + 1, 1), "T5"
            else:
                end, precision = dt.date(y + 1, 1, 1), "T6"
            return When(
                earliest=start_of_day(first, zone),
                latest=start_of_day(end, zone),
                precision=precision,  # type: ignore[arg-type]
                zone=zone,
                zone_basis=known,
            )
        clock = _CLOCK_FORM.fullmatch(raw)
        if clock:
            return _clock(clock, zone, known)
    except (ValueError, OverflowError) as e:
        raise InputError(f"no such date: {e}", expected=_DATE.removeprefix("expected "), got=raw) from e
    raise InputError("not a date", expected=_DATE.removeprefix("expected "), got=raw)


def _clock(m: re.Match[str], zone: str | None, basis: ZoneBasis) -> When:
    day, hour, minute, second, offset = m.groups()
    if offset:
        zone = "UTC" if offset == "Z" else offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
        basis = "stated"
    plain = f"{day}T{int(hour):02d}:{minute or '00'}:{second or '00'}"
    start = parse_instant(plain, zone=zone)
    unit = SECOND if second else MINUTE if minute else HOUR
    return When(earliest=start, latest=start + unit, precision="T1", zone=zone, zone_basis=basis)


def split_front(text: str, file: str, *, zone: str | None) -> tuple[Front, str]:
    """The front matter and the text after it; without front matter an empty Front and the text as it is.

    A text has front matter if its first line is `---` and the lines up to the next `---` begin with `key:`. All
    mistakes are raised together (CaseFileError) with file, line and column.
    """
    opening = _FENCE.match(text)
    if not opening or not re.match(r"[ \t]*(?:#|[A-Za-z_][\w -]*:(?:\s|$))", text[opening.end() :].lstrip("\n")):
        return Front(), text
    closing = _END.search(text, opening.end())
    if not closing:
        raise InputError(
            "the front matter has no end",
            where=f"{file}:1:1",
            expected="a line '---' after the last key",
            do="add it, or take the first '---' out if the text has no front matter",
        )
    if closing.start() - opening.end() > MAX_FRONT:
        raise InputError(
            "the front matter is too long", where=f"{file}:1:1", expected=f"at most {MAX_FRONT} characters"
        )
    node = casefile.load_yaml("\n" + text[opening.end() : closing.start()], file)
    problems = Problems()
    front = read_front(node, zone=zone, problems=problems)
    problems.raise_any()
    return front, text[closing.end() :]


def read_front(
    node: Node, *, zone: str | None, problems: Problems, keys: Sequence[str] = KEYS, what: str = "front matter"
) -> Front:
    """The values of a mapping node; mistakes are noted."""
    found = casefile.fields(node, problems, optional=keys, what=what)
    out: dict[str, Any] = {}
    for key in ("publisher", "address", "language", "title", "grade", "source", "note", *FLAGS):
        if key in found and (value := casefile.text(found[key], problems, key)):
            out[key] = value
    for key, options in (("release", TIERS), ("kind", KINDS), ("seen", get_args(Seen))):
        if key in found:
            out[key] = casefile.choice(found[key], options, problems, key)
    if "chain" in found:
        out["chain"] = casefile.texts(found["chain"], problems, "chain")
    for key in ("published", "retrieved"):
        if key in found and (raw := casefile.text(found[key], problems, key)):
            try:
                when = parse_when(raw, zone=zone)
            except InputError as e:
                problems.add(f"{key}: {e.what}", found[key], expected=e.expected, got=raw)
                continue
            out[key] = when if key == "published" else when.earliest
    return Front(**out)


def front_of(pairs: Mapping[str, str | Sequence[str]], *, zone: str | None, where: str = "the command line") -> Front:
    """The same from flags: name -> text (chain: a list); also charset, and mapping (a name, or a mapping's YAML).

    Raises CaseFileError with all mistakes.
    """
    problems = Problems()
    members: dict[str, Node] = {}
    for key, value in pairs.items():
        at = f"{where}: --{key}"
        inner: str | list[Node] = (
            value if isinstance(value, str) else [Node(value=v, file=at, line=0, column=0) for v in value]
        )
        members[key] = Node(value=inner, file=at, line=0, column=0)
    node = Node(value=members, file=where, line=0, column=0)
    front = read_front(node, zone=zone, problems=problems, keys=(*KEYS, *FLAGS), what="the flags")
    problems.raise_any()
    return front


def future(when: When | None, now: int) -> InputError | None:
    """The error for a time of publication that has not come yet; None if it has, or cannot be told."""
    if when is None or when.earliest is None or when.earliest - when.margin() <= now:
        return None
    return InputError(
        "the document is published in the future",
        expected=f"a time of publication before now ({rfc3339(now)})",
        got=when.text or rfc3339(when.earliest, when.wire_zone()),
        do="correct the year or the zone of 'published'",
    )
