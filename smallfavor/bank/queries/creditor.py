"""Who asks for the money: our side of the account at the bank, as its provider's settings name it."""

from dataclasses import dataclass
from datetime import time

from django.conf import settings

from smallfavor.bank.rules.due_days import Agreed
from smallfavor.core.paper import current_paper


class CreditorMissing(Exception):
    """Raised when no account of that code collects direct debits."""


@dataclass(frozen=True)
class Creditor:
    """`bic` may be empty: banks find it by the IBAN."""

    account: str
    creditor_id: str
    name: str
    iban: str
    bic: str
    address: str
    agreed: Agreed


def creditor_of(account: str) -> Creditor:
    """Raises CreditorMissing."""
    told = settings.PROVIDER_SETTINGS.get(account, {})
    if "creditor_id" not in told:
        raise CreditorMissing(account)
    agreed = Agreed(
        notice_days=int(told["notice_days"]),
        cut_off=time.fromisoformat(told["cut_off"]),
        zone=current_paper().zone,
        desk_days=int(told["desk_days"]),
    )
    iban = told["iban"].replace(" ", "").upper()
    return Creditor(
        account, told["creditor_id"].replace(" ", ""), told["creditor_name"], iban, told["bic"],
        told["creditor_address"], agreed,
    )  # fmt: skip


def collecting_accounts() -> list[str]:
    """The codes of all accounts that collect direct debits."""
    return [code for code, told in settings.PROVIDER_SETTINGS.items() if "creditor_id" in told]
