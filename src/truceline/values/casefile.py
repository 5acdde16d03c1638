"""Case files as nodes with marks: every scalar stays text until our converter types it.

`12:30` stays a time and `no` stays a word. All mistakes of a file are collected in `Problems`, each with file, line and
column, expected, got and what to do, and raised in one go.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
import yaml

from truceline.values.errors import CaseFileError, InputError, TruceError
from truceline.values.time import parse_instant

T = TypeVar("T")
MAX_ALIASES = 100
MAX_DEPTH = 64


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A scalar (text), a list of nodes or a mapping of text to nodes, with where it stands."""

    value: str | list[Node] | dict[str, Node]
    file: str
    line: int
    column: int
    quoted: bool = False

    @property
    def where(self) -> str:
        """file:line:column"""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def kind(self) -> str:
        """text, list or mapping"""
        return "text" if isinstance(self.value, str) else "list" if isinstance(self.value, list) else "mapping"


class Problems:
    """Collects mistakes; `raise_any` raises all of them together."""

    def __init__(self) -> None:
        self.found: list[TruceError] = []

    def add(self, what: str, at: Node | str, *, expected: str = "", got: str = "", do: str = "") -> None:
        """Note one mistake at a node or at a place written out."""
        where = at.where if isinstance(at, Node) else at
        self.found.append(InputError(what, where=where, expected=expected, got=got, do=do))

    def keep(self, make: Callable[[], T]) -> T | None:
        """What `make` makes; None where it raises a mistake, which is noted."""
        try:
            return make()
        except TruceError as e:
            self.take(e)
            return None

    def take(self, error: TruceError) -> None:
        """Note a mistake raised elsewhere."""
        self.found.extend(error.problems if isinstance(error, CaseFileError) else [error])

    def raise_any(self) -> None:
        """Raise CaseFileError if any mistake was noted."""
        if self.found:
            raise CaseFileError(self.found)


def load_yaml(text: str, file: str) -> Node:
    """The node tree of one YAML document. Raises CaseFileError for broken YAML, duplicate keys, too many aliases."""
    problems = Problems()
    try:
        aliases = "*" in text and sum(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=yaml.SafeLoader))
        if aliases > MAX_ALIASES:
            problems.add(
                "too many aliases", file, expected=f"at most {MAX_ALIASES}", got=str(aliases), do="write the values out"
            )
            problems.raise_any()
        root = _composed(text)
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        raise CaseFileError(
            [
                InputError(
                    f"not YAML: {e.problem}",
                    where=where,
                    expected="YAML",
                    do="check quotes, colons and indentation on this line",
                )
            ]
        ) from e
    except RecursionError as e:
        raise CaseFileError(
            [InputError("nested too deep", where=file, expected=f"at most {MAX_DEPTH} levels", do="write it flatter")]
        ) from e
    except (yaml.YAMLError, ValueError) as e:
        raise CaseFileError(
            [InputError(f"not YAML: {e}", where=file, expected="YAML in UTF-8", do="save the file as plain UTF-8 text")]
        ) from e
    if root is None:
        raise CaseFileError(
            [
                InputError(
                    "the file is empty",
                    where=file,
                    expected="a mapping of keys to values",
                    do="fill it or take it out of case.toml",
                )
            ]
        )
    node = _convert(root, file, problems, 0)
    problems.raise_any()
    return node


_INDENTED = re.compile(r"^[ \-?]{200}", re.MULTILINE)


