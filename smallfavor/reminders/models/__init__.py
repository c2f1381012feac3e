"""Reminders that wait, and those that went out."""

from smallfavor.reminders.models.reminder import Reminder, ReminderState

__all__ = ["Reminder", "ReminderState"]
