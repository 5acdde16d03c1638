"""Transfer of control over an area, by a date or not. Entry of the receiving side's forces, or a handover told as such,
is taken as done; what is told as begun or in part is not."""

from __future__ import annotations

from truceline.terms.kind import Rules
from truceline.terms.term import Term


class Transfer(Rules, frozen=True, kw_only=True):
    """The shared rules; a transfer names its area."""

    def check(self, term: Term) -> tuple[str, ...]:
        """A transfer without an area cannot be tested."""
        return () if term.where else ("a transfer needs 'where': the area that passes",)


KIND = Transfer(
    name="transfer",
    natures=("duty", "status"),
    needs=("duty", "where"),
    evidence=("transfer", "withdrawal"),
    bare="done",
    default_codes=("V3",),
)
