"""Review in a real terminal: keys typed ahead are kept, a reason is asked for, and one key takes the last back."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import sys
import time
from pathlib import Path

import pytest

from truceline.app.case import open_case
from truceline.app.intake import add
from truceline.app.library import load_library

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    home = tmp_path / "case"
    shutil.copytree(CASE, home, ignore=shutil.ignore_patterns(".derived", "record.sqlite*"))
    for path in (home / "reports").iterdir():
        if not path.name.startswith("08"):
            path.unlink()
    add(open_case(str(home)), [])
    return home


def drive(case: Path, typed: bytes) -> str:
    """All that the terminal shows when the keys are typed at once, before the first item is there."""
    pid, fd = pty.fork()
    if pid == 0:
        args = [sys.executable, "-m", "truceline.app", "review", str(case), "--by", "N", "--what", "claims"]
        os.execv(sys.executable, args)
    os.write(fd, typed)
    out, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.2)[0]:
            try:
                part = os.read(fd, 65536)
            except OSError:
                break
            if not part:
                break
            out += part
    os.waitpid(pid, 0)
    os.close(fd)
    return out.decode()


def test_keys_typed_ahead_are_kept_and_undone(case: Path) -> None:
    said = drive(case, b"cclucq")
    assert re.search(r"tally: 2 decided, 1 put off", said), said[-600:]
    assert re.findall(r"\[(\d+)/", said) == ["1", "2", "3", "4", "2", "3"]
    words = sorted(d.word for d in load_library(open_case(str(case))).decisions)
    assert words == ["confirm", "confirm"]
