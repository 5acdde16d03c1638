"""A page as Markdown."""

from __future__ import annotations

from truceline.briefs.page import (
    Bullets,
    Cell,
    Page,
    Paragraph,
    Picture,
    Section,
    Sentence,
    Table,
    numbering,
    sources,
    sources_title,
)


def render(page: Page) -> bytes:
    """The page as Markdown in UTF-8; drawings are left out and their words kept."""
    numbers = numbering(page)
    out = [f"# {page.title}", ""]
    if page.subtitle:
        out += [page.subtitle, ""]
    for notice in page.notices:
        out += [f"> {notice}", ""]
    out += [f"- {label}: {value}" for label, value in page.head] + [""]
    for section in (*page.sections, *page.annexes):
        out += _section(section, numbers)
    cited = sources(page)
    if cited:
        out += [f"## S {sources_title(page)}", ""]
        for n, c, ids in cited:
            words = c.words if c.ours or not c.words else f"“{c.words}”"
            tail = ". ".join(x for x in (" → ".join(c.chain), c.published, c.address) if x)
            out.append(f"{n}. {f'{words} {tail}'.strip()} ({', '.join(f'`{i}`' for i in ids)})")
        out.append("")
    out.append(page.footer)
    return ("\n".join(out).rstrip() + "\n").encode("utf-8")


def _section(section: Section, numbers: dict[str, int]) -> list[str]:
    out = [f"## {section.number} {section.title}", ""]
    for block in section.blocks:
        if isinstance(block, Paragraph):
            out += [_paragraph(block, numbers), ""]
        elif isinstance(block, Bullets):
            out += [f"{'1.' if block.numbered else '-'} {_paragraph(i, numbers)}" for i in block.items] + [""]
        elif isinstance(block, Table):
            out += ["| " + " | ".join(block.columns) + " |", "|" + " --- |" * len(block.columns)]
            out += ["| " + " | ".join(_cell(c, numbers) for c in row) + " |" for row in block.rows] + [""]
        elif isinstance(block, Picture):
            out += [f"*{block.alt}* {block.caption}".rstrip(), ""]
    return out


def _paragraph(p: Paragraph, numbers: dict[str, int]) -> str:
    return (f"**{p.lead}** " if p.lead else "") + _run(p.sentences, numbers)


def _cell(c: Cell, numbers: dict[str, int]) -> str:
    mark = f"**{c.state.replace('_', ' ')}** " if c.state else ""
    return (mark + _run(c.sentences, numbers)).replace("|", "\\|").replace("\n", " ")


def _run(sentences: tuple[Sentence, ...], numbers: dict[str, int]) -> str:
    parts = []
    for s in sentences:
        marks = sorted({numbers[r] for r in s.refs if r in numbers})
        parts.append(s.text + (f" [{', '.join(map(str, marks))}]" if marks else ""))
    return " ".join(parts)