def _composed(text: str) -> yaml.Node | None:
    """The tree by the fast parser where PyYAML has it; by the plain one for broken text, whose messages are ours to tell,
    and for what may be nested so deep that the fast one's stack would end."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None and text.count("[") + text.count("{") < 2000 and _INDENTED.search(text) is None:
        with contextlib.suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _convert(node: yaml.Node, file: str, problems: Problems, depth: int) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if depth > MAX_DEPTH:
        problems.add("nested too deep", f"{file}:{line}:{column}", expected=f"at most {MAX_DEPTH} levels")
        return Node(value="", file=file, line=line, column=column)
    if isinstance(node, yaml.ScalarNode):
        return Node(
            value=str(node.value), file=file, line=line, column=column, quoted=node.style in ("'", '"', "|", ">")
        )
    if isinstance(node, yaml.SequenceNode):
        return Node(
            value=[_convert(n, file, problems, depth + 1) for n in node.value], file=file, line=line, column=column
        )
    out: dict[str, Node] = {}
    for key, value in node.value:
        k = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        here = f"{file}:{key.start_mark.line + 1}:{key.start_mark.column + 1}"
        if not k:
            problems.add("a key must be a word", here, expected="text")
        elif k in out:
            problems.add(
                f"the key '{k}' stands twice",
                here,
                expected="each key once",
                do=f"it first stands on line {out[k].line}",
            )
        else:
            out[k] = _convert(value, file, problems, depth + 1)
    return Node(value=out, file=file, line=line, column=column)


def fields(
    node: Node, problems: Problems, *, required: Iterable[str] = (), optional: Iterable[str] = (), what: str = "entry"
) -> dict[str, Node]:
    """The members of a mapping node; misspelt, unknown and missing keys are noted. A non-mapping gives {}."""
    must, may = tuple(required), tuple(optional)
    if not isinstance(node.value, dict):
        problems.add(
            f"{what} must be a mapping", node, expected="key: value lines", got=node.kind,
            do=f"write {{{', '.join(f'{k}: ...' for k in must or may[:1])}}}" if must or may else "",
        )  # fmt: skip
        return {}
    for key, child in node.value.items():
        if key not in must and key not in may:
            near = difflib.get_close_matches(key, [*must, *may], 1)
            problems.add(
                f"unknown key '{key}' in {what}",
                child,
                expected=", ".join([*must, *may]),
                got=key,
                do=f"did you mean '{near[0]}'?" if near else "take it out or correct it",
            )
    for key in must:
        if key not in node.value:
            problems.add(f"{what} lacks '{key}'", node, expected=f"a line '{key}: ...'", do="add it")
    return {k: v for k, v in node.value.items() if k in must or k in may}


def text(node: Node | None, problems: Problems, what: str = "value") -> str | None:
    """A scalar as text, or None if absent or not a scalar (noted)."""
    if node is None:
        return None
    if not isinstance(node.value, str):
        problems.add(f"{what} must be text", node, expected="text", got=node.kind)
        return None
    return node.value


def integer(node: Node | None, problems: Problems, what: str = "value") -> int | None:
    """A scalar as an integer; separators of thousands are refused."""
    raw = text(node, problems, what)
    if raw is None or node is None:
        return None
    try:
        return int(raw)
    except ValueError:
        problems.add(f"{what} must be a whole number", node, expected="digits, e.g. 1960", got=raw)
        return None


def number(node: Node | None, problems: Problems, what: str = "value") -> float | None:
    """A scalar as a number with a decimal point."""
    raw = text(node, problems, what)
    if raw is None or node is None:
        return None
    try:
        return float(raw)
    except ValueError:
        problems.add(f"{what} must be a number", node, expected="digits with a point, e.g. 12.7", got=raw)
        return None


def choice(node: Node | None, options: Sequence[str], problems: Problems, what: str = "value") -> str | None:
    """A scalar that must be one of `options`."""
    raw = text(node, problems, what)
    if raw is None or node is None:
        return None
    if raw not in options:
        near = difflib.get_close_matches(raw, options, 1)
        problems.add(
            f"{what} is not one we know",
            node,
            expected=", ".join(options),
            got=raw,
            do=f"did you mean '{near[0]}'?" if near else "take one of the words expected",
        )
        return None
    return raw


def items(node: Node | None, problems: Problems, what: str = "value") -> list[Node]:
    """The members of a list; absent gives []; a single scalar counts as a list of one."""
    if node is None:
        return []
    if isinstance(node.value, list):
        return node.value
    if isinstance(node.value, str):
        return [node]
    problems.add(f"{what} must be a list", node, expected="lines that begin with '-'", got=node.kind)
    return []


def texts(node: Node | None, problems: Problems, what: str = "value") -> tuple[str, ...]:
    """A list of texts."""
    return tuple(t for n in items(node, problems, what) if (t := text(n, problems, what)) is not None)


def instant(
    node: Node | None, zone: str | None, problems: Problems, *, end: bool = False, what: str = "date"
) -> int | None:
    """A date or date-time as microseconds of UTC; a bare date in `zone`; with `end` a bare date is inclusive."""
    raw = text(node, problems, what)
    if raw is None or node is None:
        return None
    try:
        return parse_instant(raw, zone=zone, end=end)
    except InputError as e:
        problems.add(f"{what}: {e.what}", node, expected=e.expected, got=raw, do=_date_hint(raw))
        return None


def _date_hint(raw: str) -> str:
    try:
        y, m, d = (int(x) for x in raw[:10].split("-"))
        dt.date(y, m, 1)
    except ValueError:
        return "write year-month-day, e.g. 2020-11-15"
    return f"{y}-{m:02d} has no day {d}"


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    children = (
        node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    )
    for child in children:
        yield from walk(child)
