"""The sentences about a gift that the form, its button and the pages after it share. Money and dates by Babel.

Not here: sentences that belong to one page (its template), and the terms (terms.py).
"""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from django.utils.translation import get_language, gettext, pgettext

from smallfavor.core.clock import add_months
from smallfavor.core.dates import day_text
from smallfavor.core.money import Money
from smallfavor.payments.queries import look_of

MONTHS = {"monthly": 1, "yearly": 12}


def language() -> str:
    """The active language, as Babel and our rows name it."""
    return get_language() or "en"


def money(amount: Money) -> str:
    return amount.format(language())


def day(when: date, *, today: date) -> str:
    """ "23 November"; with the year where it is not today's: "23 November 2027"."""
    return format_date(when, "d MMMM", locale=language()) if when.year == today.year else long_day(when)


def long_day(when: date) -> str:
    """ "23 November 2027"."""
    return day_text(when, language())


def next_day(interval: str, today: date) -> date | None:
    """When a gift that begins today is taken again; None for a one-time gift."""
    return add_months(today, MONTHS[interval]) if interval in MONTHS else None


def interval_name(interval: str) -> str:
    names = {
        "once": pgettext("how often", "Once"),
        "monthly": pgettext("how often", "Monthly"),
        "yearly": pgettext("how often", "Yearly"),
    }
    return names[interval]


def amount_every(interval: str, amount: str) -> str:
    """ "$2 every month"."""
    sentences = {
        "once": gettext("{amount} once"),
        "monthly": gettext("{amount} every month"),
        "yearly": gettext("{amount} every year"),
    }
    return sentences[interval].format(amount=amount)


def amount_question(interval: str) -> str:
    questions = {
        "once": gettext("How much, once"),
        "monthly": gettext("How much every month"),
        "yearly": gettext("How much every year"),
    }
    return questions[interval]


def button_pattern(interval: str) -> str:
    """What the button says, with {amount} to be filled in."""
    patterns = {
        "once": gettext("Give {amount}"),
        "monthly": gettext("Give {amount} a month"),
        "yearly": gettext("Give {amount} a year"),
    }
    return patterns[interval]


def button_without_amount(interval: str) -> str:
    texts = {
        "once": gettext("Give once"),
        "monthly": gettext("Give every month"),
        "yearly": gettext("Give every year"),
    }
    return texts[interval]


def this_amount() -> str:
    """Stands in the truth sentence for an amount that only the reader knows yet."""
    return pgettext("You give ... every month", "this amount")


def truth_pattern(interval: str, today: date) -> str:
    """The sentence beside the button, with {amount} to be filled in: what will be taken, when, and how to stop."""
    patterns = {
        "once": gettext("You give {amount} once, today, {today}. Nothing is taken again."),
        "monthly": gettext(
            "You give {amount} every month. First today, {today}; next on {next}. Stop with one click in any mail."
        ),
        "yearly": gettext(
            "You give {amount} every year. First today, {today}; next on {next}, and we write to you before. "
            "Stop with one click in any mail."
        ),
    }
    after = next_day(interval, today)
    return patterns[interval].format(
        amount="{amount}", today=day(today, today=today), next=day(after, today=today) if after else ""
    )


def either(names: Sequence[str]) -> str:
    """ "Card, PayPal or Bank transfer"."""
    return format_list(names, style="or", locale=language())


def way_does_not_fit(way: str, gift: str, fitting: Sequence[str]) -> str:
    """Refuses a way to pay for this gift ("$2 every month"), and says which take it."""
    if not fitting:
        return gettext("{way} does not take {gift}. Please choose another amount.").format(way=way, gift=gift)
    return gettext("{way} does not take {gift}. You can pay by {ways}.").format(
        way=way, gift=gift, ways=either(fitting)
    )


def decline_reason(code: str, method: str) -> str:
    """What to tell a reader about a decline, after the words that nothing was taken. `code`: providers.base.Decline."""
    reasons = {
        "insufficient_funds": gettext("There is not enough money in the account at the moment."),
        "expired_card": gettext("What you pay with has expired; another way to pay may work."),
        "incorrect_details": gettext("Some of the details did not match."),
        "authentication_required": gettext("Your bank wants you to confirm the payment yourself."),
        "authentication_failed": gettext("The payment was not confirmed with your bank."),
        "instrument_gone": gettext("What you pay with can’t be used any more; another way to pay may work."),
        "processing_error": gettext("Something failed at the bank or the processor; trying again may work."),
        "not_received": gettext("It has not arrived at our bank."),
    }
    own = look_of(method).reasons
    if code in reasons:
        return str(own.get(code, reasons[code]))
    return str(own.get("", gettext("We are not told why; another way to pay, or a word with your bank, may help.")))


def why_not(code: str) -> str:
    """Why what a supporter asked for was not done, in words; "" for anything that is not one of ours."""
    texts = {
        "later": gettext("The payment processor does not answer at the moment. Nothing was changed; please try later."),
        "unfit": gettext("That way to pay does not take this amount. Nothing was changed; please choose another one."),
        "spent": gettext(
            "The payment page was opened very often within a day. Nothing was changed; please try again tomorrow."
        ),
    }
    return texts.get(code, "")
