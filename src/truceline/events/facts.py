"""What a claim gives for comparison: its interval, its points, its actors by party, its words. Missing stays missing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import KINDS, Claim
from truceline.documents.document import Document, label
from truceline.events.event import CLASS_OF_KIND, EventClass
from truceline.events.intent import INTENT
from truceline.events.model import FusionModel
from truceline.values.count import Count
from truceline.values.time import DAY

if TYPE_CHECKING:
    from truceline.places.gazetteer import Gazetteer, Place
    from truceline.values.place import Where

AREAS = ("P5", "P6", "P7", "P8", "P9")
WIDENED = ("P4",)  # the precision of "near": its radius holds that doubt already
WORD = re.compile(r"\w+", re.UNICODE)
SHINGLE = 4
EARTH_M = 6_371_008.8


class Point(msgspec.Struct, frozen=True):
    """A place of a claim. lat, lon in degrees or absent; radius in metres; area: a named area, no point; toward: only the
    direction is told, not the place."""

    id: str | None
    name: str
    lat: float | None
    lon: float | None
    radius: float
    area: bool
    district: str | None
    toward: bool = False


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as the pair model sees it.

    lo, hi: microseconds, widened by the doubt of the zone; absent ends are open. timed: the claim itself gives a time.
    extended: it held all that time and for more than three days. pub: earliest instant of its publication.
    called: what its document is called. agents, targets: parties; people: ids (or folded names) of participants, convenors and signatories.
    """

    claim: Claim
    cls: EventClass
    lo: int | None
    hi: int | None
    timed: bool
    extended: bool
    pub: int | None
    added: int | None
    points: tuple[Point, ...]
    agents: frozenset[str]
    targets: frozenset[str]
    people: frozenset[str]
    sides: frozenset[str]
    counts: dict[tuple[str, str | None], Count]
    words: frozenset[str]
    shingles: frozenset[int]
    plan: bool
    called: str = ""

    @property
    def width(self) -> int | None:
        """Length of the interval; None where an end is open."""
        return None if self.lo is None or self.hi is None else self.hi - self.lo

    def order(self) -> tuple[object, ...]:
        """Key of order: time, then place, then what else was said; what its document is called only where all that is
        equal, and the id, which is another in every record, where even that is."""
        far = 1 << 62
        p = self.points[0] if self.points else None
        return (
            far if self.lo is None else self.lo,
            far if self.hi is None else self.hi,
            round((p.lat if p and p.lat is not None else 999.0) * 1e7),
            round((p.lon if p and p.lon is not None else 999.0) * 1e7),
            far if self.pub is None else self.pub,
            far if self.added is None else self.added,
            KINDS.index(self.claim.kind),
            self.claim.act,
            len(self.claim.span.text),
            self.claim.span.start or self.claim.span.row or 0,
            self.called,
            self.claim.id,
        )


def published(document: Document | None) -> tuple[int | None, int | None]:
    """Earliest and latest instant of publication, widened by the doubt of the zone; None where unknown."""
    return (None, None) if document is None or document.published is None else document.published.span()


def facts_of(
    claim: Claim, documents: Mapping[str, Document], register: Register, gazetteer: Gazetteer | None, model: FusionModel
) -> Facts:
    """The facts of one claim. A state has the class of what it would deny: an incident."""
    doc = documents.get(claim.document)
    pub, pub_end = published(doc)
    lo, hi = claim.when.span() if claim.when is not None else (None, None)
    timed = lo is not None or hi is not None
    is_plan = claim.act in INTENT
    if not timed and pub is not None:
        lo, hi = (pub, pub + model.ahead) if is_plan else (pub - model.late, pub_end or pub + DAY)
    if timed and claim.act == "asserts" and lo is not None and pub_end is not None and lo >= pub_end:
        is_plan = True  # told before it could have happened
    agents, targets, people, sides = _actors(claim, register)
    words = [w.casefold() for w in WORD.findall(claim.span.text)]
    shingles = frozenset(hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))
    return Facts(
        claim=claim,
        cls=CLASS_OF_KIND.get(claim.kind, "incident"),
        lo=lo,
        hi=hi,
        timed=timed,
        extended=_extended(claim, lo, hi),
        pub=pub,
        added=None if doc is None else doc.added,
        points=_points(claim, gazetteer),
        agents=agents,
        targets=targets,
        people=people,
        sides=sides,
        counts={(c.what, None if c.actor is None else register.party_of(c.actor)): c for c in claim.counts},
        words=frozenset(w for w in words if len(w) > 3),
        shingles=shingles if len(words) >= 8 else frozenset(),
        plan=is_plan,
        called=label(doc),
    )


