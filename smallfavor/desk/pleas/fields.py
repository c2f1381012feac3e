"""Form fields of the studio: times in the paper's zone. Not here: those of the audience (audience_fields.py)."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from smallfavor.core.paper import current_paper

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
