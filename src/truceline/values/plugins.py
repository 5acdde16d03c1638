"""Plug-ins: found by scanning a folder and, from outside packages, by entry point.

A plug-in folder is a package; each module in it that defines the seam's marker name is a plug-in. Plug-ins import the
noun's leaf file, never the package that scans them.
"""

from __future__ import annotations

import importlib
import pkgutil
from importlib.abc import InspectLoader
from importlib.metadata import entry_points
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def scan(package: str, marker: str) -> dict[str, Any]:
    """Name -> plug-in object (`marker` attribute of each module of `package`), in order of name.

    Outside packages add theirs under the entry-point group named as the package.
    """
    found: dict[str, Any] = {}
    home: ModuleType = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(home.__path__), key=lambda i: i.name):
        if info.name.startswith("_") or not _defines(f"{package}.{info.name}", marker):
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        if hasattr(module, marker):
            found[info.name] = getattr(module, marker)
    for point in sorted(entry_points(group=package), key=lambda p: p.name):
        found.setdefault(point.name, point.load())
    return found


def _defines(module: str, marker: str) -> bool:
    """Whether the source of a module names the marker; True where it has no source to look at. Nothing is imported."""
    spec = find_spec(module)
    source = spec.loader.get_source(module) if spec is not None and isinstance(spec.loader, InspectLoader) else None
    return source is None or marker in source
