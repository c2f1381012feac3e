"""What import-linter can't see: foreign keys, and who may know a provider's own library."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from tests.architecture.sources import PACKAGE, files, layers, short


def test_foreign_keys_point_downward() -> None:
    height = layers()
    upward = []
    for model in apps.get_models():
        home = _app_of(model)
        for field in model._meta.get_fields():
            target = _app_of(field.related_model) if field.is_relation and field.concrete else ""
            if home in height and target in height and target != home and height[target] >= height[home]:
                upward.append(f"{model.__name__}.{field.name} → {target}")
    assert upward == []


def test_every_app_has_its_layer() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders == set(layers())


def test_only_the_stripe_provider_and_its_emulator_know_the_sdk_of_stripe() -> None:
    at_home = ("providers/stripe", "emulators/stripe", "payments/tests/stripe")
    strangers = [
        short(path)
        for path in files(".py")
        if not any(place in short(path) for place in at_home)
        and any(name.split(".")[0] == "stripe" for name in _imports(path))
    ]
    assert strangers == []


def test_only_the_paypal_provider_and_its_emulator_know_the_sdk_of_paypal() -> None:
    strangers = [
        short(path)
        for path in files(".py")
        if "providers/paypal" not in short(path)
        and "emulators/paypal" not in short(path)
        and any(name.split(".")[0] in {"paypalserversdk", "apimatic_core"} for name in _imports(path))
    ]
    assert strangers == []


def test_providers_know_neither_rows_nor_actions() -> None:
    forbidden = ("smallfavor.payments.models", "smallfavor.payments.actions", "django.db")
    found = [
        f"{short(path)}: {name}"
        for path in (PACKAGE / "payments" / "providers").rglob("*.py")
        if "tests" not in path.parts
        for name in _imports(path)
        if name.startswith(forbidden)
    ]
    assert found == []


def test_rules_know_neither_django_nor_the_clock() -> None:
    found = [
        f"{short(path)}: {name}"
        for path in PACKAGE.glob("*/rules/**/*.py")
        if "tests" not in path.parts
        for name in _imports(path)
        if name.split(".")[0] in {"django", "wagtail", "procrastinate", "time"}
        or name == "smallfavor.core.clock.utcnow"
    ]
    assert found == []


def test_migrations_are_in_step_with_the_models() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), NonInteractiveMigrationQuestioner()
    )
    changes = detector.changes(graph=loader.graph)
    ours = {label: changes[label] for label in changes if label in layers()}
    assert ours == {}


@pytest.mark.parametrize("app", sorted(layers()))
def test_migrations_are_linear(app: str) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert len(loader.graph.leaf_nodes(app)) <= 1


def _app_of(model: object) -> str:
    parts = getattr(model, "__module__", "").split(".")
    return parts[1] if parts[0] == "smallfavor" and len(parts) > 1 else ""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
