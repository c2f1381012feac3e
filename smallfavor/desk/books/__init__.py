"""What changes the books at the desk: closing a month, corrections by two people, exchange rates."""
