"""Kinds of term: the seam, and the two ways of testing that most kinds share.

A kind is one file in terms/kinds with a `KIND`. It says which states its terms can have (`natures`), what parameters it
takes, which claims bear on it, and it answers two questions: is this incident consistent with the term (`judge`), and
what does this item do to its ledger (`mark`)?

Rules of judging, in order:
 J1. The text is not held -> cannot tell. Known background is not laid down -> outside the terms.
 J2. The alleged type is not among those the term prohibits or guards against -> outside the terms; less exact than
     they are -> cannot tell, where time and place fit.
 J3. Time: wholly outside the term's time -> outside the terms; across an end, or not told -> cannot tell.
 J4. Place: wholly outside its area -> outside the terms; across the edge within the uncertainty of both, or not told
     -> cannot tell.
 J5. What the term excepts -> exempt.
 J6. Who acted: nobody named, or named differently with only some bound -> cannot tell; nobody bound -> outside the
     terms ("actor not named in the text"). A guarantee of a result does not ask who acted.
 J7. Else -> appears inconsistent.

Rules of marking, in order:
 M1. A provision, plan, expectation, undertaking, conditional or denial never marks; nor does what lies outside the
     case, or is not of the kinds that bear on the term.
 M2. What lies wholly before the term is in force does not mark.
 M3. Where the term is bound to a place: outside or undetermined does not mark.
 M4. Who did it, by kind. `any`: nobody is asked for. `party`: whoever is named must be bound by the duty or be owed it.
     `bound`: whoever is named must be bound; where nobody is named, it must not be told by another party alone.
     `strict`: somebody bound must be named.
 M5. Said not to be so -> not_done. Marked as completed -> done; as begun -> begun; as a part -> part; else what the kind
     says a bare report means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

import msgspec

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.result import Effect, Finding, Mark
from truceline.terms.term import Duty, Nature, Term
from truceline.terms.wording import marked
from truceline.values.time import When

PHASES: dict[str, Effect] = {
    "completed": "done",
    "begun": "begun",
    "partial": "part",
    "not_done": "not_done",
    "ended": "ended",
}
NOT_HELD = "The text of this provision is not held, so nothing can be tested against it."


class Kind(Protocol):
    """One kind of term. params: name -> type (text, texts, number, integer, choice:a|b). needs: keys a term must have.

    evidence: kinds of claims that bear on its ledger. measures: whether it asks for `distances`.
    """

    name: str
    natures: tuple[Nature, ...]
    params: Mapping[str, str]
    needs: tuple[str, ...]
    evidence: tuple[str, ...]
    measures: bool

    def judge(self, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
        """Whether an item is consistent with the term."""
        ...

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """What an item does to the term's ledger; None for nothing."""
        ...

    def check(self, term: Term) -> tuple[str, ...]:
        """What is wrong with a term of this kind, in words; nothing if it is sound."""
        ...


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The shared rules, set for one kind. bare: what a report without a phase means. placed: whether J4 and M3 apply to
    marks. who: rule M4. default_codes: types it prohibits where the term lists none."""

    name: str
    natures: tuple[Nature, ...]
    params: Mapping[str, str] = {}
    needs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    bare: Effect = "part"
    placed: bool = True
    who: Literal["any", "party", "bound", "strict"] = "any"
    default_codes: tuple[str, ...] = ()
    measures: bool = False

    def judge(self, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
        """By rules J1-J7."""
        return self.reworded(item, judge(self, term, item, ground, acts_for))

    def reworded(self, item: Item, found: Finding) -> Finding:
        """The finding with a rule and words of the kind's own; its consistency stays."""
        return found

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By rules M1-M5."""
        return mark(self, term, item, ground)

    def check(self, term: Term) -> tuple[str, ...]:
        """Nothing beyond what every kind needs."""
        return ()


def judge(rules: Rules, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
    """Rules J1-J7 over one item."""
    early, vague = _reach(term, term.codes or rules.default_codes, item)
    if early is not None:
        return early
    side, why = ground.in_force(term, item)
    if side == "outside":
        return Finding(consistency="outside_terms", rule="J3", why=why)
    timed = None if side == "inside" else Finding(consistency="cannot_tell", rule="J3", why=why)
    excepted = excepts(term, item, ground)
    side, why = ground.inside_any(term.where, item.where, at(item))
    if side == "outside":
        return Finding(consistency="outside_terms", rule="J4", why=why)
    if excepted:
        return Finding(consistency="exempt", rule="J5", why=f"The text excepts it: {excepted.rstrip('.')}.")
    if vague is not None:
        return vague
    if timed is not None:
        return timed
    if side == "undetermined":
        return Finding(consistency="cannot_tell", rule="J4", why=why)
    if term.params.get("covers") == "result":
        return Finding(
            consistency="appears_inconsistent",
            rule="J7",
            why=f"{why} The term guarantees the result, whoever hindered it.",
        )
    bound, who = ground.bound(term.duty, item.agents, acts_for)
    if bound == "not_named":
        return Finding(consistency="outside_terms", rule="J6", why=who)
    if bound != "bound":
        return Finding(consistency="cannot_tell", rule="J6", why=who)
    return Finding(consistency="appears_inconsistent", rule="J7", why=f"{who} {why}")


def _reach(term: Term, codes: tuple[str, ...], item: Item) -> tuple[Finding | None, Finding | None]:
    """Rules J1 and J2: what settles it at once, and what to say where the type told is less exact than the term's."""
    if term.background:
        return Finding(
            consistency="outside_terms", rule="J1", why="It is known background and is not laid down in this text."
        ), None
    if term.sourced == "not_sourced":
        return Finding(consistency="cannot_tell", rule="J1", why=NOT_HELD), None
    code = item.acting_code
    if any(covers(c, t) for c in codes for t in item.types):
        return None, None
    if code is None or not codes:
        return Finding(consistency="outside_terms", rule="J2", why="The term prohibits nothing of this kind."), None
    if any(covers(c, code) for c in codes) or any(covers(c, code) for e in term.exceptions for c in e.codes):
        return None, None
    if any(covers(code, c) for c in codes):
        why = "The accounts do not say closely enough what kind of act it was to tell whether the term reaches it."
        return None, Finding(consistency="cannot_tell", rule="J2", why=why)
    return Finding(consistency="outside_terms", rule="J2", why="The term does not reach an act of this kind."), None


