"""The page `a-week` runs as it stands, and the reports it makes hold together."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_a_spot_report_is_short(week: Path) -> None:
    for name in ("spot-hadrut", "spot-villages"):
        assert len(text(week, name).split()) < 480
