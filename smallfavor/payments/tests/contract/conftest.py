"""The contract's tests run once for each provider that has a rig."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from smallfavor.payments.tests.contract import rigs
from smallfavor.payments.tests.contract.rigs.base import Rig

RIGS = sorted({module.name for module in pkgutil.iter_modules(rigs.__path__)} - {"base"})


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    module = importlib.import_module(f"{rigs.__name__}.{request.param}")
    with module.opened(request) as made:
        yield made
