"""From a file's bytes to its text, or a refusal that says why. Not here: reading files (actions/read_saved_page.py)."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_SAMPLE_BYTES = 64 * 1024
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127, *range(0x80, 0xA0)])
_CONTROLS_MAX_SHARE = 0.002
_SINGLE_BYTE = ("cp1251", "cp1252", "koi8_r", "iso8859_2", "cp1250", "iso8859_5", "cp1257", "cp1253", "cp1254")
_WIDE = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")


class Unreadable(ValueError):
    """Raised for bytes that are no text in any encoding that papers use; the message is for the person."""


def decode(content: bytes) -> str:
    """The text of a saved page. By its mark, as UTF-8, as the page itself declares, else by its letters.

    Raises Unreadable.
    """
    if not content.strip():
        raise Unreadable("the file is empty")
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _checked(_decoded(content, encoding))
    if b"\0" in content[:_SAMPLE_BYTES]:
        raise Unreadable("the file is not text")
    for encoding in ("utf-8", _declared(content)):
        if encoding:
            try:
                return _checked(content.decode(encoding))
            except UnicodeDecodeError:
                continue
    return _checked(_by_letters(content))


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:_HEAD_BYTES])
    if not found:
        return ""
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return ""
    # A declared utf-8 has failed by now; codecs such as "hex" are no encodings of text.
    return name if name != "utf-8" and getattr(codecs.lookup(name), "_is_text_encoding", True) else ""


def _by_letters(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=[*_SINGLE_BYTE, *_WIDE]).best()
    if best is None:
        raise Unreadable("its encoding is not known")
    return _decoded(content, best.encoding)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not valid {error.encoding.upper()}") from error


def _checked(text: str) -> str:
    """Text without its stray control characters. Raises Unreadable where there are so many that it is none."""
    clean = text.translate(_CONTROLS)
    if len(text) - len(clean) > max(8, len(text) * _CONTROLS_MAX_SHARE):
        raise Unreadable("the file is not text")
    if not any(character.isalpha() for character in clean):
        raise Unreadable("there is not one letter in it")
    return clean
