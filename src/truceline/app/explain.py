"""Why: from an assessment or event down to the sentences, each with its chain and document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from truceline.app.derive import cited
from truceline.app.tracing import traced
from truceline.app.view import day_text
from truceline.briefs.words import n_of
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.events.agreed import agreed
from truceline.events.bindings import in_force
from truceline.events.event import Event, Origin, Proposition, Version
from truceline.events.transmission import number
from truceline.values.errors import InputError
from truceline.values.time import When, moment, rfc3339

if TYPE_CHECKING:
    from truceline.app.derive import Derived


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of the why. kind: term, event, proposition, claim, document, decision. below: what it stands on."""

    id: str = ""
    kind: str
    words: str
    below: tuple[Reason, ...] = ()


def explain(derived: Derived, id: str) -> Reason:
    """The chain below an id. A merged event's old id resolves to the event that holds it. Raises InputError."""
    for claim in derived.claims:
        if claim.id == id:
            told = of_claim(derived, claim)
            return msgspec.structs.replace(told, below=(*told.below, *stands_in(derived, id)))
    now = derived.names.event(id)
    for event in derived.events:
        if event.id == now:
            return of_event(derived, event)
    if id in derived.names.renamed:
        return explain(derived, derived.names.renamed[id])
    if id in derived.documents:
        return of_document(derived, id)
    found = of_assessment(derived, id)
    if found is not None:
        return found
    for decision in derived.library.decisions:
        if decision.id == id:
            below = tuple(explain(derived, i) for i in decision.ids if known(derived, i))
            return Reason(
                id=id, kind="decision", words=f"{decision.by}: {decision.word}, because {decision.because}", below=below
            )
    raise InputError(
        "nothing here has that id", where=str(derived.case.root), expected="an id as `events`, `terms`, `assess` or a brief prints it",
        got=id, do="ids depend on the three times and the release: give the same --as-of and --public-at as where you saw it",
    )  # fmt: skip


def known(derived: Derived, id: str) -> bool:
    """Whether the id names something in this view."""
    return id in derived.documents or any(c.id == id for c in derived.claims) or any(e.id == id for e in derived.events)


def of_claim(derived: Derived, claim: Claim) -> Reason:
    """A claim, with its chain and its document."""
    chain = " -> ".join(s.name for s in claim.says) or "no speaker"
    head = f"{claim.act}{' not' if claim.polarity == 'does_not_hold' else ''} ({claim.kind}{', ' + claim.code if claim.code else ''})"
    when = f"; when: {span_text(claim.when)}" if claim.when else ""
    where = f"; where: {', '.join(w.name for w in claim.where)}" if claim.where else ""
    place = f"[{claim.span.start}-{claim.span.end}]" if claim.span.row is None else f"[row {claim.span.row}]"
    words = f"{chain}{' (background)' if claim.background else ''}: {head}{when}{where}\n{place} {claim.span.text}"
    return Reason(id=claim.id, kind="claim", words=words, below=(of_document(derived, claim.document),))


def stands_in(derived: Derived, claim: str) -> tuple[Reason, ...]:
    """What stands on a claim: the events that hold it and its part in each, or why none does; states of terms it is
    named for."""
    out = []
    for e in derived.events:
        named = f"{e.title}; occurrence: {e.occurrence}"
        for m in (m for m in e.members if m.claim == claim):
            out.append(Reason(id=e.id, kind="in event", words=f"{named}; this claim {m.role}"))
        if any(claim in v.claims for v in e.positions):
            out.append(Reason(id=e.id, kind="beside event", words=f"{named}; a general position, not counted"))
    for aside in derived.fused.set_aside:
        if aside.claim == claim:
            out.append(Reason(kind="in no event", words=aside.why))
    for s in (s for a in derived.assessed for s in a.terms):
        why = next((r.words for r in s.reasons if claim in r.ids), None)
        if why is not None:
            out.append(Reason(id=s.id, kind="named for a state", words=f"{s.term}: {s.state}\n{why}"))
    return tuple(out)


def of_document(derived: Derived, id: str) -> Reason:
    """A document in a line."""
    d = derived.documents[id]
    return Reason(id=id, kind="document", words=document_line(d, derived.case.zone))


def document_line(d: Document, zone: str) -> str:
    """Title, publisher, date, address and what was seen of a document."""
    day = (
        day_text(d.published.earliest, d.published.wire_zone() or None)
        if d.published and d.published.earliest is not None
        else "day of publication unknown"
    )
    parts = [
        d.title or d.name,
        d.publisher,
        day,
        d.address,
        f"{d.kind}{', ' + d.seen + ' seen' if d.seen else ''}",
        f"grade {d.grade}" if d.grade else "",
    ]
    return "; ".join(p for p in parts if p)


