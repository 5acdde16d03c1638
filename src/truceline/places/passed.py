"""What passed between successive versions of each drawing: of a line by side and sector, of an area gained and lost.

Only drawings of one id and one source are compared. The figures are of the drawings: change of control reported, not
ground walked over.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from truceline.places.control import between_lines, by_sector, change
from truceline.places.footprint import area_of
from truceline.places.zone import Zone, start_key, versions


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """From one version to the next. at: instant from which the later holds (microseconds).

    plus_km2, minus_km2: of an area, gained and lost; of a line, gone over to its left and to its right. plus, minus: the
    ground, shapely, degrees. sectors: of a line, name -> (to left, to right) km2; "" where it has none.
    """

    zone: str
    kind: str
    per: str
    at: int
    before: Zone
    after: Zone
    plus_km2: float
    minus_km2: float
    plus: Any
    minus: Any
    sectors: dict[str, tuple[float, float]]

    @property
    def net_km2(self) -> float:
        """Plus less minus."""
        return self.plus_km2 - self.minus_km2


def steps(
    zones: Iterable[Zone], start: int | None = None, end: int | None = None, *, known: int | None = None
) -> tuple[Step, ...]:
    """Every change of a drawing at or after `start` and before `end`, by zone, source and time.

    known: leave out versions made public later. Roads and posts are left out; so is a corridor drawn by its middle
    without a width.
    """
    told = [z for z in zones if known is None or z.known_from is None or z.known_from <= known]
    out: list[Step] = []
    for zone_id in sorted({z.id for z in told if z.kind not in ("road", "post")}):
        for per, own in itertools.groupby(versions(told, zone_id), key=lambda z: z.per):
            ordered = sorted(own, key=lambda z: (start_key(z), z.known_from or 0))
            for a, b in itertools.pairwise(ordered):
                at = b.valid_from
                inside = at is not None and (start is None or at >= start) and (end is None or at < end)
                if inside and at is not None and (made := _step(zone_id, per, at, a, b)) is not None:
                    out.append(made)
    return tuple(out)


def _step(zone_id: str, per: str, at: int, a: Zone, b: Zone) -> Step | None:
    import shapely

    if b.kind == "line":
        p = between_lines(a, b)
        left, right = by_sector(b, p.to_left), by_sector(b, p.to_right)
        sectors = {s: (left.get(s, 0.0), right.get(s, 0.0)) for s in sorted({*left, *right})}
        ground = (shapely.MultiPolygon(list(p.to_left)), shapely.MultiPolygon(list(p.to_right)))
        km2: Sequence[float] = (p.to_left_km2, p.to_right_km2)
    else:
        before, after = area_of(a.geometry, a.width_m), area_of(b.geometry, b.width_m)
        if before is None or after is None:
            return None
        c = change(before, after)
        ground, km2, sectors = (c.gained, c.lost), (c.gained_km2, c.lost_km2), {}
    return Step(
        zone=zone_id, kind=b.kind, per=per, at=at, before=a, after=b, plus_km2=km2[0], minus_km2=km2[1],
        plus=ground[0], minus=ground[1], sectors=sectors,
    )  # fmt: skip
