"""truceline hotspots CASE|CSV: groups of places and days with more events than chance, in circles or along a line."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from truceline.app.options import AsOf, Format, KnownAt, PublicAt
from truceline.app.output import listing, say
from truceline.app.watch_options import DateColumn, Picture, Pictures, Source
from truceline.app.watch_sources import Asked, plain, points_of
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.watch.scan.arrays import Data
    from truceline.watch.scan.zones import Zones

LEAST_PAST = 30
COLUMNS = {"rank": "rank", "from": "from", "to": "to", "sites": "sites", "km": "radius_km", "along km": "stretch_km",
           "observed": "observed", "expected": "expected", "statistic": "statistic", "p": "p",
           "once in days": "recurrence_days"}  # fmt: skip
MODELS = {"permutation": "permutation", "poisson": "expectation_poisson", "negative-binomial": "expectation_nb"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def hotspots(
        source: Source,
        days: Annotated[int, typer.Option("--days", help="Longest window in days.")] = 7,
        km: Annotated[float, typer.Option("--km", help="Largest radius, or length along the line, in km.")] = 20.0,
        share: Annotated[float, typer.Option("--share", help="Largest share of all events in a group.")] = 0.5,
        line: Annotated[
            str | None, typer.Option("--line", metavar="ID", help="Scan stretches of this line of the case, by depth.")
        ] = None,
        model: Annotated[str, typer.Option("--model", help=", ".join(MODELS) + ".")] = "permutation",
        replicates: Annotated[int, typer.Option("--replicates", help="Draws of chance.")] = 999,
        seed: Annotated[int, typer.Option("--seed", help="Of the draws.")] = 0,
        past: Annotated[bool, typer.Option("--past", help="All windows, not only those that end with the last day.")] = False,
        date_column: DateColumn = "date",
        picture: Picture = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        fmt: Format = None,
    ) -> None:  # fmt: skip
        """List groups of places and days with more events than chance would put there. Internal."""
        import numpy as np

        from truceline.briefs.pictures.watch import clusters_on_map
        from truceline.watch.scan.scan import How, scan

        if model not in MODELS:
            raise UsageError("unknown model", expected=", ".join(MODELS), got=model)
        asked = Asked(source=source, date_column=date_column, as_of=as_of, public_at=public_at, known_at=known_at)
        points, derived = points_of(asked)
        if not points:
            raise InputError(
                "no event with a day and coordinates",
                where=source,
                do="give places coordinates, or a CSV with lat and lon",
            )
        sites, first, data = _arrays(points)
        if model != "permutation":
            data = _with_baseline(data, days)
        weight = np.bincount(data.sites, minlength=len(sites))
        drawn = None if line is None else _along(sites, line, derived, first)
        zones = _zones(sites, weight, km, share, drawn)
        how = How(model=MODELS[model], longest=days, replicates=replicates, seed=seed, prospective=not past)  # type: ignore[arg-type]
        result = scan(data, zones, how, names=[s[0] for s in sites])
        for note in result.notes:
            say(f"note: {note}")
        labels = [(first + dt.timedelta(i)).isoformat() for i in range(data.n_steps)]
        rows: list[dict[str, Any]] = [
            {**plain(c), "rank": c.rank + 1, "from": labels[c.first], "to": labels[c.last]} for c in result.clusters
        ]
        if drawn is None:
            _, lat, lon = (list(v) for v in zip(*sites, strict=True))
            names = [s[0] for s in sites]
            Pictures(picture).add(lambda: clusters_on_map(lat, lon, result.clusters, names, labels))
        else:
            Pictures(picture).add(lambda: _strip(drawn, data, first))
        more = {"events": data.total, "sites": len(sites)}
        listing("hotspots", rows, fmt=fmt, columns=COLUMNS, more=more)


def _arrays(points: list[tuple[dt.date, str, float, float]]) -> tuple[list[tuple[str, float, float]], dt.date, Data]:
    """The sites in order of name, the first day, and the events as sites and days."""
    from truceline.watch.scan.arrays import events

    sites = sorted({(name, lat, lon) for _, name, lat, lon in points})
    index = {s: i for i, s in enumerate(sites)}
    days = [day for day, *_ in points]
    first = min(days)
    data = events(
        [index[name, lat, lon] for _, name, lat, lon in points],
        [(day - first).days for day in days],
        n_sites=len(sites),
        n_steps=(max(days) - first).days + 1,
    )
    return sites, first, data


def _with_baseline(data: Data, days: int) -> Data:
    """What the days before the last window lead to expect of each site a day, and the dispersion found there."""
    import numpy as np

    from truceline.watch.scan.arrays import table

    past = table(data)[:, : data.n_steps - days]
    if past.shape[1] < LEAST_PAST:
        raise InputError(
            "too few days before the window for a baseline",
            expected=f"at least {LEAST_PAST}",
            got=str(past.shape[1]),
            do="take --model permutation, or a shorter --days",
        )
    mean = (past.sum(axis=1) + 0.5) / (past.shape[1] + 1)
    spread = float(past.var(axis=1).mean() - past.mean())
    size = float((past.mean(axis=1) ** 2).mean()) / spread if spread > 0 else 1e6
    return msgspec.structs.replace(data, baseline=np.repeat(mean[:, None], data.n_steps, axis=1), size=size)


class Along(msgspec.Struct, frozen=True):
    """Sites along a line: chainage and depth of each in km, and the line's length."""

    chainage_km: list[float]
    depth_km: list[float]
    length_km: float


