"""What the measures share: where the data is, and how a line is printed."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data() -> Path:
    """The evaluation data, or leave saying so."""
    name = os.environ.get("TRUCELINE_EVAL_DATA", "")
    if not name or not Path(name).is_dir():
        sys.exit("evaluation data absent: set TRUCELINE_EVAL_DATA to its folder")
    return Path(name)


def line(what: str, figure: str, target: str, holds: bool | None = None) -> None:
    """Print one measure."""
    mark = "    " if holds is None else "ok  " if holds else "SHORT"
    print(f"{mark:5} {what:58} {figure:>34}   target {target}", flush=True)
