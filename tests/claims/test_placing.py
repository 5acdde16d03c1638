"""Places in their words: role, precision, point and radius."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.claims.placing import PlaceMention, find_places
from truceline.places.gazetteer import Gazetteer, Place
from truceline.places.geodesy import bearing_deg, distance_m


def place(id: str, kind: str, name: str, lat: float, lon: float, **more: object) -> Place:
    return Place(id=id, kind=kind, names={"en": (name,)}, lat=lat, lon=lon, radius_m=1000.0, **more)  # type: ignore[arg-type]


GAZETTEER = Gazetteer(
    (
        place("ford", "town", "Fordham", 40.0, 46.0),
        place("mill", "town", "Millby", 40.2, 46.4),
        place("brook-a", "village", "Brook", 40.01, 46.01, district="North"),
        place("brook-b", "village", "Brook", 41.5, 47.5, district="South"),
        Place(id="vale", kind="district", names={"en": ("Vale", "Vale district")}),
        Place(id="old-road", kind="road", names={"en": ("Fordham-Brook road",)}),
    )
)


def one(text: str) -> PlaceMention:
    found = find_places(text, GAZETTEER)
    assert len(found) == 1, found
    m = found[0]
    assert text[m.start : m.end] == m.text
    assert m.phrase[0] <= m.start
    assert m.end <= m.phrase[1]
    return m


@pytest.mark.parametrize(
    ("text", "role", "precision"),
    [
        ("shelling in Fordham", "at", "P3"),
        ("shelling near the town of Fordham", "near", "P4"),
        ("fire in the direction of Fordham", "towards", "P4"),
        ("fire in the Fordham direction", "towards", "P4"),
        ("a convoy from Fordham", "from", "P3"),
        ("a convoy to the city of Fordham", "to", "P3"),
        ("along the line of contact", "along", "P7"),
        ("in the Fordham section of the line of contact", "along", "P7"),
        ("on the Fordham–Millby highway", "along", "P7"),
        ("between Fordham and Millby", "between", "P7"),
        ("in the Fordham district", "within", "P5"),
        ("in the Fordham region", "within", "P6"),
        ("in the village of Fordham", "at", "P3"),
    ],
)
def test_words_around_a_name(text: str, role: str, precision: str) -> None:
    where = one(text).where
    assert (where.role, where.precision) == (role, precision)
    if precision in ("P5", "P6", "P7"):
        assert where.lat is None


def test_distance_and_direction_give_a_point_with_its_doubt() -> None:
    where = one("12 km north-west of Fordham").where
    assert where.lat is not None
    assert where.lon is not None
    assert where.radius_m is not None
    assert distance_m(40.0, 46.0, where.lat, where.lon) == pytest.approx(12_000, rel=1e-4)
    assert bearing_deg(40.0, 46.0, where.lat, where.lon) % 360 == pytest.approx(315, abs=0.1)
    assert where.radius_m > 12_000 * 0.38
    assert (where.role, where.precision) == ("near", "P4")


def test_a_distance_without_direction_stays_round_the_place() -> None:
    where = one("two kilometres from Fordham").where
    assert (where.lat, where.lon) == (40.0, 46.0)
    assert where.radius_m == pytest.approx(3200)


def test_a_road_the_gazetteer_knows_keeps_its_id() -> None:
    where = one("closed the Fordham-Brook road").where
    assert (where.id, where.lat) == ("old-road", None)


def test_both_ends_of_a_pair_are_kept() -> None:
    assert set(one("between Fordham and Millby").ids) == {"ford", "mill"}


def test_a_name_that_nothing_settles_has_no_point() -> None:
    assert one("at Brook").where.id is None
    brook = [m for m in find_places("at Brook, beside Fordham", GAZETTEER) if m.text == "Brook"]
    assert brook[0].where.id == "brook-a"


def test_the_district_itself() -> None:
    where = one("in the Vale district").where
    assert (where.id, where.precision) == ("vale", "P5")


def test_words_are_not_read_in_another_language() -> None:
    found = find_places("near Fordham", GAZETTEER, language="ru")
    assert [m.where.role for m in found] == ["at"]


@given(
    st.text(
        alphabet=st.sampled_from(list("Fordham MillbyBrook,-–0123 km of north near between and to the road\n")),
        max_size=120,
    )
)
@settings(max_examples=80, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for m in find_places(text, GAZETTEER):
        assert 0 <= m.phrase[0] <= m.start < m.end <= m.phrase[1] <= len(text)


@pytest.mark.parametrize("unit", ["12 km north of ", "near Fordham ", "to the ", "between Fordham and "])
def test_time_is_linear(unit: str) -> None:
    def seconds(n: int) -> float:
        t = time.process_time()
        find_places(unit * n, GAZETTEER)
        return time.process_time() - t

    small = max(seconds(400), 0.005)
    assert seconds(3200) < 8 * 4 * small
