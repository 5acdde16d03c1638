"""Annex: clauses one by one: text and variants, readings, history, evidence, state, what would change it."""

from __future__ import annotations

from truceline.assessments.assessment import DIFFERS, TermState
from truceline.briefs import words as w
from truceline.briefs.agenda import states
from truceline.briefs.evidence import evidence, holder, state_words, term_of
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Paragraph, Section, Sentence
from truceline.terms.term import Term


def section(m: Material, number: str) -> Section:
    """Every clause in one annex."""
    blocks: list[Block] = []
    for s in states(m):
        t = term_of(m, s.term)
        if t is not None:
            blocks += clause(m, t, s)
    return Section(number, "Clauses one by one", tuple(blocks), anchor="clauses", new_page=True)


def clause(m: Material, t: Term, s: TermState) -> list[Block]:
    """One clause."""
    bound = w.and_list(
        [w.actor(m.register, a, m.language) for a in w.parties_first(t.duty.who, m.register, m.alternat, m.language)]
    )
    who = bound or ("not named in the text" if t.duty.open else "not given")
    grade = f", grade {t.grade}" if t.grade else ""
    head = Paragraph(
        (
            Sentence(f"{t.says.rstrip('.')}.", (s.id,)),
            Sentence(
                f"Duty of: {who}{' (in the text: ' + t.duty.named + ')' if t.duty.named else ''}. Source: {t.source or 'none held'}{grade}; {t.sourced.replace('_', ' ')}."
            ),
        ),
        lead=f"{t.clause} {t.title}.",
    )
    also = f" and {w.and_list([state_words(x) for x in s.also])}" if s.also else ""
    by = f", {s.by}" if s.by else ""
    state = Sentence(f"State: {state_words(s.state)}{also} ({s.basis}{by}).", (s.id,))
    body = [state, *evidence(m, s)]
    if s.changes:
        body.append(Sentence(f"What would change it: {_dot(s.changes)}"))
    out: list[Block] = [head, Paragraph(tuple(body))]
    lines = [*_reading(m, t, s), *_variant(t), *_amendment(m, t)]
    if lines:
        out.append(Bullets(tuple(lines)))
    return out


def _dot(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


def _reading(m: Material, t: Term, s: TermState) -> list[Paragraph]:
    """Each reading with who is seen to hold it, and the state it gives where readings differ."""
    out = []
    for r in t.readings:
        side = holder(m, r)
        who = f"Held by {w.actor(m.register, side, m.language)}" if side else "The wording allows it"
        given = {row.state for row in s.readings if r.id in row.readings}
        state = f"; gives: {state_words(given.pop())}" if s.state == DIFFERS and len(given) == 1 else ""
        source = f" ({r.source})" if side and r.source else ""
        out.append(Paragraph((Sentence(f"{_dot(r.says)} {who}{source}{state}."),), lead="Reading:"))
    return out


def _variant(t: Term) -> list[Paragraph]:
    return [
        Paragraph(
            (
                Sentence(
                    f"{_dot(v.says)} {v.publisher} ({v.language}, {v.status}{', grade ' + v.grade if v.grade else ''})."
                ),
            ),
            lead="Wording:",
        )
        for v in t.variants
    ]


def _amendment(m: Material, t: Term) -> list[Paragraph]:
    return [
        Paragraph(
            (
                Sentence(
                    f"{w.day(a.date, t.zone or m.zone)}: {_dot(a.says)} Announced by {w.actor(m.register, a.by, m.language) if a.by else 'not named'} ({a.instrument.replace('_', ' ')})."
                ),
            ),
            lead="Change:",
        )
        for a in t.amendments
        if a.public <= (m.public_at or m.as_of)
    ]