def of_event(derived: Derived, event: Event) -> Reason:
    """An event: origins and verdicts, propositions with who stands where, every origin's version, what opposing sides
    agree on, and the sentences with why each is here."""
    head = f"{event.cls} {event.title or event.kind}; {span_text(event.when)}; occurrence: {event.occurrence}"
    if event.status:
        head += f"; status: {event.status}"
    for doubt in event.doubts:
        head += f"\ndoubt: {doubt}"
    head += "".join(f"\n{line}" for line in setting_lines(derived, event))
    titles = {e.id: e.title for e in derived.events}
    for relation, ids in event.links.items():
        words = "cannot tell whether it is the same as" if relation == "cannot_tell" else relation.replace("_", " ")
        head += "".join(f"\n{words}: {i} ({titles[i]})" for i in ids)
    below = (
        origins_of(derived, event),
        *map(of_proposition, event.propositions),
        *(of_version(derived, v, "version") for v in event.versions),
        *(of_version(derived, v, "general position") for v in event.positions),
        of_agreed(derived, event),
        *verdicts(derived, event),
        *decided(derived, event),
        *members_of(derived, event),
    )
    return Reason(id=event.id, kind="event", words=head, below=below)


def origins_of(derived: Derived, event: Event) -> Reason:
    """The independent origins behind an event, with how many tellings carry each."""
    told = traced(derived, event)
    rows = [
        f"{r.name}{' (interest ' + r.interest + ')' if r.interest else ''}: {n_of(r.claims, 'telling')} by {n_of(r.publishers, 'publisher')}"
        for r in told.roots
    ]
    rows += [f"circular reporting: {', '.join(c)} cite one another" for c in told.circles]
    changed = [s for s in told.steps if s.reworded]
    rows += [f"{s.to_name} reworded what {s.source_name} said: {'; '.join(s.reworded)}" for s in changed]
    return Reason(kind="origins", words="\n".join([f"{len(told.roots)} independent", *rows]))


def of_version(derived: Derived, v: Version, kind: str) -> Reason:
    """What one origin says, its own time, place, actors and numbers; in general where it is but a position."""
    verb = f"{v.act}{' (does not hold)' if v.polarity == 'does_not_hold' and v.act != 'denies' else ''}"
    parts = [
        f"when: {span_text(v.when)}" if v.when else "",
        f"where: {', '.join(dict.fromkeys(w.name for w in v.where))}" if v.where else "",
    ]
    parts += [f"actors: {', '.join(v.actors)}" if v.actors else ""]
    parts += [f"{number(c)} {c.what.replace('_', ' ')}" for c in v.counts]
    said = [f"[{c.span.text}]" for c in cited(derived, v.claims)]
    return Reason(kind=kind, words="\n".join(["; ".join([f"{v.origin.name} {verb}", *(p for p in parts if p)]), *said]))


def of_agreed(derived: Derived, event: Event) -> Reason:
    """What sides that oppose one another say alike."""
    found = agreed(event, derived.case.register)
    rows = [f"{a.sides[0]} and {a.sides[1]}: {a.words}{' (an admission)' if a.admitted else ''}" for a in found]
    return Reason(kind="agreed by opposing sides", words="\n".join([f"{len(found)}" if found else "nothing", *rows]))


def verdicts(derived: Derived, event: Event) -> tuple[Reason, ...]:
    """The assessments of an event against the terms it touches: three verdicts each, never merged."""
    out = []
    for assessed in derived.assessed:
        for a in assessed.incidents:
            if a.event == event.id:
                by = f" ({', '.join(a.attribution.by)})" if a.attribution.by else ""
                states = (x.replace("_", " ") for x in (a.occurrence.state, a.state, a.attribution.state))
                words = "{}: occurrence {}; consistency {}; attribution {}{}".format(a.term, *states, by)
                out.append(Reason(id=a.id, kind="verdict", words=words))
    return tuple(out)


def decided(derived: Derived, event: Event) -> tuple[Reason, ...]:
    """Decisions in force on an event or its claims: whose word, when, with what set, why."""
    named = {event.id, *(m.claim for m in event.members)}
    out = []
    for d in in_force(derived.library.decisions):
        if named & set(d.ids):
            said = "".join(f"; {k}={v}" for k, v in d.set.items())
            words = f"{d.word}{said}, by {d.by} on {day_text(d.at, derived.case.zone)}, because {d.because}"
            out.append(Reason(id=d.id, kind="decision", words=words))
    return tuple(out)


def members_of(derived: Derived, event: Event) -> tuple[Reason, ...]:
    """The claims of an event, each with its part in it and why it is here, feature by feature."""
    by_id = {c.id: c for c in derived.claims}
    out = []
    for m in event.members:
        if m.claim in by_id:
            reason = of_claim(derived, by_id[m.claim])
            score = f" (score {m.score / 1000:+.2f})" if m.score is not None else ""
            why = f"\nin this event: {m.role}{score}{'; ' + '; '.join(m.why) if m.why else ''}"
            out.append(msgspec.structs.replace(reason, words=reason.words + why))
    return tuple(out)


