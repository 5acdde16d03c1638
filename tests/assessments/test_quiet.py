"""Quiet and watched, quiet and not watched, no report: by day and sector, on a straight line with known answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.assessments.coverage import Watched
from truceline.assessments.quiet import STATES, QuietRow, outward, quiet
from truceline.events.event import Event
from truceline.places.coverage import Watcher
from truceline.places.intervals import Labelled, length, union
from truceline.places.zone import Zone
from truceline.values.place import Where
from truceline.values.time import DAY, When

BASE: dict[str, Any] = {"names": {}, "method": "derived", "per": "A", "source": "s", "uncertainty_m": 100.0}
LINE = Zone(
    id="line", kind="line", geometry={"type": "LineString", "coordinates": [(46.0, 0.0), (47.0, 0.0)]},
    valid_from=0, sectors={"west": (0.0, 50_000.0), "east": (50_000.0, 120_000.0)}, **BASE,
)  # fmt: skip
AREA = Zone(
    id="area", kind="zone", valid_from=0, **BASE,
    geometry={"type": "Polygon", "coordinates": [[(46, -1), (47, -1), (47, 1), (46, 1), (46, -1)]]},
)  # fmt: skip
NOBODY = Watched(intervals={}, words={}, set_aside={})


def told(place: str, *spans: tuple[float, float, str]) -> Watched:
    words = tuple(Labelled(start=int(a * DAY), end=int(b * DAY), label=s, by="W", claims=("c",)) for a, b, s in spans)
    seen = union((w.start, w.end) for w in words if w.label == "watched")
    return Watched(intervals={place: tuple((int(a), int(b)) for a, b in seen)}, words={place: words}, set_aside={})


def incident(start: float, end: float, *where: Where, **kw: Any) -> Event:
    when = When(earliest=int(start * DAY), latest=int(end * DAY), zone="UTC", zone_basis="stated")
    return Event(id="e", version="v", cls="incident", kind="violation", when=when, where=where, **kw)


def rows(
    zones: tuple[Zone, ...] = (LINE,),
    words: Watched = NOBODY,
    events: tuple[Event, ...] = (),
    days: int = 10,
    **kw: Any,
) -> dict[tuple[str, str], QuietRow]:
    found, _ = quiet(zones, words, events, start=0, end=days * DAY, zone="UTC", **kw)
    return {(r.zone, r.sector): r for r in found}


def post(lon: float, range_m: float, start: float, end: float, state: Any = "working") -> Watcher:
    return Watcher(
        id="p",
        kind="post",
        path=((lon, 0.0),),
        range_m=range_m,
        start=int(start * DAY),
        end=int(end * DAY),
        state=state,
    )


def test_nothing_known_is_no_report_and_no_share() -> None:
    row = rows()["line", "west"]
    assert row.days == {"no_report": 10}
    assert row.share is None
    assert row.days_since_seen is None
    assert row.largest_gap is None
    assert row.longest_quiet_unseen == (0, 10 * DAY)


def test_a_post_that_works_covers_one_sector_and_leaves_the_other_known_to_be_unseen() -> None:
    found = rows(watchers=[post(46.2, 40_000, 0, 4), post(46.2, 1_000, 4, 10)])
    west, east = found["line", "west"], found["line", "east"]
    assert west.days == {"quiet_watched": 4, "quiet_unwatched": 6}
    assert east.days == {"quiet_unwatched": 10}
    assert west.covered[0][1] - west.covered[0][0] == pytest.approx(2_000, rel=1e-3)
    assert west.days_since_seen == 0
    assert west.length_m == pytest.approx(length((*west.covered, *west.uncertain, *west.uncovered)))
    assert west.largest_gap == pytest.approx((west.covered[0][1], 50_000.0))


def test_unknown_state_or_a_post_without_range_never_becomes_unwatched() -> None:
    west = rows(watchers=[post(46.2, 40_000, 0, 10, "unknown")])["line", "west"]
    assert west.days == {"no_report": 10}
    assert west.uncertain_share is not None
    assert west.uncertain_share > 0.5
    bare = Zone(
        id="b", kind="post", on="line", geometry={"type": "Point", "coordinates": (46.9, 0.0)}, valid_from=0, **BASE
    )
    found = rows((LINE, bare), watchers=[post(46.2, 1_000, 0, 10)])["line", "west"]
    assert found.days == {"no_report": 10}
    assert (found.posts, found.posts_without_range) == (1, 1)


def test_words_of_watch_and_of_denial_lie_on_their_days_only() -> None:
    row = rows((AREA,), told("area", (1, 3, "watched"), (5, 6, "denied")))["area", ""]
    assert row.days == {"quiet_watched": 2, "quiet_unwatched": 1, "no_report": 7}
    assert row.days_since_seen == 7
    assert row.by == ("W",)
    assert row.longest_quiet_unseen == (3 * DAY, 10 * DAY)


def test_an_incident_is_reported_where_it_lies_and_perhaps_where_that_is_open() -> None:
    at = Where(name="x", lat=0.0, lon=46.2, radius_m=100)
    found = rows(events=(incident(2, 2.5, at),))
    assert found["line", "west"].days == {"reported": 1, "no_report": 9}
    assert found["line", "east"].days == {"no_report": 10}
    assert rows(events=(incident(2, 2.5),))["line", "east"].days == {"perhaps_reported": 1, "no_report": 9}
    assert rows(events=(incident(2, 4, at),))["line", "west"].days == {"perhaps_reported": 2, "no_report": 8}
    far = Where(name="y", lat=3.0, lon=46.2, radius_m=100)
    assert rows((LINE, AREA), events=(incident(2, 2.5, far),))["area", ""].days == {"no_report": 10}
    assert rows(events=(incident(2, 2.5, at, occurrence="refuted"),))["line", "west"].days == {"no_report": 10}


def test_what_goes_outward_holds_no_stretch_post_speaker_or_place() -> None:
    both = told("area", (1, 3, "watched"))
    words = Watched(
        intervals={**both.intervals, "village": ((0, DAY),)}, set_aside={},
        words={**both.words, "village": (Labelled(start=0, end=DAY, label="watched", by="W"),)},
    )  # fmt: skip
    found, _ = quiet((LINE, AREA), words, (), start=0, end=10 * DAY, zone="UTC", watchers=[post(46.2, 40_000, 0, 10)])
    assert any(r.kind == "place" for r in found)
    for row in outward(found):
        assert row.kind in ("line", "zone")
        assert not any((row.covered, row.uncovered, row.watched, row.by, row.claims, row.states, row.posts))
        assert row.largest_gap is None
        assert row.days


spans = st.lists(
    st.tuples(st.floats(0, 12), st.floats(0, 12), st.sampled_from(["watched", "denied"])).map(
        lambda s: (min(s[0], s[1]), max(s[0], s[1]) + 0.01, s[2])
    ),
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(spans, st.integers(1, 12))
def test_the_days_add_up_and_the_stretches_fill_the_period(words: list[tuple[float, float, str]], days: int) -> None:
    row = rows((AREA,), told("area", *words), days=days)["area", ""]
    assert sum(row.days.values()) == days
    assert set(row.days) <= set(STATES)
    assert row.states[0][0] == 0
    assert row.states[-1][1] == days * DAY
    assert all(a[1] == b[0] and a[2] != b[2] for a, b in zip(row.states, row.states[1:], strict=False))
    if not words:
        assert row.days == {"no_report": days}
