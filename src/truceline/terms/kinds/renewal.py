"""Duration, renewal and notice: how long the thing lasts, and until when notice must be given. The dates are computed from
the text; a notice given is an amendment or a claim told as ended."""

from __future__ import annotations

from msgspec.structs import replace

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.result import Mark
from truceline.terms.term import Term


class Duration(Rules, frozen=True, kw_only=True):
    """A status that runs; only a withdrawal told as complete ends it."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """The end, told of those whom it concerns."""
        if term.renewal is not None and term.renewal.amount is None:
            return None  # an instrument that runs until notice is no presence that could be withdrawn
        found = mark(self, term, item, ground)
        return replace(found, effect="ended") if found is not None and found.effect in ("done", "ended") else None

    def check(self, term: Term) -> tuple[str, ...]:
        """A duration has an end, or is open and says with what notice it can be ended."""
        open_ended = term.renewal is not None and term.renewal.amount is None
        if term.end is not None or term.within is not None or open_ended:
            return ()
        return ("a duration needs 'until' or 'within'; one without an end needs 'renewal' with its notice",)


KIND = Duration(
    name="renewal",
    natures=("status", "permission"),
    needs=("from",),
    evidence=("withdrawal",),
    bare="kept",
    placed=False,
    who="strict",
)
