"""Score the finding of speech on PolNeAR (Newell, Margolin and Ruths 2018): token F1 of source, cue and content.

    python benchmarks/reading/speech.py DIR [--errors]

DIR holds text/ and attributions/ (brat). Rules only; nothing is trained. A text with several annotation files counts once
(the first by name). A token is right where both have it in a span of that type.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from truceline.claims.sentences import words_of
from truceline.claims.speech import find_speech


def gold_spans(ann: str) -> dict[str, list[tuple[int, int]]]:
    """Spans by type of one brat file; pieces of a span apart."""
    out: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
    for line in ann.splitlines():
        if not line.startswith("T"):
            continue
        head = line.split("\t")[1]
        kind, _, where = head.partition(" ")
        if kind in out:
            out[kind] += [(int(a), int(b)) for a, b in (p.split() for p in where.split(";"))]
    return out


def tokens(spans: list[tuple[int, int]], starts: list[tuple[int, int]]) -> set[int]:
    """Numbers of the tokens that lie in any of the spans."""
    inside: set[int] = set()
    for a, b in spans:
        inside |= {i for i, (s, e) in enumerate(starts) if s >= a and e <= b}
    return inside


def main() -> None:
    """Print precision, recall and F1 of each type."""
    root = Path(sys.argv[1])
    tp = dict.fromkeys(("Source", "Cue", "Content"), 0)
    fp, fn = dict(tp), dict(tp)
    seen: set[str] = set()
    cpu = 0.0
    for ann in sorted((root / "attributions").glob("*.ann")):
        stem = ann.stem.rsplit("_", 1)[0]
        if stem in seen:
            continue
        seen.add(stem)
        text = (root / "text" / f"{stem}.txt").read_text("utf-8")
        gold = gold_spans(ann.read_text("utf-8"))
        t0 = time.process_time()
        found = find_speech(text)
        cpu += time.process_time() - t0
        have = {
            "Source": [(s.source.start, s.source.end) for s in found if s.source],
            "Cue": [(s.cue.start, s.cue.end) for s in found if s.cue],
            "Content": [(s.content.start, s.content.end) for s in found],
        }
        spots = [(w.start, w.end) for w in words_of(text)]
        for k in tp:
            g, h = tokens(gold[k], spots), tokens(have[k], spots)
            tp[k] += len(g & h)
            fp[k] += len(h - g)
            fn[k] += len(g - h)
            if "--errors" in sys.argv and k == sys.argv[-1]:
                _show(text, spots, g - h, "missed")
                _show(text, spots, h - g, "too much")
    print(f"{len(seen)} texts, rules, {cpu:.1f} CPU s")
    for k in tp:
        p, r = tp[k] / max(1, tp[k] + fp[k]), tp[k] / max(1, tp[k] + fn[k])
        print(f"  {k:8} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {200 * p * r / max(1e-9, p + r):5.1f}")


def _show(text: str, spots: list[tuple[int, int]], which: set[int], what: str) -> None:
    run: list[int] = []
    for i in [*sorted(which), -9]:
        if run and i != run[-1] + 1:
            if run:
                a, b = spots[run[0]][0], spots[run[-1]][1]
                print(f"{what}: ...{text[max(0, a - 50) : a]!r} [[{text[a:b]!r}]] {text[b : b + 50]!r}")
            run = []
        run.append(i)


if __name__ == "__main__":
    main()
