"""Field reports: claims of the post as observer, the clock of a patrol, and what a spreadsheet does to a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truceline.actors.register import Register
from truceline.assessments.coverage import watched
from truceline.claims.kit import Kit
from truceline.claims.read import read
from truceline.claims.readers.field import template
from truceline.claims.reading import Reading
from truceline.documents.document import Document, Text
from truceline.places.gazetteer import Gazetteer, Place
from truceline.values.time import parse_instant

DOCS = Path(__file__).parents[2] / "docs" / "field-reports.md"
KIT = Kit(
    gazetteer=Gazetteer((Place(id="mill", kind="village", names={"en": ("Old Mill",)}, lat=40.0, lon=46.0, radius_m=800.0, source="test"),)),
    zone="Europe/Moscow",
)  # fmt: skip


def reading(text: str, kind: str = "page") -> Reading:
    document = Document(id="document-1", kind=kind, publisher="Observer Mission")  # type: ignore[arg-type]
    return read(Text(document="document-1", extractor="test", digest="d", text=text), document, KIT)


def at(text: str) -> int:
    return parse_instant(text, zone="Europe/Moscow")


def csv(*rows: str, head: str = "post;patrol_start;patrol_end;what;place;distance_m;lat;lon") -> Reading:
    return reading("\n".join((head, *rows)) + "\n", "table")


def test_the_template_of_the_docs_is_read_across_midnight() -> None:
    template = re.search(r"```text\n(# Patrol report.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert template
    found = reading(template[1])
    assert not found.set_aside
    burst = next(c for c in found.claims if c.kind == "violence")
    denied = next(c for c in found.claims if c.kind == "access")
    assert burst.when
    assert burst.when.earliest == at("2020-12-12T23:50")
    assert burst.code == "V1.1"
    assert denied.when
    assert denied.when.earliest == at("2020-12-13T00:20")
    assert denied.code == "V5.1"
    assert [s.name for s in burst.says] == ["Patrol 3", "Observer Mission"]
    assert all(template[1][c.span.start : c.span.end] == c.span.text for c in found.claims)


def test_coverage_comes_out_and_access_denied_takes_its_time_away() -> None:
    found = csv(
        "P1;2020-12-12 08:00;2020-12-12 12:00;quiet;Old Mill;;;",
        "P1;2020-12-12 08:00;2020-12-12 12:00;movement;Old Mill;;;",
        head="post;patrol_start;patrol_end;what;place;distance_m;lat;lon",
    )
    shut = reading(
        "post,patrol_start,patrol_end,what,place,time,until\nP1,2020-12-12 08:00,2020-12-12 12:00,access denied,Old Mill,10:00,11:00\n",
        "table",
    )
    got = watched(
        [*found.claims, *shut.claims], {}, Register(), ["mill"], as_of=at("2020-12-20T00:00")
    )  # fmt: skip
    assert got.intervals["mill"] == (
        (at("2020-12-12T08:00"), at("2020-12-12T10:00")),
        (at("2020-12-12T11:00"), at("2020-12-12T12:00")),
    )


def test_a_spreadsheet_file_is_read_as_it_is() -> None:
    found = csv("P1;25.12.2020 14:05;25.12.2020 16:00;shot;Old Mill;1500;40,01;46,02")
    assert not found.set_aside
    shot = next(c for c in found.claims if c.kind == "violence")
    assert shot.when
    assert shot.when.earliest == at("2020-12-25T14:05")
    assert (shot.where[0].lat, shot.where[0].lon, shot.where[0].role) == (40.01, 46.02, "near")
    assert shot.span.row == 0


def test_far_off_is_near_and_no_point_is_made_up_for_an_unknown_place() -> None:
    found = csv(
        "P1;2020-12-12 08:00;2020-12-12 12:00;shot;Old Mill;1500;;",
        "P1;2020-12-12 08:00;2020-12-12 12:00;shot;Nowhere;;;",
    )
    near, unknown = [c.where[0] for c in found.claims if c.kind == "violence"]
    assert (near.role, near.radius_m) == ("near", 2300.0)
    assert unknown.lat is None
    assert unknown.id is None


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("P1;2020-12-12 22:00;2020-12-12 01:00;shot;;;;", "ends before it begins"),
        ("P1;03/04/2020 10:00;03/04/2020 11:00;shot;;;;", "cannot tell day from month"),
        ("P1;2020-12-12 10:00;;shot;Old Mill;1,500;;", "thousands or for decimals"),
        ("P1;2020-12-12 10:00;;shot;Old Mill;;40,0;", "half a position"),
        ("P1;2020-12-12 10:00;;shot;Old Mill;;146,0;46,0", "not on the earth"),
        ("P1;2020-12-12 10:00;;dancing;;;;", "not an observation"),
        ("P1;yesterday;;shot;;;;", "not a"),
        (";2020-12-12 10:00;;shot;;;;", "a field is empty"),
    ],
)  # fmt: skip
def test_a_bad_row_is_one_question_and_the_good_ones_stand(row: str, asked: str) -> None:
    found = csv(row, "P2;2020-12-12 10:00;2020-12-12 11:00;quiet;Old Mill;;;")
    assert [asked in a.why for a in found.set_aside] == [True]
    assert {c.says[0].name for c in found.claims} == {"P2"}


def test_a_time_outside_the_patrol_is_asked_back() -> None:
    head = "post,patrol_start,patrol_end,what,time"
    found = reading(f"{head}\nP1,2020-12-12 10:00,2020-12-12 11:00,shot,14:00\n", "table")
    assert "outside the patrol" in found.set_aside[0].why


def test_an_offset_in_the_cell_wins_over_the_zone() -> None:
    found = reading("post,patrol_start,what\nP1,2020-12-12T14:05+04:00,shot\n", "table")
    assert found.claims[0].when
    assert found.claims[0].when.earliest == at("2020-12-12T13:05")


def test_names_of_kobo_are_mapped_and_no_person_is_named() -> None:
    found = reading(
        "visit/team,visit/date_time_start,obs/observation_type,_gps_latitude,_gps_longitude,username\n"
        "P9,2020-12-12 10:00,jamming,40.0,46.0,Jane Doe\n",
        "table",
    )
    claim = found.claims[0]
    assert (claim.kind, claim.code, claim.where[0].lat) == ("access", "V5.3", 40.0)
    assert "Jane" not in repr([(c.says, c.actors, c.topics) for c in found.claims])
    assert "kept in no claim" in found.set_aside[0].why


def test_quiet_is_no_denial_and_photographs_stay_digests() -> None:
    digest = "ab" * 32
    found = reading(
        f'post,patrol_start,what,photo_sha256\nP1,2020-12-12 10:00,quiet,"{digest}"\nP1,2020-12-12 10:00,damage,xyz\n',
        "table",
    )
    assert (found.claims[0].act, found.claims[0].polarity) == ("asserts", "does_not_hold")
    assert found.claims[0].topics == ("what: quiet", f"photo:{digest}")
    assert "not a digest" in found.set_aside[0].why


def test_other_tables_and_texts_go_to_their_own_readers() -> None:
    assert not [
        c
        for c in reading("# A report\n\nThe ministry said that 2 soldiers were wounded on 3 December 2020.\n").claims
        if c.reader.name == "field"
    ]


def test_the_empty_form_is_one_that_is_read_once_it_is_filled_in() -> None:
    for of in ("patrol", "post"):
        form = template(of, "md")
        assert form.startswith(f"# {of.capitalize()} report")
        filled = form.replace("- post:", "- post: P1").replace("- patrol_start:", "- patrol_start: 2020-12-12 22:10")
        names = next(line for line in form.splitlines() if line.startswith("| time"))
        cells = [
            "23:50" if c.strip() == "time" else "burst" if c.strip() == "what" else ""
            for c in names.strip("|").split("|")
        ]
        blank = "|" + "  |" * len(cells)
        found = reading(filled.replace(blank, "| " + " | ".join(cells) + " |", 1))
        assert [c.kind for c in found.claims] == ["violence"]
        assert not found.set_aside
    head = template("patrol", "csv", mark=";").strip()
    row = ";".join(
        {"post": "P1", "patrol_start": "12.12.2020 22:10", "what": "shot"}.get(c, "") for c in head.split(";")
    )
    assert [c.code for c in reading(f"{head}\n{row}\n", "table").claims] == ["V1.1"]


def test_a_question_names_its_line_and_empty_lines_ask_nothing() -> None:
    found = csv("P1;2020-12-12 10:00;;shot;Old Mill;;;", ";;;;;;;", "P1;2020-12-12 10:00;;shot;Old Mill;;;;extra", "P2;2020-12-12 10:00;;dancing;;;;")  # fmt: skip
    assert [a.why.split(":")[0] for a in found.set_aside] == ["line 4", "line 5"]
    assert "not the fields of the header" in found.set_aside[0].why
    assert len(found.claims) == 1


def test_a_patrol_crosses_midnight_and_an_hour_of_the_zone() -> None:
    """Clocks went back at 04:00 on 25 October 2020 in Athens: the patrol lasts an hour longer than its clock says."""
    head = "post,patrol_start,patrol_end,zone,time,what"
    found = reading(f"{head}\nP1,2020-10-24 23:30,05:30,Europe/Athens,00:10,shot\n", "table")
    shot = next(c for c in found.claims if c.kind == "violence")
    stood = next(c for c in found.claims if c.kind == "position")
    assert shot.when
    assert shot.when.earliest == parse_instant("2020-10-25T00:10+03:00", zone="UTC")
    assert shot.when.precision == "T1"
    assert stood.when
    assert stood.when.earliest is not None
    assert stood.when.latest is not None
    assert stood.when.latest - stood.when.earliest == 7 * 3_600_000_000


def test_the_words_of_who_stopped_the_patrol_are_kept() -> None:
    found = reading('post,patrol_start,what,access_by,words\nP1,2020-12-12 10:00,access denied,Guards,"The road, they said, is closed"\n', "table")  # fmt: skip
    assert "words: The road, they said, is closed" in found.claims[0].topics
    assert "access_by: Guards" in found.claims[0].topics
