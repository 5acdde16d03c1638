"""Keystrokes and seconds to review claims in `truceline review`, through a real terminal (pty), against a spreadsheet.

The person is scripted and instant: the seconds are the program's own (start, and from key to next claim). The mix is that of
a first pass: mostly confirmed, some put off, refuted, corrected, and one taken back. For the spreadsheet the keystrokes are
counted by the same rules a person needs there: move to the cell of the verdict (2), type a letter, Enter; a reason, a
field and a value in cells of their own.

    python benchmarks/review/run.py [--claims 50]
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REASON = "wrong place"
FIELD = "code=V1"
PROMPT = re.compile(rb"\[(\d+)/\d+\] (?:claim|event)-")


def truceline(*args: str) -> list[str]:
    return [sys.executable, "-m", "truceline.app", *args]


def wait(fd: int, seen: bytes, pattern: re.Pattern[bytes] | bytes, seconds: float = 300.0) -> bytes:
    """Read until the pattern stands in what came after `seen`."""
    out, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.2)[0]:
            try:
                part = os.read(fd, 65536)
            except OSError:
                return out
            out += part
            if (pattern in out) if isinstance(pattern, bytes) else pattern.search(out):
                return out
    raise TimeoutError(f"no {pattern!r} after {seconds} s; got {out[-300:]!r}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=50)
    wanted = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(truceline("init", "case", "--from", "karabakh-2020"), cwd=home, check=True, capture_output=True)
        subprocess.run(truceline("add", "case"), cwd=home, check=True, capture_output=True)
        print(json.dumps(measured(Path(home), wanted), indent=1))


def measured(home: Path, wanted: int) -> dict[str, float | int]:
    """Drive the review and count."""
    keys = ["cclcrcxccc"[i % 10] for i in range(wanted)]
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(home)
        os.execv(sys.executable, truceline("review", "case", "--by", "A. Duty", "--what", "claims"))
    begin = time.monotonic()
    wait(fd, b"", PROMPT)
    started = time.monotonic() - begin
    strokes, waits = 0, []
    for i, key in enumerate(keys):
        at = time.monotonic()
        os.write(fd, key.encode())
        strokes += 1
        if key == "x":
            wait(fd, b"", b"field=value (")
            os.write(fd, f"{FIELD}\n".encode())
            strokes += len(FIELD) + 1
        if key in "rx":
            wait(fd, b"", b"because (")
            os.write(fd, f"{REASON}\n".encode())
            strokes += len(REASON) + 1
        wait(fd, b"", PROMPT)
        waits.append(time.monotonic() - at)
        if i == wanted // 2:  # one slip, taken back and given again
            os.write(fd, b"u")
            wait(fd, b"", PROMPT)
            os.write(fd, b"c")
            wait(fd, b"", PROMPT)
            strokes += 2
    os.write(fd, b"q")
    strokes += 1
    tail = wait(fd, b"", b"tally:")
    total = time.monotonic() - begin
    cpu = sum(os.wait4(pid, 0)[2][:2])
    tally = re.search(rb"(\d+) decided, (\d+) put off", tail)
    assert tally, tail
    each = {"c": 4, "l": 1, "r": 4 + 1 + len(REASON) + 1, "x": 4 + 1 + len(FIELD) + 2 + len(REASON) + 1}
    waits.sort()
    return {
        "claims": wanted, "decided": int(tally[1]), "put_off": int(tally[2]), "keystrokes": strokes,
        "keystrokes_spreadsheet": sum(each[k] for k in keys) + 4 + 4, "seconds_to_first": round(started, 2),
        "seconds_total": round(total, 2), "key_to_next_median": round(waits[len(waits) // 2], 3),
        "key_to_next_worst": round(waits[-1], 3), "cpu_seconds": round(cpu, 2),
    }  # fmt: skip


if __name__ == "__main__":
    main()
