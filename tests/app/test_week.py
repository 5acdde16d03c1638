"""The page `a-week` runs as it stands, and the reports it makes hold together."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from truceline.app.briefing import compose, material, render
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.library import load_library
from truceline.app.view import make_view

ROOT = Path(__file__).parents[2]
DAYS = range(11, 18)


def script() -> str:
    """The shell blocks of the page, in order."""
    return "\n".join(
        re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "a-week.md").read_text(encoding="utf-8"), re.M | re.S)
    )


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the whole week."""
    home = tmp_path_factory.mktemp("week")
    (home / "bin").mkdir()
    command = home / "bin" / "truceline"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m truceline.app "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    env = {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "TRUCELINE_CONFIG": str(home / "config")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script()], cwd=home, env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    (home / "said").write_bytes(done.stdout)
    return home


def text(week: Path, name: str) -> str:
    """The words of a page."""
    raw = (week / "out" / f"{name}.html").read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", raw[raw.index("<body") :])).split())


def test_seven_dailies_two_spots_and_a_weekly_are_issued_with_numbers(week: Path) -> None:
    for number, day in enumerate(DAYS, 1):
        page = text(week, f"daily-{day}")
        assert re.search(rf"daily no\. {number}; digest [0-9a-f]{{16}}", page)
        assert f"Cut-off {day} December 2020, 18:00 (Europe/Moscow)" in page
        assert "Prepared by A. Duty" in page
        assert "Approved by B. Head" in page
    assert "spot no. 1;" in text(week, "spot-hadrut")
    assert "spot no. 2;" in text(week, "spot-villages")
    assert "weekly no. 1;" in text(week, "weekly")


def table(week: Path, day: int) -> dict[tuple[str, ...], tuple[str, str]]:
    """Rows of the two tables of a daily: what is counted -> this period, before."""
    raw = (week / "out" / f"daily-{day}.html").read_text(encoding="utf-8")
    part = raw[raw.index('id="reporters"') : raw.index('id="changed"')]
    out = {}
    for row in re.findall(r"<tr>(.*?)</tr>", part, re.S):
        cells = [
            html.unescape(re.sub(r"<sup.*?</sup>|<[^>]+>", "", c, flags=re.S)).strip()
            for c in re.findall(r"<td>(.*?)</td>", row, re.S)
        ]
        if len(cells) in (4, 5):
            out[tuple(cells[:-2])] = (cells[-2], cells[-1])
    return out


def test_figures_of_the_period_before_are_those_of_the_day_before(week: Path) -> None:
    compared = 0
    for day in DAYS[1:]:
        before, here = table(week, day - 1), table(week, day)
        for key, (now, _) in before.items():
            if now not in ("0", "none given"):
                assert here[key][1] == now, (day, key)
                compared += 1
        for key, (_, was) in here.items():
            assert was in ("0", "none given") or before[key][0] == was, (day, key)
    assert compared > 10


def test_what_was_put_right_is_numbered_and_named_once(week: Path) -> None:
    page = text(week, "daily-14")
    assert "Correction 1." in page
    assert "issued as" in page
    assert "A. Duty corrected our reading" in page
    assert "The ministry names no weapon" in page
    assert "The ministry names no weapon" not in text(week, "daily-15")


def test_the_question_is_followed_to_its_answer(week: Path) -> None:
    assert "not put to Azerbaijan" in text(week, "daily-12")
    assert "put to Azerbaijan on 13 December 2020, answer asked by 15 December 2020" in text(week, "daily-13")
    late = text(week, "daily-16")
    assert "no answer by 15 December 2020" in late
    assert "silence is no admission" in late
    assert "Azerbaijan made a counter-claim on 17 December 2020" in text(week, "daily-17")


def test_every_figure_leads_to_a_sentence(week: Path) -> None:
    for path in sorted((week / "out").glob("*.html")):
        raw = path.read_text(encoding="utf-8")
        refs = set(re.findall(r'href="#(src-[^"]+)"', raw))
        assert refs
        assert refs <= set(re.findall(r'id="(src-[^"]+)"', raw)), path.name


