"""Many terms against many incidents, as columns; the same findings as rules J1-J7 give pair by pair.

The plain form is `Kind.judge` (terms/kind.py) in a nested loop; tests compare the two. Here:
 1. Incidents are sorted by time, so that a term looks only at the stretch of its own validity.
 2. A zone is answered once for all incidents: points well inside or well outside its edge, with the uncertainty of both,
    by the zone-at-time kernel; those in the band between one by one (sides.py).
 3. Types, sets of agents and sets of topics are few: what a term says of each is looked up, not asked again.
Terms with distances by weapon, kinds that judge by rules of their own, and exceptions by area are judged pair by pair
among the incidents that 1 leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from truceline.assessments.incidents import Incidents, Longs
from truceline.assessments.sides import METRES, Bands, Bytes, bands, side_of
from truceline.places.zone import Zone
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


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One term's findings that are not outside its terms. incident: positions in the input; verdict: index of WORDS."""

    term: str
    incident: Longs
    verdict: Bytes


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
            pad = (w.radius_m or 0.0) / METRES * 3
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
                pad = ((d.uncertainty_m or 0.0) + (d.width_m or 0.0)) / METRES * 3
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
    """Whether a kind judges by the shared rules alone, whatever words it has for it."""
    return isinstance(kind, Rules) and type(kind).judge is Rules.judge


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
