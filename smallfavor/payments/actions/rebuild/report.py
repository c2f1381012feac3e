"""What a rebuild did, and what it leaves to a person."""

from dataclasses import dataclass, field


class Unplaced(Exception):
    """Raised when an object of ours can't be given a place in our rows; the sentence says why."""

    code = "unplaced"


@dataclass
class RebuildReport:
    """Counts, and uuids for a person. `without_contact`: supporters who give, and whom we can't write to."""

    objects: int = 0
    pledges: int = 0
    payments: int = 0
    attempts: int = 0
    setups: int = 0
    cancelled: list[str] = field(default_factory=list)
    without_contact: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.pledges or self.payments or self.attempts or self.setups or self.cancelled)
