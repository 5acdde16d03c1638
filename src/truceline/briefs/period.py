"""What happened and what was said in a period, with the period before beside it, per reporter and never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from truceline.assessments.coverage import is_watcher
from truceline.briefs import deeds
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.agenda import states
from truceline.briefs.bottom import Change, changes, snapshot
from truceline.briefs.incidents import main_proposition, sentence_of, start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Paragraph, Section, Sentence, Table, cell, plain
from truceline.claims.claim import Claim
from truceline.documents.document import Document
from truceline.events.event import Event
from truceline.values.count import Count
from truceline.values.time import DAY

PERSONS = ("persons_held", "exchange", "casualties", "return")
MOST = 10
MOST_FIGURES = 14
MOST_SAID = 4
SEP = " | "
Figures = Mapping[str, Mapping[str, Mapping[str, str]]]


def window(m: Material, back: int = 0) -> tuple[int, int]:
    """The period, or the one `back` periods before it: [from, to)."""
    return m.as_of - (back + 1) * m.period, m.as_of - back * m.period


def shown_by(m: Material, document: str, limit: int) -> bool:
    """Whether a report cut off at `limit` holds a document: published wholly before it, or on the day of the cut-off at
    an hour not given. The same rule by which documents are chosen, so that each stands in one period and none in two."""
    d = m.documents.get(document)
    lo, hi = d.published.span() if d and d.published else (None, None)
    if lo is None or hi is None:
        return False
    return hi <= limit or (lo < limit and hi - lo <= DAY)


def entered(m: Material, claim: Claim, back: int = 0) -> bool:
    """Whether the document of a claim came in the period: in the report at its end, not in the one before."""
    a, b = window(m, back)
    return shown_by(m, claim.document, b) and not shown_by(m, claim.document, a)


def entered_document(m: Material, d: Document) -> bool:
    """The same for a document."""
    a, b = window(m)
    return shown_by(m, d.id, b) and not shown_by(m, d.id, a)


def said_in(m: Material, back: int = 0) -> list[Claim]:
    """Claims of documents that came in the period."""
    return [c for c in m.claims if entered(m, c, back)]


def told_in(m: Material, back: int = 0) -> list[Event]:
    """Events first told in the period, in order of time."""
    by_id = {c.id: c for c in m.claims}
    a, b = window(m, back)
    found = []
    for e in m.events:
        documents = [by_id[x.claim].document for x in e.members if x.claim in by_id]
        if any(shown_by(m, d, b) for d in documents) and not any(shown_by(m, d, a) for d in documents):
            found.append(e)
    return sorted(found, key=lambda e: (start_of(e), w.event_title(e, m.gazetteer, m.language)))


def sector(m: Material, event: Event) -> str:
    """The district of an event's first place that has one; else what is known of it."""
    for where in event.where:
        place = m.gazetteer.place(where.id) if where.id else None
        if place and place.district:
            return m.gazetteer.district_of(place, m.language)
        if place and place.kind == "district":
            return w.place(m.gazetteer, where, m.language)
    return (w.place(m.gazetteer, event.where[0], m.language) if event.where else "") or "no place given"


def reporter(m: Material, claim: Claim) -> str:
    """Who said it first, by one name for one speaker."""
    return ph.voice(m, claim) if claim.says else "unattributed background"


def label(m: Material, back: int = 0) -> str:
    """A period for the head of a column: the hour at which it ends."""
    end = window(m, back)[1]
    return f"to {w.day(end - 1, m.zone, year=False)}, {w.clock(end, m.zone).rsplit(', ', 1)[1]}"


