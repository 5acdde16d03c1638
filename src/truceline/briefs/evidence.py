"""What a state rests on, in plain sentences: who tells of what, where and when, who denies it, and what is not told.

Written from the reasons of the assessment by the numbers of their rules; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.assessments.assessment import DIFFERS, ReadingState, Reason, TermState
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.incidents import sentence_of, start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Sentence
from truceline.events.event import Event
from truceline.terms.term import GUARDED, Reading, Term

STATE_WORDS = {
    "met": "met", "met_late": "met late", "met_late_by_consent": "met late, by consent", "cannot_tell": "cannot be told",
    "in_progress": "in progress", "pending": "pending", "overdue": "overdue", "due": "due now",
    "contested": "contested", "no_report": "no report", "quiet_watched": "quiet and watched", "alleged": "alleged",
    "appears_inconsistent": "appears inconsistent", "in_force": "in force", "not_in_force": "not in force",
    "questioned": "questioned", "stated_kept": "stated to be kept", "waived": "waived", "lapsed": "lapsed",
    "depends_on_reading": "depends on the reading",
}  # fmt: skip


def term_of(m: Material, id: str) -> Term | None:
    """The term of an id in any agreement of the case."""
    return next((t for a in m.agreements for t in a.terms if t.id == id), None)


def state_words(state: str) -> str:
    """A state as a reader says it."""
    return STATE_WORDS.get(state, state.replace("_", " "))


def evidence(m: Material, s: TermState) -> tuple[Sentence, ...]:
    """One to three sentences on what the state rests on."""
    if s.state == DIFFERS:
        return (*_by_reading(m, s), *_told(m, s, s.readings[0]))[:3]
    row = s.readings[0] if s.readings else None
    if row is None:
        return (Sentence("No report bears on it.", (s.id,)),)
    return (*_told(m, s, row), *_against(m, s))


def reading_of(m: Material, s: TermState, id: str) -> Reading | None:
    """A reading of the term or its agreement."""
    t = term_of(m, s.term)
    agreement = next((a for a in m.agreements if a.id == s.agreement), None)
    known = (*(t.readings if t else ()), *(agreement.readings if agreement else ()))
    return next((r for r in known if r.id == id), None)


def reading_words(m: Material, s: TermState, row: ReadingState) -> str:
    """The readings of a row in words, only those by which the rows of the term differ."""
    shared = set.intersection(*(set(r.readings) for r in s.readings)) if len(s.readings) > 1 else set()
    found = [r for i in row.readings if i not in shared and (r := reading_of(m, s, i)) is not None]
    return w.and_list([ph.within(m, r.says) for r in found])


def holder(m: Material, r: Reading) -> str | None:
    """Who is seen to take a reading by the cut-off; None where only the wording allows it, or it was taken later."""
    limit = m.as_of if m.public_at is None else min(m.as_of, m.public_at)
    if r.holder == "text" or (r.since is not None and r.since > limit):
        return None
    return r.holder


def _by_reading(m: Material, s: TermState) -> tuple[Sentence, ...]:
    parts = []
    for row in s.readings:
        said = reading_words(m, s, row)
        parts.append(f"{state_words(row.state)}, if {said}" if said else state_words(row.state))
    return (Sentence(ph.sentence("; ".join(parts)), (s.id,)),)


def _told(m: Material, s: TermState, row: ReadingState) -> tuple[Sentence, ...]:
    """The sentences of one set of readings."""
    t = term_of(m, s.term)
    if any(r.rule in ("L1", "G1") for r in row.reasons) and t is not None and t.sourced == "not_sourced":
        return (Sentence("The text of this provision is not held, so nothing can be tested against it.", (s.id,)),)
    if s.nature in GUARDED:
        return _guarded(m, s, row)
    if s.nature == "duty":
        return _duty(m, s, row, t)
    return _standing(m, s, row)


def _ids(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for r in reasons for i in r.ids))


def _events(m: Material, reasons: Sequence[Reason]) -> list[Event]:
    return m.events_of(_ids(reasons))


def _guarded(m: Material, s: TermState, row: ReadingState) -> tuple[Sentence, ...]:
    """A prohibition or guarantee: the gravest event told, who answers it, and how many more are told."""
    counted = gravest(m, row)
    told = [r for r in row.reasons if r.rule in ("G2", "G3", "G3b", "G4")]
    if not counted and told:  # states of a way, told without an event: their reasons are sentences
        return tuple(Sentence(_reason(m, r), (*r.ids, s.id)) for r in told[:2])
    if not counted:
        quiet = s.state == "quiet_watched"
        text = (
            "No report of an act against it was found, and it was watched without a gap."
            if quiet
            else "No report of an act against it was found. Nobody is known to have watched it throughout, so this does not show that it was kept."
        )
        return (Sentence(text, (s.id,)), *_hindered(m, s, row))
    first, rest = counted[0], counted[1:]
    event = _events(m, [first])[0]
    out = [Sentence(_guard_words(m, event, first), (*first.ids, s.id))]
    if rest:
        out.append(Sentence(_more_words(rest), _ids(rest)))
    return (*out, *_hindered(m, s, row))


def _hindered(m: Material, s: TermState, row: ReadingState) -> list[Sentence]:
    """The newest hindrance by nobody's doing, with its hours and the reason given (rule G7); how many more."""
    found = [r for r in row.reasons if r.rule == "G7"]
    more = f" {w.n_of(len(found) - 1, 'more')} of the kind." if len(found) > 1 else ""
    return [Sentence(f"{_reason(m, found[-1])}{more}", (*found[-1].ids, s.id))] if found else []


