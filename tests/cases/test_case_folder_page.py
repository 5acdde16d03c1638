"""The examples on the page about case folders are read by the readers they describe."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec

from truceline.actors.actor import ROLES
from truceline.actors.parse import parse_actors, parse_sources
from truceline.app.config import CaseConfig
from truceline.documents.front import KEYS, split_front

PAGE = (Path(__file__).parents[2] / "docs" / "case-folder.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_toml() -> None:
    (text,) = blocks("toml")
    config = msgspec.convert(tomllib.loads(text), CaseConfig)
    assert config.zones == ("+03:00", "+04:00")


def test_yaml() -> None:
    actors_text, sources_text = blocks("yaml")
    actors, offices = parse_actors(actors_text, "page", "+03:00")
    assert [a.id for a in actors] == ["VEL", "TOR", "VEL-MOD", "person-tash"]
    assert offices[0].person == "person-tash"
    (source,) = parse_sources(sources_text, "page", {a.id for a in actors})
    assert source.owner == "VEL"


def test_markdown() -> None:
    (text,) = blocks("markdown")
    front, body = split_front(text, "page", zone="+03:00")
    assert front.chain == ("VEL-MOD", "vna")
    assert "said on 12 May 2019" in body
    shown = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    assert shown <= set(KEYS)


def test_roles_are_all_named() -> None:
    assert all(r in PAGE for r in ROLES)
