"""Many terms against many incidents, as columns; the same findings as rules J1-J7 give pair by pair.

The plain form is `Kind.judge` (terms/kind.py) in a nested loop; tests compare the two. Here:
 1. Incidents are sorted by time, so that a term looks only at the stretch of its own validity.
 2. A zone is answered once for all incidents: points well inside or well outside its edge, with the uncertainty of both,
    by the zone-at-time kernel; those in the band between by `locate`, one by one.
 3. Types, sets of agents and sets of topics are few: what a term says of each is looked up, not asked again.
Terms with distances by weapon, kinds that judge by rules of their own, and exceptions by area are judged pair by pair
among the incidents that 1 leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from truceline.places.kernel import OPEN_END, OPEN_START, ZoneTable, pairs
from truceline.places.zone import RADIUS_OF_PRECISION, Zone, locate_where
from truceline.terms.ground import Ground, Side
from truceline.terms.item import Item
from truceline.terms.kind import Kind, Rules, covers
from truceline.terms.kind import at as instant
from truceline.terms.parse import kinds
from truceline.terms.result import Finding
from truceline.terms.term import Term
from truceline.values.place import Where

OUTSIDE, CANNOT_TELL, EXEMPT, CONSISTENT, INCONSISTENT = 0, 1, 2, 3, 4
WORDS = ("outside_terms", "cannot_tell", "exempt", "consistent", "appears_inconsistent")
CODES = tuple(f"V{n}{tail}" for n in range(1, 11) for tail in ("", *(f".{k}" for k in range(1, 10))))
_BAND = 1.05
_METRES = 110_500.0

Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]


class Incidents(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents as columns, sorted by `lo`. lo, hi: microseconds, [lo, hi). lon, lat: degrees, NaN without a point.

    radius: metres, NaN where not known. code, agents, topics: positions in `codes` (types), `agent_sets` and
    `topic_sets`. place: position in `places` of the place as told. order: positions in the input.
    """

    lo: Longs
    hi: Longs
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]
    code: npt.NDArray[np.int32]
    agents: npt.NDArray[np.int32]
    topics: npt.NDArray[np.int32]
    codes: tuple[str | None, ...]
    agent_sets: tuple[tuple[str, ...], ...]
    topic_sets: tuple[frozenset[str], ...]
    order: Longs

    def __len__(self) -> int:
        return len(self.lo)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One term's findings that are not outside its terms. incident: positions in the input; verdict: index of WORDS."""

    term: str
    incident: Longs
    verdict: Bytes


def columns(items: Sequence[Item], ground: Ground) -> tuple[Incidents, tuple[int, ...]]:
    """Columns of the items that have one place with a point and both ends of their time; and positions of the others."""
    rows, rest = [], []
    for n, i in enumerate(items):
        lo, hi = ground.widened(i.when)
        w = i.where[0] if len(i.where) == 1 else None
        plain = w is not None and w.lat is not None and w.role in ("at", "within") and w.id not in ground.zones
        if lo is None or hi is None or not plain or w is None or w.lat is None or w.lon is None:
            rest.append(n)
            continue
        radius = w.radius_m if w.radius_m is not None else RADIUS_OF_PRECISION.get(w.precision, float("nan"))
        rows.append((lo, hi, w.lon, w.lat, radius, i.acting_code, i.agents, i.topics, n))
    rows.sort(key=lambda r: (r[0], r[8]))
    codes = _Intern()
    agents = _Intern()
    topics = _Intern()
    code = np.array([codes(r[5]) for r in rows], np.int32)
    who = np.array([agents(r[6]) for r in rows], np.int32)
    what = np.array([topics(r[7]) for r in rows], np.int32)

    def column(k: int, kind: Any) -> Any:
        return np.array([r[k] for r in rows], kind)

    return (
        Incidents(
            lo=column(0, np.int64), hi=column(1, np.int64), lon=column(2, np.float64), lat=column(3, np.float64),
            radius=column(4, np.float64), code=code, agents=who, topics=what, codes=tuple(codes.keys),
            agent_sets=tuple(agents.keys), topic_sets=tuple(topics.keys), order=column(8, np.int64),
        ),
        tuple(rest),
    )  # fmt: skip


