"""Process: talks, a working group, a plan or report to be agreed by a date.

P1. An item bears on the term only if it speaks of it: shares a subject (`subjects`, in topics), names its `body`, or uses
    one of its `words`.
P2. A meeting that was held, a plan agreed or a report made, told as such, is done where `result` is what is told;
    a meeting towards it is begun. Announced, confirmed or planned is nothing.
"""

from __future__ import annotations

from msgspec.structs import replace

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.result import Mark
from truceline.terms.subject import speaks_of
from truceline.terms.term import Term
from truceline.terms.wording import marked


class Process(Rules, frozen=True, kw_only=True):
    """M1-M4 with P1 and P2."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By P1 and P2."""
        if not speaks_of(term, item, ground, term.params.get("subjects", ())):
            return None
        if item.cls == "meeting" and item.status in ("announced", "confirmed", "postponed", "cancelled", "no_report"):
            return None
        found = mark(self, term, item, ground)
        if found is None or found.effect != "begun":
            return found
        if term.params.get("result") == "meeting" and item.kind in ("meeting", "talks"):
            return replace(found, effect="done", rule="P2", why=marked(item, "done", ground.agreement.zone))
        if term.params.get("result") == "agreement" and item.kind == "agreement":
            return replace(found, effect="done", rule="P2", why=marked(item, "done", ground.agreement.zone))
        return found


KIND = Process(
    name="process",
    natures=("duty",),
    params={
        "subjects": "texts",
        "body": "texts",
        "words": "texts",
        "result": "choice:meeting|agreement|plan|report|law|election|other",
    },
    needs=(),
    evidence=("meeting", "talks", "agreement", "statement", "contact"),
    bare="begun",
    placed=False,
)
