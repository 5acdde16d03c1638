"""Corridor: a way that is kept, of a width, under somebody's control; or the guarantee of passage along it by class of
traffic.

 C1. As a status or permission: told as open marks it kept, told as closed or restricted raises a question; ended ends it.
 C2. As a guarantee: a restriction of a class of traffic it guarantees is tested by J1-J7. `covers: result` does not ask
     who caused it; `covers: own_acts` does.
 C2b. Where those who tell of a restriction give a cause outside anybody's doing (weather, a slide, repairs, an accident) and
    nobody is named as acting, it is no act against the guarantee, whoever gave it: outside the terms, and told beside the state.
 C3. A class of traffic the guarantee does not name, or excludes, is outside the terms.
Traffic is named in topics as `traffic:CLASS`; open, restricted and closed as topics of that name or as polarity.
"""

from __future__ import annotations

from collections.abc import Mapping

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, judge, mark, span
from truceline.terms.result import CAUSED, Finding, Mark
from truceline.terms.term import Term
from truceline.terms.wording import caused, marked, sentence
from truceline.values.saying import and_list

SHUT = frozenset({"closed", "restricted", "blocked"})


class Corridor(Rules, frozen=True, kw_only=True):
    """Rules C1-C3."""

    def judge(self, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
        """By C2 and C3; a state claim of a shut corridor counts as V4.1."""
        traffic = {t.split(":", 1)[1] for t in item.topics if t.startswith("traffic:")}
        named = set(term.params.get("traffic", ()))
        left_out = set(term.params.get("excludes", ()))
        if traffic and (traffic <= left_out or (named and not traffic & named)):
            return Finding(
                consistency="outside_terms",
                rule="C3",
                why=f"Passage is not guaranteed for {and_list(sorted(t.replace('_', ' ') for t in traffic))}.",
            )
        if item.kind == "corridor" and item.code is None:
            if not shut(item):
                return Finding(consistency="consistent", rule="C2", why="The way is told as open.")
            from msgspec.structs import replace

            item = replace(item, code="V4.1")
        if item.cause is not None and (item.code or "").startswith("V4") and shut(item):
            found = judge(self, term, item, ground, acts_for)
            if found.consistency not in ("appears_inconsistent", "cannot_tell") or found.rule in ("J1", "J2"):
                return found
            words = f"{caused(item, ground.agreement.zone)}; no account names anybody as acting"
            return Finding(consistency="outside_terms", rule=CAUSED, why=sentence(words))
        return judge(self, term, item, ground, acts_for)

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By C1 for a status or permission; a guarantee is not marked."""
        found = mark(self, term, item, ground)
        if found is None or term.nature == "guarantee" or found.effect == "ended":
            return found
        questioned = shut(item) or (item.kind == "access" and bool(item.told))
        zone = ground.agreement.zone
        if item.kind == "movement" and not questioned:
            why = marked(item, "kept", zone, "Reported in use")
            return Mark(effect="kept", rule="C1", why=why, item=item.id, when=span(item), claims=found.claims)
        why = marked(item, "questioned", zone, "Reported as shut or restricted" if questioned else "Reported in use")
        return Mark(
            effect="questioned" if questioned else "kept",
            rule="C1",
            why=sentence(caused(item, zone)) if questioned and item.cause is not None else why,
            item=item.id,
            when=span(item),
            contested=found.contested,
            claims=found.claims,
        )

    def check(self, term: Term) -> tuple[str, ...]:
        """A corridor names its zone."""
        return () if term.where else ("a corridor needs 'where'",)


KIND = Corridor(
    name="corridor",
    natures=("status", "permission", "guarantee"),
    params={
        "width_m": "number",
        "traffic": "texts",
        "excludes": "texts",
        "leaves_out": "texts",
        "covers": "choice:result|own_acts",
    },
    needs=("where",),
    evidence=("corridor", "movement", "access", "deployment", "withdrawal"),
    bare="kept",
    default_codes=("V4",),
)


def shut(item: Item) -> bool:
    """Whether the item tells of a corridor that was shut or restricted; where it bears the type of a restriction, that it
    holds says so and that it does not hold says the contrary."""
    if (item.code or "").startswith("V4"):
        return bool(item.told)
    return bool(item.topics & SHUT) or (not item.told and bool(item.refused))
