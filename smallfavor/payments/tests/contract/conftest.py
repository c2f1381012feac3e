"""The contract's tests run once for each provider that has a rig."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from smallfavor.payments.tests.contract import rigs
from smallfavor.payments.tests.contract.rigs.base import Rig, lacking

RIGS = sorted({module.name for module in pkgutil.iter_modules(rigs.__path__)} - {"base"})


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, db: None) -> Iterator[Rig]:
    """With our database, which is the service of those that need no processor."""
    module = importlib.import_module(f"{rigs.__name__}.{request.param}")
    why: dict[str, str] = getattr(module, "LACKING", {})
    if request.node.originalname in why:
        lacking(why[request.node.originalname])
    with module.opened(request) as made:
        yield made
