"""truceline evaluate --gold FILE: any reader against any gold, field by field, with intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import Endpoint, Format, MaxCost, MaxRequests, Model, ReaderName
from truceline.app.output import listing, pick_format, say, table
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.app.asking import ReadOne
    from truceline.claims.claim import Claim
    from truceline.claims.evaluate import GoldClaim, GoldItem, ItemScore
    from truceline.claims.evaluate_speakers import BySpeaker
    from truceline.claims.kit import Kit

COLUMNS = {"language": "language", "field": "field", "F1": "f1", "low": "low", "high": "high", "precision": "precision", "recall": "recall"}  # fmt: skip
SPEAKERS = {"language": "language", "speaker": "speaker", "claims": "claims", "recall": "recall", "F1 of act": "act", "F1 of kind": "kind"}  # fmt: skip
GAPS = {"language": "language", "gap in": "measure", "between": "parties", "points": "points", "low": "low", "high": "high", "over 3 points": "flagged"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def evaluate(
        gold: Annotated[list[Path], typer.Option("--gold", metavar="FILE", help="JSON lines of texts with claims.")],
        case: Annotated[
            str | None,
            typer.Option("--case", metavar="CASE", help="Actors and places; else the case folder the gold lies in."),
        ] = None,
        split: Annotated[str, typer.Option("--split", help="tune, held or all.")] = "all",
        errors: Annotated[
            str | None,
            typer.Option("--errors", metavar="FIELD", help="Show the texts whose field is wrong, worst first."),
        ] = None,
        most: Annotated[int, typer.Option("--most", help="How many of them.")] = 10,
        reader: ReaderName = None,
        endpoint: Endpoint = None,
        model: Model = None,
        max_requests: MaxRequests = None,
        max_cost: MaxCost = None,
        fmt: Format = None,
    ) -> None:
        """Score a reader against gold: each field, act and kind per speaking actor, and what was read as a fact and is none."""
        from truceline.app.asking import reader_name, reading
        from truceline.app.case import open_case
        from truceline.claims.evaluate import FIELDS

        if split not in ("tune", "held", "all"):
            raise UsageError("unknown split", expected="tune, held, all", got=split)
        if errors is not None and errors not in FIELDS:
            raise UsageError("unknown field", expected=", ".join(FIELDS), got=errors)
        items = [g for path in gold for g in gold_of(path) if split in ("all", g.split)]
        kit = open_case(case if case is not None else str(gold[0].parent)).kit
        name = reader_name(reader, None)
        asked = {"endpoint": endpoint, "model": model, "max_requests": max_requests, "max_cost": max_cost}
        with reading(name, asked, None) as read_one:
            scored = {g.id + "\0" + g.language: (g, score_one(g, kit, read_one)) for g in items}
        report(name, split, list(scored.values()), kit, fmt)
        if errors is not None:
            show_errors(list(scored.values()), errors, most)


def gold_of(path: Path) -> list[GoldItem]:
    """The texts of a file of gold. Raises InputError that names the line."""
    import msgspec

    from truceline.claims.evaluate import GoldItem

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError) as e:
        raise InputError("no gold here", where=str(path), expected="JSON lines in UTF-8", got=type(e).__name__) from e
    out = []
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            out.append(msgspec.json.decode(line, type=GoldItem))
        except msgspec.DecodeError as e:
            raise InputError("not a text of gold", where=f"{path}:{n}", expected="the fields of docs/reading.md", got=str(e)) from e  # fmt: skip
    return out


def score_one(item: GoldItem, kit: Kit, read_one: ReadOne) -> ItemScore:
    """The score of one text of the gold."""
    from truceline.claims.evaluate import score_item
    from truceline.documents.document import Document, Text
    from truceline.values.canonical import digest
    from truceline.values.time import day_when

    try:
        published = day_when(dt.date.fromisoformat(item.published), kit.zone) if item.published else None
    except ValueError as e:
        raise InputError("not a day of publication", where=item.id, expected="YYYY-MM-DD", got=item.published) from e
    document = Document(id=item.id, publisher=item.publisher, published=published, language=item.language)
    text = Text(document=item.id, extractor="gold", digest=digest(item.text.encode("utf-8")), text=item.text)
    return score_item(item, read_one(text, document, kit).claims, kit.zone)


def report(name: str, split: str, scored: Sequence[tuple[GoldItem, ItemScore]], kit: Kit, fmt: str | None) -> None:
    """Print the scores of each language."""
    from truceline.claims.evaluate import FIELDS, summary
    from truceline.claims.evaluate_speakers import by_speaker

    rows: list[dict[str, Any]] = []
    speakers: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    harm: list[str] = []
    confusion: dict[str, dict[str, dict[str, int]]] = {}
    for code in sorted({g.language for g, _ in scored}):
        mine = [s for g, s in scored if g.language == code]
        s = summary(mine)
        rows += [
            {"language": code, "field": f, "f1": _r(s.f1[f]), "low": _r(s.low[f]), "high": _r(s.high[f]),
             "precision": _r(s.precision[f]), "recall": _r(s.recall[f])}
            for f in FIELDS
        ]  # fmt: skip
        harm += s.harm
        confusion[code] = {
            f: {f"{a} as {b}": n for (a, b), n in sorted(c.items()) if a != b} for f, c in s.confusion.items()
        }
        spoken: BySpeaker = by_speaker(mine, kit.register)
        speakers += [
            {"language": code, "speaker": x.speaker, "claims": x.claims}
            | {m: _r(v) for m in ("recall", "act", "kind") if (v := getattr(x, m)) is not None}
            for x in spoken.speakers
        ]
        gaps += [
            {"language": code, "measure": g.measure, "parties": " ".join(g.parties), "points": round(g.points, 1),
             "low": round(g.low, 1), "high": round(g.high, 1), "flagged": g.flagged}
            for g in spoken.gaps
        ]  # fmt: skip
    more = {"reader": name, "split": split, "texts": len(scored), "unchecked": sum(not g.checked for g, _ in scored),
            "speakers": speakers, "gaps": gaps, "harm": harm, "confusion": confusion}  # fmt: skip
    listing("evaluate", rows, fmt=fmt, columns=COLUMNS, more=more)
    if pick_format(fmt) == "table":
        for columns, data in ((SPEAKERS, speakers), (GAPS, gaps)):
            typer.echo()
            table(columns, data)
        for code, fields in confusion.items():
            for f, c in fields.items():
                worst = sorted(c.items(), key=lambda x: (-x[1], x[0]))[:12]
                typer.echo(f"{code} {f} confused: " + (", ".join(f"{k}: {n}" for k, n in worst) or "none"))
    said = ", ".join(harm) if harm else "none"
    say(f"tally: {len(scored)} texts, reader {name}; read as a fact and none: {said}")
    if more["unchecked"]:
        say(f"note: {more['unchecked']} texts were not checked by a native reader")
    for g in gaps:
        if g["flagged"]:
            say(
                f"gap: {g['language']} {g['measure']} differs by {abs(g['points'])} points between {g['parties']} [{g['low']}, {g['high']}]"
            )


def show_errors(scored: Sequence[tuple[GoldItem, ItemScore]], field: str, most: int) -> None:
    """The texts whose field is wrong, with gold and reading side by side."""
    bad = [(g, s) for g, s in scored if s.fields[field].fp or s.fields[field].fn]
    for g, s in sorted(bad, key=lambda x: -(x[1].fields[field].fp + x[1].fields[field].fn))[:most]:
        say(f"\n{g.id} {g.text}")
        for x, y in s.pairs:
            say(f"   gold {brief(x)}\n   read {brief(y)}")


def brief(c: GoldClaim | Claim | None) -> str:
    """One line of a claim of either side."""
    from truceline.values.time import When

    if c is None:
        return "-"
    says = ">".join((s.id or s.name) for s in c.says)
    actors = ",".join(f"{x.role}:{x.id or x.name}" for x in c.actors)
    ends: dict[str, Any] = c.when.wire() if isinstance(c.when, When) else dict(c.when or {})
    when = f"{ends.get('earliest', '')}..{ends.get('latest', '')}" if ends else ""
    where = ",".join(f"{x.role}:{x.id}" for x in c.where)
    counts = ",".join(f"{n.what}={n.low}/{n.best}/{n.high}" for n in c.counts)
    mark = ("!" if c.polarity != "holds" else "") + ("?" if c.conditional else "")
    topics = " ".join(getattr(c, "topics", ()))
    return f"{c.act}{mark} {c.kind}/{c.code or ''} | {says}{' bg' if c.background else ''} | {actors} | {when} | {where} | {counts} {topics}"


def _r(x: float) -> float:
    return round(x, 4)
