"""Adding a provider is copying a folder: nothing outside it names it."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.config.provider_settings import payment_page_origins, provider_settings
from smallfavor.giving.tests.conftest import Form, good_form, text, token_path
from smallfavor.ledger.models import Transfer
from smallfavor.payments import providers
from smallfavor.payments.models import Payment
from smallfavor.payments.providers.looks import SHARED
from smallfavor.payments.queries import way_name
from tests.architecture.sources import PACKAGE, ROOT, files, short

__all__ = ["good_form"]
HOME = PACKAGE / "payments" / "providers"
# The demo runs a sandbox beside the paper: where it listens is told to both.
DEMO = {"smallfavor/config/demo.py", "smallfavor/config/ports.py", "smallfavor/config/settings.py"}
ELSEWHERE = {"bench", "docs", "tests", "sandbox_processor"}
PLAIN_WORDS = {"sandbox", "noted"}  # words of their own too: what services call their test modes, a state


def outside(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """Every file of the package with a folder that it does not belong to. Tests may name providers."""
    for path in files(*suffixes):
        parts = path.relative_to(ROOT).parts
        if parts[0] in ELSEWHERE or {"tests", "migrations", "locale"} & set(parts):
            continue
        for name in sorted(providers.names()):
            if HOME / name not in path.parents and not (name == "sandbox" and short(path) in DEMO):
                yield path, name


def test_nothing_outside_a_providers_folder_imports_it() -> None:
    found = [
        f"{short(path)} imports {imported}"
        for path, name in outside(".py")
        for imported in _imports(path)
        if f"{imported}.".startswith(f"smallfavor.payments.providers.{name}.")
    ]
    assert found == []


def test_nothing_outside_a_providers_folder_names_it() -> None:
    """A code that is also a way to pay, such as bank_transfer, is that way's name everywhere.

    A word of its own stands for something else in the bank's rows and in another provider's folder.
    """
    found = [
        f"{short(path)} names {name}"
        for path, name in outside(".py")
        if name in _texts(path) - set(SHARED)
        and not (name in PLAIN_WORDS and (HOME in path.parents or PACKAGE / "bank" in path.parents))
    ]
    for path, name in outside(".html", ".txt", ".js", ".css"):
        if name not in SHARED and name not in PLAIN_WORDS and {"smallfavor", "embed"} & set(path.parts):
            found += [f"{short(path)} names {name}"] if re.search(rf"\b{name}\b", path.read_text(), re.I) else []
    assert found == []


def test_every_provider_is_in_the_docs() -> None:
    assert undocumented() == []


def undocumented() -> list[str]:
    """The folders that docs/payments.md does not name in a section or the table."""
    page = (ROOT / "docs" / "payments.md").read_text(encoding="utf-8")
    return [name for name in sorted(providers.names()) if not re.search(rf"(?<![\w/.]){name}(?![\w/.])", page)]


# --- A copy ---


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The sandbox's folder under another name, in a place of its own that the package reaches to; told one thing."""
    shutil.copytree(HOME / "sandbox", tmp_path / "mill", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (tmp_path / "mill").glob("*.py"):
        source = path.read_text(encoding="utf-8").replace("providers.sandbox", "providers.mill")
        path.write_text(source.replace('name = "sandbox"', 'name = "mill"'), encoding="utf-8")
    (tmp_path / "mill" / "settings.py").write_text(
        "from smallfavor.payments.providers.settings import Setting\n\n"
        'SETTINGS = (Setting("wheel", "how fast it turns"),)\n\n\n'
        "def page_origins(values):\n    return (f\"https://{values['wheel']}.example\",)\n"
    )
    monkeypatch.setattr(providers, "__path__", [*providers.__path__, str(tmp_path)])
    _forget()
    yield "mill"
    monkeypatch.undo()
    _forget()


def test_the_registry_follows(copied: str) -> None:
    assert copied in providers.names()


def test_the_settings_follow(copied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILL_WHEEL", "fast")
    monkeypatch.setenv("SECOND_WHEEL", "slow")
    named = ["mill", "second=mill"]
    told = provider_settings(named)
    assert told == {"mill": {"wheel": "fast"}, "second": {"wheel": "slow"}}
    assert payment_page_origins(named, told) == ["https://fast.example", "https://slow.example"]


def test_the_docs_are_asked_for(copied: str) -> None:
    assert copied in undocumented()


@pytest.mark.django_db
def test_the_form_and_the_books_follow(
    copied: str, client: Client, good_form: Callable[..., Form], sandbox: RunningSandbox, settings: Any
) -> None:
    settings.PROVIDERS = [copied]
    assert way_name("card") == "Card"
    assert "You pay by card on the next page" in text(client.get("/support/?lang=en"))
    back = sandbox.pay(client.post("/support/?lang=en", good_form(interval="once", amount="5"))["Location"])
    client.post(token_path(back))
    assert Payment.objects.get().state == "paid"
    assert Transfer.objects.filter(debit_account__code=f"assets:{copied}").exists()


def _forget() -> None:
    providers.names.cache_clear()
    providers.known_looks.cache_clear()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _texts(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {str(node.value).lower() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