def new_events(m: Material, number: str, most: int | None = MOST, *, sheets: bool = True) -> Section:
    """Events first told in the period: one line each, incidents before the rest, what is only planned apart. most: how
    many of each are shown. sheets: whether the page has a sheet for each incident."""
    events = told_in(m)
    incidents = [e for e in events if deeds.is_incident(e)]
    items: list[Paragraph] = []
    plans: list[Paragraph] = []
    for i, e in enumerate([*incidents, *(x for x in events if x not in incidents)], 1):
        p = main_proposition(e)
        who = f"Told by {w.origins(p.supporting)}" if p and p.supporting else "Told by nobody by name"
        denied = f"; denied by {w.origins(p.denying)}" if p and p.denying else ""
        state = (e.status or e.occurrence).replace("_", " ")
        sheet = f" Sheet A{i}." if sheets and i <= len(incidents) else ""
        text = f"{w.event_title(e, m.gazetteer, m.language)} ({e.cls}): {state}. {who}{denied}.{sheet}"
        refs = (e.id, *(x.claim for x in e.members[:4]))
        (plans if e.planned else items).append(Paragraph((Sentence(text, refs),), lead=f"{_dated(m, e)}."))
    said = said_in(m)
    none = deeds.no_single(
        m, said, "No event was told for the first time in the period. That is not calm: nobody may have looked.",
        "No single event was told for the first time in the period",
    )  # fmt: skip
    blocks: list[Block] = [*_listed(items, most), *deeds.beside(m, said)] if items else [none]
    if plans:
        refs_of_plans = dict.fromkeys(r for p in plans[:most] for x in p.sentences for r in x.refs)
        blocks += [
            plain("Only announced, planned or expected; nobody tells of it as done:", *refs_of_plans),
            *_listed(plans, most),
        ]
    return Section(number, "New events", tuple(blocks), anchor="new")


def _listed(items: list[Paragraph], most: int | None) -> list[Block]:
    """The first of some lines, and how many are left."""
    left = len(items) - len(items[:most])
    more = [plain(f"{w.n_of(left, 'further event')}: truceline events.")] if left else []
    return [Bullets(tuple(items[:most])), *more]


def _dated(m: Material, e: Event) -> str:
    return w.when(e.when, m.zone)[:1].upper() + w.when(e.when, m.zone)[1:]


def by_reporter(m: Material, number: str) -> Section:
    """Incidents told per sector, reporter and type, this period and the one before; a reporter's figures stay its own.

    The period before is taken from the report of that period, as issued where it was frozen.
    """
    before: Figures = m.earlier or {}
    here = figures(m)
    now, then = label(m), label(m, 1)
    blocks: list[Block] = []
    body = _rows(here, before, "incidents", "0")
    if body:
        caption = "Incidents told, not shots: by where they are said to be, who told of them and the type as told. Two who tell of one incident stand in two lines"
        blocks.append(Table(("Sector", "Reporter", "Type", now, then), body, (22, 30, 20, 14, 14), caption=caption))
    else:
        none = "No reporter told of an incident in this period or the one before. That is not calm: nobody may have looked."
        blocks.append(deeds.no_single(m, [*said_in(m, 1), *said_in(m)], none))
    rows = _rows(here, before, "given", "none given")
    if rows:
        caption = "Figures as each reporter gave them; those of different reporters are never added"
        blocks.append(Table(("Reporter", "Figure", now, then), rows[:MOST_FIGURES], (24, 20, 30, 26), caption=caption))
    if len(rows) > MOST_FIGURES:
        blocks.append(plain(f"{w.n_of(len(rows) - MOST_FIGURES, 'further figure')} held and not shown here."))
    return Section(number, "By sector and reporter, with the period before", tuple(blocks), anchor="reporters")


def _rows(here: Figures, before: Figures, part: str, none: str) -> tuple[tuple[Cell, ...], ...]:
    """A row a key of either period; what was given in this one first where a table of text may be cut."""
    keys = sorted({*here.get(part, {}), *before.get(part, {})}, key=lambda k: (part == "given" and k not in here.get(part, {}), k))  # fmt: skip
    return tuple(
        (
            *(cell(x) for x in key.split(SEP)),
            cell(value_of(here, part, key, none), *here.get(part, {}).get(key, {}).get("refs", "").split()),
            cell(value_of(before, part, key, none), *before.get(part, {}).get(key, {}).get("refs", "").split()),
        )
        for key in keys
    )


