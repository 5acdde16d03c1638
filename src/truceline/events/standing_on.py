"""Decisions on events that changed their id: a merge, an earlier report that became the anchor, or a corrected claim.

R1. An id of an event or claim that is here stands.
R2. The id of a former anchor names the event that holds that claim now; the id of a claim before its correction names
    the corrected one.
R3. Else the event that holds every sentence the decision stands on, where there is exactly one.
R4. Else the decision is open: it stays in the record, names nothing here, and is listed.
A decision keeps the ids it was made with, after those they name now. `same` and `not_same` bind fusion by their own rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from truceline.claims.claim import Claim
from truceline.events.bindings import event_id
from truceline.events.event import Event
from truceline.values.decision import Decision

BOUND_ELSEWHERE = ("same", "not_same", "correct", "undo")


class Names:
    """What an id means in one view. renamed: id of a claim before its correction -> after it."""

    def __init__(self, events: Iterable[Event], claims: Sequence[Claim], renamed: Mapping[str, str]) -> None:
        self.renamed = renamed
        self.events = {e.id: e for e in events}
        self._claims = {c.id: c for c in claims}
        self._of_claim = {m.claim: e.id for e in reversed(self.events.values()) for m in e.members}
        self._former = {event_id(c): e for c, e in self._of_claim.items()}
        self._former |= {event_id(old): self._of_claim[new] for old, new in renamed.items() if new in self._of_claim}

    def event(self, id: str) -> str | None:
        """The id an event of this id has now (R1, R2); None where it names none."""
        return id if id in self.events else self._former.get(id)

    def _now(self, id: str) -> str | None:
        if id in self.events or id in self._claims:
            return id
        return self._former.get(id) or self.renamed.get(id)

    def _holding(self, d: Decision) -> str | None:
        """The one event that holds every sentence of a decision (R3)."""
        wanted = {(s.document, s.start, s.end) for s in d.spans}
        held = []
        for e in self.events.values():
            members = [self._claims[m.claim] for m in e.members if m.claim in self._claims]
            if wanted and wanted <= {(c.document, c.span.start, c.span.end) for c in members}:
                held.append(e.id)
        return held[0] if len(held) == 1 else None

    def rebound(self, decisions: Sequence[Decision]) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
        """The decisions with the ids of now before their own, and those that are open (R4)."""
        out, left = [], []
        for d in decisions:
            if d.word in BOUND_ELSEWHERE or not any(i.startswith(("event-", "claim-")) for i in d.ids):
                out.append(d)
                continue
            found = [x for i in d.ids if i.startswith(("event-", "claim-")) and (x := self._now(i) or self._holding(d))]
            if not found:
                left.append(d)
            out.append(msgspec.structs.replace(d, ids=tuple(dict.fromkeys([*found, *d.ids]))))
        return tuple(out), tuple(left)
