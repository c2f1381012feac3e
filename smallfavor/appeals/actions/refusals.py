"""Why an action on an appeal is refused."""

from collections.abc import Sequence

from django.contrib.auth.models import User

from smallfavor.appeals.models import AppealHold
from smallfavor.appeals.rules.problems import Problem

# None is the installation itself: the sample's loader.
Actor = User | None
WRITE = "appeals.change_appeal"
PUBLISH = "appeals.publish_appeal"


class NotAllowed(Exception):
    """Raised when this person may not publish pleas."""


class NotPublishable(Exception):
    """Raised when the draft has problems; they are in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{each.where}: {each.code}" for each in problems))
        self.problems = list(problems)


class NotLive(Exception):
    """Raised when an appeal should be taken down that readers do not get."""


class StillLive(Exception):
    """Raised when an appeal should be archived that readers still get."""


class Overtaken(Exception):
    """Raised when somebody has saved a newer version of the draft meanwhile; it is `version`."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version} is newer")
        self.version = version


class HeldByAnother(Exception):
    """Raised when somebody else is writing the appeal; see `hold`."""

    def __init__(self, hold: AppealHold) -> None:
        super().__init__("somebody else is writing it")
        self.hold = hold


class StrangerAsOwner(Exception):
    """Raised when an appeal should be given to somebody who may not write pleas."""


def require_publisher(actor: Actor) -> None:
    """Raises NotAllowed unless this person may publish pleas and stop all asking."""
    if actor is not None and not actor.has_perm(PUBLISH):
        raise NotAllowed("may not publish pleas")
