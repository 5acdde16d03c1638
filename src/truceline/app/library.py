"""The documents, texts, decisions and briefs of a case, from its record or, where there is none yet, from its files."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from truceline.app.view import now_micros
from truceline.claims.reply import Reply
from truceline.documents.document import Document, Text
from truceline.record.entry import Entry, Receipt, Stored
from truceline.values.canonical import canonical, digest, make_id
from truceline.values.decision import Decision

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.record.record import Record

GROUP = 1000


class Library:
    """What is known of a case. documents: by id, in order of entry. root: of the record, or of the files read.

    recorded: whether it comes from a record. unrecorded: files of the case that the record does not hold as they are.
    """

    def __init__(
        self,
        *,
        documents: dict[str, Document],
        bodies: dict[str, bytes],
        texts: dict[str, Text],
        decisions: tuple[Decision, ...] = (),
        briefs: tuple[Stored, ...] = (),
        replies: dict[str, tuple[Reply, ...]] | None = None,
        intake: tuple[Stored, ...] = (),
        root: str = "",
        recorded: bool = False,
        unrecorded: tuple[str, ...] = (),
    ) -> None:
        self.documents, self._bodies, self._texts = documents, bodies, texts
        self.decisions, self.briefs, self.intake = decisions, briefs, intake
        self.root, self.recorded, self.unrecorded = root, recorded, unrecorded
        self.replies = replies or {}

    def but(
        self,
        *,
        documents: dict[str, Document],
        decisions: tuple[Decision, ...] | None = None,
        briefs: tuple[Stored, ...] | None = None,
    ) -> Library:
        """The same with other documents, decisions or briefs; texts made on the way are shared."""
        out = copy.copy(self)
        out.documents = documents
        out.decisions = self.decisions if decisions is None else decisions
        out.briefs = self.briefs if briefs is None else briefs
        return out

    def text(self, document: str) -> Text:
        """The text of a document as recorded; made from its bytes where the record has none yet."""
        if document not in self._texts:
            from truceline.documents.incoming import Limits
            from truceline.documents.read_text import read_text

            d, body = self.documents[document], self._bodies[document]
            self._texts[document] = read_text(d, body, limits=Limits(bytes=max(len(body), Limits().bytes)))
        return self._texts[document]

    def body(self, document: str) -> bytes:
        """The bytes of a document."""
        return self._bodies[document]


def open_record(case: Case, *, read_only: bool = False) -> Record:
    """The case's record, made if it is not there (unless `read_only`). The caller closes it."""
    from truceline.record.keepers.sqlite import open_keeper
    from truceline.record.record import Record

    keeper = open_keeper(str(case.record_path), origin=case.config.name, create=not read_only, read_only=read_only)
    return Record(keeper, salt=lambda: os.urandom(32), clock=now_micros)


def load_library(case: Case, *, known_at: int | None = None) -> Library:
    """What the record held at `known_at`, with its root then; without a record, what the case's files hold."""
    if not case.record_path.exists():
        return _from_files(case)
    with closing(open_record(case, read_only=True)) as record:
        stored = list(record.read(known_at=known_at))
        size = record.tail.size if known_at is None else max((s.seq + 1 for s in stored), default=0)
        root = record.root(size).hex() if size else ""
    documents: dict[str, Document] = {}
    bodies: dict[str, bytes] = {}
    texts: dict[str, Text] = {}
    replies: dict[str, tuple[Reply, ...]] = {}
    decisions, briefs, intake, files = [], [], [], {}
    for s in stored:
        if s.meta is None or s.body is None:
            continue
        if s.type == "document":
            documents[s.id] = document_from(s)
            bodies[s.id] = s.body
        elif s.type == "text":
            t = s.meta
            texts[t["document"]] = Text(
                document=t["document"], extractor=t["extractor"], digest=t["digest"], text=s.body.decode("utf-8")
            )
        elif s.type == "reply":
            reply = reply_from(s)
            replies[reply.document] = (*replies.get(reply.document, ()), reply)
        elif s.type == "decision":
            d = msgspec.json.decode(s.body, type=Decision)
            decisions.append(msgspec.structs.replace(d, id=s.id, at=s.added))
        elif s.type == "brief":
            briefs.append(s)
        elif s.type == "intake":
            intake.append(s)
        elif s.type == "case_file":
            files[s.meta["name"]] = s.meta["digest"]
    known = {d.digest for d in documents.values()}
    return Library(
        documents=documents, bodies=bodies, texts={k: v for k, v in texts.items() if k in documents},
        decisions=in_force(decisions), briefs=tuple(briefs), replies=replies, intake=tuple(intake), root=root, recorded=True,
        unrecorded=_differences(case, files, known),
    )  # fmt: skip