def _along(sites: list[tuple[str, float, float]], line: str, derived: Derived | None, day: dt.date) -> Along:
    """The sites along a line of the case as it stood on the first day."""
    if derived is None:
        raise UsageError("a table has no line", expected="a case with a line in zones.geojson", got=line)
    from truceline.places.line import chain, on_line
    from truceline.places.zone import zones_at
    from truceline.values.time import start_of_day

    held = [z for z in derived.case.zones if z.kind == "line"]
    at = start_of_day(day, derived.case.zone)
    now = [z for z in zones_at(held, at) if z.id == line] or [z for z in held if z.id == line]
    if not now:
        raise UsageError("no such line in the case", expected=", ".join(sorted({z.id for z in held})), got=line)
    found = [on_line(now[0], lat, lon) for _, lat, lon in sites]
    return Along(
        [f.chainage_m / 1000 for f in found], [abs(f.distance_m) / 1000 for f in found], chain(now[0]).length_m / 1000
    )


def _zones(sites: list[tuple[str, float, float]], weight: Any, km: float, share: float, along: Along | None) -> Zones:
    """Circles, or stretches of the line over all depths and in each band of depth."""
    from truceline.places.line import DEPTH_BANDS_M
    from truceline.watch.scan.zones import circles, stretches

    if along is None:
        return circles([s[1] for s in sites], [s[2] for s in sites], max_km=km, max_share=share, weight=weight)
    edges = (0.0, *(b / 1000 for b in DEPTH_BANDS_M), float("inf"))
    bands = [(0.0, edges[-1]), *itertools.pairwise(edges)]
    return stretches(along.chainage_km, along.depth_km, max_km=km, max_share=share, weight=weight, bands=bands)


def _strip(along: Along, data: Data, first: dt.date) -> str:
    """The events by place along the line and week."""
    import numpy as np

    from truceline.briefs.pictures.watch import chainage_by_time

    rows = max(4, min(40, round(along.length_km / 5)))
    edges = np.linspace(0.0, max(along.length_km, 1e-6), rows + 1)
    weeks = -(-data.n_steps // 7)
    at = np.clip(np.searchsorted(edges, np.asarray(along.chainage_km)[data.sites], side="right") - 1, 0, rows - 1)
    counts = np.bincount(at * weeks + data.steps // 7, minlength=rows * weeks).reshape(rows, weeks)
    return chainage_by_time(counts, [float(e) for e in edges], first)
