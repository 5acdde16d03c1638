"""Sources: every one passes the contract of the seam; a bad file among good ones is named and the rest is brought."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from truceline.documents.bring import bring, sources
from truceline.documents.incoming import Incoming, Limits, Refused
from truceline.documents.read_text import take_in
from truceline.documents.sources.stdin import StdinSource
from truceline.documents.sources.url import UrlSource
from truceline.values.errors import DocumentError, OutsideError, TruceError, UsageError


@pytest.mark.parametrize("name", sorted(sources()))
def test_the_seam(name: str) -> None:
    source = sources()[name]
    assert source.name == name
    methods = [m for m in dir(source) if not m.startswith("_") and callable(getattr(source, m))]
    assert set(methods) == {"handles", "bring"}
    handled = [w for w in ("-", "https://a.example/", "some/file.txt", ".") if source.handles(w)]
    assert len(handled) == 1, "each place has one source"


def test_the_four_sources_are_found() -> None:
    assert {"file", "folder", "stdin", "url"} <= set(sources())


def test_995_of_a_thousand(tmp_path: Path) -> None:
    for i in range(1000):
        (tmp_path / f"f{i:04d}.txt").write_text(f"Report {i}: the line was quiet.")
    bad = {"f0003.txt": b"", "f0100.txt": b"%PDF-1.4", "f0500.txt": b"\xff\xffx", "f0700.txt": b"a\x00b"}
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "f0900.txt").write_text("x" * 5000)
    good, named = 0, []
    for item in bring(str(tmp_path), limits=Limits(bytes=4000)):
        if isinstance(item, Refused):
            named.append(item.name)
            continue
        try:
            take_in(item)
            good += 1
        except TruceError as e:
            named.append(e.where)
    assert good == 995
    assert [Path(n.split(":")[0]).name for n in named] == [
        "f0003.txt",
        "f0100.txt",
        "f0500.txt",
        "f0700.txt",
        "f0900.txt",
    ]


def test_folders_go_deep_in_order_and_pass_over_hidden_files(tmp_path: Path) -> None:
    for name in ("b/two.md", "a/one.html", "a/c/three.csv", ".git/x.txt", "a/.hidden", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    (tmp_path / "loop").symlink_to(tmp_path)
    items = list(bring(str(tmp_path)))
    names = [Path(i.name).relative_to(tmp_path).as_posix() for i in items if isinstance(i, Incoming)]
    assert names == ["a/one.html", "a/c/three.csv", "b/two.md"]
    minor = [Path(i.name).name for i in items if isinstance(i, Refused) and i.minor]
    assert sorted(minor) == [".git", ".hidden", "Thumbs.db"]
    assert [i.media for i in items if isinstance(i, Incoming)] == ["text/html", "text/csv", "text/markdown"]


def test_a_big_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as f:
        f.truncate(200_000_000)
    (item,) = bring(str(path))
    assert isinstance(item, Refused)
    assert "200,000,000 bytes" in str(item.error)
    assert "--max-bytes" in item.error.do


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        list(bring(str(tmp_path / "none.txt")))
    with pytest.raises(UsageError, match="no such source"):
        list(bring("x", name="carrier pigeon"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (item,) = bring(str(tmp_path / "pipe"))
    assert isinstance(item, Refused)


def test_standard_input_up_to_the_limit() -> None:
    (item,) = StdinSource(io.BytesIO(b"<html><p>hello")).bring("-", limits=Limits(), now=None)
    assert isinstance(item, Incoming)
    assert item.media == "text/html"
    (item,) = StdinSource(io.BytesIO(b"x" * 50)).bring("-", limits=Limits(bytes=49), now=None)
    assert isinstance(item, Refused)


Handler = Callable[[httpx.Request], httpx.Response]


def fetch(handler: Handler, limits: Limits | None = None, where: str = "https://a.example/page") -> Incoming | Refused:
    source = UrlSource(httpx.MockTransport(handler))
    (item,) = source.bring(where, limits=limits or Limits(), now=7)
    return item


def test_an_address_is_fetched_with_what_it_declares() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/page":
            return httpx.Response(302, headers={"location": "/other"})
        return httpx.Response(
            200, content="Шуша".encode("cp1251"), headers={"content-type": "text/plain; charset=cp1251"}
        )

    item = fetch(handler)
    assert isinstance(item, Incoming)
    assert (item.front.address, item.front.retrieved, item.front.charset) == ("https://a.example/other", 7, "cp1251")
    taken = take_in(item)
    assert taken.text is not None
    assert taken.text.text == "Шуша"
    assert taken.document.retrieved == 7


def test_trouble_on_the_way_is_mapped() -> None:
    def refused(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow")

    for handler in (
        refused,
        slow,
        lambda r: httpx.Response(404),
        lambda r: httpx.Response(302, headers={"location": "/x"}),
    ):
        with pytest.raises(OutsideError) as e:
            fetch(handler)
        assert e.value.where == "https://a.example/page"
        assert e.value.exit_status == 4
    item = fetch(lambda r: httpx.Response(200, content=b"x" * 100), Limits(bytes=99))
    assert isinstance(item, Refused)
    item = fetch(lambda r: httpx.Response(200, content=b"x", headers={"content-type": "image/png"}))
    assert isinstance(item, Refused)
    with pytest.raises(DocumentError, match="not an address"):
        fetch(lambda r: httpx.Response(200), where="http://[::1")
