"""docs/settings.md lists exactly the settings that are read from the environment."""

import ast
import re

from smallfavor.payments import providers
from smallfavor.payments.providers.settings import settings_of, variable
from tests.architecture.sources import PACKAGE, ROOT

DOCUMENTED = re.compile(r"^\| `([A-Z][A-Z0-9_]+)`", re.M)
READERS = {"bool", "db_url_config", "email_url", "int", "json", "list", "str"}


def test_every_setting_is_documented_and_none_besides() -> None:
    documented = DOCUMENTED.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8"))
    assert len(documented) == len(set(documented)), "one is listed twice"
    assert set(documented) == _read_from_the_environment()


def test_settings_are_read_in_one_place() -> None:
    """Nowhere else is the environment asked; what one process of ours tells another begins with SMALLFAVOR_."""
    asked = re.compile(r"os\.(?:environ\.get\(|environ\[|getenv\()\s*[\"']([A-Z_]+)")
    allowed = re.compile(r"SMALLFAVOR_[A-Z_]+|DJANGO_SETTINGS_MODULE|PATH")
    strangers = {
        name
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        for name in asked.findall(path.read_text(encoding="utf-8"))
        if not allowed.fullmatch(name)
    }
    assert strangers == set()


def _read_from_the_environment() -> set[str]:
    names = set()
    for module in ("settings.py", "environment.py"):
        for node in ast.walk(ast.parse((PACKAGE / "config" / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func
                is_secret = isinstance(called, ast.Name) and called.id == "secret"
                is_env = isinstance(called, ast.Attribute) and called.attr in READERS and _is_env(called.value)
                if is_secret or is_env:
                    names.add(str(node.args[0].value))
    return names | {variable(name, setting) for name in providers.names() for setting in settings_of(name)}


def _is_env(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "env"
