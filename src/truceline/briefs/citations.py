"""What the ids of a page stand for: claims with their sentences and chains, events, terms."""

from __future__ import annotations

import msgspec

from truceline.briefs import words as w
from truceline.briefs.incidents import sentence_of
from truceline.briefs.material import Material
from truceline.briefs.page import Citation, Page, sentences
from truceline.claims.claim import Claim


def citations(m: Material, page: Page) -> Page:
    """The page with a citation for every claim, event and term state its sentences name."""
    wanted = {ref for s in sentences(page) for ref in s.refs}
    found: list[Citation] = [of_claim(m, c) for c in m.claims if c.id in wanted]
    for e in m.events:
        if e.id in wanted:
            found.append(
                Citation(
                    id=e.id,
                    kind="event",
                    words=f"Event: {w.event_title(e, m.gazetteer, m.language)}; {w.n_of(len(e.members), 'claim')}",
                )
            )
    for a in m.assessed:
        for s in a.terms:
            if s.id in wanted:
                found.append(
                    Citation(
                        id=s.id,
                        kind="assessment",
                        words=f"Assessment of {s.term}: {s.state.replace('_', ' ')} ({s.basis})",
                    )
                )
    return msgspec.structs.replace(page, citations=tuple(found))


def of_claim(m: Material, c: Claim) -> Citation:
    """The sentence of a claim, its chain and where it was published."""
    d = m.documents.get(c.document)
    day = w.when(d.published, m.zone, year=True) if d and d.published else ""
    chain = tuple(dict.fromkeys(s.name for s in c.says)) or ((d.publisher,) if d else ())
    label = ("background of " + chain[-1],) if c.background and chain else chain
    return Citation(
        id=c.id, kind="claim", words=sentence_of(m, c), ours=bool(d and d.kind == "abstract"), chain=label,
        title=d.title if d else "", address=d.address if d else "", published=day, grade=d.grade if d else "",
    )  # fmt: skip
