"""The agenda table: provision, each side's position and since when, state and evidence, next date, question to put."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from truceline.assessments.assessment import TermState
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.evidence import evidence, state_words
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Cell, Paragraph, Section, Sentence, Table, cell
from truceline.briefs.positions import Matters, positions
from truceline.briefs.questions import NONE, question
from truceline.briefs.talks import agenda_claims, next_talks

SETTLED = ("met", "met_late", "met_late_by_consent", "waived", "in_force", "stated_kept", "quiet_watched")
OPEN = (
    "contested",
    "overdue",
    "appears_inconsistent",
    "alleged",
    "questioned",
    "cannot_tell",
    "depends_on_reading",
    "breach",
    "not_in_force",
)
MOVING = ("in_progress", "due")
_WHOLE = re.compile(
    r"\b(?:carrying out|implement\w*|carried out|fulfil\w*|observance) (?:of )?(?:the |their |its )?(?:\w+ ){0,3}?(?:statement|agreement|accord|memorandum|protocol|declaration|package)"
)


def states(m: Material) -> list[TermState]:
    """All term states of all agreements, in the order of the texts, background terms left out."""
    background = {t.id for a in m.agreements for t in a.terms if t.background}
    return [s for a in m.assessed for s in a.terms if s.term not in background]


def is_open(state: TermState) -> bool:
    """Whether something about the term is contested, overdue, questioned or cannot be told."""
    return state.state in OPEN or any(a in OPEN for a in state.also)


class Agenda(msgspec.Struct, frozen=True):
    """What the accounts of the agenda name. terms: id -> claims that name its matter. whole: claims by which the
    agreement as a whole is on the agenda."""

    terms: dict[str, tuple[str, ...]]
    whole: tuple[str, ...]


def on_agenda(m: Material, matters: Matters) -> Agenda:
    """Terms whose matter an account of the agenda names, and accounts that name the agreement as a whole."""
    from truceline.briefs.incidents import sentence_of

    named: dict[str, tuple[str, ...]] = {}
    claims = agenda_claims(m, next_talks(m))
    for s in states(m):
        found = tuple(c.id for c in claims if matters.names(c, s.term))
        if found:
            named[s.term] = found
    return Agenda(named, tuple(c.id for c in claims if _WHOLE.search(sentence_of(m, c))))


def tables(m: Material, number: str, off_number: str) -> tuple[Section, Section]:
    """The agenda table, and what is likely to be raised off it."""
    matters = Matters(m)
    agenda = on_agenda(m, matters)
    on = [s for s in states(m) if s.term in agenda.terms]
    rest = [s for s in states(m) if s.term not in agenda.terms]
    first: list[Paragraph | Table] = []
    if agenda.whole:
        text = "An account of the agenda takes in the carrying out of the agreement as a whole. The points below are those an account names; other open points follow in the next section."
        first.append(Paragraph((Sentence(text, agenda.whole),)))
    if on:
        first.append(
            Table(
                ("Clause", "Stated positions", "State and evidence", "Next date", "Question to put"),
                tuple(row(m, s, matters) for s in on),
                (14, 28, 29, 10, 19),
            )
        )
    elif not agenda.whole:
        first.append(Paragraph((Sentence("No account of the agenda names a clause; open clauses stand below."),)))
    return (
        Section(number, "The agenda, clause by clause", tuple(first), anchor="agenda"),
        Section(off_number, "Likely to be raised off the agenda", _off(m, rest, matters), anchor="off-agenda"),
    )


def _off(m: Material, rest: Sequence[TermState], matters: Matters) -> tuple[Paragraph | Table | Bullets, ...]:
    """Open terms as rows; then in a sentence what is not begun."""
    shown = [s for s in rest if _raised(m, s)]
    out: list[Paragraph | Table | Bullets] = []
    if shown:
        rows = [short_row(m, group, matters) for group in _together(shown)]
        out.append(
            Table(
                ("Clause", "State and evidence", "Stated positions", "Question to put"), tuple(rows), (17, 37, 27, 19)
            )
        )
    idle = [s for s in rest if s not in shown and s.state not in (*SETTLED, "depends_on_reading")]
    if idle:
        text = w.and_list([f"{ph.within(m, s.title)} ({s.clause})" for s in idle])
        told = Sentence(ph.sentence(text), tuple(s.id for s in idle))
        out.append(Paragraph((told,), lead="Not begun, nothing told of it:"))
    return tuple(out)


def _raised(m: Material, s: TermState) -> bool:
    """Whether a term is likely to be raised: open, or under way; not where only a reading that nobody holds is open."""
    if s.state == "depends_on_reading":
        return question(m, s) != NONE
    return is_open(s) or s.state in MOVING or s.state == "no_report"


def _together(shown: Sequence[TermState]) -> list[list[TermState]]:
    """Neighbours of one clause in one state on the same events share a row."""
    out: list[list[TermState]] = []
    for s in shown:
        last = out[-1][-1] if out else None
        if last and (last.clause, last.state) == (s.clause, s.state) and set(s.events) & set(last.events):
            out[-1].append(s)
        else:
            out.append([s])
    return out


def row(m: Material, s: TermState, matters: Matters) -> tuple[Cell, ...]:
    """One clause of the agenda: its name, positions, state with reasons, next date, question."""
    return (
        cell(f"{s.clause} {s.title}", s.id),
        _positions(m, s, matters),
        _state(m, s),
        cell(next_date(m, s)),
        cell(question(m, s)),
    )


def short_row(m: Material, group: Sequence[TermState], matters: Matters) -> tuple[Cell, ...]:
    """One open clause, or several that stand on the same events."""
    first = group[0]
    return (
        cell(
            "; ".join([f"{first.clause} {first.title}", *(ph.within(m, s.title) for s in group[1:])]),
            *(s.id for s in group),
        ),
        _state(m, first),
        _positions(m, first, matters),
        cell(question(m, first)),
    )


def _positions(m: Material, s: TermState, matters: Matters) -> Cell:
    """Stated positions that the evidence beside them does not already hold."""
    heard = positions(m, s, matters)
    disputed = s.state in ("contested", "alleged", "appears_inconsistent") or "contested" in s.also
    cited = {i for x in evidence(m, s) if len(x.refs) == 1 or not disputed for i in x.refs if i != s.id}
    more = tuple(x for x in heard if not cited & set(x.refs))
    none = "None beyond the evidence." if heard else "None found in what was read."
    return Cell(more or (Sentence(none),))


def _state(m: Material, s: TermState) -> Cell:
    also = (Sentence(f"Also {w.and_list([state_words(a) for a in s.also])}.", (s.id,)),) if s.also else ()
    return Cell((*also, *evidence(m, s)), s.state)


def next_date(m: Material, s: TermState) -> str:
    """The next deadline that lies ahead; where there is none, the talks for what they are told to be about."""
    if s.due is not None and s.due > m.as_of:
        return w.day(s.due - 1, m.zone)
    ahead = next_talks(m)
    if ahead is not None and s.state not in ("met", "met_late", "met_late_by_consent"):
        return f"{w.when(ahead.when, m.zone)} (the talks)"
    return "none set"
