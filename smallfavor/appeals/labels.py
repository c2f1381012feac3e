"""Every word of the interface that the browser script shows around a plea; they travel in each text file.

`{amount}`, `{minimum}`, `{currency}`, `{date}`, `{articles}`, `{raised}`, `{goal}`, `{people}`, `{left}` are filled in
by the script. A test compares these keys with those that the script
reads. Not here: the plea's own words, which editors write.
"""

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

LABELS: dict[str, str] = {
    "interval": _("How often"),
    "once": _("Once"),
    "monthly": _("Every month"),
    "yearly": _("Every year"),
    "amount": _("How much"),
    "other": _("Another amount"),
    "other_in": _("Another amount, in {currency}"),
    "give": _("Give"),
    "give_once": _("Give {amount}"),
    "give_monthly": _("Give {amount} a month"),
    "give_yearly": _("Give {amount} a year"),
    "per_monthly": _("{amount} a month"),
    "per_yearly": _("{amount} a year"),
    "ticker": _("{raised} of {goal}"),
    "ticker_done": _("The goal is reached. Every further gift goes into the same work."),
    "closes": _("Closes on {date}, {left}."),
    "too_small": _("The smallest amount is {minimum}."),
    "not_today": _("Not today?"),
    "remind": _("Remind me later"),
    "remind_ask": _("When may we ask you again?"),
    "remind_week": _("In a week"),
    "remind_month": _("In a month"),
    "remind_date": _("On"),
    "remind_set": _("Set the date"),
    "remind_mail": _("By mail or in my calendar instead"),
    "remind_done": _("We will not ask on this device before {date}."),
    "already": _("I already give"),
    "already_done": _("Thank you. We will not ask on this device for a year."),
    "close": _("Close"),
    "count_off": _("Don’t count what I read"),
    "count_was_off": _("The count is deleted. It was kept only on this device, and nothing is counted any more."),
    "consent": _("May this device remember what you were shown, so that we ask you less often?"),
    "consent_yes": _("Yes"),
    "consent_no": _("No"),
}


def labels_in(language: str) -> dict[str, str]:
    """All labels in `language`, English where there is no translation; counts once per plural form."""
    with translation.override(language):
        words = {key: translation.gettext(text) for key, text in LABELS.items()}
        for form, number in _numbers_by_form(language).items():
            words[f"count_{form}"] = _count(number)
            words[f"people_{form}"] = _people(number)
    return words


def methods_in(language: str) -> str:
    """The ways to pay where a plea names none; the word before the colon draws the mark."""
    with translation.override(language):
        return "card:" + translation.gettext("Bank card")


def _count(number: int) -> str:
    return ngettext(
        "You have opened {articles} article here in the last twelve months.",
        "You have opened {articles} articles here in the last twelve months.",
        number,
    )


def _people(number: int) -> str:
    return ngettext("{people} person", "{people} people", number)


def _numbers_by_form(language: str) -> dict[str, int]:
    """CLDR's plural forms of a language, each with a number that takes it: {"one": 1, "few": 2, "many": 5, ...}."""
    form_of = Locale.parse(language.replace("-", "_")).plural_form
    found = {"other": 100}
    for number in range(100, -1, -1):
        found[form_of(number)] = number
    return found
