"""What happened and what was said in a period, with the period before beside it, per reporter and never added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from truceline.assessments.handling import Track, tracks
from truceline.briefs import words as w
from truceline.briefs.bottom import change_words, changes, snapshot
from truceline.briefs.incidents import main_proposition, sentence_of, start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence, Table, cell, plain
from truceline.claims.claim import Claim
from truceline.events.event import Event
from truceline.values.decision import Decision
from truceline.values.time import DAY

PASSAGE = ("corridor", "movement")
PERSONS = ("persons_held", "exchange", "casualties", "return")
ACCESS = ("access",)
MOST = 10
MOST_FIGURES = 14
SEP = " | "
ANSWER_WORDS = {
    "accepts": "accepted", "denies": "denied", "explains": "explained", "counter_claims": "made a counter-claim",
    "none": "gave no answer",
}  # fmt: skip


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
            return place.district
        if place and place.kind == "district":
            return w.place(m.gazetteer, where, m.language)
    return (w.place(m.gazetteer, event.where[0], m.language) if event.where else "") or "no place given"


def reporter(claim: Claim) -> str:
    """Who said it first."""
    return claim.says[0].name if claim.says else "unattributed background"


def new_events(m: Material, number: str, most: int | None = MOST) -> Section:
    """Events first told in the period: one line each, incidents before the rest. most: how many are shown."""
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
    shown = tuple(items[:most])
    left = len(items) - len(shown)
    more = (plain(f"{w.n_of(left, 'further event')}: truceline events."),) if left else ()
    return Section(
        number,
        "New events",
        (Bullets(shown), *more) if shown else (plain("No event was told for the first time in the period."),),
        anchor="new",
    )


def by_reporter(m: Material, number: str) -> Section:
    """Incidents told per sector and reporter, this period and the one before; a reporter's figures stay its own.

    The period before is taken from the report of that period, as issued where it was frozen.
    """
    before = m.earlier or {}
    here = figures(m)
    keys = sorted({*here["incidents"], *before.get("incidents", {})})
    body = tuple(
        (
            *(cell(x) for x in key.split(SEP)),
            cell(_of(here, "incidents", key, "n", "0"), *here["incidents"].get(key, {}).get("refs", "").split()),
            cell(_of(before, "incidents", key, "n", "0")),
        )
        for key in keys
    )
    blocks: list[Table | Paragraph] = []
    if body:
        blocks.append(Table(("Sector", "Reporter", "This period", "Before"), body, (32, 36, 16, 16)))
    else:
        blocks.append(
            plain(
                "No reporter told of an incident in this period or the one before. That is not calm: nobody may have looked."
            )
        )
    given = sorted({*here["given"], *before.get("given", {})})
    rows = tuple(
        (
            *(cell(x) for x in key.split(SEP)),
            cell(_of(here, "given", key, "text", "none given"), *here["given"].get(key, {}).get("refs", "").split()),
            cell(_of(before, "given", key, "text", "none given")),
        )
        for key in given
    )
    if rows:
        blocks.append(
            Table(
                ("Reporter", "Figure", "This period", "Before"),
                rows[:MOST_FIGURES],
                (26, 18, 28, 28),
                caption="Figures as each reporter gave them; series of different reporters are not added",
            )
        )
        if len(rows) > MOST_FIGURES:
            blocks.append(
                plain(f"{w.n_of(len(rows) - MOST_FIGURES, 'further figure')}: truceline brief --format json.")
            )
    return Section(number, "By sector and reporter", tuple(blocks), anchor="reporters")


def _of(table: Mapping[str, Mapping[str, Mapping[str, str]]], part: str, key: str, field: str, none: str) -> str:
    return table.get(part, {}).get(key, {}).get(field, none)


def figures(m: Material, back: int = 0) -> dict[str, dict[str, dict[str, str]]]:
    """What the next report sets beside its own: incidents told in the period, by sector and reporter (`n`), and the
    figures each reporter gave (`text`); `refs` are the claims. Keys join two names by SEP."""
    by_id = {c.id: c for c in m.claims}
    incidents: dict[str, dict[str, list[str]]] = {}
    for e in m.events:
        if e.cls != "incident":
            continue
        for x in e.members:
            c = by_id.get(x.claim)
            if c is not None and c.act != "denies" and entered(m, c, back):
                incidents.setdefault(f"{sector(m, e)}{SEP}{reporter(c)}", {}).setdefault(e.id, []).append(c.id)
    given: dict[str, dict[str, list[str]]] = {}
    for c in said_in(m, back):
        for n in c.counts:
            value = n.text or str(n.best if n.best is not None else n.low if n.low is not None else n.high)
            given.setdefault(f"{reporter(c)}{SEP}{n.what.replace('_', ' ')}", {}).setdefault(value, []).append(c.id)
    return {
        "incidents": {
            k: {"n": str(len(v)), "refs": " ".join(i for ids in v.values() for i in ids)}
            for k, v in sorted(incidents.items())
        },
        "given": {
            k: {"text": "; ".join(v), "refs": " ".join(i for ids in v.values() for i in ids)}
            for k, v in sorted(given.items())
        },
    }


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
    items, never = [], 0
    for e in sorted(
        (e for e in m.events if e.cls == "incident" and e.id in touching and start_of(e) >= since), key=start_of
    ):
        found = handled.get(e.id, [])
        if found and all(t.state == "closed" for t in found):
            continue
        never += not found
        state = "; ".join(track_words(m, t) for t in found) or "not put to anyone"
        title = w.event_title(e, m.gazetteer, m.language)
        refs = (e.id, *(s.decision for t in found for s in t.steps if s.decision))
        items.append(
            Paragraph((Sentence(f"{title} ({e.status or e.occurrence}): {state}.", refs),), lead=w.when(e.when, m.zone))
        )
    blocks: list[Bullets | Paragraph] = [Bullets(tuple(items[:MOST]))] if items else [plain("None.")]
    if len(items) > MOST:
        blocks.append(plain(f"{w.n_of(len(items) - MOST, 'further allegation')}: truceline tasks."))
    if never:
        blocks.append(
            plain(
                f"{never} of {len(items)} {'was' if never == 1 else 'were'} not put to the accused; whoever hands this on says so with it."
            )
        )
    return Section(number, "Open allegations and answers", tuple(blocks), anchor="answers")


def track_words(m: Material, t: Track) -> str:
    """A track in words: who was asked, what came, by when."""
    name = w.actor(m.register, t.to, m.language)
    due = f" by {w.clock(t.due - 1, m.zone)}" if t.due else ""
    asked = next((s for s in reversed(t.steps) if s.step in ("notified", "reopened")), t.steps[0])
    if t.state == "no_answer":
        return f"put to {name} on {w.day(asked.at, m.zone)}, no answer{due}; silence is no admission"
    if t.state in ("notified", "reopened"):
        return (
            f"put to {name} on {w.day(asked.at, m.zone)}, answer asked{due}"
            if due
            else f"put to {name} on {w.day(asked.at, m.zone)}"
        )
    answer = next((s for s in reversed(t.steps) if s.step == "answered"), None)
    said = f"{name} {ANSWER_WORDS[answer.answer or 'none']} on {w.day(answer.at, m.zone)}" if answer else name
    return said if t.state == "answered" else f"{said}; {t.state}"


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One thing put right. id: of the claim, the decision or the figure. ids: what a reader may open."""

    id: str
    text: str
    ids: tuple[str, ...] = ()


