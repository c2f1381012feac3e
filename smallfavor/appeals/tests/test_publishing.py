import base64
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.contrib.auth.models import Permission, User

from smallfavor.appeals.actions.archive_appeal import archive_appeal, restore_appeal
from smallfavor.appeals.actions.load_sample import load_sample_appeals
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import TEXTS_KEPT_DAYS, publish_manifest
from smallfavor.appeals.actions.refusals import NotAllowed, NotLive, NotPublishable, StillLive
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.actions.switch_asking import resume_asking, stop_asking
from smallfavor.appeals.actions.take_down import take_down
from smallfavor.appeals.models import Appeal, AppealChange, AskingSwitch, ManifestVersion
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.queries.words import state_of
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.tests.drafts import NOW, TEXT, draft, variant
from smallfavor.core.signature import public_key

pytestmark = pytest.mark.django_db


def manifest(baked: Path) -> dict[str, Any]:
    return json.loads((baked / "appeals" / "manifest.json").read_text())


def test_the_manifest_is_signed_with_all_that_stands_before_its_signature(baked: Path) -> None:
    publish_manifest(now=NOW)
    text = (baked / "appeals" / "manifest.json").read_text()
    said, _, rest = text.rpartition(',"signature":"')
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public_key()))
    raw = base64.b64decode(rest.removesuffix('"}'))
    signature = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(signature, f"manifest:{said}".encode(), ec.ECDSA(SHA256()))
    assert json.loads(said + "}")["format"]
    assert public_key() in (baked / "appeals" / "embed.js").read_text()


def editor(*permissions: str) -> User:
    user = User.objects.create_user("eva")
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    return user


def test_a_saved_draft_reads_back_as_it_was_written() -> None:
    one = draft(starts_at=NOW, audience=Audience(sections=("news",)), cap_views=2, cap_days=9)
    assert draft_of(save_draft(one, actor=None, now=NOW)) == one


def test_saving_the_same_again_notes_no_change() -> None:
    save_draft(draft(), actor=None, now=NOW)
    appeal = save_draft(draft(), actor=None, now=NOW + timedelta(hours=1))
    assert [each.kind for each in appeal.changes.all()] == ["created"]
    assert appeal.updated_at == NOW


def test_an_appeals_salt_never_changes() -> None:
    save_draft(draft(), actor=None, now=NOW)
    appeal = save_draft(draft(salt="another", name="Renamed"), actor=None, now=NOW)
    assert appeal.salt == "salt"


