"""Which column of a bank's table says what: by the headings of common banks, or as a person wrote it down.

Not here: the reading of cells (csv_statement.py, csv_cells.py).
"""

import re
from collections.abc import Mapping, Sequence

from smallfavor.bank.rules.file_refused import FileRefused

# What a table can say. `amount` is signed; or `came_in` and `went_out` stand apart.
FIELDS = (
    "booked_on", "amount", "came_in", "went_out", "currency", "name", "iban", "remittance", "reference",
    "end_to_end_id", "line_id", "account", "side",
)  # fmt: skip

# Headings by field, small, without marks. The first that a table has is taken, so the exact ones come first.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "booked_on": (
        "buchungstag", "buchungsdatum", "bookingdate", "transactiondate", "boekdatum", "datedoperation",
        "datedecomptabilisation", "fechaoperacion", "datacontabile", "kirjauspaiva", "completeddate",
        "createdon", "datumtransactie", "dataoperacji", "dataksiegowania", "datum", "date", "data", "fecha", "dato",
    ),
    "amount": (
        "betrag", "betrageur", "umsatz", "amount", "amounteur", "bedrag", "bedrageur", "montant", "montanteur",
        "importe", "importo", "summa", "belob", "belop", "kwota", "value", "transactionamount",
    ),
    "came_in": ("haben", "credit", "creditamount", "gutschrift", "moneyin", "paidin", "creditoeuros", "accrediti"),
    "went_out": ("soll", "debit", "debitamount", "belastung", "moneyout", "paidout", "debitoeuros", "addebiti"),
    "currency": ("wahrung", "waehrung", "currency", "munt", "muntsoort", "devise", "divisa", "valuta", "waluta"),
    "name": (
        "namezahlungsbeteiligter", "beguenstigterzahlungspflichtiger", "begunstigterzahlungspflichtiger",
        "auftraggeberbegunstigter", "auftraggeberempfanger", "zahlungspflichtiger", "auftraggeber", "partnername",
        "payername", "counterpartyname", "naamtegenpartij", "naamomschrijving", "payer", "payee", "counterparty",
        "nomcontrepartie", "ordenante", "ordinante", "maksaja", "nadawca", "name", "payeename",
    ),
    "iban": (
        "ibanzahlungsbeteiligter", "kontonummeriban", "ibandesauftraggebers", "partneriban", "counterpartyiban",
        "tegenrekening", "tegenrekeningibanbban", "ibanbban", "accountnumber", "kontonummer", "iban",
    ),
    "remittance": (
        "verwendungszweck", "remittanceinformation", "paymentreference", "omschrijving", "mededelingen",
        "omschrijving1", "communication", "communications", "libelle", "concepto", "causale", "viesti", "tytul",
        "tytulem", "message", "memo", "text", "details", "purpose", "description",
    ),
    "reference": ("creditorreference", "structuredreference", "viitenumero", "betalingskenmerk", "reference"),
    "end_to_end_id": (
        "endtoendid", "kundenreferenzendtoend", "endtoendreferenz", "kundenreferenz", "endtoendreference",
    ),
    "line_id": ("transactionid", "arkistointitunnus", "volgnr", "bankreference", "transactionreference", "id"),
    "account": ("auftragskonto", "ibanauftragskonto", "ownaccount", "accountiban", "rekening", "ibanofaccount"),
    "side": ("afbij", "debitcredit", "sollhaben", "creditdebit", "creditdebitindicator", "dc"),
}  # fmt: skip
_MARKS = str.maketrans("äöüéèêàáíóúçñøåß", "aoueeeaaioucnoas")
_LINE = re.compile(r"\s*([a-z_]+)\s*=\s*(.+?)\s*")


def squeeze(heading: str) -> str:
    """A heading as it is compared: small, without marks, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", heading.lower().translate(_MARKS))


def columns_of(header: Sequence[str]) -> dict[str, int] | None:
    """The column of each field that this header names; None where it is no header of a table of movements."""
    squeezed = [squeeze(cell) for cell in header]
    found: dict[str, int] = {}
    for field, known in _HEADINGS.items():
        place = next((squeezed.index(name) for name in known if name in squeezed), None)
        if place is not None and place not in found.values():
            found[field] = place
    return found if _is_enough(found) else None


def chosen_columns(header: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int] | None:
    """The column of each field as a person chose it; None where this header lacks one of them."""
    squeezed = [squeeze(cell) for cell in header]
    wanted = {field: squeeze(heading) for field, heading in chosen.items()}
    if not all(heading in squeezed for heading in wanted.values()):
        return None
    return {field: squeezed.index(heading) for field, heading in wanted.items()}


def read_choice(text: str) -> dict[str, str]:
    """What a person wrote, a line for each: "amount = Betrag (EUR)". Raises FileRefused."""
    chosen: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None or match[1] not in FIELDS:
            raise FileRefused(number, f"of the columns must be one of {', '.join(FIELDS)}, then = and the heading")
        chosen[match[1]] = match[2]
    if chosen and not _is_enough(chosen):
        raise FileRefused(0, "The columns must name at least booked_on, and amount or came_in.")
    return chosen


def _is_enough(found: Mapping[str, object]) -> bool:
    return "booked_on" in found and ("amount" in found or "came_in" in found)
