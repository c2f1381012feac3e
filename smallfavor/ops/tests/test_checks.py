"""Every wrong setting is found, named and answered with what would be right."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks
from pytest_django import Settings

from smallfavor.ops.checks import check_settings

GIVING = django_settings.GIVING


def test_the_defaults_are_right() -> None:
    assert check_settings() == []
    assert [message for message in run_checks() if message.is_serious()] == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("BASE_URL", "courier.example", "smallfavor.E001"),
        ("BASE_URL", "ftp://courier.example", "smallfavor.E001"),
        ("BASE_URL", "https://courier.example/path", "smallfavor.E001"),
        ("PAPER_TIME_ZONE", "Europe/Rigga", "smallfavor.E002"),
        ("PAPER_ACCENT", "red", "smallfavor.E003"),
        ("PAPER_FOUNDED", 19940, "smallfavor.E004"),
        ("PAPER_STATEMENT_NAME", "Газета", "smallfavor.E005"),
        ("PAPER_STATEMENT_NAME", "X" * 23, "smallfavor.E005"),
        ("LANGUAGE_CODE", "lv", "smallfavor.E006"),
        ("CONSENT", "yes", "smallfavor.E007"),
        ("PAPER_COUNTRY", "Latvia", "smallfavor.E008"),
        ("RISK_COUNTRIES", ["BY", "ru"], "smallfavor.E008"),
        ("GIVING", {}, "smallfavor.E009"),
        ("GIVING", ["USD"], "smallfavor.E009"),
        ("PROVIDERS", ["sandbox", "wallet"], "smallfavor.E010"),
        ("PROVIDERS", [], "smallfavor.E010"),
        ("MAIL_FROM", "letters", "smallfavor.E011"),
    ],
)
def test_a_wrong_setting_is_found(settings: Settings, name: str, value: Any, expected: str) -> None:
    setattr(settings, name, value)
    [found] = [message for message in check_settings() if message.is_serious()]
    assert found.id == expected
    assert found.hint


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"maximum": "5"}, "must rise"),
        ({"maximum": "a lot"}, "not an amount"),
        ({"minimum": {"once": "1", "monthly": "2"}}, "yearly"),
        ({"presets": {**GIVING["USD"]["presets"], "once": ["50", "25", "10"]}}, "must rise"),
        ({"presets": {**GIVING["USD"]["presets"], "once": ["1", "2"]}}, "three presets"),
        ({"presets": {**GIVING["USD"]["presets"], "monthly": ["1", "2", "3"]}}, "must rise"),
        ({"minimum": {"once": "0", "monthly": "2", "yearly": "10"}}, "must rise"),
    ],
)
def test_a_wrong_amount_is_named(settings: Settings, change: dict[str, Any], words: str) -> None:
    settings.GIVING = {**GIVING, "USD": {**GIVING["USD"], **change}}
    [found] = check_settings()
    assert "USD" in found.msg
    assert words in found.msg


def test_an_unknown_currency_is_named(settings: Settings) -> None:
    settings.GIVING = {"XYZ": GIVING["USD"]}
    assert "no such currency" in check_settings()[0].msg


def test_yen_have_no_decimals(settings: Settings) -> None:
    settings.GIVING = {"JPY": {**GIVING["JPY"], "maximum": "1500.50"}}
    assert "decimals" in check_settings()[0].msg


def test_the_sandbox_and_an_open_line_are_warned_of_in_public(settings: Settings) -> None:
    settings.BASE_URL = "http://courier.example"
    assert {message.id for message in check_settings()} == {"smallfavor.W001", "smallfavor.W002"}
    assert not any(message.is_serious() for message in check_settings())
