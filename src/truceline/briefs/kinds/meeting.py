"""The brief for the evening before a meeting: main part of three pages, then annexes."""

from __future__ import annotations

import msgspec

from truceline.briefs import agenda, allegations, bottom, clauses, deeds, incidents, intake, talks, unknown
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.citations import citations
from truceline.briefs.drawings import map_section, timeline_section
from truceline.briefs.issue import footer, head, notices
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Page, Paragraph, Section, Sentence, plain
from truceline.events.event import Event
from truceline.values.time import DAY

RECENT = 45 * DAY


def compose(m: Material) -> Page:
    """The meeting brief of a view."""
    on, off = agenda.tables(m, "4", "5")
    sections = (
        talks.section(m, "1"),
        bottom.section(m, "2"),
        bottom.since_last(m, "3"),
        on,
        off,
        open_incidents(m, "6"),
        unknown.section(m, "7"),
    )
    annexes = annex_sections(m)
    page = Page(
        kind="meeting", title=m.title, subtitle=subtitle(m), language=m.language, head=head(m), notices=notices(m),
        sections=sections, annexes=annexes, withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return citations(m, page)


def subtitle(m: Material) -> str:
    """What the brief prepares."""
    ahead = talks.next_talks(m)
    return f"Before the talks of {w.when(ahead.when, m.zone, year=True)}" if ahead else "State of the agreement"


def open_incidents(m: Material, number: str) -> Section:
    """Incidents of the last weeks, newest first, each in one line: what is told, by whom, denied by whom, answered."""
    found = incidents.incidents_between(m, m.as_of - RECENT, m.as_of)
    found = [e for e in found if bears(m, e.id)]
    found.sort(key=lambda e: (e.when is None, -len(e.versions), incidents.start_of(e)))
    totals = deeds.totals_since(m, m.as_of - RECENT)
    items = []
    for e in sorted(found[:6], key=incidents.start_of):
        items.append(
            Paragraph(
                (Sentence(incident_line(m, e), (e.id, *(x.claim for x in e.members[:6]), *own_word(m, e))),),
                lead=f"{w.when(e.when, m.zone)}.",
            )
        )
    more = f"{w.n_of(len(found) - 6, 'further incident')} in the annex. " if len(found) > 6 else ""
    note = f"{more}{allegations.put_words(m, found)} A published denial is not an answer."
    return Section(
        number,
        "Open incidents",
        (Bullets(tuple(items)), *deeds.beside(m, totals), plain(note))
        if items
        else (deeds.no_single(m, totals, "No incident is told in the 45 days before the cut-off."),),
        anchor="incidents",
    )


def incident_line(m: Material, e: Event) -> str:
    """What is told, where and by whom; whom it names; who denies it or says that it kept the term; how it stands."""
    p = incidents.main_proposition(e)
    against = {x.claim for x in e.members if x.role == "contradicts"}
    tell = ph.voices(m, [c for c in (p.claims if p else ()) if c not in against])
    noun, at = ph.NOUNS.get(e.kind, e.kind.replace("_", " ")), ph.places(m, e)
    names = ph.namings(m, e, (x.claim for x in e.members if x.claim not in against))
    text = f"{noun}{' ' + at if at else ''}, told by {tell}"
    if [who for who, _ in names] == [tell]:
        text += f", naming {names[0][1]}"
    else:
        text += "".join(f"; {who} {ph.name_them(who)} {named}" for who, named in names)
    if against:
        text += f"; denied by {ph.voices(m, against)}"
    kept = own_word(m, e)
    if kept:
        text += f"; {ph.voices(m, kept)} says that it kept the ceasefire"
    n = f": {w.n_of(len(p.supporting), 'origin')} for, {len(p.denying) or 'none'} against" if p else ""
    return ph.sentence(f"{text}. {standing_of(m, e).capitalize()}{n}")


def own_word(m: Material, e: Event) -> list[str]:
    """Claims by which the accused say of the time of an event that they keep the term (rule G3b)."""
    members = {x.claim for x in e.members}
    found = (i for s in agenda.states(m) for r in s.reasons if r.rule == "G3b" and e.id in r.ids for i in r.ids)
    return m.in_order({i for i in found if i not in members and i != e.id})


def standing_of(m: Material, e: Event) -> str:
    """How an event stands: contested where a term is contested over it, else its occurrence."""
    over = any(e.id in r.ids and r.effect == "contested" for s in agenda.states(m) for r in s.reasons)
    return "contested" if over else e.occurrence.replace("_", " ")


def bears(m: Material, event: str) -> bool:
    """Whether an event touches a term of the case."""
    return event in m.touched


def annex_sections(m: Material) -> tuple[Section, ...]:
    """Clauses; incident sheets; map; chronology and earlier violence; tally and method."""
    out = [clauses.section(m, "A")]
    start = min((a.start or a.signed or m.as_of for a in m.agreements), default=m.as_of)
    since = [e for e in incidents.incidents_between(m, start, m.as_of) if bears(m, e.id)]
    sheets = since[-incidents.MOST_SHEETS :]
    earlier = [e for e in m.events if deeds.is_incident(e) and incidents.start_of(e) < start and e not in sheets]
    if sheets:
        out.append(incidents.sheets(m, sheets, "B"))
    drawn = map_section(m, "C")
    if drawn is not None:
        out.append(drawn)
    line = timeline_section(m, "D")
    if line is not None:
        out.append(line)
    measures = [
        e
        for e in m.events
        if (e.cls in ("measure", "meeting", "contact") or e.planned) and e.when and (e.when.earliest or 0) < m.as_of
    ]
    out.append(incidents.chronology(m, measures[-45:], "E", "Chronology of measures and meetings", "chronology"))
    if earlier:
        out.append(
            incidents.chronology(
                m, sorted(earlier, key=incidents.start_of)[-28:], "F", "Violence before the agreement", "earlier"
            )
        )
    out.append(unknown.method(m, "G"))
    out.append(intake.section(msgspec.structs.replace(m, period=7 * DAY), "H"))
    return tuple(out)