def value_of(table: Figures, part: str, key: str, none: str) -> str:
    """A figure of one key, or the word for none."""
    return table.get(part, {}).get(key, {}).get("n", none)


def figures(m: Material, back: int = 0) -> dict[str, dict[str, dict[str, str]]]:
    """What the next report sets beside its own: incidents told in the period by sector, reporter and type, and the
    figures each reporter gave (`n`, as text); `refs` are the claims. Keys join names by SEP."""
    by_id = {c.id: c for c in m.claims}
    incidents: dict[str, dict[str, list[str]]] = {}
    for e in filter(deeds.is_incident, m.events):
        for x in e.members:
            c = by_id.get(x.claim)
            if c is not None and x.role != "contradicts" and deeds.tells(c) and entered(m, c, back):
                key = SEP.join((sector(m, e), reporter(m, c), w.type_words(c.kind, c.code)))
                incidents.setdefault(key, {}).setdefault(e.id, []).append(c.id)
    given: dict[str, dict[str, list[str]]] = {}
    for c in said_in(m, back):
        for n in () if deeds.denied(c) else c.counts:
            ahead = deeds.intent(m, c)
            name = f"{ahead.capitalize()}: {figure_name(c, n).lower()}" if ahead else figure_name(c, n)
            key = SEP.join((reporter(m, c), name))
            given.setdefault(key, {}).setdefault(figure_words(m, c, n), []).append(c.id)
    return {
        part: {k: {"n": value(v), "refs": " ".join(i for ids in v.values() for i in ids)} for k, v in sorted(found.items())}
        for part, found, value in (("incidents", incidents, lambda v: str(len(v))), ("given", given, "; ".join))
    }  # fmt: skip


def figure_name(c: Claim, n: Count) -> str:
    """What a figure counts, with the kind of happening it belongs to."""
    what = n.what.replace("_", " ")
    if c.reader.name == "field" and n.what in ("violations", "items"):
        return next((t.removeprefix("what: ") for t in c.topics if t.startswith("what: ")), what)
    kind = w.FIGURE_WORDS.get(c.kind, w.KIND_WORDS.get(c.kind, c.kind.replace("_", " ")))
    return what if kind.lower().startswith(what[:5]) or what in ("killed", "wounded", "held") else f"{kind}: {what}"


def figure_words(m: Material, c: Claim, n: Count) -> str:
    """A figure as given, with whose, where and when."""
    value = n.text or str(n.best if n.best is not None else n.low if n.low is not None else n.high)
    whose = w.actor(m.register, n.actor, m.language) if n.actor and m.register.actor(n.actor) else ""
    at = w.places(m.gazetteer, c.where[:2], m.language)
    day = w.when(c.when, m.zone) if c.when and c.when.latest and c.when.earliest and c.when.latest - c.when.earliest <= 7 * DAY else ""  # fmt: skip
    beside = ", ".join(x for x in (whose, at, day) if x and x not in value)
    return f"{value} ({beside})" if beside else value


def changed(m: Material, number: str) -> Section:
    """States of terms and verdicts of events that changed in the period, with the sentences that are new to them."""
    if m.earlier is None:
        return Section(number, "Changed verdicts", (plain("No state at the start of the period to compare with."),), anchor="changed")  # fmt: skip
    items = tuple(Paragraph((Sentence(text, refs),)) for text, refs in changed_words(m)[:MOST])
    none = plain("None: no state of a term and no verdict on an event moved in the period.")
    return Section(number, "Changed verdicts", (Bullets(items),) if items else (none,), anchor="changed")


def changed_words(m: Material) -> list[tuple[str, tuple[str, ...]]]:
    """Each change in words, with the claims of the period that the new state stands on (all of them where none is new)."""
    before = m.earlier or {}
    moved = {i: m.former[i] for i in before.get("event", {}) if i in m.former}
    renamed = {**before, "event": {moved.get(i, i): x for i, x in before.get("event", {}).items()}}
    out = []
    for c in changes(renamed, snapshot(m)):
        if c.what == "term" or (c.what == "event" and c.before is not None):
            out.append((_change(c), (c.id, *_behind(m, c.id))))
    twice = Counter(moved.values())
    for now in (e.id for e in m.events_of(i for i, n in twice.items() if n > 1)):
        out.append((f"Told apart before, now one event: {_title(m, now)}.", (now, *_behind(m, now))))
    return out


