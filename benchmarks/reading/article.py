"""Print what the rule reader makes of one article, claim by claim, with what was set aside.

python benchmarks/reading/article.py FILE [--case CASE] [--published 2021-01-10] [--publisher NAME]
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from truceline.app.case import open_case
from truceline.claims.claim import Claim
from truceline.claims.readers.rules import READER
from truceline.documents.document import Document, Text
from truceline.values.time import day_when


def told(c: Claim) -> str:
    """A claim in a few lines."""
    says = " <- ".join(s.name for s in c.says) + (" (background)" if c.background else "")
    when = c.when.wire() if c.when else {}
    lines = [
        f"[{c.act}{'' if c.polarity == 'holds' else ', does not hold'}{', conditional' if c.conditional else ''}] {c.kind} {c.code or ''}",
        f"  says   {says}",
    ]
    if c.actors:
        lines.append(
            "  actors "
            + "; ".join(
                f"{a.role} {a.name}"
                + (f", {a.office} ({a.office_state})" if a.office else "")
                + (f" [{a.id}]" if a.id else "")
                for a in c.actors
            )
        )
    if when:
        lines.append(
            f"  when   {when.get('earliest', '..')} to {when.get('latest', '..')} {when.get('bound', '')} {when.get('doubt', '')}".rstrip()
        )
    if c.where:
        lines.append("  where  " + "; ".join(f"{w.role} {w.name}" + (f" [{w.id}]" if w.id else "") for w in c.where))
    if c.counts:
        lines.append("  counts " + "; ".join(f"{n.what} {n.low}/{n.best}/{n.high}" for n in c.counts))
    if c.topics:
        lines.append("  topics " + ", ".join(c.topics))
    lines.append(f"  span   {c.span.start}-{c.span.end} {c.span.text!r}")
    return "\n".join(lines)


def main() -> None:
    """Read and print."""
    args = argparse.ArgumentParser()
    args.add_argument("file")
    args.add_argument("--case", default="cases/karabakh-2020")
    args.add_argument("--published", default="2021-01-10")
    args.add_argument("--publisher", default="Russia Business Today")
    a = args.parse_args()
    kit = open_case(a.case).kit
    text = Path(a.file).read_text("utf-8")
    document = Document(
        id="doc:article", publisher=a.publisher, published=day_when(dt.date.fromisoformat(a.published), kit.zone)
    )
    reading = READER.read(Text(document=document.id, extractor="plain", digest="", text=text), document, kit)
    for n, c in enumerate(reading.claims, 1):
        print(f"{n}. {told(c)}")
    for s in reading.set_aside:
        print(f"set aside ({s.why}): {s.span.text[:100]!r}")


if __name__ == "__main__":
    main()
