"""Read a mission's reports with the ordinary reader and compare its totals with a table of them, period by period.

    TRUCELINE_EVAL_DATA=... python benchmarks/reading/osce.py [--all]

The table (`minsk/cfv_biweekly.csv`) holds the violations of each reporting period and, for six of them, the explosions. A
figure is right if a claim with act `counts`, for that very period and no part of the line, has that very number; "per week"
counts as many weeks as the period has. A report that names no day of its own is given the day after its period as day of
publication: without one no reader could know the year. Nothing here knows how a report is written.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import sys
import time
from pathlib import Path

from truceline.app.case import open_case
from truceline.app.intake import takings
from truceline.claims.claim import Claim
from truceline.claims.contradictions import contradictions, figure
from truceline.claims.read import read
from truceline.documents.front import front_of
from truceline.values.time import DAY, moment, parse_instant

CASE = "minsk-2015"
WHOLE = ("contact line", "line of contact")


def main() -> None:
    """Print what is wrong, every contradiction, and the tally."""
    args = argparse.ArgumentParser()
    args.add_argument("--all", action="store_true", help="print every period")
    show_all = args.parse_args().all
    root = os.environ.get("TRUCELINE_EVAL_DATA", "")
    if not root or not Path(root).is_dir():
        sys.exit("evaluation data absent: set TRUCELINE_EVAL_DATA to its folder")
    home = Path(root) / "minsk"
    rows = list(csv.DictReader((home / "cfv_biweekly.csv").read_text(encoding="utf-8").splitlines()))
    begin = time.process_time()
    claims = reports(home, rows)
    spent = time.process_time() - begin
    zone = open_case(CASE).kit.zone
    right = {"violations": 0, "explosions": 0}
    of = {"violations": 0, "explosions": 0}
    for row in rows:
        lo, hi = parse_instant(row["start"], zone=zone), parse_instant(row["end"], zone=zone, end=True)
        for unit, column in (("violations", "cfv"), ("explosions", "explosions")):
            if not row[column]:
                continue
            got = told(claims, unit, lo, hi)
            ok = float(row[column]) in got
            of[unit] += 1
            right[unit] += ok
            if show_all or not ok:
                print(
                    f"{'right' if ok else 'WRONG'} {row['start']}..{row['end']} {unit} {row[column]}: read {sorted(got)}"
                )
    print()
    for c in contradictions(c for cs in claims.values() for c in cs):
        days = f"{moment(c.earliest, zone).date()}..{(moment(c.latest, zone) - dt.timedelta(days=1)).date()}"
        names = [n for x in c.claims for n, cs in claims.items() if any(y.id == x for y in cs)]
        pairs = ", ".join(f"{f:,} ({n})" for f, n in zip(c.figures, names, strict=True))
        print(f"{'rounding' if c.rounding else 'CONTRADICTION'} {days} {c.unit} {c.area}: {pairs}")
    print(
        f"\n{len(claims)} reports, {sum(map(len, claims.values()))} claims, {spent:.1f} CPU s; "
        + ", ".join(f"{u} right {right[u]} of {of[u]}" for u in right)
    )


def reports(home: Path, rows: list[dict[str, str]]) -> dict[str, list[Claim]]:
    """The claims of each report of the index, by its name, in order of publication."""
    kit = open_case(CASE).kit
    ends = {r["source"].split()[0]: r["end"] for r in rows if "prev" not in r["source"]}
    out: dict[str, list[Claim]] = {}
    index = list(csv.DictReader((home / "reports_index.csv").read_text(encoding="utf-8").splitlines()))
    for entry in index:
        name = Path(entry["file"]).stem
        end = entry["period_end"] or ends.get(name, "")
        day = entry["stated_date"] or (str(dt.date.fromisoformat(end) + dt.timedelta(days=1)) if end else "")
        flags = {"publisher": "OSCE Special Monitoring Mission to Ukraine", **({"published": day} if day else {})}
        for item in takings(kit.zone or "UTC", [str(home / entry["file"])], given=front_of(flags, zone=kit.zone)):
            assert isinstance(item, tuple)
            document, _, text = item
            assert text is not None
            out[name] = list(read(text, document, kit).claims)
    return out


def told(claims: dict[str, list[Claim]], unit: str, lo: int, hi: int) -> set[float]:
    """The totals told for a period, over the whole line."""
    out: set[float] = set()
    for c in (c for cs in claims.values() for c in cs):
        w = c.when
        if c.act != "counts" or w is None or (w.earliest, w.latest) != (lo, hi):
            continue
        if any(not any(x in p.name.lower() for x in WHOLE) for p in c.where):
            continue
        for n in c.counts:
            x = figure(n)
            if x is not None and n.what == unit:
                out.add(float(x))
            elif x is not None and n.what == f"{unit}_per_week":
                out.add(float(x) * (hi - lo) / (7 * DAY))
    return out


if __name__ == "__main__":
    main()
