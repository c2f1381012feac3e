"""People who give or left an address. Names and addresses stand here only sealed."""

from smallfavor.supporters.models.supporter import Supporter

__all__ = ["Supporter"]
