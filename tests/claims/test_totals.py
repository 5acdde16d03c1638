"""Totals of a monitor: number, unit, period, area; the period before; and what is no total."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
from pathlib import Path

import pytest

from truceline.app.case import open_case
from truceline.claims.claim import Claim
from truceline.claims.contradictions import contradictions
from truceline.claims.read import read
from truceline.claims.totals_figures import LONGEST, mended
from truceline.documents.document import Document, Text
from truceline.values.time import day_when, parse_instant

ROOT = Path(__file__).parents[2]
KIT = open_case(ROOT / "tests" / "gold").kit
ZONE = "+03:00"


def claims(text: str, id: str = "d") -> list[Claim]:
    document = Document(id=id, publisher="Monitoring Mission", published=day_when(dt.date(2019, 5, 14), ZONE))
    return list(read(Text(document=id, extractor="t", digest=id, text=text), document, KIT).claims)


def totals(text: str) -> list[tuple[str, object, object, object, str, str]]:
    """What, low, best, high, first and last day, of every total."""
    out = []
    for c in claims(text):
        if c.act == "counts":
            ends = c.when.wire() if c.when is not None else {}
            lo, hi = str(ends.get("earliest", ""))[:10], str(ends.get("latest", ""))[:10]
            out += [(n.what, n.low, n.best, n.high, lo, hi) for n in c.counts]
    return out


MAY = ("2019-05-01", "2019-05-08")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 1 and 7 May, the Mission recorded over 1,500 ceasefire violations.", [("violations", 1500, None, None, *MAY)]),
        ("From 1 to 7 May the Mission registered close to 900 violations of the ceasefire.", [("violations", None, 900, None, *MAY)]),
        ("Between 1 and 7 May calm returned. In all, the Mission logged 900 truce violations.", [("violations", 900, 900, 900, *MAY)]),
        ("Between 1 and 7 May it was quiet. The number of ceasefire violations in the reporting period fell to about 40.",
         [("violations", None, 40, None, *MAY)]),
        ("Between 1 and 7 May, the Mission recorded fewer ceasefire violations (around 80), compared with the previous two weeks.",
         [("violations", None, 80, None, *MAY)]),
        ("Between 1 and 7 May, the Mission recorded 500 ceasefire violations, including about 60 explosions (compared with 700, including 90 explosions, in the previous week).",
         [("violations", 500, 500, 500, *MAY), ("explosions", None, 60, None, *MAY),
          ("violations", 700, 700, 700, "2019-04-24", "2019-05-01"), ("explosions", 90, 90, 90, "2019-04-24", "2019-05-01")]),
        ("Between 1 and 7 May, the Mission recorded 500 ceasefire violations (about 700 in the previous three-week period).",
         [("violations", 500, 500, 500, *MAY), ("violations", None, 700, None, "2019-04-10", "2019-05-01")]),
        ("Between 1 and 7 May, the Mission recorded 500 ceasefire violations. This compares with 650 ceasefire violations in the previous reporting period.",
         [("violations", 500, 500, 500, *MAY), ("violations", 650, 650, 650, "2019-04-24", "2019-05-01")]),
        ("Between 1 and 7 May, monitors recorded around 300 ceasefire violations per week.", [("violations_per_week", None, 300, None, *MAY)]),
        ("Between 1 and 7 May, the Mission recorded 500 ceasefire violations, a 20 per cent increase on the previous two weeks.",
         [("violations", 500, 500, 500, *MAY)]),
        ("On 3 and 5 May the Mission recorded 120 and almost 90 ceasefire violations, respectively.",
         [("violations", 120, 120, 120, "2019-05-03", "2019-05-04"), ("violations", None, 90, None, "2019-05-05", "2019-05-06")]),
        ("Between 1 and 7 May, the Mission re-\ncorded 500 ceasefire viola-\ntions, in- cluding 60 explo\u00adsions.",
         [("violations", 500, 500, 500, *MAY), ("explosions", 60, 60, 60, *MAY)]),
        ("Between 1 and 7 May the Mission observed 23 weapons in violation of their respective withdrawal lines.",
         [("weapons", 23, 23, 23, *MAY)]),
    ],
)  # fmt: skip
def test_a_total_is_read(text: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(totals(text), key=str) == sorted(expected, key=str)


def test_a_period_taken_over_from_the_document_says_so() -> None:
    found = claims("Between 1 and 7 May calm returned to the line. The Mission recorded 900 ceasefire violations.")
    (c,) = [x for x in found if x.act == "counts"]
    assert c.when is not None
    assert c.when.doubt == "the period on which the document reports"


def test_a_date_of_something_else_dates_no_total() -> None:
    found = totals(
        "Between 1 and 7 May calm returned. Following the truce that took effect on 6 May, the Mission recorded 30 ceasefire violations."
    )
    assert found == [("violations", 30, 30, 30, "", "")]


def test_the_area_stays_with_the_number() -> None:
    found = claims(
        "Between 1 and 7 May, the Mission recorded 20 ceasefire violations inside the Green Hollow disengagement area."
    )
    (c,) = [x for x in found if x.act == "counts"]
    assert [(w.name, w.id, w.role) for w in c.where] == [("the Green Hollow disengagement area", None, "within")]


def test_who_recorded_is_no_doer() -> None:
    found = claims(
        "Velland's Defence Ministry said its forces had recorded 40 ceasefire violations by Toria on 12 May."
    )
    (c,) = [x for x in found if x.act == "counts"]
    assert {(a.id, a.role) for a in c.actors} == {("VEL", "observer"), ("TOR", "agent")}


@pytest.mark.parametrize(
    "text",
    [
        "Toria's Defence Ministry denied that 40 ceasefire violations had been recorded on 12 May.",
        "No ceasefire violations were recorded between 1 and 7 May.",
        "If the Mission recorded 40 ceasefire violations, talks would end.",
        "About 40 per cent of all ceasefire violations were recorded near Dorn.",
        "Two explosions were heard in Dorn on Friday night, residents said.",
    ],
)
def test_what_is_no_total(text: str) -> None:
    assert not [t for t in totals(text) if t[0] == "violations"]


def test_a_source_that_contradicts_itself_is_told() -> None:
    first = claims("Between 1 and 7 May, the Mission recorded over 1,500 ceasefire violations.", "a")
    second = claims(
        "Between 8 and 14 May, the Mission recorded 900 ceasefire violations (over 2,300 in the previous week).", "b"
    )
    third = claims(
        "Between 15 and 21 May, the Mission recorded 700 ceasefire violations (about 900 in the previous week).", "c"
    )
    (found,) = contradictions([*first, *second, *third])
    assert (found.unit, found.figures, found.rounding) == ("violations", (1500, 2300), False)
    assert found.earliest == parse_instant("2019-05-01", zone=ZONE)


def test_a_hostile_sentence_costs_time_in_proportion() -> None:
    import time

    for shape in ("1,000 ceasefire violations and ", "in the previous week ", "violations (", "recorded 5 - "):
        cost = []
        for n in (200, 800):
            begin = time.process_time()
            claims("The Mission recorded " + shape * n + ".")
            cost.append(max(time.process_time() - begin, 0.02))
        assert cost[1] < 12 * cost[0], shape


def test_mending_keeps_every_place() -> None:
    raw = "cease- fire viola-\ntions non-government two- week"
    low, at = mended(raw)
    assert low == "ceasefire violations non-government two-week"
    assert len(at) == len(low) + 1
    assert [raw[at[i]] for i in range(len(low))] == list(low)
    assert LONGEST > 1000


@pytest.mark.evaldata
def test_reports_of_a_mission_against_their_table(evaldata: Path) -> None:
    spec = importlib.util.spec_from_file_location("truceline_bench_osce", ROOT / "benchmarks" / "reading" / "osce.py")
    assert spec is not None
    assert spec.loader is not None
    osce = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(osce)
    rows = list(csv.DictReader((evaldata / "minsk" / "cfv_biweekly.csv").read_text(encoding="utf-8").splitlines()))
    found = osce.reports(evaldata / "minsk", rows)
    zone = open_case("minsk-2015").kit.zone
    for row in rows:
        lo, hi = parse_instant(row["start"], zone=zone), parse_instant(row["end"], zone=zone, end=True)
        assert float(row["cfv"]) in osce.told(found, "violations", lo, hi), row
    real = [c for c in contradictions(c for cs in found.values() for c in cs) if not c.rounding]
    assert (15800, 23000) in [c.figures for c in real]
