"""Which part of the record is looked at: the three times and the release."""

from __future__ import annotations

import datetime as dt

import msgspec

from truceline.values.errors import UsageError
from truceline.values.release import TIERS, Release
from truceline.values.time import moment, parse_instant, rfc3339


class View(msgspec.Struct, frozen=True, kw_only=True):
    """as_of: when it was so. public_at: published by then (None: no limit). known_at: in this record by then (None: all).
    release: the tier of what is shown. All in microseconds of UTC; zone: the clock of the case. inclusive: the limit only
    follows the cut-off, so what was published that same day, at an hour not given, is kept and marked."""

    as_of: int
    public_at: int | None = None
    known_at: int | None = None
    release: Release = "internal"
    zone: str = "UTC"
    reconstruction: bool = False
    inclusive: bool = False

    def wire(self) -> dict[str, str]:
        """The times in the zone of the case, for listings."""
        out = {"as_of": rfc3339(self.as_of, self.zone)}
        if self.public_at is not None:
            out["public_at"] = rfc3339(self.public_at, self.zone)
        if self.known_at is not None:
            out["known_at"] = rfc3339(self.known_at, self.zone)
        return out


def make_view(
    zone: str,
    now: int,
    *,
    as_of: str | None = None,
    public_at: str | None = None,
    known_at: str | None = None,
    release: str = "internal",
    public_follows: bool = False,
) -> View:
    """The view of a command's options. A time without offset is in `zone`; a bare date is its end.

    now: the clock, microseconds of UTC. public_follows: the publication limit defaults to `as_of`, as for a meeting
    brief. Raises InputError for a bad time, UsageError for an unknown tier.
    """
    if release not in TIERS:
        raise UsageError("unknown release tier", expected=", ".join(TIERS), got=release)
    seen = now if as_of is None else parse_instant(as_of, zone=zone, end=True)
    public = None if public_at is None else parse_instant(public_at, zone=zone, end=True)
    follows = public is None and public_follows and as_of is not None
    if follows:
        public = seen
    known = None if known_at is None else parse_instant(known_at, zone=zone, end=True)
    return View(
        as_of=seen, public_at=public, known_at=known, release=release, zone=zone,
        reconstruction=public_at is not None, inclusive=follows,
    )  # fmt: skip


def now_micros() -> int:
    """The clock."""
    return int(dt.datetime.now(dt.UTC).timestamp() * 1_000_000)


def day_text(us: int, zone: str | None, language: str = "en") -> str:
    """A date for people, in `zone`."""
    from babel.dates import format_date

    return str(format_date(moment(us, zone), format="d MMMM y", locale=language))


def day_span(start: int | None, end: int | None, zone: str | None) -> str:
    """Days as 2020-11-10 to 2020-12-12 (the last one inclusive); an open end stays open, no end at all is ""."""
    first = "" if start is None else rfc3339(start, zone)[:10]
    last = "" if end is None else rfc3339(end - 1, zone)[:10]
    return first if first == last else f"{first} to {last}".strip()
