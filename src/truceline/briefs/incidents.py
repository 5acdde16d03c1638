"""Incident sheets, the chronology and the origins: every version in turn, nothing averaged, silence shown as silence."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Paragraph, Section, Sentence, Table, cell
from truceline.claims.claim import Claim
from truceline.events.event import Event, Proposition, Version
from truceline.values.count import Count

MOST_SHEETS = 14
ACT_WORDS = {
    "asserts": "says", "denies": "denies", "accuses": "accuses", "admits": "admits", "announces": "announces",
    "plans": "plans", "expects": "expects", "counts": "counts", "corrects": "corrects", "withdraws": "withdraws",
    "undertakes": "undertakes", "provides": "provides",
}  # fmt: skip


def start_of(event: Event) -> int:
    """When an event began, for ordering: its earliest time, else its publication."""
    if event.when and event.when.earliest is not None:
        return event.when.earliest
    return event.public or 0


def incidents_between(m: Material, start: int, end: int) -> list[Event]:
    """Incidents told that may have happened in [start, end), none only planned: by time, place, kind, what first told them."""
    found = [e for e in m.events if e.cls == "incident" and not e.planned and start <= start_of(e) < end]
    return sorted(
        found, key=lambda e: (start_of(e), w.places(m.gazetteer, e.where, m.language), e.kind, m.first_told(e))
    )


def main_proposition(event: Event) -> Proposition | None:
    """The proposition that the event happened."""
    return next(
        (p for p in event.propositions if p.key == "occurred"), event.propositions[0] if event.propositions else None
    )


def standing(event: Event) -> str:
    """How many origins support, deny and are silent."""
    p = main_proposition(event)
    if p is None:
        return "no proposition"
    return f"{len(p.supporting)} supporting, {len(p.denying)} denying, {len(p.silent)} silent"


def sheet(m: Material, event: Event, number: str) -> Section:
    """One incident: when, where, propositions with who stands where, and each origin's version in its own right."""
    blocks: list[Block] = []
    at = w.places(m.gazetteer, event.where, m.language) or "no place given"
    line = f"{w.when(event.when, m.zone, year=True)}; {at}. Occurrence: {event.occurrence} (computed; {standing(event)}). Id: {event.id}."
    blocks.append(Paragraph((Sentence(line, (event.id, *(c.claim for c in event.members))),)))
    for doubt in event.doubts:
        blocks.append(
            Paragraph((Sentence(doubt[:1].upper() + doubt[1:].rstrip(".") + ".", (event.id,)),), lead="Doubt:")
        )
    if changed := changes_about(m, event):
        blocks.append(Paragraph((Sentence(changed, (event.id,)),), lead="Drawings:"))
    rows = tuple(_row(p) for p in _told(m, event))
    if rows:
        blocks.append(Table(("What is said", "Supporting origins", "Denying", "Silent"), rows, (40, 24, 18, 18)))
    by_id = {c.id: c for c in m.claims}
    items = tuple(version_line(m, v, by_id) for v in _ordered(m, event))
    if items:
        blocks.append(Bullets(items))
    return Section(number, w.event_title(event, m.gazetteer, m.language), tuple(blocks), anchor=f"event-{event.id}")


def changes_about(m: Material, event: Event) -> str:
    """Which drawings of the ground changed within 30 days of an incident that lies, or may lie, inside one of them."""
    if not m.zones:
        return ""
    from truceline.assessments.setting import settings_of

    names = {z.id: next(iter(z.names.get(m.language) or z.names.get("en") or (z.id,))) for z in m.zones}
    told: dict[str, None] = {}
    for s in settings_of(event, m.zones, known=m.public_at):
        at = w.place(m.gazetteer, s.where, m.language)
        for c in s.changed:
            told.setdefault(
                f"the {names[c.zone]}, per {c.per}, is drawn anew from {w.day(c.at, m.zone)}: {at} {c.before} before, {c.after} after"
            )
    return f"Changed within 30 days of it: {'; '.join(told)}." if told else ""


def interest_key(m: Material, version: Version) -> tuple[bool, str]:
    """Order of versions: by the name of the actor behind, the alternat party first; those of nobody last."""
    interest = version.origin.interest
    if interest is None:
        return (True, "~")
    return (interest != m.alternat, w.actor(m.register, interest, m.language).casefold())


def version_line(m: Material, version: Version, by_id: dict[str, Claim]) -> Paragraph:
    """What one origin says, in the sentences it stands on."""
    said: list[Sentence] = []
    seen: set[str] = set()
    for id in version.claims:
        claim = by_id.get(id)
        if claim is None:
            continue
        text = sentence_of(m, claim)
        if text not in seen:
            seen.add(text)
            said.append(Sentence(text, (id,)))
    verb = ACT_WORDS.get(version.act, version.act)
    return Paragraph(tuple(said[:4]), lead=f"{_teller(m, version, by_id)} {verb}:")


def _teller(m: Material, version: Version, by_id: dict[str, Claim]) -> str:
    """Whose version it is: the origin; where only one agency or outlet of its says it, that one, with the origin behind."""
    told = [c for i in version.claims if (c := by_id.get(i)) is not None and c.says]
    names = {ph.voice(m, c) for c in told}
    if (
        len(names) == 1
        and all(c.says[0].kind in ("news_agency", "outlet") for c in told)
        and names != {version.origin.name}
    ):
        return f"{names.pop()} ({version.origin.name})"
    return version.origin.name


