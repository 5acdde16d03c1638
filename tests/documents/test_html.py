"""HTML to text: plain pages lose nothing, news pages lose their frame, bombs are refused."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from truceline.documents.html import PLAIN, html_text
from truceline.documents.incoming import Incoming, Limits
from truceline.documents.read_text import head_of, take_in
from truceline.values.errors import DocumentError
from truceline.values.time import parse_instant

NEWS = """<!DOCTYPE html><html lang="en-GB"><head><title>Talks &amp; more</title><script>var a = 1;</script>
<meta property="article:published_time" content="2021-01-10T12:30:00+03:00"><meta property="og:site_name" content="A Daily">
<meta content="https://daily.example/1" property="og:url"></head><body><header><nav><a href="/">Home</a><a href="/w">World</a>
</nav></header><article><h1>Talks & more</h1>{body}</article><aside><p>Read also: {noise}</p></aside>
<footer><p>Copyright of the daily, all rights reserved, terms of use</p></footer></body></html>"""
SENTENCES = [f"In sentence number {i} the two delegations spoke about the line and about the road." for i in range(24)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_a_news_page_loses_its_frame_and_keeps_its_sentences() -> None:
    body = "".join(f"<p>{s}</p>" for s in SENTENCES)
    text, extractor = html_text(NEWS.format(body=body, noise="ten recipes"), "a", Limits())
    assert extractor.startswith("trafilatura/")
    assert all(s in text for s in SENTENCES)
    assert "recipes" not in text
    assert "all rights reserved" not in text
    assert "var a" not in text


def test_where_the_article_is_lost_the_plain_text_is_taken() -> None:
    rows = "".join(f"<div><span>{s}</span></div>" for s in SENTENCES)
    page = f"<html><body><nav><a href='/'>Home</a></nav><table><tr><td>{rows}</td></tr></table></body></html>"
    text, _ = html_text(page, "a", Limits())
    assert all(s in text for s in SENTENCES)


def test_a_plain_page_keeps_every_word_in_order() -> None:
    page = (
        "<h1>Report</h1><p><a id=1>One\n two</a><br>three</p><ul><li>four</li><li>five <b>six</b>seven</li></ul>"
        "<table><tr><th>place</th><th>n</th></tr><tr><td>Eight</td><td>9</td></tr></table>ten<p hidden>no</p>"
        "<style>no{}</style><pre>eleven  twelve</pre>"
    )
    text, extractor = html_text(page, "a", Limits())
    assert extractor == PLAIN
    assert text == "Report\nOne two\nthree\nfour\nfive sixseven\nplace | n\nEight | 9\nten\neleven twelve\n"


def test_the_head_tells_of_the_page() -> None:
    front = head_of(NEWS)
    assert (front.title, front.language, front.publisher) == ("Talks & more", "en", "A Daily")
    assert front.published is not None
    assert front.published.earliest == parse_instant("2021-01-10T12:30+03:00", zone=None)
    page = NEWS.format(body="<p>The two sides met on the road again.</p>" * 8, noise="x").encode()
    taken = take_in(Incoming(data=page, name="a.html"))
    assert taken.document.address == "https://daily.example/1"


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<div>" * 5000 + "deep", "too deep"),
        ("<div>" * 390_000, "too deep|no text"),
        ("<b>x" * 500_000, "too many tags"),
        ("<html><body><script>x</script></body></html>", "no text"),
        ("<html></html>", "no text"),
    ],
)
def test_bombs_are_refused_quickly(page: str, why: str) -> None:
    start = time.process_time()
    with pytest.raises(DocumentError, match=why):
        html_text(page, "bomb.html", Limits())
    assert time.process_time() - start < 5


def test_bombs_of_entities_and_attributes_do_no_harm() -> None:
    lol = (
        "<!DOCTYPE x [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY a{i} '{'&a;' * 10}'>" for i in range(50))
        + "]><p>&a9; words</p>"
    )
    text, _ = html_text(lol, "a", Limits())
    assert len(text) < 5000
    wide = "<p " + " ".join(f"a{i}='x'" for i in range(50_000)) + ">words</p>"
    with pytest.raises(DocumentError, match="attributes"):
        html_text(wide, "a", Limits())
    assert html_text(f"<p>words<img src='{'x=' * 9000}'></p>".replace("x=", "xy"), "a", Limits())[0] == "words\n"
    with pytest.raises(DocumentError, match="too big"):
        take_in(Incoming(data=b"<p>" + b"x" * 2000, name="a.html"), limits=Limits(html_bytes=1000))


@pytest.mark.evaldata
def test_monitors_reports_lose_nothing(evaldata: Path) -> None:
    paths = sorted((evaldata / "minsk" / "reports").glob("*.html"))
    assert len(paths) == 126
    for path in paths:
        data = path.read_bytes()
        taken = take_in(Incoming(data=data, name=path.name))
        assert taken.text is not None
        shown = words(re.sub(r"&\w+;|&#\d+;", " ", re.sub(r"</?[A-Za-z][^>]*>", " ", data.decode("utf-8"))))
        kept = words(taken.text.text)
        assert "".join(kept) == "".join(shown), path.name
