"""The audience as plain sentences, each with its controls: ticked, it counts; unticked, what stands in it is kept.

Not here: the words in which an audience is told (sentences.py), and its rules (appeals).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, Count, When

from smallfavor.appeals.rules.draft import CONSENTS, DEVICES, LISTS, REFERRERS, WEEKS_KEPT, Audience, Reading
from smallfavor.appeals.rules.groups import GROUPS
from smallfavor.desk.pleas.audience_fields import ArticlesField, CountriesField, TopicsField, WordsField
from smallfavor.desk.pleas.reader_words import (
    CONSENT_WORDS,
    COUNTRIES,
    DEVICE_WORDS,
    PRESET_CHOICES,
    PRESETS,
    REFERRER_WORDS,
)
from smallfavor.publication.models import ArticleTopic, Section

TOPICS_OFFERED = 60
SPARE_ROWS = 2
ROWS_MAX = 12
READERS, PAGES, NEVER = "readers", "pages", "never"
_ROW = ("min", "max", "weeks", "where")


@dataclass(frozen=True)
class Filter:
    """One sentence: the words before its controls, and the fields in it. Without fields, the tick says it all.

    `hint` stands in place of the controls while it is not ticked.
    """

    key: str
    group: str
    lead: str
    fields: tuple[str, ...] = ()
    help: str = ""
    hint: str = ""


FILTERS = (
    Filter("kind", READERS, "are", ("kind",), hint="first-time, returning or regular readers"),
    Filter("countries", READERS, "are in", ("countries",), "Names, as Latvia, the European Union",
           hint="a country or a group of them"),
    Filter("languages", READERS, "read in", ("languages",), hint="a language"),
    Filter("devices", READERS, "are on", ("devices",), hint="phones, tablets or computers"),
    Filter("referrers", READERS, "came from", ("referrers",), hint="a search engine, a mail, another site"),
    Filter("signed_in", READERS, "are", ("signed_in",), "As the page says of its reader",
           hint="signed in on the site, or not"),
    Filter("left_form", READERS, "went to the form in the last 14 days and did not give"),
    Filter("segments", READERS, "belong to the groups", ("segments",), "As the page names them, with commas",
           hint="that the page names"),
    Filter("consent", READERS, "about being counted:", ("consent",), hint="agreed, refused, not asked yet"),
    Filter("sections", PAGES, "in the sections", ("sections",)),
    Filter("topics", PAGES, "on the topics", ("topics",), "With commas: port, courts"),
    Filter("articles", PAGES, "on these very articles", ("articles",), "Their addresses, one a line"),
    Filter("gentle", PAGES, "marked as sensitive, too (grief, violence): this plea is gentle enough"),
    Filter("not_sections", NEVER, "in the sections", ("not_sections",)),
    Filter("not_topics", NEVER, "on the topics", ("not_topics",), "With commas: grief, war"),
    Filter("not_articles", NEVER, "on these articles", ("not_articles",), "Their addresses, one a line"),
    Filter("not_countries", NEVER, "to readers in", ("not_countries",), "Names, as Latvia, the European Union"),
    Filter("not_segments", NEVER, "to readers of the groups", ("not_segments",), "As the page names them, with commas"),
)  # fmt: skip


def section_choices() -> list[tuple[str, str]]:
    """Each section once, by its title in the paper's own language: those of other editions have the same slug."""
    found: dict[str, str] = {}
    own_first = Case(When(language=settings.LANGUAGE_CODE, then=0), default=1)
    for slug, title in Section.objects.live().order_by(own_first, "path").values_list("slug", "title"):
        found.setdefault(slug, title)
    return list(found.items())


def topic_choices() -> list[tuple[str, str]]:
    """The paper's own topics, those with most articles first; as many as can be looked through."""
    rows = ArticleTopic.objects.values_list("tag__slug", "tag__name").annotate(times=Count("pk"))
    return [(slug, name) for slug, name, _times in rows.order_by("-times", "tag__name")[:TOPICS_OFFERED]]


def _ticks(choices: Mapping[str, str] | list[tuple[str, str]], label: str) -> forms.MultipleChoiceField:
    pairs = list(choices.items()) if isinstance(choices, Mapping) else choices
    return forms.MultipleChoiceField(choices=pairs, required=False, widget=forms.CheckboxSelectMultiple, label=label)


