"""Speed of the rule reader, and its time over the length of hostile inputs.

    python benchmarks/reading/speed.py [FILE ...]

Prints documents of 5 kB a CPU second on the given texts (else on the gold), and seconds per megabyte for inputs of growing
length: one line without marks, capitals, quotation marks, cues, numbers, dates. Linear means a level column.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from gold import HERE  # type: ignore[import-not-found]
from truceline.app.case import open_case
from truceline.claims.evaluate import parse_gold
from truceline.claims.readers.rules import READER
from truceline.documents.document import Document, Text

SHAPES = {
    "no marks": "the forces moved along the road and then the troops fired near the town ",
    "capitals": "TORIAN FORCES SHELLED RED FORD AND THE MINISTRY SAID SO ",
    "quotes": '"the “said ',
    "cues": "Toria said that Velland said that ",
    "numbers": "12 345 6,7 8.9 ",
    "dates": "on 12 May and on 13 May 2019, ",
    "letters": "a",
    "news": "Torian forces shelled Red Ford on 12 May, Velland's Defence Ministry said. ",
}


def main() -> None:
    """Print both tables."""
    kit = open_case(HERE).kit
    document = Document(id="d", publisher="Daily Lantern")

    def run(text: str) -> float:
        t0 = time.process_time()
        READER.read(Text(document="d", extractor="t", digest="", text=text), document, kit)
        return time.process_time() - t0

    given = [Path(a).read_text("utf-8") for a in sys.argv[1:]]
    body = "\n\n".join(given) or "\n".join(
        g.text for g in parse_gold((HERE / "english.jsonl").read_text("utf-8").splitlines())
    )
    docs = [body[i : i + 5000] for i in range(0, len(body), 5000)]
    run(docs[0])
    cpu = sum(run(d) for d in docs * 3)
    print(f"{3 * sum(map(len, docs)) / 5000 / cpu:.0f} documents of 5 kB a CPU second")
    for name, piece in SHAPES.items():
        row = []
        for size in (20_000, 80_000, 320_000):
            row.append(run((piece * (size // len(piece) + 1))[:size]) / (size / 1e6))
        print(f"{name:10} CPU s per MB at 20, 80, 320 kB: " + "  ".join(f"{x:6.2f}" for x in row))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
