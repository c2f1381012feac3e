"""Pleas as a file: for another installation, for safe-keeping, for an editor's own tools. Pure.

A file holds words and settings, no people, no salts, no counts. Not here: what is done with them (actions/).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from smallfavor.appeals.rules.draft import INTERVALS, PLACEMENTS, UNITS, WEEKS_KEPT, AppealDraft, VariantDraft
from smallfavor.appeals.rules.json_places import line_of
from smallfavor.appeals.rules.strict_shape import Fault, Path, faults_of

FORMAT = "smallfavor pleas"
RELEASE = 1
PLEAS_MAX = 500
WORDING_SLUG_MAX = 40
_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
# What the database can hold, in characters; small whole numbers besides.
_LONGEST = {
    "slug": 60, "name": 120, "campaign": 60, "heading": 200, "signature": 200, "methods": 200, "note": 60,
    "design": 20, "accent": 7, "choice": 10,
}  # fmt: skip
_GREATEST = 32_767
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,6})?")
_LEAST = {"cap_views": 1, "cap_days": 1, "quiet_days": 1, "weeks": 1}
_MOST = {"holdback_percent": 90, "quiet_days": 365, "weeks": WEEKS_KEPT}
_CHOICES = {"placement": PLACEMENTS, "unit": UNITS, "interval": INTERVALS}


@dataclass(frozen=True)
class Trouble:
    """One reason why a file is refused: its line, the field as a path in words, and a sentence."""

    line: int
    field: str
    reason: str


class Unreadable(Exception):
    """Raised when a file is no file of pleas; every reason is in `troubles`."""

    def __init__(self, troubles: Iterable[Trouble]) -> None:
        self.troubles = list(troubles)
        super().__init__("; ".join(f"{each.line}: {each.field}: {each.reason}" for each in self.troubles))


def pleas_to_text(drafts: Iterable[AppealDraft]) -> str:
    """The file, readable and the same for the same drafts. Without salts: a reader's draw stays here."""
    pleas = []
    for draft in drafts:
        value = draft.to_json()
        del value["salt"]
        pleas.append(value)
    return json.dumps({"format": FORMAT, "release": RELEASE, "pleas": pleas}, ensure_ascii=False, indent=2) + "\n"


def pleas_from_text(text: str) -> list[AppealDraft]:
    """The drafts of a file, none of them with a salt. Raises Unreadable: all is right or nothing is taken."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}"
        raise Unreadable([Trouble(error.lineno, where, f"This is no JSON: {error.msg}.")]) from error
    except RecursionError as error:
        raise Unreadable([Trouble(1, "the file", "This is no file of pleas: it is too deep.")]) from error
    faults = list(_faults(value))
    if faults:
        raise Unreadable(Trouble(line_of(text, each.path), _in_words(each.path), each.reason) for each in faults)
    return [_draft(each) for each in value["pleas"]]


def _draft(plea: Any) -> AppealDraft:
    """What a file leaves out is as in a new plea."""
    plain = vars(VariantDraft(""))
    variants = [{**plain, **each} for each in plea.get("variants", ())]
    return AppealDraft.from_json({**plea, "variants": variants, "salt": ""})


def _faults(value: Any) -> Iterator[Fault]:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        yield Fault((), f"This is no file of pleas: “format” must be “{FORMAT}”.")
        return
    if value.get("release") != RELEASE:
        yield Fault(("release",), f"This release reads files of release {RELEASE} alone.")
        return
    pleas = value.get("pleas")
    if not isinstance(pleas, list) or not pleas:
        yield Fault(("pleas",), "There is no plea in this file.")
        return
    if len(pleas) > PLEAS_MAX:
        yield Fault(("pleas",), f"More than {PLEAS_MAX} pleas are too many for one file.")
        return
    for number, plea in enumerate(pleas):
        shaped = list(faults_of(plea, AppealDraft, ("pleas", number)))
        yield from shaped or _of_values(plea, ("pleas", number))
    slugs = [each.get("slug") if isinstance(each, dict) else None for each in pleas]
    times = Counter(each for each in slugs if isinstance(each, str))
    for number, slug in enumerate(slugs):
        if isinstance(slug, str) and times[slug] > 1 and slugs.index(slug) < number:
            yield Fault(("pleas", number, "slug"), f"“{slug}” stands in this file twice.")


def _of_values(plea: Any, path: Path) -> Iterator[Fault]:
    """What fits its type, and still can't be kept."""
    if "salt" in plea:
        yield Fault((*path, "salt"), "A file of pleas holds no salt.")
    yield from _of_fields(plea, path)
    draft = _draft(plea)
    if not draft.name.strip():
        yield Fault((*path, "name"), "A plea needs a name.")
    if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
        yield Fault((*path, "ends_at"), "The end must be later than the beginning.")
    if (draft.cap_views is None) != (draft.cap_days is None):
        yield Fault((*path, "cap_views"), "Both must be said: how many times, and within how many days.")
    if not draft.variants:
        yield Fault((*path, "variants"), "A plea needs a wording.")
    names = [each.slug for each in draft.variants]
    if len(set(names)) < len(names):
        yield Fault((*path, "variants"), "Two wordings have the same name.")


def _of_fields(value: Any, path: Path) -> Iterator[Fault]:
    """Lengths, bounds and choices, however deep the field stands. Lists of words are the audience's own affair."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _of_fields(each, (*path, number))
    if not isinstance(value, dict):
        return
    for key, each in value.items():
        here = (*path, key)
        if path[-1] == "texts" and not _LANGUAGE.fullmatch(key):
            yield Fault(here, "This is no language, such as “en”.")
        if isinstance(each, str):
            yield from _of_text(key, each, here)
        elif isinstance(each, int) and not isinstance(each, bool):
            least, most = _LEAST.get(key, 0), _MOST.get(key, _GREATEST)
            if not least <= each <= most:
                yield Fault(here, f"This must lie between {least} and {most}.")
        else:
            yield from _of_fields(each, here)


def _of_text(key: str, text: str, path: Path) -> Iterator[Fault]:
    if "\x00" in text:
        yield Fault(path, "A text can’t hold a null character.")
    if len(text) > _LONGEST.get(key, len(text)):
        yield Fault(path, f"At most {_LONGEST[key]} characters.")
    if key == "slug" and "variants" in path and len(text) > WORDING_SLUG_MAX:
        yield Fault(path, f"At most {WORDING_SLUG_MAX} characters.")
    if key == "slug" and not _SLUG.fullmatch(text):
        yield Fault(path, "An id is made of the letters a to z, digits, “-” and “_”.")
    if key in _CHOICES and text not in _CHOICES[key]:
        yield Fault(path, f"This must be one of: {', '.join(_CHOICES[key])}.")


def _in_words(path: Path) -> str:
    """("pleas", 0, "variants", 1, "share") as “plea 1, variants 2, share”."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            before = "plea" if words[-1] == "pleas" else words[-1]
            words[-1] = f"{before} {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words) or "the file"
