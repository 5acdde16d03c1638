"""The house: imports run leftwards only, I/O stays in its rooms, plug-ins are found, heavy libraries load on use."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "truceline"
LINE = ("values", "actors", "places", "documents", "claims", "events", "terms", "assessments", "watch", "briefs", "app")
FLOOR = {"record": {"values", "record"}, "engine": {"engine"}}
IO_ROOMS = ("app", "record/keepers", "documents/sources", "claims/readers/llm", "record/verify.py")


def files() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Dotted names of all modules a file imports, wherever in the file."""
    here = path.relative_to(SRC.parent).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level]) if node.level else ""
            module = ".".join(x for x in (base, node.module or "") if x)
            yield module
            yield from (f"{module}.{a.name}" for a in node.names)


def allowed(package: str) -> set[str]:
    if package in FLOOR:
        return FLOOR[package]
    if package == "app":
        return {*LINE, *FLOOR}
    return set(LINE[: LINE.index(package) + 1])


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_package_imports_only_what_stands_to_its_left(path: Path) -> None:
    parts = path.relative_to(SRC).parts
    if len(parts) == 1:
        return
    ok = allowed(parts[0])
    for name in imported(path):
        bits = name.split(".")
        if bits[0] == "truceline" and len(bits) > 1 and (SRC / bits[1]).is_dir():
            assert bits[1] in ok, f"{path.relative_to(SRC)} imports {name}"


def test_every_package_has_its_place_in_the_line() -> None:
    packages = {p.name for p in SRC.iterdir() if (p / "__init__.py").exists()}
    assert packages - {"cases"} == {*LINE, *FLOOR}


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(SRC)))
def test_clock_random_environment_and_network_stay_in_their_rooms(path: Path) -> None:
    where = str(path.relative_to(SRC))
    if where.startswith(IO_ROOMS):
        return
    names = set(imported(path))
    banned = {"random", "secrets", "socket", "httpx", "urllib.request", "subprocess", "requests", "sqlite3"}
    assert not names & banned, f"{where} imports {names & banned}"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            call = f"{node.value.id}.{node.attr}"
            assert call not in {"os.environ", "os.getenv", "time.time", "datetime.now", "dt.now", "os.urandom"}, (
                f"{where}: {call}"
            )


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(SRC)))
def test_broad_excepts_stand_only_in_app(path: Path) -> None:
    if path.relative_to(SRC).parts[0] == "app":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            name = node.type.id if isinstance(node.type, ast.Name) else ""
            assert node.type is not None, f"{path}:{node.lineno}"
            assert name not in ("Exception", "BaseException"), f"{path}:{node.lineno}"


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from truceline.app.cli import main\n"
        "sys.argv = ['truceline', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit as e:\n    assert not e.code, e.code\n"
        "heavy = {'trafilatura', 'scipy', 'pyarrow', 'matplotlib', 'numba', 'shapely', 'pyproj', 'pandas'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {sorted(heavy)}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
