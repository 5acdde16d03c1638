"""Change every byte of every file of an export of 50 entries, one at a time: each change must be found.

    python benchmarks/record/every_byte.py [--bits 1]

--bits: how many different single-bit changes are tried of each byte (8: all). Prints the tally; exit 1 if one was
not found.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from truceline.record import verify
from truceline.record.checkpoint import SeedSigner
from truceline.record.entry import Entry
from truceline.record.export import export_files
from truceline.record.keepers.folder import write_folder
from truceline.record.opening import open_record


def make(folder: Path) -> None:
    """An export of 50 entries, two of them erased."""
    counter = iter(range(10_000))
    record = open_record(
        "memory:", salt=lambda: next(counter).to_bytes(32, "big"), clock=lambda: 1_600_000_000_000_000, origin="o"
    )
    receipts = record.append(
        [Entry(type="document", body=b"the words of %d" % i, meta={"n": i}, key=f"k{i}") for i in range(49)]
    )
    record.erase([receipts[4].id, receipts[5].id], by="clerk", because="asked")
    assert record.tail.size == 50
    write_folder(folder, export_files(record, SeedSigner(b"s" * 32)))


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bits", type=int, default=1, choices=range(1, 9))
    args = parser.parse_args()
    tried, missed = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "export")
        make(folder)
        verify.verify(folder)
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()
            for i in range(len(data)):
                for k in range(args.bits):
                    bit = 1 << (i + k) % 8
                    path.write_bytes(data[:i] + bytes([data[i] ^ bit]) + data[i + 1 :])
                    tried += 1
                    try:
                        verify.verify(folder)
                        missed.append((path.name, i, bit))
                    except verify.Fault:
                        pass
            path.write_bytes(data)
        verify.verify(folder)
    print(json.dumps({"changes": tried, "found": tried - len(missed), "missed": missed[:20]}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
