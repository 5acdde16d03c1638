"""truceline read PATH|-: the claims of one text; no record is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import Endpoint, Format, MaxCost, MaxRequests, Model, ReaderName
from truceline.app.output import listing, say
from truceline.values.errors import UsageError

if TYPE_CHECKING:
    from truceline.app.asking import ReadOne
    from truceline.claims.kit import Kit
    from truceline.documents.document import Document, Text

EMITS = ("claims", "times", "places", "speech")
COLUMNS = {
    "claims": {"act": "act", "polarity": "polarity", "kind": "kind", "code": "code", "says": "says.name", "actors": "actors.name", "when": "when.text", "from": "when.earliest", "to": "when.latest", "where": "where.name", "span": "span.text"},
    "times": {"start": "start", "end": "end", "text": "text", "type": "type", "value": "value", "mod": "mod", "earliest": "earliest", "latest": "latest"},
    "places": {"start": "start", "end": "end", "text": "text", "id": "id", "lat": "lat", "lon": "lon", "country": "country"},
    "speech": {"source": "source", "cue": "cue", "content": "content"},
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def read(
        target: Annotated[str, typer.Argument(metavar="PATH|-", help="A file, or - for stdin.")],
        published: Annotated[
            str | None,
            typer.Option("--published", metavar="T", help="When it was published; dates are reckoned from it."),
        ] = None,
        publisher: Annotated[str | None, typer.Option("--publisher", help="Who published it.")] = None,
        case: Annotated[
            str | None,
            typer.Option(
                "--case", metavar="CASE", help="Use this case's actors and places; else those of all bundled cases."
            ),
        ] = None,
        language: Annotated[
            str | None, typer.Option("--language", help="Language of the text; English where none is named.")
        ] = None,
        emit: Annotated[str, typer.Option("--emit", help="claims, times, places or speech.")] = "claims",
        reader: ReaderName = None,
        endpoint: Endpoint = None,
        model: Model = None,
        max_requests: MaxRequests = None,
        max_cost: MaxCost = None,
        fmt: Format = None,
    ) -> None:
        """Read one text and print its claims."""
        from truceline.app.asking import reader_name, reading
        from truceline.app.case import open_case
        from truceline.app.intake import takings
        from truceline.documents.front import front_of
        from truceline.documents.incoming import Refused

        if emit not in EMITS:
            raise UsageError("unknown thing to emit", expected=", ".join(EMITS), got=emit)
        kit = kit_for(case)
        about = {"published": published, "publisher": publisher, "language": language}
        flags = {k: v for k, v in about.items() if v}
        given = front_of(flags, zone=kit.zone) if flags else None
        rules = open_case(case).config.reader if case is not None else None
        asked = {"endpoint": endpoint, "model": model, "max_requests": max_requests, "max_cost": max_cost}
        with reading(reader_name(reader, rules), asked, rules) as read_one:
            for item in takings(kit.zone or "UTC", [target], given=given):
                if isinstance(item, Refused):
                    raise item.error
                document, _, text = item
                assert text is not None
                rows, tally = emitted(emit, text, document, kit, read_one)
                listing(emit, rows, fmt=fmt, columns=COLUMNS[emit])
                aside = "".join(f"; {n} set aside: {why}" for why, n in sorted(tally.items()))
                say(f"tally: {len(rows)} {emit}{aside}")


def kit_for(case: str | None) -> Kit:
    """The kit of a case, or of all bundled cases together."""
    from truceline.app.case import bundled_cases, open_case

    if case is not None:
        return open_case(case).kit
    from truceline.actors.register import Register
    from truceline.claims.kit import Kit
    from truceline.places.gazetteer import Gazetteer

    cases = [open_case(p) for p in bundled_cases().values()]
    actors = {a.id: a for c in cases for a in c.register.actors}
    sources = {s.id: s for c in cases for s in c.register.sources}
    places = {p.id: p for c in cases for p in c.gazetteer.places}
    offices = tuple(
        {(o.person, tuple(o.title.get("en", ())), o.start): o for c in cases for o in c.register.offices}.values()
    )
    register = Register(tuple(actors.values()), offices, tuple(sources.values()))
    zone = cases[0].zone if len({c.zone for c in cases}) == 1 else None
    languages = tuple(dict.fromkeys(x for c in cases for x in ("en", *c.config.languages)))
    return Kit(register=register, gazetteer=Gazetteer(tuple(places.values())), zone=zone, languages=languages)


def emitted(emit: str, text: Text, document: Document, kit: Kit, read_one: ReadOne) -> tuple[list[Any], dict[str, int]]:
    """Rows of what is asked for, and what was set aside."""
    from collections import Counter

    if emit == "times":
        from truceline.claims.times import find_times

        return [
            _time_row(m)
            for m in find_times(text.text, published=document.published, zone=kit.zone, language=document.language)
        ], {}
    if emit == "places":
        return [_place_row(text.text, h, kit) for h in kit.gazetteer.mentions(text.text)], {}
    if emit == "speech":
        from truceline.claims.speech import find_speech

        return list(find_speech(text.text)), {}
    reading = read_one(text, document, kit)
    return list(reading.claims), Counter(a.why for a in reading.set_aside)


def _time_row(m: Any) -> dict[str, Any]:
    row = {"start": m.start, "end": m.end, "text": m.text, "type": m.type, "value": m.value, "mod": m.mod}
    ends = {k: v for k, v in m.when.wire().items() if k in ("earliest", "latest", "bound")} if m.when else {}
    return {k: v for k, v in {**row, **ends}.items() if v not in (None, "")}


def _place_row(text: str, hit: Any, kit: Kit) -> dict[str, Any]:
    place = kit.gazetteer.place(hit.keys[0]) if len(hit.keys) == 1 else None
    row = {"start": hit.start, "end": hit.end, "text": text[hit.start : hit.end], "id": place.id if place else None}
    if place is None and len(hit.keys) > 1:
        row["candidates"] = list(hit.keys)
    if place is not None:
        row |= {"lat": place.lat, "lon": place.lon, "country": place.country or None}
    return {k: v for k, v in row.items() if v is not None}
