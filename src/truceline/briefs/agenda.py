"""The agenda table: provision, each side's position and since when, state and evidence, next date, question to put."""

from __future__ import annotations

import re
from collections.abc import Iterable

from truceline.assessments.assessment import TermState
from truceline.briefs import words as w
from truceline.briefs.incidents import sentence_of
from truceline.briefs.material import Material
from truceline.briefs.page import Cell, Paragraph, Section, Sentence, Table, cell
from truceline.briefs.talks import agenda_claims, next_talks, party_ids, published
from truceline.claims.claim import Claim
from truceline.terms.term import Term

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
_WORD = re.compile(r"[^\W\d_]{5,}")
POSITION_WORDS = 20
REASON_WORDS = 24


def states(m: Material) -> list[TermState]:
    """All term states of all agreements, in the order of the texts, background terms left out."""
    background = {t.id for a in m.agreements for t in a.terms if t.background}
    return [s for a in m.assessed for s in a.terms if s.term not in background]


def term_of(m: Material, id: str) -> Term | None:
    """The term of an id in any agreement of the case."""
    return next((t for a in m.agreements for t in a.terms if t.id == id), None)


def is_open(state: TermState) -> bool:
    """Whether something about the term is contested, overdue, questioned or cannot be told."""
    return state.state in OPEN or any(a in OPEN for a in state.also)


def stems(text: str) -> set[str]:
    """First six letters of the longer words of a text: enough to tell whether two texts speak of one subject."""
    return {x[:6].casefold() for x in _WORD.findall(text)}


def on_agenda(m: Material) -> set[str]:
    """Terms whose subject an account of the agenda names, by words of their title, object and act."""
    said: set[str] = set()
    for c in agenda_claims(m, next_talks(m)):
        said |= stems(" ".join((*c.topics, c.span.text)))
    common = stems(m.title) | {"agreem", "statem", "implem", "meetin", "leader", "presid", "minist"}
    out = set()
    for s in states(m):
        t = term_of(m, s.term)
        if t and (stems(f"{t.title} {t.object} {t.act}") - common) & said:
            out.add(s.term)
    return out


def tables(m: Material, number: str, off_number: str) -> tuple[Section, Section]:
    """The agenda table, and what is likely to be raised off it."""
    named = on_agenda(m)
    rows, off, settled = [], [], []
    for s in states(m):
        if s.term in named:
            rows.append(row(m, s))
        elif is_open(s):
            off.append(row(m, s, short=True))
        elif s.state in SETTLED:
            settled.append(s)
    blocks: list[Paragraph | Table] = []
    if rows:
        blocks.append(
            Table(
                ("Clause", "Stated positions", "State and evidence", "Next date", "Question to put"),
                tuple(rows),
                (17, 27, 29, 9, 18),
            )
        )
    else:
        blocks.append(Paragraph((Sentence("No account of the agenda names a clause; open clauses stand below."),)))
    rest = [*off]
    second: list[Paragraph | Table] = []
    if rest:
        second.append(Table(("Clause", "State and evidence", "Question to put"), tuple(rest), (24, 48, 28)))
    if settled:
        text = "; ".join(f"{s.clause} {s.title} ({s.state.replace('_', ' ')})" for s in settled)
        second.append(
            Paragraph((Sentence(text + ".", tuple(s.id for s in settled)),), lead="Not in question by what was read:")
        )
    return (
        Section(number, "The agenda, clause by clause", tuple(blocks), anchor="agenda"),
        Section(off_number, "Likely to be raised off the agenda", tuple(second), anchor="off-agenda"),
    )


def row(m: Material, s: TermState, *, short: bool = False) -> tuple[Cell, ...]:
    """One clause: its name, positions, state with reasons, next date, question."""
    name = cell(f"{s.clause} {s.title}", s.id)
    state = Cell(evidence(m, s), s.state)
    if short:
        return (name, state, cell(question(m, s)))
    due = w.day(s.due - 1, m.zone) if s.due else "none set"
    return (name, Cell(positions(m, s)), state, cell(due), cell(question(m, s)))


