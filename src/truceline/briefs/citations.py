"""What the ids of a page stand for: claims with their sentences and chains."""

from __future__ import annotations

import msgspec

from truceline.briefs import words as w
from truceline.briefs.incidents import sentence_of
from truceline.briefs.material import Material
from truceline.briefs.page import Citation, Page, sentences
from truceline.claims.claim import Claim
from truceline.values.decision import Decision


def citations(m: Material, page: Page) -> Page:
    """The page with a citation for every claim and decision its sentences name. Events and terms carry their ids where they stand."""
    wanted = {ref for s in sentences(page) for ref in s.refs}
    found: list[Citation] = [of_claim(m, c) for c in m.claims if c.id in wanted]
    found += [of_decision(m, d) for d in m.decisions if d.id in wanted]
    return msgspec.structs.replace(page, citations=tuple(found))


def of_decision(m: Material, d: Decision) -> Citation:
    """A person's decision: the word, the reason, who took it and when it was recorded."""
    to = f" ({w.actor(m.register, d.set['to'], m.language)})" if "to" in d.set else ""
    words = f"Decision: {d.word.replace('_', ' ')}{to}, because {d.because.strip().rstrip('.')}."
    day = f"recorded {w.day(d.at, m.zone)}" if d.at else ""
    return Citation(id=d.id, kind="decision", words=words, chain=(d.by,), published=day)


def of_claim(m: Material, c: Claim) -> Citation:
    """The sentence of a claim, its chain and where it was published."""
    d = m.documents.get(c.document)
    day = w.when(d.published, m.zone, year=True) if d and d.published else ""
    chain = tuple(dict.fromkeys(s.name for s in c.says)) or ((d.publisher,) if d else ())
    label = ("background of " + chain[-1],) if c.background and chain else chain
    return Citation(
        id=c.id, kind="claim", words=sentence_of(m, c), ours=bool(d and d.kind == "abstract") or c.reader.name == "field", chain=label,
        title=d.title if d else "", address=d.address if d else "", published=day, grade=d.grade if d else "",
    )  # fmt: skip
