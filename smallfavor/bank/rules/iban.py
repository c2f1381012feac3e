"""IBANs of the SEPA countries: read as people type them, refused with a reason, never shown whole. ISO 13616."""

from typing import Literal

# Length by country, of all that SEPA Core direct debit reaches (EPC409-09).
LENGTHS = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
LONGEST_TYPED = 60

Wrong = Literal["empty", "signs", "country", "short", "long", "checksum"]


class IbanInvalid(ValueError):
    """Raised when a text is no IBAN of a SEPA country. `code` says why; `length`: what its country's have."""

    def __init__(self, code: Wrong, length: int = 0) -> None:
        super().__init__(code)
        self.code: Wrong = code
        self.length = length


def read_iban(typed: str) -> str:
    """Without spaces, in capitals. Raises IbanInvalid."""
    iban = "".join(sign for sign in typed if not sign.isspace() and sign not in "-.\u2011\u2013").upper()
    if iban.startswith("IBAN"):
        iban = iban[4:].lstrip(":")
    if not iban:
        raise IbanInvalid("empty")
    if not (iban.isascii() and iban.isalnum()) or len(typed) > LONGEST_TYPED:
        raise IbanInvalid("signs")
    length = LENGTHS.get(iban[:2])
    if length is None:
        raise IbanInvalid("country")
    if len(iban) != length:
        raise IbanInvalid("short" if len(iban) < length else "long", length)
    if not iban[2:4].isdigit() or _remainder(iban) != 1:
        raise IbanInvalid("checksum")
    return iban


def grouped(iban: str) -> str:
    """ "DE89 3704 0044 0532 0130 00"."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def label_of(iban: str) -> str:
    """What may be shown and kept in the open: the country and the last four signs, "DE•• •••• 3000"."""
    return f"{iban[:2]}•• •••• {iban[-4:]}"


def with_check_digits(country: str, account: str) -> str:
    """The IBAN of a national account number."""
    return f"{country}{98 - _remainder(f'{country}00{account}'):02d}{account}"


def _remainder(iban: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97
