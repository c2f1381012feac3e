"""Text in whatever encoding papers used comes out as it was; what is no text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.publication.rules.decoding import Unreadable, decode

RUSSIAN = (
    "Маяк на Северном молу зажгли в пятницу вечером — впервые за одиннадцать лет, под гудки четырёх буксиров. " * 3
)
GERMAN = "Der Leuchtturm auf der Nordmole brennt wieder, zum ersten Mal seit elf Jahren: die Schlepper grüßten. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8_r"])
def test_russian_is_read_in_the_encodings_it_was_written_in(encoding: str) -> None:
    text = RUSSIAN.replace("—", "-") if encoding == "koi8_r" else RUSSIAN
    assert decode(text.encode(encoding)) == text


def test_western_text_is_read_too() -> None:
    assert decode(GERMAN.encode("cp1252")) == GERMAN


def test_a_page_that_names_its_encoding_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Да.</body></html>'
    assert "Да." in decode(page.encode("cp1251"))


def test_a_declared_codec_that_is_no_encoding_is_not_run() -> None:
    page = b'<html><head><meta charset="hex"></head><body>' + "Маяк зажгли в пятницу вечером".encode("cp1251")
    assert "Маяк" in decode(page)


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n ", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\x14\0\0", bytes(range(1, 32)) * 40, b"%%% 123 ---"],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(content)


def test_a_torn_utf16_file_is_refused() -> None:
    with pytest.raises(Unreadable):
        decode("Маяк".encode("utf-16") + b"\x00")


@given(st.text(min_size=1).filter(lambda text: any(c.isalpha() for c in text) and not text.startswith("\ufeff")))
def test_utf8_survives_to_the_letter_but_for_control_characters(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except Unreadable:
        return
    assert decoded == "".join(c for c in text if c in "\t\n\r\x0c" or not (ord(c) < 32 or 127 <= ord(c) < 160))


@given(st.binary(max_size=500))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert decode(content)
    except Unreadable as reason:
        assert str(reason)
