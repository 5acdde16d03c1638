"""Bytes to documents and texts: nothing is changed but line ends and front matter; bad input is named."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.documents.document import document_id
from truceline.documents.incoming import Front, Incoming, Limits
from truceline.documents.read_text import guess_language, read_text, take_in
from truceline.values.canonical import digest
from truceline.values.errors import DocumentError
from truceline.values.time import parse_instant

NOW = parse_instant("2021-01-12T00:00+00:00", zone=None)


def incoming(data: bytes, name: str = "a.txt", **front: object) -> Incoming:
    return Incoming(data=data, name=name, front=Front(**front))  # type: ignore[arg-type]


def text_of(data: bytes, name: str = "a.txt", **front: object) -> str:
    taken = take_in(incoming(data, name, **front), now=NOW)
    assert taken.text is not None
    return taken.text.text


@given(st.text(st.characters(min_codepoint=32, blacklist_categories=["Cs", "Cc"]), min_size=1))
@settings(max_examples=50)
def test_text_is_kept_as_it_is(text: str) -> None:
    if text.strip() and not text.startswith(("---", "\ufeff")) and not text.lower().startswith("<"):
        assert text_of(text.encode()) == text


def test_only_line_ends_are_changed() -> None:
    assert text_of(b"one\r\ntwo\rthree\n\n  four \xc2\xa0five\t\n") == "one\ntwo\nthree\n\n  four \u00a0five\t\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_marks_of_byte_order_decide(encoding: str) -> None:
    assert text_of("Ağdam, Շուշի, Шуша".encode(encoding)) == "Ağdam, Շուշի, Шуша"


def test_other_encodings_only_where_they_are_said() -> None:
    data = "Шуша и Лачин".encode("cp1251")
    with pytest.raises(DocumentError) as e:
        text_of(data)
    assert "Шуша" in str(e.value), "the message shows what it would read"
    assert text_of(data, charset="cp1251") == "Шуша и Лачин"
    page = b"<html><head><meta charset=windows-1251></head><body><p>" + data + b"</p></body></html>"
    assert text_of(page, "a.html") == "Шуша и Лачин\n"
    assert text_of("caf\xe9 \x93q\x94".encode("latin-1"), charset="iso-8859-1") == "café “q”"
    with pytest.raises(DocumentError, match="not known"):
        text_of(data, charset="utf-7-bis")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "no text"),
        (b"%PDF-1.7 ...", "not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not text"),
        (b"PK\x03\x04" + b"x" * 50, "not text"),
        (b"text\x00with zeros", "not text"),
        (bytes(range(1, 32)) * 20, "not text"),
        (b"fine until \xff\xfe here", "not utf-8"),
        ("no mark".encode("utf-16-le"), "not text"),
        (b"---\npublisher: A\n---\n   \n", "no text after"),
    ],
)
def test_bad_bytes_are_named(data: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=why) as e:
        take_in(incoming(data, "some/file.txt"), now=NOW)
    assert e.value.where.startswith("some/file.txt")
    assert e.value.expected


def test_the_limit_of_size_is_told() -> None:
    with pytest.raises(DocumentError, match="too big") as e:
        take_in(incoming(b"x" * 101), limits=Limits(bytes=100))
    assert "100 bytes" in str(e.value)


def test_a_future_document_is_refused() -> None:
    data = b"---\npublished: 2031-01-10\n---\nText\n"
    with pytest.raises(DocumentError, match="future"):
        take_in(incoming(data, "a.md"), zone="Asia/Baku", now=NOW)
    take_in(incoming(data, "a.md"), zone="Asia/Baku", now=None)


def test_a_misspelt_key_is_one_clear_error() -> None:
    with pytest.raises(DocumentError) as e:
        take_in(incoming(b"---\npublihser: A\n---\nText\n", "r/a.md"), now=NOW)
    assert e.value.where == "r/a.md:2:12"
    assert "did you mean 'publisher'" in e.value.do


def test_flags_win_over_front_matter_over_the_source() -> None:
    data = b"---\npublisher: File\ntitle: T\n---\nText\n"
    made = take_in(
        incoming(data, "a.md", publisher="Source", address="https://x.example/a#b"), given=Front(title="Flag")
    )
    d = made.document
    assert (d.publisher, d.title, d.address) == ("File", "Flag", "https://x.example/a#b")
    assert d.id == document_id("page", digest(data), "File", "https://x.example/a")
    assert d.release == "internal"
    abstract = take_in(incoming(b"---\nkind: abstract\n---\nText\n", "a.md")).document
    assert (abstract.kind, abstract.release) == ("abstract", "public")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/me/case/reports/a.txt", "a.txt"),
        ("C:\\me\\a.txt", "a.txt"),
        ("https://x.example/a/b", "https://x.example/a/b"),
        ("-", "-"),
    ],
)
def test_a_document_does_not_tell_where_it_lay(path: str, name: str) -> None:
    assert take_in(incoming(b"text", path)).document.name == name


def test_known_documents_are_not_read_again() -> None:
    one = incoming(b"<p>text</p>", "a.html")
    assert take_in(one, known=lambda id: True).text is None
    assert take_in(one, known=lambda id: False).text is not None


def test_the_text_can_be_made_again_from_the_bytes() -> None:
    for one in (
        incoming(b"---\npublisher: A\nkind: abstract\n---\nText\r\n", "a.md"),
        incoming("Шуша".encode("cp1251"), charset="cp1251"),
        incoming(b"a,b\r\n1,2\r\n", "t.csv"),
        incoming(b"<div>one<p>two</div>", "a.htm"),
    ):
        taken = take_in(one)
        assert taken.text is not None
        again = read_text(taken.document, one.data)
        assert again == taken.text


def test_tables_are_known_by_their_name() -> None:
    taken = take_in(incoming(b"a;b\r\n1;2\r\n", "t.csv"))
    assert taken.text is not None
    assert (taken.document.kind, taken.document.seen, taken.text.extractor) == ("table", "data", "table/1")
    assert taken.text.text == "a;b\n1;2\n"
    with pytest.raises(DocumentError, match="not CSV"):
        take_in(incoming(b"text", "a.txt"), given=Front(kind="table"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The sides met.", "en"),
        ("Стороны встретились сегодня.", "ru"),
        ("Сторони зустрілися сьогодні, її слова", "uk"),
        ("Կողմերը հանդիպեցին", "hy"),
        ("Tərəflər görüşdülər, əməkdaşlıq", "az"),
        ("მხარეები შეხვდნენ", "ka"),
    ],
)
def test_language_by_script_unless_stated(text: str, language: str) -> None:
    assert guess_language(text) == language
    assert take_in(incoming(text.encode())).document.language == language
    assert take_in(incoming(text.encode(), language="de")).document.language == "de"


def test_reading_is_fast() -> None:
    data = b"A sentence of a report. " * 200
    start = time.process_time()
    for i in range(200):
        take_in(incoming(data + str(i).encode()), zone="Asia/Baku", now=NOW)
    assert time.process_time() - start < 1.0
