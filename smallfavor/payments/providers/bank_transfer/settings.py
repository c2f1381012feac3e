"""The settings of an account to which readers transfer money."""

from collections.abc import Mapping

from smallfavor.payments.providers.settings import Setting

SETTINGS = (
    Setting("beneficiary", "the name of the account's owner, as the bank knows it"),
    Setting("iban", "the IBAN of the account that the money comes to"),
    Setting("bic", "the bank's BIC; banks outside the euro area may ask payers for it", default=""),
)


def page_origins(values: Mapping[str, str]) -> tuple[str, ...]:
    """The page is our own."""
    return ()
