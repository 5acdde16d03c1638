"""Every provision that PA-X codes for an agreement is a term of the case, or the note says why not.

Run: TRUCELINE_EVAL_DATA=DIR python benchmarks/terms/pax.py
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from truceline.app.case import open_case
from truceline.terms.paxport import export_pax, unanswered

META = {"Con", "Contp", "PP", "PPName", "Reg", "AgtId", "Ver", "Agt", "Dat", "Status", "Lgt", "N_characters", "Agtp", "Stage",
        "StageSub", "Part", "ThrdPart", "OthAgr", "Loc1ISO", "Loc2ISO", "Loc1GWNO", "Loc2GWNO", "UcdpCon", "UcdpAgr", "PamAgr",
        "CowWar", "Interim"}  # fmt: skip


def codes_of(file: Path) -> list[str]:
    """Provision codes of a list of non-zero columns."""
    with file.open(encoding="utf-8") as f:
        return [r["column"] for r in csv.DictReader(f) if r["column"] not in META]


def main() -> int:
    """Print code by code; 1 if any is unanswered."""
    data = Path(os.environ["TRUCELINE_EVAL_DATA"])
    case = open_case(Path(__file__).parents[2] / "cases" / "karabakh-2020")
    agreement = case.agreements[0]
    coded = codes_of(data / "karabakh" / "pax_2324_codes.csv")
    ours = {r.code: r for r in export_pax(agreement)}
    for code in coded:
        print(
            f"{code:10} {', '.join(t.split('/')[1] for t in ours[code].terms if '/' in t) or 'signatories' if code in ours else 'NOT ANSWERED'}"
        )
    missing = unanswered(agreement, coded)
    print(
        f"{len(coded) - len(missing)} of {len(coded)} provisions answered; not answered: {', '.join(missing) or 'none'}"
    )
    print(f"ours that PA-X does not code: {', '.join(sorted(set(ours) - set(coded))) or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
