"""How the bank's lines are told at the desk."""

from smallfavor.bank.models import BankLine
from smallfavor.bank.rules.matching import Because
from smallfavor.insight.books.screen import money_words

WHY = {
    "no_reference": "It bears no reference of ours.",
    "several_references": "It bears several references of ours.",
    "unknown_reference": "It bears a right reference, but none that we gave.",
    "stopped": "The reader has stopped this standing order; their bank still sends it.",
    "other_currency": "It came in another currency than we asked for.",
    "came_again": "Money has come for this reference already.",
    "other_amount": "The amount is another than every one that we wait for.",
    "reversal": "The bank undoes an earlier booking.",
    "went_out": "Money went out.",
    "": "Nobody has looked at it yet.",
}
BECAUSE = {
    Because.REFERENCE: "the reference is right",
    Because.ONE_SIGN: "one sign of the reference differs",
    Because.SWAPPED: "two signs of the reference are swapped",
    Because.CUT: "a part of the reference is there",
    Because.SAME_PAYER: "the same account has paid this before",
    Because.NAME: "the name and the amount are the same",
    Because.AMOUNT: "the amount is the same, and the days fit",
}
STATES = {
    "open": "Waits for you",
    "left": "Looked at, and left",
    "taken": "A direct debit of ours",
    "matched": "A reader’s gift",
    "early": "Came early; waits for its period",
    "paid_back": "Given back to a reader",
    "other": "Other income",
    "outside": "None of readers’ money",
    "told_apart": "A sum; its parts stand apart",
}
# What a file's new lines were, in sentences: one, many.
COUNTED = {
    "matched": ("1 gift was found by its reference.", "{} gifts were found by their references."),
    "taken": ("1 line is about a direct debit of ours.", "{} lines are about direct debits of ours."),
    "early": ("1 standing order came early and waits for its period.", "{} standing orders came early and wait."),
    "paid_back": ("1 line shows money that was given back.", "{} lines show money that was given back."),
    "open": ("1 line waits for you.", "{} lines wait for you."),
}


def amount_of(line: BankLine) -> str:
    """Signed: what went out has a minus."""
    sign = "" if line.credit else "−"
    return sign + money_words(line.amount_minor, line.currency)


def counted(state: str, number: int) -> str:
    one, many = COUNTED[state]
    return one if number == 1 else many.format(number)
