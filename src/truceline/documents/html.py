"""HTML to text: the article of a news page by trafilatura, every block of a plain page by our own walk.

Which one was used stands in `Text.extractor`. Our walk keeps all text that a browser would show, one block a line,
white space collapsed as a browser does. It is taken where the page has no frame around its text (fragments, reports,
pages printed by machines), and where trafilatura would lose a good part of the words.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import Any

from truceline.documents.incoming import Limits
from truceline.values.errors import DocumentError

PLAIN = "plain-html/1"
KEEP_SHARE = 0.5
_SKIP = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "button", "head"}
_FRAME = {"nav", "header", "footer", "aside", "form"}
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELL = {"td", "th"}
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_TAG = re.compile(r"<[A-Za-z!/?][^<>]*")
_LONG_TAG = 5_000
_MAX_ATTRIBUTES = 500


def html_text(page: str, name: str, limits: Limits) -> tuple[str, str]:
    """(text, extractor) of a page. Raises DocumentError for a page too big, too deep or without text."""
    root = _parse(page, name, limits)
    if not framed(root):
        return _some(plain_text(root), name), PLAIN
    article, tool = _article(page), _tool()
    if article is not None and len(article) >= KEEP_SHARE * _paragraph_length(root):
        return article, tool
    body, plain = plain_text(root, frame=False), plain_text(root)
    return _some(body if len(body) >= KEEP_SHARE * len(plain) else plain, name), PLAIN


def _some(text: str, name: str) -> str:
    if not text.strip():
        raise DocumentError("the page holds no text", where=name, expected="text between the tags", got="none")
    return text


@cache
def _tool() -> str:
    return f"trafilatura/{version('trafilatura')}"


def _parse(page: str, name: str, limits: Limits) -> Any:
    from lxml import etree, html

    tags = 0
    for tag in _TAG.finditer(page):
        tags += 1
        if tag.end() - tag.start() > _LONG_TAG and (n := page.count("=", tag.start(), tag.end())) > _MAX_ATTRIBUTES:
            raise DocumentError(
                "a tag has too many attributes", where=name, expected=f"at most {_MAX_ATTRIBUTES}", got=str(n)
            )
    if tags > limits.html_tags:
        raise DocumentError(
            "the page has too many tags", where=name, expected=f"at most {limits.html_tags}", got=str(tags)
        )
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as e:
        raise DocumentError("the page cannot be read as HTML", where=name, expected="HTML", got=str(e)) from e
    depth = _depth(root)
    if depth > limits.html_depth:
        raise DocumentError(
            "the page is nested too deep", where=name, expected=f"at most {limits.html_depth} levels", got=str(depth)
        )
    return root


def _depth(root: Any) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def framed(root: Any) -> bool:
    """Whether there is something around the text: navigation, header, footer, scripts of a site, many links."""
    if any(True for _ in root.iter(*_FRAME)):
        return True
    scripts = sum(1 for _ in root.iter("script"))
    linked = sum(len("".join(a.itertext())) for a in root.iter("a") if a.get("href"))
    return scripts > 0 or linked > 0.3 * max(1, sum(len(t) for t in root.itertext()))


def plain_text(root: Any, *, frame: bool = True) -> str:
    """The shown text, one block a line. frame: with navigation, headers, footers, asides and forms."""
    skip = _SKIP if frame else _SKIP | _FRAME
    blocks: list[str] = []
    run: list[str] = []

    def close() -> None:
        text = _SPACE.sub(" ", "".join(run)).strip(" ")
        if text:
            blocks.append(text)
        run.clear()

    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        node, opening = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if opening:
            hidden = tag in skip or not tag or node.get("hidden") is not None
            if tag in _BLOCK:
                close()
            stack.append((node, False))
            if not hidden:
                run.append(node.text or "")
                stack.extend((child, True) for child in reversed(node))
            continue
        if tag in _BLOCK:
            close()
        elif tag in _CELL:
            run.append(" | ")
        if node is not root:
            run.append(node.tail or "")
    close()
    return "\n".join(b.removesuffix(" |") for b in blocks) + "\n"


def _paragraph_length(root: Any) -> int:
    """Characters in paragraphs, items, cells and headings outside the frame: what an article should keep."""
    total = 0
    for node in root.iter("p", "li", "td", "blockquote", "h1", "h2", "h3"):
        if any(a.tag in _FRAME or a.tag in _SKIP for a in node.iterancestors()):
            continue
        text = _SPACE.sub(" ", "".join(node.itertext())).strip()
        links = sum(len("".join(a.itertext())) for a in node.iter("a") if a.get("href"))
        if len(text) > 60 and links < 0.5 * len(text):
            total += len(text)
    return total


def _article(page: str) -> str | None:
    import trafilatura

    found = trafilatura.extract(
        page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False, output_format="txt"
    )
    return found + "\n" if found else None
