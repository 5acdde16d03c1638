"""Every measure of reading, one after the other, each in a process of its own.

    TRUCELINE_EVAL_DATA=DIR python benchmarks/reading/run.py [NAME ...]

Names: times places events speech osce tune held languages speed. Without names all are run. A measure that fails is named at
the end, and the exit status is 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def commands(data: Path) -> dict[str, list[str]]:
    """Name -> script and arguments."""
    text = data / "text"
    gold = HERE.parents[1] / "tests" / "gold"
    languages = ["--gold", *(str(gold / f"{n}.jsonl") for n in ("russian", "azerbaijani", "armenian"))]
    return {
        "times": ["times.py"],
        "places": ["places.py"],
        "events": ["events.py", str(text / "case2021_dev.tsv")],
        "speech": ["speech.py", str(text / "polnear_dev")],
        "osce": ["osce.py"],
        "tune": ["gold.py", "--split", "tune"],
        "held": ["gold.py", "--split", "held"],
        "languages": ["gold.py", "--split", "all", *languages],
        "speed": ["speed.py"],
    }


def main() -> int:
    """Run what is asked for."""
    folder = os.environ.get("TRUCELINE_EVAL_DATA", "")
    if not folder or not Path(folder).is_dir():
        sys.exit("evaluation data absent: set TRUCELINE_EVAL_DATA to its folder")
    known = commands(Path(folder))
    asked = sys.argv[1:] or list(known)
    if unknown := [name for name in asked if name not in known]:
        sys.exit(f"unknown: {', '.join(unknown)}; expected some of {', '.join(known)}")
    failed = []
    for name in asked:
        script, *arguments = known[name]
        print(f"-- {name}", flush=True)
        done = subprocess.run([sys.executable, str(HERE / script), *arguments], check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
