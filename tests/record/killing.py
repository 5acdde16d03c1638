"""A process that appends and one that kills it: run as a program it appends until it is killed.

python killing.py RECORD GROUP      appends groups of GROUP entries for ever; prints each group's ids when durable
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from truceline.record.entry import Entry
from truceline.record.keepers.sqlite import open_keeper
from truceline.record.record import Record


def open_it(path: Path) -> Record:
    """The record with real salts and the real clock."""
    keeper = open_keeper(str(path), origin="killed")
    return Record(keeper, salt=lambda: os.urandom(32), clock=lambda: time.time_ns() // 1000)


def append_for_ever(path: Path, group: int) -> None:
    """Append groups, each with its number in every entry, and say so when a group is durable."""
    record = open_it(path)
    n = record.tail.size // group
    while True:
        entries = [
            Entry(type="document", body=f"group {n} entry {i} ".encode() * 40, meta={"group": n}, key=f"{n}/{i}")
            for i in range(group)
        ]
        receipts = record.append(entries)
        sys.stdout.write(f"{n} {' '.join(r.id for r in receipts)}\n")
        sys.stdout.flush()
        n += 1


def kill_once(path: Path, group: int, after: float) -> list[str]:
    """Start the appender, kill -9 it `after` seconds past its first word, and return every id that it acknowledged."""
    child = subprocess.Popen([sys.executable, __file__, str(path), str(group)], stdout=subprocess.PIPE, text=True)
    lines: list[str] = []
    assert child.stdout is not None
    out = child.stdout
    reader = threading.Thread(target=lambda: lines.extend(out))
    reader.start()
    limit = time.monotonic() + 30
    while not lines and time.monotonic() < limit:
        time.sleep(0.001)
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    child.wait()
    reader.join()
    child.stdout.close()
    whole = [line for line in lines if line.endswith("\n")]
    return [word for line in whole for word in line.split()[1:]]


def kill_many(path: Path, kills: int, seed: int, group: int = 7) -> dict[str, int]:
    """Kill the appender `kills` times; after each, check the record. Raises AssertionError for anything lost or half."""
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    unacknowledged = 0
    for _ in range(kills):
        acknowledged.update(kill_once(path, group, chance.random() * 0.05))
        record = open_it(path)
        faults = record.check()
        assert not faults, faults
        held = {s.id for s in record.read()}
        assert acknowledged <= held, f"{len(acknowledged - held)} acknowledged entries are lost"
        assert len(held) % group == 0, "a group is half there"
        unacknowledged = len(held) - len(acknowledged)
        record.close()
    return {"kills": kills, "acknowledged": len(acknowledged), "there but not acknowledged": unacknowledged}


if __name__ == "__main__":
    append_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
