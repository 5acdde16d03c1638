"""Annex: clauses one by one: text and variants, readings, history, evidence, state, what would change it."""

from __future__ import annotations

from truceline.assessments.assessment import TermState
from truceline.briefs import words as w
from truceline.briefs.agenda import readings_words, reason_words, states, term_of
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Paragraph, Section, Sentence, Table, cell
from truceline.terms.term import Term

MOST_REASONS = 3


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
    out: list[Block] = [head]
    rows: list[tuple[Cell, ...]] = []
    for r in s.readings if len(s.readings) > 1 else ():
        rows.append(
            (
                cell(readings_words(m, s, r.readings)),
                cell("", state=r.state),
                Cell(tuple(Sentence(reason_words(m, x.words), x.ids) for x in r.reasons[:2])),
            )
        )
    if rows:
        out.append(Table(("Reading", "State", "Why"), tuple(rows), (28, 18, 54)))
    reasons = s.reasons or (s.readings[0].reasons if s.readings else ())
    state = Sentence(
        f"State: {s.state.replace('_', ' ')}{' and ' + ', '.join(x.replace('_', ' ') for x in s.also) if s.also else ''} ({s.basis}{', ' + s.by if s.by else ''}).",
        (s.id,),
    )
    out.append(Paragraph((state, *(Sentence(_dot(reason_words(m, r.words)), r.ids) for r in reasons[:MOST_REASONS]))))
    lines = [*(_reading(m, t)), *(_variant(t)), *(_amendment(m, t))]
    if lines:
        out.append(Bullets(tuple(lines)))
    if s.changes:
        out.append(Paragraph((Sentence(_dot(s.changes)),), lead="What would change it:"))
    return out


def _dot(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


def _reading(m: Material, t: Term) -> list[Paragraph]:
    return [
        Paragraph(
            (
                Sentence(
                    f"{_dot(r.says)} Held by: {w.actor(m.register, r.holder, m.language) if r.holder != 'text' else 'the wording allows it'}."
                ),
            ),
            lead=f"Reading ({r.question.rstrip('?')}?):",
        )
        for r in t.readings
    ]


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
