"""Withdrawal of forces, or of weapons by class, calibre and distance.

Weapons, on one sighting (a claim or event that names a weapon and gives a place):
 W1. The class, model or calibre is reached by no row of the term -> outside the terms; too vague to tell -> cannot tell.
 W2. Before the withdrawal is due a sighting is consistent; while it runs it cannot be told.
 W3. Its distance from the line, less the uncertainty of both, is at or beyond the row's -> consistent; with it still
     short of the row's -> appears inconsistent; between the two -> cannot tell. Several rows: the widest that reaches it.
 W4. Whose weapon it is goes by J6.
 W5. A withdrawal told bears on the term if it is of the same object (`object:forces`, `object:weapons`,
     `object:foreign_forces` in topics, or a weapon named). Where it does not say, it bears on the term only if the
     agreement knows of no other object.
 W6. Where the term is only to begin (`step: begin`), a beginning is done.
 W7. A term that says in `words` what is to be left ("schools") is moved by what speaks of it and by nothing else; W5 is not asked.
A sighting names its weapon in topics: `weapon:CLASS`, `model:NAME`, `calibre_mm:NUMBER`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from truceline.terms.distance import far
from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, excepts, judge, mark
from truceline.terms.result import Finding, Mark
from truceline.terms.subject import speaks_of
from truceline.terms.term import Distance, Term

Reach = Literal["yes", "no", "unsure"]


class Withdrawal(Rules, frozen=True, kw_only=True):
    """Rules W1-W4 where the term has distances, else J1-J7."""

    def judge(self, term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
        """One sighting or incident."""
        if not term.distances or not _names_weapon(item):
            return judge(self, term, item, ground, acts_for)
        return _weapon(term, item, ground, acts_for)

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """M1-M4 with W5 and W6; a sighting of a weapon is no mark."""
        if _names_weapon(item) and item.kind != "withdrawal":
            return None
        named = speaks_of(term, item, ground) if term.params.get("words") else _same_object(term, item, ground)
        if not named:
            return None
        found = mark(self, term, item, ground)
        if found is not None and term.params.get("step") == "begin" and found.effect in ("begun", "part"):
            return replace(found, effect="done", rule="W6")
        return found

    def check(self, term: Term) -> tuple[str, ...]:
        """Each distance needs a line, here or on the term."""
        return tuple(f"the distance for '{d.what}' needs 'line'" for d in term.distances if not d.line)


KIND = Withdrawal(
    name="withdrawal",
    natures=("duty",),
    params={"object": "choice:forces|weapons|foreign_forces", "step": "choice:begin|complete", "words": "texts"},
    needs=("duty",),
    evidence=("withdrawal",),
    bare="part",
    placed=False,
    who="bound",
    default_codes=("V2.2", "V2.5"),
    measures=True,
)


def marks_of(item: Item, key: str) -> tuple[str, ...]:
    """Values of topics `KEY:VALUE`."""
    return tuple(sorted(t.split(":", 1)[1] for t in item.topics if t.startswith(key + ":")))


def _same_object(term: Term, item: Item, ground: Ground) -> bool:
    """Rule W5."""
    own = term.params.get("object", "forces")
    told = set(marks_of(item, "object")) | ({"weapons"} if _names_weapon(item) else set())
    if told:
        return own in told
    return {t.params.get("object", "forces") for t in ground.agreement.terms if t.kind == term.kind} == {own}


def _names_weapon(item: Item) -> bool:
    return any(marks_of(item, k) for k in ("weapon", "model", "calibre_mm"))


def reaches(row: Distance, item: Item) -> Reach:
    """Whether a row of distances reaches the weapon (rule W1)."""
    models = {m.casefold() for m in marks_of(item, "model")}
    listed = {m.casefold() for m in row.models}
    if models & listed:
        return "yes"
    classes = set(marks_of(item, "weapon"))
    if listed and row.calibre_over_mm is None and row.calibre_from_mm is None:
        return "no" if models or (classes and row.what not in classes) else "unsure"
    if classes and row.what not in classes and row.what != "any":
        return "no"
    if not classes and row.what != "any":
        return "unsure"
    calibres = [float(c) for c in marks_of(item, "calibre_mm")]
    if row.calibre_over_mm is None and row.calibre_from_mm is None:
        return "yes"
    if not calibres:
        return "unsure"
    over = all(c > row.calibre_over_mm for c in calibres) if row.calibre_over_mm is not None else True
    start = all(c >= row.calibre_from_mm for c in calibres) if row.calibre_from_mm is not None else True
    return "yes" if over and start else "no"


def _weapon(term: Term, item: Item, ground: Ground, acts_for: Mapping[str, str]) -> Finding:
    side, why = ground.in_force(term, item)
    if side == "outside":
        return Finding(consistency="outside_terms", rule="J3", why=why)
    bound, who = ground.bound(term.duty, item.agents, acts_for)
    if bound == "not_named":
        return Finding(consistency="outside_terms", rule="W4", why=who)
    excepted = excepts(term, item, ground)
    if excepted:
        return Finding(consistency="exempt", rule="J5", why=excepted)
    owners = {ground.register.party_of(a) for a in item.agents} | set(item.agents)
    owners |= {acts_for[a] for a in owners if a in acts_for}
    rows = [d for d in term.distances if not d.of or not owners or owners & set(d.of)]
    hit = [(d, reaches(d, item)) for d in rows]
    sure = [d for d, r in hit if r == "yes"]
    unsure = [d for d, r in hit if r == "unsure"]
    if not sure and not unsure:
        return Finding(consistency="outside_terms", rule="W1", why="The term sets no distance for this weapon.")
    if side == "undetermined":
        return Finding(consistency="cannot_tell", rule="J3", why=why)
    timed = _timing(term, item, ground)
    if timed is not None:
        return timed
    answers = [(d, far(d, item, ground)) for d in (sure or unsure)]
    if not sure:
        if all(a == "beyond" for _, (a, _) in answers):
            return Finding(consistency="consistent", rule="W3", why="It was beyond every line that could apply to it.")
        return Finding(
            consistency="cannot_tell", rule="W1", why="The weapon's class or calibre is not told well enough."
        )
    further = [far(d, item, ground) for d in unsure]
    short = [w for _, (a, w) in answers if a == "short"]
    if short and bound != "bound":
        return Finding(consistency="cannot_tell", rule="W4", why=f"{who} {short[0]}")
    if short:
        return Finding(consistency="appears_inconsistent", rule="W3", why=f"{who} {short[0]}")
    vague = [w for _, (a, w) in answers if a == "unsure"]
    if vague:
        return Finding(consistency="cannot_tell", rule="W3", why=vague[0])
    if any(a != "beyond" for a, _ in further):
        return Finding(consistency="cannot_tell", rule="W1", why="A wider distance may apply: the model is not told.")
    return Finding(consistency="consistent", rule="W3", why=answers[0][1][1])


def _timing(term: Term, item: Item, ground: Ground) -> Finding | None:
    """Rule W2."""
    lo, hi = ground.widened(item.when)
    if term.due is None:
        return None
    if hi is not None and hi <= term.due:
        return Finding(consistency="consistent", rule="W2", why="It was before the withdrawal had to be complete.")
    if lo is None or lo < term.due:
        return Finding(
            consistency="cannot_tell", rule="W2", why="It may have been before the withdrawal had to be complete."
        )
    return None
