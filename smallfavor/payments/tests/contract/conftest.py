"""The contract's tests run once for each provider that has a rig."""

from collections.abc import Iterator

import pytest

from sandbox_processor.testing import RunningSandbox
from smallfavor.payments.providers.sandbox import transport
from smallfavor.payments.tests.contract.rigs import Rig, SandboxRig

RIGS = ("sandbox",)


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    yield SandboxRig(sandbox, monkeypatch)
    transport._client.cache_clear()  # a test may have shortened its time-out
