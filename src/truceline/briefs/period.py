"""What happened and what was said in a period, with the period before beside it, per reporter and never added up."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.assessments.handling import Track, tracks
from truceline.briefs import words as w
from truceline.briefs.bottom import change_words, changes, snapshot
from truceline.briefs.incidents import main_proposition, sentence_of, start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Cell, Paragraph, Section, Sentence, Table, cell, plain
from truceline.briefs.talks import published
from truceline.claims.claim import Claim
from truceline.events.event import Event

PASSAGE = ("corridor", "movement")
PERSONS = ("persons_held", "exchange", "casualties", "return")
ACCESS = ("access",)
MOST = 10


def window(m: Material, back: int = 0) -> tuple[int, int]:
    """The period, or the one `back` periods before it: [from, to)."""
    return m.as_of - (back + 1) * m.period, m.as_of - back * m.period


def said_in(m: Material, back: int = 0) -> list[Claim]:
    """Claims of documents published in the period."""
    a, b = window(m, back)
    return [c for c in m.claims if a <= published(m, c) < b]


def told_in(m: Material, back: int = 0) -> list[Event]:
    """Events first told in the period, in order of time."""
    a, b = window(m, back)
    found = [e for e in m.events if e.public is not None and a <= e.public < b]
    return sorted(found, key=lambda e: (start_of(e), w.event_title(e, m.gazetteer, m.language)))


def sector(m: Material, event: Event) -> str:
    """The district of an event's first place that has one; else what is known of it."""
    for where in event.where:
        place = m.gazetteer.place(where.id) if where.id else None
        if place and place.district:
            return place.district
    return w.places(m.gazetteer, event.where[:1], m.language) or "no place given"


def reporter(claim: Claim) -> str:
    """Who said it first."""
    return claim.says[0].name if claim.says else "unattributed background"


def new_events(m: Material, number: str) -> Section:
    """Events first told in the period: one line each, by class."""
    events = told_in(m)
    items = []
    for e in [x for x in events if x.cls == "incident"] + [x for x in events if x.cls != "incident"]:
        p = main_proposition(e)
        who = f"told by {w.origins(p.supporting)}" if p and p.supporting else "no origin by name"
        denied = f"; denied by {w.origins(p.denying)}" if p and p.denying else ""
        state = e.status or e.occurrence
        text = f"{w.event_title(e, m.gazetteer, m.language)} ({e.cls}, {state}); {who}{denied}."
        items.append(
            Paragraph((Sentence(text, (e.id, *(x.claim for x in e.members[:4]))),), lead=w.when(e.when, m.zone))
        )
    shown = tuple(items[:MOST])
    more = (plain(f"{len(items) - MOST} more in the annex."),) if len(items) > MOST else ()
    return Section(
        number,
        "New events",
        (Bullets(shown), *more) if shown else (plain("No event was told for the first time in the period."),),
        anchor="new",
    )


def by_reporter(m: Material, number: str) -> Section:
    """Incidents told per sector and reporter, this period and the one before; a reporter's figures stay its own."""
    rows: dict[tuple[str, str], list[int]] = {}
    by_id = {c.id: c for c in m.claims}
    for back in (0, 1):
        a, b = window(m, back)
        for e in m.events:
            if e.cls != "incident":
                continue
            names = {
                reporter(c)
                for x in e.members
                if (c := by_id.get(x.claim)) and a <= published(m, c) < b and c.act != "denies"
            }
            for name in names:
                rows.setdefault((sector(m, e), name), [0, 0])[back] += 1
    body = tuple((cell(s), cell(r), cell(str(n[0])), cell(str(n[1]))) for (s, r), n in sorted(rows.items()))
    blocks: list[Table | Paragraph] = []
    if body:
        blocks.append(Table(("Sector", "Reporter", "This period", "Before"), body, (32, 36, 16, 16)))
    else:
        blocks.append(
            plain(
                "No reporter told of an incident in this period or the one before. That is not calm: nobody may have looked."
            )
        )
    figures = counts(m)
    if figures:
        blocks.append(
            Table(
                ("Reporter", "Figure", "This period", "Before"),
                tuple(figures),
                (26, 30, 22, 22),
                caption="Figures as each reporter gave them; series of different reporters are not added",
            )
        )
    return Section(number, "By sector and reporter", tuple(blocks), anchor="reporters")


