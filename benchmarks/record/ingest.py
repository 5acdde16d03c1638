"""How fast documents and table rows get into the record, and what memory that takes.

    python benchmarks/record/ingest.py [--documents 10000] [--rows 5000] [--keeper sqlite|postgres]

10,000 documents of 5 kB in a third each of plain text, Markdown with front matter, and HTML: from files in a folder
to durable entries with their texts, in groups of 1,000. 5,000 rows of an event table in the 49 columns of UCDP GED:
from the file to claims. All made up here, from a fixed seed. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from truceline.claims.readers.tables import read_table, rows_to_batch
from truceline.documents.bring import bring
from truceline.documents.incoming import Incoming
from truceline.documents.read_text import Taken, take_in
from truceline.record.checkpoint import SeedSigner
from truceline.record.entry import Entry
from truceline.record.keepers.sqlite import open_keeper
from truceline.record.opening import open_record
from truceline.record.record import Record

GROUP = 1000
WORDS = [
    "the",
    "line",
    "of",
    "contact",
    "was",
    "quiet",
    "while",
    "patrol",
    "posts",
    "near",
    "village",
    "road",
    "bridge",
    "reported",
    "shots",
    "fired",
    "from",
    "at",
]
FRONT = "---\npublisher: Agency {n}\npublished: 2020-12-{d:02d}T10:00+04:00\naddress: https://a.example/{i}\n---\n"
PAGE = (
    "<!DOCTYPE html><html><head><title>Report {i}</title><script>var x={i};</script></head><body><nav><a href='/'>Home"
    "</a></nav><article><h1>Report {i}</h1>{body}</article><footer>About us</footer></body></html>"
)
COLUMNS = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def make_documents(folder: Path, n: int, size: int = 5000) -> None:
    """Write n documents of about `size` bytes."""
    chance = random.Random(1)
    for i in range(n):
        sentences, length = [], 0
        while length < size:
            s = " ".join(chance.choices(WORDS, k=14)).capitalize() + f" {i}."
            sentences.append(s)
            length += len(s) + 1
        kind = ("txt", "md", "html")[i % 3]
        text = " ".join(sentences)
        if kind == "md":
            text = FRONT.format(n=i % 50, d=i % 28 + 1, i=i) + text
        elif kind == "html":
            body = "".join(f"<p>{' '.join(sentences[k : k + 4])}</p>" for k in range(0, len(sentences), 4))
            text = PAGE.format(i=i, body=body)
        (folder / f"{i:06d}.{kind}").write_text(text, encoding="utf-8")


def make_table(n: int) -> str:
    """A table of n rows."""
    chance = random.Random(2)
    lines = [",".join(COLUMNS)]
    for i in range(n):
        row = dict.fromkeys(COLUMNS, "")
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        row.update(
            id=str(i), relid=f"R-{i}", type_of_violence="1", side_a="Government of A", side_b=f"Group {i % 9}",
            source_article=f'"""Agency,2020-{month:02d}-{day:02d},Shots near village {i}"";""Daily,2020-{month:02d}-{day:02d},More"""',
            source_original=f"Office {i % 30}", where_prec=str(i % 7 + 1), where_coordinates=f"Village {i % 400}",
            adm_1="North", adm_2=f"District {i % 20}", latitude="10.25", longitude="20.5", country="A",
            event_clarity=str(i % 5 // 4 + 1), date_prec=str(i % 5 + 1), date_start=f"{month}/{day}/2020 12:00:00 AM",
            date_end=f"{month}/{day}/2020 12:00:00 AM", deaths_a="1", deaths_b="2", deaths_civilians="0",
            deaths_unknown="0", best="3", high="4", low="3",
        )  # fmt: skip
        lines.append(",".join(row.values()))
    return "\n".join(lines) + "\n"


def entries_of(taken: Taken, data: bytes) -> Iterator[Entry]:
    """A document and its text as entries."""
    d, text = taken.document, taken.text
    yield Entry(type="document", body=data, meta=msgspec.to_builtins(msgspec.structs.replace(d, id="")), key=d.id)
    if text is not None:
        meta = {"document": d.id, "extractor": text.extractor, "digest": text.digest}
        yield Entry(type="text", body=text.text.encode(), meta=meta, key=d.id)


def peak_mb() -> float:
    """Peak resident memory of this process, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ingest(record: Record, folder: Path) -> dict[str, float]:
    """Bring all documents of a folder into the record in groups."""
    cpu, wall, appended, append_cpu, append_wall = time.process_time(), time.perf_counter(), 0, 0.0, 0.0
    group: list[Entry] = []
    count = 0

    def flush() -> None:
        nonlocal appended, append_cpu, append_wall
        c, w = time.process_time(), time.perf_counter()
        appended += len(record.append(group))
        append_cpu += time.process_time() - c
        append_wall += time.perf_counter() - w
        group.clear()

    for item in bring(str(folder)):
        assert isinstance(item, Incoming)
        group.extend(entries_of(take_in(item, zone="UTC"), item.data))
        count += 1
        if len(group) >= GROUP:
            flush()
    flush()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "documents": count,
        "documents_per_cpu_second": round(count / cpu),
        "documents_per_second": round(count / wall),
        "entries": appended,
        "durable_entries_per_second_in_groups_of_1000": round(appended / append_wall),
        "entries_per_cpu_second": round(appended / append_cpu),
    }


