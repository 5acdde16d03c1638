"""Asking a language model about a case: settings, what is sent, what is recorded, what is read from it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from truceline.app.asking import reader_name, settings
from truceline.app.cli import build
from truceline.app.config import ReaderRules, load_config
from truceline.values.errors import CaseFileError, InputError, TruceError, UsageError

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))
from model_stub import fails, says, serving

KEY = "sk-test-4711-secret"
WORDS = "Azerbaijani forces opened fire on 5 December 2020, Armenia's Defence Ministry said."
CLAIM = {"quote": "Azerbaijani forces opened fire on 5 December 2020", "says": ["Armenia's Defence Ministry"],
         "act": "accuses", "polarity": "holds", "conditional": False, "kind": "violence", "code": "V1.1",
         "actors": [{"name": "Azerbaijani forces", "role": "agent"}], "time": "5 December 2020", "places": [], "counts": []}  # fmt: skip


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of one's own, and no TRUCELINE_* of the machine."""
    import os

    for name in list(os.environ):
        if name.startswith("TRUCELINE_LLM") or name == "TRUCELINE_READER":
            monkeypatch.delenv(name)
    home = tmp_path / "user"
    home.mkdir()
    monkeypatch.setenv("TRUCELINE_CONFIG", str(home))
    return home


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(), list(args))
    if isinstance(result.exception, TruceError):
        return result.exception.exit_status, result.stdout, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def case(tmp_path: Path) -> Path:
    home = tmp_path / "case"
    assert run("init", str(home), "--from", "karabakh-2020")[0] == 0
    for p in (home / "reports").rglob("*"):
        if p.is_file():
            p.unlink()
    (home / "reports" / "one.txt").write_text(WORDS, encoding="utf-8")
    (home / "reports" / "secret.txt").write_text(
        "A witness saw soldiers near the road on 6 December 2020.", encoding="utf-8"
    )
    assert (
        run("add", str(home), str(home / "reports" / "one.txt"), "--release", "public", "--publisher", "Daily Lantern")[
            0
        ]
        == 0
    )
    assert run("add", str(home), str(home / "reports" / "secret.txt"), "--publisher", "Daily Lantern")[0] == 0
    return home


def by_model(case: Path) -> None:
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[reader]\nname = "llm"\n', encoding="utf-8")


def claims(case: Path) -> list[Any]:
    from truceline.app.options import look

    return list(look(str(case), quiet=True).claims)