def gravest(m: Material, row: ReadingState) -> list[Reason]:
    """The events that count against a prohibition: gravest state first, then those most told, then the earliest."""
    rank = {"appears_inconsistent": 0, "contested": 1, "alleged": 2}
    found = [(r, e[0]) for r in row.reasons if r.rule in ("G2", "G3", "G3b", "G4") and (e := _events(m, [r]))]
    found.sort(key=lambda x: (rank.get(x[0].effect, 3), -len(x[1].members), start_of(x[1])))
    return [r for r, _ in found]


def _guard_words(m: Material, event: Event, reason: Reason) -> str:
    """Who tells of the event and whom they accuse; what the accused say."""
    main = next((p for p in event.propositions if p.key == "occurred"), None)
    support = [c for p in (main,) if p for c in p.claims]
    members = {x.claim for x in event.members}
    against = {x.claim for x in event.members if x.role == "contradicts"}
    telling = [c for c in (support or members) if c not in against]
    tell = ph.voices(m, telling)
    names = ph.namings(m, event, (c for c in members if c not in against))
    text = f"{tell} {'tells' if ' and ' not in tell and 'other' not in tell else 'tell'} of {ph.happening(m, event)}"
    if [who for who, _ in names] == [tell]:
        text += f", and {ph.name_them(tell)} {names[0][1]} as acting"
    else:
        text += "".join(f"; {who} {ph.name_them(who)} {named} as acting" for who, named in names)
    answer = [i for i in reason.ids if i not in members and i != event.id]
    if against:
        text += f"; {ph.voices(m, against)} den{'ies' if len({ph.voice(m, c) for c in ph.claims_of(m, against)}) == 1 else 'y'} it"
    elif reason.rule == "G3b" and answer:
        text += f"; {ph.voices(m, answer)} says of that time that it kept the ceasefire"
    elif names:
        text += "; no answer was found in what was read"
    return ph.sentence(text)


def _more_words(rest: Sequence[Reason]) -> str:
    n = {k: sum(r.effect == k for r in rest) for k in ("appears_inconsistent", "contested", "alleged")}
    said = [f"{n[k]} {state_words(k)}" for k in n if n[k]]
    return f"{w.n_of(len(rest), 'more event')} may bear on it: {w.and_list(said)}."


def _duty(m: Material, s: TermState, row: ReadingState, t: Term | None) -> tuple[Sentence, ...]:
    """A duty: told as done when and by whom, a part, a beginning, or nothing."""
    done = [r for r in row.reasons if r.effect == "done"]
    moving = [r for r in row.reasons if r.effect in ("begun", "part")]
    rules = {r.rule for r in row.reasons}
    out: list[Sentence] = []
    if row.state == "met_late_by_consent" and t is not None:
        out.append(_moved(m, s, t))
    if done and "L3a" in rules:
        who = w.and_list([w.actor(m.register, a, m.language) for a in t.duty.who]) if t else "the duty holder"
        day = _day(m, done)
        out.append(Sentence(ph.sentence(f"Only {who} says that it is done{day}"), (*_ids(done), s.id)))
    elif done:
        out.append(Sentence(ph.sentence(f"Told as done{_day(m, done)} by {_tellers(m, done)}"), (*_ids(done), s.id)))
    elif moving and "L5b" in rules:
        out += _in_time(m, s, row, moving)
    elif moving:
        out += _moving(m, s, moving)
    if "L5" in rules:
        text = (
            "The deadline is past and it is not told as done."
            if moving
            else "The deadline is past; nothing that was read tells whether it was done."
        )
        out.insert(0, Sentence(text, (s.id,)))
    if not out:
        waits = " Its time counts from something that is not told as done." if "L8" in rules else ""
        parallel = row.state == "cannot_tell"
        text = (
            "Nothing that was read tells of it, though it was to run in parallel with what is reported."
            if parallel
            else f"Nothing that was read tells of it.{waits}"
        )
        out.append(Sentence(text, (s.id,)))
    return tuple(out)


def _day(m: Material, reasons: Sequence[Reason]) -> str:
    found = [e for e in _events(m, reasons) if e.when is not None]
    if not found:
        return ""
    e = min(found, key=lambda e: (e.when.latest or 0) if e.when else 0)
    said = ph.on(e.when, m.zone)
    return f" {said}" if said else ""


def _tellers(m: Material, reasons: Sequence[Reason]) -> str:
    return ph.voices(m, _ids(reasons))