def measure(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """All figures."""
    make_documents(folder, args.documents)
    out: dict[str, Any] = {"memory_before_mb": round(peak_mb())}
    where = os.environ["TRUCELINE_TEST_POSTGRES"] if args.keeper == "postgres" else ""
    clock = lambda: time.time_ns() // 1000  # noqa: E731
    salt = lambda: os.urandom(32)  # noqa: E731
    if where:
        from truceline.record.keepers.postgres import open_keeper as open_postgres

        held = open_postgres(where, origin="bench", schema=f"bench_{os.getpid()}")
        record = Record(held, salt=salt, clock=clock)
    else:
        path = folder.parent / "record.sqlite"
        record = Record(open_keeper(str(path), origin="bench"), salt=salt, clock=clock)
    out["ingest"] = ingest(record, folder)
    small = [[Entry(type="claim", body=b"x" * 250) for _ in range(GROUP)] for _ in range(20)]
    start = time.perf_counter()
    for group in small:
        record.append(group)
    out["durable_small_entries_per_second_in_groups_of_1000"] = round(20 * GROUP / (time.perf_counter() - start))
    start_cpu, start = time.process_time(), time.perf_counter()
    assert not record.check()
    out["check_cpu_seconds"] = round(time.process_time() - start_cpu, 2)
    start = time.perf_counter()
    record.checkpoint(SeedSigner(b"b" * 32))
    out["checkpoint_seconds"] = round(time.perf_counter() - start, 4)
    out["peak_memory_mb"] = round(peak_mb())
    if where:
        held.drop()
    else:
        out["bytes_on_disk"] = sum(p.stat().st_size for p in folder.parent.glob("record.sqlite*"))
    record.close()
    return out


def measure_table(rows: int) -> dict[str, Any]:
    """Rows to claims, and to an Arrow batch."""
    data = make_table(rows).encode()
    cpu = time.process_time()
    taken = take_in(Incoming(data=data, name="t.csv"))
    assert taken.text is not None
    made = read_table(taken.text, taken.document)
    cpu = time.process_time() - cpu
    rows_to_batch(made)
    warm = time.process_time()
    rows_to_batch(made)
    warm = time.process_time() - warm
    record = open_record("memory:", salt=lambda: os.urandom(32), clock=lambda: 1, origin="o")
    record.append(list(entries_of(taken, data)))
    return {
        "rows": rows,
        "claims": len(made.claims),
        "rows_per_cpu_second": round(rows / cpu),
        "rows_to_arrow_per_cpu_second": round(rows / warm),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--keeper", choices=("sqlite", "postgres"), default="sqlite")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "documents")
        folder.mkdir()
        out = {"keeper": args.keeper, **measure(args, folder), "table": measure_table(args.rows)}
    json.dump(out, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
