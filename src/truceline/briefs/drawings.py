"""The drawings of a brief: the timeline, and the map where the case has zones."""

from __future__ import annotations

from truceline.briefs import words as w
from truceline.briefs.incidents import start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Picture, Section
from truceline.briefs.pictures.timeline import Mark, timeline
from truceline.values.time import DAY

LANES = (("term", "due"), ("measure", "measures"), ("incident", "incidents"), ("meeting", "meetings"))


def timeline_section(m: Material, number: str) -> Section | None:
    """Deadlines, measures, incidents and meetings on one axis."""
    starts = [a.start or a.signed for a in m.agreements if a.start or a.signed]
    if not starts:
        return None
    start, end = min(x for x in starts if x) - 45 * DAY, m.as_of + 21 * DAY
    marks = [
        Mark(start=t.due - DAY, end=t.due, lane="term", label=f"{t.clause} {t.title}"[:34])
        for a in m.agreements
        for t in a.terms
        if t.due and start < t.due < end
    ]
    for e in sorted(m.events, key=lambda e: (-len(e.members), start_of(e))):
        if (
            e.when is None
            or e.when.earliest is None
            or e.when.latest is None
            or e.when.latest - e.when.earliest > 20 * DAY
        ):
            continue
        label = w.event_title(e, m.gazetteer, m.language)[:34] if len(e.members) > 1 else ""
        hollow = (
            e.occurrence in ("alleged", "contested") if e.cls == "incident" else e.status in ("announced", "confirmed")
        )
        marks.append(Mark(start=e.when.earliest, end=e.when.latest, lane=e.cls, label=label, hollow=hollow))
    svg = timeline(marks, start=start, end=end, now=m.as_of, zone=m.zone, lanes=LANES)
    words = "Timeline of deadlines, measures, incidents and meetings up to the cut-off."
    return Section(
        number,
        "Timeline",
        (
            Picture(
                svg,
                words,
                "Hollow: alleged, contested or only announced. Bars: the interval in which it may have happened. Labels stand where there is room.",
            ),
        ),
        anchor="timeline",
    )


def map_section(m: Material, number: str) -> Section | None:
    """The map of the line, zones and incidents at the cut-off; None where the case has no geometry."""
    return None
