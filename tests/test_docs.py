"""The docs cannot lag: every command stands in them, and the README's commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from truceline.app.cli import build

ROOT = Path(__file__).parents[1]


def commands() -> set[str]:
    return {c.name or (c.callback.__name__ if c.callback else "") for c in build().registered_commands}


def test_every_command_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    missing = {c for c in commands() if f"`truceline {c}" not in text}
    assert not missing


def test_the_docs_name_no_command_that_is_not_there() -> None:
    known = commands()
    for path in (ROOT / "docs" / "command-line.md", ROOT / "README.md"):
        for name in re.findall(r"(?:`|\$ )truceline ([a-z]+)\b", path.read_text(encoding="utf-8")):
            assert name in known, f"{path.name}: truceline {name}"


def test_every_command_has_help() -> None:
    group = typer.main.get_group(build())
    assert all(c.help for c in group.commands.values())