def evidence(m: Material, s: TermState) -> tuple[Sentence, ...]:
    """Further states, and the first reason with what it stands on."""
    out = []
    if s.state == "depends_on_reading":
        out.append(
            Sentence(
                "; ".join(f"{r.state.replace('_', ' ')} if {readings_words(m, s, r.readings)}" for r in s.readings)
                + ".",
                (s.id,),
            )
        )
    if s.also:
        out.append(Sentence(f"Also {w.and_list([a.replace('_', ' ') for a in s.also])}.", (s.id,)))
    for r in s.reasons or tuple(x for g in s.readings for x in g.reasons):
        out.append(Sentence(clip(reason_words(m, r.words), REASON_WORDS), (*r.ids, s.id)))
        break
    return tuple(out) or (Sentence("No report bears on it.", (s.id,)),)


def reason_words(m: Material, text: str) -> str:
    """A reason in words for readers."""
    zones = {
        z.id: next((n for v in z.names.values() for n in (v if isinstance(v, tuple) else (v,))), z.id) for z in m.zones
    }
    return w.plain_words(text, m.register, zones)


def readings_words(m: Material, s: TermState, readings: Iterable[str]) -> str:
    """The readings of a state in words."""
    t = term_of(m, s.term)
    agreement = next((a for a in m.agreements if a.id == s.agreement), None)
    known = {r.id: r for r in (*(t.readings if t else ()), *(agreement.readings if agreement else ()))}
    said = [f"“{known[r].id}”" if r in known else r for r in readings]
    return w.and_list([x.replace("-", " ").replace("_", " ") for x in said]) or "the text is read plainly"


def positions(m: Material, s: TermState) -> tuple[Sentence, ...]:
    """Each side's newest statement on the term, with its day; sides in the declared order."""
    newest: dict[str, Claim] = {}
    for c in related(m, s):
        side = own_voice(m, c)
        if side and (side not in newest or published(m, c) >= published(m, newest[side])):
            newest[side] = c
    out = []
    for side in w.parties_first({*newest, *party_ids(m)}, m.register, m.alternat, m.language):
        name = w.actor(m.register, side, m.language)
        claim = newest.get(side)
        if claim is None:
            continue
        d = m.documents.get(claim.document)
        day = w.when(d.published, m.zone) if d and d.published else "day unknown"
        out.append(Sentence(f"{name} ({day}): {clip(sentence_of(m, claim), POSITION_WORDS)}", (claim.id,)))
    return tuple(out[:3]) or (Sentence("None found in what was read."),)


def own_voice(m: Material, claim: Claim) -> str | None:
    """The side that speaks for itself in a claim: an actor of its own at the root, not an outlet near to it."""
    first = claim.says[0] if claim.says and not claim.background else None
    actor = m.register.actor(first.id) if first and first.id else None
    if actor is None or actor.kind in ("news_agency", "outlet", "ngo", "group", "other"):
        return None
    return m.register.party_of(actor.id)


def related(m: Material, s: TermState) -> list[Claim]:
    """Claims the state stands on, its own and its events'."""
    ids = set(s.claims)
    wanted = set(s.events)
    for e in m.events:
        if e.id in wanted:
            ids |= {x.claim for x in e.members}
    return [c for c in m.claims if c.id in ids and c.act != "provides"]


def question(m: Material, s: TermState) -> str:
    """The question that would move the state, put to whom it concerns."""
    t = term_of(m, s.term)
    to = (
        w.and_list(
            [
                w.actor(m.register, a, m.language)
                for a in w.parties_first(t.duty.who, m.register, m.alternat, m.language)
            ]
        )
        if t and t.duty.who
        else "the sides"
    )
    if s.state == "depends_on_reading":
        held = {r.holder for r in t.readings} - {"text"} if t else set()
        return (
            f"To {to}: which reading do you hold?"
            if held
            else "None arises: nobody is shown to hold the other reading."
        )
    if s.state in ("contested", "alleged", "appears_inconsistent") or "contested" in s.also:
        return f"To {to}: what is your account, and what would you show for it?"
    if s.state in ("pending", "in_progress", "due", "overdue"):
        return f"To {to}: what remains, by when, and how will completion be shown?"
    if s.state in ("cannot_tell", "questioned") or "questioned" in s.also:
        return f"To {to}: what figures or facts would settle it?"
    if s.state == "no_report":
        return f"To {to}: has anything happened that was not reported, and who watched?"
    return "None arises from what was read."


def clip(text: str, most: int) -> str:
    """A text of at most so many words, cut at a clause where there is one; a cut is shown by an ellipsis."""
    parts = text.split()
    if len(parts) <= most:
        return text
    kept = " ".join(parts[:most])
    at = max(kept.rfind("; "), kept.rfind(". "))
    return kept[: at + 1] if at > len(kept) // 2 else kept.rstrip(",;:") + " ..."
