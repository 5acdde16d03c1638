"""A page's three forms: the same sentences, numbered by first appearance, quotations only where the words are theirs."""

from __future__ import annotations

import json

from truceline.briefs import html, jsonform, markdown
from truceline.briefs.page import (
    Bullets,
    Citation,
    Page,
    Paragraph,
    Picture,
    Section,
    Sentence,
    Table,
    cell,
    numbering,
    plain,
    words,
)


def page() -> Page:
    return Page(
        kind="meeting", title="Two <states>", head=(("Cut-off", "now"),), notices=("A reconstruction.",),
        sections=(
            Section("1", "One", (plain("First.", "claim-b"), Bullets((Paragraph((Sentence("Second.", ("claim-a", "nothing")),)),)))),
            Section("2", "Two", (Table(("a", "b"), ((cell("Third & more", "claim-b", state="met"), cell("x | y")),)),)),
        ),
        annexes=(Section("A", "Drawing", (Picture("<svg><path/></svg>", "a drawing"),)),),
        citations=(
            Citation(id="claim-a", kind="claim", words="Ours.", ours=True, chain=("X", "Y")),
            Citation(id="claim-b", kind="claim", words="Theirs.", ours=False),
            Citation(id="claim-c", kind="claim", words="Not cited."),
        ),
        footer="end",
    )  # fmt: skip


def test_numbers_follow_first_appearance_and_skip_what_is_not_cited() -> None:
    assert numbering(page()) == {"claim-b": 1, "claim-a": 2}


def test_html_is_self_contained_and_escapes() -> None:
    text = html.render(page()).decode()
    assert "Two &lt;states&gt;" in text
    assert "<svg><path/></svg>" in text
    assert 'href="#src-1"' in text
    assert 'id="src-1"' in text
    assert "http" not in text
    assert "<script" not in text
    assert "“Theirs.”" in text
    assert "“Ours.”" not in text
    assert "Not cited" not in text


def test_markdown_keeps_tables_whole_and_json_has_its_schema() -> None:
    text = markdown.render(page()).decode()
    assert "| **met** Third & more [1] | x \\| y |" in text
    data = json.loads(jsonform.render(page()))
    assert data["schema"] == "brief/1"
    assert all(b.get("type") != "picture" for s in data["annexes"] for b in s.get("blocks", ()))


def test_words_counts_the_main_part_only() -> None:
    assert words(page()) == 8
