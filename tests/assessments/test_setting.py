"""Where a happening lies by each drawing, and changes of a drawing about its time."""

from __future__ import annotations

from typing import Any

import pytest

from truceline.assessments.setting import changes_near, setting
from truceline.places.zone import Zone
from truceline.values.place import Where
from truceline.values.time import DAY


def ring(x: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[(x, 40.0), (x + 0.4, 40.0), (x + 0.4, 40.4), (x, 40.4), (x, 40.0)]]}


def area(
    x: float, start: int, end: int | None, *, per: str = "A", public: int | None = None, off: float | None = 1000.0
) -> Zone:
    return Zone(
        id="area", kind="zone", names={}, geometry=ring(x), method="traced", per=per, source=f"map of day {start // DAY}",
        valid_from=start, valid_to=end, known_from=start if public is None else public, uncertainty_m=off,
    )  # fmt: skip


EARLY, LATE = area(46.0, 0, 50 * DAY), area(46.5, 50 * DAY, None, public=52 * DAY)
SPOT = Where(name="s", lat=40.2, lon=46.7, radius_m=500.0)


@pytest.mark.parametrize(("day", "told"), [(19, 0), (20, 1), (49, 1), (50, 1), (80, 1), (81, 0)])
def test_a_change_within_thirty_days_is_flagged(day: int, told: int) -> None:
    found = changes_near(SPOT, [EARLY, LATE], day * DAY, day * DAY + 1)
    assert len(found) == told
    if found:
        (c,) = found
        assert (c.before, c.after, c.at, c.published, c.source) == (
            "outside",
            "inside",
            50 * DAY,
            52 * DAY,
            "map of day 50",
        )


def test_a_change_that_does_not_concern_the_place_is_not_flagged() -> None:
    away = Where(name="a", lat=40.2, lon=48.0, radius_m=500.0)
    assert changes_near(away, [EARLY, LATE], 49 * DAY, 49 * DAY + 1) == ()
    assert changes_near(Where(name="n"), [EARLY, LATE], 49 * DAY, 49 * DAY + 1) == ()


def test_what_may_be_inside_counts_and_what_was_not_public_does_not() -> None:
    vague = area(46.5, 50 * DAY, None, off=None)
    (c,) = changes_near(SPOT, [EARLY, vague], 49 * DAY, 49 * DAY + 1)
    assert c.after == "undetermined"
    assert changes_near(SPOT, [EARLY, LATE], 49 * DAY, 49 * DAY + 1, known=51 * DAY) == ()
    assert len(changes_near(SPOT, [EARLY, LATE], 49 * DAY, 49 * DAY + 1, known=52 * DAY)) == 1


def test_sources_are_kept_apart() -> None:
    other = area(46.5, 0, None, per="B")
    found = setting(SPOT, [EARLY, LATE, other], 49 * DAY, 51 * DAY)
    assert [(a.per, a.state) for a in found.maps] == [("A", "outside"), ("A", "inside"), ("B", "inside")]
    assert [c.per for c in found.changed] == ["A"]
