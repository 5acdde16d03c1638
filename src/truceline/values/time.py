"""When something was so: an interval with its doubt, direction and zone.

Instants are integer microseconds of UTC. Intervals are half-open: what is exact to a unit is [t, t + unit).
Where no zone is known (`zone_basis` is `none`) the integers hold the local reading as if it were UTC; such an interval
is never shown as UTC and is compared with a margin of 14 hours (the widest offset in use).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from truceline.values.errors import InputError

MICROSECOND = 1
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NO_ZONE_MARGIN = 14 * HOUR
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

Holds = Literal["within", "throughout"]
Bound = Literal["from", "since", "until", "by", "before", "after"]
TimePrecision = Literal["T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7"]
ZoneBasis = Literal["stated", "place", "publisher", "case", "none"]


ABOUT = "the time is given as about"  # a doubt of `When`: its ends were widened to either side of the time told


class When(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An interval of time as a source gives it.

    earliest, latest: microseconds of UTC, half-open; an absent end is open. holds: `within` = it happened at some
    time inside; `throughout` = it held all that time. bound: the direction word the source used. precision: T0-T7 of
    the monitors' code list. zone: IANA name or fixed offset ("+03:00"). zone_basis: how the zone is known.
    text: the words it stands on. doubt: why two readings stand ("до", a night between two days), empty if none.
    """

    earliest: int | None = None
    latest: int | None = None
    holds: Holds = "within"
    bound: Bound | None = None
    precision: TimePrecision = "T0"
    zone: str | None = None
    zone_basis: ZoneBasis = "none"
    text: str = ""
    doubt: str = ""

    def margin(self) -> int:
        """Microseconds by which either end may be off because no zone is known."""
        return NO_ZONE_MARGIN if self.zone_basis == "none" else 0

    def span(self) -> tuple[int | None, int | None]:
        """The ends widened by the margin."""
        m = self.margin()
        lo = None if self.earliest is None else self.earliest - m
        hi = None if self.latest is None else self.latest + m
        return lo, hi

    def overlaps(self, other: When) -> bool:
        """Whether the two can be of one time, each widened by its own margin. Open ends reach without limit."""
        a0, a1 = self.span()
        b0, b1 = other.span()
        return not (
            (a1 is not None and b0 is not None and a1 <= b0) or (b1 is not None and a0 is not None and b1 <= a0)
        )

    def wire(self) -> dict[str, Any]:
        """The JSON form: RFC 3339 with the offset of the zone named; without offset where no zone is known."""
        out: dict[str, Any] = {}
        if self.earliest is not None:
            out["earliest"] = rfc3339(self.earliest, self.wire_zone())
        if self.latest is not None:
            out["latest"] = rfc3339(self.latest, self.wire_zone())
        out["holds"] = self.holds
        if self.bound:
            out["bound"] = self.bound
        out["precision"] = self.precision
        if self.zone:
            out["zone"] = self.zone
        out["zone_basis"] = self.zone_basis
        if self.text:
            out["text"] = self.text
        if self.doubt:
            out["doubt"] = self.doubt
        return out

    def wire_zone(self) -> str | None:
        """Zone in which the ends are written; None means local without offset."""
        return None if self.zone_basis == "none" else (self.zone or "UTC")

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> When:
        """The inverse of `wire`."""
        d = dict(data)
        for end in ("earliest", "latest"):
            if end in d:
                d[end] = parse_instant(
                    str(d[end]), zone=None if d.get("zone_basis", "none") == "none" else d.get("zone")
                )
        return msgspec.convert(d, cls)


@lru_cache(maxsize=512)
def tzinfo(zone: str) -> dt.tzinfo:
    """The zone of an IANA name or of a fixed offset such as +03:00.

    Raises InputError for a name that is neither.
    """
    if zone in ("UTC", "Z"):
        return dt.UTC
    if zone[:1] in "+-":
        sign = -1 if zone[0] == "-" else 1
        try:
            hours, minutes = zone[1:].split(":")
            return dt.timezone(sign * dt.timedelta(hours=int(hours), minutes=int(minutes)))
        except ValueError:
            pass
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise InputError(
            "unknown time zone", expected="an IANA name (Asia/Baku) or an offset (+04:00)", got=zone
        ) from e


def micros(moment: dt.datetime) -> int:
    """Microseconds of UTC of an aware datetime; a naive one is taken as the local reading (no zone known)."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return (moment - _EPOCH) // dt.timedelta(microseconds=1)


def moment(us: int, zone: str | None = "UTC") -> dt.datetime:
    """The aware datetime in `zone`; with zone None the naive local reading."""
    t = _EPOCH + dt.timedelta(microseconds=us)
    return t.replace(tzinfo=None) if zone is None else t.astimezone(tzinfo(zone))


def rfc3339(us: int, zone: str | None = "UTC") -> str:
    """RFC 3339 text in `zone`, to the second unless finer; without offset where zone is None."""
    t = moment(us, zone)
    return t.isoformat(timespec="seconds" if us % SECOND == 0 else "microseconds").replace("+00:00", "Z")


def parse_instant(text: str, *, zone: str | None, end: bool = False) -> int:
    """Microseconds of an RFC 3339 date-time or bare date.

    A text without offset is read in `zone` (None: kept as local reading). A bare date is its first instant, or with
    `end` the first instant after it (dates that close a period are inclusive). Raises InputError.
    """
    t = text.strip()
    try:
        if len(t) == 10:
            day = dt.date.fromisoformat(t) + dt.timedelta(days=1 if end else 0)
            return start_of_day(day, zone)
        value = dt.datetime.fromisoformat(t)
    except ValueError as e:
        raise InputError("not a date or time", expected="YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss][+hh:mm]", got=text) from e
    if value.tzinfo is None and zone is not None:
        value = value.replace(tzinfo=tzinfo(zone))
    return micros(value)


def start_of_day(day: dt.date, zone: str | None) -> int:
    """First instant of a calendar day in `zone` (None: local reading)."""
    t = dt.datetime(day.year, day.month, day.day)
    return micros(t if zone is None else t.replace(tzinfo=tzinfo(zone)))


def day_when(day: dt.date, zone: str | None, *, basis: ZoneBasis = "case", text: str = "") -> When:
    """The whole of one calendar day, exact to the day."""
    nxt = day + dt.timedelta(days=1)
    return When(
        earliest=start_of_day(day, zone),
        latest=start_of_day(nxt, zone),
        precision="T2",
        zone=zone,
        zone_basis=basis if zone else "none",
        text=text,
    )


def hull(a: When, b: When) -> When:
    """The smallest interval that holds both, as precise as the less precise; an open end stays open."""
    lo = None if a.earliest is None or b.earliest is None else min(a.earliest, b.earliest)
    hi = None if a.latest is None or b.latest is None else max(a.latest, b.latest)
    basis: ZoneBasis = "none" if "none" in (a.zone_basis, b.zone_basis) else a.zone_basis
    return When(
        earliest=lo,
        latest=hi,
        holds=a.holds if a.holds == b.holds else "within",
        precision=max(a.precision, b.precision),
        zone=a.zone if a.zone == b.zone else (a.zone or b.zone),
        zone_basis=basis,
    )
