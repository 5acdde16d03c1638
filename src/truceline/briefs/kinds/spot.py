"""The spot report: one event on one page."""

from __future__ import annotations

import msgspec

from truceline.assessments.assessment import Assessment
from truceline.assessments.handling import tracks
from truceline.briefs import incidents
from truceline.briefs import words as w
from truceline.briefs.citations import citations
from truceline.briefs.evidence import term_of
from truceline.briefs.issue import footer, head, notices
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Page, Paragraph, Section, Sentence, Table, cell, plain
from truceline.briefs.period import track_words
from truceline.events.event import Event
from truceline.values.errors import InputError
from truceline.values.time import DAY

MOST_VERSIONS = 6
MOST_NAMES = 8
MOST_TERMS = 4
OBSERVERS = ("peacekeeper", "international_org", "sensor", "ngo")
LEFT_OUT = ("Stands on", "Reviewed", "Read")  # one page


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
        head=tuple(x for x in head(m) if x[0] not in LEFT_OUT), notices=notices(m), sections=sections,
        withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return short(citations(m, page))


def short(page: Page) -> Page:
    """The page with citations that do not say the sentences again: they stand in full above (one page)."""
    kept = tuple(
        msgspec.structs.replace(c, words="" if c.kind == "claim" else c.words, title="") for c in page.citations
    )
    return msgspec.structs.replace(page, citations=kept)


def what(m: Material, e: Event) -> Section:
    """When to the minute where it is known, and where with all names."""
    roles: dict[str, dict[str, None]] = {}
    radius: dict[str, str] = {}
    for where in sorted(e.where, key=lambda x: (w.place(m.gazetteer, x, m.language), x.role)):
        found = m.gazetteer.place(where.id) if where.id else None
        names = sorted({n for v in found.names.values() for n in v if "/" not in n}) if found else [where.name]
        key = " / ".join(names[:MOST_NAMES])
        roles.setdefault(key, {})[where.role] = None
        known = f", within {int(where.radius_m):,} m" if where.radius_m else ", no point given"
        radius.setdefault(key, known if where.role == "at" or key not in radius else radius[key])
    items = [
        Paragraph(
            (
                Sentence(
                    f"{clock_words(m, e)}. Occurrence: {e.status or e.occurrence} ({incidents.standing(e)}).", (e.id,)
                ),
            )
        ),
        *(Paragraph((Sentence(f"{' and '.join(r)} {key}{radius[key]}."),)) for key, r in roles.items()),
    ]
    if not roles:
        items.append(plain("No place given."))
    items += [Paragraph((Sentence(d.rstrip(".") + "."),), lead="Doubt:") for d in e.doubts[:2]]
    return Section("1", "When and where", (Bullets(tuple(items)),), anchor="what")


def clock_words(m: Material, e: Event) -> str:
    """The interval with clock times and the zone; whole days without."""
    if e.when is None or e.when.earliest is None or e.when.latest is None:
        return w.when(e.when, m.zone, year=True)
    if e.when.latest - e.when.earliest >= DAY:
        return f"{w.when(e.when, m.zone, year=True)}, hour not given"
    zone = e.when.zone or m.zone
    return f"{w.clock(e.when.earliest, zone)} to {w.clock(e.when.latest, zone)} ({zone})"


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
    """Who other than the sides says to have seen it; the words stand above, each with its chain below."""
    by_id = {c.id: c for c in m.claims}
    seen: dict[str, list[str]] = {}
    for x in e.members:
        c = by_id.get(x.claim)
        if c and c.says and c.says[0].kind in OBSERVERS and c.act != "denies":
            seen.setdefault(c.says[0].name, []).append(c.id)
    lines = tuple(
        Paragraph((Sentence(f"{name}, in the words above.", tuple(ids)),)) for name, ids in sorted(seen.items())
    )
    return Section(
        "3",
        "Observed by others than the sides",
        (Bullets(lines[:4]),) if lines else (plain("By nobody, in what was read."),),
        anchor="observed",
    )


def in_force(m: Material, e: Event) -> Section:
    """The terms it touches, per reading; those of which nothing can be told in one line."""
    rows, silent = [], []
    for a in m.assessed:
        for x in a.incidents:
            t = term_of(m, x.term)
            if x.event != e.id or t is None or x.state == "outside_terms":
                continue
            if all(f.state == "cannot_tell" for f in x.consistency):
                silent.append(f"{t.clause} {t.title}")
                continue
            why: dict[str, list[str]] = {}
            for f in x.consistency:
                why.setdefault(f"{f.state.replace('_', ' ')}: {f.why}", []).extend(f.readings)
            told = "; ".join(
                f"{k}{' (reading ' + ', '.join(v) + ')' if v and len(why) > 1 else ''}" for k, v in why.items()
            )
            rows.append(
                (
                    cell(f"{t.clause} {t.title}"),
                    Cell((Sentence(w.clip(told, 40), (x.id,)),), x.state),
                    cell(attribution_words(m, x)),
                )
            )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(("Clause", "Consistency", "Attribution"), tuple(rows[:MOST_TERMS]), (28, 50, 22)))
    if len(rows) > MOST_TERMS:
        blocks.append(plain(f"{w.n_of(len(rows) - MOST_TERMS, 'further term')}: truceline assess."))
    if silent:
        blocks.append(plain(f"Cannot tell for: {'; '.join(silent[:3])}{' and others' if len(silent) > 3 else ''}."))
    return Section("4", "Terms in force", tuple(blocks) or (plain("No term of the case reaches it."),), anchor="terms")


def attribution_words(m: Material, x: Assessment) -> str:
    """By whom it is said to be, per whom; never our own word."""
    named = []
    for said in x.attribution.by:
        who, _, rest = said.partition(", per ")
        named.append(f"{w.actor(m.register, who, m.language)}{', per ' + rest if rest else ''}")
    state = "said to be" if x.attribution.state == "claimed_by" else x.attribution.state.replace("_", " ")
    return f"{state} {'; '.join(named)}".strip()


def asked(m: Material, e: Event) -> Section:
    """What was asked of whom, and what was answered."""
    found = tracks(e.id, [x.claim for x in e.members], m.decisions, zone=m.zone, as_of=m.as_of)
    lines = tuple(
        Paragraph((Sentence(track_words(m, t) + ".", tuple(s.decision for s in t.steps if s.decision)),)) for t in found
    )
    note = "Nobody was asked. Nothing of this goes outward before the accused was asked, or it says that it was not."
    blocks: tuple[Block, ...] = (Bullets(lines),) if lines else (plain(note),)
    return Section("5", "Asked and answered", blocks, anchor="asked")
