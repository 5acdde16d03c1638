"""The docs cannot lag: every command and option stands in them, and those they name exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

import truceline
from truceline.app.cli import build
from truceline.values.plugins import scan

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


def options() -> dict[str, set[str]]:
    group = typer.main.get_group(build())
    return {n: {o for p in c.params for o in (*p.opts, *p.secondary_opts)} for n, c in group.commands.items()}


def test_the_docs_name_no_option_that_is_not_there() -> None:
    known = options()
    wrong = []
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            whole_row = path.name == "command-line.md" and line.startswith("| `truceline")
            for name, rest in re.findall(r"truceline ([a-z]+)\b" + ("(.*)" if whole_row else r"([^`|#;]*)"), line):
                given = re.findall(r"(?<![\w-])--[a-z][a-z-]+", rest)
                wrong += [f"{path.name}: {name} {o}" for o in given if name in known and o not in known[name]]
    assert not wrong


def test_every_option_stands_in_the_docs() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").rglob("*.md"))
    twins = {"--output", "--ids"}  # the long form of -o; the default of --no-ids
    missing = {f"{n} {o}" for n, given in options().items() for o in given - twins if o[:2] == "--" and o not in text}
    assert not missing


SEAMS = {
    "truceline.documents.sources": ("SOURCE", "extending.md"),
    "truceline.claims.readers": ("READER", "extending.md"),
    "truceline.claims.languages": ("LANGUAGE", "extending.md"),
    "truceline.terms.kinds": ("KIND", "terms.md"),
    "truceline.briefs.kinds": ("compose", "extending.md"),
    "truceline.record.keepers": ("KEEPER", "extending.md"),
    "truceline.engine.engines": ("ENGINE", "extending.md"),
}


@pytest.mark.parametrize("folder", sorted(SEAMS))
def test_every_plug_in_stands_in_the_docs(folder: str) -> None:
    marker, page = SEAMS[folder]
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = scan(folder, marker)
    assert found
    assert not [name for name in found if f"`{name}`" not in text]
    assert f"`{folder}`" in (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")


def test_public_names_of_the_package_root_stand_in_the_docs() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md"))
    assert all(name in text for name in getattr(truceline, "__all__", ()))


def test_the_table_of_kinds_says_what_each_takes() -> None:
    from truceline.terms.parse import kinds

    rows = [
        [c.strip() for c in r.split("|")[1:-1]]
        for r in (ROOT / "docs" / "terms.md").read_text("utf-8").splitlines()
        if r.startswith("| `")
    ]
    told = {r[0].strip("`"): r[2:] for r in rows if len(r) == 5}
    assert told == {
        k.name: [", ".join(k.natures), ", ".join(k.needs) or "-", ", ".join(sorted(k.params)) or "-"]
        for k in kinds().values()
    }
