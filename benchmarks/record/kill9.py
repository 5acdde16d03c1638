"""Kill -9 an appending process at random moments, many times: nothing acknowledged is lost, nothing half is there.

    python benchmarks/record/kill9.py [--kills 200] [--seed 1]

Prints how many entries were acknowledged and held; stops with an AssertionError at the first one that is lost.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

KILLING = Path(__file__).parents[2] / "tests" / "record" / "killing.py"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    spec = spec_from_file_location("killing", KILLING)
    assert spec is not None
    assert spec.loader is not None
    killing = module_from_spec(spec)
    spec.loader.exec_module(killing)
    with tempfile.TemporaryDirectory() as scratch:
        print(json.dumps(killing.kill_many(Path(scratch, "record.sqlite"), args.kills, args.seed)))


if __name__ == "__main__":
    main()
