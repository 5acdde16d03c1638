"""The page of a brief: sections of sentences, tables and pictures, each figure with the ids it stands on.

A page says nothing about its looks; `html`, `markdown` and `json` write it as bytes.
"""

from __future__ import annotations

import msgspec


class Sentence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One sentence and the ids (claims, events, terms, documents) it stands on."""

    text: str
    refs: tuple[str, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph", omit_defaults=True):
    """Sentences in a row. lead: a word or two set before them in bold."""

    sentences: tuple[Sentence, ...]
    lead: str = ""


class Bullets(msgspec.Struct, frozen=True, tag="bullets", omit_defaults=True):
    """A list; each item is a paragraph."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a table. state: a state word of the contract, shown as a mark beside the words."""

    sentences: tuple[Sentence, ...]
    state: str = ""


class Table(msgspec.Struct, frozen=True, tag="table", omit_defaults=True):
    """Columns and rows; `widths` are shares of the line, in per cent."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    caption: str = ""


class Picture(msgspec.Struct, frozen=True, tag="picture", omit_defaults=True):
    """A drawing as SVG text, with words for who cannot see it."""

    svg: str
    alt: str
    caption: str = ""


Block = Paragraph | Bullets | Table | Picture


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    """A numbered part. anchor: its id within the page."""

    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    anchor: str = ""
    new_page: bool = False


class Citation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an id in the page stands for, one step from the sentence.

    words: the sentence or clause; ours: it is our own summary and never set in quotation marks. chain: who says it,
    origin first. title, address, published: of the document.
    """

    id: str
    kind: str
    words: str = ""
    ours: bool = True
    chain: tuple[str, ...] = ()
    title: str = ""
    address: str = ""
    published: str = ""
    grade: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole brief. head: label and value of the first lines (cut-off, basis, release ...). notices: what must be read
    first (a reconstruction; withheld items). withheld: how many items the release kept back."""

    schema: str = "brief/1"
    kind: str
    title: str
    subtitle: str = ""
    language: str = "en"
    head: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    withheld: int = 0
    footer: str = ""


def plain(text: str, *refs: str) -> Paragraph:
    """A paragraph of one sentence."""
    return Paragraph((Sentence(text, refs),))


def cell(text: str, *refs: str, state: str = "") -> Cell:
    """A cell of one sentence."""
    return Cell((Sentence(text, refs),), state)


def sentences(page: Page, *, annexes: bool = True) -> list[Sentence]:
    """All sentences of the page in reading order."""
    out: list[Sentence] = []
    for section in (*page.sections, *(page.annexes if annexes else ())):
        for block in section.blocks:
            if isinstance(block, Paragraph):
                out.extend(block.sentences)
            elif isinstance(block, Bullets):
                out.extend(s for p in block.items for s in p.sentences)
            elif isinstance(block, Table):
                out.extend(s for row in block.rows for c in row for s in c.sentences)
    return out


def words(page: Page) -> int:
    """Number of words of the main part, tables included."""
    return sum(len(s.text.split()) for s in sentences(page, annexes=False))


def numbering(page: Page) -> dict[str, int]:
    """Number of each cited id, by first appearance; ids of one sentence of one page share it; ids without a citation get
    none."""
    known = {c.id: same_source(c) for c in page.citations}
    out: dict[str, int] = {}
    numbers: dict[tuple[object, ...], int] = {}
    for sentence in sentences(page):
        for ref in sentence.refs:
            if ref in known and ref not in out:
                out[ref] = numbers.setdefault(known[ref], len(numbers) + 1)
    return out


def same_source(c: Citation) -> tuple[object, ...]:
    """What two citations of one number share: the sentence, its chain and where it was published."""
    return (c.words, c.chain, c.title, c.address, c.published) if c.words else (c.id,)


def sources_title(page: Page) -> str:
    """The head of the list of sources; where the sentences stand above, only whence they are."""
    bare = page.kind == "spot" and not any(c.words for c in page.citations if c.kind == "claim")
    return "Where the sentences above are from" if bare else "Sentences the figures stand on"


def sources(page: Page) -> list[tuple[int, Citation, tuple[str, ...]]]:
    """Number, citation and the ids that share it, in order of number."""
    numbers = numbering(page)
    by_id = {c.id: c for c in page.citations}
    ids: dict[int, list[str]] = {}
    for id, n in numbers.items():
        ids.setdefault(n, []).append(id)
    return [(n, by_id[found[0]], tuple(found)) for n, found in sorted(ids.items())]