def counts(m: Material) -> list[tuple[Cell, ...]]:
    """The newest figure of each reporter and thing counted, this period and the one before."""
    rows: dict[tuple[str, str], dict[int, tuple[str, str]]] = {}
    for back in (1, 0):
        for c in said_in(m, back):
            for n in c.counts:
                value = n.text or str(n.best if n.best is not None else n.low if n.low is not None else n.high)
                rows.setdefault((reporter(c), n.what.replace("_", " ")), {})[back] = (value, c.id)
    out: list[tuple[Cell, ...]] = []
    for (who, what), values in sorted(rows.items()):
        if 0 not in values:
            continue
        here, before = values[0], values.get(1)
        out.append(
            (
                cell(who),
                cell(what),
                cell(here[0], here[1]),
                cell(before[0], before[1]) if before else cell("none given"),
            )
        )
    return out[:MOST]


def changed(m: Material, number: str) -> Section:
    """States of terms and verdicts of events that changed in the period."""
    if m.earlier is None:
        return Section(
            number,
            "Changed verdicts",
            (plain("No state at the start of the period to compare with."),),
            anchor="changed",
        )
    found = [
        c for c in changes(m.earlier, snapshot(m)) if c.what == "term" or (c.what == "event" and c.before is not None)
    ]
    items = tuple(Paragraph((Sentence(change_words(c) + ".", (c.id,)),)) for c in found[:MOST])
    return Section(number, "Changed verdicts", (Bullets(items),) if items else (plain("None."),), anchor="changed")


def said_of(m: Material, number: str) -> Section:
    """Passage, persons, access and jamming: what was said in the period, per reporter."""
    items = []
    said = said_in(m)
    for lead, kinds in (("Passage:", PASSAGE), ("Persons:", PERSONS), ("Access denied, jamming:", ACCESS)):
        found = [c for c in said if c.kind in kinds or (kinds is ACCESS and (c.code or "").startswith("V5"))]
        sentences = _distinct(m, found)
        items.append(
            Paragraph(
                tuple(sentences[:4]) or (Sentence("nothing was reported; not the same as nothing to report."),),
                lead=lead,
            )
        )
    return Section(number, "Passage, persons, access", (Bullets(tuple(items)),), anchor="passage")


def _distinct(m: Material, claims: Iterable[Claim]) -> list[Sentence]:
    groups: dict[str, list[str]] = {}
    for c in claims:
        groups.setdefault(f"{reporter(c)}: {sentence_of(m, c)}", []).append(c.id)
    return [Sentence(text, tuple(ids)) for text, ids in groups.items()]


def all_tracks(m: Material) -> list[tuple[Event, Track]]:
    """Handling of every event, in order of time."""
    out = []
    for e in sorted(m.events, key=start_of):
        out += [(e, t) for t in tracks(e.id, [x.claim for x in e.members], m.decisions, zone=m.zone, as_of=m.as_of)]
    return out


def unanswered(m: Material, number: str, since: int) -> Section:
    """Open allegations: put to the accused or not, answered or not; silence is no admission."""
    touching = {a.event for x in m.assessed for a in x.incidents}
    handled: dict[str, list[Track]] = {}
    for e, t in all_tracks(m):
        handled.setdefault(e.id, []).append(t)
    items = []
    for e in sorted(
        (e for e in m.events if e.cls == "incident" and e.id in touching and start_of(e) >= since), key=start_of
    ):
        state = (
            "; ".join(
                f"{w.actor(m.register, t.to, m.language)}: {t.state.replace('_', ' ')}" for t in handled.get(e.id, ())
            )
            or "not yet put to anyone"
        )
        items.append(
            Paragraph(
                (Sentence(f"{w.event_title(e, m.gazetteer, m.language)} ({e.occurrence}). {state}.", (e.id,)),),
                lead=w.when(e.when, m.zone),
            )
        )
    return Section(
        number,
        "Open allegations and answers",
        (Bullets(tuple(items[:MOST])),) if items else (plain("None."),),
        anchor="answers",
    )
