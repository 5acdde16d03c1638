"""The daily report: one day up to a fixed hour, with the day before beside it."""

from __future__ import annotations

import msgspec

from truceline.briefs import allegations, corrections, deeds, incidents, intake, period, unknown, unseen
from truceline.briefs import words as w
from truceline.briefs.citations import citations
from truceline.briefs.issue import footer, head, notices, period_words
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Page, Paragraph, Section, Sentence
from truceline.values.time import DAY

BACK = 14 * DAY


def compose(m: Material) -> Page:
    """The daily of the 24 hours before the cut-off."""
    m = msgspec.structs.replace(m, period=DAY)
    sections = (
        short(m, "1"), period.new_events(m, "2"), period.by_reporter(m, "3"), period.changed(m, "4"), period.said_of(m, "5"),
        allegations.unanswered(m, "6", m.as_of - BACK), corrections.section(m, "7"), unseen.section(m, "8"),
    )  # fmt: skip
    sheets = [e for e in period.told_in(m) if deeds.is_incident(e)]
    annexes = tuple(incidents.sheet(m, e, f"A{i}") for i, e in enumerate(sheets, 1))
    page = Page(
        kind="daily", title=f"Daily report, {w.day(m.as_of - 1, m.zone)}", subtitle=f"{m.title}. {period_words(m)}", language=m.language, head=head(m), notices=notices(m),
        sections=sections, annexes=(*annexes, intake.section(m, "B"), unknown.method(m, "C", full=False)), withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return citations(m, page)


def short(m: Material, number: str) -> Section:
    """What a reader with half a minute takes away; each line is opened below."""
    events = period.told_in(m)
    incidents_ = [e for e in events if deeds.is_incident(e)]
    plans = sum(e.planned for e in events)
    refs = tuple(x.claim for e in incidents_ for x in e.members[:2])
    told_now = {x.claim for e in incidents_ for x in e.members if x.role != "contradicts"}
    tellers = sorted({period.reporter(m, c) for c in m.claims if c.id in told_now and period.entered(m, c)})
    totals = deeds.counted(m, period.said_in(m))
    none = "No single incident" if totals else "No incident"
    told = (
        f"{w.n_of(len(incidents_), 'incident')} told for the first time, by {w.and_list(tellers)}"
        if incidents_
        else f"{none} was told for the first time"
    )
    others = _n(len(events) - len(incidents_) - plans, "other event")
    lines = [Sentence(f"{told}; {others}{f'; {plans} only announced, planned or expected' if plans else ''}.", refs)]
    lines += [Sentence(f"Counted by {who}, not told one by one: {s.text}.", s.refs) for who, s in totals]
    if m.earlier is not None:
        moved = period.changed_words(m)
        lines.append(Sentence(f"{w.n_of(len(moved), 'verdict')} changed." if moved else "No verdict changed.", tuple(i for _, r in moved for i in r)))  # fmt: skip
    asked = [(e, allegations.tracks_of(m, e)) for e in allegations.open_since(m, m.as_of - BACK)]
    late = sum(t.state == "no_answer" for _, found in asked for t in found)
    open_ = sum(t.state in ("notified", "reopened") for _, found in asked for t in found)
    never = sum(bool(set(allegations.accused(m, e)) - {t.to for t in found}) for e, found in asked)
    lines.append(Sentence(f"Questions: {open_ or 'none'} awaiting an answer, {late or 'none'} unanswered past the day; {_n(never, 'allegation')} of the last 14 days not put to the accused.", tuple(s.decision for _, found in asked for t in found for s in t.steps if s.decision)))  # fmt: skip
    put_right = corrections.corrections(m)
    if put_right:
        lines.append(Sentence(f"{w.n_of(len(put_right), 'correction')} to the issues before.", tuple(i for c in put_right for i in c.ids)))  # fmt: skip
    return Section(number, "In short", (Bullets(tuple(Paragraph((s,)) for s in lines)),), anchor="short")


def _n(n: int, one: str) -> str:
    """2 events, 1 event, no event"""
    return w.n_of(n, one) if n else f"no {one}"
