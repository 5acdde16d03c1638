"""What of a record a release tier may show. Everything else is made from what is left, as if the rest were not there.

R1. A document has the tier of its entry, or the last one a person gave it (`decide CASE release ID --set release=TIER`).
R2. A decision has the strictest tier of the documents it stands on and of the one it cites; one that stands on no
    document is internal. `--set release=TIER` may make it stricter; for one that stands on none it gives the tier.
R3. A brief as issued has the tier it was issued at. A zone has its own; posts are internal.
R4. What is above the tier is left out whole. Only the number of documents withheld is told, not which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.app.library import Library
from truceline.values.errors import DecisionError
from truceline.values.release import TIERS, Release, may_show, strictest

if TYPE_CHECKING:
    from truceline.documents.document import Document
    from truceline.places.zone import Zone
    from truceline.values.decision import Decision


def tiered(documents: Mapping[str, Document], decisions: Iterable[Decision]) -> dict[str, Document]:
    """Documents with the tier a person gave them (R1)."""
    out = dict(documents)
    for d in decisions:
        if d.word != "release":
            continue
        tier = given(d)
        for id in d.ids:
            if id in out and tier is not None:
                out[id] = msgspec.structs.replace(out[id], release=tier)
    return out


def given(d: Decision) -> Release | None:
    """The tier a decision sets. Raises DecisionError for an unknown one."""
    tier = d.set.get("release")
    if tier is not None and tier not in TIERS:
        raise DecisionError("unknown release tier", where=d.id, expected=", ".join(TIERS), got=tier)
    return tier


def decision_release(d: Decision, documents: Mapping[str, Document]) -> Release:
    """The tier of a decision (R2). A document that is gone counts as internal."""
    named = [*(s.document for s in d.spans), *(i for i in d.ids if i.startswith("doc-") or i in documents)]
    named += [d.set["document"]] if d.set.get("document") else []
    tiers: list[Release] = [documents[i].release if i in documents else "internal" for i in named]
    set_ = given(d) if d.word != "release" else None
    return strictest([*tiers, *([set_] if set_ else [])])


def shown(library: Library, release: Release) -> Library:
    """The library as a tier may see it (R1, R2, R3). Documents keep their place: `select` counts what is withheld."""
    documents = tiered(library.documents, library.decisions)
    if release == "internal":
        return library.but(documents=documents)
    return library.but(
        documents=documents,
        decisions=tuple(d for d in library.decisions if may_show(decision_release(d, documents), release)),
        briefs=tuple(s for s in library.briefs if s.meta and may_show(s.meta.get("release", "internal"), release)),
    )


def shown_zones(zones: Sequence[Zone], release: Release) -> tuple[Zone, ...]:
    """Zones of a tier (R3)."""
    return tuple(z for z in zones if may_show(z.release, release) and (z.kind != "post" or release == "internal"))
