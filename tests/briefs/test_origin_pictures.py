"""The pictures of origins: the same bytes each time, every name in them, cycles drawn and ended."""

from __future__ import annotations

from truceline.briefs.pictures.origins import origin_graph_picture, upset
from truceline.events.transmission import Root, Step, Transmission


def step(a: str, b: str, way: str = "quotes", **more: object) -> Step:
    return Step(source=a, source_name=a, to=b, to_name=b, way=way, claim="c", document=f"{a}{b}", **more)  # type: ignore[arg-type]


def test_the_graph_is_the_same_twice_and_a_cycle_ends() -> None:
    steps = (step("Ministry", "Agency"), step("Agency", "Paper", reworded=("killed: 2 -> 3",)), step("Paper", "Agency"))
    told = Transmission(
        event="e", roots=(Root(id="Ministry", name="Ministry"),), steps=steps, circles=(("Agency", "Paper"),)
    )
    one = origin_graph_picture(told, denying=("Paper",))
    assert one == origin_graph_picture(told, denying=("Paper",))
    assert one.startswith("<svg")
    assert one != origin_graph_picture(told)
    lone = Transmission(event="e", roots=(), steps=(step("Ministry", "Ministry", "states"),))
    assert "<svg" in origin_graph_picture(lone)


def test_sets_are_drawn_whatever_their_order_and_nothing_is_a_picture_too() -> None:
    sets = [{"a", "b"}, {"a"}, {"b", "c"}, {"a", "b"}]
    assert upset(sets) == upset([set(s) for s in sets])
    assert upset([{f"o{n}"} for n in range(40)]).startswith("<svg")
    assert upset([]).startswith("<svg")
