"""The commands as a user calls them: output, exit status, bad input named, nothing lost."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CUT_OFF = "2021-01-10T18:00+03:00"


def run(
    *args: str, stdin: bytes = b"", cwd: Path | None = None, home: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "TRUCELINE_CONFIG": str(home or cwd or Path.cwd()), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "truceline.app", *args], input=stdin, capture_output=True, cwd=cwd, env=env, check=False
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled case with its record."""
    home = tmp_path_factory.mktemp("home")
    done = run("init", "case", "--from", "karabakh-2020", cwd=home)
    assert done.returncode == 0, done.stderr.decode()
    done = run("add", "case", cwd=home)
    assert done.returncode == 0, done.stderr.decode()
    return home / "case"


def test_adding_the_same_again_adds_nothing_and_says_so(case: Path) -> None:
    done = run("add", "case", cwd=case.parent)
    assert done.returncode == 0
    assert b"tally: 0 added" in done.stderr


def test_bad_files_are_named_and_the_good_ones_are_kept(case: Path, tmp_path: Path) -> None:
    run("init", "c", "--from", "karabakh-2020", cwd=tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(40):
        (folder / f"good-{i:02d}.txt").write_text(
            f"The ministry said that {i + 2} soldiers were wounded on 3 December 2020.", encoding="utf-8"
        )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "future.md").write_text("---\npublished: 2999-01-01\n---\nText.\n", encoding="utf-8")
    (folder / "typo.md").write_text("---\npublihser: X\n---\nText.\n", encoding="utf-8")
    (folder / "cut.txt").write_bytes("Тест".encode() + b"\xff\xd0")
    done = run("add", "c", "in", cwd=tmp_path)
    text = done.stderr.decode()
    assert done.returncode == 3
    assert "40 added" in text
    for name in ("empty.txt", "binary.txt", "future.md", "typo.md", "cut.txt"):
        assert name in text
    assert "did you mean 'publisher'" in text


def test_listings_are_json_by_schema_off_a_terminal(case: Path) -> None:
    for command, schema in (("events", "events/1"), ("terms", "terms/1"), ("assess", "assess/1"), ("due", "due/1")):
        more = ("--days", "4000") if command == "due" else ()
        done = run(command, "case", "--as-of", CUT_OFF, *more, cwd=case.parent)
        assert done.returncode == 0, done.stderr.decode()
        data = json.loads(done.stdout)
        assert data["schema"] == schema
        assert data["items"]


def test_explain_leads_from_a_term_to_sentences(case: Path) -> None:
    terms = json.loads(run("terms", "case", "--as-of", CUT_OFF, cwd=case.parent).stdout)["items"]
    told = next(t for t in terms if t.get("events") or t.get("claims"))
    done = run("explain", "case", told["id"], "--as-of", CUT_OFF, cwd=case.parent)
    assert done.returncode == 0, done.stderr.decode()
    kinds = set()

    def walk(node: dict) -> None:  # type: ignore[type-arg]
        kinds.add(node["kind"])
        for child in node.get("below", ()):
            walk(child)

    walk(json.loads(done.stdout))
    assert {"assessment", "claim", "document"} <= kinds


def test_an_id_is_explained_as_the_brief_has_it_or_as_all_that_was_published_since(case: Path) -> None:
    def ids(*more: str) -> list[str]:
        out = run("events", "case", "--as-of", CUT_OFF, *more, cwd=case.parent).stdout
        return [e["id"] for e in json.loads(out)["items"]]

    later = next(i for i in ids() if i not in ids("--public-at", CUT_OFF))
    assert run("explain", "case", later, "--as-of", CUT_OFF, cwd=case.parent).returncode == 0
    brief = json.loads(run("brief", "case", "--as-of", CUT_OFF, "--format", "json", cwd=case.parent).stdout)
    for cited in (brief["citations"][0]["id"], brief["citations"][-1]["id"]):
        assert run("explain", "case", cited, "--as-of", CUT_OFF, cwd=case.parent).returncode == 0


def test_a_claim_is_explained_down_to_its_document_and_up_to_what_stands_on_it(case: Path) -> None:
    items = json.loads(run("events", "case", "--as-of", CUT_OFF, cwd=case.parent).stdout)["items"]
    event = max((e for e in items if e["class"] == "incident"), key=lambda e: len(e["members"]))
    found = json.loads(run("explain", "case", event["members"][0]["claim"], "--as-of", CUT_OFF, cwd=case.parent).stdout)
    kinds = [x["kind"] for x in found["below"]]
    assert kinds[:2] == ["document", "in event"]
    assert found["below"][1]["id"] == event["id"]
    assert event["title"] in found["below"][1]["words"]


