"""truceline control CASE: areas per controller, what passed between drawings, and who says who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.time import DAY, rfc3339

if TYPE_CHECKING:
    from truceline.app.derive import Derived

DAYS = 90
COLUMNS = {
    "what": "what", "of": "of", "per": "per", "days": "days", "state": "state", "km2": "km2",
    "gained or to left": "plus_km2", "lost or to right": "minus_km2", "net": "net_km2", "margin km2": "margin_km2",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def control(
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
        """List area per controller, what passed between drawings by sector, and each speaker's word on who holds what."""
        from truceline.app.watching import since

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        low = since(derived, start, derived.view.as_of - DAYS * DAY)
        told, aside = word_rows(derived, low)
        rows = [_days(r) for r in (*area_rows(derived, low), *step_rows(derived, low), *told)]
        times = {"view": derived.view.wire(), "from": rfc3339(low, derived.view.zone), "set_aside": aside}
        listing("control", rows, fmt=fmt, columns=COLUMNS, more=times)
        say(
            "tally: of words on control: "
            + ("; ".join(f"{n} {why}" for why, n in aside.items()) or "nothing set aside")
        )
        closing_words(derived)


def _days(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its days in short, for tables."""
    days = row["from"][:10] + (f" to {row['to'][:10]}" if "to" in row else "")
    return {**row, "days": days}


def area_rows(derived: Derived, start: int) -> list[dict[str, Any]]:
    """Square kilometres per controller and source, at the beginning and at the end."""
    from truceline.places.control import held_at

    view, rows = derived.view, []
    zones = [
        z for z in derived.zones if view.public_at is None or z.known_from is None or z.known_from <= view.public_at
    ]
    for at in (start, view.as_of):
        for h in held_at(zones, at):
            margin = {} if h.margin_km2 is None else {"margin_km2": round(h.margin_km2, 1)}
            own = [(k, v) for k, v in h.km2.items()]
            own += [(s, v) for s, v in (("contested", h.contested_km2), ("no controller named", h.unsaid_km2)) if v > 0]
            rows += [
                {"what": "area", "of": who, "per": h.per, "from": rfc3339(at, view.zone), "km2": round(km2, 1), **margin}
                for who, km2 in own
            ]  # fmt: skip
    return rows


def step_rows(derived: Derived, start: int) -> list[dict[str, Any]]:
    """What passed between successive drawings; of a line by sector where it has sectors."""
    from truceline.places.passed import steps

    view, rows = derived.view, []
    for s in steps(derived.zones, start, view.as_of, known=view.public_at):
        doubt = {"state": "day of change not known"} if s.after.from_earliest is not None else {}
        head = {
            "what": f"change of the {s.kind}",
            "of": s.zone,
            "per": s.per,
            "from": rfc3339(s.at, view.zone),
            **doubt,
        }
        rows.append({**head, **_km2(s.plus_km2, s.minus_km2), "source": s.after.source})
        rows += [{**head, "of": f"{s.zone}: {name}", **_km2(a, b)} for name, (a, b) in s.sectors.items() if name]
    return rows


def _km2(plus: float, minus: float) -> dict[str, float]:
    return {"plus_km2": round(plus, 1), "minus_km2": round(minus, 1), "net_km2": round(plus - minus, 1)}


def word_rows(derived: Derived, start: int) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Who gives a place to whom, over what time; `contested` where speakers differ. And why claims gave nothing."""
    from truceline.assessments.control import contested, control

    view = derived.view
    found = control(derived.claims, derived.documents, derived.case.register, as_of=view.as_of)
    rows = []
    for c in found.places:
        for a, b, held in contested(c, start, view.as_of):
            if not held:
                continue
            by = sorted({w.by for w in c.words if w.start < b and a < w.end})
            state = "; ".join(sorted(held)) if len(held) == 1 else "contested: " + ", ".join(sorted(held))
            rows.append({
                "what": "word", "of": c.place, "per": ", ".join(by), "from": rfc3339(a, view.zone),
                "to": rfc3339(b, view.zone), "state": state,
                "claims": list(dict.fromkeys(i for w in c.words if w.start < b and a < w.end for i in w.claims)),
            })  # fmt: skip
    return rows, found.set_aside
