"""In which of the paper's languages a text is, by its letters. Two languages of one script are not told apart."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

_SCRIPTS = {
    "ARABIC": ("ar", "fa", "ur"),
    "ARMENIAN": ("hy",),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"),
    "GEORGIAN": ("ka",),
    "GREEK": ("el",),
    "HANGUL": ("ko",),
    "HEBREW": ("he", "yi"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "CJK": ("zh", "zh-hans", "zh-hant", "ja"),
    "THAI": ("th",),
}
_SAMPLE = 4000  # characters


def language_of(text: str, *, stated: str, languages: Sequence[str]) -> str:
    """One of `languages` (the paper's, its own first): as the page states it, unless its letters say otherwise."""
    counted = Counter(_script(character) for character in text[:_SAMPLE] if character.isalpha())
    script = counted.most_common(1)[0][0] if counted else "LATIN"
    written = [code for code in languages if _written_in(code, script)] or list(languages)
    exact = [code for code in written if stated.lower() == code.lower()]
    alike = [code for code in written if stated and stated.lower().split("-")[0] == code.lower().split("-")[0]]
    return (exact or alike or written)[0]


def _script(character: str) -> str:
    return unicodedata.name(character, "LATIN").split(" ")[0]


def _written_in(code: str, script: str) -> bool:
    used = [name for name, codes in _SCRIPTS.items() if code.lower() in codes or code.lower().split("-")[0] in codes]
    return script in used if used else script == "LATIN"