def setting_lines(derived: Derived, event: Event) -> list[str]:
    """Where an incident lies by each drawing of its day, and which drawing changed about that time."""
    if event.cls != "incident":
        return []
    from truceline.assessments.setting import advances, settings_of

    zone, out = derived.case.zone, []
    for s in settings_of(event, derived.zones, known=derived.view.public_at):
        unplaced: dict[str, list[str]] = {}
        for a in s.maps:
            if a.distance_m is None and a.state == "undetermined":
                unplaced.setdefault(a.why, []).append(f"{a.zone} per {a.per}")
                continue
            off = "" if a.distance_m is None else f", {a.distance_m:,.0f} m off"
            out.append(f"drawing: {s.where.name}: {a.state} {a.zone} per {a.per}{off}{'; ' + a.why if a.why else ''}")
        out += [f"no drawing places {s.where.name} ({why}): {', '.join(of)}" for why, of in unplaced.items()]
        for c in s.changed:
            words = f"{c.before} before, {c.after} after"
            out.append(
                f"changed about then: {c.zone} per {c.per}, from {day_text(c.at, zone)}; {s.where.name}: {words}"
            )
    for start in sorted({a.start for a in derived.agreements if a.start is not None}):
        if event.when is None or event.when.latest is None or event.when.latest <= start:
            continue
        for g in advances(event, derived.zones, start, derived.case.register.party_of):
            words = f"{g.answer} the line {g.zone} per {g.per} as at {day_text(start, zone)}"
            out.append(f"alleged advance by {g.mover} to {g.place}: {words}")
    return list(dict.fromkeys(out))


def of_proposition(p: Proposition) -> Reason:
    """A proposition in words: origins supporting, denying, silent, and the rule that gave its state."""

    def names(origins: tuple[Origin, ...]) -> str:
        return ", ".join(f"{o.name}{' (interest ' + o.interest + ')' if o.interest else ''}" for o in origins) or "none"

    words = (
        f"{p.says}: {p.state}; supporting {len(p.supporting)} ({names(p.supporting)}); denying {len(p.denying)} ({names(p.denying)});"
        f" silent {len(p.silent)} ({names(p.silent)})"
    )
    return Reason(kind="proposition", words="\n".join([words, *p.reasons]))


def of_assessment(derived: Derived, id: str) -> Reason | None:
    """A term's state or an assessment of an event, with all it stands on; None if no such id."""
    for assessed in derived.assessed:
        for item in (*assessed.terms, *assessed.incidents):
            if id in (getattr(item, "id", None), getattr(item, "term", None)):
                return Reason(id=id, kind="assessment", words=assessment_words(item), below=below(derived, item))
    return None


def assessment_words(item: object) -> str:
    """State, basis and reasons of an assessment."""
    head = f"{getattr(item, 'term', '')}: {getattr(item, 'state', '')} ({getattr(item, 'basis', 'computed')})"
    return "\n".join([head, *(str(getattr(r, "words", r)) for r in getattr(item, "reasons", ()))])


def below(derived: Derived, item: object) -> tuple[Reason, ...]:
    """The events and claims an assessment's reasons name, once each, in order."""
    ids: dict[str, None] = {}
    for reason in getattr(item, "reasons", ()):
        for i in getattr(reason, "ids", ()):
            ids.setdefault(i)
    for i in (*getattr(item, "events", ()), *getattr(item, "claims", ())):
        ids.setdefault(i)
    return tuple(explain(derived, i) for i in ids if known(derived, i))


def span_text(when: When | None) -> str:
    """An interval in words that keep its ends open where they are."""
    if when is None:
        return "time not given"
    zone = when.wire_zone()
    if when.earliest is not None and when.latest is not None and when.earliest < when.latest:
        first, after = moment(when.earliest, zone), moment(when.latest, zone)
        if first.time() == after.time() == dt.time():  # whole days, as they were told
            days = dict.fromkeys(day_text(t, zone or None) for t in (when.earliest, when.latest - 1))
            return f"{' to '.join(days)}{'' if zone else ' (zone unknown)'}"
    lo = rfc3339(when.earliest, zone) if when.earliest is not None else "..."
    hi = rfc3339(when.latest, zone) if when.latest is not None else "..."
    return f"{lo} to {hi}{'' if zone else ' (local, zone unknown)'}"


def lines(reason: Reason, depth: int = 0) -> list[str]:
    """The chain as indented text."""
    pad = "  " * depth
    first, *rest = reason.words.split("\n")
    out = [f"{pad}{reason.kind}{' ' + reason.id if reason.id else ''}: {first}", *(f"{pad}    {r}" for r in rest)]
    for child in reason.below:
        out += lines(child, depth + 1)
    return out
