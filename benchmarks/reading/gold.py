"""Score the rule reader against our own gold: `truceline evaluate` with the gold's own folder.

python benchmarks/reading/gold.py [--split tune|held|all] [--errors FIELD] [--gold FILE]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from truceline.app.cli import main as truceline

HERE = Path(__file__).resolve().parents[2] / "tests" / "gold"


def main() -> None:
    """Print the tables, the harm, the confusion and, if asked, the errors of one field."""
    args = argparse.ArgumentParser()
    args.add_argument("--split", default="tune")
    args.add_argument("--errors")
    args.add_argument("--gold", nargs="*", default=[str(HERE / "english.jsonl")])
    a = args.parse_args()
    files = [x for f in a.gold for x in ("--gold", f)]
    errors = ["--errors", a.errors, "--most", "1000"] if a.errors else []
    sys.argv = ["truceline", "evaluate", *files, "--case", str(HERE), "--split", a.split, *errors, "--format", "table"]
    truceline()


if __name__ == "__main__":
    main()
