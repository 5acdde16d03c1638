"""Process: talks, a working group, a plan or report to be agreed by a date.

P1. An item bears on the term only if it shares a subject with it (`subjects`, in topics) or names its `body`.
P2. A meeting that was held, a plan agreed or a report made, told as such, is done where `result` is what is told;
    a meeting towards it is begun. Announced, confirmed or planned is nothing.
"""

from __future__ import annotations

from msgspec.structs import replace

from truceline.terms.ground import Ground
from truceline.terms.item import Item
from truceline.terms.kind import Rules, mark
from truceline.terms.kinds.establishment import named
from truceline.terms.result import Mark
from truceline.terms.term import Term


class Process(Rules, frozen=True, kw_only=True):
    """M1-M4 with P1 and P2."""

    def mark(self, term: Term, item: Item, ground: Ground) -> Mark | None:
        """By P1 and P2."""
        subjects, bodies = set(term.params.get("subjects", ())), set(term.params.get("body", ()))
        if not subjects & item.topics and not (bodies and named(item, bodies, ground)):
            return None
        if item.cls == "meeting" and item.status in ("announced", "confirmed", "postponed", "cancelled", "no_report"):
            return None
        found = mark(self, term, item, ground)
        if found is None or found.effect != "begun":
            return found
        if term.params.get("result") == "meeting" and item.kind in ("meeting", "talks"):
            return replace(found, effect="done", rule="P2")
        if term.params.get("result") == "agreement" and item.kind == "agreement":
            return replace(found, effect="done", rule="P2")
        return found


KIND = Process(
    name="process",
    natures=("duty",),
    params={
        "subjects": "texts",
        "body": "texts",
        "result": "choice:meeting|agreement|plan|report|law|election|other",
    },
    needs=(),
    evidence=("meeting", "talks", "agreement", "statement", "contact"),
    bare="begun",
    placed=False,
)
