"""Who watched what, for listings and the assessment; and the rule for what leaves the room: by sector only, and as many
days late as the case says (config.release.delay_days)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from truceline.app.output import say
from truceline.values.time import DAY

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.assessments.coverage import Watched


def delayed(derived: Derived) -> Derived:
    """The same view; above internal, as it was so many days before, and nothing published since. Says so on stderr."""
    if derived.view.release == "internal":
        return derived
    from truceline.app.derive import Derived as Again

    days = derived.case.config.release.delay_days
    as_of = derived.view.as_of - days * DAY
    public = as_of if derived.view.public_at is None else min(as_of, derived.view.public_at)
    say(f"note: for {derived.view.release} by sector only, and {days} days late")
    view = msgspec.structs.replace(derived.view, as_of=as_of, public_at=public, inclusive=True)
    return Again(derived.case, derived.library, view, derived.progress)


def since(derived: Derived, text: str | None, default: int) -> int:
    """The beginning of a period: an option's text (a bare date is its start), or a default. Raises UsageError where it
    does not lie before the view's time."""
    from truceline.values.errors import UsageError
    from truceline.values.time import parse_instant, rfc3339

    start = default if text is None else parse_instant(text, zone=derived.case.zone)
    if start >= derived.view.as_of:
        got, end = (rfc3339(t, derived.case.zone) for t in (start, derived.view.as_of))
        raise UsageError("the period ends before it begins", expected=f"a time before {end}", got=got)
    return start


def watched_by(derived: Derived) -> Watched:
    """The dated intervals of all who watch, by zone or place of the case, up to the view's time."""
    from truceline.assessments.coverage import watched

    case = derived.case
    ids = {z.id for z in case.zones} | {p.id for p in case.gazetteer.places}
    return watched(derived.claims, derived.documents, case.register, ids, as_of=derived.view.as_of)
