"""Score the coarse typing of news snippets on CASE-2021 task 2 (Haneczok et al. 2021), nine groups, weighted F1.

    python benchmarks/reading/events.py case2021_dev.tsv [--errors even]

The rules were written while seeing the even rows; the odd rows are reported apart. Nothing is trained.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from truceline.claims.languages.english_events import coarse_type

GROUPS = {
    "remote": "AIR_STRIKE ART_MISS_ATTACK REM_EXPLOS GRENADE SUIC_BOMB CHEM_WEAP",
    "battle": "ARMED_CLASH",
    "control": "GOV_REGAINS_TERIT NON_STATE_ACTOR_OVERTAKES_TER NON_VIOL_TERRIT_TRANSFER",
    "agreement": "AGREEMENT",
    "diplomacy": "DIPLO",
    "deploy": "HQ_ESTABLISHED",
    "protest": "PEACE_PROTEST PROTEST_WITH_INTER FORCE_AGAINST_PROTEST VIOL_DEMONSTR MOB_VIOL",
    "disaster": "NATURAL_DISASTER MAN_MADE_DISASTER",
}
GROUP_OF = {t: g for g, ts in GROUPS.items() for t in ts.split()}


def weighted_f1(pairs: list[tuple[str, str]]) -> tuple[float, dict[str, float]]:
    """Weighted F1 over (gold, read), and F1 of each group."""
    gold, read = Counter(g for g, _ in pairs), Counter(r for _, r in pairs)
    right = Counter(g for g, r in pairs if g == r)
    f1 = {g: 2 * right[g] / (gold[g] + read[g]) for g in gold}
    return sum(gold[g] * f1[g] for g in gold) / len(pairs), f1


def main() -> None:
    """Print the figures for all, even and odd rows."""
    rows = [line.split("\t") for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    rows = [r for r in rows if len(r) == 3 and r[2] != "SubType"]
    t0 = time.process_time()
    pairs = [(GROUP_OF.get(kind.strip(), "other"), coarse_type(text)) for _, text, kind in rows]
    cpu = time.process_time() - t0
    for name, part in (("all", pairs), ("even", pairs[0::2]), ("odd", pairs[1::2])):
        total, each = weighted_f1(part)
        print(
            f"{name:5} n {len(part):4}  weighted F1 {100 * total:5.1f}  "
            + "  ".join(f"{g} {100 * v:.0f}" for g, v in sorted(each.items()))
        )
    print(f"{len(rows) / cpu:.0f} snippets per CPU s")
    if "--errors" in sys.argv:
        for (_, text, kind), (g, r) in list(zip(rows, pairs, strict=True))[0::2]:
            if g != r:
                print(f"{g} ({kind.strip()}) read {r}: {text[:260]}")


if __name__ == "__main__":
    main()
