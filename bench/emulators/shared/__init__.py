"""What several emulators share. Not here: any one service's wire."""
