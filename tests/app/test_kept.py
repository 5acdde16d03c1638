"""What is kept beside the record: the same as made anew, and never used once anything it was made from has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from truceline.app.briefing import compose, material, render
from truceline.app.case import open_case
from truceline.app.commands.decide import make_decision
from truceline.app.derive import Derived
from truceline.app.intake import add
from truceline.app.kept import MOST, Kept, key_of
from truceline.app.library import decision_entry, load_library, open_record
from truceline.app.view import make_view

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"
CUT_OFF = "2020-12-14T18:00"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns(".derived", "record.sqlite*", "expected"))
    for path in (folder / "reports").iterdir():
        if not path.name.startswith(("05", "08", "a0")):
            path.unlink()
    add(open_case(str(folder)), [])
    return folder


def look(home: Path, as_of: str = CUT_OFF, known_at: str | None = None) -> Derived:
    case = open_case(str(home))
    view = make_view(case.zone, 1_900_000_000_000_000, as_of=as_of, known_at=known_at, public_follows=True)
    return Derived(case, load_library(case, known_at=view.known_at), view)


def made(home: Path, **times: str) -> bytes:
    """Events, assessments and the brief, as bytes."""
    d = look(home, **times)
    page = compose(material(d), "meeting")
    return msgspec.json.encode([d.fused, d.assessed]) + render(page, "html") + render(page, "json")


def anew(home: Path, **times: str) -> bytes:
    """The same with nothing kept."""
    shutil.rmtree(home / ".derived", ignore_errors=True)
    return made(home, **times)


def test_a_second_run_takes_what_was_kept_and_gives_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(home)
    with monkeypatch.context() as shut:
        for name in ("_fuse", "_assess"):
            shut.setattr(Derived, name, lambda self: pytest.fail("made anew"))
        assert made(home) == first
    assert anew(home) == first


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        text = (home / name).read_text("utf-8")
        assert text.count(old) >= 1
        (home / name).write_text(text.replace(old, new), "utf-8")
        add(open_case(str(home)), [])

    return change


def decide(home: Path) -> None:
    d = look(home)
    first = next(e for e in d.events if e.cls == "incident" and len(e.members) > 1)
    made = make_decision(d, "verified", [first.id], by="A. Person", because="seen", sets=[])
    with closing(open_record(open_case(str(home)))) as record:
        record.append([decision_entry(made)])


def report(home: Path) -> None:
    shutil.copy(next((CASE / "reports").glob("076*")), home / "reports")
    add(open_case(str(home)), [])


CHANGES = {
    "a decision": decide,
    "a term": edit("agreement.yaml", "from: 2020-11-10T00:00", "from: 2020-11-12T00:00"),
    "the gazetteer": edit("places.csv", "39.52003,47.03190,3000", "39.90000,46.10000,9000"),
    "a report": report,
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_kept_is_not_used_once_something_changed(home: Path, what: str) -> None:
    before = made(home)
    CHANGES[what](home)
    after = made(home)
    assert after != before
    assert after == anew(home)


def test_other_times_give_another_result_each_its_own(home: Path) -> None:
    now = made(home)
    earlier, unknown = made(home, as_of="2020-12-01T18:00"), made(home, known_at="2020-06-01T00:00")
    assert len({now, earlier, unknown}) == 3
    assert (made(home), made(home, as_of="2020-12-01T18:00")) == (now, earlier)
    assert anew(home, as_of="2020-12-01T18:00") == earlier
    assert anew(home, known_at="2020-06-01T00:00") == unknown


def test_a_damaged_file_is_made_anew(home: Path) -> None:
    first = made(home)
    for path in (home / ".derived").glob("*.msgpack"):
        if not path.name.startswith("claims"):
            raw = bytearray(path.read_bytes())
            raw[len(raw) // 2] ^= 1
            path.write_bytes(bytes(raw))
    assert made(home) == first


def test_only_the_newest_are_left_and_a_shut_folder_is_left_alone(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "in")
    for n in range(MOST["events"] + 3):
        assert kept.get("events", key_of(n), int, lambda n=n: n) == n  # type: ignore[misc]
    assert len(list(kept.folder.glob("events-*"))) == MOST["events"]
    assert Kept(tmp_path / "no" / "such").get("events", key_of(1), int, lambda: 7) == 7
    assert not (tmp_path / "no").exists()
