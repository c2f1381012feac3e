"""Lines for receipts: what readers' money did lately, written by an editor, one a language at a time.

Not here: which line a receipt takes (payments/mails/letters.py).
"""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from smallfavor.payments.actions.write_impact_note import write_impact_note
from smallfavor.payments.models import ImpactNote


class ImpactNoteForm(WagtailAdminModelForm):
    language = forms.ChoiceField(choices=settings.LANGUAGES)

    class Meta:
        model = ImpactNote
        fields = ["language", "text", "live_from", "ended_at"]
        labels = {"text": "What the money did", "live_from": "In receipts from", "ended_at": "Not any more from"}
        help_texts = {
            "text": "One or two exact sentences. Receipts of renewals carry the newest line of their language.",
            "ended_at": "Leave it empty: a newer line takes over by itself.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("live_from", timezone.now())

    def save(self, commit: bool = True) -> ImpactNote:
        author = f"desk:{self.for_user.pk}" if self.for_user else "desk"
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return write_impact_note(self.instance, author=author, **fields)


class ImpactNoteViewSet(ModelViewSet):
    model = ImpactNote
    name = "receipt-lines"
    menu_label = "Receipt lines"
    icon = "mail"
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["text", Column("language", label="Language"), "live_from", "ended_at"]
    ordering = ["-live_from"]
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[ImpactNoteForm]:
        return ImpactNoteForm
