"""People who give or left an address. Names and addresses stand here only sealed."""

from smallfavor.supporters.models.keyring import Erasure, SupporterKey
from smallfavor.supporters.models.link_request import LinkRequest
from smallfavor.supporters.models.supporter import Supporter

__all__ = ["Erasure", "LinkRequest", "Supporter", "SupporterKey"]
