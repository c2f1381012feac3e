"""The settings of an account at which direct debits are collected by file."""

from collections.abc import Mapping

from smallfavor.payments.providers.settings import Setting

SETTINGS = (
    Setting("creditor_id", "the SEPA creditor identifier, as in DE98ZZZ09999999999"),
    Setting("creditor_name", "the name that payers see, as the bank knows it"),
    Setting("creditor_address", "the creditor's address, as the mandate shows it", default=""),
    Setting("iban", "the IBAN of the account that the money comes to"),
    Setting("bic", "the bank's BIC, where the bank asks for it", default=""),
    Setting("notice_days", "how many days before a debit its payer is told, as agreed in the mandate", default="5"),
    Setting("cut_off", "until when on a day the bank takes a file for the next one, as in 14:00", default="14:00"),
    Setting("desk_days", "bank days that the desk has for making and releasing a file", default="1"),
)


def page_origins(values: Mapping[str, str]) -> tuple[str, ...]:
    """The page is our own."""
    return ()
