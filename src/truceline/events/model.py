"""The pair model in numbers: what each likeness or difference is worth, fixed and named.

Weights are natural log-odds in thousandths (integers, so that sums do not depend on their order). A pair starts at the
prior of its class and adds one weight a feature; a feature that either claim lacks adds nothing. For time and place the
weight of an agreement follows Fellegi and Sunter (1969): ln(m / u), where m is how often tellings of one event agree
and u how often two unrelated ones would, which is the share of the case's time or ground that the two precisions cover.
"""

from __future__ import annotations

import msgspec

from truceline.events.event import EventClass
from truceline.values.canonical import make_id
from truceline.values.time import DAY, HOUR

NEVER = -1_000_000_000


class FusionModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of fusion. Thousandths of log-odds unless said; times in microseconds, places in metres.

    prior: of two claims of a class being one event. agree: m, in thousandths. span_of_time, span_of_ground: over which
    unrelated events scatter. place_floor: least share of ground that an agreement of places is taken to cover.
    named_apart: ln of how often tellings of one event name two known places, over how often unrelated ones do.
    scale: of the weight of a feature, thousandths, where a refit has moved it from 1000. doubt: a pair within +-doubt is "cannot tell". absent: between members of two groups that were never candidates.
    late: how long after the deed a text without its own time is taken to be published; ahead: the same for plans.
    reply: how long after an event or its first telling a denial without its own time is taken to answer it;
    stale: how long after the event that may still be, where it is told late.
    """

    name: str = "default-1"
    prior: dict[EventClass, int] = msgspec.field(
        default_factory=lambda: {"incident": -5000, "measure": -4500, "meeting": -4500, "contact": -4000}
    )
    agree: int = 900
    span_of_time: int = 90 * DAY
    span_of_ground: float = 100_000.0
    place_floor: float = 0.01
    place_near: int = 1_500
    place_cap_meeting: int = 1500
    same_area: int = 1000
    inside_area: int = 500
    same_name: int = 3000
    other_name: int = -500
    named_apart: int = -1200
    gap_soft: int = 6 * HOUR
    gap_hard: int = 2 * DAY
    gap_weight: int = -1500
    beyond_km: float = 30_000.0
    kind_same: dict[EventClass, int] = msgspec.field(
        default_factory=lambda: {"incident": 700, "measure": 1800, "meeting": 900, "contact": 700}
    )
    kind_near: int = 0
    kind_far: int = -2500
    code_same: int = 900
    code_top: int = 400
    code_other: int = -900
    agent_same: int = 900
    agent_other: int = -1500
    reversed: int = -1500
    target_same: int = 500
    participants_same: int = 2500
    participants_some: int = 1000
    participants_none: int = -3000
    participants_others: int = -2000
    count_same: int = 1200
    count_fits: int = 400
    count_other: int = -400
    topic_shared: int = 500
    told_on: int = 2500
    words_like: int = 1500
    copied: int = 4000
    same_document_twice: int = -600
    denial_same_document: int = 2500
    answers: int = 1200
    thin: int = -1500
    doubt: int = 700
    absent: int = -3000
    attach: int = 0
    late: int = 7 * DAY
    ahead: int = 30 * DAY
    reply: int = 3 * DAY
    stale: int = 60 * DAY
    scale: dict[str, int] = {}
    hub_share: float = 0.2
    hub_least: int = 1000

    @property
    def version(self) -> str:
        """Name and digest of every parameter: recorded with what was made by it."""
        pairs = {f: str(getattr(self, f)) for f in self.__struct_fields__}
        return f"{self.name}:{make_id('model', pairs)[6:]}"


DEFAULT = FusionModel()
