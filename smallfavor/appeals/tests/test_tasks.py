import json
from pathlib import Path

import pytest

from smallfavor.appeals.tasks import renew_manifest
from smallfavor.core.clock import utcnow


@pytest.mark.django_db
def test_the_manifest_is_renewed_long_before_it_ends(baked: Path) -> None:
    renew_manifest(timestamp=0)
    expires = json.loads((baked / "appeals" / "manifest.json").read_text())["expires"]
    assert expires - utcnow().timestamp() > 2 * 24 * 3600
