"""The gazetteer of a case and its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.places.gazetteer import Gazetteer, Place, parse_places_csv, precision_of, where_of
from truceline.values.errors import CaseFileError

FILE = """id,kind,name_en_aa,name_aa,name_en_bb,name_ru,names,lat,lon,radius_m,district,source
north,town,Nordham,Nördham,Upper Ford (Old Ford),Нордхем / Верхний Брод,Nordam,40.1,46.1,3000,North,survey
brook-north,village,Brook (Nordham),,,Брук,,40.2,46.1,1000,North,survey
brook-south,village,Brook,,,,,39.2,46.1,1000,South,survey
south,town,Southam,,,,,39.1,46.1,3000,South,survey
mill-south,village,,,Nordham (South),,,39.15,46.12,1000,South,survey
gate,pass,High (Old) pass,,,,,40.0,46.0,500,North,survey
valley,district,Vale,,,,,40.0,46.0,,,survey
post-9,post,Post 9,,,,,40.1,46.1,50,North,survey
"""


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Gazetteer(parse_places_csv(FILE, "places.csv"))


def test_a_cell_holds_several_names(gazetteer: Gazetteer) -> None:
    p = gazetteer.place("north")
    assert p is not None
    assert p.names["en_bb"] == ("Upper Ford", "Old Ford")
    assert p.names["ru"] == ("Нордхем", "Верхний Брод")
    assert p.names["any"] == ("Nordam",)
    gate = gazetteer.place("gate")
    assert gate is not None
    assert gate.names["en_aa"] == ("High pass", "Old pass")


def test_a_bracket_that_names_another_place_or_the_district_is_no_name(gazetteer: Gazetteer) -> None:
    brook, mill = gazetteer.place("brook-north"), gazetteer.place("mill-south")
    assert brook is not None
    assert mill is not None
    assert brook.names["en_aa"] == ("Brook",)
    assert mill.names["en_bb"] == ("Nordham",)


def test_every_side_s_name_leads_to_one_place(gazetteer: Gazetteer) -> None:
    hits = gazetteer.mentions("Nördham is Old Ford; НОРДХЕМ.")
    assert [set(h.keys) & {"north"} for h in hits] == [{"north"}] * 3


def test_same_name_is_settled_by_district_then_distance_then_rank(gazetteer: Gazetteer) -> None:
    (brook,) = gazetteer.mentions("in Brook")
    assert brook.keys == ("brook-north", "brook-south")
    assert gazetteer.where(brook).id is None
    assert gazetteer.where(brook).lat is None
    assert gazetteer.where(brook, around=["south"]).id == "brook-south"
    assert gazetteer.where(brook, around=["gate"]).id == "brook-north"
    (nordham,) = gazetteer.mentions("in Nordham")
    assert set(nordham.keys) == {"north", "mill-south"}
    assert gazetteer.where(nordham).id == "north"
    assert gazetteer.where(nordham, around=["south"]).id == "mill-south"


def test_role_sets_radius_and_precision(gazetteer: Gazetteer) -> None:
    assert gazetteer.where("north").precision == "P3"
    near = gazetteer.where("north", role="near")
    assert (near.radius_m, near.precision, near.role) == (10_000, "P4", "near")
    assert gazetteer.where("north", role="towards").radius_m == 25_000
    assert gazetteer.where("post-9").precision == "P2"
    vale = gazetteer.where("valley", "the Vale")
    assert (vale.id, vale.lat, vale.precision, vale.name) == ("valley", None, "P5", "the Vale")
    assert gazetteer.where("nowhere").id is None


def test_a_place_without_coordinates_gets_no_point() -> None:
    p = Place(id="x", kind="other", names={"en": ("X",)})
    assert precision_of(p) == "P0"
    w = where_of(p, "X")
    assert (w.lat, w.radius_m) == (None, None)


def test_conflicts_are_reported(gazetteer: Gazetteer) -> None:
    found = {(c.kind, c.ids) for c in gazetteer.conflicts()}
    assert ("same_name", ("brook-north", "brook-south")) in found
    assert ("same_name", ("mill-south", "north")) in found
    assert ("near_points", ("north", "post-9")) in found


def test_all_mistakes_of_a_file_come_at_once() -> None:
    bad = "id,kind,name_en,lat,lon,radius\nA B,vilage,,91,46,1\nc,village,C,x,,2\nc,village,C,40,46\n"
    with pytest.raises(CaseFileError) as e:
        parse_places_csv(bad, "p.csv")
    text = str(e.value)
    assert "p.csv:1: unknown column 'radius'" in text
    assert "p.csv:4: the row has not as many cells" in text
    with pytest.raises(CaseFileError) as e:
        parse_places_csv(bad.replace(",radius\n", ",radius_m\n").rsplit("c,", 1)[0] + "c,village,C,40,46,5\n", "p.csv")
    text = str(e.value)
    for part in (
        "p.csv:2: an id is one word",
        "unknown kind 'vilage'",
        "p.csv:2: bad lat",
        "has no name",
        "p.csv:3: bad lat",
        "p.csv:4: the id 'c' stands twice",
    ):
        assert part in text


def test_empty_file_and_broken_quotes_are_named() -> None:
    for bad in ("", 'id,kind,name_en\n"a,b,c'):
        with pytest.raises(CaseFileError):
            parse_places_csv(bad, "p.csv")


@pytest.mark.evaldata
def test_the_reference_form_is_read(evaldata: Path) -> None:
    file = evaldata.parent / "reference" / "places-karabakh.csv"
    if not file.exists():
        pytest.skip("the reference gazetteer is not beside the evaluation data")
    g = Gazetteer(parse_places_csv(file.read_text("utf-8"), file.name))
    assert len(g.places) > 100
    for p in g.places:
        for n in p.all_names():
            assert any(p.id in h.keys for h in g.mentions(f"at {n}.")), (p.id, n)


def test_points_at_zero_and_swapped_points_are_named() -> None:
    rows = ["id,kind,name_en,lat,lon", "a,village,A,40.1,46.1", "b,village,B,40.2,46.2", "c,village,C,40.3,46.3"]
    assert len(parse_places_csv("\n".join(rows), "p.csv")) == 3
    with pytest.raises(CaseFileError) as e:
        parse_places_csv("\n".join([*rows, "d,village,D,0,0", "e,village,E,46.1,40.2"]), "p.csv")
    assert [(p.where, p.what) for p in e.value.problems] == [
        ("p.csv:5", "0/0 stands where a position is not known"),
        ("p.csv:6", "latitude and longitude look swapped"),
    ]


def test_the_middle_of_the_places() -> None:
    points = [Place(id=str(i), lat=40.0 + i, lon=46.0 + i) for i in range(3)]
    assert Gazetteer(tuple(points)).middle() == (41.0, 47.0)
    assert Gazetteer(tuple(points[:2])).middle() is None
