"""truceline corridor CASE: could it be passed, by what class of traffic, when, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.time import DAY, rfc3339

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.assessments.passage import Passage, Stretch

COLUMNS = {
    "corridor": "corridor", "class": "class", "last": "last", "possible": "shares.possible",
    "restricted": "shares.restricted", "not possible": "shares.not_possible", "contested": "shares.contested",
    "no report": "shares.no_report", "longest shut, days": "longest_days.not_possible", "told": "told",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def corridor(
        case: CaseArg,
        start: Annotated[
            str | None, typer.Option("--from", metavar="T", help="Since when. Default: since the corridor is drawn.")
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """List the state of each corridor by class of traffic. Internal; outward late, shares of time only."""
        from truceline.app.watching import delayed, since
        from truceline.assessments.passage import passage

        derived = delayed(look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release))
        view = derived.view
        first = since_drawn(derived)
        found = passage(derived.claims, derived.documents, derived.case.register, sorted(first), as_of=view.as_of)
        rows = [
            row
            for p in found
            for row in rows_of(p, since(derived, start, first[p.corridor]), view.as_of, view.zone, view.release == "internal")
        ]  # fmt: skip
        aside = found[0].set_aside if found else {"the case draws no corridor that holds by then": 1}
        listing("corridor", rows, fmt=fmt, columns=COLUMNS, more={"view": view.wire(), "set_aside": aside})
        say("tally: of passage: " + ("; ".join(f"{n} {why}" for why, n in aside.items()) or "nothing set aside"))
        closing_words(derived)


def since_drawn(derived: Derived) -> dict[str, int]:
    """Corridor -> since when it is drawn, or 30 days before where no drawing of it says; those begun by the view's time."""
    view, out = derived.view, dict[str, int]()
    for z in derived.case.zones:
        known = view.public_at is None or z.known_from is None or z.known_from <= view.public_at
        start = z.valid_from if z.valid_from is not None else view.as_of - 30 * DAY
        if z.kind == "corridor" and known and start < view.as_of:
            out[z.id] = min(start, out.get(z.id, start))
    return out


def rows_of(p: Passage, start: int, end: int, zone: str, internal: bool) -> list[dict[str, Any]]:
    """A row a class of traffic that anybody speaks of, and `any`: shares, the longest stretch in each state, and (only
    internal) the dated stretches and the shares per speaker."""
    from truceline.assessments.passage import CLASSES, calendar, summary

    rows = []
    classes = [c for c in CLASSES if c == "any" or c in p.words]
    for cls, stretches in calendar(p, start, end, classes=classes).items():
        words = [*p.words.get(cls, ()), *(p.words.get("any", ()) if cls != "any" else ())]
        shares = summary(stretches).shares
        row: dict[str, Any] = {
            "corridor": p.corridor, "class": cls, "from": rfc3339(start, zone), "to": rfc3339(end, zone),
            "last": stretches[-1].state, "shares": {s: round(v, 4) for s, v in shares.items()},
        }  # fmt: skip
        if internal:
            row["longest_days"], row["longest"] = _longest(stretches, zone)
            row["stretches"] = [
                {"from": rfc3339(s.start, zone), "to": rfc3339(s.end, zone), "state": s.state,
                 **({"says": s.says} if s.says else {})}
                for s in stretches
            ]  # fmt: skip
            row["per"] = _per(stretches, start, end)
            row["told"] = sum(w.start < end and start < w.end for w in words)
            row["claims"] = list(dict.fromkeys(c for w in words if w.start < end and start < w.end for c in w.claims))
        rows.append(row)
    return rows


def _longest(stretches: tuple[Stretch, ...], zone: str) -> tuple[dict[str, float], dict[str, list[str]]]:
    """State -> days and ends of its longest stretch, neighbours of one state taken together."""
    best: dict[str, tuple[int, int]] = {}
    at = 0
    for i, s in enumerate(stretches):
        if i and stretches[i - 1].state != s.state:
            at = i
        span = stretches[at].start, s.end
        if s.state not in best or span[1] - span[0] > best[s.state][1] - best[s.state][0]:
            best[s.state] = span
    days = {s: round((b - a) / DAY, 3) for s, (a, b) in sorted(best.items())}
    return days, {s: [rfc3339(a, zone), rfc3339(b, zone)] for s, (a, b) in sorted(best.items())}


def _per(stretches: tuple[Stretch, ...], start: int, end: int) -> dict[str, dict[str, float]]:
    """Speaker -> share of the time by what that speaker says; the rest of its time is no_report."""
    out: dict[str, dict[str, float]] = {}
    for s in stretches:
        for who, state in s.says.items():
            own = out.setdefault(who, {})
            own[state] = own.get(state, 0.0) + (s.end - s.start) / (end - start)
    return {
        who: {
            **{s: round(v, 4) for s, v in sorted(own.items())},
            "no_report": round(max(0.0, 1 - sum(own.values())), 4),
        }
        for who, own in sorted(out.items())
    }
