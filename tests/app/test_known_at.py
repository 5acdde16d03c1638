"""A document that is added later never changes a brief at an earlier `known_at`, whatever it tells of what was there."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from truceline.app import briefing
from truceline.app import library as keeping
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.intake import add
from truceline.app.view import View

CASE = Path(__file__).parents[2] / "cases" / "truce-1993-07"
START = 1_700_000_000_000_000
STEP = 3_600_000_000
SENTENCES = (
    "Azerbaijan said that Nagorno-Karabakh forces opened fire on 25 July 1993.",
    "Azerbaijan said that two soldiers were killed on 25 July 1993.",
    "The de facto authorities of Nagorno-Karabakh denied that their forces opened fire on 25 July 1993.",
    "The de facto authorities of Nagorno-Karabakh said that Azerbaijani forces opened fire on 26 July 1993.",
    "The leaders of the two sides are to meet on 2 August 1993.",
    "Azerbaijan said that the leaders of the two sides had not met.",
    "The leaders of the two sides met on 2 August 1993.",
    "Azerbaijan withdrew its claim that forces opened fire on 25 July 1993.",
)


def brief(folder: Path, known_at: int) -> bytes:
    case = open_case(folder)
    view = View(
        as_of=744_000_000_000_000, public_at=None, known_at=known_at, release="internal", zone=case.zone,
        reconstruction=False, inclusive=False,
    )  # fmt: skip
    derived = Derived(case, keeping.load_library(case, known_at=known_at), view)
    return briefing.render(briefing.compose(briefing.material(derived), "meeting"), "json")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(SENTENCES))), st.lists(st.integers(1, 3), min_size=2, max_size=3))
@example([5, 4, 6, 0, 2, 7, 1, 3], [1, 1, 4])
def test_what_is_added_later_changes_no_brief_as_it_was_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: list[int], sizes: list[int]
) -> None:
    folder = tmp_path / "case"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CASE, folder)
    inbox = tmp_path / "in"
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir()
    seen: list[tuple[int, bytes]] = []
    left = list(order)
    for turn, size in enumerate(sizes):
        now = START + turn * STEP
        monkeypatch.setattr(keeping, "now_micros", lambda now=now: now)
        for n in left[:size]:
            path = inbox / f"{n}.md"
            path.write_text(
                f"---\npublisher: Paper {n}\npublished: 1993-08-0{n % 4 + 1}\n---\n{SENTENCES[n]}\n", "utf-8"
            )
            add(open_case(folder), [str(path)])
        left = left[size:]
        seen.append((now, brief(folder, now)))
    assert len({b for _, b in seen}) > 1 or len(seen) == 1
    for now, then in seen:
        assert brief(folder, now) == then
    with closing(keeping.open_record(open_case(folder), read_only=True)) as record:
        assert record.tail.size >= sum(min(s, len(order)) for s in sizes[:1])
