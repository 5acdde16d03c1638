"""truceline coverage CASE: what was watched, by sector and day; quiet and watched, quiet and not watched, no report."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.time import DAY, rfc3339

DAYS = 30
COLUMNS = {
    "zone": "zone", "sector": "sector", "last day": "last", "reported": "days.reported",
    "perhaps": "days.perhaps_reported", "quiet, watched": "days.quiet_watched",
    "quiet, not watched": "days.quiet_unwatched", "no report": "days.no_report", "days since seen": "days_since_seen",
}  # fmt: skip
SHARE = {"per": "per", "share in view": "share", "share not known": "uncertain_share"}
POSTS = {"largest gap m": "largest_gap_m", "posts": "posts", "without range": "posts_without_range"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def coverage(
        case: CaseArg,
        start: Annotated[
            str | None, typer.Option("--from", metavar="T", help=f"Since when. Default: {DAYS} days before.")
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """List what was watched, by sector and day; quiet is told with who watched. Internal; outward late, by sector."""
        from truceline.app.watching import delayed, since, watched_by
        from truceline.assessments.quiet import outward, quiet

        derived = delayed(look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release))
        view = derived.view
        told = watched_by(derived)
        low = since(derived, start, view.as_of - DAYS * DAY)
        rows, aside = quiet(
            derived.case.zones, told, derived.events, start=low, end=view.as_of, zone=view.zone, known=view.public_at
        )
        names = {**COLUMNS, **SHARE, **POSTS} if fmt == "csv" else COLUMNS
        if view.release != "internal":
            rows, names = outward(rows), {**COLUMNS, **SHARE} if fmt == "csv" else COLUMNS
        times = {"view": view.wire(), "from": rfc3339(low, view.zone), "set_aside": {**told.set_aside, **aside}}
        listing(
            "coverage",
            [row_wire(r, view.zone, view.release == "internal") for r in rows],
            fmt=fmt,
            columns=names,
            more=times,
        )
        words = [f"{n} {why}" for why, n in {**told.set_aside, **aside}.items()]
        say("tally: of those who watch: " + ("; ".join(words) or "nothing set aside"))
        closing_words(derived)


def row_wire(row: Any, zone: str, internal: bool) -> dict[str, Any]:
    """A row for people and scripts: times by RFC 3339, shares to a thousandth, metres to one. Above internal no key of
    what stays inside, not even a zero."""
    from truceline.assessments.quiet import OUTWARD
    from truceline.values.wire import wire

    named = {"start": "from", "end": "to"}
    out: dict[str, Any] = {named.get(k, k): v for k, v in wire(row).items() if internal or k in OUTWARD}
    for name in ("from", "to"):
        out[name] = rfc3339(out[name], zone)
    for name in ("watched", "denied", "states"):
        if name in out:
            out[name] = [[rfc3339(s[0], zone), rfc3339(s[1], zone), *s[2:]] for s in out[name]]
    if "longest_quiet_unseen" in out:
        out["longest_quiet_unseen"] = [rfc3339(t, zone) for t in out["longest_quiet_unseen"]]
    for name in ("covered", "uncertain", "uncovered"):
        if name in out:
            out[name] = [[round(a), round(b)] for a, b in out[name]]
    if "largest_gap" in out:
        a, b = out.pop("largest_gap")
        out["largest_gap"], out["largest_gap_m"] = [round(a), round(b)], round(b - a)
    for name, digits in (("share", 3), ("uncertain_share", 3), ("length_m", 0)):
        if name in out:
            out[name] = round(out[name], digits)
    return out
