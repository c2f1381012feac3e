"""System checks of the settings by which direct debits are collected."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from smallfavor.bank.queries.creditor import collecting_accounts
from smallfavor.bank.rules.iban import IbanInvalid, read_iban
from smallfavor.bank.rules.names import creditor_id_is_right


def check_creditors(app_configs: object, **kwargs: Any) -> Sequence[CheckMessage]:
    """One error for each setting of each account that no bank would take."""
    found: list[CheckMessage] = []
    for account in collecting_accounts():
        told, name = settings.PROVIDER_SETTINGS[account], account.upper().replace("-", "_")
        if not creditor_id_is_right(told["creditor_id"].replace(" ", "")):
            found.append(
                Error(
                    f"{name}_CREDITOR_ID is no SEPA creditor identifier.",
                    hint="The central bank gives it, as in DE98ZZZ09999999999; its check digits must fit.",
                    id="bank.E001",
                )
            )
        try:
            read_iban(told["iban"])
        except IbanInvalid as wrong:
            found.append(Error(f"{name}_IBAN is no IBAN ({wrong.code}).", hint="As on a statement.", id="bank.E002"))
        if not _is_days(told["notice_days"], 1, 30) or not _is_days(told["desk_days"], 0, 5):
            found.append(
                Error(
                    f"{name}_NOTICE_DAYS is from 1 to 30, {name}_DESK_DAYS from 0 to 5.",
                    hint="Days before a debit that payers are told; bank days for making the file.",
                    id="bank.E003",
                )
            )
        if not _is_time(told["cut_off"]):
            found.append(Error(f"{name}_CUT_OFF is a time of day.", hint="As in 14:00.", id="bank.E004"))
    return found


def _is_days(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4 and least <= int(text) <= most


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True
