"""How a language model is asked: flag > TRUCELINE_* > case.toml > user file; the key from the environment or the user
file alone.

A case may name an endpoint, but it was written by somebody else: TRUCELINE_LLM_KEY and `key` go only to an endpoint that
the user named; to one that only a case names goes the key that the user file holds for that host under [reader.keys].
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from truceline.app.config import ReaderRules
from truceline.app.keys import config_folder
from truceline.app.output import say
from truceline.values.errors import InputError, OutsideError, UsageError

if TYPE_CHECKING:
    from truceline.claims.kit import Kit
    from truceline.claims.readers.llm_client import Client, Settings
    from truceline.claims.reading import Reading
    from truceline.documents.document import Document, Text

    ReadOne = Callable[[Text, Document, Kit], Reading]

_FIELDS = tuple(f for f in ReaderRules.__struct_fields__ if f != "name")


class UserReader(ReaderRules, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[reader] of the user file. keys: by host."""

    key: str = ""
    keys: dict[str, str] = msgspec.field(default_factory=dict)


def user_reader() -> UserReader:
    """[reader] of `config.toml` in the user's configuration folder; empty where there is none. Raises InputError."""
    path = config_folder() / "config.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(data.get("reader", {}), UserReader)
    except FileNotFoundError:
        return UserReader()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as e:
        raise InputError(
            "the user file cannot be read", where=str(path), expected="TOML with a [reader] of known keys",
            got=str(e)[:200], do="see docs/language-model.md for the keys",
        ) from e  # fmt: skip


def settings(flags: Mapping[str, Any], case: ReaderRules | None) -> Settings:
    """The settings in force. Raises UsageError or InputError."""
    from truceline.claims.readers.llm_client import Settings, check

    user = user_reader()
    given: dict[str, Any] = {}
    source: dict[str, str] = {}
    layers = (("user", _of(user)), ("case", _of(case)), ("environment", _environment()), ("flag", flags))
    for name, layer in layers:
        for k, v in layer.items():
            if v is not None:
                given[k], source[k] = v, name
    host = urlsplit(given.get("endpoint", "")).hostname or ""
    key = user.keys.get(host, "")
    if source.get("endpoint") != "case":
        key = os.environ.get("TRUCELINE_LLM_KEY") or key or user.key
    try:
        made = msgspec.convert({"endpoint": "", "model": "", **given, "key": key.strip()}, Settings, strict=False)
    except msgspec.ValidationError as e:
        raise UsageError(
            "a setting of the reader is not of its kind", got=str(e), do="see docs/language-model.md"
        ) from e
    check(made)
    return made


def client(flags: Mapping[str, Any], case: ReaderRules | None) -> Client:
    """A client by the settings in force. The caller closes it."""
    from truceline.claims.readers.llm_client import Client

    return Client(settings(flags, case))


@contextmanager
def reading(name: str, flags: Mapping[str, Any], case: ReaderRules | None) -> Iterator[ReadOne]:
    """How one text is read by the reader of this name. At the end the cost of a language model is said; OutsideError if
    it answered nothing at all."""
    from truceline.claims.read import read

    if name != "llm":
        named = None if name == "rules" else name
        yield lambda text, document, kit: read(text, document, kit, named)
        return
    from truceline.claims.readers.llm import LanguageModel

    with closing(client(flags, case)) as asked:
        model = LanguageModel(client=asked)
        yield lambda text, document, kit: read(text, document, kit, None if document.kind == "table" else model)
        say(f"cost: {asked.spent.line(asked.settings)}")
        if model.missed and not model.answered:
            raise OutsideError(
                "the language model gave no answer that could be used", where=asked.settings.endpoint, got=model.last_miss,
                do="try again later, or read with --reader rules",
            )  # fmt: skip


def reader_name(flag: str | None, case: ReaderRules | None) -> str:
    """Which reader is asked for."""
    name = flag or os.environ.get("TRUCELINE_READER") or (case.name if case and case.name != "rules" else "")
    name = name or user_reader().name
    from truceline.claims.read import readers

    known = sorted(readers()) if name not in ("rules", "llm") else ["rules", "llm"]
    if name not in known:
        raise UsageError("unknown reader", expected=", ".join(known), got=name)
    return name


def _of(rules: ReaderRules | None) -> dict[str, Any]:
    return {} if rules is None else {f: getattr(rules, f) for f in _FIELDS}


def _environment() -> dict[str, Any]:
    return {f: os.environ.get(f"TRUCELINE_LLM_{f.upper()}") or None for f in _FIELDS}
