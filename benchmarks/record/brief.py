"""Seconds from a record of 10,000 claims to the meeting brief.

    python benchmarks/record/brief.py [--claims 10000] [--case CASE]

A copy of the bundled case with reports made up here from a fixed seed: who said what of which place and day, in the
plain sentences of abstracts, until there are so many claims. Prints CPU seconds of the stages: reading (once, cached
afterwards), fusing, assessing, composing and writing; and of a brief with the claims and events cached.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from truceline.app.briefing import compose, material, render
from truceline.app.case import open_case
from truceline.app.derive import Derived
from truceline.app.intake import add
from truceline.app.library import load_library
from truceline.app.view import make_view

ROOT = Path(__file__).parents[2]
FRONT = '---\nkind: abstract\ntitle: "Report {n}"\npublisher: "{publisher}"\npublished: {day}\naddress: "made-up {n}"\nlanguage: en\nchain: [{chain}]\ngrade: M\nseen: page\nrelease: public\nsource: {source}\n---\n'
SAID = (
    "{who} said that {other} fired at {place} at {hour:02d}:{minute:02d} on {date}.",
    "{who} said that {n} people were wounded near {place} on {date}.",
    "{who} said that {n} people returned to {place} on {date}.",
    "{who} denied that its forces fired at {place} on {date}.",
    "{who} said that a convoy was escorted to {place} on {date}.",
    "{who} said that {n} hectares were cleared near {place} by {date}.",
)
MONTHS = ((11, "November", 2020), (12, "December", 2020), (1, "January", 2021))


def reports(folder: Path, places: list[str], sentences: int) -> None:
    """Made-up reports of three sentences each, in the folder of the case."""
    r = random.Random(20210110)
    sides = (("Armenia", "Azerbaijan", "ARM"), ("Azerbaijan", "Armenia", "AZE"), ("Russia", "Azerbaijan", "RUS"))
    for n in range(sentences // 3):
        who, other, chain = r.choice(sides)
        month, name, year = r.choice(MONTHS)
        day = r.randint(1, 9) if month == 1 else r.randint(11, 30)
        body = "\n".join(
            r.choice(SAID).format(
                who=who, other=other, place=r.choice(places), hour=r.randint(0, 23), minute=r.randint(0, 59),
                n=r.randint(2, 90), date=f"{day} {name} {year}",
            )
            for _ in range(3)
        )  # fmt: skip
        front = FRONT.format(
            n=n, publisher="News.am", day=f"{year}-{month:02d}-{day:02d}", chain=chain, source="news-am"
        )
        (folder / f"made-up-{n:05d}.md").write_text(front + body + "\n", encoding="utf-8")


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--claims", type=int, default=10_000)
    p.add_argument("--case", default=str(ROOT / "cases" / "karabakh-2020"))
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "case"
        shutil.copytree(args.case, folder)
        villages = [x for x in open_case(str(folder)).gazetteer.places if x.kind == "village"]
        names = [next(iter(x.names.values()))[0] for x in villages]
        reports(folder / "reports", sorted(names), int(args.claims * 1.02))
        add(open_case(str(folder)), [])
        out: dict[str, Any] = {}
        for run in ("first", "again"):
            out[run] = measured(folder)
        out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(out, indent=1))


def measured(folder: Path) -> dict[str, float]:
    """CPU seconds of each stage of one brief."""
    marks: list[tuple[str, float]] = [("", time.process_time())]

    def mark(name: str) -> None:
        marks.append((name, time.process_time()))

    case = open_case(str(folder))
    view = make_view(case.zone, 0, as_of="2021-01-10T18:00+03:00", public_follows=True)
    derived = Derived(case, load_library(case), view)
    mark("opening")
    n = len(derived.claims)
    mark("claims")
    m = len(derived.events)
    mark("events")
    _ = derived.assessed
    mark("assessing")
    page = compose(material(derived), "meeting")
    mark("composing")
    render(page, "html")
    mark("writing")
    stages = {name: round(t - marks[i][1], 2) for i, (name, t) in enumerate(marks[1:])}
    return {"claims_n": n, "events_n": m, **stages, "all": round(marks[-1][1] - marks[0][1], 2)}


if __name__ == "__main__":
    main()
