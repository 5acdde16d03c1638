"""Memory of the streamed form: events arrive in Arrow batches, and what stays resident must not grow with their number.

    python benchmarks/places/stream_memory.py [--zones 2000] [--batch 100000] [--counts 1,4,16]

Batches are made as they are asked for (counts: millions of events); answers are counted and dropped.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parent))
import generate
from zone_at_time import forget_peak, peak_mb

from truceline.places.kernel import ZoneTable, stream


def batches(count: int, size: int) -> Iterator[Any]:
    """The same batch of events again and again, so that making it costs no memory of its own."""
    lon, lat, us = generate.events(size)
    made = pa.record_batch([lon, lat, us], names=["lon", "lat", "us"])
    for _ in range(count // size):
        yield made


def main() -> int:
    """0 where the peak for the most events is within a tenth of that for the fewest."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--zones", type=int, default=2000)
    p.add_argument("--batch", type=int, default=100_000)
    p.add_argument("--counts", default="1,4,16")
    a = p.parse_args()
    zones = ZoneTable(*generate.zones(a.zones))
    list(stream(batches(a.batch, a.batch), zones))
    peaks = []
    for millions in a.counts.split(","):
        count = int(float(millions) * 1e6)
        forget_peak()
        start = time.process_time()
        found = sum(b.num_rows for b in stream(batches(count, a.batch), zones))
        cpu = time.process_time() - start
        peaks.append(peak_mb())
        print(
            f"{count:>12,} events in batches of {a.batch:,}: {found:>12,} pairs, {cpu:6.2f} CPU-s, peak {peaks[-1]} MB"
        )
    return 0 if peaks[-1] <= 1.1 * peaks[0] else 1


if __name__ == "__main__":
    raise SystemExit(main())
