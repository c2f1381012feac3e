"""Ends a pledge's move: it has a way to pay at an account that is open."""

from smallfavor.payments.models import Pledge


def end_move(pledge: Pledge) -> None:
    """Ask no more and hold nothing back. The caller holds the lock, and saves."""
    pledge.moving_to = pledge.move_asked_at = None
    pledge.move_mails = 0
    pledge.held = False