def sentence_of(m: Material, claim: Claim) -> str:
    """The whole sentence a claim stands in; its span alone where the sentence is not at hand."""
    if claim.reader.name == "field":
        return field_words(m, claim)
    text = " ".join((m.sentences.get(claim.id) or claim.span.text).split())
    return text if text.endswith((".", "?", "!", ".”", '."')) else text + "."


def field_words(m: Material, claim: Claim) -> str:
    """An observation of a field report in our words: who, what, how noticed, how many, which way, where, when; the words of
    who stopped the patrol in quotation marks."""
    marks = dict(t.split(": ", 1) for t in claim.topics if ": " in t)
    how = {"seen": "saw", "heard": "heard", "both": "saw and heard"}.get(
        marks.get("seen_or_heard", "").lower(), "reported"
    )
    what = marks.get("what", "that it was there")
    n = f" ({counts_line(claim.counts)})" if claim.counts else ""
    far = f", {marks['distance_m']} m away" if "distance_m" in marks else ""
    way = f", to the {marks['direction']}" if "direction" in marks else ""
    by = f", by {marks['access_by']}" if "access_by" in marks else ""
    weapon = f", {marks['weapon']}" if "weapon" in marks and marks["weapon"].lower() != what else ""
    at = w.places(m.gazetteer, claim.where, m.language)
    place = f", {at}" if at.startswith(("near ", "in ")) else f", at {at}" if at else ""
    said = f" In their words: “{marks['words'].rstrip('.')}.”" if "words" in marks else ""
    return f"{claim.says[0].name} {how} {what}{n}{weapon}{by}{way}{far}{place}, {w.clocks(claim.when, m.zone)}.{said}"


def counts_line(counts: Sequence[Count]) -> str:
    """Counts as their source bounds them."""
    out = []
    for c in counts:
        n = (
            c.best
            if c.best is not None
            else f"at least {c.low}"
            if c.low is not None
            else f"up to {c.high}"
            if c.high is not None
            else "some"
        )
        out.append(f"{n} {c.what.replace('_', ' ')}")
    return ", ".join(out)


def chronology(m: Material, events: Sequence[Event], number: str, title: str, anchor: str) -> Section:
    """A list of events: date, what, state or status, and who says so."""
    items = []
    for e in sorted(events, key=lambda e: (start_of(e), w.event_title(e, m.gazetteer, m.language))):
        p = main_proposition(e)
        who = w.origins(p.supporting) if p else ""
        denied = f"; denied by {w.origins(p.denying)}" if p and p.denying else ""
        state = e.status or (e.occurrence if e.cls == "incident" else "")
        said = f"{state.replace('_', ' ')}, " if state else ""
        text = f"{w.event_title(e, m.gazetteer, m.language)} ({said}{who or 'no origin named'}{denied})."
        refs = (e.id, *(x.claim for x in e.members[:4]))
        items.append(Paragraph((Sentence(text, refs),), lead=f"{w.when(e.when, m.zone)}:"))
    return Section(number, title, (Bullets(tuple(items)),), anchor=anchor)


def sheets(m: Material, events: Sequence[Event], number: str) -> Section:
    """All incidents in one annex, each as short as what is told of it allows."""
    blocks: list[Block] = []
    for i, event in enumerate(events, 1):
        blocks += short_sheet(m, event, f"{number}{i}")
    return Section(number, "Incident sheets", tuple(blocks), anchor="incident-sheets")


def short_sheet(m: Material, event: Event, number: str) -> list[Block]:
    """One incident: what, when, where, how it stands; who stands where on each proposition, where more than one origin
    tells of it; each version in its own right."""
    p = main_proposition(event)
    heard = {o.id for x in event.propositions for o in (*x.supporting, *x.denying)}
    silent = f"; silent: {w.origins(p.silent)}" if p and p.silent else ""
    line = f"{w.when(event.when, m.zone, year=True)}. {event.occurrence.capitalize()} (computed; {standing(event)}{silent}). {event.id}."
    told = [Sentence(line, (event.id, *(c.claim for c in event.members)))]
    told += [Sentence(f"Doubt: {d[:1].lower()}{d[1:].rstrip('.')}.", (event.id,)) for d in event.doubts]
    blocks: list[Block] = [Paragraph(tuple(told), lead=f"{number} {w.event_title(event, m.gazetteer, m.language)}.")]
    rows = tuple(_row(x) for x in _told(m, event)) if len(heard) > 1 else ()
    if rows:
        blocks.append(Table(("What is said", "Supporting origins", "Denying", "Silent"), rows, (40, 24, 18, 18)))
    versions = tuple(version_line(m, v, {c.id: c for c in m.claims}) for v in _ordered(m, event))
    if versions:
        blocks.append(Bullets(versions))
    return blocks


def _told(m: Material, event: Event) -> list[Proposition]:
    return [p for p in event.propositions if not p.key.startswith("agent:") or m.register.actor(p.key.split(":")[1])]


def _row(p: Proposition) -> tuple[Cell, ...]:
    sides = (p.supporting, p.denying, p.silent)
    return (cell(p.says, *p.claims, state=p.state), *(cell(w.origins(x) or "none") for x in sides))


def _ordered(m: Material, event: Event) -> list[Version]:
    return sorted(event.versions, key=lambda v: (interest_key(m, v), v.origin.name.casefold(), v.act))
