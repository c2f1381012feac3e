"""The groups that a paper begins with: for money, Finance and Finance lead, who is the second person; for pleas, those
who write them and those who publish them.

A person may change their rights later; after an upgrade they get back what is listed here. Not here: other groups.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Q

ENTER = ("wagtailadmin", "access_admin")
FINANCE = (
    ENTER,
    ("payments", "view_payment"),
    ("payments", "view_pledge"),
    ("payments", "view_payout"),
    ("payments", "view_foreignobject"),
    ("payments", "view_providerobject"),
    ("payments", "view_receipt"),
    ("payments", "refund_payment"),
    ("payments", "book_other_income"),
    ("payments", "decide_doubt"),
    ("bank", "read_statement"),
    ("bank", "note_gift"),
    ("bank", "release_collectionfile"),
    ("ledger", "view_entry"),
    ("ledger", "close_month"),
    ("ledger", "propose_correction"),
    ("ledger", "add_rate"),
)
FINANCE_LEAD = (*FINANCE, ("ledger", "approve_correction"))
AUDIENCE = (
    ENTER,
    ("appeals", "add_appeal"),
    ("appeals", "change_appeal"),
)
AUDIENCE_PUBLISHERS = (*AUDIENCE, ("appeals", "publish_appeal"))
GROUPS = {
    "Finance": FINANCE,
    "Finance lead": FINANCE_LEAD,
    "Audience editors": AUDIENCE,
    "Audience publishers": AUDIENCE_PUBLISHERS,
}


def keep_groups(**arguments: object) -> None:
    """Make the groups, and give them what is listed here as far as it exists. Run again, it changes nothing."""
    if Group._meta.db_table not in connection.introspection.table_names():
        return
    # This may be heard before every app's rights are made.
    for label in ("wagtailadmin", "payments", "bank", "ledger", "appeals"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    for name, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*permissions_of(rights))


def permissions_of(rights: tuple[tuple[str, str], ...]) -> list[Permission]:
    """Those that exist, of (app, codename) pairs."""
    wanted = Q()
    for app, codename in rights:
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))
