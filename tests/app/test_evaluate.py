"""truceline evaluate: fields, speaking actors, gaps between parties, harm, and bad gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from truceline.app.cli import build
from truceline.values.errors import TruceError

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))
from model_stub import says, serving

GOLD = Path(__file__).parents[1] / "gold"


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(), ["evaluate", *args])
    if isinstance(result.exception, TruceError):
        return result.exception.exit_status, result.stdout, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def item(id: str, text: str, says: str, act: str = "asserts", **more: Any) -> dict[str, Any]:
    claim = {"act": act, "kind": "violence", "code": "V1.2", "says": [{"name": says, "id": says}], **more}
    return {"id": id, "publisher": "Daily Lantern", "published": "2019-05-14", "text": text, "claims": [claim]}


def gold(folder: Path, *items: dict[str, Any]) -> str:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(i) for i in items), encoding="utf-8")
    return str(path)


def test_each_field_and_speaker_is_scored(tmp_path: Path) -> None:
    path = gold(
        tmp_path,
        item("1", "Torian troops shelled Kesh with mortars, Velland's Defence Ministry said.", "VEL-MOD"),
        item("2", "Hail fell upon Kesh all night.", "TOR-MOD"),
    )
    code, out, err = run("--gold", path, "--case", str(GOLD), "--format", "json")
    assert code == 0
    data = json.loads(out)
    found = next(r for r in data["items"] if r["field"] == "found")
    assert found["recall"] == 0.5
    assert found["low"] <= found["f1"] <= found["high"]
    assert {s["speaker"]: s["recall"] for s in data["speakers"]} == {"TOR": 0.0, "VEL": 1.0}
    recall = next(g for g in data["gaps"] if g["measure"] == "recall")
    assert recall["points"] == -100.0
    assert recall["flagged"]
    assert "gap: en recall differs by 100.0 points between TOR VEL" in err


def test_a_denial_read_as_a_fact_is_named(tmp_path: Path) -> None:
    path = gold(
        tmp_path,
        item("lie", "Torian troops shelled Kesh with mortars, Velland's Defence Ministry said.", "VEL-MOD", "denies"),
    )
    assert json.loads(run("--gold", path, "--case", str(GOLD), "--format", "json")[1])["harm"] == ["lie"]


def test_the_gold_s_own_folder_is_the_case_and_errors_are_shown() -> None:
    code, out, err = run(
        "--gold", str(GOLD / "russian.jsonl"), "--split", "tune", "--errors", "act", "--format", "table"
    )
    assert code == 0
    assert "F1 of act" in out
    assert "were not checked by a native reader" in err


def test_a_language_model_is_scored_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUCELINE_CONFIG", str(tmp_path))
    text = "Torian troops shelled Kesh with mortars, Velland's Defence Ministry said."
    path = gold(tmp_path, item("1", text, "VEL-MOD"))
    answer = {"claims": [{"quote": "Torian troops shelled Kesh with mortars", "says": ["Velland's Defence Ministry"], "act": "asserts",
                          "kind": "violence", "code": "V1.2"}]}  # fmt: skip
    with serving(says(answer)) as stub:
        args = ("--reader", "llm", "--endpoint", stub.url, "--model", "m", "--format", "json")
        code, out, err = run("--gold", path, "--case", str(GOLD), *args)
    assert code == 0
    data = json.loads(out)
    assert data["reader"] == "llm"
    assert next(r for r in data["items"] if r["field"] == "chain")["f1"] == 1.0
    assert "cost: m: 1 requests" in err


@pytest.mark.parametrize(
    ("line", "expected"),
    [("{", "gold.jsonl:2"), ('{"id": "x"}', "gold.jsonl:2"), ('{"id": "x", "text": 5}', "gold.jsonl:2")],
)
def test_bad_gold_is_named_by_line(tmp_path: Path, line: str, expected: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    code, _, err = run("--gold", str(path), "--case", str(GOLD))
    assert code == 3
    assert expected in err


def test_an_unknown_reader_split_or_field_is_called_wrongly() -> None:
    path = str(GOLD / "russian.jsonl")
    assert run("--gold", path, "--reader", "oracle")[0] == 2
    assert run("--gold", path, "--split", "dev")[0] == 2
    assert run("--gold", path, "--errors", "mood")[0] == 2
