"""What `smallfavor bake` has this app write."""

from datetime import datetime

from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.core.baking import register_baker


def register() -> None:
    register_baker("appeals", _bake)


def _bake(now: datetime) -> str:
    return f"manifest {publish_manifest(now=now)}"
