"""The balance sheet of the intake: documents by actor, language and origin; seen, read, refused, outstanding.

1. A document belongs to the actor whose word it carries: the first of its chain, else the first who speaks in it, else
   its publisher. Where that is nobody of the register it is no party's.
2. Seen: all that reached this view, also what was left out because its time of publication cannot be placed. Read: in a
   language that is read, and within the view. Own pages: published by the actor's own; relayed: by others.
3. Outstanding: left out, in a language not read, or known by an excerpt or at second hand only. A document may be read
   and outstanding: what was seen of it was read.
4. Refused at the door, and files of the case that are not in the record yet, are counted apart; they have no release
   and stand in internal briefs only.
"""

from __future__ import annotations

from collections.abc import Mapping

from truceline.briefs import words as w
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Paragraph, Section, Sentence, Table, cell, plain
from truceline.briefs.period import entered_document
from truceline.documents.document import Document

NOBODY = "no party's"
MOST_NAMED = 6


def section(m: Material, number: str) -> Section:
    """The balance sheet with its totals."""
    rows: dict[tuple[str, str], list[int]] = {}
    speaks = first_speakers(m)
    for d, inside in [*((d, True) for d in m.documents.values()), *((d, False) for d in m.straddling)]:
        actor = actor_of(m, d, speaks)
        name = w.actor(m.register, actor, m.language) if actor else NOBODY
        row = rows.setdefault((name, d.language), [0] * 6)
        read = inside and d.language in m.languages
        for at, counts in enumerate((True, entered_document(m, d), own_page(m, d, actor), not own_page(m, d, actor), read, outstanding(m, d, inside))):  # fmt: skip
            row[at] += counts
    body = [
        (cell(name), cell(w.LANGUAGES.get(code, code)), *(cell(str(n)) for n in row))
        for (name, code), row in sorted(rows.items(), key=lambda x: (x[0][0] == NOBODY, x[0]))
    ]
    total = [sum(row[i] for row in rows.values()) for i in range(6)]
    body.append((cell("All"), cell(""), *(cell(str(n)) for n in total)))
    table = Table(
        ("Whose word", "Language", "Seen", "in this period", "own pages", "relayed", "Read", "Outstanding"),
        tuple(body), (27, 13, 9, 11, 10, 10, 9, 11), caption="Documents by actor, language and origin",
    )  # fmt: skip
    blocks: list[Block] = [table, *doors(m)]
    blocks.append(
        plain("Outstanding: known by an excerpt or at second hand only, in a language not read, or left out because its time of publication cannot be placed. Own pages: published by the actor whose word it is.")
    )  # fmt: skip
    return Section(number, "Balance sheet of the intake", tuple(blocks), anchor="intake")


def doors(m: Material) -> list[Block]:
    """What was refused, and what lies in the case's folder unrecorded; internal only."""
    if m.release != "internal":
        return []
    blocks: list[Block] = []
    lines = [Paragraph((Sentence(f"{name}: {why}."),)) for name, why in m.refused[:MOST_NAMED]]
    many = f" The first {MOST_NAMED}:" if len(m.refused) > MOST_NAMED else ""
    blocks.append(plain(f"Refused at the door: {len(m.refused) or 'none'}.{many}"))
    if lines:
        blocks.append(Bullets(tuple(lines)))
    waiting = f"{w.n_of(len(m.waiting), 'file')} of the case not in the record yet" if m.waiting else "none"
    blocks.append(plain(f"Waiting at the door: {waiting}."))
    return blocks


def first_speakers(m: Material) -> dict[str, str]:
    """Document -> actor whose interest its first named speaker has."""
    out: dict[str, str] = {}
    for c in m.claims:
        if c.document not in out and c.says and not c.background:
            found = m.register.interest_of(c.says[0].id or c.says[0].name)
            if found:
                out[c.document] = found
    return out


def actor_of(m: Material, d: Document, speaks: Mapping[str, str]) -> str | None:
    """Whose word a document carries (rule 1)."""
    named = m.register.interest_of(d.chain[0]) if d.chain else None
    found = named or speaks.get(d.id) or m.register.interest_of(d.source or d.publisher)
    return m.register.party_of(found) if found else None


def own_page(m: Material, d: Document, actor: str | None) -> bool:
    """Whether the publisher is the actor's own (rule 2)."""
    publisher = m.register.interest_of(d.source or d.publisher)
    if actor is None:
        return not d.chain
    return publisher is not None and m.register.party_of(publisher) == actor and official(m, d)


def official(m: Material, d: Document) -> bool:
    """Whether the publisher is a body of an actor, not an outlet near to it."""
    source = m.register.source(d.source) if d.source else m.register.source_named(d.publisher)
    return source is not None and source.kind not in ("news_agency", "outlet", "dataset")


def outstanding(m: Material, d: Document, inside: bool) -> bool:
    """Rule 3."""
    return not inside or d.language not in m.languages or d.seen in ("excerpt", "secondary")
