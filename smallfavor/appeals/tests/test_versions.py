"""Nothing that was written is lost: versions, who is writing, who owns."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.appeals.actions.bring_back import bring_back
from smallfavor.appeals.actions.copy_appeal import copy_appeal
from smallfavor.appeals.actions.give_appeal import give_appeal
from smallfavor.appeals.actions.hold_appeal import hold_appeal, let_go, take_over
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.refusals import HeldByAnother, Overtaken, StrangerAsOwner
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, AppealHold, Campaign
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.queries.holds import hold_on
from smallfavor.appeals.queries.versions_of import NoSuchVersion, draft_at
from smallfavor.appeals.rules.word_changes import GONE, NEW, SAME, Piece, word_changes
from smallfavor.appeals.tests.drafts import NOW, draft

MINUTE = timedelta(minutes=1)
LATER = NOW + 16 * MINUTE


@pytest.fixture
def eva(db: None) -> User:
    return User.objects.create_user("eva", first_name="Eva", last_name="Kalna")


@pytest.fixture
def boris(db: None) -> User:
    return User.objects.create_user("boris")


@pytest.fixture
def appeal(db: None) -> Appeal:
    return save_draft(draft(), actor=None, now=NOW)


def test_every_saved_draft_is_a_version_that_can_be_read(appeal: Appeal) -> None:
    save_draft(draft(name="Second"), actor=None, now=NOW)
    save_draft(draft(name="Third"), actor=None, now=NOW)
    assert [draft_at(appeal, version).name for version in (1, 2, 3)] == ["Spring", "Second", "Third"]
    with pytest.raises(NoSuchVersion):
        draft_at(appeal, 4)


def test_saving_over_a_newer_version_is_refused(appeal: Appeal) -> None:
    save_draft(draft(name="Theirs"), actor=None, now=NOW, seen=1)
    with pytest.raises(Overtaken) as refused:
        save_draft(draft(name="Mine"), actor=None, now=NOW, seen=1)
    assert refused.value.version == 2
    assert Appeal.objects.get().name == "Theirs"


def test_what_is_published_is_what_the_publisher_has_seen(appeal: Appeal) -> None:
    save_draft(draft(name="Theirs"), actor=None, now=NOW)
    with pytest.raises(Overtaken):
        publish_appeal(appeal, actor=None, now=NOW, seen=1)
    appeal.refresh_from_db()
    assert appeal.live_revision is None


def test_bringing_back_makes_a_draft_and_reaches_no_reader(appeal: Appeal) -> None:
    save_draft(draft(name="Second"), actor=None, now=NOW)
    publish_appeal(appeal, actor=None, now=NOW)
    brought = bring_back(appeal, 1, actor=None, now=NOW)
    assert (draft_of(brought), brought.version) == (draft(), 3)
    assert brought.live_revision.content["name"] == "Second"  # type: ignore[union-attr]
    assert brought.changes.first().kind == "brought_back"  # type: ignore[union-attr]


def test_a_version_whose_campaign_is_gone_comes_back_without_it(appeal: Appeal) -> None:
    campaign = Campaign.objects.create(slug="winter", name="Winter")
    save_draft(draft(campaign="winter"), actor=None, now=NOW)
    save_draft(draft(), actor=None, now=NOW)
    campaign.delete()
    assert bring_back(appeal, 2, actor=None, now=NOW).campaign is None


def test_while_somebody_writes_nobody_else_saves(appeal: Appeal, eva: User, boris: User) -> None:
    hold_appeal(appeal, actor=eva, now=NOW)
    with pytest.raises(HeldByAnother) as refused:
        save_draft(draft(name="Mine"), actor=boris, now=NOW + MINUTE)
    assert refused.value.hold.holder == eva
    with pytest.raises(HeldByAnother):
        hold_appeal(appeal, actor=boris, now=NOW + MINUTE)
    assert save_draft(draft(name="Hers"), actor=eva, now=NOW + MINUTE).name == "Hers"


def test_a_hold_is_nobodys_after_a_quarter_of_an_hour_of_silence(appeal: Appeal, eva: User, boris: User) -> None:
    hold_appeal(appeal, actor=eva, now=NOW)
    hold_appeal(appeal, actor=eva, now=NOW + 14 * MINUTE)
    assert hold_on(appeal, now=LATER) is not None
    assert hold_on(appeal, now=LATER + 14 * MINUTE) is None
    hold_appeal(appeal, actor=boris, now=LATER + 14 * MINUTE)
    assert AppealHold.objects.get().holder == boris


def test_taking_over_is_noted_with_the_name(appeal: Appeal, eva: User, boris: User) -> None:
    hold_appeal(appeal, actor=eva, now=NOW)
    take_over(appeal, actor=boris, now=NOW + MINUTE)
    assert AppealHold.objects.get().holder == boris
    change = appeal.changes.first()
    assert change is not None
    assert (change.kind, change.reason, change.actor) == ("taken_over", "from Eva Kalna", boris)


def test_letting_go_takes_nothing_from_another(appeal: Appeal, eva: User, boris: User) -> None:
    hold_appeal(appeal, actor=eva, now=NOW)
    let_go(appeal, actor=boris)
    assert hold_on(appeal, now=NOW) is not None
    let_go(appeal, actor=eva)
    assert hold_on(appeal, now=NOW) is None


def test_who_makes_an_appeal_owns_it_and_may_give_it_to_a_writer(eva: User, boris: User) -> None:
    appeal = save_draft(draft(), actor=eva, now=NOW)
    assert appeal.owner == eva
    with pytest.raises(StrangerAsOwner):
        give_appeal(appeal, boris, actor=eva, now=NOW)
    boris.user_permissions.add(Permission.objects.get(codename="change_appeal"))
    give_appeal(appeal, User.objects.get(pk=boris.pk), actor=eva, now=NOW)
    appeal.refresh_from_db()
    assert appeal.owner == boris
    assert appeal.changes.first().reason == "to boris"  # type: ignore[union-attr]


def test_a_copy_has_an_id_a_salt_and_a_history_of_its_own(appeal: Appeal) -> None:
    publish_appeal(appeal, actor=None, now=NOW)
    copied = copy_appeal(appeal, actor=None, now=NOW)
    assert (copied.slug, copied.name, copied.live_revision) == ("spring-copy", "Spring (copy)", None)
    assert copied.salt != appeal.salt
    assert replace(draft_of(copied), slug="spring", name="Spring", salt="salt") == draft()
    assert [each.kind for each in copied.changes.all()] == ["copied"]


def test_words_that_changed_are_told_together() -> None:
    pieces = word_changes("The red pier stays.", "The big blue pier stays.")
    assert [(each.kind, each.text) for each in pieces if each.kind != SAME] == [(GONE, "red"), (NEW, "big blue")]
    assert word_changes("", "New") == [Piece(NEW, "New")]
    assert word_changes("Same.", "Same.") == [Piece(SAME, "Same.")]


TEXTS = st.lists(st.sampled_from(["a", "b", "ц", " ", "  ", "\n", "\n\n", ".", "*"]), max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(older: str, newer: str) -> None:
    pieces = word_changes(older, newer)
    assert "".join(each.text for each in pieces if each.kind != NEW) == older
    assert "".join(each.text for each in pieces if each.kind != GONE) == newer
    assert all(each.text for each in pieces)
