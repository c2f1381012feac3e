"""Rows of the appeals: what is being written, what was published, what came back as counts."""

from smallfavor.appeals.models.appeal import Appeal, AppealRevision, Campaign, Placement
from smallfavor.appeals.models.history import AppealChange, AskingSwitch, ManifestVersion
from smallfavor.appeals.models.tally import Tally
from smallfavor.appeals.models.variant import Variant, VariantText

__all__ = [
    "Appeal",
    "AppealChange",
    "AppealRevision",
    "AskingSwitch",
    "Campaign",
    "ManifestVersion",
    "Placement",
    "Tally",
    "Variant",
    "VariantText",
]
