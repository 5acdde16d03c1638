"""Ground: what a term is tested against beside the item: who belongs to whom, and what lies where when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from truceline.actors.register import Register
from truceline.places.zone import Located, Zone, locate_where, zones_at
from truceline.terms.item import Item
from truceline.terms.term import Agreement, Duty, Term
from truceline.terms.wording import area, drawn_by, kilometres, name, names
from truceline.values.place import Where
from truceline.values.saying import and_list
from truceline.values.time import When, moment, tzinfo

UNDATED = "No account says when it was."
Side = Literal["inside", "outside", "undetermined"]
Bound = Literal["bound", "not_named", "mixed", "unknown"]


class Ground:
    """Register, drawings and the agreement, with the lookups that kinds share. Answers are kept for the same place.

    known: what was made public later is left out (microseconds; None: no limit).
    """

    def __init__(
        self,
        agreement: Agreement,
        register: Register,
        zones: Iterable[Zone] = (),
        *,
        known: int | None = None,
        called: Mapping[str, str] | None = None,
    ) -> None:
        self.agreement, self.register, self.known, self.called = agreement, register, known, called or {}
        self.zones: dict[str, list[Zone]] = {}
        for z in zones:
            self.zones.setdefault(z.id, []).append(z)
        self._seen: dict[tuple[str, int, Where], tuple[Side, str]] = {}
        self._drawn: dict[tuple[int, Where], Located] = {}
        self._names: dict[str, frozenset[str]] = {}

    def bound(self, duty: Duty, agents: Iterable[str], acts_for: Mapping[str, str]) -> tuple[Bound, str]:
        """Whether those who acted are bound by the duty: all of them, none, some; and why, in words."""
        agents = tuple(agents)
        if not agents:
            return "unknown", "No account says who acted."
        held = {a: self._binds(duty, a, acts_for) for a in agents}
        if all(held.values()):
            who = "; ".join(sorted({w for w in held.values() if w}, key=str.casefold))
            return "bound", f"Said to have acted, and bound by the term: {who}."
        if not any(held.values()):
            return "not_named", f"Actor not named in the text: {names(self.register, agents)}."
        said = names(self.register, agents)
        return "mixed", f"Of those said to have acted, the term binds some and not others: {said}."

    def _binds(self, duty: Duty, agent: str, acts_for: Mapping[str, str]) -> str:
        top = self.register.party_of(agent)
        for who in duty.who:
            if who in (agent, top) or agent in self.register.under(who):
                own, whole = name(self.register, agent), name(self.register, who)
                return own if agent == who else f"{own}, as part of {whole}"
        for a in (agent, top):
            if a in acts_for and acts_for[a] in duty.who:
                return (
                    f"{name(self.register, agent)}, taken by this reading to act for {name(self.register, acts_for[a])}"
                )
        return ""

    def inside_any(self, ids: tuple[str, ...], item_where: tuple[Where, ...], us: int | None) -> tuple[Side, str]:
        """Where a thing lies with regard to several zones or places taken together. No ids: everywhere."""
        if not ids:
            return "inside", "The term names no area."
        if not item_where:
            return "undetermined", "No account says where it was."
        answers = [self._one(z, w, us) for z in ids for w in item_where]
        for side in ("inside", "undetermined"):
            for got, why in answers:
                if got == side:
                    return got, why
        return answers[0]

    def _one(self, zone_id: str, where: Where, us: int | None) -> tuple[Side, str]:
        key = (zone_id, us if us is not None else -1, where)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._locate(zone_id, where, us)
        return found

    def settle(self, zone_id: str, us: int, where: Where, side: Side) -> None:
        """Keep an answer that was found another way, where a zone has one drawing that always holds."""
        told = self._lies(zone_id, where, side, self.zones[zone_id][0].per)
        if side == "undetermined":
            told = self._unsure(zone_id, where, "the edge is within what both may be off by")
        self._seen.setdefault((zone_id, us, where), (side, told))

    def _locate(self, zone_id: str, where: Where, us: int | None) -> tuple[Side, str]:
        if where.id == zone_id and where.role not in ("towards", "near", "from"):
            return "inside", f"The accounts name {self._area(zone_id, where)} itself."
        drawings = self.zones.get(zone_id)
        if not drawings:
            if where.id is not None and where.id != zone_id:
                return "undetermined", self._unsure(zone_id, where, "no drawing of it is held")
            return "undetermined", self._unsure(zone_id, where, "no drawing of it is held")
        if self._named(zone_id, where):
            return "inside", f"{self._called(where)} lies within {self._area(zone_id, where)} by its name."
        if us is None:
            return "undetermined", UNDATED
        held = sorted(zones_at(drawings, us, known=self.known), key=lambda z: z.per)
        got = [self._on(z, where) for z in held]
        if not got:
            return "undetermined", self._unsure(zone_id, where, "no drawing of it holds for that time")
        states = {g.state for g in got}
        if states == {"inside"} or states == {"outside"}:
            only = next(iter(states))
            return only, self._lies(zone_id, where, only, *(g.per for g in got))
        told = "; ".join(self._located(g) for g in got)
        return "undetermined", self._unsure(zone_id, where, told)

    def _on(self, drawing: Zone, where: Where) -> Located:
        """Where a place lies with regard to one drawing, which is the same at any time at which the drawing holds."""
        key = (id(drawing), where)
        if key not in self._drawn:
            self._drawn[key] = locate_where(drawing, where)
        return self._drawn[key]

    def _area(self, zone_id: str, where: Where | None = None) -> str:
        told = where.name if where is not None and where.id == zone_id else ""
        return area(zone_id, self.zones.get(zone_id, ()), told)

    def _called(self, where: Where) -> str:
        return self.called.get(where.id or "", where.name)

    def _lies(self, zone_id: str, where: Where, side: str, *per: str) -> str:
        whose = and_list(sorted({drawn_by(p) for p in per}))
        return f"{self._called(where)} lies {side} {self._area(zone_id)}, {whose}."

    def _unsure(self, zone_id: str, where: Where, why: str) -> str:
        return f"Whether {self._called(where)} lies inside {self._area(zone_id, where)} cannot be told: {why}."

    def _located(self, g: Located) -> str:
        whose = drawn_by(g.per)
        if g.state != "undetermined":
            return f"{g.state} {whose}"
        if g.distance_m is not None and g.margin_m is not None:
            side = "inside" if g.distance_m < 0 else "outside"
            return (
                f"{whose} it is {kilometres(abs(g.distance_m))} {side} the edge, and place and edge together may be off by "
                f"{kilometres(g.margin_m)}"
            )
        if "coordinates" in g.why:
            return "the coordinates of the place are not held"
        if "gives no place" in g.why:
            return "the accounts give a direction or a stretch and no place"
        return f"{whose} it is not determined"

    def _named(self, zone_id: str, where: Where) -> bool:
        if where.role in ("towards", "near", "from", "along", "between"):
            return False
        names = self._names.get(zone_id)
        if names is None:
            names = self._names[zone_id] = frozenset(
                n.casefold() for z in self.zones[zone_id] for ns in z.names.values() for n in ns
            )
        return where.name.casefold() in names

    def widened(self, when: When | None) -> tuple[int | None, int | None]:
        """The ends of an interval, with the doubt of its zone.

        A day told without a zone of its own may be a day of any clock of the agreement: it reaches from the first
        beginning to the last end among them.
        """
        if when is None:
            return None, None
        lo, hi = when.span()
        if when.zone_basis not in ("case", "publisher") or when.precision in ("T0", "T1", "T7"):
            return lo, hi
        home = when.zone or self.agreement.zone
        if home is None or not self.agreement.zones:
            return lo, hi
        shifts = [_shift(home, z, lo if lo is not None else hi) for z in self.agreement.zones]
        return (None if lo is None else lo + min(0, *shifts)), (None if hi is None else hi + max(0, *shifts))

    def in_force(self, term: Term, item: Item) -> tuple[Side, str]:
        """Whether the item lies inside the term's time: inside, outside, or undetermined where it crosses an end."""
        if item.when is None or item.when.span() == (None, None):
            if term.start is not None and item.public is not None and item.public <= term.start:
                return "outside", "It was published before the term came into force."
            return "undetermined", UNDATED
        lo, hi = self.widened(item.when)
        if term.start is not None:
            if hi is not None and hi <= term.start:
                return "outside", "It was before the term came into force."
            if lo is None or lo < term.start:
                return "undetermined", "It may have been before the term came into force."
        if term.end is not None:
            if lo is not None and lo >= term.end:
                return "outside", "It was after the term had ended."
            if hi is None or hi > term.end:
                return "undetermined", "It may have been after the term had ended."
        for lapsed, revived in term.gaps:
            if lo is not None and hi is not None and lo >= lapsed and hi <= revived:
                return "outside", "It was after the term had lapsed and before it was revived."
            if (hi is None or hi > lapsed) and (lo is None or lo < revived):
                return "undetermined", "It may have been while the term had lapsed."
        return "inside", ""


def _shift(home: str, other: str, us: int | None) -> int:
    """By how much a local day begins later (positive) in `other` than in `home`, microseconds."""
    t = moment(us or 0, "UTC")
    a, b = tzinfo(home).utcoffset(t.replace(tzinfo=None)), tzinfo(other).utcoffset(t.replace(tzinfo=None))
    if a is None or b is None:
        return 0
    return int((a - b).total_seconds() * 1_000_000)