def _change(c: Change) -> str:
    old, new = (x.replace("_", " ").replace("+", ", also ") if x else None for x in (c.before, c.after))
    if new is None:
        return f"{c.title}: was {old}; no longer stands as an event of its own."
    return f"{c.title}: was {old}, is {new}." if old else f"{c.title}: {new}, new."


def _title(m: Material, event: str) -> str:
    return next((w.event_title(e, m.gazetteer, m.language) for e in m.events if e.id == event), event)


def _behind(m: Material, id: str) -> tuple[str, ...]:
    """Claims a term's state or an event stands on: those of the period, else all."""
    ids: dict[str, None] = {}
    events = {id}
    for s in states(m):
        if s.term == id:
            ids |= dict.fromkeys(s.claims)
            events |= set(s.events)
    for e in m.events:
        if e.id in events:
            ids |= dict.fromkeys(x.claim for x in e.members)
    told = [c for c in m.claims if c.id in ids]
    return tuple(c.id for c in ([c for c in told if entered(m, c)] or told)[:6])


def said_of(m: Material, number: str) -> Section:
    """Passage, persons, access and jamming: what was said in the period, per reporter."""
    corridors = {z.id for z in m.zones if z.kind == "corridor"}
    said = said_in(m)
    groups = (
        ("Passage along the corridor:" if corridors else "Passage on roads:", [c for c in said if _of_passage(c, corridors)]),
        ("Persons:", [c for c in said if c.kind in PERSONS]),
        ("Access denied, jamming, fire at monitors:", [c for c in said if _of_access(m, c)]),
    )  # fmt: skip
    items = []
    for lead, found in groups:
        sentences = _distinct(m, found)
        more = (Sentence(f"{w.n_of(len(sentences) - MOST_SAID, 'more sentence')} held and not shown here."),) if len(sentences) > MOST_SAID else ()  # fmt: skip
        none = (Sentence("nothing was told in the period; that is not the same as nothing to tell."),)
        items.append(Paragraph((*sentences[:MOST_SAID], *more) if sentences else none, lead=lead))
    return Section(number, "Passage, persons, access", (Bullets(tuple(items)),), anchor="passage")


def _of_passage(c: Claim, corridors: set[str]) -> bool:
    """Whether a claim tells of passage: of the corridor, or of movement or obstruction on it."""
    at = any(x.id in corridors for x in c.where)
    return c.kind == "corridor" or (c.kind == "movement" and at) or (c.code or "").startswith("V4")


def _of_access(m: Material, c: Claim) -> bool:
    """Whether a claim tells of monitors and their access: of access itself, or that those who watch did not come where
    they were to go, or found the way shut."""
    if c.kind == "access" or (c.code or "").startswith("V5"):
        return True
    subject = any(a.role == "observer" or is_watcher(a.id, m.register) for a in c.actors)
    kept = c.polarity == "does_not_hold" and c.kind in ("movement", "deployment")
    return subject and (kept or (c.kind == "corridor" and c.polarity == "holds" and (c.code or "").startswith("V4")))


def _distinct(m: Material, claims: Iterable[Claim]) -> list[Sentence]:
    """Each sentence once, with all claims that stand on it; who says it stands in it, or before it."""
    groups: dict[str, list[str]] = {}
    for c in claims:
        text, who = sentence_of(m, c), reporter(m, c)
        named = any(x.casefold() in text.casefold() for x in (who, *(s.name for s in c.says[:1])))
        groups.setdefault(text if named else f"{who}: {text}", []).append(c.id)
    return [Sentence(text, tuple(ids)) for text, ids in groups.items()]
