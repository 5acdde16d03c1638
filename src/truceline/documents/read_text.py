"""Bytes to Document and Text: pure functions; nothing is opened here."""

from __future__ import annotations

import html as _entities
import re
from collections.abc import Callable
from typing import Literal

import msgspec

from truceline.documents.document import Document, Text, document_id
from truceline.documents.encoding import declared_charset, decode
from truceline.documents.front import future, parse_when, split_front
from truceline.documents.incoming import Front, Incoming, Limits
from truceline.values.canonical import digest
from truceline.values.errors import CaseFileError, DocumentError, InputError

PLAIN_TEXT = "text/1"
MARKDOWN = "markdown/1"
TABLE = "table/1"
_SUFFIX = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
TABLES = ("text/csv", "text/tab-separated-values")
_HTML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|p|div|article|h1)\b", re.I)
_HEAD = {
    "title": re.compile(r"<title[^>]*>([^<]{1,500})</title>", re.I),
    "language": re.compile(r"<html[^>]{0,300}?\slang\s*=\s*[\"']([A-Za-z]{2,3})", re.I),
}
_META = re.compile(r"<meta\s[^>]{1,600}>", re.I)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_LETTERS = {"hy": re.compile(r"[Ա-Ֆա-ֆ]"), "ka": re.compile(r"[ა-ჰ]"), "ru": re.compile(r"[А-Яа-яЁё]")}
_LETTER = re.compile(r"[^\W\d_]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_AZERBAIJANI = re.compile(r"[əƏ]")


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A document, and its text as read; text is None where the document was known already and not read again."""

    document: Document
    text: Text | None


def media_of(name: str, data: bytes = b"") -> str:
    """MIME type by the name's ending, else by the first bytes; text/plain where nothing tells."""
    dot = name.rfind(".")
    found = _SUFFIX.get(name[dot:].lower()) if dot > 0 else None
    if found:
        return found
    return "text/html" if _HTML_START.match(data[:1000]) else "text/plain"


def take_in(
    incoming: Incoming,
    *,
    given: Front | None = None,
    zone: str | None = None,
    now: int | None = None,
    limits: Limits | None = None,
    known: Callable[[str], bool] | None = None,
) -> Taken:
    """The document and its text.

    given: flags, which win over front matter, which wins over what the source or the page says. zone: for dates
    without one. now: microseconds of UTC; a later time of publication is refused. known: whether a document id was
    already added; then its text is not read again. Raises DocumentError or CaseFileError (front matter).
    """
    cap = limits or Limits()
    _refuse_size(len(incoming.data), incoming.name, cap.bytes)
    media = incoming.media or media_of(incoming.name, incoming.data)
    front = (given or Front()).over(incoming.front)
    page = media in ("text/html", "application/xhtml+xml")
    if page:
        _refuse_size(len(incoming.data), incoming.name, cap.html_bytes)
    charset = front.charset or (declared_charset(incoming.data) if page else None)
    raw = decode(incoming.data, incoming.name, charset)
    body = raw
    if page:
        front = front.over(head_of(raw))
    elif media not in TABLES:
        try:
            own, body = split_front(raw, incoming.name, zone=zone)
        except CaseFileError as e:
            raise _all_in_one(e, incoming.name) from e
        front = (given or Front()).over(own.over(incoming.front))
    document = _document(incoming, front, media, now)
    if known is not None and known(document.id):
        return Taken(document=document, text=None)
    return _with_text(document, body, incoming.name, front, cap)


def _with_text(document: Document, body: str, name: str, front: Front, limits: Limits) -> Taken:
    extractor = {"text/markdown": MARKDOWN}.get(document.media, PLAIN_TEXT)
    if document.kind == "table":
        extractor = TABLE
    elif document.media == "text/html":
        from truceline.documents.html import html_text

        body, extractor = html_text(body, name, limits)
    if not body.strip():
        raise DocumentError("the document holds no text after its front matter", where=name, expected="text")
    if front.language is None and document.kind != "table":
        document = msgspec.structs.replace(document, language=guess_language(body))
    text = Text(document=document.id, extractor=extractor, digest=digest(body.encode("utf-8", "replace")), text=body)
    return Taken(document=document, text=text)


def _document(incoming: Incoming, front: Front, media: str, now: int | None) -> Document:
    late = future(front.published, now) if now is not None else None
    if late is not None:
        raise DocumentError(late.what, where=incoming.name, expected=late.expected, got=late.got, do=late.do)
    kind: Literal["page", "abstract", "table"] = front.kind or ("table" if media in TABLES else "page")
    if kind == "table" and media not in TABLES:
        raise DocumentError("the table is not CSV", where=incoming.name, expected="text/csv", got=media)
    data_digest = digest(incoming.data)
    publisher, address = front.publisher or "", front.address or ""
    return Document(
        id=document_id(kind, data_digest, publisher, address),
        kind=kind,
        media="text/html" if media == "application/xhtml+xml" else media,
        digest=data_digest,
        name=short_name(incoming.name),
        title=front.title or "",
        publisher=publisher,
        source=front.source,
        address=address,
        published=front.published,
        retrieved=front.retrieved,
        language=front.language or "en",
        chain=front.chain or (),
        note=front.note or "",
        grade=front.grade or "",
        seen=front.seen or ("data" if kind == "table" else None),
        release=front.release or ("public" if kind == "abstract" else "internal"),
        mapping=front.mapping,
        charset=front.charset,
    )


def short_name(name: str) -> str:
    """A file's own name without its folders, which are nobody's business outside; an address as it is."""
    return name if "://" in name else re.split(r"[/\\]", name.rstrip("/\\"))[-1]


def read_text(document: Document, data: bytes, *, limits: Limits | None = None) -> Text:
    """The text of a document of the record from its bytes, read again: the same bytes give the same text."""
    incoming = Incoming(data=data, name=document.name or document.id, media=document.media)
    taken = take_in(incoming, given=Front(kind=document.kind, charset=document.charset), limits=limits)
    assert taken.text is not None
    return msgspec.structs.replace(taken.text, document=document.id)


def head_of(page: str) -> Front:
    """What the head of an HTML page says of it: title, language, publisher, address, time of publication."""
    head = page[:65536]
    out: dict[str, object] = {}
    for key, pattern in _HEAD.items():
        if found := pattern.search(head):
            out[key] = " ".join(_entities.unescape(found[1]).split())
    metas: dict[str, str] = {}
    for tag in _META.findall(head):
        pairs = {k.lower(): _entities.unescape(v[1:-1]) for k, v in _ATTRIBUTE.findall(tag)}
        name = (pairs.get("property") or pairs.get("name") or pairs.get("itemprop") or "").lower()
        if name and "content" in pairs:
            metas.setdefault(name, pairs["content"].strip())
    for key, name in (("publisher", "og:site_name"), ("address", "og:url")):
        if metas.get(name):
            out[key] = metas[name]
    for name in _PUBLISHED:
        if name in metas:
            try:
                out["published"] = parse_when(metas[name], zone=None)
            except InputError:
                continue
            break
    if "language" in out:
        out["language"] = str(out["language"]).lower()
    return Front(**out)  # type: ignore[arg-type]


def guess_language(text: str) -> str:
    """Language by script: Armenian, Georgian, Ukrainian, Russian (other Cyrillic counts as it), Azerbaijani by its
    schwa; English otherwise. A language that is stated wins over this."""
    sample = text[:10_000]
    if sample.isascii():
        return "en"
    counts = {lang: len(p.findall(sample)) for lang, p in _LETTERS.items()}
    best = max(counts, key=lambda k: counts[k])
    letters = len(_LETTER.findall(sample))
    if counts[best] * 2 > letters:
        return "uk" if best == "ru" and len(_UKRAINIAN.findall(sample)) * 50 > letters else best
    return "az" if len(_AZERBAIJANI.findall(sample)) * 50 > letters else "en"


def _refuse_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise too_big(name, limit, f"{size:,} bytes")


def too_big(name: str, limit: int, got: str) -> DocumentError:
    """The error for a document over the limit."""
    return DocumentError(
        "the document is too big",
        where=name,
        expected=f"at most {limit:,} bytes",
        got=got,
        do="split it, or raise the limit with --max-bytes",
    )


def _all_in_one(e: CaseFileError, name: str) -> DocumentError:
    """Several mistakes of one front matter as one error."""
    if len(e.problems) == 1:
        p = e.problems[0]
        return DocumentError(p.what, where=p.where, expected=p.expected, got=p.got, do=p.do)
    return DocumentError(
        f"{len(e.problems)} mistakes in the front matter",
        where=name,
        got="; ".join(f"{p.where}: {p.what}" for p in e.problems),
    )
