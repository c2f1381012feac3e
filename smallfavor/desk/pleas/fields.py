"""Form fields of the studio: times in the paper's zone, lists typed with commas, articles named by their address."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from smallfavor.core.paper import current_paper
from smallfavor.publication.models import Article

INPUT_FORMAT = "%Y-%m-%dT%H:%M"


class PaperTimeField(forms.DateTimeField):
    """A minute on the paper's own clock; cleaned to UTC."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=INPUT_FORMAT)
        super().__init__(widget=widget, input_formats=[INPUT_FORMAT], required=False, **options)

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            typed = datetime.strptime(str(value), INPUT_FORMAT)  # noqa: DTZ007 (the zone follows)
        except ValueError as error:
            raise ValidationError("This is no date and time.") from error
        return typed.replace(tzinfo=current_paper().zone).astimezone(UTC)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(current_paper().zone).strftime(INPUT_FORMAT)
        return value


class WordsField(forms.CharField):
    """Several words parted by commas or spaces; cleaned to a tuple, each once."""

    def __init__(self, *, upper: bool = False, **options: Any) -> None:
        self.upper = upper
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        text = str(super().clean(value))
        words = re.split(r"[\s,;]+", text.upper() if self.upper else text)
        return tuple(dict.fromkeys(word for word in words if word))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class ArticlesField(forms.CharField):
    """Articles by their addresses, one a line; cleaned to a tuple of ids as text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(_article_at(line) for line in str(super().clean(value)).split() if line)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        found = {
            str(each.pk): each.url for each in Article.objects.filter(pk__in=[pk for pk in value if pk.isdecimal()])
        }
        return "\n".join(found[pk] for pk in value if pk in found)


def _article_at(address: str) -> str:
    path = urlsplit(address).path.strip("/")
    slug = path.rpartition("/")[2]
    for article in Article.objects.filter(slug=slug):
        if article.url and article.url.strip("/") == path:
            return str(article.pk)
    raise ValidationError("No article of ours has the address %(address)s.", params={"address": address})