def corrections(m: Material) -> list[Correction]:
    """What is put right since the last issue of this kind: sources that correct or withdraw their words, corrections of
    the reading by a person, and figures of the last issue that are now counted otherwise. In that order."""
    named = set(m.previous.get("corrections", ())) if m.previous else set()
    out = [
        Correction(
            id=c.id,
            text=f"{reporter(c)} {'corrects' if c.act == 'corrects' else 'withdraws'}: {sentence_of(m, c)}",
            ids=(c.id,),
        )
        for c in m.claims
        if c.act in ("corrects", "withdraws") and entered(m, c)
    ]
    for d in m.decisions:
        if d.word == "correct" and (found := _corrected(m, d)):
            what = ", ".join(f"{k.replace('_', ' ')} is {v}" for k, v in sorted(d.set.items()))
            said = sentence_of(m, found[0]).rstrip(".")
            text = f"{d.by} corrected our reading of \u201c{said}\u201d: {what}; because {d.because}."
            out.append(Correction(id=d.id, text=text, ids=tuple(c.id for c in found)))
    out += _refigured(m)
    return [c for c in out if c.id not in named]


def _corrected(m: Material, d: Decision) -> list[Claim]:
    stands = {(s.document, s.start, s.end) for s in d.spans}
    return [c for c in m.claims if c.id in d.ids or (c.document, c.span.start, c.span.end) in stands]


def _refigured(m: Material) -> list[Correction]:
    """Figures of the last issue of the period before, as issued against as counted now."""
    issued = m.previous or {}
    if not issued.get("figures") or issued.get("as_of") != m.as_of - m.period:
        return []
    now, out = figures(m, back=1), []
    for part, field, none in (("incidents", "n", "0"), ("given", "text", "none given")):
        for key in sorted({*issued["figures"].get(part, {}), *now[part]}):
            was, is_ = _of(issued["figures"], part, key, field, none), _of(now, part, key, field, none)
            if was != is_:
                text = f"In no. {issued.get('number', '?')}, {key.replace(SEP, ', ')}: {is_}, issued as {was}."
                refs = tuple(now[part].get(key, {}).get("refs", "").split())
                out.append(Correction(id=f"figure:{m.as_of}:{part}:{key}", text=text, ids=refs))
    return out


def corrected(m: Material, number: str) -> Section:
    """Corrections, numbered on from those of the issues before."""
    first = len(m.previous.get("corrections", ())) + 1 if m.previous else 1
    items = tuple(
        Paragraph((Sentence(c.text, c.ids),), lead=f"Correction {i}.") for i, c in enumerate(corrections(m), first)
    )
    none = f"None since no. {m.previous.get('number')}." if m.previous and m.previous.get("number") else "None."
    return Section(number, "Corrections", (Bullets(items),) if items else (plain(none),), anchor="corrections")