class AudienceForm(forms.Form):
    """All filters of an audience. `audience()` is what is meant; a field that can't be read leaves what was before."""

    use = forms.MultipleChoiceField(required=False)
    kind = forms.ChoiceField(choices=PRESET_CHOICES, required=False, label="How often they read")
    countries = CountriesField(label="Countries")
    languages = _ticks([(code, str(name)) for code, name in settings.LANGUAGES], "Languages")
    devices = _ticks({each: DEVICE_WORDS[each] for each in DEVICES}, "Devices")
    referrers = _ticks({each: REFERRER_WORDS[each] for each in REFERRERS}, "Where they came from")
    signed_in = forms.ChoiceField(
        choices=(("yes", "signed in"), ("no", "not signed in")), required=False, label="Signed in or not"
    )
    segments = WordsField(label="Groups of readers")
    consent = _ticks({each: CONSENT_WORDS[each] for each in CONSENTS}, "Consent")
    sections = _ticks([], "Sections")
    topics = TopicsField(label="Topics")
    articles = ArticlesField(label="Articles")
    not_sections = _ticks([], "Sections left out")
    not_topics = TopicsField(label="Topics left out")
    not_articles = ArticlesField(label="Articles left out")
    not_countries = CountriesField(label="Countries left out")
    not_segments = WordsField(label="Groups of readers left out")

    def __init__(self, data: Any = None, *, audience: Audience, gentle: bool = False, prefix: str = "who") -> None:
        self.basis, self.was_gentle = audience, gentle
        self.section_names, self.topic_names = dict(section_choices()), dict(topic_choices())
        self.rules = _rows_of(audience)
        initial = _initial(audience, self.rules)
        initial["use"] = [*_used(audience, gentle), *(f"reading{number}" for number in range(len(self.rules)))]
        super().__init__(data, initial=initial, prefix=prefix)
        self.rows = _rows_posted(data, prefix) if data is not None else len(self.rules) + SPARE_ROWS
        for number in range(self.rows):
            self._add_row(number)
        self.filters = [FILTERS[0], *self._row_filters(), *FILTERS[1:]]
        self._choices("use").choices = [(each.key, each.lead) for each in self.filters]
        for name in ("sections", "not_sections"):
            gone = [slug for slug in getattr(audience, name) if slug not in self.section_names]
            self._choices(name).choices = [*self.section_names.items(), *((slug, slug) for slug in gone)]
        for name in ("topics", "not_topics"):
            self.fields[name].names = self.topic_names  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs["aria-label"] = field.label or name

    def _choices(self, name: str) -> forms.MultipleChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 (for the type checker)
        return field

    def _add_row(self, number: int) -> None:
        bound: dict[str, Any] = {"min_value": 0, "max_value": 999, "required": False}
        known = [*((f"s:{slug}", f"in {title}") for slug, title in self.section_names.items()),
                 *((f"t:{slug}", f"on {name}") for slug, name in self.topic_names.items())]  # fmt: skip
        own = [rule.counted for rule in self.basis.reading if rule.counted not in {"", *dict(known)}]
        places = [("", "in the whole paper"), *known, *((each, f"in {each[2:]}") for each in own)]
        self.fields |= {
            f"min{number}": forms.IntegerField(label="At least this many articles", **bound),
            f"max{number}": forms.IntegerField(label="At most this many articles", **bound),
            f"weeks{number}": forms.IntegerField(
                label="In the last this many weeks", min_value=1, max_value=WEEKS_KEPT, required=False, initial=4
            ),
            f"where{number}": forms.ChoiceField(label="Where", choices=places, required=False),
        }

    def _row_filters(self) -> list[Filter]:
        return [
            Filter(
                f"reading{number}", READERS, "have also read" if number else "have read",
                tuple(f"{name}{number}" for name in _ROW), hint="so many articles in so many weeks",
            )
            for number in range(self.rows)
        ]  # fmt: skip

    # --- what the template shows ---

    def sentences(self) -> Iterator[dict[str, Any]]:
        """Every filter with its bound fields; the spare rows of reading last among their like."""
        used = set(self["use"].value() or ())
        for each in self.filters:
            fields = [self[name] for name in each.fields]
            errors = [error for field in fields for error in field.errors]
            yield {
                "key": each.key, "group": each.group, "lead": each.lead, "help": each.help, "hint": each.hint,
                "fields": fields, "is_used": each.key in used, "errors": errors,
                "is_reading": each.key.startswith("reading"), "adds": self._offered(each.key),
                "id": f"{self.prefix}-use-{each.key}",
            }  # fmt: skip

    def groups(self) -> list[dict[str, Any]]:
        """The three beginnings, each with the sentences that are ticked and the others."""
        sentences = list(self.sentences())
        titles = {READERS: "Ask readers who …", PAGES: "… on pages …", NEVER: "Never …"}
        return [
            {
                "key": group, "title": title,
                "used": [each for each in sentences if each["group"] == group and each["is_used"]],
                "others": [each for each in sentences if each["group"] == group and not each["is_used"]],
            }
            for group, title in titles.items()
        ]  # fmt: skip

    def _offered(self, key: str) -> list[str]:
        """Names that can be put into the field with one click."""
        if key in ("countries", "not_countries"):
            return [name for name, _members in GROUPS.values()] + sorted(COUNTRIES.values())
        return list(self.topic_names.values()) if key in ("topics", "not_topics") else []

    # --- what is meant ---

    def clean(self) -> dict[str, Any]:
        """Of what is not ticked no fault counts; what is ticked must say something."""
        given = super().clean() or {}
        used = set(given.get("use", ()))
        for each in self.filters:
            for name in each.fields:
                if each.key not in used:
                    self.errors.pop(name, None)
            if each.key not in used or any(name in self.errors for name in each.fields):
                continue
            if each.key.startswith("reading"):
                self._clean_row(each.key.removeprefix("reading"), given)
            elif each.fields and not given.get(each.fields[0]):
                self.add_error(each.fields[0], "Say which, or untick this sentence.")
        return given

    def _clean_row(self, number: str, given: Mapping[str, Any]) -> None:
        least, most = given.get(f"min{number}"), given.get(f"max{number}")
        if least is None and most is None:
            self.add_error(f"min{number}", "Say how many articles, or untick this sentence.")
        elif least is not None and most is not None and least > most:
            self.add_error(f"max{number}", "At most can’t be less than at least.")
        if not given.get(f"weeks{number}"):
            self.add_error(f"weeks{number}", "Say in how many weeks.")

    def _is_used(self, key: str) -> bool:
        return key in self.cleaned_data.get("use", ())

    def gentle(self) -> bool:
        return self._is_used("gentle")

    def audience(self) -> Audience:
        """Call it after is_valid."""
        lists = {name: self._list(name) for name in LISTS}
        signed_in = self.cleaned_data.get("signed_in") if self._is_used("signed_in") else ""
        return Audience(
            **lists,
            reading=self._reading(),
            signed_in={"yes": True, "no": False}.get(str(signed_in)),
            left_form=self._is_used("left_form"),
        )

    def _list(self, name: str) -> tuple[str, ...]:
        if name not in self.fields:
            return tuple(getattr(self.basis, name))
        if not self._is_used(name):
            return ()
        return tuple(self.cleaned_data.get(name, getattr(self.basis, name)))

    def _reading(self) -> tuple[Reading, ...]:
        """In the order in which they were before, the new ones after them."""
        found = [PRESETS[self.cleaned_data["kind"]]] if self._is_used("kind") and self.cleaned_data.get("kind") else []
        for number in range(self.rows):
            if not self._is_used(f"reading{number}"):
                continue
            given = {name: self.cleaned_data.get(f"{name}{number}") for name in _ROW}
            if any(f"{name}{number}" in self.errors for name in _ROW):
                found += self.rules[number : number + 1]
                continue
            kind, _colon, where = str(given["where"] or "").partition(":")
            named = {"section": where} if kind == "s" else {"topic": where} if kind == "t" else {}
            found.append(Reading(given["weeks"] or WEEKS_KEPT, given["min"], given["max"], **named))
        order = {rule: number for number, rule in enumerate(self.basis.reading)}
        return tuple(sorted(dict.fromkeys(found), key=lambda rule: order.get(rule, len(order))))


