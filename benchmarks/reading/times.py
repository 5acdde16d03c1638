"""Times against annotated corpora, by the scoring of TempEval-3, and the table of target phrases.

    python benchmarks/reading/times.py [--errors N] [--only wikiwars|news|phrases|speed]

Corpora are found by TRUCELINE_EVAL_DATA (folder `text/wikiwars`, `text/timebank_aquaint`). Strict: same span; relaxed:
overlap; value: same value on an overlap; creation dates are left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec

from truceline.claims.times import read_times, timexes
from truceline.values.time import day_when, parse_instant, rfc3339

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Gold(msgspec.Struct):
    start: int
    end: int
    value: str
    text: str
    mod: str = ""


def load(path: Path) -> tuple[str, dt.date, list[Gold]]:
    """Text of the TEXT element, day of creation, timexes."""
    raw = path.read_text("utf-8")
    created = re.search(r'functionInDocument="CREATION_TIME"[^>]*?value="(\d{4}-\d{2}-\d{2})', raw) or re.search(
        r'<DCT>.*?value="(\d{4}-?\d{2}-?\d{2})', raw, re.S
    )
    assert created, path
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    text, gold, stack, pos = "", [], [], 0
    for m in TAG.finditer(body):
        text += html.unescape(body[pos : m.start()])
        pos = m.end()
        if m[2] != "TIMEX3":
            continue
        if not m[1]:
            stack.append((len(text), dict(ATTRIBUTE.findall(m[3]))))
        else:
            start, a = stack.pop()
            gold.append(Gold(start, len(text), a.get("value", ""), text[start:], a.get("mod", "")))
    text += html.unescape(body[pos:])
    return text, dt.date.fromisoformat(created[1]), gold


class Score(msgspec.Struct):
    """Counts of matches."""

    gold: int = 0
    system: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        p, r = hits / max(self.system, 1), hits / max(self.gold, 1)
        return 200 * p * r / max(p + r, 1e-9)

    def row(self, name: str) -> str:
        return (
            f"{name:28} gold {self.gold:5} system {self.system:5}  strict {self.f1(self.strict):5.1f}  relaxed "
            f"{self.f1(self.relaxed):5.1f} (P {100 * self.relaxed / max(self.system, 1):4.1f} R {100 * self.relaxed / max(self.gold, 1):4.1f})  "
            f"value {self.f1(self.value):5.1f}  (of overlaps {100 * self.value / max(self.relaxed, 1):4.1f})"
        )


def same(a: str, b: str) -> bool:
    return a == b


def score(paths: list[Path], errors: list[str]) -> Score:
    total = Score()
    for path in paths:
        text, day, gold = load(path)
        found = timexes(read_times(text, published=day_when(day, None), zone=None))
        total.gold += len(gold)
        total.system += len(found)
        used: set[int] = set()
        for g in gold:
            best = None
            for k, f in enumerate(found):
                if k not in used and f.start < g.end and g.start < f.end:
                    exact = f.start == g.start and f.end == g.end
                    if best is None or exact:
                        best = k
                    if exact:
                        break
            around = text[max(0, g.start - 40) : g.start].replace("\n", " ")
            after = text[g.end : g.end + 20].replace("\n", " ")
            where = f"{path.stem[:12]:12} …{around}[[{g.text}]]{after}"
            if best is None:
                errors.append(f"missed   {g.value:14} {where}")
                continue
            used.add(best)
            f = found[best]
            total.relaxed += 1
            if (f.start, f.end) == (g.start, g.end):
                total.strict += 1
            else:
                errors.append(f"extent   {f.text!r:30} {where}")
            if same(f.value, g.value):
                total.value += 1
            else:
                errors.append(f"value    {f.value:14} not {g.value:14} {where}")
        for k, f in enumerate(found):
            if k not in used:
                around = text[max(0, f.start - 40) : f.start].replace("\n", " ")
                errors.append(
                    f"spurious {f.value:14} {path.stem[:12]:12} …{around}[[{f.text}]]{text[f.end : f.end + 20]!r}"
                )
    return total


# phrase, day of publication, value, earliest, latest, bound (zone +04:00 unless stated)
PHRASES = [
    ("on Sunday", "2020-11-10", "2020-11-08", "2020-11-08T00:00", "2020-11-09T00:00", None),
    ("Monday, January 11", "2021-01-12", "2021-01-11", "2021-01-11T00:00", "2021-01-12T00:00", None),
    ("this past July", "2020-10-01", "2020-07", "2020-07-01T00:00", "2020-08-01T00:00", None),
    ("the summer of 2014", "2020-11-10", "2014-SU", "2014-06-01T00:00", "2014-09-01T00:00", None),
    ("starting from November 10", "2020-11-09", "2020-11-10", "2020-11-10T00:00", None, "from"),
    ("in the early hours of 27 September", "2020-09-28", "2020-09-27TMO", "2020-09-27T00:00", "2020-09-27T06:00", None),
    ("by November 15, 2020", "2020-11-10", "2020-11-15", None, "2020-11-16T00:00", "by"),
    ("for the past 24 hours", "2020-11-02", "PT24H", "2020-11-01T00:00", "2020-11-03T00:00", None),
    ("at 00:00 Moscow time on November 10, 2020", "2020-11-09", "2020-11-10T00:00+03:00", "2020-11-10T01:00", "2020-11-10T01:01", None),
    ("last week", "2020-11-10", "2020-W45", "2020-11-02T00:00", "2020-11-09T00:00", None),
    ("two days earlier", "2020-11-10", "2020-11-08", "2020-11-08T00:00", "2020-11-09T00:00", None),
    ("since mid-July", "2020-10-01", "2020-07", "2020-07-11T00:00", "2020-10-02T00:00", "since"),
    ("between 9 and 12 May", "2021-05-14", "2021-05-09/2021-05-12", "2021-05-09T00:00", "2021-05-13T00:00", None),
    ("overnight on Tuesday", "2020-10-08", "2020-10-06TNI", "2020-10-05T18:00", "2020-10-07T06:00", None),
    ("in late September", "2020-11-10", "2020-09", "2020-09-21T00:00", "2020-10-01T00:00", None),
    ("until December 1", "2020-11-10", "2020-12-01", None, "2020-12-02T00:00", "until"),
    ("over the weekend", "2020-10-12", "2020-W41-WE", "2020-10-10T00:00", "2020-10-12T00:00", None),
    ("the night of 12-13 September", "2022-09-14", "2022-09-12TNI", "2022-09-12T18:00", "2022-09-13T06:00", None),
    ("this morning", "2020-10-01", "2020-10-01TMO", "2020-10-01T04:00", "2020-10-01T12:00", None),
    ("from 10:00 p.m. local time", "2020-10-17", "2020-10-17T22:00", "2020-10-17T22:00", None, "from"),
]  # fmt: skip


def phrases() -> int:
    """Print the table; the number fully right."""
    right = 0
    zone = "+04:00"
    for phrase, day, value, lo, hi, bound in PHRASES:
        text = f"The ministry said the ceasefire was violated {phrase}, officials added."
        read = read_times(text, published=day_when(dt.date.fromisoformat(day), zone), zone=zone)
        flat = timexes(read)
        want = (value, lo and parse_instant(lo, zone=zone), hi and parse_instant(hi, zone=zone), bound)
        got = [(m.value, m.when.earliest, m.when.latest, m.when.bound) for m in flat]
        ok = got == [want]
        right += ok
        shown = [(v, a and rfc3339(a, zone), b and rfc3339(b, zone), c) for v, a, b, c in got]
        print(f"{'right' if ok else 'WRONG'}  {phrase:44} {'' if ok else shown}")
    print(f"phrases fully right: {right} of {len(PHRASES)}")
    return right


def speed(data: Path) -> None:
    """Documents of 5 kB per CPU second, and the curve over the length of one line."""
    texts = [load(p)[0] for p in sorted((data / "wikiwars").glob("*.tml"))[:8]]
    joined = " ".join(texts)
    docs = [joined[k : k + 5000] for k in range(0, len(joined) - 5000, 5000)]
    published = day_when(dt.date(2020, 11, 10), "+04:00")
    t = time.process_time()
    for d in docs:
        read_times(d, published=published, zone="+04:00")
    print(f"speed: {len(docs) / (time.process_time() - t):.0f} documents of 5 kB per CPU s ({len(docs)} documents)")
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        line = (joined.replace("\n", " ") * (size // len(joined) + 1))[:size]
        t = time.process_time()
        read_times(line, published=published, zone="+04:00")
        print(f"curve: {size:9} characters in one line {time.process_time() - t:7.2f} CPU s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--kind", default="")
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    if a.only in ("", "phrases"):
        phrases()
    root = os.environ.get("TRUCELINE_EVAL_DATA")
    if not root:
        sys.exit("the corpora are absent: set TRUCELINE_EVAL_DATA")
    data = Path(root) / "text"
    wars = sorted((data / "wikiwars").glob("*.tml"))
    news = sorted((data / "timebank_aquaint").glob("*/*.tml"))
    sets = {
        "wikiwars": [("WikiWars 1-8 (tuned on)", wars[:8]), ("WikiWars 9-16", wars[8:]), ("WikiWars 1-16", wars)],
        "news": [("TimeBank + AQUAINT", news)],
    }
    for name, rows in sets.items():
        if a.only not in ("", name):
            continue
        for label, paths in rows:
            errors: list[str] = []
            print(score(paths, errors).row(label), Counter(e.split()[0] for e in errors) if a.errors else "")
            if a.errors and label != "WikiWars 9-16" and label != "WikiWars 1-16":
                import random

                chosen = [e for e in errors if e.startswith(a.kind)]
                random.Random(a.seed).shuffle(chosen)
                print("\n".join(sorted(chosen[: a.errors])))
    if a.only in ("", "speed"):
        speed(data)


if __name__ == "__main__":
    main()
