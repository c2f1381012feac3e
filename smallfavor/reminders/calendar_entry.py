"""A reminder as a calendar file (RFC 5545): one entry on the day, all day long, with an alarm at nine.

With discretion on, the entry names neither the paper nor giving, and carries a link only if the reader asked for it:
calendars are shared, synchronised and shown on locked screens.
"""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

from smallfavor.core.paper import Paper
from smallfavor.reminders.wish import Wish, plain_form_path

FILE_NAME = "reminder.ics"
CONTENT_TYPE = "text/calendar; charset=utf-8"
ALARM_AFTER = timedelta(hours=9)


def calendar_file(*, due: date, wish: Wish, with_link: bool, paper: Paper, language: str, now: datetime) -> bytes:
    """The bytes of the file, in the active language."""
    event = Event()
    event.add("uid", uuid.uuid4().hex)
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if paper.discreet:
        summary, description = gettext("Reminder"), gettext("You asked yourself for this note.")
        link = f"{settings.BASE_URL}{plain_form_path(language)}" if with_link else ""
    else:
        summary = gettext("Support %(paper)s") % {"paper": paper.name}
        description = gettext("You wanted to come back to this. The form is ready:")
        link = f"{settings.BASE_URL}{wish.form_path(language)}"
    event.add("summary", summary)
    event.add("description", f"{description}\n{link}".strip())
    if link:
        event.add("url", link)
    event.add_component(_alarm(summary))
    calendar = Calendar()
    calendar.add("prodid", "-//Reminder//1.0//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", ALARM_AFTER)
    return alarm
