"""Kill -9 `add` at random moments, many times: nothing it had acknowledged is lost, nothing is half there.

    python benchmarks/record/kill9_add.py [--kills 200] [--documents 1500] [--seed 1]

Each round adds a folder of new documents to one growing case and is killed at a random moment; what it had reported as
added by then must be in the record, the record must be whole, and every document must have its text. Each round's
folder is then added again to the end: only what was missing is added.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import tempfile
import time
from contextlib import closing
from pathlib import Path

from truceline.app.case import open_case
from truceline.app.intake import add
from truceline.app.library import load_library, open_record

ROUNDS = 8
BUNDLED = Path(__file__).parents[2] / "cases"


def make_case(root: Path, folder: Path) -> None:
    """A case to add to: a bundled one, without its reports."""
    source = next(p.parent for p in sorted(folder.glob("*/case.toml")))
    shutil.copytree(source, root, ignore=shutil.ignore_patterns("reports", "record.sqlite*", ".derived", "expected"))
    (root / "reports").mkdir()


def fill(folder: Path, start: int, n: int) -> None:
    """n new documents."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for i in range(start, start + n):
        (folder / f"{i}.txt").write_text(f"Report {i}: the line was quiet. " * 100, encoding="utf-8")


def added_until_killed(root: Path, folder: Path, after: float) -> int:
    """Fork a process that adds the folder, kill it, and return how many documents it had reported as added."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        case = open_case(root)
        tally = add(case, [str(folder)], progress=lambda what, done, of: os.write(write, f"{done}\n".encode()) and None)
        os.write(write, f"{tally.added + tally.again}\n".encode())
        os._exit(0)
    os.close(write)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while part := os.read(read, 65536):
        said += part
    os.close(read)
    lines = said.decode().split("\n")[:-1]
    return int(lines[-1]) if lines else 0


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    totals = {"kills": 0, "documents": 0, "acknowledged": 0, "cut off": 0}
    while totals["kills"] < args.kills:
        with tempfile.TemporaryDirectory() as scratch:
            one_case(Path(scratch), min(ROUNDS, args.kills - totals["kills"]), args.documents, chance, totals)
    print(json.dumps(totals))


def one_case(scratch: Path, rounds: int, n: int, chance: random.Random, totals: dict[str, int]) -> None:
    """Some rounds on one growing case."""
    root, folder = scratch / "case", scratch / "folder"
    make_case(root, BUNDLED)
    for before in range(0, rounds * n, n):
        fill(folder, before, n)
        said = added_until_killed(root, folder, chance.random() * 0.5)
        held = count(root) - before
        assert held >= said, f"{said} were acknowledged, {held} are there"
        add(open_case(root), [str(folder)])
        assert count(root) == before + n, "adding again did not complete it"
        totals["kills"] += 1
        totals["acknowledged"] += said
        totals["cut off"] += held < n
    library = load_library(open_case(root))
    assert all(library.text(d).text.startswith("Report") for d in library.documents), "a text is missing"
    totals["documents"] += rounds * n


def count(root: Path) -> int:
    """How many documents the record holds; the record must be whole."""
    case = open_case(root)
    if not case.record_path.exists():
        return 0
    with closing(open_record(case)) as record:
        faults = record.check()
        assert not faults, faults
        return sum(1 for _ in record.read(types=("document",)))


if __name__ == "__main__":
    main()
