"""What the pages show: choices with their days, refusals, a wish in words.

Not here: the choices' meaning (rules/when.py) and validation (forms).
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from smallfavor.core.dates import near_day_text
from smallfavor.reminders.forms.ask import WHENS, WhenForm
from smallfavor.reminders.rules.when import When, due_date, last_date
from smallfavor.reminders.wish import Wish

_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,499}")


@dataclass(frozen=True)
class Choice:
    code: str
    name: str
    note: str
    checked: bool


@dataclass(frozen=True)
class Refusal:
    field: str
    text: str


class Shown:
    """A form as the template draws it. `today` is the paper's day."""

    def __init__(self, form: WhenForm, *, today: date) -> None:
        self.form = form
        self.today = today

    @property
    def whens(self) -> list[Choice]:
        names = {"week": gettext("In a week"), "month": gettext("In a month"), "date": gettext("On a day I choose")}
        chosen = self.form["when"].value()
        return [Choice(code, names[code], self._day_of(code), code == chosen) for code in WHENS]

    @property
    def hows(self) -> list[Choice]:
        rows = {
            "mail": (gettext("By mail"), gettext("One mail on that day, and no other.")),
            "calendar": (gettext("In my calendar"), gettext("A file for your calendar. We keep nothing.")),
            "device": (gettext("On this device only"), gettext("No address needed. We ask here again on that day.")),
        }
        chosen = self.form["how"].value() or "mail"
        return [Choice(code, name, note, code == chosen) for code, (name, note) in rows.items()]

    @property
    def refusals(self) -> list[Refusal]:
        return [Refusal(field, str(text)) for field, texts in self.form.errors.items() for text in texts]

    @property
    def date(self) -> str:
        value = self.form["date"].value()
        return value.isoformat() if isinstance(value, date) else str(value or "")

    @property
    def first_date(self) -> str:
        return date.fromordinal(self.today.toordinal() + 1).isoformat()

    @property
    def last_date(self) -> str:
        return last_date(self.today).isoformat()

    def _day_of(self, code: When) -> str:
        if code == "date":
            return ""
        return near_day_text(due_date(code, chosen=None, today=self.today), get_language() or "en")


def safe_return(path: str) -> str:
    """Where "go on reading" leads: the path that the reader came from, on this site; else the front page."""
    return path if _PATH.fullmatch(path) else "/"


def wish_words(wish: Wish) -> str:
    """ "$2 every month"; "" when no amount was chosen."""
    money = wish.money()
    if money is None:
        return ""
    patterns = {
        "once": gettext("{amount} once"),
        "monthly": gettext("{amount} every month"),
        "yearly": gettext("{amount} every year"),
    }
    return patterns.get(wish.interval, "{amount}").format(amount=money.format(get_language() or "en"))