CITED = re.compile(r'href="#(src-[^"]+)"')
TRACED = ("new", "reporters", "changed", "passage", "answers", "observed", "versions", "unvisited", "trend")
NOTHING = re.compile(
    r"^(?:None|No |Nothing|nothing|In \d+ of \d+|\d+ of \d+ w|A break|By nobody|And \d+ more|\d+ (?:earlier|further|more)|none|Kept)"
)


def test_each_sentence_about_the_world_leads_to_what_it_stands_on(week: Path) -> None:
    """In every section that tells what happened or was said, each item and each figure carries a reference that is there."""
    seen = 0
    for path in sorted((week / "out").glob("*.html")):
        raw = path.read_text(encoding="utf-8")
        there = set(re.findall(r'id="(src-[^"]+)"', raw))
        for anchor in TRACED:
            part = re.search(rf'<section id="{anchor}".*?</section>', raw, re.S)
            if part is None:
                continue
            items = re.findall(r"<li>(.*?)</li>|<p>(.*?)</p>|<td>(\d+ \(.*?|[1-9]\d*<.*?)</td>", part[0], re.S)
            for item in (next(x for x in found if x) for found in items if any(found)):
                words = " ".join(
                    html.unescape(re.sub(r"<sup.*?</sup>|<b>.*?</b>|<[^>]+>", "", item, flags=re.S)).split()
                )
                if NOTHING.match(words) or words.startswith("0 ("):
                    continue
                assert set(CITED.findall(item)) & there, (path.name, anchor, words)
                seen += 1
    assert seen > 60


def longest_spots(week: Path, folder: Path) -> list[Path]:
    """The spot reports of the three incidents of the case with the most to say."""
    case = open_case(str(week / "week"))
    view = make_view(case.zone, 1_800_000_000_000_000, as_of="2020-12-17T18:00", public_follows=True)
    derived = Derived(case, load_library(case), view)
    made = material(derived, kind="spot", prepared_by="A. Duty", approved_by="B. Head")
    pages = [
        render(compose(msgspec.structs.replace(made, focus=e.id), "spot"), "html")
        for e in derived.events
        if e.cls == "incident"
    ]
    out = []
    for n, body in enumerate(sorted(pages, key=len)[-3:]):
        out.append(folder / f"spot-long-{n}.html")
        out[-1].write_bytes(body)
    return out


@pytest.mark.browser
def test_lengths_hold_on_paper(week: Path, tmp_path: Path) -> None:
    """A spot report is one page; a daily at most six, a weekly at most nine, sources and annexes among them."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("needs headless Chromium")
    for path in [*sorted((week / "out").glob("*.html")), *longest_spots(week, tmp_path)]:
        out = tmp_path / f"{path.stem}.pdf"
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={tmp_path / 'user'}",
        ]
        subprocess.run(
            [browser, *flags, "--no-pdf-header-footer", f"--print-to-pdf={out}", path.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", out.read_bytes()))
        most = {"spot": 1, "daily": 6, "weekly": 9}[path.stem.split("-")[0]]
        assert 1 <= pages <= most, (path.name, pages)


def test_the_balance_sheet_stands_in_every_report(week: Path) -> None:
    for path in sorted((week / "out").glob("[dw]*.html")):
        raw = path.read_text(encoding="utf-8")
        part = raw[raw.index('id="intake"') :]
        rows = [
            [html.unescape(re.sub(r"<[^>]+>", "", c)).strip() for c in re.findall(r"<td>(.*?)</td>", row, re.S)]
            for row in re.findall(r"<tr>(.*?)</tr>", part[: part.index("</section>")], re.S)
        ]
        figures = [[int(x) for x in row[2:]] for row in rows if len(row) == 8]
        *actors, total = figures
        assert [sum(column) for column in zip(*actors, strict=True)] == total
        assert all(
            seen == own + relayed and max(new, read, left) <= seen for seen, new, own, relayed, read, left in figures
        )


def test_a_spot_report_is_short(week: Path) -> None:
    for name in ("spot-hadrut", "spot-villages"):
        assert len(text(week, name).split()) < 600