class _Intern:
    """Each distinct thing gets the next number."""

    def __init__(self) -> None:
        self.keys: list[Any] = []
        self._at: dict[Any, int] = {}

    def __call__(self, key: Any) -> int:
        n = self._at.get(key)
        if n is None:
            n = self._at[key] = len(self.keys)
            self.keys.append(key)
        return n


class Docket:
    """Terms made ready for many incidents. acts_for: readings on who acts for whom."""

    def __init__(self, terms: Sequence[Term], ground: Ground, acts_for: Mapping[str, str] | None = None) -> None:
        self.terms, self.ground, self.acts_for = tuple(terms), ground, dict(acts_for or {})
        self.kinds = kinds()
        self.shared = [self._shared(t) for t in self.terms]
        self._reach: dict[str | None, tuple[int, ...]] = {}
        self._bands: dict[tuple[str, str, float], Bands] = {}
        self._boxes: dict[str, tuple[float, float, float, float]] = {}

    def _shared(self, term: Term) -> bool:
        kind = self.kinds[term.kind]
        return _plain(kind) and not term.distances and not any(e.where for e in term.exceptions)

    def one(self, item: Item) -> dict[str, Finding]:
        """One new incident against every term it touches (types that a term does not reach are left out)."""
        lo, hi = self.ground.widened(item.when)
        out: dict[str, Finding] = {}
        for n in self._reached(item.acting_code):
            term = self.terms[n]
            if (hi is not None and term.start is not None and hi <= term.start) or (
                lo is not None and term.end is not None and lo >= term.end
            ):
                continue
            if term.where and self._far(term.where, item.where):
                continue
            self._seed(term.where, item)
            found = self.kinds[term.kind].judge(term, item, self.ground, self.acts_for)
            if found.consistency != "outside_terms":
                out[term.id] = found
        return out

    def warm(self, radii: Sequence[float] = (10.0, 100.0, 1_000.0, 25_000.0), codes: Sequence[str] = CODES) -> None:
        """Make ready ahead which terms each type reaches, and the bands of every drawing for these radii (metres), so
        that the first incident is as quick as the next."""
        for code in codes:
            self._reached(code)
        for drawings in self.ground.zones.values():
            for z in drawings:
                if self._banded(z):
                    for radius in radii:
                        self._by_bands(z, 0.0, 0.0, radius)

    def _reached(self, code: str | None) -> tuple[int, ...]:
        found = self._reach.get(code)
        if found is None:
            found = tuple(
                n for n, t in enumerate(self.terms) if not self._plainly_rules(t) or _code(t, self._kind(t), code)
            )
            self._reach[code] = found
        return found

    def _kind(self, term: Term) -> Kind:
        return self.kinds[term.kind]

    def _plainly_rules(self, term: Term) -> bool:
        return _plain(self.kinds[term.kind])

    def _seed(self, zone_ids: Sequence[str], item: Item) -> None:
        """Tell the ground what the bands tell at once, so that no distance is measured for it."""
        us = instant(item)
        for w in item.where:
            if us is None or w.lat is None or w.lon is None or w.radius_m is None or w.role not in ("at", "within"):
                continue
            for z in zone_ids:
                drawings = self.ground.zones.get(z, ())
                if len(drawings) != 1 or w.id == z or not self._banded(drawings[0]):
                    continue
                side = self._by_bands(drawings[0], w.lon, w.lat, w.radius_m)
                if side is not None:
                    self.ground.settle(z, us, w, side)

    def _banded(self, z: Zone) -> bool:
        polygon = z.geometry["type"] in ("Polygon", "MultiPolygon")
        return (
            polygon
            and z.uncertainty_m is not None
            and z.valid_from is None
            and z.valid_to is None
            and z.known_from is None
        )

    def _by_bands(self, z: Zone, lon: float, lat: float, radius: float) -> Side | None:
        import shapely

        key = (z.id, z.per, radius)
        b = self._bands.get(key)
        if b is None:
            b = self._bands[key] = bands(z, radius)
            for shape in (b.outer, b.inner, b.near_outer, b.near_inner):
                shapely.prepare(shape)
        if not shapely.intersects_xy(b.outer, lon, lat):
            return "outside"
        if shapely.intersects_xy(b.inner, lon, lat):
            return "inside"
        near = shapely.intersects_xy(b.near_outer, lon, lat) and not shapely.intersects_xy(b.near_inner, lon, lat)
        return "undetermined" if near else None

    def _far(self, zone_ids: Sequence[str], wheres: Sequence[Where]) -> bool:
        """Whether every place is beyond the boxes of all zones, by more than any uncertainty. False where unsure."""
        if len(wheres) != 1 or wheres[0].lat is None or wheres[0].lon is None or wheres[0].radius_m is None:
            return False
        w = wheres[0]
        if w.role not in ("at", "within") or w.id in self.ground.zones or w.lat is None or w.lon is None:
            return False
        for z in zone_ids:
            drawings = self.ground.zones.get(z)
            if not drawings or any(
                d.valid_from is not None or d.valid_to is not None or d.uncertainty_m is None for d in drawings
            ):
                return False
            west, south, east, north = self._box(z, drawings)
            pad = (w.radius_m or 0.0) / _METRES * 3
            if west - pad <= w.lon <= east + pad and south - pad <= w.lat <= north + pad:
                return False
        return True

    def _box(self, zone_id: str, drawings: Sequence[Zone]) -> tuple[float, float, float, float]:
        found = self._boxes.get(zone_id)
        if found is None:
            from truceline.places.footprint import shape_of

            boxes = []
            for d in drawings:
                west, south, east, north = shape_of(d.geometry).bounds
                pad = ((d.uncertainty_m or 0.0) + (d.width_m or 0.0)) / _METRES * 3
                boxes.append((west - pad, south - pad, east + pad, north + pad))
            found = (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
            self._boxes[zone_id] = found
        return found

    def judge(self, incidents: Incidents, items: Sequence[Item] = ()) -> list[Judged]:
        """Every term against all incidents. items: the same in their input order, for terms judged pair by pair."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for n, t in enumerate(self.terms):
            groups.setdefault(t.where, []).append(n)
        out: dict[int, Judged] = {}
        reach = int((incidents.hi - incidents.lo).max(initial=0))
        bound: dict[tuple[str, ...], Bytes] = {}
        sides: dict[str, Bytes] = {}
        for where, members in groups.items():
            side = None
            if any(self.shared[n] for n in members):
                side = _together([self._side(z, incidents, sides) for z in where]) if where else None
            for n in members:
                term = self.terms[n]
                if self.shared[n]:
                    out[n] = self._columns(term, incidents, side, reach, bound)
                else:
                    out[n] = self._pairs(term, incidents, items, reach)
        return [out[n] for n in range(len(self.terms))]

    def _stretch(self, term: Term, incidents: Incidents, reach: int) -> tuple[int, int]:
        if term.sourced == "not_sourced":
            return 0, len(incidents)
        first = 0 if term.start is None else int(np.searchsorted(incidents.lo, term.start - reach, "left"))
        last = len(incidents) if term.end is None else int(np.searchsorted(incidents.lo, term.end, "left"))
        return first, max(first, last)

    def _columns(
        self, term: Term, inc: Incidents, side: Bytes | None, reach: int, bound: dict[tuple[str, ...], Bytes]
    ) -> Judged:
        empty = Judged(term=term.id, incident=np.empty(0, np.int64), verdict=np.empty(0, np.uint8))
        if term.background:
            return empty
        a, b = self._stretch(term, inc, reach)
        at = np.arange(a, b) if side is None else a + np.flatnonzero(side[a:b])
        hit = np.array([_code(term, self._kind(term), c) for c in inc.codes], np.uint8)
        if term.sourced == "not_sourced":
            at = np.arange(len(inc))  # nothing can be told of any (rule J1)
            return Judged(term=term.id, incident=inc.order[at], verdict=np.full(len(at), CANNOT_TELL, np.uint8))
        at = at[hit[inc.code[at]] > 0]
        lo, hi = inc.lo[at], inc.hi[at]
        edge = np.zeros(len(at), bool)
        out = np.zeros(len(at), bool)
        if term.start is not None:
            out |= hi <= term.start
            edge |= lo < term.start
        if term.end is not None:
            out |= lo >= term.end
            edge |= hi > term.end
        for lapsed, revived in term.gaps:
            out |= (lo >= lapsed) & (hi <= revived)
            edge |= (hi > lapsed) & (lo < revived)
        at, edge = at[~out], edge[~out]
        code = hit[inc.code[at]]
        key = (*term.duty.who, "->", *(f"{k}:{v}" for k, v in sorted(self.acts_for.items())))
        if key not in bound:
            order = {"unknown": CANNOT_TELL, "mixed": CANNOT_TELL, "not_named": OUTSIDE, "bound": INCONSISTENT}
            bound[key] = np.array(
                [order[self.ground.bound(term.duty, s, self.acts_for)[0]] for s in inc.agent_sets], np.uint8
            )
        verdict = (
            np.full(len(at), INCONSISTENT, np.uint8)
            if term.params.get("covers") == "result"
            else bound[key][inc.agents[at]]
        )
        if side is not None:
            verdict = np.where(side[at] == 1, CANNOT_TELL, verdict)
        verdict = np.where(edge | (code == 2), CANNOT_TELL, verdict)
        excepted = {t for e in term.exceptions for t in e.topics}
        free = np.array([bool(excepted & s) for s in inc.topic_sets], bool) if excepted else None
        exempt = code == 3
        if free is not None:
            exempt |= free[inc.topics[at]]
        verdict = np.where(exempt, EXEMPT, verdict).astype(np.uint8)
        keep = verdict > 0
        return Judged(term=term.id, incident=inc.order[at[keep]], verdict=verdict[keep])

    def _pairs(self, term: Term, inc: Incidents, items: Sequence[Item], reach: int) -> Judged:
        a, b = self._stretch(term, inc, reach)
        kind, found = self._kind(term), []
        for n in inc.order[a:b]:
            f = kind.judge(term, items[int(n)], self.ground, self.acts_for)
            if f.consistency != "outside_terms":
                found.append((int(n), WORDS.index(f.consistency)))
        return Judged(
            term=term.id,
            incident=np.array([n for n, _ in found], np.int64),
            verdict=np.array([v for _, v in found], np.uint8),
        )

    def _side(self, zone_id: str, inc: Incidents, known: dict[str, Bytes]) -> Bytes:
        if zone_id not in known:
            known[zone_id] = side_of(self.ground.zones.get(zone_id, ()), inc, self.ground.known)
        return known[zone_id]


def _plain(kind: object) -> bool:
    """Whether a kind judges by the shared rules alone."""
    return type(kind) is Rules


def _code(term: Term, kind: Kind, code: str | None) -> int:
    """0 not reached, 1 reached, 2 told less exactly than the term's types, 3 excepted."""
    codes = term.codes or getattr(kind, "default_codes", ())
    if code is None or not codes:
        return 0
    if any(covers(c, code) for e in term.exceptions for c in e.codes):
        return 3
    if any(covers(c, code) for c in codes):
        return 1
    return 2 if any(covers(code, c) for c in codes) else 0


def _together(sides: Sequence[Bytes]) -> Bytes:
    """Several areas taken together: inside any, else undetermined in any, else outside."""
    out = sides[0]
    for s in sides[1:]:
        out = np.maximum(out, s)
    return out


def side_of(drawings: Sequence[Zone], inc: Incidents, known: int | None = None) -> Bytes:
    """0 outside, 1 undetermined, 2 inside of one zone for every incident, by all its drawings (rule J4)."""
    drawings = [z for z in drawings if known is None or z.known_from is None or z.known_from <= known]
    n = len(inc)
    if len({(z.id, z.per) for z in drawings}) < len(drawings) or any(
        z.geometry["type"] not in ("Polygon", "MultiPolygon") for z in drawings
    ):
        return _one_by_one(drawings, inc, known)
    seen = np.zeros(n, np.uint8)
    inside = np.full(n, 255, np.uint8)
    for z in drawings:
        lo = OPEN_START if z.valid_from is None else z.valid_from
        hi = OPEN_END if z.valid_to is None else z.valid_to
        held = (inc.lo >= lo) & (inc.lo < hi)
        side = _drawing(z, inc, held)
        first = held & (seen == 0)
        inside = np.where(first, side, np.where(held & (inside != side), np.uint8(1), inside)).astype(np.uint8)
        seen |= held
    return np.where(seen == 0, np.uint8(1), inside).astype(np.uint8)


class Bands(msgspec.Struct, frozen=True):
    """Shapes about one drawing for one radius, degrees: beyond `outer` a point is outside, within `inner` inside; within
    `near_outer` and not within `near_inner` it is undetermined. Between them only `locate` tells."""

    outer: Any
    inner: Any
    near_outer: Any
    near_inner: Any


def bands(z: Zone, radius_m: float) -> Bands:
    """The bands of a drawing. Distances are taken in a plane that never overstates them, widened by a twentieth."""
    import shapely.affinity

    from truceline.places.footprint import shape_of

    shape = shape_of(z.geometry)
    margin = radius_m + (z.uncertainty_m or 0.0)
    south, north = sorted((abs(shape.bounds[1]), abs(shape.bounds[3])))
    reach = margin / _METRES + 0.1
    narrow = np.cos(np.radians(min(north + reach, 89.0)))
    wide = 1.0 if shape.bounds[1] < 0 < shape.bounds[3] else np.cos(np.radians(max(south - reach, 0.0)))
    flat = shapely.affinity.scale(shape, narrow, 1.0, origin=(0, 0))
    far, near = margin / _METRES * _BAND, margin / 111_700.0 / _BAND * narrow / wide
    made = [flat.buffer(far), flat.buffer(-far), flat.buffer(near), flat.buffer(-near)]
    return Bands(*(shapely.affinity.scale(m, 1 / narrow, 1.0, origin=(0, 0)) for m in made))


def _drawing(z: Zone, inc: Incidents, held: npt.NDArray[np.bool_]) -> Bytes:
    """One drawing: by the kernel where its bands tell, by `locate` between them."""
    out = np.zeros(len(inc), np.uint8)
    if z.uncertainty_m is None:
        return np.where(held, np.uint8(1), out).astype(np.uint8)
    out[np.isnan(inc.radius) & held] = 1
    for radius in np.unique(inc.radius[~np.isnan(inc.radius)]):
        mine = np.flatnonzero((inc.radius == radius) & held)
        b = bands(z, float(radius))
        in_outer, in_inner, in_near, in_core = (
            _within(s, inc, mine) for s in (b.outer, b.inner, b.near_outer, b.near_inner)
        )
        out[mine[in_inner]] = 2
        between = in_outer & ~in_inner
        out[mine[between]] = 1
        for k in mine[between & ~(in_near & ~in_core)]:
            out[k] = _SIDE[_told(z, inc, int(k))]
    return out


def _within(shape: Any, inc: Incidents, rows: Longs) -> npt.NDArray[np.bool_]:
    """Which of these rows lie in a shape."""
    out = np.zeros(len(rows), bool)
    if shape.is_empty or not len(rows):
        return out
    west, south, east, north = shape.bounds
    lon, lat = inc.lon[rows], inc.lat[rows]
    boxed = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    table = ZoneTable(np.array([shape], object), np.array([OPEN_START]), np.array([OPEN_END]))
    got = pairs(lon[boxed], lat[boxed], inc.lo[rows][boxed], table)
    out[boxed[got.event]] = True
    return out


_SIDE = {"outside": 0, "undetermined": 1, "inside": 2}


def _told(z: Zone, inc: Incidents, k: int) -> str:
    radius = None if np.isnan(inc.radius[k]) else float(inc.radius[k])
    return locate_where(z, Where(name="", lat=float(inc.lat[k]), lon=float(inc.lon[k]), radius_m=radius)).state


def _one_by_one(drawings: Sequence[Zone], inc: Incidents, known: int | None) -> Bytes:
    """Lines, roads and drawings replaced by later ones: each incident by itself."""
    from truceline.places.zone import zones_at

    out = np.ones(len(inc), np.uint8)
    for k in range(len(inc)):
        held = zones_at(drawings, int(inc.lo[k]), known=known)
        states = {_told(z, inc, k) for z in held}
        out[k] = _SIDE[next(iter(states))] if len(states) == 1 else 1
    return out
