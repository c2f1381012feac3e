"""Which of PostgreSQL's text search configurations reads a language.

Not here: the search itself (queries/related.py).
"""

CONFIGURATIONS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
}
PLAIN = "simple"


def configuration(language: str) -> str:
    """`ru` and `ru-latn` are read by `russian`; a language PostgreSQL does not know, word by word."""
    return CONFIGURATIONS.get(language.lower().split("-")[0], PLAIN)