def _extended(claim: Claim, lo: int | None, hi: int | None) -> bool:
    if claim.when is None or (lo is None and hi is None):
        return False
    long = lo is None or hi is None or hi - lo > 3 * DAY
    return long and (claim.when.holds == "throughout" or claim.when.bound in ("since", "from"))


def _actors(claim: Claim, register: Register) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    agents, targets, people, sides = set(), set(), set(), set()
    for a in claim.actors:
        key = a.id or a.name.casefold()
        party = register.party_of(a.id) if a.id else key
        if a.role in ("participant", "convenor", "signatory"):
            people.add(key)
            sides.add(party)
        elif a.role in ("agent", "controller"):
            agents.add(party)
            sides.add(party)
        elif a.role in ("target", "victim"):
            targets.add(party)
            sides.add(party)
    return frozenset(agents), frozenset(targets), frozenset(people), frozenset(sides)


def _points(claim: Claim, gazetteer: Gazetteer | None) -> tuple[Point, ...]:
    out = []
    for w in claim.where:
        known = _known(w, gazetteer)
        area = w.lat is None or w.lon is None or w.precision in AREAS
        radius = w.radius_m if w.radius_m is not None else 1_000.0
        if w.role in ("near", "towards", "along") and w.precision not in WIDENED:
            radius += 5_000.0
        district = getattr(known, "district", None) or None
        out.append(Point(w.id, w.name.strip().casefold(), w.lat, w.lon, radius, area, district, w.role == "towards"))
    return tuple(out)


def _known(w: Where, gazetteer: Gazetteer | None) -> Place | None:
    """The place of the gazetteer; for an area without an id the one place that its name holds ("Holm district")."""
    if gazetteer is None:
        return None
    if w.id:
        return gazetteer.place(w.id)
    keys = {k for h in gazetteer.mentions(w.name) for k in h.keys} if w.precision in AREAS else set()
    return gazetteer.place(keys.pop()) if len(keys) == 1 else None


def metres(a: Point, b: Point) -> float | None:
    """Distance between two points, or None where either has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    dy = math.radians(a.lat - b.lat)
    dl = math.radians((a.lon - b.lon + 180.0) % 360.0 - 180.0)
    h = math.sin(dy / 2) ** 2 + math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat)) * math.sin(dl / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(h)))


def hubs(facts: Sequence[Facts], model: FusionModel) -> frozenset[tuple[int, int]]:
    """Points (1e-4 degree) that stand for "place unknown": so many claims carry the same point that it cannot be where
    all that happened. A share of at least `hub_share` of at least `hub_least` located claims."""
    seen: Counter[tuple[int, int]] = Counter()
    total = 0
    for f in facts:
        cells = {cell(p) for p in f.points if p.lat is not None}
        total += bool(cells)
        seen.update(c for c in cells if c is not None)
    if total < model.hub_least:
        return frozenset()
    return frozenset(c for c, n in seen.items() if n >= model.hub_share * total)


def cell(p: Point) -> tuple[int, int] | None:
    """The point on a grid of 1e-4 degree (about 10 m)."""
    return None if p.lat is None or p.lon is None else (round(p.lat * 1e4), round(p.lon * 1e4))


def without_hubs(f: Facts, found: frozenset[tuple[int, int]]) -> Facts:
    """The facts with such points taken out: the place is unknown."""
    keep = tuple(p for p in f.points if cell(p) not in found)
    return f if len(keep) == len(f.points) else msgspec.structs.replace(f, points=keep)
