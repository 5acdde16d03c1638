"""The spot report: one event on one page."""

from __future__ import annotations

from truceline.assessments.handling import tracks
from truceline.briefs import incidents
from truceline.briefs import words as w
from truceline.briefs.agenda import term_of
from truceline.briefs.citations import citations
from truceline.briefs.issue import footer, head, notices
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Page, Paragraph, Section, Sentence, Table, cell, plain
from truceline.briefs.period import track_words
from truceline.events.event import Event
from truceline.values.errors import InputError
from truceline.values.time import rfc3339

MOST_VERSIONS = 6


def compose(m: Material) -> Page:
    """The spot report of the event in `focus`. Raises InputError if the view has no such event."""
    event = next((e for e in m.events if e.id == m.focus), None)
    if event is None:
        raise InputError(
            "no such event in this view",
            expected="--event ID as `truceline events` prints it",
            got=m.focus or "none",
            do="a merged event carries the id of its earliest report",
        )
    sections = (what(m, event), versions(m, event), observed(m, event), in_force(m, event), asked(m, event))
    page = Page(
        kind="spot", title=w.event_title(event, m.gazetteer, m.language), subtitle=f"Spot report; {m.title}", language=m.language,
        head=head(m), notices=notices(m), sections=sections, withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return citations(m, page)


def what(m: Material, e: Event) -> Section:
    """When to the minute where it is known, and where with all names."""
    if e.when and e.when.earliest is not None and e.when.latest is not None:
        zone = e.when.wire_zone()
        time = f"Between {rfc3339(e.when.earliest, zone)} and {rfc3339(e.when.latest, zone)}."
    else:
        time = f"{w.when(e.when, m.zone, year=True)}."
    places = []
    for where in e.where:
        found = m.gazetteer.place(where.id) if where.id else None
        names = sorted({n for v in found.names.values() for n in v}) if found else [where.name]
        radius = f", within {int(where.radius_m):,} m" if where.radius_m else ", no point given"
        places.append(f"{where.role} {' / '.join(names)}{radius}")
    text = f"{time} {'; '.join(sorted(set(places))) or 'No place given'}. Occurrence: {e.occurrence} ({incidents.standing(e)})."
    blocks: list[Block] = [Paragraph((Sentence(text, (e.id,)),))]
    blocks += [Paragraph((Sentence(d.rstrip(".") + "."),), lead="Doubt:") for d in e.doubts[:2]]
    return Section("1", "When and where", tuple(blocks), anchor="what")


def versions(m: Material, e: Event) -> Section:
    """Each origin's version in turn."""
    by_id = {c.id: c for c in m.claims}
    ordered = sorted(e.versions, key=lambda v: (incidents.interest_key(m, v), v.origin.name.casefold(), v.act))
    lines = tuple(incidents.version_line(m, v, by_id) for v in ordered[:MOST_VERSIONS])
    more = (
        (plain(f"{len(ordered) - MOST_VERSIONS} more versions: truceline explain."),)
        if len(ordered) > MOST_VERSIONS
        else ()
    )
    return Section("2", "Versions, in turn", (Bullets(lines), *more), anchor="versions")


def observed(m: Material, e: Event) -> Section:
    """What somebody other than the sides says to have seen."""
    by_id = {c.id: c for c in m.claims}
    lines = []
    for x in e.members:
        c = by_id.get(x.claim)
        if (
            c
            and c.says
            and c.says[0].kind in ("peacekeeper", "international_org", "sensor", "ngo")
            and c.act != "denies"
        ):
            lines.append(Paragraph((Sentence(incidents.sentence_of(m, c), (c.id,)),), lead=f"{c.says[0].name}:"))
    return Section(
        "3",
        "Observed by others than the sides",
        (Bullets(tuple(lines[:4])),) if lines else (plain("Nothing, in what was read."),),
        anchor="observed",
    )


def in_force(m: Material, e: Event) -> Section:
    """The terms it touches, per reading."""
    rows = []
    for a in m.assessed:
        for x in a.incidents:
            t = term_of(m, x.term)
            if x.event == e.id and t is not None and x.state != "outside_terms":
                why = "; ".join(
                    f"{f.state.replace('_', ' ')}{' (' + ', '.join(f.readings) + ')' if f.readings else ''}: {f.why}"
                    for f in x.consistency[:2]
                )
                rows.append(
                    (
                        cell(f"{t.clause} {t.title}"),
                        Cell((Sentence(why + ".", (x.id,)),), x.state),
                        cell(f"{x.attribution.state.replace('_', ' ')} {', '.join(x.attribution.by)}"),
                    )
                )
    return Section(
        "4",
        "Terms in force",
        (Table(("Clause", "Consistency", "Attribution"), tuple(rows[:5]), (30, 48, 22)),)
        if rows
        else (plain("No term of the case reaches it."),),
        anchor="terms",
    )


def asked(m: Material, e: Event) -> Section:
    """What was asked of whom, and what was answered."""
    found = tracks(e.id, [x.claim for x in e.members], m.decisions, zone=m.zone, as_of=m.as_of)
    lines = tuple(
        Paragraph((Sentence(track_words(m, t) + ".", tuple(s.decision for s in t.steps if s.decision)),)) for t in found
    )
    note = "Nobody was asked. Nothing of this goes outward before the accused was asked, or it says that it was not."
    blocks: tuple[Block, ...] = (Bullets(lines),) if lines else (plain(note),)
    return Section("5", "Asked and answered", blocks, anchor="asked")
