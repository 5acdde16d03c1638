"""Plug-ins: found by scanning a folder and, from outside packages, by entry point.

A plug-in folder is a package; each module in it that defines the seam's marker name is a plug-in. Plug-ins import the
noun's leaf file, never the package that scans them.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any


def scan(package: str, marker: str) -> dict[str, Any]:
    """Name -> plug-in object (`marker` attribute of each module of `package`), in order of name.

    Outside packages add theirs under the entry-point group named as the package.
    """
    found: dict[str, Any] = {}
    home: ModuleType = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(home.__path__), key=lambda i: i.name):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        if hasattr(module, marker):
            found[info.name] = getattr(module, marker)
    for point in sorted(entry_points(group=package), key=lambda p: p.name):
        found.setdefault(point.name, point.load())
    return found
