"""Ground: what a term is tested against beside the item: who belongs to whom, and what lies where when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from truceline.actors.register import Register
from truceline.places.zone import Zone, locate_all
from truceline.terms.item import Item
from truceline.terms.term import Agreement, Duty, Term
from truceline.values.place import Where
from truceline.values.time import When, moment, tzinfo

UNDATED = "no time is told"
Side = Literal["inside", "outside", "undetermined"]
Bound = Literal["bound", "not_named", "mixed", "unknown"]


class Ground:
    """Register, drawings and the agreement, with the lookups that kinds share. Answers are kept for the same place.

    known: what was made public later is left out (microseconds; None: no limit).
    """

    def __init__(
        self, agreement: Agreement, register: Register, zones: Iterable[Zone] = (), *, known: int | None = None
    ) -> None:
        self.agreement, self.register, self.known = agreement, register, known
        self.zones: dict[str, list[Zone]] = {}
        for z in zones:
            self.zones.setdefault(z.id, []).append(z)
        self._seen: dict[tuple[str, int, Where], tuple[Side, str]] = {}
        self._names: dict[str, frozenset[str]] = {}

    def bound(self, duty: Duty, agents: Iterable[str], acts_for: Mapping[str, str]) -> tuple[Bound, str]:
        """Whether those who acted are bound by the duty: all of them, none, some; and why, in words."""
        agents = tuple(agents)
        if not agents:
            return "unknown", "no account names who acted"
        held = {a: self._binds(duty, a, acts_for) for a in agents}
        if all(held.values()):
            return "bound", ", ".join(sorted({w for w in held.values() if w}))
        if not any(held.values()):
            return "not_named", f"actor not named in the text: {', '.join(sorted(agents))}"
        return "mixed", "the accounts name both bound and not bound: " + ", ".join(sorted(agents))

    def _binds(self, duty: Duty, agent: str, acts_for: Mapping[str, str]) -> str:
        top = self.register.party_of(agent)
        for who in duty.who:
            if who in (agent, top) or agent in self.register.under(who):
                return f"{agent} is bound" if agent == who else f"{agent} belongs to {who}"
        for a in (agent, top):
            if a in acts_for and acts_for[a] in duty.who:
                return f"{agent} is taken to act for {acts_for[a]}"
        return ""

    def inside_any(self, ids: tuple[str, ...], item_where: tuple[Where, ...], us: int | None) -> tuple[Side, str]:
        """Where a thing lies with regard to several zones or places taken together. No ids: everywhere."""
        if not ids:
            return "inside", "the term names no area"
        if not item_where:
            return "undetermined", "no place is told"
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
        per = self.zones[zone_id][0].per
        told = f"{where.name} is {side} {zone_id} per {per}"
        if side == "undetermined":
            told = f"{where.name} and {zone_id}: undetermined per {per} (the edge is within what both may be off by)"
        self._seen.setdefault((zone_id, us, where), (side, told))

    def _locate(self, zone_id: str, where: Where, us: int | None) -> tuple[Side, str]:
        if where.id == zone_id and where.role not in ("towards", "near", "from"):
            return "inside", f"the account names {zone_id}"
        drawings = self.zones.get(zone_id)
        if not drawings:
            if where.id is not None and where.id != zone_id:
                return "undetermined", f"no drawing of {zone_id} is held"
            return "undetermined", f"{where.name}: not known whether in {zone_id}"
        if self._named(zone_id, where):
            return "inside", f"{where.name} is a name of {zone_id}"
        if us is None:
            return "undetermined", "no time is told"
        got = locate_all(drawings, zone_id, us, where, known=self.known)
        if not got:
            return "undetermined", f"no drawing of {zone_id} holds at that time"
        states = {g.state for g in got}
        if states == {"inside"} or states == {"outside"}:
            only = next(iter(states))
            return only, f"{where.name} is {only} {zone_id} per {', '.join(g.per for g in got)}"
        told = "; ".join(f"{g.state} per {g.per}" + (f" ({g.why})" if g.why else "") for g in got)
        return "undetermined", f"{where.name} and {zone_id}: {told}"

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
                return "outside", "published before the term was in force"
            return "undetermined", UNDATED
        lo, hi = self.widened(item.when)
        if term.start is not None:
            if hi is not None and hi <= term.start:
                return "outside", "before the term is in force"
            if lo is None or lo < term.start:
                return "undetermined", "may have been before the term was in force"
        if term.end is not None:
            if lo is not None and lo >= term.end:
                return "outside", "after the term's end"
            if hi is None or hi > term.end:
                return "undetermined", "may have been after the term's end"
        for lapsed, revived in term.gaps:
            if lo is not None and hi is not None and lo >= lapsed and hi <= revived:
                return "outside", "after the term had lapsed and before it was revived"
            if (hi is None or hi > lapsed) and (lo is None or lo < revived):
                return "undetermined", "may have been while the term had lapsed"
        return "inside", ""


def _shift(home: str, other: str, us: int | None) -> int:
    """By how much a local day begins later (positive) in `other` than in `home`, microseconds."""
    t = moment(us or 0, "UTC")
    a, b = tzinfo(home).utcoffset(t.replace(tzinfo=None)), tzinfo(other).utcoffset(t.replace(tzinfo=None))
    if a is None or b is None:
        return 0
    return int((a - b).total_seconds() * 1_000_000)
