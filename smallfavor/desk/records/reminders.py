"""Reminders: who asked to be asked again, and when."""

import django_filters
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from smallfavor.desk.records.base import Fact, RecordIndexView, RecordView, RecordViewSet, TextColumn
from smallfavor.desk.records.wording import INTERVALS, REMINDER_STATES, day, moment
from smallfavor.reminders.models import Reminder


class ReminderFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=list(REMINDER_STATES.items()), label="State")
    due = django_filters.DateFromToRangeFilter(label="Due", widget=DateRangePickerWidget)
    appeal = django_filters.CharFilter(lookup_expr="iexact", label="Appeal")

    class Meta:
        model = Reminder
        fields = ["state", "due", "appeal"]


class ReminderIndexView(RecordIndexView):
    page_title = "Reminders"
    title_label = "Due"
    title_sort_key = "due"
    default_ordering = "-asked_at"
    filterset_class = ReminderFilterSet
    record_columns = (
        TextColumn("state", "State", lambda row: REMINDER_STATES[row.state], sort_key="state"),
        TextColumn("asked", "Asked for", lambda row: moment(row.asked_at), sort_key="asked_at"),
        TextColumn("gift", "With", lambda row: gift(row)),
        TextColumn("appeal", "Asked by", lambda row: row.appeal or "–", sort_key="appeal"),
        TextColumn("language", "Language", lambda row: row.language, sort_key="language"),
    )
    export_columns = {
        "reminder": lambda row: str(row.uuid),
        "due": lambda row: row.due,
        "state": lambda row: row.state,
        "asked": lambda row: row.asked_at,
        "appeal": lambda row: row.appeal,
        "variant": lambda row: row.variant,
        "language": lambda row: row.language,
    }

    def title(self, row: Reminder) -> str:
        return day(row.due)


class ReminderView(RecordView):
    model = Reminder
    list_title = "Reminders"

    def get_page_title(self) -> str:
        return f"Reminder for {day(self.record.due)}"

    def facts(self) -> list[Fact]:
        reminder: Reminder = self.record
        return [
            Fact("State", REMINDER_STATES[reminder.state]),
            Fact("Due", day(reminder.due)),
            Fact("Asked for", moment(reminder.asked_at)),
            Fact("Done with", moment(reminder.settled_at)),
            Fact("With", gift(reminder)),
            Fact("Supporter", reminder.supporter_id, reverse("desk_supporters:record", args=(reminder.supporter_id,))),
            Fact("Number", reminder.uuid),
        ]


class ReminderViewSet(RecordViewSet):
    model = Reminder
    name = "reminders"
    menu_label = "Reminders"
    icon = "calendar"
    menu_order = 150
    index_view_class = ReminderIndexView
    record_view_class = ReminderView


def gift(reminder: Reminder) -> str:
    """What the form will be filled in with."""
    if not reminder.amount:
        return "–"
    return f"{reminder.amount} {reminder.currency}, {INTERVALS.get(reminder.interval, '').lower()}"
