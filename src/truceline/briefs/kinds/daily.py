"""The daily report: one day up to a fixed hour, with the day before beside it."""

from __future__ import annotations

import msgspec

from truceline.briefs import incidents, period, unknown
from truceline.briefs.citations import citations
from truceline.briefs.issue import footer, head, notices
from truceline.briefs.material import Material
from truceline.briefs.page import Page
from truceline.values.time import DAY


def compose(m: Material) -> Page:
    """The daily of the 24 hours before the cut-off."""
    m = msgspec.structs.replace(m, period=DAY)
    sections = (
        period.new_events(m, "1"), period.by_reporter(m, "2"), period.changed(m, "3"), period.said_of(m, "4"),
        period.unanswered(m, "5", m.as_of - 14 * DAY), period.corrected(m, "6"), unknown.section(m, "7"),
    )  # fmt: skip
    sheets = [e for e in period.told_in(m) if e.cls == "incident"]
    annexes = tuple(incidents.sheet(m, e, f"A{i}") for i, e in enumerate(sheets, 1))
    page = Page(
        kind="daily", title=m.title, subtitle="Daily report", language=m.language, head=head(m), notices=notices(m),
        sections=sections, annexes=(*annexes, unknown.method(m, "B")), withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return citations(m, page)
