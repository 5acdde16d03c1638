"""Questions put to the accused and their answers: nothing leaves the room as if it had been asked when it was not."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.assessments.handling import Handled, Track, shown
from truceline.briefs import deeds
from truceline.briefs import words as w
from truceline.briefs.incidents import main_proposition, start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence, plain
from truceline.events.event import Event

MOST = 10
ANSWER_WORDS = {
    "accepts": "accepted it", "denies": "denied it", "explains": "explained it", "counter_claims": "made a counter-claim",
    "none": "gave no answer",
}  # fmt: skip


def tracks_of(m: Material, e: Event) -> tuple[Track, ...]:
    """Handling of one event, an actor a track, as far as this view shows it."""
    return shown(e.id, [x.claim for x in e.members], m.decisions, zone=m.zone, as_of=m.as_of)


def accused(m: Material, e: Event) -> list[str]:
    """Parties that a claim of the event names as its agent, in the declared order."""
    members = {x.claim for x in e.members if x.role != "contradicts"}
    found = {
        m.register.party_of(a.id) for c in m.claims if c.id in members for a in c.actors if a.id and a.role == "agent"
    }
    return w.parties_first(found, m.register, m.alternat, m.language)


def open_since(m: Material, since: int) -> list[Event]:
    """Incidents told since then that a term in force may reach, in order of time; none that is only planned."""
    touching = {a.event for x in m.assessed for a in x.incidents if a.state != "outside_terms"}
    return sorted((e for e in m.events if e.cls == "incident" and not e.planned and e.id in touching and start_of(e) >= since), key=start_of)  # fmt: skip


def unanswered(m: Material, number: str, since: int) -> Section:
    """Open allegations: put to the accused or not, answered or not; silence is no admission."""
    items, never, nobody = [], 0, 0
    for e in open_since(m, since):
        found = tracks_of(m, e)
        if found and all(t.state == "closed" for t in found):
            continue
        to = [a for a in accused(m, e) if a not in {t.to for t in found}]
        never += bool(to)
        nobody += not to and not found
        items.append(
            Paragraph((Sentence(allegation_words(m, e, found, to), refs_of(e, found)),), lead=when_words(m, e))
        )
    none = deeds.no_single(m, deeds.totals_since(m, since), "None.", "No single allegation is open")
    blocks: list[Bullets | Paragraph] = [Bullets(tuple(items[-MOST:]))] if items else [none]
    if len(items) > MOST:
        blocks.append(plain(f"{w.n_of(len(items) - MOST, 'earlier one')} not shown: truceline tasks."))
    if never or nobody:
        blocks.append(plain(not_asked(m, never, nobody, len(items))))
    return Section(number, "Open allegations, questions and answers", tuple(blocks), anchor="answers")


def when_words(m: Material, e: Event) -> str:
    """When an event was, for the head of a line; without a date, when it was first told."""
    if e.when is None or (e.when.earliest is None and e.when.latest is None):
        return f"No date given, told {w.day(e.public, m.zone, year=False)}." if e.public else "No date given."
    return f"{w.when(e.when, m.zone)}."


def allegation_words(m: Material, e: Event, found: Sequence[Track], to: Sequence[str]) -> str:
    """One allegation in a sentence: what, how it stands, who was asked and who was not."""
    parts = [track_words(m, t) for t in found]
    if to:
        parts.append(f"not put to {w.and_list([w.actor(m.register, a, m.language) for a in to])}")
    elif not found:
        parts.append("no party is named as having done it")
    tellers = w.and_list(told_by(e))
    title = w.event_title(e, m.gazetteer, m.language) + ("" if e.where else ", no place given")
    return f"{title} ({e.occurrence.replace('_', ' ')}{', told by ' + tellers if tellers else ''}): {'; '.join(parts)}."


def told_by(e: Event) -> list[str]:
    """Origins that tell of an event, by name; those that deny it, or say that they kept the term then, do not tell of it."""
    p = main_proposition(e)
    return sorted({o.name for o in p.supporting}) if p else []


def not_asked(m: Material, never: int, nobody: int, all_: int) -> str:
    """What must stand beside an allegation that goes outward before the accused was asked."""
    here = "" if m.release == "internal" else " as far as this copy shows"
    out = []
    if never:
        out.append(
            f"{never} of {all_} {'was' if never == 1 else 'were'} not put to the accused{here}: whoever hands this on says so with it."
        )
    if nobody:
        out.append(f"In {nobody} of {all_} no party is named as having done it.")
    return " ".join(out)


def put_words(m: Material, events: Sequence[Event]) -> str:
    """Which of some allegations were put to the accused, and with what answer; that none was, where none was."""
    tracked = [(e, t) for e in events for t in tracks_of(m, e)]
    here = "by this cell" if m.release == "internal" else "as far as this copy shows"
    if not tracked:
        return f"No question on these was put to a party {here}, so no answer is recorded."
    told = "; ".join(f"{w.event_title(e, m.gazetteer, m.language)}: {track_words(m, t)}" for e, t in tracked[:3])
    more = f"; and {len(tracked) - 3} more" if len(tracked) > 3 else ""
    never = sum(not tracks_of(m, e) for e in events)
    return f"{told}{more}." + (f" {never} of {len(events)} put to nobody {here}." if never else "")


def refs_of(e: Event, found: Sequence[Track]) -> tuple[str, ...]:
    """The sentences an allegation stands on, and the decisions of its handling."""
    steps = [s.decision for t in found for s in t.steps if s.decision]
    return (e.id, *(x.claim for x in e.members[:4]), *steps)


def track_words(m: Material, t: Track) -> str:
    """A track in words: who was asked, what came, by when, and whether it was taken up again."""
    name = w.actor(m.register, t.to, m.language)
    reopened = next((s for s in reversed(t.steps) if s.step == "reopened"), None)
    asked = next(s for s in reversed(t.steps) if s.step in ("notified", "reopened"))
    put = _put(m, asked, name)
    if reopened is not None and asked is not reopened:
        put += f" (reopened on {w.day(reopened.at, m.zone)})"
    due = f" by {w.clock(asked.due - 1, m.zone)}" if asked.due else ""
    if t.state == "no_answer":
        return f"{put}, no answer{due}; silence is no admission"
    if t.state in ("notified", "reopened"):
        return f"{put}, answer asked{due}" if due else f"{put}, no day set for the answer"
    answers = [s for s in t.steps if s.step == "answered"]
    said = " and ".join(f"{ANSWER_WORDS[s.answer or 'none']} on {w.day(s.at, m.zone)}" for s in answers)
    told = f"{put}; {name} {said}" if said else put
    late = (
        f" (asked by {w.clock(asked.due - 1, m.zone)})" if asked.due and answers and answers[-1].at >= asked.due else ""
    )
    end = t.steps[-1]
    return told + late + (f"; {t.state} on {w.day(end.at, m.zone)}" if t.state != "answered" else "")


def _put(m: Material, asked: Handled, name: str) -> str:
    if asked.step == "reopened":
        return f"taken up again with {name} on {w.day(asked.at, m.zone)}"
    return f"put to {name} on {w.day(asked.at, m.zone)}"


def to_ask(m: Material, e: Event) -> tuple[Sentence, ...]:
    """What would settle an event, and whom to ask: the accused, who told it, and who stood nearest."""
    refs = (e.id, *(x.claim for x in e.members[:4]))
    asked = {t.to for t in tracks_of(m, e)}
    out = []
    for a in accused(m, e):
        if a not in asked:
            name = w.actor(m.register, a, m.language)
            out.append(Sentence(f"{name}: whether its forces did what is told here, where they stood, and what it has done since.", refs))  # fmt: skip
    open_ = [what for what, missing in (("the hour", not _minute(e)), ("the exact place", not any(x.lat for x in e.where))) if missing]  # fmt: skip
    tellers = told_by(e)
    if open_ and tellers:
        out.append(Sentence(f"{w.and_list(tellers)}: {w.and_list(open_)}, and who saw it.", refs))
    watchers = [x for x in m.register.actors if x.kind == "peacekeeper" or (x.kind != "state" and "observer" in m.register.roles_at(x.id, m.as_of))]  # fmt: skip
    spoke = {v.origin.interest for v in e.versions} | {v.origin.id for v in e.versions}
    quiet = [x.id for x in watchers if x.id not in spoke and m.register.party_of(x.id) not in spoke]
    if quiet:
        names = w.and_list(
            [w.actor(m.register, i, m.language) for i in w.parties_first(quiet, m.register, m.alternat, m.language)]
        )
        out.append(Sentence(f"{names}: what was seen there from posts or on visits, and when."))
    return tuple(out)


def _minute(e: Event) -> bool:
    return bool(e.when and e.when.earliest is not None and e.when.latest is not None and e.when.latest - e.when.earliest < 12 * 3_600_000_000)  # fmt: skip
