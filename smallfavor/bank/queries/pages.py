"""The page that a token opens, as the reader's page needs it."""

from smallfavor.bank.models import MandatePage


def mandate_page(account: str, object_id: str) -> MandatePage | None:
    return MandatePage.objects.select_related("mandate").filter(account=account, object_id=object_id).first()
