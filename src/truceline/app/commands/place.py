"""truceline place CASE WHERE: one place by all its names, every drawing's answer, and every speaker's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.time import DAY, rfc3339

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.claims.claim import Claim
    from truceline.values.place import Where

DAYS = 30
COLUMNS = {
    "what": "what", "per": "per", "says": "says", "of": "of", "days": "days", "public": "published",
    "m off": "distance_m", "within m": "margin_m", "because": "because",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def place(
        case: CaseArg,
        where: Annotated[str, typer.Argument(metavar="PLACE", help="An id or name of the case's places, or LAT,LON.")],
        start: Annotated[
            str | None, typer.Option("--from", metavar="T", help=f"Since when. Default: {DAYS} days before.")
        ] = None,
        radius: Annotated[
            float | None, typer.Option("--radius", metavar="M", help="With LAT,LON: metres within which it lies.")
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:
        """Say where a place lies by each drawing, what each speaker says of it, and what is near it."""
        from truceline.app.watching import since

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        spot = find_place(derived, where, radius)
        low = since(derived, start, derived.view.as_of - DAYS * DAY)
        rows = [*map_rows(derived, spot, low), *word_rows(derived, spot, low)]
        listing("place", rows, fmt=fmt, columns=COLUMNS, more=about(derived, spot, low))
        for line in about(derived, spot, low)["lies"]:
            say(line)
        closing_words(derived)


def find_place(derived: Derived, text: str, radius: float | None) -> Where:
    """The place meant: coordinates, an id, or a name that one place bears. Raises InputError."""
    import re

    from truceline.values.errors import InputError
    from truceline.values.names import fold
    from truceline.values.place import Where

    gazetteer = derived.case.gazetteer
    if m := re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*", text):
        lat, lon = float(m[1]), float(m[2])
        if abs(lat) > 90 or abs(lon) > 180:
            swapped = abs(lat) <= 180 and abs(lon) <= 90
            raise InputError(
                "not a position", expected="LAT,LON in degrees, -90..90 and -180..180", got=text,
                do=f"swap them: {m[2]},{m[1]}" if swapped else "correct the numbers",
            )  # fmt: skip
        return Where(name=text.strip(), lat=lat, lon=lon, radius_m=0.0 if radius is None else radius, precision="P1")
    if gazetteer.place(text) is not None:
        return gazetteer.where(text)
    found = [p for p in gazetteer.places if fold(text) in {fold(n) for n in p.all_names()}]
    if len(found) != 1:
        ids = ", ".join(p.id for p in found)
        raise InputError(
            "several places bear this name" if found else "no place of the case bears this name",
            where=str(derived.case.root), expected="an id or name of places.csv, or LAT,LON", got=text,
            do=f"name one of {ids}" if found else "look it up in the case's places, or give coordinates",
        )  # fmt: skip
    return gazetteer.where(found[0].id)


def about(derived: Derived, spot: Where, start: int) -> dict[str, Any]:
    """The place itself: names per language and side, point, and how it lies to the named places about it."""
    from truceline.briefs.words import place as place_name
    from truceline.places.describe import nearest_named

    view, gazetteer = derived.view, derived.case.gazetteer
    held = gazetteer.place(spot.id) if spot.id else None
    own: dict[str, Any] = {
        "name": spot.name,
        "id": spot.id,
        "lat": spot.lat,
        "lon": spot.lon,
        "radius_m": spot.radius_m,
    }
    own |= {"names": {k: list(v) for k, v in held.names.items()}, "source": held.source} if held else {}
    lies = []
    called = place_name(gazetteer, spot)
    if spot.lat is None or spot.lon is None:
        lies.append(f"{called}: no coordinates held")
    else:
        near = nearest_named(gazetteer.places, spot.lat, spot.lon, but=spot.id or "")
        lies = [f"{called}: {n.words}; {n.back}" for n in near]
    whole = {
        "view": view.wire(),
        "from": rfc3339(start, view.zone),
        "place": {k: v for k, v in own.items() if v is not None},
    }
    return {**whole, "lies": lies}


def map_rows(derived: Derived, spot: Where, start: int) -> list[dict[str, Any]]:
    """A row a drawing of the period, and one a change of drawing within 30 days of it."""
    from truceline.assessments.setting import setting

    view = derived.view
    found = setting(spot, derived.zones, start, view.as_of, known=view.public_at)
    rows = []
    for a in found.maps:
        row = {
            "what": "drawing", "per": a.per, "says": a.state, "of": a.zone, "from": a.start, "to": a.end,
            "public": a.public, "distance_m": a.distance_m, "margin_m": a.margin_m, "chainage_m": a.chainage_m,
            "sector": a.sector, "band": a.band, "because": a.why, "source": a.source,
        }  # fmt: skip
        rows.append(_told(row, view.zone))
    for c in found.changed:
        row = {
            "what": "change of a drawing", "per": c.per, "says": f"{c.before} before, {c.after} after", "of": c.zone,
            "from": c.at, "public": c.published, "source": c.source,
        }  # fmt: skip
        rows.append(_told(row, view.zone))
    return rows


def word_rows(derived: Derived, spot: Where, start: int) -> list[dict[str, Any]]:
    """A row a claim that names the place and tells of the period, or was published in it where it tells no time."""
    if spot.id is None:
        return []
    rows = []
    for c in derived.claims:
        if any(w.id == spot.id for w in c.where):
            told = _claim_row(derived, c)
            at = [t for t in (told["from"], told["to"]) if t is not None] or [
                t for t in (told["public"],) if t is not None
            ]
            if not at or (min(at) < derived.view.as_of and max(at) > start):
                rows.append(told)
    rows.sort(key=lambda r: (r["from"] or r["public"] or 0, r["per"].casefold()))
    return [_told(r, derived.view.zone) for r in rows]


def _claim_row(derived: Derived, c: Claim) -> dict[str, Any]:
    document = derived.documents.get(c.document)
    published = document.published.earliest if document and document.published else None
    chain = (
        " <- ".join(s.name for s in c.says)
        if c.says
        else f"unattributed background of {document.publisher if document else ''}"
    )
    when = c.when if c.when is not None and c.when.zone_basis != "none" else None
    return {
        "what": "word", "per": chain, "says": f"{c.act}{' not' if c.polarity == 'does_not_hold' else ''}: {c.kind}",
        "of": ", ".join(f"{w.role} {w.name}" for w in c.where), "from": when.earliest if when else None,
        "to": when.latest if when else None, "public": published, "because": " ".join(c.span.text.split()), "claim": c.id,
    }  # fmt: skip


def _told(row: dict[str, Any], zone: str) -> dict[str, Any]:
    """Instants as RFC 3339, unknown left out."""
    out = {k: v for k, v in row.items() if v is not None and v != ""}
    from truceline.app.view import day_span

    told = {"days": days} if (days := day_span(row.get("from"), row.get("to"), zone)) else {}
    told |= {"published": rfc3339(row["public"], zone)[:10]} if row.get("public") is not None else {}
    return out | told | {k: rfc3339(out[k], zone) for k in ("from", "to", "public") if k in out}
