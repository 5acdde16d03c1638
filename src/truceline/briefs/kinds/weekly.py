"""The weekly report: the ledger, the trend per reporter, open allegations, what falls due next week."""

from __future__ import annotations

import msgspec

from truceline.briefs import allegations, corrections, deeds, intake, period, unknown, unseen
from truceline.briefs import words as w
from truceline.briefs.agenda import states
from truceline.briefs.citations import citations
from truceline.briefs.drawings import map_section
from truceline.briefs.evidence import evidence
from truceline.briefs.incidents import start_of
from truceline.briefs.issue import footer, head, notices, period_words
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Page, Paragraph, Section, Sentence, Table, cell, plain
from truceline.briefs.talks import published
from truceline.claims.claim import Claim
from truceline.values.time import DAY

WEEKS = 4
BACK = 30 * DAY
LEAST = 2  # statements in the weeks before, from which a silence or a jump is flagged
MOST_PLACES = 12


def compose(m: Material) -> Page:
    """The weekly of the seven days before the cut-off."""
    m = msgspec.structs.replace(m, period=7 * DAY)
    sections = (
        ledger(m, "1"), period.changed(m, "2"), trend(m, "3"), allegations.unanswered(m, "4", m.as_of - BACK), unvisited(m, "5"),
        due(m, "6"), corrections.section(m, "7"), unseen.section(m, "8"),
    )  # fmt: skip
    drawn = map_section(m, "D")
    annexes = (
        period.new_events(m, "A", None, sheets=False), intake.section(m, "B"), unknown.method(m, "C", full=False), *([drawn] if drawn else []),
    )  # fmt: skip
    page = Page(
        kind="weekly", title=f"Weekly report, week to {w.day(m.as_of - 1, m.zone)}", subtitle=f"{m.title}. {period_words(m)}", language=m.language, head=head(m), notices=notices(m),
        sections=sections, annexes=annexes, withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return citations(m, page)


def ledger(m: Material, number: str) -> Section:
    """Every term with its state."""
    rows = tuple(
        (
            cell(f"{s.clause} {s.title}", s.id),
            Cell(evidence(m, s), s.state),
            cell(w.day(s.due - 1, m.zone) if s.due else "none set"),
        )
        for s in states(m)
    )
    table = Table(("Clause", "State and evidence", "Date"), rows, (32, 52, 16))
    return Section(number, "The ledger", (table,), anchor="ledger")


def trend(m: Material, number: str) -> Section:
    """Incidents told per reporter and week beside the documents read of it; breaks flagged. A break in one reporter is
    first a change in reporting, or in our reading, and only then perhaps in what it reports. What a reporter denies or
    says is planned is not told by it as an incident; an event, or a total, counts once a reporter and week."""
    told: dict[str, list[dict[str, list[str]]]] = {}
    event_of = {x.claim: e.id for e in m.events for x in e.members}
    read: dict[str, list[set[str]]] = {}
    for c in m.claims:
        for back in range(WEEKS):
            if not period.entered(m, c, back):
                continue
            who = period.reporter(m, c)
            read.setdefault(who, [set() for _ in range(WEEKS)])[back].add(c.document)
            if c.kind in ("violation", "violence", "advance") and deeds.tells(c):
                once = event_of.get(c.id) or f"{deeds.total_words(m, c)} {c.kind}"
                told.setdefault(who, [{} for _ in range(WEEKS)])[back].setdefault(once, []).append(c.id)
    rows, flags = [], 0
    for who in sorted(told):
        n, d = [len(x) for x in told[who]], [len(x) for x in read[who]]
        flag = break_words(n, d)
        flags += bool(flag)
        cells = (
            cell(f"{n[i]} ({d[i]} read)" if d[i] else "none read", *(x for ids in told[who][i].values() for x in ids))
            for i in reversed(range(WEEKS))
        )
        rows.append((cell(who), *cells, cell(flag or "none")))
    ends = [w.day(period.window(m, back)[1] - 1, m.zone, year=False) for back in reversed(range(WEEKS))]
    blocks: list[Block] = []
    if rows:
        caption = "Incidents told (a total that was counted is one), and in how many documents read of that reporter, by week; the series are never added"
        blocks.append(Table(("Reporter", *(f"to {e}" for e in ends), "Break"), tuple(rows), (25, 12, 12, 12, 12, 27), caption=caption))  # fmt: skip
    else:
        none = "No reporter told of an incident in the four weeks. That is not calm: nobody may have looked."
        blocks.append(deeds.no_single(m, [c for back in range(WEEKS) for c in period.said_in(m, back)], none))
    if flags:
        blocks.append(plain("A break is first a change in what a reporter says or in what was read of it; less reporting is not less fire."))  # fmt: skip
    return Section(number, "Trend per reporter", tuple(blocks), anchor="trend")


def break_words(told: list[int], read: list[int]) -> str:
    """Why this week (index 0) does not continue the weeks before; empty where it does or where too little is there."""
    before, seen = sum(told[1:]), sum(read[1:])
    if not read[0]:
        return "nothing read this week" if before >= LEAST else ""
    if not seen:
        return "first read this week"
    if told[0] == 0:
        return "fell silent on incidents, though read" if before >= LEAST else ""
    if before == 0:
        return "first incidents told in four weeks" if told[0] >= LEAST else ""
    usual = max(before / (WEEKS - 1), 1.0)
    if told[0] >= 3 * usual:
        more = read[0] >= 2 * max(seen / (WEEKS - 1), 1.0)
        return "three times the usual or more" + (", with twice as much read" if more else "")
    return ""


def unvisited(m: Material, number: str) -> Section:
    """Places of open incidents that no observer's report names since."""
    if m.release != "internal":
        return Section(number, "Places unvisited since", (plain("Kept internal."),), anchor="unvisited")
    last: dict[str, Claim] = {}
    for c in m.claims:
        if c.says and c.says[0].kind in ("peacekeeper", "international_org"):
            for where in c.where:
                key = where.id or where.name
                if key not in last or published(m, c) >= published(m, last[key]):
                    last[key] = c
    lines: dict[str, Paragraph] = {}
    for e in allegations.open_since(m, m.as_of - BACK):
        for where in e.where[:2]:
            seen = last.get(where.id or where.name)
            if seen is not None and published(m, seen) >= (e.public or 0):
                continue
            name = w.place(m.gazetteer, where, m.language)
            told = f"incident of {w.when(e.when, m.zone)}" if e.when and e.when.earliest is not None else f"incident told {w.day(start_of(e), m.zone, year=False)}"  # fmt: skip
            when = f"last named by an observer on {w.day(published(m, seen), m.zone)}" if seen else "no observer's word from there is held"  # fmt: skip
            refs = (e.id, *(x.claim for x in e.members[:2]), *((seen.id,) if seen else ()))
            lines[name] = Paragraph((Sentence(f"{told}; {when}.", refs),), lead=f"{name}:")
    shown = [lines[k] for k in sorted(lines)]
    more = (plain(f"And {len(shown) - MOST_PLACES} more."),) if len(shown) > MOST_PLACES else ()
    blocks = (Bullets(tuple(shown[:MOST_PLACES])), *more) if shown else (plain("None known."),)
    return Section(number, "Places unvisited since", blocks, anchor="unvisited")


def due(m: Material, number: str) -> Section:
    """What falls due in the next seven days, answers too, and the next date after them."""
    end = w.midnight_after(m.as_of + 7 * DAY, m.zone)
    coming = sorted((d for a in m.assessed for d in a.due if d.at > m.as_of), key=lambda d: (d.at, d.term))
    week = [d for d in coming if d.at <= end]
    lines = [(d.at, Sentence(f"{d.what}.", (d.term,))) for d in week]
    for e in allegations.open_since(m, m.as_of - BACK):
        for t in allegations.tracks_of(m, e):
            if t.state in ("notified", "reopened") and t.due is not None and m.as_of < t.due <= end:
                name = w.actor(m.register, t.to, m.language)
                text = f"Answer of {name} on: {w.event_title(e, m.gazetteer, m.language)}."
                lines.append((t.due, Sentence(text, allegations.refs_of(e, [t]))))
    items = tuple(Paragraph((s,), lead=f"{w.day(at - 1, m.zone)}.") for at, s in sorted(lines, key=lambda x: x[0]))
    if items:
        return Section(number, "Falls due next week", (Bullets(items),), anchor="due")
    after = f" The next date is {w.day(coming[0].at - 1, m.zone)}: {coming[0].what}." if coming else ""
    none = Sentence(f"Nothing falls due in the seven days to {w.day(end - 1, m.zone)}.{after}", (coming[0].term,) if coming else ())  # fmt: skip
    return Section(number, "Falls due next week", (Paragraph((none,)),), anchor="due")
