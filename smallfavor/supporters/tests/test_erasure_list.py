"""Erasures outlive the database: after a restore nobody who was erased is back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.actions.erasure_list import erasures_as_lines, replay_lists
from smallfavor.supporters.actions.recreate import recreate_supporter
from smallfavor.supporters.models import Erasure, Supporter, SupporterKey
from smallfavor.supporters.rules.erasures import erasure_line, read_erasures

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def listed(tmp_path: Path, settings: Any) -> Path:
    settings.ERASURES = tmp_path / "elsewhere" / "erasures.txt"
    return settings.ERASURES


def enrol() -> Supporter:
    return enrol_supporter(email="reader@example.org", language="en", now=NOW)


def test_an_erasure_is_written_down_once_and_names_nobody(listed: Path) -> None:
    supporter = enrol()
    erase_supporter(supporter, now=NOW)
    erase_supporter(supporter, now=NOW)
    assert listed.read_text() == erasure_line(supporter.uuid, NOW)


def test_an_erasure_that_can_not_be_written_down_is_not_done(listed: Path) -> None:
    listed.mkdir(parents=True)
    supporter = enrol()
    with pytest.raises(OSError, match="directory"):
        erase_supporter(supporter, now=NOW)
    assert SupporterKey.objects.filter(supporter_uuid=supporter.uuid).exists()


@pytest.mark.parametrize("source", ["file", "backup"])
def test_who_came_back_is_erased_again_with_the_key_of_an_old_keyring(listed: Path, source: str) -> None:
    supporter = enrol()
    line = erasure_line(supporter.uuid, NOW)
    listed.parent.mkdir(parents=True)
    if source == "file":
        listed.write_text(line)
    assert replay_lists([] if source == "file" else [line], now=NOW) == 1
    supporter.refresh_from_db()
    assert supporter.erased_at == NOW
    assert supporter.email_lookup is None
    assert not SupporterKey.objects.filter(supporter_uuid=supporter.uuid).exists()
    assert listed.read_text() == line
    assert b"".join(erasures_as_lines()).decode() == line


def test_a_key_alone_that_came_back_is_destroyed(listed: Path) -> None:
    supporter = enrol()
    erase_supporter(supporter, now=NOW)
    SupporterKey.objects.create(supporter_uuid=supporter.uuid, wrapped=b"old", created_at=NOW)
    assert replay_lists([], now=NOW) == 0
    assert not SupporterKey.objects.filter(supporter_uuid=supporter.uuid).exists()


def test_a_supporter_who_is_made_again_after_an_erasure_stays_erased(listed: Path) -> None:
    supporter = enrol()
    erase_supporter(supporter, now=NOW)
    Supporter.objects.all().delete()
    made, is_new = recreate_supporter(supporter.uuid, language="en", now=NOW)
    assert is_new
    assert made.erased_at == Erasure.objects.get().erased_at


def test_lines_that_can_not_be_read_are_passed_over() -> None:
    assert read_erasures("\nnonsense\n5f0c7a0e-0000-4000-8000-000000000000 2026-11-2") == {}
