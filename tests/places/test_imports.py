"""Other people's gazetteers: three formats, bad entries set aside, clashes named; descriptions of points."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.describe import direction, distance_words, nearest_named
from truceline.places.gazetteer import Place, parse_places_csv
from truceline.places.geodesy import destination
from truceline.places.imports import compare, guess_form, import_places, places_csv, unclashed
from truceline.values.errors import InputError

GEONAMES = "\n".join(
    [
        "1\tÜpham\tUpham\tOldham,Верхний\t40.10000\t46.10000\tP\tPPLA2\tXX\t\t01\t\t\t\t12000\t\t900\tEurope/X\t2020-01-01",
        "2\tMill Pass\tMill Pass\t\t40.2\t46.2\tT\tPASS\tXX\t\t01\t\t\t\t0\t\t900\tEurope/X\t2020-01-01",
        "3\tZero\tZero\t\t0\t0\tP\tPPL\tXX\t\t01\t\t\t\t0\t\t900\tEurope/X\t2020-01-01",
        "4\tHamlet\tHamlet\t\t40.15\t46.15\tP\tPPL\tXX\t\t01\t\t\t\t120\t\t900\tEurope/X\t2020-01-01",
    ]
)
CSV = """Name,Name_hy,Latitude,Longitude,Type,Alt
Üpham,Վերին,40.1001,46.1001,town,Oldham|Highham
Swapped,,46.3,40.3,village,
,,40.1,46.1,village,
Projected,,4500000,5200000,village,
NoPoint,,x,,village,
"""
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": "n1", "properties": {"name": "Ford", "name:ru": "Брод", "kind": "village"}, "geometry": {"type": "Point", "coordinates": [46.3, 40.3]}},
            {"type": "Feature", "properties": {"name": "Line"}, "geometry": {"type": "LineString", "coordinates": [[46, 40], [47, 41]]}},
            {"type": "Feature", "properties": None, "geometry": None},
        ],
    }
)  # fmt: skip


def test_geonames_kinds_names_and_sources() -> None:
    found = import_places(GEONAMES, "XX.txt")
    assert [(p.id, p.kind) for p in found.places] == [
        ("gn-1", "district_centre"),
        ("gn-2", "pass"),
        ("gn-4", "village"),
    ]
    assert found.places[0].names == {"any": ("Üpham", "Upham", "Oldham", "Верхний")}
    assert found.places[0].source == "GeoNames 1"
    assert found.set_aside == (("XX.txt:3", "0/0 stands where a position is not known"),)


def test_csv_with_the_usual_heads_and_what_is_wrong_in_it() -> None:
    found = import_places(CSV, "p.csv", near=(40.2, 46.2), source="a survey")
    (p,) = found.places
    assert (p.kind, p.source) == ("town", "a survey")
    assert p.names == {"hy": ("Վերին",), "any": ("Üpham", "Oldham", "Highham")}
    assert [why for _, why in found.set_aside] == [
        "latitude and longitude are swapped", "no name", "metres of a projection, not degrees", "no point",
    ]  # fmt: skip


def test_geojson_points_with_names_by_language() -> None:
    found = import_places(GEOJSON, "p.geojson")
    (p,) = found.places
    assert p.names == {"ru": ("Брод",), "any": ("Ford",)}
    assert (p.id, p.lat, p.lon) == ("n1", 40.3, 46.3)
    assert [why for _, why in found.set_aside] == ["no point", "no name"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{", '{"features": 3}'])
def test_what_is_no_gazetteer_is_one_clear_error(text: str) -> None:
    with pytest.raises(InputError) as e:
        import_places(text, "x.csv" if not text.startswith("{") else "x.json")
    assert "x." in e.value.where
    assert e.value.expected


def test_the_form_is_told_by_name_and_first_line() -> None:
    assert [guess_form(GEONAMES, "a.txt"), guess_form(CSV, "a.txt"), guess_form(GEOJSON, "a.txt")] == [
        "geonames",
        "csv",
        "geojson",
    ]


def test_clashes_are_named_and_nothing_is_joined() -> None:
    held = (
        Place(id="upham", kind="town", names={"en": ("Upham",)}, lat=40.1, lon=46.1),
        Place(id="other", kind="village", names={"en": ("Newname",)}, lat=40.15, lon=46.1501),
        Place(id="far", kind="village", names={"en": ("Mill Pass",)}, lat=40.9, lon=46.9),
    )
    new = import_places(GEONAMES, "XX.txt").places
    found = {(c.kind, c.id, c.held) for c in compare(held, new)}
    assert found == {("duplicate", "gn-1", "upham"), ("renamed", "gn-4", "other"), ("moved", "gn-2", "far")}
    (duplicate,) = [c for c in compare(held, new) if c.kind == "duplicate"]
    assert duplicate.new_names == ("Oldham", "Верхний")  # Üpham folds to the name held
    assert unclashed(new, compare(held, new)) == ()
    assert unclashed(new, compare((), new)) == new
    assert {c.kind for c in compare(new, new)} == {"same_id", "duplicate"}


def test_what_is_written_is_read_again_as_it_was() -> None:
    places = import_places(GEONAMES, "XX.txt").places + import_places(GEOJSON, "p.geojson").places
    again = parse_places_csv(places_csv(places), "places.csv")
    assert [(p.id, p.kind, p.all_names(), p.lat, p.lon, p.source) for p in again] == [
        (p.id, p.kind, p.all_names(), p.lat, p.lon, p.source) for p in places
    ]


@settings(max_examples=80, deadline=None)
@given(st.floats(0, 359.99), st.floats(30, 90_000))
def test_a_description_leads_back_to_the_point(bearing: float, metres: float) -> None:
    base = Place(id="x", kind="village", names={"en_b": ("Zeta",), "en_a": ("Alpha",)}, lat=40.0, lon=46.0)
    lat, lon = destination(40.0, 46.0, bearing, metres)
    (near,) = nearest_named([base], lat, lon)
    assert near.metres == pytest.approx(metres, abs=0.1)
    assert near.words == f"{distance_words(metres)} {direction(bearing)} of Alpha/Zeta"
    assert near.back.startswith("Alpha/Zeta lies ")
    eighth = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
    turned = eighth.index(direction(bearing)) - eighth.index(near.back.rsplit(" ", 1)[1])
    assert turned % 8 in (3, 4, 5)  # the opposite, but for rounding at the edge of an eighth


def test_distances_in_words() -> None:
    assert [distance_words(m) for m in (30, 480, 980, 6_040, 9_960, 25_499)] == [
        "50 m",
        "500 m",
        "1 km",
        "6 km",
        "10 km",
        "25 km",
    ]
    assert nearest_named([], 0, 0) == ()
