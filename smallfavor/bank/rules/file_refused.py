"""The refusal of a file that came from a bank: whole, with the line and the reason. Nothing has happened."""


class FileRefused(ValueError):
    """Raised when a file can't be used. `line` counts from 1 (0: the file in all), `reason` follows "line 7"."""

    code = "bank_file_refused"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.line = line
        self.reason = reason
