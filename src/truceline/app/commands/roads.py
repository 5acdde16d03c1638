"""truceline roads FILE: is there a way from here to there, which one, at what detour; and what cuts it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import Format
from truceline.app.output import listing, say
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.places.roads import Roads

COLUMNS = {
    "from": "from", "to": "to", "connected": "connected", "km": "km", "detour": "detour", "roads": "roads",
    "if shut": "if_shut", "then": "then",
}  # fmt: skip
FORMS = ("roads", "geojson", "osm")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def roads(
        file: Annotated[
            Path, typer.Argument(metavar="FILE", help="A road graph: own JSON, GeoJSON lines or OpenStreetMap XML.")
        ],
        start: Annotated[
            str, typer.Option("--from", metavar="PLACE", help="A node's id, or LAT,LON for the nearest node.")
        ],
        goal: Annotated[
            str, typer.Option("--to", metavar="PLACE", help="A node's id, or LAT,LON for the nearest node.")
        ],
        closed: Annotated[
            list[str] | None, typer.Option("--closed", metavar="ROAD", help="A road that is shut; may be repeated.")
        ] = None,
        width: Annotated[float, typer.Option("--width", metavar="M", help="Width of the traffic, metres.")] = 0.0,
        weight: Annotated[float, typer.Option("--weight", metavar="T", help="Weight of the traffic, tonnes.")] = 0.0,
        form: Annotated[
            str | None, typer.Option("--from-format", help="roads, geojson or osm. Default: by the file.")
        ] = None,
        fmt: Format = None,
    ) -> None:
        """Find the way between two places of a road graph with closures and widths. Internal: never part of a release."""
        from truceline.places.roads import criticality, way

        graph = read_graph(file, form)
        shut = closed or []
        known = {r.id for r in graph.roads} | {r.id.split("/")[0] for r in graph.roads}
        if unknown := [c for c in shut if c not in known]:
            raise UsageError("no such road", expected="an id of the graph", got=", ".join(unknown))
        closures = {r.id for r in graph.roads if r.id in shut or r.id.split("/")[0] in shut}
        a, b = (node_of(graph, text, str(file)) for text in (start, goal))
        found = way(graph, a, b, closed=closures, width_m=width, weight_t=weight)
        words = {True: "yes", False: "no", None: "only by roads of unknown width or weight"}
        row: dict[str, Any] = {"from": a, "to": b, "connected": words[found.connected], "roads": list(found.roads)}
        if found.length_m is not None:
            row |= {"km": round(found.length_m / 1000, 2), "detour": round(found.detour or 1.0, 3)}
        rows = [row]
        if found.connected and len(found.roads) <= 200:
            cut = criticality(graph, a, b, closed=closures, width_m=width, weight_t=weight)
            rows += [
                {"if_shut": r, "then": "cut off" if d is None else f"detour {d:.2f}"}
                for r, d in cut.items() if d is None or d > 1.0005
            ]  # fmt: skip
        listing("roads", rows, fmt=fmt, columns=COLUMNS)
        say(f"tally: {len(graph.roads)} roads, {len(graph.nodes)} nodes, {len(closures)} shut")


def read_graph(file: Path, form: str | None) -> Roads:
    """The graph of a file by its format, or by its name and beginning."""
    from truceline.places.roads import from_geojson, from_osm, parse_roads

    if form is not None and form not in FORMS:
        raise UsageError("unknown format", expected=", ".join(FORMS), got=form)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise InputError("not UTF-8", where=str(file), expected="UTF-8 text", got=f"byte {e.start}") from e
    if form is None:
        form = (
            "osm" if text.lstrip().startswith("<") else "geojson" if '"FeatureCollection"' in text[:4000] else "roads"
        )
    return {"roads": parse_roads, "geojson": from_geojson, "osm": from_osm}[form](text, str(file))


def node_of(graph: Roads, text: str, file: str) -> str:
    """A node by its id, or the nearest to a position. Raises InputError."""
    from truceline.places.geodesy import distance_m

    if text in graph.nodes:
        return text
    try:
        lat, lon = (float(v) for v in text.split(","))
    except ValueError:
        lat, lon = 91.0, 0.0
    if abs(lat) > 90 or abs(lon) > 180 or not graph.nodes:
        raise InputError("no such node", where=file, expected="an id of the graph, or LAT,LON in degrees", got=text)
    near = min(graph.nodes, key=lambda k: distance_m(lat, lon, graph.nodes[k][1], graph.nodes[k][0]))
    off = distance_m(lat, lon, graph.nodes[near][1], graph.nodes[near][0])
    say(f"note: {text} is taken for node {near}, {off:,.0f} m off")
    return near