def _preset(audience: Audience) -> str:
    """The first preset among the rules of reading; the others are shown as rules."""
    return next((name for rule in audience.reading for name, preset in PRESETS.items() if rule == preset), "")


def _rows_of(audience: Audience) -> list[Reading]:
    named = PRESETS.get(_preset(audience))
    return [rule for rule in audience.reading if rule != named]


def _rows_posted(data: Mapping[str, Any], prefix: str) -> int:
    numbers = [int(found[1]) for name in data if (found := re.fullmatch(rf"{prefix}-weeks(\d{{1,2}})", name))]
    return min(max(numbers, default=-1) + 1, ROWS_MAX)


def _initial(audience: Audience, rules: list[Reading]) -> dict[str, Any]:
    initial: dict[str, Any] = {name: list(getattr(audience, name)) for name in LISTS}
    initial["kind"] = _preset(audience) or "first-time"
    initial["signed_in"] = "no" if audience.signed_in is False else "yes"
    for number, rule in enumerate(rules):
        row = {"min": rule.min, "max": rule.max, "weeks": rule.weeks, "where": rule.counted}
        initial |= {f"{name}{number}": value for name, value in row.items()}
    return initial


def _used(audience: Audience, gentle: bool) -> list[str]:
    used = [name for name in LISTS if getattr(audience, name)]
    if _preset(audience):
        used.append("kind")
    if audience.signed_in is not None:
        used.append("signed_in")
    if audience.left_form:
        used.append("left_form")
    return [*used, "gentle"] if gentle else used
