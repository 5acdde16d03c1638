"""truceline init DIR: a new case, empty or from another."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.output import say
from truceline.values.errors import InputError

CASE = """format = 1
name = "{name}"
title = "{name}"
# The first zone is the clock of the case: bare dates in its files are read in it.
zones = ["UTC"]
# Languages in which documents are read; those spoken by the actors but not read are named in every brief.
languages = ["en"]
spoken = []

[names]
order = "alphabetical"

[thresholds]

[release]
default = "internal"
delay_days = 14
"""
ACTORS = """# Parties, organs, units, persons; docs/case-folder.md shows every key.
actors:
  - id: A
    kind: state
    names: {en: [Party A]}
    source: write here where you read it
  - id: B
    kind: state
    names: {en: [Party B]}
    source: write here where you read it
"""
PLACES = "id,kind,name_en,lat,lon,radius_m,source\n"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def init(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")],
        source: Annotated[
            str | None, typer.Option("--from", metavar="CASE", help="Copy the files of this case.")
        ] = None,
    ) -> None:
        """Make a new case folder."""
        make_case(folder, source)
        first = (
            f"write its actors.yaml and agreement.yaml, put reports into {folder}/reports, then"
            if source is None
            else f"a copy of {source}, whose record is empty until"
        )
        then = "" if source is None else " puts its files and reports in"
        say(f"made {folder}: {first} `truceline add {folder}`{then}")


def make_case(folder: Path, source: str | None) -> None:
    """Write the files of a new case; from another case, its files without record and cache. Raises InputError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            "the folder is not empty", where=str(folder), expected="a new or empty folder", do="choose another name"
        )
    if source is not None:
        from truceline.app.case import open_case

        root = open_case(source).root
        shutil.copytree(root, folder, ignore=shutil.ignore_patterns(".derived", "record.sqlite*"), dirs_exist_ok=True)
        return
    (folder / "reports").mkdir(parents=True)
    (folder / "case.toml").write_text(CASE.format(name=folder.name), encoding="utf-8")
    (folder / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