def excepts(term: Term, item: Item, ground: Ground) -> str:
    """The words of the exception that reaches the item, or nothing (rule J5)."""
    code = item.acting_code
    for e in term.exceptions:
        if code is not None and any(covers(c, code) for c in e.codes):
            return e.says
        if item.topics & set(e.topics):
            return e.says
        if e.where and ground.inside_any(e.where, item.where, at(item))[0] == "inside":
            return e.says
    return ""


def covers(wide: str, code: str) -> bool:
    """Whether type `wide` takes in `code` ("V1" takes in "V1.2")."""
    return code == wide or code.startswith(wide + ".")


def at(item: Item) -> int | None:
    """An instant at which to look up what lay where: the earliest told, else the latest."""
    if item.when is None:
        return None
    return item.when.earliest if item.when.earliest is not None else item.when.latest


def mark(rules: Rules, term: Term, item: Item, ground: Ground) -> Mark | None:
    """Rules M1-M4 over one item."""
    if item.kind not in rules.evidence or term.background or "outside_case" in item.topics:
        return None
    told = item.told
    negative = [a for a in item.refused if a.act != "denies"]
    if not told and not negative:
        return None
    if item.when is None:
        return None
    hi = ground.widened(item.when)[1]
    if term.start is not None and hi is not None and hi <= term.start:
        return None
    if rules.placed and term.where and ground.inside_any(term.where, item.where, at(item))[0] != "inside":
        return None
    if not _by_whom(rules.who, term, item, ground):
        return None
    effect: Effect = rules.bare if told else "not_done"
    if told:
        for topic, phase in PHASES.items():
            if topic in item.topics:
                effect = phase
                break
    phased = any(t in item.topics for t in PHASES)
    claims = tuple(a.claim for a in (told or negative))
    return Mark(
        effect=effect,
        rule="M5",
        why=marked(item, effect, ground.agreement.zone, "Reported" if told and effect == "part" and not phased else ""),
        bare=bool(told) and not phased and not any(a.counts for a in told) and _there(term, item, ground),
        item=item.id,
        when=span(item),
        contested=item.contested,
        claims=claims,
    )


def _there(term: Term, item: Item, ground: Ground) -> bool:
    """Whether it is told of a place for which the term asks; any place where the term names none."""
    named = {w.id for w in item.where} & {*term.where}
    return bool(named) or not term.where or ground.inside_any(term.where, item.where, at(item))[0] == "inside"


def _by_whom(who: str, term: Term, item: Item, ground: Ground) -> bool:
    """Rule M4."""
    agents = {x for a in item.accounts if a.moves() for x in a.agents}
    duty = term.duty if who != "party" else Duty(who=(*term.duty.who, *term.beneficiary))
    if who == "any" or not duty.who:
        return True
    if agents:
        return any(ground.bound(duty, (x,), {})[0] == "bound" for x in agents)
    if who == "bound":
        others = set(ground.agreement.parties) - {ground.register.party_of(x) for x in duty.who}
        return any(a.interest not in others for a in item.accounts if a.moves())
    return who == "party"


def span(item: Item) -> When | None:
    """When it took place as all who tell it allow, or of which time all who reject it speak: from the first beginning to
    the last end told."""
    saying = item.told or item.refused
    whens = [a.when for a in saying if a.when is not None and a.when.span() != (None, None)]
    if not whens or item.when is None:
        return item.when
    los = [w.earliest for w in whens]
    his = [w.latest for w in whens]
    lo = None if any(x is None for x in los) else min(x for x in los if x is not None)
    hi = None if any(x is None for x in his) else max(x for x in his if x is not None)
    return msgspec.structs.replace(item.when, earliest=lo, latest=hi)


def params_of(kind: Kind, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters a kind knows, of those given."""
    return {k: v for k, v in given.items() if k in kind.params}
