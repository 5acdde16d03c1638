"""What was derived before, kept in `.derived` and found again only by a digest of everything it was made from.

K1. The key covers every input by its content, the program (every file of it and of outside plug-ins) and the libraries
    whose results it holds. Nothing is ever taken as "probably still true".
K2. What is made is given out as it is read back, so that a first and a second run cannot differ.
K3. A file that is damaged, cut or foreign is made anew. Of each sort only the newest few are left.
K4. A folder that may not be written is left alone.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
MOST = {"events": 3, "assessed": 4, "drawing": 16}
LIBRARIES = ("msgspec", "numpy", "scipy", "shapely", "pyproj", "matplotlib", "tzdata", "babel", "jinja2")


class Kept:
    """The folder of one case. `get` gives what a key stands for, made by `make` where it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, sort: str, key: str, of: Any, make: Callable[[], T]) -> T:
        """What was kept under this key, read back as `of`; else what `make` gives, kept from now on."""
        path = self.folder / f"{sort}-{key}.msgpack"
        try:
            found: T = msgspec.msgpack.decode(_checked(path.read_bytes()), type=of)
        except (OSError, ValueError, msgspec.DecodeError):
            body = msgspec.msgpack.encode(make())
            self._put(path, sort, body)
            return msgspec.msgpack.decode(body, type=of)  # type: ignore[no-any-return]
        return found

    def _put(self, path: Path, sort: str, body: bytes) -> None:
        try:
            self.folder.mkdir(exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(hashlib.sha256(body).digest() + body)
            part.replace(path)
            old = sorted(self.folder.glob(f"{sort}-*.msgpack"), key=lambda p: (p != path, -p.stat().st_mtime_ns))
            for p in old[MOST[sort] :]:
                p.unlink(missing_ok=True)
        except OSError:
            pass

    def drawing(self, name: str, inputs: bytes, make: Callable[[], str]) -> str:
        """A drawing by what it is drawn from."""
        return self.get("drawing", key_of(name, inputs), str, make)


def _checked(raw: bytes) -> bytes:
    head, body = raw[:32], raw[32:]
    if hashlib.sha256(body).digest() != head:
        raise ValueError("not what was kept")
    return body


def key_of(*parts: object) -> str:
    """Digest over the parts by their content, and over the program (K1)."""
    h = hashlib.sha256(program().encode())
    for p in parts:
        body = p if isinstance(p, bytes) else msgspec.msgpack.encode(p)
        h.update(len(body).to_bytes(8, "big") + body)
    return h.hexdigest()[:32]


@cache
def program() -> str:
    """Digest over every file of truceline and of outside plug-ins, the interpreter and the libraries."""
    h = hashlib.sha256(sys.version.encode())
    for p in _files():
        body = p.read_bytes()
        h.update(f"{p.name}\0{len(body)}\0".encode() + body)
    for name in LIBRARIES:
        h.update(f"{name} {_version(name)}\0".encode())
    return h.hexdigest()


def _files() -> Iterable[Path]:
    homes = [Path(__file__).resolve().parents[1]]
    ours = sorted(g for g in entry_points().groups if g.startswith("truceline."))
    for point in (p for g in ours for p in sorted(entry_points(group=g), key=lambda p: (p.name, p.value))):
        spec = find_spec(point.module)
        if spec is not None and spec.origin is not None:
            homes.append(Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin))
    for home in homes:
        yield from (
            sorted(p for p in home.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            if home.is_dir()
            else [home]
        )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
