"""Charges and what becomes of them: settled by the bank, refunded. Instruments are saved and revoked here."""

from dataclasses import dataclass, replace

from sandbox_processor.balance import add_line
from sandbox_processor.cards import Behaviour, Card, card_named
from sandbox_processor.disputes import open_dispute
from sandbox_processor.objects import Charge, Instrument, Metadata, Refund
from sandbox_processor.refusals import Fields, Refused, missing
from sandbox_processor.store import Books
from sandbox_processor.tariff import fee_minor


@dataclass(frozen=True)
class Take:
    """What is to be charged."""

    amount_minor: int
    currency: str
    description: str
    metadata: Metadata
    session: str = ""
    instrument: str = ""


def charge_instrument(books: Books, fields: Fields) -> Charge:
    """Charge a saved instrument, without the reader. A revoked one is declined, and that is recorded."""
    amount_minor, currency = fields.amount()
    take = Take(amount_minor, currency, fields.text("description", default=""), fields.metadata())
    token = fields.text("instrument")
    fields.done()
    instrument = books.find_as(Instrument, token)
    if instrument is None:
        raise missing(token)
    card = card_named(instrument.card)
    behaviour = card.later
    if instrument.state == "revoked":
        behaviour = Behaviour("instrument_revoked", hard=True)
    return take_money(books, replace(take, instrument=token), card, behaviour)


def take_money(books: Books, take: Take, card: Card, behaviour: Behaviour, *, final: bool = True) -> Charge:
    """Record the charge as the card behaves, with its events. `final` False: the reader may try another card."""
    charge = Charge(
        id=books.new_id("charge"),
        created_ms=books.now_ms,
        metadata=take.metadata,
        amount_minor=take.amount_minor,
        currency=take.currency,
        description=take.description,
        state="declined" if behaviour.decline else "processing" if behaviour.processing_s else "succeeded",
        card=f"{card.brand} {card.last4}",
        decline_code=behaviour.decline,
        hard=behaviour.hard,
        session=take.session,
        instrument=take.instrument,
    )
    if charge.state == "declined":
        charge.final = final
    if charge.state == "succeeded":
        charge.fee_minor = fee_minor(charge.amount_minor, charge.currency)
    if charge.state == "processing":
        charge.settles_ms = books.now_ms + behaviour.processing_s * 1000
    if charge.state == "succeeded" and behaviour.disputed_s:
        charge.disputed_ms = books.now_ms + behaviour.disputed_s * 1000
    books.add(charge)
    if charge.state == "succeeded":
        add_line(books, "charge", charge, charge.amount_minor, charge.fee_minor)
    books.emit(f"charge.{charge.state}", charge)
    return charge


def follow_bank(books: Books, charge: Charge) -> None:
    """The bank has answered for a charge that was processing (the money is there), or its payer disputes it."""
    if charge.state == "succeeded":
        charge.disputed_ms = 0
        books.save(charge)
        open_dispute(books, charge)
        return
    charge.state = "succeeded"
    charge.fee_minor = fee_minor(charge.amount_minor, charge.currency)
    books.save(charge)
    add_line(books, "charge", charge, charge.amount_minor, charge.fee_minor)
    books.emit("charge.succeeded", charge)


def refund_charge(books: Books, fields: Fields) -> Refund:
    """Give back part or all of a charge, never more than is left of it."""
    charge_id = fields.text("charge")
    charge = books.find_as(Charge, charge_id)
    if charge is None:
        raise missing(charge_id)
    amount_minor = fields.whole("amount_minor", least=1, most=charge.amount_minor)
    metadata = fields.metadata()
    fields.done()
    if charge.state != "succeeded":
        raise Refused(400, "charge_not_refundable", "only money that was taken can be given back")
    if charge.gone_minor:
        raise Refused(400, "charge_disputed", "the payer's bank has taken this money back")
    if charge.refunded_minor + amount_minor > charge.amount_minor:
        raise Refused(400, "charge_already_refunded", "more than is left of the charge")
    refund = Refund(
        id=books.new_id("refund"),
        created_ms=books.now_ms,
        metadata=metadata,
        charge=charge.id,
        amount_minor=amount_minor,
        currency=charge.currency,
    )
    charge.refunded_minor += amount_minor
    books.save(charge)
    books.add(refund)
    add_line(books, "refund", refund, -amount_minor)
    books.emit("refund.created", refund)
    return refund


def save_instrument(books: Books, card: Card, expiry: tuple[int, int], metadata: Metadata) -> Instrument:
    """Keep a card for later charges."""
    instrument = Instrument(
        id=books.new_id("instrument"),
        created_ms=books.now_ms,
        metadata=metadata,
        card=card.name,
        brand=card.brand,
        last4=card.last4,
        expiry_year=expiry[0],
        expiry_month=expiry[1],
    )
    books.add(instrument)
    books.emit("instrument.saved", instrument)
    return instrument


def revoke_instrument(books: Books, token: str) -> Instrument:
    """Make an instrument unusable; repeating it does no harm."""
    instrument = books.find_as(Instrument, token)
    if instrument is None:
        raise missing(token)
    if instrument.state == "active":
        instrument.state = "revoked"
        books.save(instrument)
        books.emit("instrument.revoked", instrument)
    return instrument
