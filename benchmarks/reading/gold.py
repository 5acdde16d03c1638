"""Score the rule reader against our own gold.

python benchmarks/reading/gold.py [--split tune|held|all] [--errors FIELD] [--gold FILE]
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from truceline.actors.parse import parse_actors, parse_sources
from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.claims.evaluate import FIELDS, GoldItem, parse_gold, score, score_item
from truceline.claims.kit import Kit
from truceline.claims.readers.rules import READER
from truceline.documents.document import Document, Text
from truceline.places.gazetteer import Gazetteer, parse_places_csv
from truceline.values.time import day_when

HERE = Path(__file__).resolve().parents[2] / "tests" / "gold"
ZONE = "+03:00"


def gold_kit() -> Kit:
    """The kit of the gold's invented countries."""
    actors, offices = parse_actors((HERE / "actors.yaml").read_text("utf-8"), "actors.yaml", ZONE)
    sources = parse_sources((HERE / "sources.yaml").read_text("utf-8"), "sources.yaml")
    places = parse_places_csv((HERE / "places.csv").read_text("utf-8"), "places.csv")
    return Kit(
        register=Register(actors, offices, sources),
        gazetteer=Gazetteer(places),
        zone=ZONE,
        languages=("en", "ru", "hy", "az"),
    )


def read_item(item: GoldItem, kit: Kit) -> tuple[Claim, ...]:
    """The claims the rule reader makes of one text of the gold."""
    published = day_when(dt.date.fromisoformat(item.published), ZONE) if item.published else None
    document = Document(id=item.id, publisher=item.publisher, published=published, language=item.language)
    return READER.read(Text(document=item.id, extractor="gold", digest=item.id, text=item.text), document, kit).claims


def main() -> None:
    """Print the table, the harm, the confusion and, if asked, the errors of one field."""
    args = argparse.ArgumentParser()
    args.add_argument("--split", default="tune")
    args.add_argument("--errors")
    args.add_argument("--gold", default=str(HERE / "english.jsonl"))
    a = args.parse_args()
    items = [g for g in parse_gold(Path(a.gold).read_text("utf-8").splitlines()) if a.split in ("all", g.split)]
    kit = gold_kit()
    s = score(items, lambda g: read_item(g, kit), ZONE)
    print(f"{s.items} texts, split {a.split}")
    for f in FIELDS:
        print(
            f"  {f:12} F1 {100 * s.f1[f]:5.1f}  [{100 * s.low[f]:5.1f}, {100 * s.high[f]:5.1f}]  P {100 * s.precision[f]:5.1f}  R {100 * s.recall[f]:5.1f}"
        )
    print("harm (not asserted, read as an assertion):", len(s.harm), *(s.harm if a.split == "tune" else ()))
    for f in ("act", "kind"):
        wrong = sorted(((n, k) for k, n in s.confusion[f].items() if k[0] != k[1]), reverse=True)
        print(f"{f} confusion:", ", ".join(f"{g} as {c}: {n}" for n, (g, c) in wrong[:14]))
    if a.errors:
        for g in items:
            r = score_item(g, read_item(g, kit), ZONE)
            if r.fields[a.errors].fp or r.fields[a.errors].fn:
                print("\n" + g.id, g.text)
                for x, y in r.pairs:
                    print("   gold", brief(x))
                    print("   read", brief(y))


def brief(c: object) -> str:
    """One line of a claim of either side."""
    if c is None:
        return "-"
    says = ">".join((s.id or s.name) for s in c.says)  # type: ignore[attr-defined]
    actors = ",".join(f"{x.role}:{x.id or x.name}" for x in c.actors)  # type: ignore[attr-defined]
    when = c.when  # type: ignore[attr-defined]
    when = (when.wire().get("earliest"), when.wire().get("latest")) if hasattr(when, "wire") else when
    where = ",".join(f"{x.role}:{x.id}" for x in c.where)  # type: ignore[attr-defined]
    counts = ",".join(f"{n.what}={n.low}/{n.best}/{n.high}" for n in c.counts)  # type: ignore[attr-defined]
    mark = ("!" if c.polarity != "holds" else "") + ("?" if c.conditional else "")  # type: ignore[attr-defined]
    return f"{c.act}{mark} {c.kind}/{c.code or ''} | {says}{' bg' if c.background else ''} | {actors} | {when} | {where} | {counts} {getattr(c, 'topics', '')}"  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
