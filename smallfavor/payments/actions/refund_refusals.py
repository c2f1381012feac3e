"""Why a refund can be refused, each with a stable code. Nothing has happened then."""

from smallfavor.core.money import Money


class RefundRefused(Exception):
    """Raised when a payment can't be given back as asked."""

    code = "refund_refused"


class NotPaid(RefundRefused):
    """Raised when no money of this payment is here."""

    code = "refund_not_paid"


class GivenBackElsewhere(RefundRefused):
    """Raised when the service gives nothing back: the money goes back by a transfer at the bank."""

    code = "refund_elsewhere"


class UnderDispute(RefundRefused):
    """Raised when the payer's bank has taken the money, or decides about it: a refund would give it twice."""

    code = "refund_disputed"


class NothingLeft(RefundRefused):
    """Raised when all of it was given back already."""

    code = "refund_nothing_left"


class OnItsWay(RefundRefused):
    """Raised when an earlier refund of the payment has no answer yet."""

    code = "refund_on_its_way"


class AmountWrong(RefundRefused):
    """Raised when the amount is nothing or less, or in another currency."""

    code = "refund_amount_wrong"


class OtherCurrency(AmountWrong):
    """Raised when the amount is in another currency than the payment."""

    code = "refund_other_currency"


class MoreThanIsLeft(RefundRefused):
    """Raised when more is asked for than is left. `left`: what can be given back."""

    code = "refund_more_than_left"

    def __init__(self, left: Money) -> None:
        super().__init__(f"{left.minor} {left.currency} are left")
        self.left = left
