"""Writes the file of debits as banks take it: pain.008.001.08 by sepaxml, with our own names, valid against its XSD."""

import functools
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from smallfavor.bank.queries.creditor import Creditor
from smallfavor.bank.rules.names import batch_id

SCHEMA = "pain.008.001.08"
_NOT_TAKEN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]+")


class FileInvalid(Exception):
    """Raised when the file would not be valid against its XSD. Nothing is frozen."""


@dataclass(frozen=True)
class Debit:
    """`sequence`: FRST, RCUR or OOFF."""

    end_to_end_id: str
    amount_minor: int
    sequence: str
    due_on: date
    mandate: str
    signed_on: date
    holder: str = field(repr=False)
    iban: str = field(repr=False)
    description: str = ""


@dataclass(frozen=True)
class Written:
    """`batches`: the part of the file that each debit stands in, by its end-to-end id."""

    body: bytes = field(repr=False)
    batches: dict[str, str]


def write_pain008(debits: Sequence[Debit], creditor: Creditor, *, message_id: str, now: datetime) -> Written:
    """The bytes. Raises FileInvalid."""
    from sepaxml import SepaDD  # noqa: PLC0415 (it loads its schemas' machinery; only the desk needs it)

    config = {
        "name": plain(creditor.name),
        "IBAN": creditor.iban,
        "batch": True,
        "creditor_id": creditor.creditor_id,
        "currency": "EUR",
        **({"BIC": creditor.bic} if creditor.bic else {}),
    }
    made = SepaDD(config, schema=SCHEMA, clean=True)
    for debit in debits:
        made.add_payment(_payment(debit))
    tree = ET.fromstring(made.export(validate=False))  # noqa: S314 (our own bytes)
    batches = _name(tree, message_id, now)
    body: bytes = b'<?xml version="1.0" encoding="UTF-8"?>' + ET.tostring(tree, "utf-8")
    check_schema(body)
    return Written(body, batches)


def check_schema(body: bytes) -> None:
    """Raises FileInvalid."""
    error = next(_schema().iter_errors(body.decode()), None)
    if error is not None:
        # Without the value: it may be a name.
        raise FileInvalid(f"{error.path}: not as {SCHEMA} wants it")


def plain(text: str) -> str:
    """Text in the signs that every SEPA bank takes; other letters as they are spelled in Latin ones."""
    from text_unidecode import unidecode  # noqa: PLC0415 (sepaxml's own; see above)

    return " ".join(_NOT_TAKEN.sub(" ", str(unidecode(text))).split()) or "-"


def _payment(debit: Debit) -> dict[str, Any]:
    return {
        "name": plain(debit.holder),
        "IBAN": debit.iban,
        "amount": debit.amount_minor,
        "type": debit.sequence,
        "collection_date": debit.due_on,
        "mandate_id": debit.mandate,
        "mandate_date": debit.signed_on,
        "description": plain(debit.description),
        "endtoend_id": debit.end_to_end_id,
    }


def _name(tree: ET.Element, message_id: str, now: datetime) -> dict[str, str]:
    """Our own names in place of sepaxml's random ones, and the moment that was passed in."""
    space = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"
    _set(tree, f".//{space}GrpHdr/{space}MsgId", message_id)
    _set(tree, f".//{space}GrpHdr/{space}CreDtTm", now.strftime("%Y-%m-%dT%H:%M:%S"))
    batches = {}
    for number, part in enumerate(tree.iter(f"{space}PmtInf"), start=1):
        name = batch_id(message_id, number)
        _set(part, f"{space}PmtInfId", name)
        for debit in part.iter(f"{space}EndToEndId"):
            batches[str(debit.text)] = name
    return batches


def _set(tree: ET.Element, path: str, text: str) -> None:
    found = tree.find(path)
    if found is None:
        raise FileInvalid(path)
    found.text = text


@functools.cache
def _schema() -> Any:
    import sepaxml  # noqa: PLC0415 (see above)
    import xmlschema  # noqa: PLC0415 (a second to load, and only here)

    return xmlschema.XMLSchema(str(Path(str(sepaxml.__file__)).parent / "schemas" / f"{SCHEMA}.xsd"))
