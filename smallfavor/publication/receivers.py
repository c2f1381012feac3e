"""What happens when a page changes: it is noted as stale and a job is deferred, in the same transaction."""

from django.db import connection
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import init_new_page, page_published, page_unpublished, post_page_move

from smallfavor.publication.actions.note_stale import note_all_stale, note_stale
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, FrontPage, Section
from smallfavor.publication.tasks import defer_bake


@receiver(post_migrate, dispatch_uid="publication.set_up_site")
def site_after_migrate(sender: object, **kwargs: object) -> None:
    """The paper has its front page from the first start on. Not after a migration backwards, which took its table."""
    ours = getattr(sender, "label", "") == "publication"
    if ours and FrontPage._meta.db_table in connection.introspection.table_names():
        set_up_site()


@receiver(init_new_page, dispatch_uid="publication.language_of_parent")
def speak_as_parent(sender: object, page: Page, parent: Page, **kwargs: object) -> None:
    """A new section or article begins in the language of the edition that it is written into."""
    if isinstance(page, (Article, Section)):
        page.language = parent.specific.language


def page_changed(sender: type, instance: Page, **kwargs: object) -> None:
    """An article concerns itself and its lists; a section or front page is in the masthead of every page."""
    if issubclass(sender, Article):
        note_stale(instance.pk)
    elif issubclass(sender, (Section, FrontPage)):
        note_all_stale()
    else:
        return
    defer_bake()


def restriction_changed(sender: type, **kwargs: object) -> None:
    note_all_stale()
    defer_bake()


for change in (page_published, page_unpublished, post_delete, post_page_move):
    change.connect(page_changed, dispatch_uid="publication.page_changed")
for change in (post_save, post_delete):
    change.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="publication.restriction_changed")