def test_a_draft_reaches_no_reader_before_it_is_published(baked: Path, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        appeal = save_draft(draft(), actor=None, now=NOW)
        publish_manifest(now=NOW)
    assert manifest(baked)["appeals"] == []
    with django_capture_on_commit_callbacks(execute=True):
        publish_appeal(appeal, actor=None, now=NOW)
    assert [each["id"] for each in manifest(baked)["appeals"]] == ["spring"]
    with django_capture_on_commit_callbacks(execute=True):
        save_draft(draft(variants=(variant(text=type(TEXT)("New", "words")),)), actor=None, now=NOW)
        version = publish_manifest(now=NOW)
    assert version == manifest(baked)["version"]
    [path] = manifest(baked)["appeals"][0]["variants"][0]["texts"].values()
    assert json.loads((baked / "appeals" / path).read_text())["heading"] == TEXT.heading


def test_texts_scripts_and_manifest_lie_compressed_beside_each_other(baked: Path) -> None:
    publish_appeal(save_draft(draft(), actor=None, now=NOW), actor=None, now=NOW)
    publish_manifest(now=NOW)
    names = {path.name for path in (baked / "appeals").iterdir()}
    assert {"embed.js", "manifest.json", "manifest.json.gz", "manifest.json.br", "texts"} <= names
    assert len(list((baked / "appeals" / "texts").glob("*.json"))) == 1


def test_the_manifest_expires_after_three_days_and_publishing_again_renews_it(baked: Path) -> None:
    first = publish_manifest(now=NOW)
    assert manifest(baked)["expires"] == int((NOW + timedelta(hours=72)).timestamp())
    later = NOW + timedelta(hours=4)
    assert publish_manifest(now=later) == first
    assert manifest(baked)["expires"] == int((later + timedelta(hours=72)).timestamp())
    version = ManifestVersion.objects.get()
    assert (version.first_published_at, version.last_published_at) == (NOW, later)


def test_a_text_that_nobody_names_any_more_goes_after_thirty_days(baked: Path) -> None:
    publish_manifest(now=NOW)
    texts = baked / "appeals" / "texts"
    texts.mkdir(exist_ok=True)
    for name, age_days in (("old", TEXTS_KEPT_DAYS + 1), ("young", TEXTS_KEPT_DAYS - 1)):
        (texts / f"{name}.json").write_text("{}")
        moment = (NOW - timedelta(days=age_days)).timestamp()
        os.utime(texts / f"{name}.json", (moment, moment))
    publish_manifest(now=NOW)
    assert [path.name for path in texts.iterdir()] == ["young.json"]


def test_what_cannot_be_published_changes_nothing() -> None:
    appeal = save_draft(draft(variants=(variant(text=type(TEXT)("{nobody}", "x")),)), actor=None, now=NOW)
    with pytest.raises(NotPublishable) as refused:
        publish_appeal(appeal, actor=None, now=NOW)
    assert [each.code for each in refused.value.problems] == ["placeholder_unknown"]
    appeal.refresh_from_db()
    assert appeal.live_revision is None


def test_only_publishers_publish_take_down_and_stop() -> None:
    appeal = save_draft(draft(), actor=None, now=NOW)
    writer = editor("change_appeal")
    for act in (
        lambda: publish_appeal(appeal, actor=writer, now=NOW),
        lambda: take_down(appeal, actor=writer, now=NOW),
        lambda: stop_asking(actor=writer, now=NOW),
        lambda: resume_asking(actor=writer, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_every_change_says_who_when_and_why() -> None:
    eva = editor("publish_appeal")
    appeal = save_draft(draft(), actor=eva, now=NOW)
    revision = publish_appeal(appeal, actor=eva, now=NOW, reason="Spring campaign")
    take_down(appeal, actor=eva, now=NOW + timedelta(hours=1), reason="Breaking news")
    rows = AppealChange.objects.order_by("pk").values_list("kind", "actor__username", "reason", "revision")
    assert list(rows) == [
        ("created", "eva", "", None),
        ("published", "eva", "Spring campaign", revision.pk),
        ("taken_down", "eva", "Breaking news", None),
    ]


def test_taking_down_reaches_readers_and_twice_is_refused(baked: Path, django_capture_on_commit_callbacks: Any) -> None:
    appeal = save_draft(draft(), actor=None, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        publish_appeal(appeal, actor=None, now=NOW)
        take_down(appeal, actor=None, now=NOW)
    assert manifest(baked)["appeals"] == []
    with pytest.raises(NotLive):
        take_down(appeal, actor=None, now=NOW)


def test_the_kill_switch_takes_all_appeals_away_and_gives_them_back(
    baked: Path, django_capture_on_commit_callbacks: Any
) -> None:
    publish_appeal(save_draft(draft(), actor=None, now=NOW), actor=None, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        stop_asking(actor=None, now=NOW, reason="A death in the newsroom")
    assert (manifest(baked)["off"], manifest(baked)["appeals"]) == (True, [])
    stop_asking(actor=None, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        resume_asking(actor=None, now=NOW)
    assert len(manifest(baked)["appeals"]) == 1
    assert [each.off for each in AskingSwitch.objects.order_by("pk")] == [True, False]


def test_a_live_appeal_cannot_be_archived() -> None:
    appeal = save_draft(draft(), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    with pytest.raises(StillLive):
        archive_appeal(appeal, actor=None, now=NOW)
    take_down(appeal, actor=None, now=NOW)
    archive_appeal(appeal, actor=None, now=NOW)
    restore_appeal(appeal, actor=None, now=NOW)
    appeal.refresh_from_db()
    assert not appeal.archived


def test_loading_the_sample_twice_loads_it_once() -> None:
    assert len(load_sample_appeals(now=NOW)) == 3
    assert load_sample_appeals(now=NOW) == []
    assert Appeal.objects.filter(live_revision__isnull=False).count() == 3


def test_a_sample_plea_that_an_editor_changed_stays_changed() -> None:
    load_sample_appeals(now=NOW)
    appeal = Appeal.objects.get(placement="epic")
    take_down(appeal, actor=None, now=NOW)
    load_sample_appeals(now=NOW)
    appeal.refresh_from_db()
    assert appeal.live_revision is None


def state(appeal: Appeal, hours: int = 0, *, off: bool = False) -> tuple[str, bool]:
    fresh = Appeal.objects.get(pk=appeal.pk)
    found = state_of(fresh, now=NOW + timedelta(hours=hours), off=off)
    return found.code, found.changed


def test_the_state_of_an_appeal_is_told_in_words() -> None:
    one = draft(starts_at=NOW + timedelta(hours=2), ends_at=NOW + timedelta(hours=4))
    appeal = save_draft(one, actor=None, now=NOW)
    assert state(appeal) == ("draft", False)
    publish_appeal(appeal, actor=None, now=NOW)
    assert state(appeal) == ("scheduled", False)
    assert state(appeal, 3) == ("live", False)
    assert state(appeal, 3, off=True) == ("stopped", False)
    assert state(appeal, 4) == ("ended", False)
    save_draft(draft(ends_at=None), actor=None, now=NOW)
    assert state(appeal, 3) == ("live", True)