def test_an_unknown_id_is_named(case: Path) -> None:
    done = run("explain", "case", "event-nothing", cwd=case.parent)
    assert done.returncode == 3
    assert b"nothing here has that id" in done.stderr


def test_a_missing_case_and_a_wrong_option_have_their_own_exit_status(tmp_path: Path) -> None:
    assert run("events", "no-such-case", cwd=tmp_path).returncode == 3
    assert run("events", cwd=tmp_path).returncode == 2
    assert run("brief", "karabakh-2020", "--kind", "nonsense", cwd=tmp_path).returncode == 2


def test_deleting_what_is_derived_gives_the_same_again(case: Path) -> None:
    import shutil

    first = run("events", "case", "--as-of", CUT_OFF, cwd=case.parent).stdout
    shutil.rmtree(case / ".derived")
    assert run("events", "case", "--as-of", CUT_OFF, cwd=case.parent).stdout == first


def test_the_brief_is_the_same_byte_for_byte_whatever_the_order_of_sets(case: Path) -> None:
    made = []
    for seed in ("1", "77"):
        shutil.rmtree(case / ".derived", ignore_errors=True)
        env = {**os.environ, "TRUCELINE_CONFIG": str(case.parent), "PYTHONHASHSEED": seed}
        args = [sys.executable, "-m", "truceline.app", "brief", "case", "--as-of", CUT_OFF, "--format", "json"]
        made.append(subprocess.run(args, cwd=case.parent, env=env, capture_output=True, check=True).stdout)
    assert made[0] == made[1]


def test_a_decision_is_kept_and_can_be_taken_back(case: Path) -> None:
    events = json.loads(run("events", "case", "--class", "incident", "--as-of", CUT_OFF, cwd=case.parent).stdout)[
        "items"
    ]
    target = events[0]["id"]
    done = run(
        "decide",
        "case",
        "verified",
        target,
        "--by",
        "A. Person",
        "--because",
        "seen",
        "--as-of",
        CUT_OFF,
        cwd=case.parent,
    )
    assert done.returncode == 0, done.stderr.decode()
    decision = done.stderr.decode().split(":")[0].splitlines()[-1].strip()
    again = run(
        "decide",
        "case",
        "refuted",
        target,
        "--by",
        "B. Person",
        "--because",
        "not so",
        "--as-of",
        CUT_OFF,
        cwd=case.parent,
    )
    assert again.returncode == 3
    assert b"take the earlier one back first" in again.stderr
    assert (
        run(
            "decide", "case", "undo", decision, "--by", "A. Person", "--because", "a mistake", cwd=case.parent
        ).returncode
        == 0
    )


def test_read_takes_a_text_from_stdin_and_touches_no_record(tmp_path: Path) -> None:
    text = b"The Defence Ministry of Armenia said that two soldiers were wounded near Hadrut on 12 December 2020."
    done = run("read", "-", "--published", "2020-12-13", stdin=text, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["items"]
    assert not list(tmp_path.iterdir())


def test_an_export_verifies_with_python_alone_and_a_changed_byte_is_found(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "export"
    assert run("export", "case", "-o", str(out), cwd=case.parent).returncode == 0
    alone = [sys.executable, "-I", str(out / "verify.py")]
    assert subprocess.run(alone, capture_output=True, check=False).returncode == 0
    entries = out / "entries.jsonl"
    raw = bytearray(entries.read_bytes())
    raw[len(raw) // 2] ^= 1
    entries.write_bytes(bytes(raw))
    assert subprocess.run(alone, capture_output=True, check=False).returncode == 1
    assert run("verify", str(out), cwd=tmp_path).returncode == 1
    assert run("verify", "case", cwd=case.parent).returncode == 0


def test_terms_are_exported_by_the_codes_of_pax() -> None:
    rows = list(csv.DictReader(run("export", "karabakh-2020", "--format", "pax").stdout.decode().splitlines()))
    assert {r["pax"] for r in rows} >= {"2324"}
    assert next(r["terms"] for r in rows if r["code"] == "Ce") == "2020-11-09/1-ceasefire"


def test_what_was_recorded_is_found_by_any_name_and_script() -> None:
    def found(*words: str) -> list[dict[str, object]]:
        return json.loads(run("find", "karabakh-2020", *words, "--format", "json").stdout)["items"]  # type: ignore[no-any-return]

    hadrut = {r["id"] for r in found("Hadrut")}
    assert hadrut
    assert hadrut == {r["id"] for r in found("Гадрут")}
    assert {r["id"] for r in found("Khankendi")} == {r["id"] for r in found("Ստեփանակերտ")}
    assert {r["kind"] for r in found("--kind", "exchange")} == {"exchange"}
    assert found("nowhere-at-all") == []
    assert run("find", "karabakh-2020").returncode == 2
