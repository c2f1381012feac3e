"""Where transfers go: our account at the bank, as its provider's settings name it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from smallfavor.bank.models import Statement


class ReceiverMissing(Exception):
    """Raised when no account of that code receives transfers."""


@dataclass(frozen=True)
class Receiver:
    """`bic` may be empty: banks find it by the IBAN."""

    account: str
    beneficiary: str
    iban: str
    bic: str


def receiver_of(account: str) -> Receiver:
    """Raises ReceiverMissing."""
    told = settings.PROVIDER_SETTINGS.get(account, {})
    if "beneficiary" not in told:
        raise ReceiverMissing(account)
    bic = told["bic"].replace(" ", "").upper()
    return Receiver(account, told["beneficiary"], told["iban"].replace(" ", "").upper(), bic)


def receiving_account(iban: str) -> str | None:
    """The code of the account whose transfers arrive at this IBAN."""
    codes = [code for code, told in settings.PROVIDER_SETTINGS.items() if "beneficiary" in told]
    return next((code for code in codes if receiver_of(code).iban == iban), None)


def our_ibans() -> list[str]:
    """Every IBAN of ours that some account names, each once, in the setting's order."""
    named = (told.get("iban", "").replace(" ", "").upper() for told in settings.PROVIDER_SETTINGS.values())
    return list(dict.fromkeys(iban for iban in named if iban))


def read_until(iban: str) -> date | None:
    """The day up to which statements of this IBAN have been read whole; None before the first."""
    newest = Statement.objects.filter(iban=iban, until__isnull=False).order_by("-until")
    return newest.values_list("until", flat=True).first()
