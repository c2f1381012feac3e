"""Receipt lines at the desk: written by an editor, carried by the next renewal's receipt."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client

from smallfavor.payments.mails.letters import newest_impact
from smallfavor.payments.models import ImpactNote

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def write(editor: Client, text: str, path: str = "new/") -> int:
    fields = {"language": "en", "text": text, "live_from": "2026-11-01 08:00", "ended_at": ""}
    return editor.post(f"/desk/receipt-lines/{path}", fields).status_code


def test_an_editor_writes_a_line_and_the_next_receipt_has_it(editor: Client) -> None:
    assert editor.get("/desk/receipt-lines/new/").status_code == 200
    assert write(editor, "  You sent us to the dam. ") == 302
    note = ImpactNote.objects.get()
    assert newest_impact("en", now=NOW) == "You sent us to the dam."
    assert note.written_by.startswith("desk:")
    assert "You sent us to the dam." in editor.get("/desk/receipt-lines/").content.decode()


def test_a_line_is_corrected(editor: Client) -> None:
    write(editor, "You sent us to the dm.")
    assert write(editor, "You sent us to the dam.", f"edit/{ImpactNote.objects.get().pk}/") == 302
    assert newest_impact("en", now=NOW) == "You sent us to the dam."


@pytest.mark.django_db
def test_a_stranger_writes_nothing(client: Client) -> None:
    assert write(client, "Eve was here.") in {302, 403}
    assert not ImpactNote.objects.exists()


@pytest.mark.django_db
def test_the_samples_are_loaded_once() -> None:
    call_command("load_sample_notes", verbosity=0)
    call_command("load_sample_notes", verbosity=0)
    assert ImpactNote.objects.count() == 2
