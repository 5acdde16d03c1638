"""Deployment of a force, with the strength the text names.

N1. A count of what the term counts (same `what`, or one the term sums it from) is compared, told by told: under `exact`
    another number, under `at_most` a greater, under `at_least` a smaller one raises a question; equal is kept.
N2. A count that names no class (pieces, items) is compared with the sum of the classes of its unit.
N3. A count told while the deployment was still running cannot be too small.
N4. What lies outside the count's bounds ("about", a range) is compared by its bounds; a range that holds the amount is
    kept.
N5. A withdrawal told as not done says that the force is there: it is no question to its being there.
N6. Posts that did not work for a time (fog, no power) are a gap of watch: no word that nobody was sent there.
"""

from __future__ import annotations

from truceline.terms.ground import Ground
from truceline.terms.item import Account, Item
from truceline.terms.kind import Rules, mark
from truceline.terms.phases import idle
from truceline.terms.result import Mark
from truceline.terms.term import Amount, Term
from truceline.terms.wording import sentence
from truceline.values.count import Count


class Deployment(Rules, frozen=True, kw_only=True):
    """M1-M4, and for a strength N1-N4."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """The mark of a deployment; with amounts, what the counts say of them."""
        found = mark(self, term, item, ground)
        if found is not None and found.effect == "not_done":
            refused = [a for a in item.refused if a.act != "denies"]
            if item.kind == "withdrawal" or all(idle(a.text) for a in refused):
                return None
        if found is None or not term.amounts or term.nature != "strength":
            return found
        if found.effect == "ended":
            return found
        told = [(a, c, r) for a in item.told for c in a.counts if (r := compare(term, c, "completed" in item.topics))]
        if not told:
            return None
        bad = [(a, c, r) for a, c, r in told if r[0] == "questioned"]
        pick = bad or told
        why = " ".join(dict.fromkeys(sentence(r[1]) for _, _, r in pick))
        return Mark(
            effect="questioned" if bad else "kept",
            rule="N1",
            why=why,
            item=item.id,
            when=found.when,
            contested=False,
            claims=tuple(dict.fromkeys(a.claim for a, _, _ in pick)),
        )

    def check(self, term: Term) -> tuple[str, ...]:
        """A strength needs its numbers."""
        return (
            ("a strength needs 'amounts'; what the text allows without a number is 'nature: permission'",)
            if term.nature == "strength" and not term.amounts
            else ()
        )


KIND = Deployment(
    name="deployment",
    natures=("strength", "permission", "duty", "status"),
    params={"sums": "texts", "along": "texts"},
    needs=("duty",),
    evidence=("deployment", "withdrawal", "position"),
    bare="part",
    placed=False,
    who="bound",
    default_codes=("V5.4", "V5.5"),
)


def compare(term: Term, count: Count, complete: bool) -> tuple[str, str] | None:
    """What a count says of the amounts it is comparable with: ("kept" | "questioned", words); None if of none."""
    same = [a for a in term.amounts if count.what in (a.what, *a.counted_as)]
    sums: tuple[str, ...] = tuple(term.params.get("sums", ()))
    parts = same or ([a for a in term.amounts if a.unit == count.what] if count.what in sums else [])
    if not parts:
        return None
    target = sum(a.amount for a in parts)
    low, high = bounds(count)
    text = count.text or f"{count.best} {count.what.replace('_', ' ')}"
    named = " + ".join(f"{a.amount:g}" for a in parts)
    named = f"{named} = {target:g}" if len(parts) > 1 else named
    bound = parts[0].bound
    over = low is not None and low > target
    under = high is not None and high < target and complete
    if (over and bound in ("exact", "at_most", "about")) or (under and bound in ("exact", "at_least")):
        return "questioned", f"{text} reported, against {named} in the text"
    inside = (low is None or low <= target) and (high is None or target <= high)
    return ("kept", f"{text} reported, as the text has {named}") if inside and complete else None


def bounds(count: Count) -> tuple[float | None, float | None]:
    """Lowest and highest the count allows; open where it does not bound."""
    low = count.low if count.low is not None else count.best
    high = (
        count.high if count.high is not None else (count.best if count.low is None or count.best is not None else None)
    )
    return low, high


def accounts_of(item: Item) -> tuple[Account, ...]:
    """Accounts with counts."""
    return tuple(a for a in item.told if a.counts)


def amounts_of(term: Term, what: str) -> tuple[Amount, ...]:
    """The amounts of one class."""
    return tuple(a for a in term.amounts if a.what == what)