def _moved(m: Material, s: TermState, t: Term) -> Sentence:
    """The change of a deadline: from when to when, by what instrument, with whose consent."""
    limit = m.as_of if m.public_at is None else min(m.as_of, m.public_at)
    held = [a for a in t.amendments if ("due" in a.sets or "within" in a.sets) and a.public <= limit]
    old = f" from {w.day(t.due - 1, m.zone, year=False)}" if t.due else ""
    new = f" to {w.day(s.due - 1, m.zone, year=False)}" if s.due else ""
    by = f" by {w.a_an(held[-1].instrument.replace('_', ' '))}" if held else ""
    consent = held[-1].consent if held else ()
    names = [w.actor(m.register, a, m.language) for a in w.parties_first(consent, m.register, m.alternat, m.language)]
    with_ = f", {w.and_list(names)} consenting" if names else ""
    return Sentence(f"The date was moved{old}{new}{by}{with_}.", (*(a.id for a in held), s.id))


def _moving(m: Material, s: TermState, reasons: Sequence[Reason], *, whole: bool = True) -> list[Sentence]:
    """Begun and not told as complete: who tells of it, how often, and the newest sentence. whole: say that it is not."""
    published = {d.id: (d.published.earliest or 0) if d.published else 0 for d in m.documents.values()}
    claims = ph.claims_of(m, _ids(reasons))
    latest = ph.newest(claims, published)
    n = len(_events(m, reasons))
    out = []
    if n > 1 or latest is None:
        head = f"Told as under way by {_tellers(m, reasons)}, in {n} reports"
        head += "; nobody tells of its completion" if whole else ""
        out.append(Sentence(ph.sentence(head), (*_ids(reasons)[:7], s.id)))
    if latest is not None:
        lead = "Latest: " if out else ""
        out.append(Sentence(f"{lead}{sentence_of(m, latest)}", (latest.id,)))
    if n <= 1 and latest is not None and whole:
        out.append(Sentence("Nobody tells of its completion.", (s.id,)))
    return out


def _in_time(m: Material, s: TermState, row: ReadingState, moving: Sequence[Reason]) -> list[Sentence]:
    """Told within the time of the duty, with no word on how much; and who says that it is not done (rule L5b)."""
    out = _moving(m, s, moving, whole=False)
    failed = [r for r in row.reasons if r.effect == "not_done"]
    end = "Whether that was all is not told, and the deadline is past."
    return [*out[:2], _said_not_done(m, s, failed) if failed else Sentence(end, (s.id,))]


def _against(m: Material, s: TermState) -> tuple[Sentence, ...]:
    """What stands beside the state: that somebody says it is not done, or tells of persons still held."""
    if "contested" not in s.also:
        return ()
    found = [r for r in s.reasons if r.effect == "not_done"]
    if not found:
        return (Sentence("Somebody of another interest disputes it.", (s.id,)),)
    return (_said_not_done(m, s, found),)


def _said_not_done(m: Material, s: TermState, found: Sequence[Reason]) -> Sentence:
    """Who says that it is not carried out, or tells of persons still held."""
    who = _tellers(m, found)
    held = all(c.kind == "persons_held" for c in ph.claims_of(m, _ids(found)))
    one = " and " not in who and "other" not in who
    told = (
        f"{'tells' if one else 'tell'} of persons still held"
        if held
        else f"{'says' if one else 'say'} that it is not carried out"
    )
    return Sentence(ph.sentence(f"{who} {told}"), (*_ids(found)[:7], s.id))


def _standing(m: Material, s: TermState, row: ReadingState) -> tuple[Sentence, ...]:
    """A permission, strength or status: the figure that does not fit, else who tells of it being kept."""
    bad = [r for r in row.reasons if r.effect in ("questioned", "not_done", "ended")]
    good = [r for r in row.reasons if r.effect in ("kept", "done", "part", "begun")]
    if bad:
        return tuple(Sentence(ph.sentence(_reason(m, r)), (*r.ids, s.id)) for r in bad[:2])
    if good:
        return (
            Sentence(ph.sentence(f"Told as kept by {_tellers(m, good)}{_until(m, good)}"), (*_ids(good)[:7], s.id)),
        )
    if any(r.rule == "S4" for r in row.reasons):
        return (Sentence("Its period has ended and it runs on, for no notice is known.", (s.id,)),)
    if s.state == "not_in_force":
        return (Sentence("It is not in force at this time.", (s.id,)),)
    return (Sentence("It stands by the text; nothing that was read bears on it.", (s.id,)),)


def _until(m: Material, reasons: Sequence[Reason]) -> str:
    days = [e.when.latest for e in _events(m, reasons) if e.when is not None and e.when.latest is not None]
    days = [d for d in days if d <= m.as_of + 86_400_000_000]
    return f", last on {w.day(max(days) - 1, m.zone)}" if days else ""


def reason_names(m: Material) -> dict[str, str]:
    """Zone ids in words."""
    return {
        z.id: next((n for v in z.names.values() for n in (v if isinstance(v, tuple) else (v,))), z.id) for z in m.zones
    }


def _reason(m: Material, r: Reason) -> str:
    return reason_words(m, r.words)


def reason_words(m: Material, text: str) -> str:
    """A reason of the assessment for readers: names for ids, no numbers of rules."""
    return w.plain_words(text, m.register, reason_names(m))
