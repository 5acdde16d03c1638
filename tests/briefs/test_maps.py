"""Maps, strip and calendar: the same byte for byte, with caption, fonts of every script, and nothing above release."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.briefs.pictures import changed, labels, maps, strips
from truceline.places.zone import Zone
from truceline.values.time import DAY

BASE: dict[str, Any] = {"method": "derived", "per": "A", "source": "s"}
WAY = [(46.0, 40.0), (46.3, 40.2), (46.9, 40.1)]
ZONES = [
    Zone(
        id="l",
        kind="line",
        names={"en": ("line of contact",)},
        uncertainty_m=3000.0,
        valid_from=0,
        geometry={"type": "LineString", "coordinates": WAY},
        **BASE,
    ),
    Zone(
        id="c",
        kind="corridor",
        names={},
        width_m=5000.0,
        geometry={"type": "LineString", "coordinates": [(46.0, 39.8), (46.4, 39.9)]},
        **BASE,
    ),
    Zone(
        id="z",
        kind="zone",
        names={},
        uncertainty_m=2000.0,
        geometry={"type": "Polygon", "coordinates": [[(46.2, 39.9), (46.7, 39.9), (46.5, 40.1), (46.2, 39.9)]]},
        **BASE,
    ),
    Zone(
        id="p",
        kind="post",
        names={},
        geometry={"type": "Point", "coordinates": (46.3, 40.15)},
        release="internal",
        **BASE,
    ),
]
POSTS = "observation posts (1), at the place named with each; per A"
SPOTS = [
    maps.Spot(lat=40.05, lon=46.5, names=("Ağdərə", "Մարտակերտ", "Мардакерт")),
    maps.Spot(lat=40.1, lon=46.4, kind="incident", radius_m=2000, hollow=True),
]


def texts(svg_of: Any) -> list[str]:
    """The words of a drawing, taken from the figure before it becomes outlines."""
    found: list[str] = []

    def keep(fig: Any) -> str:
        from matplotlib.text import Text

        found.extend(t.get_text() for t in fig.findobj(Text) if t.get_text())
        return ""

    svg_of(keep)
    return found


def words_of(monkeypatch: pytest.MonkeyPatch, **kw: Any) -> list[str]:
    def run(keep: Any) -> None:
        monkeypatch.setattr(maps, "svg", keep)
        maps.area_map(ZONES, SPOTS, date="As of 1 January 2021", **kw)

    return texts(run)


def test_the_same_bytes_twice_and_no_date_of_making() -> None:
    one, two = (maps.area_map(ZONES, SPOTS, date="d") for _ in range(2))
    assert one == two
    assert "<svg" in one
    assert "dc:date" not in one


def test_the_line_is_dated_approximate_and_per_its_source_and_the_caption_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = words_of(monkeypatch)
    assert "line of contact, from 1 Jan 1970; approximate, per A" in words
    assert "Not drawn: international boundaries, of which no drawing is held." in words
    assert maps.CAPTION in words
    assert "As of 1 January 2021" in words
    assert "Ağdərə / Մարտակերտ / Мардакерт" in words or {"Ağdərə /\nՄարտակերտ /\nМардакерт"} & set(words)


def test_posts_stay_in_internal_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    assert POSTS in words_of(monkeypatch, release="internal")
    for release in ("parties", "guarantors", "public"):
        assert POSTS not in words_of(monkeypatch, release=release)
    without = maps.area_map([z for z in ZONES if z.kind != "post"], SPOTS, date="d", release="public")
    assert maps.area_map(ZONES, SPOTS, date="d", release="public") == without


def test_every_script_has_its_letters() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph that is missing
        assert "<svg" in maps.area_map(ZONES, SPOTS, date="əğışçöü ԱԲԳաբգև АБВабвё")


coordinate = st.tuples(st.floats(0, 150), st.floats(0, 90))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(coordinate, st.sampled_from(["Ab", "Upper / Lower Mill", "X"]), st.booleans()), max_size=30))
def test_no_name_stands_over_another_or_over_a_mark(given_: list[tuple[tuple[float, float], str, bool]]) -> None:
    wanted = [
        labels.Label(lines=tuple(words.split(" / ")), size_pt=6.5, anchors=(at,), must=must)
        for at, words, must in given_
    ]
    marks = [(x - 1, y - 1, x + 1, y + 1) for (x, y), _, _ in given_]
    placed = labels.place(wanted, marks, [], 160, 100)
    assert placed == labels.place(wanted, marks, [], 160, 100)
    boxes = [p.box for p in placed if p is not None]
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[2] <= 160
        for b in [*boxes[:i], *marks]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_crowded_places_are_named_once_on_an_inset_and_far_ones_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    spots = [
        maps.Spot(
            lat=39.95, lon=46.10, names=("Hamlet", "Weiler"), kind="incident", told="use of force, 1 May; alleged"
        ),
        maps.Spot(lat=39.93, lon=46.13, names=("Mill",), kind="incident", told="damage, 2 May; corroborated"),
        maps.Spot(lat=39.95, lon=46.10, names=("Hamlet", "Weiler"), kind="incident", told="violation, 3 May; alleged"),
        maps.Spot(lat=30.0, lon=40.0, names=("Far",), kind="incident", told="advance, 4 May; alleged"),
        maps.Spot(lat=39.94, lon=46.11, names=("Village",), rank=2),
    ]

    def run(keep: Any) -> None:
        monkeypatch.setattr(maps, "svg", keep)
        maps.area_map(ZONES, spots, date="d")

    words = texts(run)
    assert words.count("Hamlet / Weiler") == 1
    assert words.count("Mill") == 1
    assert "Village" in words  # only an inset shows villages
    assert "Hamlet / Weiler: use of force, 1 May; alleged" in words
    assert "violation, 3 May; alleged" in words
    assert "Far (outside the map): advance, 4 May; alleged" in words
    assert sum(w.endswith(" km") for w in words) == 2  # a bar for the map, one for the inset


def test_districts_bear_all_their_names_and_stand_in_the_key_as_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = [[(46.1, 39.8), (46.6, 39.8), (46.6, 40.2), (46.1, 40.2), (46.1, 39.8)]]
    two = [
        Zone(id=i, kind="district", names={"en": names}, geometry={"type": "Polygon", "coordinates": ring}, **BASE)
        for i, names in (("a", ("Upper district", "Upper", "Lower")), ("b", ("Elsewhere",)))
    ]
    assert maps.zone_name(two[0], "en") == "Lower / Upper district"
    assert maps.zone_name(two[1], "en") == "Elsewhere"

    def run(keep: Any) -> None:
        monkeypatch.setattr(maps, "svg", keep)
        maps.area_map([*ZONES, *two], [], date="d")

    words = texts(run)
    assert "districts named in the case (2); approximate, per A" in words
    assert sum("approximate, per A" in w for w in words) == 4


def test_an_end_that_the_map_does_not_know_yet_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    ended = [msgspec.structs.replace(ZONES[0], valid_to=9 * DAY)]

    def run(keep: Any, as_of: int | None) -> None:
        monkeypatch.setattr(maps, "svg", keep)
        maps.area_map(ended, [], date="d", as_of=as_of)

    assert any("to 9 Jan 1970" in w for w in texts(lambda k: run(k, None)))
    assert not any("to 9 Jan 1970" in w for w in texts(lambda k: run(k, 3 * DAY)))


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        maps.area_map([], [], date="d")


def test_strip_calendar_and_control_map_draw_and_repeat() -> None:
    def drawn() -> list[str]:
        mark = strips.StripMark(chainage_m=5e3, doubt_m=1e3, start=DAY, end=2 * DAY, hollow=True)
        cover = strips.StripCover(from_m=0, to_m=4e3, start=0, end=5 * DAY, state="watched")
        return [
            strips.strip([mark], [cover], length_m=10e3, start=0, end=9 * DAY, zone="UTC", sectors={"s": (0, 10e3)}),
            strips.corridor_calendar(
                {"any": [(0, DAY, "possible"), (DAY, 2 * DAY, "contested")]}, start=0, end=2 * DAY, zone="UTC"
            ),
            changed.control_map(
                shapely.box(0, 0, 2, 2),
                shapely.box(2, 0, 3, 1),
                shapely.Polygon(),
                title="t",
                words=("gained", "lost"),
                months=[("Jan", 1.0, 2.0)],
            ),
        ]

    one, two = drawn(), drawn()
    assert one == two
    assert all(s.startswith("<svg") for s in one)


def test_unwatched_and_unreported_are_grey_not_green() -> None:
    assert strips.STATE_COLOURS["no_report"] == "#e3e7ec"
    assert strips.STATE_COLOURS["contested"] != strips.STATE_COLOURS["possible"]
