"""case.toml: name, time zones, languages, thresholds set in advance, delays, and which files make the case."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from truceline.values.errors import CaseFileError, InputError
from truceline.values.release import TIERS, Release
from truceline.values.time import parse_instant, tzinfo

FORMAT = 1


class Window(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from"}, forbid_unknown_fields=True):
    """The days the case covers; both inclusive, in the case's first zone."""

    start: str | None = None
    until: str | None = None


class Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Order in which the names of a place and the versions of an event stand."""

    order: str = "alphabetical"


class ReleaseRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tier of what has none of its own, and how many days late what is internal appears outward by sector."""

    default: Release = "internal"
    delay_days: int = 14


class Files(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of the files and folders of the case, relative to its folder."""

    agreements: tuple[str, ...] = ("agreement.yaml",)
    actors: str = "actors.yaml"
    places: str = "places.csv"
    zones: str = "zones.geojson"
    sources: str = "sources.yaml"
    fusion: str = "fusion.json"
    reports: str = "reports"
    expected: str = "expected"


class ReaderRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which reader reads the documents of words, `rules` or `llm`, and how a language model is asked
    (claims/readers/llm_client.py). All but `name` may stand in the user file too, and a key only there."""

    name: Literal["rules", "llm"] = "rules"
    endpoint: str | None = None
    model: str | None = None
    form: str | None = None
    timeout: float | None = None
    attempts: int | None = None
    max_output: int | None = None
    max_requests: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    price_in: float | None = None
    price_out: float | None = None
    currency: str | None = None


class Demo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The moment that `truceline demo` shows."""

    as_of: str | None = None


class CaseConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """case.toml as read. zones: the first is the clock of the case."""

    format: int
    name: str
    title: str
    zones: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)
    spoken: tuple[str, ...] = ()
    window: Window = Window()
    names: Names = Names()
    thresholds: dict[str, Any] = {}
    release: ReleaseRules = ReleaseRules()
    files: Files = Files()
    demo: Demo = Demo()
    reader: ReaderRules = ReaderRules()

    @property
    def zone(self) -> str:
        """The clock of the case."""
        return self.zones[0]


def load_config(path: Path) -> CaseConfig:
    """Read case.toml. Raises CaseFileError that names the key, and the line where TOML itself is broken."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as e:
        raise InputError(
            "no case here",
            where=str(path.parent),
            expected="a folder with a case.toml",
            got="no such file",
            do="check the path, or make a new case with `truceline init DIR`",
        ) from e
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise CaseFileError(
            [InputError(f"not TOML: {e}", where=str(path), expected="TOML in UTF-8", do="check quotes and brackets")]
        ) from e
    if isinstance(data.get("reader"), dict) and {"key", "keys"} & set(data["reader"]):
        raise CaseFileError(
            [
                InputError(
                    "a key stands in a case",
                    where=_line_of(raw.decode("utf-8"), str(path), "`key`"),
                    expected="keys in the environment (TRUCELINE_LLM_KEY) or in your user file",
                    do="take it out, and have the key replaced: a case is passed on",
                )
            ]
        )
    try:
        config = msgspec.convert(data, CaseConfig)
    except msgspec.ValidationError as e:
        raise CaseFileError(
            [
                InputError(
                    str(e),
                    where=_line_of(raw.decode("utf-8"), str(path), str(e)),
                    expected="the keys of a case.toml",
                    do="see docs/case-folder.md for the keys",
                )
            ]
        ) from e
    _check(config, path)
    return config


def _line_of(text: str, path: str, message: str) -> str:
    """path:line of the key a message names, where it can be found."""
    for word in message.replace("$.", " ").replace("`", " ").replace("[", " ").split():
        for number, line in enumerate(text.splitlines(), 1):
            if line.split("=")[0].strip() == word.split(".")[-1]:
                return f"{path}:{number}"
    return path


def _check(config: CaseConfig, path: Path) -> None:
    mistakes: list[InputError] = []
    if config.format > FORMAT:
        mistakes.append(
            InputError(
                "the case is of a newer format",
                where=str(path),
                expected=f"format {FORMAT} or older",
                got=str(config.format),
                do="update truceline",
            )
        )
    if not config.zones:
        mistakes.append(
            InputError(
                "no time zone",
                where=str(path),
                expected='zones = ["Area/City", ...]',
                do="name the zone the agreement counts in first",
            )
        )
    for zone in config.zones:
        try:
            tzinfo(zone)
        except InputError as e:
            mistakes.append(
                InputError(e.what, where=str(path), expected=e.expected, got=e.got, do="correct the name in zones")
            )
    ends = [x for x in (config.window.start, config.window.until) if x]
    for day in ends:
        try:
            parse_instant(day, zone=None)
        except InputError as e:
            mistakes.append(InputError(e.what, where=str(path), expected=e.expected, got=e.got, do="correct [window]"))
    if not mistakes and len(ends) == 2 and ends[0] > ends[1]:
        mistakes.append(
            InputError(
                "the window ends before it begins",
                where=str(path),
                expected="from <= until",
                got=f"{ends[0]} > {ends[1]}",
                do="correct [window]",
            )
        )
    if config.release.default not in TIERS:
        mistakes.append(
            InputError("unknown release tier", where=str(path), expected=", ".join(TIERS), got=config.release.default)
        )
    if mistakes:
        raise CaseFileError(mistakes)
