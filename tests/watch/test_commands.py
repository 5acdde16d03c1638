"""The commands of the watch, over a table and over an invented case."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from truceline.app import watch_sources
from truceline.app.commands import alarms, calendar, effect, episodes, hotspots, skill
from truceline.values.errors import InputError, UsageError


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    for command in (alarms, calendar, effect, episodes, hotspots, skill):
        command.register(made)
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rng = np.random.default_rng(8)
    x = rng.poisson(0.1, 900)
    x[480:520] = 0
    x[500:505] = [4, 6, 9, 5, 3]
    days = np.datetime64("2018-01-01") + np.arange(900)
    path = tmp_path / "counts.csv"
    path.write_text("date,deaths\n" + "".join(f"{d},{n}\n" for d, n in zip(days, x, strict=True)))
    return path


def run(app: typer.Typer, *args: str) -> dict[str, object]:
    done = CliRunner().invoke(app, [*args, "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_episodes_alarms_effect_and_skill_of_a_table(app: typer.Typer, table: Path, tmp_path: Path) -> None:
    found = run(app, "episodes", str(table))["items"]
    assert [(e["onset"], e["end"]) for e in found] == [("2019-05-16", "2019-05-20")]  # type: ignore[index,attr-defined]
    assert found[0]["name"] == "May 2019"  # type: ignore[index]
    onsets = tmp_path / "onsets.csv"
    onsets.write_text("name,first,last\nplanted,2019-05-16,2019-05-20\n")
    rows = run(app, "alarms", str(table), "--onsets", str(onsets))["items"]
    hit = [r for r in rows if r["raised"] <= "2019-05-18" and r["since"] >= "2019-05-01"]  # type: ignore[index,union-attr]
    assert hit[0]["skill"].startswith("found 1 of 1")
    assert hit[0]["release"] == "internal"
    assert run(app, "alarms", str(table))["items"][0]["skill"] == "not measured"  # type: ignore[index]
    curve = run(app, "effect", str(table), "--at", "2019-06-01", "--reporting", "0.8:1.2")["items"]
    assert len(curve) == 12  # type: ignore[arg-type]
    methods = {r["method"] for r in run(app, "skill", str(table), "--onsets", str(onsets))["items"]}  # type: ignore[index,attr-defined]
    assert "baseline: no change" in methods


def test_hotspots_of_a_table(app: typer.Typer, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [f"2020-01-{d:02d},s{i},{40 + i * 0.05},{46.5}" for i in range(12) for d in rng.integers(1, 29, 5)]
    rows += ["2020-01-30,s3,40.15,46.5"] * 6
    path = tmp_path / "events.csv"
    path.write_text("date,site,lat,lon\n" + "\n".join(rows))
    top = run(app, "hotspots", str(path), "--replicates", "99")["items"][0]  # type: ignore[index]
    assert "s3" in top["sites"]
    assert top["p"] <= 0.05
    assert top["to"] == "2020-01-30"
    done = CliRunner().invoke(app, ["hotspots", str(path), "--model", "poisson"])
    assert "too few days before the window" in str(done.exception)


@pytest.mark.parametrize("model", ["poisson", "negative-binomial"])
def test_hotspots_against_the_past_of_each_site(app: typer.Typer, tmp_path: Path, model: str) -> None:
    rng = np.random.default_rng(2)
    days = np.datetime64("2020-01-01") + np.arange(120)
    rows = [f"{d},s{i},{40 + i * 0.05},46.5" for i in range(8) for d in days for _ in range(rng.poisson(0.4))]
    rows += [f"{d},s5,40.25,46.5" for d in days[-2:] for _ in range(6)]
    path = tmp_path / "events.csv"
    path.write_text("date,site,lat,lon\n" + "\n".join(rows))
    top = run(app, "hotspots", str(path), "--replicates", "99", "--model", model)["items"][0]  # type: ignore[index]
    assert "s5" in top["sites"]
    assert (top["from"], top["to"]) == ("2020-04-28", "2020-04-29")


def test_a_bad_table_is_named(app: typer.Typer, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("date,n\n2020-01-01,minus\n")
    assert "not a count" in str(CliRunner().invoke(app, ["episodes", str(path)]).exception)
    path.write_text("")
    assert "empty table" in str(CliRunner().invoke(app, ["episodes", str(path)]).exception)


def test_a_table_of_several_reporters_gives_one_series_each(app: typer.Typer, tmp_path: Path) -> None:
    rows = [f"2019-{m:02d}-{d:02d},{who},{d % 2}" for who in ("one", "other") for m in (1, 2, 3) for d in range(1, 28)]
    rows += [f"2019-04-{d:02d},one,9" for d in range(1, 8)]
    path = tmp_path / "two.csv"
    path.write_text("date,who,n\n" + "\n".join(rows) + "\n")
    told = watch_sources.series_of(watch_sources.Asked(source=str(path), reporter_column="who"))
    assert [(s.reporter, s.measure, float(np.nansum(s.values))) for s in told.series] == [
        ("one", "n", 42.0 + 63.0),
        ("other", "n", 42.0),
    ]


def test_the_back_test_is_a_page_and_a_curve(app: typer.Typer, table: Path, tmp_path: Path) -> None:
    onsets, page, curve = tmp_path / "onsets.csv", tmp_path / "skill.html", tmp_path / "amoc.svg"
    onsets.write_text("planted,2019-05-16,2019-05-20\n")
    run(app, "skill", str(table), "--onsets", str(onsets), "--page", str(page), "--picture", str(curve))
    text = page.read_text()
    assert "The episodes were listed by a person." in text
    assert "Missed by the cumulative sum: none." in text
    assert curve.read_text().startswith("<svg")
    run(app, "skill", str(table), "--page", str(page))
    assert "found in retrospect in this same series" in page.read_text()


def test_periods_that_cannot_be_are_named(tmp_path: Path) -> None:
    path = tmp_path / "onsets.csv"
    for text, word in (
        ("a,2020-01-05,2020-01-01\n", "ends before it begins"),
        ("a,2020-01-05\n", "too few columns"),
        ("a,2020-01-05,soon\n", "not a date"),
    ):
        path.write_text(text)
        with pytest.raises(InputError, match=word) as e:
            watch_sources.periods(path)
        assert "line 1" in str(e.value)


def test_windows_of_a_case(app: typer.Typer) -> None:
    rows = run(
        app, "calendar", "karabakh-2020", "--as-of", "2021-01-12", "--days", "320", "--report", "Weekly:2021-01-04:7"
    )
    kinds = {w["kind"] for w in rows["items"]}  # type: ignore[index,attr-defined,union-attr]
    assert {"due", "anniversary", "reporting"} <= kinds
    first = next(w for w in rows["items"] if w["kind"] == "due")  # type: ignore[index,union-attr,attr-defined]
    assert (first["first"], first["last"]) == ("2021-01-23", "2021-01-30")


def test_stretches_of_a_line_and_a_line_that_is_not(app: typer.Typer) -> None:
    rows = run(
        app,
        "hotspots",
        "karabakh-2020",
        "--as-of",
        "2021-01-10",
        "--past",
        "--line",
        "line-of-contact-1994",
        "--replicates",
        "99",
    )
    assert any(0 < r["stretch_km"][0] <= r["stretch_km"][1] < 400 for r in rows["items"])  # type: ignore[index,attr-defined]
    with pytest.raises(UsageError, match="no such line"):
        CliRunner().invoke(app, ["hotspots", "karabakh-2020", "--line", "nowhere"], catch_exceptions=False)
    with pytest.raises(UsageError, match="no such zone"):
        CliRunner().invoke(app, ["episodes", "karabakh-2020", "--zone", "nowhere"], catch_exceptions=False)
