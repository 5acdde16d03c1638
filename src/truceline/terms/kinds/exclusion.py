"""Exclusion and disengagement zones: forces, weapons or flights that may not be inside an area."""

from __future__ import annotations

from truceline.terms.kind import Rules
from truceline.terms.term import Term


class Exclusion(Rules, frozen=True, kw_only=True):
    """J1-J7; the area is what it is about."""

    def check(self, term: Term) -> tuple[str, ...]:
        """An exclusion zone names its area."""
        return () if term.where else ("an exclusion zone needs 'where'",)


KIND = Exclusion(
    name="exclusion",
    natures=("prohibition",),
    params={"object": "texts"},
    needs=("duty", "where", "from"),
    evidence=("position", "withdrawal", "deployment"),
    bare="kept",
    default_codes=("V2.2", "V2.3", "V2.4"),
)
