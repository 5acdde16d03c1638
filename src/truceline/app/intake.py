"""Bringing documents in: each is taken or refused by name, and nothing already recorded is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from truceline.app.view import now_micros
from truceline.documents.document import Document
from truceline.documents.incoming import Front, Refused
from truceline.values.errors import TruceError

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.documents.document import Text
    from truceline.record.record import Record

GROUP = 500


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was not taken in, and the error that says why."""

    name: str
    error: dict[str, str]


class Tally(msgspec.Struct, kw_only=True):
    """What became of what was brought. files: case files recorded anew; empty of names where nothing changed. asked: rows
    of field reports that cannot be read, by file, each with its question; the file is in the record all the same."""

    added: int = 0
    again: int = 0
    passed: int = 0
    refused: list[Refusal] = []
    files: list[str] = []
    asked: list[str] = []


def takings(
    zone: str, targets: Sequence[str], *, given: Front | None = None, source: str | None = None, known: Callable[[str], bool] | None = None,
    max_bytes: int | None = None,
) -> Iterator[tuple[Document, bytes, Text | None] | Refused]:  # fmt: skip
    """Each document at the targets with its bytes and text, or what was refused and why. max_bytes: of one document."""
    from truceline.documents.bring import bring
    from truceline.documents.incoming import Limits
    from truceline.documents.read_text import take_in

    now, limits = now_micros(), Limits() if max_bytes is None else Limits(bytes=max_bytes)
    for target in targets:
        for item in bring(target, name=source, limits=limits, now=now):
            if isinstance(item, Refused):
                yield item
                continue
            try:
                taken = take_in(item, given=given, zone=zone, now=now, known=known, limits=limits)
                if taken.document.kind == "table" and taken.text is not None:
                    from truceline.claims.readers._field_rows import is_field
                    from truceline.claims.readers.tables import check_table

                    if not is_field(taken.text.text):
                        check_table(taken.text, taken.document)
            except TruceError as e:
                yield Refused(name=item.name, error=e)
                continue
            yield taken.document, item.data, taken.text


def bring_in(
    case: Case, targets: Sequence[str], *, given: Front | None = None
) -> tuple[list[tuple[Document, bytes]], list[Refused]]:
    """All documents at the targets, and what was refused; nothing is recorded."""
    taken, refused = [], []
    for item in takings(case.zone, targets, given=given):
        if isinstance(item, Refused):
            refused.append(item)
        else:
            taken.append((item[0], item[1]))
    return taken, refused


def add(
    case: Case,
    targets: Sequence[str],
    *,
    given: Front | None = None,
    source: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    max_bytes: int | None = None,
) -> Tally:
    """Record documents, or with no target the case's changed files and what is new in its reports.

    Durable in groups: what the tally counts as added survives a crash. The same thing again adds no document, only a
    line of the intake log. Raises TruceError if the record itself fails.
    """
    from truceline.app.library import case_file_entries, open_record, report_paths

    tally = Tally(refused=[], files=[], asked=[])
    with closing(open_record(case)) as record:
        entries = case_file_entries(case)
        for entry, receipt in zip(entries, record.append(entries), strict=True):
            if receipt.new:
                tally.files.append(str(entry.meta["name"]))
        if not targets:
            targets = [str(p) for p in report_paths(case)]
        group: list[tuple[Document, bytes, Text | None]] = []
        known = _known(record)
        for item in takings(case.zone, targets, given=given, source=source, known=known, max_bytes=max_bytes):
            if isinstance(item, Refused):
                _refuse(tally, item)
                continue
            tally.asked += asked_back(case, item)
            group.append(item)
            if len(group) >= GROUP:
                _flush(record, group, tally)
                if progress:
                    progress("adding documents", tally.added + tally.again, 0)
        _flush(record, group, tally)
        _log(record, tally)
    return tally


def asked_back(case: Case, item: tuple[Document, bytes, Text | None]) -> list[str]:
    """The questions of a field report: what of it cannot be read, and why."""
    from truceline.claims.readers.field import READER

    document, _, text = item
    if text is None or not READER.fits(text, document):
        return []
    return [f"{document.name}, {a.why}" for a in READER.read(text, document, case.kit).set_aside]


def _known(record: Record) -> Callable[[str], bool]:
    """Whether the record holds a document by its plain identity."""
    if record.tail.size == 0:
        return lambda key: False
    return lambda key: bool(record.known("document", [key]))


def _refuse(tally: Tally, item: Refused) -> None:
    if item.minor:
        tally.passed += 1
    else:
        tally.refused.append(Refusal(name=item.name, error=item.error.as_dict()))


def _flush(record: Record, group: list[tuple[Document, bytes, Text | None]], tally: Tally) -> None:
    """Append a group of documents durably, then their texts."""
    from truceline.app.library import append_documents, append_texts

    if not group:
        return
    receipts = append_documents(record, [(d, b) for d, b, _ in group])
    texts = []
    for (_, _, text), receipt in zip(group, receipts, strict=True):
        if receipt.new:
            tally.added += 1
            if text is not None:
                texts.append(msgspec.structs.replace(text, document=receipt.id))
        else:
            tally.again += 1
    if texts:
        append_texts(record, texts)
    group.clear()


def _log(record: Record, tally: Tally) -> None:
    """One line of the intake log for what was seen again, and one for each thing refused."""
    from truceline.record.entry import Entry

    lines = [
        Entry(type="intake", body=msgspec.json.encode({"refused": r.name, "error": r.error}), meta={"what": "refused"})
        for r in tally.refused
    ]
    if tally.again:
        lines.append(Entry(type="intake", body=msgspec.json.encode({"seen_again": tally.again}), meta={"what": "seen"}))
    if lines:
        record.append(lines)
