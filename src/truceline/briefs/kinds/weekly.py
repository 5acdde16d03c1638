"""The weekly report: the ledger, the trend per reporter, open allegations, what falls due next week."""

from __future__ import annotations

import msgspec

from truceline.briefs import period, unknown
from truceline.briefs import words as w
from truceline.briefs.agenda import evidence, states
from truceline.briefs.citations import citations
from truceline.briefs.incidents import start_of
from truceline.briefs.issue import footer, head, notices
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Cell, Page, Paragraph, Section, Sentence, Table, cell, plain
from truceline.briefs.talks import published
from truceline.values.time import DAY

WEEKS = 4


def compose(m: Material) -> Page:
    """The weekly of the seven days before the cut-off."""
    m = msgspec.structs.replace(m, period=7 * DAY)
    sections = (
        ledger(m, "1"), period.changed(m, "2"), trend(m, "3"), period.unanswered(m, "4", m.as_of - 30 * DAY),
        unvisited(m, "5"), due(m, "6"), period.corrected(m, "7"), unknown.section(m, "8"),
    )  # fmt: skip
    page = Page(
        kind="weekly", title=m.title, subtitle="Weekly report", language=m.language, head=head(m), notices=notices(m),
        sections=sections, annexes=(period.new_events(m, "A", None), unknown.method(m, "B")), withheld=m.withheld, footer=footer(m),
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
    return Section(
        number, "The ledger", (Table(("Clause", "State and evidence", "Date"), rows, (34, 50, 16)),), anchor="ledger"
    )


def trend(m: Material, number: str) -> Section:
    """Claims of incidents per reporter and week; a break in one reporter is first a change in reporting."""
    rows: dict[str, list[int]] = {}
    for c in m.claims:
        if c.kind not in ("violation", "violence", "advance") or c.act == "denies":
            continue
        for back in range(WEEKS):
            if period.entered(m, c, back):
                rows.setdefault(period.reporter(c), [0] * WEEKS)[back] += 1
    flagged = sorted(r for r, n in rows.items() if n[0] == 0 and sum(n[1:]) >= 2)
    body = tuple((cell(r), *(cell(str(x)) for x in reversed(n))) for r, n in sorted(rows.items()))
    blocks: list[Table | Paragraph] = []
    if body:
        ends = [w.day(period.window(m, back)[1] - 1, m.zone, year=False) for back in reversed(range(WEEKS))]
        blocks.append(
            Table(
                ("Reporter", *(f"week to {e}" for e in ends)),
                body,
                caption="Statements of incidents, per reporter; the series are not added",
            )
        )
    blocks.append(
        plain(
            f"Fell silent this week: {w.and_list(flagged)}. Less reporting is not less fire."
            if flagged
            else "No reporter with two or more such statements in the three weeks before fell silent."
        )
    )
    return Section(number, "Trend per reporter", tuple(blocks), anchor="trend")


def unvisited(m: Material, number: str) -> Section:
    """Places of open incidents that no observer's report names since."""
    if m.release != "internal":
        return Section(number, "Places unvisited since", (plain("Kept internal."),), anchor="unvisited")
    last: dict[str, int] = {}
    for c in m.claims:
        if c.says and c.says[0].kind in ("peacekeeper", "international_org"):
            for where in c.where:
                last[where.id or where.name] = max(last.get(where.id or where.name, 0), published(m, c))
    touching = {a.event for x in m.assessed for a in x.incidents}
    items = []
    for e in m.events:
        if e.cls != "incident" or e.id not in touching or start_of(e) < m.as_of - 30 * DAY:
            continue
        for where in e.where[:2]:
            seen = last.get(where.id or where.name)
            if seen is None or seen < (e.public or 0):
                name = w.place(m.gazetteer, where, m.language)
                when = f"last named by an observer on {w.day(seen, m.zone)}" if seen else "never named by an observer"
                items.append((name, f"{name}: {when}.", e.id))
    unique = {name: (text, id) for name, text, id in sorted(items)}
    lines = tuple(Paragraph((Sentence(text, (id,)),)) for text, id in unique.values())
    return Section(
        number,
        "Places unvisited since",
        (Bullets(lines[:10]),) if lines else (plain("None known."),),
        anchor="unvisited",
    )


def due(m: Material, number: str) -> Section:
    """What falls due in the next seven days, and the next date after them."""
    coming = sorted((d for a in m.assessed for d in a.due if d.at >= m.as_of), key=lambda d: (d.at, d.term))
    week = [d for d in coming if d.at <= m.as_of + 8 * DAY]
    lines = tuple(
        Paragraph((Sentence(f"{d.what}.", (d.term,)),), lead=w.day(d.at - 1, m.zone)) for d in (week or coming[:1])
    )
    lead = () if week else (plain("Nothing falls due in the next seven days. The next date:"),)
    return Section(
        number,
        "Falls due next week",
        (*lead, Bullets(lines)) if lines else (plain("No dated duty ahead."),),
        anchor="due",
    )
