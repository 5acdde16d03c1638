"""Zone at time: which events lie in which zones that hold at the moment of the event.

Events are columns (longitude, latitude, microseconds); the answer is two int32 columns, event and zone. A point on an
edge is inside; a point with a coordinate that is no number lies nowhere; validity is half-open. This module holds the
plain form (numpy and shapely) and chooses; `kernel_fast` holds the compiled one, used where numba is installed. Tests
compare the two.

The plain form sorts the events of a slab of time by latitude, so that a zone looks only at the events of its validity
and its band of latitude, cuts by longitude, and asks GEOS about the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.places.zone import Zone

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
OPEN_START, OPEN_END = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class ZoneTable(msgspec.Struct, frozen=True):
    """Zones as columns. shapes: shapely polygons or multipolygons, degrees. start, end: microseconds, [start, end)."""

    shapes: npt.NDArray[np.object_]
    start: Longs
    end: Longs

    def __len__(self) -> int:
        return len(self.start)


class Pairs(msgspec.Struct, frozen=True):
    """Event and zone, by position in their tables. In order of event; zones of one event in no set order."""

    event: Ints
    zone: Ints

    def __len__(self) -> int:
        return len(self.event)

    def ordered(self) -> Pairs:
        """The same pairs in order of event, then zone."""
        order = np.lexsort((self.zone, self.event))
        return Pairs(self.event[order], self.zone[order])


def table_of(zones: Sequence[Zone]) -> tuple[ZoneTable, tuple[int, ...]]:
    """The table of the zones that have an area, and the position of each in `zones`.

    Lines, roads and posts without width have none and are left out. Where the day of a change is not known, the widest
    validity counts.
    """
    from truceline.places.footprint import area_of

    shapes, start, end, kept = [], [], [], []
    for i, z in enumerate(zones):
        shape = area_of(z.geometry, z.width_m)
        if shape is None:
            continue
        since = z.from_earliest if z.from_earliest is not None else z.valid_from
        until = z.to_latest if z.to_latest is not None else z.valid_to
        shapes.append(shape)
        start.append(OPEN_START if since is None else since)
        end.append(OPEN_END if until is None else until)
        kept.append(i)
    column = np.empty(len(shapes), dtype=object)
    column[:] = shapes
    return ZoneTable(column, np.array(start, dtype=np.int64), np.array(end, dtype=np.int64)), tuple(kept)


def have_fast() -> bool:
    """Whether numba is installed."""
    import importlib.util

    return importlib.util.find_spec("numba") is not None


def pairs(lon: Floats, lat: Floats, us: Longs, zones: ZoneTable, *, fast: bool | None = None) -> Pairs:
    """All pairs of event and zone that holds at the event's time and covers its point.

    lon, lat: degrees. us: microseconds, in any order (time-ordered is fastest). fast: compiled or plain form; None:
    compiled where numba is installed.
    """
    if fast is None:
        fast = have_fast()
    if not fast:
        return plain_pairs(lon, lat, us, zones)
    from truceline.places.kernel_fast import Index

    return Index.build(zones, events=len(us)).pairs(lon, lat, us)


def stream(batches: Iterable[Any], zones: ZoneTable, *, fast: bool | None = None) -> Iterator[Any]:
    """The same over Arrow record batches with columns lon, lat, us; memory does not grow with the number of events.

    Yields one record batch for each taken in, with columns event (int32, row within that batch) and zone (int32).
    """
    import pyarrow as pa

    if fast is None:
        fast = have_fast()
    index = None
    if fast:
        from truceline.places.kernel_fast import Index

        index = Index.build(zones)
    for batch in batches:
        lon, lat = (_column(batch, name, np.float64) for name in ("lon", "lat"))
        us = _column(batch, "us", np.int64)
        found = plain_pairs(lon, lat, us, zones) if index is None else index.pairs(lon, lat, us)
        yield pa.record_batch([pa.array(found.event), pa.array(found.zone)], names=["event", "zone"])


def _column(batch: Any, name: str, kind: Any) -> Any:
    """A column without copying; a missing coordinate becomes no number, and an event without a time is refused."""
    column = batch.column(batch.schema.get_field_index(name))
    if column.null_count and kind is np.int64:
        raise ValueError("an event without a time: leave it out and count it")
    return np.asarray(column.to_numpy(zero_copy_only=not column.null_count), dtype=kind)


def plain_pairs(lon: Floats, lat: Floats, us: Longs, zones: ZoneTable, *, slabs: int | None = None) -> Pairs:
    """The plain form: numpy and shapely only."""
    import shapely

    n = len(us)
    if n == 0 or len(zones) == 0:
        return Pairs(np.empty(0, np.int32), np.empty(0, np.int32))
    ordered = bool(np.all(us[1:] >= us[:-1]))
    by_time = np.arange(n) if ordered else np.argsort(us, kind="stable")
    t = us if ordered else us[by_time]
    shapely.prepare(zones.shapes)
    box = shapely.bounds(zones.shapes)
    count = slabs or max(1, min(64, n // 8192))
    cuts = np.unique(np.linspace(0, n, count + 1).astype(np.int64))
    events, found = [], []
    for a, b in itertools.pairwise(cuts):
        active = np.flatnonzero((zones.start <= t[b - 1]) & (zones.end > t[a]) & ~np.isnan(box[:, 0]))
        if not len(active):
            continue
        own = by_time[a:b]
        own = own[np.argsort(lat[own], kind="stable")]
        y, x, when = lat[own], lon[own], us[own]
        low = np.searchsorted(y, box[active, 1], "left")
        high = np.searchsorted(y, box[active, 3], "right")
        for z, lo, hi in zip(active, low, high, strict=True):
            if lo == hi:
                continue
            xs = x[lo:hi]
            hit = np.flatnonzero((xs >= box[z, 0]) & (xs <= box[z, 2]))
            if zones.start[z] > t[a] or zones.end[z] <= t[b - 1]:
                ts = when[lo:hi][hit]
                hit = hit[(ts >= zones.start[z]) & (ts < zones.end[z])]
            if not len(hit):
                continue
            hit = hit[shapely.intersects_xy(zones.shapes[z], xs[hit], y[lo:hi][hit])]
            events.append(own[lo:hi][hit])
            found.append(np.full(len(hit), z, dtype=np.int32))
    if not events:
        return Pairs(np.empty(0, np.int32), np.empty(0, np.int32))
    event, zone = np.concatenate(events).astype(np.int32), np.concatenate(found)
    order = np.argsort(event, kind="stable")
    return Pairs(event[order], zone[order])