def document_entry(document: Document, body: bytes) -> Entry:
    """The entry of a document: its bytes, and what is known of them."""
    meta = msgspec.to_builtins(msgspec.structs.replace(document, id="", added=None))
    return Entry(type="document", body=body, meta=meta, key=document.id)


def document_from(stored: Stored) -> Document:
    """The document of an entry, under the entry's id."""
    data: dict[str, Any] = dict(stored.meta or {})
    data["id"] = stored.id
    data["added"] = stored.added
    return msgspec.convert(data, Document)


def append_documents(record: Record, pairs: Sequence[tuple[Document, bytes]]) -> list[Receipt]:
    """Append documents in one group; what was there already is told by its receipt."""
    return record.append([document_entry(d, b) for d, b in pairs])


def append_texts(record: Record, texts: Iterable[Text]) -> list[Receipt]:
    """Append texts in one group."""
    return record.append(
        [
            Entry(type="text", body=t.text.encode("utf-8"), key=make_id("text", t.document, t.extractor),
                  meta={"document": t.document, "extractor": t.extractor, "digest": t.digest})
            for t in texts
        ]
    )  # fmt: skip


def reply_entry(reply: Reply) -> Entry:
    """The entry of a language model's answer; the same request again is known by its key."""
    meta = {k: v for k, v in msgspec.to_builtins(reply).items() if k != "answer"}
    return Entry(
        type="reply", body=reply.answer.encode("utf-8"), meta=meta, key=make_id("reply", reply.document, reply.request)
    )


def reply_from(stored: Stored) -> Reply:
    """The answer of an entry."""
    return msgspec.convert({**(stored.meta or {}), "answer": (stored.body or b"").decode("utf-8")}, Reply)


def case_file_entries(case: Case) -> list[Entry]:
    """The case's files as entries; unchanged ones are known by their key."""
    return [
        Entry(
            type="case_file",
            body=body,
            key=make_id("file", name, digest(body)),
            meta={"name": name, "digest": digest(body)},
        )
        for name, body in sorted(case.contents.items())
    ]


def report_paths(case: Case) -> list[Path]:
    """Files below the case's folder of reports, in order of name."""
    home = case.root / case.config.files.reports
    return sorted(p for p in home.rglob("*") if p.is_file() and not p.name.startswith(".")) if home.is_dir() else []


def _from_files(case: Case) -> Library:
    from truceline.app.intake import bring_in

    documents: dict[str, Document] = {}
    bodies: dict[str, bytes] = {}
    taken, _ = bring_in(case, [str(p) for p in report_paths(case)])
    for document, body in taken:
        documents[document.id] = document
        bodies[document.id] = body
    root = digest(canonical([case.files_digest(), sorted(documents)]))
    return Library(documents=documents, bodies=bodies, texts={}, root=root)


def _differences(case: Case, files: dict[str, str], known: set[str]) -> tuple[str, ...]:
    """Case files and reports that the record does not hold as they are. known: digests of recorded documents."""
    changed = [n for n, b in sorted(case.contents.items()) if files.get(n) != digest(b)]
    changed += [str(p.relative_to(case.root)) for p in report_paths(case) if digest(p.read_bytes()) not in known]
    return tuple(changed)


def decision_entry(decision: Decision) -> Entry:
    """The entry of a decision; its id and time are the entry's."""
    return Entry(type="decision", body=msgspec.json.encode(decision), meta={"word": decision.word, "by": decision.by})


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions that no later one took back."""
    all_ = tuple(decisions)
    undone = {d.undoes for d in all_ if d.undoes}
    return tuple(d for d in all_ if d.id not in undone and d.word != "undo")
