"""Speed of the rule reader, its time over the length of hostile inputs, and its throughput on several processes.

    python benchmarks/reading/speed.py [FILE ...] [--shapes] [--processes N --documents M] [--huge]

Documents of 5 kB a CPU second on the given texts; without any, on the gold, and on the corpora of TRUCELINE_EVAL_DATA
where it is set. --shapes: CPU seconds per megabyte for hostile inputs of growing length; linear means a level row.
--processes: documents a second by the clock and by CPU second on that many workers of the engine. --huge: 10 MB in one line.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import time
from functools import cache, partial
from html import unescape
from pathlib import Path

from gold import HERE  # type: ignore[import-not-found]
from truceline.app.case import open_case
from truceline.claims.evaluate import parse_gold
from truceline.claims.kit import Kit
from truceline.claims.read import read
from truceline.documents.document import Document, Text
from truceline.engine.run import run as run_on

SIZE = 5000
DOCUMENT = Document(id="d", publisher="Daily Lantern")
NEWS = "Torian forces shelled Red Ford on 12 May, Velland's Defence Ministry said. "
SHAPES = {
    "news": NEWS, "no marks": "the forces moved along the road and then the troops fired near the town ",
    "capitals": "TORIAN FORCES SHELLED RED FORD AND THE MINISTRY SAID SO ", "table": "12 May\t5\tkilled\t",
    "rows": "| 5 | killed | 12 May |\n", "tags": "<p>", "entities": "&amp;", "letters": "a", "digits": "7", "points": "1.",
    "numbers": "12 345 6,7 8.9 ", "thousands": "1,000,", "dates": "on 12 May and on 13 May 2019, ", "years": "1941 1942 ",
    "clock": "12:", "half dates": "2019-", "ranges": "between 9 and 12 ", "nights": "the night of ", "days ago": "two days before ",
    "quotes": '"the “said ', "unclosed": "“said the ministry ", "cues": "Toria said that Velland said that ",
    "said that": "said that ", "citing": "citing Toria, citing ", "accused": "accused of accusing of ",
    "neither": "neither confirmed nor ", "reports": "reports that the ", "agreements": "the joint agreement of it of ",
    "deeds": "shelled ", "kinds": "shelled withdrew met killed denied entered ", "counts": "five killed and six wounded, ",
    "meetings": "met with talks with ", "names": "of Toria, Velland and Toria shelled ", "places": "shelled near Red Ford ",
    "prepositions": "fired at of by from Toria ", "persons": "President Foo Bar, a spokesman, ", "sides": "all all ",
    "pronouns": "he shelled his forces ", "commas": ",", "brackets": "[", "nested": "((said) ", "dots": ".", "dashes": "— ",
    "spaces": " ", "lines": "\n", "bullets": "\n- said ", "combining": "a\u0301", "marks alone": "\u0301",
    "zero width": "\u200b", "turned": "\u202eToria\u202c ", "İ": "İ", "mixed scripts": "Мinistry оf Defenсe said ",
    "Cyrillic": "Министерство обороны сообщило ", "addresses": "http://a.b/ ", "nul": "\x00", "emoji": "😀",
}  # fmt: skip


@cache
def kit() -> Kit:
    """The kit of the gold, once a process."""
    return open_case(HERE).kit


def claims_in(texts: list[str]) -> tuple[int, float]:
    """Claims of a batch of texts, and the CPU seconds they took."""
    names = kit()
    t0 = time.process_time()
    found = sum(
        len(read(Text(document="d", extractor="t", digest="", text=t), DOCUMENT, names, "rules").claims) for t in texts
    )
    return found, time.process_time() - t0


def cut(body: str) -> list[str]:
    """A body of text as documents of 5 kB."""
    return [body[i : i + SIZE] for i in range(0, len(body), SIZE)]


def corpora(given: list[str]) -> dict[str, str]:
    """Name -> text: the files given, else the gold and what the evaluation data has."""
    if given:
        return {a: Path(a).read_text("utf-8") for a in given}
    gold = parse_gold((HERE / "english.jsonl").read_text("utf-8").splitlines())
    out = {"our gold, English": "\n".join(g.text for g in gold)}
    if "TRUCELINE_EVAL_DATA" in os.environ:
        data = Path(os.environ["TRUCELINE_EVAL_DATA"])
        for name, folder, pattern in (
            ("monitoring reports", "minsk/reports", "*.html"),
            ("TimeBank and AQUAINT", "text/timebank_aquaint", "*.tml"),
            ("encyclopaedia", "karabakh/wikipedia", "*.md"),
            ("campaign news (PolNeAR)", "text/polnear_dev", "*.txt"),
        ):
            found = [p.read_text("utf-8") for p in sorted((data / folder).rglob(pattern))]
            out[name] = "\n\n".join(unescape(re.sub(r"<[^>]*>", " ", t)) for t in found)
    else:
        print("TRUCELINE_EVAL_DATA is not set: the gold alone")
    return out


def main() -> None:
    """Print the tables asked for."""
    args = argparse.ArgumentParser()
    args.add_argument("files", nargs="*")
    args.add_argument("--shapes", action="store_true")
    args.add_argument("--processes", type=int, default=0)
    args.add_argument("--documents", type=int, default=10_000)
    args.add_argument("--huge", action="store_true")
    a = args.parse_args()
    for name, body in corpora(a.files).items():
        docs = cut(body)[:100]
        claims_in(docs[:2])
        best = min(claims_in(docs)[1] for _ in range(3))
        size = sum(map(len, docs))
        found = claims_in(docs)[0]
        print(
            f"{name:26} {size / SIZE / best:6.1f} documents of 5 kB a CPU second, {found * SIZE / size:5.1f} claims in each"
        )
    print(f"peak memory {memory():.0f} MB")
    if a.shapes:
        for name, piece in SHAPES.items():
            row = []
            for size in (10_000, 40_000, 160_000):
                row.append(claims_in([(piece * (size // len(piece) + 1))[:size]])[1] / (size / 1e6))
            print(f"{name:14} CPU s per MB at 10, 40, 160 kB: " + "  ".join(f"{x:6.2f}" for x in row))
        print(f"peak memory {memory():.0f} MB")
    if a.processes:
        several(a.processes, a.documents)
    if a.huge:
        found, cpu = claims_in([(NEWS * (10_000_000 // len(NEWS) + 1))[:10_000_000]])
        print(f"10 MB in one line: {found} claims, {cpu:.0f} CPU s, peak memory {memory():.0f} MB")


def several(workers: int, documents: int) -> None:
    """Throughput on processes: the same documents on one and on several workers."""
    body = next(iter(corpora([]).values()))
    docs = (cut(body) * (documents * SIZE // len(body) + 1))[:documents]
    batches = [docs[i : i + 100] for i in range(0, len(docs), 100)]
    for n in (1, workers):
        t0 = time.perf_counter()
        answers = list(run_on(partial(claims_in), batches, engine="processes", workers=n))
        wall, cpu = time.perf_counter() - t0, sum(c for _, c in answers)
        print(
            f"{n} processes: {documents} documents, {sum(f for f, _ in answers)} claims, "
            f"{documents / wall:.0f} a second by the clock, {documents / cpu:.0f} a CPU second"
        )


def memory() -> float:
    """Peak resident memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
