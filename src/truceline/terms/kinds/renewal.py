"""Duration, renewal and notice: how long the thing lasts, and until when notice must be given. The dates are computed from
the text; a notice given is an amendment or a claim told as ended."""

from __future__ import annotations

from truceline.terms.kind import Rules
from truceline.terms.term import Term


class Duration(Rules, frozen=True, kw_only=True):
    """A status that runs."""

    def check(self, term: Term) -> tuple[str, ...]:
        """A duration has an end and says how it runs on, or that it does not."""
        return () if term.end is not None or term.within is not None else ("a duration needs 'until' or 'within'",)


KIND = Duration(
    name="renewal",
    natures=("status", "permission"),
    needs=("from",),
    evidence=("withdrawal",),
    bare="kept",
    placed=False,
)