# --- settings --------------------------------------------------------------------------------------------------------
def test_flag_then_environment_then_case_then_user(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (user / "config.toml").write_text(
        '[reader]\nendpoint = "https://user.example/v1"\nmodel = "u"\ntimeout = 1.0\nmax_requests = 1\n',
        encoding="utf-8",
    )
    case = ReaderRules(model="c", timeout=2.0, max_requests=2)
    monkeypatch.setenv("TRUCELINE_LLM_TIMEOUT", "3.5")
    monkeypatch.setenv("TRUCELINE_LLM_MAX_REQUESTS", "3")
    s = settings({"max_requests": 4, "model": None}, case)
    assert (s.endpoint, s.model, s.timeout, s.max_requests) == ("https://user.example/v1", "c", 3.5, 4)


def test_a_key_goes_only_to_an_endpoint_the_user_named(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUCELINE_LLM_KEY", KEY)
    foreign = ReaderRules(endpoint="https://elsewhere.example/v1", model="m")
    assert settings({}, foreign).key == ""
    assert settings({"endpoint": "https://mine.example/v1"}, foreign).key == KEY
    (user / "config.toml").write_text('[reader.keys]\n"elsewhere.example" = "for-it"\n', encoding="utf-8")
    assert settings({}, foreign).key == "for-it"


def test_a_key_in_a_case_is_refused_and_not_shown(case: Path) -> None:
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + f'\n[reader]\nkey = "{KEY}"\n', encoding="utf-8")
    with pytest.raises(CaseFileError) as e:
        load_config(path)
    assert "a key stands in a case" in str(e.value)
    assert KEY not in str(e.value)


@pytest.mark.parametrize("words", ["[reader", "[reader]\nmodle = 'x'\n", "[reader]\ntimeout = 'soon'\n"])
def test_a_bad_user_file_is_named(user: Path, words: str) -> None:
    (user / "config.toml").write_text(words, encoding="utf-8")
    with pytest.raises(InputError) as e:
        settings({}, None)
    assert "config.toml" in str(e.value)


def test_a_bad_setting_of_the_environment_is_called_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUCELINE_LLM_TIMEOUT", "soon")
    with pytest.raises(UsageError):
        settings({"endpoint": "https://a.example/v1", "model": "m"}, None)


def test_which_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader_name(None, None) == "rules"
    assert reader_name(None, ReaderRules(name="llm")) == "llm"
    monkeypatch.setenv("TRUCELINE_READER", "rules")
    assert reader_name(None, ReaderRules(name="llm")) == "rules"
    assert reader_name("llm", None) == "llm"
    with pytest.raises(UsageError):
        reader_name("oracle", None)


# --- read ------------------------------------------------------------------------------------------------------------
def test_read_by_a_model_shows_claims_and_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUCELINE_LLM_KEY", KEY)
    page = tmp_path / "page.txt"
    page.write_text(WORDS, encoding="utf-8")
    with serving(says({"claims": [CLAIM, {**CLAIM, "quote": "made up"}]})) as stub:
        code, out, err = run(
            "read", str(page), "--reader", "llm", "--endpoint", stub.url, "--model", "m", "--format", "json"
        )
    assert code == 0
    items = json.loads(out)["items"]
    assert [(c["act"], c["kind"], c["reader"]["name"]) for c in items] == [("accuses", "violence", "llm")]
    assert items[0]["says"][0]["id"] == "ARM-MOD"
    assert "1 set aside: a quotation of the language model that the document does not hold" in err
    assert "cost: m: 1 requests, 100 tokens in, 20 out" in err
    assert KEY not in out + err


def test_a_model_that_never_answers_is_an_outside_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUCELINE_LLM_ATTEMPTS", "1")
    page = tmp_path / "page.txt"
    page.write_text(WORDS, encoding="utf-8")
    with serving(fails(503)) as stub:
        code, _, err = run("read", str(page), "--reader", "llm", "--endpoint", stub.url, "--model", "m")
    assert code == 4
    assert "503" in err


def test_no_endpoint_is_called_wrongly(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(WORDS, encoding="utf-8")
    assert run("read", str(page), "--reader", "llm")[0] == 2


# --- a case ----------------------------------------------------------------------------------------------------------
def test_replies_are_recorded_once_and_read_without_the_network(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUCELINE_LLM_KEY", KEY)
    by_model(case)
    with serving(says({"claims": [CLAIM], "note": KEY})) as stub:
        code, _, err = run("ask", str(case), "--endpoint", stub.url, "--model", "m")
        assert code == 0, err
        assert "1 replies recorded" in err
        assert "1 set aside: documents above the release public, not sent" in err
        assert "witness" not in json.dumps(stub.requests)
        assert run("ask", str(case), "--endpoint", stub.url, "--model", "m")[0] == 0
        assert len(stub.requests) == 1
    found = claims(case)
    assert [c.reader.name for c in found if c.span.text == CLAIM["quote"]] == ["llm"]
    first = [c.id for c in found]
    for p in (case / ".derived").iterdir():
        p.unlink()
    assert [c.id for c in claims(case)] == first
    assert run("verify", str(case))[0] == 0
    for p in case.rglob("*"):
        assert not p.is_file() or KEY.encode() not in p.read_bytes()


def test_without_replies_a_case_is_read_by_rules_and_says_so(case: Path) -> None:
    by_model(case)
    code, _, err = run("events", str(case), "--format", "json")
    assert code == 0
    assert "2 set aside: read by rules: no reply of a language model is recorded" in err


def test_an_estimate_sends_nothing(case: Path) -> None:
    with serving(says({"claims": []})) as stub:
        code, _, err = run("ask", str(case), "--estimate", "--endpoint", stub.url, "--model", "m")
        assert not stub.requests
    assert code == 0
    assert "estimate: 1 requests" in err


def test_erasing_a_document_erases_its_replies(case: Path) -> None:
    by_model(case)
    with serving(says({"claims": [CLAIM]})) as stub:
        run("ask", str(case), "--endpoint", stub.url, "--model", "m")
    before = b"".join(p.read_bytes() for p in case.glob("record.sqlite*"))
    assert before.count(b"opened fire on 5 December") >= 3  # document, text, reply
    id = next(c.document for c in claims(case))
    assert run("erase", str(case), id, "--by", "A", "--because", "asked to", "--yes")[0] == 0
    raw = b"".join(p.read_bytes() for p in case.glob("record.sqlite*"))
    assert b"opened fire on 5 December" not in raw
