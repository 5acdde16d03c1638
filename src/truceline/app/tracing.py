"""Rows and pictures of who got it from whom, for the command `origins`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from truceline.events.event import Event
from truceline.events.transmission import Transmission, transmission
from truceline.values.time import rfc3339
from truceline.values.wire import wire

if TYPE_CHECKING:
    from truceline.app.derive import Derived


def traced(derived: Derived, event: Event) -> Transmission:
    """The transmission of one event."""
    by_id = {c.id: c for c in derived.claims}
    return transmission(event, by_id, derived.documents, derived.fused.graph)


def of_event(derived: Derived, event: Event) -> tuple[list[dict[str, Any]], Transmission]:
    """Its steps as rows, with the day and the title of each document."""
    told = traced(derived, event)
    zone = derived.case.zone
    rows = []
    for s in told.steps:
        document = derived.documents[s.document]
        row: dict[str, Any] = {**wire(s), "title": document.title or document.name}
        if s.at is not None:
            row["published"] = rfc3339(s.at, zone)
        rows.append(row)
    return rows, told


def of_all(derived: Derived, cls: str | None) -> list[dict[str, Any]]:
    """One row an event: how many origins support, deny and are silent, behind how many tellings by how many publishers."""
    rows = []
    for e in derived.events:
        if cls not in (None, e.cls):
            continue
        p = next((x for x in e.propositions if x.key == "occurred"), None)
        told = traced(derived, e)
        publishers = len({derived.fused.graph.relays[m.claim][-1] for m in e.members})
        rows.append(
            {
                "event": e.id, "class": e.cls, "title": e.title, "occurrence": e.occurrence,
                "supporting": len(p.supporting) if p else 0, "denying": len(p.denying) if p else 0,
                "silent": len(p.silent) if p else 0, "tellings": len(e.members), "publishers": publishers,
                "roots": [wire(r) for r in told.roots],
            }
        )  # fmt: skip
    return rows


def drawn(derived: Derived, event: str | None, cls: str | None) -> str:
    """SVG of the origin graph of an event, or of the sets of origins over all events of a class."""
    from truceline.briefs.pictures.origins import origin_graph_picture, upset

    if event is not None:
        found = derived.fused.resolve(event)
        assert found is not None
        denying = [o.id for p in found.propositions if p.key == "occurred" for o in p.denying]
        return origin_graph_picture(traced(derived, found), denying)
    chosen = [e for e in derived.events if cls in (None, e.cls)]
    names = {v.origin.id: v.origin.name for e in chosen for v in e.versions}
    return upset([{v.origin.id for v in e.versions} for e in chosen], names)
