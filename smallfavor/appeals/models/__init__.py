"""Rows of the appeals: what is being written, what was published, what came back as counts."""

from smallfavor.appeals.models.appeal import Appeal, AppealRevision, Campaign, Placement, Unit
from smallfavor.appeals.models.campaign import CampaignChange, CampaignTotal
from smallfavor.appeals.models.history import AppealChange, AppealHold, AskingSwitch, ManifestVersion
from smallfavor.appeals.models.tally import Tally
from smallfavor.appeals.models.testing import Allocation, AppealTest, ShareSetting
from smallfavor.appeals.models.variant import Variant, VariantText

__all__ = [
    "Allocation",
    "Appeal",
    "AppealChange",
    "AppealHold",
    "AppealRevision",
    "AppealTest",
    "AskingSwitch",
    "Campaign",
    "CampaignChange",
    "CampaignTotal",
    "ManifestVersion",
    "Placement",
    "ShareSetting",
    "Tally",
    "Unit",
    "Variant",
    "VariantText",
]
